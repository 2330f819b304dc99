"""Scans made the way an office makes them: a letter printed, laid on the glass, saved."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from dondoc.documents.letter import write_letter
from tests.documents.cast import LETTER

PRINT = "NotoSans-Regular.ttf"


@cache
def letter_docx() -> bytes:
    return write_letter(replace(LETTER, issued_on=date(2025, 2, 20)))


def converted(data: bytes, suffix: str, to: str) -> bytes:
    """A file as LibreOffice saves it in another format."""
    with TemporaryDirectory() as folder:
        given = Path(folder) / f"given{suffix}"
        given.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
             "--headless", "--convert-to", to, "--outdir", folder, str(given)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (Path(folder) / f"given.{to}").read_bytes()


@cache
def letter_pdf() -> bytes:
    return converted(letter_docx(), ".docx", "pdf")


@cache
def letter_pages() -> tuple[Image.Image, ...]:
    document = pypdfium2.PdfDocument(letter_pdf())
    return tuple(
        document[n].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        for n in range(len(document))
    )


def turned(page: Image.Image, angle: float) -> Image.Image:
    return page.rotate(angle, Image.Resampling.BICUBIC, expand=abs(angle) > 45, fillcolor=255)


def saved_as(kind: str, pages: Sequence[Image.Image], **options) -> bytes:
    file = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    pages[0].save(file, format=kind, **more, **options)
    return file.getvalue()


def pdf_of_pictures(*pages: Image.Image) -> bytes:
    return saved_as("PDF", pages, resolution=200)


def bound(*pdfs: bytes) -> bytes:
    """Several PDF files put behind one another, as offices do with a signed page."""
    whole = pypdfium2.PdfDocument.new()
    for each in pdfs:
        whole.import_pages(pypdfium2.PdfDocument(each))
    file = io.BytesIO()
    whole.save(file)
    return file.getvalue()


def drawn(lines: Sequence[str], *, size: int = 42, blurred: Sequence[int] = ()) -> Image.Image:
    """A page with a few lines of print; some of them smeared beyond what a person would swear to."""
    from PIL import ImageFilter

    page = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(PRINT, size)
    for number, line in enumerate(lines):
        strip = Image.new("L", (1454, size * 2), 255)
        ImageDraw.Draw(strip).text((0, size // 3), line, font=font, fill=0)
        if number in blurred:
            strip = strip.filter(ImageFilter.GaussianBlur(5.5))
        page.paste(strip, (100, 200 + number * size * 2))
    return page

"""PDF files with a text layer: words are put back into lines, columns, paragraphs and tables."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import old_fonts, pdf_layout, tesseract
from dondoc.documents.guards import FileBomb, FileBroken, FileEncrypted, TooManyPages
from dondoc.documents.pages import Page, compose
from dondoc.documents.pdf_layout import Grid, Piece, grid_of
from dondoc.documents.scan_image import MAX_SCANNED_PAGES, fitted

if TYPE_CHECKING:
    from PIL.Image import Image

    from dondoc.core.reading.model import Source

MAX_PAGES = 300
DOTS_A_POINT = 200 / 72
# A scan may carry the few words that a signing program printed over it, and is a scan still.
WORDS_OF_A_SIGNATURE = 250
COVERS = 0.5
# Letters drawn as curves: nobody draws so many strokes beside a text.
STROKES_OF_DRAWN_WORDS = 300
# Two lines make a rectangle's worth of ruling; a letterhead alone draws one or two.
RULES_OF_A_TABLE = 4
# A drawing of hatches is no table, and the search for cells grows with the square of its lines.
MAX_CROSSINGS = 4_000
MAX_LETTERS_OF_A_PAGE = 60_000


class PdfScanned(Refusal):
    """Pictures of pages: there are no words to read."""

    code = "document.scanned"
    message = gettext_noop(
        "Page %(pages)s of the file %(name)s is a scan without text, and the program that "
        "recognises printed words is not installed here. Send the .docx or the signed electronic "
        ".pdf, or ask for tesseract-ocr and tesseract-ocr-vie to be installed on the server."
    )


def read_pdf(name: str, data: bytes) -> Source:
    """Read a PDF; pages that are pictures are recognised, or refused by their numbers."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise FileEncrypted(name=name) from None
        raise FileBroken(name=name) from None
    try:
        return _read_pages(name, data, document)
    except pypdfium2.PdfiumError:
        raise FileBroken(name=name) from None
    finally:
        document.close()


def _read_pages(name: str, data: bytes, document: Any) -> Source:
    if len(document) > MAX_PAGES:
        raise TooManyPages(name=name, pages=len(document), limit=MAX_PAGES)
    written: dict[int, list[Piece]] = {}
    ruled: set[int] = set()
    scans: list[int] = []
    for index in range(len(document)):
        page = document[index]
        pieces = pieces_of(name, page)
        pictured, strokes = _drawn(page)
        if _is_scan(len(pieces), pictured, strokes):
            scans.append(index)
            continue
        written[index] = pieces
        if strokes >= RULES_OF_A_TABLE:
            ruled.add(index)
    encoding = old_fonts.detect("".join(_running(each) for each in written.values()))
    if encoding:
        written = {index: old_fonts.mended(each, encoding) for index, each in written.items()}
    grids = _grids(data, {index: written[index] for index in sorted(ruled)})
    pages = {
        index: Page(pdf_layout.lines_of(pieces), grids.get(index, []))
        for index, pieces in written.items()
    }
    pages.update(_recognised(name, document, scans))
    source = compose([pages[index] for index in range(len(document))])
    return old_fonts.noted(source) if encoding else source


def _is_scan(letters: int, pictured: float, strokes: int) -> bool:
    """Whether the words of a page are in its picture, or drawn, and not in its text."""
    if letters == 0:
        return pictured > 0 or strokes >= STROKES_OF_DRAWN_WORDS
    return letters < WORDS_OF_A_SIGNATURE and pictured >= COVERS


def _recognised(name: str, document: Any, scans: list[int]) -> dict[int, Page]:
    if not scans:
        return {}
    if not tesseract.available():
        raise PdfScanned(name=name, pages=", ".join(str(index + 1) for index in scans))
    if len(scans) > MAX_SCANNED_PAGES:
        raise TooManyPages(name=name, pages=len(scans), limit=MAX_SCANNED_PAGES)
    from dondoc.documents.ocr import read_pages

    found = read_pages(name, (_picture_of(document[index]) for index in scans))
    return dict(zip(scans, found, strict=True))


def _picture_of(page: Any) -> Image:
    """A page as it would be printed, at 200 dots an inch or less where it is very large."""
    longest = max(page.get_width(), page.get_height(), 1.0)
    scale = min(DOTS_A_POINT, 2_500 / longest)
    return fitted(page.render(scale=scale, grayscale=True).to_pil().convert("L"))


def _running(pieces: Iterable[Piece]) -> str:
    return "".join(f" {each.char}" if each.after_space else each.char for each in pieces)


def pieces_of(name: str, page: Any) -> list[Piece]:
    """The words of a page with their places, counted from its top left corner."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    height = page.get_height()
    pieces: list[Piece] = []
    count = raw.FPDFText_CountChars(text_page)
    if count > MAX_LETTERS_OF_A_PAGE:
        raise FileBomb(name=name)
    box = raw.FS_RECTF()
    spaced = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0, 0xFFFE, 0xFFFF) or not raw.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        char = "-" if code == 0x02 else chr(code)  # pdfium marks a line-end hyphen so
        if char.isspace():
            spaced = True
            continue
        size = abs(box.top - box.bottom) or 1.0
        top, bottom = height - box.top, height - box.bottom
        pieces.append(Piece(char, box.left, box.right, top, bottom, size, spaced))
        spaced = False
    return pieces


def _drawn(page: Any) -> tuple[float, int]:
    """How much of a page its largest picture covers, and how many paths are drawn on it."""
    import pypdfium2.raw as raw

    whole = max(page.get_width() * page.get_height(), 1.0)
    covered, strokes = 0.0, 0
    for each in page.get_objects(max_depth=3):
        if each.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = each.get_bounds()
            covered = max(covered, abs(right - left) * abs(top - bottom) / whole, 1e-6)
        elif each.type == raw.FPDF_PAGEOBJ_PATH:
            strokes += 1
    return covered, strokes


def _grids(data: bytes, ruled: dict[int, list[Piece]]) -> dict[int, list[Grid]]:
    """The tables of pages that draw enough lines; the slow library is not asked about others."""
    if not ruled:
        return {}
    import pdfplumber

    found: dict[int, list[Grid]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1 for index in ruled]) as document:
            for page in document.pages:
                index = page.page_number - 1
                found[index] = _grids_of(page, ruled[index])
    except Exception:
        # The library raises a dozen kinds for a damaged file. The words were read already; without
        # its help a table is lines of text.
        return found
    return found


def _grids_of(page: Any, pieces: list[Piece]) -> list[Grid]:
    grids = []
    uprights = pdf_layout.distinct(e["x0"] for e in page.edges if e["orientation"] == "v")
    levels = pdf_layout.distinct(e["top"] for e in page.edges if e["orientation"] == "h")
    if len(uprights) * len(levels) > MAX_CROSSINGS:
        return []
    for table in page.find_tables():
        boxes = [box for box in table.cells if box]
        grid = grid_of(boxes, {box: _text_in(box, pieces) for box in boxes})
        if grid is not None:
            grids.append(grid)
    return grids


def _text_in(box: tuple[float, float, float, float], pieces: list[Piece]) -> str:
    """The words whose letters have their middle in a cell, line by line."""
    left, top, right, bottom = box
    inside = [
        piece
        for piece in pieces
        if left <= (piece.left + piece.right) / 2 <= right
        and top <= (piece.top + piece.bottom) / 2 <= bottom
    ]
    return "\n".join(line.text for line in pdf_layout.lines_of(inside))

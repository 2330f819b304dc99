"""A file that arrives becomes plain text with its tables, in the order a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import guards, plain_text
from dondoc.documents.guards import FileBroken, FileUnknown

if TYPE_CHECKING:
    from dondoc.core.reading.model import Source

PDF_HEADER_WITHIN = 1024
# Some 300 printed pages. Reading, storing and showing more would keep everyone else waiting.
MAX_CHARACTERS = 1_000_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")


class NoTextFound(Refusal):
    """It opens, but holds no words."""

    code = "document.no_text"
    message = gettext_noop(
        "No words were found in the file %(name)s. "
        "Check that it is the right file and send it again."
    )


class IsPicture(Refusal):
    """A picture of a page, not its words."""

    code = "document.picture"
    message = gettext_noop(
        "The file %(name)s is a picture; recognising printed words is not available here. "
        "Send the .docx or the signed electronic .pdf."
    )


class TextTooLong(Refusal):
    code = "document.text_too_long"
    message = gettext_noop(
        "The file %(name)s holds more than %(limit)s characters, longer than any dispatch. "
        "Send the dispatch alone, without its long lists."
    )


class OldVietnameseFont(Refusal):
    """Its letters are Vietnamese only in a font of before Unicode."""

    code = "document.old_font"
    message = gettext_noop(
        "The file %(name)s is typed in an old Vietnamese font (TCVN3 or VNI). "
        "Convert it to Unicode with UniKey, then send it again."
    )


def read_bytes(name: str, data: bytes) -> Source:
    """Read a dispatch from a file by what it holds, whatever its name says."""
    guards.weigh(name, data)
    guards.refuse_ole(name, data)
    source = _read(name, data)
    if not source.shown.strip():
        raise NoTextFound(name=name)
    _refuse_long(name, source.shown)
    if plain_text.looks_like_old_font(source.shown):
        raise OldVietnameseFont(name=name)
    return source


def _refuse_long(name: str, text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(name=name, limit=f"{MAX_CHARACTERS:,}".replace(",", "."))


def _read(name: str, data: bytes) -> Source:
    if guards.is_zip(data):
        return _read_package(name, data)
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        from dondoc.documents.pdf import read_pdf

        return read_pdf(name, data)
    if data.startswith(PICTURES):
        raise IsPicture(name=name)
    if name.lower().endswith((".docx", ".pdf")):
        raise FileBroken(name=name)
    text = plain_text.decode(data)
    if text is None:
        raise FileUnknown(name=name)
    _refuse_long(name, text)
    from dondoc.core.reading.text import from_text

    return from_text(text)


def _read_package(name: str, data: bytes) -> Source:
    parts = guards.check_package(name, data)
    if "word/document.xml" not in parts:
        raise FileUnknown(name=name)
    from dondoc.documents.word import read_docx

    return read_docx(name, data)

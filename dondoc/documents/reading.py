"""A file that arrives becomes plain text with its tables, in the order a person reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import guards, old_fonts, plain_text
from dondoc.documents.guards import FileBroken, FileUnknown

if TYPE_CHECKING:
    from dondoc.core.reading.model import Source

PDF_HEADER_WITHIN = 1024
# Some 300 printed pages. Reading, storing and showing more would keep everyone else waiting.
MAX_CHARACTERS = 1_000_000
RTF = b"{\\rtf"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")


class NoTextFound(Refusal):
    """It opens, but holds no words."""

    code = "document.no_text"
    message = gettext_noop(
        "No words were found in the file %(name)s. "
        "Check that it is the right file and send it again."
    )


class TextTooLong(Refusal):
    """More words than any dispatch has."""

    code = "document.text_too_long"
    message = gettext_noop(
        "The file %(name)s holds more than %(limit)s characters, longer than any dispatch. "
        "Send the dispatch alone, without its long lists."
    )


class OldVietnameseFont(Refusal):
    """Its letters are Vietnamese only in a font of before Unicode."""

    code = "document.old_font"
    message = gettext_noop(
        "The file %(name)s is typed in an old Vietnamese font (TCVN3 or VNI) that could not be "
        "told for certain. Convert it to Unicode with UniKey, then send it again."
    )


def read_bytes(name: str, data: bytes) -> Source:
    """Read a dispatch from a file by what it holds, whatever its name says."""
    return _checked(name, data, _read)


def _checked(name: str, data: bytes, opener: Callable[[str, bytes], Source]) -> Source:
    guards.weigh(name, data)
    source = opener(name, data)
    if not source.shown.strip():
        raise NoTextFound(name=name)
    _refuse_long(name, source.shown)
    if old_fonts.looks_old(source.shown):
        raise OldVietnameseFont(name=name)
    return source


def _refuse_long(name: str, text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(name=name, limit=f"{MAX_CHARACTERS:,}".replace(",", "."))


def _read(name: str, data: bytes) -> Source:
    """Read what arrived: a package is opened here, and never a package within a package."""
    if guards.is_zip(data):
        parts = guards.check_package(name, data)
        if "word/document.xml" not in parts:
            from dondoc.documents import edxml

            message = edxml.message_in(name, data)
            if message is None:
                raise FileUnknown(name=name)
            return edxml.read_package(name, data, message, _read_attached)
    from dondoc.documents import edxml

    if edxml.looks_like_message(data):
        return edxml.read_message(name, data, _read_attached)
    return _read_file(name, data)


def _read_attached(name: str, data: bytes) -> Source:
    return _checked(name, data, _read_file)


def _read_file(name: str, data: bytes) -> Source:
    if guards.is_zip(data):
        return _read_word(name, data)
    if data.startswith((guards.OLE_MAGIC, RTF)):
        return _read_legacy(name, data)
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        from dondoc.documents.pdf import read_pdf

        return read_pdf(name, data)
    if data.startswith(PICTURES) or data[8:12] == b"WEBP":
        from dondoc.documents.ocr import read_picture

        return read_picture(name, data)
    if name.lower().endswith((".docx", ".doc", ".pdf")):
        raise FileBroken(name=name)
    return _read_text(name, data)


def _read_word(name: str, data: bytes) -> Source:
    if "word/document.xml" not in guards.check_package(name, data):
        raise FileUnknown(name=name)
    from dondoc.documents.word import read_docx

    return read_docx(name, data)


def _read_legacy(name: str, data: bytes) -> Source:
    from dondoc.documents import legacy_word

    if not data.startswith(RTF) and not legacy_word.is_word(data):
        guards.refuse_ole(name, data)
    if "EncryptedPackage".encode("utf-16-le") in data:
        guards.refuse_ole(name, data)
    return legacy_word.read_legacy(name, data)


def _read_text(name: str, data: bytes) -> Source:
    opened = plain_text.opened(data)
    if opened is None:
        raise FileUnknown(name=name)
    text, converted = opened
    _refuse_long(name, text)
    from dondoc.core.reading.text import from_text

    source = from_text(text)
    return old_fonts.noted(source) if converted else source

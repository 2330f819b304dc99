"""Text files: the encoding they were saved in is found, and their letters are composed."""

from __future__ import annotations

import codecs
import re
import unicodedata

from dondoc.documents import old_fonts

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u00ad]")
# A byte no text file holds; its presence says the file is something else.
BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")


def clean(text: str) -> str:
    """Compose letters (NFC), unify line ends, drop invisible signs; words stay as they are.

    >>> clean("Tổ\\u200b co\\u0302ng\\r\\ntác\\u00a0 06")
    'Tổ công\\ntác  06'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return CONTROL.sub("", text)


def opened(data: bytes) -> tuple[str, bool] | None:
    """The text of a file, and whether it was typed in an old font and converted; None where the
    bytes are no text.

    >>> opened("Sở Tư pháp".encode("utf-16")), opened("Sở Tư pháp".encode("utf-8-sig"))
    (('Sở Tư pháp', False), ('Sở Tư pháp', False))
    >>> opened("Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶".encode("latin-1"))
    ('Uỷ ban nhân dân tỉnh báo cáo kết quả', True)
    """
    text = _raw(data)
    if text is None:
        return None
    encoding = old_fonts.detect(text)
    return clean(old_fonts.convert(text, encoding) if encoding else text), encoding is not None


def _raw(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if BINARY.search(data):
        return _wide(data)
    text = _decoded(data, "utf-8-sig")
    if text is not None:
        return text
    # The old fonts are bytes of Latin-1; Windows' Vietnamese page gives some of them other letters.
    latin = data.decode("latin-1")
    return latin if old_fonts.detect(latin) else _decoded(data, "cp1258")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of a Vietnamese text is then small."""
    for encoding, highs in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        small = sum(byte in (0x00, 0x01, 0x03, 0x1E, 0x20) for byte in highs)
        if len(data) % 2 == 0 and small >= 0.98 * len(highs):
            return _decoded(data, encoding)
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None

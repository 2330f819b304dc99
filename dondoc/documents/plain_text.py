"""Text files: the encoding they were saved in is found, and their letters are composed."""

from __future__ import annotations

import codecs
import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u00ad]")
# A byte no text file holds; its presence says the file is something else.
BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
VIETNAMESE_ONLY = re.compile(r"[\u1ea0-\u1ef9]")
# Latin-1 signs that TCVN3 and VNI use for vowels, and that Vietnamese in Unicode never needs.
OLD_FONT_SIGNS = re.compile(r"[¡¢£¤¥¦¨©ª¬®¯±²³´µ¶·¸¹º»¼½¾ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ]")


def clean(text: str) -> str:
    """Compose letters (NFC), unify line ends, drop invisible signs; words stay as they are.

    >>> clean("Tổ\\u200b co\\u0302ng\\r\\ntác\\u00a0 06")
    'Tổ công\\ntác  06'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return CONTROL.sub("", text)


def decode(data: bytes) -> str | None:
    """The text of a file, its encoding found from the bytes; None where they are not text.

    >>> decode("Sở Tư pháp".encode("utf-16")), decode("Sở Tư pháp".encode("utf-8-sig"))
    ('Sở Tư pháp', 'Sở Tư pháp')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if BINARY.search(data):
        return _wide(data)
    for encoding in ("utf-8-sig", "cp1258"):
        text = _decoded(data, encoding)
        if text is not None:
            return text
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of a Vietnamese text is then small."""
    for encoding, highs in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        small = sum(byte in (0x00, 0x01, 0x03, 0x1E, 0x20) for byte in highs)
        if len(data) % 2 == 0 and small >= 0.98 * len(highs):
            return _decoded(data, encoding)
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return clean(text)


def looks_like_old_font(text: str) -> bool:
    """Whether the letters are TCVN3 or VNI codes, which would be read as wrong words.

    >>> looks_like_old_font("Uû ban nh©n d©n tØnh Qu¶ng Ng·i b¸o c¸o kÕt qu¶")
    True
    >>> looks_like_old_font("Ủy ban nhân dân tỉnh Quảng Ngãi"), looks_like_old_font("100 m², 5 °C")
    (False, False)
    """
    if VIETNAMESE_ONLY.search(text):
        return False
    letters = sum(not char.isspace() for char in text)
    signs = len(OLD_FONT_SIGNS.findall(text))
    return signs >= 5 and signs >= 0.03 * letters

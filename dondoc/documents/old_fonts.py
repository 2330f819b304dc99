"""Vietnamese typed for the fonts of before Unicode (TCVN3: .VnTime, VNI: VNI-Times), converted.

TCVN 5712:1993, the third table: each letter one byte, shown elsewhere as a Latin sign. A capital
with a mark is the small letter in a font whose name ends in H. VNI puts a mark after its vowel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dondoc.core.errors import gettext_noop

if TYPE_CHECKING:
    from dondoc.core.reading.model import Source
    from dondoc.documents.pdf_layout import Piece

CONVERTED = gettext_noop(
    "The file was typed in an old Vietnamese font and was converted to Unicode. "
    "Compare names and numbers with the original."
)

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)
_TCVN3_TABLE = {ord(old): new for old, new in TCVN3.items()}
_VNI_SMALL = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
    "aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă",
    **{f"{v}{m}": t for m, letters in {
        "ù": "áéóúýớứ", "ø": "àèòùỳờừ", "û": "ảẻỏủỷởử", "õ": "ãẽõũỹỡữ", "ï": "ạẹọụỵợự",
    }.items() for v, t in zip("aeouyôö", letters, strict=True)},
    "iù": "í", "iø": "ì", "iû": "ỉ", "iõ": "ĩ", "iï": "ị",
    **{f"{v}{m}": t for m, letters in {
        "á": "ấếố", "à": "ầềồ", "å": "ẩểổ", "ã": "ẫễỗ", "ä": "ậệộ",
    }.items() for v, t in zip("aeo", letters, strict=True)},
    "aé": "ắ", "aè": "ằ", "aú": "ẳ", "aü": "ẵ", "aë": "ặ",
}  # fmt: skip
# A capital takes a capital mark; typed in haste it also stands with a small one ("Uûy ban").
VNI = {
    **_VNI_SMALL,
    **{old.upper(): new.upper() for old, new in _VNI_SMALL.items()},
    **{old.capitalize(): new.upper() for old, new in _VNI_SMALL.items()},
}
_VNI_SIGNS = re.compile("|".join(map(re.escape, sorted(VNI, key=len, reverse=True))))
# What only Unicode has: letters with two marks, and Ă Đ Ơ Ư with theirs.
UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# Latin-1 signs that TCVN3 and VNI use for vowels, and that Vietnamese in Unicode never needs.
OLD_SIGNS = re.compile("[¡¢£¤¥¦¨©ª¬®¯±²³´µ¶·¸¹º»¼½¾ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ\u00ad]")
# Syllables that no office letter of some length does without.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "các của và về được trong việc thực hiện công tác tỉnh ủy ban nhân dân số ngày tháng "
        "năm kính gửi báo cáo kết quả nhiệm vụ quyết định kế hoạch cơ quan đơn vị sở bộ xã "
        "huyện phòng quảng tổ chức theo để đến với từ tại là có không cho những đã này người "
        "phải trên nội hội chủ tịch độc lập tự hạnh phúc cộng hòa hoà nghĩa việt căn cứ đề "
        "nghị yêu cầu trước chậm nhất hướng dẫn triển khai tổng hợp đồng",
    )
)
ENOUGH_SIGNS, SIGNS_A_LETTER = 5, 0.03
ENOUGH_WORDS, WORDS_A_WORD = 3, 0.12


def encoding_of_font(font: str) -> str | None:
    """The old encoding a font stands for, by its name.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("ABCDEF+VNI-Times"), encoding_of_font("A")
    ('tcvn3', 'vni', None)
    """
    name = re.sub(r"^[A-Z]{6}\+", "", font).upper()
    if name.startswith(".VN"):
        return "tcvn3"
    return "vni" if name.startswith("VNI") else None


def is_capital_font(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals.

    >>> is_capital_font(".VnTimeH"), is_capital_font(".VnTime")
    (True, False)
    """
    return bool(re.match(r"^(?:[A-Z]{6}\+)?\.vn\w*h\b", font, re.IGNORECASE)) and font[-1:] in "Hh"


def convert(text: str, encoding: str) -> str:
    """Text of an old encoding as Unicode.

    >>> convert("Uû ban nh©n d©n tØnh Qu¶ng Ng·i", "tcvn3")
    'Uỷ ban nhân dân tỉnh Quảng Ngãi'
    >>> convert("Uûy ban nhaân daân tænh Quaûng Ngaõi", "vni")
    'Ủy ban nhân dân tỉnh Quảng Ngãi'
    """
    if encoding == "tcvn3":
        return text.translate(_TCVN3_TABLE)
    return _VNI_SIGNS.sub(lambda found: VNI[found[0]], text)


def looks_old(text: str) -> bool:
    """Whether the signs are those of an old encoding, which would be read as wrong words.

    >>> looks_old("Uû ban nh©n d©n tØnh Qu¶ng Ng·i b¸o c¸o kÕt qu¶")
    True
    >>> looks_old("Ủy ban nhân dân tỉnh Quảng Ngãi"), looks_old("100 m², 5 °C")
    (False, False)
    """
    letters = sum(not char.isspace() for char in text)
    signs = len(OLD_SIGNS.findall(text))
    if signs < ENOUGH_SIGNS or signs < SIGNS_A_LETTER * letters:
        return False
    return len(UNICODE_ONLY.findall(text)) < 0.2 * signs


def detect(text: str) -> str | None:
    """The old encoding of a text, where its signs say there is one and its words then read well.

    >>> detect("Uû ban nh©n d©n tØnh Qu¶ng Ng·i b¸o c¸o kÕt qu¶ thùc hiÖn")
    'tcvn3'
    >>> detect("Uûy ban nhaân daân tænh Quaûng Ngaõi baùo caùo keát quaû thöïc hieän")
    'vni'
    >>> detect("Größe, Länge, Öl, Übung, Fähre, Köln, Düsseldorf") is None
    True
    """
    if not looks_old(text):
        return None
    scores = {each: _common_in(convert(text, each)) for each in ("tcvn3", "vni")}
    best, other = sorted(scores, key=lambda each: -scores[each])
    words = len(re.findall(r"[^\W\d_]+", convert(text, best)))
    enough = scores[best] >= max(ENOUGH_WORDS, WORDS_A_WORD * words)
    return best if enough and scores[best] >= 2 * scores[other] else None


def _common_in(text: str) -> int:
    """How many words with a mark are common ones: words without say nothing about an encoding."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in COMMON and not word.isascii() for word in words)


def mended(pieces: Iterable[Piece], encoding: str) -> list[Piece]:
    """The letters of a page as Unicode; a VNI mark joins the vowel it stands behind."""
    if encoding == "tcvn3":
        return [replace(each, char=TCVN3.get(each.char, each.char)) for each in pieces]
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined and not piece.after_space else None
        if before is not None and before.char + piece.char in VNI:
            right = max(before.right, piece.right)
            joined[-1] = replace(before, char=before.char + piece.char, right=right)
        else:
            joined.append(piece)
    return [replace(each, char=VNI.get(each.char, each.char)) for each in joined]


def noted(source: Source) -> Source:
    """A converted text with the note that it was converted."""
    from dondoc.core.reading.model import Warning_

    note = Warning_("converted_from_old_font", CONVERTED)
    return replace(source, warnings=(*source.warnings, note))

"""Vietnamese text as people write it: one Unicode form, tone placement, folding, sort order,
comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The capital and small letters of Vietnamese, for character classes: ranges such as À-Ỹ hold both.
UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = UPPER.lower()

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_RANK = {letter: chr(0x61 + place) for place, letter in enumerate(_ALPHABET)}

# "hoà", "khoẻ", "thuỷ" are the newer placement of "hòa", "khỏe", "thủy"; each pair has the same
# length.
_NEW = (
    "oa oe uy",
    "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy",
    "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ",
)
_SETTLED = dict(zip(_NEW[2].split(), _NEW[1].split(), strict=True))
_SETTLED |= {new.capitalize(): old.capitalize() for new, old in list(_SETTLED.items())}
_SETTLED |= {new.upper(): old.upper() for new, old in list(_SETTLED.items())}
# "Qúy", "qủa": typed with the tone one letter too early
_AFTER_QU = {
    unicodedata.normalize("NFC", f"u{tone}{vowel}"): unicodedata.normalize("NFC", f"u{vowel}{tone}")
    for tone in _TONES
    for vowel in "yae"
}
_TONE_ON_QU = re.compile(rf"(?<=[qQ])(?:{'|'.join(_AFTER_QU)})")
_TONE_AT_END = re.compile(rf"(?<![qQ])(?:{'|'.join(_SETTLED)})(?![^\W\d_])")


def nfc(text: str) -> str:
    """Give the text in the one Unicode form in which we keep and compare it.

    >>> nfc("Qua\\u0309ng Nga\\u0303i") == "Quảng Ngãi"
    True
    """
    return unicodedata.normalize("NFC", text)


def settle_tones(text: str) -> str:
    """Write the tone where the older habit puts it, so that both habits compare equal.

    The length never changes, so places in the text stay true.

    >>> settle_tones("Uỷ ban, hoà giải, sức khoẻ, quý, hoàn")
    'Ủy ban, hòa giải, sức khỏe, quý, hoàn'
    >>> settle_tones("trong Qúy III, kết qủa")
    'trong Quý III, kết quả'
    """
    text = _TONE_ON_QU.sub(lambda found: _AFTER_QU[found[0]], text)
    return _TONE_AT_END.sub(lambda found: _SETTLED[found[0]], text)


def without_marks(text: str) -> str:
    """Drop every diacritic, đ included, and keep the rest as it stands.

    >>> without_marks("Đề án Quảng Ngãi")
    'De an Quang Ngai'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return nfc("".join(c for c in plain if not unicodedata.combining(c)))


def fold(text: str) -> str:
    """Lower-case without diacritics and with single spaces: the form in which people search.

    >>> fold("  Sở Tư pháp ")
    'so tu phap'
    """
    return " ".join(without_marks(text).casefold().split())


def plain_words(text: str) -> str:
    """Folded letters and digits only, one blank between words: for comparing labels, for codes.

    >>> plain_words("Sổ đăng ký nhận cha, mẹ, con")
    'so dang ky nhan cha me con'
    """
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


_SHORT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "va": "", "tp": "thanh pho"}


@lru_cache(maxsize=4096)  # a page asks for the same few hundred names again and again
def bare(text: str) -> str:
    """Only folded letters and digits, usual abbreviations made equal: two spellings of one agency
    meet here.

    >>> bare("Ủy ban nhân dân tỉnh Quảng Ngãi") == bare("UBND tỉnh Quảng Ngãi")
    True
    """
    words = plain_words(text)
    for long, short in _SHORT.items():
        words = re.sub(rf"\b{long}\b", short, words)
    return " ".join(words.split())


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name the same body.

    >>> same_name("Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh & Xã hội")
    True
    """
    return bool(bare(one)) and bare(one) == bare(other)


def sort_key(text: str) -> str:
    """A string that sorts as a Vietnamese dictionary does: letters first, then tones, then case.

    >>> sorted(["Đặng", "Dũng", "Ân", "Ăn", "An", "Án"], key=sort_key)
    ['An', 'Án', 'Ăn', 'Ân', 'Dũng', 'Đặng']
    """
    letters, tones = [], []
    for char in nfc(text):
        parts = unicodedata.normalize("NFD", char.lower())
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), "0")
        letter = nfc("".join(mark for mark in parts if mark not in _TONES))
        letters.append(_RANK.get(letter, letter if letter < "a" else "\x7f" + letter))
        tones.append(tone)
    case = "".join("1" if char.isupper() else "0" for char in nfc(text))
    return "\x01".join(("".join(letters), "".join(tones), case))


_PLACE = re.compile(r"\b(tỉnh|thành phố|tp|huyện|thị xã|thị trấn|xã|phường|đặc khu) (.+)$")


def sentence_case(text: str) -> str:
    """Write a name printed in capitals as it stands in running text.

    >>> sentence_case("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")
    'Ủy ban nhân dân tỉnh Quảng Ngãi'
    >>> sentence_case("PHÓ CHỦ TỊCH UBND TỈNH")
    'Phó Chủ tịch UBND tỉnh'
    >>> sentence_case("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG")
    'Sở Tài nguyên và Môi trường'
    """
    if not text.isupper():
        return text
    low = settle_tones(text).lower()
    low = re.sub(r"\b(ubnd|hđnd|tw|mttq)\b", lambda found: found[1].upper(), low)
    low = re.sub(
        r"(?<!ủy )\b(sở|bộ|ban|và|phó) (\w)", lambda found: f"{found[1]} {found[2].upper()}", low
    )
    low = re.sub(r"\bđề án\b", "Đề án", low)
    place = _PLACE.search(low)
    if place and not place[2].startswith("ủy"):
        name = " ".join(word.capitalize() for word in place[2].split())
        low = f"{low[: place.start(2)]}{name}"
    return low[:1].upper() + low[1:]

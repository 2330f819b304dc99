"""Numbers of documents: "02/TCTĐA06", "29-CT/TU", "4252/BC-CAT-TM(QLHC)": found, normalised,
compared.

Decree 30/2020 gives number and symbol; Party documents put the type before the slash; legal
instruments carry the year. All of them occur in one dispatch, scanned with stray spaces and lost
strokes. Each family has its own pattern, tried from the most to the least telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.core.names import UPPER, nfc, without_marks

_LETTER = f"{UPPER}Ð"  # U+00D0 is what old fonts leave of Đ
# One part of a symbol: "UBND", "TCTĐA06", "TC.TDA06", "BNN&MT", "CAT", "TCTTTg".
_PART = rf"(?:[{_LETTER}]\w{{0,19}}(?:[.:&][{_LETTER}\d][A-Z\dĐÐa-z]{{0,14}}(?!\w)){{0,3}})"
# A part that stands off: printed in capitals only, so that no name that follows is taken for it.
_CAPITALS = rf"(?:[{_LETTER}][{_LETTER}\d&.]{{1,14}}(?!\w))"
# What Decree 30/2020 and the Party's guidance put for the kind of document.
TYPE_CODES = frozenset(
    re.findall(
        r"\w+",
        "NQ QĐ CT QC QYĐ TC TB HD CTR KH PA ĐA DA BC BB TTR HĐ CV CĐ BGN BTT GUQ GM NĐ TT TTLT KL "
        "QYC CTHĐ LCT L PL SL QCVN TTKH BCTĐ",
    )
)
_TYPED = "(?:NQ|QĐ|QÐ|CT|QC|TB|HD|CTr|KH|PA|ĐA|BC|BB|TTr|CV|CĐ|NĐ|TT|KL)"
_NUMBER = r"(?<![\w/.,-])\d{1,6}[a-zA-ZđĐ]?"
_JOINED = rf"(?:[-–](?:{_PART}|\d{{1,3}}\b)|\s[-–]{_CAPITALS}|[-–]\s{_CAPITALS}|\s?&{_CAPITALS})"
_TAIL = rf"(?:\s?\([{_LETTER}][{_LETTER}\d]{{0,9}}\))?"
# 29-CT/TU, 17129-CV/VPTW, 57 - NQ/TW
PARTY = rf"{_NUMBER}\s?-\s?[{_LETTER}]\w{{0,7}}\s{{0,2}}/\s{{0,2}}{_PART}(?:[-–]{_PART}){{0,3}}"
# 21/2015/QĐ-UBND, 26/2023/QH15, 45/2019/QH14
LEGAL = (
    rf"{_NUMBER}\s{{0,2}}/\s{{0,2}}(?:19|20)\d\d\s{{0,2}}/\s{{0,2}}{_PART}{_JOINED}{{0,4}}{_TAIL}"
)
# 4017/UBND-TTHC, 4252/BC-CAT-TM(QLHC), 515/KH-BCA-BNN&MT, 4252/BC – CAT-TM (QLHC)
ORDINARY = (
    rf"{_NUMBER}\s{{0,2}}/\s{{0,2}}(?:{_TYPED}\s[-–]\s{_CAPITALS}|{_PART}){_JOINED}{{0,4}}{_TAIL}"
)
REFERENCE = f"(?:{PARTY}|{LEGAL}|{ORDINARY})"
_FOUND = re.compile(REFERENCE)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


@dataclass(frozen=True)
class ReferenceFound:
    """A document number with its place in the text."""

    number: str
    start: int
    end: int


def normalise(reference: str) -> str:
    """Write a document number without the spaces and dashes of a scan.

    >>> normalise(" 02 /TCTĐA06.")
    '02/TCTĐA06'
    >>> normalise("4252/BC – CAT-TM (QLHC)")
    '4252/BC-CAT-TM(QLHC)'
    """
    text = _DASHES.sub("-", nfc(reference)).replace("Ð", "Đ")
    text = re.sub(r"\s*([/()&-])\s*", r"\1", " ".join(text.split()))
    return text.strip(" .,;:")


def is_reference(text: str) -> bool:
    """Whether the whole text is one document number.

    >>> is_reference("16/KH-UBND"), is_reference("57-NQ/TW"), is_reference("22/01/2025")
    (True, True, False)
    """
    return bool(re.fullmatch(REFERENCE, normalise(text)))


def find_references(text: str) -> Iterator[ReferenceFound]:
    """Every document number in a text, with its place.

    >>> [r.number for r in find_references("Chỉ thị 29-CT/TU, 42/KH-UBND ngày 11/3/2022")]
    ['29-CT/TU', '42/KH-UBND']
    >>> [r.number for r in find_references("515/KH-BCA-BNN&MT; 02/TC.TDA06. Sở Y tế, 26/2023/QH15")]
    ['515/KH-BCA-BNN&MT', '02/TC.TDA06', '26/2023/QH15']
    """
    for found in _FOUND.finditer(text):
        end = found.end() - (len(found[0]) - len(found[0].rstrip(" .,")))
        yield ReferenceFound(normalise(found[0]), found.start(), end)


def comparable(reference: str) -> str:
    """A key under which a number and its misprint by a scanner meet: dots, case and strokes aside.

    >>> comparable("02/TC.TDA06") == comparable("2/TCTĐA06")
    True
    """
    folded = re.sub(r"[^a-z0-9/]", "", without_marks(normalise(reference)).lower())
    number, slash, symbol = folded.partition("/")
    return f"{number.lstrip('0')}{slash}{symbol}"


def same_reference(one: str, other: str) -> bool:
    """Whether two spellings are one document number.

    >>> same_reference("4252/BC-CAT-TM(QLHC)", "4252/BC-CAT-TM (QLHC)")
    True
    """
    return bool(comparable(one)) and comparable(one) == comparable(other)


def symbol_of(reference: str) -> str:
    """What follows the number: "STC-NS" of "4373/STC-NS".

    >>> symbol_of("4373/STC-NS"), symbol_of("29-CT/TU")
    ('STC-NS', 'TU')
    """
    return normalise(reference).partition("/")[2]


@dataclass(frozen=True)
class Parts:
    """A document number taken apart: what is counted, for which year, of which kind, by whom."""

    number: str
    year: int | None
    kinds: tuple[str, ...]
    issuers: tuple[str, ...]


_OPENING = re.compile(r"(?P<n>\d{1,6}[a-zđ]?)(?P<party>-[^/]{1,8})?(?:/(?P<y>(?:19|20)\d\d)(?=/))?")


def parts_of(reference: str) -> Parts:
    """Take a number apart; letters are folded as `comparable` does.

    >>> parts_of("4252/BC-CAT-TM(QLHC)")
    Parts(number='4252', year=None, kinds=('bc',), issuers=('cat', 'tm', 'qlhc'))
    >>> parts_of("29-CT/TU") == parts_of("29/CT-TU"), parts_of("26/2023/QH15").year
    (True, 2023)
    """
    text = normalise(reference)
    opening = _OPENING.match(text.lower())
    if opening is None:
        return Parts("", None, (), ())
    rest = text[opening.end("n") :]
    year = int(opening["y"]) if opening["y"] else None
    if year:
        rest = text[opening.end("y") :]
    words = [word for word in re.split(r"[-/()&]+", rest) if word]
    kinds = tuple(plain_code(word) for word in words if word.upper() in TYPE_CODES)
    issuers = tuple(plain_code(word) for word in words if word.upper() not in TYPE_CODES)
    return Parts(opening["n"].lstrip("0"), year, kinds, issuers)


def plain_code(code: str) -> str:
    """A code of a symbol as it compares: dots, case and strokes aside.

    >>> plain_code("TC.TDA06") == plain_code("TCTĐA06")
    True
    """
    return re.sub(r"[^a-z0-9]", "", without_marks(code).lower())

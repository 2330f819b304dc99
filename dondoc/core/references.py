"""Numbers of documents: "02/TCTĐA06", "29-CT/TU", "4252/BC-CAT-TM(QLHC)": found, normalised,
compared.

Decree 30/2020 gives number and symbol; Party documents put the type before the slash; legal
instruments carry the year. All of them occur in one dispatch, scanned with stray spaces and lost
strokes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.core.names import UPPER, nfc, without_marks

_LETTER = UPPER
_PART = rf"[{_LETTER}][\w.&ĐđƯư]*"
REFERENCE = (
    r"(?<![\w/])\d{1,6}[a-zA-Z]?"  # the number
    rf"(?:\s?-\s?[{_LETTER}][\w]{{0,7}})?"  # Party style: 29-CT/TU
    r"\s{0,2}/\s{0,2}"
    r"(?:\d{4}\s?/\s?)?"  # a legal instrument carries its year
    rf"{_PART}(?:\s?[-–]\s?{_PART}|\s?-\s?\d{{1,3}}\b)*(?:\s?\([{_LETTER}]+\))?"
)
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
    text = _DASHES.sub("-", nfc(reference))
    text = re.sub(r"\s*([/()&-])\s*", r"\1", " ".join(text.split()))
    return text.strip(" .,;:")


def is_reference(text: str) -> bool:
    """Whether the whole text is one document number.

    >>> is_reference("16/KH-UBND"), is_reference("22/01/2025")
    (True, False)
    """
    return bool(re.fullmatch(REFERENCE, normalise(text)))


def find_references(text: str) -> Iterator[ReferenceFound]:
    """Every document number in a text, with its place.

    >>> [r.number for r in find_references("Chỉ thị 29-CT/TU, 42/KH-UBND ngày 11/3/2022")]
    ['29-CT/TU', '42/KH-UBND']
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

"""Finding units and agencies by whatever anyone may type: old names, new names, codes, no marks.

What a body may be called is written once as plain words ("| binh chuong | xa binh chuong |"), and
what is asked is held against them: every word asked for begins one of them, in any order. The
database repeats this rule with three patterns over that one column (`agencies.finding`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from dondoc.core.agency_names import canonical
from dondoc.core.names import plain_words

MOST_WORDS = 12  # of what is asked; a longer text is no name


class Fit(IntEnum):
    """How well a body answers to what was asked, the best first."""

    EXACT = 0  # it is one of its names, or its code
    PREFIX = 1  # one of its names begins so
    WORDS = 2  # all the words are there


@dataclass(frozen=True)
class Findable:
    """A body under one of its names: its words, whether it bears it that day, its place."""

    key: str
    words: str
    living: bool = True
    near: bool = True  # of the province that works here
    sort_key: str = ""
    order: int = field(default=0)  # what settles the rest: the older row first


def written(names: Iterable[str], place: str = "") -> str:
    """The words by which a body is found: its names, then where it lies.

    >>> written(["Bình Chương", "xã Bình Chương", "21040"], "huyện Bình Sơn")
    '| binh chuong | xa binh chuong | 21040 | / huyen binh son '
    >>> written(["UBND xã Đồi Sim"])
    '| ubnd xa doi sim | uy ban nhan dan xa doi sim | '
    """
    said = dict.fromkeys(spelled for name in names for spelled in _spellings(name) if spelled)
    where = plain_words(place)
    return f"| {' | '.join(said)} | " + (f"/ {where} " if where else "")


def _spellings(name: str) -> Iterable[str]:
    plain = plain_words(name)
    yield plain
    yield canonical(name)
    for short, full in (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan")):
        if plain.startswith(f"{short} "):
            yield f"{full}{plain.removeprefix(short)}"


def unit_words(kind: str, name: str, code: str, place: str = "") -> str:
    """The words of an administrative unit; `place` names what it lies in."""
    return written([name, f"{kind} {name}", code], place)


def agency_words(name: str, short_name: str, code: str, unit_names: Iterable[str] = ()) -> str:
    """The words of an agency; a People's Committee is found by the name of its unit too."""
    return written([name, short_name, code, *unit_names])


def readings(asked: str) -> tuple[str, ...]:
    """How what was typed may be meant: as it stands, and with usual abbreviations written out.

    >>> readings("Sở LĐTBXH")
    ('so ldtbxh', 'so lao dong thuong binh xa hoi')
    """
    text = " ".join(asked.replace("\0", " ").split()[:MOST_WORDS])[:200]
    found = (plain_words(text), plain_words(canonical(text)))
    return tuple(dict.fromkeys(one for one in found if one))


def fit(words: str, asked: tuple[str, ...]) -> Fit | None:
    """How well the words of a body answer to the readings of what was asked; none: not at all."""
    return min((one for text in asked if (one := _fit(words, text)) is not None), default=None)


def _fit(words: str, text: str) -> Fit | None:
    if not all(f" {word}" in words for word in text.split()):
        return None
    if f"| {text} |" in words:
        return Fit.EXACT
    return Fit.PREFIX if f"| {text}" in words else Fit.WORDS


def found(bodies: Iterable[Findable], asked: str, limit: int) -> list[str]:
    """The keys of the bodies that answer, the best first, each body once.

    An exact name stands above all; then who bears the name that day stands above who bore it, who
    is of this province above others, the beginning of a name above words within it.
    """
    texts = readings(asked)
    ranked = []
    for one in bodies:
        how = fit(one.words, texts)
        if how is not None:
            rank = (how is not Fit.EXACT, not one.living, not one.near, how)
            ranked.append((*rank, one.sort_key, one.order, one.key))
    return list(dict.fromkeys(str(row[-1]) for row in sorted(ranked)))[:limit]

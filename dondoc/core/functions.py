"""Under which function do these words fall: when a body ends and several go on with its work.

A department's work went on by function on 1/3/2025: what is about children to Y tế, what is about
labour to Nội vụ. The rule is plain: a function is named in the words of the work, or it is not.
Words of the title outrank those of the clause; a longer function outranks one that stands inside
it; names of bodies say nothing about the work. Where words name functions of two bodies, or of
none, no body is proposed and a person chooses. Nothing is known here of words that mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.core.names import nfc, settle_tones, without_marks

_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"[.;:|]")  # a phrase does not go on over these
_REMARK = re.compile(r"\([^)]*\)")
# What opens the name of a function without being part of it.
_OPENS = re.compile(
    r"^(?:(?:công tác|lĩnh vực|quản lý nhà nước(?: về)?|quản lý|về|nhiệm vụ|chức năng)\s+)+",
    re.IGNORECASE,
)
_SHORTEST_TAIL = 4  # "Lao động - Thương binh và Xã hội" names a body, "Y tế" may name the work


class Ground(StrEnum):
    """What a proposal rests on, or why there is none."""

    TITLE = "title"  # words of the title name the function
    TEXT = "text"  # the title names none; words of the clause do
    REST = "rest"  # one body takes the whole, and no word names what went to another
    ONLY = "only"  # one body alone goes on
    SEVERAL = "several"  # words name functions of several bodies
    UNNAMED = "unnamed"  # no word names a function
    NOBODY = "nobody"  # nobody goes on


@dataclass(frozen=True)
class Claim:
    """A body that goes on, and for which functions; none: for the whole. `rest`: beside them, for
    what nobody else took by name."""

    heir: str
    functions: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True)
class Falling:
    """Where words fall: the body and the function, or nobody; and the words that decided."""

    ground: Ground
    heir: str = ""
    function: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    claim: Claim
    function: str


def falls_under(
    title: str, text: str, claims: Sequence[Claim], *, bodies: Iterable[str] = ()
) -> Falling:
    """Say who goes on with a piece of work by the words of the work, and which words decided.

    `bodies` are names that may stand in the words and mean no function.

    >>> claims = [Claim("so-noi-vu", ("lao động",)), Claim("so-y-te", ("trẻ em",))]
    >>> falls_under("Cập nhật dữ liệu trẻ em vào hệ thống", "", claims)
    Falling(ground=<Ground.TITLE: 'title'>, heir='so-y-te', function='trẻ em', words=('trẻ em',))
    >>> falls_under("Phòng ngừa lao động trẻ em", "", claims).ground
    <Ground.SEVERAL: 'several'>
    >>> falls_under("Làm sạch dữ liệu an sinh", "", claims)
    Falling(ground=<Ground.UNNAMED: 'unnamed'>, heir='', function='', words=())
    >>> claims = [Claim("so-noi-vu", ("lao động",), rest=True), Claim("so-y-te", ("trẻ em",))]
    >>> falls_under("Chăm lo người có công", "", claims).heir
    'so-noi-vu'
    """
    if not claims:
        return Falling(Ground.NOBODY)
    names = list(bodies)
    for ground, words in ((Ground.TITLE, title), (Ground.TEXT, text)):
        words = nfc(words)
        hits = _outermost(_hits(words, claims, names))
        if hits:
            return _decided(ground, words, hits)
    return _unnamed(claims)


def _decided(ground: Ground, words: str, hits: Sequence[_Hit]) -> Falling:
    told = tuple(dict.fromkeys(words[hit.start : hit.end] for hit in hits))
    if len({hit.claim.heir for hit in hits}) > 1:
        return Falling(Ground.SEVERAL, words=told)
    functions = "; ".join(dict.fromkeys(hit.function for hit in hits))
    return Falling(ground, hits[0].claim.heir, functions, told)


def _unnamed(claims: Sequence[Claim]) -> Falling:
    if len(claims) == 1:
        return Falling(Ground.ONLY, claims[0].heir)
    whole = [claim for claim in claims if claim.rest or not claim.functions]
    if len(whole) == 1:
        return Falling(Ground.REST, whole[0].heir)
    return Falling(Ground.UNNAMED)


def _hits(words: str, claims: Sequence[Claim], bodies: Sequence[str]) -> Iterator[_Hit]:
    marked = without_marks(words) != words
    tokens = [(found.start(), found.end()) for found in _WORD.finditer(words)]
    said = [_plain(words[start:end], marked) for start, end in tokens]
    named = _named(said, bodies, marked)
    for claim in claims:
        for function in claim.functions:
            wanted = _tokens(_OPENS.sub("", _REMARK.sub("", nfc(function)).strip()), marked)
            for place in _places(said, wanted):
                start, end = tokens[place][0], tokens[place + len(wanted) - 1][1]
                apart = _PARTS.search(words, start, end)
                if not apart and not named & set(range(place, place + len(wanted))):
                    yield _Hit(start, end, claim, function)


def _plain(word: str, marked: bool) -> str:
    """A word as it compares; without diacritics where the whole text was typed without them."""
    word = settle_tones(word).casefold()
    return word if marked else without_marks(word)


def _tokens(text: str, marked: bool) -> list[str]:
    return [_plain(word, marked) for word in _WORD.findall(text)]


def _places(said: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    length = len(wanted)
    if length:
        for place in range(len(said) - length + 1):
            if list(said[place : place + length]) == list(wanted):
                yield place


def _named(said: Sequence[str], bodies: Sequence[str], marked: bool) -> set[int]:
    """Places of words that only name a body, with or without "Sở" before them."""
    found: set[int] = set()
    for body in bodies:
        whole = _tokens(nfc(body), marked)
        tail = whole[1:]
        for name in (whole, tail if len(tail) >= _SHORTEST_TAIL else []):
            for place in _places(said, name) if len(name) > 1 else ():
                found |= set(range(place, place + len(name)))
    return found


def _outermost(hits: Iterable[_Hit]) -> list[_Hit]:
    """Without those that stand inside a longer one: "giáo dục" in "giáo dục nghề nghiệp"."""
    found = list(hits)
    kept = [
        hit
        for hit in found
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in found
        )
    ]
    return sorted(kept, key=lambda hit: (hit.start, hit.end))

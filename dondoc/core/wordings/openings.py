"""With which letters a pattern can begin, so that it is asked only where its words may stand.

A page has some hundred places at which one of a hundred wordings may begin; most are ruled out by
their first two letters. The beginnings are read off the pattern itself: whoever adds a wording has
nothing to declare.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LETTERS = 3
ANY = "*"  # more kinds of letters than are worth telling apart
_DIGITS = "0123456789"
_OPENED = re.compile(r"\?(?:(<?[=!])|:|P<\w+>)")  # only the first kind looks without taking


def openings(
    pattern: str, part: Callable[[str], frozenset[str]] | None = None, *, whole: bool = False
) -> frozenset[str]:
    """The first letters with which a match can begin; digits are told as 0. Names in braces are
    looked up by `part`.

    >>> sorted(openings(r"(?:trong|trước) ngày")), sorted(openings(r"(?:vào )?(?P<d>\\d{1,2}) giờ"))
    (['tro', 'trư'], ['0', 'vào'])
    """
    return frozenset(_Walk(pattern, part).sequence(whole=whole))


def opening_of(words: str, place: int) -> str:
    """How the words at a place begin, in the same letters.

    >>> opening_of("trước 15/6", 0), opening_of("trước 15/6", 6)
    ('trư', '0')
    """
    start = words[place : place + LETTERS]
    return "0" if start[:1].isdigit() else start


class _Walk:
    """Reads a regular expression from left to right, as far as its syntax is used in wordings."""

    def __init__(self, pattern: str, part: Callable[[str], frozenset[str]] | None) -> None:
        self.pattern, self.part, self.at = pattern, part, 0

    def sequence(self, *, whole: bool) -> set[str]:
        """The beginnings of what follows; where the rest is of no use, only until all are told."""
        begun: set[str] = {""}
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if not whole and all(map(_told, begun)):
                break
            ends = self._atom()
            low = self._least()
            longer = {_joined(head, tail) for head in begun for tail in ends}
            begun = longer if low else begun | longer
        return begun

    def _atom(self) -> set[str]:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            self.at = self.pattern.index("]", self.at + 1) + 1
            return {ANY}
        if sign == "\\":
            kind = self.pattern[self.at]
            self.at += 1
            if kind.isalpha():
                return {"0"} if kind == "d" else {""} if kind == "b" else {ANY}
            return {kind}
        if sign == "{" and self.part is not None:
            start, end = self.at, self.pattern.index("}", self.at)
            self.at = end + 1
            return set(self.part(self.pattern[start:end].rstrip("123")))
        if sign in "^$":
            return {""}
        return {ANY if sign == "." else "0" if sign in _DIGITS else sign}

    def _group(self) -> set[str]:
        looks = False
        if opened := _OPENED.match(self.pattern, self.at):
            looks, self.at = opened[1] is not None, opened.end()
        found = self.sequence(whole=True)
        while self.pattern[self.at] == "|":
            self.at += 1
            found |= self.sequence(whole=True)
        self.at += 1
        return {""} if looks else found

    def _least(self) -> int:
        """How often the last atom stands at least; the sign of repetition is passed over."""
        rest = self.pattern[self.at : self.at + 1]
        low = 1
        if rest and rest in "?*+":
            low, self.at = int(rest == "+"), self.at + 1
        elif rest == "{" and self.pattern[self.at + 1].isdigit():
            end = self.pattern.index("}", self.at)
            low, self.at = int(self.pattern[self.at + 1 : end].split(",")[0]), end + 1
        if self.pattern[self.at : self.at + 1] == "?":
            self.at += 1
        return low


def _told(beginning: str) -> bool:
    return len(beginning) >= LETTERS or beginning.endswith((ANY, "0"))


def _joined(head: str, tail: str) -> str:
    """A beginning with what follows it, no longer than is asked; a digit or ANY ends it."""
    if _told(head):
        return head
    return (head + tail)[:LETTERS] if not (head and tail[:1] in (ANY, "0")) else head + ANY

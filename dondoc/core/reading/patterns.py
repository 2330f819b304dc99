"""Long lists of words as patterns that are quick to try, and the signs that open items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Signs that open an item of a list, for a class of characters.
BULLETS = r"\-–—•+▪●○◦✓➢⮚*·"

_BEHIND = re.compile(r"\(\?<!(?:[^()\\]|\\.)*\)")


def by_letter(alternatives: str) -> str:
    """The same alternatives, those that begin with one letter tried only where that letter stands.

    The order among those of one letter is kept, and no two of different letters match at one
    place, so that what is found is the same.

    >>> by_letter("rà soát|gửi|(?<!ngoại )giao")
    '(?:(?=r)(?:rà soát)|(?=g)(?:gửi|(?<!ngoại )giao))'
    """
    groups: dict[str, list[str]] = {}
    for each in _parts(alternatives):
        letter = _BEHIND.sub("", each, count=1)[:1] if each.startswith("(?<!") else each[:1]
        assert letter.isalnum(), each
        groups.setdefault(letter.lower(), []).append(each)
    return "(?:" + "|".join(f"(?={k})(?:{'|'.join(v)})" for k, v in groups.items()) + ")"


def _parts(alternatives: str) -> Iterator[str]:
    """The alternatives of the outermost level."""
    depth, begin = 0, 0
    for place, sign in enumerate(alternatives):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "|" and not depth:
            yield alternatives[begin:place]
            begin = place + 1
    yield alternatives[begin:]

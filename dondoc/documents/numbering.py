"""Numbers that Word draws by itself become characters: "1.", "a)", "-"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MAX_LEVEL = 8
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """A Roman number in small letters.

    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    text, left = "", min(max(number, 0), 3999)
    for value, sign in ROMAN:
        text += sign * (left // value)
        left %= value
    return text


def letters(number: int) -> str:
    """The letter Word gives a number: after z it doubles.

    >>> letters(1), letters(28)
    ('a', 'bb')
    """
    turn, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * min(turn + 1, 10)


FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "decimalZero": lambda n: f"{n:02d}",
    "none": lambda n: "",
}


@dataclass
class Level:
    """How one level of a list is numbered."""

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass
class Numbering:
    """The lists of a Word file, counting as its paragraphs pass."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)

    def label(self, num_id: str, depth: int) -> str:
        """The number that stands before the next paragraph of a list, and count it."""
        levels = self.levels.get(num_id)
        if levels is None or depth not in levels:
            return ""
        level = levels[depth]
        if level.kind == "bullet":
            return "+" if level.pattern.strip() == "+" else "-"
        counts = self.counts.setdefault(self.abstract_of[num_id], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        legal = {}
        for index in range(depth + 1):
            upper = levels.get(index, Level())
            value = counts.setdefault(index, upper.start)
            legal[index] = FORMATS.get(upper.kind, str)(value)
        return re.sub(r"%([1-9])", lambda m: legal.get(int(m[1]) - 1, ""), level.pattern).strip()


def numbering_of(root: Any) -> Numbering:
    """Read numbering.xml; a list a writer restarted counts apart from the list it copies."""
    numbering = Numbering()
    if root is None:
        return numbering
    w = root.nsmap.get("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main")
    abstracts = {
        each.get(f"{{{w}}}abstractNumId"): _levels_of(each, w)
        for each in root.findall(f"{{{w}}}abstractNum")
    }
    for num in root.findall(f"{{{w}}}num"):
        num_id = num.get(f"{{{w}}}numId")
        link = num.find(f"{{{w}}}abstractNumId")
        abstract_id = link.get(f"{{{w}}}val") if link is not None else None
        if num_id is None or abstract_id is None or abstract_id not in abstracts:
            continue
        levels = dict(abstracts[abstract_id])
        overrides = num.findall(f"{{{w}}}lvlOverride")
        for override in overrides:
            _override(levels, override, w)
        numbering.levels[num_id] = levels
        numbering.abstract_of[num_id] = f"own {num_id}" if overrides else abstract_id
    return numbering


def _levels_of(parent: Any, w: str) -> dict[int, Level]:
    levels = {}
    for each in parent.findall(f"{{{w}}}lvl"):
        depth = number(each.get(f"{{{w}}}ilvl"), 0)
        if 0 <= depth <= MAX_LEVEL:
            levels[depth] = Level(
                kind=_val(each, "numFmt", w) or "decimal",
                pattern=_val(each, "lvlText", w) or "",
                start=number(_val(each, "start", w), 1),
            )
    return levels


def _override(levels: dict[int, Level], override: Any, w: str) -> None:
    levels.update(_levels_of(override, w))
    depth = number(override.get(f"{{{w}}}ilvl"), 0)
    start = _val(override, "startOverride", w)
    if start is not None and depth in levels:
        old = levels[depth]
        levels[depth] = Level(kind=old.kind, pattern=old.pattern, start=number(start, 1))


def _val(parent: Any, tag: str, w: str) -> str | None:
    child = parent.find(f"{{{w}}}{tag}")
    return None if child is None else child.get(f"{{{w}}}val")


def number(text: str | None, default: int) -> int:
    """A small whole number of an attribute; anything else is the default.

    >>> number("3", 1), number("x", 1), number("9" * 40, 1)
    (3, 1, 1)
    """
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default

"""Where two orders of one duty do not agree: another day, target, owner or number of places.

Pure and mutual: what A says against B, B says against A. Nothing is corrected and no figure is
known beforehand; both places are shown and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.core.agency_names import same_agency
from dondoc.core.counts import amount
from dondoc.core.errors import gettext_noop
from dondoc.core.names import bare
from dondoc.core.tallies import Count, counts_in, places_named

MESSAGES = {
    "another_day": gettext_noop("The last day is %(one)s here and %(other)s there."),
    "another_target": gettext_noop("The target is %(one)s here and %(other)s there."),
    "another_owner": gettext_noop("The lead is %(one)s here and %(other)s there."),
    "another_count": gettext_noop(
        "“%(one)s” here makes %(one_amount)s, “%(other)s” there %(other_amount)s."
    ),
}


@dataclass(frozen=True)
class Ordered:
    """A duty as one place orders it; `start` is where its words begin in the document."""

    words: str
    start: int
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_at: tuple[int, int] | None = None
    every: str = ""
    target: tuple[float, str] | None = None
    target_at: tuple[int, int] | None = None
    written: date | None = None

    @property
    def place(self) -> tuple[int, int]:
        """All its words."""
        return self.start, self.start + len(self.words)


@dataclass(frozen=True)
class Side:
    """What one of the two says, and where."""

    said: str
    start: int
    end: int
    amount: str = ""


@dataclass(frozen=True)
class Contradiction:
    """Two places that do not agree."""

    code: str
    one: Side
    other: Side

    @property
    def facts(self) -> dict[str, str]:
        """What the message is filled with."""
        return {
            "one": self.one.said,
            "other": self.other.said,
            "one_amount": self.one.amount,
            "other_amount": self.other.amount,
        }

    @property
    def swapped(self) -> Contradiction:
        """The same, seen from the other side."""
        return Contradiction(self.code, self.other, self.one)


def contradictions(one: Ordered, other: Ordered) -> tuple[Contradiction, ...]:
    """Everything in which two orders of one duty do not agree.

    >>> first = Ordered("lộ trình cho 05 địa bàn cấp huyện còn lại", 0)
    >>> second = Ordered("số hóa tại các huyện: An Hải, Ba Nà và thị xã Cửa Sông", 0)
    >>> [(c.code, c.one.said, c.other.said) for c in contradictions(first, second)]
    [('another_count', '05 địa bàn cấp huyện', 'huyện: An Hải, Ba Nà và thị xã Cửa Sông')]
    """
    return (
        *_days(one, other),
        *_targets(one, other),
        *_owners(one, other),
        *_counts(one, other),
    )


def _days(one: Ordered, other: Ordered) -> Iterator[Contradiction]:
    if not one.due or not other.due or one.due == other.due or one.every or other.every:
        return
    if _lapsed(one, other) or _lapsed(other, one):
        return
    yield Contradiction(
        "another_day",
        Side(f"{one.due:%d/%m/%Y}", *(one.due_at or one.place)),
        Side(f"{other.due:%d/%m/%Y}", *(other.due_at or other.place)),
    )


def _lapsed(earlier: Ordered, later: Ordered) -> bool:
    """A day that had passed when the duty was ordered again is no contradiction: it is why."""
    return bool(
        earlier.due and later.written and earlier.written != later.written
        and earlier.due < later.written
    )  # fmt: skip


def _targets(one: Ordered, other: Ordered) -> Iterator[Contradiction]:
    if not one.target or not other.target:
        return
    (value, unit), (other_value, other_unit) = one.target, other.target
    if unit == other_unit and value != other_value:
        yield Contradiction(
            "another_target",
            Side(amount(value, unit), *(one.target_at or one.place)),
            Side(amount(other_value, other_unit), *(other.target_at or other.place)),
        )


_CLASS = re.compile(
    r"(?:cac|nhung|moi|tat ca|thanh vien|thu truong|nguoi dung dau|ubnd cac|ubnd cap|so nganh)\b"
)


def _owners(one: Ordered, other: Ordered) -> Iterator[Contradiction]:
    same = any(same_agency(mine, theirs) for mine in one.owners for theirs in other.owners)
    # A class may hold the agency that is named elsewhere.
    classes = any(_CLASS.match(bare(name)) for name in (*one.owners, *other.owners))
    if not one.owners or not other.owners or same or classes:
        return
    yield Contradiction(
        "another_owner",
        Side(", ".join(one.owners), *one.place),
        Side(", ".join(other.owners), *other.place),
    )


# "06 địa phương" may be districts or communes; the same family speaks first.
_COMPARED = (
    *((family, family) for family in ("district", "commune", "place")),
    *(("place", family) for family in ("district", "commune")),
    *((family, "place") for family in ("district", "commune")),
)


def _counts(one: Ordered, other: Ordered) -> Iterator[Contradiction]:
    for family, other_family in _COMPARED:
        mine, theirs = _single(one, family), _single(other, other_family)
        if mine and theirs:
            if mine.value != theirs.value:
                yield Contradiction("another_count", _side(one, mine), _side(other, theirs))
            return


def _single(ordered: Ordered, family: str) -> Count | None:
    """The one number of places that a duty names; with several nobody knows which is meant."""
    found = [*_of(counts_in(ordered.words), family), *_of(places_named(ordered.words), family)]
    return found[0] if found and len({one.value for one in found}) == 1 else None


def _of(counts: Iterable[Count], family: str) -> list[Count]:
    return [one for one in counts if one.family == family]


def _side(ordered: Ordered, count: Count) -> Side:
    said = " ".join(ordered.words[count.start : count.end].split())
    return Side(said, ordered.start + count.start, ordered.start + count.end, str(count.value))

"""Figures of old units by the units of another day: "as now" beside "as then", nothing lost.

What a unit reported stays its own. Where its body has gone on whole in another, the figure counts
there until the other reports for itself; decided weights share it out exactly; a split without
decided weights, or a body nobody is known to have followed, keeps its figure in a row of its own,
*chưa tách*, and in the total. A unit that never reported is named, not zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from dondoc.core.units import Tree, Way

type Counts = tuple[int, ...]


@dataclass(frozen=True)
class Given:
    """What a unit itself reported last: its counts, and the day they are for."""

    counts: Counts
    as_of: date


@dataclass(frozen=True)
class Source:
    """Whose own figure is in a row, for which day, and which share of it; one is the whole."""

    key: str
    as_of: date
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Row:
    """The figure of one unit of the day, or of an old one that cannot be shared out."""

    key: str
    counts: Counts | None  # none: nothing was ever reported; it is in no sum
    sources: tuple[Source, ...] = ()
    silent: tuple[str, ...] = ()  # old units of it that never reported
    apart: tuple[str, ...] = ()  # old units a part of which fell to it: not in its figure
    undivided: bool = False  # *chưa tách*: an old unit's own row
    heirs: tuple[str, ...] = ()  # of an undivided row: the units of the day its figure belongs to

    def stale(self, day: date) -> tuple[str, ...]:
        """Whose figure in it is older than a day."""
        return tuple(one.key for one in self.sources if one.as_of < day)


def share_out(count: int, weights: Sequence[Decimal]) -> tuple[int, ...]:
    """A whole count by decided weights that add up to one, by largest remainder: nothing is lost.

    Of equal remainders the first in order gets the odd one.

    >>> share_out(100, [Decimal("0.4"), Decimal("0.6")]), share_out(7, [Decimal("0.5")] * 2)
    ((40, 60), (4, 3))
    """
    parts, whole = as_ratios(weights)
    shares = [count * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(count * parts[at] % whole), at))
    for at in by_remainder[: count - sum(shares)]:
        shares[at] += 1
    return tuple(shares)


def as_ratios(weights: Sequence[Decimal]) -> tuple[list[int], int]:
    """Decided weights as whole parts of one whole number.

    >>> as_ratios([Decimal("0.4"), Decimal("0.6")])
    ([2, 3], 5)
    """
    exact = [Fraction(weight) for weight in weights]
    whole = lcm(*(one.denominator for one in exact))
    return [int(one * whole) for one in exact], whole


class Regrouping:
    """The way from the units that reported to the units of a day, asked for any set of figures.

    `units` are those to be shown, with or without a figure; a unit that reported and is none of
    them has a row all the same, so that no total loses it.
    """

    def __init__(self, tree: Tree, day: date, units: Iterable[str]) -> None:
        self.tree, self.day, self.units = tree, day, tuple(sorted(set(units)))
        self._known_ways: dict[str, tuple[Way, ...] | None] = {}
        self._known_reach: dict[str, frozenset[tuple[str, date]]] = {}

    def rows(self, given: Mapping[str, Given]) -> tuple[Row, ...]:
        """Every unit of the day with its figure, then the old units that stay apart.

        Who reported for itself from the day of a succession on has spoken for what came to it:
        what was carried until then no longer counts there.
        """
        parts: dict[str, list[tuple[Source, Counts]]] = {key: [] for key in self.units}
        apart: dict[str, list[str]] = {}
        undivided = []
        for key in sorted(given):
            ways, own = self.ways(key), given[key]
            if ways is None:
                spoke = {one for one, on in self.reach(key) if _spoke(one, on, given)}
                if not spoke:
                    undivided.append(self._undivided(key, own))
                for one in {one for one, _ in self.reach(key)} - spoke:
                    apart.setdefault(one, []).append(key)
                continue
            for way, counts in zip(ways, _shared(own.counts, ways), strict=True):
                if not any(_spoke(step.after, step.on, given) for step in way.steps):
                    source = Source(key, own.as_of, way.weight)
                    parts.setdefault(way.key, []).append((source, counts))
        shown = (
            Row(
                key,
                _sum([counts for _, counts in parts[key]]),
                tuple(source for source, _ in parts[key]),
                tuple(sorted(set(self._silent(key, given, frozenset())))),
                tuple(apart.get(key, ())),
            )
            for key in sorted(parts)
        )
        return (*shown, *undivided)

    def _undivided(self, key: str, own: Given) -> Row:
        sources = (Source(key, own.as_of),)
        return Row(key, own.counts, sources, undivided=True, heirs=self.heirs(key))

    def heirs(self, key: str) -> tuple[str, ...]:
        """The units of the day that a body went on in, however it was divided."""
        stand = {one for one, _ in self.reach(key) if self.tree.version(one, self.day)}
        return tuple(sorted(stand))

    def ways(self, key: str) -> tuple[Way, ...] | None:
        """By which steps a figure of a body comes to units of the day; none: it stays apart."""
        if key not in self._known_ways:
            self._known_ways[key] = self.tree.ways(key, self.day)
        return self._known_ways[key]

    def reach(self, key: str) -> frozenset[tuple[str, date]]:
        """All that a body went on in until the day, each with the day it took over."""
        if key not in self._known_reach:
            found: set[tuple[str, date]] = set()
            open_ = [key]
            while open_:
                here = open_.pop()
                if self.tree.version(here, self.day) is not None:
                    continue
                for step in self.tree.onward(here, self.day):
                    if (step.after, step.on) not in found:
                        found.add((step.after, step.on))
                        open_.append(step.after)
            self._known_reach[key] = frozenset(found)
        return self._known_reach[key]

    @cached_property
    def _above(self) -> set[str]:
        """Bodies that others ever stood under: those report for themselves, these do not."""
        return {one.version.parent for each in self.tree.versions.values() for one in each}

    def _silent(
        self, key: str, given: Mapping[str, Given], passed: frozenset[str]
    ) -> Iterator[str]:
        """Bodies that ended in it and never reported, as long as it has not reported itself."""
        for step in self.tree.behind(key):
            before = step.before
            gone = self.tree.version(before, self.day) is None
            if step.on > self.day or not gone or before in passed | {key}:
                continue
            if _spoke(key, step.on, given) or before in given:
                continue
            if step not in self.tree.onward(before, self.day):
                continue
            earlier = passed | {key}
            if any(one in given for one in self._all_behind(before, earlier)):
                yield from self._silent(before, given, earlier)
            elif before not in self._above:
                yield before

    def behind(self, key: str) -> set[str]:
        """All that came into a unit, through every succession."""
        return self._all_behind(key, frozenset())

    def _all_behind(self, key: str, passed: frozenset[str]) -> set[str]:
        found: set[str] = set()
        open_ = [key]
        while open_:
            for step in self.tree.behind(open_.pop()):
                if step.before not in found and step.before not in passed:
                    found.add(step.before)
                    open_.append(step.before)
        return found


def _spoke(key: str, on: date, given: Mapping[str, Given]) -> bool:
    """Whether a body reported for itself for a day since it took over."""
    return key in given and given[key].as_of >= on


def _sum(parts: Sequence[Counts]) -> Counts | None:
    return tuple(map(sum, zip(*parts, strict=True))) if parts else None


def _shared(counts: Counts, ways: Sequence[Way]) -> list[Counts]:
    """Every count by the weights of the ways; sole ways get the whole."""
    if len(ways) == 1:
        return [counts]
    weights = [way.weight for way in ways]
    return list(zip(*(share_out(count, weights) for count in counts), strict=True))

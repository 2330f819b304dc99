"""What the page of a unit or an agency shows on a day: its names, its line, its decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from dondoc.agencies import body_words
from dondoc.agencies.finding import last_day, name_of
from dondoc.agencies.models import (
    COMMITTEES,
    Agency,
    AgencySuccession,
    Decision,
    Ending,
    Unit,
    UnitSuccession,
    known,
)
from dondoc.agencies.register import line_of
from dondoc.core.asof import AsOf
from dondoc.core.names import sort_key
from dondoc.core.units import ONE_DAY, Succession, Tree, Version
from dondoc.web import charts

MOST_NODES = 60  # a picture of more helps nobody; the table says the same


@dataclass(frozen=True)
class Span:
    """One version of the body: what it was called from when until when, and by which decision."""

    row: Any
    name: str
    from_on: date
    until_on: date | None
    above: Unit | None


@dataclass(frozen=True)
class Step:
    """One line of the table under the picture; functions that went together stand together."""

    on: date
    before: Version
    after: Version
    part: str
    decision: str


@dataclass(frozen=True)
class Body:
    """A unit or an agency as its page shows it, for a day."""

    key: str
    at: AsOf
    rows: tuple[Any, ...]  # all versions known at the moment, in order of time
    tree: Tree
    address: Callable[[str], str]

    @cached_property
    def version(self) -> Version | None:
        """What it is on the day; none where it is no more, or not yet."""
        return self.tree.version(self.key, self.at.day)

    @cached_property
    def row(self) -> Any:
        """The row of the day; else the last one before it, or the first."""
        begun = [one for one in self.rows if one.exists_from <= self.at.day]
        return begun[-1] if begun else self.rows[0]

    @property
    def first(self) -> Any:
        """The row it began with."""
        return self.rows[0]

    @cached_property
    def until_on(self) -> date | None:
        """Its last day, where one is known."""
        return self.tree.until(self.key)

    @property
    def ended(self) -> bool:
        """Whether it is no more on the day."""
        return self.until_on is not None and self.until_on < self.at.day

    @property
    def coming(self) -> bool:
        """Whether it has not begun on the day."""
        return bool(self.first.exists_from > self.at.day)

    @cached_property
    def names(self) -> list[Span]:
        """Its names, codes and places with their days, the newest first."""
        return [
            Span(
                row,
                name_of(row),
                row.exists_from,
                last_day(self.tree, self.key, row.exists_from),
                row.parent if isinstance(row, Unit) else row.unit,
            )
            for row in reversed(self.rows)
        ]

    @cached_property
    def verdict(self) -> tuple[str, str]:
        """What it is and how it came to be, then the rest."""
        return body_words.verdict(self)

    @cached_property
    def came_from(self) -> list[Succession]:
        """By which steps it took over from others as it began."""
        return [one for one in self.tree.behind(self.key) if one.on == self.first.exists_from]

    @cached_property
    def took_later(self) -> list[Succession]:
        """What it took over afterwards, until the day."""
        return [
            one
            for one in self.tree.behind(self.key)
            if self.first.exists_from < one.on <= self.at.day
        ]

    @cached_property
    def went_into(self) -> list[Succession]:
        """By which steps it ended, whichever the day."""
        return self.tree.onward(self.key, date.max)

    def named(self, key: str, day: date) -> Version | None:
        """A body of the line as it was called on a day, or last before it."""
        living = [
            one.version for one in self.tree.versions.get(key, ()) if one.version.from_on <= day
        ]
        return living[-1] if living else None

    @cached_property
    def steps(self) -> list[Step]:
        """The table under the picture, the newest first."""
        links = self.tree.line(self.key).links
        grouped: dict[tuple[date, str, str], list[Succession]] = {}
        for one in links:
            grouped.setdefault((one.on, one.before, one.after), []).append(one)
        found = []
        for (on, before, after), ones in grouped.items():
            giver, taker = self.named(before, on - ONE_DAY), self.named(after, on)
            if giver and taker:
                part = "; ".join(dict.fromkeys(body_words.part(self.tree, one) for one in ones))
                found.append(Step(on, giver, taker, part, ones[0].decision))
        found.sort(key=lambda one: (sort_key(one.after.name), sort_key(one.before.name)))
        return sorted(found, key=lambda one: one.on, reverse=True)

    @cached_property
    def picture(self) -> SafeString | None:
        """The line of succession; none where it stands alone or is too long to read."""
        line = self.tree.line(self.key)
        if not 1 < len(line.nodes) <= MOST_NODES:
            return None
        return charts.succession(
            [
                charts.Bearing(
                    one.version.key,
                    one.version.said_name,
                    one.version.from_on,
                    one.until_on,
                    self.address(one.version.key),
                )
                for one in line.nodes
            ],
            [
                charts.Join(one.before, one.after, one.on, one.whole, one.function, one.weight)
                for one in line.links
            ],
            self.key,
            day=self.at.day,
            label=" ".join(self.verdict),
        )

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions that founded, changed, joined or ended it, the newest first."""
        unit = isinstance(self.row, Unit)
        steps = (UnitSuccession if unit else AgencySuccession).objects.filter(
            Q(before__key=self.key) | Q(after__key=self.key)
        )
        ends = Ending.objects.filter(**{f"{'unit' if unit else 'agency'}__key": self.key})
        keys = {row.decision_id for row in self.rows}
        for rows in (steps, ends):
            keys |= set(rows.filter(known(self.at)).values_list("decision_id", flat=True))
        found = Decision.objects.filter(pk__in=keys - {None})
        return sorted(found, key=lambda one: (one.effective_on or date.min, one.pk), reverse=True)

    @property
    def by_function(self) -> bool:
        """Whether it is an agency: its work may go to several by function."""
        return isinstance(self.row, Agency)


def body_of(
    model: type[Unit | Agency], key: str, at: AsOf, address: Callable[[str], str]
) -> Body | None:
    """A body by its key as known at a moment; none where nobody of that key was ever known."""
    above = "parent__parent" if model is Unit else "unit__parent"
    rows = model.objects.known(at).of_key(key).select_related(above, "decision")
    found = tuple(rows.order_by("exists_from", "pk"))
    return Body(key, at, found, line_of(model, [key], at), address) if found else None


def committee_of(unit: Unit, at: AsOf) -> Agency | None:
    """The People's Committee of a unit on a day."""
    found = Agency.objects.on(at).filter(unit__key=unit.key, kind__in=COMMITTEES)
    return found.order_by("kind", "pk").last()

"""Filings become figures: computed for a day from what was known, with the filings behind."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from dondoc.agencies.models import Unit
from dondoc.core import indicators as core
from dondoc.core.asof import AsOf
from dondoc.core.forecasts import PACE_DAYS
from dondoc.core.indicators import Forecast, Share, UnitPace
from dondoc.core.packs import Form, Indicator, Target
from dondoc.core.regrouping import Given, Regrouping, Row
from dondoc.indicators.areas import Areas
from dondoc.indicators.figures import Day, Figure, Origin, Part
from dondoc.programmes.models import Version
from dondoc.reports.models import Demand, Filing

type Cell = tuple[int | None, int | None, int]  # numerator, denominator, filing


class Known(NamedTuple):
    """What was sent and counts: which filing, of which unit, for which day, with what figures."""

    pk: int
    unit: str
    day: date
    cells: dict[str, dict[str, int]]


class History:
    """What a unit reported of one row, by day: asked for its last word until a day."""

    def __init__(self) -> None:
        self.cells: dict[date, Cell] = {}

    @cached_property
    def days(self) -> list[date]:
        """The days it was reported for, in order."""
        return sorted(self.cells)

    def until(self, day: date) -> date | None:
        """The last day reported for, up to a day."""
        at = bisect_right(self.days, day)
        return self.days[at - 1] if at else None


class Measured:
    """One indicator as known at a moment: the filings are read once, figures asked of it.

    `areas` says by the units of which day figures are shown: those of the day itself (*theo địa
    bàn khi báo cáo*), or of another.
    """

    def __init__(
        self,
        demand: Demand,
        version: Version,
        indicator: Indicator,
        at: AsOf,
        areas: Areas | None = None,
    ) -> None:
        self.demand, self.version, self.indicator, self.at = demand, version, indicator, at
        self.areas = areas or Areas(at)

    @property
    def key(self) -> str:
        """ "civil_status.registers_transferred": the name a task is measured by."""
        return f"{self.version.programme.code}.{self.indicator.code}"

    @cached_property
    def form(self) -> Form:
        """The form the figures are read from."""
        return self.version.form(self.indicator.form)

    @cached_property
    def target(self) -> Target | None:
        """The target the day is judged by."""
        return self.indicator.target_on(self.at.day)

    @cached_property
    def filings(self) -> list[Known]:
        """The newest revision of every unit's report that counted at the moment."""
        rows = (
            Filing.objects.newest(self.at.known_at)
            .filter(
                report__demand=self.demand,
                report__consolidated=False,
                report__first_on__lte=self.at.day,
            )
            .values_list("pk", "report__unit__key", "report__first_on", "cells")
        )
        return [Known(*row) for row in rows]

    @cached_property
    def histories(self) -> dict[str, dict[str, History]]:
        """By row and unit: what was reported for each day, and in which filing.

        A part that was not sent keeps its own last figure, so that four books sent of five do not
        make the fifth disappear from the sum.
        """
        found: dict[str, dict[str, History]] = {row: {} for row in self.form.rows}
        top, base = self.indicator.numerator, self.indicator.denominator
        for filing in self.filings:
            for row, fields in filing.cells.items():
                cell = (fields.get(top), fields.get(base), filing.pk)
                if row in found and cell[0] is not None and cell[1] is not None:
                    history = found[row].setdefault(filing.unit, History())
                    history.cells[filing.day] = cell
        return found

    @property
    def units(self) -> list[Unit]:
        """The units that report, on the day of the areas."""
        return self.areas.units

    @cached_property
    def _regrouping(self) -> Regrouping:
        found = self.areas.regrouping({filing.unit for filing in self.filings})
        self.areas.fetch(found.tree.versions)
        return found

    # A page asks for the same day of the same area several times; the object lives for one page.
    @cached_property
    def _figures(self) -> dict[tuple[int, date], Figure]:
        return {}

    @cached_property
    def _lines(self) -> dict[int, list[Day]]:
        return {}

    @cached_property
    def days(self) -> list[date]:
        """The days for which anything was reported."""
        return sorted({filing.day for filing in self.filings})

    @cached_property
    def last_day(self) -> date | None:
        """The newest day for which anything was reported: the day the figures speak of."""
        return self.days[-1] if self.days else None

    @cached_property
    def _days(self) -> dict[date, dict[str, tuple[Part, Row]]]:
        return {}

    def _on(self, day: date) -> dict[str, tuple[Part, Row]]:
        """By key every unit's part on a day; a row it did not report keeps its last figure."""
        if day not in self._days:
            self._days[day] = dict(self._all_parts(day))
        return self._days[day]

    def _all_parts(self, day: date) -> Iterator[tuple[str, tuple[Part, Row]]]:
        found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for name, histories in self.histories.items():
            for row in self._regrouping.rows(_given(histories, day)):
                found[row.key].append((name, row))
        for key, rows in found.items():
            yield key, (self._part(key, rows, day), rows[0][1])

    def _part(self, key: str, rows: Sequence[tuple[str, Row]], day: date) -> Part:
        unit = self.areas.unit
        known = [row.counts for _, row in rows if row.counts is not None]
        origins = self._origins(rows, day)
        return Part(
            unit(key),
            Share(sum(one[0] for one in known), sum(map(sum, known)))
            if known
            else Share(None, None),
            max((one.as_of for one in origins), default=None),
            any(one.stale for one in origins),
            tuple(sorted({pk for one in origins for pk in one.filings})),
            origins,
            tuple(map(unit, sorted(set.intersection(*(set(row.silent) for _, row in rows))))),
            tuple(map(unit, sorted(set.union(*(set(row.apart) for _, row in rows))))),
            rows[0][1].undivided,
        )

    def _origins(self, rows: Sequence[tuple[str, Row]], day: date) -> tuple[Origin, ...]:
        found: dict[tuple[str, Decimal], list[tuple[date, int]]] = defaultdict(list)
        for name, row in rows:
            for one in row.sources:
                cell = self.histories[name][one.key].cells[one.as_of]
                found[one.key, one.weight].append((one.as_of, cell[2]))
        return tuple(
            Origin(
                self.areas.unit(key),
                max(as_of for as_of, _ in told),
                min(as_of for as_of, _ in told) < day,
                tuple(sorted({pk for _, pk in told})),
                weight,
            )
            for (key, weight), told in found.items()
        )

    def part(self, unit: Unit, day: date) -> Part:
        """What a unit stands at on a day."""
        return self._on(day)[unit.key][0]

    def figure(self, area: Unit, day: date | None = None) -> Figure:
        """The share of an area on a day: the sum over its units, never a mean of their shares."""
        day = day or self.last_day or self.at.day
        key = (area.pk, day)
        if key not in self._figures:
            parts = self._inside(area, day)
            found = core.combine({part.unit.key: part.share for part in parts})
            nothing_of_nothing = found.share.numerator is None and found.no_denominator
            share = Share(0, 0) if nothing_of_nothing else found.share
            self._figures[key] = Figure(self.indicator.label, area, day, share, parts)
        return self._figures[key]

    def _inside(self, area: Unit, day: date) -> tuple[Part, ...]:
        """The parts of an area in the order of the units, then the old ones that stay apart."""
        held = [part for part, row in self._on(day).values() if self.areas.holds(area, row)]
        return tuple(sorted(held, key=lambda part: (part.undivided, part.unit.sort_key)))

    def series(self, area: Unit) -> list[Day]:
        """The line: every day from the first reported one to the last, with what was done."""
        if area.pk not in self._lines:
            self._lines[area.pk] = self._line(area)
        return self._lines[area.pk]

    def _line(self, area: Unit) -> list[Day]:
        if not self.days:
            return []
        line: list[Day] = []
        before: int | None = None
        for offset in range((self.days[-1] - self.days[0]).days + 1):
            day = self.days[0] + timedelta(days=offset)
            figure = self.figure(area, day)
            now = figure.share.numerator
            done = None if now is None or before is None else now - before
            silent = len(figure.missing) + len(figure.stale)
            line.append(Day(day, figure.share, done, silent))
            before = now
        return line

    def by_area(self, areas: Iterable[Unit], day: date | None = None) -> list[Figure]:
        """The same figure for several areas: districts, or every unit."""
        return [self.figure(area, day) for area in areas]

    def paces(self, area: Unit) -> list[UnitPace]:
        """Of every unit of an area: what is left and its own measured pace.

        A unit with work left that fell silent for as many days as a pace is measured over has no
        pace: what it once did a day says nothing about what it does now.
        """
        day = self.last_day or self.at.day
        paces = []
        for part in self.figure(area, day).parts:
            if part.as_of is None or part.left is None:
                continue
            silent = (day - part.as_of).days >= PACE_DAYS
            pace = None if silent else core.pace_of(self._points(part, day))
            paces.append(UnitPace(part.left, pace, part.unit.key))
        return paces

    def _points(self, part: Part, day: date) -> dict[date, int]:
        """What stood on each day on which the unit, or an old unit of it, reported."""
        key = part.unit.key
        told = {key, *(one.unit.key for one in part.origins), *self._regrouping.behind(key)}
        days = {
            known
            for histories in self.histories.values()
            for one in told & histories.keys()
            for known in histories[one].days
            if known <= day
        }
        stood = {known: self._on(known).get(key) for known in days}
        return {known: one[0].share.numerator or 0 for known, one in stood.items() if one}

    def forecast(self, area: Unit) -> Forecast | None:
        """When all will be done if each unit goes on at its own pace."""
        if self.last_day is None:
            return None
        recent = core.daily_paces(self._totals(area))
        first = self.last_day + timedelta(days=1)
        return core.forecast(self.paces(area), first, recent=recent)

    def pace(self, area: Unit) -> Decimal | None:
        """What the area did a day, on average over its last three days."""
        return core.pace_of(self._totals(area))

    def _totals(self, area: Unit) -> dict[date, int]:
        return {day.day: day.share.numerator or 0 for day in self.series(area)}

    @property
    def percent(self) -> Decimal:
        """The level the target names, 100 where the order names none."""
        return self.target.at_least if self.target else Decimal(100)


def _given(histories: dict[str, History], day: date) -> dict[str, Given]:
    """Each unit's last word until a day: what is done and what is left, which are shared out apart
    so that no share of a whole can grow over it."""
    found = {}
    for key, history in histories.items():
        last = history.until(day)
        if last is not None:
            top, base, _ = history.cells[last]
            assert top is not None and base is not None
            found[key] = Given((top, base - top), last)
    return found

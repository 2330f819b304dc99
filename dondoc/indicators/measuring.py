"""Filings become figures: computed for a day from what was known, with the filings behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
from dondoc.indicators.figures import Day, Figure, Part
from dondoc.programmes.models import Version
from dondoc.reports.models import Demand, Filing

type Cell = tuple[int | None, int | None, int]  # numerator, denominator, filing


class Known(NamedTuple):
    """What was sent and counts: which filing, of which unit, for which day, with what figures."""

    pk: int
    unit: int
    day: date
    cells: dict[str, dict[str, int]]


class Measured:
    """One indicator as known at a moment: the filings are read once, figures asked of it."""

    def __init__(self, demand: Demand, version: Version, indicator: Indicator, at: AsOf) -> None:
        self.demand, self.version, self.indicator, self.at = demand, version, indicator, at

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
            .values_list("pk", "report__unit_id", "report__first_on", "cells")
        )
        return [Known(*row) for row in rows]

    @cached_property
    def histories(self) -> dict[tuple[int, str], dict[date, Cell]]:
        """By unit and row: what was reported for each day, and in which filing.

        A part that was not sent keeps its own last figure, so that four books sent of five do not
        make the fifth disappear from the sum.
        """
        found: dict[tuple[int, str], dict[date, Cell]] = defaultdict(dict)
        top, base = self.indicator.numerator, self.indicator.denominator
        for filing in self.filings:
            for row, fields in filing.cells.items():
                cell = (fields.get(top), fields.get(base), filing.pk)
                if cell[0] is not None and cell[1] is not None:
                    found[filing.unit, row][filing.day] = cell
        return found

    @cached_property
    def units(self) -> list[Unit]:
        """The units that report, on the day."""
        return list(Unit.objects.lowest(self.at).select_related("parent"))

    def inside(self, area: Unit) -> list[Unit]:
        """The reporting units of an area."""
        return [unit for unit in self.units if unit.is_within(area)]

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
    def _parts(self) -> dict[tuple[int, date], Part]:
        return {}

    def part(self, unit: Unit, day: date) -> Part:
        """What a unit stands at on a day; a row it did not report keeps its last figure."""
        key = (unit.pk, day)
        if key not in self._parts:
            self._parts[key] = self._part(unit, day)
        return self._parts[key]

    def _part(self, unit: Unit, day: date) -> Part:
        rows = [row for row in self.form.rows if (unit.pk, row) in self.histories]
        known = {row: self.histories[unit.pk, row] for row in rows}
        standing = core.carry(rows, known, day)
        cells = [carried.value for carried in standing.values.values()]
        if not cells:
            return Part(unit, Share(None, None), None, False, ())
        newest = max(carried.as_of for carried in standing.values.values())
        return Part(
            unit,
            Share(sum(c[0] or 0 for c in cells), sum(c[1] or 0 for c in cells)),
            newest,
            bool(standing.stale),
            tuple(sorted({c[2] for c in cells})),
        )

    def figure(self, area: Unit, day: date | None = None) -> Figure:
        """The share of an area on a day: the sum over its units, never a mean of their shares."""
        day = day or self.last_day or self.at.day
        key = (area.pk, day)
        if key not in self._figures:
            parts = tuple(self.part(unit, day) for unit in self.inside(area))
            found = core.combine({part.unit.pk: part.share for part in parts})
            nothing_of_nothing = found.share.numerator is None and found.no_denominator
            share = Share(0, 0) if nothing_of_nothing else found.share
            self._figures[key] = Figure(self.indicator.label, area, day, share, parts)
        return self._figures[key]

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

    def paces(self, area: Unit | None = None) -> list[UnitPace]:
        """Of every unit: what is left and its own measured pace.

        A unit with work left that fell silent for as many days as a pace is measured over has no
        pace: what it once did a day says nothing about what it does now.
        """
        day = self.last_day or self.at.day
        paces = []
        for unit in self.inside(area) if area else self.units:
            part = self.part(unit, day)
            if part.as_of is None or part.left is None:
                continue
            silent = (day - part.as_of).days >= PACE_DAYS
            pace = None if silent else core.pace_of(self._points(unit, day))
            paces.append(UnitPace(part.left, pace, str(unit.pk)))
        return paces

    def _points(self, unit: Unit, day: date) -> dict[date, int]:
        days = {
            known
            for row in self.form.rows
            for known in self.histories.get((unit.pk, row), {})
            if known <= day
        }
        return {known: self.part(unit, known).share.numerator or 0 for known in days}

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

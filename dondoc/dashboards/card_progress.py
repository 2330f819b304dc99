"""How far a task is: the measured line with its pace, district by district, or the owner's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.safestring import SafeString

from dondoc.agencies.models import Level, Unit
from dondoc.core.forecasts import needed_pace
from dondoc.dashboards.card import Card
from dondoc.indicators import queries as indicators
from dondoc.indicators.queries import Figure, Measured
from dondoc.web import charts
from dondoc.web import words as say

# A campaign is a matter of days; a longer order is drawn by months.
CAMPAIGN_DAYS = 16


@dataclass(frozen=True)
class Progress:
    """A measured task: its line, its parts, and where the figures come from."""

    card: Card
    measured: Measured
    area: Unit

    @cached_property
    def figure(self) -> Figure:
        """The share on the newest reported day."""
        return self.measured.figure(self.area)

    @cached_property
    def districts(self) -> list[tuple[Figure, int]]:
        """The same figure by district, and its silent units; nothing inside a commune."""
        if self.area.level != Level.PROVINCE:
            return []
        units = Unit.objects.here(self.card.at).filter(level=Level.DISTRICT)
        found = self.measured.by_area(units)
        ordered = sorted(found, key=lambda one: -(one.share.value or 0))
        return [(one, len(one.parts) - one.reported) for one in ordered]

    @property
    def silent(self) -> int:
        """How many units did not give that day's figure."""
        return len(self.figure.parts) - self.figure.reported

    @cached_property
    def chart(self) -> SafeString | None:
        """The line with the pace it has and the pace it needs."""
        days = [one for one in self.measured.series(self.area) if one.share.value is not None]
        points = [charts.Point(d.day, float(d.share.value or 0), d.silent == 0) for d in days]
        return _line(self.card, points, self._outlook(), self._needed_words())

    def _outlook(self) -> charts.Outlook | None:
        found = self.measured.forecast(self.area)
        day = (found.day or found.moving_day) if found else None
        if found is None or day is None:
            return None
        return charts.Outlook(day, found.low or day, found.high or day)

    def _needed_words(self) -> tuple[str, ...]:
        due, last, left = self.card.facts.due_on, self.measured.last_day, self.figure.left
        if due is None or last is None or left is None or last >= due:
            return ()
        pace = needed_pace(left, last + timedelta(days=1), due)
        return (f"nhịp cần: {say.number(pace, 0)}/ngày",) if pace else ()


def progress_of(card: Card) -> Progress | None:
    """What measures the task, where anything does and the person's post reaches it."""
    if not card.task.indicator:
        return None
    measured = indicators.measured(card.task.indicator, card.at)
    area = indicators.reach(card.person, measured) if measured else None
    if measured is None or area is None or measured.last_day is None:
        return None
    return Progress(card, measured, area)


def told_line(card: Card) -> SafeString | None:
    """The line of the owner's own words, where at least two days were told."""
    told: dict[date, float] = {
        one.effective_on: float(one.percent) / 100
        for one in card.changes
        if one.percent is not None
    }
    if len(told) < 2:
        return None
    facts = card.facts
    outlook = None
    if facts.forecast_on and facts.forecast_on > max(told) and not facts.done_on:
        outlook = charts.Outlook(facts.forecast_on, facts.forecast_on, facts.forecast_on)
    points = [charts.Point(day, share) for day, share in sorted(told.items())]
    return _line(card, points, outlook, ())


def _line(
    card: Card,
    points: list[charts.Point],
    outlook: charts.Outlook | None,
    needed_words: tuple[str, ...],
) -> SafeString | None:
    if not points:
        return None
    last, due = points[-1], card.facts.due_on
    said = f"{say.share(last.share)} ngày {say.short_day(last.day)}"
    ahead = outlook if outlook and outlook.day > last.day and last.share < 1 else None
    low = min(point.share for point in points)
    sentence = f"Đạt {said}" + (f"; hạn cuối {say.day(due)}" if due else "")
    return charts.pace_line(
        points,
        label=sentence + (f"; dự báo xong {say.day(ahead.day)}" if ahead else ""),
        due=due,
        outlook=ahead,
        campaign=_campaign(card, last.day),
        needed_words=needed_words,
        last_words=(said,),
        floor=max(0.0, int(low * 20 - 1) / 20) if low > 0.5 else 0.0,
    )


def _campaign(card: Card, last: date) -> charts.Campaign | None:
    order, due = card.judged.order, card.facts.due_on
    starts = order.payload.get("starts_on")
    if due is None or not starts:
        return None
    first = date.fromisoformat(starts)
    days = (due - first).days + 1
    if days > CAMPAIGN_DAYS or (last - due).days > CAMPAIGN_DAYS:
        return None
    return charts.Campaign(first, due, f"{days:02d} ngày cao điểm")

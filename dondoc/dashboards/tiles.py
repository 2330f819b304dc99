"""Tiles of the overview: each programme measured, and duties whose owners tell their progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from dondoc.agencies.models import Person
from dondoc.core import tasks as core
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Kind, State
from dondoc.indicators import drawings, pages
from dondoc.indicators.outlook import Outlook, outlook
from dondoc.indicators.queries import Measured, reach
from dondoc.tasks.queries import Judged
from dondoc.web import charts, words
from dondoc.web.charts import Point

MOST = 8
URGENT = (State.OVERDUE, State.AT_RISK, State.DUE_SOON, State.OPEN)


@dataclass(frozen=True)
class ProgrammeTile:
    """What a tile says: value, verdict, line, forecast; the ground is one link away."""

    title: str
    who: str
    value: str
    url: str
    state: State | None
    word: str
    drawing: SafeString | str
    small: SafeString | str
    outlook: Outlook | None = None
    told: str = ""


def of_indicator(person: Person, measured: Measured, judged: list[Judged]) -> ProgrammeTile | None:
    """The tile of an indicator, with the verdict of the task it measures."""
    area = reach(person, measured)
    if area is None:
        return None
    figure, line = measured.figure(area), measured.series(area)
    found = outlook(measured, area)
    task = next((one for one in judged if one.task.indicator == measured.key), None)
    tone = words.look_of(task.state).tone if task else "t-open"
    share = figure.share
    return ProgrammeTile(
        title=measured.version.pack.label,
        who=", ".join(task.leads) if task else area.full_name,
        value=words.rate(share.numerator or 0, share.denominator or 0),
        url=reverse("figure", args=[measured.key, area.code]),
        state=task.state if task else None,
        word=pages.word_for(task) if task else "",
        drawing=drawings.tile_drawing(measured, line, found, tone),
        small=drawings.tile_drawing(measured, line, found, tone, small=True),
        outlook=found,
    )


def of_tasks(judged: Iterable[Judged], at: AsOf, room: int) -> list[ProgrammeTile]:
    """Duties whose owners report a percentage, the worst first: their word, said as such."""
    told = [
        one
        for one in judged
        if one.facts.percent is not None and not one.task.indicator and one.state in URGENT
    ]
    told.sort(key=lambda one: (URGENT.index(one.state), -one.days_late, _due(one), one.task.pk))
    return [_told(one, at) for one in told[: max(0, room)]]


def _due(one: Judged) -> date:
    return one.facts.due_on or date.max


def _told(one: Judged, at: AsOf) -> ProgrammeTile:
    percent, forecast = one.facts.percent, one.facts.forecast_on
    assert percent is not None
    points = _points(one, at)
    tone = words.look_of(one.state).tone
    label = f"{one.task.title}: {words.number(percent, 1)}% ngày {words.day(points[-1].day)}"
    drawn = [
        charts.sparkline(
            points, label=label, due=one.facts.due_on, forecast=forecast, tone=tone, small=small
        )
        if len(points) > 1
        else ""
        for small in (False, True)
    ]
    return ProgrammeTile(
        title=one.task.title,
        who=", ".join(one.leads) if len(one.leads) < 4 else "Các cơ quan, địa phương",
        value=f"{words.number(percent, 1)}%",
        url=one.task.get_absolute_url(),
        state=one.state,
        word=pages.word_for(one) if one.state is not State.AT_RISK else "",
        drawing=drawn[0],
        small=drawn[1],
        told=_sentence(one, points[-1].day),
    )


def _sentence(one: Judged, told_on: date) -> str:
    said = f"Theo báo cáo của cơ quan chủ trì ngày {words.short_day(told_on)}."
    forecast, due = one.facts.forecast_on, one.facts.due_on
    if forecast is None:
        return said
    late = max(0, (forecast - due).days) if due else 0
    tail = f", {words.late_by(late)}" if late else ""
    return f"{said} Dự kiến xong {words.day(forecast)}{tail}."


def _points(one: Judged, at: AsOf) -> list[Point]:
    kinds = (Kind.PROGRESS, Kind.PACE)
    return [
        Point(fact.effective_on, float(fact.percent) / 100)
        for fact in core.visible(one.task.history(), at)
        if fact.kind in kinds and fact.percent is not None
    ]

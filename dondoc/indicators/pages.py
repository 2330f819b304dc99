"""What the pages of programmes and figures show, gathered as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.agencies.models import Agency, Level, Person, Unit
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form
from dondoc.core.tasks import State
from dondoc.dispatches.models import Dispatch
from dondoc.indicators import queries
from dondoc.indicators.figures import Figure, Origin, Part
from dondoc.indicators.measuring import Measured
from dondoc.indicators.outlook import Outlook, outlook
from dondoc.reports.models import Filing
from dondoc.tasks import queries as tasks
from dondoc.tasks.models import Task
from dondoc.tasks.queries import Judged
from dondoc.tasks.wordings import measured_by
from dondoc.web import words
from dondoc.web.days import is_past

REPORTERS = {
    "lowest_unit": "mọi xã, phường, thị trấn và huyện không có xã",
    "commune": "mọi xã, phường, thị trấn",
    "district": "mọi huyện, thị xã, thành phố",
    "department": "mọi sở, ban, ngành",
}


def day_context(request: Request, at: AsOf) -> dict[str, Any]:
    """The day a page speaks of, whether it is past, whether later knowledge is used."""
    past = is_past(request)
    return {"at": at, "is_past": past, "with_hindsight": past and not at.diagonal}


@dataclass(frozen=True)
class FormWords:
    """A form in words: how often, when due, by whom, to whom."""

    form: Form
    frequency: str
    due: str
    reporters: str
    consolidator: str
    recipient: str


def form_words(form: Form, at: AsOf) -> FormWords:
    """A form of a programme, said as the order said it."""
    return FormWords(
        form,
        words.EVERY[form.frequency.value],
        due_words(form),
        REPORTERS[form.reporters],
        agency_name(form.consolidated_by, at),
        agency_name(form.recipient, at),
    )


def due_words(form: Form) -> str:
    """ "trước 08 giờ 00 ngày hôm sau": the hour itself is late."""
    days = form.due.days_after
    when = {0: "trong ngày", 1: "ngày hôm sau"}.get(days, f"sau kỳ {days} ngày")
    if form.due.before:
        return f"trước {words.hour_text(form.due.before)} {when}"
    if form.due.by:
        return f"đến {words.hour_text(form.due.by)} {when}"
    return f"hết {when}"


def agency_name(code: str | None, at: AsOf) -> str:
    """The name of an agency of that code; the code itself where nobody bears it."""
    if not code:
        return ""
    found = Agency.objects.on(at).filter(code=code).first()
    return found.name if found else code


@dataclass(frozen=True)
class Measure:
    """An indicator for the area a person reaches, with its districts and where it leads."""

    measured: Measured
    area: Unit
    figure: Figure
    areas: list[Figure]
    apart: list[Part]
    outlook: Outlook | None


def measure_for(person: Person, measured: Measured) -> Measure | None:
    """The figures of an indicator that the person's post reaches; none where it reaches none."""
    area = queries.reach(person, measured)
    if area is None:
        return None
    found, areas = measured.figure(area), measured.by_area(children(area, measured.areas.at))
    return Measure(measured, area, found, areas, apart(found, areas), outlook(measured, area))


def apart(figure: Figure, areas: list[Figure]) -> list[Part]:
    """Old units in the whole that stand in none of its areas: their heirs lie in several."""
    held = {part.unit.key for one in areas for part in one.parts}
    return [part for part in figure.parts if part.undivided and part.unit.key not in held]


def children(area: Unit, at: AsOf) -> list[Unit]:
    """The units directly below an area, in Vietnamese order."""
    return list(Unit.objects.on(at).filter(parent__key=area.key).order_by("sort_key"))


@dataclass(frozen=True)
class Source:
    """One unit's share, and of each unit that reported for it the newest filing read."""

    part: Part
    filings: list[tuple[Origin, Filing]]


def sources(parts: Iterable[Part]) -> list[Source]:
    """Each unit with the newest filings behind it; lowest shares first, the silent ones on top."""
    listed = list(parts)
    keys = {max(one.filings) for part in listed for one in part.origins}
    found = {
        filing.pk: filing
        for filing in Filing.objects.filter(pk__in=keys)
        .select_related("by", "report", "version")
        .defer("cells", "version__text")
    }
    rows = [
        Source(part, [(one, found[max(one.filings)]) for one in part.origins]) for part in listed
    ]
    return sorted(rows, key=lambda row: _low_first(row.part))


def _low_first(part: Part) -> tuple[bool, Any, str]:
    value = part.share.value
    return value is not None, value or 0, part.unit.sort_key


def slowest(parts: Sequence[Part], limit: int) -> list[Part]:
    """The units with most still to do by share; those that are done are not slow."""
    slow = [part for part in parts if part.left]
    return sorted(slow, key=lambda part: _low_first(part))[:limit]


def tasks_measured_by(key: str, person: Person, at: AsOf) -> list[Judged]:
    """The tasks that an indicator measures and the person may see, with their verdicts."""
    found = Task.objects.visible_to(person).filter(pk__in=measured_by(key))
    return [one for one in tasks.judge(found, at) if one.task.indicator == key]


def word_for(judged: Judged) -> str:
    """What stands beside the state of a task: "quá 1 ngày", "dự báo 22/08"."""
    if judged.state is State.OVERDUE:
        return words.overdue_by(judged.days_late)
    if judged.state is State.AT_RISK and judged.facts.forecast_on:
        return f"dự báo {words.short_day(judged.facts.forecast_on)}"
    if judged.state is State.DONE_LATE:
        return words.late_by(judged.days_late)
    if judged.state is State.DUE_SOON and judged.days_left is not None:
        return words.days_left(judged.days_left)
    return ""


def dispatch_for(person: Person, measured: Measured) -> Dispatch | None:
    """The order behind a figure, where the person may open it."""
    seen = Dispatch.objects.visible_to(person).on(measured.at)
    return seen.filter(pk=measured.demand.dispatch_id).first()


def is_whole(area: Unit) -> bool:
    """Whether an area is the province."""
    return area.level == Level.PROVINCE

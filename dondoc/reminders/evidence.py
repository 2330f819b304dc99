"""What a reminder says of a task, gathered once and kept: each value with the filings behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from dondoc.agencies import queries as agencies
from dondoc.core import reminders as core
from dondoc.core.asof import AsOf
from dondoc.core.decree import decree_day
from dondoc.core.reminders import Cause, Matter
from dondoc.core.tasks import Kind, State
from dondoc.indicators import queries as indicators
from dondoc.indicators.queries import Measured
from dondoc.reports.answering import answers_as
from dondoc.reports.models import RECEIVES, Demand
from dondoc.tasks.answering import in_sight
from dondoc.tasks.models import Change, Task
from dondoc.tasks.queries import Judged, judge
from dondoc.web import words

CAUSES = {State.OVERDUE: Cause.OVERDUE, State.AT_RISK: Cause.AT_RISK}
NAMED_SLOWEST = 3


@dataclass(frozen=True)
class Evidence:
    """A task's matter and, for each value in it, the filings it was computed from."""

    task: Task
    matter: Matter
    filings: dict[str, list[int]]


def urgent(at: AsOf) -> list[Judged]:
    """The tasks that are late or will be, worst first: the only ones a reminder speaks of."""
    found = [one for one in judge(Task.objects.all(), at) if one.state in CAUSES]
    return sorted(found, key=lambda one: (one.state != State.OVERDUE, -one.days_late, one.task.pk))


def gather(judged: Judged, at: AsOf) -> Evidence:
    """Everything the sentences about a task may say, as known at the moment."""
    task, facts = judged.task, judged.facts
    assert facts.due_on is not None
    measured = indicators.measured(task.indicator, at) if task.indicator else None
    said, filings = _measured(measured, at) if measured else ({}, {})
    matter = Matter(
        code=task.code,
        **_owner(judged),
        duty=task.title,
        ground=ground(judged.order),
        cause=CAUSES[judged.state],
        due_on=facts.due_on,
        days_late=judged.days_late,
        days_since_first_due=judged.days_since_first_due,
        new_due_on=core.proposed_day(
            drafted_on=at.day, forecast_on=facts.forecast_on, due_on=facts.due_on
        ),
        # A day foretold that has passed foretells nothing any more.
        forecast_on=facts.forecast_on if (facts.forecast_on or at.day) > at.day else None,
        word_of_owner="" if measured else _word_of_owner(task, at),
        **said,
    )
    return Evidence(task, matter, filings)


def _owner(judged: Judged) -> dict[str, Any]:
    """Who answers now; the agency it was given to is named once where that is another."""
    label = judged.task.lead_label
    if not judged.passed_on:
        return {"owner": label}
    names = ", ".join(one.name for one in in_sight(judged.parts, now=True))
    return {"owner": names or label, "given_to": label}


def ground(order: Change) -> str:
    """ "Công văn số 02/TCTĐA06 ngày 18/02/2025, mục 1": the order that judges."""
    dispatch = order.clause.dispatch if order.clause else order.task.dispatch
    kind = dispatch.kind or "Văn bản"
    text = f"{kind} số {dispatch.reference}"
    if dispatch.issued_on:
        text += f" ngày {decree_day(dispatch.issued_on)}"
    if order.clause and order.clause.number:
        text += f", mục {order.clause.number}"
    return text


def _measured(measured: Measured, at: AsOf) -> tuple[dict[str, Any], dict[str, list[int]]]:
    figure = measured.figure(agencies.province(at))
    numerator, denominator = figure.share.numerator, figure.share.denominator
    if numerator is None or not denominator:
        return {}, {}
    by_left = sorted(figure.parts, key=lambda part: part.left or 0, reverse=True)
    slowest = [part for part in by_left[:NAMED_SLOWEST] if part.left]
    noun = f" {measured.indicator.noun}" if measured.indicator.noun else ""
    said: dict[str, Any] = {
        "measured": f"{words.number(numerator)}/{words.number(denominator)}{noun} "
        f"({words.share(figure.share.value)})",
        "left": f"{words.number(figure.left)}{noun}",
        "slowest": tuple(part.unit.said_name for part in slowest),
    }  # fmt: skip
    said |= _daily_report(measured.demand, at)
    everything = sorted({pk for part in figure.parts for pk in part.filings})
    of_slowest = sorted({pk for part in slowest for pk in part.filings})
    return said, {"measured": everything, "left": everything, "slowest": of_slowest}


def _daily_report(demand: Demand, at: AsOf) -> dict[str, str]:
    form = demand.form
    hour = form.due.before or form.due.by
    if hour is None or form.frequency != "daily":
        return {}
    return {
        "report_hour": f"{hour:%H} giờ",
        "report_to": ", ".join(one.name for one in answers_as(RECEIVES, demand, at)),
    }


def _word_of_owner(task: Task, at: AsOf) -> str:
    known = [
        change
        for change in task.changes.all()
        if change.kind == Kind.PROGRESS and change.recorded_at <= at.known_at
    ]
    if not known:
        return "đến nay chưa có báo cáo kết quả"
    newest = known[-1]
    note = newest.note.strip().rstrip(".")
    said = [note[:1].lower() + note[1:]] if note else []
    if newest.percent is not None:
        said.insert(0, f"theo báo cáo của cơ quan chủ trì mới đạt {words.number(newest.percent)}%")
    day = decree_day(newest.effective_on)
    return ", ".join(said) if said else f"cơ quan chủ trì báo cáo gần nhất ngày {day}"


def as_json(matter: Matter) -> dict[str, Any]:
    """The matter as it is kept with the draft."""
    kept = asdict(matter)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
    }


def from_json(kept: dict[str, Any], **chosen: Any) -> Matter:
    """The matter as it was kept, with what a person chose since."""
    values = {one.name: kept[one.name] for one in fields(Matter) if one.name in kept}
    for name in ("due_on", "new_due_on", "forecast_on"):
        if isinstance(values.get(name), str):
            values[name] = date.fromisoformat(values[name])
    values["cause"] = Cause(values["cause"])
    values["slowest"] = tuple(values.get("slowest") or ())
    return Matter(**{**values, **chosen})

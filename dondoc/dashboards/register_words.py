"""What a line of the register says: how long is left, how far it is, which of the six are clear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from dondoc.core.forecasts import level_needed
from dondoc.core.tasks import State
from dondoc.core.workdays import working_days_between
from dondoc.dashboards.register_lines import six_of
from dondoc.tasks.models import Assignment, Change
from dondoc.tasks.queries import Judged
from dondoc.web import words as say

# Within these days people count the days on which offices work.
SOON = 14
NOBODY = "không còn cơ quan trả lời"
# The six clarities that an order must have: who, what, when, responsible, product, authority.
SIX = {
    "nguoi": "người",
    "viec": "việc",
    "thoi-gian": "thời gian",
    "trach-nhiem": "trách nhiệm",
    "san-pham": "sản phẩm",
    "tham-quyen": "thẩm quyền",
}


@dataclass(frozen=True)
class Left:
    """How long is left or by how much it is late, in words, with the colour that they carry."""

    words: str
    tone: str = ""
    further: str = ""


def left_of(judged: Judged) -> Left:
    """The words of the column "Còn / quá"."""
    facts, day = judged.facts, judged.day
    if judged.state is State.OVERDUE:
        return Left(say.overdue_by(judged.days_late), "t-over", again_words(judged))
    if judged.state is State.DONE_LATE:
        return Left(say.late_by(judged.days_late), "", again_words(judged))
    if judged.state is State.DONE:
        return Left(f"xong {_near(facts.done_on, day)}" if facts.done_on else "xong")
    if judged.state is State.AWAITING:
        return Left(f"nộp {_near(facts.handed_in_on, day)}")
    if judged.state is State.AT_RISK and facts.due_on and (facts.due_on - day).days > SOON:
        return Left(f"dự báo {_near(facts.forecast_on, day)}", "t-risk")
    if facts.due_on and judged.state is not State.ENDED:
        return Left(
            days_words(day, facts.due_on), "t-risk" if judged.state is State.AT_RISK else ""
        )
    return Left("—")


def days_words(day: date, due_on: date) -> str:
    """ "còn 5 ngày LV" when the last day is near, else "còn 130 ngày"."""
    days = (due_on - day).days
    if 0 < days <= SOON:
        return say.days_left(working_days_between(day, due_on), working=True)
    return say.days_left(days)


def again_words(judged: Judged) -> str:
    """ "51 ngày tính từ hạn gốc": a further order or an extension keeps the first day."""
    facts = judged.facts
    late = judged.days_since_first_due
    if not facts.first_due_on or facts.first_due_on == facts.due_on or not late:
        return ""
    return f"{say.number(late)} ngày tính từ hạn gốc"


def _near(day: date | None, today: date) -> str:
    if day is None:
        return "—"
    return say.short_day(day) if day.year == today.year else say.day(day)


def known_changes(judged: Judged, known_at: datetime) -> list[Change]:
    """What had happened to it by the day and was known by the moment, oldest first."""
    return [
        one
        for one in judged.task.changes.all()
        if one.effective_on <= judged.day and one.recorded_at <= known_at
    ]


def needed(judged: Judged, changes: Iterable[Change]) -> Decimal | None:
    """The share an even pace needs at the end of the day, from the order's first day to its last.

    The way begins at the share known before that day. Where none was known, it begins at nothing
    on that day or at the first share told since, whichever asks for more: who told 38% on the day
    after the order did not begin with the order.
    """
    order, due_on, day = judged.order, judged.facts.due_on, judged.day
    if due_on is None or judged.facts.percent is None:
        return None
    starts_on = date.fromisoformat(order.payload.get("starts_on") or str(order.effective_on))
    told = [(one.effective_on, one.percent) for one in changes if one.percent is not None]
    before = [percent for on, percent in told if on < starts_on]
    level = level_needed(before[-1] if before else 0, 100, starts_on, due_on, day)
    if not before and told:
        on, first = told[0]
        level = max(level, level_needed(first, 100, on + timedelta(days=1), due_on, day))
    return min(Decimal(1), level / 100)


def clear_points(judged: Judged) -> dict[str, bool]:
    """Which of the six are clear: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."""
    task, facts = judged.task, judged.facts
    return six_of(
        led=any(one.role == Assignment.LEAD for one in task.assignments.all()),
        title=task.title,
        timed=facts.due_on is not None or facts.standing or bool(task.every),
        product=task.product,
        judge=task.judge,
    )


def lead_words(leads: tuple[str, ...]) -> str:
    """Who leads, short enough for a table."""
    if not leads:
        return "chưa rõ"
    return ", ".join(leads) if len(leads) < 3 else f"{len(leads)} cơ quan"


def other_lead(judged: Judged, *, now: bool) -> str:
    """Where the lead passed on, the side that the column does not show: who answers now, or whom
    it was given to."""
    if not judged.passed_on:
        return ""
    if now:
        return f"giao {lead_words(judged.leads)}"
    return f"nay {lead_words(judged.owners)}" if judged.owners else NOBODY

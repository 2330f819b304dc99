"""What happened to a task, and what lies ahead, as one line of facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dondoc.core.periods import day_of
from dondoc.core.tasks import Kind, State
from dondoc.dashboards.card import Card
from dondoc.tasks.answering import Passage
from dondoc.tasks.models import Change
from dondoc.web import words as say

# More than these stay folded away: the newest facts decide.
SHOWN = 9


@dataclass(frozen=True)
class Told:
    """One fact: when, what, and who wrote it down on what ground."""

    day: date
    words: str
    who: str = ""
    clock: str = ""
    when: str = ""  # "future", "now", or empty for the past


def story(card: Card) -> list[Told]:
    """What lies ahead first, then the newest fact, then the past."""
    told = [
        (one.recorded_at, _told(one, before)) for one, before in _with_share_before(card.changes)
    ]
    told += [(one.decision.recorded_at, _passed(one)) for one in _passages(card)]
    past = [one for _, one in sorted(told, key=lambda pair: pair[0])]
    past.reverse()
    if past:
        first = past[0]
        past[0] = Told(first.day, first.words, first.who, first.clock, "now")
    return [*_ahead(card), *past]


def _ahead(card: Card) -> list[Told]:
    facts, today = card.facts, card.at.day
    if card.judged.state in (State.DONE, State.DONE_LATE, State.ENDED):
        return []
    ahead = []
    if facts.due_on and facts.due_on >= today:
        ahead.append(Told(facts.due_on, "Hạn cuối", when="future"))
    if facts.forecast_on and facts.forecast_on > today:
        late = f", chậm {card.forecast_late} ngày" if card.forecast_late else ""
        ahead.append(Told(facts.forecast_on, f"Dự báo xong{late}", when="future"))
    for handover in card.handovers:
        if handover.on > today:
            names = ", ".join(agency.name for agency, _ in handover.after)
            ahead.append(Told(handover.on, f"Chuyển sang {names}", when="future"))
    return sorted(ahead, key=lambda told: told.day, reverse=True)


def _with_share_before(changes: list[Change]) -> list[tuple[Change, Decimal | None]]:
    before: Decimal | None = None
    found = []
    for one in changes:
        found.append((one, before))
        before = one.percent if one.percent is not None else before
    return found


def _told(change: Change, before: Decimal | None) -> Told:
    same = day_of(change.recorded_at) == change.effective_on
    written = "" if same else f"ghi {say.day(change.recorded_at)}"
    name = change.by.full_name if change.by else "Đôn Đốc đo từ báo cáo"
    agency = change.agency.short_name if change.agency else ""
    who = " · ".join(part for part in (name, agency, written) if part)
    clock = say.clock_time(change.recorded_at) if same else ""
    return Told(change.effective_on, _words(change, before), who, clock)


def _passages(card: Card) -> list[Passage]:
    return [one for part in card.judged.parts for one in part.passages]


def _passed(passage: Passage) -> Told:
    """ "Chuyển từ Sở A sang Sở B theo 05/QĐ-UBND": the days late go on as they were."""
    decision = passage.decision
    before = ", ".join(one.short_name for one in passage.before) or "không cơ quan nào"
    after = ", ".join(one.short_name for one in passage.after)
    said = f"Chuyển từ {before} sang {after}" if after else f"{before} thôi trả lời, việc kết thúc"
    same = day_of(decision.recorded_at) == passage.since
    name = decision.by.full_name if decision.by else ""
    who = [name, "" if same else f"ghi {say.day(decision.recorded_at)}"]
    clock = say.clock_time(decision.recorded_at) if same else ""
    words = f"{said} theo {decision.number}"
    return Told(passage.since, words, " · ".join(part for part in who if part), clock)


def _words(change: Change, before: Decimal | None) -> str:
    kind = Kind(change.kind)
    plain = {
        Kind.RECEIVED: "Đã nhận việc",
        Kind.ACCEPTED: "Xác nhận kết quả",
        Kind.REOPENED: "Mở lại",
        Kind.WITHDRAWN: "Rút lại lần giao việc trước đó",
    }
    if kind in plain:
        return plain[kind]
    if kind is Kind.ORDERED:
        due = f"; hạn cuối {say.day(change.due_on)}" if change.due_on else ""
        return f"Giao việc theo {change.authority}{due}"
    if kind is Kind.EXTENDED:
        return f"Gia hạn đến {say.day(change.due_on)} theo {change.authority}"
    if kind is Kind.ENDED:
        return f"Kết thúc theo {change.authority}"
    if kind is Kind.RETURNED:
        return f"Trả lại kết quả: {change.note}"
    if kind is Kind.HANDED_IN:
        number = change.payload.get("number")
        return f"Nộp kết quả: {', '.join(part for part in (change.note, number) if part)}"
    return _progress(change, before, measured=kind is Kind.PACE)


def _progress(change: Change, before: Decimal | None, *, measured: bool) -> str:
    head = "Số đo" if measured else "Báo tiến độ"
    if change.percent is not None:
        head += f" {say.share(change.percent / 100)}"
        if before is not None and before != change.percent:
            head += f" ({say.difference((change.percent - before).quantize(Decimal('0.1')))})"
    note = f": {change.note}" if change.note else ""
    ahead = f"; {'dự báo' if measured else 'dự kiến'} xong {say.day(change.forecast_on)}"
    return f"{head}{note}{ahead if change.forecast_on else ''}"

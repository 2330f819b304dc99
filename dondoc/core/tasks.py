"""Judging a task for a day, from facts that say when they became true and when they were known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from dondoc.core.asof import AsOf, start_of


class State(StrEnum):
    """The words of the register; the Government Office's four are the first, and OVERDUE."""

    DONE = "done"
    DONE_LATE = "done_late"
    OPEN = "open"
    DUE_SOON = "due_soon"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    STANDING = "standing"
    UNDATED = "undated"
    AWAITING = "awaiting_confirmation"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"  # its order was taken back: in no list and no rate


class Kind(StrEnum):
    """What may happen to a task; each is one row that is never changed."""

    ORDERED = "ordered"  # first, and again by a later clause: the newest order judges
    RECEIVED = "received"
    PACE = "pace"  # a measured share and the day it foretells
    PROGRESS = "progress"  # the owner's own word, with evidence
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXTENDED = "extended"  # only a ruling moves a last day
    ENDED = "ended"  # without object, or repealed
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"  # the newest order is taken back, as if it had not been given


@dataclass(frozen=True)
class ChangeFact:
    """One row of a task's history: what, for which day, and when it was recorded."""

    kind: Kind
    effective_on: date
    recorded_at: datetime
    due_on: date | None = None
    due_time: time | None = None
    standing: bool = False
    percent: Decimal | None = None
    forecast_on: date | None = None

    @property
    def counts_from(self) -> datetime:
        """The first moment at which both its day has begun and it was known."""
        return max(self.recorded_at, start_of(self.effective_on))


@dataclass(frozen=True)
class TaskFacts:
    """What is true of a task for a day, as known at a moment."""

    due_on: date | None = None
    due_time: time | None = None
    first_due_on: date | None = None
    standing: bool = False
    handed_in_on: date | None = None
    awaiting: bool = False
    done_on: date | None = None
    percent: Decimal | None = None
    forecast_on: date | None = None
    ended: bool = False
    withdrawn: bool = False
    near_from: date | None = None


def visible(changes: Iterable[ChangeFact], at: AsOf) -> list[ChangeFact]:
    """The changes that count for a day and were known at the moment, in the order they count."""
    known = [c for c in changes if c.recorded_at <= at.known_at and c.effective_on <= at.day]
    return sorted(known, key=lambda c: (c.recorded_at, c.effective_on))


class _Kinded(Protocol):
    @property
    def kind(self) -> str: ...


def standing[T: _Kinded](changes: Iterable[T]) -> list[T]:
    """A history in order without the orders that were taken back, nor their taking back.

    An order given by mistake is never erased: a further row takes back the newest one before it.

    >>> rows = [ChangeFact(kind, date(2025, 2, 18), start_of(date(2025, 2, 18)))
    ...         for kind in (Kind.ORDERED, Kind.RECEIVED, Kind.WITHDRAWN, Kind.ORDERED)]
    >>> [row.kind.value for row in standing(rows)]
    ['received', 'ordered']
    """
    kept: list[T] = []
    for change in changes:
        if change.kind != Kind.WITHDRAWN:
            kept.append(change)
            continue
        orders = [place for place, one in enumerate(kept) if one.kind == Kind.ORDERED]
        if orders:
            del kept[orders[-1]]
    return kept


def fold(changes: Sequence[ChangeFact]) -> TaskFacts:
    """Tell the history in order; what stands at its end is what is true.

    Where every order was taken back, nothing is left to be late or done.
    """
    facts = TaskFacts()
    kept = standing(changes)
    for change in kept:
        facts = _after(facts, change)
    ordered = any(change.kind is Kind.ORDERED for change in changes)
    if ordered and not any(change.kind is Kind.ORDERED for change in kept):
        return TaskFacts(ended=True, withdrawn=True)
    return facts


def facts_of(changes: Iterable[ChangeFact], at: AsOf) -> TaskFacts:
    """What is true of a task, as of a day and a moment of knowledge."""
    return fold(visible(changes, at))


def closed(facts: TaskFacts) -> TaskFacts:
    """The same where nobody has to answer any more: what was not done by then has ended."""
    return facts if facts.done_on is not None else replace(facts, ended=True)


def _after(facts: TaskFacts, change: ChangeFact) -> TaskFacts:
    match change.kind:
        case Kind.ORDERED:
            return _ordered(facts, change)
        case Kind.EXTENDED:
            return replace(facts, due_on=change.due_on, due_time=change.due_time)
        case Kind.PACE | Kind.PROGRESS:
            return replace(
                facts,
                percent=facts.percent if change.percent is None else change.percent,
                forecast_on=change.forecast_on,
            )
        case Kind.HANDED_IN:
            return replace(facts, handed_in_on=change.effective_on, awaiting=True)
        case Kind.ACCEPTED if facts.handed_in_on is not None:
            return replace(facts, awaiting=False, done_on=facts.handed_in_on)
        case Kind.RETURNED:
            return replace(facts, handed_in_on=None, awaiting=False, done_on=None)
        case Kind.ENDED:
            return replace(facts, ended=True)
        case Kind.REOPENED:
            return replace(facts, ended=False, handed_in_on=None, awaiting=False, done_on=None)
        case _:
            return facts


def _ordered(facts: TaskFacts, change: ChangeFact) -> TaskFacts:
    return replace(
        facts,
        due_on=change.due_on,
        due_time=change.due_time,
        first_due_on=facts.first_due_on or change.due_on,
        standing=change.standing,
    )


def state_of(task: TaskFacts, *, day: date) -> State:
    """Judge a task for a day; nothing about lateness is ever stored.

    The four states are the Government Office's (report 1270/BC-TCTTTg, 27/12/2017): done on time,
    done late, open within the last day, overdue. Handed in and not yet judged is none of them.
    At risk outranks due soon; both lie within *open*.

    >>> task = TaskFacts(due_on=date(2025, 2, 19))
    >>> state_of(task, day=date(2025, 2, 19)), state_of(task, day=date(2025, 2, 20))
    (<State.OPEN: 'open'>, <State.OVERDUE: 'overdue'>)
    """
    if task.withdrawn:
        return State.WITHDRAWN
    if task.ended:
        return State.ENDED
    if task.awaiting:
        return State.AWAITING
    if task.due_on is None:
        return _undated(task)
    if task.done_on is not None:
        return State.DONE if task.done_on <= task.due_on else State.DONE_LATE
    if day > task.due_on:
        return State.OVERDUE
    if task.forecast_on is not None and task.forecast_on > task.due_on:
        return State.AT_RISK
    near = task.near_from is not None and day >= task.near_from
    return State.DUE_SOON if near else State.OPEN


def _undated(task: TaskFacts) -> State:
    if task.done_on is not None:
        return State.DONE
    return State.STANDING if task.standing else State.UNDATED


def days_late(task: TaskFacts, *, day: date) -> int:
    """Days past the last day: until done, or until the day asked for; 0 when not late."""
    if task.due_on is None:
        return 0
    return max(0, ((task.done_on or day) - task.due_on).days)


def days_since_first_due(task: TaskFacts, *, day: date) -> int:
    """Days past the very first last day: an order given again keeps what was late before."""
    if task.first_due_on is None:
        return 0
    return max(0, ((task.done_on or day) - task.first_due_on).days)


@dataclass(frozen=True)
class Rates:
    """Done on time, done late and overdue: the only tasks the two rates are about."""

    on_time: int
    late: int
    overdue: int

    @property
    def base(self) -> int:
        """Tasks whose last day settled something: the written denominator."""
        return self.on_time + self.late + self.overdue

    @property
    def punctual(self) -> Decimal | None:
        """*Đúng hạn* = D1/(D1+D2+O); none where nothing was due, never 0 %."""
        return Decimal(self.on_time) / self.base if self.base else None

    @property
    def completed(self) -> Decimal | None:
        """*Đã hoàn thành* = (D1+D2)/(D1+D2+O), the split of report 1270/BC-TCTTTg."""
        return Decimal(self.on_time + self.late) / self.base if self.base else None


def rates(judged: Iterable[tuple[State, date | None]]) -> Rates:
    """Both rates over (state, last day); undated, ended and open tasks are in neither."""
    counted = [state for state, due_on in judged if due_on is not None]
    return Rates(
        on_time=counted.count(State.DONE),
        late=counted.count(State.DONE_LATE),
        overdue=counted.count(State.OVERDUE),
    )


@dataclass(frozen=True)
class Span:
    """Facts that stood unchanged from one moment of knowledge until the next."""

    known_from: datetime
    known_to: datetime | None
    facts: TaskFacts


def spans_of(changes: Sequence[ChangeFact]) -> list[Span]:
    """Cut a history into the intervals in which its answer for *that very day* stays the same.

    They serve lists in SQL, for a moment and its own day; a day asked for with later knowledge is
    answered by `facts_of`.
    """
    moments = sorted({change.counts_from for change in changes})
    spans: list[Span] = []
    for position, moment in enumerate(moments):
        until = moments[position + 1] if position + 1 < len(moments) else None
        known = sorted(
            (c for c in changes if c.counts_from <= moment),
            key=lambda c: (c.recorded_at, c.effective_on),
        )
        facts = fold(known)
        if spans and spans[-1].facts == facts:
            spans[-1] = replace(spans[-1], known_to=until)
        else:
            spans.append(Span(moment, until, facts))
    return spans

"""Every task a person sees as one light line: enough to count, filter, group and order by.

A register holds thousands of tasks and shows a hundred: the lines come from the derived intervals
in one question, the words of a row only from the tasks that are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Max, Q

from dondoc.agencies.models import Agency, Person
from dondoc.agencies.transfers import Answers
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Kind, State, TaskFacts, closed, state_of
from dondoc.dispatches.models import Clause
from dondoc.tasks import wordings
from dondoc.tasks.models import PASSED_ON, Assignment, Change, Span, Task, Wording
from dondoc.tasks.queries import judge

FACTS = ("due_on", "first_due_on", "standing", "awaiting", "handed_in_on", "done_on", "forecast_on",
         "near_from", "ended", "withdrawn")  # fmt: skip
# A task's columns and the names they have in a line.
WORDS = {
    "code": "code",
    "title": "title",
    "lead_label": "lead_label",
    "product": "product",
    "judge": "judge",
    "every": "every",
    "dispatch_id": "dispatch",
    "dispatch__reference": "reference",
}

NAME = ("agency__code", "agency__short_name", "agency__sort_key")


class Lead(NamedTuple):
    """An agency that leads, as a list needs it."""

    code: str
    name: str
    sort_key: str


@dataclass(frozen=True)
class Line:
    """A task with its verdict, and no more."""

    pk: int
    code: str
    title: str
    lead_label: str
    product: str
    judge: str
    every: str
    dispatch: int
    reference: str
    due_on: date | None
    standing: bool
    state: State
    leads: tuple[Lead, ...]  # as given, or who answers now: whichever was asked for
    led: bool  # whether anybody was given the lead
    passed_on: bool  # whether others answer now than it was given to

    @property
    def points(self) -> dict[str, bool]:
        """The six clarities."""
        return six_of(
            led=self.led,
            title=self.title,
            timed=self.due_on is not None or self.standing or bool(self.every),
            product=self.product,
            judge=self.judge,
        )

    @cached_property
    def place(self) -> tuple[str, int, str]:
        """Where its code stands in order: 02.9 before 02.10."""
        stem, _, number = self.code.rpartition(".")
        return (stem, int(number) if number.isdigit() else 0, number)


def six_of(*, led: bool, title: str, timed: bool, product: str, judge: str) -> dict[str, bool]:
    """Which of the six are clear: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."""
    return {
        "nguoi": led,
        "viec": bool(title),
        "thoi-gian": timed,
        "trach-nhiem": led,
        "san-pham": bool(product),
        "tham-quyen": bool(judge),
    }


def lines_of(person: Person, at: AsOf, *, now: bool = False) -> list[Line]:
    """Every task the person sees that was given by then, judged for the day; each under whom it
    was given to or, asked for `now`, under whom answers for it on the day."""
    seen = Task.objects.visible_to(person)
    facts = _facts_by_sql(seen, at) if at.diagonal else _facts_one_by_one(seen, at)
    then = wordings.then(facts, at.known_at)
    leads = _Leads(facts, at, then, now=now)
    lines = []
    for pk, *rest in Task.objects.filter(pk__in=seen.values("pk")).values_list("pk", *WORDS):
        if pk not in facts or facts[pk].withdrawn:
            continue
        known = facts[pk]
        words: dict[str, Any] = dict(zip(WORDS.values(), rest, strict=True))
        if pk in then:
            columns = wordings.columns_of(then[pk])
            words |= {name: columns[name] for name in words if name in columns}
        state = state_of(known, day=at.day)
        lines.append(
            Line(pk=pk, due_on=known.due_on, standing=known.standing, state=state,
                 leads=tuple(leads.found[pk]), led=pk in leads.led,
                 passed_on=pk in leads.passed_on, **words)
        )  # fmt: skip
    return lines


def _facts_by_sql(seen, at: AsOf) -> dict[int, TaskFacts]:  # type: ignore[no-untyped-def]
    """From the intervals that stood at the moment, for that moment's own day."""
    standing = Span.objects.filter(
        Q(known_to=None) | Q(known_to__gt=at.known_at),
        known_from__lte=at.known_at,
        task__in=seen.values("pk"),
    )
    rows = standing.order_by().values_list("task_id", *FACTS)
    found = {row[0]: TaskFacts(**dict(zip(FACTS, row[1:], strict=True))) for row in rows}
    for pk in Task.objects.closed(at).values_list("pk", flat=True):
        if pk in found:
            found[pk] = closed(found[pk])
    return found


def _facts_one_by_one(seen, at: AsOf) -> dict[int, TaskFacts]:  # type: ignore[no-untyped-def]
    """A past day with later knowledge is folded anew from every history."""
    return {one.task.pk: one.facts for one in judge(seen, at)}


class _Leads:
    """The leads of every task listed, and which of them passed on."""

    def __init__(
        self, facts: dict[int, TaskFacts], at: AsOf, then: dict[int, Wording], *, now: bool
    ) -> None:
        self.found: dict[int, list[Lead]] = defaultdict(list)
        self.led: set[int] = set()
        self.passed_on: set[int] = set()
        self._answers = Answers(PASSED_ON, at)
        self._named = self._names(at) if now else {}
        rows = Assignment.objects.filter(role=Assignment.LEAD).order_by("pk")
        for task, key, *agency in rows.values_list("task_id", "agency__key", *NAME):
            if task in facts and task not in then:
                self._add(task, key, Lead(*agency), now=now)
        for task, given in wordings.leads_then(then).items():
            for one in given:
                self._add(task, one.key, Lead(*_name(one)), now=now)

    def _names(self, at: AsOf) -> dict[str, Lead]:
        """The names of the day, after those under which a decision named an agency."""
        named = {key: Lead(*_name(one)) for key, one in self._answers.named.items()}
        rows = Agency.objects.on(at).values_list("key", "code", "short_name", "sort_key")
        return named | {key: Lead(*rest) for key, *rest in rows.order_by()}

    def _add(self, task: int, key: str, given: Lead, *, now: bool) -> None:
        self.led.add(task)
        answering = self._answers.of(task, key)
        if answering.passed_on:
            self.passed_on.add(task)
        owners = [self._named.get(one.key, given) for one in answering.owners]
        told = self.found[task]
        told += [lead for lead in (owners if now else [given]) if lead not in told]


def _name(agency: Agency) -> tuple[str, str, str]:
    return agency.code, agency.short_name, agency.sort_key


def grounds(at: AsOf) -> dict[int, str]:
    """The clauses of the orders of every task, as words to search in."""
    found: dict[int, str] = defaultdict(str)
    orders = Change.objects.filter(kind=Kind.ORDERED, recorded_at__lte=at.known_at)
    for task, authority in orders.order_by().values_list("task_id", "authority"):
        found[task] += f" {authority}"
    return found


def ordered_by(dispatch: int, at: AsOf) -> set[int]:
    """The tasks that a document ordered, first or again."""
    clauses = Clause.objects.filter(dispatch=dispatch).values("pk")
    orders = Change.objects.filter(
        kind=Kind.ORDERED, clause__in=clauses, recorded_at__lte=at.known_at
    )
    taken_back = set(
        Change.objects.filter(
            kind=Kind.WITHDRAWN, clause=None, recorded_at__lte=at.known_at
        ).values_list("payload__order", flat=True)
    )
    rows = orders.values_list("pk", "task_id")
    return {task for order, task in rows if order not in taken_back}


def updated(at: AsOf) -> dict[int, datetime]:
    """When anything was last written down about each task."""
    rows = Change.objects.filter(recorded_at__lte=at.known_at, effective_on__lte=at.day)
    return dict(rows.order_by().values_list("task_id").annotate(last=Max("recorded_at")))


def dispatches_of(lines: Iterable[Line]) -> dict[int, str]:
    """The documents that gave the tasks, by their keys."""
    return {line.dispatch: line.reference or f"văn bản {line.dispatch}" for line in lines}

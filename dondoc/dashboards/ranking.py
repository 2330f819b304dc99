"""What each agency's tasks come to, and how they stood on an earlier day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dondoc.core import tasks as core_tasks
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Rates, State
from dondoc.tasks.models import Task
from dondoc.tasks.queries import Judged

COMMON = 4  # from so many leads on a task is everybody's: it is counted apart, once


def states_before(judged: Iterable[Judged], at: AsOf) -> Counter[State]:
    """How the same tasks stood on an earlier day, as known at its end."""
    found: Counter[State] = Counter()
    rows = list(judged)
    passed_on = any(one.passed_on for one in rows)
    shut = set(Task.objects.closed(at).values_list("pk", flat=True)) if passed_on else set()
    for one in rows:
        if core_tasks.visible(one.task.history(), at):
            facts = one.task.facts(at)
            facts = core_tasks.closed(facts) if one.task.pk in shut else facts
            found[core_tasks.state_of(facts, day=at.day)] += 1
    return found


@dataclass(frozen=True)
class Ranked:
    """An agency with its tasks by state, its rate, and the place it shares with its equals."""

    name: str
    counts: dict[str, int]
    rates: Rates
    rank: int = 0


def ranking(judged: Iterable[Judged], *, now: bool = False) -> tuple[list[Ranked], int]:
    """Agencies by *đúng hạn*, equal rates sharing a rank; and how many have nothing due yet.

    A task counts for whom it was given to or, asked for `now`, for whom answers for it on the day;
    what is everybody's was given to so many, and stays everybody's.
    """
    tasks: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        common = len(one.leads) >= COMMON
        names = {"Các cơ quan (việc chung)"} if common else set(one.owners if now else one.leads)
        for name in names:
            tasks[name].append(one)
    rows = [_ranked(name, found) for name, found in tasks.items()]
    due = [row for row in rows if row.rates.base]
    due.sort(key=lambda row: (-(row.rates.punctual or Decimal(0)), -row.rates.base, row.name))
    placed: list[Ranked] = []
    for position, row in enumerate(due, start=1):
        same = placed and placed[-1].rates.punctual == row.rates.punctual
        rank = placed[-1].rank if same else position
        placed.append(Ranked(row.name, row.counts, row.rates, rank))
    return placed, len(rows) - len(due)


ORDER = (State.DONE, State.DONE_LATE, State.OPEN, State.DUE_SOON, State.AT_RISK, State.OVERDUE)


def _ranked(name: str, found: list[Judged]) -> Ranked:
    states = Counter(one.state for one in found)
    counted = {state.value: states[state] for state in ORDER if states[state]}
    return Ranked(name, counted, core_tasks.rates((o.state, o.facts.due_on) for o in found))

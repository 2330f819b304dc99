"""Who answers for a task today: the agencies it was given to, and those their part passed on to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.models import Agency, Decision
from dondoc.agencies.transfers import Answers
from dondoc.core.asof import AsOf
from dondoc.core.passing import Answering, Owner
from dondoc.tasks.models import PASSED_ON, Assignment, Task

MANY = 500  # from so many tasks on all transfers are fetched at once
NOBODY_NOW = "Không còn cơ quan chịu trách nhiệm"


@dataclass(frozen=True)
class Passage:
    """One day on which a part passed on: from whom to whom, by which decision."""

    since: date
    decision: Decision
    before: tuple[Agency, ...]
    after: tuple[Agency, ...]


@dataclass(frozen=True)
class Lead:
    """One agency that the task was given to, and who answers for its part on the day."""

    given: Agency
    answering: Answering
    owners: tuple[Agency, ...]  # under the names they bear on the day
    passages: tuple[Passage, ...] = ()

    @property
    def passed_on(self) -> bool:
        """Whether others answer than the agency it was given to."""
        return self.answering.passed_on

    @property
    def by(self) -> Passage | None:
        """The newest passage, where others answer now."""
        return self.passages[-1] if self.passed_on else None

    @property
    def functions(self) -> dict[str, tuple[str, ...]]:
        """By which functions each of them answers."""
        return {one.key: one.functions for one in self.answering.owners}


class Leads:
    """Who leads many tasks, as given and as it is on the day; asked once for a whole list."""

    def __init__(self, at: AsOf, tasks: Iterable[int] | None = None) -> None:
        few = None if tasks is None else list(tasks)
        self.at = at
        self.answers = Answers(PASSED_ON, at, few if few is not None and len(few) < MANY else None)
        self._named: dict[str, Agency] = {}

    def know(self, agencies: Iterable[Agency]) -> None:
        """Fetch the names that agencies bear on the day; one that has ended keeps its last."""
        keys = {one.key for one in agencies} | self.answers.keys
        wanted = keys - set(self._named)
        for one in Agency.objects.on(self.at).filter(key__in=wanted):
            self._named[one.key] = one

    def of(self, task: int, given: Agency) -> Lead:
        """One agency's part in a task."""
        found = self.answers.of(task, given)
        if not found.steps:
            return Lead(given, found, (self._now(given.key, given),))
        names = {given.key: given} | self.answers.named
        before = (Owner(given.key),)
        passages = []
        for step in found.steps:
            passages.append(
                Passage(
                    step.since,
                    self.answers.decisions[step.decision],
                    tuple(names[one.key] for one in before),
                    tuple(names[one.key] for one in step.owners),
                )
            )
            before = step.owners
        owners = tuple(self._now(one.key, names[one.key]) for one in found.owners)
        return Lead(given, found, owners, tuple(passages))

    def of_task(self, task: Task) -> tuple[Lead, ...]:
        """Every lead of a task whose parts were fetched with it."""
        parts = task.assignments.all()
        return tuple(self.of(task.pk, one.agency) for one in parts if one.role == Assignment.LEAD)

    def _now(self, key: str, otherwise: Agency) -> Agency:
        return self._named.get(key, otherwise)


def leads_of(tasks: Iterable[Task], at: AsOf) -> dict[int, tuple[Lead, ...]]:
    """The leads of each task; their parts must have been fetched with the tasks."""
    rows = list(tasks)
    found = Leads(at, [task.pk for task in rows])
    found.know(part.agency for task in rows for part in task.assignments.all())
    return {task.pk: found.of_task(task) for task in rows}


def is_closed(leads: Iterable[Lead]) -> bool:
    """Whether every lead passed to nobody: the task lost its object by decision."""
    found = list(leads)
    return bool(found) and all(lead.answering.moot for lead in found)


def in_sight(leads: Iterable[Lead], *, now: bool) -> tuple[Agency, ...]:
    """Whom statistics name: the agencies the work was given to, or those that answer now."""
    named = [one for lead in leads for one in (lead.owners if now else (lead.given,))]
    return tuple({one.key: one for one in named}.values())

"""Who answers for a task today: the agencies it was given to, and those their part passed on to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dondoc.agencies.models import Agency, Decision
from dondoc.agencies.transfers import Answers
from dondoc.core.asof import AsOf
from dondoc.core.passing import Answering
from dondoc.tasks.models import PASSED_ON, Assignment, Task

MANY = 500  # from so many tasks on all transfers are fetched at once


@dataclass(frozen=True)
class Passage:
    """One day on which a part passed on: from whom to whom, by which decision."""

    since: date
    decision: Decision
    before: tuple[Agency, ...]
    after: tuple[Agency, ...]


class Names:
    """The names that agencies bear on a day, fetched when the first is asked for; one that has
    ended keeps its last."""

    def __init__(self, at: AsOf, keys: Iterable[str]) -> None:
        self._at, self._keys = at, set(keys)

    @cached_property
    def _named(self) -> dict[str, Agency]:
        rows = Agency.objects.on(self._at).filter(key__in=self._keys)
        return {one.key: one for one in rows}

    def of(self, agency: Agency) -> Agency:
        """The agency as it is called on the day."""
        return self._named.get(agency.key, agency)


@dataclass(frozen=True)
class Lead:
    """One agency that the task was given to, and who answers for its part on the day."""

    given: Agency
    answering: Answering
    passages: tuple[Passage, ...] = ()
    names: Names | None = field(default=None, repr=False, compare=False)

    @property
    def owners(self) -> tuple[Agency, ...]:
        """Who answers for it, under the names they bear on the day."""
        found = self.passages[-1].after if self.passages else (self.given,)
        return tuple(self.names.of(one) for one in found) if self.names else found

    @property
    def passed_on(self) -> bool:
        """Whether others answer than the agency it was given to."""
        return self.answering.passed_on

    @property
    def by(self) -> Passage | None:
        """The newest passage, where others answer now."""
        return self.passages[-1] if self.passed_on else None


class _Leads:
    """Who leads many tasks, as given and as it is on the day; asked once for a whole list."""

    def __init__(self, tasks: Sequence[Task], at: AsOf) -> None:
        few = [task.pk for task in tasks] if len(tasks) < MANY else None
        self.answers = Answers(PASSED_ON, at, few)
        given = {part.agency.key for task in tasks for part in task.assignments.all()}
        self.names = Names(at, given | self.answers.keys)

    def of(self, task: Task) -> tuple[Lead, ...]:
        """Every lead of a task, in the order in which they were named."""
        parts = task.assignments.all()
        return tuple(self._lead(task, one.agency) for one in parts if one.role == Assignment.LEAD)

    def _lead(self, task: Task, given: Agency) -> Lead:
        found = self.answers.of(task.pk, given)
        known = {given.key: given} | self.answers.named
        before: tuple[Agency, ...] = (given,)
        passages = []
        for step in found.steps:
            after = tuple(known[one.key] for one in step.owners)
            decision = self.answers.decisions[step.decision]
            passages.append(Passage(step.since, decision, before, after))
            before = after
        return Lead(given, found, tuple(passages), self.names)


def leads_of(tasks: Sequence[Task], at: AsOf) -> dict[int, tuple[Lead, ...]]:
    """The leads of each task; their parts must have been fetched with the tasks."""
    found = _Leads(tasks, at)
    return {task.pk: found.of(task) for task in tasks}


def is_closed(leads: Iterable[Lead]) -> bool:
    """Whether every lead passed to nobody: the task lost its object by decision."""
    found = list(leads)
    return bool(found) and all(lead.answering.moot for lead in found)


def in_sight(leads: Iterable[Lead], *, now: bool) -> tuple[Agency, ...]:
    """Whom statistics name: the agencies the work was given to, or those that answer now."""
    named = [one for lead in leads for one in (lead.owners if now else (lead.given,))]
    return tuple({one.key: one for one in named}.values())

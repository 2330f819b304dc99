"""Between dispatches: what another one did to the tasks of this, duties that may be one, orders
that do not agree. Everything is raised, nothing is ended or joined by itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext

from dondoc.agencies.models import Person
from dondoc.core import contradictions as against
from dondoc.core.agency_names import canonical
from dondoc.core.contradictions import Contradiction, Ordered, contradictions
from dondoc.core.likeness import Likeness, Work, pairs_within
from dondoc.dispatches import relations
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.dispatches.relations import Link, Relations
from dondoc.tasks.decided import as_then
from dondoc.tasks.models import Assignment, Decision, Task
from dondoc.tasks.suggesting import Likely, iso_day, target_of, why_alike
from dondoc.tasks.wordings import say_as_then

_SET_ASIDE = (Decision.Kind.DROPPED, Decision.Kind.MERGED, Decision.Kind.SPLIT)
MOST_TASKS = 50


@dataclass(frozen=True)
class Pair:
    """Two duties of one dispatch that may be one."""

    one: Proposal
    other: Proposal
    like: Likeness
    against: tuple[Contradiction, ...] = ()


@dataclass(frozen=True)
class Unsettled:
    """A dispatch that lost its ground, in whole or in part, and its tasks that are still open."""

    link: Link
    dispatch: Dispatch
    tasks: tuple[Task, ...]


class Between:
    """What a page shows of a dispatch among the others, for one person."""

    def __init__(
        self, dispatch: Dispatch, person: Person, known_at: datetime | None = None
    ) -> None:
        self.dispatch, self.person, self.known_at = dispatch, person, known_at

    @cached_property
    def relations(self) -> Relations:
        """What it cites and does, what is done to it."""
        return relations.of(self.dispatch, self.person, known_at=self.known_at)

    @cached_property
    def unsettled(self) -> list[Unsettled]:
        """Open tasks of the dispatches that this one replaces, annuls, amends or extends."""
        found = []
        for link in self.relations.changing:
            if link.is_known:
                found += [self._unsettled(link, one.dispatch) for one in link.meant]
        return [one for one in found if one.tasks]

    @cached_property
    def own_unsettled(self) -> list[Unsettled]:
        """Its own open tasks, where a later dispatch replaces, annuls, amends or extends it."""
        found = [
            self._unsettled(link, self.dispatch)
            for link in self.relations.changed_by
            if link.is_known
        ]
        return [one for one in found if one.tasks]

    def _unsettled(self, link: Link, dispatch: Dispatch) -> Unsettled:
        tasks = open_tasks(self.person, dispatch, self.known_at)
        return Unsettled(link, dispatch, tuple(tasks))

    @cached_property
    def pairs(self) -> list[Pair]:
        """Duties in two places of the dispatch that may be one; those set aside are left out."""
        rows: Iterable[Proposal] = self.dispatch.proposals.select_related("decision", "clause")
        if self.known_at:
            known = self.dispatch.proposals.select_related("clause").known(self.known_at)
            rows = as_then(known, self.dispatch, self.known_at)
        standing = [row for row in rows if not _set_aside(row)]
        by_key: dict[Hashable, Proposal] = {row.pk: row for row in standing}
        found = []
        for one, other, like in pairs_within([work_of(row) for row in standing]):
            mine, theirs = by_key[one.key], by_key[other.key]
            if not (_decided(mine) and _decided(theirs)):
                differ = contradictions(self._ordered(mine), self._ordered(theirs))
                found.append(Pair(mine, theirs, like, differ))
        return found

    def notes_on(self, proposal: Proposal) -> list[str]:
        """What is to be said at one duty: which other may be the same, where they disagree."""
        notes = []
        for pair in self.pairs:
            if proposal.pk not in (pair.one.pk, pair.other.pk):
                continue
            first = proposal.pk == pair.one.pk
            other = pair.other if first else pair.one
            notes.append(
                gettext("May be one duty with duty %(number)s: %(why)s.")
                % {"number": other.position, "why": why_alike(pair.like)}
            )
            notes += told(pair.against if first else [one.swapped for one in pair.against])
        return notes

    def held_against(self, proposal: Proposal, likely: Iterable[Likely]) -> list[Likely]:
        """Earlier tasks that the words may order again, each with where the orders disagree."""
        ordered = self._ordered(proposal)
        return [
            replace(one, against=tuple(told(contradictions(ordered, ordered_before(one.task)))))
            for one in likely
        ]

    def _ordered(self, proposal: Proposal) -> Ordered:
        read = proposal.fields
        target = read.get("target")
        due_at = (read.get("due_start"), read.get("due_end"))
        return Ordered(
            self.dispatch.text[proposal.start : proposal.end],
            proposal.start,
            tuple(read.get("lead") or ()),
            iso_day(read.get("due")),
            due_at if None not in due_at else None,
            read.get("every") or "",
            (float(target["value"]), target.get("unit") or "") if target else None,
            _marked(read, "target"),
            self.dispatch.issued_on,
        )

    def __bool__(self) -> bool:
        return bool(self.relations)


def _marked(read: dict, kind: str) -> tuple[int, int] | None:
    for mark in read.get("marks") or ():
        if mark["kind"] == kind:
            return mark["start"], mark["end"]
    return None


def _decided(proposal: Proposal) -> bool:
    return getattr(proposal, "decision", None) is not None


def _set_aside(proposal: Proposal) -> bool:
    decision = getattr(proposal, "decision", None)
    return decision is not None and decision.kind in _SET_ASIDE


def work_of(proposal: Proposal) -> Work:
    """A proposed duty as the rule of likeness compares it."""
    read = proposal.fields
    return Work(
        proposal.pk,
        read["title"],
        proposal.text,
        frozenset(canonical(name) for name in read.get("lead") or ()),
        target_of(read),
        read.get("form") or "",
        proposal.clause.number if proposal.clause else "",
    )


def ordered_before(task: Task) -> Ordered:
    """A task as its newest order gives it."""
    newest = task.changes.filter(kind="ordered").order_by("-recorded_at", "-pk").first()
    leads = [
        part.agency.name
        for part in task.assignments.select_related("agency")
        if part.role == Assignment.LEAD
    ]
    return Ordered(
        task.text,
        task.start,
        (task.lead_label,) if len(leads) > 1 else tuple(leads),
        newest.due_on if newest else None,
        None,
        task.every,
        (float(task.target_value), task.target_unit) if task.target_value is not None else None,
        None,
        task.dispatch.issued_on,
    )


def told(found: Iterable[Contradiction]) -> list[str]:
    """Contradictions as sentences of the page."""
    return [gettext(against.MESSAGES[one.code]) % one.facts for one in found]


def open_tasks(person: Person, dispatch: Dispatch, known_at: datetime | None = None) -> list[Task]:
    """Tasks of a dispatch that are neither done nor ended, as known now or at a moment."""
    stood = Q(spans__known_to=None)
    if known_at:
        stood = Q(spans__known_from__lte=known_at) & (stood | Q(spans__known_to__gt=known_at))
    still = Q(spans__ended=False, spans__withdrawn=False, spans__done_on=None)
    # One filter: two would ask two different intervals of a task.
    rows = Task.objects.visible_to(person).filter(stood & still, dispatch=dispatch)
    found = list(rows.distinct()[:MOST_TASKS])
    if known_at:
        say_as_then(found, known_at)
    return found

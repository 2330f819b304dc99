"""Registers the illustrative documents, confirms their duties and tells what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dondoc.agencies.models import Person
from dondoc.core.asof import AsOf
from dondoc.demo import data
from dondoc.demo.story import ORDERS_AGAIN, SimFact, corrections, facts
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks import actions as tasks
from dondoc.tasks import deciding
from dondoc.tasks.models import Decision, Task
from dondoc.tasks.suggesting import Directory, terms_as_read, together

type Log = Callable[[str], None]


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment of the story."""

    at: datetime
    do: Callable[[], None]


class Office:
    """The people of the demonstration, each taking up their post on the day they act."""

    def __init__(self) -> None:
        self.everyone = {person.username: person for person in Person.objects.all()}

    def on(self, username: str, at: datetime) -> Person:
        """The person, on duty that day."""
        person = self.everyone[username]
        if person.duty is None:
            person.on_duty(at.date())
        return person


def events(office: Office, log: Log) -> list[Event]:
    """Documents arriving, results handed in and judged, progress told: in the order of time."""
    arriving = [Event(doc.arrived_at, _arrival(doc, office, log)) for doc in data.documents()]
    told = [Event(fact.at, _fact(fact, office)) for fact in facts()]
    return sorted([*arriving, *told], key=lambda event: event.at)


def _arrival(doc: data.DocumentRow, office: Office, log: Log) -> Callable[[], None]:
    def arrive() -> None:
        lan, at = office.on("lan", doc.arrived_at), doc.arrived_at
        content = doc.path.read_bytes()
        found = dispatches.register(name=doc.path.name, data=content, by=lan, at=at)
        directory = Directory(AsOf.ever(found.dated_on))
        for place, proposal in enumerate(found.proposals.all(), start=1):
            terms = corrected(proposal, terms_as_read(proposal, directory))
            decide(proposal, terms, by=lan, at=at + timedelta(minutes=place))
        log(f"{doc.reference}: {found.tasks.count()} nhiệm vụ")

    return arrive


def decide(proposal: Proposal, terms: deciding.Terms, *, by: Person, at: datetime) -> None:
    """Confirm a proposed duty; a later order of a standing task becomes an order of that task.

    Words for which no agency is found set no task of the province, and say so.
    """
    if not terms.leads:
        reason = "Không giao việc cho cơ quan nào của tỉnh."
        deciding.drop(proposal=proposal, reason=reason, by=by, at=at)
        return
    deciding.confirm(proposal=proposal, terms=terms, by=by, at=at, again=_standing_task(proposal))


def corrected(proposal: Proposal, terms: deciding.Terms) -> deciding.Terms:
    """The terms with what the officer put right."""
    for change in corrections():
        if proposal.dispatch.reference == change.reference and change.words in proposal.text:
            chosen = Directory(AsOf.ever(proposal.dispatch.dated_on)).named([change.lead])
            return replace(
                terms,
                title=change.title or terms.title,
                standing=terms.standing or change.standing,
                leads=terms.leads or together(chosen),
            )
    return terms


def _standing_task(proposal: Proposal) -> Task | None:
    for again in ORDERS_AGAIN:
        if proposal.dispatch.reference == again.reference and again.words in proposal.text:
            return task_of(again.first_reference, again.first_words)
    return None


def task_of(reference: str, words: str) -> Task:
    """The task that a document's words gave, also where they only ordered it again."""
    dispatch = Dispatch.objects.get(reference=reference)
    decided = Decision.objects.filter(proposal__dispatch=dispatch).exclude(task=None)
    for decision in decided.select_related("proposal", "task"):
        if decision.task and words in decision.proposal.text:
            return decision.task
    raise LookupError(f"{reference}: {words}")


def _fact(fact: SimFact, office: Office) -> Callable[[], None]:
    def happen() -> None:
        task, by, at = task_of(fact.reference, fact.words), office.on(fact.who, fact.at), fact.at
        match fact.kind:
            case "hand_in":
                tasks.hand_in(task=task, product=fact.text, number=fact.number, by=by, at=at)
            case "accept":
                tasks.accept(task=task, by=by, at=at)
            case "send_back":
                tasks.send_back(task=task, reason=fact.text, by=by, at=at)
            case "progress":
                tasks.report_progress(
                    task=task,
                    note=fact.text,
                    percent=fact.percent,
                    expected_on=fact.expected_on,
                    by=by,
                    at=at,
                )
            case other:
                raise ValueError(other)

    return happen

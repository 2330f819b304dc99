"""What a decision changes among units and agencies: looked at first, written whole, taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from dondoc.agencies import register, transfers
from dondoc.agencies.committees import with_committees
from dondoc.agencies.models import Agency, Decision, Person, Unit, Withdrawal
from dondoc.agencies.writing import Writer
from dondoc.audit import actions as audit
from dondoc.core.arrangements import Plan, contradictions, faults, left_over
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.core.units import Tree
from dondoc.web import words

# What may stand on a body, in the words of the office; another kind is named as the code names it.
USES = {
    "agencies.post": "vị trí công tác",
    "dispatches.recipient": "nơi nhận văn bản",
    "reports.report": "báo cáo phải nộp",
    "tasks.assignment": "việc được giao",
}


class ArrangementContradicts(Refusal):
    """A plan says what cannot be; nothing of it was written."""

    code = "units.contradiction"
    message = gettext_noop(
        "%(number)s cannot be recorded: %(count)s contradictions. Nothing was changed. Correct "
        "them all, then try again."
    )


class NothingToArrange(Refusal):
    """A plan without any change."""

    code = "units.nothing_to_arrange"
    message = gettext_noop("%(number)s changes nothing. Check that the right files were given.")


class DecisionTwice(Refusal):
    """The same decision again: its facts are there already."""

    code = "units.decision_twice"
    message = gettext_noop(
        "%(number)s was recorded on %(recorded_on)s already. Withdraw it first, or record the "
        "further change under its own number."
    )


class DecisionUnknown(Refusal):
    """No decision of that number is recorded."""

    code = "units.decision_unknown"
    message = gettext_noop(
        "No decision %(number)s is recorded. Look for it with “dondoc units list”."
    )


class AlreadyWithdrawn(Refusal):
    """It was taken back before."""

    code = "units.already_withdrawn"
    message = gettext_noop("%(number)s was taken back on %(on)s already.")


class DecisionRestedUpon(Refusal):
    """Later decisions need what this one founded."""

    code = "units.decision_rested_upon"
    message = gettext_noop(
        "%(number)s cannot be taken back while later decisions rest upon it: %(count)s "
        "contradictions would remain. Take the later ones back first."
    )


class DecisionInUse(Refusal):
    """Work was given to bodies that this decision founded."""

    code = "units.decision_in_use"
    message = gettext_noop(
        "%(number)s cannot be taken back: %(uses)s stand on bodies it founded. Record a further "
        "decision instead."
    )


@dataclass(frozen=True)
class Preview:
    """What a plan would change, with the committees that follow from its units, and why it
    cannot; `units` and `agencies` are the trees it is held against."""

    plan: Plan
    units: Tree
    agencies: Tree
    findings: tuple[Finding, ...]


def preview(plan: Plan, at: datetime) -> Preview:
    """Hold a plan against what is known at a moment, without writing anything."""
    now = AsOf.at(at)
    units, agencies = Tree(register.unit_facts(now)), Tree(register.agency_facts(now))
    whole = with_committees(plan, units, agencies)
    found = (*faults(units, whole.units), *faults(agencies, whole.agencies))
    after = whole.agencies.applied_to(agencies)
    return Preview(whole, units, agencies, (*found, *left_over(after, whole)))


@transaction.atomic
def arrange(
    plan: Plan, *, by: Person | None, at: datetime, known_since: datetime | None = None
) -> Decision | None:
    """Record a decision and all that it changes, or nothing at all; a base load has no decision.

    `known_since` is for the history a register begins with: what had long been public when it was
    typed in. Raises `ArrangementContradicts`, `NothingToArrange`, `DecisionTwice`.
    """
    if not (plan.units or plan.agencies or plan.members or plan.standing):
        raise NothingToArrange(number=plan.number)
    _one_at_a_time()
    _refuse_twice(plan)
    seen = preview(plan, at)
    if seen.findings:
        raise ArrangementContradicts(
            number=plan.number, count=len(seen.findings), findings=seen.findings
        )
    decision = None
    if not plan.base:
        decision = Decision.objects.create(
            number=plan.number,
            title=plan.title,
            issued_on=plan.issued_on,
            effective_on=plan.effective_on,
            source=plan.source[:300],
            recorded_at=known_since or at,
            by=by,
        )
    written = Writer(decision, seen.units, seen.agencies).write(seen.plan)
    if decision is not None:
        facts: dict[str, Any] = dict(written)
        audit.record("units.arranged", on=decision, by=by, at=at, **facts)
    return decision


def decision_of(number: str) -> Decision:
    """The newest decision of a number that was not taken back. Raises `DecisionUnknown`."""
    found = Decision.objects.filter(number=number, withdrawal=None).order_by("recorded_at").last()
    if found is None:
        raise DecisionUnknown(number=number)
    return found


@transaction.atomic
def withdraw(
    decision: Decision,
    *,
    by: Person | None,
    at: datetime,
    reason: str,
    besides: Collection[str] = (),
) -> Withdrawal:
    """Take a decision back: from now on every question is answered as if it had never been
    recorded, and days before are answered as they were.

    `besides` names the models ("reports.report") whose rows the caller has settled. Raises
    `AlreadyWithdrawn`, `DecisionRestedUpon`, `DecisionInUse`.
    """
    _one_at_a_time()
    if taken := Withdrawal.objects.filter(decision=decision).first():
        raise AlreadyWithdrawn(number=decision.number, on=words.day(taken.at))
    if findings := resting(decision, at):
        raise DecisionRestedUpon(
            number=decision.number, count=len(findings), findings=tuple(findings)
        )
    if uses := _uses(decision, besides):
        raise DecisionInUse(number=decision.number, uses="; ".join(uses))
    taken = Withdrawal.objects.create(decision=decision, at=at, by=by, reason=reason)
    audit.record("decision.withdrawn", on=decision, by=by, at=at, reason=reason)
    return taken


def resting(decision: Decision, at: datetime) -> list[Finding]:
    """What would contradict itself without a decision, and the work that passed on because of it:
    the later ones that rest upon it."""
    now = AsOf.at(at)
    found: list[Finding] = []
    for facts_of in (register.unit_facts, register.agency_facts):
        before = set(contradictions(Tree(facts_of(now))))
        after = contradictions(Tree(facts_of(now, without=decision)))
        found += [one for one in after if one not in before]
    return [*found, *transfers.resting_on(decision, now)]


def _uses(decision: Decision, besides: Collection[str]) -> list[str]:
    """Rows of other kinds that name bodies the decision founded, counted by kind."""
    said = []
    for model in (Unit, Agency):
        founded = model.objects.filter(decision=decision)
        for relation in model._meta.related_objects:
            other: type[models.Model] = relation.related_model  # type: ignore[assignment]
            label = other._meta.label_lower
            own = other._meta.app_label == "agencies" and label != "agencies.post"
            if own or label in besides:
                continue
            name = relation.field.name
            count = other._default_manager.filter(**{f"{name}__in": founded}).count()
            if count:
                said.append(f"{count} {USES.get(label, label)}")
    return said


def _one_at_a_time() -> None:
    """A plan is held against all that is recorded, so two who record or take back stand in line
    (SQLite: the whole file)."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk")[:1])


def _refuse_twice(plan: Plan) -> None:
    known = Decision.objects.filter(
        number=plan.number, effective_on=plan.effective_on, withdrawal=None
    )
    if not plan.base and (found := known.first()):
        raise DecisionTwice(number=plan.number, recorded_on=words.day(found.recorded_at))

"""Verbs of passing on: one decision says of every open piece of work who answers from a day on.

What was given, filed, measured or done stays as it is: a decision adds its own row and rows of
transfer, nothing else; the days that are late go on being counted from the same last day.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies import arranging, transfers
from dondoc.agencies.models import Agency, Decision, Person, Transfer, known
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.names import fold
from dondoc.planning.kinds import decided
from dondoc.planning.made import TICK
from dondoc.planning.queries import PieceKey, leaving
from dondoc.planning.weighing import Choices, Outcome, Paper, told, weigh


class NotEnding(Refusal):
    """Only of an agency with a last day does work pass on."""

    code = "passing.not_ending"
    message = gettext_noop("%(agency)s has no last day, so its work stays with it.")


class NumberUsed(Refusal):
    """One number stands for one decision on passing work on."""

    code = "passing.number_used"
    message = gettext_noop(
        "%(by)s recorded %(number)s at %(at)s, with other contents. Check the number, or withdraw "
        "that decision first."
    )


class ReasonMissing(Refusal):
    """Taking a decision back needs a reason."""

    code = "passing.reason_missing"
    message = gettext_noop("Write why the decision is withdrawn.")


class NoSuchDecision(Refusal):
    """No standing decision of that kind."""

    code = "passing.no_such_decision"
    message = gettext_noop("No decision of that number passed work on, or it was withdrawn.")


class BuiltUpon(Refusal):
    """A later decision starts from what this one says."""

    code = "passing.built_upon"
    message = gettext_noop(
        "%(later)s passes on work that came by %(number)s. Withdraw %(later)s first."
    )


@transaction.atomic
def pass_on(
    *, agency: Agency, choices: Choices, paper: Paper, by: Person, at: datetime
) -> Decision:
    """Record one decision on the work of an agency that ends. All of it or nothing.

    Sent twice with the same contents it is one decision. Raises what `weigh` raises, `NotEnding`,
    `NumberUsed`, and what `transfers.record` raises where a successor does not exist that day.
    """
    # Two officers at once stand in line here; the second is told of the first.
    list(Agency.objects.select_for_update().filter(key=agency.key).order_by("pk"))
    found = leaving(agency.key, AsOf.at(at))
    if found is None:
        raise NotEnding(agency=agency.name)
    if (same := _recorded(agency, choices, paper, at)) is not None:
        return same
    outcome = weigh(found, choices, paper, at)
    assert paper.effective_on is not None  # weighed
    decision = transfers.decide(
        number=paper.number.strip(), title=paper.title.strip(), issued_on=paper.issued_on,
        effective_on=paper.effective_on, by=by, at=at,
    )  # fmt: skip
    transfers.record(decision, outcome.passed, effective_on=paper.effective_on, by=by, at=at)
    return decision


def rehearse(
    *, agency: Agency, choices: Choices, paper: Paper, by: Person, at: datetime
) -> Outcome:
    """What `pass_on` would do, with everything that it would refuse; nothing is kept."""
    found = leaving(agency.key, AsOf.at(at))
    if found is None:
        raise NotEnding(agency=agency.name)
    outcome = weigh(found, choices, paper, at)
    with transaction.atomic():
        pass_on(agency=agency, choices=choices, paper=paper, by=by, at=at)
        transaction.set_rollback(True)
    return outcome


def _recorded(agency: Agency, choices: Choices, paper: Paper, at: datetime) -> Decision | None:
    """The decision of that number where it says just this; one that says anything else refuses."""
    for decision in _of_number(paper, at):
        said: dict[PieceKey, set[str]] = {}
        for row in decision.transfers.select_related("given", "to"):
            said.setdefault((row.kind, row.work_id, row.given.key), set())
            if row.to:
                said[row.kind, row.work_id, row.given.key].add(row.to.key)
        wanted = {
            key: {one.key for one in choice.to}
            for key, choice in choices.items()
            if choice.made and not choice.later
        }
        same_day = decision.effective_on == paper.effective_on
        if same_day and said == _with_sharers(wanted, agency, decision):
            return decision
        raise NumberUsed(**told(decision))
    return None


def _with_sharers(
    wanted: dict[PieceKey, set[str]], agency: Agency, decision: Decision
) -> dict[PieceKey, set[str]]:
    """The same with who had a share in a piece before a decision was recorded: they keep it."""
    before = decided(AsOf.at(decision.recorded_at - TICK))
    answers = {kind: transfers.Answers(kind, before) for kind in {kind for kind, _, _ in wanted}}
    return {
        (kind, work, given): to | set(answers[kind].of(work, given).keys - {agency.key})
        for (kind, work, given), to in wanted.items()
    }


def _of_number(paper: Paper, at: datetime) -> list[Decision]:
    """Standing decisions that passed work on under a number; numbers begin anew each year."""
    passed_on = Transfer.objects.filter(known(AsOf.at(at))).values("decision")
    rows = Decision.objects.filter(pk__in=passed_on).select_related("by")
    day = paper.issued_on or paper.effective_on
    return [
        one
        for one in rows
        if fold(one.number) == fold(paper.number)
        and day is not None
        and (one.issued_on or one.effective_on or day).year == day.year
    ]


@transaction.atomic
def undo(*, decision: Decision, by: Person, at: datetime, reason: str) -> None:
    """Withdraw a decision on passing on: from then on the work is where it was before.

    Raises `ReasonMissing`, `NoSuchDecision`, and `BuiltUpon` where work has passed further.
    """
    if not reason.strip():
        raise ReasonMissing
    Decision.objects.select_for_update().get(pk=decision.pk)
    mine = Transfer.objects.filter(known(AsOf.at(at)), decision=decision)
    parts = {(kind, work, given) for kind, work, given in
             mine.values_list("kind", "work_id", "given__key")}  # fmt: skip
    if not parts:
        raise NoSuchDecision
    later = Transfer.objects.filter(
        known(AsOf.at(at)), decision__recorded_at__gt=decision.recorded_at
    ).exclude(decision=decision)
    for row in later.select_related("decision", "given"):
        if (row.kind, row.work_id, row.given.key) in parts:
            raise BuiltUpon(number=decision.number, later=row.decision.number)
    arranging.withdraw(decision, by=by, at=at, reason=reason.strip())

"""What was decided about proposed words by a moment, decisions since taken back included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dondoc.dispatches.models import Dispatch, DispatchQuerySet, Proposal
from dondoc.tasks.models import Decision, TakenBack
from dondoc.tasks.wordings import say_as_then

WITH = ("by", "task")


def decisions_then(dispatch: Dispatch, at: datetime) -> dict[int, Decision]:
    """By proposal the decision that stood at a moment, each task with the words it had then."""
    told = {"proposal__dispatch": dispatch, "at__lte": at}
    rows: list[Decision] = list(Decision.objects.filter(**told).select_related(*WITH))
    ended = TakenBack.objects.filter(**told, until__gt=at).select_related("proposal", *WITH)
    rows += [one.decision() for one in ended]
    say_as_then([one.task for one in rows if one.task], at)
    return {one.proposal_id: one for one in rows}


def kinds_then(dispatches: DispatchQuerySet, at: datetime) -> dict[int, str]:
    """By proposal how it was decided at a moment, for lists of dispatches."""
    told = {"proposal__dispatch__in": dispatches.order_by().values("pk"), "at__lte": at}
    found = dict(Decision.objects.filter(**told).values_list("proposal", "kind"))
    ended = TakenBack.objects.filter(**told, until__gt=at)
    return found | dict(ended.values_list("proposal", "kind"))


def as_then(proposals: Iterable[Proposal], dispatch: Dispatch, at: datetime) -> list[Proposal]:
    """Proposals with the decisions that stood at a moment, as if they were fetched with them."""
    rows = list(proposals)
    decided = decisions_then(dispatch, at)
    for row in rows:
        row._state.fields_cache["decision"] = decided.get(row.pk)
    return rows

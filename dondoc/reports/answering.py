"""Who adds up a form and who receives it today: whom the order named, or to whom it passed on."""

from __future__ import annotations

from dondoc.agencies.models import Agency
from dondoc.agencies.transfers import Answers
from dondoc.core.asof import AsOf
from dondoc.reports.models import CONSOLIDATES, RECEIVES, Demand

ROLES = {CONSOLIDATES: "consolidator", RECEIVES: "recipient"}


def answers_as(role: str, demand: Demand, at: AsOf) -> tuple[Agency, ...]:
    """The agencies that consolidate, or receive, on the day; none where nobody was named."""
    given: Agency | None = getattr(demand, ROLES[role])
    if given is None:
        return ()
    answers = Answers(role, at, [demand.pk])
    found = answers.of(demand.pk, given).owners
    return tuple(answers.named.get(one.key, given) for one in found)


def followers(demand: Demand, at: AsOf) -> set[str]:
    """Keys of the agencies that follow the whole form on the day."""
    return {one.key for role in ROLES for one in answers_as(role, demand, at)}

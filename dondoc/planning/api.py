"""Passing on as JSON: whose work is open, what is proposed and why, deciding, withdrawing."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from dondoc.agencies.models import Agency, Decision
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.core.functions import Ground
from dondoc.planning import actions, made, queries, words
from dondoc.planning.forms import refuse_unknown
from dondoc.planning.queries import Leaving, PieceKey
from dondoc.planning.weighing import Choice, Paper
from dondoc.web.api import Line, ProblemOut
from dondoc.web.days import as_of


class ChosenTwice(Refusal):
    """A piece of work has two choices that exclude one another."""

    code = "passing.chosen_twice"
    message = gettext_noop(
        "%(count)s choices contradict one another: say of each piece once that it passes on, that "
        "it ends, or that it is left for later."
    )


router = Router(tags=["passing"])
MOST = 5000


class HeirOut(Schema):
    """Who goes on, and by which functions; none: with the whole."""

    key: str
    name: str
    functions: list[str]


class LeaverOut(Schema):
    """An agency that ends and how much it still answers for."""

    key: str
    name: str
    until: date
    heirs: list[HeirOut]
    total: int
    late: int
    counts: dict[str, int]


class PieceOut(Schema):
    """A piece of work with what is proposed for it, and the words that decided."""

    kind: str
    work_id: int
    given: str
    title: str
    basis: str
    state: str
    due_on: date | None
    days_late: int
    proposed: str | None
    function: str
    ground: Ground
    words: list[str]
    reason: str


class MadeOut(Schema):
    """A decision that passed work on and stands."""

    id: int
    number: str
    effective_on: date
    recorded_at: datetime
    count: int
    closed: int
    receivers: dict[str, int]


class LeavingOut(Schema):
    """Everything an agency that ends still answers for."""

    key: str
    name: str
    until: date
    heirs: list[HeirOut]
    pieces: list[PieceOut]
    decisions: list[MadeOut]


class ChoiceIn(Schema):
    """What is chosen for a piece: agencies by key, or that it ends, or a later decision."""

    kind: Line
    work_id: int
    given: Line
    to: list[Line] = Field([], max_length=200)
    moot: bool = False
    later: bool = False


class DecisionIn(Schema):
    """A decision as its paper has it, with a choice for every open piece."""

    number: Line
    title: Line = ""
    issued_on: date | None = None
    effective_on: date | None = None
    choices: list[ChoiceIn] = Field([], max_length=MOST)


class ReasonIn(Schema):
    """Why a decision is withdrawn."""

    reason: Line = ""


def _heirs(leaver: queries.Leaver) -> list[dict[str, Any]]:
    return [
        {"key": one.agency.key, "name": one.agency.name, "functions": list(one.functions)}
        for one in leaver.heirs
    ]


def _out(found: Leaving) -> dict[str, Any]:
    leaver = found.leaver
    return {
        "key": leaver.key,
        "name": leaver.agency.name,
        "until": leaver.until,
        "heirs": _heirs(leaver),
        "pieces": [
            {
                "kind": row.piece.kind,
                "work_id": row.piece.work_id,
                "given": row.piece.given.key,
                "title": row.piece.title,
                "basis": row.piece.basis,
                "state": row.piece.state,
                "due_on": row.piece.due,
                "days_late": row.piece.days_late,
                "proposed": row.heir.agency.key if row.heir else None,
                "function": row.function,
                "ground": row.falling.ground,
                "words": list(row.falling.words),
                "reason": words.reason(row),
            }
            for row in found.rows
        ],
        "decisions": [
            {
                "id": one.decision.pk,
                "number": one.decision.number,
                "effective_on": one.effective_on,
                "recorded_at": one.decision.recorded_at,
                "count": one.count,
                "closed": one.moot,
                "receivers": dict(one.receivers),
            }
            for one in made.made_of(leaver.key, found.at)
        ],
    }


@router.get("", response=list[LeaverOut])
def list_leaving(request: Request) -> Any:
    """Agencies that end and still answer for work, today or on `?ngay=2025-03-01`."""
    return [
        {
            "key": line.leaver.key,
            "name": line.leaver.agency.name,
            "until": line.leaver.until,
            "heirs": _heirs(line.leaver),
            "total": line.total,
            "late": line.late,
            "counts": dict(line.counts),
        }
        for line in queries.lines(request.person, as_of(request))
    ]


@router.get("{key}", response=LeavingOut)
def get_leaving(request: Request, key: str) -> Any:
    """The open pieces of one of them, each with the successor its words speak for."""
    return _out(_visible(request, key, as_of(request)))


def _visible(request: Request, key: str, at: AsOf) -> Leaving:
    found = queries.visible_leaving(request.person, key, at)
    if found is None:
        raise Http404
    return found


@router.post("{key}/decisions", response={200: LeavingOut, 422: ProblemOut})
def decide(request: Request, key: str, said: DecisionIn) -> Any:
    """Record one decision on all open pieces; standing agency and leader only."""
    found = _deciding(request, key)
    actions.pass_on(
        agency=found.leaver.agency,
        choices=choices_of(said.choices, AsOf.at(request.at)),
        paper=Paper(said.number, said.effective_on, said.issued_on, said.title),
        by=request.person,
        at=request.at,
    )
    return _out(_visible(request, key, AsOf.at(request.at)))


@router.post("{key}/decisions/{int:pk}/withdraw", response={200: LeavingOut, 422: ProblemOut})
def withdraw(request: Request, key: str, pk: int, said: ReasonIn) -> Any:
    """Withdraw a decision, with a reason."""
    _deciding(request, key)
    decision = get_object_or_404(Decision, pk=pk)
    actions.undo(decision=decision, by=request.person, at=request.at, reason=said.reason)
    return _out(_visible(request, key, AsOf.at(request.at)))


def _deciding(request: Request, key: str) -> Leaving:
    if not queries.may_decide(request.person):
        raise Http404
    return _visible(request, key, AsOf.at(request.at))


def choices_of(said: list[ChoiceIn], at: AsOf) -> dict[PieceKey, Choice]:
    """Choices by key; an unknown key of an agency is refused with its place."""
    keys = {key for one in said for key in one.to}
    newest: dict[str, Agency] = {}
    for agency in Agency.objects.known(at).filter(key__in=keys).order_by("exists_from", "pk"):
        newest[agency.key] = agency
    odd = [
        Finding(f"choices[{place}].to", "%(name)s", {"name": key})
        for place, one in enumerate(said)
        for key in one.to
        if key not in newest
    ]
    refuse_unknown(odd)
    _refuse_two_words(said)
    return {
        (one.kind, one.work_id, one.given): Choice(
            tuple(dict.fromkeys(newest[key] for key in one.to)), moot=one.moot, later=one.later
        )
        for one in said
    }


def _refuse_two_words(said: list[ChoiceIn]) -> None:
    """A piece is chosen once, and for one end: of two the last would win unseen."""
    times = Counter((one.kind, one.work_id, one.given) for one in said)
    odd = [
        Finding(f"choices[{place}]", "%(kind)s %(work)s", {"kind": one.kind, "work": one.work_id})
        for place, one in enumerate(said)
        if bool(one.to) + one.moot + one.later > 1 or times[one.kind, one.work_id, one.given] > 1
    ]
    if odd:
        raise ChosenTwice(count=len(odd), findings=odd)

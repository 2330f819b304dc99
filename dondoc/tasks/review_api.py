"""The review as JSON: the duties a dispatch proposes, bút phê, confirming what is certain, undo."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.dispatches.models import Dispatch
from dondoc.tasks import endorsing, undoing
from dondoc.tasks.endorsing import dispatches_for
from dondoc.tasks.forms import MOST_NAMES
from dondoc.tasks.models import Endorsement
from dondoc.tasks.review import Review, confirm_clear, spoken
from dondoc.web.api import Line, Note, ProblemOut
from dondoc.web.days import as_of

router = Router(tags=["reviews"])


class EndorsementOut(Schema):
    """What was put before a leader, or what the leader wrote."""

    kind: Endorsement.Kind
    position: int | None
    words: str
    leads: list[str]
    supporters: list[str]
    by: str
    post: str
    at: datetime


class DutyOut(Schema):
    """A proposed duty, what was decided about it, and why it may not be confirmed unseen."""

    position: int
    clause: str
    title: str
    leads: list[str]
    supporters: list[str]
    due_on: date | None
    due_words: str | None
    every: str
    decision: str | None
    task: str | None
    certain: bool
    hesitations: list[str]
    corrected: list[str]


class ReviewOut(Schema):
    """A dispatch under review: its duties, and how it stands with the leader."""

    dispatch: str
    waiting_for_leader: bool
    duties: list[DutyOut]
    endorsements: list[EndorsementOut]


class WordsIn(Schema):
    """Words to the leader, or none."""

    words: Note = ""


class ChangeIn(Schema):
    """What a leader says about one duty; without leads only words are said."""

    position: int
    words: Note = ""
    leads: list[Line] = Field([], max_length=MOST_NAMES)
    supporters: list[Line] | None = Field(None, max_length=MOST_NAMES)


class EndorseIn(Schema):
    """A leader's answer: approved, returned, or only words on single duties."""

    approved: bool | None = None
    words: Note = ""
    about: list[ChangeIn] = []


class ConfirmIn(Schema):
    """Which of the certain duties to confirm; none named: all of them."""

    positions: list[int] | None = None


@router.get("{int:pk}", response=ReviewOut)
def get_review(request: Request, pk: int) -> Any:
    """The duties proposed, for the standing agency and the leader; `?ngay=` as they stood then."""
    at = as_of(request)
    dispatch = get_object_or_404(dispatches_for(request.person).on(at), pk=pk)
    return _told(Review(dispatch, request.person, at=at if at.is_over else None))


@router.post("{int:pk}/requests", response={201: ReviewOut, 422: ProblemOut})
def ask(request: Request, pk: int, body: WordsIn) -> Any:
    """Put the duties before a leader; none is confirmed before the answer."""
    dispatch = _kept(request, pk)
    endorsing.ask(dispatch=dispatch, by=request.person, at=request.at, words=body.words)
    return Status(201, _told(Review(dispatch, request.person)))


@router.post("{int:pk}/endorsements", response={201: ReviewOut, 422: ProblemOut})
def endorse(request: Request, pk: int, body: EndorseIn) -> Any:
    """Write a leader's answer, with other owners for single duties."""
    dispatch = get_object_or_404(dispatches_for(request.person), pk=pk)
    if not request.person.has_role(Role.LEADER):
        raise Http404
    review = Review(dispatch, request.person)
    duties = {duty.number: duty for duty in review.duties}
    if any(one.position not in duties for one in body.about):
        raise Http404
    about = [
        spoken(review, duties[one.position], words=one.words, leads=one.leads,
               supporters=one.supporters)
        for one in body.about
    ]  # fmt: skip
    endorsing.endorse(
        dispatch=dispatch, approved=body.approved, by=request.person, at=request.at,
        words=body.words, about=about,
    )  # fmt: skip
    return Status(201, _told(Review(dispatch, request.person)))


@router.post("{int:pk}/confirmations", response={201: ReviewOut, 422: ProblemOut})
def confirm(request: Request, pk: int, body: ConfirmIn) -> Any:
    """Confirm as read the duties about which nothing is doubtful."""
    review = Review(_kept(request, pk), request.person)
    confirm_clear(review, body.positions, by=request.person, at=request.at)
    return Status(201, _told(Review(review.dispatch, request.person)))


@router.post("{int:pk}/undo", response={201: ReviewOut, 422: ProblemOut})
def undo(request: Request, pk: int) -> Any:
    """Take back the person's last decision."""
    dispatch = _kept(request, pk)
    undoing.take_back_last(dispatch=dispatch, by=request.person, at=request.at)
    return Status(201, _told(Review(dispatch, request.person)))


def _kept(request: Request, pk: int) -> Dispatch:
    return get_object_or_404(Dispatch.objects.kept_by(request.person), pk=pk)


def _told(review: Review) -> dict[str, Any]:
    rows = endorsing.endorsements(review.dispatch, review.person)
    if review.at:
        rows = rows.filter(at__lte=review.at.known_at)
    return {
        "dispatch": str(review.dispatch),
        "waiting_for_leader": review.endorsing.waiting,
        "duties": [
            {
                "position": duty.number,
                "clause": duty.proposal.clause.number if duty.proposal.clause else "",
                "title": duty.title,
                "leads": [one.name for one in review.owners(duty)[0]],
                "supporters": [one.name for one in review.owners(duty)[1]],
                "due_on": duty.due_on,
                "due_words": duty.fields.get("due_raw"),
                "every": duty.every,
                "decision": duty.decision.kind if duty.decision else None,
                "task": duty.decision.task.code if duty.decision and duty.decision.task else None,
                "certain": duty.is_clear,
                "hesitations": [] if duty.decision else duty.hesitations,
                "corrected": duty.corrected,
            }
            for duty in review.duties
        ],
        "endorsements": [
            {
                "kind": row.kind,
                "position": row.proposal.position if row.proposal else None,
                "words": row.words,
                "leads": [one.name for one in row.leads.all()],
                "supporters": [one.name for one in row.supporters.all()],
                "by": row.by.full_name,
                "post": row.post,
                "at": row.at,
            }
            for row in rows.prefetch_related("leads", "supporters")
        ],
    }

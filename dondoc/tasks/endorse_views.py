"""A leader's page: the duties a dispatch proposes and their owners; approve, change, return."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.dispatches.models import Dispatch
from dondoc.tasks import endorsing
from dondoc.tasks.duties import Duty
from dondoc.tasks.endorsing import OwnerUnknown, Said, dispatches_for
from dondoc.tasks.forms import parted
from dondoc.tasks.review import Review, spoken
from dondoc.web.days import as_of
from dondoc.web.numbers import number_in
from dondoc.web.refusals import translated

LONGEST = 20_000  # a field holds the names of a class at most; more would be sent back in full


@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    """Put the dispatch's duties before a leader, or take the request back."""
    dispatch = get_object_or_404(Dispatch.objects.kept_by(request.person), pk=pk)
    try:
        if request.POST.get("do") == "recall":
            endorsing.recall(dispatch=dispatch, by=request.person, at=request.at)
            messages.success(request, _("The request for an endorsement was taken back."))
        else:
            words = _typed(request, "words")
            endorsing.ask(dispatch=dispatch, by=request.person, at=request.at, words=words)
            messages.success(
                request,
                _("Put before the leader; duties are confirmed once the leader has spoken."),
            )
    except Refusal as refusal:
        messages.warning(request, translated(refusal))
    return redirect("dispatch-review", pk)


def endorse(request: Request, pk: int) -> HttpResponse:
    """One screen: every duty with owner and last day, owners to change in place, two answers."""
    at = as_of(request) if request.method == "GET" else AsOf.at(request.at)
    dispatch = get_object_or_404(dispatches_for(request.person).on(at), pk=pk)
    review = Review(dispatch, request.person, at=at if at.is_over else None)
    leads_here = request.person.has_role(Role.LEADER) and review.at is None
    refused = ""
    if request.method == "POST":
        if not leads_here:
            raise Http404
        try:
            _answer(request, review)
            return redirect("endorse", pk)
        except Refusal as refusal:
            refused = translated(refusal)
    context: dict[str, Any] = {"review": review, "dispatch": dispatch, "refused": refused}
    context |= {"standing": review.endorsing, "may_endorse": leads_here and bool(review.open)}
    context["offered"] = review.directory.choices() if context["may_endorse"] else []
    context["rows"] = _lines(review, request)
    context["seen"] = review.endorsing.newest
    return render(request, "tasks/endorse.html", context, status=422 if refused else 200)


def _typed(request: Request, name: str, otherwise: str = "") -> str:
    """What was typed in a field, without the character that no database keeps."""
    return request.POST.get(name, otherwise).replace("\0", "")[:LONGEST]


def _lines(review: Review, request: Request) -> list[Line]:
    """The duties, with what the person changed against the page as it was shown."""
    shown = Review(review.dispatch, review.person, at=review.at)
    seen = number_in(request.POST.get("seen"))
    if seen is not None:
        # Another leader may have written since: what stands in a field untouched says nothing.
        shown.endorsing = endorsing.standing(review.dispatch, until=seen)
    then = {duty.number: duty for duty in shown.duties} if seen is not None else {}
    return [Line(review, duty, then.get(duty.number, duty), request) for duty in review.duties]


class Line:
    """One duty on the leader's page, with what stands in its fields."""

    def __init__(self, review: Review, duty: Duty, then: Duty, request: Request) -> None:
        self.duty = duty
        self.lead, self.support = _names(review, duty)
        lead, support = _names(review, then)
        typed = (
            _typed(request, f"lead-{duty.number}", lead),
            _typed(request, f"support-{duty.number}", support),
        )
        self.changes = [parted(one) for one in typed] != [parted(lead), parted(support)]
        self.lead_typed, self.support_typed = typed if self.changes else (self.lead, self.support)
        self.words_typed = _typed(request, f"words-{duty.number}")

    @property
    def says(self) -> bool:
        """Whether anything about this duty was typed."""
        return self.changes or bool(self.words_typed.strip())

    def said(self, review: Review) -> Said:
        """What was typed, as the leader's words; a name that means nobody is refused."""
        owners = parted(self.lead_typed), parted(self.support_typed)
        if not self.changes:
            return spoken(review, self.duty, words=self.words_typed)
        if not owners[0]:
            raise OwnerUnknown(position=self.duty.number, named="—")
        return spoken(
            review, self.duty, words=self.words_typed, leads=owners[0], supporters=owners[1]
        )


def _names(review: Review, duty: Duty) -> tuple[str, str]:
    leads, helpers = review.owners(duty)
    return "; ".join(one.name for one in leads), "; ".join(one.name for one in helpers)


def _answer(request: Request, review: Review) -> None:
    # One that was confirmed meanwhile is among them: a change of it is refused, never lost.
    about = [line.said(review) for line in _lines(review, request) if line.says]
    approved = {"approve": True, "return": False}.get(request.POST.get("do", ""))
    endorsing.endorse(
        dispatch=review.dispatch,
        approved=approved,
        by=request.person,
        at=request.at,
        words=_typed(request, "words"),
        about=about,
    )
    if approved is False:
        messages.info(request, _("Returned to the standing agency with your words."))
    elif approved:
        messages.success(
            request,
            _("Approved: %(count)s duties, %(changed)s changed.")
            % {"count": len(review.open), "changed": len(about)},
        )
    else:
        messages.success(
            request, _("Your words on %(count)s duties were kept.") % {"count": len(about)}
        )

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
from dondoc.core.errors import Refusal
from dondoc.dispatches.models import Dispatch
from dondoc.tasks import endorsing
from dondoc.tasks.duties import Duty
from dondoc.tasks.endorsing import OwnerUnknown, Said, dispatches_for
from dondoc.tasks.review import Review, spoken
from dondoc.web.refusals import translated


@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    """Put the dispatch's duties before a leader, or take the request back."""
    dispatch = get_object_or_404(Dispatch.objects.kept_by(request.person), pk=pk)
    try:
        if request.POST.get("do") == "recall":
            endorsing.recall(dispatch=dispatch, by=request.person, at=request.at)
            messages.success(request, _("The request for an endorsement was taken back."))
        else:
            words = request.POST.get("words", "")
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
    dispatch = get_object_or_404(dispatches_for(request.person), pk=pk)
    review = Review(dispatch, request.person)
    leads_here = request.person.has_role(Role.LEADER)
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
    context["rows"] = [Line(review, duty, request) for duty in review.duties]
    return render(request, "tasks/endorse.html", context, status=422 if refused else 200)


class Line:
    """One duty on the leader's page, with what stands in its fields."""

    def __init__(self, review: Review, duty: Duty, request: Request) -> None:
        self.duty = duty
        leads, helpers = review.owners(duty)
        self.lead = "; ".join(one.name for one in leads)
        self.support = "; ".join(one.name for one in helpers)
        typed = request.POST
        self.lead_typed = typed.get(f"lead-{duty.number}", self.lead)
        self.support_typed = typed.get(f"support-{duty.number}", self.support)
        self.words_typed = typed.get(f"words-{duty.number}", "")

    @property
    def says(self) -> bool:
        """Whether anything about this duty was typed."""
        owners = _plain(self.lead_typed) != _plain(self.lead)
        helpers = _plain(self.support_typed) != _plain(self.support)
        return owners or helpers or bool(self.words_typed.strip())

    def said(self, review: Review) -> Said:
        """What was typed, as the leader's words; a name that means nobody is refused."""
        owners = _plain(self.lead_typed), _plain(self.support_typed)
        if owners == (_plain(self.lead), _plain(self.support)):
            return spoken(review, self.duty, words=self.words_typed)
        if not owners[0]:
            raise OwnerUnknown(position=self.duty.number, named="—")
        return spoken(
            review, self.duty, words=self.words_typed, leads=owners[0], supporters=owners[1]
        )


def _plain(names: str) -> list[str]:
    return [part.strip() for part in names.split(";") if part.strip()]


def _answer(request: Request, review: Review) -> None:
    lines = [Line(review, duty, request) for duty in review.open]
    about = [line.said(review) for line in lines if line.says]
    approved = {"approve": True, "return": False}.get(request.POST.get("do", ""))
    endorsing.endorse(
        dispatch=review.dispatch,
        approved=approved,
        by=request.person,
        at=request.at,
        words=request.POST.get("words", ""),
        about=about,
    )
    if approved is False:
        messages.info(request, _("Returned to the standing agency with your words."))
    elif approved:
        messages.success(
            request,
            _("Approved: %(count)s duties, %(changed)s changed.")
            % {"count": len(lines), "changed": len(about)},
        )
    else:
        messages.success(
            request, _("Your words on %(count)s duties were kept.") % {"count": len(about)}
        )

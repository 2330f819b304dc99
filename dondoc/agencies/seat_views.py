"""Giving and ending seats of a task force, on the page of that body, by the standing agency."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from dondoc.agencies import task_forces, unit_views
from dondoc.agencies.models import Agency, Membership
from dondoc.agencies.requests import Request
from dondoc.agencies.seat_forms import PaperForm, SeatForm
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.web.refusals import translated


@require_POST
def seat_add(request: Request, key: str) -> HttpResponse:
    """Give an agency a seat."""
    body, now = _kept(request, key), AsOf.at(request.at)
    form = SeatForm(request.POST, known_at=now)
    if form.is_valid():
        given = form.cleaned_data
        try:
            task_forces.seat(
                body=body,
                agency=given["chosen"],
                role=given["role"],
                post=given["post"].strip(),
                from_on=given["on"],
                by=request.person,
                at=request.at,
                number=given["number"].strip(),
            )
            return redirect("agency", key)
        except Refusal as refusal:
            form.add_error(None, translated(refusal))
    return unit_views.agency_page(request, key, form)


@require_POST
def seat_end(request: Request, key: str, pk: int) -> HttpResponse:
    """End a seat with its last day."""
    body, now = _kept(request, key), AsOf.at(request.at)
    held = Membership.objects.on(now).filter(body__key=body.key)
    membership = get_object_or_404(held, pk=pk)
    form = PaperForm(request.POST)
    if form.is_valid():
        try:
            task_forces.leave(
                membership=membership,
                last_on=form.cleaned_data["on"],
                by=request.person,
                at=request.at,
                number=form.cleaned_data["number"].strip(),
            )
            return redirect("agency", key)
        except Refusal as refusal:
            form.add_error(None, translated(refusal))
    return unit_views.agency_page(request, key, SeatForm(), ending=(membership.pk, form))


def _kept(request: Request, key: str) -> Agency:
    """The body, for whom keeps its members; nobody else learns that there is such an act."""
    found = Agency.objects.on(AsOf.at(request.at)).of_key(key).first()
    if found is None or not task_forces.may_seat(request.person, found):
        raise Http404
    return found

"""Dispatches as JSON: what was read, and what is proposed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import File, Router, Schema, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.dispatches import actions, relations
from dondoc.dispatches.models import Dispatch
from dondoc.web.api import ProblemOut
from dondoc.web.days import as_of

router = Router(tags=["dispatches"])


class DispatchOut(Schema):
    """A dispatch in a list."""

    id: int
    direction: str
    reference: str
    kind: str
    issued_on: date | None
    arrived_at: datetime
    issuer: str
    subject: str


@router.get("", response=list[DispatchOut])
def list_dispatches(request: Request) -> Any:
    """The dispatches the person may read, newest first; `?ngay=` those that had come by then."""
    return Dispatch.objects.visible_to(request.person).on(as_of(request))[:200]


@router.get("{int:pk}", response=dict[str, Any])
def get_dispatch(request: Request, pk: int) -> Any:
    """One dispatch as it was read, in the shape `dondoc read --json` prints."""
    seen = Dispatch.objects.visible_to(request.person).on(as_of(request))
    return get_object_or_404(seen, pk=pk).reading


@router.get("{int:pk}/relations", response=dict[str, Any])
def get_relations(request: Request, pk: int) -> Any:
    """What a dispatch cites and does, and what later ones do to it, among those one may read."""
    at = as_of(request)
    dispatch = get_object_or_404(Dispatch.objects.visible_to(request.person).on(at), pk=pk)
    return relations.of(dispatch, request.person, known_at=at.known_at).to_json()


@router.post("", response={201: DispatchOut, 422: ProblemOut})
def register_dispatch(request: Request, file: File[UploadedFile]) -> Any:
    """Load a dispatch from a file; it is read and its duties wait for a person."""
    if not request.person.has_role(Role.STANDING):
        raise HttpError(404, "Not Found")
    name = file.name or "van-ban"
    found = actions.register(name=name, data=file.read(), by=request.person, at=request.at)
    return Status(201, found)

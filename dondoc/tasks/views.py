"""Dispatches: their register, the door by which they come in, and the file as it came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.core.errors import Refusal
from dondoc.core.names import fold
from dondoc.dispatches import actions
from dondoc.dispatches.actions import AlreadyLoaded
from dondoc.dispatches.models import Dispatch
from dondoc.documents.guards import MAX_FILE_MB, MEGABYTE, FileTooLarge
from dondoc.tasks import queries
from dondoc.tasks.forms import LoadForm
from dondoc.web import words as say
from dondoc.web.days import as_of, is_past
from dondoc.web.downloads import AS_IT_CAME, download
from dondoc.web.refusals import translated

PAGE = 50
# What is read here is given back under its own ending; anything else as mere bytes.
ENDINGS = frozenset(
    {"docx", "doc", "pdf", "md", "markdown", "txt", "edxml", "xml", "zip"}
    | {"png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp"}
)


@require_safe
def dispatches(request: Request) -> HttpResponse:
    """The register of dispatches."""
    words = request.GET.get("q", "")[:200]
    waiting = request.GET.get("cho") == "1"
    at = as_of(request)
    listed = queries.dispatches(request.person, at, words=words)
    with_waiting = [one for one in listed if one.waiting]
    page = Paginator(with_waiting if waiting else listed, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "total": len(listed),
        "waiting_total": len(with_waiting),
        "duties_waiting": sum(one.waiting for one in listed),
        "words": words,
        "only_waiting": waiting,
        "reviews": request.person.has_role(Role.STANDING),
        "may_load": request.person.has_role(Role.STANDING) and not is_past(request),
    }
    return render(request, "tasks/dispatches.html", context)


def dispatch_new(request: Request) -> HttpResponse:
    """Load a dispatch from a file or from pasted text."""
    if not request.person.has_role(Role.STANDING):
        raise Http404
    if request.method == "GET" and is_past(request):
        return redirect("dispatch-new")  # loading is done today
    sent = request.method == "POST"
    form = LoadForm(*([request.POST, request.FILES] if sent else []), now=request.at)
    context: dict[str, Any] = {"form": form, "now": request.at}
    if sent and form.is_valid():
        try:
            return _load(request, form)
        except AlreadyLoaded as refusal:
            context["known"] = get_object_or_404(
                Dispatch.objects.kept_by(request.person), pk=refusal.facts["pk"]
            )
            context["refused"] = translated(refusal)
        except Refusal as refusal:
            context["refused"] = translated(refusal)
            context["findings"] = [(one.place, translated(one)) for one in refusal.findings]
    return render(request, "tasks/dispatch_new.html", context, status=422 if sent else 200)


def _load(request: Request, form: LoadForm) -> HttpResponse:
    given = form.cleaned_data
    name, data = _content(given["file"], given["text"])
    dispatch = actions.register(
        name=name, data=data, by=request.person, at=request.at, arrived_at=given["arrived_at"]
    )
    count = dispatch.proposals.count()
    messages.success(
        request,
        _("%(dispatch)s was loaded: %(count)s duties found.")
        % {"dispatch": dispatch, "count": count},
    )
    for twin in dispatch.twins():
        messages.warning(
            request,
            _(
                "%(dispatch)s of the same day was already loaded on %(on)s in other words. "
                "Compare both before confirming: a duty may already stand as a task."
            )
            % {"dispatch": twin, "on": say.day(twin.recorded_at)},
        )
    return redirect("dispatch-review", dispatch.pk)


def _content(file: UploadedFile | None, text: str) -> tuple[str, bytes]:
    if file is None:
        return "van-ban-dan.txt", text.encode()
    if (file.size or 0) > MAX_FILE_MB * MEGABYTE:
        raise FileTooLarge(name=file.name, limit=MAX_FILE_MB)
    return file.name or "van-ban", file.read()


@require_safe
def dispatch_original(request: Request, pk: int) -> HttpResponse:
    """The file exactly as it came: always saved, never opened by the browser."""
    seen = Dispatch.objects.visible_to(request.person).on(as_of(request))
    dispatch = get_object_or_404(seen, pk=pk)
    return download(bytes(dispatch.original), AS_IT_CAME, plain_name(dispatch))


def plain_name(dispatch: Dispatch) -> str:
    """The file's name in plain letters, for every old browser and every disk.

    >>> plain_name(Dispatch(original_name='Công văn "02".docx'))
    'cong-van-02.docx'
    >>> plain_name(Dispatch(original_name="Bản quét.JPG"))
    'ban-quet.jpg'
    """
    stem, _dot, ending = dispatch.original_name.rpartition(".")
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(stem or ending))
    safe = "-".join(kept.split())[:80] or "van-ban"
    return f"{safe}.{ending.lower() if ending.lower() in ENDINGS else 'bin'}"

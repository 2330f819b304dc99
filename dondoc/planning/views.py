"""One screen on which the work of an agency that ends is passed on, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.agencies.models import Decision
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.documents.handover import write_handover
from dondoc.planning import actions, handing_over, made, queries, words
from dondoc.planning.forms import GROUP, LATER, MOOT, OTHERS, Desk, PaperForm, seal
from dondoc.planning.queries import Group, Leaving, Proposed
from dondoc.web.days import as_of
from dondoc.web.downloads import DOCX, download
from dondoc.web.numbers import number_in
from dondoc.web.refusals import translated


@dataclass(frozen=True)
class Row:
    """A piece of work as the page shows it: what is proposed, why, and what is chosen."""

    row: Proposed
    reason: str
    sharers: str
    picked: str
    others: str
    wanting: bool

    @property
    def others_field(self) -> str:
        """The field for names beside the list."""
        return f"{OTHERS}{self.row.piece.field}"


@require_GET
def leaving_list(request: Request) -> HttpResponse:
    """Agencies that end and still answer for work; the verdict first."""
    at = as_of(request)
    endings = queries.Endings(at)
    found = queries.lines(request.person, at, endings)
    keys = queries.visible_keys(request.person, endings)
    if not keys and not request.person.has_role(*queries.WHOLE_PROVINCE):
        raise Http404
    context = {
        "at": at,
        "lines": [(line, words.heirs(line.leaver), line.ended(at.day)) for line in found],
        "total": sum(line.total for line in found),
        "late": sum(line.late for line in found),
        "past": [(one, endings.leaver(one.key)) for one in made.all_made(keys, at)],
    }
    return render(request, "planning/list.html", context)


@require_http_methods(["GET", "POST"])
def leaver(request: Request, key: str) -> HttpResponse:
    """Every open piece of an agency that ends with its proposal; preview, then one decision."""
    at = as_of(request) if request.method == "GET" else AsOf.at(request.at)
    found = queries.visible_leaving(request.person, key, at)
    if found is None:
        raise Http404
    may_decide = queries.may_decide(request.person) and at.day == request.at.date()
    if request.method == "GET":
        return _page(request, found, Desk(found), PaperForm(), may_decide=may_decide)
    if not may_decide:
        raise Http404
    return _posted(request, found)


def _posted(request: Request, found: Leaving) -> HttpResponse:
    desk, form = Desk(found, request.POST.dict()), PaperForm(request.POST)
    more: dict[str, Any]
    try:
        choices = desk.choices()
        if not form.is_valid():
            return _page(request, found, desk, form, may_decide=True, status=422)
        paper = form.paper()
        sealed = seal(choices, paper)
        if request.POST.get("do") == "decide" and request.POST.get("seal") == sealed:
            decision = actions.pass_on(
                agency=found.leaver.agency, choices=choices, paper=paper,
                by=request.person, at=request.at,
            )  # fmt: skip
            messages.success(
                request, _("%(number)s is recorded; the hand-over list can be printed.")
                % {"number": decision.number},
            )  # fmt: skip
            return redirect("leaver", found.leaver.key)
        outcome = actions.rehearse(
            agency=found.leaver.agency, choices=choices, paper=paper,
            by=request.person, at=request.at,
        )  # fmt: skip
    except Refusal as refusal:
        wanting = {finding.place for finding in refusal.findings}
        more = {"refused": translated(refusal), "wanting": wanting}
        return _page(request, found, desk, form, may_decide=True, status=422, **more)
    changed = request.POST.get("do") == "decide"
    more = {"outcome": outcome, "paper": paper, "seal": sealed, "changed": changed}
    return _page(request, found, desk, form, may_decide=True, **more)


def _page(
    request: Request,
    found: Leaving,
    desk: Desk,
    form: PaperForm,
    *,
    may_decide: bool,
    status: int = 200,
    wanting: Any = (),
    **more: Any,
) -> HttpResponse:
    context = {
        "found": found,
        "leaver": found.leaver,
        "heirs_words": words.heirs(found.leaver),
        "ended": found.leaver.until < found.at.day,
        "groups": [_group(desk, one, wanting) for one in found.groups],
        "unsure": len(found.rows) - found.proposed,
        "made": made.made_of(found.leaver.key, found.at),
        "form": form,
        "may_decide": may_decide,
        "offered": desk.offered() if may_decide else [],
        "moot": MOOT,
        "later": LATER,
        **more,
    }
    return render(request, "planning/leaver.html", context, status=status)


def _group(desk: Desk, group: Group, wanting: Any) -> dict[str, Any]:
    rows = [
        Row(
            one,
            words.reason(one),
            words.sharers(one, desk.found.leaver),
            desk.picked(one),
            desk.others(one),
            one.piece.field in wanting,
        )
        for one in group.rows
    ]
    return {
        "heading": group.heading,
        "rows": rows,
        "late": group.late,
        "field": f"{GROUP}{group.heading}",
        "picked": desk.of_group(group.heading),
    }


@require_POST
def withdraw(request: Request, key: str, pk: int) -> HttpResponse:
    """Take a decision back, with a reason; the work is where it was before."""
    found = queries.visible_leaving(request.person, key, AsOf.at(request.at))
    if found is None or not queries.may_decide(request.person):
        raise Http404
    decision = get_object_or_404(Decision, pk=pk)
    reason = request.POST.get("reason", "").replace("\0", "")[:300]
    try:
        actions.undo(decision=decision, by=request.person, at=request.at, reason=reason)
        messages.success(
            request, _("%(number)s was withdrawn; the work is open again.")
            % {"number": decision.number},
        )  # fmt: skip
    except Refusal as refusal:
        messages.warning(request, translated(refusal))
    return redirect("leaver", key)


@require_GET
def as_docx(request: Request, key: str) -> HttpResponse:
    """The hand-over list as a Word file: of a decision, or a draft with what is proposed."""
    at = as_of(request)
    found = queries.visible_leaving(request.person, key, at)
    if found is None:
        raise Http404
    wanted = number_in(request.GET.get("quyet-dinh"))
    decision = next((one for one in made.made_of(key, at) if one.decision.pk == wanted), None)
    if wanted is not None and decision is None:
        raise Http404
    content = handing_over.of_decision(decision, found) if decision else handing_over.draft(found)
    return download(write_handover(content), DOCX, f"ban-giao-{found.at.day}.docx")

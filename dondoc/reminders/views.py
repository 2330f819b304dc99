"""The draft beside its evidence, sentence by sentence, on its way to a signature."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.documents.letter import write_letter
from dondoc.reminders import actions, composing, queries
from dondoc.reminders.models import Item, Reminder
from dondoc.web.days import as_of, is_past
from dondoc.web.downloads import DOCX, download
from dondoc.web.refusals import translated
from dondoc.web.typed_days import DAYS, of_this_century

WRONG_DAY = gettext_lazy("Write the day as 20/02/2025.")
WRONG_NUMBER = gettext_lazy("The number of a dispatch is digits only.")


class ItemForm(forms.Form):
    """What a person chooses for one item."""

    included = forms.BooleanField(required=False)
    new_due_on = forms.DateField(required=False, error_messages={"invalid": WRONG_DAY},
                                 input_formats=DAYS, validators=[of_this_century])  # fmt: skip
    written = forms.CharField(required=False, max_length=2000, strip=True)


class IssueForm(forms.Form):
    """What the clerk gives: number and day."""

    number = forms.RegexField(r"^[0-9]{1,6}$", error_messages={"invalid": WRONG_NUMBER})
    issued_on = forms.DateField(input_formats=DAYS, validators=[of_this_century])


def reminders(request: Request) -> HttpResponse:
    """All drafts; drafting a new one is a button."""
    if not request.person.has_role(Role.STANDING, Role.LEADER):
        raise Http404
    at: AsOf = as_of(request)
    context: dict[str, Any] = {"at": at, "count": queries.would_urge(at)}
    if request.method == "POST" and request.person.has_role(Role.STANDING):
        try:
            return redirect(actions.draft(by=request.person, at=request.at, as_of=at))
        except Refusal as refusal:
            context["refusal"] = translated(refusal)
    drafts = Reminder.objects.visible_to(request.person).on(at)
    context["drafts"] = queries.as_then(drafts.select_related("created_by", "dispatch"), at)
    context["may_draft"] = request.person.has_role(Role.STANDING) and not is_past(request)
    return render(request, "reminders/list.html", context)


def reminder(request: Request, pk: int) -> HttpResponse:
    """One draft as it would be printed, each fact linked to its item."""
    return render(request, "reminders/draft.html", _context(request, _one(request, pk)))


def _one(request: Request, pk: int) -> Reminder:
    """A draft as it stood on the day of the page."""
    at = as_of(request)
    found = get_object_or_404(Reminder.objects.visible_to(request.person).on(at), pk=pk)
    return queries.as_then([found], at)[0]


def _context(request: Request, draft: Reminder) -> dict[str, Any]:
    at, live = as_of(request), not is_past(request)
    items = list(queries.as_then([draft], at)[0].items.all())
    return {
        "draft": draft,
        "head": draft.head,
        "items": items,
        "composed": composing.compose(draft),
        "checks": queries.checks(draft, items, at),
        "editable": live
        and Reminder.objects.editable_by(request.person).filter(pk=draft.pk).exists(),
        "decidable": live
        and Reminder.objects.decided_by(request.person).filter(pk=draft.pk).exists(),
        "issuable": live
        and draft.state == Reminder.State.APPROVED
        and request.person.has_role(Role.STANDING),
        "steps": draft.steps.filter(at__lte=at.known_at).select_related("by").order_by("at", "pk"),
        "editing": request.GET.get("sua", ""),
    }


@require_POST
def item(request: Request, pk: int, item: int) -> HttpResponse:
    """Choose what one item says."""
    draft = get_object_or_404(Reminder.objects.editable_by(request.person), pk=pk)
    found = get_object_or_404(Item, reminder=draft, pk=item)
    form = ItemForm(request.POST)
    if form.is_valid():
        actions.choose(item=found, by=request.person, at=request.at, **form.cleaned_data)
    else:
        for errors in form.errors.values():
            messages.warning(request, str(errors[0]))
    return redirect(f"{draft.get_absolute_url()}#duty-{found.position}")


@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Take the draft a step further."""
    draft = get_object_or_404(Reminder.objects.visible_to(request.person), pk=pk)
    try:
        return _step(request, draft)
    except Refusal as refusal:
        return render(
            request,
            "reminders/draft.html",
            {**_context(request, draft), "refusal": translated(refusal)},
            status=422,
        )


def _step(request: Request, draft: Reminder) -> HttpResponse:
    what, note = request.POST.get("step"), request.POST.get("note", "").strip()
    by, at = request.person, request.at
    if what in {"approve", "return"}:
        decided = get_object_or_404(Reminder.objects.decided_by(by), pk=draft.pk)
        if what == "approve":
            actions.approve(reminder=decided, by=by, at=at, note=note)
        else:
            actions.send_back(reminder=decided, note=note, by=by, at=at)
    elif what == "submit":
        editable = get_object_or_404(Reminder.objects.editable_by(by), pk=draft.pk)
        actions.submit(reminder=editable, by=by, at=at, note=note)
    elif what == "issue" and by.has_role(Role.STANDING):
        form = IssueForm(request.POST)
        if not form.is_valid():
            messages.warning(request, str(next(iter(form.errors.values()))[0]))
            return redirect(draft)
        dispatch = actions.issue(reminder=draft, by=by, at=at, **form.cleaned_data)
        messages.success(
            request,
            _("%(dispatch)s is recorded; its duties wait for review.") % {"dispatch": dispatch},
        )
    return redirect(draft)


def as_docx(request: Request, pk: int) -> HttpResponse:
    """The draft as a Word file in the layout of Decree 30/2020."""
    draft = _one(request, pk)
    letter = write_letter(composing.letter(draft))
    return download(letter, DOCX, f"du-thao-don-doc-{draft.day}.docx")

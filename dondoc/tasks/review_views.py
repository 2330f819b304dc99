"""The review of a dispatch: one page, and one address for each thing an officer may decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.agencies.models import Person
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.dispatches import actions as dispatch_actions
from dondoc.dispatches import words
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks import deciding, undoing
from dondoc.tasks.deciding import AlreadyDecided
from dondoc.tasks.duties import Duty
from dondoc.tasks.endorsing import AwaitingEndorsement
from dondoc.tasks.forms import CutForm, DropForm, MergeForm, MissedForm, TermsForm
from dondoc.tasks.models import Task
from dondoc.tasks.review import Review, confirm_clear
from dondoc.tasks.suggesting import cuts
from dondoc.web.days import as_of, is_past
from dondoc.web.numbers import number_in
from dondoc.web.refusals import translated

PANELS = ("gop", "tach", "bo")


@require_safe
def dispatch_review(request: Request, pk: int) -> HttpResponse:
    """The text with its findings marked, beside the duties proposed; one of them is open."""
    review = _review(request, pk, number_in(request.GET.get("viec")), at=as_of(request))
    panel = request.GET.get("lam", "")
    again = number_in(request.GET.get("lai"))
    return _page(request, review, panel=panel if panel in PANELS else "", again=again)


def _review(
    request: Request, pk: int, number: int | None = None, *, at: AsOf | None = None
) -> Review:
    """The review of a dispatch: to decide about, or as it stood on a past day."""
    past = at if at and at.is_over else None
    kept = Dispatch.objects.kept_by(request.person)
    dispatch = get_object_or_404(kept.on(past) if past else kept, pk=pk)
    return Review(dispatch, request.person, number, at=past)


def _page(
    request: Request,
    review: Review,
    *,
    panel: str = "",
    form: TermsForm | None = None,
    again: int | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    duty = review.current
    context: dict[str, Any] = {"review": review, "dispatch": review.dispatch, "duty": duty}
    context |= {"panel": panel, "refused": refused}
    if review.at:  # a past day is read, nothing is decided on it
        return render(request, "tasks/review.html", context)
    context["last"] = undoing.last_of(review.dispatch, request.person)
    if duty and duty.decision is None:
        seen = Task.objects.in_force().visible_to(request.person)
        task = seen.filter(pk=again).first() if again else None
        context["form"] = form or TermsForm(duty=duty, review=review, again=task)
        context["again"] = task
        context["offered"] = review.directory.choices()
    if panel == "tach" and duty:
        context["cuts"] = list(cuts(duty.proposal))
    if panel == "gop" and duty:
        context["own_tasks"] = review.dispatch.tasks.in_force().order_by("pk")
        context["other_tasks"] = review.earlier_tasks
    return render(request, "tasks/review.html", context, status=status)


def _one(request: Request, pk: int, number: int) -> Proposal:
    """The proposal of a dispatch that the person keeps."""
    dispatch = get_object_or_404(Dispatch.objects.kept_by(request.person), pk=pk)
    return get_object_or_404(
        dispatch.proposals.select_related("dispatch", "clause"), position=number
    )


def _to(pk: int, number: int | None = None) -> HttpResponse:
    address = reverse("dispatch-review", args=[pk])
    return redirect(f"{address}?viec={number}#duty-{number}" if number else address)


def _refused(request: Request, pk: int, number: int, refusal: Refusal) -> HttpResponse:
    messages.warning(request, translated(refusal))
    return _to(pk, number)


@require_POST
def duty_confirm(request: Request, pk: int, number: int) -> HttpResponse:
    """Make the words a task, as corrected on the form; then open the next duty."""
    review = _review(request, pk, number)
    duty = next((one for one in review.duties if one.number == number), None)
    if duty is None:
        raise Http404
    form = TermsForm(request.POST, duty=duty, review=review)
    if form.is_valid():
        try:
            task = deciding.confirm(
                proposal=duty.proposal,
                terms=form.terms(),
                by=request.person,
                at=request.at,
                again=form.cleaned_data["again"],
            )
        except (AlreadyDecided, AwaitingEndorsement) as refusal:
            return _refused(request, pk, number, refusal)
        except Refusal as refusal:
            form.add_error(None, translated(refusal))
        else:
            _say_confirmed(request, task, form)
            following = review.following
            return _to(pk, following.number if following else None)
    return _page(request, review, form=form, status=422)


def _say_confirmed(request: Request, task: Task, form: TermsForm) -> None:
    messages.success(
        request, _("Confirmed as %(code)s: %(title)s.") % {"code": task.code, "title": task.title}
    )
    _say_endorsed(request, form.duty, task)
    outside = [one.name for one in form.cleaned_data["support"] if not one.agencies]
    if outside:
        messages.info(
            request,
            _("Not an agency of the province, kept in the quoted words only: %(names)s.")
            % {"names": "; ".join(outside)},
        )


def _say_endorsed(request: Request, duty: Duty, task: Task) -> None:
    if duty.endorsed and duty.endorsed.lead_label:
        messages.info(
            request,
            _("%(code)s goes to %(lead)s, as %(by)s endorsed it.")
            % {"code": task.code, "lead": task.lead_label, "by": duty.endorsed.by.full_name},
        )


@require_POST
def duty_merge(request: Request, pk: int, number: int) -> HttpResponse:
    """Say that the words belong to a task, or open the form to order that task again."""
    proposal = _one(request, pk, number)
    form = MergeForm(request.POST, person=request.person)
    if not form.is_valid():
        review = _review(request, pk, number)
        refused = _("Choose the task that these words belong to.")
        return _page(request, review, panel="gop", refused=refused, status=422)
    task: Task = form.cleaned_data["into"]
    if form.cleaned_data["how"] == "again":
        address = reverse("dispatch-review", args=[pk])
        return redirect(f"{address}?viec={number}&lai={task.pk}#duty-{number}")
    try:
        deciding.merge(proposal=proposal, into=task, by=request.person, at=request.at)
    except Refusal as refusal:
        return _refused(request, pk, number, refusal)
    messages.success(
        request,
        _("Duty %(number)s now belongs to %(code)s.") % {"number": number, "code": task.code},
    )
    return _to(pk, _next(request, pk, number))


def _next(request: Request, pk: int, number: int) -> int | None:
    following = _review(request, pk, number).following
    return following.number if following else None


@require_POST
def duty_split(request: Request, pk: int, number: int) -> HttpResponse:
    """Cut the words in two duties."""
    proposal = _one(request, pk, number)
    form = CutForm(request.POST)
    if not form.is_valid():
        review = _review(request, pk, number)
        refused = _("Choose the place where the duty is cut.")
        return _page(request, review, panel="tach", refused=refused, status=422)
    try:
        halves = deciding.split(
            proposal=proposal,
            at_offset=form.cleaned_data["offset"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        return _refused(request, pk, number, refusal)
    numbers = [half.position for half in halves]
    messages.success(
        request,
        _("Duty %(number)s was cut into duties %(one)s and %(other)s.")
        % {"number": number, "one": numbers[0], "other": numbers[1]},
    )
    return _to(pk, numbers[0])


@require_POST
def duty_drop(request: Request, pk: int, number: int) -> HttpResponse:
    """Say, with the reason, that the words set no duty."""
    proposal = _one(request, pk, number)
    form = DropForm(request.POST)
    if not form.is_valid():
        review = _review(request, pk, number)
        refused = _("State why these words set no duty.")
        return _page(request, review, panel="bo", refused=refused, status=422)
    try:
        deciding.drop(
            proposal=proposal,
            reason=form.cleaned_data["reason"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        return _refused(request, pk, number, refusal)
    messages.success(request, _("Duty %(number)s was set aside.") % {"number": number})
    return _to(pk, _next(request, pk, number))


@require_POST
def duty_reconsider(request: Request, pk: int, number: int) -> HttpResponse:
    """Take back what was decided about a duty, so that it can be decided anew."""
    proposal = _one(request, pk, number)
    try:
        undoing.take_back(proposal=proposal, by=request.person, at=request.at)
    except Refusal as refusal:
        return _refused(request, pk, number, refusal)
    return _to(pk, number)


@require_POST
def undo_last(request: Request, pk: int) -> HttpResponse:
    """Take back the person's last decision about this dispatch, and open that duty again."""
    dispatch = get_object_or_404(Dispatch.objects.kept_by(request.person), pk=pk)
    try:
        words = undoing.take_back_last(
            dispatch=dispatch, by=request.person, at=request.at,
            seen=number_in(request.POST.get("last")),
        )  # fmt: skip
    except Refusal as refusal:
        messages.warning(request, translated(refusal))
        return _to(pk)
    numbers = ", ".join(str(one.position) for one in words)
    messages.success(request, _("Taken back: duty %(numbers)s waits again.") % {"numbers": numbers})
    return _to(pk, words[0].position)


@require_POST
def duty_set_apart(request: Request, pk: int, number: int) -> HttpResponse:
    """Make an exception for some of those who answer a duty of its own."""
    proposal = _one(request, pk, number)
    place = number_in(request.POST.get("place"))
    try:
        made = dispatch_actions.set_apart(
            proposal=proposal,
            place=-1 if place is None else place,
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        return _refused(request, pk, number, refusal)
    messages.success(
        request,
        _("Duty %(number)s was made for %(who)s alone.")
        % {"number": made.position, "who": ", ".join(made.fields["lead"])},
    )
    return _to(pk, number)


@require_POST
def duty_add(request: Request, pk: int) -> HttpResponse:
    """Add a duty that the reader missed: words pointed at, or named by their beginning and end."""
    review = _review(request, pk)
    dispatch = review.dispatch
    form = MissedForm(request.POST)
    refused = _("Point at words inside the dispatch: there are none at that place.")
    if form.is_valid():
        try:
            proposal = _add(dispatch, form.cleaned_data, request.person, request)
            return _to(pk, proposal.position)
        except Refusal as refusal:
            refused = translated(refusal)
    return _page(request, review, panel="them", refused=refused, status=422)


def _add(dispatch: Dispatch, given: dict[str, Any], by: Person, request: Request) -> Proposal:
    start, end = given["start"], given["end"]
    if start is None or end is None:
        start, end = words.span_between(dispatch, given["first"], given["last"])
    return dispatch_actions.propose(dispatch=dispatch, start=start, end=end, by=by, at=request.at)


def confirm_rest(request: Request, pk: int) -> HttpResponse:
    """Confirm together the duties about which nothing is doubtful, after showing them."""
    if request.method == "GET" and is_past(request):
        return redirect("confirm-rest", pk)  # deciding is done today
    review = _review(request, pk)
    if request.method != "POST":
        return render(
            request, "tasks/confirm_rest.html", {"review": review, "dispatch": review.dispatch}
        )
    given = [number_in(text) for text in request.POST.getlist("number")]
    numbers = [number for number in given if number is not None]
    made = confirm_clear(review, numbers, by=request.person, at=request.at)
    messages.success(request, _("%(count)s duties were confirmed.") % {"count": len(made)})
    return _to(pk)

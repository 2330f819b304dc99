"""One task on a page; every act on it is a small form that posts and comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from dondoc.agencies.models import Person, Role
from dondoc.agencies.requests import Request
from dondoc.core.errors import Refusal
from dondoc.core.tasks import State
from dondoc.dashboards import card_forms
from dondoc.dashboards.card import Card
from dondoc.dashboards.card_progress import progress_of, told_line
from dondoc.dashboards.card_story import SHOWN, story
from dondoc.tasks import actions
from dondoc.tasks.models import Task, TaskQuerySet
from dondoc.web.days import as_of, is_past
from dondoc.web.refusals import translated


@dataclass(frozen=True)
class Act:
    """Something a person may do to a task: who may, with what form, by which action."""

    label: str
    said: str
    form: type[forms.Form]
    action: Callable[..., None]
    reach: Callable[[Person], TaskQuerySet]
    in_states: tuple[State, ...]


def _led(person: Person) -> TaskQuerySet:
    return Task.objects.in_force().led_by(person)


def _judged(person: Person) -> TaskQuerySet:
    return Task.objects.judged_by(person)


def _kept(person: Person) -> TaskQuerySet:
    return Task.objects.all() if person.has_role(Role.STANDING) else Task.objects.none()


NOT_DONE = (State.OPEN, State.DUE_SOON, State.AT_RISK, State.OVERDUE, State.STANDING, State.UNDATED)
DATED = (State.OPEN, State.DUE_SOON, State.AT_RISK, State.OVERDUE)
ACTS: dict[str, Act] = {
    "tien-do": Act(
        "Ghi tiến độ",
        gettext_noop("Progress noted."),
        card_forms.ProgressForm,
        actions.report_progress,
        _led,
        NOT_DONE,
    ),
    "nop": Act(
        "Nộp kết quả",
        gettext_noop("The result is handed in and waits for confirmation."),
        card_forms.HandInForm,
        actions.hand_in,
        _led,
        NOT_DONE,
    ),
    "xac-nhan": Act(
        "Xác nhận kết quả",
        gettext_noop("The result is confirmed."),
        card_forms.NothingToWrite,
        actions.accept,
        _judged,
        (State.AWAITING,),
    ),
    "tra-lai": Act(
        "Trả lại",
        gettext_noop("The result is returned."),
        card_forms.ReturnForm,
        actions.send_back,
        _judged,
        (State.AWAITING,),
    ),
    "gia-han": Act(
        "Gia hạn theo kết luận",
        gettext_noop("The last day is extended; the old one stays in the history."),
        card_forms.ExtendForm,
        actions.extend,
        _judged,
        DATED,
    ),
    "ket-thuc": Act(
        "Kết thúc theo quyết định",
        gettext_noop("The task is ended."),
        card_forms.EndForm,
        actions.end,
        _judged,
        NOT_DONE,
    ),
    "lam-ro": Act(
        "Làm rõ",
        gettext_noop("What was unclear is written down."),
        card_forms.ClarifyForm,
        actions.clarify,
        _kept,
        tuple(State),
    ),
}


def task(request: Request, pk: int) -> HttpResponse:
    """The card; opened by the one who leads, it also says that the work was received."""
    if not is_past(request) and (
        mine := Task.objects.in_force().led_by(request.person).filter(pk=pk).first()
    ):
        actions.receive(task=mine, by=request.person, at=request.at)
    return _card(request, pk)


@require_POST
def task_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Do one thing to a task, for those who may."""
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    found = get_object_or_404(wanted.reach(request.person), pk=pk)
    form = wanted.form(request.POST, prefix=act)
    if form.is_valid():
        try:
            wanted.action(task=found, **form.cleaned_data, by=request.person, at=request.at)
        except Refusal as refusal:
            form.add_error(None, translated(refusal))
        else:
            messages.success(request, gettext(wanted.said))
            return redirect("task", pk=pk)
    return _card(request, pk, tried={act: form}, status=422)


def _card(
    request: Request, pk: int, tried: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    at = as_of(request)
    card = Card.of(pk, request.person, at)
    if card is None:
        raise Http404
    told = story(card)
    live = not is_past(request)
    context: dict[str, Any] = {
        "card": card,
        "task": card.task,
        "day": at.day,
        "past": not live,
        "progress": progress_of(card),
        "told_line": told_line(card),
        "story": told[:SHOWN],
        "older": told[SHOWN:],
        "acts": _acts(request.person, card, tried or {}) if live else {},
        "may_urge": live and request.person.has_role(Role.STANDING, Role.LEADER),
        "may_audit": request.person.has_role(Role.STANDING, Role.INSPECTOR),
    }
    return render(request, "dashboards/card.html", context, status=status)


def _acts(person: Person, card: Card, tried: dict[str, forms.Form]) -> dict[str, Any]:
    """The acts open to a person now, each with its form; one that failed stays to be mended."""
    open_acts: dict[str, Any] = {}
    for name, act in ACTS.items():
        if name not in tried and card.judged.state not in act.in_states:
            continue
        if not act.reach(person).filter(pk=card.task.pk).exists():
            continue
        given = {"product": card.task.product, "judge": card.task.judge}
        form = tried.get(name) or act.form(prefix=name, initial=given if name == "lam-ro" else None)
        open_acts[name.replace("-", "_")] = {
            "name": name,
            "label": act.label,
            "form": form,
            "failed": name in tried,
        }
    return open_acts

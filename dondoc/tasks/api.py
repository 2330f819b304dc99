"""Tasks as JSON, each with its verdict for a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from dondoc.agencies.requests import Request
from dondoc.core.tasks import State
from dondoc.tasks.models import Task
from dondoc.tasks.queries import Judged, judge
from dondoc.web.days import as_of

router = Router(tags=["tasks"])


class TaskOut(Schema):
    """A task and its verdict; lateness is computed for the day asked for."""

    id: int
    code: str
    title: str
    basis: str
    leads: list[str]  # whom it was given to
    owners: list[str]  # who answers for it on the day
    passed_on: bool
    state: State
    due_on: date | None
    done_on: date | None
    forecast_on: date | None
    days_late: int
    days_since_first_due: int

    @classmethod
    def of(cls, judged: Judged) -> dict[str, Any]:
        """The values of a judged task."""
        facts = judged.facts
        return {
            "id": judged.task.pk,
            "code": judged.task.code,
            "title": judged.task.title,
            "basis": judged.task.basis,
            "leads": list(judged.leads),
            "owners": list(judged.owners),
            "passed_on": judged.passed_on,
            "state": judged.state,
            "due_on": facts.due_on,
            "done_on": facts.done_on,
            "forecast_on": facts.forecast_on,
            "days_late": judged.days_late if judged.state is State.OVERDUE else 0,
            "days_since_first_due": judged.days_since_first_due,
        }


@router.get("", response=list[TaskOut])
def list_tasks(request: Request, state: State | None = None) -> Any:
    """The tasks the person sees, judged for today or for `?ngay=2025-02-19`."""
    judged = judge(Task.objects.visible_to(request.person), as_of(request))
    return [TaskOut.of(one) for one in judged if state in {None, one.state}]


@router.get("{int:pk}", response=TaskOut)
def get_task(request: Request, pk: int) -> Any:
    """One task, judged for a day."""
    get_object_or_404(Task.objects.visible_to(request.person), pk=pk)
    found = judge(Task.objects.visible_to(request.person).filter(pk=pk), as_of(request))
    return TaskOut.of(found[0]) if found else get_object_or_404(Task.objects.none())

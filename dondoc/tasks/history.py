"""A task's history: rows that are only added, and the intervals derived from them for lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dondoc.agencies.models import Person
from dondoc.core import tasks as core
from dondoc.core.tasks import Kind
from dondoc.tasks.models import Change, Span, Task


def hold(task: Task) -> None:
    """Let whoever else writes on a task wait until this is done, so that what was asked of its
    history still holds when the next row is written."""
    Task.objects.select_for_update().only("pk").get(pk=task.pk)


def add(
    task: Task, kind: Kind, *, on: date, at: datetime, by: Person | None, **facts: Any
) -> Change:
    """Write down what happened, and derive the task's intervals anew."""
    agency = by.duty.agency if by and by.duty else None
    change = Change.objects.create(
        task=task, kind=kind, effective_on=on, recorded_at=at, by=by, agency=agency, **facts
    )
    rebuild_spans([task])
    return change


def rebuild_spans(tasks: Iterable[Task]) -> int:
    """Derive the intervals anew from the changes; gives an equal table however often it runs."""
    written = 0
    for task in tasks:
        changes = [change.as_fact() for change in Change.objects.filter(task=task)]
        spans = [Span.of(task, span) for span in core.spans_of(changes)]
        Span.objects.filter(task=task).delete()
        written += len(Span.objects.bulk_create(spans))
    return written

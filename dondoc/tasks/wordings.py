"""What a task said on a past day: its columns and its parts are overwritten, their history is not.

A product written down later, a further order that names another lead, an order taken back and given
anew: a page for an earlier day shows none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from dondoc.agencies.models import Agency
from dondoc.tasks.models import Assignment, Task, Wording

MANY = 500  # from so many tasks on the wordings written since are fetched at once
AMOUNT = "target_value"


def remember(task: Task, at: datetime) -> None:
    """Write down what a task says and who has a part in it from now on."""
    row = Task.objects.filter(pk=task.pk).values(*Wording.COLUMNS).get()
    columns = row | {AMOUNT: None if row[AMOUNT] is None else str(row[AMOUNT])}
    parts = Assignment.objects.filter(task=task).order_by("pk").values_list("agency", "role")
    Wording.objects.create(
        task=task, recorded_at=at, columns=columns, parts=[list(one) for one in parts]
    )


def then(tasks: Iterable[int] | None, known_at: datetime) -> dict[int, Wording]:
    """By task the words known at a moment; only of tasks that were worded anew since then."""
    few = None if tasks is None else set(tasks)
    told = Wording.objects.all()
    if few is not None and len(few) < MANY:
        told = told.filter(task__in=few)
    since = set(told.filter(recorded_at__gt=known_at).order_by().values_list("task", flat=True))
    if not since:
        return {}
    rows = Wording.objects.filter(task__in=since, recorded_at__lte=known_at)
    return {row.task_id: row for row in rows}  # the newest comes last and stays


def say_as_then(tasks: Iterable[Task], known_at: datetime) -> None:
    """Let tasks fetched with their parts say what they said at a moment; nothing is written."""
    rows = list(tasks)
    found = then([task.pk for task in rows], known_at)
    named = _agencies(found.values())
    for task in rows:
        if wording := found.get(task.pk):
            for name, value in columns_of(wording).items():
                setattr(task, name, value)
            # Whoever asks for the task's parts gets those of that moment.
            parts = Assignment.objects.all()
            parts._result_cache = [  # type: ignore[attr-defined]
                Assignment(task=task, agency=named[agency], role=role)
                for agency, role in wording.parts
            ]
            task.__dict__.setdefault("_prefetched_objects_cache", {})["assignments"] = parts


def columns_of(wording: Wording) -> dict[str, object]:
    """The columns of a task as they were."""
    amount = wording.columns[AMOUNT]
    return wording.columns | {AMOUNT: None if amount is None else Decimal(amount)}


def leads_then(found: dict[int, Wording]) -> dict[int, list[Agency]]:
    """By task who led it, for lists that fetch no tasks."""
    named = _agencies(found.values())
    leads: dict[int, list[Agency]] = defaultdict(list)
    for task, wording in found.items():
        leads[task] = [named[pk] for pk, role in wording.parts if role == Assignment.LEAD]
    return leads


def measured_by(indicator: str) -> Iterable[int]:
    """The tasks that an indicator measures or ever measured."""
    now = Task.objects.filter(indicator=indicator).values_list("pk", flat=True)
    before = Wording.objects.filter(columns__indicator=indicator).values_list("task", flat=True)
    return {*now, *before}


def _agencies(wordings: Iterable[Wording]) -> dict[int, Agency]:
    keys = {pk for one in wordings for pk, _role in one.parts}
    return Agency.objects.select_related("unit").in_bulk(keys)

"""The order of the small province confirmed: what the pages of watching have to show."""

from __future__ import annotations

from datetime import date

from dondoc.agencies.models import Role
from dondoc.dispatches.models import Dispatch
from dondoc.tasks import deciding
from dondoc.tasks.models import Task
from tests.cast import Cast, _person, hanoi

NOON = hanoi(2025, 2, 20, 12)


def at(monkeypatch, moment) -> None:
    """Let the page's clock show a moment."""
    monkeypatch.setattr("dondoc.web.clock.now", lambda: moment)


def inspector(cast: Cast):
    """Somebody who sees everything and changes nothing."""
    return _person("kiem", "Đỗ Thanh Kiểm", cast.police, Role.INSPECTOR, "Thanh tra viên")


def given(cast: Cast) -> dict[str, Task]:
    """Every duty of the order confirmed for whom it names, but the last, which sets none."""
    dispatch: Dispatch = cast.dispatch()
    found = {}
    *duties, last = dispatch.proposals.all()
    owners = {"1": cast.justice, "2": cast.finance, "3": cast.police}
    for proposal in duties:
        task = cast.confirm(proposal, owners[proposal.clause.number])
        found[task.code] = task
    deciding.drop(proposal=last, reason="nêu yêu cầu chung", by=cast.lan, at=cast.at)
    return found


def task_due(found: dict[str, Task], day: date) -> Task:
    """The task whose last day is that day."""
    orders = {code: task.changes.get(kind="ordered").due_on for code, task in found.items()}
    return next(found[code] for code, due in orders.items() if due == day)

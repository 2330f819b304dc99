"""Loads the demonstration province through the actions people use, each at its own moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Level, Person, Unit
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.demo import campaign_reports, places, work
from dondoc.demo.simulator import NOW, SimFiling, filings


class DatabaseInUse(Refusal):
    """Invented people must never stand among real ones."""

    code = "demo.database_in_use"
    message = gettext_noop(
        "This database already holds %(count)s people who are not of the demonstration. "
        "Choose an empty folder with DONDOC_DATA."
    )


def is_loaded() -> bool:
    """Whether the demonstration is here already; two quick questions."""
    return Person.objects.filter(username="lan", full_name="Nguyễn Thị Lan").exists() and (
        Unit.objects.filter(code="51", level=Level.PROVINCE).exists()
    )


def load(
    log: Callable[[str], None] = lambda line: None, *, sent: Sequence[SimFiling] | None = None
) -> bool:
    """Load the demonstration whole or not at all; a second call does nothing and says so.

    `sent` takes the place of the thousand simulated filings, where a few are enough.

    Raises `DatabaseInUse` rather than mix invented people with others.
    """
    if is_loaded():
        return False
    with transaction.atomic():
        _settle(log)
        _happen(log, filings() if sent is None else sent)
        audit.seal(at=NOW)
    return True


def load_bare(log: Callable[[str], None] = lambda line: None) -> bool:
    """Only the province and its people, before any dispatch: for who wants to walk the circle."""
    if is_loaded():
        return False
    with transaction.atomic():
        _settle(log)
    return True


def _settle(log: Callable[[str], None]) -> None:
    if count := Person.objects.count():
        raise DatabaseInUse(count=count)
    places.settle()
    units = Unit.objects.on(AsOf.at(NOW)).count()
    log(f"{units} đơn vị, {Person.objects.count()} nhân vật hư cấu")


def _happen(log: Callable[[str], None], sent: Sequence[SimFiling]) -> None:
    """The whole story in the order of time, from the first dispatch to the morning it stops."""
    office = work.Office()
    desk = campaign_reports.Desk(office)
    told = chain(work.events(office, log), campaign_reports.events(desk, sent))
    for event in sorted(told, key=lambda event: event.at):
        event.do()
    log(f"{len(desk.owed)} báo cáo phải nộp, {len(sent)} bản đã gửi")

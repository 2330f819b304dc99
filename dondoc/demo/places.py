"""Puts the units, agencies and invented people of the demonstration in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Agency, StandingRole
from dondoc.agencies.tree_loading import Held, write
from dondoc.core.asof import AsOf, start_of
from dondoc.demo import data
from dondoc.demo.data import FIRST_DAY
from dondoc.demo.people import PASSWORD, TODAY, people

BEGINNING = datetime.combine(FIRST_DAY, time(1), UTC)  # eight in the morning, Hanoi


def settle() -> None:
    """Write down who and what exists, with days and successors, before anything happens.

    The tree is the one shipped with the product, so that its later plans load on top of it. Each
    decision is known from the day it was issued.
    """
    held = Held(BEGINNING)
    for path in data.plans():
        plan = replace(held.read(path), standing=())  # its letterhead is the demonstration's own
        held.at = max(BEGINNING, start_of(plan.issued_on)) if plan.issued_on else BEGINNING
        write(held, plan, held.compared(plan), by=None)
    at = AsOf.ever(TODAY)
    known = {one.key: one for one in Agency.objects.on(at)}
    StandingRole.objects.create(
        agency=known["cong-an-tinh"],
        body="Tổ công tác Đề án 06 tỉnh",
        exists_from=FIRST_DAY,
        source="02/TCTĐA06, mục 1",
        letterhead=data.letterhead(),
    )
    agencies.appoint_all(
        (
            {
                "username": person.username,
                "full_name": person.full_name,
                "agency": known[person.agency],
                "role": person.role,
                "title": person.title,
            }
            for person in people()
        ),
        password=PASSWORD,
        from_on=FIRST_DAY,
        at=BEGINNING,
    )

"""Puts the units, agencies and invented people of the demonstration in place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import (
    Agency,
    AgencyKind,
    AgencySuccession,
    Level,
    StandingRole,
    Unit,
    UnitSuccession,
)
from dondoc.demo import data
from dondoc.demo.people import FIRST_DAY, PASSWORD, people

BEGINNING = datetime.combine(FIRST_DAY, time(1), UTC)  # eight in the morning, Hanoi


def settle() -> None:
    """Write down who and what exists, with days and successors, before anything happens."""
    by_key = _units()
    known = _agencies(by_key)
    _successions(by_key, known)
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


def _units() -> dict[tuple[str, date], Unit]:
    made: dict[tuple[str, date], Unit] = {}
    above: dict[str, Unit] = {}
    for row in data.units():
        unit = agencies.new_unit(
            parent=above.get(row.parent),
            code=row.code,
            name=row.name,
            kind=row.kind,
            level=Level(row.level),
            exists_from=row.exists_from,
            until_on=row.exists_until,
            column=row.col,
            row=row.row,
            source=f"{row.source}. {row.note}".removesuffix(". ")[:240],
        )
        made[row.code, row.exists_from] = unit
        if row.level != "commune":
            above[row.code] = unit
    return made


def _agencies(units: dict[tuple[str, date], Unit]) -> dict[str, Agency]:
    """Departments stand for the whole province; every unit below it has its committee."""
    province = next(unit for unit in units.values() if unit.level == Level.PROVINCE)
    known = {}
    for row in data.agencies():
        of_province = row.kind in {AgencyKind.DEPARTMENT, AgencyKind.LEADERSHIP, AgencyKind.BODY}
        known[row.code] = agencies.new_agency(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            kind=AgencyKind(row.kind),
            unit=province if of_province else None,
            functions=list(row.functions),
            exists_from=row.exists_from,
            until_on=row.exists_until,
            source=row.source,
        )
    for unit in data.units():
        if unit.level == "province":
            continue
        known[unit.agency] = agencies.new_agency(
            code=unit.agency,
            name=unit.committee,
            kind=AgencyKind(unit.level),
            unit=units[unit.code, unit.exists_from],
            exists_from=unit.exists_from,
            until_on=unit.exists_until,
            source=unit.source,
        )
    return known


def _successions(units: dict[tuple[str, date], Unit], known: dict[str, Agency]) -> None:
    for row in data.units():
        if not row.successor or row.exists_until is None:
            continue
        on = row.exists_until + timedelta(days=1)
        UnitSuccession.objects.create(
            before=units[row.code, row.exists_from],
            after=units[row.successor, on],
            on=on,
            note=row.note[:240],
        )
    for step in data.successions():
        for function in step.functions or ("",):
            AgencySuccession.objects.create(
                before=known[step.predecessor],
                after=known[step.successor],
                on=step.on,
                function=function,
                whole=not function,
                note=f"{step.source} (đã kiểm chứng: {step.verified})"[:240],
            )

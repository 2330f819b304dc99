"""The shipped tree with a year of filings in a database: the echo is built, read and added up."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.agencies.__main__ import timed

FIRST, LAST, NOW = date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1)
PYTHON_DAYS = 5


def run(folder: Path) -> dict[str, Any]:
    """Set up a province, then measure."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    demand = _filed()
    return _measured(demand)


def _filed() -> Any:
    from dondoc.agencies import tree_loading
    from dondoc.agencies.models import Agency, Person, Unit
    from dondoc.agencies.register import unit_facts
    from dondoc.core.asof import AsOf, start_of
    from dondoc.core.units import Tree
    from dondoc.reports.models import Filing, Report

    held = tree_loading.Held(start_of(NOW))
    for path in tree_loading.plans_of("quang-ngai"):
        plan = held.read(path)
        tree_loading.write(held, plan, held.compared(plan), by=None)
    person = Person.objects.create(username="bench", full_name="Bench", password="")
    demand = _demand(person)
    form = demand.form
    tree = Tree(unit_facts())
    units = [one.id for one in tree.lowest(LAST) if tree.portions(one.key, NOW) is not None
             or tree.onward(one.key, NOW)]  # fmt: skip
    agency = Agency.objects.first()
    assert Unit.objects.filter(pk__in=units).count() == len(units)
    dice = random.Random(1)
    sent = start_of(FIRST)
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        due = start_of(day + timedelta(days=1)) + timedelta(hours=8)
        Report.objects.bulk_create(
            Report(demand=demand, unit_id=unit, agency=agency, first_on=day, last_on=day,
                   due_at=due, due_inclusive=False, known_from=sent)
            for unit in units
        )  # fmt: skip
        rows = Report.objects.filter(first_on=day).values_list("pk", flat=True)
        Filing.objects.bulk_create(
            Filing(report_id=pk, revision=1, version=demand.version(), by=person,
                   sent_at=due - timedelta(hours=1), cells=_cells(form, dice))
            for pk in rows
        )  # fmt: skip
    assert AsOf.end_of(LAST).day == LAST
    return demand


def _cells(form: Any, dice: random.Random) -> dict[str, dict[str, int]]:
    return {row: {name: dice.randrange(2000) for name in form.fields} for row in form.rows}


def _demand(person: Any) -> Any:
    from dondoc import packs
    from dondoc.core.asof import start_of
    from dondoc.dispatches import actions as dispatches
    from dondoc.programmes import actions as programmes
    from dondoc.reports.models import Demand

    at = start_of(FIRST)
    text = "Số: 01/TEST\nQuảng Ngãi, ngày 01 tháng 7 năm 2024\n\n1. Sở Tư pháp: Báo cáo.\n"
    dispatch = dispatches.register(name="a.txt", data=text.encode(), by=person, at=at)
    version = programmes.adopt(
        text=packs.shipped()["civil_status"], source="bench", from_on=FIRST, by=person, at=at
    )
    return Demand.objects.create(
        programme=version.programme,
        form_code="register_progress",
        dispatch=dispatch,
        back_fill_from=FIRST,
        in_force_from=at,
        recorded_by=person,
        recorded_at=at,
        settled_at=at,
    )


def _measured(demand: Any) -> dict[str, Any]:
    from dondoc.agencies.register import unit_facts
    from dondoc.core.asof import AsOf
    from dondoc.core.regrouping import Given, Regrouping
    from dondoc.core.units import Tree
    from dondoc.indicators.sums import Span, by_day
    from dondoc.reports import columns
    from dondoc.reports.models import Filing

    build, _ = timed(columns.rebuild, 1)
    at = AsOf.at(datetime.fromisoformat("2025-07-01T12:00:00+07:00"))
    form = demand.form
    names = [f"{row}.{name}" for row in form.rows for name in form.fields]

    def areas() -> Regrouping:
        tree = Tree(unit_facts(at))
        keys = [one.key for one in tree.lowest(NOW)]
        return Regrouping(tree, NOW, keys)

    def as_now() -> Any:
        return by_day(columns.told(demand, at), areas(), Span(FIRST, LAST), names)

    reading, told = timed(lambda: columns.told(demand, at))
    whole, found = timed(as_now)
    regrouping = areas()

    def plain() -> list[dict[str, int]]:
        days = [LAST - timedelta(days=back) for back in range(PYTHON_DAYS)]
        said: list[dict[str, int]] = []
        filings = Filing.objects.filter(report__first_on__in=days).select_related("report__unit")
        for day in days:
            of_day = [one for one in filings if one.report.first_on == day]
            for name in names:
                row, _, field = name.partition(".")
                figures = {
                    one.report.unit.key: Given((one.cells[row][field],), day) for one in of_day
                }
                rows = regrouping.rows(figures)
                said.append({one.key: one.counts[0] for one in rows if one.counts})
        return said

    python, said = timed(plain, 1)
    _same(found, said, names)
    days = (LAST - FIRST).days + 1
    return {
        "old_units": told["unit"].n_unique(),
        "units_now": found.filter(~found["undivided"])["unit"].n_unique(),
        "rows_undivided": sorted(found.filter(found["undivided"])["unit"].unique().to_list()),
        "filings": told.height,
        "cells": len(names),
        "build": build,
        "echo_mib": round(sum(f.stat().st_size for f in _files(columns)) / 2**20, 1),
        "read": reading,
        "as_now": whole,
        f"python_for_{PYTHON_DAYS}_days": python,
        "times_plain_python": round(
            python["processor_s"] / PYTHON_DAYS * days / whole["processor_s"]
        ),
    }


def _files(columns: Any) -> list[Path]:
    return list(columns.folder().glob("*/*.parquet"))


def _same(found: Any, said: list[dict[str, int]], names: list[str]) -> None:
    """The columns say what the rule says, on the days that the rule was asked for."""
    for at, figures in enumerate(said):
        day, name = LAST - timedelta(days=at // len(names)), names[at % len(names)]
        rows = found.filter(found["day"] == day).select("unit", name).drop_nulls()
        assert dict(rows.rows()) == figures, (day, name)

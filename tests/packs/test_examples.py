"""Every shipped pack keeps the examples that whoever runs the programme worked by hand."""

from __future__ import annotations

import tomllib

import pytest

from dondoc import packs
from dondoc.core import reports
from dondoc.core.indicators import Share
from dondoc.core.packs import parse_pack
from dondoc.core.periods import due_at, period_of

EXAMPLES = [
    pytest.param(code, report, id=f"{code}-{number}")
    for code, text in packs.examples().items()
    for number, report in enumerate(tomllib.loads(text)["report"], start=1)
]


def test_every_shipped_pack_has_examples():
    assert set(packs.shipped()) == set(packs.examples()) != set()


@pytest.mark.parametrize(("code", "report"), EXAMPLES)
def test_a_report_gives_the_findings_and_figures_worked_by_hand(code, report):
    pack = parse_pack(packs.shipped()[code])
    form = pack.form(report["form"])
    cells, before = report["cells"], report.get("previous")

    found = reports.check(form, cells, before)
    due = due_at(period_of(form.frequency, report["period"]), form.due)

    said = [
        {"row": f.row, "check": f.check_code, "message": f.message, "hint": f.hint} for f in found
    ]
    wanted = report.get("finding", [])
    assert [s | w for s, w in zip(said, wanted, strict=True)] == said
    assert (
        reports.timeliness(report["sent_at"], due.at, due.inclusive).value == report["timeliness"]
    )
    assert reports.filled_rows(form, cells) == tuple(report["filled"])
    kept = reports.passed(form, cells, before)
    assert kept == report.get("passed", kept)
    totals = reports.totals(form, cells)
    for field, total in report.get("totals", {}).items():
        assert totals[field] == reports.Total(total["value"], tuple(total.get("missing", ())))
    columns = reports.derived(form, cells)
    for column, rows in report.get("derived", {}).items():
        assert {row: values[column] for row, values in columns.items() if column in values} == rows
    for column, value in report.get("derived_totals", {}).items():
        assert reports.derived_totals(form, cells)[column] == value
    for indicator, share in report.get("figures", {}).items():
        asked = pack.indicator(indicator)
        figure = Share(totals[asked.numerator].value, totals[asked.denominator].value)
        assert figure == Share(share["numerator"], share["denominator"])

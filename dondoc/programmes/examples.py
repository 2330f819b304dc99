"""A pack's worked examples: what the rules say of a report against what was worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from dondoc.core import reports
from dondoc.core.errors import Finding
from dondoc.core.packs import Form, Pack
from dondoc.core.periods import due_at, period_of

DIFFERS = gettext_noop("worked by hand: %(expected)s; by the rules: %(found)s.")
NO_FORM = gettext_noop("The pack has no form “%(form)s”.")


def differences(pack: Pack, example: dict[str, Any]) -> list[Finding]:
    """Every place where an example and the rules do not agree."""
    codes = [form.code for form in pack.forms]
    if example.get("form") not in codes:
        return [Finding("form", NO_FORM, {"form": example.get("form", "")})]
    form = pack.form(example["form"])
    pairs = [*_judged(form, example), *_summed(form, example), *_measured(pack, form, example)]
    return [
        Finding(place, DIFFERS, {"expected": str(expected), "found": str(found)})
        for place, expected, found in pairs
        if expected != found
    ]


def _judged(form: Form, example: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    cells, before = example.get("cells", {}), example.get("previous")
    said = [
        {"row": f.row, "check": f.check_code, "message": f.message, "hint": f.hint}
        for f in reports.check(form, cells, before)
    ]
    wanted = example.get("finding", [])
    yield "finding", len(wanted), len(said)
    for place, (want, have) in enumerate(zip(wanted, said, strict=False)):
        yield f"finding[{place}]", want, {key: have.get(key) for key in want}
    if "sent_at" in example:
        due = due_at(period_of(form.frequency, example["period"]), form.due)
        judged = reports.timeliness(example["sent_at"], due.at, due.inclusive).value
        yield "timeliness", example.get("timeliness"), judged
    if "filled" in example:
        yield "filled", tuple(example["filled"]), reports.filled_rows(form, cells)
    if "passed" in example:
        yield "passed", example["passed"], reports.passed(form, cells, before)


def _summed(form: Form, example: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    cells = example.get("cells", {})
    totals = reports.totals(form, cells)
    for field, total in example.get("totals", {}).items():
        wanted = reports.Total(total["value"], tuple(total.get("missing", ())))
        yield f"totals.{field}", wanted, totals.get(field)
    columns = reports.derived(form, cells)
    for code, rows in example.get("derived", {}).items():
        found = {row: values[code] for row, values in columns.items() if code in values}
        yield f"derived.{code}", rows, found
    sums = reports.derived_totals(form, cells)
    for code, value in example.get("derived_totals", {}).items():
        yield f"derived_totals.{code}", value, sums.get(code)


def _measured(pack: Pack, form: Form, example: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    totals = reports.totals(form, example.get("cells", {}))
    for code, share in example.get("figures", {}).items():
        asked = pack.indicator(code)
        found = {
            "numerator": totals[asked.numerator].value,
            "denominator": totals[asked.denominator].value,
        }
        yield f"figures.{code}", share, found

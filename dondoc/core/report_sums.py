"""Adding up: the total row, the columns the system computes, and many units' reports in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dondoc.core.expressions import MISSING, Env
from dondoc.core.pack_model import Derived, Form, Format
from dondoc.core.report_checks import Cells


@dataclass(frozen=True)
class Total:
    """The sum of a column over the rows present, and the rows that are missing from it."""

    value: int | None
    missing: tuple[str, ...]


def totals(form: Form, cells: Cells) -> dict[str, Total]:
    """The total row: each field over the rows that have it; with none there is no total, not 0."""
    return {field: _total(form, field, cells) for field in form.fields}


def _total(form: Form, field: str, cells: Cells) -> Total:
    figures = {row: cells[row][field] for row in form.rows if field in cells.get(row, {})}
    missing = tuple(row for row in form.rows if row not in figures)
    return Total(sum(figures.values()) if figures else None, missing)


def derived(form: Form, cells: Cells) -> dict[str, dict[str, Decimal]]:
    """The columns the system computes, row by row; where a figure is missing the cell is absent."""
    computed: dict[str, dict[str, Decimal]] = {}
    for row in form.rows:
        values = {d.code: d.expression.evaluate(Env(cells.get(row, {}))) for d in form.derived}
        computed[row] = {
            code: Decimal(value) for code, value in values.items() if value is not MISSING
        }
    return computed


def derived_totals(form: Form, cells: Cells) -> dict[str, Decimal]:
    """The computed columns of the total row: counts add up, a share is the share of the totals."""
    rows = derived(form, cells)
    sums = {field: total.value for field, total in totals(form, cells).items()}
    found: dict[str, Decimal] = {}
    for column in form.derived:
        value = _derived_total(column, rows, sums)
        if value is not None:
            found[column.code] = value
    return found


def _derived_total(
    column: Derived, rows: Mapping[str, Mapping[str, Decimal]], sums: Mapping[str, int | None]
) -> Decimal | None:
    if column.format is Format.SHARE:
        share = column.expression.evaluate(Env(sums))
        return None if share is MISSING else Decimal(share)
    parts = [row[column.code] for row in rows.values() if column.code in row]
    return sum(parts, Decimal(0)) if parts else None


@dataclass(frozen=True)
class RollUp:
    """Many units' cells added up, with how many units stand behind each of the sums."""

    cells: dict[str, dict[str, int]]
    contributed: dict[str, dict[str, int]]
    units: int


def roll_up(form: Form, reports: Iterable[Cells]) -> RollUp:
    """Add up the reports of many units; a sum says from how many, and nobody's cell is not 0.

    >>> from dondoc.core.periods import DueRule, Kind
    >>> form = Form("f", "F", Kind.DAILY, DueRule(), "commune", {"r": "R"}, {"a": "A", "b": "B"})
    >>> rolled = roll_up(form, [{"r": {"a": 1}}, {"r": {"a": 2}}, {}])
    >>> rolled.cells, rolled.contributed["r"], rolled.units
    ({'r': {'a': 3}}, {'a': 2, 'b': 0}, 3)
    """
    given = list(reports)
    cells: dict[str, dict[str, int]] = {}
    contributed: dict[str, dict[str, int]] = {}
    for row in form.rows:
        for field in form.fields:
            figures = [unit[row][field] for unit in given if field in unit.get(row, {})]
            contributed.setdefault(row, {})[field] = len(figures)
            if figures:
                cells.setdefault(row, {})[field] = sum(figures)
    return RollUp(cells, contributed, len(given))

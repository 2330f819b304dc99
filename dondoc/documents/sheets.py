"""A report form as a spreadsheet: the paper annex with cells to fill, and back into raw text."""

from __future__ import annotations

from typing import Any

from dondoc.documents.sheet_values import (
    FIRST_FIELD,
    RISKY,
    SheetColumn,
    SheetFaulty,
    SheetForm,
    SheetOfAnotherReport,
    SheetUnreadable,
    SheetWithoutKey,
)

__all__ = [
    "FIRST_FIELD",
    "RISKY",
    "SheetColumn",
    "SheetFaulty",
    "SheetForm",
    "SheetOfAnotherReport",
    "SheetUnreadable",
    "SheetWithoutKey",
    "read_form",
    "write_form",
]


def write_form(form: SheetForm, cells: dict[str, dict[str, Any]] | None = None) -> bytes:
    """Write the form as a workbook, with the figures already known; an unknown one stays empty."""
    from dondoc.documents import sheet_writing

    return sheet_writing.write(form, cells or {})


def read_form(data: bytes, form: SheetForm) -> dict[str, dict[str, str]]:
    """Read the raw text of every filled cell by row and field; every fault is named at once.

    Only the shape is judged here: what counts as a number is decided with the report's rules.
    """
    from dondoc.documents import sheet_reading

    return sheet_reading.read(data, form)

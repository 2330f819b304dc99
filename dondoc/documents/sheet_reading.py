"""The workbook that comes back: its key, words and shape are checked, its figures copied."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from dondoc.core.errors import Finding, gettext_noop
from dondoc.documents import guards
from dondoc.documents.sheet_values import (
    FIRST_FIELD,
    KEY_SHEET,
    MAX_SHEET_MB,
    MAX_UNPACKED_MB,
    SheetFaulty,
    SheetOfAnotherReport,
    SheetUnreadable,
    SheetWithoutKey,
)
from dondoc.documents.sheet_writing import head_cells

if TYPE_CHECKING:
    from dondoc.documents.sheet_values import SheetForm

NAME = "xlsx"
KEYS_READ = 50
# How far outside the form a stray figure is looked for, so that nothing typed is lost unseen.
MARGIN_ROWS, MARGIN_COLUMNS = 30, 8
FIGURE = re.compile(r"^[-−]?\s*\d[\d\s.,]*$")

LABEL_CHANGED = gettext_noop("The words here were “%(expected)s” and are now “%(found)s”.")
LABEL_MISSING = gettext_noop("The words “%(expected)s” are missing; rows and columns must stay.")
NOT_A_FIGURE = gettext_noop("“%(found)s” is not a number. Leave the cell empty if it is not known.")
NOT_WHOLE = gettext_noop("%(found)s is not a whole number.")
IS_A_DATE = gettext_noop("Excel turned this cell into a date. Type the number again.")
NO_RESULT = gettext_noop("The formula here has no result. Open the file in Excel and save it.")
FORMULA_ERROR = gettext_noop(
    "The formula here ends in the error %(found)s. Type the number instead."
)
OUT_OF_PLACE = gettext_noop("“%(found)s” stands outside the form. Remove it or move it in.")
OTHER_KEY = gettext_noop("The workbook is for %(found)s; this report is for %(expected)s.")

Grid = dict[tuple[int, int], Any]


def read(data: bytes, form: SheetForm) -> dict[str, dict[str, str]]:
    """The raw text of the filled cells, or every fault of the workbook in one refusal."""
    values, formulas, key = _load(data, form)
    _check_key(form, key)
    findings = _label_findings(form, values)
    cells: dict[str, dict[str, str]] = {}
    for index, (row_code, _) in enumerate(form.rows):
        row = form.first_row_at + index
        for place, column in enumerate(form.columns, start=FIRST_FIELD):
            text, fault = raw_text(values.get((row, place)), formulas.get((row, place)))
            if fault is not None:
                findings.append(Finding(_ref(row, place), fault, {"found": text[:60]}))
            elif text:
                cells.setdefault(row_code, {})[column.code] = text
    findings += _stray_findings(form, values)
    if findings:
        raise SheetFaulty(findings=findings, count=len(findings))
    return cells


def raw_text(value: Any, formula: Any) -> tuple[str, str | None]:
    """What a cell says, and what is wrong with it if anything.

    A fraction is a fault and not text: "1.234" read as text would mean one thousand and more.

    >>> raw_text(5214.0, 5214.0), raw_text(" 1.234 ", " 1.234 "), raw_text(None, None)
    (('5214', None), ('1.234', None), ('', None))
    """
    if value is None:
        return "", NO_RESULT if formula is not None else None
    if isinstance(value, bool):
        return str(value).upper(), NOT_A_FIGURE
    if isinstance(value, int):
        return str(value), None
    if isinstance(value, float):
        return (str(int(value)), None) if value.is_integer() else (f"{value:g}", NOT_WHOLE)
    if isinstance(value, date | datetime | time | timedelta):
        return str(value), IS_A_DATE
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if text.startswith("#"):
        return text, FORMULA_ERROR
    if text and not FIGURE.match(text):
        return text, NOT_A_FIGURE
    return text, None


def _load(data: bytes, form: SheetForm) -> tuple[Grid, Grid, dict[str, str]]:
    guards.weigh(NAME, data, limit_mb=MAX_SHEET_MB)
    guards.refuse_ole(NAME, data)
    if not guards.is_zip(data):
        raise SheetUnreadable
    if "xl/workbook.xml" not in guards.check_package(NAME, data, unpacked_mb=MAX_UNPACKED_MB):
        raise SheetUnreadable
    try:
        with warnings.catch_warnings():
            # The library warns of every extension it drops; figures are not among them.
            warnings.simplefilter("ignore")
            return (*_both_grids(data, form), _key(data))
    except SheetWithoutKey:
        raise
    except Exception as error:
        # The library raises a dozen kinds for a damaged workbook; each means the same to a clerk.
        raise guards.FileBroken(name=NAME) from error


def _both_grids(data: bytes, form: SheetForm) -> tuple[Grid, Grid]:
    """The sheet as results and as formulas; streaming, so that a huge merge is never unfolded."""
    grids = []
    for results in (True, False):
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=results)
        sheets = [sheet for sheet in workbook.worksheets if sheet.title != KEY_SHEET]
        if not sheets or len(sheets) == len(workbook.worksheets):
            raise SheetWithoutKey
        grids.append(_grid(sheets[0], form))
        workbook.close()
    return grids[0], grids[1]


def _grid(sheet: Any, form: SheetForm) -> Grid:
    last_row, last_column = form.last_row_at + MARGIN_ROWS, form.last_column + MARGIN_COLUMNS
    rows = sheet.iter_rows(max_row=last_row, max_col=last_column, values_only=True)
    return {
        (row, column): value
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None
    }


def _key(data: bytes) -> dict[str, str]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = workbook[KEY_SHEET].iter_rows(max_row=KEYS_READ, max_col=2, values_only=True)
    key = {_words(row[0]): _words(row[1]) for row in rows if len(row) == 2 and row[0] is not None}
    workbook.close()
    return key


def _check_key(form: SheetForm, key: dict[str, str]) -> None:
    """Refuse a workbook of another report before its cells are judged by the wrong form."""
    if not key:
        raise SheetWithoutKey
    findings = [
        Finding(name, OTHER_KEY, {"expected": value, "found": key.get(name, "—")})
        for name, value in sorted(form.key.items())
        if key.get(name) != _words(value)
    ]
    if findings:
        raise SheetOfAnotherReport(findings=findings)


def _label_findings(form: SheetForm, values: Grid) -> list[Finding]:
    """Every label that is gone or says something else: its row or column may mean another thing."""
    expected = [(top, left, text) for top, left, _, _, text in head_cells(form)]
    expected += [(form.first_row_at + i, 2, label) for i, (_, label) in enumerate(form.rows)]
    findings = []
    for row, column, text in expected:
        found = _words(values.get((row, column)))
        if found != _words(text):
            message = LABEL_CHANGED if found else LABEL_MISSING
            facts = {"expected": text, "found": found[:60]}
            findings.append(Finding(_ref(row, column), message, facts))
    return findings


def _stray_findings(form: SheetForm, values: Grid) -> list[Finding]:
    below = form.last_row_at + (1 if form.total_row else 0)
    return [
        Finding(_ref(row, column), OUT_OF_PLACE, {"found": _words(value)[:60]})
        for (row, column), value in sorted(values.items())
        if (row > below or (column > form.last_column and row >= form.head_at)) and _words(value)
    ]


def _words(value: Any) -> str:
    return "" if value is None else " ".join(unicodedata.normalize("NFC", str(value)).split())


def _ref(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"

"""The workbook a clerk downloads: locked words, open cells, the look of the paper annex."""

from __future__ import annotations

import io
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dondoc.documents.sheet_values import FIRST_FIELD, KEY_SHEET, RISKY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from dondoc.documents.sheet_values import SheetForm

FONT = "Times New Roman"
THIN = Side(style="thin", color="000000")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_FILL = PatternFill("solid", fgColor="E7ECF2")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
START = Alignment(horizontal="left", vertical="center", wrap_text=True)
END = Alignment(horizontal="right", vertical="center")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
NUMBER = "#,##0"
LARGEST = 999_999_999_999
WIDE_FROM = 7
COLUMN_WIDTH, LABEL_WIDTH = 15, 38


def write(form: SheetForm, cells: dict[str, dict[str, Any]]) -> bytes:
    """Write the sheet to fill in and the hidden sheet that says which report it is."""
    workbook = Workbook()
    workbook.properties.creator = ""
    workbook.properties.title = _clean(form.title)
    workbook.properties.language = "vi-VN"
    sheet = workbook.active
    sheet.title = "Biểu mẫu"
    _write_top(sheet, form)
    _write_head(sheet, form)
    _write_rows(sheet, form, cells)
    if form.total_row:
        _write_total(sheet, form)
    _guard(sheet, form)
    _set_print(sheet, form)
    _write_key(workbook, form)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def put_text(cell: Any, text: str, *, align: Alignment = START, **font: Any) -> None:
    """Write words that stay words: nothing in a label or note can start a formula."""
    cell.value = _clean(text)
    cell.data_type = "s"
    if text.startswith(RISKY):
        cell.quotePrefix = True
    cell.font = Font(name=FONT, **{"size": 12, **font})
    cell.alignment = align


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)[:32_000]


def _write_top(sheet: Worksheet, form: SheetForm) -> None:
    for index, text in enumerate((form.title, *form.notes), start=1):
        sheet.merge_cells(
            start_row=index, end_row=index, start_column=1, end_column=form.last_column
        )
        first = index == 1
        put_text(
            sheet.cell(index, 1),
            text,
            align=CENTRE,
            bold=first,
            italic=not first,
            size=14 if first else 12,
        )
        sheet.row_dimensions[index].height = 36 if first else 18


def head_cells(form: SheetForm) -> list[tuple[int, int, int, int, str]]:
    """The cells of the head: first row and column, last row and column, words."""
    top, bottom = form.head_at, form.first_row_at - 1
    cells = [(top, 1, bottom, 1, "TT"), (top, 2, bottom, 2, form.row_label)]
    at = FIRST_FIELD
    for group, columns in groupby(form.columns, key=lambda column: column.group):
        members = list(columns)
        if group:
            cells.append((top, at, top, at + len(members) - 1, group))
        for column in members:
            cells.append((bottom if group else top, at, bottom, at, column.label))
            at += 1
    return cells


def _write_head(sheet: Worksheet, form: SheetForm) -> None:
    for top, left, bottom, right, text in head_cells(form):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                sheet.cell(row, column).border = BOX
                sheet.cell(row, column).fill = HEAD_FILL
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
        put_text(sheet.cell(top, left), text, align=CENTRE, bold=True)
    for row in range(form.head_at, form.first_row_at):
        sheet.row_dimensions[row].height = 34


def _write_rows(sheet: Worksheet, form: SheetForm, cells: dict[str, dict[str, Any]]) -> None:
    for index, (code, label) in enumerate(form.rows):
        row = form.first_row_at + index
        counter = sheet.cell(row, 1, index + 1)
        counter.font, counter.alignment, counter.border = Font(name=FONT, size=12), CENTRE, BOX
        put_text(sheet.cell(row, 2), label)
        sheet.cell(row, 2).border = BOX
        sheet.row_dimensions[row].height = 22 if len(label) <= LABEL_WIDTH else 36
        for place, column in enumerate(form.columns, start=FIRST_FIELD):
            cell = sheet.cell(row, place)
            _put_figure(cell, cells.get(code, {}).get(column.code))
            cell.border, cell.alignment, cell.number_format = BOX, END, NUMBER
            cell.protection = Protection(locked=False)


def _put_figure(cell: Any, value: Any) -> None:
    """A known figure as a number; a draft that is not one yet stays as it was typed."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        value = int(value)
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
    cell.font = Font(name=FONT, size=12)


def _write_total(sheet: Worksheet, form: SheetForm) -> None:
    """The total of what is filled; with nothing filled it stays empty: silence is not zero."""
    row = form.last_row_at + 1
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    put_text(sheet.cell(row, 1), "TỔNG:", align=CENTRE, bold=True)
    sheet.cell(row, 1).border = sheet.cell(row, 2).border = BOX
    for place in range(FIRST_FIELD, form.last_column + 1):
        letter = get_column_letter(place)
        span = f"{letter}{form.first_row_at}:{letter}{form.last_row_at}"
        cell = sheet.cell(row, place, f'=IF(COUNT({span})=0,"",SUM({span}))')
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.border, cell.alignment, cell.number_format = BOX, END, NUMBER
    sheet.row_dimensions[row].height = 22


def _guard(sheet: Worksheet, form: SheetForm) -> None:
    """Lock the words, let only whole numbers in, and keep labels in sight while scrolling."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 6, LABEL_WIDTH
    for place in range(FIRST_FIELD, form.last_column + 1):
        sheet.column_dimensions[get_column_letter(place)].width = COLUMN_WIDTH
    corner = f"{get_column_letter(FIRST_FIELD)}{form.first_row_at}"
    sheet.freeze_panes = corner
    if not form.rows or not form.columns:
        return
    rule = DataValidation(
        type="whole", operator="between", formula1="0", formula2=str(LARGEST), allow_blank=True
    )
    rule.errorTitle = "Chưa đúng số liệu"
    rule.error = "Ô này chỉ nhận số nguyên không âm. Chưa có số liệu thì để trống."
    rule.showErrorMessage = True
    rule.add(f"{corner}:{get_column_letter(form.last_column)}{form.last_row_at}")
    sheet.add_data_validation(rule)


def _set_print(sheet: Worksheet, form: SheetForm) -> None:
    """A4, one page wide, the head on every page, the page counted at the foot."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    wide = form.last_column >= WIDE_FROM
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{form.head_at}:{form.first_row_at - 1}"
    end = form.last_row_at + (1 if form.total_row else 0)
    sheet.print_area = f"A1:{get_column_letter(form.last_column)}{end}"
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.right.text = "&P/&N"


def _write_key(workbook: Workbook, form: SheetForm) -> None:
    sheet = workbook.create_sheet(KEY_SHEET)
    for row, (name, value) in enumerate(sorted(form.key.items()), start=1):
        put_text(sheet.cell(row, 1), name)
        put_text(sheet.cell(row, 2), value)
    sheet.protection.sheet = True
    sheet.sheet_state = "veryHidden"

"""A report's form as a spreadsheet, and back; pasted cells; both end as texts in the boxes."""

from __future__ import annotations

from collections.abc import Mapping

from dondoc.core import reports
from dondoc.core.errors import Finding
from dondoc.core.packs import Form
from dondoc.documents import sheets
from dondoc.documents.sheets import FIRST_FIELD, SheetColumn, SheetFaulty, SheetForm
from dondoc.reports.models import Report
from dondoc.web import words

MOST_PASTED = 200_000


def sheet_form(report: Report, form: Form) -> SheetForm:
    """The form as the paper has it, with the key of the one report it is for."""
    groups = {name: group.label for group in form.groups for name in group.fields}
    return SheetForm(
        title=form.label,
        notes=(
            f"{report.agency.name}, số liệu ngày {words.day(report.last_on)}",
            "Chưa có số liệu thì để trống, không ghi 0. Lưu tệp rồi nộp lại ở trang báo cáo.",
        ),
        row_label=form.row_label or "Nội dung",
        rows=tuple(form.rows.items()),
        columns=tuple(
            SheetColumn(code, label, groups.get(code)) for code, label in form.fields.items()
        ),
        total_row=form.total_row,
        key={
            "report": str(report.pk),
            "form": form.code,
            "unit": report.unit.code,
            "period": report.first_on.isoformat(),
        },
    )


def file_name(report: Report, form: Form) -> str:
    """A name of codes only: no person, no mark that another machine would garble."""
    return f"bao-cao-{form.code}-{report.unit.code}-{report.first_on:%Y%m%d}.xlsx".replace("_", "-")


def write(report: Report, form: Form, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook with the figures already known."""
    known = reports.read_cells(form, texts).cells
    return sheets.write_form(sheet_form(report, form), known)


def read(data: bytes, report: Report, form: Form) -> dict[str, dict[str, str]]:
    """The filled cells as texts; a figure that cannot be a count is named by its cell.

    Raises the refusals `sheet.*` and those of files that cannot be opened.
    """
    asked = sheet_form(report, form)
    texts = sheets.read_form(data, asked)
    findings = [
        Finding(_cell(asked, one.place), one.message, one.facts)
        for one in reports.read_cells(form, texts).findings
    ]
    if findings:
        raise SheetFaulty(findings=findings, count=len(findings))
    return texts


def _cell(asked: SheetForm, place: str) -> str:
    from openpyxl.utils import get_column_letter

    row, _, field = place.partition(".")
    rows, columns = [code for code, _ in asked.rows], [one.code for one in asked.columns]
    letter = get_column_letter(FIRST_FIELD + columns.index(field))
    return f"{letter}{asked.first_row_at + rows.index(row)}"


def pasted(form: Form, text: str) -> dict[str, dict[str, str]]:
    """Cells copied in a spreadsheet, as texts in the boxes; words of rows and heads are skipped.

    A line that begins with the words of a row goes to that row; other lines go down from the
    first row. A line as wide as the typed columns leaves those carried over as they are.
    """
    lines = [line.split("\t") for line in text[:MOST_PASTED].splitlines() if line.strip()]
    by_label = {_plain(label): row for row, label in form.rows.items()}
    free = iter(form.rows)
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        labelled = next((by_label[_plain(cell)] for cell in line if _plain(cell) in by_label), None)
        if labelled is None and not any(cell.strip()[:1].isdigit() for cell in line):
            continue  # a line of the head
        if labelled is not None:
            at = next(i for i, cell in enumerate(line) if _plain(cell) in by_label)
            figures = line[at + 1 :]
        else:
            labelled, figures = next(free, None), line
        if labelled is not None:
            names = form.typed if len(figures) == len(form.typed) else tuple(form.fields)
            found[labelled] = {
                name: cell.strip() for name, cell in zip(names, figures, strict=False)
            }
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

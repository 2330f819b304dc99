"""The register as a spreadsheet: the same columns, and nothing in it that a program would run."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from dondoc.core.periods import HANOI
from dondoc.dashboards.register import Row
from dondoc.dashboards.register_words import NOBODY
from dondoc.documents.sheets import RISKY
from dondoc.web import words as say

# Name, width, and how its values are written.
COLUMNS = (
    ("Mã", 10, ""),
    ("Tình trạng", 22, ""),
    ("Nhiệm vụ", 70, ""),
    ("Căn cứ", 24, ""),
    ("Chủ trì", 30, ""),
    ("Nay chịu trách nhiệm", 30, ""),
    ("Hạn cuối", 12, "dd/mm/yyyy"),
    ("Còn / quá", 26, ""),
    ("Đạt", 9, "0.0%"),
    ("Mức cần", 9, "0.0%"),
    ("6 rõ", 7, ""),
    ("Cập nhật", 17, "dd/mm/yyyy hh:mm"),
)


def register_sheet(rows: Iterable[Row], title: str) -> bytes:
    """An .xlsx of the lines given, with days as days and shares as shares."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    from dondoc.documents.decree30 import printable

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ nhiệm vụ")
    for place, (_, width, _) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A3"
    bold = Font(bold=True)

    def cell(value: object, shape: str = "", *, head: bool = False) -> WriteOnlyCell:
        if isinstance(value, str):
            # Signs that no sheet can hold, pasted from a broken program, must not cost all rows.
            value = printable(value)
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, str) and value.startswith(RISKY):
            # Text for ever, even after somebody edits the cell.
            made.data_type, made.quotePrefix = "s", True
        if head:
            made.font = bold
        elif shape and value is not None:
            made.number_format = shape
        return made

    sheet.append([cell(title, head=True)])
    sheet.append([cell(name, head=True) for name, _, _ in COLUMNS])
    for row in rows:
        values = zip(_values(row), COLUMNS, strict=True)
        sheet.append([cell(value, shape) for value, (_, _, shape) in values])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(row: Row) -> list[object]:
    facts = row.judged.facts
    left = "; ".join(part for part in (row.left.words, row.left.further) if part)
    updated = row.updated_at
    return [
        row.task.code,
        say.look_of(row.judged.state).word,
        row.task.title,
        row.ground,
        ", ".join(row.judged.leads) or "chưa rõ",
        (", ".join(row.judged.owners) or NOBODY) if row.judged.passed_on else "",
        facts.due_on,
        left,
        row.share,
        row.needed,
        f"{row.clear}/6",
        updated.astimezone(HANOI).replace(tzinfo=None) if updated else None,
    ]

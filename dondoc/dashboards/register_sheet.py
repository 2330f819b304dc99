"""The register as a spreadsheet: the same columns, and nothing in it that a program would run."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from dondoc.core.periods import HANOI
from dondoc.dashboards.register import Row
from dondoc.web import words as say

HEADS = (
    ("Mã", 10),
    ("Tình trạng", 22),
    ("Nhiệm vụ", 70),
    ("Căn cứ", 24),
    ("Chủ trì", 30),
    ("Hạn cuối", 12),
    ("Còn / quá", 26),
    ("Đạt", 9),
    ("Mức cần", 9),
    ("6 rõ", 7),
    ("Cập nhật", 17),
)
# What a spreadsheet takes for the beginning of a formula, whatever a dispatch or a person wrote.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def register_sheet(rows: Iterable[Row], title: str) -> bytes:
    """An .xlsx of the lines given, with days as days and shares as shares."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Sổ nhiệm vụ"
    sheet.append([title])
    sheet.append([head for head, _ in HEADS])
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(_values(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith(RISKY):
                # Text for ever, even after somebody edits the cell.
                cell.data_type, cell.quotePrefix = "s", True
    for place, (_, width) in enumerate(HEADS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for column, shape in (
        ("F", "dd/mm/yyyy"),
        ("H", "0.0%"),
        ("I", "0.0%"),
        ("K", "dd/mm/yyyy hh:mm"),
    ):
        for cell in sheet[column][2:]:
            cell.number_format = shape
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(HEADS))}{sheet.max_row}"
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
        facts.due_on,
        left,
        row.share,
        row.needed,
        f"{row.clear}/6",
        updated.astimezone(HANOI).replace(tzinfo=None) if updated else None,
    ]

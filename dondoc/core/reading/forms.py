"""Tables that someone must fill in: rows, columns, merged headings, as printed, with suggestions
beside.

A form is a table whose first rows are headings, whose further rows carry a label, and whose other
cells are empty. A table of duties, of addressees or of signatures is none.
"""

from __future__ import annotations

import re

from dondoc.core.phrases import later
from dondoc.core.reading.grids import Grid
from dondoc.core.reading.model import FormFound, Group, Suggestion
from dondoc.core.reading.suspects import suggestion_for

_COUNTER = later(r"^(?:TT|STT|Số TT|Số thứ tự|No\.?)$", re.IGNORECASE)
_TOTAL = later(r"^\s*(?:tổng(?: cộng| số)?|cộng|toàn tỉnh)\s*:?\s*$", re.IGNORECASE)
_NUMBERED = later(r"^(?:\d{1,3}|[IVX]+|[a-zđ])[.)]?$")

Rows = list[list[str]]


def form_of(table: Grid, *, title: str) -> FormFound | None:
    """The form that a table proposes, or None when it is no table to fill in."""
    grid, repeated = table.texts, table.merged
    heads = _heading_rows(grid)
    body = [row for row in grid[heads:] if any(cell for cell in row)]
    body = [row for row in body if not _is_column_numbers(row)]
    if not heads or len(body) < 2 or len(grid[0]) < 3:
        return None
    counted = bool(_COUNTER.match(grid[0][0])) or all(
        _NUMBERED.match(r[0]) or not r[0] for r in body
    )
    label_at = 1 if counted else 0
    totals = [row for row in body if any(_TOTAL.match(cell) for cell in row[: label_at + 1])]
    rows = [row for row in body if row not in totals and row[label_at]]
    values = [cell for row in rows for cell in row[label_at + 1 :]]
    if (
        len(rows) < 2
        or not values
        or sum(not cell or cell == "…" for cell in values) < 0.7 * len(values)
    ):
        return None
    columns, groups = _headings(grid[:heads], label_at + 1, repeated=repeated)
    row_label = next((row[label_at] for row in grid[:heads] if row[label_at]), "")
    labels = [(row[label_at], f"rows[{i}]") for i, row in enumerate(rows)]
    labels += [(label, f"columns[{i}]") for i, label in enumerate(columns)]
    labels += [(group.label, f"groups[{i}]") for i, group in enumerate(groups)] + [
        (row_label, "row_label")
    ]
    suggested = [(label, suggestion_for(label), where) for label, where in labels]
    return FormFound(
        title=title,
        row_label=row_label,
        rows=tuple(row[label_at] for row in rows),
        columns=tuple(columns),
        total_row=bool(totals),
        start=table.start,
        end=table.end,
        groups=tuple(groups),
        suggestions=tuple(
            Suggestion(label, better, where) for label, better, where in suggested if better
        ),
    )


def _heading_rows(grid: Rows) -> int:
    for place, row in enumerate(grid):
        if place and (_NUMBERED.match(row[0]) or any(_TOTAL.match(cell) for cell in row[:2])):
            return place
        if place and row[0] and row[0] != grid[place - 1][0] and not any(row[1:]):
            return place
    return 0


def _is_column_numbers(row: list[str]) -> bool:
    """A row "(1) (2) (3)" only numbers the columns."""
    cells = [cell for cell in row if cell]
    return len(cells) > 2 and all(
        re.match(r"^\(?\d{1,2}\)?(?:\s?=.*)?$|^[A-C]$", cell) for cell in cells
    )


def _headings(heads: Rows, first: int, *, repeated: bool) -> tuple[list[str], list[Group]]:
    """The lowest heading of every column, and the headings that several columns share."""
    width = len(heads[0])
    top = list(heads[0])
    deeper = heads[1:]
    for x in range(first, width):
        if not top[x] and x and deeper and deeper[-1][x]:
            top[x] = top[x - 1]
    columns, groups = [], []
    for x in range(first, width):
        below = next(
            (row[x] for row in reversed(deeper) if row[x] and not re.match(r"^\(\d+\)", row[x])), ""
        )
        columns.append(below or top[x])
    x = first
    while x < width:
        last = x
        while last + 1 < width and top[last + 1] == top[x] and top[x]:
            last += 1
        if last > x and top[x] not in columns[x - first : last - first + 1]:
            groups.append(Group(top[x], x - first, last - first))
        x = last + 1
    return columns, groups

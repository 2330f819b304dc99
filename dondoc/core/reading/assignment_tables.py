"""Tables that assign: "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm".

Every row is a duty; its words are the cell of the work, the other cells say who, with whom, until
when and with what result. A row that only names a group stands over the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.core.names import fold
from dondoc.core.phrases import later
from dondoc.core.reading.agencies import split_names, starts_agency
from dondoc.core.reading.duties import Context, deciding, timed
from dondoc.core.reading.fields import (
    form_of_duty,
    modality_of,
    places_of,
    report_by,
    report_to,
    target_of,
    title_of,
)
from dondoc.core.reading.grids import Grid, Place
from dondoc.core.reading.model import Assignment, Clause, Mark

_COUNTER = later(r"^(?:tt|stt|so tt|so thu tu|no\.?|#)$")
_ROLES = (
    (
        "none",
        later(r"ghi chu|don vi tinh|dvt|can cu|kinh phi|nguon von|so luong|ket qua thuc hien"),
    ),
    ("both", later(r"chu tri.{0,20}phoi hop|phoi hop.{0,20}chu tri")),
    ("help", later(r"phoi hop")),
    (
        "lead",
        later(
            r"chu tri|dau moi|phu trach|chiu trach nhiem|tham muu|(?:co quan|don vi|bo phan|"
            r"nguoi|trach "
            r"nhiem|phan cong|to chuc)[^|]{0,24}thuc hien|phan cong|soan thao|duoc giao|"
            r"^(?:ten )?(?:co quan|don vi|so, nganh|dia phuong)(?:, (?:don vi|dia phuong))*$"
        ),
    ),
    (
        "due",
        later(
            r"thoi gian|thoi han|tien do|thoi diem|han (?:hoan|xu|bao|thuc|cuoi)|^han$|hoan "
            r"thanh|lo trinh|"
            r"^(?:thang|quy|nam)\b"
        ),
    ),
    ("product", later(r"san pham|ket qua|dau ra")),
    (
        "work",
        later(
            r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|ten (?:de an|du an|van ban)|viec "
            r"can lam|"
            r"de an|chuong trinh|danh muc|muc tieu|hang muc|yeu cau"
        ),
    ),
)
_COLUMN_NUMBER = later(r"^\(?\d{1,2}\)?(?:\s?=.*)?$|^[A-C]$")
_GROUP_LABEL = later(r"^(?:[IVX]{1,5}|[A-ZĐ])\.?$")
_LABELLED = later(r"^(?P<label>[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,2})[.)/]?\s+(?=\S)")
_SAME = later(r"^(?:-?nt-?|như trên|[\"”“″]|//|-\"-|như nhiệm vụ trên)\.?$", re.IGNORECASE)
_NOTHING = later(r"^[-–—/.…x]*$")


@dataclass(frozen=True)
class _Columns:
    """Which column holds what, by place; -1 where a table has none."""

    work: int
    lead: int
    help: int
    due: int
    product: int
    counter: int
    both: int

    @classmethod
    def of(cls, roles: Sequence[str]) -> _Columns:
        places = {role: place for place, role in reversed(list(enumerate(roles)))}
        names = ("work", "lead", "help", "due", "product", "counter", "both")
        return cls(*(places.get(name, -1) for name in names))

    @property
    def assign(self) -> bool:
        """Whether such columns hand out work rather than ask for figures."""
        owned = self.lead >= 0 or self.both >= 0
        return self.work >= 0 and (owned or (self.due >= 0 and self.product >= 0))


@dataclass(frozen=True)
class AssignmentTable:
    """A table that assigns, its columns known, with the rows below its heading."""

    grid: Grid
    columns: _Columns
    rows: tuple[tuple[Place, ...], ...]


@dataclass
class _Above:
    """What a row may take from the rows above it."""

    number: str = ""
    owners: tuple[str, ...] = ()
    row: tuple[Place, ...] | None = None


def table_of(grid: Grid) -> AssignmentTable | None:
    """The table as one that assigns, or None: a form to fill in has no owners in its rows."""
    for place, row in enumerate(grid.rows[:6]):
        roles = _roles(row, grid.rows[max(0, place - 1)])
        columns = _Columns.of(roles)
        if not columns.assign:
            continue
        deeper = grid.rows[place + 1] if place + 1 < len(grid.rows) else None
        below = _roles(deeper, row) if deeper and _is_heading(deeper, columns) else []
        if below and _Columns.of(below).assign:
            columns, place = _Columns.of(below), place + 1
        rows = tuple(
            each
            for each in grid.rows[place + 1 :]
            if any(cell.text for cell in each) and not _is_furniture(each, columns)
        )
        table = AssignmentTable(grid, columns, rows)
        return table if _is_filled(table) else None
    return None


def _roles(row: Sequence[Place], above: Sequence[Place]) -> list[str]:
    found: list[str] = []
    for cell, over in zip(row, above, strict=False):
        role = _role(cell.text) or (_role(f"{over.text} {cell.text}") if over is not cell else "")
        role = role or (_role(over.text) if not cell.text else "")
        found.append("" if role in found and role != "none" else role)
    return found


def _role(words: str) -> str:
    said = fold(words)
    if _COUNTER.match(said):
        return "counter"
    if not said or len(said) > 90:
        return ""
    return next((role for role, pattern in _ROLES if pattern.search(said)), "")


def _is_heading(row: Sequence[Place], columns: _Columns) -> bool:
    """Whether a second row still belongs to the heading: no number, no long words."""
    counter = row[columns.counter].text if columns.counter >= 0 else ""
    named = [cell.text for cell in row if cell.text]
    short = all(len(text) < 60 for text in named)
    return (
        bool(named)
        and short
        and not re.match(r"\d|[IVX]+\.?$", counter)
        and (len({_role(text) for text in named} - {""}) >= 2)
    )


def _is_furniture(row: Sequence[Place], columns: _Columns) -> bool:
    """A heading repeated on a new page, or a row that numbers the columns."""
    cells = [cell.text for cell in row if cell.text]
    if len(cells) > 2 and all(_COLUMN_NUMBER.match(cell) for cell in cells):
        return True
    roles = {_role(cell) for cell in cells}
    return len(cells) > 2 and len(roles - {"", "none"}) >= 3 and all(len(c) < 60 for c in cells)


def _is_filled(table: AssignmentTable) -> bool:
    """Whether its rows really name someone, or set days: otherwise it waits to be filled in."""
    columns = table.columns
    told = [
        place for place in (columns.lead, columns.both, columns.due, columns.product) if place >= 0
    ]
    working = [row for row in table.rows if row[columns.work].text]
    said = [row for row in working if any(row[place].text for place in told)]
    return bool(said) and len(said) * 3 >= len(working)


def duties_in(
    table: AssignmentTable, context: Context
) -> Iterator[tuple[Assignment | None, Clause | None]]:
    """The duties of the rows, and the clauses that group rows open."""
    above = _Above()
    for place, row in enumerate(table.rows):
        following = table.rows[place + 1] if place + 1 < len(table.rows) else None
        group = _group(table, row, following)
        if group is not None:
            label, words = group
            named = split_names(words.text) if starts_agency(words.text) else ()
            above = _Above(label, named, None)
            yield None, Clause(label, words.start, words.end, named, words.text.rstrip(" :."))
            continue
        row = tuple(
            over if over is not None and _SAME.match(cell.text) else cell
            for cell, over in zip(row, above.row or [None] * len(row), strict=False)
        )
        work = row[table.columns.work]
        if work.end > work.start and not _NOTHING.match(work.text):
            yield _duty(table, row, above, context), None
            above.row = row


def _group(
    table: AssignmentTable, row: tuple[Place, ...], following: tuple[Place, ...] | None
) -> tuple[str, Place] | None:
    """The label and words of a row that only names a group of rows below it."""
    columns = table.columns
    counter = row[columns.counter] if columns.counter >= 0 else None
    rest = [cell for cell in row if cell.text and (counter is None or cell.start != counter.start)]
    if (
        not rest
        and counter is not None
        and counter.text
        and not re.fullmatch(r"[\d.]+", counter.text)
    ):
        rest, counter = [counter], None
    if len({cell.start for cell in rest}) != 1:
        return None
    words = rest[0]
    label = counter.text.rstrip(".)") if counter is not None and counter is not words else ""
    spread = sum(cell.start == words.start for cell in row) > 1
    inline = _LABELLED.match(words.text)
    if (
        not label
        and inline
        and (spread or words.text.isupper() or _GROUP_LABEL.match(inline["label"]))
    ):
        return inline["label"], words
    below = following[columns.counter].text if following and columns.counter >= 0 else ""
    parent = bool(label) and below.startswith(f"{label}.")
    if _GROUP_LABEL.match(label) or spread or parent or (not label and words.text.isupper()):
        return label, words
    return None


def _duty(
    table: AssignmentTable, row: tuple[Place, ...], above: _Above, context: Context
) -> Assignment:
    columns = table.columns
    work = row[columns.work]
    lead, helps, places = _people(table, row, above, context)
    due_cell = _cell(table, row, above, columns.due)
    own = context.deadlines(work.start, work.end)
    told = context.limits(due_cell.start, due_cell.end) if due_cell else []
    deadline = deciding(told) or (deciding(own) if not told else None)
    recurrence = next((d for d in (*told, *(own if not told else ())) if d.every), None)
    words = context.flat[work.start : work.end]
    standing = bool(due_cell and re.match(r"thường xuyên", due_cell.text, re.IGNORECASE))
    product = _cell(table, row, above, columns.product)
    target = target_of(words, work.start)
    marks = [Mark("what", work.start, work.end)]
    marks += [Mark("when", d.start, d.end) for d in (*told, *own)]
    marks += [Mark("who", start, end) for start, end in places if end > start]
    marks += [Mark("target", target.start, target.end)] if target else []
    marks += [
        Mark("suspect", s.start, s.end)
        for s in context.suspects
        if work.start <= s.start < work.end
    ]
    counter = row[columns.counter].text.rstrip(".)") if columns.counter >= 0 else ""
    clause = f"{above.number}.{counter}" if above.number and counter else above.number or counter
    duty = Assignment(
        clause=counter if above.number and counter.startswith(f"{above.number}.") else clause,
        text=" ".join(context.shown[work.start : work.end].split()),
        start=work.start,
        end=work.end,
        title=title_of(words, own, work.start),
        lead=lead or context.fallback,
        coordinate=helps,
        modality="standing"
        if standing and deadline is None
        else modality_of(words, deadline or recurrence, target),
        report_to=report_to(words),
        report_by=report_by(words),
        form=form_of_duty(words),
        target=target,
        places=places_of(words),
        product=product.text if product else None,
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
    )
    return timed(duty, deadline, recurrence, (*told, *own), context)


def _people(
    table: AssignmentTable, row: tuple[Place, ...], above: _Above, context: Context
) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
    """Who leads and who helps by the cells of a row, with the places of those cells."""
    columns = table.columns
    cells = [_cell(table, row, above, place) for place in (columns.lead, columns.help)]
    lead, helps = (_names(cell.text) if cell else () for cell in cells)
    both = _cell(table, row, above, columns.both)
    if both and not lead:
        lead, more = _shared_cell(both.text)
        helps = helps or more
    elif cells[0] and not helps:
        lead, helps = _shared_cell(cells[0].text) if ":" in cells[0].text else (lead, helps)
    lead = lead or above.owners
    if lead and columns.work >= 0 and columns.lead < 0 and columns.both < 0:
        lead = above.owners
    spans = [(cell.start, cell.end) for cell in (*cells, both) if cell]
    return context.known(lead), context.known(helps), spans


_PARTED = later(r"(?:cơ quan |đơn vị )?(?:phối hợp)\s?(?:với)?\s?:?\s*", re.IGNORECASE)
_LEADS = later(r"^[-+•\s]*(?:cơ quan |đơn vị )?chủ trì\s?:?\s*", re.IGNORECASE)


def _shared_cell(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leader and helpers in one cell: "Chủ trì: Sở A; phối hợp: Sở B", or the first leads."""
    parts = _PARTED.split(words, maxsplit=1)
    names = _names(_LEADS.sub("", parts[0]))
    if len(parts) > 1:
        return names, _names(parts[1])
    return names[:1], names[1:]


def _names(words: str) -> tuple[str, ...]:
    parts = re.split(r"\s*;\s*|(?:^|\s)[-+•]\s+(?=[^\W\da-z])", _LEADS.sub("", words))
    return tuple(dict.fromkeys(name for part in parts for name in split_names(part) if name))


def _cell(
    table: AssignmentTable, row: tuple[Place, ...], above: _Above, column: int
) -> Place | None:
    """A cell that says something; "nt" and, where merges are lost, an empty owner mean the row
    above."""
    if column < 0:
        return None
    cell = row[column]
    last = above.row[column] if above.row else None
    if cell.text and not _NOTHING.match(cell.text):
        return cell
    columns = table.columns
    owner = columns.lead if columns.lead >= 0 else columns.both
    lost = not table.grid.merged and not cell.text and owner >= 0 and not row[owner].text
    if lost and last is not None and last.text and column in (owner, columns.due):
        return last
    return None

"""The list of work that one body hands over to those that go on with it, as a Word file.

Type, margins and head as in Decree 30/2020/NĐ-CP, Annex I; the page lies on its side, which the
decree allows for tables. Whoever gives, receives and witnesses signs with a pen: no person's name
is printed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

TITLE = "Danh mục nhiệm vụ, báo cáo bàn giao"
HEADS = ("TT", "Nội dung", "Căn cứ", "Hạn cuối", "Tình trạng", "Cơ quan nhận", "Chức năng")
WIDTHS_MM = (10.0, 76.0, 44.0, 24.0, 33.0, 40.0, 30.0)
PAGE_MM, LEFT_MM, AGENCY_RULE_MM, MOTTO_RULE_MM = 257.0, 117.0, 22.0, 55.0
SIGNING_IN_A_ROW = 4
ROOM_TO_SIGN = 56
NOTHING = "Không còn nhiệm vụ, báo cáo nào phải bàn giao."
TO_BE_CHOSEN = "chưa xác định"


@dataclass(frozen=True)
class Entry:
    """One piece of work: what, by which words, until when, how it stands, who receives it."""

    content: str
    basis: str = ""
    due: str = ""
    standing: str = ""
    receiver: str = ""
    function: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells after the counter; an owner nobody chose is said, never left blank."""
        receiver = self.receiver or TO_BE_CHOSEN
        return (self.content, self.basis, self.due, self.standing, receiver, self.function)


@dataclass(frozen=True)
class Part:
    """Pieces of one kind, in a table of their own."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Handover:
    """The whole list: who gives, on what ground, and who receives and bears witness."""

    parent_body: str
    body: str
    place: str
    day: date
    giver: str
    subject: str  # under the title: "của Sở X, kết thúc hoạt động sau ngày 28/02/2025"
    ground: str  # in brackets: the decision it goes with, or that there is none yet
    parts: tuple[Part, ...]
    receivers: tuple[str, ...] = ()
    witness: str = ""
    note: str = ""


def write_handover(handover: Handover) -> bytes:
    """Write the list as a Word file, the places for three hands left free."""
    from dondoc.documents import decree30

    document = decree30.new_document(title=f"{TITLE}: {handover.giver}", on=handover.day)
    _lay_on_its_side(document)
    _write_head(document, handover)
    _write_title(document, handover)
    parts = [part for part in handover.parts if part.entries]
    for number, part in enumerate(parts, start=1):
        _write_part(document, f"{_roman(number)}. {part.title}", part)
    if not parts:
        _line(document, NOTHING, before=6)
    if handover.note:
        _line(document, handover.note, italic=True, before=6)
    _write_signing(document, handover)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _roman(number: int) -> str:
    """Parts of an administrative document are numbered I, II, III.

    >>> [_roman(n) for n in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        while number >= value:
            written, number = written + sign, number - value
    return written


def _lay_on_its_side(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    from dondoc.documents.decree30 import PAGE

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE[1], PAGE[0]
    section.left_margin = section.right_margin = Mm(20)


def _write_head(document: Any, handover: Handover) -> None:
    """Agency left, the nation's name, place and day right; a list that travels has no number."""
    from dondoc.documents.decree30 import add_columns, lines_in
    from dondoc.documents.letter_head import MOTTO, NATION

    nation_mm = PAGE_MM - LEFT_MM
    cells = add_columns(document, LEFT_MM, nation_mm).rows[0].cells
    agency, nation = lines_in(cells[0]), lines_in(cells[1])
    for name, is_issuer in ((handover.parent_body, False), (handover.body, True)):
        for line in name.upper().split("\n"):
            if line:
                agency.add(line, size=13, bold=is_issuer)
    agency.rule(AGENCY_RULE_MM, cell_mm=LEFT_MM)
    nation.add(NATION, size=12, bold=True)
    nation.add(MOTTO, size=13, bold=True)
    nation.rule(MOTTO_RULE_MM, cell_mm=nation_mm)
    nation.add(f"{handover.place}, {_said(handover.day)}", size=13, italic=True, before=7)


def _said(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2025": zeros before days below ten and the first two months."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _write_title(document: Any, handover: Handover) -> None:
    _line(document, TITLE.upper(), size=14, bold=True, before=14, centred=True)
    _line(document, handover.subject, size=14, bold=True, centred=True)
    _line(document, f"({handover.ground})", italic=True, after=4, centred=True)


def _line(
    document: Any,
    text: str,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    centred: bool = False,
    keep: bool = False,
) -> None:
    from docx.shared import Pt

    from dondoc.documents.decree30 import CENTRE, LEFT_SIDE, add_text

    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE if centred else LEFT_SIDE
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep
    add_text(paragraph, text, size=size, bold=bold, italic=italic)


def _write_part(document: Any, title: str, part: Part) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT

    from dondoc.documents.decree30 import fix_widths, set_cell_margins

    _line(document, title, bold=True, before=10, after=4, keep=True)
    table = document.add_table(rows=1 + len(part.entries), cols=len(HEADS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, list(WIDTHS_MM))
    set_cell_margins(table, 1.2)
    rows = list(table.rows)  # each asking anew walks the whole table
    _write_row(rows[0], HEADS, head=True)
    for number, (row, entry) in enumerate(zip(rows[1:], part.entries, strict=True), start=1):
        _write_row(row, (str(number), *entry.texts))


def _write_row(row: Any, texts: tuple[str, ...], *, head: bool = False) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    from dondoc.documents.decree30 import CENTRE, LEFT_SIDE, lines_in

    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        middle = head or column in (0, 3)
        line = lines_in(cell).add(text, size=12, bold=head, align=CENTRE if middle else LEFT_SIDE)
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.keep_with_next = head
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(tag))


def _write_signing(document: Any, handover: Handover) -> None:
    """Who gives, who receives (each for itself) and who bears witness; no row breaks."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    from dondoc.documents.decree30 import add_columns, lines_in

    sides = [("Đại diện bên giao", handover.giver)]
    sides += [("Đại diện bên nhận", name) for name in handover.receivers or ("",)]
    sides.append(("Người chứng kiến", handover.witness))
    for start in range(0, len(sides), SIGNING_IN_A_ROW):
        here = sides[start : start + SIGNING_IN_A_ROW]
        gap = document.add_paragraph().paragraph_format
        gap.space_before, gap.keep_with_next = Pt(4), True
        row = add_columns(document, *([PAGE_MM / len(here)] * len(here))).rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (role, name) in zip(row.cells, here, strict=True):
            lines = lines_in(cell)
            lines.add(role.upper(), bold=True, keep=True)
            if name:
                lines.add(name, size=12, bold=True, keep=True)
            lines.add("(Ký, ghi rõ họ tên)", size=12, italic=True, keep=True)
            lines.add("").paragraph_format.line_spacing = Pt(ROOM_TO_SIGN)

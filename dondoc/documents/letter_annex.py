"""An annex: its own pages, a title, what it travels with, and a ruled table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dondoc.documents.decree30 import (
    BOTTOM,
    CENTRE,
    LEFT,
    LEFT_SIDE,
    PAGE,
    RIGHT,
    RIGHT_SIDE,
    TEXT_WIDTH_MM,
    TOP,
    add_text,
    fix_widths,
    lines_in,
    set_cell_margins,
)
from dondoc.documents.letter_values import BLANK_NUMBER, dated

if TYPE_CHECKING:
    from dondoc.documents.letter_values import Annex, Letter

LANDSCAPE_FROM = 10
LANDSCAPE_WIDTH_MM = 257
COUNTER_HEADS = {"TT", "STT"}
COUNTER_MM, LEAST_WORDS_MM, LEAST_FIGURE_MM = 10.0, 28.0, 17.0
# A bold digit at 12 pt, rounded up, and the two sides of a cell.
DIGIT_MM, CELL_SIDES_MM = 2.2, 3.0


def write(document: Any, letter: Letter, annex: Annex) -> None:
    """Write the annex on new pages, numbered for themselves from the second on."""
    columns = column_count(annex)
    wide = columns >= LANDSCAPE_FROM
    _start_section(document, wide=wide)
    for index, line in enumerate(annex.title.split("\n")):
        _centred(document, line.upper(), bold=True, before=0 if index else 6)
    _centred(document, annex.reference_line or reference_line(letter), size=13, italic=True)
    _centred(document, "", size=8)
    table = document.add_table(rows=len(annex.header_rows) + len(annex.rows), cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, widths_of(annex, LANDSCAPE_WIDTH_MM if wide else TEXT_WIDTH_MM))
    set_cell_margins(table, 1.2)
    _write_head(table, annex)
    _write_rows(table, annex)


def reference_line(letter: Letter) -> str:
    """The words that tie an annex to its letter."""
    suffix = letter.number_suffix.lstrip("/")
    body = " ".join((letter.body_said or letter.body).split())
    number = f" {letter.number} " if letter.number else BLANK_NUMBER
    return f"(Kèm theo Công văn số{number}/{suffix} {dated(letter)} của {body})"


def column_count(annex: Annex) -> int:
    """How many columns the table needs, by its head and its rows."""
    head = sum(cell.colspan for cell in annex.header_rows[0]) if annex.header_rows else 0
    return max([head, *(len(row) for row in annex.rows)], default=1) or 1


def widths_of(annex: Annex, total_mm: float) -> list[float]:
    """A narrow counter, even figures, and the words share what is left."""
    columns = column_count(annex)
    counters = 1 if is_counted(annex) else 0
    words = max(min(annex.numeric_from, columns) - counters, 0)
    figures = columns - counters - words
    free = total_mm - COUNTER_MM * counters
    needed = [
        max(
            [
                LEAST_FIGURE_MM,
                *(len(r[i]) * DIGIT_MM + CELL_SIDES_MM for r in annex.rows if i < len(r)),
            ]
        )
        for i in range(counters + words, columns)
    ]
    room = free - LEAST_WORDS_MM * words
    if figures and (not words or sum(needed) > room):
        # Words keep a readable column even beside many figures; alone, figures fill the page.
        needed = [each * room / sum(needed) for each in needed]
    word_mm = (free - sum(needed)) / max(words, 1)
    return [COUNTER_MM] * counters + [word_mm] * words + needed


def is_counted(annex: Annex) -> bool:
    """Whether the first column only numbers the rows."""
    return bool(annex.header_rows) and annex.header_rows[0][0].text.strip() in COUNTER_HEADS


def _start_section(document: Any, *, wide: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The break lives in a paragraph of its own; at full height it could spill onto a blank page.
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    section.different_first_page_header_footer = True
    width, height = PAGE
    section.page_width, section.page_height = (height, width) if wide else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if wide else (LEFT, RIGHT)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.find(qn("w:pgMar")).addnext(numbers)


def _centred(
    document: Any,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = True
    add_text(paragraph, text, size=size, bold=bold, italic=italic)


def _write_head(table: Any, annex: Annex) -> None:
    """The head with its merged groups; its rows come back on every page."""
    depth = len(annex.header_rows)
    taken: set[tuple[int, int]] = set()
    for down, cells in enumerate(annex.header_rows):
        across = 0
        for cell in cells:
            while (down, across) in taken:
                across += 1
            bottom = min(down + cell.rowspan, depth) - 1
            right = min(across + cell.colspan, len(table.columns)) - 1
            taken.update((y, x) for y in range(down, bottom + 1) for x in range(across, right + 1))
            merged = table.cell(down, across)
            if (bottom, right) != (down, across):
                merged = merged.merge(table.cell(bottom, right))
            merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            lines_in(merged).add(cell.text, size=12, bold=True, keep=True)
            across = right + 1
        _mark(table.rows[down], "w:cantSplit", "w:tblHeader")


def _write_rows(table: Any, annex: Annex) -> None:
    offset = len(annex.header_rows)
    counted = is_counted(annex)
    for index, texts in enumerate(annex.rows):
        cells = table.rows[offset + index].cells
        is_total = texts[0].strip().upper().startswith(("TỔNG", "CỘNG")) if texts else False
        span = _label_span(texts, annex.numeric_from) if is_total else 1
        if span > 1:
            cells[0].merge(cells[span - 1])
        for column, text in enumerate(texts):
            if 0 < column < span:
                continue
            align = RIGHT_SIDE if column >= annex.numeric_from else LEFT_SIDE
            if column == 0 and (is_total or counted):
                align = CENTRE
            cells[column].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            line = lines_in(cells[column]).add(text, size=12, bold=is_total, align=align)
            # The total never stands alone on a page.
            line.paragraph_format.keep_with_next = (
                len(annex.rows) - 3 <= index < len(annex.rows) - 1
            )
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
        _mark(table.rows[offset + index], "w:cantSplit")


def _label_span(texts: tuple[str, ...], numeric_from: int) -> int:
    """How many word columns the label of a total may cover: the empty ones after it."""
    span = 1
    while span < min(numeric_from, len(texts)) and not texts[span].strip():
        span += 1
    return span


def _mark(row: Any, *tags: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for tag in tags:
        properties.append(OxmlElement(tag))

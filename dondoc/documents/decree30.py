"""Page, type and paragraphs as Decree 30/2020/NĐ-CP, Annex I, lays them down."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from dondoc.documents.letter_values import Paragraph

FONT = "Times New Roman"
PAGE = (Mm(210), Mm(297))
TOP = BOTTOM = Mm(20)
LEFT, RIGHT = Mm(30), Mm(15)
TEXT_WIDTH_MM = 165
BODY_SIZE = 13
LANGUAGE = "vi-VN"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT_SIDE, RIGHT_SIDE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


def new_document(*, title: str, on: date | None) -> Any:
    """An empty A4 document with the decree's margins, type and page numbers."""
    document = Document()
    _set_type(document)
    _set_page(document)
    _set_properties(document, title, on)
    return document


def _set_type(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(BODY_SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        for script in ("val", "eastAsia", "bidi"):
            language.set(qn(f"w:{script}"), LANGUAGE)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = document.styles["Normal"]
    paragraph.alignment = CENTRE
    _add_page_field(paragraph)


def _add_page_field(paragraph: Any) -> None:
    """The number of the page, from the second on, amid the top margin."""
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("end", None)):
        run = add_text(paragraph, "", size=13)
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = text
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _set_properties(document: Any, title: str, on: date | None) -> None:
    """Name the letter and its language; nobody's name or machine is left in the file."""
    properties = document.core_properties
    properties.title = printable(title)[:255]
    properties.language = LANGUAGE
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    if on is not None:
        properties.created = properties.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)


def printable(text: str) -> str:
    """The text without the signs that a Word file cannot hold."""
    return UNPRINTABLE.sub("", text)


def add_text(
    paragraph: Any, text: str, *, size: float = BODY_SIZE, bold: bool = False, italic: bool = False
) -> Any:
    """Add words of one look to a paragraph."""
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    return run


def add_body(document: Any, paragraph: Paragraph) -> None:
    """A justified paragraph: first line 1.27 cm in, 6 pt to the next."""
    written = document.add_paragraph()
    layout = written.paragraph_format
    layout.alignment = JUSTIFY
    layout.first_line_indent = Mm(12.7) if paragraph.indent else Mm(0)
    layout.space_before, layout.space_after = Pt(0), Pt(6)
    layout.line_spacing = 1.0
    layout.widow_control = True
    layout.keep_with_next = paragraph.keep
    for run in paragraph.runs:
        add_text(written, run.text, bold=run.bold, italic=run.italic)


def add_columns(document: Any, *widths_mm: float) -> Any:
    """One row of unruled columns, for the head and the foot of the letter."""
    table = document.add_table(rows=1, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, list(widths_mm))
    set_cell_margins(table, 0)
    return table


def fix_widths(table: Any, widths_mm: list[float]) -> None:
    """Hold the columns at their widths, in the grid too: LibreOffice believes only the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def set_cell_margins(table: Any, side_mm: float) -> None:
    """The space left and right of the words of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(side_mm * 56.7)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)  # the schema orders the margins before the look
    else:
        properties.append(margins)


def lines_in(cell: Any) -> CellLines:
    """Write into a cell line by line."""
    return CellLines(cell)


class CellLines:
    """Lines of a cell; the paragraph that every new cell has becomes the first."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell
        self.fresh = True

    def add(
        self,
        text: str,
        *,
        size: float = BODY_SIZE,
        bold: bool = False,
        italic: bool = False,
        align: Any = CENTRE,
        before: float = 0,
        keep: bool = False,
    ) -> Any:
        """Add a line of one look."""
        paragraph = self.cell.paragraphs[0] if self.fresh else self.cell.add_paragraph()
        self.fresh = False
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.keep_with_next = keep
        if text:
            add_text(paragraph, text, size=size, bold=bold, italic=italic)
        return paragraph

    def rule(self, width_mm: float, *, cell_mm: float) -> None:
        """Draw a thin line of a given length amid the cell, under the line before."""
        paragraph = self.add("")
        layout = paragraph.paragraph_format
        layout.left_indent = layout.right_indent = Mm((cell_mm - width_mm) / 2)
        layout.line_spacing = Pt(2)
        add_text(paragraph, "", size=1)
        border = OxmlElement("w:pBdr")
        line = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        border.append(line)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            border,
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:rPr",
        )

"""Word files: paragraphs and tables in their order, with the numbers Word draws by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dondoc.documents import old_fonts, word_fonts
from dondoc.documents.composing import Composer, columns_of, is_layout
from dondoc.documents.guards import FileBroken
from dondoc.documents.numbering import Numbering, number, numbering_of
from dondoc.documents.plain_text import clean

if TYPE_CHECKING:
    from dondoc.core.reading.model import Cell, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Word draws at most 63 columns; a larger span is a fault or an attack.
MAX_SPAN = 63
INVISIBLE = {"none", "nil", None}
# Deleted or moved away under change tracking, or an old rendering of what stands beside it.
SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", FALLBACK}


def read_docx(name: str, data: bytes) -> Source:
    """Read a Word file as one text; what is typed, listed or set in tables, not what is drawn."""
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        reader = _Reader(_numbering_root(document), document.styles.element, document.part)
    except Exception as error:
        # The library raises a dozen kinds for a damaged package; each means the same to a clerk.
        raise FileBroken(name=name) from error
    if body is None:
        return reader.composer.source()
    mended = word_fonts.mend(body, document.styles.element)
    reader.read_blocks(body)
    source = reader.composer.source()
    return old_fonts.noted(source) if mended else source


def _numbering_root(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


class _Reader:
    def __init__(self, numbering_root: Any, styles_root: Any, part: Any) -> None:
        self.composer = Composer()
        self.numbering: Numbering = numbering_of(numbering_root)
        self.styles = {each.get(f"{W}styleId"): each for each in styles_root.findall(f"{W}style")}

    def read_blocks(self, parent: Any) -> None:
        """Read the paragraphs and tables of a body in the order they stand."""
        for block in _blocks(parent):
            if block.tag == f"{W}p":
                self.composer.add_text(self.paragraph_text(block))
                continue
            rows = self.table_rows(block)
            if is_layout(rows, bordered=self.is_bordered(block)):
                for column in columns_of(rows):
                    self.composer.add_text(column)
            else:
                self.composer.add_table(rows)

    def paragraph_text(self, paragraph: Any) -> str:
        """The words of a paragraph, its automatic number in front; tabs become spaces.

        A tab would make the line look like a row of a table.
        """
        words = clean("".join(_pieces(paragraph)))
        boxes = [self.cell_text(box) for box in _text_boxes(paragraph)]
        text = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip()
        if text:
            label = self.label_of(paragraph)
            text = f"{label} {text}" if label else text
        return "\n".join(each for each in (text, *boxes) if each)

    def label_of(self, paragraph: Any) -> str:
        """The list number of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{W}pPr")
        for source in self._with_styles(properties):
            found = source.find(f"{W}numPr")
            if found is not None and found.find(f"{W}numId") is not None:
                depth = found.find(f"{W}ilvl")
                return self.numbering.label(
                    found.find(f"{W}numId").get(f"{W}val"),
                    number(depth.get(f"{W}val") if depth is not None else None, 0),
                )
        return ""

    def _with_styles(self, properties: Any) -> Iterator[Any]:
        """A paragraph's own properties, then those of its style and the styles beneath it."""
        if properties is None:
            return
        yield properties
        link = properties.find(f"{W}pStyle")
        for _ in range(10):
            style = self.styles.get(link.get(f"{W}val")) if link is not None else None
            if style is None:
                return
            if style.find(f"{W}pPr") is not None:
                yield style.find(f"{W}pPr")
            link = style.find(f"{W}basedOn")

    def cell_text(self, cell: Any) -> str:
        """The lines of a cell or text box; a table inside gives its cells one after another."""
        lines = []
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                lines.append(self.paragraph_text(block))
            else:
                lines += [each.text for row in self.table_rows(block) for each in row]
        return "\n".join(line for line in lines if line)

    def table_rows(self, table: Any) -> list[list[Cell]]:
        """The rows of a table; a cell merged across or down is said once, with its span."""
        from dondoc.core.reading.model import Cell

        rows: list[list[list[Any]]] = []
        open_above: dict[int, list[Any]] = {}
        for row in _inside(table, f"{W}tr"):
            kept, column = [], _skipped_columns(row)
            for cell in _inside(row, f"{W}tc"):
                span, merge = _span_of(cell)
                above = open_above.get(column)
                if merge == "continue" and above is not None and above[1] == span:
                    above[2] += 1
                else:
                    entry = [self.cell_text(cell), span, 1]
                    kept.append(entry)
                    if merge == "restart":
                        open_above[column] = entry
                    else:
                        open_above.pop(column, None)
                column += span
            rows.append(kept)
        return [[Cell(text, colspan=span, rowspan=deep) for text, span, deep in r] for r in rows]

    def is_bordered(self, table: Any) -> bool:
        """Whether a table draws lines between its cells, by itself or by its style."""
        for properties in self._table_properties(table):
            borders = properties.find(f"{W}tblBorders")
            if borders is not None:
                inner = [borders.find(f"{W}{side}") for side in ("insideV", "insideH")]
                return any(e is not None and e.get(f"{W}val") not in INVISIBLE for e in inner)
        cells = table.findall(f".//{W}tcBorders/{W}left") + table.findall(
            f".//{W}tcBorders/{W}right"
        )
        return any(each.get(f"{W}val") not in INVISIBLE for each in cells)

    def _table_properties(self, table: Any) -> Iterator[Any]:
        properties = table.find(f"{W}tblPr")
        if properties is None:
            return
        yield properties
        link = properties.find(f"{W}tblStyle")
        style = self.styles.get(link.get(f"{W}val")) if link is not None else None
        if style is not None and style.find(f"{W}tblPr") is not None:
            yield style.find(f"{W}tblPr")


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables beneath a body or cell, also inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _blocks(child)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _inside(child, tag)


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield " "
        elif tag in (f"{W}br", f"{W}cr"):
            yield " " if child.get(f"{W}type") in ("page", "column") else "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif isinstance(tag, str) and tag not in SKIPPED and tag != f"{W}txbxContent":
            yield from _pieces(child)


def _text_boxes(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _text_boxes(child)


def _skipped_columns(row: Any) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    return min(number(before.get(f"{W}val"), 0), MAX_SPAN) if before is not None else 0


def _span_of(cell: Any) -> tuple[int, str]:
    """How many columns a cell covers, and whether it starts or continues a merge downwards."""
    across = cell.find(f"{W}tcPr/{W}gridSpan")
    span = number(across.get(f"{W}val"), 1) if across is not None else 1
    down = cell.find(f"{W}tcPr/{W}vMerge")
    merge = "" if down is None else down.get(f"{W}val") or "continue"
    return min(max(span, 1), MAX_SPAN), merge

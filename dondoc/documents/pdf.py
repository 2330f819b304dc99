"""PDF files with a text layer: words are put back into lines, columns, paragraphs and tables."""

from __future__ import annotations

import io
import re
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import pdf_layout
from dondoc.documents.composing import Composer
from dondoc.documents.guards import FileBomb, FileBroken, FileEncrypted
from dondoc.documents.pdf_layout import Line, Piece

if TYPE_CHECKING:
    from dondoc.core.reading.model import Cell, Source

MAX_PAGES = 300
# Two lines make a rectangle's worth of ruling; a letterhead alone draws one or two.
RULES_OF_A_TABLE = 4
# A drawing of hatches is no table, and the search for cells grows with the square of its lines.
MAX_CROSSINGS = 4_000
MAX_LETTERS_OF_A_PAGE = 60_000
PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,4}[-–\s]*$")


class PdfTooLong(Refusal):
    """More pages than a dispatch has."""

    code = "document.too_long"
    message = gettext_noop(
        "The file %(name)s has %(pages)s pages, more than %(limit)s. Send only the dispatch itself."
    )


class PdfScanned(Refusal):
    """Pictures of pages: there are no words to read."""

    code = "document.scanned"
    message = gettext_noop(
        "Page %(pages)s of the file %(name)s is a scan without text; recognising printed words is "
        "not available here. Send the .docx or the signed electronic .pdf."
    )


@dataclass(frozen=True)
class Grid:
    """A table found by its ruling lines, and where on its page it stands (from the top)."""

    top: float
    bottom: float
    left: float
    right: float
    rows: list[list[Cell]]


def read_pdf(name: str, data: bytes) -> Source:
    """Read a PDF that carries its words; a scan is refused, naming its pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise FileEncrypted(name=name) from None
        raise FileBroken(name=name) from None
    try:
        return _read_pages(name, data, document)
    except pypdfium2.PdfiumError:
        raise FileBroken(name=name) from None
    finally:
        document.close()


def _read_pages(name: str, data: bytes, document: Any) -> Source:
    if len(document) > MAX_PAGES:
        raise PdfTooLong(name=name, pages=len(document), limit=MAX_PAGES)
    pages: list[list[Line]] = []
    ruled: dict[int, list[Piece]] = {}
    scans: list[int] = []
    for index in range(len(document)):
        page = document[index]
        pieces = pieces_of(name, page)
        lines = pdf_layout.lines_of(pieces)
        images, rules = _drawn(page)
        if not lines and images:
            scans.append(index + 1)
        if rules >= RULES_OF_A_TABLE:
            ruled[index] = pieces
        pages.append(_without_page_number(lines))
    if scans:
        raise PdfScanned(name=name, pages=", ".join(map(str, scans)))
    return compose(pages, _grids(data, ruled))


def compose(pages: list[list[Line]], grids: dict[int, list[Grid]]) -> Source:
    """Lay the pages one after the other: head by columns, body by paragraphs, foot by columns."""
    composer = Composer()
    for index, lines in enumerate(pages):
        tables = grids.get(index, [])
        free = [line for line in lines if not any(_within(line, grid) for grid in tables)]
        top = -1.0
        for grid in sorted(tables, key=lambda each: each.top):
            above = [line for line in free if top < line.top <= grid.top]
            pdf_layout.compose_text(composer, above, first=index == 0 and top < 0)
            composer.add_table(grid.rows)
            top = grid.top
        rest = [line for line in free if line.top > top]
        pdf_layout.compose_text(composer, rest, first=index == 0 and top < 0)
    return composer.source()


def pieces_of(name: str, page: Any) -> list[Piece]:
    """The words of a page with their places, counted from its top left corner."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    height = page.get_height()
    pieces: list[Piece] = []
    count = raw.FPDFText_CountChars(text_page)
    if count > MAX_LETTERS_OF_A_PAGE:
        raise FileBomb(name=name)
    box = raw.FS_RECTF()
    spaced = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0, 0xFFFE, 0xFFFF) or not raw.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        char = "-" if code == 0x02 else chr(code)  # pdfium marks a line-end hyphen so
        if char.isspace():
            spaced = True
            continue
        size = abs(box.top - box.bottom) or 1.0
        top, bottom = height - box.top, height - box.bottom
        pieces.append(Piece(char, box.left, box.right, top, bottom, size, spaced))
        spaced = False
    return pieces


def _drawn(page: Any) -> tuple[int, int]:
    """How many pictures and how many drawn paths a page has."""
    import pypdfium2.raw as raw

    kinds = [each.type for each in page.get_objects(max_depth=3)]
    return kinds.count(raw.FPDF_PAGEOBJ_IMAGE), kinds.count(raw.FPDF_PAGEOBJ_PATH)


def _without_page_number(lines: list[Line]) -> list[Line]:
    if lines and PAGE_NUMBER.match(lines[0].text):
        return lines[1:]
    if len(lines) > 1 and PAGE_NUMBER.match(lines[-1].text):
        gaps = [b.top - a.top for a, b in pairwise(lines)]
        if gaps[-1] > 1.6 * statistics.median(gaps):
            return lines[:-1]
    return lines


def _within(line: Line, grid: Grid) -> bool:
    middle = (line.top + line.bottom) / 2
    return grid.top <= middle <= grid.bottom and line.left < grid.right and line.right > grid.left


def _grids(data: bytes, ruled: dict[int, list[Piece]]) -> dict[int, list[Grid]]:
    """The tables of pages that draw enough lines; the slow library is not asked about others."""
    if not ruled:
        return {}
    import pdfplumber
    from pdfminer.pdfparser import PDFSyntaxError

    found: dict[int, list[Grid]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1 for index in ruled]) as document:
            for page in document.pages:
                index = page.page_number - 1
                found[index] = _grids_of(page, ruled[index])
    except (PDFSyntaxError, ValueError, KeyError, TypeError):
        # The words were read already; without the second library a table is lines of text.
        return found
    return found


def _grids_of(page: Any, pieces: list[Piece]) -> list[Grid]:
    from dondoc.core.reading.model import Cell

    grids = []
    uprights = pdf_layout.distinct(e["x0"] for e in page.edges if e["orientation"] == "v")
    levels = pdf_layout.distinct(e["top"] for e in page.edges if e["orientation"] == "h")
    if len(uprights) * len(levels) > MAX_CROSSINGS:
        return []
    for table in page.find_tables():
        boxes = [box for box in table.cells if box]
        across = pdf_layout.distinct(edge for box in boxes for edge in (box[0], box[2]))
        down = pdf_layout.distinct(edge for box in boxes for edge in (box[1], box[3]))
        if len(across) < 3 or len(down) < 3:
            continue
        rows: list[list[tuple[int, Cell]]] = [[] for _ in down[1:]]
        for box in boxes:
            x0, y0, x1, y1 = (
                pdf_layout.place_in(edges, edge)
                for edges, edge in zip((across, down, across, down), box, strict=True)
            )
            cell = Cell(_text_in(box, pieces), colspan=max(x1 - x0, 1), rowspan=max(y1 - y0, 1))
            rows[min(y0, len(rows) - 1)].append((x0, cell))
        left, top, right, bottom = table.bbox
        ordered = [[cell for _, cell in sorted(row, key=lambda each: each[0])] for row in rows]
        grids.append(Grid(top, bottom, left, right, ordered))
    return grids


def _text_in(box: tuple[float, float, float, float], pieces: list[Piece]) -> str:
    """The words whose letters have their middle in a cell, line by line."""
    left, top, right, bottom = box
    inside = [
        piece
        for piece in pieces
        if left <= (piece.left + piece.right) / 2 <= right
        and top <= (piece.top + piece.bottom) / 2 <= bottom
    ]
    return "\n".join(line.text for line in pdf_layout.lines_of(inside))

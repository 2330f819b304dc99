"""Scanned pages become lines, cells and recognised words; the words remember how sure they are."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import batched, groupby, pairwise
from typing import TYPE_CHECKING

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import tesseract
from dondoc.documents.pages import Page, Spoken, compose
from dondoc.documents.pdf_layout import Line, grid_of
from dondoc.documents.scan_image import pages_of_picture, straightened
from dondoc.documents.scan_ruling import Box, tables_of, without_lines
from dondoc.documents.tesseract import Word

if TYPE_CHECKING:
    from PIL.Image import Image

    from dondoc.core.reading.model import Source

# In heights of the type: a scan has no blanks, so a gap as wide parts the columns of a letterhead.
COLUMN_GAP = 1.3
UNSURE_PAGE = 55
FEW_WORDS = 5
CELL_MARGIN = 24
TALLEST_SHEET = 8_000
INK = 140


class IsPicture(Refusal):
    """A picture of a page, and nothing here that could read it."""

    code = "document.picture"
    message = gettext_noop(
        "The file %(name)s is a picture, and the program that recognises printed words is not "
        "installed here. Send the .docx or the signed electronic .pdf, or ask for tesseract-ocr "
        "and tesseract-ocr-vie to be installed on the server."
    )


def read_picture(name: str, data: bytes) -> Source:
    """Read a picture of a page, or a TIFF of several."""
    if not tesseract.available():
        raise IsPicture(name=name)
    return compose(read_pages(name, pages_of_picture(name, data)))


def read_pages(name: str, pictures: Iterable[Image]) -> list[Page]:
    """Recognise the pages, as many at once as the machine has processors."""
    at_once = os.cpu_count() or 1
    pages: list[Page] = []
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        # A few at a time: the pictures of sixty pages need not be in memory together.
        for few in batched(pictures, 2 * at_once):
            pages += pool.map(lambda picture: read_page(name, picture), few)
    return pages


def read_page(name: str, picture: Image) -> Page:
    """Recognise one page: tables cell by cell, the rest line by line."""
    picture = straightened(picture)
    page = _read_upright(name, picture)
    if _looks_turned(page):
        angle = tesseract.quarter_turns(picture)
        if angle:
            turned = picture.rotate(-angle, expand=True, fillcolor=255)
            return _read_upright(name, straightened(turned))
    return page


def _looks_turned(page: Page) -> bool:
    sure = [confidence for spoken in page.spoken for _, _, confidence in spoken.words]
    return len(sure) < FEW_WORDS or statistics.mean(sure) < UNSURE_PAGE


def _read_upright(name: str, picture: Image) -> Page:
    from PIL import ImageDraw

    page = Page()
    paper = picture.copy()
    eraser = ImageDraw.Draw(paper)
    for cells in tables_of(picture):
        words = _words_of_cells(name, picture, cells)
        spoken = {box: _spoken(words.get(box, [])) for box in cells}
        grid = grid_of(cells, {box: said.text for box, said in spoken.items()})
        if grid is None:
            continue
        page.grids.append(grid)
        page.spoken += [said for said in spoken.values() if said.text]
        eraser.rectangle((grid.left - 6, grid.top - 6, grid.right + 6, grid.bottom + 6), fill=255)
    for group in _lines_of(tesseract.words_in(name, paper)):
        said = _spoken(group)
        page.lines.append(_line(group, said.text))
        page.spoken.append(said)
    return page


def _words_of_cells(name: str, picture: Image, cells: list[Box]) -> dict[Box, list[Word]]:
    """The cells are laid one under the other on a sheet, so that no line runs across two."""
    found: dict[Box, list[Word]] = {}
    sheet: list[tuple[Box, Image]] = []
    height = 0
    for box in sorted(cells, key=lambda each: (each[1], each[0])):
        cut = without_lines(picture, box)
        if not any(cut.histogram()[:INK]):
            continue  # nothing printed in it
        if sheet and height + cut.height > TALLEST_SHEET:
            found.update(_words_of_sheet(name, sheet))
            sheet, height = [], 0
        sheet.append((box, cut))
        height += cut.height + CELL_MARGIN
    if sheet:
        found.update(_words_of_sheet(name, sheet))
    return found


def _words_of_sheet(name: str, sheet: list[tuple[Box, Image]]) -> dict[Box, list[Word]]:
    from PIL import Image

    width = max(cut.width for _, cut in sheet) + 2 * CELL_MARGIN
    height = sum(cut.height + CELL_MARGIN for _, cut in sheet) + CELL_MARGIN
    paper = Image.new("L", (width, height), 255)
    ends: list[tuple[float, Box]] = []
    top = CELL_MARGIN
    for box, cut in sheet:
        paper.paste(cut, (CELL_MARGIN, top))
        top += cut.height + CELL_MARGIN
        ends.append((top - CELL_MARGIN / 2, box))
    found: dict[Box, list[Word]] = {}
    for word in tesseract.words_in(name, paper, layout=tesseract.BLOCK):
        middle = (word.top + word.bottom) / 2
        within = next((box for end, box in ends if middle < end), None)
        if within is not None:
            found.setdefault(within, []).append(word)
    return found


def _spoken(words: Iterable[Word]) -> Spoken:
    """Words as one stretch, and where in it each stands."""
    text, places = "", []
    for word in words:
        text += " " if text else ""
        places.append((len(text), len(text) + len(word.text), word.confidence))
        text += word.text
    return Spoken(text, tuple(places))


def _lines_of(words: list[Word]) -> list[list[Word]]:
    """The program's lines, split where a column begins, from the top of the page down."""
    groups: list[list[Word]] = []
    for _, line in groupby(words, key=lambda word: word.line):
        ordered = _without_leading_specks(sorted(line, key=lambda word: word.left))
        size = _size(ordered)
        groups.append([ordered[0]])
        for before, word in pairwise(ordered):
            listed = word.text[0] in "-–" and before.text.endswith("gửi:")
            if listed or word.left - before.right > COLUMN_GAP * size:
                groups.append([])
            groups[-1].append(word)
    return _in_order(groups)


def _without_leading_specks(line: list[Word]) -> list[Word]:
    """Two dashes before a word are one dash and a speck, or two specks."""
    while len(line) > 2 and line[0].text in "-–" and line[1].text in "-–":
        line = line[1:]
    return line


def _in_order(groups: list[list[Word]]) -> list[list[Word]]:
    bands: list[list[list[Word]]] = []
    for group in sorted(groups, key=_middle):
        if bands and _middle(group) - _middle(bands[-1][0]) < 0.4 * _size(group):
            bands[-1].append(group)
        else:
            bands.append([group])
    return [group for band in bands for group in sorted(band, key=lambda each: each[0].left)]


def _middle(group: list[Word]) -> float:
    return statistics.median((word.top + word.bottom) / 2 for word in group)


def _size(group: list[Word]) -> float:
    """The size of the type: a word with marks above is about four fifths of it high."""
    return max(1.25 * statistics.median(word.bottom - word.top for word in group), 8.0)


def _line(group: list[Word], text: str) -> Line:
    size = _size(group)
    middle = _middle(group)
    return Line(
        text=text,
        left=group[0].left,
        right=max(word.right for word in group),
        top=middle - size / 2,
        bottom=middle + size / 2,
        size=size,
    )

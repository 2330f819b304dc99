"""From letters on a page to lines, and from lines to the paragraphs of a letter."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dondoc.documents.composing import Composer
from dondoc.documents.plain_text import clean

if TYPE_CHECKING:
    from dondoc.core.reading.model import Cell

# In widths of the type size: a word space is about 0.25, a column gap well over one.
COLUMN_GAP = 1.6
WORD_GAP = 0.3
ITEM = re.compile(r"^(\d{1,2}[.)]|\d{1,2}(\.\d{1,2})+\.?|[a-zđ]\)|[IVX]{1,4}\.|[-–+*•])\s*\S")
HEAD_ENDS = re.compile(r"^Kính gửi\s*:", re.IGNORECASE)
FOOT_BEGINS = re.compile(r"^Nơi nhận\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A letter and where it stands; heights grow downwards."""

    char: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    after_space: bool = False


@dataclass(frozen=True)
class Line:
    """A run of words on one height, without a gap as wide as between columns."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Grid:
    """A table found by its ruling lines, and where on its page it stands (from the top)."""

    top: float
    bottom: float
    left: float
    right: float
    rows: list[list[Cell]]

    def holds(self, line: Line) -> bool:
        """Whether a line stands inside the table."""
        middle = (line.top + line.bottom) / 2
        inside = line.left < self.right and line.right > self.left
        return self.top <= middle <= self.bottom and inside


def grid_of(boxes: Sequence[Box], texts: Mapping[Box, str]) -> Grid | None:
    """The rows of a table from the boxes of its cells; one that spans two columns is merged."""
    from dondoc.core.reading.model import Cell

    across = distinct(edge for box in boxes for edge in (box[0], box[2]))
    down = distinct(edge for box in boxes for edge in (box[1], box[3]))
    if len(across) < 3 or len(down) < 3:
        return None
    rows: list[list[tuple[int, Cell]]] = [[] for _ in down[1:]]
    for box in boxes:
        x0, y0, x1, y1 = (
            place_in(edges, edge)
            for edges, edge in zip((across, down, across, down), box, strict=True)
        )
        cell = Cell(texts[box], colspan=max(x1 - x0, 1), rowspan=max(y1 - y0, 1))
        rows[min(y0, len(rows) - 1)].append((x0, cell))
    ordered = [[cell for _, cell in sorted(row, key=lambda each: each[0])] for row in rows]
    return Grid(down[0], down[-1], across[0], across[-1], ordered)


def distinct(edges: Iterable[float], *, within: float = 2.0) -> list[float]:
    """The different edges among many nearly equal ones, in order.

    >>> distinct([10.0, 50.2, 10.4, 50.0])
    [10.0, 50.0]
    """
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > within:
            kept.append(edge)
    return kept


def place_in(edges: Sequence[float], edge: float) -> int:
    """The number of the edge nearest to a place."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))


def lines_of(pieces: list[Piece]) -> list[Line]:
    """Letters of the same height make a line, split where a column begins; top to bottom."""
    printed = [piece for piece in pieces if not piece.char.isspace()]
    bands: list[list[Piece]] = []
    for piece in sorted(printed, key=lambda each: (each.top + each.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if bands and middle - _middle(bands[-1][-1]) < 0.3 * piece.size:
            bands[-1].append(piece)
        else:
            bands.append([piece])
    lines = [line for band in bands for line in _split(sorted(band, key=lambda each: each.left))]
    return [line for line in lines if line.text]  # of invisible signs nothing may be left


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _split(band: list[Piece]) -> list[Line]:
    groups: list[list[Piece]] = [[band[0]]]
    for before, piece in pairwise(band):
        # The list of addressees begins beside "Kính gửi:", nearer than a column would.
        listed = piece.char in "-–" and _ends_with(groups[-1], "gửi:")
        if listed or piece.left - before.right > COLUMN_GAP * piece.size:
            groups.append([])
        groups[-1].append(piece)
    return [_line(group) for group in groups]


def _ends_with(group: list[Piece], words: str) -> bool:
    return clean("".join(piece.char for piece in group[-8:])).endswith(words)


def _line(group: list[Piece]) -> Line:
    text = group[0].char
    for before, piece in pairwise(group):
        if piece.after_space or piece.left - before.right > WORD_GAP * piece.size:
            text += " "
        text += piece.char
    return Line(
        text=clean(text).strip(),
        left=group[0].left,
        right=max(piece.right for piece in group),
        top=min(piece.top for piece in group),
        bottom=max(piece.bottom for piece in group),
        size=statistics.median(piece.size for piece in group),
    )


def compose_text(composer: Composer, lines: list[Line], *, first: bool) -> None:
    """Put the lines of a page or of a part of it: head, body and foot each in its own way."""
    begin, end = 0, len(lines)
    if first:
        begin = next((i for i, line in enumerate(lines) if HEAD_ENDS.match(line.text)), 0)
    foot = [i for i, line in enumerate(lines) if FOOT_BEGINS.match(line.text)]
    if foot:
        # Words of the right column may stand a little higher on the same line.
        end = foot[0]
        while end > begin and lines[end - 1].bottom > lines[foot[0]].top + 3:
            end -= 1
    _compose_columns(composer, lines[:begin])
    _compose_body(composer, lines[begin:end])
    _compose_columns(composer, lines[end:])


def _compose_columns(composer: Composer, lines: list[Line]) -> None:
    """Left column first, then the right one: a line across both would mean nothing."""
    if not lines:
        return
    split = _column_split(lines)
    for side in (True, False):
        column: list[str] = []
        before: Line | None = None
        for line in lines:
            if ((line.left + line.right) / 2 < split) is not side:
                continue
            if before is not None and abs(line.top - before.top) < 0.5 * line.size:
                column[-1] += f" {line.text}"  # a blank left for the clerk parts one line in two
            else:
                column.append(line.text)
            before = line
        composer.add_text("\n".join(column))


def _column_split(lines: list[Line]) -> float:
    gaps = [
        (a.right + b.left) / 2
        for a, b in pairwise(lines)
        if abs(a.top - b.top) < a.size and b.left > a.right
    ]
    if gaps:
        return statistics.median(gaps)
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2


def _compose_body(composer: Composer, lines: list[Line]) -> None:
    """Join lines into paragraphs: an indent, a list mark, a gap or a short line ends one."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    gaps = [b.top - a.top for a, b in pairwise(lines) if b.top - a.top > 2]
    pitch = statistics.median(gaps) if gaps else 0.0
    before: Line | None = None
    for line in lines:
        beside = before is not None and abs(line.top - before.top) < 0.5 * line.size
        if beside and not ITEM.match(line.text):
            composer.continue_text(line.text)
        elif _opens(line, before, left=left, right=right, pitch=pitch, composer=composer):
            composer.add_text(line.text)
        else:
            composer.continue_text(line.text)
        before = line


def _opens(
    line: Line, before: Line | None, *, left: float, right: float, pitch: float, composer: Composer
) -> bool:
    """Whether a line opens a paragraph."""
    indented = line.left > left + 0.8 * line.size
    if before is None:
        # The first line of a page carries on unless it is set in, is an item, or a stop came.
        ended = composer.shown.rstrip().endswith((".", ":", ";", "!", "?", ")"))
        return indented or bool(ITEM.match(line.text)) or ended or not composer.shown
    if ITEM.match(line.text) or HEAD_ENDS.match(before.text):
        return True
    if line.top - before.top > 1.45 * pitch or before.text.endswith("./."):
        return True
    same_hang = abs(line.left - before.left) < 0.5 * line.size or (
        bool(re.match(r"^[-–+]\s", before.text)) and 0 < line.left - before.left < 2 * line.size
    )
    short = before.right < right - 0.12 * (right - left)
    carries_on = line.text[0].islower() and not before.text.endswith((".", ":", ";"))
    return not carries_on and (short or (indented and not same_hang))

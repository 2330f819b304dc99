"""Tables as grids: every cell with its words and its place in the shown text.

A merged cell stands in every place that it covers, where the merges are known; a run of lines
parted by tabs is a table whose merges are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.core.reading.blocks import Block
from dondoc.core.reading.model import TableBlock


@dataclass(frozen=True)
class Place:
    """One cell: its words, spacing aside, and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Grid:
    """A table of the text; `merged` tells whether its merges are known and so repeated."""

    start: int
    end: int
    rows: tuple[tuple[Place, ...], ...]
    merged: bool

    @property
    def texts(self) -> list[list[str]]:
        """The words alone, row by row."""
        return [[cell.text for cell in row] for row in self.rows]


def grids_of(blocks: Sequence[Block], shown: str, known: Sequence[TableBlock]) -> list[Grid]:
    """Every table of the text, in order."""
    found = [_known(table, shown) for table in known if any(table.rows)]
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "table":
            run += [] if any(t.start <= block.start < t.end for t in known) else [block]
            continue
        if run:
            rows = [_line(shown, line.start, line.end) for line in run]
            found.append(Grid(run[0].start, run[-1].end, _even(rows), merged=False))
            run = []
    return sorted(found, key=lambda grid: grid.start)


def _line(shown: str, start: int, end: int) -> list[Place]:
    """The cells of one line, parted by tabs."""
    cells, place = [], start
    for words in shown[start:end].split("\t"):
        lead = len(words) - len(words.lstrip())
        bare = words.strip()
        cells.append(Place(" ".join(bare.split()), place + lead, place + lead + len(bare)))
        place += len(words) + 1
    return cells


def _even(rows: list[list[Place]]) -> tuple[tuple[Place, ...], ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple(
        (*row, *(Place("", row[-1].end, row[-1].end) for _ in range(width - len(row))))
        for row in rows
    )


def _known(table: TableBlock, shown: str) -> Grid:
    """A grid whose merges are told; each cell is looked up in its line of the shown text."""
    lines: list[list[Place]] = []
    place = table.start
    for line in shown[table.start : table.end].split("\n"):
        lines.append(_line(shown, place, place + len(line)))
        place += len(line) + 1
    grid: dict[tuple[int, int], Place] = {}
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            words = " ".join(cell.text.split())
            here = lines[y][x] if y < len(lines) and x < len(lines[y]) else None
            if here is None or here.text != words:
                here = _sought(words, shown, table)
            for down in range(max(1, cell.rowspan)):
                for across in range(max(1, cell.colspan)):
                    grid[(y + down, x + across)] = here
            x += max(1, cell.colspan)
    width = max((x for _, x in grid), default=-1) + 1
    blank = Place("", table.start, table.start)
    rows = tuple(
        tuple(grid.get((y, x), blank) for x in range(width)) for y in range(len(table.rows))
    )
    return Grid(table.start, table.end, rows, merged=True)


def _sought(words: str, shown: str, table: TableBlock) -> Place:
    """A cell whose line is not where it should be: its words are looked for in the table."""
    at = shown.find(words, table.start, table.end) if words else -1
    return Place(words, max(at, table.start), max(at, table.start) + (len(words) if at >= 0 else 0))

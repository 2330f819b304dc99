"""Paragraphs and tables are laid one after the other into the text a reader gets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dondoc.core.reading.model import Cell, Source, TableBlock

# Words that only stand in the head or the foot of a letter: their table is layout, not data.
LAYOUT_WORDS = re.compile(
    r"CỘNG H[ÒO][ÀA]? XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|^\s*(Kính gửi|Nơi nhận)\s*:",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass
class Composer:
    """Collects blocks of text and remembers where each table came to stand."""

    shown: str = ""
    tables: list[TableBlock] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Put a paragraph, or lines that belong together, after an empty line."""
        if text.strip():
            self._part()
            self.shown += text.strip("\n")

    def continue_text(self, text: str) -> None:
        """Carry on the paragraph before, as over the turn of a page."""
        before = self.shown.rstrip()
        # "42/KH-" and "UBND" are one reference; a dash with a space before it parts words.
        space = "" if not before or re.search(r"\w-$", before) else " "
        self.shown = f"{before}{space}{text.strip()}"

    def add_table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Put a table as lines of cells parted by tabs, and note its place and its merges."""
        from dondoc.core.reading.model import TableBlock

        lines = grid_lines(rows)
        if any(line.strip() for line in lines):
            self._part()
            start = len(self.shown)
            self.shown += "\n".join(lines)
            kept = tuple(tuple(row) for row in rows)
            self.tables.append(TableBlock(start=start, end=len(self.shown), rows=kept))

    def source(self) -> Source:
        """The whole text with its tables."""
        from dondoc.core.reading.model import Source

        return Source(shown=self.shown, tables=tuple(self.tables))

    def _part(self) -> None:
        if self.shown:
            self.shown += "\n\n"


def grid_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """One line a row; a merged cell speaks in its first place and is empty in the others."""
    taken: dict[int, set[int]] = {}
    lines = []
    for down, row in enumerate(rows):
        texts: dict[int, str] = {}
        here = taken.setdefault(down, set())
        across = 0
        for cell in row:
            while across in here:
                across += 1
            texts[across] = " ".join(cell.text.split())
            covered = range(across, across + cell.colspan)
            for below in range(down, min(down + cell.rowspan, len(rows))):
                taken.setdefault(below, set()).update(covered)
            across += cell.colspan
        lines.append("\t".join(texts.get(x, "") for x in range(max(here, default=-1) + 1)))
    return lines


def is_layout(rows: Sequence[Sequence[Cell]], *, bordered: bool) -> bool:
    """Whether a table only holds columns of a letter's head or foot, not data in rows.

    Such a table is read down its columns, because a line of it across means nothing.
    """
    width = max((len(row) for row in rows), default=0)
    if width <= 1:
        return True
    text = "\n".join(cell.text for row in rows for cell in row)
    if width <= 3 and LAYOUT_WORDS.search(text):
        return True
    return width == 2 and not bordered


def columns_of(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The text of a layout table, column by column, each column's lines kept together."""
    width = max((len(row) for row in rows), default=0)
    columns = []
    for index in range(width):
        texts = [row[index].text.strip() for row in rows if index < len(row)]
        joined = "\n".join(text for text in texts if text)
        if joined:
            columns.append(joined)
    return columns

"""A dispatch laid out for the eye: its words as they stand, cut where a mark or a number begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from dondoc.core.names import fold

# Where several marks lie on the same words, the first of these colours them.
STRENGTH = ("when", "target", "who", "what")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Note:
    """A place to tint, for which duty, with what a reader is told about it."""

    kind: str
    start: int
    end: int
    duty: int | None = None
    told: str = ""


@dataclass(frozen=True)
class Flag:
    """A small mark before words that are doubtful; told to nobody where the words show it."""

    start: int
    told: str = ""
    duty: int | None = None


@dataclass(frozen=True)
class Duty:
    """Where a duty's words stand, and its number."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """Words that look alike from end to end; a number may stand before them."""

    text: str
    look: str = ""
    duty: int | None = None
    told: str = ""
    numbers: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    aside: bool = False  # beside the duty that is open

    def looks_like(self, other: Piece) -> bool:
        """Whether both would be shown alike, so that they may be one."""
        mine = (self.look, self.duty, self.told, self.aside)
        return mine == (other.look, other.duty, other.told, other.aside)

    @property
    def opens(self) -> bool:
        """Whether a number or a mark stands before it, so that it joins nothing."""
        return bool(self.numbers or self.flags)


@dataclass(frozen=True)
class Line:
    """One line of the text: words, or the cells of a table's row. Plain values, never HTML."""

    start: int
    cells: tuple[tuple[Piece, ...], ...]
    current: bool = False
    clause: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of a line that is no row."""
        return self.cells[0]

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.cells) > 1


@dataclass
class Block:
    """A line by itself, or the rows of one table."""

    lines: list[Line] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Whether it holds rows."""
        return self.lines[0].is_row


@dataclass(frozen=True)
class Sheet:
    """The page: what comes before the first duty may be folded away, the rest may not."""

    opening: list[Block]
    body: list[Block]


def lay_out(
    text: str,
    *,
    duties: Sequence[Duty],
    notes: Iterable[Note],
    flags: Iterable[Flag] = (),
    clauses: Sequence[tuple[int, str]] = (),
    current: Duty | None = None,
) -> Sheet:
    """Cut a text into blocks; `clauses` gives where each clause begins and its number."""
    marks = _Marks(notes, flags, duties, current)
    blocks: list[Block] = []
    for start, end in _lines(text):
        marks.come_to(start, end)
        cells = tuple(
            tuple(_pieces(text, first, last, marks)) for first, last in _cells(text, start, end)
        )
        line = Line(
            start,
            cells,
            current=marks.is_current,
            clause=next((number for at, number in clauses if start <= at < end), ""),
        )
        if line.is_row and blocks and blocks[-1].is_table and blocks[-1].lines[-1].is_row:
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line]))
    first = min([*(duty.start for duty in duties), *(at for at, _ in clauses)], default=0)
    starts = [block.lines[-1].start for block in blocks]
    # The line in which the first duty begins is the last one that starts at or before it.
    folded = max(bisect_right(starts, first) - 1, 0) if duties else 0
    return Sheet(blocks[:folded], blocks[folded:])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        if text[start:end].strip():
            yield start, end
        start += len(line)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cell in text[start:end].split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


class _Marks:
    """The marks over one line at a time; going down the text, each is taken up and left once."""

    def __init__(
        self,
        notes: Iterable[Note],
        flags: Iterable[Flag],
        duties: Sequence[Duty],
        current: Duty | None,
    ) -> None:
        self.waiting = sorted(notes, key=lambda note: note.start, reverse=True)
        self.here: list[Note] = []
        self.current, self.is_current = current, False
        self.numbers: dict[int, list[int]] = {}
        for duty in duties:
            self.numbers.setdefault(duty.start, []).append(duty.number)
        self.flags: dict[int, list[Flag]] = {}
        for flag in flags:
            self.flags.setdefault(flag.start, []).append(flag)
        self.places = sorted({*self.numbers, *self.flags})

    def come_to(self, start: int, end: int) -> None:
        """Take up the marks of a line, leave those that ended above it."""
        now = self.current
        self.is_current = now is not None and start < now.end and end > now.start
        self.here = [note for note in self.here if note.end > start]
        while self.waiting and self.waiting[-1].start < end:
            note = self.waiting.pop()
            if note.end > start:
                self.here.append(note)

    def edges(self, start: int, end: int) -> list[int]:
        """Where, between two places, words may begin to look different."""
        edges = {start, end}
        for place in self.places[bisect_left(self.places, start) :]:
            if place >= end:
                break
            edges.add(place)
        for note in self.here:
            if note.start < end and note.end > start:
                edges |= {max(note.start, start), min(note.end, end)}
        if self.current:
            edges |= {at for at in (self.current.start, self.current.end) if start < at < end}
        return sorted(edges)

    def beside(self, first: int, last: int) -> bool:
        """Whether words stand in a line of the duty that is open, but are not its own."""
        now = self.current
        return bool(self.is_current and now and not (now.start <= first and last <= now.end))


def _pieces(text: str, start: int, end: int, marks: _Marks) -> Iterator[Piece]:
    waiting: Piece | None = None
    for first, last in pairwise(marks.edges(start, end)):
        over = [note for note in marks.here if note.start <= first and note.end >= last]
        piece = replace(
            _piece(text[first:last], over, aside=marks.beside(first, last)),
            numbers=tuple(marks.numbers.get(first, ())),
            flags=tuple(marks.flags.get(first, ())),
        )
        if waiting and not piece.opens and waiting.looks_like(piece):
            waiting = replace(waiting, text=waiting.text + piece.text)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _piece(words: str, over: Sequence[Note], *, aside: bool) -> Piece:
    by_kind = {note.kind: note for note in over}
    strongest = next((by_kind[kind] for kind in STRENGTH if kind in by_kind), None)
    below = [by_kind[kind] for kind in ("suspect", "unsure") if kind in by_kind]
    look = [note.kind for note in (strongest, *below) if note]
    told = "; ".join(note.told for note in below)
    duty = strongest.duty if strongest else None
    return Piece(words, " ".join(look), duty, told, aside=aside)


def words_of_title(text: str, start: int, end: int, title: str) -> Iterator[tuple[int, int]]:
    """Where the words of a duty's short title stand in its sentence: what is underlined as *việc*.

    >>> said = "phải khẩn trương mở chiến dịch (theo mẫu) hoàn thành số hóa"
    >>> title = "Mở chiến dịch hoàn thành số hóa"
    >>> [said[a:b] for a, b in words_of_title(said, 0, len(said), title)]
    ['mở chiến dịch', 'hoàn thành số hóa']
    """
    found = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
    said = [fold(text[a:b]) for a, b in found]
    wanted = [fold(word) for word in _WORD.findall(title)]
    for block in SequenceMatcher(None, said, wanted, autojunk=False).get_matching_blocks():
        if block.size > 1 or (block.size == 1 and len(wanted) == 1):
            yield found[block.a][0], found[block.a + block.size - 1][1]

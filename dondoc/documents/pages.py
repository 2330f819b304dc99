"""Pages, written or recognised, become one text: heads by columns, bodies by paragraphs, tables."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dondoc.core.errors import gettext_noop
from dondoc.documents import pdf_layout
from dondoc.documents.composing import Composer
from dondoc.documents.pdf_layout import Grid, Line

if TYPE_CHECKING:
    from dondoc.core.reading.model import Scanned, Source, Warning_

PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,4}[-–\s]*$")
# Beneath this a person should look at the word; tesseract says 90 and more of clear print.
UNSURE = 60
UNSURE_WORDS = gettext_noop(
    "This text was recognised from a picture; %(unsure)s of %(words)s words are unsure. "
    "Compare them with the page."
)


@dataclass(frozen=True)
class Spoken:
    """A stretch of recognised text and the words in it: (from, to, confidence)."""

    text: str
    words: tuple[tuple[int, int, int], ...]


@dataclass
class Page:
    """Lines and tables of one page, and how sure the recogniser is where it was a picture."""

    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)


def compose(pages: Sequence[Page]) -> Source:
    """Lay the pages one after the other, and note where each recognised word came to stand."""
    composer = Composer()
    scanned: list[Scanned] = []
    for index, page in enumerate(pages):
        before = max(len(composer.shown) - 2, 0)
        lines = without_page_number(page.lines)
        _compose_page(composer, lines, page.grids, first=index == 0)
        kept = {line.text for line in lines}
        kept |= {cell.text for grid in page.grids for row in grid.rows for cell in row}
        spoken = [each for each in page.spoken if each.text in kept]
        scanned += _placed(spoken, composer.shown, before)
    return _settled(replace(composer.source(), scanned=tuple(scanned)))


def _compose_page(composer: Composer, lines: list[Line], grids: list[Grid], *, first: bool) -> None:
    free = [line for line in lines if not any(grid.holds(line) for grid in grids)]
    top = -1.0
    for grid in sorted(grids, key=lambda each: each.top):
        above = [line for line in free if top < line.top <= grid.top]
        pdf_layout.compose_text(composer, above, first=first and top < 0)
        composer.add_table(grid.rows)
        top = grid.top
    rest = [line for line in free if line.top > top]
    pdf_layout.compose_text(composer, rest, first=first and top < 0)


def without_page_number(lines: list[Line]) -> list[Line]:
    """The lines of a page without the number above or well beneath them."""
    if lines and PAGE_NUMBER.match(lines[0].text):
        return lines[1:]
    if len(lines) > 1 and PAGE_NUMBER.match(lines[-1].text):
        gaps = [b.top - a.top for a, b in pairwise(lines)]
        if gaps[-1] > 1.6 * statistics.median(gaps):
            return lines[:-1]
    return lines


def _placed(spoken: Iterable[Spoken], shown: str, start: int) -> list[Scanned]:
    """Where the recognised stretches stand in the text; long ones choose before short ones."""
    from dondoc.core.reading.model import Scanned

    taken: list[tuple[int, int]] = []
    found = []
    for said in sorted(spoken, key=lambda each: -len(each.text)):
        place = _free_place(said.text, shown, start, taken)
        if place is None:
            continue
        taken.append((place, place + len(said.text)))
        found += [Scanned(place + a, place + b, sure) for a, b, sure in said.words]
    return sorted(found, key=lambda each: each.start)


def _free_place(text: str, shown: str, start: int, taken: list[tuple[int, int]]) -> int | None:
    exact = re.escape(text)
    for pattern in (rf"(?<!\S){exact}(?!\S)", exact):
        for match in re.finditer(pattern, shown[start:]):
            begin, end = match.start() + start, match.end() + start
            if not any(a < end and begin < b for a, b in taken):
                return begin
    return None


def _settled(source: Source) -> Source:
    """The text as the reader will show it, so that the places of the words stay true."""
    if not source.scanned:
        return source
    if not source.tables:
        from dondoc.core.reading.text import from_text

        shown = from_text(source.shown).shown
        source = replace(source, shown=shown, scanned=_found_again(source, shown))
    return replace(source, warnings=(*source.warnings, *_doubts(source)))


def _found_again(source: Source, shown: str) -> tuple[Scanned, ...]:
    """The words in the cleaned text, in their order; one that was cleaned away is left out."""
    found, place = [], 0
    for word in source.scanned:
        text = source.shown[word.start : word.end]
        start = shown.find(text, place, place + len(text) + 400)
        if start >= 0:
            place = start + len(text)
            found.append(replace(word, start=start, end=place))
    return tuple(found)


def _doubts(source: Source) -> Iterable[Warning_]:
    from dondoc.core.reading.model import Warning_

    unsure = sum(word.confidence < UNSURE for word in source.scanned)
    if unsure:
        facts = {"unsure": str(unsure), "words": str(len(source.scanned))}
        yield Warning_("scanned_words_unsure", UNSURE_WORDS, 0, 0, facts)

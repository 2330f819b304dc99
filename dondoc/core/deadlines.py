"""Deadlines as dispatches word them: which day is the last on which the work is still on time, and
why.

"trước ngày 20/02/2025" leaves the 19th as the last day: one province wrote the same campaign as
"đến hết 11/3/2025" and "trước ngày 12/3/2025". A counted number of days leaves its first day out
(Civil Code 91/2015/QH13, Article 147), but a campaign "05 ngày đêm" from a day has that day as its
first. Where words allow a second reading it is kept beside the first. A day is never invented:
without a year and without the document's date there is none.

The wordings themselves, each with its examples, are in `wordings`: one file for each family.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dondoc.core.deadline_rules import RULES, Deadline, OtherReading
from dondoc.core.names import settle_tones
from dondoc.core.wordings import LEFT, WORDINGS, Said
from dondoc.core.wordings.cells import CELLS
from dondoc.core.wordings.notation import KINDS
from dondoc.core.wordings.openings import ANY, opening_of
from dondoc.core.wordings.together import together

__all__ = ["RULES", "Deadline", "OtherReading", "day_of", "find_deadlines", "find_limit_in_cell"]

_WORD = re.compile(r"(?<![^\W_])[^\W_]")


def find_deadlines(
    text: str,
    written: date | None = None,
    *,
    masked: Sequence[tuple[int, int]] = (),
    own_number: str = "",
) -> list[Deadline]:
    """Every wording of a deadline in a text, in order; `written` is the document's date, if known.

    Places in `masked`, such as the dates of cited documents, are never read. Where the document
    calls itself by its own number, "this" is read.

    >>> [found] = find_deadlines("hoàn thành trước ngày 20/02/2025.")
    >>> found.words, found.due.isoformat(), found.rule
    ('trước ngày 20/02/2025', '2025-02-19', 'before_excludes_the_day')
    >>> find_deadlines("trước 30-6")[0].due is None
    True
    >>> words = "trong vòng 05 ngày kể từ ngày ký Công văn số 5303/UBND-KGVX"
    >>> [found] = find_deadlines(words, date(2025, 11, 3), own_number="5303/UBND-KGVX")
    >>> found.due.isoformat(), found.words == words
    ('2025-11-08', True)
    """
    plain = _Plain.of(_named_this(_without(text, masked), own_number))
    found = sorted(_read(plain, written), key=lambda deadline: deadline.start)
    return [_placed(deadline, plain, text) for deadline in together(found, plain.words, written)]


def _without(text: str, masked: Sequence[tuple[int, int]]) -> str:
    """The text with masked places as signs that no wording reads, as long as before."""
    pieces, done = [], 0
    for start, end in sorted(masked):
        start, end = max(start, done), min(len(text), end)
        if start < end:
            pieces += [text[done:start], "¤" * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def _named_this(text: str, own_number: str) -> str:
    """The text with the document's own number, and a date after it, as "này", as long as before."""
    if not own_number or own_number[:1] not in text:
        return text
    number = r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", own_number)))
    own = rf"(?<![\w/])(?:số\s?:?\s*)?{number}(?![\w/-])(?:,?\s+ngày\s+\d[\d/.-]{{3,9}}(?<!\.))?"
    return re.sub(own, lambda found: "này".ljust(len(found[0])), text, flags=re.IGNORECASE)


@dataclass(frozen=True)
class _Plain:
    """A text in small letters with single blanks and settled tones, and where each place of it
    lies in the original."""

    words: str
    places: tuple[int, ...]  # where in `words` a run of blanks was shortened
    lost: tuple[int, ...]  # how many characters were dropped up to there

    @classmethod
    def of(cls, text: str) -> _Plain:
        small = settle_tones(text).lower()
        if len(small) != len(text):  # a few letters of other scripts grow when made small
            small = "".join(low if len(low := c.lower()) == 1 else c for c in text)
        words, places, lost, done, gone = [], [], [], 0, 0
        for run in re.finditer(r"\s{2,}", small):
            words += [small[done : run.start()], " "]
            done, gone = run.end(), gone + len(run[0]) - 1
            places.append(done - gone)
            lost.append(gone)
        words.append(small[done:])
        return cls(re.sub(r"\s", " ", "".join(words)), tuple(places), tuple(lost))

    def place(self, at: int) -> int:
        """The place in the original text."""
        before = bisect_right(self.places, at)
        return at + (self.lost[before - 1] if before else 0)


def _read(plain: _Plain, written: date | None) -> Iterator[Deadline]:
    """Ask every wording wherever one may begin; the surer ones take their words first."""
    words = plain.words
    held = {kind for kind, look in KINDS.items() if look.search(words)}
    asked: dict[int, list[int]] = {}
    for place in (found.start() for found in _WORD.finditer(words)):
        for rank in _ranks(opening_of(words, place)):
            asked.setdefault(rank, []).append(place)
    taken = bytearray(len(words))
    for rank in sorted(asked):
        wording = WORDINGS[rank]
        if not wording.needs <= held:
            continue
        for place in asked[rank]:
            if taken[place] or not (found := wording.match(words, place)):
                continue
            start, end = found.span()
            if taken.find(1, start, end) >= 0:
                continue
            deadline = wording.read(Said(found, written))
            if deadline is LEFT:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if isinstance(deadline, Deadline):
                yield deadline


@cache
def _ranks(opening: str) -> tuple[int, ...]:
    """Which wordings can begin with these letters, the surer ones first."""
    return tuple(
        rank
        for rank, wording in enumerate(WORDINGS)
        if any(_agree(opening, beginning) for beginning in wording.beginnings)
    )


def _agree(opening: str, beginning: str) -> bool:
    if beginning.endswith(ANY):
        return opening.startswith(beginning[:-1])
    return opening.startswith(beginning) or beginning.startswith(opening)


def _placed(deadline: Deadline, plain: _Plain, text: str) -> Deadline:
    """The deadline with its place and words in the text as it was given."""
    start = plain.place(deadline.start)
    words = text[start : plain.place(deadline.end)].rstrip(" ,.;:(\n\t\r")
    return replace(deadline, start=start, end=start + len(words), words=words)


def day_of(words: str, written: str | None = None) -> str:
    """One line about the first deadline in some words: what the examples of the grammar show.

    >>> day_of("trước 16 giờ ngày 28/02/2025")
    '2025-02-28 before 16:00 before_hour'
    """
    found = find_deadlines(words, date.fromisoformat(written) if written else None)
    return _line(found[0]) if found else "no deadline"


# Openings with which words that are no bare time become a sentence.
_OPENINGS = ("", "hoàn thành trong ", "hoàn thành ", "định kỳ ", "từ ngày ")


def find_limit_in_cell(
    text: str, written: date | None = None, *, masked: Sequence[tuple[int, int]] = ()
) -> Deadline | None:
    """The limit that a cell under a heading of time sets, or what follows such a label; None where
    it sets none ("Thường xuyên" is standing work).

    >>> find_limit_in_cell("6/2025").due.isoformat()
    '2025-06-30'
    >>> find_limit_in_cell("Trước 15/6", date(2025, 3, 2)).due.isoformat()
    '2025-06-14'
    >>> find_limit_in_cell("Quý II/2025 (sau khi có hướng dẫn)").words
    'Quý II/2025'
    """
    text = _without(text, masked)
    plain = _Plain.of(text)
    start = len(plain.words) - len(plain.words.lstrip(" -+*•–:"))
    end = len(re.split(r" ?[(;\n]|\.(?!\d)", plain.words[start:], maxsplit=1)[0].rstrip(" ,.;:"))
    for wording in CELLS:
        found = wording.pattern.fullmatch(plain.words, start, start + end)
        read = wording.read(Said(found, written)) if found else LEFT
        if isinstance(read, Deadline):
            return _placed(read, plain, text)
    for opening in _OPENINGS:
        dated = [one for one in find_deadlines(opening + text, written) if one.due or one.every]
        if dated:
            firmest = max(dated, key=lambda one: (one.firmness, one.due or date.min))
            return _without_opening(firmest, opening, text)
    for opening in ("", "hoàn thành vào "):
        for undated in find_deadlines(opening + text, written):
            return _without_opening(undated, opening, text)
    return None


def _without_opening(one: Deadline, opening: str, text: str) -> Deadline:
    start, end = (max(0, at - len(opening)) for at in (one.start, one.end))
    return replace(one, start=start, end=end, words=text[start:end])


def limit_of(words: str, written: str | None = None) -> str:
    """One line about the limit of a cell: what the examples of the grammar show."""
    found = find_limit_in_cell(words, date.fromisoformat(written) if written else None)
    return _line(found) if found else "no deadline"


def _line(one: Deadline) -> str:
    day = f"{one.starts}..{one.due}" if one.starts else f"{one.due or ''}"
    hour = f"{'before' if one.before else 'by'} {one.due_time:%H:%M}" if one.due_time else ""
    others = ", ".join(str(other.day) for other in one.others)
    if not day and not one.every:
        return " ".join(filter(None, ["no day", hour, f"({one.rule})"]))
    said = [one.every or "", day, hour, one.rule, f"({others})" if others else ""]
    if one.rhythm:
        said += [
            f"{name} {' '.join(map(str, fact)) if isinstance(fact, tuple) else fact}"
            for name in ("days", "months", "weekday")
            if (fact := getattr(one.rhythm, name))
        ]
        said += (
            [f"window {one.rhythm.window[0]}-{one.rhythm.window[1]}"] if one.rhythm.window else []
        )
    return " ".join(filter(None, said))

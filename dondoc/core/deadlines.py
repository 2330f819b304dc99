"""Deadlines as dispatches word them: which day is the last on which the work is still on time, and
why.

"trước ngày 20/02/2025" leaves the 19th as the last day: one province wrote the same campaign as
"đến hết 11/3/2025" and "trước ngày 12/3/2025". A counted number of days leaves its first day out
(Civil Code 91/2015/QH13, Article 147), but a campaign "05 ngày đêm" from a day has that day as its
first. Where words allow a second reading it is kept beside the first. A day is never invented:
without a year and without the document's date there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dondoc.core.deadline_rules import RULES, Deadline, OtherReading
from dondoc.core.deadline_wordings import WORDINGS
from dondoc.core.names import settle_tones

__all__ = ["RULES", "Deadline", "OtherReading", "find_deadlines"]


def find_deadlines(
    text: str, written: date | None = None, *, masked: Sequence[tuple[int, int]] = ()
) -> list[Deadline]:
    """Every wording of a deadline in a text, in order; `written` is the document's date, if known.

    Places in `masked`, such as the dates of cited documents, are never read.

    >>> [found] = find_deadlines("hoàn thành trước ngày 20/02/2025.")
    >>> found.words, found.due.isoformat(), found.rule
    ('trước ngày 20/02/2025', '2025-02-19', 'before_excludes_the_day')
    >>> find_deadlines("trước 30-6")[0].due is None
    True
    """
    return sorted(_read(text, written, masked), key=lambda deadline: deadline.start)


def _read(text: str, written: date | None, masked: Sequence[tuple[int, int]]) -> Iterator[Deadline]:
    flat = re.sub(r"\s", " ", settle_tones(text))
    taken = list(masked)
    for wording in WORDINGS:
        for found in wording.pattern.finditer(flat):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            before = flat[max(0, found.start() - 40) : found.start()]
            if wording.only_after and not wording.only_after.search(before):
                continue
            taken.append(found.span())
            if wording.refused_after and wording.refused_after.search(before):
                continue
            deadline = wording.read(found, written)
            if deadline is not None:
                words = text[deadline.start : deadline.end].rstrip()
                yield replace(deadline, words=words, end=deadline.start + len(words))

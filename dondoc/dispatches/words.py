"""Words that an officer points at in a dispatch: where they stand, and what they say alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from dondoc.core.errors import Refusal
from dondoc.core.names import sentence_case
from dondoc.core.reading import read_sentence
from dondoc.dispatches.models import Clause, Dispatch

EDGES = " \t\n;,."
# A duty of which nothing but the words is known.
BARE: dict[str, Any] = {
    "lead": [],
    "coordinate": [],
    "modality": "must",
    "starts": None,
    "due": None,
    "due_time": None,
    "due_before": False,
    "due_raw": None,
    "due_rule": None,
    "due_others": [],
    "due_start": None,
    "due_end": None,
    "every": None,
    "report_to": None,
    "form": None,
    "target": None,
    "places": [],
    "product": None,
    "marks": [],
}


class WordsOutside(Refusal):
    """The place pointed at lies outside the text, or holds no words."""

    code = "dispatch.words_outside"
    message = gettext_noop("Point at words inside the dispatch: there are none at that place.")


class WordsNotFound(Refusal):
    """The words typed stand nowhere in the text, or in several places."""

    code = "dispatch.words_not_found"
    message = gettext_noop(
        "“%(words)s” was found %(count)s times in the dispatch. "
        "Copy a few words exactly as they stand, enough to mean one place only."
    )


def span_between(dispatch: Dispatch, first: str, last: str) -> tuple[int, int]:
    """The place from the first words to the last ones; the last are looked for after the first.

    Raises `WordsNotFound` where the first words stand nowhere or in several places, or the last
    ones do not follow.
    """
    text = dispatch.text
    first, last = first.strip(), last.strip() or first.strip()
    count = text.count(first) if first else 0
    if count != 1:
        raise WordsNotFound(words=first, count=count)
    start = text.index(first)
    end = text.find(last, start)
    if end < 0:
        raise WordsNotFound(words=last, count=0)
    return start, end + len(last)


def trimmed(dispatch: Dispatch, start: int, end: int) -> tuple[int, int]:
    """The same place without spaces and commas at its edges; `WordsOutside` if nothing is left."""
    text = dispatch.text
    if not 0 <= start < end <= len(text):
        raise WordsOutside()
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    if start == end:
        raise WordsOutside()
    return start, end


def clause_at(dispatch: Dispatch, place: int) -> Clause | None:
    """The innermost clause in which a character stands."""
    around = [one for one in dispatch.clauses.all() if one.start <= place < one.end]
    return min(around, key=lambda clause: clause.end - clause.start, default=None)


def fields_of(dispatch: Dispatch, start: int, end: int, clause: Clause | None) -> dict[str, Any]:
    """What the reader makes of the words alone; the owner is the clause's where they name none."""
    text = dispatch.text[start:end]
    reading = read_sentence(text, date=dispatch.issued_on).to_json()
    duties = reading["assignments"]
    duty = next((one for one in duties if one["due_raw"]), duties[0] if duties else {})
    fields = {**BARE, **duty, "clause": clause.number if clause else "", "text": text}
    fields |= {"start": start, "end": end, "lead": fields["lead"] or _owner(dispatch, clause)}
    fields["title"] = duty["title"] if len(duties) == 1 else sentence_case(text)[:110]
    # The reader closes up spaces; where it had to, its places do not fit the dispatch's text.
    fits = reading["shown"] == text
    for name in ("due_start", "due_end"):
        known = fits and fields[name] is not None
        fields[name] = fields[name] + start if known else None
    fields["marks"] = [
        {**mark, "start": mark["start"] + start, "end": mark["end"] + start}
        for mark in (fields["marks"] if fits else [])
    ]
    return fields


def _owner(dispatch: Dispatch, clause: Clause | None) -> list[str]:
    if clause is None:
        return []
    for found in dispatch.reading.get("clauses", []):
        if found["start"] == clause.start and found["end"] == clause.end:
            return list(found.get("owner") or [])
    return []

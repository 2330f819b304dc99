"""What a person should look at: the reader says its doubts instead of settling them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dondoc.core.counts import amount
from dondoc.core.errors import gettext_noop
from dondoc.core.phrases import later
from dondoc.core.reading.amounts import rivals
from dondoc.core.reading.model import Assignment, Head, Warning_
from dondoc.core.reading.suspects import Suspect
from dondoc.core.tallies import MESSAGES as TALLIES
from dondoc.core.tallies import tallies

# "05 huyện còn lại", "các xã còn lại trừ Đảo Xa": only the words before tell who.
_THE_REST = later(
    r"(?:các|những|\d{1,3})(?:\s+địa bàn(?:\s+cấp)?|\s+UBND(?:\s+các)?)?\s+(?:huyện|xã|phường|địa "
    r"phương|"
    r"đơn vị|sở|cơ quan|thị xã|thôn|địa bàn)[^,.;:()]{0,30}?\s+còn lại"
    r"(?:,?\s+(?:trừ|ngoại trừ)\s+[^,.;:()]{2,60})?"
)
MESSAGES = {
    "missing_letterhead": gettext_noop(
        "The head of the page is missing; the issuer is read from the annex, the order or the "
        "signature."
    ),
    "missing_date": gettext_noop(
        "The document's date was not found; days without a year stay unknown."
    ),
    "starts_before_dispatch": gettext_noop(
        "The work begins on %(starts)s, before the dispatch of %(written)s."
    ),
    "deadline_passed": gettext_noop(
        "The last day %(due)s lies before the dispatch of %(written)s."
    ),
    "ambiguous_deadline": gettext_noop(
        "“%(words)s” can be read in more than one way; a person confirms the day."
    ),
    "no_year": gettext_noop("“%(words)s” gives no day that is certain; nothing was invented."),
    "no_day_until_received": gettext_noop(
        "“%(words)s” is counted from a receipt; the day on which it was received tells the last "
        "day."
    ),
    "no_day_until_it_happens": gettext_noop(
        "“%(words)s” is counted from a day that the dispatch does not give; that day tells the "
        "last."
    ),
    "no_day_of_the_occasion": gettext_noop(
        "“%(words)s” names an occasion; the day on which it falls tells the last day."
    ),
    "no_day_in_the_period": gettext_noop(
        "“%(words)s” names a time without a day; a person chooses one."
    ),
    "no_month": gettext_noop("“%(words)s” names a day without its month; a person adds it."),
    "no_day_of_the_hour": gettext_noop(
        "“%(words)s” names an hour without its day; a person adds it."
    ),
    "day_said_elsewhere": gettext_noop(
        "“%(words)s” points to a day said elsewhere in the dispatch; a person finds it."
    ),
    "owner_inferred": gettext_noop(
        "The words name nobody for this duty; “%(names)s” was taken from the closing sentence or "
        "the addressees."
    ),
    "target_doubtful": gettext_noop(
        "“%(words)s” names several figures; %(value)s is read as what must be reached."
    ),
    "the_rest": gettext_noop("“%(words)s” means those not yet named; a person says who they are."),
    "no_owner": gettext_noop("No agency was found that answers for this duty."),
    "suspected_scan_error": gettext_noop("“%(read)s” was probably printed as “%(suggested)s”."),
    **TALLIES,
}

# What would settle a day that the words do not give (`SETTLES`), as the doubt that says so.
_UNSETTLED = {
    "the_day_it_arrived": "no_day_until_received",
    "the_day_it_happened": "no_day_until_it_happens",
    "the_day_of_the_occasion": "no_day_of_the_occasion",
    "the_day_in_the_period": "no_day_in_the_period",
    "the_month": "no_month",
    "the_day_of_the_hour": "no_day_of_the_hour",
    "the_day_said_elsewhere": "day_said_elsewhere",
}


def doubts_of(
    head: Head, duties: Sequence[Assignment], suspects: Iterable[Suspect], *, letterhead: bool
) -> tuple[Warning_, ...]:
    """Every doubt about a reading, in the order of the text."""
    found: list[Warning_] = []
    if not letterhead:
        found.append(_doubt("missing_letterhead", 0, 0))
    if duties and head.date is None:
        found.append(_doubt("missing_date", 0, 0))
    for duty in duties:
        found.extend(_of_duty(head, duty))
    for suspect in suspects:
        facts = {"read": suspect.as_read, "suggested": suspect.suggested}
        found.append(_doubt("suspected_scan_error", suspect.start, suspect.end, **facts))
    return tuple(sorted(found, key=lambda doubt: doubt.start))


def _of_duty(head: Head, duty: Assignment) -> Iterable[Warning_]:
    start = duty.due_start if duty.due_start is not None else duty.start
    end = duty.due_end if duty.due_end is not None else duty.end
    written = f"{head.date:%d/%m/%Y}" if head.date else ""
    words = " ".join((duty.due_raw or "").split())
    if duty.starts and head.date and duty.starts < head.date:
        yield _doubt(
            "starts_before_dispatch", start, end, starts=f"{duty.starts:%d/%m/%Y}", written=written
        )
    if duty.due and head.date and duty.due < head.date:
        yield _doubt("deadline_passed", start, end, due=f"{duty.due:%d/%m/%Y}", written=written)
    if duty.due_rule in ("to_year_ambiguous", "year_named_alone"):
        yield _doubt("ambiguous_deadline", start, end, words=words)
    if duty.due_raw and duty.due is None and duty.every is None:
        yield _doubt(_UNSETTLED.get(duty.due_settles or "", "no_year"), start, end, words=words)
    if not duty.lead:
        yield _doubt("no_owner", duty.start, duty.end)
    elif duty.lead_inferred:
        yield _doubt("owner_inferred", duty.start, duty.end, names="; ".join(duty.lead))
    yield from _of_words(duty)


def _of_words(duty: Assignment) -> Iterable[Warning_]:
    """Doubts about how much and about whom."""
    if duty.target and rivals(duty.text, duty.target):
        words = duty.text[:80].rsplit(" ", 1)[0] if len(duty.text) > 80 else duty.text
        value = amount(duty.target.value, duty.target.unit)
        yield _doubt(
            "target_doubtful", duty.target.start, duty.target.end, words=f"{words}…", value=value
        )
    rest = _THE_REST.search(duty.text)
    if rest:
        yield _doubt("the_rest", duty.start, duty.end, words=rest[0])


def _doubt(code: str, start: int, end: int, **facts: str) -> Warning_:
    return Warning_(code, MESSAGES[code], start, end, facts)


def doubts_of_numbers(flat: str) -> tuple[Warning_, ...]:
    """Numbers that do not fit the words beside them or the list behind them."""
    return tuple(_doubt(one.code, one.start, one.end, **one.facts) for one in tallies(flat))

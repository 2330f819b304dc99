"""What deadlines of one sentence say together: an hour finds its day, a recurrence its first and
last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dondoc.core.deadline_rules import Deadline, Rhythm
from dondoc.core.period_words import resolve_period
from dondoc.core.phrases import named_day
from dondoc.core.wordings.notation import expanded

_NEAR = 160
_DAYS = {"within_the_day", "no_later_than", "until_end_of_day", "before_hour", "until_hour"}
_FROM = re.compile(r"(?<![^\W_])(?:bắt đầu|thực hiện|kể|tính|từ)(?![^\W_])")


def together(found: Sequence[Deadline], words: str, written: date | None) -> Iterator[Deadline]:
    """Deadlines with what their neighbours in the same sentence tell."""
    found = list(_fuller(found, words))
    for place, deadline in enumerate(found):
        follows = found[place + 1] if place + 1 < len(found) else None
        if deadline.rule == "hour_without_a_day" and place:
            yield _with_day(deadline, found[place - 1], words)
        elif follows and _hour_of(deadline, follows, words):
            yield _bounded(_with_hour(deadline, follows), None, words, written)
        elif follows and _both_each_year(deadline, follows, words):
            yield replace(deadline, rule="every_year", every="yearly", due=None, others=())
        elif deadline.every:
            yield _bounded(deadline, follows, words, written)
        else:
            yield deadline


def _fuller(found: Sequence[Deadline], words: str) -> Iterator[Deadline]:
    """“Báo cáo từng ngày …, trước 14 giờ hằng ngày” is one recurrence: the fuller words speak."""
    for one in found:
        plain = one.every and one.due_time is None and one.rhythm is None
        if plain and any(
            other.every == one.every
            and (other.due_time or other.rhythm)
            and _one_sentence(words, min(one.end, other.end), max(one.start, other.start))
            for other in found
            if abs(other.start - one.start) <= _NEAR
        ):
            continue
        yield one


def _one_sentence(words: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and not re.search(r"[.;](?= )", words[start:end])


def _with_day(hour: Deadline, day: Deadline, words: str) -> Deadline:
    """“Trong ngày 15/8 …, xong trước 18 giờ”: the hour is one of the day named before it."""
    if day.rule not in _DAYS or not day.due or not _one_sentence(words, day.end, hour.start):
        return hour
    rule = "before_hour" if hour.before else "until_hour"
    return replace(hour, rule=rule, due=day.due, assumptions=day.assumptions, settles=None)


def _hour_of(one: Deadline, follows: Deadline, words: str) -> bool:
    """Whether “hằng ngày báo cáo … trước 16 giờ” names the hour of what comes back each day."""
    return (
        one.every == "daily"
        and one.due_time is None
        and follows.rule == "hour_without_a_day"
        and _one_sentence(words, one.end, follows.start)
    )


def _with_hour(daily: Deadline, hour: Deadline) -> Deadline:
    rule = "every_day_before_hour" if hour.before else "every_day_by_hour"
    return replace(daily, rule=rule, due_time=hour.due_time, before=hour.before)


def _both_each_year(one: Deadline, follows: Deadline, words: str) -> bool:
    """Whether “trước ngày 15/6, năm trước ngày 15/12 hằng năm” means every year for both."""
    return (
        follows.rule == "every_year"
        and one.rule == "before_excludes_the_day"
        and (one.due is None or "year_of_the_document" in one.assumptions)
        and follows.start - one.end <= 60
        and _one_sentence(words, one.end, follows.start)
    )


def _bounded(
    recurring: Deadline, follows: Deadline | None, words: str, written: date | None
) -> Deadline:
    """From when a recurrence runs, and until when."""
    rhythm = recurring.rhythm or Rhythm()
    if (
        follows
        and follows.rule in ("until_end_of_day", "span_inclusive")
        and _one_sentence(words, recurring.end, follows.start)
    ):
        rhythm = replace(rhythm, until=follows.due, first=follows.starts or rhythm.first)
    first = _first_day(recurring, words, written) if rhythm.first is None else rhythm.first
    rhythm = replace(rhythm, first=first)
    return replace(recurring, rhythm=rhythm if rhythm != Rhythm() else None)


@cache
def _first() -> re.Pattern[str]:
    return re.compile(
        expanded(r"(?:bắt đầu |thực hiện |kể |tính ){0,3}từ (?:{day}|(?:đầu )?{period})")
    )


def _first_day(recurring: Deadline, words: str, written: date | None) -> date | None:
    """The day that “bắt đầu từ …” names in the same sentence."""
    start = max(0, recurring.start - _NEAR)
    before = re.split(r"[.;](?= )", words[start : recurring.start])[-1]
    after = re.split(r"[.;](?= |$)", words[recurring.end : recurring.end + _NEAR])[0]
    for stretch in (after, before):
        for place in _FROM.finditer(stretch):
            found = _first().match(stretch, place.start())
            if found:
                groups = found.groupdict()
                day = named_day(groups, "1", written)
                span = None if day else resolve_period(groups, written)
                return day.on if day else span.first if span else None
    return None

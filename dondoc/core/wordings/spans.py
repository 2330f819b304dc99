"""From one day to another: both are counted, and the second is the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dondoc.core.deadline_rules import Deadline, OtherReading
from dondoc.core.period_words import months
from dondoc.core.phrases import MONTH, month_named, real_day
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said, hour_of

SPANS = Family()
_TO = r"(?:,? (?:cho )?(?:đến|tới)(?: hết)?| ?[-–])"
_YEAR = r"(?:(?: ?[/-] ?| năm |, năm )(?P<{0}>\d{{4}}))"


def _spanning(said: Said, first: date | None, last: date, **facts: object) -> Deadline | None:
    """A span that ended before the document was written is what it looks back on."""
    if said.written is not None and last < said.written:
        return NO_DEADLINE
    if first and first > last:
        first = first.replace(year=last.year - (first.replace(year=last.year) > last))
    return said.deadline("span_inclusive", starts=first, due=last, **facts)


@SPANS.wording(
    rf"(?:{{from}}|trong) (?:{{hour1}},? )?(?:{{part}} )?{{day1}}{_TO} (?:{{hour2}},? "
    rf")?(?:{{part}} )?{{day2}}",
    r"{from} (?:ngày )?(?P<d1>\d{1,2})[./](?P<m1>\d{1,2})(?:[./](?P<y1>\d{4}))? ?[-–] ?{rest2}",
)
def day_to_day(said: Said) -> object:
    """Two days, the year perhaps only with the second, hours perhaps with both.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ ngày 20/2 đến hết 11/3/2025"), day_of("từ 15/9 đến 30/11/2025")
    ('2025-02-20..2025-03-11 span_inclusive', '2025-09-15..2025-11-30 span_inclusive')
    >>> day_of("từ 20 giờ ngày 6-11 đến 8 giờ ngày 7-11-2025")
    '2025-11-06..2025-11-07 by 08:00 span_inclusive'
    >>> day_of("từ ngày 12.3-30.4", "2022-03-15")
    '2022-03-12..2022-04-30 span_inclusive'
    """
    last = said.day("2")
    if last is None or said.day("1") is None:
        return NO_DEADLINE
    if last.on is None:
        hour = hour_of(said.hour("2"))
        return said.undated("span_inclusive", "the_document_date", due_time=hour)
    first = Said(said.found, said.written if said["y1"] else last.on).day("1")
    return _with(
        _spanning(said, first.on if first else None, last.on, due_time=hour_of(said.hour("2"))),
        last.assumptions,
    )


def _with(deadline: Deadline | None, assumptions: tuple[str, ...]) -> Deadline | None:
    if deadline is None or not assumptions:
        return deadline
    return replace(deadline, assumptions=(*deadline.assumptions, *assumptions))


@SPANS.wording(
    r"{from} ngày (?P<a>\d{1,2})(?: ?[-–] ?| (?:đến|tới)(?: hết)? (?:ngày )?){rest2}",
    r"(?:(?:trong )?(?:các ngày|{count1} ngày|ngày)|{from}) (?P<a>\d{1,2})(?:(?:,| và| ?[-–]|, "
    r"?\d{1,2} và) ?(?:ngày )?)"
    r"{rest2}",
)
def day_of_the_same_month(said: Said) -> object:
    """The month stands only with the second day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ ngày 01 đến ngày 15/7/2025"), day_of("trong các ngày 15-20/7/2025")
    ('2025-07-01..2025-07-15 span_inclusive', '2025-07-15..2025-07-20 span_inclusive')
    """
    last = said.day("2")
    if last is None or not 1 <= int(said["a"]) <= 31:
        return NO_DEADLINE
    if not said.words.startswith(("từ", "kể", "bắt", "tính", "trong")):
        return LEFT
    if last.on is None:
        return said.undated("span_inclusive", "the_document_date")
    first = real_day(last.on.year, last.on.month, int(said["a"]))
    if first is None or first > last.on:
        return LEFT
    return _with(
        _spanning(said, first, last.on), (*last.assumptions, "first_day_of_the_other_side")
    )


@SPANS.wording(
    rf"{{from}} (?:đầu )?tháng (?P<a>{MONTH}){_YEAR.format('ya')}?{_TO} ?(?:cuối )?(?:tháng "
    rf")?(?P<b>{MONTH})(?![^\W_])"
    rf"(?! ?/ ?\d{{1,2}}(?!\d)){_YEAR.format('yb')}?",
)
def month_to_month(said: Said) -> object:
    """Two months: from the first day of one to the last of the other.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ tháng 6 đến tháng 9/2025"), day_of("từ tháng 11/2025 đến hết tháng 02/2026")
    ('2025-06-01..2025-09-30 span_inclusive', '2025-11-01..2026-02-28 span_inclusive')
    """
    year = int(said["yb"] or said["ya"] or (said.written.year if said.written else 0))
    if not year:
        return said.undated("span_inclusive", "the_document_date")
    if not real_day(year, 1, 1):
        return NO_DEADLINE
    first, last = month_named(said["a"]), month_named(said["b"])
    if first > last and not said["yb"]:
        year += 1
    begins = int(said["ya"] or (year - (first > last)))
    start = real_day(begins, first, 1)
    deadline = _spanning(said, start, months("month", year, last, 1).last)
    return _with(deadline, () if said["yb"] else ("year_of_the_document",))


@SPANS.wording(r"{from} {hour1} (?:đến|tới) {hour2},? (?:ngày |{weekday},? ?(?:ngày )?)?{day1}")
def hours_of_one_day(said: Said) -> object:
    """From one hour to another of one day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ 7h30 đến 17h00 ngày 15/8/2025")
    '2025-08-15 by 17:00 until_hour'
    """
    day, hour = said.day(), said.hour("2")
    return said.at("until_hour", day, due_time=hour_of(hour)) if day and hour else NO_DEADLINE


_CAMPAIGN = r"(?:bắt đầu )?(?:kể )?từ {day}"


@SPANS.wording(
    rf"{_CAMPAIGN}[^.;]{{0,160}}?(?<!\d)(?P<n>\d{{1,3}}) ngày đêm",
    rf"{_CAMPAIGN}[^.;]{{0,120}}?(?:cao điểm|chiến dịch|đợt|trong|trong vòng) (?P<n>\d{{1,3}}) ngày"
    r"(?! làm việc|,? (?:kể|tính))",
    r"(?<!\d)(?P<n>\d{1,3}) ngày(?: đêm)?,? (?:bắt đầu )?từ (?!khi ){day}",
)
def campaign(said: Said) -> object:
    """A campaign of so many days and nights has its first day as the first of them.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Bắt đầu từ ngày 15/02/2025, mở chiến dịch 05 ngày đêm")
    '2025-02-15..2025-02-19 campaign_days (2025-02-20)'
    """
    first, count = said.day(), int(said["n"])
    if first is None:
        return NO_DEADLINE
    if first.on is None or not count:
        return said.undated("campaign_days", "the_document_date")
    last = first.on + timedelta(days=count - 1)
    other = OtherReading(last + timedelta(days=1), "day_read_as_not_first")
    return said.at(
        "campaign_days",
        first,
        starts=first.on,
        due=last,
        others=(other,),
        assumptions=("first_day_counted",),
    )

"""Limits as a cell under the heading "Thời gian" words them, bare: "6/2025", "Quý III, IV", "2025".

In a sentence such words may be anything; under that heading they are the limit, so that they are
read only when the whole cell says nothing else.
"""

from __future__ import annotations

from datetime import date

from dondoc.core.deadline_rules import Rhythm
from dondoc.core.period_words import Span, around, months
from dondoc.core.phrases import BACKWARDS, MONTH, month_named
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said, hour_of
from dondoc.core.wordings.periods import LAST_DAY
from dondoc.core.wordings.recurrences import EVERY, unit_named

CELLS = Family()
_IN = r"(?:(?:hoàn thành|xong|thực hiện|trình)? ?(?:trong|vào|đến|đến hết|hết|cuối)? ?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def _until(said: Said, span: Span | None, *, assumed: str = "") -> object:
    """The last day of a period that a cell names."""
    if span is None:
        return said.undated("time_without_a_day", "the_document_date")
    notes = (assumed,) if assumed else ()
    if not span.year_written and not assumed:
        notes = ("year_of_the_document",)
        if said.written and span.last < said.written - BACKWARDS:
            first = span.first.replace(year=span.first.year + 1)
            count = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
            span = months(span.kind, first.year, first.month, count)
            notes = ("year_after_the_document",)
    return said.deadline(LAST_DAY[span.kind], due=span.last, assumptions=notes)


_LIST = rf"(?:{MONTH}(?: ?[-–,]| và| đến) ?(?:tháng )?){{1,11}}"


@CELLS.wording(
    rf"{_IN}(?:tháng )?(?P<month>1[0-2]|0?[1-9]) ?[/.-] ?{_YEAR}",
    rf"{_IN}(?:các )?tháng {_LIST}(?P<month>{MONTH})(?:(?: ?/ ?| năm ){_YEAR})?",
    rf"{_IN}{_LIST}(?P<month>1[0-2]|0?[1-9]) ?/ ?{_YEAR}",
)
def month_of_a_cell(said: Said) -> object:
    """A month by its number, or the last of several.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("6/2025"), limit_of("06-2025"), limit_of("6-8/2025")
    ('2025-06-30 end_of_month', '2025-06-30 end_of_month', '2025-08-31 end_of_month')
    >>> limit_of("Tháng 10, 11, 12", "2025-03-02"), limit_of("6-8-2025")
    ('2025-12-31 end_of_month', '2025-08-06 no_later_than')
    """
    told = bool(said["year"])
    year = int(said["year"]) if told else said.written.year if said.written else 0
    span = months("month", year, month_named(said["month"]), 1, told=told) if year else None
    return _until(said, span)


@CELLS.wording(rf"{_IN}(?:{{hour}},? )?(?:{{part}} )?(?:{{weekday}},? )?{{day}}")
def day_of_a_cell(said: Said) -> object:
    """A day, perhaps with its hour.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("30/6/2025"), limit_of("17 giờ 00, ngày 05/6/2025")
    ('2025-06-30 no_later_than', '2025-06-05 by 17:00 until_hour')
    """
    day, hour = said.day(), hour_of(said.hour())
    if day is None:
        return LEFT
    return said.at("until_hour" if hour else "no_later_than", day, due_time=hour)


@CELLS.wording(rf"{_IN}(?:các )?{{period}}")
def period_of_a_cell(said: Said) -> object:
    """A month, quarter, half-year or year, or several of them: the last day of the last.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("Tháng 6/2025"), limit_of("Quý III, IV/2025"), limit_of("Năm 2025")
    ('2025-06-30 end_of_month', '2025-12-31 end_of_quarter', '2025-12-31 end_of_year')
    >>> limit_of("Tháng 3", "2025-11-20"), limit_of("6 tháng cuối năm", "2025-03-02")
    ('2026-03-31 end_of_month', '2025-12-31 end_of_half_year')
    """
    return _until(said, said.period())


@CELLS.wording(
    rf"{_IN}(?:(?:các )?năm |giai đoạn |từ (?:năm )?)?(?P<first>(?:19|20)\d\d)(?:(?: ?[-–,]| "
    rf"đến| và) ?"
    rf"(?:năm )?{_YEAR})?"
)
def years_of_a_cell(said: Said) -> object:
    """A year, or the first and the last of several.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("2025"), limit_of("2024-2025"), limit_of("Giai đoạn 2026 - 2030")
    ('2025-12-31 end_of_year', '2024-01-01..2025-12-31 span_inclusive', \
'2026-01-01..2030-12-31 span_inclusive')
    """
    first, last = int(said["first"]), int(said["year"] or said["first"])
    if not said["year"]:
        return _until(said, months("year", first, 1, 12))
    if last < first:
        return NO_DEADLINE
    starts, due = date(first, 1, 1), date(last, 12, 31)
    return said.deadline("span_inclusive", starts=starts, due=due)


@CELLS.wording(
    r"(?:hoàn thành )?(?:trong|cả|cuối|hết|đến hết|đến cuối|ngay trong) (?P<kind>tháng|quý|"
    r"năm)(?: này| nay)?"
)
def current_period_of_a_cell(said: Said) -> object:
    """“In the year”: that of the document.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("Trong năm", "2025-03-02"), limit_of("Trong quý", "2025-03-02")
    ('2025-12-31 end_of_year', '2025-03-31 end_of_quarter')
    """
    kind = {"tháng": "month", "quý": "quarter", "năm": "year"}[said["kind"]]
    span = around(kind, said.written) if said.written else None
    return _until(said, span, assumed="year_of_the_document")


@CELLS.wording(
    r"(?:thường xuyên,? (?:và )?)?(?:báo cáo )?(?:định kỳ,? )?(?:{each} )?(?P<unit>ngày|tuần|"
    r"tháng|quý|"
    r"(?:0?6|sáu) tháng|năm)(?:(?:,| và) (?:{each} )?(?:tuần|tháng|quý|(?:0?6|sáu) tháng|năm)){0,3}"
)
def rhythm_of_a_cell(said: Said) -> object:
    """What comes back; of several rhythms the first and most frequent.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("Hằng quý"), limit_of("Thường xuyên, hằng năm"), limit_of("6 tháng, năm")
    ('quarterly every_quarter', 'yearly every_year', 'half-yearly every_half_year')
    >>> limit_of("Thường xuyên")
    'no deadline'
    """
    unit = unit_named(said["unit"])
    told = any(word in said.words for word in ("hằng", "hàng", "mỗi", "từng", "định kỳ", ","))
    return said.deadline(f"every_{unit}", every=EVERY[unit]) if unit and told else LEFT


@CELLS.wording(
    rf"(?:vào |trong )?tháng (?P<a>{MONTH})(?:(?:,| và) (?:tháng )?(?P<b>{MONTH}))? {{each}} năm"
)
def months_of_each_year(said: Said) -> object:
    """One or two months of each year.

    >>> from dondoc.core.deadlines import limit_of
    >>> limit_of("Tháng 3, 9 hằng năm"), limit_of("Tháng 12 hằng năm")
    ('half-yearly every_half_year days -1 -1 months 3 9', 'yearly every_year days -1 months 12')
    """
    named = tuple(month_named(month) for month in (said["a"], said["b"]) if month)
    unit = "half_year" if len(named) > 1 else "year"
    rhythm = Rhythm(days=(-1,) * len(named), months=named)
    return said.deadline(f"every_{unit}", every=EVERY[unit], rhythm=rhythm)

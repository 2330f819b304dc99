"""Deadlines as dispatches word them: which day is the last on which the work is still on time, and why.

"trước ngày 20/02/2025" leaves the 19th as the last day: one province wrote the same campaign as "đến hết
11/3/2025" and "trước ngày 12/3/2025". A counted number of days leaves its first day out (Civil Code
91/2015/QH13, Article 147), but a campaign "05 ngày đêm" from a day has that day as its first. Where words
allow a second reading it is kept beside the first. A day is never invented: without a year and without the
document's date there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from dondoc.core.names import settle_tones
from dondoc.core.phrases import (
    PERIOD,
    day_words,
    hour_words,
    is_day,
    is_hour,
    resolve_day,
    resolve_hour,
    resolve_period,
    rx,
)
from dondoc.core.workdays import add_working_days

RULES: dict[str, str] = {
    "before_excludes_the_day": "“Before” a day leaves the day itself out: the day before it is the last.",
    "before_excludes_the_period": "“Before” a period leaves it out: the day before it begins is the last.",
    "before_hour": "“Before” an hour leaves it out: the hour itself is late.",
    "until_hour": "Until an hour of a day: the hour itself is on time.",
    "until_end_of_day": "Until the end of a day: that day is the last.",
    "no_later_than": "No later than a day: that day is the last.",
    "within_the_day": "Within a day: that day is the last.",
    "span_inclusive": "From one day to another: both are counted, the second is the last.",
    "campaign_days": "So many days from a day: that day is the first of them.",
    "counted_days": "So many days counted from a day: the day itself is not counted.",
    "counted_working_days": "So many working days counted from a day: neither that day nor rest days are counted.",
    "counted_from_unknown_day": "Counted from a day that the words do not give.",
    "end_of_month": "Within a month: its last day.",
    "end_of_quarter": "Within a quarter: its last day.",
    "end_of_half_year": "Within half a year: its last day.",
    "end_of_year": "Within a year: its last day.",
    "to_year_ambiguous": "“To the year” may mean its end or its beginning; the end is read, a person confirms.",
    "year_named_alone": "Only a year is named: its end is read, a person confirms.",
    "every_day": "Every day.",
    "every_day_before_hour": "Every day before an hour: the hour itself is late.",
    "every_day_by_hour": "Every day by an hour: the hour itself is on time.",
    "every_week": "Every week.",
    "every_month": "Every month.",
    "every_month_window": "Every month, between two of its days.",
    "every_quarter": "Every quarter.",
    "every_half_year": "Every half-year.",
    "every_year": "Every year.",
    "day_read_as_included": "Read as if the named day itself were still on time.",
    "day_read_as_first": "Read with the first day counted.",
    "day_read_as_not_first": "Read without the first day.",
    "beginning_of_year": "Read as before the year begins.",
    "another_day_in_the_words": "Another day that the same words name.",
}


@dataclass(frozen=True)
class OtherReading:
    """A second way to read the same words: its last day, and the rule that gives it."""

    day: date
    rule: str


@dataclass(frozen=True)
class Deadline:
    """What one phrase says about time: its words and place, the last day on time, and by which rule.

    `due` is None where the words give no day; `before` says that the hour itself is already late.
    """

    start: int
    end: int
    words: str
    rule: str
    due: date | None = None
    due_time: time | None = None
    before: bool = False
    starts: date | None = None
    every: str | None = None
    others: tuple[OtherReading, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether a person should confirm how the words are meant."""
        return self.rule in {"to_year_ambiguous", "year_named_alone"}

    @property
    def firmness(self) -> int:
        """How firmly the words bind: a day more than a period, a period more than a year named alone."""
        if self.ambiguous:
            return 1
        return 2 if self.rule.startswith("end_of") else 3


_DAY = timedelta(days=1)
Groups = dict[str, str | None]
_LATEST = (
    r"(?:(?:chậm|muộn|trễ) nhất|không (?:quá|(?:muộn|chậm|trễ) hơn)|hạn (?:cuối|chót)(?: cùng)?|thời hạn(?: hoàn thành)?)"
    r"(?: (?:là|vào|đến|trong|hết))*"
)
_EACH = r"(?:hằng|hàng|mỗi|từng)"
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_EVERY = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "half_year": "half-yearly",
    "year": "yearly",
}


def _from(found: re.Match[str], rule: str, **facts: object) -> Deadline:
    return Deadline(found.start(), found.end(), found[0], rule, **facts)  # type: ignore[arg-type]


def _every_day_hour(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not is_hour(groups, "1"):
        return None
    before = "trước" in found[0].lower()
    rule = "every_day_before_hour" if before else "every_day_by_hour"
    return _from(found, rule, every="daily", due_time=resolve_hour(groups, "1"), before=before)


def _every_week(found: re.Match[str], written: date | None) -> Deadline:
    groups = found.groupdict()
    return _from(
        found,
        "every_week",
        every="weekly",
        due_time=resolve_hour(groups, "1"),
        before="trước" in found[0].lower(),
    )


def _recurs(unit: str, suffix: str = "") -> Callable[[re.Match[str], date | None], Deadline]:
    def handle(found: re.Match[str], written: date | None) -> Deadline:
        return _from(found, f"every_{unit}{suffix}", every=_EVERY[unit])

    return handle


def _periodic(found: re.Match[str], written: date | None) -> Deadline:
    word = " ".join(found["unit"].lower().split())
    unit = "half_year" if "6" in word or "sáu" in word else _UNITS[word]
    return _from(found, f"every_{unit}", every=_EVERY[unit])


def _span(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not (is_day(groups, "1") and is_day(groups, "2")):
        return None
    last = resolve_day(groups, "2", written)
    first = resolve_day(groups, "1", last or written)
    if first and last and first > last:
        first = first.replace(year=first.year - 1)
    return _from(
        found, "span_inclusive", starts=first, due=last, due_time=resolve_hour(groups, "2")
    )


def _campaign(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not is_day(groups, "1"):
        return None
    first, count = resolve_day(groups, "1", written), int(groups["count"] or 0)
    if first is None or not count:
        return _from(found, "campaign_days")
    last = first + (count - 1) * _DAY
    return _from(
        found,
        "campaign_days",
        starts=first,
        due=last,
        others=(OtherReading(last + _DAY, "day_read_as_not_first"),),
    )


_WRITTEN = rx(
    r"(?:ký|ban hành|phát hành|ra)(?: (?:ban hành|văn bản|công văn|kế hoạch|quyết định|chỉ thị))?(?: này)?$"
)


def _counted(found: re.Match[str], written: date | None) -> Deadline:
    groups = found.groupdict()
    count = int(groups["count"] or 0)
    working = bool(groups["working"])
    first = resolve_day(groups, "1", written) if is_day(groups, "1") else None
    if first is None and groups["anchor"] and _WRITTEN.search(groups["anchor"].strip(" ,.;()")):
        first = written
    if first is None:
        return _from(found, "counted_from_unknown_day")
    if working:
        return _from(found, "counted_working_days", due=add_working_days(first, count))
    last = first + count * _DAY
    return _from(
        found, "counted_days", due=last, others=(OtherReading(last - _DAY, "day_read_as_first"),)
    )


def _hour_of_day(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not (is_hour(groups, "1") and is_day(groups, "1")):
        return None
    before = "trước" in found[0].lower()
    hour = resolve_hour(groups, "1")
    rule = "until_end_of_day" if hour is None else "before_hour" if before else "until_hour"
    return _from(
        found,
        rule,
        due=resolve_day(groups, "1", written),
        due_time=hour,
        before=before and hour is not None,
    )


def _before_day(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not is_day(groups, "1"):
        return None
    day = resolve_day(groups, "1", written)
    if day is None:
        return _from(found, "before_excludes_the_day")
    other = OtherReading(day, "day_read_as_included")
    return _from(found, "before_excludes_the_day", due=day - _DAY, others=(other,))


def _by_day(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not is_day(groups, "1"):
        return None
    words = found[0].lower()
    rule = "until_end_of_day" if words.startswith(("đến", "hết")) else "no_later_than"
    rule = "within_the_day" if words.startswith(("trong", "ngay")) else rule
    return _from(found, rule, due=resolve_day(groups, "1", written))


def _same_day(found: re.Match[str], written: date | None) -> Deadline | None:
    return _from(found, "within_the_day", due=written) if written else None


def _in_period(found: re.Match[str], written: date | None) -> Deadline | None:
    span = resolve_period(found.groupdict(), written)
    words = " ".join(found[0].lower().split())
    if span is None:
        return _from(
            found,
            "end_of_month"
            if "tháng" in words
            else "end_of_quarter"
            if "quý" in words
            else "end_of_year",
        )
    if words.startswith("trước"):
        return _from(found, "before_excludes_the_period", due=span.first - _DAY)
    # what ended before the dispatch was written is what it looks back on
    if written is not None and span.last < written:
        return None
    rule = f"end_of_{'half_year' if span.kind == 'half' else span.kind}"
    if span.kind == "year" and re.match(r"đến năm", words):
        other = OtherReading(span.first - _DAY, "beginning_of_year")
        return _from(found, "to_year_ambiguous", due=span.last, others=(other,))
    return _from(found, rule, due=span.last)


def _bare_year(found: re.Match[str], written: date | None) -> Deadline | None:
    span = resolve_period(found.groupdict(), written)
    if span is None or (written is not None and span.last < written):
        return None
    return _from(found, "year_named_alone", due=span.last)


_D1, _D2, _H1, _H2 = day_words("1"), day_words("2"), hour_words("1"), hour_words("2")
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_REPORTING = (
    r"(?:báo cáo|tổng hợp|cập nhật|họp|giao ban|thống kê|gửi|rà soát|kiểm tra|đánh giá|sơ kết)"
)
# nouns whose year or period says what they are about, not when they are due
_ABOUT = rx(
    r"(?:giao|kế hoạch|chỉ tiêu|nhiệm vụ|dự toán|kinh phí|ngân sách|kết quả|báo cáo|tình hình|chương trình|số liệu|"
    r"phát sinh|tầm nhìn|định hướng|giai đoạn|sơ kết|tổng kết|đánh giá|chủ đề)\s*$"
)
_ABOUT_YEAR = rx(_ABOUT.pattern.removesuffix(r")\s*$") + r"|theo|đề án \d+)\s*$")
_CUT_OFF = rx(
    r"(?:sinh|đã cấp|được cấp|tính|lũy kế|số liệu|kể từ|từ|đã lập|được lập|có hiệu lực|đăng ký)\s*$"
)
_REPORT = rx(r"báo cáo\s*$")

# First come, first taken: a longer and surer wording stands above the shorter ones that it contains.
# The third value refuses a wording after certain words, the fourth asks for certain words before it.
_GRAMMAR: tuple[tuple[Any, ...], ...] = (
    (rx(rf"từ ngày \d{{1,2}} đến (?:hết )?ngày \d{{1,2}} (?:{_EACH}|của mỗi) tháng"), _recurs("month", "_window")),
    (rx(rf"(?:(?:trước|{_LATEST}|đến|vào|lúc|vào lúc) )?{_H1},?(?: phút)? (?:của )?{_EACH} ngày"), _every_day_hour),
    (rx(rf"{_EACH} ngày,?(?: (?:trước|{_LATEST}|đến|vào|lúc|vào lúc))+ {_H1}"), _every_day_hour),
    (rx(rf"(?:(?:trước|{_LATEST}|vào|lúc) )?(?:{_H1},? )?(?:ngày )?{_WEEKDAY} {_EACH} tuần"), _every_week),
    (rx(rf"(?:(?:trước|{_LATEST}|vào) )?ngày \d{{1,2}}(?: của)?(?: {_EACH})? tháng (?:cuối|đầu)(?: tiên| cùng)?(?: của)?"
        rf"(?: {_EACH})? quý"), _recurs("quarter")),
    (rx(rf"(?:(?:trước|{_LATEST}|vào|từ) )?ngày \d{{1,2}}(?: của)? {_EACH} tháng"), _recurs("month")),
    (rx(rf"(?:trước|{_LATEST}|vào) {_D1} và (?:trước )?{_D2} {_EACH} năm"), _recurs("half_year")),
    (rx(rf"(?:trước|{_LATEST}|vào) {_D1} {_EACH} năm"), _recurs("year")),
    (rx(rf"(?:theo )?định kỳ,?(?: {_EACH})? (?P<unit>ngày|tuần|tháng|quý|(?:0?6|sáu) tháng|năm)\b"), _periodic),
    (rx(rf"{_EACH} (?P<unit>ngày|tuần|tháng|quý|năm)\b"), _periodic, None, _REPORT),
    (rx(rf"{_EACH} (?P<unit>ngày|tuần|tháng|quý|năm)\b(?=,? {_REPORTING})"), _periodic),
    (rx(rf"từ (?:{_H1},? )?{_D1} (?:cho )?đến (?:hết )?(?:{_H2},? )?{_D2}"), _span),
    (rx(rf"(?:(?:trong (?:vòng|thời hạn|thời gian)|{_LATEST}|trong|sau) )?(?P<count>\d{{1,3}}) ngày"
        r"(?P<working> làm việc)?,? kể từ (?:ngày |khi |thời điểm )?"
        rf"(?:{_D1}|(?P<anchor>[^.;\d(]{{0,120}}(?:\([^()\d]*\)[^.;\d(]{{0,80}})?)(?:\({_D1.replace('1>', '3>')}\))?)"),
     _counted),
    (rx(rf"(?:bắt đầu )?(?:kể )?từ {_D1}[^.;]{{0,160}}?(?<![\d])(?P<count>\d{{1,3}}) ngày đêm"), _campaign),
    (rx(rf"(?:bắt đầu )?(?:kể )?từ {_D1}[^.;]{{0,120}}?(?:cao điểm|chiến dịch|đợt|trong|trong vòng) "
        r"(?P<count>\d{1,3}) ngày"), _campaign),
    (rx(rf"(?<![\d])(?P<count>\d{{1,3}}) ngày(?: đêm)?,? (?:bắt đầu )?từ {_D1}"), _campaign),
    (rx(rf"(?:(?:trước|{_LATEST}|đến|hết) )+{_H1},? {_D1}"), _hour_of_day),
    (rx(rf"trước (?:thời hạn )?{_D1}"), _before_day, _CUT_OFF),
    (rx(rf"(?:đến hết|{_LATEST}|đến|hết|(?:ngay )?trong|(?:hoàn thành|xong)(?: xong)?(?: vào| trong)?)"
        rf" {_D1}"), _by_day, _CUT_OFF),
    (rx(rf"(?:thời gian|thời hạn|tiến độ|hạn)(?: (?:thực hiện|hoàn thành|báo cáo|nộp|gửi|chót|cuối)){{0,3}}\s?:\s*{_D1}"),
     _by_day),
    (rx(r"(?:hoàn thành|báo cáo|gửi)[^.;]{0,60}?(?P<same>(?:ngay )?trong (?:ngày hôm nay|hôm nay))"), _same_day),
    (rx(rf"(?:(?:trước|trong|xong|chậm nhất(?: là)?(?: trong| vào)?|(?:từ nay )?đến hết|hết|"
        rf"(?:từ nay )?(?:đến|trong|vào|trước) cuối|cuối|(?:hoàn thành|xong)(?: xong)?(?: trong| vào)?(?: cuối)?|"
        rf"đến) ){PERIOD}"), _in_period, _ABOUT),
    (rx(rf"(?:thời gian|thời hạn|tiến độ|hạn)(?: (?:thực hiện|hoàn thành|báo cáo)){{0,2}}\s?:\s*{PERIOD}"), _in_period),
    (rx(r"^\s*năm (?P<py>\d{4})\s?(?=:)"), _bare_year),
    (rx(r"năm (?P<py>\d{4})(?=\s*(?:[.;]|\./\.|$))"), _bare_year, _ABOUT_YEAR),
)  # fmt: skip


def find_deadlines(
    text: str, written: date | None = None, *, masked: Sequence[tuple[int, int]] = ()
) -> list[Deadline]:
    """Every wording of a deadline in a text, in order; `written` is the document's date, if known.

    Places in `masked`, such as the dates of cited documents, are never read.

    >>> [(d.words, d.due.isoformat(), d.rule) for d in find_deadlines("hoàn thành trước ngày 20/02/2025.")]
    [('trước ngày 20/02/2025', '2025-02-19', 'before_excludes_the_day')]
    >>> find_deadlines("trước 30-6")[0].due is None
    True
    """
    return sorted(_read(text, written, masked), key=lambda deadline: deadline.start)


def _read(text: str, written: date | None, masked: Sequence[tuple[int, int]]) -> Iterator[Deadline]:
    flat = re.sub(r"\s", " ", settle_tones(text))
    taken = list(masked)
    for pattern, handle, *guards in _GRAMMAR:
        for found in pattern.finditer(flat):
            before = flat[max(0, found.start() - 40) : found.start()]
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if len(guards) > 1 and not guards[1].search(before):
                continue
            if guards and guards[0] and guards[0].search(before):
                taken.append(found.span())
                continue
            deadline = handle(found, written)
            taken.append(found.span())
            if deadline is not None:
                words = text[deadline.start : deadline.end].rstrip()
                yield Deadline(
                    **{**deadline.__dict__, "words": words, "end": deadline.start + len(words)}
                )

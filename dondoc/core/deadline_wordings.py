"""The wordings of deadlines in dispatches, each with the rule by which its last day is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.core.deadline_rules import Deadline, OtherReading
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

_DAY = timedelta(days=1)
Groups = dict[str, str | None]
_LATEST = (
    r"(?:(?:chậm|muộn|trễ) nhất|không (?:quá|(?:muộn|chậm|trễ) hơn)|hạn (?:cuối|chót)(?: cùng)?|"
    r"thời hạn(?: hoàn thành)?)"
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
    r"(?:ký|ban hành|phát hành|ra)(?: (?:ban hành|văn bản|công văn|kế hoạch|quyết định|chỉ "
    r"thị))?(?: này)?$"
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


def _counts_parts(found: re.Match[str]) -> bool:
    """Whether "2/5" is two parts of five, "xong 2/5 bước", and no day of May.

    Only a bare fraction is doubted: no year, no "ngày", no word of a limit before it. Directly
    after "xong" it is what was done; after "đến" or "trong" the noun that follows tells.
    """
    words = found[0].lower()
    groups = found.groupdict()
    if "ngày" in words or not groups.get("m1") or groups.get("y1") or groups.get("yb1"):
        return False
    if not re.match(r"(?:hoàn thành|xong|đến(?! hết)|hết|trong|ngay)", words):
        return False
    done = re.match(r"(?:hoàn thành|xong)(?: xong)? \d", words)
    return bool(done or re.match(r"\s+[^\W\d_]", found.string[found.end() :]))


def _by_day(found: re.Match[str], written: date | None) -> Deadline | None:
    groups = found.groupdict()
    if not is_day(groups, "1") or _counts_parts(found):
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
_LABEL = r"(?:thời gian|thời hạn|tiến độ|hạn)(?: (?:thực hiện|hoàn thành|báo cáo)){0,2}"
_REPORTING = (
    r"(?:báo cáo|tổng hợp|cập nhật|họp|giao ban|thống kê|gửi|rà soát|kiểm tra|đánh giá|sơ kết)"
)
# nouns whose year or period says what they are about, not when they are due
_ABOUT = rx(
    r"(?:giao|kế hoạch|chỉ tiêu|nhiệm vụ|dự toán|kinh phí|ngân sách|kết quả|báo cáo|tình hình|"
    r"chương trình|số liệu|"
    r"phát sinh|tầm nhìn|định hướng|giai đoạn|sơ kết|tổng kết|đánh giá|chủ đề)\s*$"
)
_ABOUT_YEAR = rx(_ABOUT.pattern.removesuffix(r")\s*$") + r"|theo|đề án \d+)\s*$")
_CUT_OFF = rx(
    r"(?:sinh|đã cấp|được cấp|tính|lũy kế|số liệu|kể từ|từ|đã lập|được lập|có hiệu lực|đăng ký)\s*$"
)
_REPORT = rx(r"báo cáo\s*$")


@dataclass(frozen=True)
class Wording:
    """One way to word a deadline, how it is read, and what before it forbids or allows it."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Deadline | None]
    refused_after: re.Pattern[str] | None = None
    only_after: re.Pattern[str] | None = None


def _each(pattern: str, read: Callable[[re.Match[str], date | None], Deadline | None]) -> Wording:
    return Wording(rx(pattern), read)


_LIMIT = rf"(?:trước|{_LATEST}|vào)"
_PERIODS = r"(?P<unit>ngày|tuần|tháng|quý|năm)\b"
_RECURRENCES = (
    _each(
        rf"từ ngày \d{{1,2}} đến (?:hết )?ngày \d{{1,2}} (?:{_EACH}|của mỗi) tháng",
        _recurs("month", "_window"),
    ),
    _each(
        rf"(?:(?:{_LIMIT}|đến|lúc|vào lúc) )?{_H1},?(?: phút)? (?:của )?{_EACH} ngày",
        _every_day_hour,
    ),
    _each(rf"{_EACH} ngày,?(?: (?:{_LIMIT}|đến|lúc|vào lúc))+ {_H1}", _every_day_hour),
    _each(
        rf"(?:(?:{_LIMIT}|lúc) )?(?:{_H1},? )?(?:ngày )?{_WEEKDAY} {_EACH} tuần",
        _every_week,
    ),
    _each(
        rf"(?:{_LIMIT} )?ngày \d{{1,2}}(?: của)?(?: {_EACH})? tháng"
        rf" (?:cuối|đầu)(?: tiên| cùng)?(?: của)?(?: {_EACH})? quý",
        _recurs("quarter"),
    ),
    _each(rf"(?:(?:{_LIMIT}|từ) )?ngày \d{{1,2}}(?: của)? {_EACH} tháng", _recurs("month")),
    _each(rf"{_LIMIT} {_D1} và (?:trước )?{_D2} {_EACH} năm", _recurs("half_year")),
    _each(rf"{_LIMIT} {_D1} {_EACH} năm", _recurs("year")),
    _each(
        rf"(?:theo )?định kỳ,?(?: {_EACH})?"
        r" (?P<unit>ngày|tuần|tháng|quý|(?:0?6|sáu) tháng|năm)\b",
        _periodic,
    ),
    Wording(rx(rf"{_EACH} {_PERIODS}"), _periodic, only_after=_REPORT),
    _each(rf"{_EACH} {_PERIODS}(?=,? {_REPORTING})", _periodic),
)
_ANCHOR = (
    r"(?P<anchor>[^.;\d(]{0,120}(?:\([^()\d]*\)[^.;\d(]{0,80})?)"
    rf"(?:\({_D1.replace('1>', '3>')}\))?"
)
_CAMPAIGN = rf"(?:bắt đầu )?(?:kể )?từ {_D1}"
_DAYS = (
    _each(rf"từ (?:{_H1},? )?{_D1} (?:cho )?đến (?:hết )?(?:{_H2},? )?{_D2}", _span),
    _each(
        rf"(?:(?:trong (?:vòng|thời hạn|thời gian)|{_LATEST}|trong|sau) )?(?P<count>\d{{1,3}}) ngày"
        rf"(?P<working> làm việc)?,? kể từ (?:ngày |khi |thời điểm )?(?:{_D1}|{_ANCHOR})",
        _counted,
    ),
    _each(rf"{_CAMPAIGN}[^.;]{{0,160}}?(?<!\d)(?P<count>\d{{1,3}}) ngày đêm", _campaign),
    _each(
        rf"{_CAMPAIGN}[^.;]{{0,120}}?(?:cao điểm|chiến dịch|đợt|trong|trong vòng)"
        r" (?P<count>\d{1,3}) ngày",
        _campaign,
    ),
    _each(rf"(?<!\d)(?P<count>\d{{1,3}}) ngày(?: đêm)?,? (?:bắt đầu )?từ {_D1}", _campaign),
    _each(rf"(?:(?:trước|{_LATEST}|đến|hết) )+{_H1},? {_D1}", _hour_of_day),
    Wording(rx(rf"trước (?:thời hạn )?{_D1}"), _before_day, refused_after=_CUT_OFF),
    Wording(
        rx(
            rf"(?:đến hết|{_LATEST}|đến|hết|(?:ngay )?trong|"
            rf"(?:hoàn thành|xong)(?: xong)?(?: vào| trong)?) {_D1}"
        ),
        _by_day,
        refused_after=_CUT_OFF,
    ),
    _each(rf"{_LABEL}(?: (?:báo cáo|nộp|gửi|chót|cuối))?\s{{0,3}}:\s*{_D1}", _by_day),
    _each(r"(?:ngay )?trong (?:ngày )?hôm nay", _same_day),
)
_PERIOD_LIMITS = (
    r"(?:trước|trong|xong|chậm nhất(?: là)?(?: trong| vào)?|(?:từ nay )?đến hết|hết|"
    r"(?:từ nay )?(?:đến|trong|vào|trước) cuối|cuối|"
    r"(?:hoàn thành|xong)(?: xong)?(?: trong| vào)?(?: cuối)?|đến)"
)
_SPANS = (
    Wording(rx(rf"{_PERIOD_LIMITS} {PERIOD}"), _in_period, refused_after=_ABOUT),
    _each(rf"{_LABEL}\s{{0,3}}:\s*{PERIOD}", _in_period),
    _each(r"^\s*năm (?P<py>\d{4})\s{0,3}(?=:)", _bare_year),
    Wording(rx(r"năm (?P<py>\d{4})(?=\s*(?:[.;]|\./\.|$))"), _bare_year, refused_after=_ABOUT_YEAR),
)

# First come, first taken: a longer and surer wording stands above the shorter ones in it.
WORDINGS = (*_RECURRENCES, *_DAYS, *_SPANS)

"""Limits to the hour: before an hour it is late at that hour, until an hour it is not."""

from __future__ import annotations

from datetime import timedelta

from dondoc.core.phrases import NamedDay
from dondoc.core.wordings.notation import NO_DEADLINE, Family, Said

HOURS = Family()
_LIMIT = r"(?P<limit>{before}|{latest}|{until})(?: (?:vào )?lúc)?"
_DAY = timedelta(days=1)
_AND_DAY = r",? (?:(?:của )?(?:ngày )?{weekday},? ?(?:tuần này,? ?)?\(?)?{day}"


@HOURS.wording(
    rf"{_LIMIT} {{hour}}{_AND_DAY}",
    rf"{_LIMIT} (?:ngày )?{{day}},? (?:(?:vào )?lúc )?{{hour}}",
    r"(?:trong|ngày|{latest}|{until}) {day},? ?\(?(?P<limit>{before}|{latest}|đến|lúc) {hour}",
    rf"{{label}}\s?: ?(?P<limit>{{before}}|{{latest}}|{{until}})? ?{{hour}}{_AND_DAY}",
    r"(?:gửi|nộp|trình|báo cáo|hoàn thành|xong)(?: [^\W\d_]+){0,6}? (?P<limit>vào|lúc|vào lúc) "
    r"{hour}" + _AND_DAY,
)
def hour_of_a_day(said: Said) -> object:
    """An hour of a day. “24 giờ” is the end of that day, “0 giờ” its beginning.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước 16 giờ 30 ngày 28/02/2025")
    '2025-02-28 before 16:30 before_hour'
    >>> day_of("chậm nhất 17 giờ 00 phút, ngày 3/11/2025")
    '2025-11-03 by 17:00 until_hour'
    >>> day_of("trước 10h sáng thứ Hai, ngày 18/8/2025"), day_of("trước 3 giờ chiều 15/8/2025")
    ('2025-08-18 before 10:00 before_hour', '2025-08-15 before 15:00 before_hour')
    >>> day_of("đến 24h ngày 30/8/2025"), day_of("trước 0 giờ ngày 01/7/2025")
    ('2025-08-30 until_end_of_day', '2025-06-30 before_excludes_the_day')
    >>> day_of("chậm nhất ngày 20/6/2025, trước 16 giờ")
    '2025-06-20 before 16:00 before_hour'
    """
    hour, day = said.hour(), said.day()
    if hour is None or day is None:
        return NO_DEADLINE
    return on_the_day(said, day)


def on_the_day(said: Said, day: NamedDay) -> object:
    """A deadline at the hour of the words, on a day."""
    hour = said.hour()
    if hour is None:
        return NO_DEADLINE
    before = "trước" in said["limit"]
    if hour.at is None:
        return said.at("until_end_of_day", day)
    if hour.midnight and day.on:
        return said.at("before_excludes_the_day", day, due=day.on - _DAY)
    rule = "before_hour" if before else "until_hour"
    return said.at(rule, day, due_time=hour.at, before=before)


@HOURS.wording(
    rf"{_LIMIT} {{hour}},? (?:của )?(?:ngay )?(?:trong )?(?:{{part}} )?(?P<rel>(?:ngày )?hôm nay|"
    rf"nay|ngày mai|mai)\b",
    r"(?:ngay )?trong (?:ngày )?(?P<rel>hôm nay|ngày mai),? \(?(?P<limit>{before}|{latest}|đến) "
    r"{hour}",
)
def hour_of_today(said: Said) -> object:
    """An hour of today or tomorrow, counted from the day of the document.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước 16 giờ hôm nay", "2025-02-18"), day_of("trước 10 giờ sáng mai", "2025-02-18")
    ('2025-02-18 before 16:00 before_hour', '2025-02-19 before 10:00 before_hour')
    """
    ahead = "mai" in said["rel"]
    day = said.written and said.written + _DAY * ahead
    return on_the_day(said, NamedDay(day, ("counted_from_the_document",) if day else ()))


@HOURS.wording(
    rf"{_LIMIT} {{hour}},? (?:của )?(?:ngày hôm đó|cùng ngày|ngày hôm sau|ngày (?:làm việc "
    rf")?(?:tiếp theo|kế tiếp|liền kề|sau))",
    rf"{_LIMIT} {{hour}}(?!,? ?(?:của )?(?:ngày|{{weekday}}|hằng|hàng|mỗi|từng|các|\d|tiếng|kể|"
    rf"tính|từ|sau|trước))",
)
def hour_without_a_day(said: Said) -> object:
    """An hour without its day: the day stands elsewhere or nowhere.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước 9 giờ")
    'no day before 09:00 (hour_without_a_day)'
    """
    hour = said.hour()
    if hour is None or hour.at is None or "h" + (said["h1"] or "") == "h0":
        return NO_DEADLINE
    before = "trước" in said["limit"]
    return said.undated(
        "hour_without_a_day", "the_day_of_the_hour", due_time=hour.at, before=before
    )

"""So many days, weeks, months or hours from a day; so many days before or after a period ends."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dondoc.core.deadline_rules import Deadline, OtherReading, Rhythm
from dondoc.core.phrases import NamedDay, named_day, real_day
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said
from dondoc.core.workdays import add_working_days, next_working_day

COUNTED = Family()
_DAY = timedelta(days=1)
_WITHIN = (
    r"(?:(?:trong (?:vòng|thời hạn|thời gian|khoảng)|{latest}|trong|sau|tối đa|thời hạn)"
    r"(?: (?:không quá|tối đa|chậm nhất|là))? )?"
)
_UNIT = r"(?P<unit>ngày|tuần|tháng|năm|giờ)(?P<working> làm việc)?"
_ANCHOR = (
    r"(?P<anchor>(?:(?! (?:phải|các|đơn vị|sở|ubnd|ủy ban|thì|để) )"
    r"[^.;,\d(]){0,120})"
    r"(?:(?:\([^()\d]{0,60}\)[^.;,\d(]{0,80})?\({day3}\))?"
)


@COUNTED.wording(
    rf"{_WITHIN}{{count}} {_UNIT},? ?\(?(?:kể|tính) từ (?:ngày |khi |thời điểm |lúc )?(?:{{day2}}|"
    rf"{_ANCHOR})",
    rf"(?:trong (?:vòng|thời hạn|thời gian)|{{latest}}|chậm nhất) {{count}} {_UNIT},? (?:từ|sau)"
    rf" (?:ngày |khi |thời điểm )?(?:{{day2}}|{_ANCHOR})",
)
def counted_from(said: Said) -> object:
    """So many days counted from a day; that day itself is not counted (Civil Code, Article 147).

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trong vòng 15 ngày kể từ ngày 01/7/2025")
    '2025-07-16 counted_days (2025-07-15)'
    >>> day_of("05 ngày làm việc kể từ ngày ban hành", "2025-02-18")
    '2025-02-25 counted_working_days'
    >>> day_of("mười lăm (15) ngày, kể từ ngày ký", "2025-02-18")
    '2025-03-05 counted_days (2025-03-04)'
    >>> day_of("trong thời hạn 02 tháng kể từ ngày 31/12/2025")
    '2026-02-28 counted_months (2026-03-02)'
    >>> day_of("chậm nhất 03 ngày sau khi nhận được văn bản này", "2025-02-18")
    'no day (counted_from_unknown_day)'
    >>> day_of("trong vòng 05 ngày kể từ ngày ký văn bản này (Sở Y tế chủ trì)", "2025-02-18")
    '2025-02-23 counted_days (2025-02-22, 2025-02-24)'
    >>> day_of("chậm nhất 05 ngày kể từ ngày văn bản được người có thẩm quyền ký", "2025-02-18")
    'no day (counted_from_unknown_day)'
    """
    if re.match(r"(?:khi )?(?:kết thúc|hết)\b", said["anchor"].strip()):
        return LEFT
    first = _counted_from_when(said)
    if first is None or first.on is None:
        return said.undated("counted_from_unknown_day", _what_settles(said, first))
    count, unit = said.count(), said["unit"]
    assumed = ("first_day_not_counted",)
    if unit == "giờ" or not count:
        return said.undated("counted_hours", "the_day_it_happened")
    if said["working"]:
        last = add_working_days(first.on, count)
        return said.at(
            "counted_working_days",
            first,
            due=last,
            assumptions=(*assumed, "holidays_of_the_calendar"),
        )
    if unit == "ngày":
        last = first.on + count * _DAY
        others = (OtherReading(last - _DAY, "day_read_as_first"), *_moved(last))
        return said.at("counted_days", first, due=last, others=others, assumptions=assumed)
    last = _later(first.on, count, unit)
    return said.at("counted_months", first, due=last, others=_moved(last), assumptions=assumed)


def _moved(last: date) -> tuple[OtherReading, ...]:
    """A counted limit that ends on a rest day ends with the next working day (Article 148)."""
    working = next_working_day(last)
    return (OtherReading(working, "next_working_day"),) if working != last else ()


def _later(day: date, count: int, unit: str) -> date:
    """The day so many weeks, months or years later; a day that the month lacks is its last.

    >>> _later(date(2025, 1, 31), 1, "tháng")
    datetime.date(2025, 2, 28)
    """
    if unit == "tuần":
        return day + timedelta(weeks=count)
    place = day.year * 12 + day.month - 1 + count * (12 if unit == "năm" else 1)
    year, month = divmod(place, 12)
    return (
        next(
            found
            for d in range(day.day, 27, -1) or (28,)
            if (found := real_day(year, month + 1, d))
        )
        if day.day > 28
        else date(year, month + 1, day.day)
    )


_PAPER = (
    r"(?:văn bản|công văn|công điện|chỉ thị|kế hoạch|quyết định|thông báo|kết luận|nghị "
    r"quyết|hướng "
    r"dẫn|tờ trình|báo cáo|quy định|quy chế)"
)
_WRITTEN = re.compile(
    rf"(?:ngày )?(?:(?:ký|ban hành|phát hành|ra)(?: (?:ban hành|phát hành))?(?: {_PAPER})?(?: này)?"
    rf"|{_PAPER} này (?:được )?(?:ký(?: ban hành)?|ban hành|phát hành)|hôm nay|nay)"
)


def _counted_from_when(said: Said) -> NamedDay | None:
    for tag in ("2", "3"):
        if said[f"d{tag}"]:
            return named_day(said.found.groupdict(), tag, said.written)
    anchor = re.split(r" (?:cơ quan|và) ", said["anchor"].strip(" ,.;:()"), maxsplit=1)[0]
    if _WRITTEN.fullmatch(anchor):
        return NamedDay(said.written, ("counted_from_the_document",) if said.written else ())
    return None


def _what_settles(said: Said, first: NamedDay | None) -> str:
    if first is not None:
        return "the_document_date"
    return (
        "the_day_it_arrived"
        if re.search(r"nhận|tiếp nhận", said["anchor"])
        else ("the_day_it_happened")
    )


@COUNTED.wording(
    rf"(?:trong (?:vòng|thời hạn)|{{latest}}|chậm nhất|tối đa) {{count}} {_UNIT}(?! đêm)"
    r"(?!,? ?(?:\(|kể|tính|từ|sau|trước))"
)
def counted_from_nothing(said: Said) -> object:
    """So many days without a word from when: no day is guessed.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("phải báo cáo trong vòng 24 giờ")
    'no day (counted_hours)'
    >>> day_of("trong thời hạn 05 ngày làm việc phải trả lời")
    'no day (counted_from_unknown_day)'
    """
    if said["unit"] == "năm":
        return NO_DEADLINE
    rule = "counted_hours" if said["unit"] == "giờ" else "counted_from_unknown_day"
    return said.undated(rule, "the_day_it_happened")


_END = (
    r"(?:(?:khi )?(?:kết thúc|hết)|ngày (?:cuối cùng|cuối|kết thúc)(?: của)?)"
    r"(?: (?P<each>hằng|hàng|mỗi|từng))? "
    r"(?:(?P<kind>kỳ báo cáo|tháng|quý|năm|tuần)(?: báo cáo)?"
    r"(?! ?(?:\d{1,2}(?!\d| ngày)|[iv]{1,3}\b|nay|này))|"
    r"{period})(?! tài chính)"
)


@COUNTED.wording(
    rf"(?:{{latest}} |trước |chậm nhất )?{{count}} ngày(?P<working> làm việc)?,? "
    rf"(?P<side>trước|sau|(?:kể |tính )?từ) {_END}",
    rf"(?P<side>trước|sau) {_END} (?:ít nhất |tối thiểu |chậm nhất )?{{count}} ngày(?P<working> "
    rf"làm việc)?",
)
def days_beside_an_end(said: Said) -> object:
    """So many days before or after a period ends; of a period without a name, each time.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước khi kết thúc Quý III/2025 05 ngày"), day_of("05 ngày trước khi kết thúc quý")
    ('2025-09-25 days_before_the_end', 'quarterly days_before_the_end days -6 months 3')
    >>> day_of("chậm nhất 03 ngày sau khi kết thúc tháng")
    'monthly days_after_the_end days 3'
    >>> day_of("báo cáo chậm nhất 30 ngày kể từ ngày kết thúc quý")
    'quarterly days_after_the_end days 30 months 1'
    """
    count, before = said.count(), said["side"] == "trước"
    rule = "days_before_the_end" if before else "days_after_the_end"
    if said["kind"]:
        every = {"tháng": "monthly", "quý": "quarterly", "năm": "yearly", "tuần": "weekly"}
        if said["kind"] not in every or (said["kind"] == "tuần"):
            return said.undated("counted_from_unknown_day", "the_day_it_happened")
        months = {"quý": (3 if before else 1,), "năm": (12 if before else 1,)}
        days = () if said["working"] else (-count - 1 if before else count,)
        rhythm = Rhythm(days=days, months=months.get(said["kind"], ()))
        return said.deadline(rule, every=every[said["kind"]], rhythm=rhythm)
    span = said.period()
    if span is None:
        return said.undated(rule, "the_document_date")
    return _beside(said, span.last, -count if before else count, rule)


def _beside(said: Said, end: date, count: int, rule: str) -> Deadline | None:
    last = add_working_days(end, count) if said["working"] else end + count * _DAY
    if said.written is not None and last < said.written:
        return NO_DEADLINE
    return said.deadline(rule, due=last)


@COUNTED.wording(
    r"(?:{latest} |ít nhất |tối thiểu )?{count} ngày(?P<working> làm việc)? trước (?:ngày |khi "
    r")?{day2}"
)
def days_before_a_day(said: Said) -> object:
    """So many days before a day that is named.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("chậm nhất 05 ngày trước ngày 30/6/2025")
    '2025-06-25 days_before_the_end'
    """
    day = said.day("2")
    if day is None or not said.words.startswith(("chậm", "ít", "tối", "muộn", "không")):
        return LEFT
    if day.on is None:
        return said.at("days_before_the_end", day)
    return _beside(said, day.on, -said.count(), "days_before_the_end")


@COUNTED.wording(
    r"(?:{latest} |ít nhất |tối thiểu |trước )?{count} ngày(?P<working> làm việc)? (?:trước|sau) "
    r"(?:khi|ngày|thời điểm|thời hạn) [^\W\d_]"
)
def days_before_something(said: Said) -> object:
    """So many days before something whose day is not told.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("chậm nhất 05 ngày làm việc trước khi họp")
    'no day (counted_from_unknown_day)'
    """
    if not said.words.startswith(("chậm", "ít", "tối", "muộn", "không", "trước")):
        return LEFT
    return said.undated("counted_from_unknown_day", "the_day_it_happened")

"""Limits that name a month, quarter, half-year or year: its last day, but “before” it its eve."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dondoc.core.deadline_rules import OtherReading
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said

PERIODS = Family()
_DAY = timedelta(days=1)
_LIMITS = (
    r"(?:{before}(?: khi)?(?: (?:kết thúc|hết))?|(?:ngay |chỉ )?trong(?: thời gian)?|{latest}|"
    r"(?:(?:kể )?từ (?:nay|giờ|bây giờ)|cho|kéo dài)? ?(?:đến|tới)(?: khi)?(?: (?:hết|kết thúc))?|"
    r"hết|"
    r"{done}(?: (?:trong|vào|ngay trong|việc))?)"
)
# The rule that reads the last day of a period, by its kind.
LAST_DAY = {
    "month": "end_of_month",
    "quarter": "end_of_quarter",
    "half": "end_of_half_year",
    "months": "end_of_some_months",
    "year": "end_of_year",
}
# nouns whose year or period says what they are about, not when they are due
ABOUT = re.compile(
    r"(?:giao|kế hoạch|chỉ tiêu|nhiệm vụ|dự toán|kinh phí|ngân sách|kết quả|báo cáo|tình hình|"
    r"chương trình|số liệu|phát sinh|tầm nhìn|định hướng|giai đoạn|sơ kết|tổng kết|đánh giá|"
    r"chủ đề|so với|tăng|giảm|cùng kỳ)\s*$"
)
_DONE_IN = re.compile(
    r"(?:hoàn thành|hoàn thiện|xong|trình|báo cáo|ban hành|tổ chức|thực hiện|triển khai|phê duyệt|"
    r"gửi|khởi công|khánh thành|đưa vào|bàn giao|nghiệm thu|công bố|tham mưu)\b"
)


# “hoàn thành 100% chỉ tiêu trong năm 2025” orders all the same
_SPENT = re.compile(
    r"^(?!.*\b(?:kết quả|tình hình|tỷ lệ|đánh giá)\b).*\b(?:hoàn thành|giải ngân|phân bổ|"
    r"thanh toán|xong)\b"
    r"[^.;,]{0,40}(?:chỉ tiêu|nhiệm vụ|kế hoạch|chương trình|kinh phí|ngân sách|dự toán)\s*$"
)
_VAGUELY = re.compile(r"(?:thời điểm|thời gian|giai đoạn|dịp|(?:các|những) (?:tháng|ngày))\s*$")


_MEANT = re.compile(r"\b(?:phấn đấu|mục tiêu|quyết tâm)\b")


@PERIODS.wording(
    rf"{_LIMITS} (?P<part>cuối |hết |kết thúc )?(?:cả )?{{period}}",
    r"(?P<cuoi>cuối) {period}",
)
def within_a_period(said: Said) -> object:
    """Within, until, by the end of a period: its last day. What has ended is looked back on.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trong Quý II/2025"), day_of("từ nay đến hết quý III và quý IV/2025")
    ('2025-06-30 end_of_quarter', '2025-12-31 end_of_quarter')
    >>> day_of("xong trong T9/2025"), day_of("trong quý 3-2025"), day_of("hết tháng 02 năm 2025")
    ('2025-09-30 end_of_month', '2025-09-30 end_of_quarter', '2025-02-28 end_of_month')
    >>> day_of("trong các tháng còn lại của năm 2025"), day_of("trong năm nay", "2025-02-18")
    ('2025-12-31 end_of_year', '2025-12-31 end_of_year')
    >>> day_of("trong tháng 01/2025", "2025-02-18")
    'no deadline'
    >>> day_of("hoàn thành 100% chỉ tiêu trong năm 2025"), day_of("kế hoạch trong năm 2025")
    ('2025-12-31 end_of_year', 'no deadline')
    >>> day_of("trước Quý III/2025"), day_of("trước khi kết thúc năm 2025")
    ('2025-06-30 before_excludes_the_period', '2025-12-31 before_the_end_of_the_period')
    """
    span, words = said.period(), said.words
    before = said.before(80)
    if ABOUT.search(before) and not said["part"] and not _SPENT.search(before):
        return NO_DEADLINE
    if said["cuoi"] and _VAGUELY.search(before):
        return NO_DEADLINE
    ends = bool(said["part"] or said["cuoi"] or re.match(r"[^\d]*?\b(?:cuối|kết thúc)\b", words))
    if span is None:
        rule = "end_of_month" if "tháng" in words else "end_of_year"
        rule = "end_of_quarter" if "quý" in words else rule
        return said.undated(rule, "the_document_date")
    said_year = () if span.year_written else ("year_of_the_document",)
    if words.startswith("trước") and not ends:
        return said.deadline(
            "before_excludes_the_period", due=span.first - _DAY, assumptions=said_year
        )
    # what ended before the dispatch was written is what it looks back on
    if said.written is not None and span.last < said.written:
        return NO_DEADLINE
    if span.kind == "year" and re.match(r"(?:cho )?(?:đến|tới) năm", words):
        other = OtherReading(span.first - _DAY, "beginning_of_year")
        return said.deadline(
            "to_year_ambiguous",
            due=span.last,
            others=(other,),
            settles="the_issuer",
            assumptions=("end_of_the_period_meant", *said_year),
        )
    if words.startswith("trước"):
        return said.deadline("before_the_end_of_the_period", due=span.last, assumptions=said_year)
    to = re.match(r"(?:cho )?(?:đến|tới) (?!hết|cuối|khi)", words)
    meant = ("end_of_the_period_meant",) if to and not ends else ()
    return said.deadline(LAST_DAY[span.kind], due=span.last, assumptions=(*meant, *said_year))


@PERIODS.wording(r"vào (?:dịp )?(?:cuối )?{period}")
def at_a_period(said: Said) -> object:
    """“In May 2025” binds where work is to be done in it, not where something merely happens.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trình UBND tỉnh ban hành vào Quý II/2025")
    '2025-06-30 end_of_quarter'
    >>> day_of("lễ hội diễn ra vào tháng 9/2025"), day_of("phấn đấu đạt chuẩn vào năm 2030")
    ('no deadline', '2030-12-31 end_of_year')
    """
    ordered = _DONE_IN.search(said.before(60)) or _MEANT.search(said.before(200))
    return within_a_period(said) if ordered else NO_DEADLINE


@PERIODS.wording(r"{label}\s?: ?(?:trong |đến hết |hết |đến |vào )?(?P<part>cuối )?{period}")
def period_after_a_label(said: Said) -> object:
    """“Time of completion:” and a period.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Thời gian hoàn thành: Quý IV/2025"), day_of("Tiến độ: Tháng 6 năm 2025")
    ('2025-12-31 end_of_quarter', '2025-06-30 end_of_month')
    """
    return within_a_period(said)


@PERIODS.wording(
    r"(?:{before}|{latest}|{until}|trong|vào|{done}(?: vào| trong)?|từ nay đến)? ?(?:cuối năm|hết "
    r"năm)"
    r"(?! ?\d| (?:này|nay|sau|tới|học|trước|ngoái))"
)
def end_of_the_year(said: Said) -> object:
    """“By the end of the year” without its number is the end of the document's year.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ nay đến cuối năm", "2025-02-18"), day_of("hoàn thành trước cuối năm")
    ('2025-12-31 end_of_year', 'no day (end_of_year)')
    """
    if said.words.startswith(("cuối", "hết", " ")):
        return LEFT
    if said.written is None:
        return said.undated("end_of_year", "the_document_date")
    end = date(said.written.year, 12, 31)
    return said.deadline("end_of_year", due=end, assumptions=("year_of_the_document",))


@PERIODS.wording(r"{period}(?=,? (?:phải |cần )?(?:hoàn thành|hoàn thiện|xong)\b)")
def period_that_orders(said: Said) -> object:
    """A month or quarter with its year that opens a clause, and what must be finished in it.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Quý 4/2025 hoàn thành"), day_of("kết quả tháng 4/2025 hoàn thành 30%")
    ('2025-12-31 end_of_quarter', 'no deadline')
    """
    span = said.period()
    opens = said.before(3).strip(" -+*•–") in ("", ",", ":")
    if span is None or not span.year_written or span.kind == "year" or not opens:
        return LEFT
    return within_a_period(said)


@PERIODS.wording(
    r"(?P<limit>{before}|(?:chậm|muộn|trễ) nhất(?: là)?) (?P<py>20\d\d)(?=[,;)]|\.(?!\d)|$|"
    r" (?:sẽ|phải|để)\b)"
)
def by_a_bare_year(said: Said) -> object:
    """“Before 2031” and “by 2021 at the latest” without the word for year.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước 2031."), day_of("chậm nhất 2021 sẽ khánh thành")
    ('2030-12-31 before_excludes_the_period', '2021-12-31 end_of_year')
    """
    return within_a_period(said)


_TENS = {"thượng": 10, "trung": 20}


@PERIODS.wording(
    rf"(?:{_LIMITS}|vào) (?P<third>thượng|trung|hạ) tuần {{period}}",
    r"{label}\s?: ?(?P<third>thượng|trung|hạ) tuần {period}",
)
def third_of_a_month(said: Said) -> object:
    """The first, middle and last ten days of a month end on the 10th, 20th and last day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trong trung tuần tháng 6/2025")
    '2025-06-20 third_of_a_month'
    """
    span = said.period()
    if span is None or span.kind != "month":
        return said.undated("time_without_a_day", "the_day_in_the_period")
    day = _TENS.get(said["third"], monthrange(span.last.year, span.last.month)[1])
    return said.deadline("third_of_a_month", due=span.last.replace(day=day))


@PERIODS.wording(rf"(?:{_LIMITS}|vào) (?:cuối |ngày cuối )?(?P<rel>tuần (?:này|tới|sau))")
def this_week(said: Said) -> object:
    """“Within this week” ends on Sunday; offices close on Friday, which is kept beside.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("báo cáo trong tuần này", "2025-02-18")
    '2025-02-23 end_of_week (2025-02-21)'
    """
    if said.written is None:
        return said.undated("end_of_week", "the_document_date")
    ahead = 0 if said["rel"].endswith("này") else 7
    last = said.written + timedelta(days=6 - said.written.weekday() + ahead)
    other = OtherReading(last - 2 * _DAY, "last_working_day_of_week")
    return said.deadline("end_of_week", due=last, others=(other,), settles="the_issuer")


@PERIODS.wording(
    rf"(?:{_LIMITS}|vào|từ|ngay từ|ngay)? ?(?:những ngày |tuần |nửa )?(?:đầu|giữa) (?:(?:tháng|"
    rf"quý) )?"
    r"(?:{period}|(?P<bare>tháng|quý|năm)\b)",
    rf"(?:{_LIMITS}|vào) (?:khoảng )?(?:tuần (?:đầu|cuối|thứ [^\W\d_]+|\d)(?: tiên)?(?: của)?) "
    rf"{{period}}",
)
def some_time_in_a_period(said: Said) -> object:
    """“Early” and “mid” a period name none of its days.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành vào đầu tháng 3/2025"), day_of("trong nửa đầu tháng 9/2025")
    ('no day (time_without_a_day)', 'no day (time_without_a_day)')
    """
    span = said.period()
    if said.words.startswith(("đầu", "giữa", " ", "những", "tuần", "nửa", "từ", "ngay")):
        return NO_DEADLINE
    if span and said.written and span.last < said.written:
        return NO_DEADLINE
    return said.undated("time_without_a_day", "the_day_in_the_period")


_OCCASION = (
    r"(?:tết|kỳ họp|đại hội|mùa (?:mưa|bão|khô|lũ)|(?:thềm )?năm học|khai giảng|kỳ thi|ngày bầu "
    r"cử|bão|"
    r"khi (?:bão|năm học)|(?:các )?kỳ nghỉ|lễ)\b"
)


@PERIODS.wording(rf"(?:{{before}}|{{latest}}|{{until}}|sau|trong dịp) (?:dịp |khi )?{_OCCASION}")
def before_an_occasion(said: Said) -> object:
    """Tết, a session, the season of storms: the words name no day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước Tết Nguyên đán Ất Tỵ 2025")
    'no day (time_without_a_day)'
    """
    if not said.words.startswith(("trước", "chậm", "muộn", "không quá")):
        return NO_DEADLINE
    return said.undated("time_without_a_day", "the_day_of_the_occasion")


# --- a year that is named alone: what it heads or closes is meant for it -------------------------

_ABOUT_YEAR = re.compile(
    r"\b(?:giao|kế hoạch|chỉ tiêu|nhiệm vụ|dự toán|kinh phí|ngân sách|kết quả|báo cáo|tình hình|"
    r"chương trình|số liệu|phát sinh|tầm nhìn|định hướng|giai đoạn|sơ kết|tổng kết|đánh giá|chủ đề|"
    r"công tác|nghị quyết|chiến lược|quy hoạch|đề án|dự án|chỉ số|năm học|kỳ thi|mùa|vụ|vốn|cùng "
    r"kỳ|"
    r"so với|tăng|giảm|xếp|đạt|theo|cuối|đầu|từ|của|trong|đến|sau|trước|ngày|tháng|quý|hội nghị|"
    r"phong trào|đã)\b"
)


@PERIODS.wording(r"năm (?P<py>\d{4})\s?(?=:)")
def year_as_a_heading(said: Said) -> object:
    """A line that opens with a year and a colon.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Năm 2025: 118 xã, phường, thị trấn.")
    '2025-12-31 year_named_alone'
    """
    if said.found.string[: said.found.start()].strip(" -+*•"):
        return LEFT
    return _year_alone(said)


@PERIODS.wording(r"năm (?P<py>\d{4})(?= ?(?:[.;]|\./\.|$))")
def year_at_the_end(said: Said) -> object:
    """A sentence that closes with a year.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("kiểm tra tại cơ sở năm 2025."), day_of("dự toán ngân sách năm 2025.")
    ('2025-12-31 year_named_alone', 'no deadline')
    """
    return NO_DEADLINE if _ABOUT_YEAR.search(said.before(90)) else _year_alone(said)


@PERIODS.wording(
    r"(?:trong )?năm (?P<py>\d{4}),? (?:phải |cần |phấn đấu |cơ bản |tập trung |sẽ "
    r"){0,2}(?=(?:hoàn thành|hoàn thiện|xong)\b)"
)
def year_that_orders(said: Said) -> object:
    """A year and what must be finished in it.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("và năm 2026 phải hoàn thiện toàn dự án")
    '2026-12-31 year_named_alone'
    """
    return _year_alone(said)


def _year_alone(said: Said) -> object:
    span = said.period()
    if span is None or (said.written is not None and span.last < said.written):
        return NO_DEADLINE
    return said.deadline(
        "year_named_alone",
        due=span.last,
        settles="the_issuer",
        assumptions=("end_of_the_period_meant",),
    )

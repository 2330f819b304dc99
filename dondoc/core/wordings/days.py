"""Limits that name one day: "trước ngày …" leaves it out, all the others keep it in."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dondoc.core.deadline_rules import OtherReading
from dondoc.core.period_words import around
from dondoc.core.phrases import real_day
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said, hour_of

DAYS = Family()
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
_WEEKDAY = r"(?:{weekday}(?: tuần này)?,? (?:\(|ngày )?)?"


@DAYS.wording(
    rf"{{before}} (?:{{part}} )?(?:(?:ngày )?{_WEEKDAY})?{{day}}",
    r"{before} {part} {day}",
)
def before_a_day(said: Said) -> object:
    """“Before” a day leaves it out; many read it as the day itself, so that is kept beside.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước ngày 20/02/2025")
    '2025-02-19 before_excludes_the_day (2025-02-20)'
    >>> day_of("đến trước ngày 01 tháng 3 năm 2025"), day_of("trước thời hạn 30-6-2025")[:10]
    ('2025-02-28 before_excludes_the_day (2025-03-01)', '2025-06-29')
    """
    day = said.day()
    if day is None:
        return NO_DEADLINE
    if day.on is None:
        return said.at("before_excludes_the_day", day)
    if _told_as_past(said, day.on):
        return NO_DEADLINE
    other = OtherReading(day.on, "day_read_as_included")
    return said.at("before_excludes_the_day", day, due=day.on - _DAY, others=(other,))


@DAYS.wording(
    rf"{{latest}} (?:{{part}} )?(?:ngày )?{_WEEKDAY}{{day}}",
    rf"{{until}} (?:{{part}} )?(?:ngày )?{_WEEKDAY}{{day}}",
    rf"(?:ngay )?trong (?:{{part}} )?(?:ngày )?{_WEEKDAY}{{day}}",
    rf"{{done}} (?:vào |trong |ngay trong )?(?:{{part}} )?(?:ngày )?{_WEEKDAY}{{day}}",
    r"(?:gửi|nộp|trình|báo cáo|hoàn thành|kết thúc)(?: [^\W\d_]+){0,6}? vào (?:{part} )?ngày {day}",
    r"(?<!được )tổ chức (?:cuộc )?(?:họp|hội nghị|ra quân|diễn tập|tập huấn|kiểm tra|sơ kết|tổng "
    r"kết)(?: [^\W\d_]+){0,10}? vào (?:{part} )?ngày {day}",
)
def by_a_day(said: Said) -> object:
    """“No later than”, “until the end of”, “on” a day: that day is the last.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("chậm nhất là ngày 20/3/2025"), day_of("đến hết ngày 20/02/2025")
    ('2025-03-20 no_later_than', '2025-02-20 until_end_of_day')
    >>> day_of("hạn cuối: 30/6/2025"), day_of("xong trong ngày 19/02/2025")
    ('2025-06-30 no_later_than', '2025-02-19 within_the_day')
    >>> day_of("tổ chức họp kiểm điểm tiến độ lần tiếp theo vào ngày 06/9/2024", "2024-08-20")
    '2024-09-06 no_later_than'
    >>> day_of("lễ hội được tổ chức họp báo vào ngày 06/9/2024", "2024-08-20")
    'no deadline'
    >>> day_of("không muộn hơn chiều thứ Sáu, ngày 20/6/2025")
    '2025-06-20 no_later_than'
    >>> day_of("mới xong 2/5 bước")
    'no deadline'
    """
    day = said.day()
    if day is None or _counts_parts(said) or (day.on and _told_as_past(said, day.on)):
        return NO_DEADLINE
    words = said.words
    rule = "until_end_of_day" if re.match(r"(?:cho |từ nay )?(?:đến|tới|hết)", words) else ""
    rule = rule or ("within_the_day" if re.match(r"(?:ngay )?trong", words) else "no_later_than")
    return said.at(rule if "trong ngày" not in words else "within_the_day", day)


def _told_as_past(said: Said, day: date) -> bool:
    """Whether a sentence tells what was: a day before the document with "đã" ahead of it, or more
    than a year before it ("nhà ở xây dựng trước ngày 01/7/2014").

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Sở đã có văn bản yêu cầu các xã báo cáo trước ngày 28/02/2026", "2026-04-09")
    'no deadline'
    """
    if said.written is None or day > said.written:
        return False
    return said.written - day > _YEAR or bool(re.search(r"\bđã\b", said.before(200)))


def _counts_parts(said: Said) -> bool:
    """Whether "2/5" is two parts of five, "xong 2/5 bước", and no day of May.

    Only a bare fraction is doubted: no year, no "ngày", no word of a limit before it. Directly
    after "xong" it is what was done; after "đến" or "trong" the noun that follows tells.
    """
    bare = not any(said[group] for group in ("y1", "yb1", "mw1", "t1"))
    if "ngày" in said.words or not bare or not said["m1"]:
        return False
    if re.match(r"(?:chậm|muộn|trễ|không|hạn|thời)|(?:đến|tới) hết", said.words):
        return False
    done = re.match(r"(?:hoàn thành|hoàn tất|kết thúc|xong)(?: xong)? \d", said.words)
    follows = said.found.string[said.found.end() :][:12]
    return bool(done or re.match(r" (?!phải|cần|các |phấn)[^\W\d_]", follows))


@DAYS.wording(
    r"(?:hạn (?:cuối|chót|cuối cùng|nộp|gửi)|thời hạn)(?! \d)[^.;:]{0,160}? là (?:hết |đến "
    r"hết )?(?:{hour},? )?"
    r"ngày {day}"
)
def day_told_of_a_limit(said: Said) -> object:
    """“The last day for this and that is …”.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Hạn cuối để các nhà xuất bản nộp hồ sơ là ngày 20/7/2025")
    '2025-07-20 no_later_than'
    """
    day, hour = said.day(), said.hour()
    if day is None:
        return NO_DEADLINE
    return said.at("until_hour" if hour else "no_later_than", day, due_time=hour_of(hour))


@DAYS.wording(
    r"{before} (?:ngày |dịp |lễ |kỷ niệm |đại |quốc ){1,3}(?!nhận|họp|ký|"
    r"ban)[^\W\d_][^.;,:\d]{0,60}? "
    r"\(?(?:ngày )?{day}"
)
def before_a_day_with_a_name(said: Said) -> object:
    """“Before” a feast that is named with its day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước Ngày hội Đại đoàn kết toàn dân tộc 18/11/2025")
    '2025-11-17 before_excludes_the_day (2025-11-18)'
    >>> day_of("xong trước Quốc khánh 2/9", "2025-05-12")
    '2025-09-01 before_excludes_the_day (2025-09-02)'
    """
    return before_a_day(said)


@DAYS.wording(r"ngày {day},(?= (?:[^\W_][^.;:]{0,80}? )?(?:phải|cần|hoàn thành)\b)")
def day_that_orders(said: Said) -> object:
    """A sentence that opens with a day to come and says what must be done on it.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Ngày 1/5, các tỉnh phải gửi đề án về Bộ Nội vụ", "2025-04-11")
    '2025-05-01 within_the_day'
    >>> day_of("Ngày 1/4, Sở đã họp và thấy phải rà soát", "2025-04-11")
    'no deadline'
    """
    day = said.day()
    opens = not said.before(12).strip(" -+*•–")
    if day is None or day.on is None or said.written is None or not opens:
        return LEFT
    return said.at("within_the_day", day) if day.on > said.written else NO_DEADLINE


@DAYS.wording(r"{label}\s?: ?(?:đến hết |hết |đến |vào )?(?:{part} )?{day}")
def day_after_a_label(said: Said) -> object:
    """“Time of completion:” and a day.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Thời gian hoàn thành: 20/3/2025"), day_of("Thời hạn: trước 20/3/2025")[:10]
    ('2025-03-20 no_later_than', '2025-03-19')
    """
    day = said.day()
    return said.at("no_later_than", day) if day else NO_DEADLINE


@DAYS.wording(r"(?:{part} )?ngày {day}\s?:(?! ?\d)")
def day_as_a_heading(said: Said) -> object:
    """A line that opens with a day and a colon, as a timetable does.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("- Ngày 10/3/2026: Niêm yết danh sách cử tri.")
    '2026-03-10 within_the_day'
    >>> day_of("họp ngày 10/3/2026: thống nhất")
    'no deadline'
    """
    day = said.day()
    if day is None or said.found.string[: said.found.start()].strip(" -+*•–"):
        return NO_DEADLINE
    return said.at("within_the_day", day)


@DAYS.wording(
    r"(?:(?:ngay )?trong|{latest}|(?:đến )?hết|{before})(?: {part})? (?:ngày )?"
    r"(?P<rel>hôm nay|ngày mai|mai|hôm sau)"
)
def today(said: Said) -> object:
    """“Today” is the day of the document, “tomorrow” the one after it.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("báo cáo ngay trong ngày hôm nay", "2025-02-18")
    '2025-02-18 within_the_day'
    >>> day_of("trong ngày mai", "2025-02-18")
    '2025-02-19 within_the_day'
    """
    if said.written is None:
        return said.undated("within_the_day", "the_document_date")
    day = said.written + _DAY * (said["rel"] != "hôm nay")
    if said.words.startswith("trước"):
        other = OtherReading(day, "day_read_as_included")
        return said.deadline("before_excludes_the_day", due=day - _DAY, others=(other,))
    return said.deadline("within_the_day", due=day)


@DAYS.wording(
    r"(?P<limit>{before}|{latest}|{until}|trong) ngày (?P<bare>\d{1,2}|cuối cùng|cuối)"
    r"(?: (?:của )?tháng (?P<month>này|tới|sau)| (?:của )?(?P<last>tháng|quý|năm))?"
    r"(?! ?[/.-] ?\d|\d| tháng| hằng| hàng| của| (?:và|đến|,) ?\d|,? ?(?:và )?ngày)"
)
def day_of_a_month_not_named(said: Said) -> object:
    """A day of “this month” or “the next”; without a month no day is read.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước ngày 25 tháng này", "2025-02-18"), day_of("trước ngày 25", "2025-02-18")
    ('2025-02-24 before_excludes_the_day', 'no day (day_without_a_month)')
    """
    bare, ahead = said["bare"], said["month"] in ("tới", "sau")
    if not said["month"] or not bare.isdigit():
        if not bare.isdigit() and not said["last"]:
            return LEFT
        settles = "the_month" if bare.isdigit() else "the_day_in_the_period"
        return said.undated("day_without_a_month", settles)
    if said.written is None:
        return said.undated("day_without_a_month", "the_document_date")
    month = around("month", said.written)
    month = around("month", month.last + _DAY) if ahead else month
    day = real_day(month.first.year, month.first.month, int(bare))
    if day is None:
        return NO_DEADLINE
    if said["limit"].startswith("trước"):
        return said.deadline(
            "before_excludes_the_day", due=day - _DAY, assumptions=("month_of_the_document",)
        )
    return said.deadline("no_later_than", due=day, assumptions=("month_of_the_document",))


@DAYS.wording(
    r"(?P<limit>{before}|{latest}|{until}|trong) (?:thời (?:gian|hạn|điểm)|ngày|mốc) (?:đã "
    r")?(?:nêu trên|nói trên|"
    r"trên|này|đó|quy định|kể trên)\b",
    r"(?P<limit>{before}|{latest}|{until}|trong) (?:ngày )?(?:cùng ngày|ngày hôm sau|ngày tiếp "
    r"theo)",
)
def day_said_elsewhere(said: Said) -> object:
    """“Before the time named above” points elsewhere; no day is guessed.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hoàn thành trước thời hạn nêu trên")
    'no day (day_said_elsewhere)'
    """
    return said.undated("day_said_elsewhere", "the_day_said_elsewhere")

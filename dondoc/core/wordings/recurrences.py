"""What comes back: every day before an hour, each month between two days, twice a month."""

from __future__ import annotations

import re

from dondoc.core.deadline_rules import Rhythm
from dondoc.core.phrases import month_named, real_day
from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, Family, Said, hour_of

RECURRENCES = Family()
EVERY = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "half_year": "half-yearly",
    "year": "yearly",
}
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_WEEK = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "nhật": 7}
_LIMIT = r"(?P<limit>{before}|{latest}|{until}|vào|trong)"
_AT = r"(?:(?P<limit>{before}|{latest}|{until}|vào|lúc|vào lúc)(?: lúc)? )?"
_D = r"(?:ngày )?(?P<d>\d{1,2}|cuối cùng)(?![\d/.-])"
_AND = r"(?:(?:,| và| hoặc| đến) (?:trước )?(?:ngày )?(?P<dd>\d{1,2})(?![\d/.-]))?"
_OF = r"(?: của)? "
_MONTHS = (
    r"(?:tháng (?P<edge>cuối|đầu)(?: tiên| cùng)?(?: của)?(?: (?:{each}|các))? quý(?: (?:sau|tiếp "
    r"theo|kế tiếp|liền kề))?"
    r"|tháng (?:sau|tiếp theo|kế tiếp|liền kề|kế|trước (?=tháng|kỳ|phiên))"
    r"|{each} tháng)"
)
_TIMES = r"(?:lần|kỳ|buổi|tin,? bài|tin|bài|phiên|cuộc|chuyên đề|chuyên mục|số)"
_OPEN = r"(?:định kỳ )?{each} (?P<unit>tuần|tháng|quý|năm|(?:0?6|sáu) tháng)(?: một lần)?,? ?\(?"


def _last(day: str, *, before: bool) -> tuple[int, ...]:
    """The last day on time of a month, -1 where it is the month's own last."""
    if not day.isdigit():
        return (-2 if before else -1,)
    place = int(day) - before
    return (place or -1,) if place <= 31 else ()


def _recurring(said: Said, unit: str, rhythm: Rhythm, suffix: str = "") -> object:
    rule = f"every_{unit}{suffix}"
    return said.deadline(rule, every=EVERY[unit], rhythm=rhythm if rhythm != Rhythm() else None)


@RECURRENCES.wording(
    r"(?:định kỳ )?{from} ngày (?P<a>\d{1,2}) (?:đến|tới)(?: hết)? ngày (?P<b>\d{1,2})(?: của)?"
    r" (?:{each}|của mỗi|các) tháng",
    r"{each} tháng,? ?\(?{from} ngày (?P<a>\d{1,2}) (?:đến|tới)(?: hết)? ngày (?P<b>\d{1,2})(?! "
    r"?[/.-] ?\d|\d| tháng)",
)
def window_of_each_month(said: Said) -> object:
    """From one day to another of each month.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("định kỳ từ ngày 1 đến ngày 5 hằng tháng")
    'monthly every_month_window window 1-5'
    """
    window = (int(said["a"]), int(said["b"]))
    if not all(1 <= day <= 31 for day in window):
        return NO_DEADLINE
    return _recurring(said, "month", Rhythm(window=window), "_window")


@RECURRENCES.wording(
    rf"{_AT}{{hour}},? ?(?:phút,? )?(?:của |vào )?(?:{{each}}|các) ngày(?! (?:làm việc "
    rf")?{{weekday}}|[^\W\d_])",
    r"(?:định kỳ )?{each} ngày(?: làm việc)?,? ?\(?(?P<limit>{before}|{latest}|{until}|vào|lúc|"
    r"vào lúc)(?: lúc)? {hour}",
)
def hour_of_each_day(said: Said) -> object:
    """Each day, before an hour or by it.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước 08 giờ hằng ngày"), day_of("hằng ngày, chậm nhất 16h30")
    ('daily before 08:00 every_day_before_hour', 'daily by 16:30 every_day_by_hour')
    """
    hour = said.hour()
    if hour is None:
        return NO_DEADLINE
    # "đã làm thêm đến 21 giờ mỗi ngày" tells what is done
    if "đến" in said.words and re.search(r"\bđã\b[^.;,]*$", said.before(80)):
        return NO_DEADLINE
    before = "trước" in said["limit"]
    rule = "every_day_before_hour" if before else "every_day_by_hour"
    return said.deadline(rule, every="daily", due_time=hour.at, before=before)


@RECURRENCES.wording(
    rf"{_AT}(?:{{hour}},? ?(?:00 phút,? )?)?(?:{{part}} )?(?:ngày )?(?:{{part}} "
    rf")?(?P<wd>{{weekday}}) (?:của )?{{each}} tuần",
    rf"(?:định kỳ )?{{each}} tuần,? ?\(?(?:báo cáo )?{_AT}(?:{{hour}},? ?)?(?:{{part}} )?(?:ngày "
    rf")?(?P<wd>{{weekday}})",
    r"(?:{part} )?(?P<wd>{weekday}) (?:của )?{each} tháng",
)
def day_of_each_week(said: Said) -> object:
    """A weekday of each week, perhaps with its hour.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước 15 giờ thứ Năm hàng tuần"), day_of("hằng tuần, chậm nhất thứ 6")
    ('weekly before 15:00 every_week weekday 4', 'weekly every_week weekday 5')
    """
    name = said["wd"].split()[-1]
    weekday = int(name) - 1 if name.isdigit() else _WEEK[name]
    before = "trước" in said.words
    timed = said["h1"] != ""
    if before and not timed:
        weekday = (weekday - 2) % 7 + 1
    unit = "month" if said.words.endswith("tháng") else "week"
    return said.deadline(
        f"every_{unit}",
        every=EVERY[unit],
        due_time=hour_of(said.hour()),
        before=before and timed,
        rhythm=Rhythm(weekday=weekday),
    )


@RECURRENCES.wording(
    rf"(?:{_LIMIT} |từ )?{_D}{_AND}{_OF}{_MONTHS}",
    rf"{_OPEN}{_LIMIT} {_D}{_AND}(?:{_OF}{_MONTHS})?(?! (?:của )?tháng \d)",
)
def day_of_each_month(said: Said) -> object:
    """A day of each month, or of the first or last month of each quarter.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước ngày 25 hằng tháng"), day_of("ngày 15 và 30 hằng tháng")
    ('monthly every_month days 24', 'monthly every_month days 15 30')
    >>> day_of("trước ngày 20 của tháng cuối quý")
    'quarterly every_quarter days 19 months 3'
    >>> day_of("hằng tháng, chậm nhất ngày 05 của tháng sau")
    'monthly every_month days 5'
    """
    before = said["limit"].startswith("trước")
    days = _last(said["d"], before=before)
    days += _last(said["dd"], before=before) if said["dd"] else ()
    if said["d"].isdigit() and not 1 <= int(said["d"]) <= 31:
        return NO_DEADLINE
    unit = unit_named(said["unit"]) if said["unit"] else "month"
    if said["edge"]:
        months = (3 if said["edge"] == "cuối" else 1,)
        return _recurring(said, "quarter", Rhythm(days=days, months=months))
    if unit == "month" or unit == "week":
        return _recurring(said, "month", Rhythm(days=days))
    return _recurring(said, unit, Rhythm(days=days))


@RECURRENCES.wording(
    rf"{_LIMIT} {{day1}}(?:(?: \([^()]{{0,60}}\))?(?: và|,| hoặc| và trước|;) (?:trước |chậm nhất "
    rf")?{{day2}})?"
    r"(?: \([^()]{0,60}\))? (?:(?:của )?{each} năm|của năm (?:liền kề|tiếp theo|kế tiếp|sau|báo "
    r"cáo))",
    rf"(?:định kỳ )?{{each}} (?:năm|6 tháng|06 tháng),? ?\(?(?:báo cáo )?{_LIMIT} {{day1}}(?:(?:,|"
    rf" và| hoặc| và trước|;)"
    r" (?:trước |chậm nhất )?{day2})?",
)
def day_of_each_year(said: Said) -> object:
    """A day of each year; two of them make it half-yearly.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước ngày 15/12 hằng năm")
    'yearly every_year days 14 months 12'
    >>> day_of("trước ngày 25/6 và 28/11 hằng năm"), day_of("hằng năm, chậm nhất ngày 15 tháng 11")
    ('half-yearly every_half_year days 24 27 months 6 11', 'yearly every_year days 15 months 11')
    """
    if said["y1"] or said["yb1"] or said["yw1"] or said["yv1"]:
        return LEFT
    before = said["limit"].startswith("trước")
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    for tag in ("1", "2"):
        month = said[f"m{tag}"] or said[f"mw{tag}"]
        if not month:
            continue
        number, day = month_named(month), int(said[f"d{tag}"])
        if real_day(2024, number, day) is None:
            return NO_DEADLINE
        days, months = (*days, *_last(str(day), before=before)), (*months, number)
    unit = "half_year" if len(days) > 1 else "year"
    return _recurring(said, unit, Rhythm(days=days, months=months))


@RECURRENCES.wording(
    r"(?:tối thiểu |ít nhất )?{count} lần ?(?:/|trong|trên|mỗi|một|hằng|hàng) ?(?:một |mỗi "
    r")?(?P<unit>ngày|tuần|tháng|quý|năm)\b",
    rf"{{each}} (?P<unit>ngày|tuần|tháng|quý|năm|(?:0?6|sáu) tháng) (?:tối thiểu |ít nhất )?"
    rf"{{count}} {_TIMES}",
    rf"(?:tối thiểu |ít nhất ){{count}} {_TIMES} ?(?:/|mỗi|hằng|hàng) ?"
    r"(?P<unit>ngày|tuần|tháng|quý|năm)\b",
    r"(?P<unit>(?:0?6|sáu) tháng|tháng|quý|tuần|năm)(?: ?/ ?| )(?:một|0?1) lần",
    r"(?P<unit>(?:0?[136]|12|một|ba|sáu) (?:tháng|năm|quý|tuần))(?: ?/ ?lần| một lần)",
)
def so_often(said: Said) -> object:
    """So many times a week, month, quarter or year.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("02 lần/tháng"), day_of("6 tháng một lần"), day_of("mỗi quý ít nhất một lần")
    ('monthly every_month', 'half-yearly every_half_year', 'quarterly every_quarter')
    >>> day_of("phát sóng mỗi tháng ít nhất 02 kỳ"), day_of("đăng tối thiểu 03 tin, bài/tuần")
    ('monthly every_month', 'weekly every_week')
    """
    unit = unit_named(said["unit"])
    return _recurring(said, unit, Rhythm()) if unit else LEFT


def unit_named(words: str) -> str:
    """The unit of a rhythm: “sáu tháng” is half a year; other counts are none."""
    number, _, name = words.rpartition(" ")
    number = number.lstrip("0")
    if name == "tháng" and number in ("6", "sáu"):
        return "half_year"
    if name == "tháng" and number in ("3", "ba"):
        return "quarter"
    if name == "tháng" and number == "12":
        return "year"
    return _UNITS[name] if number in ("", "1", "một") else ""


_REPORTING = (
    r"(?:báo cáo|tổng hợp|cập nhật|họp|giao ban|thống kê|gửi|rà soát|kiểm tra|đánh giá|sơ kết|"
    r"tổng kết|"
    r"công khai|công bố|theo dõi|đôn đốc|thông tin|đồng bộ|phản ánh|nắm tình hình|kiểm điểm)"
)
_NOT_WORK = re.compile(
    r"(?:trợ cấp|lương|chi trả|kế hoạch|dự toán|chương trình|ngân sách|sinh hoạt|nhiệm vụ|thu nhập|"
    r"chỉ tiêu|hỗ trợ|phụ cấp|học phí|lũ|mưa|bão)[^.;]{0,30}$"
)
_REPORTS = re.compile(rf"\b{_REPORTING}\b[^.;:(]{{0,70}}$")


@RECURRENCES.wording(
    r"(?:theo )?(?:chế độ )?định kỳ,? ?\(?(?:(?:báo cáo|theo|vào|là) ){0,2}(?:{each} )?"
    r"(?P<unit>ngày|tuần|tháng|quý|(?:0?6|sáu) tháng|năm)\b(?!,? ?(?:trước )?ngày \d| ?\d| "
    r"[iv]{1,3}\b)",
    r"{label}\s?: ?(?:thường xuyên,? )?(?:định kỳ,? )?{each} (?P<unit>ngày|tuần|tháng|quý|năm)\b",
    r"{each} (?P<unit>ngày|tuần|tháng|quý|(?:0?6|sáu) tháng|năm)\b",
    r"báo cáo (?P<unit>ngày|tuần|tháng|quý)\b(?= ?(?:,|:|\(|trước|chậm|gửi|về))",
)
def each_period(said: Said) -> object:
    """Each day, week, month …, where something is to be reported, gathered or checked.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("định kỳ 06 tháng, hằng năm"), day_of("tổng hợp, báo cáo UBND tỉnh hằng quý")
    ('half-yearly every_half_year', 'quarterly every_quarter')
    >>> day_of("Thời gian thực hiện: Thường xuyên, hằng năm")
    'yearly every_year'
    >>> day_of("chi trả trợ cấp hằng tháng cho đối tượng"), day_of("kế hoạch hằng năm")
    ('no deadline', 'no deadline')
    """
    unit = unit_named(said["unit"])
    if not unit:
        return LEFT
    if not re.match(r"(?:theo )?(?:chế độ )?định kỳ|báo cáo|th|ti|hạn", said.words):
        before = said.before(80)
        follows = re.match(
            rf",? ?(?:\([^()]*\) )?(?:(?:các|mọi|phải|có|tổ chức|thực hiện|tiến hành|UBND|"
            rf"[^\W\d_]+) ){{0,3}}{_REPORTING}",
            said.after(60),
        )
        if _NOT_WORK.search(before) or not (_REPORTS.search(before) or follows):
            return NO_DEADLINE
    return _recurring(said, unit, Rhythm())

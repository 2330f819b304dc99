"""How numbers, days, hours and states are said on every page, in every sheet and in every draft.

Screen and table follow one habit; that of drafted dispatches (Decree 30/2020/NĐ-CP, Annex I) stands
in `dondoc.core.decree`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dondoc.core.periods import HANOI

NOT_APPLICABLE = "—"
MINUS = "−"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
EVERY = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half-yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
FEW = 20  # below this many cases a share is said as a count


@dataclass(frozen=True)
class Look:
    """A state is a word, then a shape, then a colour, in that order."""

    word: str
    shape: str
    tone: str


STATES: dict[str, Look] = {
    # a task, judged for a day
    "done": Look("Hoàn thành đúng hạn", "done", "t-done"),
    "done_late": Look("Hoàn thành quá hạn", "done-late", "t-late"),
    "open": Look("Trong hạn", "open", "t-open"),
    "due_soon": Look("Sắp đến hạn", "due-soon", "t-open"),
    "at_risk": Look("Nguy cơ chậm", "risk", "t-risk"),
    "overdue": Look("Quá hạn", "overdue", "t-over"),
    "standing": Look("Thường xuyên", "standing", "t-standing"),
    "undated": Look("Không ghi hạn", "dotted", "t-standing"),
    # what waits for a person
    "awaiting_confirmation": Look("Chờ xác nhận kết quả", "waiting", "t-standing"),
    "waiting": Look("Chờ xác nhận", "waiting", "t-standing"),
    "unclear": Look("Chưa rõ", "waiting", "t-risk"),
    # beside the state of a task
    "confirmed": Look("Đã xác nhận", "done", "t-done"),
    "accepted": Look("Đã nhận", "tick", "t-standing"),
    "disputed": Look("Đề nghị xem lại", "waiting", "t-risk"),
    "reopened": Look("Mở lại", "standing", "t-standing"),
    "returned": Look("Trả lại", "returned", "t-standing"),
    "passed_on": Look("Đã chuyển kế thừa", "passed-on", "t-standing"),
    "ended": Look("Hết hiệu lực", "ended", "t-standing"),
    "withdrawn": Look("Đã rút", "ended", "t-standing"),
    "endorsed": Look("Đã bút phê", "tick", "t-standing"),
    "awaiting_endorsement": Look("Chờ bút phê", "waiting", "t-standing"),
    # a report owed and its filing
    "on_time": Look("Đúng giờ", "done", "t-done"),
    "warned": Look("Có cảnh báo", "risk", "t-risk"),
    "late": Look("Nộp muộn", "done-late", "t-late"),
    "typing": Look("Đang nhập", "dotted", "t-standing"),
    "missing": Look("Chưa báo cáo", "missing", "t-over"),
    "partial": Look("Nộp thiếu", "half", "t-risk"),
    "provisional": Look("Sơ bộ", "open", "t-standing"),
    "approved": Look("Đã duyệt", "done", "t-done"),
    # a line of a form
    "complete": Look("đủ", "done", "t-done"),
    "check": Look("xem lại", "risk", "t-risk"),
    "blank": Look("chưa nhập", "missing", "t-standing"),
    "offline": Look("Mạng yếu", "dotted", "t-standing"),
}


def look_of(key: Any) -> Look:
    """The word, shape and colour of a state, given its key or an enumeration's member."""
    return STATES[str(getattr(key, "value", key))]


# -- numbers -----------------------------------------------------------------------------------


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A number with a dot for thousands and a comma before decimals.

    >>> number(1234567), number(Decimal("1234.50")), number(-3), number(None)
    ('1.234.567', '1.234,5', '−3', '—')
    """
    if value is None:
        return NOT_APPLICABLE
    exact = Decimal(str(value))
    if places is None:
        text = f"{abs(exact):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{abs(exact).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    sign = MINUS if exact < 0 and text.strip("0.,") else ""
    return sign + text.replace(",", "\x00").replace(".", ",").replace("\x00", ".")


def _fraction(value: Any) -> Decimal | None:
    value = getattr(value, "value", value)
    return None if value is None else Decimal(str(value))


def share(value: Any, places: int = 1) -> str:
    """A share as per cent with one decimal; what is not all is never rounded up to 100%.

    >>> share(Decimal("0.976067")), share(Decimal("0.99999")), share(1), share(None)
    ('97,6%', '99,9%', '100,0%', '—')
    """
    fraction = _fraction(value)
    if fraction is None:
        return NOT_APPLICABLE
    step = Decimal(1).scaleb(-places)
    percent = (fraction * 100).quantize(step, ROUND_HALF_UP)
    if fraction < 1 <= percent / 100:
        percent = 100 - step
    return f"{number(percent, places)}%"


def rate(count: int, of: int) -> str:
    """A share, or the bare count where fewer than twenty cases would make a per cent pretend.

    >>> rate(2, 5), rate(52, 64), rate(0, 0)
    ('2/5', '81,3%', '—')
    """
    if of == 0:
        return NOT_APPLICABLE
    if of < FEW:
        return f"{number(count)}/{number(of)}"
    return share(Decimal(count) / of)


def difference(value: Any, unit: str = "điểm %") -> str:
    """A change, always with its sign.

    >>> difference(Decimal("1.9")), difference(-2, "nhiệm vụ")
    ('+1,9 điểm %', '−2 nhiệm vụ')
    """
    text = number(value)
    return f"{'' if text.startswith(MINUS) else '+'}{text} {unit}".rstrip()


def masked(identifier: str) -> str:
    """A personal number with its middle hidden.

    >>> masked("051148012327")
    '051148••••27'
    """
    return f"{identifier[:-6]}••••{identifier[-2:]}" if len(identifier) > 8 else "••••"


# -- days and hours ----------------------------------------------------------------------------


def _local(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(HANOI)
    return value


def day(value: date | None) -> str:
    """A date, two digits always; an aware moment is read in Hanoi.

    >>> day(date(2025, 2, 3)), day(None)
    ('03/02/2025', '—')
    """
    return f"{_local(value):%d/%m/%Y}" if value else NOT_APPLICABLE


def short_day(value: date | None) -> str:
    """A date within one story, where the year is known: 20/02."""
    return f"{_local(value):%d/%m}" if value else NOT_APPLICABLE


def weekday(value: date) -> str:
    """The name of the day: "Thứ Năm"."""
    return WEEKDAYS[_local(value).weekday()]


def long_day(value: date | None) -> str:
    """A date with its weekday.

    >>> long_day(date(2025, 2, 20))
    'Thứ Năm, 20/02/2025'
    """
    return f"{weekday(value)}, {day(value)}" if value else NOT_APPLICABLE


def moment(value: datetime | None) -> str:
    """A moment in a table: 20/02 07:58, in Hanoi's time."""
    return f"{_local(value):%d/%m %H:%M}" if value else NOT_APPLICABLE


def full_moment(value: datetime | None) -> str:
    """A moment in a sentence that may be read years later.

    >>> full_moment(datetime.fromisoformat("2025-02-20T00:58+00:00"))
    '07:58 20/02/2025'
    """
    return f"{_local(value):%H:%M %d/%m/%Y}" if value else NOT_APPLICABLE


def clock_time(value: time | datetime | None) -> str:
    """An hour in a table: 07:58."""
    return f"{_local(value):%H:%M}" if value is not None else NOT_APPLICABLE


def hour_text(value: time | datetime | None) -> str:
    """An hour in a sentence.

    >>> hour_text(time(8))
    '08 giờ 00'
    """
    return f"{_local(value):%H giờ %M}" if value is not None else NOT_APPLICABLE


def span(first: date, last: date) -> str:
    """Two days of one month share its name.

    >>> span(date(2025, 2, 10), date(2025, 2, 16)), span(date(2025, 2, 28), date(2025, 3, 2))
    ('10–16/02/2025', '28/02–02/03/2025')
    """
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{day(last)}"
    return f"{short_day(first) if first.year == last.year else day(first)}–{day(last)}"


def overdue_by(days: int) -> str:
    """How long a task not done has passed its last day: "quá 1 ngày"."""
    return f"quá {number(days)} ngày"


def late_by(days: int) -> str:
    """How late a task was done, or a forecast falls: "chậm 7 ngày"."""
    return f"chậm {number(days)} ngày"


def days_left(days: int, *, working: bool = False) -> str:
    """How long is left: "còn 5 ngày LV" counts working days only; the last day is "hạn hôm nay"."""
    if days == 0:
        return "hạn hôm nay"
    return f"còn {number(days)} ngày{' LV' if working else ''}"


def time_left(minutes: int) -> str:
    """What the countdown says, rounded down to the minute.

    >>> time_left(17), time_left(135)
    ('17 phút', '2 giờ 15 phút')
    """
    hours, rest = divmod(minutes, 60)
    return f"{hours} giờ {rest:02d} phút" if hours else f"{rest} phút"

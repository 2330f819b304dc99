"""What the clerks sent: the seeded daily filings, late, mistyped and missing ones too.

Plain values that share no rule with the product, so that loading them tests it. The dispatch came
on 18/02/2025 at 17:20: the first owed day is 18/02, and 14–17/02 were asked for afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from dondoc.demo.campaign import BINH_CHUONG, DAYS, REGISTERS, Cells, Truth, campaign

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2025, 2, 20, 7, 40, tzinfo=HANOI)  # the morning on which the demonstration stands
FIRST_OWED = date(2025, 2, 18)

# On 19/02 at 08:00 thirteen had sent nothing: the minutes after 08:00, or never for that day.
MISSING_ON_FIRST: dict[tuple[str, str], int | None] = {
    ("Sơn Bua", "530"): None,
    ("Trà Xinh", "525"): None,
    ("Sơn Liên", "530"): None,
    ("Ba Lế", "535"): None,
    ("Trà Thanh", "525"): None,
    ("Phổ Khánh", "534"): 3,
    ("Nghĩa Sơn", "528"): 12,
    ("Lý Sơn", "51"): 25,
    ("Long Môn", "531"): 41,
    ("Ba Xa", "535"): 66,
    ("Sơn Kỳ", "529"): 110,
    ("Ba Nam", "535"): 143,
    ("Trà Tây", "525"): 205,
}
SILENT_FROM = {  # the last day told before falling silent
    ("Sơn Bua", "530"): date(2025, 2, 15),
    ("Trà Xinh", "525"): date(2025, 2, 15),
    ("Sơn Liên", "530"): date(2025, 2, 16),
    ("Ba Lế", "535"): date(2025, 2, 16),
    ("Trà Thanh", "525"): date(2025, 2, 16),
}
STILL_SILENT = (("Trà Xinh", "525"),)
WARNED_ON_FIRST = {
    "522": ("Nghĩa Dõng",),
    "524": ("Bình An", "Bình Chánh", "Bình Chương", "Bình Thanh"),
    "525": ("Trà Sơn", "Trà Thủy"),
    "527": ("Tịnh Hiệp", "Tịnh Minh"),
    "529": ("Sơn Bao", "Sơn Giang"),
    "530": ("Sơn Dung", "Sơn Long"),
    "531": ("Long Hiệp",),
    "532": ("Hành Đức",),
    "535": ("Ba Cung", "Ba Tiêu"),
}
OBSTACLES = {
    BINH_CHUONG: "Sổ khai tử 1998–2002 mờ, đang đối chiếu với hồ sơ gốc tại huyện.",
    ("Ba Trang", "535"): "Mất điện hai buổi trong ngày, chỉ nhập được buổi tối.",
    (
        "Trà Tây",
        "525",
    ): "Mạng yếu, phần mềm thường thoát giữa chừng; đề nghị hỗ trợ nhập tại huyện.",
    (
        "Hương Trà",
        "525",
    ): "Xã có một công chức, đang trực tiếp nhận hồ sơ; đề nghị cử người hỗ trợ.",
    ("Sơn Long", "530"): "Nhiều tên ghi tay không dấu, phải hỏi lại từng thôn.",
}


@dataclass(frozen=True)
class SimFiling:
    """One report as a clerk sent it; a cell not filled in is absent, never 0."""

    unit_code: str
    period: date
    sent_at: datetime
    cells: Cells
    revision: int = 1
    about: str = ""  # the register that the explanation speaks of
    explanation: str = ""
    obstacles: str = ""


def filings(seed: int = 6, *, until: datetime = NOW) -> tuple[SimFiling, ...]:
    """Everything sent by a moment, in the order it was sent; the same for the same seed."""
    rnd = Random(f"filings {seed}")  # noqa: S311 - a story, not a secret
    found: list[SimFiling] = []
    for truth in campaign(seed).values():
        found += _of_unit(truth, rnd)
    return tuple(
        sorted(
            (filing for filing in found if filing.sent_at <= until),
            key=lambda f: (f.sent_at, f.unit_code, f.period),
        )
    )


def _of_unit(truth: Truth, rnd: Random) -> Iterator[SimFiling]:
    key = (truth.unit.name, truth.unit.parent)
    on_time, second = _moment(date(2025, 2, 19), rnd), _moment(date(2025, 2, 20), rnd)
    first = on_time
    if key in MISSING_ON_FIRST:
        late = MISSING_ON_FIRST[key]
        first = _at(2025, 2, 19, 8, 0) + timedelta(minutes=late or 0)
    if key == BINH_CHUONG:
        first, second = _at(2025, 2, 19, 7, 46), _at(2025, 2, 20, 7, 52)
    if key in STILL_SILENT:
        second = _at(2025, 2, 20, 8, 21)
    yield from _backfill(truth, SILENT_FROM.get(key, DAYS[3]), on_time, rnd)
    if MISSING_ON_FIRST.get(key, 0) is not None:
        warned = key[0] in WARNED_ON_FIRST.get(key[1], ())
        yield from _daily(truth, FIRST_OWED, first, rnd, faulty=warned)
    yield from _daily(truth, DAYS[-1], second, rnd, faulty=rnd.random() < 0.07)


def _moment(morning: date, rnd: Random) -> datetime:
    """A moment between 06:30 and 07:55, more often in the later half of that time."""
    minutes = rnd.triangular(0, 85, 48)
    return datetime.combine(morning, time(6, 30), HANOI) + timedelta(seconds=int(minutes * 60))


def _backfill(truth: Truth, last: date, morning: datetime, rnd: Random) -> Iterator[SimFiling]:
    """The days before the dispatch, sent one after another that evening or the next morning."""
    start = _at(2025, 2, 18, 17, 45) + timedelta(minutes=rnd.randrange(0, 230))
    if rnd.random() < 0.4:
        start = min(morning, _at(2025, 2, 19, 7, 50)) - timedelta(minutes=rnd.randrange(12, 30))
    for place, day in enumerate(day for day in DAYS[:4] if day <= last):
        sent_at = start + timedelta(minutes=2 * place, seconds=rnd.randrange(60))
        yield SimFiling(truth.unit.code, day, sent_at, _copy(truth.days[day]))


def _daily(
    truth: Truth, day: date, sent_at: datetime, rnd: Random, *, faulty: bool
) -> Iterator[SimFiling]:
    key = (truth.unit.name, truth.unit.parent)
    cells, obstacles = _copy(truth.days[day]), OBSTACLES.get(key, "")
    code = truth.unit.code
    if key == BINH_CHUONG and day == FIRST_OWED:
        yield from _binh_chuong(code, cells, sent_at, obstacles)
        return
    if faulty:
        typed, row = _mistyped(cells, rnd)
        yield SimFiling(code, day, sent_at, typed, 1, row, _why(rnd), obstacles)
        if rnd.random() < 0.6:
            again = sent_at.replace(hour=8, minute=0) + timedelta(minutes=rnd.randrange(20, 200))
            yield SimFiling(code, day, again, cells, 2, row, "Đính chính số gõ nhầm ở bản trước.")
    elif rnd.random() < 0.025:
        missing = rnd.choice(REGISTERS[2:])
        part = {register: row for register, row in cells.items() if register != missing}
        yield SimFiling(code, day, sent_at, part, 1, obstacles=obstacles)
        again = sent_at.replace(hour=8, minute=0) + timedelta(minutes=rnd.randrange(30, 180))
        yield SimFiling(code, day, again, cells, 2, missing, "Bổ sung sổ còn thiếu ở bản trước.")
    else:
        yield SimFiling(code, day, sent_at, cells, 1, obstacles=obstacles)


def _binh_chuong(code: str, cells: Cells, sent_at: datetime, obstacles: str) -> Iterator[SimFiling]:
    """The story of the guided tour: four of five registers and a slip, put right at 09:10."""
    typed = _copy(cells)
    del typed["parent_child"]
    typed["death"]["approved"] = 612
    why = "Ô Đã duyệt của sổ khai tử đang kiểm tra lại trên phần mềm."
    yield SimFiling(code, FIRST_OWED, sent_at, typed, 1, "death", why, obstacles)
    again = "Đính chính ô Đã duyệt của sổ khai tử; bổ sung sổ nhận cha, mẹ, con."
    yield SimFiling(code, FIRST_OWED, _at(2025, 2, 19, 9, 10), cells, 2, "death", again, obstacles)


def _mistyped(cells: Cells, rnd: Random) -> tuple[Cells, str]:
    """One number of one register goes wrong on the keyboard: too low, or too high."""
    typed, register = _copy(cells), rnd.choice(REGISTERS[:3])
    row = typed[register]
    if rnd.random() < 0.7 and row["transferred"] > 9:
        row["approved"] = int(row["transferred"] * rnd.uniform(0.7, 0.95))
    else:
        row["waiting"] = row["total"] - row["approved"] + rnd.randrange(8, 90)
    return typed, register


def _why(rnd: Random) -> str:
    return rnd.choice(
        (
            "Số lấy trên phần mềm lúc 6 giờ, đang đối chiếu lại.",
            "Phần mềm 158 hiện chậm, sẽ đính chính trong ngày.",
            "Đã gọi hỏi Phòng Tư pháp huyện, chờ trả lời.",
        )
    )


def _copy(cells: Cells) -> Cells:
    return {register: dict(row) for register, row in cells.items()}


def _at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HANOI)  # type: ignore[arg-type,misc]


def silent_at(found: Sequence[SimFiling], day: date, moment: datetime) -> set[str]:
    """Units of which nothing for a day had come by a moment, counted from the sent values alone."""
    told = {f.unit_code for f in found if f.period == day and f.sent_at < moment}
    return set(campaign()) - told

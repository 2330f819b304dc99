"""Who, what and until when: the words of which dispatches are made up, each with what it means.

Names are those of the small province in `tests/cast.py`; the meaning of a limit is worked out here,
apart from the reader.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import strategies as st

from dondoc.core.workdays import add_working_days

DAY = timedelta(days=1)
ROMAN = ("", "I", "II", "III", "IV", "V", "VI")
AGENCIES = (
    "Sở Tư pháp",
    "Sở Tài chính",
    "Sở Y tế",
    "Công an tỉnh",
    "Văn phòng UBND tỉnh",
    "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Ban Quản lý dự án giao thông tỉnh",
    "Trung tâm Phục vụ hành chính công tỉnh",
    "Báo và Phát thanh, Truyền hình Quảng Ngãi",
    "UBND xã Đồi Sim",
    "UBND phường Cửa Biển",
    "UBND các xã, phường",
    "Các sở, ban, ngành",
)
WORKS = {  # what is to be done, and the share to reach where the words name one
    "rà soát hồ sơ hộ tịch đang lưu giữ": None,
    "số hóa toàn bộ sổ hộ tịch": None,
    "tổng hợp danh sách hộ nghèo": None,
    "kiểm tra điều kiện an toàn của bến phà": None,
    "xây dựng phương án bố trí trụ sở": None,
    "tuyên truyền về tài khoản định danh điện tử": None,
    "lắp đặt máy quét tại bộ phận một cửa": None,
    "khắc phục hư hỏng tuyến kênh nội đồng": None,
    "công khai danh mục thủ tục hành chính": None,
    "bàn giao hồ sơ cán bộ": None,
    "cắm biển cảnh báo tại ngầm tràn": None,
    "vớt bèo trên sông Vệ": None,
    "trình UBND tỉnh ban hành quy chế làm việc": None,
    "thẩm định hồ sơ mua sắm máy tính": None,
    "khảo sát vùng nuôi trồng thủy sản": None,
    "hướng dẫn thực hiện dự toán kinh phí năm 2023": None,
    "cập nhật dữ liệu đất đai phục vụ giai đoạn 2027-2030": None,
    "hoàn thành 100% việc đồng bộ học bạ số": 100,
    "cấp tài khoản cho ít nhất 85% công chức": 85,
    "kê khai đạt 92,5% diện tích rừng trồng": 92.5,
}
REPORTS = (
    "báo cáo tiến độ giải ngân",
    "báo cáo tình hình trực ban",
    "tổng hợp, báo cáo số liệu tàu cá",
    "báo cáo kết quả đo đạc",
)
CITED = {  # documents on which the work rests, and the days that are never its own
    "16/KH-UBND": date(2023, 1, 22),
    "417/UBND-TH": date(2023, 7, 29),
    "06/QĐ-UBND": date(2022, 1, 6),
}
GROUNDS = (
    "",
    " theo Kế hoạch số 16/KH-UBND ngày 22/01/2023 của UBND tỉnh",
    " theo Công văn số 417/UBND-TH ngày 29 tháng 7 năm 2023 của UBND tỉnh",
    " (kèm theo Quyết định số 06/QĐ-UBND ngày 06/01/2022)",
)


@dataclass(frozen=True)
class Limit:
    """Words that set a time, and what they mean."""

    words: str = ""
    due: date | None = None
    at: time | None = None
    every: str | None = None
    whole: bool = False  # stands for itself: nobody writes "hoàn thành" before it


@dataclass(frozen=True)
class Duty:
    """What a careful officer reads: the work, who answers and helps, until when, how much."""

    work: str
    lead: tuple[str, ...]
    helped: tuple[str, ...]
    limit: Limit
    target: float | None = None


def days(day: date, written: date) -> st.SearchStrategy[str]:
    """The ways to write a day; in the year of the dispatch the year may be left out."""
    d, m, y = day.day, day.month, day.year
    ways = [f"{d:02}/{m:02}/{y}", f"{d}/{m}/{y}", f"{d}-{m}-{y}", f"{d:02} tháng {m:02} năm {y}"]
    ways += [f"{d}/{m}", f"{d:02} tháng {m}"] if y == written.year else []
    return st.sampled_from(ways)


@st.composite
def limits(draw: st.DrawFn, written: date) -> Limit:
    """A deadline of any family, with its meaning worked out apart from the reader."""
    day = draw(st.dates(written + 3 * DAY, written + 300 * DAY))
    said, begun = draw(days(day, written)), draw(days(written + DAY, written))
    y, m, q, n = day.year, day.month, (day.month + 2) // 3, draw(st.integers(2, 30))
    hour, half = draw(st.integers(7, 17)), draw(st.sampled_from((0, 30)))
    clock = draw(st.sampled_from((f"{hour:02} giờ" + " 30" * (half > 0), f"{hour}h{half:02}")))
    month_end = day.replace(day=monthrange(y, m)[1])
    quarter_end = date(y, 3 * q, monthrange(y, 3 * q)[1])
    half_end = date(y, 6, 30) if m <= 6 else date(y, 12, 31)
    quarter = draw(
        st.sampled_from((f"Quý {ROMAN[q]}/{y}", f"quý {q}-{y}", f"quý {ROMAN[q]} năm {y}"))
    )
    month = draw(st.sampled_from((f"tháng {m}/{y}", f"tháng {m:02} năm {y}")))
    part = f"{draw(st.sampled_from(('6', '06')))} tháng {'đầu' if m <= 6 else 'cuối'} năm {y}"
    weekday = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[
        day.weekday()
    ]
    upto = ("chậm nhất", "chậm nhất là", "chậm nhất đến", "muộn nhất", "không muộn hơn", "đến hết")
    since = f"kể từ ngày {said}"
    later = draw(
        st.sampled_from(("ngày nhận được văn bản này", "ngày hồ sơ đầy đủ", "khi có kết quả"))
    )
    ways = [Limit(f"{word} ngày {said}", day) for word in upto]
    ways += [
        Limit(),
        Limit(f"trước ngày {said}", day - DAY),
        Limit(f"xong trước ngày {said}", day - DAY, whole=True),
        Limit(f"trong ngày {said}", day),
        Limit(f"trong {month}", month_end),
        Limit(f"trước {month}", day.replace(day=1) - DAY),
        Limit(f"trước khi kết thúc {quarter}", quarter_end),
        Limit(f"trong {quarter}", quarter_end),
        Limit(f"trong {part}", half_end),
        Limit(f"trong năm {y}", date(y, 12, 31)),
        Limit(f"đến năm {y}", date(y, 12, 31)),
        Limit(f"đến hết năm {y}", date(y, 12, 31)),
        Limit(f"trước {clock} ngày {said}", day, time(hour, half)),
        Limit(f"chậm nhất {clock} ngày {said}", day, time(hour, half)),
        Limit(f"trước {clock}, {weekday}, ngày {said}", day, time(hour, half)),
        Limit(f"trước 24h ngày {said}", day),
        Limit(f"từ ngày {begun} đến hết ngày {said}", day, whole=True),
        Limit(f"trong đợt cao điểm {n} ngày đêm từ ngày {said}", day + (n - 1) * DAY, whole=True),
        Limit(f"trong vòng {n} ngày {since}", day + n * DAY),
        Limit(f"trong thời hạn {n:02} tuần {since}", day + 7 * n * DAY),
        Limit(f"trong vòng {n:02} ngày làm việc {since}", add_working_days(day, n)),
        Limit(f"trong {n} ngày làm việc kể từ ngày ký văn bản này", add_working_days(written, n)),
        Limit(f"trong thời hạn {n} ngày kể từ {later}"),
        Limit(f"chậm nhất {n} ngày làm việc kể từ {later}"),
    ]
    return draw(st.sampled_from(ways))


@st.composite
def recurrences(draw: st.DrawFn) -> Limit:
    """When to report again and again."""
    hour, day = draw(st.integers(7, 17)), draw(st.integers(2, 28))
    each = draw(st.sampled_from(("hằng", "hàng")))
    return draw(
        st.sampled_from(
            (
                Limit(f"trước {hour:02} giờ {each} ngày", at=time(hour), every="daily"),
                Limit(f"trước {hour}h30 thứ Sáu {each} tuần", at=time(hour, 30), every="weekly"),
                Limit(f"vào thứ Hai {each} tuần", every="weekly"),
                Limit(f"trước ngày {day} {each} tháng", every="monthly"),
                Limit(f"từ ngày 1 đến ngày 5 {each} tháng", every="monthly"),
                Limit(f"định kỳ {each} quý", every="quarterly"),
                Limit("định kỳ 6 tháng", every="half-yearly"),
                Limit(f"trước ngày {day}/6 và ngày {day}/12 {each} năm", every="half-yearly"),
                Limit(f"trước ngày {day} của tháng cuối quý", every="quarterly"),
                Limit(f"chậm nhất ngày {day} {each} tháng", every="monthly"),
                Limit(f"ngày {day} {each} tháng", every="monthly"),
                Limit(f"chậm nhất {hour} giờ thứ Năm {each} tuần", at=time(hour), every="weekly"),
                Limit(f"trước ngày {day}/12 {each} năm", every="yearly"),
            )
        )
    )


def upper(words: str) -> str:
    """The first letter large."""
    return words[:1].upper() + words[1:]


def named(name: str) -> str:
    """A name inside a sentence: a class of agencies is written small there."""
    return "c" + name[1:] if name.startswith("Các ") else name


@st.composite
def sentences(draw: st.DrawFn, work: str, limit: Limit, *, opens: bool = True) -> str:
    """The work with its ground and its limit, which stands where offices put it."""
    words = work + draw(st.sampled_from(GROUNDS))
    if limit.every:
        ways = [f"{work} về UBND tỉnh {limit.words}", f"{words} {limit.words}"]
        return draw(st.sampled_from([*ways, f"{limit.words}, {words}"] if opens else ways))
    if not limit.words:
        return draw(st.sampled_from((words, f"tiếp tục {words}")))
    ways = [f"{words} {limit.words}", f"{words}, thực hiện {limit.words}"]
    if not limit.whole:
        ways += [f"{words}{sign} hoàn thành {limit.words}" for sign in (",", ";", ", phải")]
        ways += [f"{words}. Hoàn thành {limit.words}", f"{words} (hoàn thành {limit.words})"]
    return draw(st.sampled_from(ways))

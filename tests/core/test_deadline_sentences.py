"""Sentences of dispatches, family by family: which day, hour or rhythm each gives, and which give
none."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.core.aparts import find_aparts
from dondoc.core.deadlines import _line as line
from dondoc.core.deadlines import find_deadlines, find_limit_in_cell

WRITTEN = date(2025, 5, 12)

DAYS = [
    ("Hoàn thành trước thời điểm 30/6/2025", "2025-06-29"),
    ("đến ngày 30/6/2025 phải hoàn thành", "2025-06-30"),
    (
        "báo cáo kết quả về Sở Nội vụ (qua Phòng Tổ chức) trước ngày 05 tháng 6 năm 2025",
        "2025-06-04",
    ),
    ("chậm nhất đến hết ngày 15/6/2025", "2025-06-15"),
    ("hạn chót là ngày 15/6", "2025-06-15"),
    ("hạn chót 15/6/2025", "2025-06-15"),
    ("thời hạn hoàn thành: trước 15/6/2025", "2025-06-14"),
    ("xong trước 15/6/2025", "2025-06-14"),
    ("hoàn thành trong 6 tháng cuối năm 2025", "2025-12-31"),
    ("hoàn thành trong chiều 20/5", "2025-05-20"),
    ("trong sáng ngày 20/5/2025", "2025-05-20"),
    ("xong trong ngày 20/5", "2025-05-20"),
    ("Trước ngày 30/5: hoàn thành rà soát; trước ngày 15/6: báo cáo", "2025-05-29"),
    ("trước ngày 15/01 năm sau", "2026-01-14"),
    ("trước 30.6.2025", "2025-06-29"),
    ("trước ngày 30/06/25", "2025-06-29"),
    ("kết thúc trước ngày 01 tháng Bảy năm 2025", "2025-06-30"),
    ("không để quá ngày 20/6/2025", "2025-06-20"),
    ("không quá ngày 20/6/2025", "2025-06-20"),
    ("muộn nhất là ngày 20 tháng 6", "2025-06-20"),
    ("trước 30/6/2025 và báo cáo trước 15/7/2025", "2025-06-29"),
    ("Thời gian hoàn thành: 30/6/2025.", "2025-06-30"),
    ("Thời hạn hoàn thành trước ngày 30/6/2025", "2025-06-29"),
    ("Hoàn thành: Trước ngày 30/6/2025", "2025-06-29"),
    ("đến 30/6/2025 hoàn thành 100%", "2025-06-30"),
    (
        "hoàn thành trước ngày 1/6/2025 đối với cấp tỉnh và trước 1/7/2025 đối với cấp xã",
        "2025-05-31",
    ),
    ("trước ngày 20 tháng này", "2025-05-19"),
    ("trước 24h00 ngày 30/6/2025", "2025-06-30"),
    ("Đợt 1: trước ngày 15/6/2025; đợt 2: trước ngày 15/9/2025", "2025-06-14"),
    ("Kết thúc đợt cao điểm vào ngày 30/6/2025", "2025-06-30"),
    ("thời gian chậm nhất ngày 20/5/2025", "2025-05-20"),
    ("hoàn thành việc rà soát trước 20/5 và gửi kết quả trong ngày 21/5/2025", "2025-05-19"),
    ("trước ngày 05/9/2025 (ngày khai giảng)", "2025-09-04"),
]
HOURS = [
    ("từ 7 giờ 30 ngày 15/6 đến 17 giờ ngày 16/6/2025", "2025-06-15..2025-06-16 by 17:00"),
    ("trước 16h00' ngày 20/5/2025", "2025-05-20 before 16:00"),
    ("trước 16h ngày 20/5", "2025-05-20 before 16:00"),
    ("trước 10 giờ 00, ngày 20 tháng 5 năm 2025", "2025-05-20 before 10:00"),
    ("trước 17 giờ thứ Sáu, ngày 16/5/2025", "2025-05-16 before 17:00"),
    ("trước 17 giờ 00 thứ Sáu (ngày 16/5/2025)", "2025-05-16 before 17:00"),
    ("chậm nhất 16 giờ 30 phút ngày 15/5/2025", "2025-05-15 by 16:30"),
    ("chậm nhất là 17h00 ngày mai", "2025-05-13 by 17:00"),
    ("gửi về Sở trước 11 giờ trưa nay", "2025-05-12 before 11:00"),
    ("không chậm hơn 16:30 ngày 20/5/2025", "2025-05-20 by 16:30"),
]
SPANS = [
    ("từ ngày 15/9 đến 30/11/2025", "2025-09-15..2025-11-30"),
    ("từ ngày 01 đến ngày 15/7/2025", "2025-07-01..2025-07-15"),
    ("Thời gian: từ 15/6/2025 - 30/6/2025", "2025-06-15..2025-06-30"),
    ("Thời gian thực hiện: Từ tháng 5/2025 đến tháng 10/2025", "2025-05-01..2025-10-31"),
    ("trong 02 ngày 15, 16/6/2025", "2025-06-15..2025-06-16"),
    ("trong tuần từ 19/5 đến 23/5/2025", "2025-05-19..2025-05-23"),
]
PERIODS = [
    ("Hoàn thành trong T9/2025", "2025-09-30"),
    ("hoàn thành tháng 9/2025", "2025-09-30"),
    ("Thời gian thực hiện: Tháng 6 - 7/2025", "2025-07-31"),
    ("hoàn thành trong quý II và quý III năm 2025", "2025-09-30"),
    ("trong Quý III-2025", "2025-09-30"),
    ("trong các tháng cuối năm", "2025-12-31"),
    ("từ nay đến hết năm 2025", "2025-12-31"),
    ("từ nay đến cuối năm phải hoàn thành", "2025-12-31"),
    ("phấn đấu đến cuối năm 2025 đạt 90%", "2025-12-31"),
    ("đến hết năm 2025, 100% thủ tục", "2025-12-31"),
    ("Phấn đấu đến năm 2027 đạt 100%", "2027-12-31"),
    ("cuối tháng 6/2025 phải xong", "2025-06-30"),
    ("báo cáo vào cuối tháng 6/2025", "2025-06-30"),
    ("Hoàn thành chậm nhất trong quý III năm 2025", "2025-09-30"),
    ("xong trong quý III", "2025-09-30"),
    ("hoàn thành dứt điểm trong tháng 5", "2025-05-31"),
    ("- Thời gian: Quý II, III năm 2025", "2025-09-30"),
    ("Thời gian: Trong năm 2025", "2025-12-31"),
    ("Thời gian: Năm 2025", "2025-12-31"),
    ("trong tháng 5 và tháng 6/2025", "2025-06-30"),
    ("quý 4/2025 hoàn thành", "2025-12-31"),
    ("Đến hết quý II/2025, tỷ lệ đạt 50%", "2025-06-30"),
    ("Đến hết tháng 6/2025 đạt ít nhất 50% kế hoạch vốn", "2025-06-30"),
    ("giải ngân 100% kế hoạch vốn trong năm 2025", "2025-12-31"),
    ("Năm 2025 hoàn thành 80%, năm 2026 hoàn thành 100%", "2025-12-31"),
    ("lộ trình đến năm 2030", "2030-12-31"),
    ("trước tháng 7/2025", "2025-06-30"),
    ("trước Quý IV/2025", "2025-09-30"),
    ("trước năm 2026", "2025-12-31"),
    ("hết Quý II", "2025-06-30"),
    ("cuối Quý II/2025", "2025-06-30"),
    ("cuối năm 2025", "2025-12-31"),
    ("Trong quý I năm 2026", "2026-03-31"),
]
COUNTED = [
    ("trong thời hạn 10 ngày làm việc, kể từ ngày ký ban hành Kế hoạch này", "2025-05-26"),
    ("trong vòng 02 tháng kể từ ngày ban hành", "2025-07-12"),
    ("trong thời hạn 03 tuần kể từ ngày 01/6/2025", "2025-06-22"),
    ("trong 30 ngày tính từ ngày 01/6/2025", "2025-07-01"),
    ("sau 15 ngày kể từ ngày ban hành Quyết định này", "2025-05-27"),
]
COMES_BACK = [
    ("báo cáo trước ngày 25 hằng tháng", "monthly"),
    ("trước ngày 20 của tháng cuối quý", "quarterly"),
    ("trước ngày 15 tháng cuối hằng quý", "quarterly"),
    ("báo cáo định kỳ hằng quý (trước ngày 20 của tháng cuối quý)", "quarterly"),
    (
        "định kỳ hằng tháng (trước ngày 25), hằng quý (trước ngày 20 tháng cuối quý) báo cáo",
        "monthly",
    ),
    ("định kỳ 6 tháng (trước 15/6) và hằng năm (trước 15/12) báo cáo", "half-yearly"),
    ("báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 hằng năm", "yearly"),
    ("trước 16 giờ thứ Sáu hằng tuần báo cáo", "weekly before 16:00"),
    ("định kỳ vào thứ 5 hàng tuần", "weekly"),
    ("hằng tuần (trước 15h00 thứ Năm) báo cáo", "weekly before 15:00"),
    ("giao ban 02 lần/tháng", "monthly"),
    ("tổ chức kiểm tra ít nhất 01 lần/quý", "quarterly"),
    ("6 tháng/lần báo cáo", "half-yearly"),
    (
        "trước 17 giờ hằng ngày bắt đầu từ ngày 15/5/2025 đến hết ngày 30/6/2025",
        "daily before 17:00",
    ),
    ("Định kỳ hằng ngày (trước 16 giờ 00) báo cáo", "daily before 16:00"),
    ("hằng ngày báo cáo kết quả trước 16h", "daily before 16:00"),
    ("Bắt đầu từ tháng 7/2025, trước ngày 05 hằng tháng báo cáo", "monthly"),
    ("02 ngày trước khi kết thúc tháng", "monthly"),
    ("trước ngày cuối cùng của quý 05 ngày", "quarterly"),
    ("trước ngày 15/6 và 15/12 hằng năm", "half-yearly"),
    ("Trước ngày 10/01 hằng năm", "yearly"),
    ("Thời gian thực hiện: Hằng năm", "yearly"),
    ("Thời gian thực hiện: hằng quý", "quarterly"),
    ("trước ngày 30 tháng 6 hàng năm", "yearly"),
    ("trước ngày 15 và ngày 30 hằng tháng", "monthly"),
    ("báo cáo hàng tháng (trước ngày 20), hàng quý", "monthly"),
    ("định kỳ trước ngày 10 tháng đầu quý sau", "quarterly"),
    ("ngày 01 hằng tháng", "monthly"),
]
NO_DAY = [
    "hoàn thành vào đầu tháng 6",
    "hoàn thành giữa tháng 6/2025",
    "trong vòng năm (05) ngày làm việc kể từ ngày nhận được văn bản này",
    "15 ngày kể từ ngày Quyết định này có hiệu lực",
    "tính đến ngày 10/5/2025 đã giải ngân 30%",
    "Đến nay, toàn tỉnh có 12 xã hoàn thành",
    "kết quả 4 tháng đầu năm 2025",
    "dự toán ngân sách năm 2025",
    "giao chỉ tiêu năm 2025 cho các địa phương",
    "Chương trình công tác năm 2025.",
    "giai đoạn 2026 - 2030",
    "có hiệu lực từ ngày 01/7/2025",
    "hộ nghèo đầu năm 2025",
    "số điện thoại 0905.123.456 trước",
    "đạt 3/5 chỉ tiêu",
    "từ 18 tuổi đến 60 tuổi",
    "Luật có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025",
    "đã hoàn thành trước ngày 30/4/2025",
    "UBND tỉnh đã ban hành trong tháng 4/2025",
    "trước ngày bầu cử",
    "trước khi triển khai",
    "trước kỳ họp thứ 10 Quốc hội khóa XV",
    "Thời gian thực hiện: Thường xuyên",
    "đầu quý III/2025",
    "kể từ ngày 01/7/2025, các xã thực hiện",
    "chậm nhất sau 05 ngày làm việc kể từ ngày kết thúc hội nghị",
    "trong thời hạn không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ",
    "từ 0h00 ngày 01/7/2025",
    "vào ngày làm việc cuối cùng của tuần",
    "trong tuần đầu tháng 6/2025",
    "trong 10 ngày đầu tháng 6/2025",
    "Chậm nhất 10 ngày trước ngày khai mạc",
    "trước ngày khai mạc ít nhất 10 ngày",
    "vào tháng 6 hằng năm",
    "áp dụng thống nhất từ ngày 01/6/2025",
    "trong năm học 2025-2026",
    "trước thềm năm học mới 2025-2026",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2025;",
    "Sau khi xem xét báo cáo kết quả công tác tháng 4, phương hướng nhiệm vụ tháng 5 năm 2025",
    "Trong 4 tháng đầu năm 2025, tỉnh đã giải ngân 1.200 tỷ đồng",
    "Tỷ lệ hồ sơ đúng hạn tháng 4/2025 đạt 97%",
    "Hội nghị trực tuyến tổ chức vào 8 giờ 00 ngày 20/5/2025 tại UBND tỉnh",
    "Cuộc họp bắt đầu lúc 14 giờ ngày 15/5/2025",
    "hỗ trợ 500.000 đồng/người/tháng",
    "kinh phí 15/20 tỷ đồng",
    "nhà ở xây dựng trước ngày 01/7/2014",
    "cán bộ sinh từ năm 1975 trở về sau",
    "Quốc lộ 24 đoạn từ Km 15 đến Km 30/5",
    "Đề án 06 năm 2025 của tỉnh",
    "thực hiện theo Nghị định 30/2020/NĐ-CP",
    "Kế hoạch cải cách hành chính năm 2025.",
    "nhiệm vụ trọng tâm năm 2025;",
    "Chỉ thị số 07/CT-TTg ngày 14/3/2025 của Thủ tướng Chính phủ về đẩy mạnh triển khai Đề án 06 trong năm 2025",
    "mục tiêu tăng trưởng năm 2025 đạt 8% trở lên",
    "tăng 12% so với cùng kỳ năm 2024",
    "Từ ngày 01/3/2025, Sở Nội vụ tiếp nhận nhiệm vụ",
    "Hợp đồng có thời hạn 12 tháng",
    "bảo hành trong 24 tháng",
    "nghỉ lễ 30/4 và 01/5",
    "lễ kỷ niệm 50 năm ngày giải phóng 30/4/2025",
    "từ năm 2021 đến năm 2025 tỉnh có 12 xã",
    "Thủ tục giải quyết trong 05 ngày",
    "vận hành hệ thống 24/7",
    "tổng đài 1900 1234 trước",
    "khoản 3 Điều 15",
    "Phiên bản 2.0",
    "tại Thông báo số 123/TB-VPCP ngày 10/5/2025",
    "thu ngân sách 5 tháng đầu năm",
    "Đến tháng 4/2025, toàn tỉnh có 90% xã đạt",
    "trước đây",
    "trước mắt tập trung",
    "trong thời gian sớm nhất",
    "trong quá trình thực hiện",
    "trong năm tập trung triển khai",
    "hằng năm ngân sách tỉnh bố trí",
    "kế hoạch đầu tư công trung hạn 2021-2025",
    "đến nay đã có 20/34 tỉnh",
    "Ngày Chuyển đổi số quốc gia 10/10",
    "tháng cao điểm hành động",
    "quý trước",
    "từ tháng 7/2025 sẽ vận hành chính quyền 2 cấp",
    "danh sách 100 hộ tính đến hết tháng 3",
    "kỳ họp thứ 9 khai mạc ngày 05/5/2025",
    "đường dây nóng 0255.3822.123",
    "mua sắm trong năm 2024 và năm 2025",
    "Giấy phép có giá trị đến ngày 31/12/2026",
    "học sinh lớp 9 năm học 2024-2025",
    "chậm tiến độ 3 tháng so với kế hoạch",
    "Nghị quyết có hiệu lực đến hết ngày 31/12/2025",
    "công trình hoàn thành năm 2024",
    "Thông tư có hiệu lực kể từ ngày 15 tháng 6 năm 2025",
    "Bộ trưởng yêu cầu tại cuộc họp ngày 10/5",
    "5/8 chỉ tiêu hoàn thành trước thời hạn",
    "ứng phó hạn hán kéo dài đến tháng 8/2025",
    "thiệt hại xảy ra từ ngày 01/3/2025 đến ngày 30/3/2025",
    "chuẩn bị đón Đoàn kiểm tra của Trung ương về làm việc trong tháng 9/2025",
    "Quyết định có hiệu lực sau 10 ngày kể từ ngày ký",
    "đến ngày 20/4, nhiều đơn vị chưa nộp báo cáo",
]


@pytest.mark.parametrize(
    ("words", "said"), [*DAYS, *HOURS, *SPANS, *PERIODS, *COUNTED, *COMES_BACK]
)
def test_a_sentence_gives_its_day_hour_or_rhythm(words, said):
    [first, *_] = find_deadlines(words, WRITTEN)

    assert line(first).startswith(said)


@pytest.mark.parametrize("words", NO_DAY)
def test_a_sentence_without_a_limit_gives_neither_day_nor_rhythm(words):
    assert not [one for one in find_deadlines(words, WRITTEN) if one.due or one.every]


def only(words, written=WRITTEN):
    [found] = find_deadlines(words, written)
    return found


def test_a_year_left_out_is_told_as_an_assumption():
    assert only("chậm nhất ngày 15/6").assumptions == ("year_of_the_document",)
    assert only("chậm nhất ngày 10/01").assumptions == ("year_after_the_document",)
    assert only("chậm nhất ngày 15/6/2025").assumptions == ()


def test_without_the_document_its_date_is_what_would_settle_the_day():
    assert only("chậm nhất ngày 15/6", None).settles == "the_document_date"


def test_counted_days_tell_the_calendar_and_the_day_left_out():
    working = only("05 ngày làm việc kể từ ngày ký")
    plain = only("trong vòng 20 ngày kể từ ngày 12/5/2025")

    assert working.assumptions == (
        "counted_from_the_document",
        "first_day_not_counted",
        "holidays_of_the_calendar",
    )
    assert {o.rule for o in plain.others} == {"day_read_as_first", "next_working_day"}


def test_a_receipt_an_occasion_and_a_period_say_what_would_settle_them():
    assert only("05 ngày kể từ ngày nhận được văn bản").settles == "the_day_it_arrived"
    assert only("hoàn thành trước Tết Nguyên đán").settles == "the_day_of_the_occasion"
    assert only("hoàn thành vào đầu tháng 6/2025").settles == "the_day_in_the_period"
    assert only("hoàn thành trước 9 giờ").settles == "the_day_of_the_hour"
    assert only("xong trước thời hạn nêu trên").settles == "the_day_said_elsewhere"


def test_an_hour_finds_the_day_named_before_it():
    found = find_deadlines("trong ngày 15/8/2025 rà soát, báo cáo trước 18 giờ")

    assert [line(one) for one in found][-1] == "2025-08-15 before 18:00 before_hour"


def test_a_recurrence_knows_from_when_and_until_when():
    words = "bắt đầu từ ngày 15/5/2025, trước 17 giờ hằng ngày báo cáo, đến hết ngày 30/6/2025"
    daily = next(one for one in find_deadlines(words) if one.every)

    assert (daily.rhythm.first, daily.rhythm.until) == (date(2025, 5, 15), date(2025, 6, 30))


def test_lan_is_told_who_has_another_limit_than_the_rest():
    words = "Các xã hoàn thành trước ngày 20/6/2025, riêng đặc khu Đảo Xa trước ngày 10/6/2025."
    [apart] = find_aparts(words, find_deadlines(words))

    assert words[apart.who_start : apart.who_end] == "đặc khu Đảo Xa"
    assert apart.deadline.due == date(2025, 6, 9)


def test_a_single_limit_sets_nobody_apart():
    words = "Đối với UBND xã Bến Đò: hoàn thành trước ngày 20/6/2025."

    assert find_aparts(words, find_deadlines(words)) == ()


CELLS = [
    ("Tháng 6/2025", "2025-06-30"),
    ("30/6/2025", "2025-06-30"),
    ("Quý II/2025", "2025-06-30"),
    ("Quý III, IV/2025", "2025-12-31"),
    ("Tháng 10, 11, 12", "2025-12-31"),
    ("6/2025", "2025-06-30"),
    ("6-8/2025", "2025-08-31"),
    ("20-25/6/2025", "2025-06-25"),
    ("Trước 15/6", "2025-06-14"),
    ("Năm 2025", "2025-12-31"),
    ("2024-2025", "2025-12-31"),
    ("Trong năm", "2025-12-31"),
    ("Tháng 9/2025 (sau khi có hướng dẫn)", "2025-09-30"),
]


@pytest.mark.parametrize(("words", "due"), CELLS)
def test_bare_words_under_a_heading_of_time_are_its_limit(words, due):
    found = find_limit_in_cell(words, WRITTEN)

    assert str(found.due) == due
    assert words[found.start : found.end] == found.words


@pytest.mark.parametrize("words", ["Thường xuyên", "Theo kế hoạch", "12", "", "Khi có yêu cầu"])
def test_a_cell_without_a_time_sets_no_limit(words):
    assert find_limit_in_cell(words, WRITTEN) is None


@pytest.mark.parametrize(
    ("words", "every"), [("Hằng quý", "quarterly"), ("Tháng 3, 9 hằng năm", "half-yearly")]
)
def test_a_cell_says_what_comes_back(words, every):
    assert find_limit_in_cell(words, WRITTEN).every == every


def test_a_document_that_names_itself_counts_from_its_own_day():
    words = "trong 05 ngày kể từ ngày ký Công văn số 12/UBND-NC ngày 12/5/2025, các xã báo cáo"

    [own] = find_deadlines(
        words.replace("trong 05", "trong vòng 05"), WRITTEN, own_number="12/UBND-NC"
    )

    assert own.assumptions[0] == "counted_from_the_document"
    [other] = find_deadlines("trong vòng 05 ngày kể từ ngày ký Công văn số 13/UBND-NC", WRITTEN)
    assert other.due is None

"""Lines broken by a page or a mail program, and names whose end no known verb shows: one example
of every cause for which a dispatch made up at random was once read wrongly."""

from __future__ import annotations

from datetime import date, time

import pytest

from dondoc.core.reading import Assignment, from_text, read

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\nSố: 500/CT-UBND\n"
    "Quảng Ngãi, ngày 08 tháng 01 năm 2024\n\nCHỈ THỊ\nVề kỷ cương hành chính\n\n"
    "Chủ tịch UBND tỉnh yêu cầu:\n\n"
)


def duties(body: str) -> tuple[Assignment, ...]:
    return read(from_text(f"{HEAD}{body}\n")).assignments


@pytest.mark.parametrize("broken", [",\nChủ nhật", ",\nThứ Hai", ", thứ\nHai"])
def test_a_weekday_at_the_start_of_a_line_is_not_the_place_of_a_letterhead(broken):
    [one, two] = duties(
        f"1. Sở Tư pháp: Lắp đặt máy quét tại bộ phận một cửa trước 07 giờ{broken}, ngày "
        "14/01/2024; đồng thời, hằng tuần báo cáo kết quả về UBND tỉnh."
    )

    assert (one.due, one.due_time) == (date(2024, 1, 14), time(7))
    assert two.every == "weekly"


def test_the_day_of_a_week_may_be_broken_in_two():
    [one] = duties(
        "1. Sở Tư pháp, Sở Y tế: Báo cáo số liệu tàu cá về UBND tỉnh vào thứ\nHai hằng tuần."
    )

    assert one.every == "weekly"


def test_the_place_and_day_of_a_letterhead_still_stand_on_a_line_of_their_own():
    head = read(from_text(f"{HEAD}1. Sở Tư pháp: Rà soát hồ sơ.\n")).document

    assert (head.place, head.date) == ("Quảng Ngãi", date(2024, 1, 8))


def test_an_abbreviation_left_alone_on_a_line_goes_on_with_its_sentence():
    [one] = duties("1. Yêu cầu Công an tỉnh báo cáo số liệu về\nUBND\n\n7\n\ntỉnh trước ngày 26/3.")

    assert one.due == date(2024, 3, 25)


def test_an_item_broken_after_a_semicolon_goes_on_in_small_letters():
    [one] = duties(
        "1. Sở Tư pháp: Số hóa toàn bộ sổ hộ tịch theo Kế hoạch số 16/KH-UBND của UBND tỉnh;\n"
        "hoàn\n\n2\n\nthành chậm nhất ngày 11/01/2024."
    )

    assert one.due == date(2024, 1, 11)


def test_so_does_what_was_broken_off_from_the_owner_above_it():
    one, two = duties(
        "1. Ban Quản lý dự án giao thông tỉnh, Sở Văn hóa, Thể thao và Du lịch:\n"
        "Kiểm tra điều kiện an toàn của bến phà trong vòng 02 ngày kể từ ngày 11/01/2024;\n"
        "đồng thời, trước 07 giờ hằng ngày báo cáo kết quả đợt 04 về UBND tỉnh."
    )

    assert (one.due, two.every) == (date(2024, 1, 13), "daily")
    assert one.lead == two.lead


def test_what_stands_right_below_an_owner_and_a_colon_is_work_however_it_opens():
    [one] = duties("1. Sở Tư pháp, Sở Y tế:\nTrước 07 giờ hằng ngày, báo cáo tiến độ giải ngân.")

    assert (one.lead, one.every) == (("Sở Tư pháp", "Sở Y tế"), "daily")


def test_a_finding_below_an_owner_and_a_colon_is_still_no_work():
    assert not duties("1. Sở Tư pháp:\nTrong năm 2023, toàn tỉnh còn 12 vụ việc chậm xử lý.")


@pytest.mark.parametrize("lead", ["Sở Tư pháp", "Chi cục Thủy sản"])
def test_the_work_begins_before_the_semicolon_whatever_its_verb(lead):
    [one] = duties(f"1. {lead} vớt bèo trên sông Vệ; hoàn thành chậm nhất ngày 11/01/2024.")

    assert one.lead == (lead,)


@pytest.mark.parametrize("sign", "-+•▪➢")
def test_lines_that_say_who_may_open_with_any_sign(sign):
    [one] = duties(
        f"1. Tổng hợp danh sách hộ nghèo.\n\n{sign} Cơ quan chủ trì: Sở Tư pháp.\n\n"
        f"{sign} Cơ quan phối hợp: Sở Tài chính."
    )

    assert (one.lead, one.coordinate) == (("Sở Tư pháp",), ("Sở Tài chính",))


@pytest.mark.parametrize(
    "lead", ["Ban Quản lý dự án giao thông tỉnh", "Sở Kế hoạch và Đầu tư", "Sở Tư pháp"]
)
def test_a_plan_in_the_name_of_a_body_takes_no_year_to_itself(lead):
    [one] = duties(f"1. Giao {lead} tổng hợp danh sách hộ nghèo đến năm 2026.")

    assert (one.lead, one.due) == ((lead,), date(2026, 12, 31))

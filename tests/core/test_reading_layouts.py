"""Dispatches of every kind and layout, invented: what must be found in each, and what must not."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from dondoc.core.reading import Reading, from_text, read

LAYOUTS = Path(__file__).parent / "layouts"
NAMES = sorted(path.stem for path in LAYOUTS.glob("*.md"))


def opened(name: str) -> Reading:
    return read(from_text((LAYOUTS / f"{name}.md").read_text(encoding="utf-8")))


def duty(reading: Reading, words: str):
    """The one duty that holds these words."""
    [found] = [each for each in reading.assignments if words in each.text]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_duty_and_mark_lies_where_the_text_has_it(name):
    reading = opened(name)

    assert reading.assignments
    for each in reading.assignments:
        assert " ".join(reading.shown[each.start : each.end].split()) == each.text
        assert all(0 <= mark.start < mark.end <= len(reading.shown) for mark in each.marks)
    assert [d.start for d in reading.assignments] == sorted(d.start for d in reading.assignments)


HEADS = {
    "conclusion": ("214/TB-VP", "Thông báo", "Văn phòng UBND tỉnh Bình Hải", "Ngô Văn Mẫu"),
    "decision": ("745/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Tân Lộc", "Võ Thị Mẫu"),
    "directive": ("08/CT-UBND", "Chỉ thị", "Ủy ban nhân dân tỉnh Tân Lộc", "Phạm Văn Mẫu"),
    "guidance": ("61/HD-SNV", "Hướng dẫn", "Sở Nội vụ An Thịnh", "Cao Thị Mẫu"),
    "interleaved_letter": ("", "Công văn", "Sở Khoa học và Công nghệ", "Lê Thị Mẫu"),
    "noisy_scan": ("55/UBND-VP", "Công văn", "Văn phòng HĐND và UBND", "Mai Văn Mẫu"),
    "plan_table": ("132/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh An Thịnh", "Đỗ Văn Mẫu"),
    "programme": (
        "25/NQ-HĐND",
        "Nghị quyết",
        "Hội đồng nhân dân tỉnh Tân Lộc",
        "Bùi Thị Mẫu",
    ),
    "report": ("402/BC-PC06", "Báo cáo", "Phòng Cảnh sát QLHC về TTXH", "Lý Văn Mẫu"),
    "telegram": ("11/CĐ-UBND", "Công điện", "Ủy ban nhân dân tỉnh Bình Hải", "Trịnh Văn Mẫu"),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_head_is_read_in_every_layout(name):
    head = opened(name).document

    assert (head.number, head.type, head.issuer, head.signer) == HEADS[name]


def test_a_blank_day_is_no_day_and_its_place_is_kept():
    head = opened("guidance").document

    assert (head.place, head.date) == ("An Thịnh", None)


def test_two_columns_of_a_letterhead_come_apart():
    head = opened("directive").document

    assert (head.place, head.date) == ("Tân Lộc", date(2025, 3, 12))
    assert head.subject == ("tăng cường công tác phòng cháy, chữa cháy rừng mùa khô năm 2025")


def test_a_telegram_names_those_to_whom_it_goes():
    head = opened("telegram").document

    assert head.addressed_to[:3] == (
        "Sở Nông nghiệp và Môi trường",
        "Sở Xây dựng",
        "Sở Công Thương",
    )
    assert head.date == date(2025, 9, 24)


def test_a_decision_orders_in_its_articles_and_in_the_plan_behind_the_signature():
    reading = opened("decision")

    assert [d.clause for d in reading.assignments] == [
        "2",
        "II.1.a",
        "II.1.b",
        "II.2",
        "III.1",
        "III.2",
    ]
    assert duty(reading, "theo dõi, đôn đốc").due == date(2025, 12, 14)


def test_neither_force_nor_purpose_nor_closing_is_a_duty():
    texts = " ".join(d.text for name in NAMES for d in opened(name).assignments)

    for words in (
        "có hiệu lực",
        "chịu trách nhiệm thi hành",
        "Cắt giảm ít nhất 30%",
        "Phấn đấu đưa tỉnh",
        "80% hồ sơ",
        "Tốc độ tăng trưởng",
        "Đã kích hoạt",
        "chưa rà soát dữ liệu",
        "tích cực triển khai",
        "Đồng ý về nguyên tắc",
        "Thống nhất chủ trương",
        "Trên đây là",
        "Trong quá trình thực hiện",
        "Văn phòng UBND tỉnh thông báo",
    ):
        assert words not in texts


def test_lines_below_several_items_bind_them_all():
    reading = opened("decision")
    first, second = duty(reading, "Thống kê toàn bộ"), duty(reading, "Đánh giá chi phí")

    assert first.lead == second.lead == ("Các sở, ban, ngành",)
    assert first.coordinate == second.coordinate == ("Văn phòng UBND tỉnh",)
    assert first.due == second.due == date(2025, 5, 29)


def test_who_leads_and_helps_may_stand_below_a_line_that_only_says_assigned():
    published = duty(opened("decision"), "công bố danh mục")

    assert (published.lead, published.coordinate) == (("Văn phòng UBND tỉnh",), ("Sở Tư pháp",))
    assert published.due == date(2025, 9, 30)


def test_a_sentence_after_a_list_gives_its_day_to_the_items_without_one():
    reading = opened("interleaved_letter")

    assert duty(reading, "lập danh sách").due == date(2025, 9, 14)
    assert duty(reading, "Bố trí cán bộ").due == date(2025, 10, 31)
    assert duty(reading, "Tổ chức tập huấn").due == date(2025, 10, 31)


def test_a_dash_parts_an_owner_from_its_work_but_not_a_name_from_itself():
    assert duty(opened("interleaved_letter"), "Tham mưu đưa kết quả").lead == ("Sở Nội vụ",)
    assert duty(opened("noisy_scan"), "cấp kinh phí").lead == ("Phòng Tài chính - Kế hoạch",)


def test_a_row_of_owners_parted_by_semicolons_is_one_row():
    reading = opened("directive")

    assert duty(reading, "Sẵn sàng lực lượng").lead == (
        "Công an tỉnh",
        "Bộ Chỉ huy Quân sự tỉnh",
        "Bộ đội Biên phòng tỉnh",
    )
    assert duty(opened("plan_table"), "xây dựng kế hoạch của đơn vị").lead == (
        "Các sở, ban, ngành",
        "UBND các huyện, thành phố",
    )


def test_brackets_at_the_end_name_who_leads_and_who_helps():
    reading = opened("programme")

    assert duty(reading, "giải ngân đạt 100%").lead == ("Sở Tài chính",)
    assert duty(reading, "trụ sở dôi dư").lead == ("Sở Xây dựng",)
    assert duty(reading, "trụ sở dôi dư").coordinate == ("Sở Tài chính", "UBND các xã, phường")
    assert duty(reading, "cụm công nghiệp").lead == ("Sở Công Thương",)
    assert duty(reading, "cụm công nghiệp").due == date(2025, 12, 31)


def test_a_run_in_topic_is_no_owner_and_the_order_after_it_is_the_duty():
    paid = duty(opened("conclusion"), "chi trả bồi thường")

    assert (paid.clause, paid.lead) == ("II.1", ("UBND thành phố Bình Hải",))
    assert paid.text.startswith("Giao UBND thành phố")


def test_two_owners_in_one_sentence_are_two_duties():
    reading = opened("conclusion")

    assert duty(reading, "rà soát biên chế").lead == ("Sở Nội vụ",)
    assert duty(reading, "rà soát biên chế").due is None
    assert duty(reading, "hoàn thiện hồ sơ").lead == ("UBND huyện Hòa Sơn",)


def test_parts_and_sections_with_their_title_on_the_next_line_stand_over_their_items():
    reading = opened("guidance")

    assert duty(reading, "Đăng ký danh hiệu").lead == ("Các sở, ban, ngành",)
    assert duty(reading, "Thẩm định hồ sơ").lead == ("Sở Nội vụ",)


def test_somebody_set_apart_keeps_a_limit_of_their_own():
    moved = duty(opened("telegram"), "sơ tán dân")
    [apart] = moved.aparts

    assert (moved.due, moved.due_time) == (date(2025, 9, 25), time(17))
    assert (apart.due, apart.due_time) == (date(2025, 9, 25), time(10))
    assert "Hòn Mun" in apart.who[0]


def test_a_report_proposes_only_what_lies_ahead():
    assert [d.clause for d in opened("report").assignments] == ["III.1", "III.2", "IV.1"]


def test_pages_turned_inside_a_sentence_leave_it_whole():
    reading = opened("noisy_scan")

    assert duty(reading, "cấp kinh phí").text.startswith("Tham mưu cấp kinh phí thăm, tặng quà")
    assert "mừng Đảng, mừng Xuân" in duty(reading, "văn nghệ").text
    assert "Trang 2/3" not in reading.shown


def test_letters_keep_their_order_through_the_confusions_of_a_scanner():
    clauses = [d.clause for d in opened("noisy_scan").assignments if d.clause.startswith("3.")]

    assert clauses == [
        f"3.{letter}" for letter in ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l"]
    ]


def test_a_list_of_places_below_a_duty_belongs_to_it():
    text = (
        "Số: 5/UBND-NC\nTân Lộc, ngày 02 tháng 5 năm 2025\nKính gửi: Công an tỉnh.\n\n"
        "1. Công an tỉnh:\n- Tuần tra thường xuyên tại các khu vực:\n+ Bến xe Tân Lộc;\n"
        "+ Chợ Hòa Sơn.\n- Báo cáo trước ngày 10/5/2025.\n\nNơi nhận:\n- Lưu: VT.\n"
    )

    patrol, report = read(from_text(text)).assignments

    assert "Chợ Hòa Sơn" in patrol.text
    assert (patrol.due, report.due) == (None, date(2025, 5, 9))


def test_when_and_where_people_meet_is_no_duty():
    text = (
        "Số: 6/UBND-NC\nTân Lộc, ngày 02 tháng 5 năm 2025\nKính gửi: Công an tỉnh.\n\n"
        "I. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: 8 giờ ngày 10/5/2025.\n2. Địa điểm: Hội trường.\n"
        "II. PHÂN CÔNG\n1. Công an tỉnh bảo đảm an ninh.\n\nNơi nhận:\n- Lưu: VT.\n"
    )

    assert [d.clause for d in read(from_text(text)).assignments] == ["II.1"]


def test_helpers_named_by_the_heading_of_a_list_help_with_every_item():
    text = (
        "Số: 7/UBND-NC\nTân Lộc, ngày 02 tháng 5 năm 2025\nKính gửi: Công an tỉnh.\n\n"
        "1. Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp:\n- Rà soát dữ liệu.\n"
        "- Đối soát hồ sơ.\n\nNơi nhận:\n- Lưu: VT.\n"
    )

    found = read(from_text(text)).assignments

    assert [(d.lead, d.coordinate) for d in found] == [(("Công an tỉnh",), ("Sở Tư pháp",))] * 2

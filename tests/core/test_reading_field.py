"""What dispatches of other provinces taught the reader, one sentence for each rule."""

from __future__ import annotations

from datetime import date

from dondoc.core.reading import from_text, read

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HẢI LAM

Số: 102/UBND-TH

Hải Lam, ngày 03 tháng 7 năm 2025

Kính gửi:
- Các Sở: Nội vụ, Tư pháp;
- UBND các xã, phường.

"""


def duties(body: str):
    return read(from_text(HEAD + body)).assignments


def only(body: str):
    (duty,) = duties(body)
    return duty


def test_a_line_below_speaks_of_its_own_part_even_when_that_stood_open_before():
    said = duties(
        "1. Sở Tư pháp:\n- Rà soát hồ sơ trước ngày 20/7/2025.\n- Đối soát danh sách.\n"
        "2. Kiểm tra bến phà.\n- Cơ quan chủ trì: UBND xã Đồi Sim.\n"
        "- Thời gian hoàn thành: Trước ngày 01/9/2025."
    )

    assert [(d.lead, d.due) for d in said] == [
        (("Sở Tư pháp",), date(2025, 7, 19)),
        (("Sở Tư pháp",), None),
        (("UBND xã Đồi Sim",), date(2025, 8, 31)),
    ]


def test_a_sentence_of_completion_binds_what_stands_before_it():
    for limit in ("không muộn hơn", "muộn nhất", "trễ nhất"):
        assert len(duties(f"1. Sở Tư pháp rà soát hồ sơ. Hoàn thành {limit} ngày 30/9/2025.")) == 1


def test_to_provide_is_no_part_of_a_name():
    assert only("1. Sở Y tế cấp tài khoản cho ít nhất 85% công chức.").lead == ("Sở Y tế",)


def test_an_unknown_verb_after_a_class_begins_the_work():
    said = duties(
        "1. UBND các xã, phường cắm biển cảnh báo tại ngầm tràn.\n"
        "2. Ban Quản lý dự án giao thông tỉnh cắm biển báo.\n"
        "3. UBND các xã, phường ven biển sơ tán dân."
    )

    assert [d.lead for d in said] == [
        ("UBND các xã, phường",),
        ("Ban Quản lý dự án giao thông tỉnh",),
        ("UBND các xã, phường ven biển",),
    ]


def test_a_bullet_may_open_with_its_rhythm():
    said = duties("1. Sở Tư pháp:\n- Ngày 17 hằng tháng, báo cáo kết quả.\n- Rà soát hồ sơ.")

    assert [d.every for d in said] == ["monthly", None]


def test_to_submit_for_a_decision_by_a_day_is_a_duty():
    said = only(
        "1. Sở Tư pháp:\n- Trình UBND tỉnh ban hành quy chế (kèm theo Quyết định số 06/QĐ-UBND "
        "ngày 06/01/2022), hoàn thành trước ngày 30/9/2025."
    )

    assert said.due == date(2025, 9, 29)


def test_a_broken_line_that_begins_with_a_number_of_a_document_is_no_item():
    said = only(
        "1. Sở Tư pháp rà soát hồ sơ theo Kế hoạch số\n16/KH-UBND ngày 22/01/2023 của UBND tỉnh, "
        "xong trước ngày 11/9/2025."
    )

    assert (said.clause, said.due) == ("1", date(2025, 9, 10))


def test_a_row_of_owners_after_an_order_stays_whole():
    said = only(
        "1. Giao các sở, ngành tỉnh; UBND các xã, phường; Ban Quản lý dự án tỉnh báo cáo tình hình "
        "giải ngân. Yêu cầu gửi báo cáo về Sở Tài chính trước ngày 23/7/2025."
    )

    assert said.lead == ("Các sở, ngành tỉnh", "UBND các xã, phường", "Ban Quản lý dự án tỉnh")
    assert said.due == date(2025, 7, 22)


def test_a_day_of_the_background_binds_no_duty():
    said = only(
        "Đến ngày 25/7/2025 toàn tỉnh ghi nhận 12 ca mắc. UBND tỉnh yêu cầu:\n\n"
        "1. Sở Tài chính: Cân đối kinh phí mua hóa chất."
    )

    assert said.due is None


def test_what_must_not_fall_on_the_end_of_the_year_has_no_day():
    assert only("1. Sở Tài chính đôn đốc thanh toán; không để dồn vào cuối năm.").due is None


def test_the_day_on_which_something_happened_is_no_limit():
    said = only("1. Công an tỉnh xử lý 03 vụ cháy xảy ra từ ngày 12/6/2025 đến ngày 30/8/2025.")

    assert said.due is None


def test_a_closing_sentence_without_the_word_to_ask_is_no_duty():
    closing = "Căn cứ nội dung trên, các cơ quan, đơn vị nghiêm túc triển khai thực hiện./."

    assert len(duties(f"1. Sở Tư pháp rà soát hồ sơ.\n\n{closing}")) == 1


def test_who_executes_the_whole_decision_is_no_duty():
    said = duties(
        "Điều 1. Giao Sở Tư pháp rà soát hồ sơ.\n"
        "Điều 2. Chánh Văn phòng UBND tỉnh; Giám đốc các sở, ngành; Chủ tịch UBND các xã, phường "
        "chịu trách nhiệm thi hành Quyết định này./."
    )

    assert [d.lead for d in said] == [("Sở Tư pháp",)]


def test_those_found_in_a_state_are_no_target():
    said = only("1. UBND xã Bến Đò vận động 37 hộ dân còn vướng mắc bàn giao mặt bằng.")

    assert said.target is None


def test_a_share_strived_for_is_a_target_whatever_it_is_a_share_of():
    said = only("1. Công an tỉnh phấn đấu kích hoạt đạt 60% số hồ sơ đã được phê duyệt.")

    assert said.target.value == 60


def test_work_that_names_a_law_in_force_is_work():
    said = only("1. Sở Tư pháp hướng dẫn áp dụng Luật Đất đai có hiệu lực từ ngày 01/8/2024.")

    assert (said.lead, said.due) == (("Sở Tư pháp",), None)


def test_two_places_set_apart_answer_for_themselves():
    said = duties(
        "1. UBND các xã, phường:\na) Rà soát hồ sơ.\n"
        "b) Riêng phường Cửa Biển và xã Bến Đò kiểm tra các công trình trong tháng 9/2025."
    )

    assert said[-1].lead == ("UBND phường Cửa Biển", "UBND xã Bến Đò")


def test_a_line_below_may_say_that_the_work_stands():
    said = only(
        "1. Cập nhật tài khoản.\n- Cơ quan chủ trì: Sở Y tế.\n- Thời gian thực hiện: Thường xuyên."
    )

    assert (said.modality, said.due) == ("standing", None)


def test_a_heading_that_orders_names_its_body_in_full():
    said = duties(
        "Về việc này, Thủ tướng Chính phủ giao Bộ Nông nghiệp và Phát triển nông thôn:\n\n"
        "- Nghiên cứu thông tin phản ánh.\n\n- Đề xuất giải pháp."
    )

    assert {d.lead for d in said} == {("Bộ Nông nghiệp và Phát triển nông thôn",)}


def test_a_letterhead_broken_by_a_narrow_column_is_whole_again():
    head = read(
        from_text(
            "ỦY\nBAN NHÂN DÂN\nTỈNH HẢI LAM\n-------\n|\nCỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\n"
            "Độc lập - Tự do - Hạnh phúc\n|\nSố:\n16/QĐ-UBND\n|\nHải Lam,\nngày 21 tháng 10 năm "
            "2021\n|\nQUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH ĐỀ ÁN\nĐiều 1.\nGiao Sở Tư pháp rà soát."
        )
    ).document

    assert (head.issuer, head.number) == ("Ủy ban nhân dân tỉnh Hải Lam", "16/QĐ-UBND")
    assert (head.place, head.date) == ("Hải Lam", date(2021, 10, 21))


def test_a_number_on_a_line_of_its_own_numbers_the_line_below():
    said = read(
        from_text(
            "QUYẾT ĐỊNH:\nĐiều\n1. Phê duyệt Chương trình với nội dung sau:\n1.\nMục tiêu:\n"
            "1.2. Các mục tiêu cụ thể:\n- Giảm tỷ lệ trẻ em bỏ học xuống dưới 5%;\n"
            "Điều 2.\nGiao Sở Y tế hướng dẫn thực hiện."
        )
    )

    assert [(d.clause, d.lead) for d in said.assignments] == [("2", ("Sở Y tế",))]


def test_a_text_without_numbers_puts_to_work_whom_its_paragraphs_open_with():
    said = duties(
        "UBND các xã, phường tiếp tục kiểm tra các tuyến đê xung yếu, báo cáo khi có sự cố.\n\n"
        "Sở Tư pháp đã có văn bản hướng dẫn các địa phương triển khai thực hiện."
    )

    assert [d.lead for d in said] == [("UBND các xã, phường",)]


def test_a_company_named_after_its_business_keeps_its_name():
    said = only("1. Yêu cầu Công ty CP đầu tư thủy điện Suối Bạc vận hành mở 5 cửa van.")

    assert said.lead == ("Công ty CP đầu tư thủy điện Suối Bạc",)


def test_owners_of_dams_are_a_class():
    said = only("1. UBND các xã, phường, các chủ hồ đập thủy lợi tiếp tục trực ban.")

    assert said.lead == ("UBND các xã, phường", "Các chủ hồ đập thủy lợi")


def test_addressees_beside_a_subject_of_several_lines_are_no_duties():
    text = HEAD.replace(
        "Kính gửi:\n",
        "V/v tiếp tục thực hiện một số nhiệm\nvụ trong lĩnh vực hộ tịch khi thực         Kính gửi:"
        "\nhiện chính quyền hai cấp\n\n",
    )

    assert len(read(from_text(f"{text}1. Sở Tư pháp rà soát hồ sơ.")).assignments) == 1


def test_a_row_of_helpers_goes_on_over_a_broken_line():
    said = only(
        "1. Sở Tư pháp: Chủ trì, phối hợp với Bảo hiểm xã hội tỉnh, Ngân hàng Nhà nước Việt Nam\n"
        "Chi nhánh tỉnh Hải Lam chi trả qua tài khoản."
    )

    assert said.coordinate == (
        "Bảo hiểm xã hội tỉnh",
        "Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh Hải Lam",
    )


def test_few_words_before_a_recurrence_are_one_piece_of_work_with_it():
    said = only("1. Sở Nội vụ đôn đốc, kiểm tra; định kỳ hằng quý báo cáo UBND tỉnh kết quả.")

    assert said.every == "quarterly"


def test_a_quarter_broken_before_its_number_is_one():
    said = only(
        "1. Sở Tư pháp:\n- Cấp tài khoản, phải hoàn thành trước khi kết thúc Quý\nIII/2025."
    )

    assert said.due == date(2025, 9, 30)


def test_a_duty_goes_on_after_a_semicolon_at_the_turn_of_a_page():
    said = duties(
        "1. Sở Tư pháp: Số hóa sổ hộ tịch chậm nhất ngày 11/8/2025;\n\n2\n\n"
        "đồng thời, trước 07 giờ hằng ngày báo cáo kết quả về UBND tỉnh."
    )

    assert [(d.clause, d.due, d.every) for d in said] == [
        ("1", date(2025, 8, 11), None),
        ("1", None, "daily"),
    ]


def test_names_parted_by_a_stroke_are_two():
    said = only("UBND các xã, phường/Công an tỉnh theo dõi chặt chẽ diễn biến của bão.")

    assert said.lead == ("UBND các xã, phường", "Công an tỉnh")


def test_a_body_with_a_standing_office_is_named_without_it():
    said = only(
        "1. Sở Nội vụ - cơ quan thường trực Ban Chỉ đạo tỉnh giúp UBND tỉnh theo dõi việc thực hiện."
    )

    assert said.lead == ("Sở Nội vụ",)


def test_who_they_are_stands_in_the_list_below():
    said = duties(
        "Điều 2. Các cơ quan, đơn vị sau đây chịu trách nhiệm tổ chức thực hiện Kế hoạch:\n"
        "1. Sở Nội vụ tham mưu việc sơ kết.\n2. Rà soát danh sách."
    )

    assert said[0].lead == ("Sở Nội vụ",)
    assert not any("sau đây" in name for duty in said for name in duty.lead)

"""What must be reached, what goes to whom on which form, and the campaigns a dispatch opens."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.core.reading import from_text, read, read_sentence
from dondoc.core.reading.model import FormFound
from dondoc.core.reading.reports import form_place

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HẢI LAM
Số: 102/UBND-TH
Hải Lam, ngày 03 tháng 7 năm 2025

Kính gửi: Các sở, ban, ngành.

UBND tỉnh yêu cầu:

"""


def one(sentence):
    [duty] = read_sentence(sentence, date=date(2025, 2, 14)).assignments
    return duty


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Sở Y tế bảo đảm tối thiểu 80% hồ sơ nộp trực tuyến.", 80, "%"),
        ("Tỷ lệ đúng hạn phải đạt trên 98,5%, hiện nay mới đạt 91,2%.", 98.5, "%"),
        ("Sở Tư pháp số hóa ít nhất 50.000 hồ sơ.", 50_000, "hồ sơ"),
        ("Sở Xây dựng hoàn thành 1.250 căn hộ, đến nay đã hoàn thành 320 căn.", 1250, "căn hộ"),
        ("Sở Công Thương phấn đấu tăng 10% giá trị so với năm 2024.", 10, "%"),
        ("Tỷ lệ cây sống đạt từ 85% đến 90%.", 85, "%"),
        ("Đến năm 2030 trồng 1,5 triệu cây xanh.", 1_500_000, "cây"),
    ],
)
def test_the_figure_to_be_reached_is_read(sentence, value, unit):
    target = one(sentence).target

    assert target is not None
    assert (target.value, target.unit) == (value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tính đến ngày 30/6, toàn tỉnh đã đạt 62,5% kế hoạch.",
        "Rà soát các dự án có tỷ lệ giải ngân dưới 30%.",
        "Kinh tế tăng 6,9% so với cùng kỳ.",
        "Ước giải ngân 9 tháng đạt 51,7% kế hoạch.",
        "Bàn giao 01 bản kê khai cho Thanh tra tỉnh.",
    ],
)
def test_what_was_reached_or_is_compared_is_no_target(sentence):
    assert all(d.target is None for d in read_sentence(sentence, date=None).assignments)


def test_a_target_says_of_what():
    assert (
        one("Sở Y tế bảo đảm 100% cơ sở khám bệnh trước ngày 1/3.").target.scope
        == "cơ sở khám bệnh"
    )


@pytest.mark.parametrize(
    ("sentence", "to", "by"),
    [
        (
            "Báo cáo Sở Nội vụ qua thư điện tử a@hailam.vn trước ngày 1/3.",
            "Sở Nội vụ",
            "thư điện tử",
        ),
        (
            "Gửi Công an tỉnh qua phần mềm theo dõi nhiệm vụ.",
            "Công an tỉnh",
            "phần mềm theo dõi nhiệm vụ",
        ),
        ("Khẩn trương trình Chính phủ Nghị định thay thế.", "Chính phủ", None),
        ("Báo cáo UBND tỉnh (qua Sở Nội vụ) kết quả.", "UBND tỉnh", None),
        ("Sở Y tế tuyên truyền qua phần mềm sức khỏe.", None, None),
    ],
)
def test_a_report_goes_to_somebody_by_a_channel(sentence, to, by):
    duty = one(sentence)

    assert (duty.report_to, duty.report_by) == (to, by)


def _form(title):
    return FormFound(title, "Xã", ("A",), ("Tổng",), False, 0, 1)


FORMS = [
    _form("PHỤ LỤC I TIẾN ĐỘ SỐ HÓA SỔ HỘ TỊCH"),
    _form("PHỤ LỤC II KẾT QUẢ CẤP CĂN CƯỚC HỌC SINH"),
]


@pytest.mark.parametrize(
    ("words", "forms", "place"),
    [
        ("báo cáo theo Phụ lục II gửi kèm", FORMS, 2),
        ("báo cáo theo Phụ lục 01 gửi kèm", FORMS, 1),
        ("báo cáo theo mẫu gửi kèm", FORMS[:1], 1),
        ("báo cáo theo mẫu gửi kèm", FORMS, None),
        ("báo cáo việc cấp căn cước học sinh theo mẫu gửi kèm", FORMS, 2),
        ("báo cáo theo biểu mẫu số 02 gửi kèm", [_form(""), _form("")], 2),
        ("báo cáo theo mẫu gửi kèm", [], None),
        ("rà soát hồ sơ", FORMS, None),
    ],
)
def test_a_form_is_tied_by_number_by_title_or_as_the_only_one(words, forms, place):
    assert form_place(words, forms) == place


def test_a_campaign_is_proposed_once_and_its_duties_are_tied_to_it():
    reading = read(
        from_text(
            HEAD
            + "1. Sở Tư pháp: Từ ngày 05/7/2025 đến hết ngày 15/7/2025 mở chiến dịch cao điểm số hóa sổ "
            "hộ tịch.\n\n2. Công an tỉnh: Theo dõi, hằng ngày báo cáo kết quả chiến dịch.\n\n"
            "3. Sở Y tế: Rà soát hồ sơ.\n"
        )
    )
    [campaign] = reading.campaigns

    assert campaign.title == "Chiến dịch cao điểm số hóa sổ hộ tịch"
    assert (campaign.starts, campaign.ends) == (date(2025, 7, 5), date(2025, 7, 15))
    assert reading.shown[campaign.start : campaign.end].casefold() == campaign.title.casefold()
    assert [duty.campaign for duty in reading.assignments] == [1, 1, None]


def test_an_owner_taken_from_the_addressees_and_the_rest_are_said():
    reading = read(
        from_text(
            HEAD
            + "1. Nhiệm vụ chung\n\n- Rà soát hồ sơ của 05 huyện còn lại trước ngày 20/7/2025.\n"
        )
    )
    [duty] = reading.assignments

    assert (duty.lead, duty.lead_inferred) == (("Các sở, ban, ngành",), True)
    assert {"owner_inferred", "the_rest"} <= {doubt.code for doubt in reading.warnings}


def test_several_figures_are_a_doubt():
    [duty] = (
        found := read_sentence("Sở Y tế bảo đảm tối thiểu 80% hồ sơ, phấn đấu đạt 90%.", date=None)
    ).assignments

    assert duty.target is not None and duty.target.value == 80
    assert "target_doubtful" in {doubt.code for doubt in found.warnings}

"""The reader finds duties, owners, days and forms in dispatches of every layout, and says its doubts."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.reading import Cell, Source, TableBlock, from_text, read, read_sentence

GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.md"))

HEAD = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 102/UBND-TH
V/v triển khai một số nhiệm vụ trong 6 tháng cuối năm 2025
Quảng Ngãi, ngày 03 tháng 7 năm 2025

Kính gửi:
- Các Sở: Nội vụ, Tư pháp, Nông nghiệp và Môi trường;
- UBND các xã, phường.

UBND tỉnh yêu cầu:

"""
FOOT = """

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Mẫu
"""


def duties(body: str):
    return read(from_text(HEAD + body + FOOT)).assignments


@pytest.mark.parametrize("name", NAMES)
def test_a_dispatch_reads_as_it_did(name, rewrite_golden):
    said = read(from_text((GOLDEN / f"{name}.md").read_text(encoding="utf-8"))).to_json()
    kept = GOLDEN / f"{name}.json"
    if rewrite_golden:
        kept.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert said == json.loads(kept.read_text(encoding="utf-8"))


def test_the_head_says_who_wrote_when_to_whom_and_until_when():
    head = read(from_text(HEAD + "1. Sở Tư pháp: Rà soát hồ sơ." + FOOT)).document

    assert (head.number, head.type, head.date) == ("102/UBND-TH", "Công văn", date(2025, 7, 3))
    assert head.issuer == "Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert head.horizon == date(2025, 12, 31)
    assert (head.signer, head.signer_title) == ("Trần Văn Mẫu", "Phó Chủ tịch")
    assert head.addressed_to == (
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Nông nghiệp và Môi trường",
        "UBND các xã, phường",
    )


def test_a_lost_letterhead_is_made_good_from_the_annex_and_said_aloud():
    text = """Số: 7/TCTĐA06
Quảng Ngãi, ngày 18 tháng 02 năm 2025
Kính gửi: Sở Tư pháp.
1. Sở Tư pháp: Rà soát hồ sơ.
Nơi nhận:
- Lưu: VT.
(Ban hành kèm theo Công văn số 7/TCTĐA06 ngày 18/02/2025 của Tổ công tác Đề án 06 tỉnh)
"""
    reading = read(from_text(text))

    assert reading.document.issuer == "Tổ công tác Đề án 06 tỉnh Quảng Ngãi"
    assert "missing_letterhead" in {warning.code for warning in reading.warnings}


def test_bullets_inherit_the_owner_of_their_heading():
    first, second = duties(
        "a) Sở Nội vụ\n- Tiếp tục tổ chức tập huấn.\n- Phối hợp với Sở Tư pháp rà soát hồ sơ."
    )

    assert first.lead == second.lead == ("Sở Nội vụ",)
    assert (first.modality, second.coordinate) == ("standing", ("Sở Tư pháp",))


def test_a_sentence_that_opens_with_another_agency_names_its_own_owner():
    _, second = duties(
        "1. Công an tỉnh:\n- Theo dõi việc thực hiện.\n- UBND các xã, phường rà soát dữ liệu."
    )

    assert second.lead == ("UBND các xã, phường",)


def test_letters_follow_the_vietnamese_order_through_a_scanners_confusions():
    found = duties(
        "1. Nhiệm vụ cụ thể\n\nd) Sở Nội vụ: Rà soát hồ sơ.\n\nd) Sở Tư pháp: Số hóa sổ.\n\n"
        "k) Công an tỉnh: Đôn đốc thực hiện.\n\n1) UBND các xã, phường: Rà soát dữ liệu."
    )

    assert [duty.clause for duty in found] == ["1.d", "1.đ", "1.k", "1.l"]


def test_one_item_with_a_campaign_a_daily_report_and_a_reproof_is_three_duties():
    campaign, report, reproof = duties(
        "1. Sở Tư pháp: Bắt đầu từ ngày 01/7/2025, phải mở chiến dịch 10 ngày đêm hoàn thành 100% "
        "việc số hóa; đồng thời, trước 08 giờ hằng ngày báo cáo kết quả (theo mẫu gửi kèm; qua thư "
        "điện tử) cho Công an tỉnh - Cơ quan thường trực; nghiêm túc rút kinh nghiệm việc chậm trễ."
    )

    assert (campaign.starts, campaign.due) == (date(2025, 7, 1), date(2025, 7, 10))
    assert campaign.target is not None and campaign.target.value == 100
    assert (report.every, report.due_time, report.due_before) == ("daily", time(8), True)
    assert (report.report_to, report.form) == ("Công an tỉnh", "annex")
    assert (reproof.due, reproof.every) == (None, None)


def test_a_day_at_the_end_binds_what_leads_up_to_it():
    [duty] = duties(
        "1. Sở Tư pháp: Tổng hợp danh sách, trình UBND tỉnh; đồng gửi Công an tỉnh theo dõi "
        "trước ngày 20/7/2025."
    )

    assert duty.due == date(2025, 7, 19)


def test_a_deadline_in_the_next_sentence_belongs_to_the_duty_before_it():
    [duty] = duties("1. Sở Tư pháp: Rà soát toàn bộ sổ hộ tịch. Hoàn thành trước ngày 20/7/2025.")

    assert duty.due == date(2025, 7, 19)


def test_a_heading_with_a_day_gives_it_to_the_bullets_below():
    first, second = duties(
        "1. Sở Tư pháp thực hiện các nội dung sau trước ngày 20/7/2025:\n- Rà soát hồ sơ.\n- Số hóa sổ."
    )

    assert first.due == second.due == date(2025, 7, 19)
    assert first.lead == ("Sở Tư pháp",)


def test_the_date_of_a_cited_document_is_no_deadline():
    reading = read(
        from_text(
            HEAD + "1. Sở Tư pháp: Thực hiện Kế hoạch số 16/KH-UBND ngày 22/01/2025 của UBND tỉnh "
            "về triển khai Đề án 06 năm 2025." + FOOT
        )
    )
    [cited] = reading.document.cites

    assert reading.assignments[0].due is None
    assert (cited.number, cited.date, cited.issuer) == (
        "16/KH-UBND",
        date(2025, 1, 22),
        "UBND tỉnh",
    )


def test_lines_below_a_duty_name_its_owner_helpers_day_and_product():
    [duty] = duties(
        "1. Chuyển đổi số\na) Số hóa kết quả giải quyết thủ tục.\n- Cơ quan chủ trì: Sở Nội vụ.\n"
        "- Cơ quan phối hợp: Công an tỉnh.\n- Thời gian hoàn thành: Quý IV/2025.\n- Sản phẩm: Báo cáo số hóa."
    )

    assert (duty.lead, duty.coordinate) == (("Sở Nội vụ",), ("Công an tỉnh",))
    assert (duty.due, duty.product) == (date(2025, 12, 31), "Báo cáo số hóa")
    assert duty.title == "Số hóa kết quả giải quyết thủ tục hành chính"[: len(duty.title)]


def test_a_closing_sentence_is_no_duty():
    assert (
        len(duties("1. Sở Tư pháp: Rà soát hồ sơ.\n\nYêu cầu các đơn vị nghiêm túc thực hiện./."))
        == 1
    )


def test_places_are_told_from_the_agencies_that_bear_them():
    [duty] = duties(
        "1. Sở Tư pháp: Số hóa sổ hộ tịch tại các huyện: Sơn Hà, Trà Bồng (06 xã) và thị xã Đức Phổ."
    )

    assert duty.places == ("Sơn Hà", "Trà Bồng", "Đức Phổ")


def test_a_known_tree_of_agencies_gives_the_name_it_knows():
    source = from_text(HEAD + "1. SỞ TƯ PHÁP: Rà soát hồ sơ." + FOOT)

    [duty] = read(source, agencies=("Sở Tư pháp",)).assignments

    assert duty.lead == ("Sở Tư pháp",)


TABLE = (
    "\n(Kèm theo Công văn số 102/UBND-TH)\n\nTT\tLoại số\tTổng\tTrên phần mềm\t\tĐã chuyển\n"
    "\t\t\tLưu nhập\tĐã duyệt\t\n1\tSố đăng ký khai sinh\t\t\t\t\n2\tSố đăng ký kết hôn\t\t\t\t\n"
    "TỔNG:\t\t\t\t\t\n"
)


def test_a_table_to_fill_in_becomes_a_form_with_its_printed_words_and_suggestions():
    [form] = read(from_text(HEAD + "1. Sở Tư pháp: Báo cáo theo mẫu gửi kèm." + FOOT + TABLE)).forms

    assert form.rows == ("Số đăng ký khai sinh", "Số đăng ký kết hôn")
    assert form.columns == ("Tổng", "Lưu nhập", "Đã duyệt", "Đã chuyển")
    assert form.total_row
    assert [(group.label, group.first, group.last) for group in form.groups] == [
        ("Trên phần mềm", 1, 2)
    ]
    assert ("Lưu nhập", "Lưu nháp") in {(s.as_read, s.suggested) for s in form.suggestions}


def test_a_title_in_capitals_above_the_annex_line_names_the_form():
    titled = TABLE.replace("\n(Kèm theo", "\nTIẾN ĐỘ SỐ HÓA SỔ HỘ TỊCH\n\n(Kèm theo", 1)

    [form] = read(from_text(HEAD + "1. Sở Tư pháp: Rà soát hồ sơ." + FOOT + titled)).forms

    assert form.title == "TIẾN ĐỘ SỐ HÓA SỔ HỘ TỊCH"


def test_a_table_whose_merges_are_known_gives_the_same_form():
    text = HEAD + "1. Sở Tư pháp: Báo cáo theo mẫu gửi kèm." + FOOT + TABLE
    shown = from_text(text).shown
    start = shown.index("TT\tLoại")
    rows = (
        (
            Cell("TT", rowspan=2),
            Cell("Loại số", rowspan=2),
            Cell("Tổng", rowspan=2),
            Cell("Trên phần mềm", colspan=2),
            Cell("Đã chuyển", rowspan=2),
        ),
        (Cell("Lưu nhập"), Cell("Đã duyệt")),
        (Cell("1"), Cell("Số đăng ký khai sinh"), *(Cell("") for _ in range(4))),
        (Cell("2"), Cell("Số đăng ký kết hôn"), *(Cell("") for _ in range(4))),
        (Cell("TỔNG:", colspan=2), *(Cell("") for _ in range(4))),
    )
    [known] = read(Source(shown, (TableBlock(start, len(shown), rows),))).forms
    [guessed] = read(Source(shown)).forms

    assert (known.rows, known.columns, known.groups) == (
        guessed.rows,
        guessed.columns,
        guessed.groups,
    )
    assert known.total_row


def test_doubts_are_said_and_nothing_is_replaced():
    reading = read(
        from_text(
            HEAD + "1. Sở Tư pháp: Từ ngày 01/7/2025, mở đợt cao điểm 05 ngày đêm kế nối dữ liệu.\n"
            "2. Sở Nội vụ: Hoàn thành 100% đến năm 2026." + FOOT
        )
    )
    codes = {warning.code for warning in reading.warnings}

    assert {"starts_before_dispatch", "suspected_scan_error", "ambiguous_deadline"} <= codes
    assert "kế nối" in reading.assignments[0].text


def test_a_sentence_alone_is_read_like_a_duty():
    [duty] = read_sentence(
        "Sở Y tế chủ trì, phối hợp với Công an tỉnh hoàn thành 100% trước ngày 12/3.",
        date=date(2025, 2, 14),
    ).assignments

    assert (duty.lead, duty.coordinate, duty.due) == (
        ("Sở Y tế",),
        ("Công an tỉnh",),
        date(2025, 3, 11),
    )


BODY = (
    "1. Sở Tư pháp: Rà soát hồ sơ, hoàn thành trước ngày 20/7/2025; trước 08 giờ hằng ngày báo cáo "
    "kết quả.\n\n2. Về nhiệm vụ chung\n\n- Các sở, ban, ngành tiếp tục rà soát dữ liệu.\n\n"
    "- Hoàn thành số hóa trong Quý III/2025."
)


def facts(found):
    return [(d.clause, d.lead, d.due, d.due_time, d.every) for d in found]


@given(st.lists(st.sampled_from(["spaces", "page", "number", "decomposed", "bold", "crlf"])))
def test_noise_changes_neither_owners_nor_days(noises):
    body = BODY
    for noise in noises:
        if noise == "spaces":
            body = body.replace("hoàn thành ", "hoàn  thành   ")
        elif noise == "page":
            body = body.replace("hồ sơ, hoàn", "hồ sơ,\n\n hoàn")
        elif noise == "number":
            body = body.replace("dữ liệu.", "dữ liệu.\n\n2\n")
        elif noise == "decomposed":
            body = unicodedata.normalize("NFD", body)
        elif noise == "bold":
            body = body.replace("20/7/2025", "**20/7/2025**")
        else:
            body = body.replace("\n\n", "\r\n\r\n")

    assert facts(duties(body)) == facts(duties(BODY))


@given(
    st.lists(st.sampled_from([*BODY.split(" "), "\n\n", "- ", "a) ", "3. ", "; ", ". ", "(", ")"]))
)
def test_offsets_cut_every_duty_out_of_the_shown_text(words):
    reading = read(from_text(HEAD + " ".join(words) + FOOT))
    said = reading.to_json()

    for duty in said["assignments"]:
        assert " ".join(reading.shown[duty["start"] : duty["end"]].split()) == duty["text"]
        for mark in duty["marks"]:
            assert 0 <= mark["start"] < mark["end"] <= len(reading.shown)
        assert len(duty["title"]) <= 110


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_any_text_is_read(text):
    once = from_text(text).shown

    assert from_text(once).shown == once
    json.dumps(read(Source(text)).to_json())

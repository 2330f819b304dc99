"""Every wording of a deadline gives its day by a named rule, and nothing is invented."""

from __future__ import annotations

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.deadlines import RULES, find_deadlines

WRITTEN = date(2025, 2, 18)

FRACTIONS = [
    "mới xong 2/5 bước",
    "đã hoàn thành 3/4 nội dung",
    "đến 5/8 xã đã báo cáo",
    "trong 2/3 số thôn",
]
WORDINGS = [
    ("trước ngày 20/02/2025", "2025-02-19", "before_excludes_the_day"),
    ("trước 30-6", "2025-06-29", "before_excludes_the_day"),
    ("trước ngày 05 tháng 3 năm 2025", "2025-03-04", "before_excludes_the_day"),
    ("trước 27/7 này", "2025-07-26", "before_excludes_the_day"),
    ("đến hết ngày 20/02/2025", "2025-02-20", "until_end_of_day"),
    ("chậm nhất là ngày 20/3/2025", "2025-03-20", "no_later_than"),
    ("không muộn hơn ngày 20/3", "2025-03-20", "no_later_than"),
    ("Hạn hoàn thành: 20/3/2025", "2025-03-20", "no_later_than"),
    ("trong ngày 19/02/2025", "2025-02-19", "within_the_day"),
    ("trong hôm nay", "2025-02-18", "within_the_day"),
    ("trong tháng 3/2025", "2025-03-31", "end_of_month"),
    ("trong tháng 02 năm 2025", "2025-02-28", "end_of_month"),
    ("hoàn thành trong Quý II/2025", "2025-06-30", "end_of_quarter"),
    ("trong quý 3-2025", "2025-09-30", "end_of_quarter"),
    ("Thời gian hoàn thành: Quý IV/2025", "2025-12-31", "end_of_quarter"),
    ("trong 6 tháng đầu năm 2025", "2025-06-30", "end_of_half_year"),
    ("trong năm 2025", "2025-12-31", "end_of_year"),
    ("đến cuối năm 2025", "2025-12-31", "end_of_year"),
    ("trong các tháng còn lại của năm 2025", "2025-12-31", "end_of_year"),
    ("đến năm 2026", "2026-12-31", "to_year_ambiguous"),
    ("kiểm tra tại cơ sở năm 2025.", "2025-12-31", "year_named_alone"),
    ("trước Quý III/2025", "2025-06-30", "before_excludes_the_period"),
    ("từ ngày 20/2 đến hết 11/3/2025", "2025-03-11", "span_inclusive"),
    ("Bắt đầu từ ngày 15/02/2025, mở chiến dịch 05 ngày đêm", "2025-02-19", "campaign_days"),
    ("20 ngày từ 20/2", "2025-03-11", "campaign_days"),
    ("trong vòng 15 ngày kể từ ngày 01/7/2025", "2025-07-16", "counted_days"),
    ("05 ngày làm việc kể từ ngày ban hành", "2025-02-25", "counted_working_days"),
    ("trước 16 giờ 30 ngày 28/02/2025", "2025-02-28", "before_hour"),
    ("Đến 17 giờ ngày 3/11", "2025-11-03", "until_hour"),
    ("đến 24h ngày 30/8", "2025-08-30", "until_end_of_day"),
]

RECURRING = [
    ("trước 08 giờ hằng ngày", "daily", time(8), "every_day_before_hour"),
    ("hằng ngày, trước 16h30", "daily", time(16, 30), "every_day_before_hour"),
    ("trước 16 giờ thứ Sáu hằng tuần", "weekly", time(16), "every_week"),
    ("từ ngày 1 đến ngày 5 hằng tháng", "monthly", None, "every_month_window"),
    ("trước ngày 20 hằng tháng", "monthly", None, "every_month"),
    ("định kỳ hằng quý", "quarterly", None, "every_quarter"),
    ("trước ngày 15 của tháng cuối quý", "quarterly", None, "every_quarter"),
    ("định kỳ 06 tháng", "half-yearly", None, "every_half_year"),
    ("trước ngày 25/6 và 28/11 hằng năm", "half-yearly", None, "every_half_year"),
    ("báo cáo hằng năm", "yearly", None, "every_year"),
]

SILENT = [
    "tiếp tục rà soát, thường xuyên cập nhật trong thời gian tới",
    "khẩn trương, kịp thời thực hiện",
    "dự toán kinh phí thực hiện Đề án 06 năm 2025",
    "Hội nghị sơ kết trong 6 tháng đầu năm 2024",
    "giai đoạn 2026-2030, tầm nhìn đến năm 2045",
    "53 dịch vụ công, 05 địa bàn, 06 xã",
    "trẻ em từ 0 đến dưới 06 tuổi, từ 06 tuổi đến dưới 14 tuổi",
    "vào chiều ngày 13/02/2025 tổ chức hội nghị",
    "người sinh trước ngày 01/7/2004",
    "số liệu tính đến ngày 31/01/2025",
    "chi trả trợ cấp hằng tháng cho đối tượng",
]


@pytest.mark.parametrize(("words", "due", "rule"), WORDINGS)
def test_each_wording_gives_its_last_day_by_its_rule(words, due, rule):
    [found] = find_deadlines(words, WRITTEN)

    assert (str(found.due), found.rule) == (due, rule)
    assert found.rule in RULES


@pytest.mark.parametrize(("words", "every", "hour", "rule"), RECURRING)
def test_each_recurrence_gives_its_period_and_no_single_day(words, every, hour, rule):
    [found] = find_deadlines(words, WRITTEN)

    assert (found.every, found.due_time, found.rule, found.due) == (every, hour, rule, None)


@pytest.mark.parametrize("words", SILENT)
def test_words_without_a_deadline_give_none(words):
    assert find_deadlines(words, WRITTEN) == []


def test_before_an_hour_leaves_the_hour_out_and_until_an_hour_does_not():
    [before] = find_deadlines("trước 08 giờ hằng ngày", WRITTEN)
    [until] = find_deadlines("đến 17 giờ ngày 3/11", WRITTEN)

    assert before.before
    assert not until.before


def test_a_day_read_by_many_as_included_is_kept_as_another_reading():
    [found] = find_deadlines("trước ngày 20/02/2025", WRITTEN)

    assert [(str(o.day), o.rule) for o in found.others] == [("2025-02-20", "day_read_as_included")]


def test_without_year_and_document_no_day_is_invented_but_the_words_are_kept():
    [found] = find_deadlines("hoàn thành trước 30-6", None)

    assert (found.due, found.words) == (None, "trước 30-6")


def test_a_day_of_january_in_a_dispatch_of_december_lies_in_the_next_year():
    [found] = find_deadlines("chậm nhất ngày 15/01", date(2024, 12, 20))

    assert found.due == date(2025, 1, 15)


def test_counting_from_a_receipt_gives_no_day():
    [found] = find_deadlines("05 ngày kể từ ngày nhận được văn bản", WRITTEN)

    assert (found.due, found.rule) == (None, "counted_from_unknown_day")


def test_masked_places_are_never_read():
    words = "theo Kế hoạch số 16/KH-UBND trước ngày 22/01/2025"

    assert find_deadlines(words, WRITTEN, masked=[(0, len(words))]) == []


@given(st.sampled_from(WORDINGS), st.sampled_from(["", "Sở Y tế báo cáo ", "xong; "]))
def test_places_cut_the_quoted_words_out_of_the_text(wording, lead_in):
    text = f"{lead_in}{wording[0]}"
    for found in find_deadlines(text, WRITTEN):
        assert text[found.start : found.end] == found.words


@given(
    st.sampled_from(WORDINGS + [(w, None, r) for w, _, _, r in RECURRING]),
    st.sampled_from("  \n\t"),
)
def test_spacing_changes_no_day(wording, gap):
    loose = wording[0].replace(" ", f"{gap} ")

    assert [(d.due, d.rule) for d in find_deadlines(loose, WRITTEN)] == [
        (d.due, d.rule) for d in find_deadlines(wording[0], WRITTEN)
    ]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_before_lies_one_day_under_until(day):
    [before] = find_deadlines(f"trước ngày {day:%d/%m/%Y}")
    [until] = find_deadlines(f"đến hết ngày {day:%d/%m/%Y}")

    assert (until.due - before.due).days == 1


@given(st.text(max_size=120))
def test_any_text_is_read_without_a_surprise(text):
    for found in find_deadlines(unicodedata.normalize("NFC", text), WRITTEN):
        assert 0 <= found.start < found.end <= len(text) + 1


@pytest.mark.parametrize("words", FRACTIONS)
def test_parts_of_a_whole_are_no_day(words):
    assert not [found for found in find_deadlines(words, WRITTEN) if found.due]


def test_a_fraction_said_with_its_day_word_is_a_day():
    [found] = find_deadlines("hoàn thành xong ngày 2/5", WRITTEN)

    assert found.due == date(2025, 5, 2)

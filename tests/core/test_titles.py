"""A title is made of the duty's own words: the work, without owner, asides and day."""

from datetime import date

import pytest

from dondoc.core.reading import read_sentence


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "Tổng hợp dự toán kinh phí (Sở Tài chính đã thực hiện báo cáo Bộ Tài chính) trình UBND "
            "tỉnh trước ngày 20/3/2025.",
            "Tổng hợp dự toán kinh phí trình UBND tỉnh",
        ),
        (
            "Chủ động phối hợp với Công an tỉnh (Cơ quan thường trực) để bàn và có biện pháp, lộ "
            "trình thực hiện cụ thể.",
            "Phối hợp với Công an tỉnh để bàn và có biện pháp, lộ trình thực hiện cụ thể",
        ),
        (
            "Rà soát hồ sơ của các xã (Sở Tư pháp chủ trì), hoàn thành trước ngày 20/3/2025.",
            "Rà soát hồ sơ của các xã",
        ),
        ("Sở Y tế khẩn trương rà soát danh sách người bệnh.", "Rà soát danh sách người bệnh"),
    ],
)
def test_the_work_is_named_by_its_own_words(sentence, title):
    [duty] = read_sentence(sentence, date=date(2025, 2, 18)).assignments
    assert duty.title == title

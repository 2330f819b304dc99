"""Cited documents are read in every form in which offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.reading.citations import cited_in, find_citations


def cited(text: str) -> list[tuple[str, date | None, str]]:
    return [(one.number, one.date, one.issuer) for one in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "number", "day", "issuer"),
    [
        (
            "Thực hiện Kế hoạch số 16/KH-UBND ngày 22/01/2025 của UBND tỉnh về triển khai",
            "16/KH-UBND", date(2025, 1, 22), "UBND tỉnh",
        ),
        ("theo Quyết định 06/QĐ-TTg", "06/QĐ-TTg", None, ""),
        ("theo Nghị quyết 57-NQ/TW của Bộ Chính trị", "57-NQ/TW", None, "Bộ Chính trị"),
        ("Quy chế số 08-QC/TW", "08-QC/TW", None, ""),
        (
            "Công văn số 17129-CV/VPTW ngày 3-6-2025 của Văn phòng Trung ương Đảng",
            "17129-CV/VPTW", date(2025, 6, 3), "Văn phòng Trung ương Đảng",
        ),
        ("Báo cáo số 1270/BC-TCTTTg", "1270/BC-TCTTTg", None, ""),
        (
            "Kế hoạch số 515/KH-BCA-BNN&MT (ngày 31/8/2025)",
            "515/KH-BCA-BNN&MT", date(2025, 8, 31), "",
        ),
        ("Quyết định số 21/2015/QĐ-UBND, ngày 02/6/2015", "21/2015/QĐ-UBND", date(2015, 6, 2), ""),
        ("Luật Căn cước số 26/2023/QH15 ngày 27/11/2023", "26/2023/QH15", date(2023, 11, 27), ""),
        ("Văn bản số: 12 /SYT-NV ngày 03 tháng 02 năm 2025", "12/SYT-NV", date(2025, 2, 3), ""),
        ("Công điện số 1409 ngày 15 tháng 9 năm 2021 của Bộ Y tế", "1409", date(2021, 9, 15), "Bộ Y tế"),
        (
            "Ngày 21/04/2015, Thủ tướng Chính phủ đã ban hành Chỉ thị số 06/CT-TTg về ngân sách",
            "06/CT-TTg", date(2015, 4, 21), "Thủ tướng Chính phủ",
        ),
        (
            "xét đề nghị của Sở Nội vụ tại Tờ trình số 1494/TTr-SNV ngày 28 tháng 6 năm 2018",
            "1494/TTr-SNV", date(2018, 6, 28), "Sở Nội vụ",
        ),
        ("Báo cáo sổ 77/BC-CAT ngày 28/0l/2026", "77/BC-CAT", date(2026, 1, 28), ""),
        ("Kế hoạch số l6/KH-UBND", "16/KH-UBND", None, ""),
        ("Quyết định số 15/QÐ-UBND ngày 04 /01/2012", "15/QĐ-UBND", date(2012, 1, 4), ""),
    ],
)  # fmt: skip
def test_one_document_is_read_with_its_date_and_issuer(text, number, day, issuer):
    assert cited(text) == [(number, day, issuer)]


def test_a_row_shares_the_date_and_the_issuer_at_its_end():
    row = "các Công văn số 12/UBND-NC, 15/UBND-NC và 20/UBND-NC ngày 05/3/2025 của UBND tỉnh"

    assert cited(row) == [
        (number, date(2025, 3, 5), "UBND tỉnh")
        for number in ("12/UBND-NC", "15/UBND-NC", "20/UBND-NC")
    ]


@pytest.mark.parametrize(
    "days",
    ["lần lượt ngày 03/3/2025, ngày 05/3/2025", "ngày 03 và 05/3/2025"],
)
def test_two_days_behind_a_row_are_one_for_each(days):
    found = cited(f"các Công văn số 12/UBND-NC, 15/UBND-NC {days} của UBND tỉnh")

    assert [day for _number, day, _issuer in found] == [date(2025, 3, 3), date(2025, 3, 5)]


def test_a_stretch_of_days_dates_none_of_a_row():
    text = "các Công văn số 12/UBND-NC, 15/UBND-NC từ ngày 03/3/2025 đến ngày 05/3/2025"

    assert [day for _number, day, _issuer in cited(text)] == [None, None]


def test_offices_of_one_row_keep_their_own_issuers():
    text = (
        "Tờ trình số 1494/TTr-SNV ngày 28/6/2018 và Báo cáo thẩm định số 18/BCTĐ-STP ngày "
        "25/5/2018 của Sở Tư pháp"
    )

    assert [issuer for _number, _day, issuer in cited(text)] == ["", "Sở Tư pháp"]


def test_a_kind_named_once_holds_for_the_list_below_it():
    text = (
        "thay thế các Quyết định của UBND tỉnh Sông Ngàn: số 1697/QĐ-UBND ngày 30/6/2016; số "
        "932/QĐ-UBND ngày 13/4/2018."
    )

    assert [one.kind for one in find_citations(text)] == ["Quyết định", "Quyết định"]


@pytest.mark.parametrize(
    "text",
    [
        "triển khai Đề án 06/CP trên địa bàn tỉnh",
        "đạt 12/13 xã trước ngày 20/02/2025",
        "hỗ trợ 24/7 cho người dân",
        "Công điện số 1409 của Bộ Y tế",  # a bare number needs its day
    ],
)
def test_what_is_no_document_is_not_cited(text):
    assert cited(text) == []


def test_laws_are_cited_by_name_and_year():
    text = "theo Điều 147 Bộ luật Dân sự năm 2015 và Luật Đất đai 2024"

    assert [number for number, _day, _issuer in cited(text)] == [
        "Bộ luật Dân sự năm 2015",
        "Luật Đất đai 2024",
    ]


PIECES = st.sampled_from(
    ["Công văn số ", "12/UBND-NC", "16/KH-UBND", "29-CT/TU", " ngày 05/3/2025", " của UBND tỉnh",
     ", ", " và ", "; ", ". ", "(", ")", "các ", "thay thế ", "Luật Đất đai 2024", "ngày 03 và 05/3",
     " tại ", "Sở Y tế có ", "từ ngày 1/1 đến ngày 2/2/2025", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_place_of_a_citation_holds_its_words(text):
    found = cited_in(text)

    assert [one.citation.start for one in found] == sorted(one.citation.start for one in found)
    for one in found:
        assert 0 <= one.citation.start < one.citation.end <= len(text)

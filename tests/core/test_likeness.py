"""Two duties may be one: by the words of the work, under one lead or almost word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.likeness import RULES, Work, compare, pairs_within

JUSTICE, POLICE, LAND = (frozenset({name}) for name in ("so tu phap", "cong an tinh", "so tnmt"))
BOOKS = Work(
    "4017.12", "Đẩy nhanh tiến độ số hóa sổ hộ tịch",
    "Đẩy nhanh tiến độ số hóa sổ hộ tịch; phấn đấu hoàn thành số hóa sổ hộ tịch trong năm 2024.",
    JUSTICE, clause="2.d",
)  # fmt: skip
CAMPAIGN = Work(
    "02.1", "Mở chiến dịch cao điểm 05 ngày đêm hoàn thành số hóa sổ hộ tịch",
    "Bắt đầu từ ngày 15/02/2025, phải mở chiến dịch cao điểm 05 ngày đêm hoàn thành số hóa sổ hộ tịch",
    JUSTICE, ("100", "%"), clause="1",
)  # fmt: skip
LESSON = Work(
    "02.3", "Rút kinh nghiệm việc để không hoàn thành tiến độ số hóa sổ hộ tịch",
    "nghiêm túc rút kinh nghiệm việc để không hoàn thành tiến độ số hóa sổ hộ tịch theo tiến độ",
    JUSTICE, clause="1",
)  # fmt: skip
CHECK = (
    "kiểm tra, đánh giá an toàn, an ninh mạng các hệ thống thông tin có kết nối với Cơ sở dữ liệu"
)
CHECK_OF_ALL = Work("4017.5", f"Tổ chức {CHECK}", f"Tổ chức {CHECK}", frozenset({"cac co quan"}))
CHECK_OF_POLICE = Work(
    "4017.22", f"Tăng cường {CHECK}", f"Tăng cường {CHECK}", POLICE, clause="2.k"
)


def test_a_duty_ordered_again_in_other_words_is_found_with_its_reason():
    like = compare(CAMPAIGN, BOOKS)

    assert like.rule == "same_owner_and_work"
    assert like.shared == ("số hóa sổ hộ tịch",)


def test_drawing_lessons_from_a_work_is_not_that_work():
    assert compare(LESSON, BOOKS) is None


def test_almost_the_same_words_under_another_lead_are_found():
    assert compare(CHECK_OF_ALL, CHECK_OF_POLICE).rule == "same_work"


def test_the_same_subject_under_another_lead_is_another_duty():
    land = Work("1", "Số hóa sổ địa chính", "Số hóa sổ địa chính của các xã, phường", LAND)

    assert compare(BOOKS, land) is None


def test_words_that_stand_in_every_duty_make_none_alike():
    one = Work(
        "1", "Tăng cường chỉ đạo", "Tăng cường chỉ đạo các đơn vị thực hiện nhiệm vụ", POLICE
    )
    other = Work("2", "Chỉ đạo các đơn vị", "Chỉ đạo các đơn vị thực hiện nghiêm nhiệm vụ", POLICE)

    assert compare(one, other) is None


def test_the_same_target_is_said():
    again = Work("3", BOOKS.title, BOOKS.text, JUSTICE, ("100", "%"))

    assert compare(CAMPAIGN, again).same_target
    assert not compare(CAMPAIGN, BOOKS).same_target


def test_within_one_dispatch_parts_of_one_clause_are_parts_on_purpose():
    half = Work("02.2", CAMPAIGN.title, CAMPAIGN.text, JUSTICE, clause="1")

    assert pairs_within([CAMPAIGN, half]) == []
    assert [(a.key, b.key) for a, b, _like in pairs_within([CHECK_OF_ALL, CHECK_OF_POLICE])] == [
        ("4017.5", "4017.22")
    ]


words = st.lists(
    st.sampled_from(
        ["số hóa", "sổ", "hộ tịch", "đất đai", "kiểm tra", "an ninh", "mạng", "báo cáo", ",", "của"]
    ),
    max_size=10,
).map(" ".join)
works = st.builds(
    Work,
    st.integers(),
    words,
    words,
    st.sampled_from([JUSTICE, POLICE, frozenset()]),
    st.none() | st.just(("100", "%")),
)


@given(works, works)
def test_likeness_is_mutual_and_always_has_a_reason(one, other):
    forth, back = compare(one, other), compare(other, one)

    assert forth == back
    if forth:
        assert forth.rule in RULES and forth.shared and forth.count <= forth.of


@pytest.mark.parametrize("text", ["", "số", "… ; ( ) .", "a" * 5000])
def test_short_and_senseless_words_are_alike_to_nothing(text):
    assert compare(Work(1, text, text), Work(2, text, text)) is None

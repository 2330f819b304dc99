"""Under which function words fall: said by the words themselves, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.functions import Claim, Ground, falls_under

# Sở Lao động - Thương binh và Xã hội went to four on 1/3/2025.
FOUR = (
    Claim("noi-vu", ("lao động",)),
    Claim("giao-duc", ("giáo dục nghề nghiệp",)),
    Claim("y-te", ("bảo trợ xã hội", "trẻ em", "phòng, chống tệ nạn xã hội")),
    Claim("nong-nghiep", ("giảm nghèo",)),
)
NAME = "Sở Lao động - Thương binh và Xã hội"


@pytest.mark.parametrize(
    ("title", "heir", "function"),
    [
        ("Cập nhật dữ liệu trẻ em", "y-te", "trẻ em"),
        ("Chi trả trợ cấp cho đối tượng bảo trợ xã hội", "y-te", "bảo trợ xã hội"),
        ("Số hóa hồ sơ phòng chống tệ nạn xã hội", "y-te", "phòng, chống tệ nạn xã hội"),
        ("Kết nối dữ liệu giảm nghèo", "nong-nghiep", "giảm nghèo"),
        ("Cơ sở dữ liệu giáo dục nghề nghiệp", "giao-duc", "giáo dục nghề nghiệp"),
        ("CẬP NHẬT DỮ LIỆU LAO ĐỘNG", "noi-vu", "lao động"),
        ("cap nhat du lieu lao dong", "noi-vu", "lao động"),
    ],
)
def test_a_title_that_names_a_function_decides(title, heir, function):
    found = falls_under(title, "", FOUR, bodies=[NAME])
    assert (found.heir, found.function, found.ground) == (heir, function, Ground.TITLE)


def test_the_words_that_decided_are_given_as_they_stand():
    assert falls_under("Rà soát Trẻ em mồ côi", "", FOUR).words == ("Trẻ em",)


def test_the_title_outranks_the_clause():
    found = falls_under("Cập nhật dữ liệu trẻ em", "và dữ liệu lao động", FOUR)
    assert found.heir == "y-te"


def test_the_clause_decides_where_the_title_is_silent():
    found = falls_under("Làm sạch dữ liệu", "Làm sạch dữ liệu hộ giảm nghèo", FOUR)
    assert (found.heir, found.ground) == ("nong-nghiep", Ground.TEXT)


def test_words_of_two_bodies_leave_it_to_a_person():
    found = falls_under("Phòng ngừa lao động trẻ em", "", FOUR)
    assert not found.heir
    assert (found.ground, found.words) == (Ground.SEVERAL, ("lao động", "trẻ em"))


def test_words_of_no_function_leave_it_to_a_person():
    found = falls_under("Chi trả an sinh xã hội qua tài khoản", "", FOUR)
    assert (found.heir, found.ground) == ("", Ground.UNNAMED)


@pytest.mark.parametrize(
    "words",
    [
        "Sở Lao động - Thương binh và Xã hội báo cáo kết quả",
        "các Sở: Y tế, Lao động – Thương binh và Xã hội báo cáo",
        "Bộ Lao động - Thương binh và Xã hội yêu cầu",
    ],
)
def test_the_name_of_a_body_says_nothing_about_the_work(words):
    assert falls_under(words, "", FOUR, bodies=[NAME, "Sở Y tế"]).ground is Ground.UNNAMED


def test_a_longer_function_outranks_one_inside_it():
    claims = [Claim("a", ("giáo dục",)), Claim("b", ("giáo dục nghề nghiệp",))]
    assert falls_under("Dữ liệu giáo dục nghề nghiệp", "", claims).heir == "b"


def test_marks_matter_where_the_text_has_them():
    claims = [Claim("a", ("đất đai",)), Claim("b", ("giá",))]
    assert falls_under("Đánh giá dữ liệu", "", claims).heir == "b"
    assert falls_under("Đánh già dữ liệu", "", claims).ground is Ground.UNNAMED


def test_a_phrase_does_not_go_on_over_a_full_stop():
    assert falls_under("cho trẻ. Em nào thiếu", "", FOUR).ground is Ground.UNNAMED


def test_whoever_takes_the_whole_takes_what_no_function_names():
    claims = [Claim("noi-vu"), Claim("giao-duc", ("giáo dục nghề nghiệp",))]
    assert falls_under("Cải cách hành chính", "", claims).heir == "noi-vu"
    assert falls_under("Dữ liệu giáo dục nghề nghiệp", "", claims).heir == "giao-duc"


def test_one_body_alone_is_proposed_and_nobody_where_there_is_none():
    assert falls_under("Bất kỳ", "", [Claim("xay-dung")]).ground is Ground.ONLY
    assert falls_under("Bất kỳ", "", []).ground is Ground.NOBODY


@given(st.text(max_size=80), st.text(max_size=80), st.permutations(FOUR))
def test_the_order_of_successors_changes_nothing(title, text, claims):
    assert falls_under(title, text, claims) == falls_under(title, text, FOUR)


@given(st.text(max_size=60), st.sampled_from([f for c in FOUR for f in c.functions]))
def test_a_proposal_always_rests_on_words_that_stand_there(before, function):
    found = falls_under(f"{before} {function}", "", FOUR)
    assert not found.heir or found.function
    assert found.words

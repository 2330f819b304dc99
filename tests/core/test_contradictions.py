"""Two orders of one duty that do not agree are raised with both places; nothing is corrected."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.contradictions import MESSAGES, Ordered, contradictions
from dondoc.core.tallies import counts_in, places_named, tallies

LAND_2024 = "Xây dựng lộ trình số hóa dữ liệu đất đai đối với 05 địa bàn cấp huyện còn lại của tỉnh"
LAND_2025 = (
    "Triển khai số hóa đối với các huyện: Sơn Hà, Sơn Tây, Bình Sơn, Mộ Đức, Trà Bồng (đối với 06 xã "
    "thuộc huyện cũ) và thị xã Đức Phổ để đáp ứng yêu cầu nhiệm vụ"
)


def codes(one: Ordered, other: Ordered) -> list[str]:
    return [found.code for found in contradictions(one, other)]


def test_five_places_in_one_and_six_named_in_the_other_do_not_agree():
    (found,) = contradictions(Ordered(LAND_2024, 100), Ordered(LAND_2025, 0))

    assert found.code == "another_count"
    assert (found.one.said, found.one.amount) == ("05 địa bàn cấp huyện", "5")
    assert found.other.amount == "6"
    assert found.one.start == 100 + LAND_2024.index("05 địa bàn")


def test_as_many_named_as_counted_agree():
    six = LAND_2024.replace("05", "06")

    assert codes(Ordered(six, 0), Ordered(LAND_2025, 0)) == []


def test_several_numbers_of_one_duty_leave_open_which_is_meant():
    both = Ordered("hoàn thành tại 05 xã trong tháng 3 và 07 xã trong tháng 4", 0)

    assert codes(both, Ordered("hoàn thành tại 06 xã", 0)) == []


def test_an_earlier_and_a_later_day_do_not_agree():
    one = Ordered("a", 0, due=date(2025, 2, 19), written=date(2025, 2, 18))
    other = Ordered("b", 0, due=date(2025, 2, 28), written=date(2025, 2, 18))

    assert codes(one, other) == ["another_day"]


def test_a_day_that_had_passed_when_the_duty_was_ordered_again_is_no_contradiction():
    first = Ordered("a", 0, due=date(2024, 12, 31), written=date(2024, 7, 29))
    again = Ordered("b", 0, due=date(2025, 2, 19), written=date(2025, 2, 18))

    assert codes(first, again) == []


def test_another_target_and_another_lead_are_raised():
    one = Ordered("a", 0, owners=("Sở Y tế",), target=(90.0, "%"))
    other = Ordered("b", 0, owners=("Sở Nội vụ",), target=(95.0, "%"))

    assert codes(one, other) == ["another_target", "another_owner"]


@pytest.mark.parametrize(
    "owner", ["Các cơ quan, đơn vị, địa phương", "UBND các huyện", "Thủ trưởng"]
)
def test_a_class_may_hold_the_agency_named_elsewhere(owner):
    assert codes(Ordered("a", 0, owners=(owner,)), Ordered("b", 0, owners=("Công an tỉnh",))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tại 05 (sáu) xã", ["number_said_twice"]),
        ("tại năm (06) xã", ["number_said_twice"]),
        ("tại 06 (sáu) xã, mười lăm (15) ngày", []),
        ("06 địa phương: An Hải, Ba Nà, Cửa Sông, Đại An, Êa Kao.", ["count_against_list"]),
        ("05 xã: An Hải, Ba Nà, Cửa Sông, Đại An và Êa Kao hoàn thành trước ngày 20/02.", []),
        ("04 xã (An Hải, Ba Nà, Cửa Sông)", ["count_against_list"]),
        ("04 xã (An Hải, Ba Nà, …)", []),  # a list that goes on
        ("04 nhiệm vụ: rà soát sổ, cập nhật dữ liệu", []),  # no names
        ("triển khai Đề án 06 tỉnh: An Hải, Ba Nà", []),
        ("trong năm đơn vị: An Hải, Ba Nà", []),
    ],
)
def test_numbers_are_held_against_words_and_lists(text, found):
    assert [tally.code for tally in tallies(text)] == found


words = st.lists(
    st.sampled_from(
        ["05 xã", "06 huyện", ":", "An Hải", "Ba Nà", ",", "và", "(sáu)", "05", "huyện", "các", ".",
         "hoàn thành", "thị xã", "06 địa phương", "(", ")"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip
orders = st.builds(
    Ordered,
    words,
    st.integers(0, 50),
    st.sampled_from([(), ("Sở Y tế",), ("Sở Nội vụ",), ("Các sở",)]),
    st.none() | st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    every=st.sampled_from(["", "daily"]),
    target=st.none() | st.sampled_from([(90.0, "%"), (95.0, "%"), (5.0, "xã")]),
    written=st.none() | st.dates(date(2025, 1, 1), date(2025, 12, 31)),
)


@given(orders, orders)
def test_a_contradiction_is_mutual(one, other):
    forth = {found.swapped for found in contradictions(one, other)}

    assert forth == set(contradictions(other, one))
    assert all(found.code in MESSAGES for found in forth)


@given(orders)
def test_nothing_contradicts_itself(one):
    assert contradictions(one, one) == ()


@given(words)
def test_every_number_stands_in_the_text(text):
    for found in [*tallies(text), *counts_in(text), *places_named(text)]:
        assert 0 <= found.start < found.end <= len(text)


def test_two_spellings_of_one_agency_are_no_other_owner():
    words = "Rà soát danh sách người có công"
    short = Ordered(words, 0, owners=("Sở LĐTB&XH",))
    full = Ordered(words, 0, owners=("Sở Lao động - Thương binh và Xã hội",))

    assert codes(short, full) == []
    assert codes(short, Ordered(words, 0, owners=("Sở Nội vụ",))) == ["another_owner"]

"""Spellings of one agency meet, two agencies never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.agency_names import canonical, same_agency

ONE_BODY = [
    ("Cục C06", "Cục Cảnh sát QLHC về TTXH"),
    ("Cục C06 - Bộ Công an", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
    ("Sở LĐ-TB&XH", "Sở Lao động – Thương binh và Xã hội"),
    ("Sở LĐTBXH", "Sở Lao động - Thương binh & Xã hội tỉnh"),
    ("Uỷ ban nhân dân tỉnh", "UBND tỉnh Quảng Nam"),
    ("Sở TN&MT", "Giám đốc Sở Tài nguyên và Môi trường"),
    ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("Sở TTTT", "Sở TT&TT"),
    ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở VH, TT và DL", "Sở Văn hoá - Thể thao - Du lịch"),
    ("VPUB tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
    ("Chủ tịch UBND các xã, phường", "UBND các xã, phường"),
    ("Tổ công tác Đề án 06 tỉnh", "Tổ Công tác ĐA06"),
    ("Ủy ban MTTQ Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
]
TWO_BODIES = [
    ("Sở Tư pháp", "Sở Tài chính"),
    ("Sở Tư pháp tỉnh Quảng Nam", "Sở Tư pháp tỉnh Lào Cai"),
    ("UBND huyện Bắc Sông", "UBND huyện Nam Sông"),
    ("UBND tỉnh", "Văn phòng UBND tỉnh"),
    ("Công an tỉnh", "Công an xã"),
    ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
    ("Cục C06", "Cục A05"),
    ("Bộ Y tế", "Sở Y tế"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), ONE_BODY)
def test_two_spellings_of_one_body_meet(one, other):
    assert same_agency(one, other)


@pytest.mark.parametrize(("one", "other"), TWO_BODIES)
def test_two_bodies_never_meet(one, other):
    assert not same_agency(one, other)


WORDS = st.lists(
    st.sampled_from(
        [
            "Sở",
            "Bộ",
            "Cục",
            "Phòng",
            "UBND",
            "LĐ-TB&XH",
            "TN&MT",
            "NN",
            "PTNT",
            "TTTT",
            "và",
            "tỉnh",
            "Quảng",
            "Nam",
            "xã",
            "huyện",
            "Giám",
            "đốc",
            "Chủ",
            "tịch",
            "C06",
            "Cảnh",
            "sát",
            "QLHC",
            "về",
            "TTXH",
            "Công",
            "an",
            "–",
            "TP",
            "Ban",
            "Chỉ",
            "đạo",
            "35",
            "ĐA06",
            "VPUB",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(WORDS | st.text(max_size=40))
def test_bringing_together_twice_changes_nothing(name):
    assert canonical(canonical(name)) == canonical(name)


@given(WORDS, WORDS)
def test_meeting_goes_both_ways(one, other):
    assert same_agency(one, other) == same_agency(other, one)


@given(WORDS.filter(lambda name: bool(canonical(name))))
def test_a_spelling_meets_its_own_canonical_form(name):
    assert same_agency(name, canonical(name))

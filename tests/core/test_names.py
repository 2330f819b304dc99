"""Vietnamese names compare, sort and fold as people expect."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.names import bare, fold, nfc, same_name, sentence_case, settle_tones, sort_key

VIETNAMESE = st.text(
    alphabet="aàáảãạăằắâấbcdđeêếgghiíkloòóôơờmnpqrstuùúủưvxyỳý OUYĐÀ-", max_size=40
)


def test_one_agency_spelled_two_ways_is_one_agency():
    assert same_name("Sở Lao động – Thương binh và Xã hội", "SỞ LAO ĐỘNG - THƯƠNG BINH & XÃ HỘI")
    assert same_name("UBND tỉnh", "Uỷ ban nhân dân tỉnh")
    assert not same_name("Sở Tư pháp", "Sở Tài chính")


def test_tones_settle_where_the_older_habit_puts_them():
    assert settle_tones("hoà, khoẻ, thuý, UỶ BAN") == "hòa, khỏe, thúy, ỦY BAN"
    assert settle_tones("quý, hoàn, khoản, thuyền") == "quý, hoàn, khoản, thuyền"


def test_vietnamese_order_puts_letters_before_tones():
    names = ["Đặng", "Dũng", "Ân", "Ăn", "An", "Án", "On", "Ơn", "Ôn"]

    assert sorted(names, key=sort_key) == ["An", "Án", "Ăn", "Ân", "Dũng", "Đặng", "On", "Ôn", "Ơn"]


def test_capitals_of_a_letterhead_become_a_name():
    assert sentence_case("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI") == "Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert sentence_case("SỞ TƯ PHÁP") == "Sở Tư pháp"


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)


@given(VIETNAMESE)
def test_settling_keeps_every_place_and_settles_once(text):
    composed = nfc(text)

    assert len(settle_tones(composed)) == len(composed)
    assert settle_tones(settle_tones(composed)) == settle_tones(composed)


@given(VIETNAMESE)
def test_both_unicode_forms_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))

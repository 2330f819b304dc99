"""Numbers of documents are found and compared through a scanner's faults."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.references import (
    comparable,
    find_references,
    is_reference,
    normalise,
    same_reference,
)

REAL = [
    "02/TCTĐA06",
    "29-CT/TU",
    "4252/BC-CAT-TM(QLHC)",
    "17129-CV/VPTW",
    "1270/BC-TCTTTg",
    "515/KH-BCA-BNN&MT",
    "21/2015/QĐ-UBND",
    "57-NQ/TW",
]


@pytest.mark.parametrize("number", REAL)
def test_every_family_of_numbers_is_found_in_a_sentence(number):
    found = list(find_references(f"theo văn bản số {number} ngày 11/3/2022 của Tỉnh ủy."))

    assert [reference.number for reference in found] == [number]


@pytest.mark.parametrize("number", REAL)
def test_a_number_is_its_own_normal_form(number):
    assert is_reference(number)
    assert normalise(number) == number


def test_dates_and_fractions_are_no_numbers_of_documents():
    assert list(find_references("ngày 29/7/2024, đạt 12/13 huyện, 24/7")) == []


def test_a_scan_and_its_original_are_one_document():
    assert same_reference("02/TC.TDA06", "02 / TCTĐA06")
    assert same_reference("4252/BC – CAT-TM (QLHC)", "4252/BC-CAT-TM(QLHC)")
    assert not same_reference("02/TCTĐA06", "03/TCTĐA06")


@given(st.text(alphabet="0123456789/-–().& ABCĐTUKHabđ", max_size=30))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert comparable(normalise(text)) == comparable(text)


@given(st.text(alphabet="0123456789/- số ngàyABCĐ,.", max_size=60))
def test_every_place_cuts_a_number_out_of_the_text(text):
    for found in find_references(text):
        assert normalise(text[found.start : found.end]) == found.number

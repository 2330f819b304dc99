"""Counts as people type, paste and export them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.counts import CountNegative, CountNotANumber, CountTooLarge, parse_count, written
from dondoc.core.errors import Refusal


@given(count=st.integers(0, 10**12 - 1))
def test_what_is_written_is_read_again(count):
    assert parse_count(written(count)) == parse_count(f" {count}\u00a0") == count
    assert parse_count(f"{count:,}".replace(",", "\u202f")) == count


@given(text=st.text(max_size=30))
def test_any_text_is_a_count_nothing_or_refused(text):
    try:
        count = parse_count(text)
    except Refusal:
        return
    assert count is None or 0 <= count < 10**12


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1,234", 1234),
        ("１．２３４", 1234),
        ("007", 7),
        ("0", 0),
        ("-0", 0),
        ("5214.0", 5214),
        ("", None),
        ("\u3000", None),
    ],
)
def test_counts_are_read(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1.23",
        "1.234,5",
        "1.2345",
        "12 34",
        "1.234 567",
        "5²",
        "½",
        "1e5",
        "—",
        "=A1",
        "１２a",
        "12/3",
        "٣",
    ],
)
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(CountNotANumber) as refused:
        parse_count(text)

    assert text in refused.value.sentence


def test_a_count_is_not_negative_and_not_of_twenty_digits():
    for text in ("-5", "−1.234", "- 3"):
        with pytest.raises(CountNegative):
            parse_count(text)
    with pytest.raises(CountTooLarge):
        parse_count("12345678901234567890")
    assert parse_count("000000000000000000001") == 1

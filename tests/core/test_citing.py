"""A citation means a dispatch of the register, perhaps, or none: never joined in silence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.citing import RULES, Cited, Known, Standing, resolve

FIFTH = date(2025, 3, 5)
LETTER = Known("letter", "1437/UBND-NC", FIFTH, "UBND tỉnh Sông Ngàn")


def rules(cited: Cited, *known: Known) -> tuple[str, list[str]]:
    found = resolve(cited, known)
    return found.standing.value, [match.rule for match in found.matches]


def test_a_scan_and_its_original_meet():
    task_force = Known("02", "02/TCTĐA06", date(2025, 2, 18))

    assert rules(Cited("02/TC.TDA06", date(2025, 2, 18)), task_force) == (
        "known", ["same_number_and_day"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cited", "rule"),
    [
        (Cited("1473/UBND-NC", FIFTH), "transposed_digits"),
        (Cited("1431/UBND-NC", FIFTH), "confused_digit"),
        (Cited("1437/UBND-NC", date(2025, 3, 15)), "another_day"),
        (Cited("1437/UBND-NC", date(2024, 3, 5)), "another_day"),
        (Cited("1437/UBND-KGVX", FIFTH), "another_symbol"),
        (Cited("1437/UBND-NC", FIFTH, "UBND huyện Bắc Sông"), "another_issuer"),
        (Cited("1437", FIFTH), "another_symbol"),
    ],
)
def test_what_nearly_fits_is_raised_and_not_joined(cited, rule):
    assert rules(cited, LETTER) == ("doubtful", [rule])


@pytest.mark.parametrize(
    ("cited", "rule"),
    [
        (Cited("1437/UBND-NC", FIFTH, "UBND tỉnh"), "same_number_and_day"),
        (Cited("1437/UBND–NC"), "same_number_without_day"),
        (Cited("1437", FIFTH, "UBND tỉnh"), "number_without_symbol"),
    ],
)
def test_what_fits_is_known(cited, rule):
    assert rules(cited, LETTER) == ("known", [rule])


@pytest.mark.parametrize(
    "cited",
    [
        Cited("1438/UBND-NC", FIFTH),  # the next number of the same day is another letter
        Cited("1437/UBND-NC", date(2022, 7, 1)),  # numbers begin anew each year
        Cited("1437/STC-NS", FIFTH),
        Cited("1473/UBND-NC", date(2025, 3, 6)),
        Cited("1437/UBND-NC", FIFTH, "UBND tỉnh", by_day=date(2025, 3, 4)),
        Cited("1437/UBND-NC", None, "UBND huyện Bắc Sông"),
    ],
)
def test_what_is_another_document_stays_unknown(cited):
    assert resolve(cited, [LETTER]).standing is Standing.UNKNOWN


def test_without_a_day_one_of_several_is_asked_about():
    last_year = Known("old", "1437/UBND-NC", date(2024, 2, 1), "UBND tỉnh Sông Ngàn")

    assert rules(Cited("1437/UBND-NC"), LETTER, last_year) == (
        "doubtful", ["one_of_several", "one_of_several"]
    )  # fmt: skip


def test_the_document_that_fits_silences_those_that_nearly_do():
    near = Known("near", "1473/UBND-NC", FIFTH, "UBND tỉnh Sông Ngàn")

    assert [m.key for m in resolve(Cited("1473/UBND-NC", FIFTH), [LETTER, near]).matches] == [
        "near"
    ]


def test_a_party_number_written_two_ways_is_one():
    directive = Known("29", "29-CT/TU", date(2023, 4, 24), "Tỉnh ủy")

    assert rules(Cited("29/CT-TU", date(2023, 4, 24), "Tỉnh ủy"), directive)[0] == "known"


numbers = st.sampled_from(
    ["1437/UBND-NC", "1473/UBND-NC", "1431/UBND-NC", "29-CT/TU", "29/CT-TU", "02/TC.TDA06", "1437"]
)
days = st.none() | st.sampled_from([FIFTH, date(2025, 3, 15), date(2024, 3, 5)])
issuers = st.sampled_from(["", "UBND tỉnh", "UBND huyện Bắc Sông", "Tỉnh ủy"])


@given(st.lists(st.builds(Known, st.integers(0, 9), numbers, days, issuers), max_size=6), st.data())
def test_the_order_of_loading_does_not_matter(known, data):
    cited = data.draw(st.builds(Cited, numbers, days, issuers))
    shuffled = data.draw(st.permutations(known))

    assert resolve(cited, known) == resolve(cited, shuffled)
    assert all(match.rule in RULES for match in resolve(cited, known).matches)

"""Who owes a period: the units of its last day, each with the committee that answers for it."""

from datetime import date, datetime, timedelta

from dondoc.core.owing import answered, known_from, never_late, owers
from dondoc.core.periods import HANOI
from dondoc.core.units import Ending, Facts, Succession, Tree, Version

BEGAN, MERGED, EVE = date(2020, 1, 1), date(2025, 7, 1), date(2025, 6, 30)


def unit(key: str, parent: str = "", level: str = "commune", on: date = BEGAN) -> Version:
    return Version(key, key, key, "xã", on, level, parent)


def committee(of: str, kind: str = "commune", on: date = BEGAN) -> Version:
    return Version(f"ubnd-{of}", of, of, kind, on, extra={"unit": of})


PROVINCE, NORTH = unit("T", level="province"), unit("N", "T", "district")
UNITS = Tree(
    Facts(
        (PROVINCE, NORTH, unit("A", "N"), unit("B", "N"), unit("Đảo", "T", "district"),
         unit("M", "T", on=MERGED), unit("Khác", level="province"), unit("K", "Khác")),
        tuple(Ending(key, BEGAN, EVE) for key in ("A", "B", "N")),
        (Succession("A", "M", MERGED), Succession("B", "M", MERGED)),
    )
)  # fmt: skip
AGENCIES = Tree(
    Facts(
        (committee("A"), committee("B"), committee("N", "district"), committee("Đảo", "district"),
         committee("M", on=MERGED), committee("K"),
         Version("so-a", "so-a", "Sở A", "department", BEGAN, extra={"unit": "T"}),
         Version("so-b", "so-b", "Sở B", "department", BEGAN, extra={"unit": "T"})),
    )
)  # fmt: skip


def who(reporters: str, day: date, within: str = "T") -> list[str]:
    return sorted(owers(UNITS, AGENCIES, reporters, day, within=within))


def test_the_lowest_units_of_the_day_owe_a_district_without_communes_among_them():
    assert who("lowest_unit", EVE) == ["A", "B", "Đảo"]
    assert who("lowest_unit", MERGED) == ["M", "Đảo"]


def test_levels_are_asked_by_name():
    assert who("commune", EVE) == ["A", "B"]
    assert who("district", EVE) == ["N", "Đảo"]
    assert who("department", EVE) == ["so-a", "so-b"]


def test_another_province_of_the_register_owes_nothing_here():
    assert "K" not in who("lowest_unit", EVE)
    assert "K" in who("lowest_unit", EVE, within="")


def test_where_there_is_nobody_to_ask_nothing_is_owed():
    agencies = Tree(Facts(tuple(one for one in AGENCIES.facts.versions if one.code != "M")))
    assert sorted(owers(UNITS, agencies, "commune", MERGED, within="T")) == []


def test_a_period_is_known_to_be_owed_once_it_began_and_was_asked_for():
    asked = datetime(2025, 7, 3, 17, tzinfo=HANOI)
    assert known_from(asked, date(2025, 7, 1)) == asked
    assert known_from(asked, date(2025, 7, 4)) == datetime(2025, 7, 4, tzinfo=HANOI)


def test_nobody_is_late_for_what_it_learnt_afterwards():
    due = datetime(2025, 7, 6, 8, tzinfo=HANOI)
    before, after = due - timedelta(minutes=1), due + timedelta(minutes=1)
    assert not never_late(due, in_force_from=before)
    assert not never_late(due, in_force_from=before, learnt_at=before)
    assert never_late(due, in_force_from=before, learnt_at=after)
    assert never_late(due, in_force_from=after)


def told(sent: set[str], owing=("M", "Đảo"), former=("A", "B")):
    found = answered(UNITS, MERGED, owing=owing, sent=sent, former=former)
    return set(found.counting), set(found.told)


def test_what_a_former_unit_sent_counts_until_its_heir_sends():
    assert told({"A"}) == ({"A"}, set())
    assert told({"A", "B"}) == ({"A", "B"}, {"M"})
    assert told({"A", "M"}) == ({"M"}, {"M"})
    assert told({"Đảo"}) == ({"Đảo"}, {"Đảo"})


def test_what_a_district_sent_counts_until_a_commune_under_it_sends():
    """A district that reported itself, as it was known then, and has communes, as is known now."""
    communes = Tree(Facts((PROVINCE, NORTH, unit("A", "N"), unit("B", "N"))))
    for sent, counting in (({"N"}, {"N"}), ({"N", "A"}, {"A"})):
        found = answered(communes, EVE, owing=("A", "B"), sent=sent, former=("N",))
        assert found.counting == counting

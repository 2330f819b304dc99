"""The demonstration's units: counts by district, days, successors and places on the tile map."""

from collections import Counter
from datetime import date

from dondoc.demo.data import LY_SON, documents, lowest_units, units

BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)
BY_DISTRICT = {
    "522": 22, "524": 22, "525": 16, "527": 11, "528": 13, "529": 14,
    "530": 9, "531": 5, "532": 12, "533": 12, "534": 15, "535": 19,
}  # fmt: skip


def communes(day):
    return [unit for unit in units() if unit.level == "commune" and unit.exists_on(day)]


def test_there_were_173_communes_and_then_170():
    assert (len(communes(BEFORE)), len(communes(AFTER))) == (173, 170)
    assert {unit.code for unit in communes(BEFORE)} - {unit.code for unit in communes(AFTER)} == {
        "21253", "21286", "21403",
    }  # fmt: skip


def test_each_district_holds_its_known_number_of_communes():
    assert Counter(unit.parent for unit in communes(AFTER)) == BY_DISTRICT
    assert len([unit for unit in units() if unit.level == "district"]) == 13


def test_ly_son_reports_itself_because_it_has_no_communes():
    lowest = lowest_units(AFTER)

    assert len(lowest) == 171
    assert LY_SON in {unit.code for unit in lowest}
    assert LY_SON not in {unit.parent for unit in units()}


def test_a_code_and_its_first_day_name_one_unit():
    keys = [(unit.code, unit.exists_from) for unit in units()]

    assert len(keys) == len(set(keys))
    assert all(
        unit.exists_until is None or unit.exists_from < unit.exists_until for unit in units()
    )


def test_every_lowest_unit_has_its_own_tile_and_no_other_has_one():
    tiles = {(unit.col, unit.row) for unit in lowest_units(AFTER)}

    assert len(tiles) == 171
    assert all(unit.col is None for unit in units() if unit not in lowest_units(AFTER))


def test_every_document_is_marked_as_an_illustration():
    found = documents()

    assert [doc.reference for doc in found] == [
        "4017/UBND-TTHC", "16/KH-UBND", "31/TB-TCTĐA06", "02/TCTĐA06",
    ]  # fmt: skip
    assert all(doc.illustrative and "minh họa" in doc.note for doc in found)
    assert all(doc.path.exists() for doc in found)

"""The real tree as data: 184, 173, 170 and 96 communes, and who answers for whom."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from dondoc.agencies import tree_sheets
from dondoc.agencies.tree_loading import SHIPPED
from dondoc.core.names import bare
from dondoc.core.units import ONE_DAY, Version
from tests.agencies.tree_of import quang_ngai
from tests.succession_strategies import portions

REFORM = date(2025, 7, 1)


def under(code: str, day: date) -> list[Version]:
    """All that lies below a province on a day."""
    units, _ = quang_ngai()
    top = next(one for one in units.on(day) if one.code == code and not one.parent)
    return [one for one in units.on(day) if top.key in units.above(one.key, day)]


def kinds(code: str, day: date, level: str) -> Counter[str]:
    return Counter(one.kind for one in under(code, day) if one.level == level)


def named(name: str, day: date) -> Version:
    """The one unit of that full name on a day."""
    units, _ = quang_ngai()
    (found,) = [one for one in units.on(day) if f"{one.kind} {one.name}" == name]
    return found


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [
        (date(2020, 1, 15), 14, {"xã": 166, "phường": 9, "thị trấn": 9}),
        # Báo Quảng Ngãi 02/2020: 13 đơn vị cấp huyện; 148 xã, 17 phường và 8 thị trấn.
        (date(2020, 2, 1), 13, {"xã": 148, "phường": 17, "thị trấn": 8}),
        (date(2024, 6, 1), 13, {"xã": 148, "phường": 17, "thị trấn": 8}),
        (date(2025, 2, 18), 13, {"xã": 144, "phường": 17, "thị trấn": 9}),
        (REFORM, 0, {"xã": 86, "phường": 9, "đặc khu": 1}),
    ],
)
def test_the_province_has_the_units_its_sources_count(day, districts, communes):
    assert kinds("51", day, "district").total() == districts
    assert kinds("51", day, "commune") == communes


def test_kon_tum_has_ten_districts_and_102_communes_until_it_ends():
    last = date(2025, 6, 30)
    assert kinds("62", last, "district").total() == 10
    assert kinds("62", last, "commune").total() == 102
    assert [one.name for one in quang_ngai()[0].on(REFORM) if not one.parent] == ["Quảng Ngãi"]


UNCHANGED = {"Ba Xa", "Đăk Long", "Ia Đal", "Mô Rai", "Rờ Kơi"}


def test_56_of_the_new_units_lie_in_the_old_province_and_40_in_kon_tum():
    units, _ = quang_ngai()
    last, of = date(2025, 6, 30), {}
    for step in units.facts.successions:
        if step.on == REFORM and step.after.split("@")[0] != "51":
            top = (units.above(step.before, last) or [step.before])[-1]
            of.setdefault(step.after, set()).add(top.split("@")[0])
    new = under("51", REFORM)
    assert {one.key for one in new} == set(of)
    assert Counter(*[[top for tops in of.values() for top in tops]]) == {"51": 56, "62": 40}
    assert {one.name for one in new if "2025-07-01" not in one.key} == UNCHANGED


def test_an_unchanged_commune_stays_itself_under_another_parent():
    before, after = named("xã Ba Xa", date(2025, 6, 30)), named("xã Ba Xa", REFORM)
    assert before.key == after.key
    assert before.parent.startswith("535@")
    assert after.parent.startswith("51@")


def test_95_of_96_codes_are_borne_again_62_under_another_name():
    units, _ = quang_ngai()
    old = {one.code: one for one in units.on(date(2025, 6, 30)) if one.level == "commune"}
    new = under("51", REFORM)
    again = [one for one in new if one.code in old]
    assert len(again) == 95
    assert sum(one.name != old[one.code].name for one in again) == 62
    assert [one.name for one in new if one.code not in old] == ["Lý Sơn"]
    assert all(one.key != old[one.code].key for one in again if one.name not in UNCHANGED)


def test_17_district_names_now_name_communes_and_one_more_but_for_its_spelling():
    units, _ = quang_ngai()
    districts = {one.name for one in units.on(date(2025, 6, 30)) if one.level == "district"}
    names = {one.name for one in under("51", REFORM)}
    assert len(districts & names) == 17
    assert len(set(map(bare, districts)) & set(map(bare, names))) == 18  # Đắk Tô, Đăk Tô


def test_ly_son_was_three_communes_then_a_district_by_itself_then_a_special_zone():
    units, _ = quang_ngai()
    district = named("huyện Lý Sơn", date(2024, 6, 1))
    assert len(units.children(district.key, date(2020, 1, 15))) == 3
    assert district in units.lowest(date(2024, 6, 1))
    zone = named("đặc khu Lý Sơn", REFORM)
    assert [one.key for one in units.heirs(district.key, REFORM)] == [zone.key]
    assert [one.key for one in portions(units, district.key, REFORM) or ()] == [zone.key]
    an_vinh = named("xã An Vĩnh", date(2020, 1, 15))
    assert [one.key for one in units.heirs(an_vinh.key, REFORM)] == [zone.key]


def test_what_nobody_weighed_is_never_shared_out():
    units, _ = quang_ngai()
    for name, last in (
        ("xã Trà Bùi", date(2025, 6, 30)),
        ("xã Nghĩa Mỹ", date(2024, 12, 31)),
        ("xã Ba Chùa", date(2020, 1, 31)),
        ("huyện Bình Sơn", date(2025, 6, 30)),
    ):
        unit, day = named(name, last), last + ONE_DAY
        assert portions(units, unit.key, day) is None, name
        assert len(units.heirs(unit.key, day)) > 1, name
    tra_bui = named("xã Trà Bùi", date(2025, 6, 30))
    heirs = {units.version(one.key, REFORM).name for one in units.heirs(tra_bui.key, REFORM)}
    assert heirs == {"Cà Đam", "Tây Trà Bồng"}


def test_dong_son_comes_from_two_districts():
    units, _ = quang_ngai()
    dong_son = named("xã Đông Sơn", REFORM)
    befores = [one.before for one in units.facts.successions if one.after == dong_son.key]
    day = date(2025, 6, 30)
    districts = {
        units.version(units.above(key, day)[0], day).name
        for key in befores
        if units.version(key, day).level == "commune"
    }
    assert districts == {"Bình Sơn", "Quảng Ngãi"}


def test_a_code_kept_is_another_commune_where_two_became_one():
    before, after = named("xã Nghĩa An", date(2024, 12, 31)), named("xã An Phú", date(2025, 1, 1))
    assert before.code == after.code == "21262"
    assert before.key != after.key
    units, _ = quang_ngai()
    assert {one.key for one in units.heirs(before.key, date(2025, 2, 18))} == {after.key}
    an_phu = named("xã An Phú", REFORM)
    assert [one.key for one in units.heirs(before.key, REFORM)] == [an_phu.key]


def test_tay_tra_went_into_tra_bong_and_its_communes_were_renamed_or_moved():
    units, _ = quang_ngai()
    tay_tra = named("huyện Tây Trà", date(2020, 1, 31))
    assert len(units.children(tay_tra.key, date(2020, 1, 31))) == 9
    tra_bong = named("huyện Trà Bồng", date(2020, 2, 1))
    assert len(units.children(tra_bong.key, date(2020, 2, 1))) == 16
    assert [one.key for one in units.heirs(tay_tra.key, date(2020, 2, 1))] == [tra_bong.key]


def test_the_work_of_the_labour_department_fell_to_four_by_function():
    _, agencies = quang_ngai()
    old, day = "so-lao-dong-thuong-binh-va-xa-hoi", date(2025, 7, 10)
    heirs = {one.key: set(one.functions) for one in agencies.heirs(old, day)}
    assert heirs == {
        "so-noi-vu": {"lao động"},
        "so-giao-duc-va-dao-tao": {"giáo dục nghề nghiệp"},
        "so-nong-nghiep-va-moi-truong": {"giảm nghèo"},
        "so-y-te": {"bảo trợ xã hội", "trẻ em", "phòng, chống tệ nạn xã hội"},
    }
    assert [one.key for one in agencies.heirs(old, day, "trẻ em")] == ["so-y-te"]
    assert [one.key for one in agencies.heirs(old, date(2025, 2, 28))] == [old]


def test_the_task_force_became_part_of_a_steering_committee():
    _, agencies = quang_ngai()
    heirs = agencies.heirs("to-cong-tac-de-an-06", date(2025, 4, 5))
    assert [one.key for one in heirs] == ["ban-chi-dao-khcn-cds-de-an-06"]


def test_every_unit_has_one_committee_on_every_day():
    units, agencies = quang_ngai()
    for day in (date(2020, 1, 15), date(2024, 6, 1), date(2025, 2, 18), REFORM):
        committees = Counter(
            one.extra["unit"]
            for one in agencies.on(day)
            if one.kind in {"leadership", "district", "commune"}
        )
        assert committees == Counter(one.key for one in units.on(day))


@pytest.mark.parametrize(("day", "number"), [(date(2025, 2, 18), 171), (REFORM, 96)])
def test_every_lowest_unit_of_the_province_has_its_own_tile(day, number):
    units, _ = quang_ngai()
    parents = {one.parent for one in units.on(day)}
    lowest = [one for one in under("51", day) if one.key not in parents]
    tiles = {(one.extra["column"], one.extra["row"]) for one in lowest}
    assert len(tiles) == len(lowest) == number
    assert all(column is not None and row is not None for column, row in tiles)


def test_every_shipped_file_says_where_its_facts_come_from():
    for path in tree_sheets.plans_in(SHIPPED["quang-ngai"]):
        sheets = tree_sheets.read(path)
        assert sheets.decision["source"], path.name
        assert sheets.decision["verified"] in {"yes", "partly"}, path.name
        for name, rows in sheets.rows.items():
            assert all(row["source"] for row in rows), f"{path.name}/{name}"

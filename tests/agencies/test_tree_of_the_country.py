"""All provinces from the data of vietnamadminunits: files of its shape, and its own if installed."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from dondoc.agencies import country
from dondoc.core.arrangements import Plan, faults
from dondoc.core.units import Facts, Tree
from tests.succession_strategies import portions

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

# Province, district and commune before the reform: two provinces, an island district by itself.
OLD = [
    ("tinhsong", "huyenbac", "xadong", "90001", "Đông", "Xã", "901", "Bắc", "Huyện", "90", "Sông"),
    ("tinhsong", "huyenbac", "xatay", "90004", "Tây", "Xã", "901", "Bắc", "Huyện", "90", "Sông"),
    ("tinhsong", "huyenbac", "xanui", "90007", "Núi", "Xã", "901", "Bắc", "Huyện", "90", "Sông"),
    ("tinhsong", "huyendao", None, None, None, None, "902", "Đảo", "Huyện", "90", "Sông"),
    ("tinhbien", "huyennam", "xacat", "91001", "Cát", "Xã", "911", "Nam", "Huyện", "91", "Biển"),
]
# The new province is called Biển and bears the code of Sông.
NEW = [
    ("tinhbien", "xadong", "90001", "Đông", "Xã", "90", "Biển"),
    ("tinhbien", "xatay", "90004", "Tây Cát", "Xã", "90", "Biển"),
    ("tinhbien", "xanui", "90007", "Núi", "Xã", "90", "Biển"),
    ("tinhbien", "dackhudao", "90010", "Đảo", "Đặc khu", "90", "Biển"),
]
MAPPING = {
    "DICT_PROVINCE": {"tinhbien": ["tinhsong", "tinhbien"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {
        "tinhbien": {
            "xatay": ["tinhsong_huyenbac_xatay", "tinhbien_huyennam_xacat"],
            "xanui": ["tinhsong_huyenbac_xanui"],
            "dackhudao": ["tinhsong_huyendao_"],
        }
    },
    "DICT_PROVINCE_WARD_DIVIDED": {
        "tinhbien": {
            "tinhsong_huyenbac_xadong": [
                {"newWardKey": "xadong", "isDefaultNewWard": True},
                {"newWardKey": "xatay", "isDefaultNewWard": False},
            ]
        }
    },
}


@pytest.fixture
def data(tmp_path) -> Path:
    """A folder of the package's shape."""
    with closing(sqlite3.connect(tmp_path / "dataset.db")) as made:
        made.execute(
            "create table admin_units_legacy (provinceKey, districtKey, wardKey, wardCode,"
            " wardShort, wardType, districtCode, districtShort, districtType, provinceCode,"
            " province)"
        )
        made.execute(
            "create table admin_units (provinceKey, wardKey, wardCode, wardShort, wardType,"
            " provinceCode, province)"
        )
        for row in OLD:
            values = (*row[:-1], f"Tỉnh {row[-1]}")
            made.execute(f"insert into admin_units_legacy values ({','.join('?' * 11)})", values)
        for row in NEW:
            values = (*row[:-1], f"Tỉnh {row[-1]}")
            made.execute(f"insert into admin_units values ({','.join('?' * 7)})", values)
        made.commit()
    (tmp_path / "converter_2025.json").write_text(json.dumps(MAPPING), "utf-8")
    return tmp_path


def grown(plans: list[Plan]) -> Tree:
    """The tree after plans that must all be sound."""
    tree = Tree(Facts())
    for plan in plans:
        assert not faults(tree, plan.units)
        tree = plan.units.applied_to(tree)
    return tree


def names(tree: Tree, day: date) -> set[str]:
    return {f"{one.kind} {one.name} {one.code}" for one in tree.on(day)}


def test_the_country_before_and_after(data):
    tree = grown(country.plans(country.read(data)))

    assert names(tree, BEFORE) == {
        "tỉnh Sông 90", "tỉnh Biển 91", "huyện Bắc 901", "huyện Đảo 902", "huyện Nam 911",
        "xã Đông 90001", "xã Tây 90004", "xã Núi 90007", "xã Cát 91001",
    }  # fmt: skip
    assert names(tree, AFTER) == {
        "tỉnh Biển 90", "xã Đông 90001", "xã Tây Cát 90004", "xã Núi 90007", "đặc khu Đảo 90010",
    }  # fmt: skip


def test_a_province_that_keeps_its_name_goes_on_under_another_code(data):
    tree = grown(country.plans(country.read(data)))
    [before] = [one for one in tree.on(BEFORE) if one.name == "Biển"]
    [after] = [one for one in tree.on(AFTER) if one.name == "Biển"]

    assert before.key == after.key
    [sea] = [one for one in tree.on(BEFORE) if one.name == "Sông"]
    assert [one.key for one in tree.heirs(sea.key, AFTER)] == [after.key]


def test_what_became_of_communes_is_followed_and_nothing_is_shared_out(data):
    tree = grown(country.plans(country.read(data)))
    key = {f"{one.kind} {one.name}": one.key for one in tree.on(BEFORE)}
    new = {one.key: one.name for one in tree.on(AFTER)}

    def heirs(name: str) -> set[str]:
        return {new[one.key] for one in tree.heirs(key[name], AFTER)}

    assert heirs("xã Đông") == {"Đông", "Tây Cát"}
    assert portions(tree, key["xã Đông"], AFTER) is None
    assert heirs("xã Cát") == {"Tây Cát"}
    assert heirs("huyện Đảo") == {"Đảo"}
    assert heirs("huyện Bắc") == {"Đông", "Tây Cát", "Núi"}
    # Núi is the same commune: one name, one code, nothing else went into it.
    assert key["xã Núi"] in new


def test_only_what_stands_since_the_reform(data):
    tree = grown(country.plans(country.read(data), after_only=True))

    assert names(tree, BEFORE) == set()
    assert Counter(one.level for one in tree.on(AFTER)) == {"province": 1, "commune": 4}


def test_a_province_nobody_knows_is_refused(data):
    with pytest.raises(country.ProvinceUnknown):
        country.plans(country.read(data), ["77"])


def test_a_missing_package_is_said_with_what_to_install(monkeypatch):
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(country, "distribution", missing)
    with pytest.raises(country.PackageMissing) as caught:
        country.folder()
    assert "pip install --no-deps vietnamadminunits" in str(caught.value)


def installed() -> bool:
    try:
        distribution(country.PACKAGE)
    except PackageNotFoundError:
        return False
    return True


@pytest.mark.skipif(not installed(), reason="NOT RUN: the package vietnamadminunits is missing")
def test_the_real_country_has_34_provinces_and_3321_communes():
    said = country.read(country.folder())
    tree = grown(country.plans(said))

    assert Counter(one.level for one in tree.on(BEFORE)) == {
        "province": 63, "district": 696, "commune": 10_035,
    }  # fmt: skip
    assert Counter(one.level for one in tree.on(AFTER)) == {"province": 34, "commune": 3321}
    ours = grown(country.plans(said, ["51"]))
    assert Counter(one.kind for one in ours.on(AFTER)) == {
        "tỉnh": 1, "xã": 86, "phường": 9, "đặc khu": 1,
    }  # fmt: skip
    assert Counter(one.level for one in ours.on(BEFORE)) == {
        "province": 2, "district": 23, "commune": 272,
    }  # fmt: skip

"""The units of the whole country, from the data of the package vietnamadminunits (MIT).

Its code is never run: importing it would bring shapely and geopy. The data hold 34 provinces with
3,321 communes from 1/7/2025, the 63 provinces with their districts and 10,035 communes before, and
which went into which. They hold no day but that one, no weights of what was split, and no numbers
of decisions beyond the one on provinces.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from dondoc.agencies.models import Level
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.core.names import nfc
from dondoc.core.units import ONE_DAY, Succession, Version, key_of

PACKAGE = "vietnamadminunits"
REFORM = date(2025, 7, 1)
BEGINNING = date(2025, 1, 1)  # the register's first day; the data say only "before the reform"
NUMBER = "202/2025/QH15"


class PackageMissing(Refusal):
    """The units of the country are in a package of their own, which is not installed."""

    code = "units.package_missing"
    message = gettext_noop(
        "The units of the country come from the package %(package)s, which is not installed here. "
        "Install it with: pip install --no-deps %(package)s"
    )


class ProvinceUnknown(Refusal):
    """No province of that code is in the data."""

    code = "units.province_unknown"
    message = gettext_noop("No province has the code %(code)s. Known: %(known)s.")


@dataclass(frozen=True)
class _Old:
    """A commune before the reform, or a district that had none."""

    path: str  # province_district_commune, folded, as the data name it
    code: str
    name: str
    kind: str
    district: str  # its code
    province: str


@dataclass(frozen=True)
class _New:
    code: str
    name: str
    kind: str
    province: str


@dataclass
class Country:
    """What the data say, by the codes of the statistics office."""

    old_provinces: dict[str, tuple[str, str]] = field(default_factory=dict)  # kind, name
    new_provinces: dict[str, tuple[str, str]] = field(default_factory=dict)
    went_into: dict[str, str] = field(default_factory=dict)  # old province -> new province
    districts: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # kind, name, province
    old: list[_Old] = field(default_factory=list)
    new: list[_New] = field(default_factory=list)
    heirs: dict[str, list[str]] = field(default_factory=dict)  # path of an old one -> new codes


def folder() -> Path:
    """Where the data of the package lie. Raises `PackageMissing`."""
    try:
        found = Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/data")))
    except PackageNotFoundError:
        raise PackageMissing(package=PACKAGE) from None
    if not (found / "dataset.db").is_file():
        raise PackageMissing(package=PACKAGE)
    return found


def read(place: Path) -> Country:
    """Everything the data files say, joined by their folded names."""
    country = Country()
    with closing(sqlite3.connect(f"file:{place / 'dataset.db'}?mode=ro", uri=True)) as data:
        old = data.execute(
            "select provinceKey, districtKey, coalesce(wardKey, ''), coalesce(wardCode, ''),"
            " wardShort, wardType, districtCode, districtShort, districtType, provinceCode,"
            " province from admin_units_legacy"
        ).fetchall()
        new = data.execute(
            "select provinceKey, wardKey, wardCode, wardShort, wardType, provinceCode, province"
            " from admin_units"
        ).fetchall()
    mapping = json.loads((place / "converter_2025.json").read_text("utf-8"))
    old_keys, new_keys = dict[str, str](), dict[str, str]()
    for province_key, district_key, key, code, name, kind, *above in old:
        district, district_name, district_kind, province, province_name = above
        country.old_provinces[province] = _named(province_name)
        old_keys[province_key] = province
        country.districts[district] = (district_kind.lower(), nfc(district_name), province)
        path = f"{province_key}_{district_key}_{key}"
        country.old.append(
            _Old(path, code, nfc(name or ""), (kind or "").lower(), district, province)
        )
    codes: dict[tuple[str, str], str] = {}
    for province_key, key, code, name, kind, province, province_name in new:
        country.new_provinces[province] = _named(province_name)
        new_keys[province_key] = province
        codes[province_key, key] = code
        country.new.append(_New(code, nfc(name), kind.lower(), province))
    for after, befores in mapping["DICT_PROVINCE"].items():
        for before in befores:
            country.went_into[old_keys[before]] = new_keys[after]
    country.heirs = _heirs(mapping, codes)
    return country


def _heirs(mapping: dict[str, dict[str, dict]], codes: dict[tuple[str, str], str]) -> dict:
    found: dict[str, list[str]] = defaultdict(list)
    for province, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, olds in communes.items():
            for path in olds:
                found[path].append(codes[province, key])
    for province, olds in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for path, parts in olds.items():
            found[path] += [codes[province, one["newWardKey"]] for one in parts]
    return found


def _named(full: str) -> tuple[str, str]:
    """ "Thành phố Huế" as its kind and its name."""
    for kind in ("Thành phố", "Tỉnh"):
        if full.startswith(f"{kind} "):
            return kind.lower(), nfc(full.removeprefix(f"{kind} "))
    return "", nfc(full)


def plans(country: Country, provinces: Collection[str] = (), *, after_only: bool = False) -> list:
    """The country as a base load and the plan of 1/7/2025; or only what stands since.

    `provinces` keeps those of today by their codes, with all that went into them.
    """
    for code in provinces:
        if code not in country.new_provinces:
            raise ProvinceUnknown(code=code, known=", ".join(sorted(country.new_provinces)))
    kept = set(provinces) or set(country.new_provinces)
    if after_only:
        return [_today(country, kept)]
    before = _Before(country, kept)
    return [before.base(), before.reform()]


def _today(country: Country, kept: set[str]) -> Plan:
    above = {code: key_of(code, REFORM) for code in kept}
    founded = [
        _unit(code, above[code], Level.PROVINCE, *country.new_provinces[code], REFORM)
        for code in sorted(kept)
    ]
    founded += [
        _unit(one.code, key_of(one.code, REFORM), Level.COMMUNE, one.kind, one.name, REFORM,
              above[one.province])
        for one in country.new
        if one.province in kept
    ]  # fmt: skip
    return _plan(founded, "Đơn vị hành chính từ 01/7/2025", REFORM)


class _Before:
    """The register as it stood before the reform, and what the reform made of it."""

    def __init__(self, country: Country, kept: set[str]) -> None:
        self.country, self.kept = country, kept
        into = country.went_into
        self.provinces = sorted(code for code in country.old_provinces if into[code] in kept)
        self.old = [one for one in country.old if into[one.province] in kept]
        self.new = [one for one in country.new if one.province in kept]
        self.districts = {
            code: said for code, said in country.districts.items() if into[said[2]] in kept
        }
        self.going_on = self._going_on()
        self.same = self._same()

    def base(self) -> Plan:
        """63 provinces, their districts and communes."""
        founded = [
            _unit(code, _old(code), Level.PROVINCE, *self.country.old_provinces[code], BEGINNING)
            for code in self.provinces
        ]
        founded += [
            _unit(code, _old(code), Level.DISTRICT, kind, name, BEGINNING, _old(province))
            for code, (kind, name, province) in sorted(self.districts.items())
        ]
        founded += [
            _unit(one.code, _old(one.code), Level.COMMUNE, one.kind, one.name, BEGINNING,
                  _old(one.district))
            for one in self.old
            if one.code
        ]  # fmt: skip
        return _plan(founded, "Đơn vị hành chính trước 01/7/2025", BEGINNING)

    def reform(self) -> Plan:
        """Districts end, communes go into communes, provinces into provinces."""
        founded, changed = list[Version](), list[Change]()
        for code in sorted(self.kept):
            kind, name = self.country.new_provinces[code]
            before = self.going_on.get(code)
            if before is None:
                founded.append(_unit(code, _new(code), Level.PROVINCE, kind, name, REFORM))
            elif before != code:
                changed.append(Change(_old(before), REFORM, code=code))
        for one in self.new:
            above = self._province(one.province)
            if one.code in self.same:
                changed.append(Change(self.same[one.code], REFORM, parent=above))
                continue
            founded.append(
                _unit(one.code, _new(one.code), Level.COMMUNE, one.kind, one.name, REFORM, above)
            )
        last_on = REFORM - ONE_DAY
        steps = [*self._of_communes(), *self._of_districts(), *self._of_provinces()]
        staying = {_old(code) for code in self.going_on.values()} | set(self.same.values())
        there = [_old(one.code) for one in self.old if one.code]
        there += [_old(code) for code in (*self.districts, *self.provinces)]
        ended = tuple((key, last_on) for key in there if key not in staying)
        plan = _plan(founded, "Sắp xếp đơn vị hành chính các cấp năm 2025", REFORM)
        return Plan(
            number=NUMBER,
            title=plan.title,
            issued_on=date(2025, 6, 12),
            effective_on=REFORM,
            source=f"{plan.source}; số nghị quyết của từng tỉnh xem 34 nghị quyết cấp xã",
            units=Part(tuple(founded), tuple(changed), ended, tuple(steps)),
        )

    def _going_on(self) -> dict[str, str]:
        """New province -> the old one whose name it bears; it goes on, its code may be another."""
        by_name = {self.country.old_provinces[code]: code for code in self.provinces}
        found = {
            code: by_name[self.country.new_provinces[code]]
            for code in self.kept
            if self.country.new_provinces[code] in by_name
        }
        return {new: old for new, old in found.items() if self.country.went_into[old] == new}

    def _same(self) -> dict[str, str]:
        """New commune -> key of the old one it is: same code, kind and name, and nothing else
        went into it."""
        from_: dict[str, list[_Old]] = defaultdict(list)
        for one in self.old:
            for code in self.country.heirs.get(one.path, ()):
                from_[code].append(one)
        found = {}
        for new in self.new:
            olds = from_.get(new.code, [])
            if len(olds) == 1 and len(self.country.heirs[olds[0].path]) == 1:
                old = olds[0]
                if (old.code, old.kind, old.name) == (new.code, new.kind, new.name):
                    found[new.code] = _old(old.code)
        return found

    def _province(self, code: str) -> str:
        return _old(self.going_on[code]) if code in self.going_on else _new(code)

    def _commune(self, code: str) -> str:
        return self.same.get(code) or _new(code)

    def _of_communes(self) -> Iterable[Succession]:
        for one in self.old:
            codes = self.country.heirs.get(one.path, [])
            before = _old(one.code or one.district)
            for code in codes:
                after = self._commune(code)
                if before != after:
                    yield Succession(before, after, REFORM, whole=len(codes) == 1, decision=NUMBER)

    def _of_districts(self) -> Iterable[Succession]:
        """A district with communes went on in the communes of its area, in parts nobody weighed."""
        into: dict[str, dict[str, None]] = defaultdict(dict)
        for one in self.old:
            if one.code:
                into[one.district] |= dict.fromkeys(self.country.heirs.get(one.path, ()))
        for district, codes in into.items():
            for code in codes:
                after = self._commune(code)
                yield Succession(_old(district), after, REFORM, whole=False, decision=NUMBER)

    def _of_provinces(self) -> Iterable[Succession]:
        for code in self.provinces:
            after = self._province(self.country.went_into[code])
            if after != _old(code):
                yield Succession(_old(code), after, REFORM, decision=NUMBER)


def _old(code: str) -> str:
    return key_of(code, BEGINNING)


def _new(code: str) -> str:
    return key_of(code, REFORM)


def _unit(
    code: str, key: str, level: str, kind: str, name: str, from_on: date, parent: str = ""
) -> Version:
    return Version(key, code, name, kind, from_on, level, parent, source=f"{PACKAGE} (MIT)")


def _plan(founded: list[Version], title: str, day: date) -> Plan:
    return Plan(
        number="",
        title=title,
        effective_on=day,
        source=f"{PACKAGE} (MIT)",
        base=True,
        units=Part(tuple(founded)),
    )

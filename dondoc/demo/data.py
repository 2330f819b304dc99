"""The facts on which the demonstration stands, read from its files: units, agencies, documents."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from dondoc.agencies import tree_files, tree_sheets
from dondoc.agencies.committees import with_committees
from dondoc.agencies.tree_loading import SHIPPED
from dondoc.core.units import Facts, Tree

FOLDER = Path(__file__).parent
FIRST_DAY = date(2024, 1, 1)
LAST_PLAN = "2025-03-01"  # decided on 18/2/2025, two days before the clock stands still
LY_SON = "536"  # a district without communes: itself a lowest unit


@dataclass(frozen=True)
class UnitRow:
    """One administrative unit for as long as it bore this name; the code alone does not name it."""

    key: str
    code: str
    level: str
    kind: str
    name: str
    parent: str  # its code
    exists_from: date
    exists_until: date | None
    col: int | None
    row: int | None

    @property
    def agency(self) -> str:
        """The key of the unit's people's committee among the agencies."""
        return "ubnd-tinh" if self.level == "province" else f"ubnd-{self.key}"

    def exists_on(self, day: date) -> bool:
        """Whether the unit stood on that day; `exists_until` is its last day."""
        return self.exists_from <= day and (self.exists_until is None or day <= self.exists_until)


@dataclass(frozen=True)
class AgencyRow:
    """One department or body named by the documents of the demonstration."""

    code: str
    kind: str
    exists_from: date
    exists_until: date | None


@dataclass(frozen=True)
class DocumentRow:
    """One illustrative document and the moment at which it reached the province's office."""

    path: Path
    reference: str
    arrived_at: datetime
    illustrative: bool
    note: str


def plans() -> tuple[Path, ...]:
    """The plans of the shipped tree that the story knows: those decided before it stands still,
    for the province as it was then, without its neighbour Kon Tum."""
    found = tree_sheets.plans_in(SHIPPED["quang-ngai"])
    return tuple(one for one in found if one.name[:10] <= LAST_PLAN and "kon-tum" not in one.name)


@cache
def tree() -> tuple[Tree, Tree]:
    """Units and agencies after those plans."""
    units, agencies = Tree(Facts()), Tree(Facts())
    for path in plans():
        plan = with_committees(tree_files.read(path, units, agencies), units, agencies)
        units = plan.units.applied_to(units)
        agencies = plan.agencies.applied_to(agencies)
    return units, agencies


@cache
def units() -> tuple[UnitRow, ...]:
    """Every unit of Quảng Ngãi in 2024–2025, ended ones included, parents first."""
    known, _ = tree()
    found = [
        UnitRow(
            key=one.version.key,
            code=one.version.code,
            level=one.version.level,
            kind=one.version.kind,
            name=one.version.name,
            parent=one.version.parent.partition("@")[0],
            exists_from=one.version.from_on,
            exists_until=one.until_on,
            col=cast("int | None", one.version.extra["column"]),
            row=cast("int | None", one.version.extra["row"]),
        )
        for versions in known.versions.values()
        for one in versions
        if one.until_on is None or one.until_on >= FIRST_DAY
    ]
    order = {"province": 0, "district": 1, "commune": 2}
    return tuple(sorted(found, key=lambda unit: (order[unit.level], unit.code, unit.exists_from)))


def lowest_units(day: date) -> tuple[UnitRow, ...]:
    """The units that report by themselves on a day: every commune, and Lý Sơn, which has none."""
    return tuple(
        unit
        for unit in units()
        if unit.exists_on(day) and (unit.level == "commune" or unit.code == LY_SON)
    )


@cache
def agencies() -> tuple[AgencyRow, ...]:
    """Every department and body the documents name."""
    _, known = tree()
    return tuple(
        AgencyRow(one.version.code, one.version.kind, one.version.from_on, one.until_on)
        for versions in known.versions.values()
        for one in versions
        if "@" not in one.version.key
    )


@cache
def documents() -> tuple[DocumentRow, ...]:
    """The illustrative documents in the order in which they arrived."""
    manifest = tomllib.loads((FOLDER / "documents" / "manifest.toml").read_text("utf-8"))
    return tuple(
        DocumentRow(
            path=FOLDER / "documents" / entry["file"],
            reference=entry["reference"],
            arrived_at=entry["arrived_at"],
            illustrative=entry["illustrative"],
            note=entry["note"],
        )
        for entry in manifest["document"]
    )


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of the demonstration; lines that begin with # are remarks."""
    lines = (FOLDER / "data" / name).read_text("utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def letterhead() -> dict[str, Any]:
    """What stands at head and foot of the task force's letters."""
    with (FOLDER / "data" / "letterhead.toml").open("rb") as file:
        return tomllib.load(file)

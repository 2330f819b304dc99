"""The facts on which the demonstration stands, read from its files: units, agencies, documents."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LY_SON = "536"  # a district without communes: itself a lowest unit


@dataclass(frozen=True)
class UnitRow:
    """One administrative unit for as long as it bore this name; the code alone does not name it."""

    code: str
    level: str
    kind: str
    name: str
    parent: str
    exists_from: date
    exists_until: date | None
    successor: str
    col: int | None
    row: int | None
    source: str
    note: str

    @property
    def full_name(self) -> str:
        """The name with its kind, as it opens a line: "Xã Bình Chương"."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}"

    @property
    def committee(self) -> str:
        """The people's committee of the unit: "UBND xã Bình Chương"."""
        return f"UBND {self.kind} {self.name}"

    @property
    def agency(self) -> str:
        """The code of the unit's people's committee among the agencies."""
        if self.level == "province":
            return "ubnd-tinh"
        return f"ubnd-{self.code}-cu" if self.exists_until else f"ubnd-{self.code}"

    def exists_on(self, day: date) -> bool:
        """Whether the unit stood on that day; `exists_until` is its last day."""
        return self.exists_from <= day and (self.exists_until is None or day <= self.exists_until)


@dataclass(frozen=True)
class AgencyRow:
    """One department or body named by the documents of the demonstration."""

    code: str
    name: str
    short_name: str
    kind: str
    functions: tuple[str, ...]
    exists_from: date
    exists_until: date | None
    source: str


@dataclass(frozen=True)
class SuccessionRow:
    """Which agency took over which functions of another, and whether that has been verified."""

    predecessor: str
    successor: str
    functions: tuple[str, ...]
    on: date
    verified: str
    source: str


@dataclass(frozen=True)
class DocumentRow:
    """One illustrative document and the moment at which it reached the province's office."""

    path: Path
    reference: str
    arrived_at: datetime
    illustrative: bool
    note: str


@cache
def units() -> tuple[UnitRow, ...]:
    """Every unit of Quảng Ngãi in 2024–2025, ended ones included, parents first."""
    found = [
        UnitRow(
            **{
                **row,
                "exists_from": date.fromisoformat(row["exists_from"]),
                "exists_until": _day(row["exists_until"]),
                "col": _number(row["col"]),
                "row": _number(row["row"]),
            }
        )
        for row in rows("units.csv")
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
    return tuple(
        AgencyRow(
            **{
                **row,
                "functions": _several(row["functions"], ";"),
                "exists_from": date.fromisoformat(row["exists_from"]),
                "exists_until": _day(row["exists_until"]),
            }
        )
        for row in rows("agencies.csv")
    )


@cache
def successions() -> tuple[SuccessionRow, ...]:
    """Who took over from whom on 01/3/2025, function by function."""
    return tuple(
        SuccessionRow(
            **{
                **row,
                "functions": _several(row["functions"], ";"),
                "on": date.fromisoformat(row["on"]),
            }
        )
        for row in rows("successions.csv")
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


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _several(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def letterhead() -> dict[str, Any]:
    """What stands at head and foot of the task force's letters."""
    with (FOLDER / "data" / "letterhead.toml").open("rb") as file:
        return tomllib.load(file)

"""A plan as an office writes it, in a folder or a workbook, into what the rules can judge.

Whoever types the files may name a body by its key or simply by its code: a code that is replaced is
looked for on the day before, one that goes on or begins on the day itself. Every fault is told with
its place, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from dondoc.agencies import tree_sheets
from dondoc.agencies.models import AgencyKind, Level, Membership
from dondoc.agencies.tree_sheets import FilesFaulty, Row, Sheets
from dondoc.core.arrangements import Change, Member, Part, Plan, StandingOf
from dondoc.core.errors import Finding, gettext_noop
from dondoc.core.names import bare, nfc
from dondoc.core.units import ONE_DAY, Facts, Succession, Tree, Version, key_of
from dondoc.web import words

NOT_A_DAY = gettext_noop("“%(text)s” is not a day. Write it as 2025-07-01 or 01/07/2025.")
NOT_ONE_OF = gettext_noop("“%(text)s” is none of: %(known)s.")
NOT_A_NUMBER = gettext_noop("“%(text)s” is not a number from %(least)s to %(most)s.")
UNKNOWN_BODY = gettext_noop(
    "“%(text)s” is the code of no single body on %(on)s. Correct it, or write the key."
)
NO_DAY = gettext_noop("The day from which the plan takes effect must be given.")
LETTERHEAD = (
    "parent_body", "letter_body", "suffix", "place", "about", "authority", "closing",
    "signer_posts", "copied_to",
)  # fmt: skip

NO_NUMBER = gettext_noop("The number of the decision must be given; a base load says base = yes.")
KEY_TWICE = gettext_noop("%(key)s is founded twice in these files.")
NOT_A_KEY = gettext_noop(
    "“%(text)s” stands in addresses of pages: write it with letters without marks, digits and "
    "the signs . _ @ - only."
)
NOT_OF_OUR_TIME = gettext_noop("“%(text)s” lies outside the years %(least)s to %(most)s.")

YES, NO = {"yes", "co", "true", "1", "x", "toan bo"}, {"no", "khong", "false", "0", "mot phan"}
_LEVELS = {
    "tinh": Level.PROVINCE, "thanh pho truc thuoc trung uong": Level.PROVINCE,
    "huyen": Level.DISTRICT, "xa": Level.COMMUNE,
    "cap tinh": Level.PROVINCE, "cap huyen": Level.DISTRICT, "cap xa": Level.COMMUNE,
}  # fmt: skip
_OF_KIND = {
    "tinh": Level.PROVINCE,
    "huyen": Level.DISTRICT, "quan": Level.DISTRICT, "thi xa": Level.DISTRICT,
    "thanh pho": Level.DISTRICT,
    "xa": Level.COMMUNE, "phuong": Level.COMMUNE, "thi tran": Level.COMMUNE,
    "dac khu": Level.COMMUNE,
}  # fmt: skip
_DIGITS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
_VERIFIED = {"yes": "đã kiểm chứng", "partly": "kiểm chứng một phần", "no": "chưa kiểm chứng"}
MAX_TILE = 200
IN_ADDRESSES = re.compile(r"[A-Za-z0-9._@-]+")
FIRST_YEAR, LAST_YEAR = 1900, 2099


def read(path: Path, units: Tree | None = None, agencies: Tree | None = None) -> Plan:
    """One plan, its codes understood by what the register holds; every fault is told at once."""
    sheets = tree_sheets.read(path)
    reader = _Reader(sheets, units or Tree(Facts()), agencies or Tree(Facts()))
    plan = reader.plan()
    _refuse(sheets)
    return plan


def read_list(path: Path, day: date) -> tuple[Version, ...]:
    """A full list of units on a day, as a single .csv with the columns of units.csv."""
    sheets = tree_sheets.read_list(path)
    reader = _Reader(sheets, Tree(Facts()), Tree(Facts()), day=day)
    listed = tuple(reader.listed())
    _refuse(sheets)
    return listed


def _refuse(sheets: Sheets) -> None:
    if sheets.findings:
        found = tuple(sheets.findings)
        raise FilesFaulty(name=sheets.name, count=len(found), findings=found)


@dataclass
class _Reader:
    """Turns the rows of one plan into facts; what cannot be understood is noted and left out."""

    sheets: Sheets
    units: Tree
    agencies: Tree
    day: date = date.min
    base: bool = False
    founded: dict[str, str] = field(default_factory=dict)  # code or key of a new unit -> key
    bodies: dict[str, str] = field(default_factory=dict)  # the same of agencies
    borne: dict[tuple[int, date], dict[str, set[str]]] = field(default_factory=dict)

    def plan(self) -> Plan:
        """The whole of it."""
        head = self.sheets.decision
        self.base = self._yes(head, "base", otherwise=False)
        day = self._day(head, "effective_on")
        if day is None and not head["effective_on"]:
            self._fault(head.at("effective_on"), NO_DAY)
        if not head["number"] and not self.base:
            self._fault(head.at("number"), NO_NUMBER)
        self.day = day or date.max
        units = tuple(self._units())
        agencies = tuple(self._agencies())
        return Plan(
            number=nfc(head["number"]),
            title=nfc(head["title"]),
            issued_on=self._day(head, "issued_on"),
            effective_on=day,
            source=_with_mark(nfc(head["source"]), head["verified"]),
            base=self.base,
            units=Part(
                units,
                tuple(self._changes("changes", self._unit_before)),
                tuple(self._endings("endings", self._unit_until)),
                tuple(self._unit_successions()),
            ),
            agencies=Part(
                agencies,
                tuple(self._changes("agency_changes", self._agency)),
                tuple(self._endings("agency_endings", self._agency_until)),
                tuple(self._agency_successions()),
            ),
            members=tuple(self._members()),
            standing=tuple(self._standing()),
        )

    def listed(self) -> Iterator[Version]:
        """The rows of a list, which founds nothing."""
        return self._units()

    # What is founded.

    def _units(self) -> Iterator[Version]:
        rows, keys = self.sheets.of("units"), set[str]()
        for row in rows:  # the codes first: a row may stand above its parent
            level = self._level(row)
            code = _padded(row["code"], level)
            key = row["key"] or key_of(code, self._day(row, "from_on") or self.day)
            self._named(row, key)
            if key in keys:
                self._fault(row.place, KEY_TWICE, key=key)
            keys.add(key)
            self.founded[code] = key
        self.founded |= {key: key for key in keys}
        for row in rows:
            level = self._level(row)
            code = _padded(row["code"], level)
            from_on = self._day(row, "from_on") or self.day
            yield Version(
                key=row["key"] or key_of(code, from_on),
                code=code,
                name=_one_line(row["name"]),
                kind=_one_line(row["kind"]).lower(),
                from_on=from_on,
                level=level,
                parent=self._unit_on(row, "parent") if row["parent"] else "",
                source=_joined(row),
                extra={"column": self._tile(row, "column"), "row": self._tile(row, "row")},
            )

    def _agencies(self) -> Iterator[Version]:
        rows = self.sheets.of("agencies")
        for row in rows:
            key = row["key"] or row["code"]
            self._named(row, key)
            if key in self.bodies.values():
                self._fault(row.place, KEY_TWICE, key=key)
            self.bodies[row["code"]] = self.bodies[key] = key
        for row in rows:
            yield Version(
                key=row["key"] or row["code"],
                code=row["code"],
                name=_one_line(row["name"]),
                kind=self._choice(row, "kind", AgencyKind),
                from_on=self._day(row, "from_on") or self.day,
                functions=_several(row["functions"]),
                source=_joined(row),
                extra={
                    "short_name": _one_line(row["short_name"] or row["name"]),
                    "unit": self._unit_on(row, "unit") if row["unit"] else "",
                },
            )

    # What changes, ends, goes on.

    def _changes(self, sheet: str, body: Callable[[Row, str], str]) -> Iterator[Change]:
        for row in self.sheets.of(sheet):
            self._named(row, "")
            moved = self._unit_on(row, "parent") if row["parent"] else None
            yield Change(
                body(row, "key"),
                self._day(row, "on") or self.day,
                code=row["code"] or None,
                name=_one_line(row["name"]) or None,
                kind=_one_line(row["kind"]).lower() or None,
                parent=moved,
                extra={name: self._tile(row, name) for name in ("column", "row") if row[name]},
            )

    def _endings(
        self, sheet: str, body: Callable[[Row, str, date], str]
    ) -> Iterator[tuple[str, date]]:
        for row in self.sheets.of(sheet):
            last_on = self._day(row, "last_on") or self._day_before()
            yield body(row, "key", last_on), last_on

    def _unit_successions(self) -> Iterator[Succession]:
        for row in self.sheets.of("successions"):
            yield Succession(
                self._unit_before(row, "before"),
                self._unit_on(row, "after"),
                self.day,
                whole=self._yes(row, "whole", otherwise=True),
                weight=self._weight(row),
                decision=self.sheets.decision["number"],
                note=_joined(row),
            )

    def _agency_successions(self) -> Iterator[Succession]:
        rows = self.sheets.of("agency_successions")
        alone = [row["before"] for row in rows]
        for row in rows:
            note = _with_mark(_joined(row), row["verified"])
            for function in _several(row["functions"]) or ("",):
                yield Succession(
                    self._agency(row, "before"),
                    self._agency(row, "after"),
                    self.day,
                    function=function,
                    whole=not function and alone.count(row["before"]) == 1,
                    decision=self.sheets.decision["number"],
                    note=note,
                )

    def _members(self) -> Iterator[Member]:
        for row in self.sheets.of("members"):
            yield Member(
                body=self._agency(row, "body"),
                agency=self._agency(row, "agency"),
                role=self._choice(row, "role", Membership.Role),
                post=_one_line(row["post"]),
                from_on=self._day(row, "from_on") or self.day,
                source=_joined(row),
            )

    def _standing(self) -> Iterator[StandingOf]:
        for row in self.sheets.of("standing"):
            yield StandingOf(
                body=self._agency(row, "body"),
                agency=self._agency(row, "agency"),
                from_on=self._day(row, "from_on") or self.day,
                source=_joined(row),
                letterhead=self._letterhead(row),
            )

    def _letterhead(self, row: Row) -> dict[str, object]:
        """What stands at head and foot of the letters of a standing agency's body: all of it, or
        nothing, for half a letterhead makes no letter."""
        if not any(row[name] for name in LETTERHEAD):
            return {}
        for name in LETTERHEAD:
            if not row[name]:
                self.sheets.findings.append(Finding(row.at(name), tree_sheets.EMPTY))
        said: dict[str, object] = {name: _one_line(row[name]) for name in LETTERHEAD}
        said["body"] = said.pop("letter_body")
        for name in ("signer_posts", "copied_to"):
            said[name] = [_one_line(part) for part in row[name].split("|") if part.strip()]
        return said

    # Who is meant.

    def _unit_before(self, row: Row, column: str) -> str:
        """A unit that was there when the day came."""
        return self._unit_until(row, column, self._day_before())

    def _unit_until(self, row: Row, column: str, day: date) -> str:
        return self._meant(row, column, day, self.units, self.founded if self.base else {})

    def _unit_on(self, row: Row, column: str) -> str:
        """A unit that this plan founds, or that stands on the day."""
        return self._meant(row, column, self.day, self.units, self.founded)

    def _agency(self, row: Row, column: str) -> str:
        return self._agency_until(row, column, self._day_before())

    def _agency_until(self, row: Row, column: str, day: date) -> str:
        return self._meant(row, column, day, self.agencies, self.bodies)

    def _meant(self, row: Row, column: str, day: date, tree: Tree, founded: dict[str, str]) -> str:
        said = row[column]
        if not said or "@" in said or said in tree.versions:
            return said
        if said in founded:
            return founded[said]
        bearing = self._bearing(tree, day).get(said, set())
        if len(bearing) != 1:
            self._fault(row.at(column), UNKNOWN_BODY, text=said, on=words.day(day))
            return said
        return next(iter(bearing))

    def _bearing(self, tree: Tree, day: date) -> dict[str, set[str]]:
        """By code who bears it on a day; asked for by every row, gathered once."""
        place = (id(tree), day)
        if place not in self.borne:
            found = self.borne[place] = {}
            for one in tree.on(day):
                found.setdefault(one.code, set()).add(one.key)
        return self.borne[place]

    # What a cell says.

    def _fault(self, place: str, message: str, **facts: object) -> None:
        self.sheets.findings.append(Finding(place, message, facts))

    def _named(self, row: Row, key: str) -> None:
        """Key and code are parts of addresses of pages."""
        for column, text in (("code", row["code"]), ("key", row["key"] and key)):
            if text and not IN_ADDRESSES.fullmatch(text):
                self._fault(row.at(column), NOT_A_KEY, text=text)

    def _day_before(self) -> date:
        return self.day - ONE_DAY if self.day > date.min else self.day

    def _day(self, row: Row, column: str) -> date | None:
        text = row[column]
        if not text:
            return None
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
            try:
                day = datetime.strptime(text, form).date()
            except ValueError:
                continue
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            years = {"least": FIRST_YEAR, "most": LAST_YEAR}
            self._fault(row.at(column), NOT_OF_OUR_TIME, text=text, **years)
            return None
        self._fault(row.at(column), NOT_A_DAY, text=text)
        return None

    def _yes(self, row: Row, column: str, *, otherwise: bool) -> bool:
        text = bare(row[column])
        if text in YES | NO:
            return text in YES
        if text:
            self._fault(row.at(column), NOT_ONE_OF, text=row[column], known="yes, no")
        return otherwise

    def _level(self, row: Row) -> str:
        said = bare(row["level"])
        if not said:
            return _OF_KIND.get(bare(row["kind"]), Level.COMMUNE)
        if said in Level.values:
            return said
        if said in _LEVELS:
            return _LEVELS[said]
        place = row.at("level")
        if not any(one.place == place for one in self.sheets.findings):
            known = ", ".join(Level.values)
            self._fault(place, NOT_ONE_OF, text=row["level"], known=known)
        return Level.COMMUNE

    def _choice(self, row: Row, column: str, known: type[AgencyKind | Membership.Role]) -> str:
        said = row[column]
        for one in known:
            if said == one.value or bare(said) == bare(str(one.label)):
                return one.value
        self._fault(row.at(column), NOT_ONE_OF, text=said, known=", ".join(known.values))
        return said

    def _tile(self, row: Row, column: str) -> int | None:
        text = row[column]
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) <= MAX_TILE:
            return int(text)
        self._fault(row.at(column), NOT_A_NUMBER, text=text, least=0, most=MAX_TILE)
        return None

    def _weight(self, row: Row) -> Decimal | None:
        text = row["weight"].replace(",", ".")
        if not text:
            return None
        try:
            weight = Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
        except InvalidOperation:
            weight = Decimal(-1)
        if weight.is_finite() and 0 < weight <= 1:
            return weight
        self._fault(row.at("weight"), NOT_A_NUMBER, text=row["weight"], least=0, most=1)
        return None


def _padded(code: str, level: str) -> str:
    """A code of digits as the statistics office writes it: Excel drops the zeros in front."""
    return code.zfill(_DIGITS[Level(level)]) if code.isascii() and code.isdigit() else code


def _one_line(text: str) -> str:
    return " ".join(nfc(text).split())


def _several(text: str) -> tuple[str, ...]:
    return tuple(_one_line(part) for part in text.split(";") if part.strip())


def _joined(row: Row) -> str:
    """Source and remark as one line, cut to what the register keeps."""
    return ". ".join(_one_line(row[name]) for name in ("source", "note") if row[name])[:240]


def _with_mark(text: str, verified: str) -> str:
    """A source with how far it has been checked."""
    mark = _VERIFIED.get(verified.strip().lower(), "")
    kept = text[: 240 - len(mark) - 3] if mark else text[:240]
    return f"{kept} ({mark})" if mark else kept

"""What a unit reported, judged: on time or late, checked, counted, added up, and what is missing.

Cells are {"birth": {"total": 5214, "draft": 38}}; a cell that was not filled is absent, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dondoc.core.counts import parse_count, written
from dondoc.core.errors import Finding, Refusal, gettext_noop
from dondoc.core.expressions import MISSING, Env
from dondoc.core.pack_model import Check, Derived, Form, Format, Severity
from dondoc.core.packs_read import PLACEHOLDER

type Cells = Mapping[str, Mapping[str, int]]


class Timeliness(StrEnum):
    """Whether a report came in time; a correction sent later does not make it late."""

    ON_TIME = "on_time"
    LATE = "late"


def timeliness(sent_at: datetime, due_at: datetime, inclusive: bool) -> Timeliness:
    """Judge the moment a report was sent against the moment it was due.

    "Trước 08 giờ" excludes the hour: 08:00:00 is late. "Đến 17 giờ" includes the minute named, so
    that 17:00:59 is on time and 17:01:00 is late: a clock on the wall shows no seconds.

    >>> from dondoc.core.periods import HANOI
    >>> eight = datetime(2025, 2, 19, 8, 0, tzinfo=HANOI)
    >>> timeliness(eight, eight, inclusive=False).value, timeliness(eight, eight, True).value
    ('late', 'on_time')
    """
    if inclusive:
        sent_at = sent_at.replace(second=0, microsecond=0)
        return Timeliness.ON_TIME if sent_at <= due_at else Timeliness.LATE
    return Timeliness.ON_TIME if sent_at < due_at else Timeliness.LATE


@dataclass(frozen=True)
class CheckFinding:
    """What a check has to say about one row: the sentence, its hint, and the numbers it names."""

    row: str
    check_code: str
    severity: Severity
    message: str
    numbers: dict[str, int]
    hint: str
    fields: tuple[str, ...]


def check(form: Form, cells: Cells, previous: Cells | None = None) -> list[CheckFinding]:
    """Hold every row against every check; where a figure is missing the check stays silent.

    >>> from dondoc.core.pack_model import Check, Form
    >>> from dondoc.core.periods import DueRule, Kind
    >>> rule = Check("c", "b <= a", "B ({b}) nhiều hơn A ({a}).")
    >>> form = Form("f", "F", Kind.DAILY, DueRule(), "commune", {"r": "R"}, {"a": "A", "b": "B"},
    ...             checks=(rule,))
    >>> [finding.message for finding in check(form, {"r": {"a": 612, "b": 1806}})]
    ['B (1.806) nhiều hơn A (612).']
    >>> check(form, {"r": {"b": 806}})
    []
    """
    before = previous or {}
    all_rows = [cells.get(row, {}) for row in form.rows]
    found = []
    for row in form.rows:
        env = Env(cells.get(row, {}), before.get(row, {}), all_rows)
        found += [_finding(row, rule, env) for rule in form.checks if _broken(rule, env)]
    return found


def passed(form: Form, cells: Cells, previous: Cells | None = None) -> dict[str, int]:
    """How many rows keep each check that no row breaks; a check nobody could apply is left out."""
    broken = {finding.check_code for finding in check(form, cells, previous)}
    all_rows = [cells.get(row, {}) for row in form.rows]
    kept = dict.fromkeys((rule.code for rule in form.checks if rule.code not in broken), 0)
    for row in form.rows:
        env = Env(cells.get(row, {}), (previous or {}).get(row, {}), all_rows)
        for rule in form.checks:
            if rule.code in kept and rule.expression.evaluate(env) is True:
                kept[rule.code] += 1
    return {code: rows for code, rows in kept.items() if rows}


def _broken(rule: Check, env: Env) -> bool:
    return rule.expression.evaluate(env) is False


def _finding(row: str, rule: Check, env: Env) -> CheckFinding:
    numbers = {name: int(value) for name, value in env.fields.items() if value is not None}
    numbers |= {f"previous.{n}": int(v) for n, v in env.previous.items() if v is not None}
    named = [name for text in (rule.message, *rule.hints) for name in PLACEHOLDER.findall(text)]
    expression = rule.expression
    named += [*expression.fields, *(f"previous.{name}" for name in expression.previous_fields)]
    hints = [_said(hint, numbers) for hint in rule.hints if _can_say(hint, numbers)]
    return CheckFinding(
        row=row,
        check_code=rule.code,
        severity=rule.severity,
        message=_said(rule.message, numbers),
        numbers={name: numbers[name] for name in dict.fromkeys(named) if name in numbers},
        hint=" ".join(hints),
        fields=expression.fields,
    )


def _can_say(sentence: str, numbers: Mapping[str, int]) -> bool:
    return all(name in numbers for name in PLACEHOLDER.findall(sentence))


def _said(sentence: str, numbers: Mapping[str, int]) -> str:
    """The sentence with its numbers written in; one that was not reported is a dash."""

    def number(match: re.Match[str]) -> str:
        return written(numbers[match[1]]) if match[1] in numbers else "—"

    return PLACEHOLDER.sub(number, sentence)


def filled_rows(form: Form, cells: Cells) -> tuple[str, ...]:
    """The rows in which every field has a figure: the 4 of "nộp thiếu 4/5"."""
    return tuple(row for row in form.rows if set(form.fields) <= set(cells.get(row, {})))


def begun_rows(form: Form, cells: Cells) -> tuple[str, ...]:
    """The rows in which a person has typed something; a figure carried over does not count."""
    return tuple(row for row in form.rows if set(form.typed) & set(cells.get(row, {})))


@dataclass(frozen=True)
class Total:
    """The sum of a column over the rows present, and the rows that are missing from it."""

    value: int | None
    missing: tuple[str, ...]


def totals(form: Form, cells: Cells) -> dict[str, Total]:
    """The total row: each field over the rows that have it; with none there is no total, not 0."""
    return {field: _total(form, field, cells) for field in form.fields}


def _total(form: Form, field: str, cells: Cells) -> Total:
    figures = {row: cells[row][field] for row in form.rows if field in cells.get(row, {})}
    missing = tuple(row for row in form.rows if row not in figures)
    return Total(sum(figures.values()) if figures else None, missing)


def derived(form: Form, cells: Cells) -> dict[str, dict[str, Decimal]]:
    """The columns the system computes, row by row; where a figure is missing the cell is absent."""
    computed: dict[str, dict[str, Decimal]] = {}
    for row in form.rows:
        values = {d.code: d.expression.evaluate(Env(cells.get(row, {}))) for d in form.derived}
        computed[row] = {
            code: Decimal(value) for code, value in values.items() if value is not MISSING
        }
    return computed


def derived_totals(form: Form, cells: Cells) -> dict[str, Decimal]:
    """The computed columns of the total row: counts add up, a share is the share of the totals."""
    rows = derived(form, cells)
    sums = {field: total.value for field, total in totals(form, cells).items()}
    found: dict[str, Decimal] = {}
    for column in form.derived:
        value = _derived_total(column, rows, sums)
        if value is not None:
            found[column.code] = value
    return found


def _derived_total(
    column: Derived, rows: Mapping[str, Mapping[str, Decimal]], sums: Mapping[str, int | None]
) -> Decimal | None:
    if column.format is Format.SHARE:
        share = column.expression.evaluate(Env(sums))
        return None if share is MISSING else Decimal(share)
    parts = [row[column.code] for row in rows.values() if column.code in row]
    return sum(parts, Decimal(0)) if parts else None


@dataclass(frozen=True)
class RollUp:
    """Many units' cells added up, with how many units stand behind each of the sums."""

    cells: dict[str, dict[str, int]]
    contributed: dict[str, dict[str, int]]
    units: int


def roll_up(form: Form, reports: Iterable[Cells]) -> RollUp:
    """Add up the reports of many units; a sum says from how many, and nobody's cell is not 0.

    >>> from dondoc.core.periods import DueRule, Kind
    >>> form = Form("f", "F", Kind.DAILY, DueRule(), "commune", {"r": "R"}, {"a": "A", "b": "B"})
    >>> rolled = roll_up(form, [{"r": {"a": 1}}, {"r": {"a": 2}}, {}])
    >>> rolled.cells, rolled.contributed["r"], rolled.units
    ({'r': {'a': 3}}, {'a': 2, 'b': 0}, 3)
    """
    given = list(reports)
    cells: dict[str, dict[str, int]] = {}
    contributed: dict[str, dict[str, int]] = {}
    for row in form.rows:
        for field in form.fields:
            figures = [unit[row][field] for unit in given if field in unit.get(row, {})]
            contributed.setdefault(row, {})[field] = len(figures)
            if figures:
                cells.setdefault(row, {})[field] = sum(figures)
    return RollUp(cells, contributed, len(given))


@dataclass(frozen=True)
class ReadCells:
    """What could be read of a filled form, and what could not, each with its place."""

    cells: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]


UNKNOWN_CELL = gettext_noop("“%(place)s” is not a cell of this form.")


def read_cells(form: Form, raw: Mapping[str, Mapping[str, str]]) -> ReadCells:
    """Read the texts of a filled form into counts; empty cells stay absent, faults are gathered.

    >>> from dondoc.core.periods import DueRule, Kind
    >>> form = Form("f", "F", Kind.DAILY, DueRule(), "commune", {"r": "R"}, {"a": "A", "b": "B"})
    >>> read = read_cells(form, {"r": {"a": "1.234", "b": "mười"}})
    >>> read.cells, [finding.place for finding in read.findings]
    ({'r': {'a': 1234}}, ['r.b'])
    """
    cells: dict[str, dict[str, int]] = {}
    findings: list[Finding] = []
    for row, texts in raw.items():
        for field, text in texts.items():
            place = f"{row}.{field}"
            if row not in form.rows or field not in form.fields:
                findings.append(Finding(place, UNKNOWN_CELL, {"place": place[:80]}))
                continue
            try:
                count = parse_count(text)
            except Refusal as refusal:
                findings.append(Finding(place, refusal.message, refusal.facts))
                continue
            if count is not None:
                cells.setdefault(row, {})[field] = count
    return ReadCells(cells, tuple(findings))


@dataclass(frozen=True)
class Sent:
    """One filing as completeness sees it: what was owed, whether in time, whether returned."""

    owed: Hashable
    timeliness: Timeliness
    returned: bool = False


@dataclass(frozen=True)
class Completeness:
    """Of the reports owed, how many were filed and how many of these in time; never past 100 %."""

    owed: int
    filed: int
    on_time: int

    @property
    def filed_share(self) -> Decimal | None:
        """Filed out of owed; None where nothing was owed (không có mẫu số)."""
        return Decimal(self.filed) / self.owed if self.owed else None

    @property
    def on_time_share(self) -> Decimal | None:
        """Filed in time out of owed; None where nothing was owed."""
        return Decimal(self.on_time) / self.owed if self.owed else None

    @property
    def missing(self) -> int:
        """How many reports are owed and not there."""
        return self.owed - self.filed


def completeness(owed: Iterable[Hashable], history: Sequence[Sent]) -> Completeness:
    """Count each owed report once, however often it was corrected; back-fill is not counted.

    A report is in time when any filing of it that was not returned was in time. What was filed
    without being owed adds nothing, so no share can pass 100 %.

    >>> on_time, late = Timeliness.ON_TIME, Timeliness.LATE
    >>> completeness(["An Phú", "Ba Xa"], [Sent("An Phú", on_time), Sent("An Phú", late)])
    Completeness(owed=2, filed=1, on_time=1)
    """
    due = set(owed)
    standing = [sent for sent in history if sent.owed in due and not sent.returned]
    filed = {sent.owed for sent in standing}
    in_time = {sent.owed for sent in standing if sent.timeliness is Timeliness.ON_TIME}
    return Completeness(len(due), len(filed), len(in_time))

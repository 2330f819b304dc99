"""What a pack holds: one programme's forms, their checks, and the indicators drawn from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from dondoc.core.expressions import Expression, parse
from dondoc.core.periods import CloseRule, DueRule, Kind

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
AGENCY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# Reporters are named by level, never one by one: `lowest_unit` is the commune, and also Lý Sơn,
# a district that had no communes.
LEVELS = ("lowest_unit", "commune", "district", "department")


class Severity(StrEnum):
    """A warning asks to look again and never blocks; only the impossible is refused."""

    WARNING = "warning"
    IMPOSSIBLE = "impossible"


class Format(StrEnum):
    """How a derived column is written: as a count or as a percentage."""

    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True)
class Group:
    """A label that stands over several neighbouring columns, as on the paper annex."""

    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """A rule each row should keep, and the words spoken under the row when it does not.

    `message` and `hints` name numbers as {approved} and {previous.approved}; a hint whose number
    was not reported is left out. `label` is what may be said when every row keeps the rule.
    """

    code: str
    rule: str
    message: str
    severity: Severity = Severity.WARNING
    hints: tuple[str, ...] = ()
    label: str = ""

    @cached_property
    def expression(self) -> Expression:
        """The rule, read once."""
        return parse(self.rule)


@dataclass(frozen=True)
class Derived:
    """A column the system computes and nobody types: text on the page, never a box."""

    code: str
    label: str
    value: str
    format: Format = Format.COUNT

    @cached_property
    def expression(self) -> Expression:
        """The value's rule, read once."""
        return parse(self.value)


@dataclass(frozen=True)
class Form:
    """What is asked, of whom, how often and until when, in the order and words of the annex."""

    code: str
    label: str
    frequency: Kind
    due: DueRule
    reporters: str
    rows: dict[str, str]
    fields: dict[str, str]
    closes: CloseRule | None = None
    consolidated_by: str | None = None
    recipient: str | None = None
    row_label: str = ""
    total_row: bool = True
    groups: tuple[Group, ...] = ()
    carried: tuple[str, ...] = ()  # fields a page may fill in from the last report, to be corrected
    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()

    @property
    def typed(self) -> tuple[str, ...]:
        """The fields a person types every time."""
        return tuple(code for code in self.fields if code not in self.carried)

    def check(self, code: str) -> Check:
        """The check of that code."""
        return next(check for check in self.checks if check.code == code)


@dataclass(frozen=True)
class Target:
    """A level to be reached by the end of a day, in percent, with the words that order it."""

    by: date
    at_least: Decimal
    source: str
    starts: date | None = None  # the first day of a campaign, where the order names one


@dataclass(frozen=True)
class Indicator:
    """A share with its numerator and denominator, both fields of one form."""

    code: str
    label: str
    form: str
    numerator: str
    denominator: str
    targets: tuple[Target, ...] = ()
    noun: str = ""  # what is counted, as a sentence says it: "27.490 dữ liệu"

    def target_on(self, day: date) -> Target | None:
        """The target that a day is judged by: the nearest one not yet passed, else the last one."""
        ordered = sorted(self.targets, key=lambda target: target.by)
        ahead = [target for target in ordered if target.by >= day]
        return ahead[0] if ahead else ordered[-1] if ordered else None


@dataclass(frozen=True)
class Pack:
    """One programme: who leads it, under which words, with its forms and indicators."""

    code: str
    label: str
    lead: str
    source: str
    forms: tuple[Form, ...] = field(default=())
    indicators: tuple[Indicator, ...] = field(default=())

    def form(self, code: str) -> Form:
        """The form of that code."""
        return next(form for form in self.forms if form.code == code)

    def indicator(self, code: str) -> Indicator:
        """The indicator of that code."""
        return next(indicator for indicator in self.indicators if indicator.code == code)

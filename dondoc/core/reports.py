"""What a unit reported, judged: on time or late, checked, counted, added up, and what is missing.

Cells are {"birth": {"total": 5214, "draft": 38}}; a cell that was not filled is absent, never 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dondoc.core.counts import parse_count
from dondoc.core.errors import Finding, Refusal, gettext_noop
from dondoc.core.pack_model import Form
from dondoc.core.report_checks import Cells, CheckFinding, check, passed
from dondoc.core.report_sums import RollUp, Total, derived, derived_totals, roll_up, totals

__all__ = [
    "Cells",
    "CheckFinding",
    "Completeness",
    "ReadCells",
    "RollUp",
    "Sent",
    "Timeliness",
    "Total",
    "begun_rows",
    "check",
    "completeness",
    "derived",
    "derived_totals",
    "filled_rows",
    "passed",
    "read_cells",
    "roll_up",
    "timeliness",
    "totals",
]


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


def filled_rows(form: Form, cells: Cells) -> tuple[str, ...]:
    """The rows in which every field has a figure: the 4 of "nộp thiếu 4/5"."""
    return tuple(row for row in form.rows if set(form.fields) <= set(cells.get(row, {})))


def begun_rows(form: Form, cells: Cells) -> tuple[str, ...]:
    """The rows in which a person has typed something; a figure carried over does not count."""
    return tuple(row for row in form.rows if set(form.typed) & set(cells.get(row, {})))


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

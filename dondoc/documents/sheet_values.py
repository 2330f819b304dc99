"""A form to be filled in a spreadsheet as plain values, and why a returned one is refused."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.core.errors import Refusal, gettext_noop

MAX_SHEET_MB = 10
MAX_UNPACKED_MB = 60
KEY_SHEET = "dondoc"
FIRST_FIELD = 3  # columns A and B hold the counter and the label
# A spreadsheet runs a text that begins so as a formula, whoever wrote it: every file we write and a
# spreadsheet may open holds such texts as texts.
RISKY = ("=", "+", "-", "@", "\t", "\r")


class SheetUnreadable(Refusal):
    """Not a workbook at all."""

    code = "sheet.not_a_workbook"
    message = gettext_noop(
        "This file is not an Excel workbook (.xlsx). "
        "Fill in the form downloaded from this page and send that."
    )


class SheetWithoutKey(Refusal):
    """Nothing says which report the workbook is for."""

    code = "sheet.no_key"
    message = gettext_noop(
        "This workbook was not downloaded from here, or was copied without its hidden sheet. "
        "Download the form again and fill that in."
    )


class SheetOfAnotherReport(Refusal):
    """The workbook was downloaded for another report."""

    code = "sheet.other_report"
    message = gettext_noop(
        "This workbook belongs to another report. "
        "Download the form of this report and fill that in."
    )


class SheetFaulty(Refusal):
    """Cells hold what cannot be a figure, or the layout was changed."""

    code = "sheet.faults"
    message = gettext_noop(
        "The workbook has %(count)s faults. Correct the cells listed and send it again."
    )


@dataclass(frozen=True)
class SheetColumn:
    """A figure asked for in every row; columns of the same group share a merged head."""

    code: str
    label: str
    group: str | None = None


@dataclass(frozen=True)
class SheetForm:
    """What a report form asks, and the key of the report it is downloaded for."""

    title: str
    notes: tuple[str, ...]
    row_label: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[SheetColumn, ...]
    total_row: bool
    key: dict[str, str]

    @property
    def grouped(self) -> bool:
        """Whether the head needs a second row."""
        return any(column.group for column in self.columns)

    @property
    def head_at(self) -> int:
        """The first row of the head, under the title, the notes and an empty row."""
        return 1 + len(self.notes) + 2

    @property
    def first_row_at(self) -> int:
        """The first row of figures."""
        return self.head_at + (2 if self.grouped else 1)

    @property
    def last_row_at(self) -> int:
        """The last row of figures, before the total."""
        return self.first_row_at + len(self.rows) - 1

    @property
    def last_column(self) -> int:
        """The number of the last column."""
        return FIRST_FIELD + len(self.columns) - 1

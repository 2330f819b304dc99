"""One report on its officer's desk: what the boxes hold, from where, and how long is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import QueryDict

from dondoc.core.packs import Form
from dondoc.core.periods import Kind
from dondoc.reports import actions, queries
from dondoc.reports.grid import Difference, Grid, Typed, differences, grid_of, texts_of
from dondoc.reports.models import Draft, Filing, Report
from dondoc.web import words

LONGEST_TEXT, LONGEST_LINE, LONGEST_NOTE = 60, 300, 4000
TRACK = timedelta(hours=1)


@dataclass(frozen=True)
class Countdown:
    """How long is left until the hour, and what lateness means."""

    now: datetime
    due_at: datetime
    inclusive: bool
    closes_at: datetime | None

    @property
    def past(self) -> bool:
        """Whether sending now is late."""
        return self.now > self.due_at if self.inclusive else self.now >= self.due_at

    @property
    def minutes(self) -> int:
        """Whole minutes left, or passed."""
        return int(abs(self.due_at - self.now).total_seconds()) // 60

    @property
    def left(self) -> str:
        """ "17 phút", "quá 5 phút"."""
        return (
            f"quá {words.time_left(self.minutes)}" if self.past else words.time_left(self.minutes)
        )

    @property
    def soon(self) -> bool:
        """Within the hour: amber."""
        return not self.past and self.minutes < 60

    @property
    def track_from(self) -> datetime | None:
        """Where the drawing of the last hour begins."""
        return self.due_at - TRACK if self.soon else None


@dataclass(frozen=True)
class Desk:
    """A report being filled in at a moment."""

    report: Report
    at: datetime
    unlocked: bool = False

    @cached_property
    def form(self) -> Form:
        """The form as it is in force."""
        return self.report.demand.form

    @cached_property
    def newest(self) -> Filing | None:
        """The newest revision, whether it counts or was returned."""
        return max(self.report.filings.all(), key=lambda one: one.revision, default=None)

    @cached_property
    def previous(self) -> Filing | None:
        """The unit's filing of an earlier period, whose figures stand under the boxes."""
        return actions.previous_filing(self.report, self.at)

    @property
    def draft(self) -> Draft | None:
        """What somebody began to type."""
        return getattr(self.report, "draft", None)

    @property
    def standing(self) -> queries.Standing:
        """How the report stands."""
        return queries.standing_of(self.report, self.form, self.at)

    @property
    def countdown(self) -> Countdown | None:
        """The minutes left; a day asked for afterwards is never late."""
        if self.report.back_fill:
            return None
        one = self.report
        return Countdown(self.at, one.due_at, one.due_inclusive, one.closes_at)

    @cached_property
    def before_word(self) -> str:
        """ "hôm qua" where it was; otherwise the day of those figures."""
        if self.previous is None:
            return "hôm qua"
        gap = self.report.first_on - self.previous.report.first_on
        if self.form.frequency is not Kind.DAILY:
            return "kỳ trước"
        return "hôm qua" if gap.days == 1 else words.short_day(self.previous.report.first_on)

    def start(self) -> Typed:
        """What the boxes hold at first: the draft, else what was sent, else what carries over."""
        if self.draft:
            return Typed(self.draft.cells, self.draft.explanations, self.draft.obstacles)
        if self.newest:
            sent = self.newest
            return Typed(texts_of(sent.cells), sent.explanations, sent.obstacles)
        return Typed(self.carried())

    def carried(self) -> dict[str, dict[str, str]]:
        """Figures that change only when something new is found, from the period before."""
        before = texts_of(self.previous.cells) if self.previous else {}
        return {
            row: {name: text for name, text in some.items() if name in self.form.carried}
            for row, some in before.items()
        }

    def posted(self, data: QueryDict) -> Typed:
        """What came from the page, exactly as typed."""
        cells = {
            row: {name: data.get(f"{row}.{name}", "")[:LONGEST_TEXT] for name in self.form.fields}
            for row in self.form.rows
        }
        said = {row: data.get(f"explain.{row}", "")[:LONGEST_LINE] for row in self.form.rows}
        return Typed(
            {row: {name: text for name, text in some.items() if text.strip()}
             for row, some in cells.items()},
            {row: text for row, text in said.items() if text.strip()},
            data.get("obstacles", "")[:LONGEST_NOTE],
        )  # fmt: skip

    def with_yesterday(self, typed: Typed, row: str) -> Typed:
        """The row's empty boxes filled with the figures of the period before."""
        before = texts_of(self.previous.cells) if self.previous else {}
        filled = {**before.get(row, {}), **typed.cells.get(row, {})}
        return Typed({**typed.cells, row: filled}, typed.explanations, typed.obstacles)

    def over(self, typed: Typed, cells: dict[str, dict[str, str]]) -> Typed:
        """Pasted cells laid over what stands in the boxes."""
        laid = {row: {**typed.cells.get(row, {}), **cells.get(row, {})} for row in self.form.rows}
        return Typed(laid, typed.explanations, typed.obstacles)

    def grid(self, typed: Typed, changed: Iterable[tuple[str, str]] = ()) -> Grid:
        """The form laid out."""
        return grid_of(
            self.form,
            typed,
            self.previous.cells if self.previous else None,
            before_word=self.before_word,
            unlocked=self.unlocked,
            changed=changed,
        )

    def against_newest(self, typed: Typed) -> list[Difference]:
        """What would be corrected: the boxes against the newest revision."""
        return (
            differences(self.form, texts_of(self.newest.cells), typed.cells) if self.newest else []
        )

"""What a wording says about time, and the named rules by which a last day is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from dondoc.core.errors import gettext_noop

RULES: dict[str, str] = {
    "before_excludes_the_day": gettext_noop(
        "“Before” a day leaves it out: the day before it is the last."
    ),
    "before_excludes_the_period": gettext_noop(
        "“Before” a period: the day before it begins is the last."
    ),
    "before_hour": gettext_noop("“Before” an hour leaves it out: the hour itself is late."),
    "until_hour": gettext_noop("Until an hour of a day: the hour itself is on time."),
    "until_end_of_day": gettext_noop("Until the end of a day: that day is the last."),
    "no_later_than": gettext_noop("No later than a day: that day is the last."),
    "within_the_day": gettext_noop("Within a day: that day is the last."),
    "span_inclusive": gettext_noop(
        "From one day to another: both are counted, the second is the last."
    ),
    "campaign_days": gettext_noop("So many days from a day: that day is the first of them."),
    "counted_days": gettext_noop("So many days counted from a day: the day itself is not counted."),
    "counted_working_days": gettext_noop(
        "So many working days counted from a day: neither that day nor rest days are counted."
    ),
    "counted_from_unknown_day": gettext_noop("Counted from a day that the words do not give."),
    "end_of_month": gettext_noop("Within a month: its last day."),
    "end_of_quarter": gettext_noop("Within a quarter: its last day."),
    "end_of_half_year": gettext_noop("Within half a year: its last day."),
    "end_of_year": gettext_noop("Within a year: its last day."),
    "end_of_week": gettext_noop("Within a week: its last day."),
    "end_of_some_months": gettext_noop("Within some months of a year: the last day of the last."),
    "third_of_a_month": gettext_noop(
        "Within a third of a month: its tenth, twentieth or last day."
    ),
    "before_the_end_of_the_period": gettext_noop("Before a period ends: its last day."),
    "days_before_the_end": gettext_noop("So many days before the end of a period."),
    "days_after_the_end": gettext_noop("So many days after the end of a period."),
    "counted_months": gettext_noop(
        "So many weeks, months or years counted from a day: the day of the same name is the last."
    ),
    "counted_hours": gettext_noop(
        "So many hours counted from a moment that the words do not give."
    ),
    "to_year_ambiguous": gettext_noop(
        "“To the year” may mean its end or its beginning; the end is read, a person confirms."
    ),
    "year_named_alone": gettext_noop("Only a year is named: its end is read, a person confirms."),
    "time_without_a_day": gettext_noop("A time is named, but none of its days: no day is read."),
    "day_without_a_month": gettext_noop("A day is named without its month: no day is read."),
    "hour_without_a_day": gettext_noop("An hour is named without its day: no day is read."),
    "day_said_elsewhere": gettext_noop(
        "The words point to a day that is said elsewhere: no day is read."
    ),
    "every_day": gettext_noop("Every day."),
    "every_day_before_hour": gettext_noop("Every day before an hour: the hour itself is late."),
    "every_day_by_hour": gettext_noop("Every day by an hour: the hour itself is on time."),
    "every_week": gettext_noop("Every week."),
    "every_month": gettext_noop("Every month."),
    "every_month_window": gettext_noop("Every month, between two of its days."),
    "every_quarter": gettext_noop("Every quarter."),
    "every_half_year": gettext_noop("Every half-year."),
    "every_year": gettext_noop("Every year."),
    "day_read_as_included": gettext_noop("Read as if the named day itself were still on time."),
    "day_read_as_first": gettext_noop("Read with the first day counted."),
    "day_read_as_not_first": gettext_noop("Read without the first day."),
    "next_working_day": gettext_noop(
        "The last day is a rest day; a limit that is counted ends with the next working day."
    ),
    "last_working_day_of_week": gettext_noop("Read as the last working day of the week."),
    "beginning_of_year": gettext_noop("Read as before the year begins."),
    "another_day_in_the_words": gettext_noop("Another day that the same words name."),
}

ASSUMPTIONS: dict[str, str] = {
    "year_of_the_document": gettext_noop("No year is written; the document's year is taken."),
    "year_after_the_document": gettext_noop(
        "No year is written, and in the document's year the day would lie long before it; the next "
        "year is taken."
    ),
    "year_in_two_digits": gettext_noop(
        "The year is written with two digits; this century is taken."
    ),
    "month_of_the_document": gettext_noop("No month is written; the document's month is taken."),
    "first_day_of_the_other_side": gettext_noop(
        "The month of the first day is that of the second."
    ),
    "end_of_the_period_meant": gettext_noop("The end of the period is meant."),
    "first_day_not_counted": gettext_noop("The day from which is counted is not counted itself."),
    "first_day_counted": gettext_noop("The first day is counted."),
    "counted_from_the_document": gettext_noop("Counted from the day of the document."),
    "holidays_of_the_calendar": gettext_noop(
        "Weekends, public holidays and swapped days are those of the calendar as now announced."
    ),
}

SETTLES: dict[str, str] = {
    "the_document_date": gettext_noop("The document's date would settle it."),
    "the_day_it_arrived": gettext_noop("The day on which it was received would settle it."),
    "the_day_it_happened": gettext_noop("The day from which it is counted would settle it."),
    "the_day_of_the_occasion": gettext_noop(
        "The day on which that occasion falls would settle it."
    ),
    "the_day_in_the_period": gettext_noop("A day within that time would settle it."),
    "the_month": gettext_noop("The month would settle it."),
    "the_day_of_the_hour": gettext_noop("The day to which the hour belongs would settle it."),
    "the_day_said_elsewhere": gettext_noop("The day to which the words point would settle it."),
    "the_issuer": gettext_noop("A word of the issuing agency would settle it."),
}


# These name a time from which no day follows: any other words bind more firmly.
_VAGUE = {"time_without_a_day", "day_without_a_month", "hour_without_a_day", "day_said_elsewhere"}


@dataclass(frozen=True)
class OtherReading:
    """A second way to read the same words: its last day, and the rule that gives it."""

    day: date
    rule: str


@dataclass(frozen=True)
class Rhythm:
    """On which days a recurring duty falls: days of the month, a weekday (Monday is 1), a window.

    A day below zero is counted from the end: -1 is the last day of the month. `months` are those of
    the year, or of the quarter where the duty is quarterly; where there are as many months as days
    they belong together in pairs. The days are the last on time: "trước ngày 25" falls on the 24th.
    """

    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weekday: int | None = None
    window: tuple[int, int] | None = None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Deadline:
    """What one phrase says about time: its words and place, the last day on time, and by which
    rule.

    `due` is None where the words give no day; `before` says that the hour itself is already late.
    """

    start: int
    end: int
    words: str
    rule: str
    due: date | None = None
    due_time: time | None = None
    before: bool = False
    starts: date | None = None
    every: str | None = None
    others: tuple[OtherReading, ...] = ()
    assumptions: tuple[str, ...] = ()  # keys of `ASSUMPTIONS`
    settles: str | None = None  # a key of `SETTLES`
    rhythm: Rhythm | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether a person should confirm how the words are meant."""
        return self.rule in {"to_year_ambiguous", "year_named_alone"}

    @property
    def firmness(self) -> int:
        """How firmly the words bind: a limit more than the days between which something happens,
        those more than a period, a period more than a year named alone."""
        if self.rule in _VAGUE:
            return 0
        if self.ambiguous:
            return 1
        if self.rule.startswith("end_of"):
            return 2
        return 3 if self.rule == "span_inclusive" else 4

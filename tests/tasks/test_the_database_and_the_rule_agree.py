"""Lists in SQL give the same verdict as the rule in Python, for any history and any moment."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from dondoc.agencies.models import Person
from dondoc.core.asof import AsOf, start_of
from dondoc.core.periods import HANOI
from dondoc.core.tasks import Kind, State
from dondoc.dispatches.models import Dispatch
from dondoc.tasks.history import rebuild_spans
from dondoc.tasks.models import Change, OffDiagonal, Span, Task

FIRST = datetime(2025, 1, 20, tzinfo=HANOI)
WINDOW = 60
MINUTES = some.integers(0, WINDOW * 24 * 60)
DAYS = some.integers(-5, WINDOW + 5).map(lambda n: FIRST.date() + timedelta(days=n))


@some.composite
def happenings(draw) -> dict:
    """One row of a task's history, recorded for a day before or after."""
    recorded = FIRST + timedelta(minutes=draw(MINUTES))
    return {
        "kind": draw(some.sampled_from(Kind)).value,
        "recorded_at": recorded,
        "effective_on": recorded.date() + timedelta(days=draw(some.integers(-7, 7))),
        "due_on": draw(some.none() | DAYS),
        "forecast_on": draw(some.none() | DAYS),
        "standing": draw(some.booleans()),
        "percent": draw(some.none() | some.integers(0, 100).map(Decimal)),
    }


@some.composite
def moments(draw) -> AsOf:
    """A moment with its own day, or a past day as it was known at its end."""
    moment = FIRST + timedelta(minutes=draw(MINUTES))
    return AsOf.at(moment) if draw(some.booleans()) else AsOf.end_of(moment.date())


HISTORIES = some.lists(happenings(), min_size=1, max_size=6)


def rows_of(task: Task) -> list[tuple]:
    """The intervals of a task, without their keys."""
    names = [field.attname for field in Span._meta.fields if field.name != "id"]
    return list(Span.objects.filter(task=task).order_by("known_from").values_list(*names))


class TestTheDatabaseAndTheRule(TestCase):
    """Run on SQLite and on PostgreSQL: both are promised."""

    @classmethod
    def setUpTestData(cls):
        person = Person.objects.create(username="lan", full_name="Nguyễn Thị Lan")
        dispatch = Dispatch.objects.create(
            arrived_at=FIRST, text="", text_hash="x", reading={}, original=b"",
            original_name="cong-van.txt", recorded_by=person, recorded_at=FIRST,
        )  # fmt: skip
        cls.task = Task.objects.create(
            code="02.1", title="Số hóa sổ hộ tịch", dispatch=dispatch, start=0, end=0, text="",
            lead_label="Sở Tư pháp", created_by=person, created_at=FIRST,
        )  # fmt: skip
        cls.other = Task.objects.create(
            code="02.2", title="Việc khác", dispatch=dispatch, start=0, end=0, text="",
            lead_label="Sở Tài chính", created_by=person, created_at=FIRST,
        )  # fmt: skip

    def tell(self, history: list[dict]) -> None:
        """Write a history down and derive its intervals; the other task is ordered and quiet."""
        for happened in history:
            Change.objects.create(task=self.task, **happened)
        Change.objects.create(
            task=self.other, kind=Kind.ORDERED, recorded_at=FIRST, effective_on=FIRST.date(),
            due_on=date(2025, 2, 19),
        )  # fmt: skip
        rebuild_spans([self.task, self.other])

    @settings(max_examples=120)
    @given(history=HISTORIES, at=moments())
    def test_sql_lists_a_task_in_exactly_the_state_that_the_rule_gives(self, history, at):
        self.tell(history)
        listed = [s for s in State if Task.objects.in_state(s, at).filter(pk=self.task.pk).exists()]
        begun = any(
            h["recorded_at"] <= at.known_at and h["effective_on"] <= at.day for h in history
        )
        assert listed == ([self.task.state(at)] if begun else [])

    @settings(max_examples=60)
    @given(history=HISTORIES, at=moments())
    def test_every_task_that_has_begun_stands_in_one_state_once(self, history, at):
        self.tell(history)
        standing = [
            pk for s in State for pk in Task.objects.in_state(s, at).values_list("pk", flat=True)
        ]
        assert len(standing) == len(set(standing))
        assert self.other.pk in standing

    @settings(max_examples=60)
    @given(history=HISTORIES)
    def test_deriving_the_intervals_anew_gives_an_equal_table(self, history):
        self.tell(history)
        before = rows_of(self.task)
        assert rebuild_spans([self.task]) == len(before)
        assert rows_of(self.task) == before

    @settings(max_examples=40)
    @given(history=HISTORIES)
    def test_at_any_moment_at_most_one_interval_stands(self, history):
        self.tell(history)
        rows = Span.objects.filter(task=self.task).order_by("known_from")
        ends = [(row.known_from, row.known_to) for row in rows]
        assert all(end == start for (_, end), (start, _) in pairwise(ends))
        assert ends[-1][1] is None

    def test_a_past_day_with_later_knowledge_is_no_question_for_sql(self):
        at = AsOf(date(2025, 2, 18), start_of(date(2025, 2, 20)))
        with pytest.raises(OffDiagonal):
            Task.objects.in_state(State.OVERDUE, at)

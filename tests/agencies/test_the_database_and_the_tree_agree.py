"""What SQL says existed on a day is what the rule says, whatever was recorded or taken back when."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from dondoc.agencies import actions, register
from dondoc.agencies.models import Decision, Ending, Unit, UnitSuccession, Withdrawal
from dondoc.core.asof import AsOf
from dondoc.core.periods import HANOI
from dondoc.core.units import Tree
from tests.succession_strategies import FIRST, History, histories

START = datetime(2024, 1, 1, tzinfo=HANOI)
MOMENTS = some.integers(0, 200).map(lambda n: START + timedelta(days=n, hours=9))


def write(history: History, recorded: dict[date, datetime]) -> dict[date, Decision]:
    """The history as rows: what happened on one day is one decision."""
    decisions = {
        day: Decision.objects.create(number=f"{day}", effective_on=day, recorded_at=moment)
        for day, moment in recorded.items()
    }
    rows: dict[tuple[str, date], Unit] = {}
    for one in history.facts.versions:
        parent = next((row for (key, _), row in rows.items() if key == one.parent), None)
        unit = actions.made_unit(
            parent=parent, key=one.key, code=one.code, name=one.name, kind=one.kind,
            level=one.level, exists_from=one.from_on, decision=decisions.get(one.from_on),
        )  # fmt: skip
        unit.save()
        rows[one.key, one.from_on] = unit
    for end in history.facts.endings:
        day = end.last_on + timedelta(days=1)
        Ending.objects.create(
            unit=rows[end.key, end.from_on], last_on=end.last_on, decision=decisions.get(day)
        )
    for step in history.facts.successions:
        before = next(row for (key, _), row in rows.items() if key == step.before)
        after = next(row for (key, _), row in rows.items() if key == step.after)
        UnitSuccession.objects.create(
            before=before, after=after, on=step.on, whole=step.whole, weight=step.weight,
            decision=decisions.get(step.on),
        )  # fmt: skip
    return decisions


class TestTheDatabaseAndTheTree(TestCase):
    """Run on SQLite and on PostgreSQL: both are promised."""

    @settings(max_examples=25)
    @given(data=some.data())
    def test_they_name_the_same_units_for_any_day_known_at_any_moment(self, data):
        history = data.draw(histories())
        days = {one.from_on for one in history.facts.versions}
        days |= {end.last_on + timedelta(days=1) for end in history.facts.endings}
        recorded = {day: data.draw(MOMENTS) for day in sorted(days - {FIRST})}
        decisions = write(history, recorded)
        for day, decision in decisions.items():
            if data.draw(some.booleans()):
                taken = recorded[day] + timedelta(days=data.draw(some.integers(0, 60)))
                Withdrawal.objects.create(decision=decision, at=taken, reason="nhầm")
        ever = register.unit_facts()

        for _ in range(3):
            day = FIRST + timedelta(days=data.draw(some.integers(-2, 90)))
            at = AsOf(day, data.draw(MOMENTS))
            tree = Tree.known_at(ever, at.known_at)

            def told(units):
                return sorted((one.key, one.code, one.name, one.kind) for one in units)

            assert told(Unit.objects.on(at)) == told(tree.on(day))
            assert told(Unit.objects.lowest(at)) == told(tree.lowest(day))
            known = register.unit_facts(at)
            assert told(Tree(known).on(day)) == told(tree.on(day))
            assert sorted(map(repr, known.successions)) == sorted(map(repr, tree.facts.successions))

    @settings(max_examples=15)
    @given(data=some.data())
    def test_what_is_recorded_or_taken_back_later_changes_no_earlier_answer(self, data):
        history = data.draw(histories())
        moment = data.draw(MOMENTS)
        days = sorted({one.from_on for one in history.facts.versions} - {FIRST})
        recorded = {day: data.draw(MOMENTS) for day in days}
        early = {day for day in days if recorded[day] <= moment}
        decisions = write(history, recorded)
        at = AsOf(FIRST + timedelta(days=data.draw(some.integers(0, 90))), moment)
        before = sorted(Unit.objects.on(at).values_list("key", "name"))

        for day in early:
            later = moment + timedelta(seconds=data.draw(some.integers(1, 999)))
            Withdrawal.objects.create(decision=decisions[day], at=later, reason="nhầm")

        assert sorted(Unit.objects.on(at).values_list("key", "name")) == before

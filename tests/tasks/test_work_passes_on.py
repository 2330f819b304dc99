"""A department ends and its work passes on: days late continue, and nothing given is rewritten."""

from datetime import date

import pytest

from dondoc.agencies.models import Decision, Transfer, Withdrawal
from dondoc.core.asof import AsOf
from dondoc.core.tasks import State
from dondoc.reports.models import Filing, Report
from dondoc.tasks import actions, answering
from dondoc.tasks.models import Assignment, Change, Span, Task
from dondoc.tasks.queries import judge
from tests.cast import hanoi
from tests.merging import DECIDED, LATER, MERGED, department, merger

__all__ = ["merger"]

BEFORE = hanoi(2025, 2, 28)


def judged(task: Task, moment):
    return judge(Task.objects.filter(pk=task.pk), AsOf.at(moment))[0]


def names(judged, *, now: bool) -> list[str]:
    return [one.name for one in answering.in_sight(judged.parts, now=now)]


def table(*models) -> dict:
    return {one: list(one.objects.order_by("pk").values()) for one in models}


class TestWhatStays:
    def test_the_days_late_go_on_and_the_last_day_is_the_same(self, merger):
        assert judged(merger.late, BEFORE).days_late == 9
        merger.passes()

        found = judged(merger.late, LATER)
        assert found.state is State.OVERDUE
        assert found.facts.due_on == date(2025, 2, 19)
        assert found.days_late == 13

    def test_nothing_is_written_but_the_decision_and_its_transfers(self, merger):
        everything = (Task, Assignment, Change, Span, Report, Filing)
        before = table(*everything)
        merger.passes()

        assert table(*everything) == before
        assert Transfer.objects.count() == Decision.objects.count() == 1

    def test_given_is_given_and_who_answers_is_another_question(self, merger):
        merger.passes()
        found = judged(merger.late, LATER)

        assert found.leads == ("Sở Tài chính",)
        assert names(found, now=False) == ["Sở Tài chính"]
        assert names(found, now=True) == ["Sở Kinh tế"]
        assert found.parts[0].by.decision.number == "05/QĐ-UBND"
        assert found.parts[0].by.since == MERGED

    def test_a_past_day_names_the_owner_of_that_day(self, merger):
        merger.passes()

        assert names(judged(merger.late, BEFORE), now=True) == ["Sở Tài chính"]
        saturday = hanoi(2025, 3, 1)  # decided for that day, but recorded on the 3rd
        assert names(judged(merger.late, saturday), now=True) == ["Sở Tài chính"]
        known_later = judge(Task.objects.filter(pk=merger.late.pk), AsOf(MERGED, LATER))[0]
        assert names(known_later, now=True) == ["Sở Kinh tế"]

    def test_a_decision_withdrawn_leaves_no_mark_on_any_answer(self, merger):
        fresh = repr(judged(merger.late, LATER))
        decision = merger.passes()
        assert repr(judged(merger.late, LATER)) != fresh
        merger.withdraws(decision, LATER)
        assert repr(judged(merger.late, LATER)) == fresh
        assert Withdrawal.objects.count() == 1


class TestWhoMayAct:
    def test_the_successor_sees_the_task_and_the_predecessor_acts_no_more(self, merger):
        assert merger.late not in Task.objects.visible_to(merger.doan)
        merger.passes()

        assert merger.late in Task.objects.visible_to(merger.doan)
        assert merger.late in Task.objects.led_by(merger.doan)
        assert merger.late in Task.objects.visible_to(merger.hung)  # it was given it
        assert merger.late not in Task.objects.led_by(merger.hung)

    def test_handed_in_by_the_successor_it_is_judged_by_the_same_last_day(self, merger):
        merger.passes()
        actions.hand_in(task=merger.late, product="Dự toán", by=merger.doan, at=LATER)
        actions.accept(task=merger.late, by=merger.cast.lan, at=hanoi(2025, 3, 5))

        found = judged(merger.late, hanoi(2025, 3, 6))
        assert found.state is State.DONE_LATE
        assert found.days_late == 13  # from 19/02 to 04/03, across the merger

    def test_in_time_is_in_time_whoever_hands_it_in(self, merger):
        actions.extend(task=merger.late, due_on=date(2025, 3, 10), authority="Kết luận 9",
                       by=merger.cast.minh, at=BEFORE)  # fmt: skip
        merger.passes()
        actions.hand_in(task=merger.late, product="Dự toán", by=merger.doan, at=LATER)
        actions.accept(task=merger.late, by=merger.cast.lan, at=hanoi(2025, 3, 12))

        assert judged(merger.late, hanoi(2025, 3, 12)).state is State.DONE

    def test_finished_work_stays_with_whom_it_was_given(self, merger):
        actions.hand_in(task=merger.late, product="Dự toán", by=merger.hung, at=BEFORE)
        actions.accept(task=merger.late, by=merger.cast.lan, at=BEFORE)

        found = judged(merger.late, LATER)
        assert names(found, now=True) == names(found, now=False) == ["Sở Tài chính"]
        assert merger.late in Task.objects.visible_to(merger.hung)
        assert merger.late not in Task.objects.visible_to(merger.doan)

    def test_before_the_day_of_effect_nobody_new_may_act(self, merger):
        merger.passes()
        merger.today(date(2025, 2, 28))
        merger.doan.duty = None
        assert merger.late in Task.objects.led_by(merger.hung)
        assert not Task.objects.led_by(merger.doan).exists()

    def test_who_supports_passes_on_too_and_does_not_lead(self, merger):
        task = merger.of(merger.cast.justice)
        Assignment.objects.create(task=task, agency=merger.cast.finance, role=Assignment.SUPPORT)
        merger.pass_on(task.pk, merger.cast.finance, merger.economy)

        assert task in Task.objects.visible_to(merger.doan)
        assert task not in Task.objects.led_by(merger.doan)
        assert task in Task.objects.led_by(merger.cast.binh)

    def test_another_name_keeps_everything_in_sight(self, merger):
        """The same key from a later day: it is the same body."""
        from dondoc.agencies import actions as agencies

        renamed = agencies.new_agency(
            key=merger.cast.finance.key, code="so-tai-chinh", name="Sở Tài chính và Giá",
            kind="department", unit=merger.cast.province, exists_from=MERGED,
        )  # fmt: skip
        merger.today()
        merger.hung.duty.agency = renamed

        assert merger.late in Task.objects.led_by(merger.hung)
        found = judged(merger.late, LATER)
        assert not found.parts[0].passed_on and found.leads == ("Sở Tài chính",)

    def test_the_successor_opens_what_its_predecessor_received(self, merger, client, monkeypatch):
        from dondoc.agencies.models import AgencySuccession
        from dondoc.dispatches.models import Dispatch

        assert not Dispatch.objects.visible_to(merger.doan).exists()
        AgencySuccession.objects.create(before=merger.cast.finance, after=merger.economy, on=MERGED)
        assert Dispatch.objects.visible_to(merger.doan).exists()


class TestChainsAndParts:
    def test_a_chain_is_followed_to_its_last(self, merger):
        merger.passes()
        planning = department("so-ke-hoach", "Sở Kế hoạch", merger.cast.province)
        merger.passes(planning, at=LATER, on=LATER.date(), number="09/QĐ-UBND")

        found = judged(merger.late, hanoi(2025, 3, 5))
        assert names(found, now=True) == ["Sở Kế hoạch"]
        told = [(p.before[0].name, p.after[0].name, p.since.day) for p in found.parts[0].passages]
        assert told == [("Sở Tài chính", "Sở Kinh tế", 1), ("Sở Kinh tế", "Sở Kế hoạch", 4)]
        assert merger.late in Task.objects.visible_to(merger.doan)  # it once answered
        assert merger.late not in Task.objects.led_by(merger.doan.on_duty(LATER.date()))

    def test_split_to_two_both_lead_and_the_province_still_counts_one(self, merger):
        merger.passes(merger.economy, merger.cast.justice)

        assert merger.late in Task.objects.led_by(merger.doan)
        assert merger.late in Task.objects.led_by(merger.cast.binh)
        assert sorted(names(judged(merger.late, LATER), now=True)) == ["Sở Kinh tế", "Sở Tư pháp"]

    def test_passed_to_nobody_it_ends_and_past_days_answer_as_before(self, merger):
        merger.pass_on(merger.late.pk, merger.cast.finance)

        assert judged(merger.late, LATER).state is State.ENDED
        assert judged(merger.late, BEFORE).state is State.OVERDUE
        assert not Task.objects.led_by(merger.hung).filter(pk=merger.late.pk).exists()

    def test_one_of_two_leads_without_object_leaves_the_task_to_the_other(self, merger):
        Assignment.objects.create(
            task=merger.late, agency=merger.cast.justice, role=Assignment.LEAD
        )
        merger.pass_on(merger.late.pk, merger.cast.finance)

        found = judged(merger.late, LATER)
        assert found.state is State.OVERDUE
        assert names(found, now=True) == ["Sở Tư pháp"]

    @pytest.mark.parametrize("closed", [True, False])
    @pytest.mark.parametrize("done", [True, False])
    @pytest.mark.parametrize("moment", [BEFORE, DECIDED, LATER])
    def test_lists_in_sql_stand_in_the_same_state(self, merger, closed, done, moment):
        if done:
            actions.hand_in(task=merger.late, product="Dự toán", by=merger.hung, at=BEFORE)
            actions.accept(task=merger.late, by=merger.cast.lan, at=BEFORE)
        merger.passes() if not closed else merger.pass_on(merger.late.pk, merger.cast.finance)

        at = AsOf.at(moment)
        for one in judge(Task.objects.all(), at):
            listed = [s for s in State if Task.objects.in_state(s, at).filter(pk=one.task.pk)]
            assert listed == [one.state]

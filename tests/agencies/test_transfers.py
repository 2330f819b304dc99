"""Work passes on by decision: what is refused, and that SQL and the rule name the same owners."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from dondoc.agencies import transfers
from dondoc.agencies.models import Agency, Decision, Person, Post, Transfer, Withdrawal
from dondoc.agencies.transfers import Passed
from dondoc.audit.models import Entry, EntryIsPermanent
from dondoc.core import passing
from dondoc.core.asof import AsOf, start_of
from dondoc.core.passing import NOBODY, Passing
from tests.cast import hanoi

MARCH = date(2025, 3, 1)
NOW = hanoi(2025, 3, 3)


def agency(key: str, from_on: date = date(2020, 1, 1), version: str = "", **facts) -> Agency:
    name = facts.pop("name", f"Sở {key.upper()}{version}")
    return Agency.objects.create(
        key=key, code=key, name=name, short_name=name, kind="department", exists_from=from_on,
        bare_name=name.lower(), sort_key=name.lower(), **facts,
    )  # fmt: skip


def passed(cast, work: int, given: Agency, *to: Agency, on: date = MARCH, at=NOW, number="05/QĐ"):
    decision = transfers.decide(number=number, effective_on=on, by=cast.lan, at=at)
    work_passed = Passed("task", work, given, tuple((one, "") for one in to))
    transfers.record(decision, [work_passed], effective_on=on, by=cast.lan, at=at)
    return decision


class TestRecording:
    def test_the_successor_answers_from_the_day_and_the_log_keeps_the_decision(self, cast):
        passed(cast, 7, cast.justice, cast.finance)

        found = transfers.Answers("task", AsOf.at(NOW)).of(7, cast.justice)
        assert found.keys == {cast.finance.key}
        entry = Entry.objects.get(verb="work.passed_on")
        assert entry.object_label == "05/QĐ" and entry.facts["duties"] == 1

    def test_passed_to_nobody_it_is_closed(self, cast):
        passed(cast, 7, cast.justice)
        assert transfers.Answers("task", AsOf.at(NOW)).of(7, cast.justice).moot

    def test_a_transfer_is_never_changed_or_removed(self, cast):
        passed(cast, 7, cast.justice, cast.finance)
        with pytest.raises(EntryIsPermanent):
            Transfer.objects.update(effective_on=MARCH)
        with pytest.raises(EntryIsPermanent):
            Transfer.objects.get().delete()

    def test_a_withdrawn_decision_answers_as_if_it_had_not_been(self, cast):
        decision = passed(cast, 7, cast.justice, cast.finance)
        before = AsOf.at(NOW)
        Withdrawal.objects.create(decision=decision, at=hanoi(2025, 3, 4), reason="nhầm")

        assert transfers.Answers("task", before).of(7, cast.justice).passed_on
        after = AsOf.at(hanoi(2025, 3, 4))
        assert not transfers.Answers("task", after).of(7, cast.justice).passed_on

    def test_a_decision_recorded_before_cannot_pass_work_on_today(self, cast):
        decision = transfers.decide(
            number="05/QĐ", effective_on=MARCH, by=cast.lan, at=hanoi(2025, 3, 1)
        )
        told = [Passed("task", 7, cast.justice, ((cast.finance, ""),))]
        with pytest.raises(transfers.KnownBefore) as refused:
            transfers.record(decision, told, effective_on=MARCH, by=cast.lan, at=NOW)
        assert refused.value.facts["recorded_on"] == "01/03/2025"
        assert not Transfer.objects.exists()

    def test_a_day_before_a_later_decision_is_refused(self, cast):
        passed(cast, 7, cast.justice, cast.finance, on=date(2025, 7, 1))
        with pytest.raises(transfers.DecidedForLater) as refused:
            passed(cast, 7, cast.justice, cast.police, at=hanoi(2025, 3, 4))
        assert refused.value.facts["later"] == "01/07/2025"
        passed(cast, 8, cast.justice, cast.police, at=hanoi(2025, 3, 5))

    def test_work_cannot_pass_to_an_agency_that_does_not_exist_on_the_day(self, cast):
        later = agency("moi", date(2025, 7, 1))
        with pytest.raises(transfers.NoSuchOwner):
            passed(cast, 7, cast.justice, later)
        passed(cast, 7, cast.justice, later, on=date(2025, 7, 1))

    def test_the_same_work_twice_in_one_decision_is_refused(self, cast):
        decision = transfers.decide(number="05/QĐ", effective_on=MARCH, by=cast.lan, at=NOW)
        told = [
            Passed("task", 7, cast.justice, ((one, ""),)) for one in (cast.finance, cast.police)
        ]
        with pytest.raises(transfers.PassedTwice):
            transfers.record(decision, told, effective_on=MARCH, by=cast.lan, at=NOW)

    def test_who_leaves_hands_its_part_on_and_the_others_stay(self, cast):
        passed(cast, 7, cast.justice, cast.finance, cast.police)
        now = transfers.Answers("task", AsOf.at(NOW)).of(7, cast.justice)
        left = transfers.restated(now, cast.finance, [(cast.justice, "")])
        assert set(left) == {(cast.police.key, ""), (cast.justice.key, "")}


# -- the rule and its echo in SQL -------------------------------------------------------------

FIRST = date(2025, 1, 1)
KEYS = ("a", "b", "c")
DAYS = some.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
MOMENTS = some.integers(0, 12 * 4).map(lambda n: start_of(FIRST) + timedelta(hours=6 * n))


@some.composite
def decided(draw) -> dict:
    """A decision about the work of one agency, recorded and perhaps taken back."""
    recorded: datetime = draw(MOMENTS)
    back = draw(some.none() | some.integers(1, 200))
    return {
        "recorded": recorded,
        "withdrawn": back and recorded + timedelta(hours=back),
        "on": draw(DAYS),
        "work": draw(some.integers(0, 1)),
        "given": draw(some.sampled_from(KEYS)),
        "to": sorted(draw(some.sets(some.sampled_from(KEYS), max_size=2))),
        "version": draw(some.integers(0, 1)),
    }


LEDGERS = some.lists(decided(), max_size=6)


class TestTheDatabaseAndTheRule(TestCase):
    """Run on SQLite and on PostgreSQL: both are promised. Posts stand for pieces of work here: any
    table with a key and an agency will do, and this step knows no task and no report."""

    @classmethod
    def setUpTestData(cls):
        cls.versions = {key: (agency(key), agency(key, date(2025, 1, 6), " mới")) for key in KEYS}
        person = Person.objects.create(username="lan", full_name="Nguyễn Thị Lan")
        cls.work = [
            Post.objects.create(person=person, agency=one, role="department", exists_from=FIRST)
            for versions in cls.versions.values()
            for one in versions
        ]

    def tell(self, ledger: list[dict]) -> list[Passing]:
        """Write the decisions down, about either version of an agency and to either of another."""
        told = []
        for one in ledger:
            decision = Decision.objects.create(number="QĐ", recorded_at=one["recorded"])
            if one["withdrawn"]:
                Withdrawal.objects.create(decision=decision, at=one["withdrawn"], reason="nhầm")
            whose = self.versions[one["given"]][one["version"]]
            work = [post for post in self.work if post.agency.key == one["given"]][one["work"]]
            for key in one["to"] or [NOBODY]:
                to = self.versions[key][1 - one["version"]] if key else None
                Transfer.objects.create(
                    decision=decision, kind="duty", work_id=work.pk, given=whose, to=to,
                    effective_on=one["on"],
                )  # fmt: skip
                told.append(
                    Passing(("duty", work.pk), whose.key, key, one["on"], one["recorded"],
                            decision.pk, "", one["withdrawn"])
                )  # fmt: skip
        return told

    @settings(max_examples=150)
    @given(ledger=LEDGERS, day=DAYS, moment=MOMENTS)
    def test_a_list_in_sql_holds_exactly_the_work_that_the_rule_gives(self, ledger, day, moment):
        told, at = self.tell(ledger), AsOf(day, moment)
        said = {
            post.pk: passing.answering(told, ("duty", post.pk), post.agency.key, at)
            for post in self.work
        }
        for keys in ({"a"}, {"b"}, {"a", "c"}):
            listed = Post.objects.filter(transfers.answered_by("duty", keys, at))
            expected = {work for work, found in said.items() if found.keys & keys}
            assert sorted(listed.values_list("pk", flat=True)) == sorted(expected)
        shut = Post.objects.filter(transfers.closed("duty", at)).values_list("pk", flat=True)
        assert set(shut) == {work for work, found in said.items() if found.moot}

    @settings(max_examples=80)
    @given(ledger=LEDGERS, day=DAYS, moment=MOMENTS)
    def test_fetched_at_once_the_answers_are_those_of_the_rule(self, ledger, day, moment):
        told, at = self.tell(ledger), AsOf(day, moment)
        answers = transfers.Answers("duty", at, [post.pk for post in self.work])
        for post in self.work:
            said = passing.answering(told, ("duty", post.pk), post.agency.key, at)
            assert answers.of(post.pk, post.agency) == said

    @settings(max_examples=80)
    @given(ledger=LEDGERS, day=DAYS, moment=MOMENTS)
    def test_who_once_answered_goes_on_seeing(self, ledger, day, moment):
        told, at = self.tell(ledger), AsOf(day, moment)
        for key in KEYS:
            listed = Post.objects.filter(transfers.ever_answered_by("duty", [key], at))
            counted = passing.visible(told, at)
            came = {one.work[1] for one in counted if one.to == key}
            own = {post.pk for post in self.work if post.agency.key == key}
            assert set(listed.values_list("pk", flat=True)) == own | came

"""The last decision can be taken back: the history keeps it, the lists do not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dondoc.agencies.models import Agency
from dondoc.audit.models import Entry
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Kind, State
from dondoc.dispatches.models import Dispatch
from dondoc.reminders.evidence import urgent
from dondoc.tasks import actions, deciding, queries, undoing
from dondoc.tasks.models import Assignment, Change, Decision, Task
from dondoc.tasks.undoing import HalfDecided, MoreThanAnOrder, NothingToTakeBack
from tests.cast import ORDER, hanoi

LATER = hanoi(2025, 2, 18, 17, 25)


@pytest.fixture
def given(cast):
    """The budget, given to Finance on the evening of 18/02."""
    dispatch = cast.dispatch()
    cast.task = cast.confirm(dispatch.proposals.get(position=3), cast.finance)
    return dispatch


def back(cast, dispatch, position=3, at=LATER):
    undoing.take_back(proposal=dispatch.proposals.get(position=position), by=cast.lan, at=at)


class TestAnOrder:
    def test_its_words_wait_again_and_the_history_keeps_both_rows(self, cast, given):
        back(cast, given)
        assert not Decision.objects.exists()
        kinds = list(cast.task.changes.values_list("kind", flat=True))
        assert kinds == [Kind.ORDERED, Kind.WITHDRAWN]
        assert Entry.objects.get(verb="task.withdrawn").actor == cast.lan.full_name

    def test_no_list_shows_it_and_nobody_is_reminded_of_it(self, cast, given, as_):
        back(cast, given)
        after = AsOf.at(hanoi(2025, 2, 25))
        assert queries.judge(Task.objects.all(), after) == []
        assert urgent(after) == []
        assert not Task.objects.in_state(State.OVERDUE, after).exists()
        assert cast.task.state(after) is State.WITHDRAWN
        page = as_(cast.lan).get(reverse("tasks")).content.decode()
        assert cast.task.title not in page
        assert as_(cast.lan).get(cast.task.get_absolute_url()).status_code == 404

    def test_before_that_moment_the_register_answers_as_it_did(self, cast, given):
        back(cast, given, at=hanoi(2025, 2, 19, 8))
        evening = AsOf.end_of(date(2025, 2, 18))
        assert [one.task for one in queries.judge(Task.objects.all(), evening)] == [cast.task]

    def test_confirmed_once_more_it_keeps_its_code_and_takes_the_new_terms(self, cast, given):
        back(cast, given)
        proposal = given.proposals.get(position=3)
        again = cast.confirm(proposal, cast.justice, title="Dự toán, lần sau")
        assert (again.pk, again.code, again.title) == (cast.task.pk, "02.3", "Dự toán, lần sau")
        assert [one.agency for one in again.assignments.all()] == [cast.justice]
        assert again.state(AsOf.at(LATER)) is not State.WITHDRAWN
        assert again.changes.count() == 3

    def test_whom_only_the_order_told_no_longer_reads_the_dispatch(self, cast, given):
        office = Agency.objects.get(code="van-phong-ubnd-tinh")
        proposal = given.proposals.get(position=4)
        cast.confirm(proposal, office)
        assert Dispatch.objects.visible_to(cast.khoa).exists()
        back(cast, given, 4)
        assert not Dispatch.objects.visible_to(cast.khoa).exists()
        assert not Task.objects.in_force().visible_to(cast.khoa).exists()

    def test_whom_the_letter_itself_addresses_still_reads_it(self, cast, given):
        proposal = given.proposals.get(position=1)
        cast.confirm(proposal, cast.justice)
        back(cast, given, 1)
        assert Dispatch.objects.visible_to(cast.binh).exists()

    def test_once_somebody_received_it_only_a_ruling_ends_it(self, cast, given):
        actions.report_progress(task=cast.task, note="đã làm", by=cast.binh, at=LATER)
        with pytest.raises(MoreThanAnOrder):
            back(cast, given, at=LATER + timedelta(minutes=1))
        assert Decision.objects.get().kind == Decision.Kind.CONFIRMED

    def test_words_joined_to_it_are_taken_back_first(self, cast, given):
        other = given.proposals.get(position=4)
        deciding.merge(proposal=other, into=cast.task, by=cast.lan, at=LATER)
        with pytest.raises(MoreThanAnOrder):
            back(cast, given)
        back(cast, given, 4)
        back(cast, given)
        assert not Decision.objects.exists()

    def test_measured_or_reminded_of_it_stays(self, cast, given):
        actions.measure_by(task=cast.task, indicator="a.b", by=cast.lan, at=LATER)
        with pytest.raises(MoreThanAnOrder):
            back(cast, given)


def test_of_an_order_given_again_only_the_second_is_taken_back(cast):
    first = cast.dispatch()
    task = cast.confirm(first.proposals.get(position=3), cast.finance)
    text = ORDER.replace("02/TCTĐA06", "05/TCTĐA06").replace("20/02/2025", "01/3/2025")
    second = cast.dispatch(text)
    proposal = second.proposals.get(position=3)
    terms = deciding.Terms(
        title="Dự toán", leads=[cast.finance, cast.justice], due_on=date(2025, 2, 28)
    )
    deciding.confirm(proposal=proposal, terms=terms, by=cast.lan, at=LATER, again=task)
    at = AsOf.at(hanoi(2025, 2, 20))
    assert task.facts(at).due_on == date(2025, 2, 28)
    undoing.take_back(proposal=proposal, by=cast.lan, at=hanoi(2025, 2, 18, 18))
    fresh = Task.objects.get(pk=task.pk)
    assert fresh.facts(at).due_on == date(2025, 2, 19)
    assert fresh.order(at).clause.dispatch == first
    assert list(Assignment.objects.filter(task=task).values_list("agency", flat=True)) == [
        cast.finance.pk
    ]


class TestACut:
    def cut(self, cast, dispatch):
        proposal = dispatch.proposals.get(position=1)
        place = dispatch.text.index("100% dữ liệu")
        deciding.split(proposal=proposal, at_offset=place, by=cast.lan, at=LATER)

    def test_it_is_whole_again_and_its_halves_are_shown_no_more(self, cast, as_):
        dispatch = cast.dispatch()
        self.cut(cast, dispatch)
        as_(cast.lan).post(reverse("undo-last", args=[dispatch.pk]))
        review = as_(cast.lan).get(reverse("dispatch-review", args=[dispatch.pk])).context["review"]
        assert [duty.number for duty in review.duties] == [1, 2, 3, 4]
        assert queries.dispatches(cast.lan, AsOf.ever(LATER.date()))[0].found == 4

    def test_a_half_decided_on_holds_it(self, cast):
        dispatch = cast.dispatch()
        self.cut(cast, dispatch)
        cast.confirm(dispatch.proposals.get(position=5))
        with pytest.raises(HalfDecided):
            back(cast, dispatch, 1)


class TestTheLastOne:
    def test_what_was_confirmed_in_one_go_is_taken_back_in_one_go(self, cast, as_):
        dispatch = cast.dispatch()
        client = as_(cast.lan)
        client.post(reverse("confirm-rest", args=[dispatch.pk]), {"number": ["3", "4"]})
        answer = client.post(reverse("undo-last", args=[dispatch.pk]), follow=True)
        assert not Decision.objects.exists()
        assert "việc 3, 4 chờ xác nhận trở lại" in answer.content.decode()

    def test_only_ones_own_decisions_are_taken_back(self, cast):
        dispatch = cast.dispatch()
        cast.confirm(dispatch.proposals.get(position=3))
        with pytest.raises(NothingToTakeBack):
            undoing.take_back_last(dispatch=dispatch, by=cast.minh, at=LATER)

    def test_the_page_offers_it_by_name(self, cast, given, as_):
        page = as_(cast.lan).get(reverse("dispatch-review", args=[given.pk])).content.decode()
        assert "đã xác nhận 02.3" in page
        assert 'data-key="z"' in page

    @pytest.mark.parametrize("who", ["minh", "binh", "hoa", "khoa"])
    def test_nobody_else_finds_the_way(self, cast, given, as_, who):
        client = as_(getattr(cast, who))
        assert client.post(reverse("undo-last", args=[given.pk])).status_code == 404
        assert client.post(reverse("duty-reconsider", args=[given.pk, 3])).status_code == 404
        assert Change.objects.count() == 1

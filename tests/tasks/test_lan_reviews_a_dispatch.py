"""An officer confirms, corrects, splits, merges or drops each duty; nothing is given without her."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from dondoc.dispatches.models import Proposal
from dondoc.tasks import deciding
from dondoc.tasks.models import Assignment, Change, Decision, Task
from tests.cast import ORDER, hanoi


class Desk:
    """Lan before the review of one dispatch."""

    def __init__(self, cast, as_, text: str = ORDER, **more) -> None:
        self.cast = cast
        self.dispatch = cast.dispatch(text, **more)
        self.client = as_(cast.lan)

    def page(self, **query) -> str:
        return self.client.get(self.address, query).content.decode()

    @property
    def address(self) -> str:
        return reverse("dispatch-review", args=[self.dispatch.pk])

    def duty(self, number: int) -> Proposal:
        return self.dispatch.proposals.get(position=number)

    def do(self, verb: str, number: int, **fields):
        return self.client.post(reverse(f"duty-{verb}", args=[self.dispatch.pk, number]), fields)

    def form(self, number: int) -> dict[str, str]:
        """What the open form of a duty would send as it stands."""
        answer = self.client.get(self.address, {"viec": number})
        form = answer.context["form"]
        values = {name: form[name].value() for name in form.fields}
        values = {name: value for name, value in values.items() if value not in (None, "", False)}
        return {name: "; ".join(v) if isinstance(v, list) else v for name, v in values.items()}

    def confirm(self, number: int, **changes):
        return self.do("confirm", number, **{**self.form(number), **changes})


@pytest.fixture
def desk(cast, as_) -> Desk:
    return Desk(cast, as_)


class TestConfirming:
    def test_as_read_it_becomes_a_task_with_clause_and_words(self, desk):
        answer = desk.confirm(3)
        task = Task.objects.get()
        assert answer["Location"] == f"{desk.address}?viec=4#duty-4"
        assert task.code == "02.3"
        assert task.clause.number == "2"
        assert desk.dispatch.text[task.start : task.end] == task.text
        assert task.changes.get().due_on == date(2025, 2, 19)
        assert [a.agency for a in task.assignments.all()] == [desk.cast.finance]
        assert "1 trong 4 việc đã xác nhận" in desk.page()

    def test_corrected_it_is_what_lan_said(self, desk):
        desk.confirm(
            1, title="Số hóa xong sổ hộ tịch", lead="Sở Tư pháp; Công an tỉnh", due="own",
            own_due="2025-02-28", due_note="Chủ tịch cho phép tại giao ban", target_value="97,5",
            product="Báo cáo kết quả", judge="Cơ quan thường trực", support="Sở Tài chính",
        )  # fmt: skip
        task, order = Task.objects.get(), Change.objects.get()
        assert (task.title, task.product) == ("Số hóa xong sổ hộ tịch", "Báo cáo kết quả")
        assert task.judge == "Cơ quan thường trực"
        assert task.target_value == Decimal("97.5")
        assert (order.due_on, order.note) == (date(2025, 2, 28), "Chủ tịch cho phép tại giao ban")
        parts = {a.agency.code: a.role for a in task.assignments.all()}
        assert parts == {"so-tu-phap": "lead", "cong-an-tinh": "lead", "so-tai-chinh": "support"}

    def test_the_usual_other_reading_of_before_is_offered_beside_the_literal_one(self, desk):
        page = desk.page(viec=3)
        assert "Thứ Tư, 19/02/2025" in page
        assert "vì “trước” không gồm chính ngày được nêu. Nộp ngày 20/02 là quá hạn 1 ngày." in page
        desk.confirm(3, due="2025-02-20", due_note="Thống nhất với Sở")
        assert Change.objects.get().due_on == date(2025, 2, 20)

    def test_a_day_that_was_not_offered_is_refused(self, desk):
        assert desk.confirm(3, due="2031-01-01").status_code == 422
        assert not Task.objects.exists()

    def test_a_duty_that_comes_every_morning_keeps_its_hour_and_has_no_last_day(self, desk):
        desk.confirm(2)
        task, order = Task.objects.get(), Change.objects.get()
        assert (task.every, order.due_on, order.due_time) == ("daily", None, time(8))
        assert order.standing

    def test_without_a_known_lead_it_is_refused_on_the_field(self, desk):
        answer = desk.confirm(3, lead="Sở Không Có")
        assert answer.status_code == 422
        assert "Sở Không Có" in answer.content.decode()
        assert not Task.objects.exists()

    @pytest.mark.parametrize("day", ["0019-02-19", "1899-12-31", "2525-01-01", "19 tháng 2"])
    def test_a_day_that_no_dispatch_can_mean_is_refused_and_what_was_typed_stays(self, desk, day):
        answer = desk.confirm(3, due="own", own_due=day, title="Tựa đã sửa")
        assert answer.status_code == 422
        assert "Tựa đã sửa" in answer.content.decode()
        assert not Task.objects.exists()

    @pytest.mark.parametrize("number", ["nhiều", "-3", "9" * 20, "NaN", "1e9999999"])
    def test_a_target_that_is_no_number_is_refused(self, desk, number):
        assert desk.confirm(3, target_value=number).status_code == 422

    def test_an_end_before_the_start_is_refused(self, desk):
        assert desk.confirm(1, starts_on="2025-03-01").status_code == 422
        assert not Task.objects.exists()

    def test_a_supporter_outside_the_province_stays_in_the_words_only(self, desk):
        answer = desk.client.post(
            reverse("duty-confirm", args=[desk.dispatch.pk, 3]),
            {**desk.form(3), "support": "Cục C06"},
            follow=True,
        )
        assert "Cục C06" in answer.content.decode()
        assert not Assignment.objects.filter(role=Assignment.SUPPORT).exists()

    def test_a_class_of_agencies_says_how_many_it_means_and_keeps_its_name(self, cast, as_):
        text = ORDER.replace("2. Sở Tài chính:", "2. UBND các huyện, thị xã, thành phố:")
        desk = Desk(cast, as_, text)
        assert "gồm 3 cơ quan ngày 18/02/2025" in desk.page(viec=3)
        desk.confirm(3)
        task = Task.objects.get()
        assert task.lead_label == "UBND các huyện, thị xã, thành phố"
        assert task.assignments.count() == 3

    def test_twice_sent_it_is_one_task_and_the_second_time_says_who_decided(self, desk):
        form = desk.form(3)
        desk.do("confirm", 3, **form)
        answer = desk.client.post(
            reverse("duty-confirm", args=[desk.dispatch.pk, 3]), form, follow=True
        )
        assert Task.objects.count() == 1
        assert "Nguyễn Thị Lan" in answer.content.decode()
        assert 'role="status"' in answer.content.decode()

    def test_the_trace_names_who_confirmed_which_words(self, desk):
        from dondoc.audit.models import Entry

        desk.confirm(3)
        entry = Entry.objects.get(verb="task.confirmed")
        assert (entry.actor, entry.object_label[:4]) == ("Nguyễn Thị Lan", "02.3")


class TestDoubts:
    def test_a_start_before_the_dispatch_is_said_beside_the_duty(self, desk):
        assert "15/02/2025" in desk.page(viec=1)
        doubts = desk.client.get(desk.address, {"viec": 1}).context["duty"].doubts
        assert len(doubts) == 1

    def test_a_duty_with_a_doubt_is_not_confirmed_together_with_others(self, desk):
        listed = desk.client.get(reverse("confirm-rest", args=[desk.dispatch.pk]))
        numbers = [duty.number for duty in listed.context["review"].clear]
        assert numbers == [2, 3, 4]

    def test_those_that_lan_ticks_are_confirmed_and_only_those(self, desk):
        address = reverse("confirm-rest", args=[desk.dispatch.pk])
        desk.client.post(address, {"number": ["1", "3", "4", "99", "x"]})
        assert sorted(Task.objects.values_list("code", flat=True)) == ["02.3", "02.4"]

    def test_opening_the_list_confirms_nothing(self, desk):
        desk.client.get(reverse("confirm-rest", args=[desk.dispatch.pk]))
        assert not Task.objects.exists()


class TestSplitting:
    def test_the_places_offered_are_the_stops_of_the_sentence(self, desk):
        page = desk.page(viec=1, lam="tach")
        assert page.count('name="offset"') >= 1
        assert "Tách ở chỗ đã chọn" in page

    def test_two_halves_wait_in_its_place_with_the_same_lead(self, desk):
        cut = desk.dispatch.text.index("100% dữ liệu")
        answer = desk.do("split", 1, offset=cut)
        assert answer["Location"].endswith("?viec=5#duty-5")
        first, second = desk.duty(5), desk.duty(6)
        assert first.fields["lead"] == second.fields["lead"] == ["Sở Tư pháp"]
        assert first.fields["due"] == "2025-02-19"
        assert second.fields["due"] is None
        assert second.text.startswith("100% dữ liệu")
        assert 'id="duty-1"' not in desk.page()
        assert "trong 5 việc" in desk.page()

    def test_each_half_is_confirmed_by_itself(self, desk):
        desk.do("split", 1, offset=desk.dispatch.text.index("100% dữ liệu"))
        desk.confirm(5)
        desk.confirm(6)
        assert sorted(Task.objects.values_list("code", flat=True)) == ["02.5", "02.6"]

    @pytest.mark.parametrize("offset", ["0", "999999", "", "giữa"])
    def test_a_place_outside_the_words_is_refused(self, desk, offset):
        desk.do("split", 1, offset=offset)
        assert desk.dispatch.proposals.count() == 4


class TestMergingAndDropping:
    def test_words_may_belong_to_another_task(self, desk):
        task = desk.cast.confirm(desk.duty(1))
        desk.do("merge", 2, into=task.pk, how="merge")
        assert desk.duty(2).decision.kind == Decision.Kind.MERGED
        assert "Đã gộp vào" in desk.page()

    def test_not_a_duty_needs_a_reason(self, desk):
        assert desk.do("drop", 4).status_code == 422
        desk.do("drop", 4, reason="Câu kết chung")
        assert desk.duty(4).decision.reason == "Câu kết chung"
        assert "Không phải giao việc" in desk.page(viec=4)

    def test_what_was_dropped_can_be_taken_up_again(self, desk):
        desk.do("drop", 4, reason="Nhầm")
        desk.do("reconsider", 4)
        assert not Decision.objects.exists()
        desk.confirm(4)
        assert Task.objects.get().code == "02.4"

    def test_a_confirmed_task_is_taken_back_and_its_words_wait_again(self, desk):
        desk.confirm(3)
        desk.do("reconsider", 3)
        assert not Decision.objects.exists()
        assert "0 trong 4 việc đã xác nhận" in desk.page()

    def test_when_all_is_decided_the_page_says_so(self, desk):
        for number in (1, 2, 3):
            desk.confirm(number)
        desk.do("drop", 4, reason="Nhắc lại việc thường xuyên")
        assert "Đã quyết cả 4 việc" in desk.page()


LATER = ORDER.replace("02/TCTĐA06", "05/TCTĐA06").replace("ngày 18 tháng 02", "ngày 24 tháng 02")


class TestOrderedAgain:
    @pytest.fixture
    def later(self, cast, as_, monkeypatch):
        """The same budget asked for again a week later, by 28 February."""
        first = cast.dispatch()
        self.task = cast.confirm(first.proposals.get(position=3), cast.finance)
        text = LATER.replace("trước ngày 20/02/2025", "trước ngày 01/3/2025")
        desk = Desk(cast, as_, text, at=hanoi(2025, 2, 24))
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 24, 10))
        return desk

    def test_a_likely_earlier_task_is_offered_with_the_reason(self, later):
        page = later.page(viec=3)
        assert f"Giao lại <b>{self.task.code}</b>" in page
        assert "cùng chủ trì" in page

    def test_confirmed_as_ordered_again_it_keeps_its_code_and_its_first_day(self, later):
        later.confirm(3, again=self.task.pk)
        assert Task.objects.count() == 1
        days = list(self.task.changes.values_list("due_on", flat=True))
        assert days == [date(2025, 2, 19), date(2025, 2, 28)]

    def test_any_task_can_be_chosen_to_be_ordered_again(self, later):
        answer = later.do("merge", 3, into=self.task.pk, how="again")
        assert answer["Location"].endswith(f"?viec=3&lai={self.task.pk}#duty-3")
        page = later.client.get(answer["Location"].partition("#")[0]).content.decode()
        assert f'value="{self.task.pk}" checked' in page
        assert not Decision.objects.filter(proposal__dispatch=later.dispatch).exists()

    def test_what_may_be_ordered_again_is_not_confirmed_unseen(self, later):
        review = later.client.get(later.address).context["review"]
        assert 3 not in [duty.number for duty in review.clear]


class TestAddingWhatWasMissed:
    def add(self, desk, **fields):
        return desk.client.post(reverse("duty-add", args=[desk.dispatch.pk]), fields)

    def test_by_the_place_of_the_words(self, desk):
        words = "Yêu cầu các cơ quan, đơn vị khẩn trương thực hiện"
        start = desk.dispatch.text.index(words)
        answer = self.add(desk, start=start, end=start + len(words))
        added = desk.duty(5)
        assert answer["Location"].endswith("?viec=5#duty-5")
        assert (added.text, added.origin) == (words, Proposal.Origin.OFFICER)
        assert (added.start, added.end) == (start, start + len(words))

    def test_by_its_first_and_last_words(self, desk):
        self.add(desk, first="hoàn thành số", last="hộ tịch điện tử")
        added = desk.duty(5)
        assert added.text.startswith("hoàn thành số")
        assert added.text.endswith("hộ tịch điện tử")
        assert added.fields["lead"] == ["Sở Tư pháp"]  # the owner of the clause it stands in
        assert added.clause.number == "1"

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"start": 5, "end": 5},
            {"start": 90, "end": 20},
            {"start": 0, "end": 9_999_999},
            {"first": "không có chữ này"},
            {"first": "Sở"},
        ],
    )
    def test_words_that_are_not_there_or_mean_several_places_are_refused(self, desk, fields):
        assert self.add(desk, **fields).status_code == 422
        assert desk.dispatch.proposals.count() == 4

    def test_words_that_are_a_duty_already_are_refused(self, desk):
        taken = desk.duty(3)
        assert self.add(desk, start=taken.start, end=taken.end - 1).status_code == 422


def test_the_annex_form_leads_to_its_own_page(desk):
    page = desk.page()
    assert "Biểu mẫu trong phụ lục" in page
    assert reverse("form-proposal", args=[desk.dispatch.pk, 1]) in page


def test_two_officers_deciding_at_once_get_one_task_and_one_sentence(cast):
    dispatch = cast.dispatch()
    proposal = dispatch.proposals.get(position=3)
    cast.confirm(proposal, cast.finance)
    with pytest.raises(deciding.AlreadyDecided) as refusal:
        deciding.drop(proposal=proposal, reason="không", by=cast.lan, at=cast.at)
    assert refusal.value.facts["by"] == "Nguyễn Thị Lan"

"""The review under strain: stale forms, hostile words, two people at once, days that are past."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Post, Role
from dondoc.core.asof import AsOf
from dondoc.core.tasks import State
from dondoc.reminders import actions as reminders
from dondoc.tasks import deciding, endorsing, gold, history, undoing
from dondoc.tasks.endorsing import AwaitingEndorsement
from dondoc.tasks.models import Assignment, Decision, Endorsement, Span, Task
from dondoc.tasks.review import Review
from dondoc.tasks.suggesting import cuts
from tests.cast import ORDER, PASSWORD, hanoi

LATER = hanoi(2025, 2, 18, 17, 25)


def address(dispatch) -> str:
    return reverse("endorse", args=[dispatch.pk])


def form_of(client, dispatch) -> dict[str, str]:
    """The leader's form as the page shows it."""
    page = client.get(address(dispatch))
    rows = page.context["rows"]
    form = {f"lead-{row.duty.number}": row.lead for row in rows}
    form |= {f"support-{row.duty.number}": row.support for row in rows}
    return form


@pytest.fixture
def asked(cast):
    dispatch = cast.dispatch()
    endorsing.ask(dispatch=dispatch, by=cast.lan, at=LATER, words="Xin ý kiến")
    return dispatch


class TestALeadersWords:
    def test_further_words_on_a_duty_keep_the_owner_named_before(self, cast, asked, as_):
        client = as_(cast.minh)
        client.post(address(asked), form_of(client, asked) | {"lead-3": "Sở Tư pháp", "do": "keep"})
        client.post(address(asked), form_of(client, asked) | {"words-3": "Gấp", "do": "approve"})
        task = cast.confirm(asked.proposals.get(position=3), cast.finance)
        assert [one.agency for one in task.assignments.filter(role="lead")] == [cast.justice]

    def test_the_owner_as_read_can_be_named_again(self, cast, asked, as_):
        client = as_(cast.minh)
        client.post(address(asked), form_of(client, asked) | {"lead-3": "Sở Tư pháp", "do": "keep"})
        client.post(
            address(asked), form_of(client, asked) | {"lead-3": "Sở Tài chính", "do": "approve"}
        )
        task = cast.confirm(asked.proposals.get(position=3), cast.finance)
        assert [one.agency for one in task.assignments.filter(role="lead")] == [cast.finance]

    def test_a_change_of_what_was_confirmed_meanwhile_is_said_not_lost(self, cast, as_):
        dispatch = cast.dispatch()
        client = as_(cast.minh)
        form = form_of(client, dispatch)
        cast.confirm(dispatch.proposals.get(position=3), cast.finance)
        told = as_(cast.minh).post(
            address(dispatch), form | {"lead-3": "Sở Tư pháp", "do": "approve"}
        )
        assert told.status_code == 422
        assert not Endorsement.objects.exists()

    def test_a_second_leaders_stale_page_does_not_undo_the_firsts_change(self, cast, asked, as_):
        client = as_(cast.minh)
        page = client.get(address(asked))
        stale = form_of(client, asked) | {"seen": page.context.get("seen", 0)}
        client.post(address(asked), stale | {"lead-3": "Sở Tư pháp", "do": "keep"})
        client.post(address(asked), stale | {"words-4": "chú ý", "do": "approve"})
        task = cast.confirm(asked.proposals.get(position=3), cast.finance)
        assert [one.agency for one in task.assignments.filter(role="lead")] == [cast.justice]

    def test_asked_twice_frees_no_duty_and_binds_none_again(self, cast, asked, as_):
        one = asked.proposals.get(position=3)
        said = endorsing.Said(one, words="Cứ giao")
        endorsing.endorse(dispatch=asked, approved=None, by=cast.minh, at=LATER, about=[said])
        as_(cast.lan).post(reverse("endorsement-ask", args=[asked.pk]), {"words": "lần hai"})
        assert Endorsement.objects.filter(kind="asked").count() == 1
        cast.confirm(one, cast.finance)

    def test_confirming_together_counts_the_agencies_the_leader_named(self, cast, asked, as_):
        client = as_(cast.minh)
        client.post(address(asked), form_of(client, asked) | {
            "lead-3": "UBND các huyện, thị xã, thành phố", "do": "approve"})  # fmt: skip
        page = as_(cast.lan).get(reverse("confirm-rest", args=[asked.pk])).content.decode()
        assert "UBND các huyện, thị xã, thành phố" in page
        assert "(3 cơ quan)" in page

    def test_words_beside_a_list_not_approved_free_no_duty(self, cast, asked, as_):
        client = as_(cast.minh)
        client.post(
            address(asked), form_of(client, asked) | {"words-3": "Chưa giao", "do": "return"}
        )
        with pytest.raises(AwaitingEndorsement):
            cast.confirm(asked.proposals.get(position=3), cast.finance)
        page = (
            as_(cast.lan)
            .get(reverse("dispatch-review", args=[asked.pk]), {"viec": 3})
            .content.decode()
        )
        assert "sửa theo ý kiến rồi trình lại" in page

    def test_not_approved_after_all_holds_what_is_not_yet_confirmed(self, cast, asked):
        def says(approved, words=""):
            endorsing.endorse(
                dispatch=asked, approved=approved, by=cast.minh, at=LATER, words=words
            )

        says(True)
        says(False, "Xem lại đã")
        with pytest.raises(AwaitingEndorsement):
            cast.confirm(asked.proposals.get(position=3), cast.finance)
        says(True)
        cast.confirm(asked.proposals.get(position=3), cast.finance)

    def test_a_long_list_of_owners_is_taken_whole(self, cast, asked, as_):
        names = "; ".join(["Sở Tài chính", *["Công an tỉnh", "Sở Tư pháp"] * 20])
        client = as_(cast.minh)
        client.post(address(asked), form_of(client, asked) | {"lead-3": names, "do": "approve"})
        lan = as_(cast.lan)
        page = lan.get(reverse("dispatch-review", args=[asked.pk]), {"viec": 3})
        form = page.context["form"]
        sent = {name: form[name].value() for name in ("title", "due", "lead")}
        told = lan.post(reverse("duty-confirm", args=[asked.pk, 3]), sent)
        assert told.status_code == 302, told.context["form"].errors
        leads = Task.objects.get().assignments.filter(role="lead")
        assert {one.agency for one in leads} == {cast.justice, cast.finance, cast.police}


class TestHostileWords:
    @pytest.mark.parametrize("words", ["a\x00b", "<script>alert(1)</script>", "ư" * 100_000,
                                       "\u202egnort", "{{ 7*7 }}{% now 'Y' %}"])  # fmt: skip
    def test_they_are_kept_as_words_or_refused(self, cast, as_, words):
        dispatch = cast.dispatch()
        lan, minh = as_(cast.lan), None
        assert lan.post(
            reverse("endorsement-ask", args=[dispatch.pk]), {"words": words}
        ).status_code in (302, 400, 422)
        minh = as_(cast.minh)
        form = form_of(minh, dispatch)
        for more in ({"words": words}, {"words-3": words}, {"lead-3": f"Sở Tư pháp{words}"},
                     {"lead-3": "Sở Tư pháp", "support-3": words}):  # fmt: skip
            told = minh.post(address(dispatch), form | {"do": "return", **more})
            assert told.status_code in (302, 422), more
        page = minh.get(address(dispatch)).content.decode()
        assert "<script>alert" not in page
        page = as_(cast.lan).get(reverse("dispatch-review", args=[dispatch.pk])).content.decode()
        assert "<script>alert" not in page

    @pytest.mark.parametrize("words", ["a\\u0000b", "\\ud800"])
    def test_a_program_is_refused_them_too(self, cast, as_, words):
        dispatch = cast.dispatch()
        lan = as_(cast.lan)

        def post(client, end, body):
            where = f"/api/reviews/{dispatch.pk}/{end}"
            return client.post(where, body, content_type="application/json").status_code

        assert post(lan, "requests", f'{{"words": "{words}"}}') in (201, 400, 422)
        minh = as_(cast.minh)
        for body in (
            f'{{"approved": false, "words": "{words}"}}',
            f'{{"about": [{{"position": 3, "words": "{words}"}}]}}',
            f'{{"about": [{{"position": 3, "leads": ["Sở Tư pháp{words}"]}}]}}',
            f'{{"about": [{{"position": 3, "leads": ["Sở Tư pháp"], "supporters": ["{words}"]}}]}}',
        ):
            assert post(minh, "endorsements", body) in (201, 400, 422), body

    def test_a_field_of_many_thousand_names_is_answered_at_once(self, cast, as_):
        dispatch = cast.dispatch()
        minh = as_(cast.minh)
        names = ";".join(f"Sở {n}" for n in range(100_000))
        told = minh.post(address(dispatch), {"lead-1": names, "do": "approve"})
        assert told.status_code == 422
        assert len(told.content) < 200_000

    def test_the_log_says_in_vietnamese_what_was_taken_back(self, cast, as_):
        proposal = cast.dispatch().proposals.get(position=3)
        cast.confirm(proposal, cast.finance)
        undoing.take_back(proposal=proposal, by=cast.lan, at=LATER)
        page = as_(cast.lan).get(reverse("audit")).content.decode()
        assert "confirmed →" not in page
        assert "đã xác nhận" in page

    def test_an_officers_lead_with_a_null_is_refused_on_the_form(self, cast, as_):
        dispatch = cast.dispatch()
        sent = {"title": "x", "due": "own", "lead": "Sở Tư pháp\x00", "support": "Sở\x00 Y"}
        told = as_(cast.lan).post(reverse("duty-confirm", args=[dispatch.pk, 3]), sent)
        assert told.status_code in (302, 422)

    @pytest.mark.parametrize("number", ["0", "99", "9" * 30])
    def test_a_number_that_is_no_duty_is_not_found(self, cast, as_, number):
        dispatch = cast.dispatch()
        client = as_(cast.lan)
        for end in ("xac-nhan", "gop", "tach", "bo", "giao-rieng", "xem-lai"):
            where = f"/van-ban/{dispatch.pk}/ra-soat/{number}/{end}/"
            assert client.post(where).status_code == 404, end
        for pk in (number, 10**25):
            assert client.get(f"/van-ban/{pk}/ra-soat/").status_code == 404
            assert client.post(f"/van-ban/{pk}/ra-soat/hoan-tac/").status_code == 404
            assert client.get(f"/api/reviews/{pk}").status_code == 404
            assert client.get(f"/api/dispatches/{pk}/relations").status_code == 404

    def test_only_a_post_changes_anything(self, cast, as_):
        dispatch = cast.dispatch()
        cast.confirm(dispatch.proposals.get(position=3), cast.finance)
        client = as_(cast.lan)
        for end in ("hoan-tac", "trinh", "them", "3/xem-lai", "3/xac-nhan", "4/bo", "4/gop",
                    "4/tach", "4/giao-rieng"):  # fmt: skip
            where = f"/van-ban/{dispatch.pk}/ra-soat/{end}/"
            assert client.get(where).status_code == 405, end
            assert client.head(where).status_code == 405, end
        assert Decision.objects.count() == 1

    def test_a_replayed_undo_takes_nothing_more_back(self, cast, as_):
        dispatch = cast.dispatch()
        for number in (2, 3):
            deciding.drop(proposal=dispatch.proposals.get(position=number), reason="x",
                          by=cast.lan, at=LATER + timedelta(minutes=number))  # fmt: skip
        client = as_(cast.lan)
        page = client.get(reverse("dispatch-review", args=[dispatch.pk]))
        sent = {"last": page.context["last"][0].pk}
        for _ in range(2):
            client.post(reverse("undo-last", args=[dispatch.pk]), sent)
        assert Decision.objects.get().proposal.position == 2


@pytest.fixture
def people_without(cast):
    """An inspector, who may read all; somebody whose post has ended; a leader's deputy elsewhere."""
    inspector = appointed(cast, "tra", Role.INSPECTOR, cast.finance)
    gone = appointed(cast, "cu", Role.STANDING, cast.police, until=date(2025, 1, 31))
    return [inspector, gone, cast.son, cast.vinh]


def appointed(cast, username, role, agency, until=None):
    person = agencies.appoint(
        username=username, full_name=username, password=PASSWORD, agency=agency, role=role,
        title="", from_on=date(2024, 1, 1), by=None, at=hanoi(2024, 1, 1),
    )  # fmt: skip
    if until:
        Post.objects.filter(person=person).update(exists_until=until)
    return person.on_duty(date(2025, 2, 18))


class TestRights:
    def test_inspector_and_no_post_find_no_way(self, cast, asked, as_, people_without):
        for person in people_without:
            client = as_(person)
            for end in ("hoan-tac", "trinh", "them", "con-lai", "3/xac-nhan", "3/bo", "3/gop",
                        "3/tach", "3/giao-rieng", "3/xem-lai"):  # fmt: skip
                assert client.post(f"/van-ban/{asked.pk}/ra-soat/{end}/").status_code == 404, end
            assert client.get(f"/van-ban/{asked.pk}/ra-soat/").status_code == 404
            assert client.get(address(asked)).status_code == 404
            for end in ("requests", "endorsements", "confirmations", "undo"):
                told = client.post(f"/api/reviews/{asked.pk}/{end}", {},
                                   content_type="application/json")  # fmt: skip
                assert told.status_code == 404, end


class TestDaysPast:
    def pages(self, client, names=("overview", "tasks", "my-work"), day="2025-02-18"):
        from tests.watching import words_of

        return {name: words_of(client.get(reverse(name), {"ngay": day}).content.decode())
                for name in names}  # fmt: skip

    @pytest.mark.parametrize("who", ["lan", "minh", "binh"])
    def test_a_later_undo_changes_no_page_of_a_past_day(self, cast, as_, monkeypatch, who):
        dispatch = cast.dispatch()
        task = cast.confirm(dispatch.proposals.get(position=3), cast.justice)
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 21, 9))
        client = as_(getattr(cast, who))
        before = self.pages(client)
        assert task.title in before["tasks"]
        undoing.take_back(
            proposal=dispatch.proposals.get(position=3), by=cast.lan, at=hanoi(2025, 2, 21, 8)
        )
        after = self.pages(as_(getattr(cast, who)))
        assert after["tasks"] == before["tasks"]
        assert after["overview"] == before["overview"]
        now = self.pages(as_(getattr(cast, who)), day="2025-02-21")
        assert task.title not in now["tasks"]

    def test_the_card_of_a_past_day_still_stands(self, cast, as_, monkeypatch):
        dispatch = cast.dispatch()
        task = cast.confirm(dispatch.proposals.get(position=3), cast.justice)
        undoing.take_back(
            proposal=dispatch.proposals.get(position=3), by=cast.lan, at=hanoi(2025, 2, 21, 8)
        )
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 21, 9))
        for person in (cast.lan, cast.binh):
            client = as_(person)
            where = task.get_absolute_url()
            assert client.get(where, {"ngay": "2025-02-18"}).status_code == 200, person
            assert client.get(where).status_code == 404

    def test_spans_rebuilt_are_equal_after_undo_and_again(self, cast):
        dispatch = cast.dispatch()
        proposal = dispatch.proposals.get(position=3)
        task = cast.confirm(proposal, cast.justice)
        for day in (20, 22):
            undoing.take_back(proposal=proposal, by=cast.lan, at=hanoi(2025, 2, day, 8))
            terms = deciding.Terms(title="Khác", leads=[cast.finance], due_on=date(2025, 3, day))
            deciding.confirm(proposal=proposal, terms=terms, by=cast.lan, at=hanoi(2025, 2, day, 9))
        fields = [f.name for f in Span._meta.fields if f.name != "id"]
        before = list(Span.objects.values(*fields))
        history.rebuild_spans(Task.objects.all())
        assert list(Span.objects.values(*fields)) == before
        for day in range(18, 26):
            at = AsOf.end_of(date(2025, 2, day))
            assert Task.objects.in_state(task.state(at), at).exists()
        assert task.state(AsOf.at(hanoi(2025, 2, 22, 8, 30))) is State.WITHDRAWN


class TestOrdersGivenAgain:
    def test_both_orders_are_taken_back_one_after_the_other(self, cast):
        first = cast.dispatch()
        proposal = first.proposals.get(position=3)
        task = cast.confirm(proposal, cast.finance)
        text = ORDER.replace("02/TCTĐA06", "05/TCTĐA06").replace("20/02/2025", "01/3/2025")
        second = cast.dispatch(text).proposals.get(position=3)
        terms = deciding.Terms(title="x", leads=[cast.justice], due_on=date(2025, 2, 28))
        deciding.confirm(proposal=second, terms=terms, by=cast.lan, at=LATER, again=task)
        undoing.take_back(proposal=second, by=cast.lan, at=LATER + timedelta(minutes=1))
        undoing.take_back(proposal=proposal, by=cast.lan, at=LATER + timedelta(minutes=2))
        assert not Task.objects.in_force().exists()
        assert not Decision.objects.exists()
        again = cast.confirm(proposal, cast.finance)
        assert again.pk == task.pk
        assert list(Assignment.objects.values_list("agency", flat=True)) == [cast.finance.pk]

    def test_a_supporter_ordered_to_lead_leads_until_that_is_taken_back(self, cast):
        first = cast.dispatch()
        task = cast.confirm(
            first.proposals.get(position=3), cast.finance, supporters=[cast.justice]
        )
        second = cast.dispatch(ORDER.replace("02/TCTĐA06", "05/TCTĐA06")).proposals.get(position=3)
        terms = deciding.Terms(title="x", leads=[cast.justice], due_on=date(2025, 2, 28))
        deciding.confirm(proposal=second, terms=terms, by=cast.lan, at=LATER, again=task)
        assert task.assignments.get(agency=cast.justice).role == "lead"
        undoing.take_back(proposal=second, by=cast.lan, at=LATER + timedelta(minutes=1))
        assert task.assignments.get(agency=cast.justice).role == "support"
        assert task.assignments.get(agency=cast.finance).role == "lead"

    def test_what_a_reminder_speaks_of_is_no_longer_taken_back(self, cast):
        proposal = cast.dispatch().proposals.get(position=3)
        cast.confirm(proposal, cast.finance)
        draft = reminders.draft(by=cast.lan, at=hanoi(2025, 2, 25))
        assert draft.items.count() == 1
        with pytest.raises(undoing.MoreThanAnOrder):
            undoing.take_back(proposal=proposal, by=cast.lan, at=hanoi(2025, 2, 25, 10))


def test_gold_of_two_dispatches_of_one_number_stands_side_by_side(cast, tmp_path):
    texts = ORDER, ORDER.replace("năm 2025\n", "năm 2024\n").replace("khẩn trương", "gấp")
    for text in texts:
        dispatch = cast.dispatch(text)
        for proposal in dispatch.proposals.all():
            cast.confirm(proposal)
        gold.export(dispatch, tmp_path, by=cast.lan)
    assert len(list(tmp_path.glob("*.json"))) == 2
    gold.export(dispatch, tmp_path, by=cast.lan)
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_a_place_to_cut_is_shown_in_whole_words(cast):
    first = cast.dispatch().proposals.get(position=1)
    for cut in cuts(first):
        words = f"{first.text} ".split()
        assert cut.before.strip("…").split()[0] in words
        assert cut.after.strip("…").split()[-1].strip(";,.") in {one.strip(";,.") for one in words}


def test_a_page_of_300_duties_asks_for_the_agencies_once(cast, as_, django_assert_max_num_queries):
    items = "\n\n".join(  # a list under one clause: numbers of three digits are no clauses
        f"- Sở Tư pháp báo cáo kết quả rà soát đợt {n} trước ngày 20/02/2025."
        for n in range(1, 301)
    )
    text = (
        ORDER.split("1. Sở Tư pháp")[0]
        + "1. Nhiệm vụ:\n\n"
        + items
        + "\n\nNơi nhận:\n\n- Lưu: VT.\n"
    )
    dispatch = cast.dispatch(text)
    client = as_(cast.lan)
    assert len(Review(dispatch, cast.lan).duties) == 300
    with django_assert_max_num_queries(60):
        page = client.get(reverse("dispatch-review", args=[dispatch.pk]))
    assert page.status_code == 200
    assert len(page.content) < 900_000

"""Bút phê: Lan puts the duties before Minh, who approves them or names other owners."""

import pytest
from django.urls import reverse

from dondoc.audit.models import EntryIsPermanent
from dondoc.config.cli import main
from dondoc.core.asof import AsOf
from dondoc.tasks import deciding, endorsing, gold
from dondoc.tasks.endorsing import AwaitingEndorsement, NobodyToAsk, NothingAsked
from dondoc.tasks.models import Change, Decision, Endorsement, Task
from dondoc.tasks.review import Review
from tests.cast import hanoi

LATER = hanoi(2025, 2, 18, 17, 25)


@pytest.fixture
def asked(cast):
    """The dispatch put before the leader."""
    dispatch = cast.dispatch()
    endorsing.ask(dispatch=dispatch, by=cast.lan, at=LATER, words="Xin ý kiến về việc 3")
    return dispatch


def address(dispatch) -> str:
    return reverse("endorse", args=[dispatch.pk])


def answer(client, dispatch, do="approve", **fields):
    """The leader's form as it stands, with what is changed in it."""
    rows = client.get(address(dispatch)).context["rows"]
    form = {f"lead-{row.duty.number}": row.lead for row in rows}
    form |= {f"support-{row.duty.number}": row.support for row in rows}
    return client.post(address(dispatch), {**form, "do": do, **fields}, follow=True)


class TestWaiting:
    def test_nothing_is_confirmed_before_the_leader_has_spoken(self, cast, asked, as_):
        with pytest.raises(AwaitingEndorsement):
            cast.confirm(asked.proposals.get(position=3), cast.finance)
        client = as_(cast.lan)
        client.post(reverse("confirm-rest", args=[asked.pk]), {"number": ["2", "3", "4"]})
        assert not Task.objects.exists()
        page = client.get(reverse("dispatch-review", args=[asked.pk]), {"viec": 3}).content.decode()
        assert "Chờ bút phê" in page
        assert "Xin ý kiến về việc 3" in page

    def test_what_sets_no_duty_may_be_set_aside_meanwhile(self, cast, asked):
        deciding.drop(
            proposal=asked.proposals.get(position=4), reason="nêu chung", by=cast.lan, at=LATER
        )
        assert Decision.objects.count() == 1

    def test_the_request_can_be_taken_back_until_it_is_answered(self, cast, asked):
        endorsing.recall(dispatch=asked, by=cast.lan, at=LATER)
        cast.confirm(asked.proposals.get(position=3), cast.finance)
        with pytest.raises(NothingAsked):
            endorsing.recall(dispatch=asked, by=cast.lan, at=LATER)

    def test_where_all_is_decided_there_is_nothing_to_ask(self, cast):
        dispatch = cast.dispatch()
        for proposal in dispatch.proposals.all():
            cast.confirm(proposal)
        with pytest.raises(NobodyToAsk):
            endorsing.ask(dispatch=dispatch, by=cast.lan, at=LATER)

    def test_it_stands_on_the_leaders_own_pages(self, cast, asked, as_):
        client = as_(cast.minh)
        for name in ("overview", "my-work"):
            page = client.get(reverse(name)).content.decode()
            assert address(asked) in page, name
        assert address(asked) not in as_(cast.lan).get(reverse("my-work")).content.decode()


class TestTheAnswer:
    def test_one_button_approves_all_and_names_who_and_when(self, cast, asked, as_):
        said = answer(as_(cast.minh), asked, words="Làm ngay").content.decode()
        assert "Đã đồng ý giao 4 việc" in said
        assert "Bút phê của Trần Văn Minh, Chủ tịch UBND tỉnh" in said
        row = Endorsement.objects.get(kind=Endorsement.Kind.APPROVED)
        assert (row.by, row.words, row.proposal) == (cast.minh, "Làm ngay", None)
        assert not Endorsement.objects.filter(kind=Endorsement.Kind.CHANGED).exists()
        cast.confirm(asked.proposals.get(position=3), cast.finance)

    def test_an_owner_changed_in_place_is_the_owner_that_confirming_takes(self, cast, asked, as_):
        answer(
            as_(cast.minh), asked, **{"lead-3": "Sở Tư pháp", "support-3": "Sở Tài chính",
                                      "words-3": "Tư pháp chủ trì"},
        )  # fmt: skip
        client = as_(cast.lan)
        page = client.get(reverse("dispatch-review", args=[asked.pk]), {"viec": 3})
        assert "giao Sở Tư pháp chủ trì" in page.content.decode()
        assert "văn bản ghi: Sở Tài chính" in page.content.decode()
        form = page.context["form"]
        sent = {name: form[name].value() for name in ("title", "due")}
        sent["lead"] = form["lead"].value()
        told = client.post(reverse("duty-confirm", args=[asked.pk, 3]), sent, follow=True)
        assert "giao Sở Tư pháp theo bút phê của Trần Văn Minh" in told.content.decode()
        task = Task.objects.get()
        parts = {one.agency.code: one.role for one in task.assignments.all()}
        assert parts == {"so-tu-phap": "lead", "so-tai-chinh": "support"}

    def test_whatever_the_officer_types_the_leaders_owner_is_taken(self, cast, asked, as_):
        answer(as_(cast.minh), asked, **{"lead-3": "Sở Tư pháp"})
        task = cast.confirm(asked.proposals.get(position=3), cast.finance)
        assert [one.agency for one in task.assignments.filter(role="lead")] == [cast.justice]

    def test_another_owner_is_the_leaders_choice_and_no_fault_of_the_reader(self, cast, asked, as_):
        answer(as_(cast.minh), asked, **{"lead-3": "Sở Tư pháp"})
        cast.confirm(asked.proposals.get(position=3), cast.finance)
        payload = Change.objects.get().payload
        assert payload["confirmed"]["lead"] == ["Sở Tài chính"]
        assert "lead" not in payload["corrected"]

    def test_a_half_of_a_cut_duty_goes_to_the_owner_named_for_the_whole(self, cast, asked, as_):
        answer(as_(cast.minh), asked, **{"lead-1": "Sở Tài chính"})
        whole = asked.proposals.get(position=1)
        halves = deciding.split(
            proposal=whole, at_offset=asked.text.index("100% dữ liệu"), by=cast.lan, at=LATER
        )
        task = cast.confirm(halves[1], cast.justice)
        assert [one.agency for one in task.assignments.all()] == [cast.finance]

    def test_not_approving_needs_words_and_keeps_holding(self, cast, asked, as_):
        client = as_(cast.minh)
        assert answer(client, asked, do="return").status_code == 422
        answer(client, asked, do="return", words="Giao lại cho đúng cơ quan")
        with pytest.raises(AwaitingEndorsement):
            cast.confirm(asked.proposals.get(position=3), cast.finance)
        page = as_(cast.lan).get(reverse("dispatch-review", args=[asked.pk])).content.decode()
        assert "Giao lại cho đúng cơ quan" in page
        assert "Trình lại" in page
        endorsing.ask(dispatch=asked, by=cast.lan, at=LATER)
        answer(client, asked)
        cast.confirm(asked.proposals.get(position=3), cast.finance)

    def test_words_on_one_duty_free_that_one_alone(self, cast, asked):
        one, other = asked.proposals.get(position=3), asked.proposals.get(position=4)
        said = endorsing.Said(one, words="Cứ giao")
        endorsing.endorse(dispatch=asked, approved=None, by=cast.minh, at=LATER, about=[said])
        cast.confirm(one, cast.finance)
        with pytest.raises(AwaitingEndorsement):
            cast.confirm(other, cast.police)

    def test_a_name_that_means_nobody_is_refused_and_what_was_typed_stays(self, cast, asked, as_):
        said = answer(as_(cast.minh), asked, **{"lead-3": "Sở Không Có", "words-4": "chú ý"})
        assert said.status_code == 422
        assert 'value="Sở Không Có"' in said.content.decode()
        assert 'value="chú ý"' in said.content.decode()
        assert not Endorsement.objects.exclude(kind=Endorsement.Kind.ASKED).exists()

    def test_what_became_a_task_is_no_longer_the_leaders_to_change_here(self, cast):
        dispatch = cast.dispatch()
        cast.confirm(dispatch.proposals.get(position=3), cast.finance)
        said = endorsing.Said(dispatch.proposals.get(position=3), leads=[cast.justice])
        with pytest.raises(endorsing.AlreadyGiven):
            endorsing.endorse(
                dispatch=dispatch, approved=True, by=cast.minh, at=LATER, about=[said]
            )
        assert not Endorsement.objects.filter(kind=Endorsement.Kind.APPROVED).exists()

    def test_what_was_written_is_never_changed(self, cast, asked):
        row = Endorsement.objects.get()
        row.words = "khác"
        with pytest.raises(EntryIsPermanent):
            row.save()
        with pytest.raises(EntryIsPermanent):
            Endorsement.objects.all().delete()


class TestWhoSeesIt:
    @pytest.mark.parametrize("who", ["binh", "hoa", "khoa", "son"])
    def test_nobody_but_leader_and_standing_agency_finds_it(self, cast, asked, as_, who):
        person = getattr(cast, who)
        client = as_(person)
        assert client.get(address(asked)).status_code == 404
        assert client.post(address(asked), {"do": "approve"}).status_code == 404
        assert client.get(f"/api/reviews/{asked.pk}").status_code == 404
        assert not Endorsement.objects.visible_to(person).exists()
        assert not endorsing.waiting_for(person, AsOf.at(LATER)).exists()

    def test_lan_reads_it_but_does_not_answer_in_the_leaders_name(self, cast, asked, as_):
        client = as_(cast.lan)
        assert client.get(address(asked)).status_code == 200
        assert client.post(address(asked), {"do": "approve"}).status_code == 404
        assert not Endorsement.objects.filter(kind=Endorsement.Kind.APPROVED).exists()

    def test_minh_does_not_ask_himself(self, cast, as_):
        dispatch = cast.dispatch()
        asking = reverse("endorsement-ask", args=[dispatch.pk])
        assert as_(cast.minh).post(asking).status_code == 404
        assert not Endorsement.objects.exists()

    def test_it_stands_on_the_trace_and_the_card_for_those_two_only(self, cast, asked, as_):
        answer(as_(cast.minh), asked, **{"lead-3": "Sở Tư pháp", "words-3": "Tư pháp làm"})
        task = cast.confirm(asked.proposals.get(position=3), cast.finance)
        for where in (reverse("dispatch", args=[asked.pk]), task.get_absolute_url()):
            assert "Bút phê của Trần Văn Minh" in as_(cast.lan).get(where).content.decode()
            assert "Bút phê" not in as_(cast.binh).get(where).content.decode()


class TestOtherDoors:
    def test_a_program_lists_asks_endorses_confirms_and_takes_back(self, cast, as_):
        dispatch = cast.dispatch()
        lan, minh = as_(cast.lan), as_(cast.minh)
        where = f"/api/reviews/{dispatch.pk}"

        def post(client, end, body):
            return client.post(f"{where}/{end}", body, content_type="application/json")

        assert post(lan, "requests", {"words": "xin ý kiến"}).json()["waiting_for_leader"]
        assert post(lan, "endorsements", {"approved": True}).status_code == 404
        change = {"position": 3, "leads": ["Sở Tư pháp"], "words": "đổi"}
        told = post(minh, "endorsements", {"approved": True, "about": [change]}).json()
        assert not told["waiting_for_leader"]
        assert [one["kind"] for one in told["endorsements"]] == ["asked", "changed", "approved"]
        assert told["duties"][2]["leads"] == ["Sở Tư pháp"]
        told = post(lan, "confirmations", {"positions": [3]}).json()
        assert (told["duties"][2]["decision"], told["duties"][2]["task"]) == ("confirmed", "02.3")
        told = post(lan, "undo", {}).json()
        assert told["duties"][2]["decision"] is None
        assert post(lan, "undo", {}).json()["code"] == "task.nothing_to_take_back"

    def test_the_command_line_does_the_same(self, cast, capsys, monkeypatch):
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 18, 18))
        cast.dispatch()
        assert main(["tasks", "ask", "02/TCTĐA06", "--by", "lan"]) == 0
        assert main(["tasks", "proposals", "02/TCTĐA06", "--by", "lan"]) == 0
        assert "Chờ bút phê" in capsys.readouterr().out
        endorse = ["tasks", "endorse", "02/TCTĐA06"]
        assert main([*endorse, "--by", "lan"]) == 1
        assert main([*endorse, "--by", "minh", "--lead", "3"]) == 1
        assert main([*endorse, "--by", "minh", "--lead", "3=Sở Tư pháp"]) == 0
        assert main(["tasks", "confirm", "02/TCTĐA06", "--by", "lan"]) == 0
        assert Task.objects.get(code="02.3").lead_label == "Sở Tư pháp"
        assert main(["tasks", "undo", "02/TCTĐA06", "--by", "lan"]) == 0
        assert not Decision.objects.exists()


def test_gold_keeps_what_the_words_say_whatever_the_leader_chose(cast, asked, as_, tmp_path):
    answer(as_(cast.minh), asked, **{"lead-3": "Sở Tư pháp"})
    review = Review(asked, cast.lan)
    for duty in review.duties:
        deciding.confirm(proposal=duty.proposal, terms=review.terms(duty), by=cast.lan, at=LATER)
    third = gold.reading_of(asked, cast.lan)["assignments"][2]
    assert third["lead"] == ["Sở Tài chính"]
    assert "lead" not in third["corrected"]

"""The open duty says its reasons: rule, assumption, rhythm, exceptions, doubts beside their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from dondoc.core.deadline_rules import ASSUMPTIONS
from dondoc.dispatches import actions as dispatches
from dondoc.tasks import deciding
from dondoc.tasks.models import Task
from dondoc.tasks.review import Review
from tests.cast import hanoi


@pytest.fixture
def read(cast):
    """A dispatch in which a duty's reading is what the test says."""
    dispatch = cast.dispatch()

    def change(position: int = 3, reading: dict | None = None, **fields):
        proposal = dispatch.proposals.get(position=position)
        proposal.fields |= fields
        proposal.save()
        if reading:
            dispatch.reading |= reading
            dispatch.save()
        return dispatch

    return change


def page_of(cast, as_, dispatch, number: int = 3) -> str:
    address = reverse("dispatch-review", args=[dispatch.pk])
    return as_(cast.lan).get(address, {"viec": number}).content.decode()


class TestDeadlines:
    def test_what_was_assumed_and_what_would_settle_it_are_said(self, cast, as_, read):
        dispatch = read(due_assumptions=["year_of_the_document"], due_settles="the_issuer")
        page = page_of(cast, as_, dispatch)
        assert gettext(ASSUMPTIONS["year_of_the_document"]) in page
        duty = next(d for d in Review(dispatch, cast.lan).duties if d.number == 3)
        assert duty.settles in page
        assert not duty.is_clear

    def test_a_rhythm_is_said_in_words(self, cast, as_, read):
        rhythm = {"days": [24], "months": [], "weekday": None, "window": None,
                  "first": "2025-03-24", "until": None}  # fmt: skip
        dispatch = read(every="monthly", rhythm=rhythm, due=None, due_rule="every_month")
        page = page_of(cast, as_, dispatch)
        assert "chậm nhất ngày 24 hằng tháng, lần đầu 24/03/2025" in page

    def test_target_scope_channel_form_and_campaign_stand_in_the_card(self, cast, as_, read):
        campaign = {"title": "Chiến dịch cao điểm", "starts": "2025-02-15", "ends": "2025-02-19",
                    "start": 0, "end": 5}  # fmt: skip
        dispatch = read(
            reading={"campaigns": [campaign]}, campaign=1, form_place=1,
            target={"value": 100, "unit": "%", "scope": "hồ sơ trực tuyến"},
            report_by="thư điện tử", product="Tờ trình dự toán",
        )  # fmt: skip
        page = page_of(cast, as_, dispatch)
        for words in (
            "chỉ tiêu 100% hồ sơ trực tuyến",
            "gửi qua thư điện tử",
            "Tờ trình dự toán",
            "Thuộc Chiến dịch cao điểm – 15/02/2025 – 19/02/2025",
            "Theo mẫu",
        ):
            assert words in page, words


class TestExceptions:
    @pytest.fixture
    def dispatch(self, read):
        apart = {"who": ["Sở Tư pháp"], "due": "2025-02-21", "due_time": "09:00", "before": True,
                 "words": "riêng Sở Tư pháp trước 9 giờ ngày 21/02", "start": 800, "end": 820}  # fmt: skip
        return read(aparts=[apart], lead=["Sở Tài chính", "Sở Tư pháp"])

    def give(self, cast, as_, dispatch, place="0"):
        where = reverse("duty-set-apart", args=[dispatch.pk, 3])
        return as_(cast.lan).post(where, {"place": place}, follow=True)

    def test_an_exception_is_said_and_makes_the_duty_no_certain_one(self, cast, as_, dispatch):
        assert "Giao riêng" in page_of(cast, as_, dispatch)
        assert 3 not in [duty.number for duty in Review(dispatch, cast.lan).clear]

    def test_one_press_makes_it_a_duty_of_its_own_with_those_leads_and_that_limit(
        self, cast, as_, dispatch
    ):
        said = self.give(cast, as_, dispatch).content.decode()
        assert "Đã lập việc 5 giao riêng Sở Tư pháp" in said
        assert "đã giao riêng, việc 5" in said
        review = Review(dispatch, cast.lan)
        duty = next(one for one in review.duties if one.number == 5)
        assert (duty.proposal.start, duty.proposal.text) == (
            dispatch.proposals.get(position=3).start, dispatch.proposals.get(position=3).text
        )  # fmt: skip
        terms = review.terms(duty)
        assert (terms.leads, terms.due_on, terms.due_time) == (
            [cast.justice], date(2025, 2, 21), time(9)
        )  # fmt: skip

    def test_who_has_a_limit_of_their_own_does_not_lead_with_the_others_too(
        self, cast, as_, dispatch
    ):
        self.give(cast, as_, dispatch)
        client = as_(cast.lan)
        form = client.get(reverse("dispatch-review", args=[dispatch.pk]), {"viec": 3}).context[
            "form"
        ]
        sent = {"title": form["title"].value(), "lead": "; ".join(form["lead"].value()),
                "due": form["due"].value()}  # fmt: skip
        client.post(reverse("duty-confirm", args=[dispatch.pk, 3]), sent)
        assert [a.agency for a in Task.objects.get().assignments.all()] == [cast.finance]

    def test_pressed_twice_it_is_one_duty(self, cast, as_, dispatch):
        self.give(cast, as_, dispatch)
        self.give(cast, as_, dispatch)
        assert dispatch.proposals.count() == 5

    @pytest.mark.parametrize("place", ["1", "-1", "", "x", "9" * 30])
    def test_an_exception_that_is_not_there_is_refused(self, cast, as_, dispatch, place):
        self.give(cast, as_, dispatch, place)
        assert dispatch.proposals.count() == 4

    def test_only_the_standing_agency_does_that(self, cast, as_, dispatch):
        where = reverse("duty-set-apart", args=[dispatch.pk, 3])
        assert as_(cast.minh).post(where, {"place": "0"}).status_code == 404
        with pytest.raises(dispatches.NothingApart):
            dispatches.set_apart(
                proposal=dispatch.proposals.get(position=4), place=0, by=cast.lan,
                at=hanoi(2025, 2, 18),
            )  # fmt: skip


class TestMarksInTheText:
    def test_a_doubt_stands_before_its_words_and_the_card_leads_there(self, cast, as_):
        dispatch = cast.dispatch()
        page = page_of(cast, as_, dispatch, 1)
        doubt = Review(dispatch, cast.lan).duties[0].doubts[0]
        assert f'<a id="cho-{doubt.start}" class="flag"' in page
        assert f'href="#cho-{doubt.start}"' in page
        before = page.index(f'id="cho-{doubt.start}"')
        assert 0 < page.index("Bắt đầu từ ngày", before) - before < 600

    def test_words_a_scanner_was_not_sure_of_are_tinted_and_say_how_sure(self, cast, as_, read):
        dispatch = read()
        start = dispatch.text.index("Nơi nhận")
        due = dispatch.text.index("20/02/2025")
        scanned = [
            {"start": start, "end": start + 2, "confidence": 43},
            {"start": due, "end": due + 10, "confidence": 55},
            {"start": 0, "end": 3, "confidence": 96},
        ]
        dispatch = read(reading={"scanned": scanned})
        page = page_of(cast, as_, dispatch)
        assert 'title="máy quét chắc 43%"' in page
        assert "máy quét chắc 96%" not in page
        assert "2 chỗ" in page
        duty = next(one for one in Review(dispatch, cast.lan).duties if one.number == 3)
        assert duty.unsure == [
            "20/02/2025"
        ]  # the day is telling, the other word is none of its own
        assert not duty.is_clear

    def test_without_script_the_words_stand_in_the_card(self, cast, as_):
        dispatch = cast.dispatch()
        page = page_of(cast, as_, dispatch, 3)
        quoted = page.split("<noscript>")[1].split("</noscript>")[0]
        assert "Tổng hợp, đề xuất dự toán" in quoted


class TestCorrections:
    def test_how_many_were_put_right_stands_on_the_page_with_the_command(self, cast, as_, read):
        dispatch = read()
        review = Review(dispatch, cast.lan)
        duty = next(one for one in review.duties if one.number == 3)
        terms = replace(review.terms(duty), title="Dự toán", due_on=None)
        deciding.confirm(proposal=duty.proposal, terms=terms, by=cast.lan, at=cast.at)
        page = page_of(cast, as_, dispatch, 3)
        assert "Đã sửa 2 chỗ máy đọc ở 1 việc" in page
        assert "dondoc gold export" in page
        assert "đã sửa: tên việc, hạn cuối" in page

    def test_confirmed_as_read_nothing_is_a_correction(self, cast, read):
        dispatch = read()
        review = Review(dispatch, cast.lan)
        for duty in review.clear:
            terms = review.terms(duty)
            deciding.confirm(proposal=duty.proposal, terms=terms, by=cast.lan, at=cast.at)
        assert Review(dispatch, cast.lan).corrected == (0, 0)
        assert Task.objects.count() == 3


def test_why_each_is_not_certain_is_listed_beside_the_certain_ones(cast, as_):
    dispatch = cast.dispatch()
    page = as_(cast.lan).get(reverse("confirm-rest", args=[dispatch.pk])).content.decode()
    assert "Nhận 3 việc chắc chắn?" in page
    assert "1 việc cần xem từng việc" in page
    assert "trước ngày ban hành" in page or "15/02/2025" in page.split("cần xem từng việc")[1]

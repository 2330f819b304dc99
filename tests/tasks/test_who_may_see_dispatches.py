"""Fetching is the permission: what is not yours is not found."""

import pytest
from django.urls import reverse

OFFICERS_PAGES = ["dispatch-review", "confirm-rest"]


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_lan_of_the_standing_agency_reviews_a_dispatch(cast, as_):
    dispatch = cast.dispatch()
    answer = as_(cast.lan).get(page("dispatch-review", dispatch.pk))
    assert answer.status_code == 200
    assert "0 trong 4 việc đã xác nhận" in answer.content.decode()


@pytest.mark.parametrize("name", OFFICERS_PAGES)
@pytest.mark.parametrize("who", ["hoa", "khoa", "binh", "minh"])
def test_nobody_else_finds_the_review(cast, as_, who, name):
    dispatch = cast.dispatch()
    assert as_(getattr(cast, who)).get(page(name, dispatch.pk)).status_code == 404


@pytest.mark.parametrize("verb", ["duty-confirm", "duty-merge", "duty-split", "duty-drop"])
@pytest.mark.parametrize("who", ["hoa", "khoa"])
def test_nobody_else_decides(cast, as_, who, verb):
    dispatch = cast.dispatch()
    answer = as_(getattr(cast, who)).post(page(verb, dispatch.pk, 1), {"reason": "không"})
    assert answer.status_code == 404
    assert not dispatch.proposals.filter(decision__isnull=False).exists()


@pytest.mark.parametrize("who", ["hoa", "khoa", "binh", "minh"])
def test_only_the_standing_agency_loads(cast, as_, who):
    client = as_(getattr(cast, who))
    assert client.get(page("dispatch-new")).status_code == 404
    assert client.post(page("dispatch-new"), {"text": "x"}).status_code == 404


def test_an_agency_that_is_addressed_sees_the_dispatch_in_its_list(cast, as_):
    dispatch = cast.dispatch()
    seen = as_(cast.binh).get(page("dispatches")).content.decode()
    assert dispatch.reference in seen
    assert "Nạp văn bản" not in seen


def test_an_agency_that_is_not_addressed_sees_nothing_of_it(cast, as_):
    dispatch = cast.dispatch()
    khoa = as_(cast.khoa)
    assert dispatch.reference not in khoa.get(page("dispatches")).content.decode()
    assert khoa.get(page("dispatch-original", dispatch.pk)).status_code == 404


def test_the_original_is_given_back_byte_for_byte_and_never_opened_by_the_browser(cast, as_):
    dispatch = cast.dispatch()
    answer = as_(cast.binh).get(page("dispatch-original", dispatch.pk))
    assert answer.content == bytes(dispatch.original)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="cong-van.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_is_not_signed_in_is_asked_to(cast, client):
    answer = client.get(page("dispatches"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(page("login"))


class TestTheList:
    def test_it_counts_what_is_confirmed_and_what_waits(self, cast, as_):
        dispatch = cast.dispatch()
        cast.confirm(dispatch.proposals.first())
        seen = as_(cast.lan).get(page("dispatches")).content.decode()
        assert "3 việc trong 1 văn bản chờ xác nhận" in seen
        assert "1/4" in seen

    def test_words_are_found_without_their_marks(self, cast, as_):
        cast.dispatch()
        lan = as_(cast.lan)
        assert "02/TCTĐA06" in lan.get(page("dispatches"), {"q": "khan truong"}).content.decode()
        nothing = lan.get(page("dispatches"), {"q": "đất đai"}).content.decode()
        assert "Không có văn bản nào chứa “đất đai”." in nothing

    def test_an_empty_register_says_what_to_do(self, cast, as_):
        assert "Chưa có văn bản nào." in as_(cast.lan).get(page("dispatches")).content.decode()

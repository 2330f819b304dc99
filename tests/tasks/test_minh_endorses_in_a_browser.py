"""Minh answers in ten seconds: one screen, one owner changed in place, one press."""

import pytest
from django.conf import settings
from django.urls import reverse

from dondoc.tasks import endorsing
from dondoc.tasks.models import Endorsement

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (390, 844)])
def test_both_answers_stand_on_the_first_screen_and_an_owner_changes_in_place(
    live_server, cast, as_, browser_page, wide, high
):
    dispatch = cast.dispatch()
    endorsing.ask(dispatch=dispatch, by=cast.lan, at=cast.at)
    session = as_(cast.minh).cookies[settings.SESSION_COOKIE_NAME].value
    address = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    browser_page.context.add_cookies([address])
    page = browser_page
    page.set_viewport_size({"width": wide, "height": high})
    page.goto(live_server.url + reverse("endorse", args=[dispatch.pk]))

    for answer in ("approve", "return"):
        box = page.locator(f"button[value={answer}]").bounding_box()
        assert box["y"] + box["height"] <= high
    assert page.evaluate("document.querySelector('main').scrollWidth") <= wide
    assert page.locator(".btn.main").count() == 0  # neither answer is suggested

    page.fill("input[name=lead-3]", "Sở Tư pháp")
    page.press("input[name=lead-3]", "Enter")  # chooses a name; it is no answer
    assert Endorsement.objects.get().kind == Endorsement.Kind.ASKED
    page.click("button[value=approve]")
    page.wait_for_selector("text=Bút phê của Trần Văn Minh")
    changed = Endorsement.objects.get(kind=Endorsement.Kind.CHANGED)
    assert (changed.proposal.position, changed.lead_label) == (3, "Sở Tư pháp")
    assert not endorsing.standing(dispatch).waiting

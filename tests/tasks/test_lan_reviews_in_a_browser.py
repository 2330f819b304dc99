"""The journey of a dispatch in a real browser: loaded, confirmed by Enter, a missed duty pointed at."""

from urllib.parse import urlparse

import pytest
from django.conf import settings
from django.urls import reverse

from dondoc.dispatches.models import Dispatch
from dondoc.tasks.models import Decision, Task
from tests.cast import ORDER

pytestmark = pytest.mark.browser


@pytest.fixture
def page(live_server, cast, as_, browser_page):
    """Lan's browser, signed in."""
    client = as_(cast.lan)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    browser_page.context.add_cookies([address])
    browser_page.set_default_timeout(15_000)
    return browser_page


def select(page, words: str) -> None:
    """Point at words on the sheet as a mouse does."""
    page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.querySelector(".sheet"), 4);
          for (let node; (node = walk.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error("not on the sheet: " + words);
        }""",
        words,
    )


def test_a_dispatch_is_loaded_and_reviewed_from_the_keyboard(page, live_server):
    page.goto(live_server.url + reverse("dispatches"))
    page.keyboard.press("n")
    page.wait_for_url("**" + reverse("dispatch-new"))
    page.fill("#text", ORDER)
    page.click("text=Nạp và đọc văn bản")
    page.wait_for_url("**/ra-soat/")
    assert page.locator(".found .duty").count() == 4

    page.locator("body").press("Enter")
    page.wait_for_url("**?viec=2#duty-2")
    assert Task.objects.get().code == "02.1"
    assert "1 trong 4 việc đã xác nhận" in page.inner_text("h1")

    page.hover(".sheet mark.when >> nth=1")
    assert "lit" in page.get_attribute("#duty-2", "class")

    dispatch = Dispatch.objects.get()
    words = "Yêu cầu các cơ quan, đơn vị khẩn trương thực hiện"
    select(page, words)
    page.click("text=Thêm thành một việc")
    page.wait_for_url("**?viec=5#duty-5")
    added = dispatch.proposals.get(position=5)
    assert added.text == words
    assert dispatch.text[added.start : added.end] == words


def test_the_page_is_no_wider_than_a_phone(page, live_server, cast):
    dispatch = cast.dispatch()
    page.set_viewport_size({"width": 390, "height": 844})
    for name, args in [
        ("dispatches", []),
        ("dispatch-new", []),
        ("dispatch-review", [dispatch.pk]),
    ]:
        page.goto(live_server.url + reverse(name, args=args))
        assert page.evaluate("document.querySelector('main').scrollWidth") <= 390, name


def test_without_script_every_verb_still_works(live_server, cast, as_, browser):
    dispatch = cast.dispatch()
    session = as_(cast.lan).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(15_000)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("dispatch-review", args=[dispatch.pk]))
    page.click("text=Không phải giao việc")
    page.fill("#reason", "Đã giao ở văn bản khác")
    page.click("text=Ghi là không phải giao việc")
    page.click("text=Tách")
    assert urlparse(page.url).query == "viec=2&lam=tach"
    page.click("text=Thôi")
    page.click("button:has-text('Xác nhận, sang việc 3')")
    context.close()
    kinds = list(Decision.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [Decision.Kind.DROPPED, Decision.Kind.CONFIRMED]

"""From the register to a judged result with the keyboard, in a real browser and without script."""

from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.dashboards import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(cast, live_server, browser, monkeypatch):
    """Opens pages of the running product as a person; complains about any error of script or policy."""
    scene.at(monkeypatch, scene.NOON)
    errors: list[str] = []
    contexts = []

    def opened(person, *, script=True, width=1366):
        from django.test import Client

        client = Client()
        client.force_login(person)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        context.set_default_timeout(15_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if "Content Security" in said.text else None,
        )
        contexts.append(context)
        return page

    opened.url = live_server.url
    yield opened
    for context in contexts:
        context.close()
    assert not errors


def test_a_duty_goes_from_the_register_to_its_judgement(cast, site):
    found = scene.given(cast)
    task = scene.task_due(found, date(2025, 2, 19))
    task.assignments.update(agency=cast.justice)

    page = site(cast.binh)
    page.goto(f"{site.url}/nhiem-vu/")
    page.keyboard.press("j")
    expect(page.locator("tr.cursor")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator("tr.cursor input[type=checkbox]")).to_be_checked()
    page.get_by_role("link", name=task.title).click()
    page.locator("#nop summary").click()
    page.locator("#nop input[name=nop-product]").fill("Báo cáo kết quả chiến dịch")
    page.locator("#nop input[name=nop-number]").fill("77/BC-STP")
    page.locator("#nop form button").click()
    expect(page.locator("main")).to_contain_text("Đã nộp kết quả, chờ xác nhận.")

    plain = site(cast.lan, script=False)
    plain.goto(f"{site.url}{task.get_absolute_url()}")
    expect(plain.locator("main")).to_contain_text("77/BC-STP")
    plain.get_by_role("button", name="Xác nhận kết quả").click()
    expect(plain.locator("h1 ~ .row .chip")).to_contain_text("Hoàn thành quá hạn")


def test_no_page_scrolls_sideways_on_a_phone(cast, site):
    found = scene.given(cast)
    task = next(iter(found.values()))
    cast.demand(task.dispatch)
    page = site(cast.lan, width=390)
    for address in (
        "/nhiem-vu/",
        task.get_absolute_url(),
        f"/van-ban/{task.dispatch_id}/",
        "/nhat-ky/",
    ):
        page.goto(f"{site.url}{address}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, address

"""Hoa's morning in Chromium: she types, sees a warning, explains, sends, and is told she is in time."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from dondoc.core.reports import Timeliness
from dondoc.reports.models import Draft, Filing
from tests.cast import cells, hanoi

DAY = date(2025, 2, 18)
TYPED = {"draft": "1", "waiting": "2", "approved": "83", "rejected": "1", "transferred": "80"}


@pytest.fixture
def opened(transactional_db, cast, morning, live_server, browser_page):
    """The report of the 18th, opened by Hoa in her browser at 07:43."""
    cast.demand()
    cast.files(cast.hoa, date(2025, 2, 17), hanoi(2025, 2, 18, 18, 0), cells(100, 70))
    signed_in = Client()
    signed_in.force_login(cast.hoa)
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    browser_page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    browser_page.goto(live_server.url + cast.owes(cast.hoa, DAY).get_absolute_url())
    return browser_page


def type_row(page, row: str, **changes: str) -> None:
    for name, text in {**TYPED, **changes}.items():
        page.fill(f"#c-{row}-{name}", text)


def test_hoa_types_sees_a_warning_explains_and_sends(cast, opened):
    page = opened
    for row in ("birth", "marriage", "status", "parent_child"):
        type_row(page, row)
    type_row(page, "death", approved="61")
    page.wait_for_selector("#check-death .notice")
    assert "Đã chuyển (80) nhiều hơn Đã duyệt (61)." in page.inner_text("#check-death")
    assert "Gửi 5/5 sổ, kèm 1 cảnh báo" in page.inner_text("#send")

    page.click("#explain-death")
    page.keyboard.type("Phần mềm cũ", delay=20)
    page.wait_for_timeout(1500)  # the draft saves itself meanwhile and must not take the words away
    page.keyboard.type(" chưa đồng bộ", delay=20)
    assert page.input_value("#explain-death") == "Phần mềm cũ chưa đồng bộ"
    page.click("#send")

    page.wait_for_selector(".notice.done")
    filing = Filing.objects.get(report=cast.owes(cast.hoa, DAY))
    assert filing.explanations == {"death": "Phần mềm cũ chưa đồng bộ"}
    assert filing.report.timeliness(filing.sent_at) is Timeliness.ON_TIME
    assert not Draft.objects.exists()


def test_what_is_typed_is_there_again_after_the_page_is_closed(cast, opened):
    opened.fill("#c-birth-draft", "38")
    opened.wait_for_selector("#saved:has-text('Bản nháp lưu lúc 07 giờ 43')")
    opened.reload()
    assert opened.input_value("#c-birth-draft") == "38"
    assert opened.input_value("#c-birth-total") == "100"


def test_a_block_copied_from_a_spreadsheet_fills_the_grid(cast, opened):
    opened.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1\\t2\\t83\\t1\\t80\\n3\\t4\\t85\\t1\\t82\\n");
          document.querySelector("#c-birth-draft").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    assert opened.input_value("#c-birth-transferred") == "80"
    assert opened.input_value("#c-marriage-draft") == "3"
    assert "Đã dán 10 ô." in opened.inner_text("#pasted, [role=status]")


def test_the_phone_shows_one_book_at_a_time_and_no_sideways_scroll(cast, opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.reload()
    assert opened.locator("tbody.entry:visible").count() == 1
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.click("[data-step='1']")
    assert "2. Sổ đăng ký kết hôn" in opened.inner_text("tbody.entry.current")

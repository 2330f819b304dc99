"""The script in a real browser: keys, cells, drafts and minutes."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

import dondoc.web
from dondoc.web import catalogue

from .test_pages import HEADER

STATIC = Path(dondoc.web.__file__).parent / "static"
SITE = "http://dondoc.test"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
FORM = """
<form method="post" data-draft-url="/nhap" data-draft-key="thu"><table class="grid" data-grid>
<tbody class="entry" id="row-1"><tr><th>1</th><td data-label="A"><input class="cell" name="1.a" aria-label="1A" placeholder=" "></td>
<td data-label="B"><input class="cell" name="1.b" aria-label="1B" placeholder=" "></td><td><output id="d-1">—</output></td></tr></tbody>
<tbody class="entry" id="row-2"><tr><th>2</th><td data-label="A"><input class="cell" name="2.a" aria-label="2A" placeholder=" "></td>
<td data-label="B"><input class="cell" name="2.b" aria-label="2B" placeholder=" "></td></tr></tbody></table>
<button id="send" type="button">Gửi</button><p id="saved" data-saved></p><button type="button" data-step="1">Tiếp</button>
<div class="countdown" data-due-at="2025-02-19T08:00:00+07:00" data-now="2025-02-19T07:43:30+07:00"><b data-left></b><p aria-live="polite" data-announce></p></div>
</form>"""


@pytest.fixture
def site(browser_page):
    """A page served under the product's own content security policy."""
    errors: list[str] = []
    state = {"online": True, "drafts": []}

    def answer(route):
        path = route.request.url.removeprefix(SITE).split("?")[0].split("#")[0]
        if path.startswith("/static/web/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/"))
        if path == "/nhap":
            if not state["online"]:
                return route.abort()
            state["drafts"].append(route.request.post_data)
            return route.fulfill(
                content_type="text/html; charset=utf-8",
                body='<output id="d-1">99</output><p id="saved" data-saved>Tự lưu lúc 07 giờ 43.</p>',
            )
        if path in ("/", "/thu"):
            page = render_to_string("web/components.html", {**HEADER, **catalogue.context()})
            if path == "/thu":
                start, end = page.index('<main id="main"'), page.index("</main>")
                page = page[:start] + '<main id="main">' + FORM + page[end:]
            return route.fulfill(
                content_type="text/html; charset=utf-8",
                body=page,
                headers={"Content-Security-Policy": POLICY},
            )
        return route.fulfill(status=204, body="")

    browser_page.route(f"{SITE}/**", answer)
    browser_page.on("pageerror", lambda error: errors.append(str(error)))
    browser_page.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security" in said.text else None,
    )
    browser_page.state = state
    yield browser_page
    assert not errors


def cell(page, name: str):
    return page.locator(f'input[aria-label="{name}"]')


def paste(page, name: str, text: str) -> None:
    cell(page, name).focus()
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) }""",
        text,
    )


@pytest.mark.parametrize("width", [1366, 390])
def test_the_catalogue_never_scrolls_sideways(site, width):
    site.set_viewport_size({"width": width, "height": 800})
    site.goto(f"{SITE}/")
    assert site.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_reach_forty_four_pixels_on_a_phone(site):
    site.set_viewport_size({"width": 390, "height": 800})
    site.goto(f"{SITE}/")
    heights = site.evaluate(
        "[...document.querySelectorAll('.btn,.bottom a,.input,.grid input.cell')].filter(e => e.offsetParent).map(e => e.offsetHeight)"
    )
    assert min(heights) >= 44


def test_letters_move_through_a_list_and_stop_while_typing(site):
    site.goto(f"{SITE}/")
    site.evaluate("document.querySelectorAll('.cursor').forEach(e => e.classList.remove('cursor'))")
    site.keyboard.press("j")
    assert site.locator("tr.cursor .c-code").inner_text() == "02.1"
    site.keyboard.press("x")
    assert site.locator("tr.cursor input").is_checked()
    site.keyboard.press("/")
    site.keyboard.type("j?")
    assert site.locator("input[data-find]").last.input_value() == "j?"
    assert not site.locator("#keys").is_visible()


def test_a_question_mark_lists_the_keys(site):
    site.goto(f"{SITE}/")
    site.keyboard.press("?")
    assert site.locator("#keys").is_visible()


def test_a_number_lights_its_sentence_and_its_card(site):
    site.goto(f"{SITE}/")
    site.locator(".sheet a.n").hover()
    assert site.locator('[data-duty="4"].lit').count() == 3


def test_arrows_and_enter_move_between_cells(site):
    site.goto(f"{SITE}/thu")
    cell(site, "1A").focus()
    site.keyboard.press("Enter")
    assert site.evaluate("document.activeElement.ariaLabel") == "1B"
    site.keyboard.press("ArrowDown")
    assert site.evaluate("document.activeElement.ariaLabel") == "2B"
    site.keyboard.press("ArrowLeft")
    assert site.evaluate("document.activeElement.ariaLabel") == "2A"


def test_a_paste_from_a_spreadsheet_fills_cells_says_so_and_can_be_undone(site):
    site.goto(f"{SITE}/thu")
    paste(site, "1A", "1.234\t5\r\n6\t7\r\n")
    assert [cell(site, n).input_value() for n in ("1A", "1B", "2A", "2B")] == [
        "1.234",
        "5",
        "6",
        "7",
    ]
    assert "Đã dán 4 ô" in site.locator("#pasted").inner_text()
    site.get_by_text("Bỏ lần dán này").click()
    assert cell(site, "1A").input_value() == ""


def test_a_draft_saves_itself_and_what_is_derived_follows(site):
    site.goto(f"{SITE}/thu")
    cell(site, "1A").fill("12")
    expect(site.locator("#d-1")).to_have_text("99")
    assert site.locator("#saved").inner_text() == "Tự lưu lúc 07 giờ 43."
    assert "12" in site.state["drafts"][0]
    assert cell(site, "1A").input_value() == "12"


def test_without_a_network_the_draft_stays_on_the_machine_and_comes_back(site):
    site.state["online"] = False
    site.goto(f"{SITE}/thu")
    cell(site, "1A").fill("77")
    expect(site.locator("#saved")).to_contain_text("trên máy này")
    assert "chưa gửi" in site.locator("#saved").inner_text()
    site.state["online"] = True
    site.reload()
    assert cell(site, "1A").input_value() == "77"
    expect(site.locator("#saved")).to_contain_text("Tự lưu lúc")
    assert site.evaluate("localStorage.getItem('thu')") is None


def test_the_countdown_follows_the_clock_of_the_server(site):
    site.goto(f"{SITE}/thu")
    assert site.locator("[data-left]").inner_text() == "16 phút"
    assert "soon" in site.locator(".countdown").get_attribute("class")


def test_a_phone_shows_one_register_at_a_time(site):
    site.set_viewport_size({"width": 390, "height": 800})
    site.goto(f"{SITE}/thu")
    assert not cell(site, "2A").is_visible()
    site.get_by_text("Tiếp").click()
    assert cell(site, "2A").is_visible()
    assert not cell(site, "1A").is_visible()


def test_light_and_dark_are_remembered(site):
    site.goto(f"{SITE}/")
    site.locator("details.me summary").click()
    site.locator("[data-theme-toggle]").click()
    assert site.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in site.evaluate("document.cookie")

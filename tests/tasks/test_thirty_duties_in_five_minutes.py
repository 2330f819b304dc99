"""Thirty duties are confirmed from the keyboard alone: how many keys, and how long the server takes."""

from time import perf_counter

import pytest
from django.conf import settings
from django.urls import reverse

from dondoc.tasks.models import Decision, Task

pytestmark = pytest.mark.browser

AGENCIES = ("Sở Tư pháp", "Sở Tài chính", "Công an tỉnh")
OPENING = """Số: 77/UBND-TH
Quảng Ngãi, ngày 18 tháng 02 năm 2025

V/v giao nhiệm vụ quý I năm 2025

Ủy ban nhân dân tỉnh yêu cầu:

"""
# Every fifth duty begins before the dispatch was signed: that one wants a look of its own.
PLAIN = "{n}. {who}: {work} trước ngày {day:02d}/3/2025."
ODD = "{n}. {who}: Từ ngày 10/02/2025 đến ngày {day:02d}/3/2025, {work}."
WORKS = """giấy phép xây dựng|hộ nghèo|trạm y tế|đất rừng|học bạ|xe công vụ|bến thủy|chợ đầu mối
|sổ tiêm chủng|đường liên xã|nhà văn hóa|hồ chứa nước|tàu cá|lò giết mổ|quầy thuốc|cây xanh|vỉa hè
|phòng trọ|bãi rác|lưới điện|di tích|thư viện|sân vận động|cầu treo|giếng khoan|trại giống|bia mộ
|phà Lý Hòa|kênh mương|kho muối""".replace("\n", "").split("|")
KEYS_FOR_EACH = 2
SERVER_MS = 400


def thirty() -> str:
    lines = []
    for n in range(1, 31):
        pattern = ODD if n % 5 == 0 else PLAIN
        work = f"Kiểm tra {WORKS[n - 1]}"
        lines.append(pattern.format(n=n, who=AGENCIES[n % 3], work=work, day=n % 28 + 1))
    return OPENING + "\n\n".join(lines) + "\n"


class Keyboard:
    """The keys of a page, counted."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str, *, goes_on: bool = False) -> None:
        self.count += 1
        if not goes_on:
            return self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return None

    @property
    def focus(self) -> str:
        return self.page.evaluate("document.activeElement.id")


@pytest.fixture
def desk(live_server, cast, as_, browser_page):
    """Lan before thirty duties, with a keyboard."""
    client = as_(cast.lan)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    browser_page.context.add_cookies([address])
    browser_page.set_default_timeout(15_000)
    dispatch = cast.dispatch(thirty())
    assert dispatch.proposals.count() == 30
    browser_page.goto(live_server.url + reverse("dispatch-review", args=[dispatch.pk]))
    return dispatch, browser_page, Keyboard(browser_page)


def test_thirty_duties_are_confirmed_one_by_one_with_one_key_each(desk):
    _dispatch, page, keys = desk
    for number in range(1, 31):
        keys.press("Enter", goes_on=True)
        if number < 30:
            assert keys.focus == f"duty-{number + 1}"  # focus is never lost on the way
    assert Task.objects.count() == 30
    assert "30 trong 30 việc đã xác nhận" in page.inner_text("h1")
    assert keys.count / 30 <= KEYS_FOR_EACH


def test_the_certain_ones_together_then_the_doubtful_ones(desk):
    dispatch, page, keys = desk
    keys.press("a", goes_on=True)
    assert "vì sao chưa chắc" in page.inner_text("main")
    keys.press("Enter", goes_on=True)
    left = dispatch.proposals.filter(decision=None).count()
    assert left == 6
    for _ in range(left):
        keys.press("Enter", goes_on=True)
    assert Task.objects.count() == 30
    assert keys.count == 2 + left


def test_every_verb_has_its_key_and_the_text_follows(desk):
    dispatch, page, keys = desk
    desk_box = page.locator(".desk").bounding_box()
    for _ in range(12):
        keys.press("j", goes_on=True)
    assert keys.focus == "duty-13"
    place = page.locator("#sent-13").bounding_box()
    assert desk_box["x"] <= place["x"] <= desk_box["x"] + desk_box["width"]
    assert 0 <= place["y"] <= page.viewport_size["height"]
    keys.press("k", goes_on=True)
    assert keys.focus == "duty-12"

    keys.press("e")
    assert keys.focus == "title"
    page.keyboard.type("Danh mục đã rà soát")
    keys.press("Escape")
    assert keys.focus == "duty-12"
    keys.press("2")
    assert page.locator("input[name=due]").nth(1).is_checked()
    keys.press("Enter", goes_on=True)
    task = Task.objects.get()
    assert task.title == "Danh mục đã rà soát"
    assert str(task.changes.get().due_on) == "2025-03-13"  # the other reading, taken with one key

    keys.press("z", goes_on=True)
    assert not Decision.objects.exists()
    assert keys.focus == "duty-12"
    keys.press("x", goes_on=True)
    assert keys.focus == "reason"
    page.keyboard.type("Nêu chung")
    keys.press("Enter", goes_on=True)
    assert Decision.objects.get().kind == Decision.Kind.DROPPED
    keys.press("z", goes_on=True)
    keys.press("t", goes_on=True)
    assert "Tách việc 12" in page.inner_text("#panel")
    keys.press("m", goes_on=True)
    assert "Gộp việc 12" in page.inner_text("#panel")
    page.locator("body").press("?")
    assert page.locator("dialog#keys").is_visible()
    assert "hoàn tác" in page.inner_text("dialog#keys")
    assert dispatch.proposals.count() == 30


def test_on_a_phone_the_words_of_the_duty_stay_in_sight(desk):
    _dispatch, page, keys = desk
    page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(20):
        keys.press("j", goes_on=True)
    assert keys.focus == "duty-21"
    words, card = page.locator("#sent-21").bounding_box(), page.locator("#duty-21").bounding_box()
    assert 0 <= words["y"] < card["y"] < 844
    assert page.evaluate("document.querySelector('main').scrollWidth") <= 390


def test_the_server_answers_a_confirmation_at_once_and_the_page_is_light(cast, as_, capsys):
    dispatch = cast.dispatch(thirty())
    client = as_(cast.lan)
    address = reverse("dispatch-review", args=[dispatch.pk])
    took = []
    for number in (1, 2, 3, 4, 6):
        form = client.get(address, {"viec": number}).context["form"]
        sent = {name: form[name].value() for name in ("title", "due")}
        sent["lead"] = "; ".join(form["lead"].value())
        begun = perf_counter()
        answer = client.post(reverse("duty-confirm", args=[dispatch.pk, number]), sent)
        took.append((perf_counter() - begun) * 1000)
        assert answer.status_code == 302
    page = client.get(address, headers={"accept-encoding": "identity"})
    with capsys.disabled():
        print(f"\nconfirm: {sorted(took)[2]:.0f} ms; page: {len(page.content) / 1024:.0f} KB")
    assert sorted(took)[2] < SERVER_MS
    assert len(page.content) < 100 * 1024

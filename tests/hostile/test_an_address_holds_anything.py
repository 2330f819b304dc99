"""Whatever stands behind the question mark of an address, the page opens or is not found."""

from urllib.parse import quote

import pytest
from django.test import Client

NASTY = ["²", "٣", "-1", "9" * 30, "\0", "a" * 3000, "<script>", "2025-02-30", "9999-12-31"]
PAGES = {
    "/nhiem-vu/": ("q", "van-ban", "chu-tri", "han", "sau-ro", "nhom", "ngay"),
    "/nhiem-vu/so-nhiem-vu.xlsx": ("q", "task", "van-ban", "ngay"),
    "/van-ban/": ("q", "trang", "cho"),
    "/nhat-ky/": ("q", "truoc", "so", "nguoi", "viec", "tu", "den"),
    "/nhat-ky/nhat-ky.csv": ("q", "truoc", "so", "tu"),
    "/ban-do/": ("ngay", "do"),
    "/don-doc/": ("ngay",),
    "/don-vi/": ("q", "ngay"),
    "/co-quan/goi-y/": ("q", "o", "ngay"),
    "/tong-quan/": ("chu", "dia-ban", "ngay"),
    "/chuyen-giao/": ("ngay",),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_question_in_an_address_breaks_a_page(cast, page):
    client = Client(raise_request_exception=False)
    client.force_login(cast.lan)
    cast.dispatch()

    asked = [f"{page}?{name}={quote(text)}" for name in PAGES[page] for text in NASTY]

    assert {one: client.get(one).status_code for one in asked} == dict.fromkeys(asked, 200)


def test_the_duty_asked_for_may_be_no_number(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.lan)
    review = f"/van-ban/{cast.dispatch().pk}/ra-soat/"

    for text in NASTY:
        assert client.get(f"{review}?viec={quote(text)}&lai={quote(text)}").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/don-vi/{}/",
        "/co-quan/{}/",
        "/chuyen-giao/{}/",
        "/so-lieu/{}/51/",
        "/so-lieu/civil_status.registers_transferred/{}/",
        "/api/units/{}",
        "/api/agencies/{}",
        "/api/passing/{}",
    ],
)
def test_a_key_that_nobody_bears_is_not_found(cast, page):
    client = Client(raise_request_exception=False)
    client.force_login(cast.lan)
    cast.demand()

    asked = [page.format(quote(text, safe="")) for text in NASTY if text != "<script>"]

    assert {one: client.get(one).status_code for one in asked} == dict.fromkeys(asked, 404)

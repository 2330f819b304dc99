"""The catalogue and the pages nobody hopes to see."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from dondoc.web import catalogue, words

NAV = [
    {"label": "Tổng quan", "url": "/", "current": True, "count": None},
    {"label": "Nhiệm vụ", "url": "/nhiem-vu/", "current": False, "count": 3},
    {"label": "Bản đồ", "url": "/ban-do/", "current": False, "count": None},
]
HEADER = {
    "nav": NAV,
    "person": SimpleNamespace(full_name="Nguyễn Thị Lan"),
    "post_label": "Cơ quan thường trực",
    "footer_agency": "Tổ công tác Đề án 06 tỉnh Quảng Ngãi",
    "csrf_token": "x" * 32,
}


@pytest.fixture(scope="module")
def catalogue_page() -> str:
    return render_to_string("web/components.html", {**HEADER, **catalogue.context()})


def test_the_catalogue_shows_every_state(catalogue_page):
    for look in words.STATES.values():
        assert look.word in catalogue_page


def test_every_shape_that_is_used_is_drawn(catalogue_page):
    used = set(re.findall(r'href="#(s-[\w-]+)"', catalogue_page))
    drawn = set(re.findall(r'<symbol id="(s-[\w-]+)"', catalogue_page))
    assert used <= drawn


def test_a_page_has_its_landmarks_and_one_title(catalogue_page):
    assert '<html lang="vi">' in catalogue_page
    assert catalogue_page.count("<h1") == 1
    for landmark in ('<a class="skip" href="#main">', '<main id="main"', "<header", "<footer"):
        assert landmark in catalogue_page
    assert 'aria-current="page"' in catalogue_page


def test_only_the_overdue_are_counted_in_the_header_and_the_count_says_so(catalogue_page):
    assert '<span class="said">quá hạn </span>3' in catalogue_page


def test_the_thumb_finds_what_is_not_in_the_bar_under_more(catalogue_page):
    bar = catalogue_page[catalogue_page.index('class="bottom"') :]
    assert bar.index("Nhiệm vụ") < bar.index("Thêm") < bar.index("Bản đồ")


def test_a_theme_from_a_cookie_is_one_of_two():
    def page(theme: str) -> str:
        request = SimpleNamespace(COOKIES={"theme": theme})
        return render_to_string("web/base.html", {**HEADER, "request": request})

    assert 'data-theme="dark"' in page("dark")
    assert "data-theme=" not in page('"><script>')


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_a_failure_page_needs_nothing_but_itself(name):
    page = render_to_string(name, {})
    assert '<html lang="vi">' in page
    assert "dondoc.css" in page


def test_not_allowed_looks_like_not_found():
    assert render_to_string("403.html", HEADER) == render_to_string("404.html", HEADER)


def test_the_login_shows_demo_names_only_in_the_demonstration():
    form = {"errors": {}}
    assert "Bản trình diễn" not in render_to_string(
        "web/login.html", {"form": form, "csrf_token": "x"}
    )
    page = render_to_string(
        "web/login.html",
        {
            "form": form,
            "csrf_token": "x",
            "demo_logins": [{"username": "lan", "label": "Nguyễn Thị Lan"}],
            "demo_password": "mat-khau",
        },
    )
    assert "mat-khau" in page
    assert '<label for="id_username">' in page


def test_a_refusal_says_what_why_and_a_code():
    page = render_to_string(
        "web/refused.html",
        {
            **HEADER,
            "sentence": "Kỳ đã khóa.",
            "findings": [("B7", "không phải số")],
            "code": "report.closed",
        },
    )
    for said in ("Kỳ đã khóa.", "B7", "không phải số", "report.closed"):
        assert said in page

"""What templates say about a state, and the small drawings beside it."""

import enum
import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template

import dondoc.web
from dondoc.web import words

SYMBOLS = (Path(dondoc.web.__file__).parent / "templates/web/parts/symbols.html").read_text(
    encoding="utf-8"
)


def shown(source: str, **context: object) -> str:
    return Template("{% load dondoc %}" + source).render(Context(context))


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


@pytest.mark.parametrize("key", words.STATES)
def test_every_state_has_a_word_a_shape_and_a_colour(key):
    look = words.STATES[key]
    html = shown("{% state key %}{% shape key %}", key=key)
    assert look.word in said(html)
    assert f'aria-label="{look.word}"' in html
    assert f'id="s-{look.shape}"' in SYMBOLS
    assert look.tone in html


def test_a_state_may_be_an_enumerations_member():
    class State(enum.Enum):
        OVERDUE = "overdue"

    assert said(shown("{% state key %}", key=State.OVERDUE)) == "Quá hạn"


def test_overdue_is_said_once():
    assert said(shown('{% state "overdue" "quá 1 ngày" %}')) == "Quá hạn 1 ngày"
    assert (
        said(shown('{% state "done_late" "chậm 15 ngày" %}')) == "Hoàn thành quá hạn chậm 15 ngày"
    )


def test_another_wording_keeps_the_meaning_for_those_who_do_not_see_the_shape():
    html = shown('{% state "overdue" word="quá 1 ngày" %}')
    assert said(html) == "Quá hạn: quá 1 ngày"
    assert '<span class="said">Quá hạn: </span>' in html


def test_what_a_person_typed_is_escaped():
    html = shown("{% state 'open' detail %}", detail="<script>")
    assert "<script>" not in html


def test_a_count_stands_inside_its_state():
    assert said(shown('{% state "done" word="Hoàn thành đúng hạn" count=1052 %}')).endswith("1.052")


def test_a_bar_without_figures_is_hatched_and_says_so():
    html = shown("{% bar None %}")
    assert "hatch-missing" in html
    assert "chưa có số liệu" in html


def test_a_bar_says_what_the_day_needs():
    assert "đạt 38,4%, mức cần 52,7%" in shown("{% bar 0.384 needed=0.527 %}")


def test_clarity_says_how_many_points_are_clear():
    html = shown("{% clarity 4 %}")
    assert 'aria-label="4/6 rõ"' in html
    assert html.count("var(--risk)") == 2


def test_the_five_days_strike_out_those_after_the_last_good_one():
    html = shown("{% day_strip due %}", due=date(2025, 2, 19))
    assert re.findall(r"<b>(\d\d)</b>", html) == ["17", "18", "19", "20", "21"]
    assert html.count('class="off"') == 2
    assert '<div class="last"><span>Thứ Tư</span><b>19</b>' in html


def test_filters_speak_like_the_rest():
    html = shown(
        "{{ n|number }} {{ s|share }} {{ d|long_day }}", n=1234, s=0.5, d=date(2025, 2, 20)
    )
    assert html == "1.234 50,0% Thứ Năm, 20/02/2025"


def test_a_thumb_reaches_three_places_and_more():
    from dondoc.web.templatetags.dondoc import nav_icon

    assert nav_icon("Nhiệm vụ") == "tasks"
    assert nav_icon("Bản đồ") == ""

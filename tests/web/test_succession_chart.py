"""The picture of a line of succession: held against pictures kept as text, and what it must say."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.web.charts.succession import RIGHT, WIDTH, Bearing, Join, succession

GOLDEN = Path(__file__).parent / "golden"
FIRST, MERGED, REBUILT = date(2020, 1, 1), date(2025, 1, 1), date(2025, 7, 1)
EVE = timedelta(days=1)
TODAY = date(2025, 8, 1)


def old(key: str, label: str, until: date = REBUILT - EVE) -> Bearing:
    return Bearing(key, label, FIRST, until, f"/don-vi/{key}/")


def drawn(names, joins, focus, day=TODAY) -> str:
    return succession(names, joins, focus, day=day, label="Đường kế thừa")


def from_seven() -> str:
    """A new commune of seven old ones, two of them merged before, one only in part."""
    olds = [old(f"o{i}", f"xã Suối {i}") for i in range(1, 6)]
    earlier = [old("e1", "xã Đồi Sim", MERGED - EVE), old("e2", "thị trấn Bến Đò", MERGED - EVE)]
    joined = Bearing("o6", "thị trấn Bến Đò", MERGED, REBUILT - EVE)
    split = old("o7", "xã Trà Xa")
    new, other = Bearing("n", "xã Sông Vàng", REBUILT), Bearing("m", "xã Đảo Xa", REBUILT)
    return drawn(
        [*olds, *earlier, joined, split, new, other],
        [
            *(Join(one.key, "n", REBUILT) for one in (*olds, joined)),
            *(Join(one.key, "o6", MERGED) for one in earlier),
            Join("o7", "n", REBUILT, whole=False),
            Join("o7", "m", REBUILT, whole=False),
        ],
        "n",
    )


def by_function() -> str:
    """A department whose functions went to four that had stood before."""
    heirs = {
        "so-noi-vu": "lao động",
        "so-giao-duc-va-dao-tao": "giáo dục nghề nghiệp",
        "so-y-te": "bảo trợ xã hội; trẻ em; phòng, chống tệ nạn xã hội",
    }
    named = {
        "so-noi-vu": "Sở Nội vụ",
        "so-giao-duc-va-dao-tao": "Sở Giáo dục và Đào tạo",
        "so-y-te": "Sở Y tế",
    }
    on = date(2025, 3, 1)
    gone = Bearing("ld", "Sở Lao động - Thương binh và Xã hội", FIRST, on - EVE)
    new = Bearing("nn", "Sở Nông nghiệp và Môi trường", on)
    return drawn(
        [gone, new, *(Bearing(key, label, FIRST) for key, label in named.items())],
        [
            *(
                Join("ld", key, on, function=one)
                for key, each in heirs.items()
                for one in each.split("; ")
            ),
            Join("ld", "nn", on, function="giảm nghèo"),
        ],
        "ld",
    )


DRAWINGS = {
    "succession_alone": drawn([Bearing("a", "xã Ba Xa", FIRST)], [], "a"),
    "succession_renamed": drawn(
        [
            old("a", "thị trấn Đức Phổ", MERGED - EVE),
            Bearing("a", "phường Nguyễn Nghiêm", MERGED, REBUILT - EVE),
            Bearing("b", "phường Đức Phổ", REBUILT),
        ],
        [Join("a", "b", REBUILT)],
        "a",
    ),
    "succession_from_seven": from_seven(),
    "succession_by_function": by_function(),
    "succession_fifteen": drawn(
        [
            *(old(f"s{i}", f"Sở số {i} của một tỉnh") for i in range(15)),
            Bearing("n", "Sở Tổng hợp", REBUILT),
        ],
        [Join(f"s{i}", "n", REBUILT) for i in range(15)],
        "n",
    ),
    "succession_not_yet": drawn(
        [old("a", "xã Đồi Sim"), Bearing("b", "xã Sông Vàng", REBUILT)],
        [Join("a", "b", REBUILT)],
        "a",
        day=date(2025, 6, 20),
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_line_of_succession_stays_as_it_was_agreed(name, rewrite_golden):
    path = GOLDEN / f"{name}.svg"
    text = DRAWINGS[name].replace("><", ">\n<") + "\n"
    if rewrite_golden:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_it_has_a_sentence_no_style_and_no_small_print(name):
    text = DRAWINGS[name]
    assert 'role="img" aria-label="Đường kế thừa"' in text
    assert " style=" not in text
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', text)) >= 12
    assert not set(re.findall(r'class="([^"]+)"', text)) - {
        "chart wide", "axis", "axis-2", "ink", "halo", "ink halo",
    }  # fmt: skip


def test_what_ended_is_hatched_and_the_one_asked_about_has_the_accent():
    text = DRAWINGS["succession_from_seven"]
    assert text.count("url(#hatch-missing)") == 9
    assert text.count('fill="var(--accent)"') == 1


def test_before_the_day_of_a_decision_nothing_has_ended():
    text = DRAWINGS["succession_not_yet"]
    assert "hatch" not in text
    assert "ngày 20/06/2025" in text


def test_a_part_is_dashed_and_says_that_its_figures_are_not_divided():
    text = DRAWINGS["succession_from_seven"]
    assert text.count('stroke-dasharray="4 3"') == 2
    assert "một phần xã Trà Xa, số liệu chưa tách" in text


def test_a_decided_share_is_said():
    text = drawn(
        [old("a", "xã A"), Bearing("b", "xã B", REBUILT), Bearing("c", "xã C", REBUILT)],
        [
            Join("a", "b", REBUILT, whole=False, weight=Decimal("0.625")),
            Join("a", "c", REBUILT, whole=False, weight=Decimal("0.375")),
        ],
        "a",
    )
    assert "62,5% số liệu" in text
    assert "chưa tách" not in text


def test_a_part_given_by_one_that_goes_on_takes_no_figures_along():
    text = drawn(
        [Bearing("a", "xã A", FIRST), Bearing("b", "xã B", REBUILT)],
        [Join("a", "b", REBUILT, whole=False)],
        "b",
    )
    assert "nhận: một phần xã A<" in text


def test_functions_stand_with_who_took_them_and_make_one_link():
    text = DRAWINGS["succession_by_function"]
    assert text.count("<path ") == 4
    assert "nhận: giảm nghèo" in text
    assert "phòng, chống tệ nạn xã hội" in text


def test_names_are_escaped():
    assert "<b>" not in drawn([Bearing("a", "<b>", FIRST, url='"><b>')], [], "a")


keys = st.sampled_from("abcdefg")
days = st.dates(date(2020, 1, 1), date(2025, 12, 31))


@given(
    st.lists(st.tuples(keys, st.text(max_size=120), days, st.none() | days), min_size=1),
    st.lists(st.tuples(keys, keys, days, st.booleans(), st.sampled_from(["", "lao động"]))),
    days,
)
def test_any_line_can_be_drawn_inside_its_paper(bodies, steps, day):
    names = [
        Bearing(key, label, on, max(on, end) if end else None) for key, label, on, end in bodies
    ]
    known = {one.key for one in names}
    joins = [
        Join(before, after, on, whole, function)
        for before, after, on, whole, function in steps
        if {before, after} <= known
    ]
    text = drawn(names, joins, names[0].key, day)
    assert "nan" not in re.sub(r">[^<]*<", "", text)
    for x, width in re.findall(r'<rect x="([-\d.]+)" y="[-\d.]+" width="([\d.]+)"', text):
        assert float(x) >= 0
        assert float(x) + float(width) <= RIGHT + 4.1
    for x in re.findall(r'<text x="([-\d.]+)"', text):
        assert 0 <= float(x) <= WIDTH

"""Drawings are held against pictures kept as text; what they must never do is tested apart."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.periods import HANOI
from dondoc.web import catalogue, charts
from dondoc.web.charts import Campaign, Class_, Outlook, Point, Tile
from dondoc.web.charts.tiles import class_of, legend

GOLDEN = Path(__file__).parent / "golden"
MADE = catalogue.context()
DRAWINGS = {
    "campaign": MADE["campaign"],
    "land": MADE["land"],
    "daily": MADE["daily"],
    "map": MADE["map"],
    "named_bars": MADE["named_bars"],
    "days_strip": MADE["days_strip"],
    "small_line": MADE["small_line"],
    "tile_overdue": MADE["tiles"][0][3],
    "tile_at_risk": MADE["tiles"][1][3],
    "state_bar": charts.state_bar(catalogue.COUNTS),
    "parts": charts.parts(catalogue.COUNTS),
    "mini_bar": charts.mini_bar(0.384, needed=0.527, label="đạt 38,4%"),
    "time_track": charts.time_track(MADE["start"], MADE["moment"], MADE["due_at"]),
}
TODAY = date(2025, 2, 20)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_stays_as_it_was_agreed(name, rewrite_golden):
    path = GOLDEN / f"{name}.svg"
    drawn = DRAWINGS[name].replace("><", ">\n<") + "\n"
    if rewrite_golden:
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_a_sentence_and_no_style_of_its_own(name):
    drawn = DRAWINGS[name]
    assert re.search(r'role="img" aria-label="[^"]{5,}"', drawn)
    assert " style=" not in drawn
    assert "nan" not in drawn


def test_axis_text_is_never_smaller_than_twelve():
    for name in ("campaign", "land", "daily", "tile_overdue", "named_bars", "time_track"):
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', DRAWINGS[name])]
        assert min(sizes) >= 12, name


def test_an_incomplete_day_is_a_hollow_point():
    whole = charts.pace_line([Point(TODAY, 0.5)], label="Đạt một nửa")
    part = charts.pace_line([Point(TODAY, 0.5, complete=False)], label="Đạt một nửa")
    assert 'fill="var(--paper)"' not in whole
    assert 'fill="var(--paper)"' in part


def test_time_after_the_deadline_lies_on_grey_unless_a_campaign_does():
    points = [Point(TODAY - timedelta(days=30), 0.1), Point(TODAY, 0.5)]
    due = TODAY + timedelta(days=40)
    plain = charts.pace_line(points, label="Đạt một nửa", due=due)
    assert plain.count("var(--paper-2)") == 1
    assert "hạn cuối 01/04/2025" in plain
    campaign = Campaign(TODAY - timedelta(days=29), due, "cao điểm")
    assert "cao điểm" in charts.pace_line(points, label="Đạt một nửa", due=due, campaign=campaign)


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.floats(0, 1.2)),
        min_size=1,
        max_size=40,
        unique_by=lambda pair: pair[0],
    ),
    st.integers(1, 800),
    st.integers(1, 800),
)
def test_any_measured_line_can_be_drawn_inside_its_paper(measured, to_due, to_done):
    points = [Point(TODAY + timedelta(days=day), share) for day, share in sorted(measured)]
    last = points[-1].day
    drawn = charts.pace_line(
        points,
        label="Đường bất kỳ",
        due=last + timedelta(days=to_due),
        outlook=Outlook(
            last + timedelta(days=to_done),
            last + timedelta(days=max(1, to_done - 3)),
            last + timedelta(days=to_done + 9),
        ),
    )
    for pair in re.findall(r'points="([^"]+)"', drawn):
        for spot in pair.split():
            x, y = map(float, spot.split(","))
            assert -1 <= x <= 801
            assert -1 <= y <= 251


@given(st.dictionaries(st.sampled_from(sorted(catalogue.COUNTS)), st.integers(0, 5000)))
def test_the_state_bar_never_leaves_its_paper_and_hides_no_state(counts):
    drawn = charts.state_bar(counts)
    boxes = re.findall(r'<rect x="([\d.]+)" y="24" width="([\d.]+)"', drawn)
    assert len(boxes) == sum(1 for count in counts.values() if count)
    assert all(float(x) + float(width) <= 852.3 for x, width in boxes)


def test_the_silent_are_hatched_not_pale():
    assert "hatch-missing" in charts.mini_bar(None)
    assert "var(--map-1)" not in charts.tiles(
        [Tile("Ba Tơ", 0, 0, None)], catalogue.CLASSES, label="Một ô"
    )


def test_ly_son_is_always_named():
    assert ">Lý Sơn</text>" in charts.tiles(
        [Tile("Lý Sơn", 3, 0, 0.4), Tile("Ba Tơ", 0, 2, 0.4)], catalogue.CLASSES, label="Hai ô"
    )


def test_the_legend_counts_every_unit_and_always_has_the_silent():
    units = [Tile(str(i), i, 0, i / 10) for i in range(10)]
    rows = legend(units, catalogue.CLASSES)
    assert sum(count for *_, count in rows) == 10
    assert rows[-1][1:] == ("chưa có số liệu", 0)


def test_a_class_ends_before_its_limit():
    classes = [Class_("dưới một nửa", 0.5), Class_("từ một nửa", 2)]
    assert [class_of(value, classes) for value in (0.49, 0.5, 1.0)] == [0, 1, 1]


def test_the_track_turns_amber_in_the_last_hour():
    def at(hour: int, minute: int) -> datetime:
        return datetime(2025, 2, 19, hour, minute, tzinfo=HANOI)

    assert "--risk-fill" not in charts.time_track(at(5, 0), at(6, 0), at(8, 0))
    assert "--risk-fill" in charts.time_track(at(5, 0), at(7, 1), at(8, 0))


def test_names_in_a_drawing_are_escaped():
    assert "<b>" not in charts.bars([("<b>", 0.4)], label="Một thanh")

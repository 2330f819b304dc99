"""Shares, what is carried over, paces and forecasts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.indicators import (
    Share,
    ShareState,
    UnitPace,
    carry,
    combine,
    daily_paces,
    forecast,
    level_needed,
    needed_pace,
    pace_of,
    remaining,
)

TODAY = date(2025, 2, 19)
counts = st.integers(0, 10**6)
shares = st.builds(Share, st.none() | counts, st.none() | counts)
paces = st.none() | st.decimals(-10, 500, places=1)
units = st.lists(
    st.builds(UnitPace, st.integers(0, 5000), paces, st.text("abc", max_size=2)), max_size=8
)
histories = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2025, 2, 28)), counts, min_size=1, max_size=8
)


@given(given_shares=st.dictionaries(st.integers(), shares, max_size=8))
def test_a_province_lies_between_its_best_and_its_worst_commune(given_shares):
    combined = combine(given_shares)
    values = [share.value for share in given_shares.values() if share.value is not None]

    assert len(values) + len(combined.missing) + len(combined.no_denominator) == len(given_shares)
    if values:
        assert min(values) <= combined.share.value <= max(values)
    else:
        assert combined.share.state is ShareState.MISSING


def test_a_zero_denominator_is_no_denominator_and_missing_stays_missing():
    assert [Share(0, 0).state, Share(0, 0).value] == [ShareState.NO_DENOMINATOR, None]
    assert [Share(5, None).state, Share(5, None).value] == [ShareState.MISSING, None]
    assert [Share(0, 5).state, Share(0, 5).value] == [ShareState.KNOWN, 0]


def test_a_target_is_reached_without_rounding():
    assert not Share(9999, 10000).reaches(Decimal(100))
    assert Share(10000, 10000).reaches(Decimal(100))
    assert not Share(0, 0).reaches(Decimal(0))


@given(
    said=st.dictionaries(st.sampled_from("abc"), histories),
    day=st.dates(date(2025, 1, 1), date(2025, 3, 9)),
)
def test_a_silent_unit_keeps_its_last_figure_and_is_named(said, day):
    standing = carry("abc", said, day)

    assert set(standing.values) | set(standing.never) == set("abc")
    assert not set(standing.values) & set(standing.never)
    for unit, carried in standing.values.items():
        assert carried.as_of <= day
        assert carried.value == said[unit][carried.as_of]
        assert (unit in standing.stale) == (day not in said[unit])


def test_the_needed_pace_grows_when_it_is_missed():
    left, asked = 186220, []
    for day, done in zip(range(15, 20), [24310, 29870, 36450, 34920, 0], strict=True):
        asked.append(
            int(needed_pace(left, date(2025, 2, day), TODAY).to_integral_value("ROUND_HALF_UP"))
        )
        left -= done

    assert asked == [37244, 40478, 44013, 47795, 60670]
    assert needed_pace(1, TODAY + timedelta(days=1), TODAY) is None
    assert needed_pace(0, TODAY + timedelta(days=1), TODAY) == 0


def test_the_level_needed_begins_at_the_start_and_ends_at_the_target():
    levels = [
        level_needed(10, 60, date(2025, 2, 15), TODAY, date(2025, 2, day))
        for day in (14, 15, 19, 25)
    ]

    assert levels == [10, 20, 60, 60]


@given(points=histories, days=st.integers(1, 5))
def test_paces_spread_gaps_evenly_and_add_up(points, days):
    found = daily_paces(points, days=days)
    known = sorted(points)
    length = (known[-1] - known[0]).days

    assert len(found) == min(days, length)
    assert (pace_of(points) is None) == (len(points) == 1)
    every = daily_paces(points, days=max(length, 1))
    assert abs(sum(every) - (points[known[-1]] - points[known[0]])) < Decimal("0.001")
    assert every[len(every) - len(found) :] == found


@given(given_units=units, recent=st.lists(st.decimals(0, 900, places=0), max_size=3))
def test_the_whole_is_done_when_its_slowest_unit_is(given_units, recent):
    found = forecast(given_units, TODAY, recent=recent)
    alone = [forecast([unit], TODAY) for unit in given_units]

    assert (
        found.done
        == sum(unit.left == 0 for unit in given_units)
        == sum(one.is_done for one in alone)
    )
    assert found.moving_day == max((one.day for one in alone if one.day), default=None)
    assert len(found.stuck) == sum(bool(one.stuck) for one in alone)
    if found.stuck:
        assert found.day is None
    if found.low and found.high:
        assert TODAY <= found.low <= found.moving_day <= found.high


@given(given_units=units)
def test_the_dotted_line_falls_to_what_those_who_stand_still_leave(given_units):
    found = forecast(given_units, TODAY)
    last = found.moving_day or TODAY
    if (last - TODAY).days > 400:
        return
    line = [left for _, left in remaining(given_units, TODAY, last)]

    assert line == sorted(line, reverse=True)
    assert len(line) == (last - TODAY).days + 1
    if not found.stuck:
        assert line[-1] == 0


def test_the_average_of_a_province_hides_its_slowest_communes():
    recent = [Decimal(29870), Decimal(36450), Decimal(34920)]
    mean = sum(recent) / 3
    fast = UnitPace(60270, mean - 50, "Bình Sơn")
    slow = UnitPace(400, Decimal(50), "Sơn Bua")

    together = forecast([UnitPace(60670, mean)], TODAY)
    apart = forecast([fast, slow], TODAY, recent=recent)

    assert together.day == date(2025, 2, 20)
    assert (apart.day, apart.slowest) == (date(2025, 2, 26), ("Sơn Bua",))
    assert (apart.low, apart.high) == (date(2025, 2, 26), date(2025, 2, 28))


def test_a_unit_that_stands_still_is_named_and_the_whole_has_no_day():
    found = forecast(
        [
            UnitPace(5, Decimal(0), "Trà Xinh"),
            UnitPace(9, None, "Ba Lế"),
            UnitPace(5, Decimal(5), "An Phú"),
        ],
        TODAY,
    )

    assert (found.day, found.moving_day, found.stuck) == (None, TODAY, ("Trà Xinh", "Ba Lế"))
    assert forecast([UnitPace(0, None)], TODAY).is_done
    assert forecast([UnitPace(5, Decimal(5))], TODAY, recent=[Decimal(0), Decimal(9)]).high is None

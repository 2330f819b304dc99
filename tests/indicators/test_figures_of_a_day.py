"""A figure speaks of a day, from what was known; silence is named and never zero."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.asof import AsOf
from dondoc.core.indicators import Share, combine
from dondoc.indicators import outlook, queries
from tests.cast import hanoi
from tests.watching import KEY, NOON


def measured(at=NOON):
    found = queries.measured(KEY, AsOf.at(at))
    assert found is not None
    return found


@given(
    st.dictionaries(
        st.integers(),
        st.tuples(st.integers(0, 999), st.integers(1, 999)).map(lambda p: Share(min(p), p[1])),
        min_size=1,
    )
)
def test_the_whole_lies_between_its_worst_and_its_best(shares):
    values = [share.value for share in shares.values()]
    whole = combine(shares).share.value
    assert min(values) <= whole <= max(values)


def test_a_unit_that_never_reported_is_missing_and_named(cast, campaign):
    campaign.everyone(18, but=(cast.coast,))
    figure = measured().figure(cast.province)
    assert figure.missing == (cast.coast,)
    assert figure.share == Share(3 * 400, 3 * 500)
    assert figure.reported == 3


def test_a_silent_unit_keeps_its_last_figure_and_is_counted_as_stale(cast, campaign):
    campaign.everyone(18, 60)
    campaign.everyone(19, 90, but=(cast.river,))
    figure = measured().figure(cast.province)
    assert figure.stale == (cast.river,)
    assert figure.share == Share(5 * (90 * 3 + 60), 2000)
    assert figure.reported == 3


def test_a_row_not_sent_keeps_its_own_last_figure(cast, campaign):
    campaign.everyone(18, 60)
    campaign.sends(cast.hills, 19, 90, rows=4)
    found = measured()
    part = found.part(cast.hills, date(2025, 2, 19))
    assert part.share == Share(4 * 90 + 60, 500)
    assert part.stale


def test_a_past_day_is_not_changed_by_a_later_correction(cast, campaign):
    campaign.sends(cast.hills, 18, 60)
    campaign.sends(cast.hills, 18, 95, on=20)
    then = queries.measured(KEY, AsOf.end_of(date(2025, 2, 19)))
    now = queries.measured(KEY, AsOf(date(2025, 2, 19), NOON))
    assert then.figure(cast.hills).share == Share(300, 500)
    assert now.figure(cast.hills).share == Share(475, 500)


def test_a_unit_silent_for_three_days_has_no_pace_and_is_named(cast, campaign):
    for day in (14, 15):
        if day == 15:
            campaign.everyone(15, 50)
    campaign.everyone(16, 60)
    for day in (17, 18, 19):
        campaign.everyone(day, 60 + 5 * (day - 16), but=(cast.river,))
    look = outlook.outlook(measured(), cast.province)
    assert look.unmeasured == (cast.river,)
    assert look.day is not None
    assert look.misses


def test_the_forecast_of_an_area_is_that_of_its_own_slowest_unit(cast, campaign):
    campaign.sends(cast.hills, 18, 50)
    campaign.sends(cast.hills, 19, 60)
    campaign.sends(cast.coast, 18, 50)
    campaign.sends(cast.coast, 19, 90)
    found = measured()
    assert outlook.outlook(found, cast.north).day == date(2025, 2, 23)
    assert outlook.outlook(found, cast.south).day == date(2025, 2, 20)
    assert outlook.outlook(found, cast.province).day == date(2025, 2, 23)


def test_every_day_of_a_campaign_says_what_it_did_and_what_it_needed(cast, campaign):
    campaign.everyone(17, 40)
    campaign.everyone(18, 60)
    found = measured()
    days = outlook.needs(found, found.series(cast.province))
    assert [(day.day.day, day.done, day.needed) for day in days] == [(18, 400, 600)]
    assert outlook.next_need(found, found.series(cast.province)) == 800
    assert not days[0].enough


def test_which_day_of_the_campaign_it_is(campaign):
    fifth = queries.measured(KEY, AsOf.at(hanoi(2025, 2, 19, 8)))
    found = outlook.campaign(fifth)
    assert (found.nth, found.length, found.is_over) == (5, 5, False)
    assert outlook.campaign(measured()).is_over


def test_nothing_out_of_nothing_is_no_share(cast, campaign):
    campaign.sends(cast.hills, 18, 0, total=0)
    part = measured().part(cast.hills, date(2025, 2, 18))
    assert part.share.value is None
    assert part.share.state == "no_denominator"
    assert part.left == 0
    assert part.left_share is None


def test_the_target_decides_what_is_needed(campaign):
    assert measured().percent == Decimal(100)
    assert measured().target.by == date(2025, 2, 19)

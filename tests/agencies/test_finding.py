"""Whoever types part of a name, without marks, in any order, finds the body, old or new."""

from datetime import date

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.agencies import actions as agencies
from dondoc.agencies.finding import find_agencies, find_units
from dondoc.agencies.models import AgencySuccession, Ending, Unit, UnitSuccession
from dondoc.core.asof import AsOf
from dondoc.core.finding import Findable, found, unit_words
from dondoc.core.units import ONE_DAY
from tests.cast import FOUNDED

LAST = date(2025, 6, 30)
SPRING, SUMMER = AsOf.ever(date(2025, 2, 18)), AsOf.ever(date(2025, 7, 2))


@pytest.fixture
def merged(cast):
    """Đồi Sim and Bến Đò go into Sông Vàng on 1/7/2025; Tài chính's budget goes to Justice."""
    new = agencies.new_unit(
        parent=cast.province, code="90102", name="Sông Vàng", kind="xã", level="commune",
        exists_from=LAST + ONE_DAY,
    )  # fmt: skip
    for one in (cast.hills, cast.river):
        Ending.objects.create(unit=one, last_on=LAST)
        UnitSuccession.objects.create(before=one, after=new, on=LAST + ONE_DAY)
    Ending.objects.create(agency=cast.finance, last_on=LAST)
    AgencySuccession.objects.create(
        before=cast.finance, after=cast.justice, on=LAST + ONE_DAY, function="ngân sách"
    )
    return new


@pytest.mark.parametrize(
    "asked", ["doi sim", "ĐỒI SIM", "sim đồi", "xã đồi", "90101", "sim bac so"]
)
def test_a_unit_is_found_without_marks_in_any_order_and_by_its_code(cast, asked):
    assert [one.key for one in find_units(asked, SPRING)] == [cast.hills.key]


def test_an_old_name_says_until_when_and_who_it_is_now(cast, merged):
    (hit,) = find_units("đồi sim", SUMMER)
    assert hit.said == "xã Đồi Sim, huyện Bắc Sông · đến 30/06/2025 · nay là xã Sông Vàng"
    (office,) = find_agencies("so tai chinh", SUMMER)
    assert office.said == "Sở Tài chính · đến 30/06/2025 · nay là Sở Tư pháp"


def test_on_the_day_it_stood_nothing_is_said_of_its_end(cast, merged):
    assert find_units("đồi sim", SPRING)[0].said == "xã Đồi Sim, huyện Bắc Sông"
    assert find_units("sông vàng", SPRING)[0].days == "từ 01/07/2025"


def test_a_code_used_again_names_the_living_one_first(cast, merged):
    assert [one.name for one in find_units("90102", SUMMER)] == ["xã Sông Vàng", "xã Bến Đò"]
    assert [one.name for one in find_units("90102", SPRING)] == ["xã Bến Đò", "xã Sông Vàng"]


def test_a_body_with_two_names_answers_once(cast):
    Ending.objects.create(unit=cast.coast, last_on=LAST)
    agencies.new_unit(
        parent=cast.south, key=cast.coast.key, code="90201", name="Cửa Biển Mới", kind="phường",
        level="commune", exists_from=LAST + ONE_DAY,
    )  # fmt: skip
    (now,) = find_units("cửa biển", SUMMER)
    assert (
        now.said == "phường Cửa Biển, huyện Nam Sông · đến 30/06/2025 · nay là phường Cửa Biển Mới"
    )
    assert [one.name for one in find_units("bien moi", SUMMER)] == ["phường Cửa Biển Mới"]


@pytest.mark.parametrize(
    "asked", ["UBND xã Đồi Sim", "uỷ ban nhân dân xã đồi", "đồi sim", "ubnd sim"]
)
def test_a_committee_is_found_by_the_name_of_its_unit(cast, asked):
    assert find_agencies(asked, SPRING)[0].name == "UBND xã Đồi Sim"


def test_work_is_given_only_to_who_stands_that_day(cast, merged):
    assert find_agencies("tài chính", SUMMER, living_here=True) == []
    assert find_agencies("tài chính", SPRING, living_here=True)[0].name == "Sở Tài chính"


@pytest.mark.parametrize("asked", ["", "  ", "%", "|", "/", "_", "\0", "không có đâu", "x" * 5000])
def test_what_names_nothing_finds_nothing(cast, asked):
    assert find_units(asked, SPRING) == []
    assert find_agencies(asked, SPRING) == []


def test_the_province_that_works_here_comes_first(cast, settings):
    other = agencies.new_unit(
        code="50", name="Tỉnh Bên", kind="tỉnh", level="province", exists_from=FOUNDED
    )
    for name in ("An Đồi", "Đồi Sim", "Đồi Cao"):
        agencies.new_unit(
            parent=other, code="50001", name=name, kind="xã", level="commune", exists_from=FOUNDED,
            key=f"50-{name}",
        )  # fmt: skip
    settings.PROVINCE = "51"
    assert [one.place for one in find_units("đồi sim", SPRING)] == [
        "huyện Bắc Sông",
        "tỉnh Tỉnh Bên",
    ]
    assert [one.name for one in find_units("đồi", SPRING)] == [
        "xã Đồi Sim", "xã Đồi Cao", "xã Đồi Sim", "xã An Đồi",
    ]  # fmt: skip
    settings.PROVINCE = "50"
    assert find_units("sim", SPRING)[0].place == "tỉnh Tỉnh Bên"


SYLLABLES = ("ba", "bà", "bình", "binh", "sơn", "son", "an", "ân", "trà")
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map(" ".join)
days = st.dates(date(2024, 12, 28), date(2025, 1, 4))


class TheDatabaseAndTheRule(TestCase):
    """One rule in Python, its echo in SQL."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(
        bodies=st.lists(st.tuples(names, days, st.none() | days, st.integers(0, 3)), max_size=7),
        asked=st.lists(st.sampled_from([*SYLLABLES, "b", "s", "9", "xã", "90", "t"]), max_size=3),
        day=days,
    )
    def test_they_find_the_same_in_the_same_order(self, bodies, asked, day):
        rows, lasts = [], dict[int, date | None]()
        for name, from_on, until_on, number in bodies:
            last = max(from_on, until_on) if until_on else None
            unit = agencies.made_unit(
                key=f"k{number}", code=f"90{number}", name=name, kind="xã", level="commune",
                exists_from=from_on,
            )  # fmt: skip
            if Unit.objects.filter(key=unit.key, exists_from=from_on).exists():
                continue
            unit.save()
            if last:
                Ending.objects.create(unit=unit, last_on=last)
            rows.append(unit)
            lasts[unit.pk] = last
        by_rule = found(
            (
                Findable(
                    one.key,
                    unit_words(one.kind, one.name, one.code),
                    one.exists_from <= day and (lasts[one.pk] is None or day <= lasts[one.pk]),
                    True,
                    one.sort_key,
                    one.pk,
                )
                for one in rows
            ),
            " ".join(asked),
            4,
        )
        hits = find_units(" ".join(asked), AsOf.ever(day), 4)
        assert [one.key for one in hits] == by_rule


def test_the_words_of_every_row_are_there(cast, django_assert_num_queries):
    assert not Unit.objects.filter(models.Q(words="")).exists()

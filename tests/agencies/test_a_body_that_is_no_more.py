"""A name is held against the tree of agencies as of the document's day; who is no more is said."""

from datetime import date

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Agency, AgencyKind, AgencySuccession, Ending
from dondoc.agencies.queries import Standing, standing_of_name, who_is
from dondoc.agencies.standing import doubts_about
from dondoc.core.asof import AsOf

BEFORE, AFTER = AsOf.ever(date(2025, 2, 18)), AsOf.ever(date(2025, 7, 10))


@pytest.fixture
def merged(cast):
    """Tài nguyên và Môi trường went into Nông nghiệp và Môi trường on 1/3/2025."""
    old = agencies.new_agency(
        code="so-tai-nguyen-va-moi-truong",
        name="Sở Tài nguyên và Môi trường",
        kind=AgencyKind.DEPARTMENT,
        exists_from=date(2024, 1, 1),
        until_on=date(2025, 2, 28),
    )
    new = agencies.new_agency(
        code="so-nong-nghiep-va-moi-truong",
        name="Sở Nông nghiệp và Môi trường",
        kind=AgencyKind.DEPARTMENT,
        exists_from=date(2025, 3, 1),
    )
    AgencySuccession.objects.create(
        before=old, after=new, on=date(2025, 3, 1), function="đất đai", note="Sắp xếp"
    )
    return old, new


@pytest.mark.parametrize("name", ["Sở Tài nguyên và Môi trường", "Sở TN&MT", "Sở TNMT tỉnh"])
def test_a_department_that_went_into_another_is_said_with_its_heir(merged, name):
    assert [agency.code for agency in who_is(name, BEFORE)] == ["so-tai-nguyen-va-moi-truong"]

    found = standing_of_name(name, AFTER)

    assert (found.standing, found.on) == (Standing.GONE, date(2025, 3, 1))
    assert [(heir.agency.name, heir.functions) for heir in found.heirs] == [
        ("Sở Nông nghiệp và Môi trường", ("đất đai",))
    ]


def test_the_sentence_names_the_heir_and_its_function(merged):
    [said] = doubts_about(["Sở TN&MT", "Sở Tư pháp"], AFTER)

    assert "01/03/2025" in said
    assert "Sở Nông nghiệp và Môi trường (đất đai)" in said


def test_a_name_that_is_known_for_later_days_only_is_said(merged):
    found = standing_of_name("Sở Nông nghiệp và Môi trường", BEFORE)

    assert (found.standing, found.on) == (Standing.NOT_YET, date(2025, 3, 1))


def test_districts_after_the_first_of_july_are_a_class_without_members(cast):
    for agency in Agency.objects.filter(kind=AgencyKind.DISTRICT):
        Ending.objects.create(agency=agency, last_on=date(2025, 6, 30))

    assert who_is("UBND các huyện, thị xã, thành phố", AFTER) == []

    found = standing_of_name("UBND các huyện, thị xã, thành phố", AFTER)

    assert (found.standing, found.on) == (Standing.GONE, date(2025, 7, 1))


def test_a_name_of_nobody_is_unknown_and_nothing_is_said(cast):
    assert standing_of_name("Sở Không Có", AFTER).standing is Standing.UNKNOWN
    assert list(doubts_about(["Sở Không Có"], AFTER)) == []


def test_another_provinces_department_is_not_ours(cast):
    assert who_is("Sở Tư pháp tỉnh Lào Cai", BEFORE) == []
    assert [one.code for one in who_is("Sở Tư pháp tỉnh Quảng Ngãi", BEFORE)] == ["so-tu-phap"]


def test_those_left_out_are_left_out_and_the_rest_is_for_a_person(cast):
    named = {one.name for one in who_is("UBND các huyện, trừ Đảo Xa", BEFORE)}

    assert len(named) == 2
    assert not any("Đảo Xa" in name for name in named)
    assert who_is("UBND các huyện còn lại", BEFORE) == []


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("UBND các xã, phường, đặc khu", 3),
        ("UBND cấp xã", 3),
        ("Chủ tịch UBND các huyện, thành phố", 3),
        ("Thủ trưởng các sở, ban, ngành", 4),
        ("Các sở, ban, ngành, đoàn thể tỉnh", 4),
        ("UBND các cấp", 6),
        ("Các doanh nghiệp trên địa bàn tỉnh", 0),
    ],
)
def test_a_class_means_those_of_the_day(cast, name, count):
    assert len(who_is(name, BEFORE)) == count

"""Another province's units in the register owe nothing here and are meant by no class here."""

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import HomeUnknown, Unit, home_of
from dondoc.agencies.queries import units_seen_by, who_is
from dondoc.core.asof import AsOf
from tests.cast import FOUNDED, hanoi

AT = AsOf.at(hanoi(2025, 2, 18))


@pytest.fixture
def neighbour(cast, settings):
    """A province beside ours, with one commune and its committee."""
    settings.PROVINCE = "51"
    other = agencies.new_unit(
        code="62", name="Bên Kia", kind="tỉnh", level="province", exists_from=FOUNDED
    )
    commune = agencies.new_unit(
        parent=other, code="62001", name="Bờ Bên", kind="xã", level="commune", exists_from=FOUNDED
    )
    agencies.new_agency(
        code="ubnd-62001", name="UBND xã Bờ Bên", kind="commune", unit=commune, exists_from=FOUNDED
    )
    return other


def test_ours_is_the_one_the_setting_names(cast, neighbour):
    assert home_of(AT).code == "51"


def test_without_the_setting_two_provinces_are_refused(cast, neighbour, settings):
    settings.PROVINCE = ""
    with pytest.raises(HomeUnknown):
        home_of(AT)


def test_its_communes_are_none_of_the_lowest_units_nor_of_a_class(cast, neighbour):
    assert "Bờ Bên" not in {unit.name for unit in Unit.objects.lowest(AT)}
    assert "UBND xã Bờ Bên" not in {one.name for one in who_is("UBND các xã, phường", AT)}
    assert who_is("UBND xã Bờ Bên", AT) == []


def test_who_sees_the_whole_province_sees_this_one(cast, neighbour):
    seen = Unit.objects.on(AT).filter(units_seen_by(cast.minh, AT))
    assert "Bờ Bên" not in {unit.name for unit in seen}
    assert "Đồi Sim" in {unit.name for unit in seen}

"""A name in a dispatch means one agency, a class, or nobody; a person chooses in the last case."""

from datetime import date

import pytest

from dondoc.agencies.queries import who_is
from dondoc.core.asof import AsOf

DAY = AsOf.ever(date(2025, 2, 18))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Sở Tư pháp", ["so-tu-phap"]),
        ("sở  tư pháp", ["so-tu-phap"]),
        ("Công an tỉnh", ["cong-an-tinh"]),
        ("UBND huyện Bắc Sông", ["ubnd-901"]),
        ("huyện Bắc Sông", ["ubnd-901"]),
        ("Sở Không Có", []),
        ("Sở Tài nguyên và Môi trường", []),
        ("Cục C06 - Bộ Công an", []),
        ("", []),
    ],
)
def test_a_name_means_the_agency_of_that_name_or_nobody(cast, name, codes):
    assert [agency.code for agency in who_is(name, DAY)] == codes


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Các sở, ban, ngành", 4),
        ("Các Sở", 4),
        ("các sở, ban, ngành tỉnh", 4),
        ("UBND các huyện, thị xã, thành phố", 3),
        ("UBND các xã, phường, thị trấn", 3),
        ("Các cơ quan, đơn vị, địa phương", 7),
    ],
)
def test_a_class_means_all_its_members(cast, name, count):
    assert len(who_is(name, DAY)) == count

"""A merger comes: figures of before stay as they were, and are shown by the units of today too.

On 01/03/2025 Đồi Sim and Bến Đò become Sim Đò; Cửa Biển is divided between two new communes, and
no decision says how its figures are divided.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from dondoc.agencies import arranging
from dondoc.agencies.models import Unit
from dondoc.core.arrangements import Part as Changes
from dondoc.core.arrangements import Plan
from dondoc.core.asof import AsOf
from dondoc.core.indicators import Share
from dondoc.core.units import Succession, Version
from dondoc.indicators import queries
from dondoc.indicators.areas import Areas
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.models import Report
from tests.cast import cells, hanoi
from tests.watching import KEY

MERGED, EVE = date(2025, 3, 1), date(2025, 2, 28)
DECIDED, NOW = hanoi(2025, 2, 26), hanoi(2025, 3, 3, 12)
CLOSING = AsOf.end_of(date(2025, 2, 20))


def commune(code: str, name: str, parent: Unit) -> Version:
    return Version(f"{code}@2025", code, name, "xã", MERGED, "commune", parent.key)


@pytest.fixture
def merger(cast, campaign):
    """Hoa's commune and its neighbour go on in one; the ward is divided, nobody says how."""
    hills, river, coast = (one.key for one in (cast.hills, cast.river, cast.coast))
    part = Changes(
        founded=(
            commune("90101", "Sim Đò", cast.north),
            commune("90203", "Cửa Đông", cast.south),
            commune("90204", "Cửa Tây", cast.south),
        ),
        ended=tuple((key, EVE) for key in (hills, river, coast)),
        successions=(
            Succession(hills, "90101@2025", MERGED),
            Succession(river, "90101@2025", MERGED),
            Succession(coast, "90203@2025", MERGED, whole=False),
            Succession(coast, "90204@2025", MERGED, whole=False),
        ),
    )
    plan = Plan("07/NQ-UBTVQH15", effective_on=MERGED, units=part)
    return arranging.arrange(plan, by=cast.lan, at=DECIDED)


def measured(at: AsOf, areas: AsOf | None = None):
    found = queries.measured(KEY, at, Areas(areas) if areas else None)
    assert found is not None
    return found


def new(key: str) -> Unit:
    return Unit.objects.get(key=key)


def part_of(figure, key: str):
    return next(one for one in figure.parts if one.unit.key == key)


def files_new(cast, key: str, day: date, done: int):
    """A new commune reports a day for itself."""
    at = hanoi(day.year, day.month, day.day, 7) + timedelta(days=1)
    demanding.open_all(at=at)
    report = Report.objects.get(unit__key=key, first_on=day, consolidated=False)
    return reports.file(
        report=report, content=reports.Content(cells(100, done)), by=cast.lan, at=at
    )


def test_the_total_is_the_same_on_the_last_day_and_on_the_first(cast, campaign, merger):
    campaign.everyone(18, 60)
    campaign.sends(cast.hills, 19, 90)
    before, after = (measured(AsOf.end_of(day)) for day in (EVE, MERGED))
    assert {one.key for one in before.units} != {one.key for one in after.units}
    assert after.figure(cast.province).share == before.figure(cast.province).share
    assert before.figure(cast.province).share == Share(5 * (90 + 60 * 3), 2000)


def test_a_merged_commune_has_what_its_old_ones_reported_and_says_so(cast, campaign, merger):
    first = campaign.sends(cast.hills, 18, 60)
    second = campaign.sends(cast.river, 18, 80)
    part = part_of(measured(AsOf.at(NOW)).figure(cast.province), "90101@2025")
    assert part.share == Share(5 * 140, 1000)
    assert [one.unit for one in part.old] == [cast.hills, cast.river]
    assert part.filings == (first.pk, second.pk)


def test_silence_of_one_old_commune_is_named_and_not_zero(cast, campaign, merger):
    campaign.sends(cast.hills, 18, 60)
    figure = measured(AsOf.at(NOW)).figure(cast.province)
    assert part_of(figure, "90101@2025").silent == (cast.river,)
    assert cast.river in figure.missing
    assert figure.share == Share(300, 500)


def test_a_stale_old_commune_makes_the_merged_one_stale(cast, campaign, merger):
    campaign.everyone(18, 60)
    campaign.everyone(19, 70, but=(cast.river,))
    found = measured(AsOf.at(NOW))
    part = part_of(found.figure(cast.province), "90101@2025")
    assert part.stale and part.as_of == date(2025, 2, 19)
    assert [one.unit for one in part.old if one.stale] == [cast.river]


def test_an_undivided_ward_stands_in_its_own_row_and_in_the_total(cast, campaign, merger):
    campaign.everyone(18, 60)
    figure = measured(AsOf.at(NOW)).figure(cast.province)
    assert figure.undivided == (cast.coast,)
    assert figure.share == Share(4 * 300, 2000)
    for key in ("90203@2025", "90204@2025"):
        assert part_of(figure, key).share == Share(None, None)
        assert part_of(figure, key).apart == (cast.coast,)
        assert new(key) not in figure.missing
    south = measured(AsOf.at(NOW)).figure(cast.south)
    assert south.undivided == (cast.coast,) and south.share == Share(300, 500)


def test_who_reports_for_itself_has_spoken_for_its_old_communes(cast, campaign, merger):
    campaign.everyone(18, 60)
    files_new(cast, "90101@2025", MERGED, 95)
    figure = measured(AsOf.at(NOW)).figure(cast.province)
    part = part_of(figure, "90101@2025")
    assert part.share == Share(475, 500) and not part.old
    assert figure.share == Share(475 + 600, 500 + 1000)


def test_the_line_goes_on_across_the_merger_without_a_fall(cast, campaign, merger):
    campaign.everyone(18, 60)
    campaign.everyone(19, 70)
    files_new(cast, "90101@2025", MERGED, 80)
    line = measured(AsOf.at(NOW)).series(cast.province)
    by_day = {one.day: one.share for one in line}
    assert by_day[EVE] == by_day[date(2025, 2, 19)] == Share(4 * 350, 2000)
    assert by_day[MERGED] == Share(400 + 700, 500 + 1000)


def test_a_day_before_answers_as_then_and_asked_for_as_now(cast, campaign, merger):
    campaign.everyone(18, 60)
    then, now = measured(CLOSING), measured(CLOSING, AsOf.at(NOW))
    assert {part.unit for part in then.figure(cast.province).parts} == {
        cast.hills, cast.river, cast.coast, cast.island,
    }  # fmt: skip
    assert part_of(now.figure(cast.province), "90101@2025").share == Share(600, 1000)
    assert then.figure(cast.province).share == now.figure(cast.province).share


def test_a_decision_taken_back_leaves_the_figures_as_they_were(cast, campaign, merger):
    campaign.everyone(18, 60)
    untouched = measured(AsOf.end_of(EVE)).figure(cast.province)
    arranging.withdraw(merger, by=cast.lan, at=NOW, reason="Ghi nhầm")
    after = measured(AsOf.at(NOW + timedelta(seconds=1))).figure(cast.province)
    assert [(one.unit, one.share) for one in after.parts] == [
        (one.unit, one.share) for one in untouched.parts
    ]


def test_decided_weights_divide_what_is_done_and_what_is_left(cast, campaign):
    part = Changes(
        founded=(commune("90203", "Cửa Đông", cast.south), commune("90204", "Cửa Tây", cast.south)),
        ended=((cast.coast.key, EVE),),
        successions=tuple(
            Succession(cast.coast.key, key, MERGED, whole=False, weight=Decimal(weight))
            for key, weight in (("90203@2025", "0.4"), ("90204@2025", "0.6"))
        ),
    )
    arranging.arrange(Plan("08/NQ", effective_on=MERGED, units=part), by=cast.lan, at=DECIDED)
    campaign.sends(cast.coast, 18, 61)
    figure = measured(AsOf.at(NOW)).figure(cast.province)
    assert part_of(figure, "90203@2025").share == Share(120, 200)
    assert part_of(figure, "90204@2025").share == Share(185, 300)
    assert figure.share == Share(305, 500)


class TestPages:
    DAY = "?ngay=2025-02-20"

    def figure(self, unit: Unit, query: str = "") -> str:
        return reverse("figure", args=[KEY, unit.code]) + query

    def test_a_past_day_offers_both_and_begins_with_as_then(self, cast, campaign, merger, see):
        campaign.everyone(18, 60)
        page = see(cast.minh, self.figure(cast.province, self.DAY), at=NOW)
        assert "theo địa bàn khi báo cáo · theo địa bàn hiện nay" in page
        assert "Xã Bến Đò" in page and "Sim Đò" not in page

    def test_as_now_names_the_old_communes_their_filings_and_what_is_not_divided(
        self, cast, campaign, merger, see
    ):
        campaign.everyone(18, 60)
        page = see(cast.minh, self.figure(cast.province, f"{self.DAY}&dia-ban=nay"), at=NOW)
        assert "Xã Sim Đò Bắc Sông từ Đồi Sim, Bến Đò" in page
        assert "Xã Đồi Sim: kỳ 18/02, bản 1 · Phạm Thị Hoa" in page
        assert "Phường Cửa Biển Nam Sông chưa tách" in page
        assert "60,0% = 1.200/2.000" in page

    @pytest.mark.parametrize("name", ["programme", "map", "overview"])
    def test_the_other_pages_have_the_switch_too(self, cast, campaign, merger, see, name):
        campaign.everyone(18, 60)
        args = ["civil_status"] if name == "programme" else []
        address = reverse(name, args=args) + self.DAY
        then = see(cast.minh, address, at=NOW)
        now = see(cast.minh, f"{address}&dia-ban=nay", at=NOW)
        for page in (then, now):
            assert "theo địa bàn khi báo cáo · theo địa bàn hiện nay" in page
            assert "60,0%" in page

    def test_the_map_has_no_tile_for_what_is_not_divided_but_says_so(
        self, cast, campaign, merger, see
    ):
        campaign.everyone(18, 60)
        page = see(cast.minh, f"{reverse('map')}{self.DAY}&dia-ban=nay", at=NOW)
        assert "Cửa Biển chưa tách" in page and "Sim Đò từ" in page

    def test_an_old_commune_s_page_leads_to_its_heir_and_back_to_the_province(
        self, cast, campaign, merger, see, client
    ):
        campaign.everyone(18, 60)
        address = self.figure(cast.river, self.DAY)
        see(cast.minh, address, at=NOW)
        heir = new("90101@2025")
        assert f'href="{self.figure(heir)}?ngay=2025-02-20&amp;dia-ban=nay"' in (
            client.get(address).content.decode()
        )
        back = client.get(self.figure(heir, f"{self.DAY}&dia-ban=nay")).content.decode()
        assert f'href="{self.figure(cast.province)}?ngay=2025-02-20"' in back

    def test_a_year_leaves_as_a_table_by_the_units_of_the_page(
        self, cast, campaign, merger, see, client
    ):
        pytest.importorskip("polars")
        campaign.everyone(18, 60)
        campaign.sends(cast.hills, 19, 90)
        see(cast.minh, self.figure(cast.province, f"{self.DAY}&dia-ban=nay"), at=NOW)
        table = reverse("figure-table", args=[KEY, "51"])
        lines = client.get(f"{table}{self.DAY}&dia-ban=nay").content.decode().splitlines()
        assert lines[0].startswith("\ufeffNgày,Mã,Đơn vị,Ghi chú,Sổ đăng ký khai sinh: Tổng")
        of_day = [line.split(",")[1:5] for line in lines if line.startswith("19/02/2025")]
        assert of_day == [
            ["90203", "Xã Cửa Đông", "", ""],
            ["90204", "Xã Cửa Tây", "", ""],
            ["903", "Huyện Đảo Xa", "", "100"],
            ["90101", "Xã Sim Đò", "", "200"],
            ["90201", "Phường Cửa Biển", "chưa tách", "100"],
        ]
        then = client.get(f"{table}{self.DAY}").content.decode()
        assert "Xã Bến Đò" in then and "Sim Đò" not in then
        client.force_login(cast.hoa)
        assert client.get(f"{table}{self.DAY}").status_code == 404

    def test_today_there_is_nothing_to_choose(self, cast, campaign, merger, see):
        campaign.everyone(18, 60)
        page = see(cast.minh, self.figure(cast.province), at=NOW)
        assert "theo địa bàn khi báo cáo" not in page
        assert "Sim Đò" in page

    def test_the_api_tells_what_is_not_divided(self, cast, campaign, merger, see, client):
        campaign.everyone(18, 60)
        see(cast.minh, self.figure(cast.province), at=NOW)
        answer = client.get(f"/api/indicators/{KEY}/51{self.DAY}&dia-ban=nay").json()
        assert answer["undivided"] == ["90201"] and answer["numerator"] == 1200

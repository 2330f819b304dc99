"""The map: trouble is dark, silence is hatched and counted, and a table says the same."""

from django.db.models import QuerySet

from dondoc.agencies.models import Unit

PAGE = "/ban-do/"


def place_units():
    """Give every unit of the small province a place in the grid."""
    for column, unit in enumerate(Unit.objects.all()):
        QuerySet(Unit).filter(pk=unit.pk).update(column=column, row=0)


def test_the_legend_counts_units_and_always_names_those_without_figures(cast, campaign, see):
    place_units()
    campaign.everyone(18, but=(cast.coast,))
    page = see(cast.minh, PAGE)
    assert "80,0% đã đạt, còn 300." in page
    assert "0/4 đơn vị đã xong, 1 chưa có số liệu." in page
    assert "10–50% 3 đơn vị" in page
    assert "chưa có số liệu 1 đơn vị" in page


def test_a_silent_unit_is_hatched_and_first_in_the_ranking(cast, campaign, see, client):
    place_units()
    campaign.everyone(18, but=(cast.coast,))
    page = see(cast.minh, PAGE)
    ranking = page[page.index("Xếp hạng") :]
    assert ranking.index("Cửa Biển") < ranking.index("Đồi Sim")
    assert "Cửa Biển: chưa có số liệu" in client.get(PAGE).content.decode()


def test_what_is_done_can_be_mapped_instead(cast, campaign, see):
    place_units()
    campaign.everyone(18)
    page = see(cast.minh, PAGE + "?do=dat")
    assert "80–95% 4 đơn vị" in page
    assert "Đậm hơn là đạt cao hơn." in page


def test_without_places_or_with_few_units_there_is_a_table(cast, campaign, see):
    campaign.everyone(18)
    assert "xem bảng bên cạnh" in see(cast.minh, PAGE)
    place_units()
    assert "Huyện Bắc Sông có 2 đơn vị: xem bảng bên cạnh" in see(cast.son, PAGE)


def test_a_past_day_is_mapped_as_known_then(cast, campaign, see):
    place_units()
    campaign.everyone(18, 60)
    campaign.sends(cast.hills, 18, 100, on=20)
    assert "60,0% đã đạt" in see(cast.minh, PAGE + "?ngay=2025-02-19")
    assert "70,0% đã đạt" in see(cast.minh, PAGE + "?ngay=2025-02-19&nay=1")


def test_whom_no_figure_concerns_reads_so(cast, campaign, see):
    campaign.everyone(18)
    assert "Chưa có chỉ tiêu nào để vẽ." in see(cast.khoa, PAGE)


def test_an_unknown_indicator_is_not_found(cast, campaign, see):
    see(cast.minh, PAGE + "?chi-tieu=none.none", status=404)

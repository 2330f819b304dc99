"""One click on a figure shows its parts, its rule, and the filings behind it."""

import pytest
from django.urls import reverse

from tests.watching import KEY


def figure(unit, **query):
    address = reverse("figure", args=[KEY, unit.code])
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{address}?{asked}" if asked else address


def test_a_figure_shows_numerator_denominator_formula_target_and_clause(cast, campaign, see):
    campaign.everyone(18)
    page = see(cast.minh, figure(cast.province))
    assert "80,0% = 1.600/2.000" in page
    assert "Chuyển CSDL hộ tịch điện tử chia cho Tổng dữ liệu hộ tịch" in page
    assert "Mục tiêu 100% đến hết Thứ Tư, 19/02/2025" in page
    assert "phải mở chiến dịch cao điểm 05 ngày đêm" in page


def test_a_figure_names_the_filing_its_sender_and_the_version_of_the_form(
    cast, campaign, see, client
):
    filing = campaign.sends(cast.hills, 18, 80)
    page = see(cast.hoa, figure(cast.hills))
    assert "kỳ 18/02, bản 1 · Phạm Thị Hoa, 19/02 07:00 · mẫu bản 1" in page
    assert reverse("filing", args=[filing.pk]) in client.get(figure(cast.hills)).content.decode()


def test_a_missing_report_is_hatched_and_named(cast, campaign, see, client):
    campaign.everyone(18, but=(cast.river, cast.coast))
    page = see(cast.minh, figure(cast.province))
    assert "Chưa từng báo cáo, không có trong tổng (2): Xã Bến Đò, Phường Cửa Biển" in page
    assert "url(#hatch-missing)" in client.get(figure(cast.province)).content.decode()


def test_a_stale_figure_is_carried_and_said(cast, campaign, see):
    campaign.everyone(18)
    campaign.everyone(19, 90, but=(cast.river,))
    page = see(cast.minh, figure(cast.province))
    assert "Giữ số của ngày trước ở một phần hay toàn bộ, không tính là 0 (1): Xã Bến Đò" in page


def test_below_twenty_cases_a_count_stands_instead_of_a_per_cent(cast, campaign, see):
    campaign.sends(cast.hills, 18, 2, total=3)
    assert "10/15" in see(cast.hoa, figure(cast.hills))


def test_a_zero_denominator_is_said_in_words(cast, campaign, see):
    campaign.sends(cast.hills, 18, 0, total=0)
    assert "Không có mẫu số." in see(cast.hoa, figure(cast.hills))


def test_a_past_day_shows_what_was_known_at_its_end(cast, campaign, see):
    campaign.sends(cast.hills, 18, 60)
    campaign.sends(cast.hills, 18, 95, on=20)
    assert "60,0%" in see(cast.hoa, figure(cast.hills, ngay="2025-02-19"))
    assert "95,0%" in see(cast.hoa, figure(cast.hills, ngay="2025-02-19", nay=1))


def test_nothing_reported_yet_is_a_page_and_not_an_error(cast, campaign, see):
    assert "Chưa có số liệu." in see(cast.minh, figure(cast.province))
    assert "Số hóa sổ hộ tịch" in see(cast.minh, reverse("programmes"))


@pytest.mark.parametrize(
    ("name", "province", "north", "hills", "coast"),
    [
        ("minh", 200, 200, 200, 200),
        ("lan", 200, 200, 200, 200),
        ("binh", 200, 200, 200, 200),
        ("son", 404, 200, 200, 404),
        ("hoa", 404, 404, 200, 404),
        ("khoa", 404, 404, 404, 404),
    ],
)
def test_figures_are_seen_as_far_as_a_post_reaches(
    cast, campaign, see, name, province, north, hills, coast
):
    campaign.everyone(18)
    for unit, status in [(cast.province, province), (cast.north, north), (cast.hills, hills),
                         (cast.coast, coast)]:  # fmt: skip
        see(getattr(cast, name), figure(unit), status=status)


def test_an_unknown_indicator_or_unit_is_not_found(cast, campaign, see):
    see(cast.minh, reverse("figure", args=["civil_status.none", "51"]), status=404)
    see(cast.minh, reverse("figure", args=[KEY, "99999"]), status=404)
    see(cast.minh, reverse("programme", args=["none"]), status=404)


def test_a_programme_lists_its_form_its_districts_and_its_tasks(cast, campaign, see):
    campaign.everyone(18, but=(cast.coast,))
    page = see(cast.minh, reverse("programme", args=["civil_status"]))
    assert "trước 08 giờ 00 ngày hôm sau" in page
    assert "Huyện Bắc Sông" in page and "Huyện Đảo Xa" in page
    assert campaign.task.title in page


def test_whom_the_figures_do_not_concern_reads_the_programme_without_them(cast, campaign, see):
    campaign.everyone(18)
    page = see(cast.khoa, reverse("programme", args=["civil_status"]))
    assert "Chưa có số liệu thuộc phạm vi theo dõi" in page
    assert "80,0%" not in page

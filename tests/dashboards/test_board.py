"""The board: who reported before the hour, who is late, who is silent and since when."""

from datetime import date

import pytest
from django.urls import reverse

from dondoc.reports import actions as reports
from tests.cast import hanoi


@pytest.fixture
def board(campaign):
    return reverse("board", args=[campaign.demand.pk])


def test_after_the_hour_the_verdict_counts_in_time_late_and_silent(cast, campaign, board, see):
    campaign.sends(cast.hills, 18, 80)
    campaign.sends(cast.river, 18, 80, hour=9)
    page = see(cast.lan, board + "?ngay=2025-02-19")
    assert "1/4 đơn vị đã báo cáo đúng giờ. 1 nộp muộn, 2 chưa báo cáo." in page


def test_at_eight_sharp_a_report_is_late(cast, campaign, board, see):
    campaign.sends(cast.hills, 18, 80, hour=8)
    assert "0/4 đơn vị đã báo cáo đúng giờ." in see(cast.lan, board + "?ngay=2025-02-19")


def test_before_the_hour_nobody_is_called_late(cast, campaign, board, see):
    campaign.everyone(18, but=(cast.river,))
    page = see(cast.lan, board, at=hanoi(2025, 2, 19, 7, 43))
    assert "3/4 đơn vị đã báo cáo. 1 chưa báo cáo, còn 17 phút." in page


def test_silence_counts_owed_periods_only_and_says_what_was_told_last(cast, campaign, board, see):
    campaign.everyone(16, 50)
    campaign.everyone(18, but=(cast.river, cast.coast))
    campaign.everyone(19, but=(cast.river,))
    page = see(cast.lan, board)
    assert "2 kỳ liền, mới nhất 16/02" in page
    assert "Đinh Văn Vinh" in page


def test_a_correction_sent_later_does_not_make_a_report_late(cast, campaign, board, see):
    campaign.everyone(18)
    campaign.sends(cast.hills, 18, 85, hour=10)
    assert "4/4 đơn vị đã báo cáo đúng giờ." in see(cast.lan, board + "?ngay=2025-02-19")


def test_a_returned_report_is_silence_again(cast, campaign, board, see):
    filing = campaign.sends(cast.hills, 18, 80)
    reports.send_back(filing=filing, reason="Sai", by=cast.binh, at=hanoi(2025, 2, 19, 9))
    assert "0/4 đơn vị" in see(cast.lan, board + "?ngay=2025-02-19")


def test_four_books_of_five_are_in_time_and_shown_as_part(cast, campaign, board, see):
    campaign.sends(cast.hills, 18, 80, rows=4)
    page = see(cast.lan, board + "?ngay=2025-02-19")
    assert "1/4 đơn vị đã báo cáo đúng giờ." in page
    assert "Đúng giờ, nộp thiếu 1" in page


def test_the_campaign_says_what_each_day_needed(cast, campaign, board, see):
    campaign.everyone(17, 40)
    campaign.everyone(18, 60)
    page = see(cast.lan, board, at=hanoi(2025, 2, 19, 7, 50))
    assert "ngày thứ 5 trong 5" in page
    assert "Chưa ngày nào đạt mức cần" in page
    assert "Từ nay mỗi ngày phải làm 800" in page


@pytest.mark.parametrize(
    ("name", "units"),
    [("lan", "/4"), ("minh", "/4"), ("binh", "/4"), ("son", "/2"), ("hoa", "/1")],
)
def test_each_sees_the_units_they_answer_for(cast, campaign, board, see, name, units):
    campaign.everyone(18)
    page = see(getattr(cast, name), board + "?ngay=2025-02-19")
    assert f"{units} đơn vị đã báo cáo" in page


def test_another_agency_finds_no_board(cast, campaign, board, see):
    campaign.everyone(18)
    see(cast.khoa, board + "?ngay=2025-02-19", status=404)


def test_before_the_form_was_asked_for_there_is_no_board(cast, campaign, board, see):
    see(cast.lan, board + "?ngay=2025-02-10", status=404)
    page = see(cast.lan, board, at=hanoi(2025, 2, 18, 18))
    assert "Chưa kỳ nào đến hạn." in page
    assert date(2025, 2, 18)

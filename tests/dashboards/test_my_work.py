"""Việc của tôi: what each must do now, one link from the act; an empty list is an answer."""

from datetime import date

import pytest
from django.urls import reverse

from dondoc.reports import actions as reports
from dondoc.tasks import actions as tasks
from tests.cast import cells, hanoi

PAGE = "/viec-cua-toi/"


def test_a_clerk_reads_what_is_to_be_filed_and_by_which_hour(cast, campaign, see, client):
    page = see(cast.hoa, PAGE, at=hanoi(2025, 2, 19, 7, 43))
    assert "Tiến độ số hóa sổ hộ tịch, số liệu ngày 18/02" in page
    assert "Gửi trước 08 giờ 00 ngày 19/02" in page
    assert "còn 17 phút" in page
    report = cast.owes(cast.hoa, date(2025, 2, 18))
    assert report.get_absolute_url() in client.get(PAGE).content.decode()


def test_days_asked_afterwards_are_no_urgent_work(cast, campaign, see):
    page = see(cast.hoa, PAGE, at=hanoi(2025, 2, 18, 18))
    assert "nộp sau không tính muộn" in page


def test_a_locked_period_says_who_can_open_it(cast, campaign, see):
    page = see(cast.hoa, PAGE, at=hanoi(2025, 2, 19, 14))
    assert "Kỳ này đã khóa lúc 12 giờ 00. Đề nghị Cơ quan thường trực mở lại" in page


def test_a_draft_is_taken_up_where_it_was_left(cast, campaign, see):
    report = cast.owes(cast.hoa, date(2025, 2, 18))
    raw = {row: {"draft": "1"} for row in cells(rows=3)}
    reports.save_draft(report=report, cells=raw, by=cast.hoa, at=hanoi(2025, 2, 19, 7))
    page = see(cast.hoa, PAGE, at=hanoi(2025, 2, 19, 7, 43))
    assert "đang nhập 3/5 dòng" in page
    assert "Nhập tiếp" in page


def test_a_returned_report_comes_back_with_its_reason(cast, campaign, see):
    filing = campaign.sends(cast.hills, 18, 80)
    reports.send_back(filing=filing, reason="Nhầm cột", by=cast.binh, at=hanoi(2025, 2, 19, 9))
    assert "Nhầm cột" in see(cast.hoa, PAGE, at=hanoi(2025, 2, 19, 9, 30))
    campaign.sends(cast.hills, 18, 81, hour=10)
    assert "Nhầm cột" not in see(cast.hoa, PAGE, at=hanoi(2025, 2, 19, 10, 30))


def test_the_owner_of_an_overdue_task_reads_it(cast, campaign, see):
    page = see(cast.binh, PAGE)
    assert campaign.task.title in page
    assert "quá 1 ngày" in page


def test_a_returned_result_comes_back_with_its_reason(cast, campaign, see):
    tasks.hand_in(task=campaign.task, product="Báo cáo", by=cast.binh, at=hanoi(2025, 2, 19, 9))
    tasks.send_back(
        task=campaign.task, reason="Thiếu phụ lục", by=cast.lan, at=hanoi(2025, 2, 19, 10)
    )
    page = see(cast.binh, PAGE)
    assert "Kết quả bị trả lại" in page and "Thiếu phụ lục" in page


def test_the_standing_agency_reviews_accepts_and_sees_who_is_silent(cast, campaign, see, client):
    tasks.hand_in(task=campaign.task, product="Báo cáo", by=cast.binh, at=hanoi(2025, 2, 19, 9))
    later = cast.dispatch(
        "Số: 03/TCTĐA06\nQuảng Ngãi, ngày 19 tháng 02 năm 2025\n\nKính gửi: Sở Tài chính.\n\n"
        "1. Sở Tài chính: Báo cáo kết quả giải ngân trước ngày 28/02/2025.\n",
        at=hanoi(2025, 2, 19, 10),
    )
    page = see(cast.lan, PAGE)
    assert "Kết quả chờ nghiệm thu" in page and campaign.task.title in page
    assert "4 chưa báo cáo" in page
    assert "1 việc máy đọc được chờ xác nhận" in page
    body = client.get(PAGE).content.decode()
    assert reverse("dispatch-review", args=[later.pk]) in body
    assert reverse("board", args=[campaign.demand.pk]) in body


def test_whoever_has_nothing_to_do_is_told_so(cast, see):
    assert "Không có việc nào phải làm ngay." in see(cast.khoa, PAGE)


@pytest.mark.parametrize("name", ["khoa", "hoa", "son"])
def test_nobody_reads_the_work_of_others(cast, campaign, see, name):
    assert campaign.task.title not in see(getattr(cast, name), PAGE)

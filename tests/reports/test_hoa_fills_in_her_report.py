"""The page of the daily report: what it shows, keeps, refuses and sends, without any script."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.core.reports import Timeliness
from dondoc.reports.models import Draft, Filing
from tests.cast import cells, hanoi

DAY = date(2025, 2, 18)


def boxes(figures, **more):
    """What a browser posts for figures, and anything else typed."""
    typed = {f"{row}.{name}": str(value) for row, some in figures.items()
             for name, value in some.items()}  # fmt: skip
    return {**typed, "seen": "0", **more}


@pytest.fixture
def page(cast, client, morning):
    """Hoa is signed in; the form is in force; yesterday she sent her figures."""
    cast.demand()
    cast.files(cast.hoa, date(2025, 2, 17), hanoi(2025, 2, 18, 18, 0), cells(100, 70))
    client.force_login(cast.hoa)
    return reverse("report", args=[cast.owes(cast.hoa, DAY).pk])


def test_the_form_shows_yesterday_the_countdown_and_what_is_missing(client, page):
    text = client.get(page).content.decode()
    assert "Báo cáo ngày 18/02/2025, nộp trước 08 giờ 00 hôm nay" in text
    assert "17 phút" in text
    assert "hôm qua</span> 70" in text
    assert "0/5 sổ" in text
    assert "chưa nhập 5 ô" in text


def test_the_carried_total_is_locked_until_it_is_to_be_corrected(client, page):
    locked, open_ = client.get(page).content.decode(), client.get(f"{page}?sua=1").content.decode()
    assert locked.count("readonly") == 5
    assert "readonly" not in open_


def test_a_complete_report_is_sent_in_time(cast, client, page):
    answer = client.post(page, boxes(cells(100, 80), obstacles="Sổ 1998 mờ."), follow=True)
    filing = Filing.objects.get(report=cast.owes(cast.hoa, DAY))
    assert filing.report.timeliness(filing.sent_at) is Timeliness.ON_TIME
    assert (filing.obstacles, filing.by, filing.via) == ("Sổ 1998 mờ.", cast.hoa, "page")
    assert "Đã gửi bản 1 lúc 07 giờ 43" in answer.content.decode()


def test_eight_o_clock_sharp_is_late(cast, client, page, clock):
    clock(hanoi(2025, 2, 19, 8, 0, 0))
    assert "nộp muộn" in client.get(page).content.decode()
    client.post(page, boxes(cells()))
    filing = Filing.objects.get(report=cast.owes(cast.hoa, DAY))
    assert filing.report.timeliness(filing.sent_at) is Timeliness.LATE


def test_a_check_names_both_numbers_and_lets_an_explanation_through(cast, client, page):
    figures = cells(100, 80)
    figures["death"] |= {"approved": 61}
    client.post(page, boxes(figures, save="1"))
    text = client.get(page).content.decode()
    assert "Đã chuyển (80) nhiều hơn Đã duyệt (61)." in text
    assert "Gửi 5/5 sổ, kèm 1 cảnh báo" in text
    client.post(page, boxes(figures, **{"explain.death": "Duyệt bên phần mềm cũ."}))
    filing = Filing.objects.get(report=cast.owes(cast.hoa, DAY))
    assert filing.explanations == {"death": "Duyệt bên phần mềm cũ."}
    assert filing.warnings == ["death.transferred_within_approved"]


@pytest.mark.parametrize(
    ("typed", "said"), [("mười", "“mười”"), ("1" * 20, "12"), ("-4", "“-4”"), ("1,5", "“1,5”")]
)
def test_what_is_no_count_is_named_by_its_cell_and_kept_as_typed(cast, client, page, typed, said):
    answer = client.post(page, boxes(cells(), **{"death.draft": typed}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#c-death-draft">Sổ đăng ký khai tử, Lưu nháp</a>' in text
    assert said in text
    assert f'value="{typed}"' in text
    assert not Filing.objects.filter(report=cast.owes(cast.hoa, DAY)).exists()
    assert Draft.objects.get().cells["death"]["draft"] == typed


def test_all_unreadable_cells_are_named_at_once(client, page):
    text = client.post(page, boxes(cells(), **{"death.draft": "x", "birth.waiting": "y"}))
    assert text.content.decode().count('href="#c-') >= 2


def test_the_total_says_which_rows_it_lacks_the_unreadable_ones_too(client, page):
    text = client.post(page, boxes(cells(rows=4), **{"death.draft": "x"})).content.decode()
    assert "chưa gồm sổ 3, 5" in text


def test_an_empty_report_is_refused(client, page):
    answer = client.post(page, {"seen": "0"})
    assert answer.status_code == 422
    assert Filing.objects.count() == 1


def test_a_draft_is_kept_and_found_again(client, page):
    client.post(page, boxes({"birth": {"draft": "1207", "waiting": "mười "}}, save="1"))
    text = client.get(page).content.decode()
    assert 'name="birth.draft" value="1.207"' in text
    assert 'name="birth.waiting" value="mười "' in text


def test_the_autosave_answers_with_the_parts_that_speak(client, page):
    figures = cells(100, 80)
    figures["death"] |= {"approved": 61}
    answer = client.post(f"{page}nhap/", boxes(figures), headers={"X-Draft": "1"})
    text = answer.content.decode()
    for part in ("needs", "send", "saved", "check-death", "why-death", "d-birth-not_entered"):
        assert f'id="{part}"' in text
    assert "<input" in text.partition('id="why-death"')[2].partition("</tr>")[0]
    again = client.post(f"{page}nhap/", boxes(figures, **{"explain.death": "Đang"}))
    assert 'id="why-death"' not in again.content.decode()


def test_yesterdays_figures_fill_only_the_empty_boxes_of_a_row(client, page):
    client.post(page, boxes({"death": {"draft": 9}}, take="death"))
    draft = Draft.objects.get()
    assert draft.cells["death"]["draft"] == "9"
    assert draft.cells["death"]["transferred"] == "70"
    assert "birth" not in draft.cells or "draft" not in draft.cells["birth"]


def test_a_paste_from_a_spreadsheet_goes_into_the_draft_and_says_what_changes(client, page):
    block = "Sổ đăng ký khai tử\t1\t2\t83\t1\t80\r\nSổ đăng ký kết hôn\t100\t1\t2\t84\t1\t81"
    text = client.post(page, boxes({}, paste="1", pasted=block), follow=True).content.decode()
    draft = Draft.objects.get()
    assert draft.cells["death"]["approved"] == "83"
    assert draft.cells["marriage"]["total"] == "100"
    assert "Đã dán vào bản nháp; chưa gửi." in text
    assert "3. Sổ đăng ký khai tử, Đã duyệt: trống → 83" in text


def test_a_correction_is_a_new_revision_and_the_old_one_stays(cast, client, page, clock):
    client.post(page, boxes(cells(100, 80)))
    clock(hanoi(2025, 2, 19, 9, 30))
    assert "bản đính chính" in client.get(page).content.decode()
    client.post(page, boxes(cells(100, 81), seen="1"))
    report = cast.owes(cast.hoa, DAY)
    assert [one.revision for one in report.filings.all()] == [1, 2]
    assert report.filings.first().cells == cells(100, 80)
    text = client.get(page).content.decode()
    assert "bản 1" in text
    assert "đính chính sau hạn" in text


def test_the_same_figures_twice_are_noticed(cast, client, page):
    client.post(page, boxes(cells(100, 80)))
    answer = client.post(page, boxes(cells(100, 80)))
    assert answer.status_code == 422
    assert cast.owes(cast.hoa, DAY).filings.count() == 1


def test_another_officers_revision_is_shown_beside_what_was_typed(cast, client, page):
    cast.files(cast.hoa, DAY, hanoi(2025, 2, 19, 7, 40), cells(100, 80))
    answer = client.post(page, boxes(cells(100, 85), seen="0"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Khác bản 1" in text
    assert 'value="85"' in text
    assert Draft.objects.get().cells["birth"]["transferred"] == "85"
    assert 'name="seen" value="1"' in text
    client.post(page, boxes(cells(100, 85), seen="1"))
    assert cast.owes(cast.hoa, DAY).filings.count() == 2


def test_a_closed_period_says_who_can_open_it_and_keeps_what_was_typed(cast, client, page, clock):
    clock(hanoi(2025, 2, 19, 12, 0))
    answer = client.post(page, boxes(cells()))
    assert answer.status_code == 422
    assert "12:00 19/02/2025" in answer.content.decode()
    assert "Công an tỉnh" in answer.content.decode()
    assert Draft.objects.get().cells["birth"]["total"] == "100"
    assert 'id="send"' not in client.get(page).content.decode()


def test_the_standing_agency_opens_a_closed_period_again(cast, client, page, clock):
    clock(hanoi(2025, 2, 19, 14, 0))
    client.force_login(cast.lan)
    assert "Mở lại kỳ đã khóa" in client.get(page).content.decode()
    client.post(f"{page}mo-lai/", {"until": "2025-02-19T17:00", "reason": "Mất điện cả sáng."})
    client.force_login(cast.hoa)
    client.post(page, boxes(cells()))
    assert cast.owes(cast.hoa, DAY).filings.count() == 1


def test_a_reopening_needs_a_reason_and_a_moment_to_come(cast, client, page, clock):
    clock(hanoi(2025, 2, 19, 14, 0))
    client.force_login(cast.lan)
    for until, reason in [("2025-02-19T17:00", " "), ("2025-02-19T13:00", "Mất điện"), ("x", "y")]:
        answer = client.post(f"{page}mo-lai/", {"until": until, "reason": reason})
        assert answer.status_code == 422
    assert not cast.owes(cast.hoa, DAY).reopenings.exists()


def test_a_day_before_the_dispatch_arrived_is_asked_for_without_a_countdown(cast, client, page):
    early = cast.owes(cast.hoa, date(2025, 2, 16))
    text = client.get(reverse("report", args=[early.pk])).content.decode()
    assert "Số liệu bổ sung" in text
    assert "data-due-at" not in text

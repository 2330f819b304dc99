"""What was sent is judged, returned, accepted, added up; nothing of it is ever changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.audit.models import Entry, EntryIsPermanent
from dondoc.core.asof import AsOf
from dondoc.core.reports import Sent, Timeliness, completeness
from dondoc.reports import actions, queries
from dondoc.reports.models import Filing, Report
from tests.cast import cells, hanoi

DAY = date(2025, 2, 18)
NOON = hanoi(2025, 2, 19, 11, 0)


@pytest.fixture
def sent(cast, morning):
    cast.demand()
    return cast.files(cast.hoa, DAY, hanoi(2025, 2, 19, 7, 30))


def test_one_revision_shows_its_whole_ground(cast, client, sent):
    client.force_login(cast.lan)
    text = client.get(reverse("filing", args=[sent.pk])).content.decode()
    for fact in ("Phạm Thị Hoa", "Công chức hộ tịch", "07:30:00", "Đúng giờ", "civil_status v1",
                 sent.version.sha256[:12], "02/TCTĐA06, mục 1", "trước 08 giờ 00"):  # fmt: skip
        assert fact in text


def test_a_returned_filing_counts_nowhere_and_says_why(cast, client, sent, clock):
    client.force_login(cast.binh)
    page = reverse("filing", args=[sent.pk])
    client.post(page, {"return": "1", "reason": "Sổ khai tử thiếu năm 2001."})
    clock(hanoi(2025, 2, 19, 7, 50))
    assert not Filing.objects.counting(NOON).exists()
    client.force_login(cast.hoa)
    text = client.get(reverse("report", args=[sent.report_id])).content.decode()
    assert "Bản 1 bị trả lại." in text
    assert "Sổ khai tử thiếu năm 2001." in text
    client.force_login(cast.binh)
    again = client.post(page, {"return": "1", "reason": "Lại"})
    assert again.status_code == 422


def test_a_return_without_a_reason_is_refused(cast, client, sent):
    client.force_login(cast.binh)
    page = reverse("filing", args=[sent.pk])
    assert client.post(page, {"return": "1", "reason": "  "}).status_code == 422
    assert Filing.objects.counting(NOON).exists()


def test_an_accepted_filing_says_by_whom(cast, client, sent):
    client.force_login(cast.binh)
    page = reverse("filing", args=[sent.pk])
    client.post(page, {"accept": "1"})
    client.post(page, {"accept": "1"})
    assert sent.verdicts.count() == 1
    assert "Lê Thanh Bình đã duyệt" in client.get(page).content.decode()
    assert Entry.objects.filter(verb="report.accepted").count() == 1


def test_a_filing_is_never_changed_nor_removed(sent):
    sent.cells = {}
    with pytest.raises(EntryIsPermanent):
        sent.save()
    with pytest.raises(EntryIsPermanent):
        sent.delete()


def test_the_department_sends_the_sum_and_names_who_is_missing(cast, client, sent):
    cast.files(cast.vinh, DAY, hanoi(2025, 2, 19, 7, 35), cells(50, 40))
    whole = Report.objects.get(agency=cast.justice, first_on=DAY)
    client.force_login(cast.binh)
    page = reverse("report", args=[whole.pk])
    text = client.get(page).content.decode()
    assert "từ 2/4 đơn vị" in text
    for silent in ("Phường Cửa Biển", "Huyện Đảo Xa"):
        assert silent in text
    client.post(page, {"obstacles": "Chưa có 2 đơn vị.", "seen": "0"})
    again = client.post(page, {"obstacles": "Chưa có 2 đơn vị.", "seen": "0"})
    assert again.status_code == 422
    filing = whole.filings.get()
    assert filing.cells["birth"]["transferred"] == 120
    assert len(filing.sources) == 2
    shown = client.get(reverse("filing", args=[filing.pk])).content.decode()
    assert reverse("filing", args=[sent.pk]) in shown


def test_nothing_is_added_up_where_nobody_has_sent(cast, client, morning):
    cast.demand()
    whole = Report.objects.get(agency=cast.justice, first_on=DAY)
    client.force_login(cast.binh)
    answer = client.post(reverse("report", args=[whole.pk]), {})
    assert answer.status_code == 422
    assert "Chưa đơn vị nào gửi" in answer.content.decode()


def test_the_list_says_first_what_waits_and_then_what_was_sent(cast, client, sent):
    client.force_login(cast.hoa)
    text = client.get(reverse("reports")).content.decode()
    assert text.index("Phải gửi") < text.index("Đã qua")
    client.force_login(cast.vinh)
    rows = queries.to_file(queries.own_reports(cast.vinh, AsOf.at(NOON)), NOON)
    assert rows[0].report.first_on == DAY
    assert rows[0].standing.key == "missing"


def test_a_longer_list_asks_no_more_questions(cast, sent, django_assert_max_num_queries):
    owed = queries.own_reports(cast.vinh, AsOf.at(NOON))
    assert len(owed) > 3
    with django_assert_max_num_queries(6):
        queries.own_reports(cast.vinh, AsOf.at(NOON))


def test_a_correction_after_the_hour_does_not_make_a_report_late(cast, sent):
    content = actions.Content(cells(100, 90))
    actions.file(report=sent.report, content=content, by=cast.hoa, at=hanoi(2025, 2, 19, 10, 0))
    fresh = queries.with_filings(Report.objects.all()).get(pk=sent.report_id)
    standing = queries.standing_of(fresh, fresh.demand.form, NOON)
    assert (standing.key, standing.filing.revision) == ("on_time", 2)


def test_a_part_of_the_books_is_said_as_such(cast, morning):
    cast.demand()
    cast.files(cast.hoa, DAY, hanoi(2025, 2, 19, 7, 30), cells(rows=4))
    fresh = queries.with_filings(Report.objects.all()).get(pk=cast.owes(cast.hoa, DAY).pk)
    assert queries.standing_of(fresh, fresh.demand.form, NOON).partial == "4/5"


UNITS = st.integers(0, 5)


@settings(max_examples=60)
@given(
    owed=st.sets(UNITS),
    sent=st.lists(st.builds(Sent, UNITS, st.sampled_from(Timeliness), st.booleans())),
)
def test_completeness_never_passes_the_whole(owed, sent):
    counted = completeness(owed, sent)
    assert 0 <= counted.on_time <= counted.filed <= counted.owed
    assert all(one is None or one <= 1 for one in (counted.filed_share, counted.on_time_share))

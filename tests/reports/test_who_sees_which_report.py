"""Fetching is the permission: one's own, one's district's, the consolidator's, the province's."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.core.asof import AsOf
from dondoc.reports.models import Filing
from tests.cast import hanoi

DAY = date(2025, 2, 18)


@pytest.fixture
def sent(cast, morning):
    """Hoa and the officer of the coast have sent; Vinh has not."""
    cast.demand()
    return cast.files(cast.hoa, DAY, hanoi(2025, 2, 19, 7, 30))


@pytest.mark.parametrize(
    ("name", "hers", "vinhs"),
    [("hoa", 200, 404), ("vinh", 404, 200), ("son", 200, 200), ("binh", 200, 200),
     ("lan", 200, 200), ("minh", 200, 200), ("khoa", 404, 404)],
)  # fmt: skip
def test_reports_are_seen_by_whom_they_concern(cast, client, sent, name, hers, vinhs):
    client.force_login(getattr(cast, name))
    own = reverse("report", args=[sent.report_id])
    other = reverse("report", args=[cast.owes(cast.vinh, DAY).pk])
    assert (client.get(own).status_code, client.get(other).status_code) == (hers, vinhs)
    assert client.get(reverse("filing", args=[sent.pk])).status_code == hers


@pytest.mark.parametrize("name", ["son", "binh", "lan", "minh", "khoa", "vinh"])
def test_nobody_else_sends_drafts_or_downloads_for_hoa(cast, client, sent, name):
    client.force_login(getattr(cast, name))
    page = reverse("report", args=[sent.report_id])
    assert client.post(page, {"birth.total": "1"}).status_code == 404
    assert client.post(f"{page}nhap/", {"birth.total": "1"}).status_code == 404
    assert client.get(f"{page}mau.xlsx").status_code == 404
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("name", ["hoa", "son", "minh", "khoa", "vinh"])
def test_only_who_adds_up_or_stands_above_returns_a_filing(cast, client, sent, name):
    client.force_login(getattr(cast, name))
    page = reverse("filing", args=[sent.pk])
    assert client.post(page, {"return": "1", "reason": "Sai"}).status_code == 404


def test_a_person_without_an_account_is_sent_to_the_door(client, sent):
    answer = client.get(reverse("report", args=[sent.report_id]))
    assert answer.status_code == 302
    assert reverse("login") in answer.url


@pytest.mark.parametrize("name", ["hoa", "vinh", "son", "binh", "lan", "minh", "khoa"])
def test_the_list_opens_for_everyone_and_shows_only_their_own(cast, client, sent, name):
    client.force_login(getattr(cast, name))
    text = client.get(reverse("reports")).content.decode()
    assert ("Chưa có biểu mẫu nào" in text) is (name == "khoa")
    assert (reverse("report", args=[sent.report_id]) in text) is (name == "hoa")
    assert ("Bảng theo đơn vị" in text) is (name in {"son", "binh", "lan", "minh"})


def test_the_district_counts_only_its_own_units(cast, client, sent):
    from dondoc.reports import queries

    at = hanoi(2025, 2, 19, 8, 30)
    line = next(
        one for one in queries.overviews(cast.son, AsOf.at(at))[0].lines if one.first_on == DAY
    )
    assert (line.counted.owed, line.counted.filed, line.silent) == (2, 1, 1)
    whole = next(
        one for one in queries.overviews(cast.lan, AsOf.at(at))[0].lines if one.first_on == DAY
    )
    assert (whole.counted.owed, whole.counted.filed, whole.silent) == (4, 1, 3)

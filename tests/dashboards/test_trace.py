"""A document followed clause by clause to where it has come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dondoc.core.asof import AsOf
from dondoc.dashboards.trace import Trace
from tests.cast import hanoi
from tests.dashboards import scene


@pytest.fixture
def dispatch(cast, monkeypatch):
    scene.at(monkeypatch, scene.NOON)
    return next(iter(scene.given(cast).values())).dispatch


def page(client, person, dispatch, query=""):
    client.force_login(person)
    return " ".join(client.get(f"/van-ban/{dispatch.pk}/{query}").content.decode().split())


def test_the_verdict_comes_first_with_its_numbers(cast, dispatch, client):
    said = page(client, cast.lan, dispatch)
    trace = Trace(dispatch, cast.lan, AsOf.at(scene.NOON))

    verdict, _ = trace.verdict
    assert verdict.startswith(f"{len(trace.rows)} việc: ")
    assert f'<h1 class="verdict">{verdict}' in said
    assert "Văn bản này đã đi đến đâu?" in said


def test_every_clause_stands_in_the_order_of_the_text(cast, dispatch):
    trace = Trace(dispatch, cast.lan, AsOf.at(scene.NOON))
    starts = [part.clause.start for part in trace.parts if part.clause]
    assert starts == sorted(starts)
    shown = sum(len(part.became) for part in trace.parts)
    assert shown == dispatch.proposals.count()


def test_words_that_set_no_duty_say_who_said_so_and_why(cast, dispatch, client):
    said = page(client, cast.lan, dispatch)
    assert "Không phải giao việc" in said
    assert "nêu yêu cầu chung · Nguyễn Thị Lan" in said


def test_undecided_words_wait_for_a_person(cast, monkeypatch, client):
    scene.at(monkeypatch, scene.NOON)
    fresh = cast.dispatch()
    said = page(client, cast.lan, fresh)
    assert "Chưa có việc nào được giao." in said
    assert f"{fresh.proposals.count()} việc máy đọc còn chờ người quyết" in said
    assert "chưa ai quyết" in said


def test_a_past_day_shows_what_was_decided_by_then(cast, dispatch, client):
    assert "quá 1 ngày" in page(client, cast.lan, dispatch)
    assert "quá 1 ngày" not in page(client, cast.lan, dispatch, "?ngay=2025-02-18")
    early = Trace(dispatch, cast.lan, AsOf.at(hanoi(2025, 2, 18, 17, 19)))
    assert early.undecided == dispatch.proposals.count()
    client.force_login(cast.lan)
    assert client.get(f"/van-ban/{dispatch.pk}/?ngay=2025-02-17").status_code == 404


def test_a_form_in_force_says_how_complete_its_newest_period_is(cast, dispatch, client):
    from dondoc.reports import demanding

    cast.demand(dispatch)
    demanding.open_all(at=scene.NOON)
    said = page(client, cast.lan, dispatch)
    assert "Biểu mẫu:" in said
    assert "0/4 đã gửi" in said
    assert "4 chưa báo cáo" in said


def test_one_agency_sees_the_fate_of_its_own_part_only(cast, dispatch, client):
    said = page(client, cast.binh, dispatch)
    assert "chỉ hiện phần việc của cơ quan ông/bà" in said
    assert "Giao cơ quan khác" in said
    trace = Trace(dispatch, cast.binh, AsOf.at(scene.NOON))
    assert {row.judged.leads for row in trace.rows.values()} == {("Sở Tư pháp",)}


def test_a_later_order_of_the_same_duty_is_named(cast, dispatch, client):
    again = cast.dispatch(
        "Số: 05/TCTĐA06\nQuảng Ngãi, ngày 19 tháng 02 năm 2025\n\nV/v đôn đốc\n\nKính gửi: Sở Tài "
        "chính\n\n1. Sở Tài chính: Trình UBND tỉnh dự toán kinh phí Đề án 06 trước ngày "
        "28/02/2025.\n\nNơi nhận:\n- Như trên;\n",
        at=hanoi(2025, 2, 19, 8),
    )
    first = dispatch.tasks.get(assignments__agency=cast.finance)
    proposal = again.proposals.get()
    from datetime import date

    from dondoc.tasks import deciding
    from dondoc.tasks.deciding import Terms

    deciding.confirm(
        proposal=proposal,
        terms=Terms(title=first.title, leads=[cast.finance], due_on=date(2025, 2, 27)),
        by=cast.lan,
        at=hanoi(2025, 2, 19, 9),
        again=first,
    )
    assert "05/TCTĐA06, mục 1 giao lại, hạn cuối 27/02/2025" in page(client, cast.lan, dispatch)
    assert f"giao lại việc {first.code}" in page(client, cast.lan, again)
    assert "giao lại" not in page(client, cast.lan, dispatch, "?ngay=2025-02-18")


def test_all_clauses_together_ask_once_for_the_duties(cast, dispatch):
    trace = Trace(dispatch, cast.lan, AsOf.at(scene.NOON))
    with CaptureQueriesContext(connection) as asked:
        clauses = [part for part in trace.parts if part.clause]
        assert trace.undecided == 0
    assert len(clauses) > 1
    assert sum('FROM "dispatches_proposal"' in one["sql"] for one in asked) == 1

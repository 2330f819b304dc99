"""The register: every task judged for a day, found, grouped, and taken away as a spreadsheet."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dondoc.core.asof import AsOf
from dondoc.core.tasks import State
from dondoc.dashboards.register import Register, Wanted
from dondoc.dashboards.register_lines import lines_of
from dondoc.tasks import actions
from dondoc.tasks.models import Task
from dondoc.tasks.queries import judge
from tests.cast import hanoi
from tests.dashboards import scene


@pytest.fixture
def found(cast, monkeypatch):
    scene.at(monkeypatch, scene.NOON)
    return scene.given(cast)


def seen(person, day=scene.NOON, **asked):
    get = {name.replace("_", "-"): value for name, value in asked.items()}
    return Register(person, AsOf.at(day), Wanted.of(lambda name, default: get.get(name, default)))


def test_the_page_says_how_late_and_for_which_day(cast, found, client):
    client.force_login(cast.lan)

    page = client.get("/nhiem-vu/").content.decode()

    assert "tình trạng tính cho ngày 20/02/2025" in page
    assert "quá 1 ngày" in page
    assert "hạn cuối trước 20/02/2025, chưa có ngày hoàn thành" in page


def test_a_past_day_answers_as_it_was_known_then(cast, found, client):
    client.force_login(cast.lan)

    page = client.get("/nhiem-vu/?ngay=2025-02-18").content.decode()

    assert "tình trạng tính cho ngày 18/02/2025" in page
    assert "quá 1 ngày" not in page


def test_an_order_given_again_keeps_the_first_last_day(cast, found):
    task = scene.task_due(found, date(2025, 2, 19))
    actions.extend(
        task=task, due_on=date(2025, 2, 21), authority="Kết luận 9", by=cast.minh, at=scene.NOON
    )

    register = seen(cast.lan, hanoi(2025, 2, 24))
    row = next(r for group in register.groups for r in group.rows if r.task.pk == task.pk)

    assert row.left.words == "quá 3 ngày"
    assert row.left.further == "5 ngày tính từ hạn gốc"


def test_words_are_found_without_their_marks(cast, found):
    for typed in ("du toan kinh phi", "DỰ TOÁN", "so tai chinh"):
        titles = [line.title for line in seen(cast.lan, q=typed).lines]
        assert len(titles) == 1, typed
        assert "dự toán" in titles[0].lower()


def test_filters_narrow_and_the_tabs_count_what_they_leave(cast, found):
    everything = seen(cast.lan)
    justice = seen(cast.lan, chu_tri="so-tu-phap")

    assert 0 < len(justice.lines) < len(everything.lines)
    assert sum(justice.counts.values()) == len(justice.lines)
    assert {lead.code for line in justice.lines for lead in line.leads} == {"so-tu-phap"}
    assert [line.due_on for line in seen(cast.lan, han="khong").lines if line.due_on] == []
    assert {line.state for line in seen(cast.lan, tinh_trang="overdue").lines} == {State.OVERDUE}


def test_every_grouping_shows_every_line_once(cast, found):
    for grouping in ("tinh-trang", "chu-tri", "van-ban", "không có"):
        register = seen(cast.lan, nhom=grouping)
        shown = [row.task.pk for group in register.groups for row in group.rows]
        assert sorted(shown) == sorted(line.pk for line in register.all)


def test_the_lines_of_sql_agree_with_the_rule(cast, found):
    task = scene.task_due(found, date(2025, 2, 19))
    actions.hand_in(task=task, product="Báo cáo", by=cast.binh, at=hanoi(2025, 2, 21))
    actions.accept(task=task, by=cast.lan, at=hanoi(2025, 2, 22))
    for moment in (cast.at, scene.NOON, hanoi(2025, 2, 21, 18), hanoi(2025, 3, 3)):
        for at in (AsOf.at(moment), AsOf(date(2025, 2, 19), moment)):
            ruled = {one.task.pk: one.state for one in judge(Task.objects.all(), at)}
            assert {line.pk: line.state for line in lines_of(cast.lan, at)} == ruled


def test_one_agency_sees_its_own_lines_only(cast, found):
    assert {line.pk for line in seen(cast.khoa).all} == set()
    leads = {lead.code for line in seen(cast.binh).all for lead in line.leads}
    assert leads == {"so-tu-phap"}


def test_the_spreadsheet_has_the_columns_and_runs_nothing(cast, found, client):
    task = next(iter(found.values()))
    Task.objects.filter(pk=task.pk).update(title='=HYPERLINK("http://a.test")')
    client.force_login(cast.lan)

    sheet = load_workbook(BytesIO(client.get("/nhiem-vu/so-nhiem-vu.xlsx").content)).active

    assert [cell.value for cell in sheet[2]][:3] == ["Mã", "Tình trạng", "Nhiệm vụ"]
    assert sheet.max_row == 2 + len(found)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_only_marked_lines_are_taken_where_any_are_marked(cast, found, client):
    client.force_login(cast.lan)
    one = next(iter(found.values()))
    content = client.get(f"/nhiem-vu/so-nhiem-vu.xlsx?task={one.pk}").content
    assert load_workbook(BytesIO(content)).active.max_row == 3


def test_an_empty_answer_says_so(cast, found, client):
    client.force_login(cast.lan)
    page = client.get("/nhiem-vu/?q=khongcoviecnay").content.decode()
    assert "Không có nhiệm vụ nào như vậy" in page


def test_nonsense_in_the_address_asks_for_nothing(cast, found, client):
    client.force_login(cast.lan)
    address = "/nhiem-vu/?tinh-trang=x&van-ban=%27&han=9&sau-ro=z&nhom=&sap-xep=1&ngay=31/02/2025"
    assert client.get(address).status_code == 200


def test_the_page_asks_as_few_questions_for_many_tasks_as_for_few(
    cast, found, client, django_assert_max_num_queries
):
    client.force_login(cast.lan)
    with django_assert_max_num_queries(20):
        client.get("/nhiem-vu/")

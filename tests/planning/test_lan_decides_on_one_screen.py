"""/chuyen-giao/: proposals, choices, what would follow, one decision; read only for others."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from docx import Document

from dondoc.agencies.models import Decision, Transfer
from dondoc.planning import actions
from dondoc.planning.weighing import Choice
from tests.cast import hanoi
from tests.dashboards import scene
from tests.planning.scene import LATER, MARCH, NUMBER, department
from tests.watching import words_of

LIST = "/chuyen-giao/"
PAGE = "/chuyen-giao/so-xa-hoi/"
PAPER = {"number": NUMBER, "issued_on": "2025-02-28", "effective_on": "2025-03-01", "title": ""}


@pytest.fixture
def desk(ending, client, monkeypatch):
    """Lan's browser on the third of March."""
    monkeypatch.setattr("dondoc.web.clock.now", lambda: MARCH)
    client.force_login(ending.cast.lan)
    return client


def fields(ending) -> dict[str, str]:
    """Every list of the page as it is shown at first; relief, proposed to nobody, to Sở Y tế."""
    found = {}
    for row in ending.found().rows:
        found[row.piece.field] = row.heir.agency.key if row.heir else "so-y-te"
    return found


def sealed(page: str) -> str:
    return re.search(r'name="seal" value="([0-9a-f]+)"', page)[1]


def decide(desk, posted):
    """Look at what would follow, then record it."""
    page = desk.post(PAGE, {**posted, "do": "preview"}).content.decode()
    return desk.post(PAGE, {**posted, "do": "decide", "seal": sealed(page)})


def test_the_list_says_the_verdict_first(ending, see):
    page = see(ending.cast.minh, LIST, at=MARCH)
    assert page.index("8 việc của 1 cơ quan chưa có người nhận.") < page.index("Sở Xã hội")
    assert "3 việc trong đó đã quá hạn" in page
    assert "Nhiệm vụ chủ trì: 3" in page
    assert "Sở Y tế (bảo trợ xã hội; trẻ em)" in page


def test_nothing_open_is_said(cast, see):
    assert "Không việc nào còn đứng tên cơ quan đã kết thúc." in see(cast.lan, LIST, at=MARCH)


def test_each_piece_stands_with_its_reason_and_its_days_late(ending, see):
    page = see(ending.cast.lan, PAGE, at=MARCH)
    assert "tên việc có “trẻ em”: chức năng trẻ em" in page
    assert "quá 12 ngày" in page
    assert "không có chữ của chức năng nào: người quyết chọn" in page
    assert "7 việc có đề xuất theo chức năng, 1 việc phải chọn" in page


def test_a_proposal_is_chosen_at_first_and_doubt_is_not(ending, desk):
    page = desk.get(PAGE).content.decode()
    chosen = re.findall(r'<option value="([^"]*)" selected>', page)
    assert sorted(chosen) == ["so-noi-vu"] * 6 + ["so-y-te"]


def test_nothing_is_recorded_before_what_follows_was_looked_at(ending, desk):
    posted = {**fields(ending), **PAPER}
    page = words_of(desk.post(PAGE, {**posted, "do": "preview"}).content.decode())
    assert "Hệ quả nếu ghi quyết định 37/QĐ-UBND, từ ngày 01/03/2025" in page
    assert "Sở Nội vụ nhận 6 việc" in page and "Sở Y tế nhận 2 việc" in page
    desk.post(PAGE, {**posted, "do": "decide"})
    assert not Decision.objects.exists()


def test_looked_at_and_confirmed_it_is_recorded(ending, desk):
    answer = decide(desk, {**fields(ending), **PAPER})
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert Decision.objects.get().number == NUMBER
    page = words_of(desk.get(PAGE).content.decode())
    assert "Không việc nào còn đứng tên Sở Xã hội." in page
    assert "Sở Nội vụ: 6; Sở Y tế: 2" in page


def test_choices_changed_after_the_look_are_shown_again(ending, desk):
    posted = {**fields(ending), **PAPER}
    seal = sealed(desk.post(PAGE, {**posted, "do": "preview"}).content.decode())
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    changed = {**posted, key: "!dong", "do": "decide", "seal": seal}
    page = words_of(desk.post(PAGE, changed).content.decode())
    assert "Lựa chọn đã đổi sau lần xem trước" in page
    assert "Đóng vì không còn đối tượng : 1 việc" in page
    assert not Decision.objects.exists()


def test_a_piece_without_a_choice_is_marked(ending, desk):
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    answer = desk.post(PAGE, {**posted, key: "", "do": "preview"})
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count('aria-invalid="true"') == 1
    assert f'name="{key}"' in page.split('aria-invalid="true"')[0][-200:]


def test_one_choice_for_a_heading_is_for_those_without_their_own(ending, desk):
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    decide(desk, {**posted, key: "", "nhom-Nhiệm vụ chủ trì": "so-noi-vu"})
    to = {row.work_id: row.to.key for row in Transfer.objects.filter(kind="task")}
    assert to[ending.relief.pk] == "so-noi-vu" and to[ending.children.pk] == "so-y-te"


def test_other_agencies_are_typed_by_name(ending, desk):
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    decide(desk, {**posted, f"khac-{key}": "Sở Tư pháp; Công an tỉnh"})
    rows = Transfer.objects.filter(kind="task", work_id=ending.relief.pk)
    assert {row.to.key for row in rows} == {"so-tu-phap", "cong-an-tinh"}


def test_a_name_that_means_nobody_is_refused_and_what_was_typed_stays(ending, desk):
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    answer = desk.post(PAGE, {**posted, f"khac-{key}": "Sở Không Có", "do": "preview"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Sở Không Có"' in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize("value", ["so-tai-chinh", "\0", "!khac", "x" * 5000])
def test_a_list_answers_only_what_it_offered(ending, desk, value):
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    assert desk.post(PAGE, {**posted, key: value, "do": "preview"}).status_code == 422


@pytest.mark.parametrize("field", ["number", "issued_on", "effective_on", "title"])
@pytest.mark.parametrize("value", ["\0", "x" * 400, "31/02/2025", "0001-01-01"])
def test_a_paper_typed_anyhow_is_answered(ending, desk, field, value):
    answer = desk.post(PAGE, {**fields(ending), **PAPER, field: value, "do": "preview"})
    assert answer.status_code in (200, 422)


def test_the_second_officer_is_told_of_the_first(ending, desk):
    posted = {**fields(ending), **PAPER}
    ending.decides(by=ending.cast.minh)
    answer = desk.post(PAGE, {**posted, "number": "38/QĐ-UBND", "do": "preview"})
    assert answer.status_code == 422
    assert "37/QĐ-UBND" in words_of(answer.content.decode())


def test_an_inspector_and_the_agency_itself_read_and_decide_nothing(ending, client, see):
    for person in (scene.inspector(ending.cast), ending.hanh):
        page = see(person, PAGE, at=MARCH)
        assert "Còn 8 việc của Sở Xã hội" in page
        html = client.get(PAGE).content.decode().split("<main")[1].split("</main>")[0]
        assert "<select" not in html and "<button" not in html
        assert client.post(PAGE, {"do": "preview"}).status_code == 404
        assert client.post(f"{PAGE}rut/1/", {"reason": "x"}).status_code == 404


def test_others_do_not_find_the_page(ending, see):
    for address in (LIST, PAGE, f"{PAGE}danh-muc.docx"):
        see(ending.cast.khoa, address, at=MARCH, status=404)
    see(ending.cast.lan, "/chuyen-giao/so-y-te/", at=MARCH, status=404)
    see(ending.cast.lan, f"{PAGE}danh-muc.docx?quyet-dinh=999999999", at=MARCH, status=404)


def test_a_past_day_is_read_as_it_was_and_nothing_is_done_on_it(ending, desk):
    ending.decides()
    page = desk.get(f"{PAGE}?ngay=2025-03-02").content.decode()
    assert "Còn 8 việc của Sở Xã hội" in words_of(page) and "<select class=" not in page


def test_withdrawn_the_pages_are_what_they_were(ending, desk):
    ending.decides(**{f"task_{ending.money.pk}": Choice(moot=True)}, at=hanoi(2025, 3, 3, 8))
    ending_at = hanoi(2025, 3, 3, 8, 30)
    addresses = [LIST, PAGE, "/nhiem-vu/", f"/nhiem-vu/{ending.children.pk}/", "/bao-cao/"]
    actions.undo(
        decision=Decision.objects.get(), by=ending.cast.lan, at=ending_at, reason="ghi nhầm"
    )
    after = [plain(desk.get(one).content.decode()) for one in addresses]
    Transfer.objects.all()._raw_delete("default")
    from dondoc.agencies.models import Withdrawal

    Withdrawal.objects.all()._raw_delete("default")
    Decision.objects.all()._raw_delete("default")
    never = [plain(desk.get(one).content.decode()) for one in addresses]
    assert after == never


def plain(page: str) -> str:
    """A page without the secrets that differ in every answer."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', r"\1", page)


def test_lan_withdraws_with_a_reason(ending, desk):
    decision = ending.decides()
    address = f"{PAGE}rut/{decision.pk}/"
    desk.post(address, {"reason": " "})
    assert "37/QĐ-UBND" in words_of(desk.get(PAGE).content.decode())
    page = words_of(desk.post(address, {"reason": "Ghi nhầm"}, follow=True).content.decode())
    assert "Còn 8 việc của Sở Xã hội" in page


def rows_of(answer) -> list[list[str]]:
    document = Document(io.BytesIO(b"".join(answer)))
    return [
        [cell.text for cell in row.cells]
        for table in document.tables
        if table.style.name == "Table Grid"
        for row in table.rows[1:]
    ]


def test_the_list_prints_as_a_draft_before_the_decision(ending, desk):
    answer = desk.get(f"{PAGE}danh-muc.docx")
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "của Sở Xã hội, kết thúc sau ngày 28/02/2025" in text
    assert "(Dự thảo theo đề xuất đến ngày 03/3/2025; chưa có quyết định)" in text
    rows = {row[1]: row for row in rows_of([answer.content])}
    assert rows[ending.children.title][2:] == [
        "15/UBND-KGVX, mục 1", "19/02/2025", "quá 12 ngày", "Sở Y tế", "trẻ em",
    ]  # fmt: skip
    assert rows[ending.relief.title][5] == "chưa xác định"


def test_the_list_prints_what_was_decided_as_it_stood_that_day(ending, desk, monkeypatch):
    decision = ending.decides(**{f"task_{ending.money.pk}": Choice(moot=True)})
    monkeypatch.setattr("dondoc.web.clock.now", lambda: LATER)
    answer = desk.get(f"{PAGE}danh-muc.docx?quyet-dinh={decision.pk}")
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "(Kèm theo Quyết định số 37/QĐ-UBND ngày 28/02/2025)" in text
    rows = {row[1]: row for row in rows_of([answer.content])}
    assert rows[ending.children.title][4:] == ["quá 12 ngày", "Sở Y tế", "trẻ em"]
    assert rows[ending.money.title][5] == "đóng, không còn đối tượng"
    assert len(rows_of([answer.content])) == 8


def test_the_menu_leads_there_for_who_sees_the_whole(ending, desk, client):
    assert 'href="/chuyen-giao/"' in desk.get("/nhiem-vu/").content.decode()
    client.force_login(ending.cast.khoa)
    assert 'href="/chuyen-giao/"' not in client.get("/nhiem-vu/").content.decode()
    assert date(2025, 3, 3) == MARCH.date()


def test_lan_and_minh_are_told_where_they_begin_their_day(ending, see):
    said = "Sở Xã hội đã kết thúc, còn 8 việc chưa có người nhận"
    assert said in see(ending.cast.lan, "/viec-cua-toi/", at=MARCH)
    assert said in see(ending.cast.minh, "/tong-quan/", at=MARCH)
    assert said not in see(ending.cast.lan, "/viec-cua-toi/", at=hanoi(2025, 2, 20))
    assert said not in see(ending.cast.khoa, "/viec-cua-toi/", at=MARCH)
    ending.decides()
    assert said not in see(ending.cast.lan, "/viec-cua-toi/", at=MARCH)


def test_whoever_receives_finds_it_among_their_own(ending, see):
    from dondoc.agencies.models import Role
    from tests.cast import _person

    yen = _person("yen", "Vũ Thị Yến", ending.health, Role.DEPARTMENT, "Đầu mối Sở Y tế")
    assert ending.children.title not in see(yen, "/viec-cua-toi/", at=LATER)
    ending.decides()
    page = see(yen, "/viec-cua-toi/", at=LATER)
    assert ending.children.title in page and "quá 19 ngày" in page


def test_pressed_twice_it_is_recorded_once(ending, desk):
    posted = {**fields(ending), **PAPER}
    page = desk.post(PAGE, {**posted, "do": "preview"}).content.decode()
    pressed = {**posted, "do": "decide", "seal": sealed(page)}
    answers = [desk.post(PAGE, pressed).status_code for _ in range(2)]
    assert answers == [302, 302] and Decision.objects.count() == 1


def test_a_successor_that_comes_later_is_refused_before_anything_is_recorded(ending, desk):
    department("so-moi", "Sở Mới", ending.cast.province, exists_from=date(2025, 3, 2))
    posted = {**fields(ending), **PAPER}
    key = next(name for name in posted if name.startswith(f"task-{ending.relief.pk}-"))
    answer = desk.post(PAGE, {**posted, f"khac-{key}": "Sở Mới", "do": "preview"})
    assert answer.status_code == 422 and not Decision.objects.exists()


def test_many_that_are_gone_are_one_line_of_the_day(ending, see, monkeypatch):
    monkeypatch.setattr("dondoc.dashboards.duties.GONE_SHOWN", 0)
    page = see(ending.cast.lan, "/viec-cua-toi/", at=MARCH)
    assert "1 cơ quan đã kết thúc, còn 8 việc chưa có người nhận" in page

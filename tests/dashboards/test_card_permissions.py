"""Who may open what: not allowed is the same page as not found."""

from datetime import date

import pytest

from tests.dashboards import scene

# Address by role: the answer each of them gets. The task is led by Justice.
TABLE = """
address            lan  minh  kiem  binh  khoa  son  hoa
tasks              200  200   200   200   200   200  200
tasks-sheet        200  200   200   200   200   200  200
task               200  200   200   200   404   404  404
dispatch           200  200   200   200   404   404  404
audit              200  404   200   404   404   404  404
audit-csv          200  404   200   404   404   404  404
post:tien-do       404  404   404   302   404   404  404
post:nop           404  404   404   302   404   404  404
post:xac-nhan      422  422   404   404   404   404  404
post:tra-lai       422  422   404   404   404   404  404
post:gia-han       302  302   404   404   404   404  404
post:ket-thuc      302  302   404   404   404   404  404
post:lam-ro        302  404   404   404   404   404  404
post:xoa           404  404   404   404   404   404  404
"""
WORDS = {
    "tien-do": {"note": "đang làm", "percent": "60,5"},
    "nop": {"product": "Báo cáo kết quả"},
    "tra-lai": {"reason": "thiếu phụ lục"},
    "gia-han": {"due_on": "2025-03-31", "authority": "Thông báo 15/TB-UBND"},
    "ket-thuc": {"authority": "Quyết định 7/QĐ-UBND"},
    "lam-ro": {"judge": "Tổ trưởng"},
}


def cases():
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    for name, *answers in rows:
        for who, answer in zip(head[1:], answers, strict=True):
            yield pytest.param(name, who, int(answer), id=f"{who}-{name}")


@pytest.fixture
def ready(cast, monkeypatch):
    scene.at(monkeypatch, scene.NOON)
    cast.kiem = scene.inspector(cast)
    return cast, scene.task_due(scene.given(cast), date(2025, 2, 19))


@pytest.mark.parametrize(("name", "who", "answer"), list(cases()))
def test_each_role_gets_its_answer(ready, client, name, who, answer):
    from django.urls import reverse

    cast, task = ready
    if task.assignments.get().agency != cast.justice:
        task.assignments.update(agency=cast.justice)
    client.force_login(getattr(cast, who))
    verb, _, act = name.partition(":")
    if verb == "post":
        typed = {f"{act}-{field}": value for field, value in WORDS.get(act, {}).items()}
        response = client.post(reverse("task-act", args=[task.pk, act]), typed)
    else:
        given = {"task": [task.pk], "dispatch": [task.dispatch_id]}.get(name, [])
        response = client.get(reverse(name, args=given))
    assert response.status_code == answer


def test_nobody_reads_without_signing_in(ready, client):
    _, task = ready
    for address in ("/nhiem-vu/", f"/nhiem-vu/{task.pk}/", f"/van-ban/{task.dispatch_id}/"):
        assert client.get(address).status_code == 302


def test_an_act_is_never_a_link(ready, client):
    cast, task = ready
    client.force_login(cast.lan)
    assert client.get(f"/nhiem-vu/{task.pk}/ket-thuc/").status_code == 405

"""The same actions from the command line and as JSON."""

from __future__ import annotations

import json
import tomllib

import pytest

from dondoc.agencies.models import Decision, Transfer
from dondoc.config.cli import main
from dondoc.core.asof import AsOf
from dondoc.planning.api import ChoiceIn, ChosenTwice, choices_of
from dondoc.planning.commands import passing_command
from tests.planning.scene import MARCH, NUMBER


@pytest.fixture(autouse=True)
def march(monkeypatch):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: MARCH)


def completed(path, number=NUMBER, relief="so-y-te"):
    """The proposed file with number and days, and a choice where none was proposed."""
    text = path.read_text(encoding="utf-8")
    text = text.replace('number = ""', f'number = "{number}"').replace(
        "# effective_on", "effective_on"
    )
    path.write_text(text.replace("to = []", f'to = ["{relief}"]'), encoding="utf-8")
    return str(path)


def test_list_says_who_ended_and_what_is_open(ending, capsys):
    assert passing_command(["list"]) == 0
    said = capsys.readouterr().out
    assert "so-xa-hoi  Sở Xã hội, kết thúc sau ngày 28/02/2025: 8 việc, 3 quá hạn" in said
    assert said.endswith("8 việc của 1 cơ quan chưa có người nhận.\n")


def test_a_proposal_is_a_file_to_complete_and_to_record(ending, tmp_path, capsys):
    path = tmp_path / "quyet-dinh.toml"
    assert passing_command(["propose", "so-xa-hoi", "-o", str(path)]) == 0
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(read["piece"]) == 8 and [] in [one["to"] for one in read["piece"]]
    assert "# tên việc có “trẻ em”: chức năng trẻ em" in path.read_text(encoding="utf-8")

    file = completed(path)
    assert passing_command(["decide", file, "--by", "lan", "--dry-run"]) == 0
    assert "Sở Nội vụ: 6 việc" in capsys.readouterr().out and not Decision.objects.exists()
    assert passing_command(["decide", file, "--by", "lan"]) == 0
    assert Transfer.objects.count() == 8

    assert passing_command(["undo", NUMBER, "--by", "minh", "--reason", "ghi nhầm"]) == 0
    assert ending.found().rows != []


def test_a_file_left_as_proposed_is_refused_in_one_line(ending, tmp_path, capsys):
    path = tmp_path / "quyet-dinh.toml"
    passing_command(["propose", "so-xa-hoi", "-o", str(path)])
    assert main(["passing", "decide", str(path), "--by", "lan"]) == 1
    assert capsys.readouterr().err.startswith("dondoc: ")
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "x", "[decision]\nagency = 1", "piece = 3", "[decision]\n[[piece]]\nkind = 1",
     '[decision]\nagency = "so-xa-hoi"\neffective_on = "mai"', '[decision]\nagency = "khong"',
     '[decision]\nagency = "so-xa-hoi"\nnumber = "1"\neffective_on = 2025-03-01\n[[piece]]\n'
     'kind = "task"\nwork_id = 99999999999999999999\ngiven = "x"\nto = ["y"]'],
)  # fmt: skip
def test_a_file_of_anything_is_refused(ending, tmp_path, capsys, text):
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["passing", "decide", str(path), "--by", "lan"]) == 1
    assert not Decision.objects.exists()


@pytest.mark.parametrize("by", ["khoa", "nobody"])
def test_only_leader_and_standing_agency_decide_by_command(ending, tmp_path, capsys, by):
    path = tmp_path / "x.toml"
    passing_command(["propose", "so-xa-hoi", "-o", str(path)])
    assert main(["passing", "decide", completed(path), "--by", by]) == 1
    assert main(["passing", "undo", NUMBER, "--by", "lan", "--reason", "x"]) == 1


@pytest.fixture
def api(ending, client):
    client.force_login(ending.cast.lan)
    return client


def sent(api, ending, **more):
    """Everything decided as proposed, by JSON."""
    page = api.get("/api/passing/so-xa-hoi").json()
    choices = [
        {"kind": one["kind"], "work_id": one["work_id"], "given": one["given"],
         "to": [one["proposed"] or "so-y-te"]}
        for one in page["pieces"]
    ]  # fmt: skip
    body = {"number": NUMBER, "effective_on": "2025-03-01", "choices": choices, **more}
    return api.post(
        "/api/passing/so-xa-hoi/decisions", json.dumps(body), content_type="application/json"
    )


def test_the_api_lists_and_proposes(api, ending):
    (line,) = api.get("/api/passing/").json()
    assert (line["key"], line["total"], line["late"]) == ("so-xa-hoi", 8, 3)
    pieces = api.get("/api/passing/so-xa-hoi").json()["pieces"]
    child = next(one for one in pieces if one["title"] == ending.children.title)
    assert (child["proposed"], child["function"], child["words"], child["days_late"]) == (
        "so-y-te", "trẻ em", ["trẻ em"], 12,
    )  # fmt: skip


def test_the_api_decides_and_withdraws(api, ending):
    answer = sent(api, ending)
    assert answer.status_code == 200
    (decision,) = answer.json()["decisions"]
    assert (decision["number"], decision["count"], answer.json()["pieces"]) == (NUMBER, 8, [])
    address = f"/api/passing/so-xa-hoi/decisions/{decision['id']}/withdraw"
    refused = api.post(address, "{}", content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "passing.reason_missing")
    back = api.post(address, '{"reason": "ghi nhầm"}', content_type="application/json")
    assert len(back.json()["pieces"]) == 8


def test_the_api_refuses_as_the_page_does(api, ending):
    assert sent(api, ending, number="").json()["code"] == "passing.decision_incomplete"
    assert sent(api, ending, choices=[]).json()["code"] == "passing.not_chosen"
    odd = [{"kind": "task", "work_id": 1, "given": "so-xa-hoi", "to": ["khong-co"]}]
    assert sent(api, ending, choices=odd).json()["code"] == "passing.owner_not_known"
    assert not Decision.objects.exists()


def test_the_api_shows_others_nothing(api, ending):
    api.force_login(ending.cast.khoa)
    assert api.get("/api/passing/").json() == []
    assert api.get("/api/passing/so-xa-hoi").status_code == 404
    api.force_login(ending.hanh)
    assert api.get("/api/passing/so-xa-hoi").status_code == 200
    body = '{"number": "1", "choices": []}'
    answer = api.post("/api/passing/so-xa-hoi/decisions", body, content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "second",
    [{"moot": True, "to": ["so-y-te"]}, {"later": True, "to": ["so-y-te"]},
     {"moot": True, "later": True}],
)  # fmt: skip
def test_a_piece_with_two_ends_is_refused_with_its_place(ending, second):
    row = ending.found().rows[0].piece
    said = {"kind": row.kind, "work_id": row.work_id, "given": row.given.key}
    with pytest.raises(ChosenTwice) as caught:
        choices_of([ChoiceIn(**said, **second)], AsOf.at(MARCH))
    assert [one.place for one in caught.value.findings] == ["choices[0]"]


def test_a_piece_named_twice_is_refused_with_both_places(ending):
    row = ending.found().rows[0].piece
    said = {"kind": row.kind, "work_id": row.work_id, "given": row.given.key}
    two = [ChoiceIn(**said, to=["so-y-te"]), ChoiceIn(**said, moot=True)]
    with pytest.raises(ChosenTwice) as caught:
        choices_of(two, AsOf.at(MARCH))
    assert [one.place for one in caught.value.findings] == ["choices[0]", "choices[1]"]

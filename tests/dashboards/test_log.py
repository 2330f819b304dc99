"""The log in words: every verb known, every entry found, nothing that runs in a spreadsheet."""

import ast
import csv
from io import StringIO

import pytest

from dondoc.audit import actions as audit
from dondoc.dashboards.log_words import KINDS, VERBS, fact_lines
from dondoc.reminders.models import Reminder
from tests.dashboards import scene
from tests.house.tree import ROOT


def verbs_in_the_code():
    """Every text handed to audit.record or audit.entry as the verb."""
    for path in (ROOT / "dondoc").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            if node.func.attr not in {"record", "entry"} or getattr(owner, "id", "") != "audit":
                continue
            said = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)]
            yield from (verb for verb in said if isinstance(verb, str) and "." in verb)


def named(verbs):
    """A verb that ends in a state of a reminder stands for one verb for each state."""
    steps = [f"reminder.{state}" for state in Reminder.State.values if state != "draft"]
    return {one for verb in verbs for one in (steps if verb == "reminder." else [verb])}


@pytest.fixture
def told(cast, monkeypatch):
    scene.at(monkeypatch, scene.NOON)
    return scene.given(cast)


def page(client, person, query=""):
    client.force_login(person)
    return client.get(f"/nhat-ky/{query}").content.decode()


def test_every_verb_of_the_code_has_its_words():
    verbs = named(verbs_in_the_code())
    assert len(verbs) > 20
    assert {verb for verb in verbs if not VERBS.get(verb)} == set()


def test_every_kind_of_thing_written_has_its_words(cast, told):
    from dondoc.audit.models import Entry

    assert set(Entry.objects.values_list("object_kind", flat=True)) <= set(KINDS)


def test_it_is_found_by_person_verb_thing_and_day(cast, told, client):
    dispatch = next(iter(told.values())).dispatch
    for query, there, not_there in (
        ("?nguoi=nguyen thi lan", "Giao nhiệm vụ", "Chưa có"),
        ("?viec=proposal.dropped", "nêu yêu cầu chung", "</small></td>\n<td>Giao nhiệm vụ"),
        (f"?q={dispatch.reference.lower()}", "Nạp văn bản", "Không có mục nào"),
        ("?tu=2025-02-18&den=2025-02-18", "Giao nhiệm vụ", "Không có mục nào"),
        ("?tu=2025-02-19", "Không có mục nào như vậy", "nêu yêu cầu chung"),
    ):
        said = page(client, cast.lan, query)
        body = said[said.index("</form>\n") :]
        assert there in said, query
        assert not_there not in body, query


def test_before_and_after_are_readable():
    assert fact_lines({"before": "2025-02-19", "after": "2025-02-28", "authority": "KL 1"}) == [
        "19/02/2025 → 28/02/2025",
        "căn cứ: KL 1",
    ]
    assert fact_lines({"before": {"judge": ""}, "after": {"judge": "Tổ trưởng"}}) == [
        "người nghiệm thu: (trống) → Tổ trưởng"
    ]


def test_the_page_says_whether_the_chain_holds(cast, told, client):
    audit.seal(at=scene.NOON)
    assert "Chuỗi nhật ký nguyên vẹn." in page(client, cast.lan)

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET actor = 'Ai khác' WHERE id = (SELECT MIN(id) FROM audit_entry)"
        )
    assert "Chuỗi nhật ký bị đứt" in page(client, cast.lan)


def test_the_file_is_unicode_and_runs_nothing(cast, told, client):
    audit.record(
        "proposal.dropped", on=next(iter(told.values())), by=cast.lan, at=scene.NOON, reason="=1+1"
    )
    from dondoc.audit.models import Entry

    hostile = audit.entry("task.progress", on=cast.lan, by=cast.lan, at=scene.NOON)
    hostile.object_label = "=cmd()"
    audit.record_all([hostile])
    client.force_login(cast.lan)

    content = b"".join(client.get("/nhat-ky/nhat-ky.csv").streaming_content).decode()

    assert content.startswith("\ufeff")
    rows = list(csv.reader(StringIO(content.removeprefix("\ufeff"))))
    assert len(rows) == Entry.objects.count() + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_nonsense_in_the_address_asks_for_nothing(cast, told, client):
    said = page(
        client, cast.lan, "?tu=hôm qua&truoc=99999999999999999999&loai=x&viec='&den=0001-01-01"
    )
    assert "Nhật ký" in said


def test_older_entries_are_one_link_away(cast, told, client):
    audit.record_all(
        audit.entry("person.signed_in", on=cast.lan, by=cast.lan, at=scene.NOON) for _ in range(120)
    )
    said = page(client, cast.lan)
    assert "cũ hơn" in said
    older = said.split("truoc=")[1].split('"')[0]
    assert "mới nhất" in page(client, cast.lan, f"?truoc={older}")

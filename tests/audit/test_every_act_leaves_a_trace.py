"""Every act on tasks and reports says who did what, when, for whom and to what."""

import ast
from datetime import date

import pytest

from dondoc.audit.models import Entry, EntryIsPermanent
from dondoc.dispatches import actions as dispatches
from dondoc.reports import actions as reports
from dondoc.tasks import actions as tasks
from dondoc.tasks import deciding, endorsing, undoing
from tests.cast import cells, hanoi
from tests.house.tree import ROOT

NOON = hanoi(2025, 2, 20, 12)
# Acts that record nothing: what they write is a draft, derived, counted, or said by another act.
SILENT = {
    "tasks": {"note_pace", "as_endorsed", "last_of", "dispatches_for", "waiting_for",
              "endorsements", "standing"},
    "reports": {"save_draft", "read_content", "refuse_same", "closing", "previous_filing",
                "previous_cells"},
}  # fmt: skip


WRITING = ("actions.py", "deciding.py", "undoing.py", "endorsing.py")


@pytest.fixture
def task(cast):
    dispatch = cast.dispatch()
    return cast.confirm(dispatch.proposals.filter(clause__number="1").first(), cast.justice)


def hand_in(cast, task):
    tasks.hand_in(task=task, product="Báo cáo", by=cast.binh, at=NOON)


def accept(cast, task):
    hand_in(cast, task)
    tasks.accept(task=task, by=cast.minh, at=NOON)


def send_back(cast, task):
    hand_in(cast, task)
    tasks.send_back(task=task, reason="thiếu phụ lục", by=cast.minh, at=NOON)


def split(cast, task):
    proposal = task.dispatch.proposals.filter(decision=None).first()
    deciding.split(proposal=proposal, at_offset=proposal.start + 12, by=cast.lan, at=NOON)


def merge(cast, task):
    proposal = task.dispatch.proposals.filter(decision=None).first()
    deciding.merge(proposal=proposal, into=task, by=cast.lan, at=NOON)


def drop(cast, task):
    proposal = task.dispatch.proposals.filter(decision=None).first()
    deciding.drop(proposal=proposal, reason="nêu chung", by=cast.lan, at=NOON)


def reconsider(cast, task):
    drop(cast, task)
    proposal = task.dispatch.proposals.filter(decision__kind="dropped").get()
    undoing.take_back(proposal=proposal, by=cast.lan, at=NOON)


def take_back_an_order(cast, task):
    proposal = task.decisions.get().proposal
    undoing.take_back(proposal=proposal, by=cast.lan, at=NOON)


def set_apart(cast, task):
    proposal = task.dispatch.proposals.filter(decision=None).first()
    apart = {"who": ["Sở Tài chính"], "due": None, "due_time": "09:00", "before": True,
             "words": "trước 9 giờ", "start": proposal.start, "end": proposal.end}  # fmt: skip
    proposal.fields["aparts"] = [apart]
    dispatches.set_apart(proposal=proposal, place=0, by=cast.lan, at=NOON)


def change_an_owner(cast, task):
    proposal = task.dispatch.proposals.filter(decision=None).first()
    said = endorsing.Said(proposal, leads=[cast.finance])
    endorsing.endorse(dispatch=task.dispatch, approved=None, by=cast.minh, at=NOON, about=[said])


def answer(approved):
    return lambda cast, task: endorsing.endorse(
        dispatch=task.dispatch, approved=approved, words="sửa", by=cast.minh, at=NOON
    )


def recall(cast, task):
    endorsing.ask(dispatch=task.dispatch, by=cast.lan, at=NOON)
    endorsing.recall(dispatch=task.dispatch, by=cast.lan, at=NOON)


TASK_ACTS = [
    ("task.received", "binh", lambda cast, task: tasks.receive(task=task, by=cast.binh, at=NOON)),
    ("task.progress", "binh", lambda cast, task: tasks.report_progress(
        task=task, note="một nửa", by=cast.binh, at=NOON)),
    ("task.handed_in", "binh", hand_in),
    ("task.accepted", "minh", accept),
    ("task.returned", "minh", send_back),
    ("task.extended", "minh", lambda cast, task: tasks.extend(
        task=task, due_on=date(2025, 3, 1), authority="Kết luận 3", by=cast.minh, at=NOON)),
    ("task.ended", "minh", lambda cast, task: tasks.end(
        task=task, authority="Quyết định 3", by=cast.minh, at=NOON)),
    ("task.clarified", "lan", lambda cast, task: tasks.clarify(
        task=task, judge="Tổ trưởng", by=cast.lan, at=NOON)),
    ("task.measured_by", "lan", lambda cast, task: tasks.measure_by(
        task=task, indicator="a.b", by=cast.lan, at=NOON)),
    ("proposal.split", "lan", split),
    ("proposal.merged", "lan", merge),
    ("proposal.dropped", "lan", drop),
    ("proposal.reconsidered", "lan", reconsider),
    ("proposal.set_apart", "lan", set_apart),
    ("task.withdrawn", "lan", take_back_an_order),
    ("endorsement.asked", "lan", lambda cast, task: endorsing.ask(
        dispatch=task.dispatch, by=cast.lan, at=NOON)),
    ("endorsement.recalled", "lan", recall),
    ("endorsement.changed", "minh", change_an_owner),
    ("endorsement.approved", "minh", answer(True)),
    ("endorsement.returned", "minh", answer(False)),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "who", "act"), TASK_ACTS, ids=[verb for verb, *_ in TASK_ACTS])
def test_an_act_on_a_task_says_who_when_and_to_what(cast, task, verb, who, act):
    act(cast, task)

    entry = Entry.objects.get(verb=verb)
    actor = getattr(cast, who)
    assert (entry.actor_id, entry.actor, entry.at) == (actor.pk, actor.full_name, NOON)
    assert (entry.post, entry.agency) == (actor.duty.title, actor.duty.agency.name)
    assert entry.object_label


def test_a_confirmed_duty_names_its_leads_and_its_last_day(cast, task):
    entry = Entry.objects.get(verb="task.confirmed")
    assert entry.facts["leads"] == ["so-tu-phap"]
    assert entry.facts["due_on"] == "2025-02-19"
    assert entry.object_id == str(task.pk)


def test_an_extension_keeps_what_was_before(cast, task):
    next(act for verb, _, act in TASK_ACTS if verb == "task.extended")(cast, task)
    facts = Entry.objects.get(verb="task.extended").facts
    assert (facts["before"], facts["after"]) == ("2025-02-19", "2025-03-01")
    assert facts["authority"] == "Kết luận 3"


def test_the_acts_on_a_report_say_for_whom(cast):
    cast.demand()
    at = hanoi(2025, 2, 19, 7)
    filing = cast.files(cast.hoa, date(2025, 2, 18), at)
    reports.send_back(filing=filing, reason="cộng sai", by=cast.binh, at=at)
    again = cast.files(cast.hoa, date(2025, 2, 18), at, figures=cells(transferred=90))
    reports.accept(filing=again, by=cast.binh, at=at)
    reports.reopen(
        report=filing.report, until=hanoi(2025, 2, 20), reason="mất điện", by=cast.lan, at=at
    )

    told = [
        (entry.verb, entry.actor, entry.object_id)
        for entry in Entry.objects.filter(verb__startswith="report.").order_by("pk")
    ]
    pk = str(filing.report.pk)
    assert told[1:] == [
        ("report.filed", "Phạm Thị Hoa", pk),
        ("report.returned", "Lê Thanh Bình", pk),
        ("report.filed", "Phạm Thị Hoa", pk),
        ("report.accepted", "Lê Thanh Bình", pk),
        ("report.reopened", "Nguyễn Thị Lan", pk),
    ]
    assert told[0][0] == "report.demanded"
    filed = Entry.objects.filter(verb="report.filed").last()
    assert filed.on_behalf_of == filing.report.agency.name
    assert Entry.objects.get(verb="report.returned").facts["reason"] == "cộng sai"


def test_an_act_that_fails_leaves_no_entry(cast, task):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        tasks.end(task=task, authority="Quyết định 3", by=cast.minh, at=NOON)
        raise RuntimeError
    assert not Entry.objects.filter(verb="task.ended").exists()


@pytest.mark.parametrize("step", ["tasks", "reports"])
def test_no_act_is_without_a_record(step):
    """An action that writes records its act itself or calls one that does."""
    files = [ROOT / "dondoc" / step / name for name in WRITING]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    found = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    functions = {node.name: node for node in found}

    def calls(node):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                yield ast.unparse(inner.func)

    def records(name, seen=()):
        if name in seen or name not in functions:
            return False
        made = set(calls(functions[name]))
        if made & {"audit.record", "audit.record_all", "dispatches.split"}:
            return True
        return any(records(one, (*seen, name)) for one in made)

    public = {name for name in functions if not name.startswith("_")}
    assert {name for name in public - SILENT[step] if not records(name)} == set()


def test_an_entry_is_neither_changed_nor_removed(cast, task):
    entry = Entry.objects.first()
    entry.actor = "Ai khác"
    with pytest.raises(EntryIsPermanent):
        entry.save()
    with pytest.raises(EntryIsPermanent):
        entry.delete()

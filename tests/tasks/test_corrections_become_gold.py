"""What Lan decided about a dispatch can be exported, and the reader held against it."""

import json
from dataclasses import replace

import pytest

from dondoc.audit.models import Entry
from dondoc.config.cli import main
from dondoc.dispatches.accuracy import score_folder
from dondoc.tasks import deciding, gold
from dondoc.tasks.review import Review
from dondoc.tasks.suggesting import terms_as_read
from tests.cast import hanoi

AT = hanoi(2025, 2, 20)


@pytest.fixture
def reviewed(cast):
    """A dispatch whose first duty is corrected, whose last sets no duty, the rest as read."""
    dispatch = cast.dispatch()
    review = Review(dispatch, cast.lan)
    first, *rest, last = review.duties
    corrected = replace(
        terms_as_read(first.proposal, review.directory),
        leads=[cast.justice],
        lead_label=cast.justice.name,
        due_on=hanoi(2025, 3, 1).date(),
    )
    deciding.confirm(proposal=first.proposal, terms=corrected, by=cast.lan, at=AT)
    for duty in rest:
        terms = terms_as_read(duty.proposal, review.directory)
        terms = replace(terms, leads=terms.leads or [cast.justice])
        deciding.confirm(proposal=duty.proposal, terms=terms, by=cast.lan, at=AT)
    deciding.drop(proposal=last.proposal, reason="không giao việc", by=cast.lan, at=AT)
    return dispatch


def test_a_correction_is_marked_and_what_sets_no_duty_is_left_out(cast, reviewed):
    reading = gold.reading_of(reviewed, cast.lan)
    first = reading["assignments"][0]
    assert first["due"] == "2025-03-01"
    assert "due" in first["corrected"]
    assert len(reading["assignments"]) == reviewed.proposals.count() - 1
    text = " ".join(reviewed.text.split())
    assert all(" ".join(one["snippet"].split()) in text for one in reading["assignments"])


def test_the_reader_is_held_against_the_export(cast, reviewed, tmp_path, capsys):
    main(["gold", "export", str(tmp_path), "--by", cast.lan.username])
    assert "Đã xuất 1 văn bản" in capsys.readouterr().out
    tally = score_folder(tmp_path)
    assert tally.share("found") == 1
    assert tally.share("due") < 1  # what Lan corrected, the reader had read otherwise
    assert tally.share("not_spurious") < 1  # and what she dropped it had found


def test_the_export_is_in_the_log_without_a_name_in_the_file_names(cast, reviewed, tmp_path):
    path = gold.export(reviewed, tmp_path, by=cast.lan)
    assert Entry.objects.filter(verb="dispatch.gold_exported", actor_id=cast.lan.pk).count() == 1
    assert json.loads(path.read_text("utf-8"))["document"]["number"] == reviewed.reference
    assert path.name.startswith("02-")


def test_what_nobody_decided_on_is_not_gold(cast, tmp_path, capsys):
    dispatch = cast.dispatch()
    words = ["gold", "export", str(tmp_path), "--by", cast.lan.username]
    assert main([*words, "--dispatch", str(dispatch.pk)]) == 1
    assert "4" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_only_the_standing_agency_exports(cast, reviewed, tmp_path, capsys):
    assert main(["gold", "export", str(tmp_path), "--by", cast.hoa.username]) == 1
    assert not list(tmp_path.iterdir())

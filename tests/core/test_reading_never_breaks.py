"""Whatever text arrives, the reader reads it, and what it says holds together.

Dispatches are made up with their truth beside them (`tests/dispatch_strategies.py`), then spoiled
(`tests/spoiled_texts.py`). The short run stands in the suite, the long one is marked slow.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.core.names import fold
from dondoc.core.reading import (
    Assignment,
    Cell,
    Reading,
    Source,
    TableBlock,
    from_text,
    read,
    read_sentence,
)
from tests.dispatch_strategies import Dispatch, dispatches
from tests.dispatch_wordings import CITED, Duty, limits, recurrences, sentences
from tests.spoiled_texts import STRAY, handled, spoiled

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
few = settings(max_examples=10, suppress_health_check=SLOW)
many = settings(max_examples=60, suppress_health_check=SLOW)
DISPATCHES = dispatches() | dispatches(with_table=True)
TEXTS = DISPATCHES.map(lambda each: each.text)
ARRIVED = DISPATCHES.flatmap(
    lambda each: handled(each.text).map(lambda text: replace(each, text=text))
)
SPOILED = spoiled(TEXTS) | st.lists(st.text(max_size=40) | st.sampled_from(STRAY)).map("".join)
WRITTEN = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))
SENTENCES = (limits(date(2025, 2, 18)) | recurrences()).flatmap(
    lambda limit: sentences("số hóa toàn bộ sổ hộ tịch", limit)
)


# What holds of every reading, whatever was read.


def duties_are_cut_out_of_the_text(reading: Reading) -> None:
    for duty in reading.assignments:
        assert 0 <= duty.start < duty.end <= len(reading.shown)
        assert " ".join(reading.shown[duty.start : duty.end].split()) == duty.text
        assert duty.title


def duties_stand_in_order_and_apart(reading: Reading) -> None:
    for one, two in zip(reading.assignments, reading.assignments[1:], strict=False):
        assert one.end <= two.start


def marks_stand_in_the_text(reading: Reading) -> None:
    for duty in reading.assignments:
        assert [m.start for m in duty.marks] == sorted(m.start for m in duty.marks)
        for mark in duty.marks:
            assert 0 <= mark.start < mark.end <= len(reading.shown)
            if mark.kind in ("what", "target", "suspect"):
                assert duty.start <= mark.start and mark.end <= duty.end
        if duty.target:
            assert duty.start <= duty.target.start < duty.target.end <= duty.end
        for apart in duty.aparts:
            assert 0 <= apart.start < apart.end <= len(reading.shown)


def a_deadline_is_words_of_the_text(reading: Reading) -> None:
    for duty in reading.assignments:
        assert (duty.due_raw is None) == (duty.due_start is None) == (duty.due_end is None)
        assert (duty.due_raw is None) == (duty.due_rule is None)
        if duty.due_raw is not None:
            assert duty.due_start is not None and duty.due_end is not None
            assert reading.shown[duty.due_start : duty.due_end] == duty.due_raw
        else:
            assert duty.due is None and duty.every is None and duty.due_time is None


def days_are_days_that_a_dispatch_can_mean(reading: Reading) -> None:
    head = reading.document
    found = [head.date, head.horizon, *(cited.date for cited in head.cites)]
    for duty in reading.assignments:
        found += [duty.due, duty.starts, *(other.day for other in duty.due_others)]
        found += [apart.due for apart in duty.aparts]
        assert not (duty.starts and duty.due) or duty.starts <= duty.due
    assert all(1900 <= day.year < 2300 for day in found if day)


def everything_else_stands_in_the_text(reading: Reading) -> None:
    said = [*reading.warnings, *reading.clauses, *reading.forms, *reading.campaigns]
    for each in [*said, *reading.document.cites]:
        assert 0 <= each.start <= each.end <= len(reading.shown)
    assert all(warning.sentence for warning in reading.warnings)


def clauses_stand_in_order(reading: Reading) -> None:
    starts = [clause.start for clause in reading.clauses]

    assert starts == sorted(starts)


def it_is_said_as_json(reading: Reading) -> None:
    said = json.loads(json.dumps(reading.to_json()))

    assert len(said["assignments"]) == len(reading.assignments)


def it_reads_the_same_again(reading: Reading) -> None:
    assert from_text(reading.shown).shown == reading.shown
    assert read(from_text(reading.shown)) == reading


OF_ANY_READING = (
    duties_are_cut_out_of_the_text,
    duties_stand_in_order_and_apart,
    marks_stand_in_the_text,
    a_deadline_is_words_of_the_text,
    days_are_days_that_a_dispatch_can_mean,
    everything_else_stands_in_the_text,
    clauses_stand_in_order,
    it_is_said_as_json,
)
laws = pytest.mark.parametrize(
    "law", (*OF_ANY_READING, it_reads_the_same_again), ids=lambda law: law.__name__
)
laws_of_sentences = pytest.mark.parametrize("law", OF_ANY_READING, ids=lambda law: law.__name__)


@laws
@few
@given(text=SPOILED)
def test_whatever_arrives(law, text):
    law(read(from_text(text)))


@pytest.mark.slow
@laws
@many
@given(text=SPOILED)
def test_whatever_arrives_at_length(law, text):
    law(read(from_text(text)))


@few
@given(text=SPOILED)
def test_a_text_that_nobody_cleaned_is_read_as_if_cleaned(text):
    assert read(Source(text)) == read(from_text(text))


@laws_of_sentences
@few
@given(text=spoiled(SENTENCES), written=WRITTEN)
def test_whatever_is_asked_as_a_sentence(law, text, written):
    law(read_sentence(text, date=written))


@pytest.mark.slow
@laws_of_sentences
@many
@given(text=spoiled(SENTENCES), written=WRITTEN)
def test_whatever_is_asked_as_a_sentence_at_length(law, text, written):
    law(read_sentence(text, date=written))


@st.composite
def with_merged_tables(draw: st.DrawFn) -> Source:
    """A text with tables that claim any cells anywhere in it, as an odd file might."""
    shown = from_text(draw(TEXTS)).shown
    cells = st.builds(
        Cell,
        st.sampled_from([*shown.split()[:50], "", "TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"]),
        st.integers(-1, 5),
        st.integers(-1, 5),
    )
    places = sorted(draw(st.lists(st.integers(0, len(shown)), min_size=2, max_size=6, unique=True)))
    rows = st.lists(st.lists(cells, max_size=5).map(tuple), max_size=5).map(tuple)
    pairs = zip(places[::2], places[1::2], strict=False)
    return Source(shown, tuple(TableBlock(one, two, draw(rows)) for one, two in pairs))


@laws_of_sentences
@few
@given(source=with_merged_tables())
def test_whatever_tables_a_file_claims(law, source):
    law(read(source))


@few
@given(dispatch=DISPATCHES)
def test_a_line_below_the_signature_changes_no_duty(dispatch):
    more = "Tài liệu này gồm 03 trang, được in thành 12 bản tại văn thư ngày 03/01/2024.\n"
    signed = "Trần Văn Minh\n"

    said = read(from_text(dispatch.text.replace(signed, f"{signed}\n{more}"))).assignments

    assert [(d.text, d.lead, d.due) for d in said] == [
        (d.text, d.lead, d.due) for d in read(from_text(dispatch.text)).assignments
    ]


# The truth of a dispatch that nobody spoiled.


def found(reading: Reading, duty: Duty) -> Assignment:
    """The one duty that holds the work's words."""
    hits = [each for each in reading.assignments if fold(duty.work) in fold(each.text)]
    assert len(hits) == 1, f"{len(hits)} duties hold “{duty.work}”"
    return hits[0]


def who_answers(duty: Duty, reading: Reading) -> None:
    assert list(map(fold, found(reading, duty).lead)) == list(map(fold, duty.lead))


def who_helps(duty: Duty, reading: Reading) -> None:
    assert sorted(found(reading, duty).coordinate) == sorted(duty.helped)


def until_when(duty: Duty, reading: Reading) -> None:
    said = found(reading, duty)

    assert (said.due, said.due_time) == (duty.limit.due, duty.limit.at)


def how_often(duty: Duty, reading: Reading) -> None:
    assert found(reading, duty).every == duty.limit.every


def how_much(duty: Duty, reading: Reading) -> None:
    target = found(reading, duty).target

    assert (target.value if target else None) == duty.target


facts = pytest.mark.parametrize(
    "fact",
    (who_answers, who_helps, until_when, how_often, how_much),
    ids=lambda fact: fact.__name__,
)


@facts
@few
@given(dispatch=ARRIVED)
def test_the_truth_of_a_dispatch_is_read(fact, dispatch):
    reading = read(from_text(dispatch.text))
    for duty in dispatch.duties:
        fact(duty, reading)


@pytest.mark.slow
@facts
@many
@given(dispatch=ARRIVED)
def test_the_truth_of_a_dispatch_is_read_at_length(fact, dispatch):
    reading = read(from_text(dispatch.text))
    for duty in dispatch.duties:
        fact(duty, reading)


@few
@given(dispatch=ARRIVED)
def test_a_dispatch_sets_its_duties_and_no_others(dispatch: Dispatch):
    reading = read(from_text(dispatch.text))

    assert len(reading.forms) == dispatch.forms
    works = [fold(known.work) for known in dispatch.duties]
    assert [
        duty.text
        for duty in reading.assignments
        if not any(work in fold(duty.text) for work in works)
    ] == []
    assert len(reading.assignments) == len(works)


@few
@given(dispatch=ARRIVED)
def test_the_head_and_the_foot_of_a_dispatch_are_read(dispatch):
    head = read(from_text(dispatch.text)).document

    assert (head.number, head.date) == (dispatch.number, dispatch.written)
    assert (head.type, head.place) == (dispatch.kind, "Quảng Ngãi")
    assert fold(head.issuer) in ("uy ban nhan dan tinh quang ngai", "ubnd tinh quang ngai")
    assert (head.signer, head.signer_title) == ("Trần Văn Minh", "Phó Chủ tịch")


@few
@given(dispatch=ARRIVED)
def test_what_a_dispatch_rests_on_is_cited_with_its_day(dispatch):
    cites = {each.number: each.date for each in read(from_text(dispatch.text)).document.cites}

    for number, day in CITED.items():
        cited = re.search(rf"(?<!\d){number}", dispatch.text)  # not inside "3416/KH-UBND"
        assert cites.get(number) == (day if cited else None)


# Time.


def seconds(text: str) -> float:
    began = time.process_time()
    read(from_text(text))
    return time.process_time() - began


GROWING = {
    "clauses": "1. Sở Y tế: Rà soát hồ sơ, hoàn thành trước ngày 20/7/2025; báo cáo hằng tháng.\n\n",
    "nested bullets": "- Sở Y tế:\n+ Rà soát hồ sơ:\na) Số hóa sổ\n",
    "one long line": "Sở Y tế rà soát hồ sơ trước ngày 20/7/2025 và báo cáo (theo mẫu); ",
    "open brackets": "1. Sở Y tế (rà soát ((hồ sơ \n",
    "rows of a table": "1\tRà soát hồ sơ\tSở Y tế\tCông an tỉnh\t20/7/2025\tBáo cáo\n",
    "pages": "Sở Y tế rà soát hồ sơ của\n\n2\n\nUBND TỈNH - Trang 2/9\n\n",
    "names": "Sở Tư pháp, UBND xã Đồi Sim, ",
    "blank lines": "\n \n\t\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("words", GROWING.values(), ids=GROWING)
def test_twice_the_text_takes_about_twice_the_time(words):
    head = (
        "Số: 99/UBND-TH\nQuảng Ngãi, ngày 10 tháng 02 năm 2025\nKính gửi: Sở Y tế\n\nYêu cầu:\n\n"
    )
    few_pages = 50_000  # characters
    once, twice = (head + words * (size // len(words)) for size in (few_pages, 2 * few_pages))

    assert seconds(twice) < 3 * min(seconds(once), seconds(once)) + 0.3

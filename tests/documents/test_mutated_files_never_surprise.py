"""Bytes are turned, cut, doubled and put in: every file is read or refused, soon, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.core.errors import Refusal
from dondoc.core.reading import read
from dondoc.documents import tesseract
from dondoc.documents.reading import read_bytes
from tests.documents.builders import docx_of, docx_with_body, pdf_of, zipped
from tests.documents.packages import LETTER, message

TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>TT</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
STROKES = "60 700 m 360 700 l S 60 600 m 360 600 l S 60 700 m 60 600 l S 360 700 m 360 600 l S"
WORD = docx_with_body(f"<w:p><w:r><w:t>1. Sở Y tế báo cáo.</w:t></w:r></w:p>{TABLE}")
PDF = pdf_of([[(60, 60, "Kính gửi:"), (60, 80, "1. Sở Y tế báo cáo.")], []], drawing=STROKES)
SEEDS = {
    "cv.docx": WORD,
    "cv.pdf": PDF,
    "goi.edxml": message({"cv.docx": docx_of("Sở Y tế báo cáo.")}),
    "goi.zip": zipped({"envelope.xml": message(), "cv.docx": LETTER}),
    "cv.rtf": b"{\\rtf1 So Y te bao cao.}",
    "cv.txt": "Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶".encode("latin-1"),
}
SECONDS = 10  # of one file, on a machine that may be busy; a file that hangs is what is looked for

places = st.floats(0, 1, exclude_max=True)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), places, st.integers(1, 255)),
        st.tuples(st.just("cut"), places, st.integers(1, 400)),
        st.tuples(st.just("end"), places, st.just(0)),
        st.tuples(st.just("double"), places, st.integers(1, 400)),
        st.tuples(st.just("insert"), places, st.binary(min_size=1, max_size=40)),
    ),
    min_size=1,
    max_size=6,
)


def mutated(data: bytes, wanted: list) -> bytes:
    for kind, where, what in wanted:
        at = int(where * len(data))
        if kind == "flip":
            data = data[:at] + bytes([data[at] ^ what]) + data[at + 1 :] if data else data
        elif kind == "cut":
            data = data[:at] + data[at + what :]
        elif kind == "end":
            data = data[:at]
        elif kind == "double":
            data = data[: at + what] + data[at : at + what] + data[at + what :]
        else:
            data = data[:at] + what + data[at:]
    return data


@pytest.fixture(scope="module", autouse=True)
def without_programs():
    """The programs beside us have tests of their own; here they would take seconds an example."""
    patch = pytest.MonkeyPatch()
    patch.setattr(tesseract, "available", lambda: False)
    patch.setattr("shutil.which", lambda program: None)
    yield
    patch.undo()


def read_or_refused(name: str, data: bytes) -> None:
    began = time.monotonic()
    try:
        source = read_bytes(name, data)
    except Refusal as refusal:
        assert refusal.code.startswith("document.")
    else:
        read(source)
    assert time.monotonic() - began < SECONDS


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SEEDS)), changes)
def test_a_changed_file_is_read_or_refused(name, wanted):
    read_or_refused(name, mutated(SEEDS[name], wanted))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=changes)
def test_many_changes_of_each_kind_are_read_or_refused(name, wanted):
    read_or_refused(name, mutated(SEEDS[name], wanted))


@pytest.mark.slow
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=changes)
def test_changed_words_inside_a_sound_package_are_read_or_refused(wanted):
    """A zip notices a changed byte by its sum; behind the sum the XML itself is changed."""
    inner = mutated(message({"cv.docx": LETTER})[:3_000], wanted)
    read_or_refused("goi.zip", zipped({"envelope.xml": inner, "cv.docx": LETTER}))
    body = mutated(f"<w:p><w:r><w:t>1. Sở Y tế báo cáo.</w:t></w:r></w:p>{TABLE}".encode(), wanted)
    read_or_refused("cv.docx", docx_with_body(body.decode("utf-8", "replace")))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.plain_text import clean
from dondoc.documents.reading import read_bytes

WORDS = "Số: 02/TCTĐA06\nTổ trưởng yêu cầu: trước ngày 20/02/2025.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_the_encoding_it_has(encoding):
    assert read_bytes("cv.txt", WORDS.encode(encoding)).shown == WORDS


def test_a_text_file_of_old_windows_is_read_with_its_marks_composed():
    # In code page 1258 a tone is a sign of its own after its vowel.
    data = "Sơ\u0309 Tư pha\u0301p".encode("cp1258")

    assert read_bytes("cv.txt", data).shown == "Sở Tư pháp\n"


def test_line_ends_of_windows_become_plain_ones():
    assert read_bytes("cv.txt", b"a\r\nb\rc").shown == "a\nb\nc\n"


def test_marks_of_markdown_fall_away_and_dashes_stay():
    text = "### **c) Sở Tư pháp**\n\n- trước ngày **20/02/2025** (*hoàn\nthành*).\n\nTTHC<sub>vat</sub>"

    assert read_bytes("cv.md", text.encode()).shown == (
        "c) Sở Tư pháp\n\n- trước ngày 20/02/2025 (hoàn\nthành).\n\nTTHCvat\n"
    )


def test_rows_parted_by_tabs_keep_their_empty_cells():
    text = "TT\tLoại sổ\tTổng\n1\tKhai sinh\t\t\n"

    assert read_bytes("cv.md", text.encode()).shown == text


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)

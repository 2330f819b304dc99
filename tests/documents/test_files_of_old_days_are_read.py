"""Files from before Unicode and before .docx: Word's old format, TCVN3 and VNI."""

from __future__ import annotations

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents import guards, legacy_word, old_fonts
from dondoc.documents.reading import read_bytes
from tests.documents.builders import docx_of, pdf_of, saved
from tests.documents.scans import converted, letter_docx

TCVN3 = "Uû ban nh©n d©n tØnh Qu¶ng Ng·i b¸o c¸o kÕt qu¶ thùc hiÖn, tr­íc ngµy 20/02/2025."
VNI = (
    "Uûy ban nhaân daân tænh Quaûng Ngaõi baùo caùo keát quaû thöïc hieän, tröôùc ngaøy 20/02/2025."
)
UNICODE = "Ủy ban nhân dân tỉnh Quảng Ngãi báo cáo kết quả thực hiện, trước ngày 20/02/2025."
UNICODE_TCVN3 = UNICODE.replace("Ủy", "Uỷ")  # a capital with a mark is not in TCVN3


def set_in(*runs: tuple[str, str]) -> bytes:
    """A Word file of one paragraph, each run in a font of its own."""
    document = Document()
    paragraph = document.add_paragraph()
    for font, text in runs:
        paragraph.add_run(text).font.name = font
    return saved(document)


def codes(source) -> list[str]:
    return [warning.code for warning in source.warnings]


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_word_file_reads_as_the_new_one_does(libreoffice, kind):
    old = converted(letter_docx(), ".docx", kind)
    source, new = read_bytes(f"cv.{kind}", old), read_bytes("cv.docx", letter_docx())

    assert source.shown.split() == new.shown.split()
    assert len(source.tables) == 1


def test_an_old_file_that_cannot_be_converted_is_damaged(libreoffice):
    container = guards.OLE_MAGIC + "WordDocument".encode("utf-16-le") + b"\0" * 480
    text = b"\xec\xa5\xc1\x00" + b"\0" * 2_000

    for broken in (container + b"\0" * 2_000, container + text):
        with pytest.raises(guards.FileBroken):
            read_bytes("cv.doc", broken)


def test_an_old_file_that_keeps_the_converter_busy_is_given_up(libreoffice, monkeypatch):
    monkeypatch.setattr(legacy_word, "SECONDS", 0.05)

    with pytest.raises(guards.FileBroken):
        read_bytes("cv.rtf", b"{\\rtf1 Vi\\'d6c}")


def test_runs_in_a_vn_font_become_unicode_and_the_file_says_so():
    source = read_bytes("cv.docx", set_in((".VnTime", TCVN3[:40]), (".VnTime", TCVN3[40:])))

    assert source.shown == UNICODE_TCVN3
    assert codes(source) == ["converted_from_old_font"]


def test_a_vn_font_of_capitals_gives_capitals():
    source = read_bytes("cv.docx", set_in((".VnTimeH", "uû ban nh©n d©n"), ("Arial", " số 5")))

    assert source.shown == "UỶ BAN NHÂN DÂN số 5"


def test_a_vni_mark_in_another_run_than_its_vowel_still_joins_it():
    source = read_bytes(
        "cv.docx", set_in(("VNI-Times", "Quả".replace("ả", "a")), ("VNI-Times", "ûng Ngaõi"))
    )

    assert source.shown == "Quảng Ngãi"


def test_unicode_typed_under_the_name_of_an_old_font_stays():
    source = read_bytes("cv.docx", set_in((".VnTime", UNICODE)))

    assert source.shown == UNICODE and codes(source) == []


def test_a_font_given_by_the_style_counts_too():
    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(TCVN3)

    assert read_bytes("cv.docx", saved(document)).shown == UNICODE_TCVN3


@pytest.mark.parametrize(("old", "new"), [(TCVN3, UNICODE_TCVN3), (VNI, UNICODE)])
def test_old_text_without_the_name_of_a_font_is_known_by_its_words(old, new):
    for name, data in [
        ("cv.docx", docx_of(old)),
        ("cv.txt", old.encode("latin-1")),
        ("cv.md", old.encode()),
    ]:
        source = read_bytes(name, data)
        assert source.shown.strip() == new, name
        assert codes(source) == ["converted_from_old_font"], name


@pytest.mark.parametrize(("old", "new"), [(TCVN3, UNICODE_TCVN3), (VNI, UNICODE)])
def test_a_pdf_of_old_text_becomes_unicode(old, new):
    words = old.split()
    lines = [(60, 60, " ".join(words[:9])), (60, 80, " ".join(words[9:]))]
    source = read_bytes("cv.pdf", pdf_of([lines]))

    assert source.shown.replace("\n\n", " ") == new
    assert codes(source) == ["converted_from_old_font"]


@given(
    st.text(
        alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ "
    )
)
def test_both_old_encodings_know_every_small_letter(text):
    back = {new: old for old, new in old_fonts.TCVN3.items()}
    assert old_fonts.convert("".join(back.get(c, c) for c in text), "tcvn3") == text

    vni = {new: old for old, new in reversed(old_fonts.VNI.items())}
    assert old_fonts.convert("".join(vni.get(c, c) for c in text), "vni") == text


@given(st.text())
def test_any_text_is_judged_without_surprise(text):
    assert old_fonts.detect(text) in (None, "tcvn3", "vni")

"""Pictures of pages are read word by word, and each word says how sure the reading is."""

from __future__ import annotations

import difflib
import io
import time

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from dondoc.core.reading import read
from dondoc.core.reading.model import Cell
from dondoc.documents import guards, pages
from dondoc.documents.reading import NoTextFound, read_bytes
from tests.documents.scans import (
    bound,
    drawn,
    letter_docx,
    letter_pages,
    letter_pdf,
    pdf_of_pictures,
    saved_as,
    turned,
)

pytestmark = pytest.mark.usefixtures("recogniser")


@pytest.fixture
def sheets(libreoffice):
    """The two sheets of the letter as they come from the scanner."""
    return letter_pages()


@pytest.fixture
def printed(libreoffice) -> str:
    return read_bytes("cv.docx", letter_docx()).shown


def alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def test_a_scanned_letter_reads_as_the_word_file_does(sheets, printed):
    source = read_bytes("cv.pdf", pdf_of_pictures(*sheets))

    assert alike(source.shown, printed) > 0.97
    assert source.shown.startswith("UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06\n")


def test_the_columns_of_a_scanned_letterhead_do_not_run_into_one_another(sheets):
    left, right = read_bytes("cv.pdf", pdf_of_pictures(sheets[0])).shown.split("\n\n")[:2]

    assert "CỘNG HÒA" not in left and "V/v đôn đốc" in left
    assert right.split("\n")[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_every_recognised_word_keeps_its_place_and_how_sure_it_is(sheets):
    source = read_bytes("cv.pdf", pdf_of_pictures(*sheets))
    words = [source.shown[word.start : word.end] for word in source.scanned]

    assert "".join(words) == "".join(source.shown.split())
    assert all(0 <= word.confidence <= 100 for word in source.scanned)


def test_the_places_stay_true_in_the_reading(sheets):
    source = read_bytes("cv.jpg", saved_as("JPEG", sheets[:1], quality=60))
    reading = read(source)

    assert reading.shown == source.shown and reading.scanned == source.scanned
    assert reading.document.date is not None and len(reading.assignments) >= 6


def test_a_scanned_table_keeps_its_rows_and_its_merged_head(sheets):
    (table,) = read_bytes("cv.pdf", pdf_of_pictures(sheets[1])).tables

    assert table.rows[0][3] == Cell("Trạng thái thống kê trên phần mềm 158", colspan=4)
    assert [len(row) for row in table.rows] == [5, 4, 8, 8, 8, 8, 8, 7]
    assert table.rows[2][2:] == tuple(
        Cell(text) for text in ("229.724", "1.204", "2.310", "224.226", "1.984", "224.226")
    )


@pytest.mark.parametrize("angle", [0.8, -2.5])
def test_a_sheet_laid_askew_is_set_straight(sheets, printed, angle):
    askew = [turned(sheet, angle) for sheet in sheets]

    assert alike(read_bytes("cv.tif", saved_as("TIFF", askew)).shown, printed) > 0.96


@pytest.mark.parametrize("angle", [90, 180])
def test_a_sheet_on_its_side_or_its_head_is_turned(sheets, angle):
    source = read_bytes("cv.png", saved_as("PNG", [turned(sheets[0], angle)]))

    assert "Thực hiện Công văn số 02/TCTĐA06 ngày 18/02/2025" in source.shown


def test_only_the_pages_without_text_are_recognised(libreoffice, sheets, printed):
    annex_scanned = bound(letter_pdf(), pdf_of_pictures(drawn(["Sở Y tế báo cáo kết quả."])))
    source = read_bytes("cv.pdf", annex_scanned)

    assert alike(source.shown, printed) > 0.97
    assert [source.shown[word.start : word.end] for word in source.scanned] == [
        "Sở", "Y", "tế", "báo", "cáo", "kết", "quả.",
    ]  # fmt: skip


def test_the_few_words_of_a_signing_program_do_not_hide_the_scan_beneath(sheets):
    document = pypdfium2.PdfDocument(pdf_of_pictures(sheets[0]))
    page = document[0]
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    words = raw.FPDFPageObj_CreateTextObj(document, font, 9.0)
    raw.FPDFText_SetText(words, (raw.FPDF_WCHAR * 13)(*map(ord, "Ky boi: UBND"), 0))
    raw.FPDFPage_InsertObject(page, words)
    page.gen_content()
    file = io.BytesIO()
    document.save(file)

    assert "TỔ CÔNG TÁC ĐỀ ÁN 06" in read_bytes("cv.pdf", file.getvalue()).shown


def test_words_that_are_unsure_are_counted_for_a_person(monkeypatch):
    picture = saved_as("PNG", [drawn(["Sở Tư pháp báo cáo trước ngày 20/02/2025."] * 3)])
    monkeypatch.setattr(pages, "UNSURE", 101)
    (warning,) = read_bytes("cv.png", picture).warnings

    assert warning.code == "scanned_words_unsure"
    assert warning.facts == {"unsure": "24", "words": "24"}


def test_smeared_words_are_less_sure_than_clear_ones():
    line = "Sở Tư pháp báo cáo trước ngày 20/02/2025."
    source = read_bytes("cv.png", saved_as("PNG", [drawn([line, line, line], blurred=[1])]))
    third = source.shown.find("Sở Tư pháp báo cáo", 60)
    clear = [word.confidence for word in source.scanned if word.start < len(line)]
    others = [word.confidence for word in source.scanned if len(line) < word.start < third]

    assert min(clear) > 60 and (not others or min(others) < min(clear))


def test_the_number_of_a_page_is_no_word_of_the_letter():
    second = drawn(["", "Sở Tài chính lập dự toán kinh phí thực hiện."])
    second.paste(drawn(["2"]).crop((100, 200, 200, 300)), (800, 60))
    source = read_bytes("cv.tif", saved_as("TIFF", [drawn(["Sở Tư pháp báo cáo."]), second]))

    assert "2" not in source.shown and "Sở Tài chính" in source.shown


def test_an_empty_sheet_holds_no_words():
    with pytest.raises(NoTextFound):
        read_bytes("cv.png", saved_as("PNG", [Image.new("L", (800, 1100), 255)]))


def test_a_scan_of_very_many_pages_is_refused_before_any_is_recognised():
    many = saved_as("TIFF", [Image.new("1", (20, 20), 1)] * 61)

    with pytest.raises(guards.TooManyPages):
        read_bytes("cv.tif", many)
    blank = pdf_of_pictures(*[Image.new("1", (20, 20), 1)] * 61)
    with pytest.raises(guards.TooManyPages):
        read_bytes("cv.pdf", blank)


def test_a_picture_that_unpacks_to_a_wall_is_refused_at_once():
    wall = saved_as("PNG", [Image.new("1", (40_000, 40_000), 1)])
    began = time.monotonic()

    with pytest.raises(guards.FileBomb):
        read_bytes("cv.png", wall)
    assert time.monotonic() - began < 2


def test_a_picture_cut_short_is_damaged(sheets):
    whole = saved_as("PNG", sheets[:1])

    with pytest.raises(guards.FileBroken):
        read_bytes("cv.png", whole[: len(whole) // 2])


def test_a_transparent_picture_is_read_on_white():
    page = drawn(["Sở Tư pháp báo cáo kết quả."])
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(page.point(lambda grey: 255 - grey))

    assert "Sở Tư pháp báo cáo kết quả." in read_bytes("cv.png", saved_as("PNG", [clear])).shown


@pytest.mark.slow
def test_a_page_takes_about_two_seconds(sheets):
    began = time.monotonic()

    read_bytes("cv.tif", saved_as("TIFF", [sheets[0]] * 4))
    assert (time.monotonic() - began) / 4 < 4  # on a machine that may be busy with other tests

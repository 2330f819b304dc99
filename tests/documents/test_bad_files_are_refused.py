"""Every file that cannot or must not be opened is refused with its own reason and a way on."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.core.errors import Refusal
from dondoc.documents import guards, reading
from dondoc.documents.ocr import IsPicture
from dondoc.documents.pdf import PdfScanned
from dondoc.documents.reading import read_bytes
from tests.documents.builders import docx_of, locked_pdf, part_of, pdf_of, with_part, zipped

GOOD = docx_of("1. Sở Tư pháp: số hóa sổ hộ tịch.")
OLE = guards.OLE_MAGIC + b"\0" * 504


def refused(kind: type[Refusal], name: str, data: bytes) -> Refusal:
    with pytest.raises(kind) as caught:
        read_bytes(name, data)
    return caught.value


def test_an_empty_file_is_refused():
    refusal = refused(guards.FileEmpty, "cv.docx", b"")

    assert refusal.sentence == (
        "The file cv.docx is empty. Check it on your computer and send it again."
    )


def test_a_file_of_blanks_is_empty_too():
    refused(guards.FileEmpty, "cv.txt", b" \r\n\0\0")


def test_a_word_file_without_words_is_refused():
    refused(reading.NoTextFound, "cv.docx", docx_of())


def test_a_file_past_fifty_megabytes_is_refused():
    refused(guards.FileTooLarge, "cv.txt", b"a" * (50 * guards.MEGABYTE + 1))


def test_a_format_is_known_by_what_the_file_holds_and_not_by_its_name():
    assert read_bytes("cv.pdf", GOOD).shown == "1. Sở Tư pháp: số hóa sổ hộ tịch."


def test_a_program_named_as_a_text_is_refused():
    refused(guards.FileUnknown, "cv.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" * 50)


def test_a_zip_that_is_no_word_file_is_refused():
    refused(guards.FileUnknown, "cv.docx", zipped({"xl/workbook.xml": "<workbook/>"}))


def test_a_text_named_as_a_word_file_is_damaged():
    refused(guards.FileBroken, "cv.docx", "Không phải Word".encode())


def test_a_picture_says_what_to_install_where_nothing_recognises_words(no_recogniser):
    refusal = refused(IsPicture, "scan.jpg", b"\xff\xd8\xff\xe0" + b"\x10" * 50)

    assert "tesseract-ocr-vie" in refusal.sentence and ".docx" in refusal.sentence


def test_a_word_file_locked_with_a_password_is_refused():
    refused(guards.FileEncrypted, "cv.docx", OLE + "EncryptedPackage".encode("utf-16-le"))


def test_an_old_doc_is_refused_with_the_way_to_save_it_where_nothing_converts_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    text = b"\xec\xa5\xc1\x00" + "WordDocument".encode("utf-16-le")
    refusal = refused(guards.FileLegacyOffice, "cv.doc", OLE + text)

    assert ".docx" in refusal.sentence and "LibreOffice" in refusal.sentence


def test_an_old_sheet_is_refused_even_where_texts_are_converted():
    refused(guards.FileLegacyOffice, "so-lieu.xls", OLE + "Workbook".encode("utf-16-le"))


def test_an_old_doc_with_macros_is_refused_before_anything_opens_it():
    marks = "WordDocument_VBA_PROJECT".encode("utf-16-le")

    refused(guards.FileHasMacros, "cv.doc", OLE + marks)


def test_an_old_doc_locked_with_a_password_is_refused_before_anything_opens_it():
    locked = b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 100

    refused(guards.FileEncrypted, "cv.doc", OLE + locked + "WordDocument".encode("utf-16-le"))


@pytest.mark.parametrize("part", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x.dll", "a\\..\\b"])
def test_a_part_that_names_a_place_outside_is_refused(part):
    refused(guards.FileTricks, "cv.docx", with_part(GOOD, part, b"x"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/document.xml", "<w/>")

    refused(guards.FileTricks, "cv.docx", file.getvalue())


def test_a_zip_with_a_locked_part_is_refused():
    data = bytearray(zipped({"word/document.xml": "<w/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    refused(guards.FileEncrypted, "cv.docx", bytes(data))


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "x/vbaProjectSignature.bin"]
)
def test_a_macro_project_inside_is_refused_whatever_the_name(part):
    refused(guards.FileHasMacros, "cv.docx", with_part(GOOD, part, b"\0"))


def test_a_document_that_declares_macros_is_refused():
    types = part_of(GOOD, "[Content_Types].xml").replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )

    refused(guards.FileHasMacros, "cv.docm", with_part(GOOD, "[Content_Types].xml", types))


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = with_part(GOOD, "word/media/image1.bin", b"\0" * (40 * guards.MEGABYTE))
    began = time.monotonic()

    refused(guards.FileBomb, "cv.docx", bomb)
    assert time.monotonic() - began < 1


def test_a_package_of_very_many_parts_is_refused():
    refused(guards.FileBomb, "cv.docx", zipped({f"word/{n}.bin": b"" for n in range(5_001)}))


def test_a_zip_cut_short_is_damaged():
    refused(guards.FileBroken, "cv.docx", GOOD[: len(GOOD) // 2])


def test_a_part_that_fails_its_checksum_is_damaged():
    at = GOOD.index(b"word/document.xml") + 60

    refused(guards.FileBroken, "cv.docx", GOOD[:at] + b"\xff\xff\xff\xff" + GOOD[at + 4 :])


def test_xml_that_does_not_close_is_damaged():
    refused(guards.FileBroken, "cv.docx", with_part(GOOD, "word/document.xml", "<w:document>"))


def test_a_package_without_its_list_of_types_is_damaged():
    refused(guards.FileBroken, "cv.docx", zipped({"word/document.xml": "<w/>"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    refused(
        guards.FileEntities, "cv.docx", with_part(GOOD, "word/document.xml", bomb.encode(encoding))
    )


def test_an_entity_that_reads_a_file_of_the_server_is_refused():
    theft = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

    refused(guards.FileEntities, "cv.docx", with_part(GOOD, "word/styles.xml", theft))


def test_xml_nested_without_end_is_damaged():
    deep = "<w:document>" + "<w:p>" * 100_000

    refused(guards.FileBroken, "cv.docx", with_part(GOOD, "word/document.xml", deep))


def test_a_pdf_that_is_damaged_is_refused():
    refused(guards.FileBroken, "cv.pdf", b"%PDF-1.7\nnothing here")


def test_a_pdf_locked_with_a_password_is_refused():
    refused(guards.FileEncrypted, "cv.pdf", locked_pdf())


def test_a_scan_is_refused_naming_its_pages_where_nothing_recognises_words(no_recogniser):
    scan = pdf_of([[(60, 60, "Kính gửi:")], [], []], picture_on=[1, 2])

    assert refused(PdfScanned, "cv.pdf", scan).facts["pages"] == "2, 3"


def test_a_pdf_without_words_or_pictures_is_refused():
    refused(reading.NoTextFound, "cv.pdf", pdf_of([[]]))


def test_a_pdf_of_very_many_pages_is_refused():
    refused(guards.TooManyPages, "cv.pdf", pdf_of([[]] * 301))


def test_a_pdf_page_of_very_many_letters_is_refused():
    # Each in a place of its own: letters drawn on one another count once.
    letters = "\n".join(
        f"BT /F1 1 Tf 1 0 0 1 {n % 500} {n // 500 * 4} Tm <0001> Tj ET" for n in range(70_000)
    )

    refused(guards.FileBomb, "cv.pdf", pdf_of([[(60, 60, "K")]], drawing=letters))


def test_a_pdf_hatched_with_lines_is_read_without_looking_for_cells():
    places = [50 + step * 4 for step in range(120)]
    hatches = "\n".join(f"{n} 60 m {n} 560 l S 50 {n} m 550 {n} l S" for n in places)
    began = time.monotonic()

    assert read_bytes("cv.pdf", pdf_of([[(60, 60, "Kính gửi")]], drawing=hatches)).tables == ()
    assert time.monotonic() - began < 3


def test_signs_of_an_old_font_that_make_no_words_are_refused_instead_of_read_wrong():
    refused(reading.OldVietnameseFont, "cv.docx", docx_of("©®¶ ·¸¹ »¼½ ¾ÆÇ ÈÉÊ ËÎÏ ÐÑÖ ØÜÞ"))


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.sampled_from(["a.docx", "a.pdf", "a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused_and_never_surprise(data, name):
    try:
        read_bytes(name, data)
    except Refusal as refusal:
        assert refusal.code.startswith("document.")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_word_file_with_one_wrong_byte_is_read_or_refused(place, byte):
    try:
        read_bytes("cv.docx", GOOD[:place] + bytes([byte]) + GOOD[place + 1 :])
    except Refusal as refusal:
        assert refusal.code.startswith("document.")

"""The list of work that goes on elsewhere, in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from dondoc.documents.handover import (
    HEADS,
    NOTHING,
    Entry,
    Handover,
    Part,
    write_handover,
)
from dondoc.documents.reading import read_bytes
from tests.documents.builders import part_of

TASK = Entry(
    content="Cập nhật dữ liệu trẻ em vào hệ thống",
    basis="4017/UBND-TTHC, mục 2.d",
    due="31/12/2024",
    standing="quá 60 ngày",
    receiver="Sở Y tế",
    function="trẻ em",
)
LIST = Handover(
    parent_body="UBND tỉnh Quảng Ngãi",
    body="Tổ công tác Đề án 06",
    place="Quảng Ngãi",
    day=date(2025, 3, 1),
    giver="Sở Lao động - Thương binh và Xã hội",
    subject="của Sở Lao động - Thương binh và Xã hội, kết thúc sau ngày 28/02/2025",
    ground="Kèm theo Quyết định số 37/QĐ-UBND ngày 28/02/2025",
    parts=(
        Part("Nhiệm vụ", (TASK, replace(TASK, content="Chi trả an sinh", receiver=""))),
        Part("Chỉ tiêu", ()),
        Part("Báo cáo còn nợ", (replace(TASK, content="Báo cáo tháng 02/2025"),)),
    ),
    receivers=("Sở Y tế", "Sở Nội vụ"),
    witness="Công an tỉnh",
)


def opened(handover=LIST):
    return Document(io.BytesIO(write_handover(handover)))


def text_of(handover=LIST) -> str:
    return read_bytes("ban-giao.docx", write_handover(handover)).shown


def tables(document):
    return [table for table in document.tables if table.style.name == "Table Grid"]


def test_it_opens_with_the_agency_the_nation_and_the_day():
    text = text_of()
    assert text.startswith("UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in text
    assert "Quảng Ngãi, ngày 01 tháng 3 năm 2025" in text


def test_its_title_says_whose_work_and_by_which_decision():
    text = text_of()
    assert (
        "DANH MỤC NHIỆM VỤ, BÁO CÁO BÀN GIAO\n\ncủa Sở Lao động - Thương binh và Xã hội, "
        "kết thúc sau ngày 28/02/2025\n\n(Kèm theo Quyết định số 37/QĐ-UBND ngày 28/02/2025)"
    ) in text


def test_each_kind_has_its_table_and_an_empty_kind_has_none():
    text = text_of()
    assert "I. Nhiệm vụ" in text and "II. Báo cáo còn nợ" in text and "Chỉ tiêu" not in text
    assert [len(table.rows) for table in tables(opened())] == [3, 2]


def test_a_row_says_what_by_which_words_until_when_how_late_and_who_receives_it():
    rows = tables(opened())[0].rows
    assert tuple(cell.text for cell in rows[0].cells) == HEADS
    assert tuple(cell.text for cell in rows[1].cells) == ("1", *TASK.texts)


def test_an_owner_nobody_chose_is_said_and_not_left_blank():
    assert tables(opened())[0].rows[2].cells[5].text == "chưa xác định"


def test_whoever_gives_receives_and_witnesses_signs_for_themselves():
    text = text_of()
    assert text.count("ĐẠI DIỆN BÊN GIAO") == text.count("NGƯỜI CHỨNG KIẾN") == 1
    assert text.count("ĐẠI DIỆN BÊN NHẬN") == 2
    assert text.count("(Ký, ghi rõ họ tên)") == 4


def test_many_receivers_stand_in_several_rows():
    many = replace(LIST, receivers=tuple(f"UBND xã số {n}" for n in range(1, 8)))
    assert text_of(many).count("ĐẠI DIỆN BÊN NHẬN") == 7
    unruled = [table for table in opened(many).tables if table.style.name != "Table Grid"]
    assert max(len(table.columns) for table in unruled) == 4


def test_nothing_to_hand_over_is_said():
    assert NOTHING in text_of(replace(LIST, parts=()))


def test_the_page_is_a4_on_its_side_with_room_for_its_table():
    section = opened().sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    margins = (section.top_margin, section.bottom_margin, section.left_margin)
    assert all(20 <= round(margin.mm) <= 35 for margin in margins)
    room = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    assert sum(column.width.mm for column in tables(opened())[0].columns) <= room + 0.5


def test_type_and_page_numbers_are_the_decrees():
    document = opened()
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    section = document.sections[0]
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml
    title = next(p for p in document.paragraphs if p.text.startswith("DANH MỤC"))
    assert (title.runs[0].font.size, title.runs[0].bold, title.alignment) == (Pt(14), True, 1)


def test_the_head_of_a_table_comes_back_on_every_page_and_no_row_breaks():
    xml = part_of(write_handover(LIST), "word/document.xml")
    assert xml.count("w:tblHeader") == 2
    assert xml.count("w:cantSplit") == 5 + 1  # every row, and the row of hands


def test_the_file_names_nobody():
    properties = opened().core_properties
    assert properties.author == properties.last_modified_by == ""
    assert properties.title.startswith("Danh mục nhiệm vụ, báo cáo bàn giao: Sở Lao động")


def test_signs_that_xml_cannot_hold_do_not_break_it():
    part = Part("Nhiệm vụ", (replace(TASK, content="Sở & <Tư\x07 pháp>"),))
    assert "Sở & <Tư pháp>" in text_of(replace(LIST, parts=(part,)))


@pytest.mark.slow
def test_it_prints_on_one_page(libreoffice, tmp_path):
    file = tmp_path / "ban-giao.docx"
    file.write_bytes(write_handover(LIST))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    from pypdfium2 import PdfDocument

    assert len(PdfDocument(tmp_path / "ban-giao.pdf")) == 1

from __future__ import annotations

import doctest
import importlib
import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dondoc.core.reading.model import Cell
from dondoc.documents.letter import Annex, HeadCell, Paragraph, Run, write_letter
from dondoc.documents.letter_annex import widths_of
from dondoc.documents.reading import read_bytes
from tests.documents.builders import part_of
from tests.documents.cast import ANNEX, ITEMS, LETTER, OPENING, REGISTERS

BLANK = "\u00a0"


def opened(letter=LETTER):
    return Document(io.BytesIO(write_letter(letter)))


def text_of(letter=LETTER) -> str:
    return read_bytes("du-thao.docx", write_letter(letter)).shown


def paragraph_with(document, text: str):
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    everywhere = [p for cell in cells for p in cell.paragraphs] + document.paragraphs
    return next(p for p in everywhere if text in p.text)


def test_a_letter_read_back_says_everything_in_the_order_of_the_page():
    assert text_of().split("\n\n")[:-4] == [
        "UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06\nSố: /TCTĐA06\n"
        "V/v đôn đốc thực hiện các nhiệm vụ chậm, có nguy cơ chậm tiến độ của Đề án 06",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Quảng Ngãi, ngày tháng 02 năm 2025",
        "Kính gửi:",
        f"- {LETTER.addressees[0]};\n- {LETTER.addressees[1]}.",
        OPENING,
        *ITEMS,
        "Yêu cầu các cơ quan, đơn vị, địa phương khẩn trương thực hiện./.",
        "Nơi nhận:\n- Như trên;\n- CT, các PCT UBND tỉnh;\n- Công an tỉnh (cơ quan thường trực);\n"
        "- VPUB: CVP, PCVP, TTHC;\n- Lưu: VT, TTHC.",
        "TỔ TRƯỞNG\nCHỦ TỊCH UBND TỈNH\nTrần Văn Minh",
    ]


def test_each_item_stands_on_a_line_of_its_own():
    lines = text_of().split("\n")

    assert [line for line in lines if line[:2] in {f"{n}." for n in range(1, 7)}] == list(ITEMS)


def test_the_page_is_a4_with_the_margins_of_the_decree():
    section = opened().sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20


def test_the_type_is_times_new_roman_for_every_script():
    fonts = opened().styles["Normal"].element.rPr.rFonts

    assert {fonts.get(qn(f"w:{each}")) for each in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }


def test_the_body_is_justified_set_in_and_of_thirteen_points():
    paragraph = paragraph_with(opened(), ITEMS[0])

    assert paragraph.alignment == 3
    assert Mm(10) <= paragraph.paragraph_format.first_line_indent <= Mm(12.7)
    assert paragraph.runs[0].font.size == Pt(13)


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on():
    section = opened().sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and section.header.paragraphs[0].alignment == 1
    assert section.first_page_header.paragraphs[0].text == ""


def test_the_number_and_the_day_are_left_for_the_clerk():
    document = opened()

    assert paragraph_with(document, "Số:").text == f"Số:{BLANK * 9}/TCTĐA06"
    assert paragraph_with(document, "Quảng Ngãi, ngày").text == (
        f"Quảng Ngãi, ngày {BLANK * 5} tháng 02 năm 2025"
    )


def test_a_suffix_given_with_its_stroke_does_not_get_two():
    assert "Số: /TCTĐA06" in text_of(replace(LETTER, number_suffix="/TCTĐA06"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
        (date(2025, 3, 5), "ngày 05 tháng 3 năm 2025"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, words):
    assert f"Quảng Ngãi, {words}" in text_of(replace(LETTER, issued_on=day))


def test_one_addressee_stands_beside_the_words_without_a_dash():
    assert "Kính gửi:\n\nSở Tư pháp." in text_of(replace(LETTER, addressees=("Sở Tư pháp",)))


def test_nothing_of_a_slot_is_printed():
    paragraph = Paragraph((Run("đạt "), Run("97,6%", bold=True, slot="registers_transferred")))
    data = write_letter(replace(LETTER, paragraphs=(paragraph,)))

    assert "registers_transferred" not in part_of(data, "word/document.xml")
    assert "\n\nđạt 97,6%\n\n" in read_bytes("a.docx", data).shown


def test_the_signed_page_carries_words_of_the_letter():
    document = opened()

    assert paragraph_with(document, ITEMS[-1]).paragraph_format.keep_with_next
    assert paragraph_with(document, "./.").paragraph_format.keep_with_next


def test_a_name_of_two_lines_is_one_name_in_the_words_of_the_annex():
    letter = replace(LETTER, parent_body="", body="Ủy ban nhân dân\ntỉnh Quảng Ngãi")

    assert text_of(letter).startswith("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\nSố: /TCTĐA06")
    assert "của Ủy ban nhân dân tỉnh Quảng Ngãi)" in text_of(letter)


def test_signs_that_xml_cannot_hold_do_not_break_the_letter():
    assert "Sở & <Tư pháp>" in text_of(replace(LETTER, addressees=("Sở & <Tư\x07 pháp>",)))


def test_the_file_names_the_letter_and_its_language_and_nobody():
    properties = opened().core_properties

    assert properties.title.startswith("V/v đôn đốc")
    assert properties.language == "vi-VN"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_the_annex_keeps_its_merged_head_when_read_back():
    (block,) = read_bytes("a.docx", write_letter(LETTER)).tables

    assert block.rows[0] == (
        Cell("TT", rowspan=2),
        Cell("Loại sổ hộ tịch", rowspan=2),
        Cell("Tổng dữ liệu hộ tịch", rowspan=2),
        Cell("Trạng thái thống kê trên phần mềm 158", colspan=4),
        Cell("Chuyển CSDL hộ tịch điện tử", rowspan=2),
    )
    assert [row[1].text for row in block.rows[2:7]] == list(REGISTERS)
    assert block.rows[7][0] == Cell("TỔNG:", colspan=2)


def test_the_annex_says_which_letter_it_travels_with():
    assert (
        "(Kèm theo Công văn số /TCTĐA06 ngày tháng 02 năm 2025 của Tổ công tác Đề án 06)"
        in text_of()
    )


def test_the_head_of_the_annex_returns_on_every_page():
    table = opened().tables[-1]

    assert ["w:tblHeader" in row._tr.xml for row in table.rows] == [True, True] + [False] * 6


def test_the_pages_of_an_annex_are_counted_for_themselves():
    annex = opened().sections[1]

    assert 'w:pgNumType w:start="1"' in annex._sectPr.xml
    assert annex.different_first_page_header_footer


def test_the_columns_are_as_wide_in_the_grid_as_in_the_cells():
    for table in opened().tables[:3]:
        assert [column.width for column in table.columns] == [c.width for c in table.rows[0].cells]


def test_a_very_wide_table_lies_on_its_side():
    wide = Annex("Phụ lục", "", (tuple(HeadCell(str(n)) for n in range(14)),), (), numeric_from=1)

    assert opened(replace(LETTER, annexes=(wide,))).sections[1].orientation == WD_ORIENT.LANDSCAPE


def test_the_columns_fill_the_width_of_the_page():
    assert sum(widths_of(ANNEX, 165)) == pytest.approx(165)


def test_a_letter_without_annexes_has_one_section():
    assert len(opened(replace(LETTER, annexes=())).sections) == 1


@pytest.mark.parametrize(
    "module",
    [
        "guards",
        "letter_foot",
        "letter_values",
        "numbering",
        "pdf_layout",
        "plain_text",
        "sheet_reading",
    ],
)
def test_the_examples_in_the_explanations_run(module):
    result = doctest.testmod(importlib.import_module(f"dondoc.documents.{module}"))

    assert result.failed == 0 and result.attempted > 0

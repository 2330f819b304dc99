from __future__ import annotations

from docx import Document
from docx.enum.text import WD_BREAK

from dondoc.core.reading.model import Cell
from dondoc.documents.reading import read_bytes
from tests.documents.builders import docx_of, docx_with_body, saved


def read(data: bytes):
    return read_bytes("cong-van.docx", data)


def test_paragraphs_stand_in_their_order_with_an_empty_line_between():
    source = read(docx_of("1. Sở Tư pháp: số hóa.", "", "2. Sở Tài chính: dự toán."))

    assert source.shown == "1. Sở Tư pháp: số hóa.\n\n2. Sở Tài chính: dự toán."


def test_letters_typed_in_two_signs_are_composed():
    assert read(docx_of("Tô\u0309 công ta\u0301c")).shown == "Tổ công tác"


def test_a_tab_in_a_paragraph_does_not_look_like_a_table():
    assert read(docx_of("Nơi nhận:\tCHỦ TỊCH")).shown == "Nơi nhận: CHỦ TỊCH"


def test_a_line_break_stays_a_line_and_a_page_break_does_not():
    document = Document()
    run = document.add_paragraph().add_run("V/v khẩn trương")
    run.add_break()
    run.add_text("thực hiện")
    run.add_break(WD_BREAK.PAGE)

    assert read(saved(document)).shown == "V/v khẩn trương\nthực hiện"


def test_what_a_colleague_deleted_under_tracking_is_not_read_and_what_he_added_is():
    body = (
        "<w:p><w:r><w:t>trước ngày </w:t></w:r>"
        "<w:del><w:r><w:delText>19</w:delText></w:r></w:del><w:ins><w:r><w:t>20</w:t></w:r></w:ins></w:p>"
    )

    assert read(docx_with_body(body)).shown == "trước ngày 20"


def test_words_in_a_content_control_and_in_a_text_box_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Số: 02/TCTĐA06</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert read(docx_with_body(body)).shown == "Số: 02/TCTĐA06\n\nHỎA TỐC"


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def item(text: str, depth: int = 0, num: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_numbers_that_word_draws_become_words():
    body = (
        item("Nhiệm vụ chung")
        + item("Sở Nội vụ", 1)
        + item("Tập huấn", 2)
        + item("Sở Tài chính", 1)
        + item("Nhiệm vụ cụ thể")
        + item("Sở Tư pháp", 1)
        + item("Mục năm", num=2)
        + item("Không có danh sách", num=9)
    )

    assert read(docx_with_body(body, NUMBERING)).shown.split("\n\n") == [
        "1. Nhiệm vụ chung",
        "a) Sở Nội vụ",
        "- Tập huấn",
        "b) Sở Tài chính",
        "2. Nhiệm vụ cụ thể",
        "a) Sở Tư pháp",
        "5. Mục năm",
        "Không có danh sách",
    ]


def test_a_list_style_numbers_its_paragraphs_too():
    document = Document()
    document.add_paragraph("Rà soát", style="List Bullet")

    assert read(saved(document)).shown == "- Rà soát"


def test_the_letterhead_is_read_down_its_columns():
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 02/TCTĐA06"
    table.cell(1, 1).text = "Quảng Ngãi, ngày 18 tháng 02 năm 2025"
    source = read(saved(document))

    assert source.tables == ()
    assert source.shown == (
        "UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06\nSố: 02/TCTĐA06\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQuảng Ngãi, ngày 18 tháng 02 năm 2025"
    )


def test_a_ruled_table_keeps_its_rows_and_its_merged_cells():
    document = Document()
    document.add_paragraph("Phụ lục")
    table = document.add_table(rows=3, cols=4, style="Table Grid")
    for (row, column), text in {
        (0, 0): "TT",
        (0, 1): "Loại sổ",
        (0, 2): "Trạng thái",
        (1, 2): "Lưu nháp",
        (1, 3): "Đã duyệt",
        (2, 0): "1",
        (2, 1): "Khai sinh",
    }.items():
        table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    source = read(saved(document))

    (block,) = source.tables
    assert source.shown[block.start : block.end] == (
        "TT\tLoại sổ\tTrạng thái\t\n\t\tLưu nháp\tĐã duyệt\n1\tKhai sinh\t\t"
    )
    assert block.rows[0] == (
        Cell("TT", rowspan=2),
        Cell("Loại sổ", rowspan=2),
        Cell("Trạng thái", colspan=2),
    )
    assert block.rows[1] == (Cell("Lưu nháp"), Cell("Đã duyệt"))


def test_a_span_of_a_million_columns_is_cut_to_what_word_can_draw():
    body = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999'/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p>"
        "</w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>"
        "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )

    (block,) = read(docx_with_body(body)).tables
    assert block.rows[0][0].colspan == 63

from __future__ import annotations

from dondoc.core.reading.model import Cell
from dondoc.documents.reading import read_bytes
from tests.documents.builders import pdf_of

FULL = "Vào chiều ngày tổ công tác tổ chức hội nghị đánh giá kết quả của"  # a line to the margin
HEAD = [
    (60, 60, "UBND TỈNH QUẢNG NGÃI"),
    (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
    (60, 80, "TỔ CÔNG TÁC ĐỀ ÁN 06"),
    (320, 80, "Độc lập - Tự do"),
    (60, 110, "Số: 02/TCTĐA06"),
    (290, 110, "Quảng Ngãi, ngày 18 tháng 02"),
    (60, 130, "V/v khẩn trương chỉ đạo"),
    (180, 170, "Kính gửi:"),
    (180, 190, "- Công an tỉnh;"),
    (180, 210, "- Các Sở: Nội vụ, Tư pháp."),
]


def read(*args, **kwargs):
    return read_bytes("cv.pdf", pdf_of(*args, **kwargs))


def test_the_head_is_read_by_columns_and_the_body_by_paragraphs():
    body = [
        (90, 250, FULL[:60]),
        (60, 270, FULL),
        (60, 290, "tháng 02/2025:"),
        (90, 320, "1. " + FULL[:57]),
        (60, 340, "trước ngày 20/02/2025."),
    ]

    assert read([HEAD + body]).shown.split("\n\n") == [
        "UBND TỈNH QUẢNG NGÃI\nTỔ CÔNG TÁC ĐỀ ÁN 06\nSố: 02/TCTĐA06\nV/v khẩn trương chỉ đạo",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do\nQuảng Ngãi, ngày 18 tháng 02",
        "Kính gửi:",
        "- Công an tỉnh;",
        "- Các Sở: Nội vụ, Tư pháp.",
        f"{FULL[:60].strip()} {FULL} tháng 02/2025:",
        f"1. {FULL[:57].strip()} trước ngày 20/02/2025.",
    ]


def test_a_paragraph_carries_on_over_the_turn_of_a_page_and_page_numbers_go():
    first = [(60, 720, FULL), (60, 740, FULL), (60, 760, FULL)]
    second = [(290, 40, "2"), (60, 80, "dữ liệu dân cư."), (90, 110, "2. Sở Tài chính: dự toán.")]

    assert read([first, second]).shown == (
        f"{FULL} {FULL} {FULL} dữ liệu dân cư.\n\n2. Sở Tài chính: dự toán."
    )


def test_a_reference_broken_at_its_dash_is_put_together():
    lines = [(90, 60, FULL[:60]), (60, 80, FULL[:50] + " số 42/KH-"), (60, 100, "UBND tỉnh.")]

    assert read([lines]).shown.endswith("số 42/KH-UBND tỉnh.")


def test_the_foot_is_read_by_columns():
    foot = [
        (60, 200, FULL),
        (60, 220, "khẩn trương thực hiện./."),
        (60, 260, "Nơi nhận:"),
        (380, 258, "TỔ TRƯỞNG"),
        (60, 280, "- Như trên;"),
        (60, 300, "- Lưu: VT."),
        (350, 330, "CHỦ TỊCH UBND TỈNH"),
    ]

    assert read([foot]).shown == (
        f"{FULL} khẩn trương thực hiện./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"
        "TỔ TRƯỞNG\nCHỦ TỊCH UBND TỈNH"
    )


def test_a_table_is_found_by_its_rules_with_its_merged_head():
    lines = [(60, 60, "PHỤ LỤC"), (65, 116, "Sổ"), (165, 106, "Trạng thái")]
    lines += [(165, 136, "Nháp"), (265, 136, "Duyệt"), (65, 166, "Khai sinh"), (165, 166, "38")]
    # Verticals at 60, 160, 260, 360; horizontals 90, 120, 150, 180 from the top; two merges.
    strokes = [(60, 90, 360, 90), (160, 120, 360, 120), (60, 150, 360, 150), (60, 180, 360, 180)]
    strokes += [(60, 90, 60, 180), (160, 90, 160, 180), (260, 120, 260, 180), (360, 90, 360, 180)]
    drawing = "\n".join(f"{a} {842 - b} m {c} {842 - d} l S" for a, b, c, d in strokes)
    source = read([lines], drawing=drawing)

    (block,) = source.tables
    assert source.shown == "PHỤ LỤC\n\nSổ\tTrạng thái\t\n\tNháp\tDuyệt\nKhai sinh\t38\t"
    assert block.rows == (
        (Cell("Sổ", rowspan=2), Cell("Trạng thái", colspan=2)),
        (Cell("Nháp"), Cell("Duyệt")),
        (Cell("Khai sinh"), Cell("38"), Cell("")),
    )

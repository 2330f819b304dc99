"""Tables that assign: every row a duty, whatever the order of the columns and the merges."""

from __future__ import annotations

from datetime import date

from dondoc.core.reading import Cell, Reading, Source, TableBlock, from_text, read

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN THỊNH
Số: 132/KH-UBND
An Thịnh, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
Chuyển đổi số năm 2025

II. NHIỆM VỤ
Chi tiết tại Phụ lục kèm theo./.

Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Đỗ Văn Mẫu

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

"""


def table(*rows: str) -> Reading:
    return read(from_text(HEAD + "\n".join(rows) + "\n"))


def merged(rows: tuple[tuple[Cell, ...], ...], lines: list[str]) -> Reading:
    start = len(HEAD)
    shown = HEAD + "\n".join(lines)
    return read(Source(shown, (TableBlock(start, len(shown), rows),)))


def facts(reading: Reading) -> list[tuple[object, ...]]:
    return [(d.clause, d.text, d.lead, d.coordinate, d.due) for d in reading.assignments]


def test_each_row_is_a_duty_with_leader_helpers_day_and_product():
    [duty] = table(
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |",
        "|---|---|---|---|---|---|",
        "| 1 | Xây dựng Quy chế dữ liệu | Sở Khoa học và Công nghệ | Sở Tư pháp; Công an tỉnh "
        "| Quý II/2025 | Quyết định |",
    ).assignments

    assert (duty.text, duty.lead) == ("Xây dựng Quy chế dữ liệu", ("Sở Khoa học và Công nghệ",))
    assert duty.coordinate == ("Sở Tư pháp", "Công an tỉnh")
    assert (duty.due, duty.due_raw, duty.product) == (
        date(2025, 6, 30),
        "Quý II/2025",
        "Quyết định",
    )


def test_columns_in_another_order_give_the_same():
    [duty] = table(
        "STT\tThời hạn\tĐơn vị thực hiện\tNội dung công việc\tGhi chú",
        "1\tTrước 30/6/2025\tSở Tư pháp\tRà soát văn bản\t",
    ).assignments

    assert (duty.text, duty.lead, duty.due) == (
        "Rà soát văn bản",
        ("Sở Tư pháp",),
        date(2025, 6, 29),
    )


def test_what_the_cells_say_is_marked_where_it_stands():
    reading = table(
        "TT\tNhiệm vụ\tChủ trì\tThời gian",
        "1\tRà soát văn bản\tSở Tư pháp\tTháng 9/2025",
    )
    [duty] = reading.assignments
    marked = {mark.kind: reading.shown[mark.start : mark.end] for mark in duty.marks}

    assert marked["what"] == "Rà soát văn bản"
    assert marked["who"] == "Sở Tư pháp"
    assert marked["when"] == "Tháng 9/2025"


def test_group_rows_stand_over_their_rows_and_a_heading_repeated_is_no_row():
    reading = opened = table(
        "TT\tNội dung\tCơ quan chủ trì\tThời gian",
        "I\tNHÓM NHIỆM VỤ VỀ THỂ CHẾ\t\t",
        "1\tXây dựng quy chế\tSở Tư pháp\tQuý I/2025",
        "TT\tNội dung\tCơ quan chủ trì\tThời gian",
        "II\tNHÓM NHIỆM VỤ VỀ HẠ TẦNG\t\t",
        "2\tNâng cấp đường truyền\tSở Khoa học và Công nghệ\tQuý IV/2025",
    )

    assert [d.clause for d in reading.assignments] == ["I.1", "II.2"]
    assert "NHÓM NHIỆM VỤ VỀ HẠ TẦNG" in [clause.heading for clause in opened.clauses]


def test_a_group_row_that_is_an_agency_owns_the_rows_below_it():
    reading = table(
        "TT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời gian",
        "I\tSở Nội vụ\t\t",
        "1\tTập huấn cho cấp xã\t\tQuý I/2025",
        "2\tKiểm tra công vụ\t\tQuý II/2025",
    )

    assert [d.lead for d in reading.assignments] == [("Sở Nội vụ",), ("Sở Nội vụ",)]


def test_words_of_repetition_mean_the_row_above():
    _, second, third = table(
        "TT\tNhiệm vụ\tChủ trì\tThời gian",
        "1\tXây dựng quy chế\tSở Tư pháp\tTháng 5/2025",
        "2\tCông bố quy chế\tnt\tnt",
        "3\tPhổ biến quy chế\tNhư trên\tTháng 7/2025",
    ).assignments

    assert (second.lead, second.due) == (("Sở Tư pháp",), date(2025, 5, 31))
    assert (third.lead, third.due) == (("Sở Tư pháp",), date(2025, 7, 31))


def test_a_cell_merged_downwards_counts_for_every_row_it_covers():
    rows = (
        (Cell("TT"), Cell("Nhiệm vụ"), Cell("Chủ trì"), Cell("Thời gian")),
        (Cell("I. NHÓM CHUNG", colspan=4),),
        (Cell("1"), Cell("Xây dựng quy chế"), Cell("Sở Tư pháp", rowspan=2), Cell("Quý I/2025")),
        (Cell("2"), Cell("Công bố quy chế"), Cell("Quý II/2025", rowspan=2)),
        (Cell("3"), Cell("Tập huấn"), Cell("Sở Nội vụ")),
    )
    lines = [
        "TT\tNhiệm vụ\tChủ trì\tThời gian",
        "I. NHÓM CHUNG\t\t\t",
        "1\tXây dựng quy chế\tSở Tư pháp\tQuý I/2025",
        "2\tCông bố quy chế\t\tQuý II/2025",
        "3\tTập huấn\tSở Nội vụ\t",
    ]

    reading = merged(rows, lines)

    assert facts(reading) == [
        ("I.1", "Xây dựng quy chế", ("Sở Tư pháp",), (), date(2025, 3, 31)),
        ("I.2", "Công bố quy chế", ("Sở Tư pháp",), (), date(2025, 6, 30)),
        ("I.3", "Tập huấn", ("Sở Nội vụ",), (), date(2025, 6, 30)),
    ]


def test_headings_in_two_rows_are_read_by_the_lower():
    [duty] = table(
        "TT\tNội dung công việc\tPhân công thực hiện\t\tThời gian hoàn thành",
        "\t\tChủ trì\tPhối hợp\t",
        "1\tRà soát văn bản\tSở Tư pháp\tSở Nội vụ\t30/6/2025",
    ).assignments

    assert (duty.lead, duty.coordinate) == (("Sở Tư pháp",), ("Sở Nội vụ",))
    assert duty.due == date(2025, 6, 30)


def test_leader_and_helpers_in_one_column_are_told_apart():
    first, second = table(
        "TT\tNhiệm vụ\tCơ quan chủ trì, phối hợp\tThời gian",
        "1\tRà soát văn bản\tChủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ\tQuý I/2025",
        "2\tTập huấn\tSở Nội vụ, Công an tỉnh\tQuý II/2025",
    ).assignments

    assert (first.lead, first.coordinate) == (("Sở Tư pháp",), ("Sở Nội vụ",))
    assert (second.lead, second.coordinate) == (("Sở Nội vụ",), ("Công an tỉnh",))


def test_rows_without_an_end_stand():
    [duty] = table(
        "TT\tNhiệm vụ\tChủ trì\tThời gian",
        "1\tVận hành hệ thống\tCông an tỉnh\tThường xuyên",
    ).assignments

    assert (duty.due, duty.modality) == (None, "standing")


def test_a_table_that_waits_to_be_filled_in_assigns_nothing():
    reading = table(
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\tKết quả",
        "1\tSố hóa sổ hộ tịch\t\t\t",
        "2\tLàm sạch dữ liệu\t\t\t",
    )

    assert not reading.assignments
    assert len(reading.forms) == 1


def test_a_table_that_assigns_is_no_form():
    reading = table(
        "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\tGhi chú",
        "1\tSố hóa sổ hộ tịch\tSở Tư pháp\t\t\t\t",
        "2\tLàm sạch dữ liệu\tCông an tỉnh\t\t\t\t",
    )

    assert len(reading.assignments) == 2
    assert not reading.forms


def test_an_annexed_list_or_outline_puts_nobody_to_work():
    listed = HEAD.replace("PHÂN CÔNG NHIỆM VỤ", "DANH MỤC THỦ TỤC HÀNH CHÍNH")

    reading = read(from_text(listed + "1. Đăng ký khai sinh.\n2. Cấp bản sao trích lục.\n"))

    assert not reading.assignments

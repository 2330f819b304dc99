from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dondoc.core.errors import Refusal
from dondoc.documents import guards
from dondoc.documents.sheets import (
    SheetColumn,
    SheetFaulty,
    SheetForm,
    SheetOfAnotherReport,
    SheetUnreadable,
    SheetWithoutKey,
    read_form,
    write_form,
)
from tests.documents.builders import docx_of, saved, with_part
from tests.documents.cast import REGISTERS

STATES = "Trạng thái thống kê trên phần mềm 158"
FORM = SheetForm(
    title="Tiến độ số hóa sổ hộ tịch",
    notes=("Đơn vị: xã Sơn Màu", "Kỳ báo cáo: ngày 19/02/2025"),
    row_label="Loại sổ hộ tịch",
    rows=tuple(
        zip(("birth", "marriage", "death", "status", "parent_child"), REGISTERS, strict=True)
    ),
    columns=(
        SheetColumn("total", "Tổng dữ liệu hộ tịch"),
        SheetColumn("draft", "Lưu nháp", STATES),
        SheetColumn("waiting", "Chờ rà soát", STATES),
        SheetColumn("transferred", "Chuyển CSDL hộ tịch điện tử"),
    ),
    total_row=True,
    key={"form": "register_progress", "version": "1", "unit": "son-mau", "period": "2025-02-19"},
)
# The head begins under title, two notes and an empty row, and takes two rows: figures from C7 on.
FIRST = "C7"


def changed(**cells) -> bytes:
    """The form as downloaded, with some cells typed over."""
    workbook = load_workbook(io.BytesIO(write_form(FORM)))
    for ref, value in cells.items():
        workbook.worksheets[0][ref] = value
    return saved(workbook)


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(SheetFaulty) as caught:
        read_form(data, FORM)
    return [(finding.place, finding.sentence) for finding in caught.value.findings]


def test_figures_come_back_as_they_were_written():
    cells = {"birth": {"total": 5214, "draft": 0}, "status": {"transferred": 38}}

    assert read_form(write_form(FORM, cells), FORM) == {
        "birth": {"total": "5214", "draft": "0"},
        "status": {"transferred": "38"},
    }


def test_an_empty_form_gives_nothing_and_not_zeros():
    assert read_form(write_form(FORM), FORM) == {}


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([code for code, _ in FORM.rows]),
        st.dictionaries(
            st.sampled_from([column.code for column in FORM.columns]),
            st.integers(0, 999_999_999_999),
            min_size=1,
        ),
    )
)
def test_any_figures_survive_the_journey(cells):
    read = read_form(write_form(FORM, cells), FORM)

    assert read == {row: {f: str(n) for f, n in fields.items()} for row, fields in cells.items()}


def test_the_sheet_looks_like_the_paper_annex():
    sheet = load_workbook(io.BytesIO(write_form(FORM))).worksheets[0]

    assert [sheet[ref].value for ref in ("A5", "B5", "C5", "D5", "D6", "E6", "F5")] == [
        "TT",
        "Loại sổ hộ tịch",
        "Tổng dữ liệu hộ tịch",
        STATES,
        "Lưu nháp",
        "Chờ rà soát",
        "Chuyển CSDL hộ tịch điện tử",
    ]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:F6", "A12:B12"} <= merged
    assert sheet["A12"].value == "TỔNG:"
    assert sheet["C12"].value == '=IF(COUNT(C7:C11)=0,"",SUM(C7:C11))'


def test_words_are_locked_and_cells_to_fill_are_not():
    sheet = load_workbook(io.BytesIO(write_form(FORM))).worksheets[0]

    assert sheet.protection.sheet
    assert sheet["B7"].protection.locked and sheet["C12"].protection.locked
    assert not sheet["C7"].protection.locked and not sheet["F11"].protection.locked


def test_only_whole_numbers_can_be_typed_and_the_head_stays_in_sight():
    sheet = load_workbook(io.BytesIO(write_form(FORM))).worksheets[0]

    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref), rule.formula1) == ("whole", "C7:F11", "0")
    assert sheet.freeze_panes == FIRST
    assert sheet.print_title_rows == "$5:$6"


def test_the_key_is_hidden_from_the_menu():
    assert load_workbook(io.BytesIO(write_form(FORM)))["dondoc"].sheet_state == "veryHidden"


def test_a_form_without_groups_has_a_head_of_one_row():
    plain = replace(FORM, columns=(SheetColumn("total", "Tổng"),), total_row=False)
    data = write_form(plain, {"birth": {"total": 7}})

    assert plain.first_row_at == 6
    assert read_form(data, plain) == {"birth": {"total": "7"}}


@pytest.mark.parametrize("label", ['=HYPERLINK("http://a","b")', "+1+1", "-2", "@SUM(A1)"])
def test_a_label_never_becomes_a_formula(label):
    form = replace(FORM, rows=(("birth", label),), title=label, notes=(label,))
    sheet = load_workbook(io.BytesIO(write_form(form))).worksheets[0]

    cells = [sheet["A1"], sheet["A2"], sheet.cell(form.first_row_at, 2)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (label, "s", True)
    ] * 3
    assert read_form(write_form(form, {"birth": {"total": 1}}), form) == {"birth": {"total": "1"}}


@pytest.mark.parametrize(
    ("typed", "text"),
    [(5214.0, "5214"), ("1.234", "1.234"), (" 1 234 ", "1 234"), ("１２", "12"), ("-5", "-5")],
)
def test_what_was_typed_comes_back_as_raw_text(typed, text):
    assert read_form(changed(C7=typed), FORM) == {"birth": {"total": text}}


def test_every_fault_is_named_with_its_cell_in_one_answer():
    data = changed(
        C7="không có", D8=12.5, E9=date(2025, 2, 19), F10=True, B11="Sổ khác", J8="ghi chú"
    )

    assert faults(data) == [
        ("B11", "The words here were “Sổ đăng ký nhận cha, mẹ, con” and are now “Sổ khác”."),
        ("C7", "“không có” is not a number. Leave the cell empty if it is not known."),
        ("D8", "12.5 is not a whole number."),
        ("E9", "Excel turned this cell into a date. Type the number again."),
        ("F10", "“TRUE” is not a number. Leave the cell empty if it is not known."),
        ("J8", "“ghi chú” stands outside the form. Remove it or move it in."),
    ]


def test_a_removed_row_is_named_and_not_read_as_its_neighbour():
    workbook = load_workbook(io.BytesIO(write_form(FORM, {"marriage": {"total": 3}})))
    workbook.worksheets[0].delete_rows(8)

    places = [place for place, _ in faults(saved(workbook))]
    assert places[:4] == ["B8", "B9", "B10", "B11"]


def test_swapped_columns_are_named():
    assert [place for place, _ in faults(changed(D6="Chờ rà soát", E6="Lưu nháp"))] == ["D6", "E6"]


def test_a_formula_that_was_never_calculated_is_a_fault():
    assert faults(changed(C7="=2+3")) == [
        ("C7", "The formula here has no result. Open the file in Excel and save it.")
    ]


def test_a_formula_with_its_result_gives_the_result():
    assert read_form(calculated("<f>2+3</f><v>5</v>"), FORM) == {"birth": {"total": "5"}}


def test_a_formula_that_ends_in_an_error_is_a_fault():
    ((place, sentence),) = faults(calculated("<f>1/0</f><v>#DIV/0!</v>", kind="e"))

    assert place == "C7" and "#DIV/0!" in sentence


def calculated(inside: str, kind: str = "n") -> bytes:
    """The form with one cell as Excel saves a formula: its words and its last result."""
    data = changed(C7=4321)
    with_sheet = part(data, "xl/worksheets/sheet1.xml")
    start = with_sheet.index('<c r="C7"')
    end = with_sheet.index("</c>", start) + 4
    cell = f'<c r="C7" t="{kind}">{inside}</c>'
    return with_part(data, "xl/worksheets/sheet1.xml", with_sheet[:start] + cell + with_sheet[end:])


def part(data: bytes, name: str) -> str:
    from tests.documents.builders import part_of

    return part_of(data, name)


def test_the_workbook_of_another_day_is_refused_naming_what_differs():
    other = replace(FORM, key={**FORM.key, "period": "2025-02-18"})

    with pytest.raises(SheetOfAnotherReport) as caught:
        read_form(write_form(other, {"birth": {"total": 1}}), FORM)
    assert [(f.place, f.facts["found"]) for f in caught.value.findings] == [
        ("period", "2025-02-18")
    ]


def test_a_workbook_made_by_hand_is_refused():
    with pytest.raises(SheetWithoutKey):
        read_form(saved(Workbook()), FORM)


def test_a_file_that_is_no_workbook_is_refused():
    for data in (b"a;b;c\n1;2;3\n", docx_of("Kính gửi")):
        with pytest.raises(SheetUnreadable):
            read_form(data, FORM)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (guards.FileEmpty, b""),
        (guards.FileTooLarge, b"PK\x03\x04" + b"a" * (10 * guards.MEGABYTE)),
        (guards.FileLegacyOffice, guards.OLE_MAGIC + b"Workbook" * 99),
        (guards.FileEncrypted, guards.OLE_MAGIC + "EncryptedPackage".encode("utf-16-le")),
        (guards.FileHasMacros, with_part(write_form(FORM), "xl/vbaProject.bin", b"\0")),
        (guards.FileBroken, write_form(FORM)[:2000]),
        (guards.FileBroken, with_part(write_form(FORM), "xl/worksheets/sheet1.xml", "<worksheet>")),
        (guards.FileBomb, with_part(write_form(FORM), "xl/x.bin", b"\0" * 30 * guards.MEGABYTE)),
        (
            guards.FileEntities,
            with_part(write_form(FORM), "xl/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        ),
    ],
    ids=["empty", "large", "xls", "locked", "macro", "cut", "xml", "bomb", "entity"],
)
def test_bad_workbooks_are_refused_each_for_its_reason(kind, data):
    with pytest.raises(kind):
        read_form(data, FORM)


def test_a_merge_over_the_whole_sheet_does_not_stop_the_server():
    data = write_form(FORM, {"birth": {"total": 1}})
    xml = part(data, "xl/worksheets/sheet1.xml")
    huge = xml.replace('<mergeCell ref="A1:F1"', '<mergeCell ref="A1:XFD1048576"')
    assert huge != xml

    assert read_form(with_part(data, "xl/worksheets/sheet1.xml", huge), FORM) == {
        "birth": {"total": "1"}
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_with_one_wrong_byte_is_read_or_refused(data):
    good = WRITTEN
    place = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255))
    try:
        read_form(good[:place] + bytes([byte]) + good[place + 1 :], FORM)
    except Refusal as refusal:
        assert refusal.code.startswith(("document.", "sheet."))


WRITTEN = write_form(FORM, {"birth": {"total": 5214}})

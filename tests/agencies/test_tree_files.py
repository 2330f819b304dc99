"""A plan as an office writes it: folder or workbook, keys or codes, every fault told at once."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from dondoc.agencies import tree_files, tree_sheets
from dondoc.agencies.tree_sheets import FilesFaulty, FilesNotFound
from dondoc.core.arrangements import faults
from dondoc.core.errors import Refusal
from dondoc.core.units import Facts, Tree, Version
from dondoc.documents.guards import FileBroken

BASE = date(2024, 1, 1)
DECISION = """
[decision]
number = "12/NQ"
title = "Nhập xã Đông vào xã Tây"
issued_on = 2025-05-01
effective_on = 2025-07-01
source = "bản in"
verified = "partly"
"""


def unit(code: str, name: str, kind: str, level: str, parent: str = "") -> Version:
    return Version(f"{code}@2024-01-01", code, name, kind, BASE, level, parent)


PROVINCE = unit("90", "Sông", "tỉnh", "province")
DISTRICT = unit("901", "Bắc", "huyện", "district", PROVINCE.key)
EAST = unit("90001", "Đông", "xã", "commune", DISTRICT.key)
WEST = unit("90004", "Tây", "xã", "commune", DISTRICT.key)
UNITS = Tree(Facts((PROVINCE, DISTRICT, EAST, WEST)))
LABOUR = Version("so-lao-dong", "so-lao-dong", "Sở Lao động", "department", BASE)
HEALTH = Version("so-y-te", "so-y-te", "Sở Y tế", "department", BASE)
AGENCIES = Tree(Facts((LABOUR, HEALTH)))


def folder(tmp_path: Path, decision: str = DECISION, **files: str) -> Path:
    (tmp_path / "decision.toml").write_text(decision, "utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def places(caught: pytest.ExceptionInfo[FilesFaulty]) -> list[str]:
    return [one.place for one in caught.value.findings]


def test_codes_are_understood_by_the_day(tmp_path):
    """90004 goes on as another unit with the same code: before is the old one, after the new."""
    path = folder(
        tmp_path,
        units="# một xã mới\ncode,kind,name,parent\n90004,xã,Đông Tây,90\n",
        endings="key\n90001\n90004\n901\n",
        successions="before,after,whole\n90001,90004,có\n90004,90004,có\n901,90004,không\n",
    )

    plan = tree_files.read(path, UNITS, AGENCIES)

    [new] = plan.units.founded
    assert (new.key, new.parent, new.level) == ("90004@2025-07-01", PROVINCE.key, "commune")
    assert [one.before for one in plan.units.successions] == [EAST.key, WEST.key, DISTRICT.key]
    assert {one.after for one in plan.units.successions} == {new.key}
    assert [one.whole for one in plan.units.successions] == [True, True, False]
    assert plan.units.ended == tuple((one.key, date(2025, 6, 30)) for one in (EAST, WEST, DISTRICT))
    assert plan.source == "bản in (kiểm chứng một phần)"
    assert not faults(UNITS, plan.units)


def test_agencies_are_split_by_function(tmp_path):
    path = folder(
        tmp_path,
        agencies='code,name,kind,functions\nso-noi-vu,Sở Nội vụ,"sở, ban, ngành",lao động\n',
        agency_endings="key\nso-lao-dong\n",
        agency_successions=(
            "before,after,functions,verified,source\n"
            "so-lao-dong,so-noi-vu,lao động; tiền lương,no,nghe nói\n"
            "so-lao-dong,so-y-te,trẻ em,yes,Báo Nhân Dân\n"
        ),
        members="body,agency,role,post\nso-noi-vu,so-y-te,phó,Giám đốc Sở Y tế\n",
    )

    plan = tree_files.read(path, UNITS, AGENCIES)

    assert [(one.after, one.function) for one in plan.agencies.successions] == [
        ("so-noi-vu", "lao động"),
        ("so-noi-vu", "tiền lương"),
        ("so-y-te", "trẻ em"),
    ]
    assert plan.agencies.successions[0].note == "nghe nói (chưa kiểm chứng)"
    assert plan.agencies.founded[0].kind == "department"
    assert [one.role for one in plan.members] == ["deputy"]
    assert not faults(AGENCIES, plan.agencies)


def test_every_fault_is_told_with_its_place_at_once(tmp_path):
    path = folder(
        tmp_path,
        decision=DECISION.replace('"12/NQ"', '""').replace("2025-07-01", '"ngày mai"'),
        units=(
            "code,kind,name,parent,column,màu\n"
            "90007,xã,,90,4,đỏ\n"
            "90010,xã,Nam,99999,-1,\n"
            "90010,xã,Nam,90,,,thừa\n"
        ),
        successions="before,whole\n90001,có lẽ\n",
        linh_tinh="a,b\n1,2\n",
        standing="body,agency,from_on\nkhong-co,so-y-te,31/02/2025\n",
    )

    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(path, UNITS, AGENCIES)

    assert set(places(caught)) == {
        "decision.toml, cột number",
        "decision.toml, cột effective_on",
        "linh_tinh.csv",
        "units.csv, dòng 1",
        "units.csv, dòng 2, cột name",
        "units.csv, dòng 3, cột parent",
        "units.csv, dòng 3, cột column",
        "units.csv, dòng 4",
        "successions.csv, dòng 1",
        "successions.csv, dòng 2, cột whole",
        "standing.csv, dòng 2, cột from_on",
        "standing.csv, dòng 2, cột body",
    }
    assert caught.value.facts["count"] == len(caught.value.findings)


def test_what_the_register_cannot_keep_is_told_before_it_is_cut(tmp_path):
    path = folder(tmp_path, units=f"code,kind,name\n{'9' * 11},xã,{'Đông ' * 30}\n")

    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(path, UNITS, AGENCIES)

    assert places(caught) == ["units.csv, dòng 2, cột code", "units.csv, dòng 2, cột name"]


@pytest.mark.parametrize("text", ["0", "1,5", "-0.2", "một nửa", "NaN", "1e400"])
def test_a_weight_is_a_share_or_it_is_refused(tmp_path, text):
    path = folder(tmp_path, successions=f'before,after,whole,weight\n90001,90004,no,"{text}"\n')

    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(path, UNITS, AGENCIES)

    assert places(caught) == ["successions.csv, dòng 2, cột weight"]


def test_a_decided_weight_may_be_written_as_people_do(tmp_path):
    path = folder(
        tmp_path,
        successions='before,after,whole,weight\n90001,90004,no,"0,4"\n90001,901,no,60%\n',
    )

    plan = tree_files.read(path, UNITS, AGENCIES)

    assert [one.weight for one in plan.units.successions] == [Decimal("0.4"), Decimal("0.6")]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    for title, rows in sheets.items():
        tab = book.create_sheet(title)
        for row in rows:
            tab.append(row)
    del book["Sheet"]
    book.save(path)
    return path


def test_a_workbook_with_vietnamese_headings_says_the_same(tmp_path):
    path = workbook(
        tmp_path / "nghi-quyet.xlsx",
        {
            "Quyết định": [
                ["Số, ký hiệu", "12/NQ"],
                ["Hiệu lực từ ngày", date(2025, 7, 1)],
                ["Nguồn", "bản in"],
            ],
            "Đơn vị": [
                ["Mã", "Loại", "Tên", "Thuộc", "Ghi chú"],
                ["# lời dặn", None, None, None, None],
                [90007, "Xã", "  Đông   Tây ", 90, None],
            ],
            "Kết thúc": [["Khóa", "Đến hết ngày"], [90001, date(2025, 6, 30)]],
            "Kế thừa": [["Đơn vị cũ", "Đơn vị mới", "Toàn bộ"], [90001, 90007, "có"]],
        },
    )

    plan = tree_files.read(path, UNITS, AGENCIES)

    assert (plan.number, plan.effective_on) == ("12/NQ", date(2025, 7, 1))
    [new] = plan.units.founded
    assert (new.code, new.kind, new.name, new.parent) == ("90007", "xã", "Đông Tây", PROVINCE.key)
    assert plan.units.ended == ((EAST.key, date(2025, 6, 30)),)
    assert [(one.before, one.after) for one in plan.units.successions] == [(EAST.key, new.key)]


def test_a_code_that_lost_its_zeros_in_excel_gets_them_back(tmp_path):
    decision = DECISION.replace('number = "12/NQ"', "base = true")
    path = folder(tmp_path, decision, units="code,kind,name\n1,tỉnh,Một\n4,xã,Bốn\n")

    plan = tree_files.read(path)

    assert [one.code for one in plan.units.founded] == ["01", "00004"]


def test_what_is_no_plan_is_said(tmp_path):
    with pytest.raises(FilesNotFound):
        tree_sheets.plans_in(tmp_path / "không có")
    with pytest.raises(FilesNotFound):
        tree_sheets.plans_in(tmp_path)
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\x03\x04 nothing of a workbook")
    with pytest.raises(FileBroken):
        tree_files.read(tmp_path / "hỏng.xlsx")
    workbook(tmp_path / "cắt.xlsx", {"decision": [["number", "1"]]})
    whole = (tmp_path / "cắt.xlsx").read_bytes()
    for cut in range(0, len(whole), 397):
        (tmp_path / "cắt.xlsx").write_bytes(whole[:cut])
        with pytest.raises(Refusal):
            tree_files.read(tmp_path / "cắt.xlsx")
    broken = tmp_path / "hỏng"
    broken.mkdir()
    folder(broken, "[decision\nnumber", units="code,kind\n")
    (broken / "endings.csv").write_bytes("khóa".encode("utf-16"))
    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(broken)
    assert {"decision.toml", "endings.csv", "units.csv, dòng 1"} <= set(places(caught))


def test_plans_follow_in_the_order_of_their_names(tmp_path):
    for name in ("2025-07-01-b", "2024-01-01-a", "không phải"):
        (tmp_path / name).mkdir()
    for name in ("2025-07-01-b", "2024-01-01-a"):
        (tmp_path / name / "decision.toml").write_text(DECISION, "utf-8")

    assert [one.name for one in tree_sheets.plans_in(tmp_path)] == ["2024-01-01-a", "2025-07-01-b"]


@pytest.mark.parametrize("sign", ["/", "?", "#", "%", '"', " ", "đ", "<"])
def test_a_key_or_code_that_no_address_can_hold_is_refused(tmp_path, sign):
    """One such key would leave the page of every unit above it unreadable for everybody."""
    path = folder(
        tmp_path,
        units=f"code,kind,name,parent,key\n90009,xã,Mới,90,'a{sign}b'\n9{sign}1,xã,Nữa,90,\n",
        changes=f"key,code\n90001,9{sign}2\n",
    ) if sign != '"' else folder(
        tmp_path,
        units='code,kind,name,parent,key\n90009,xã,Mới,90,"a""b"\n"9""1",xã,Nữa,90,\n',
        changes='key,code\n90001,"9""2"\n',
    )  # fmt: skip

    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(path, UNITS, AGENCIES)

    assert sorted(places(caught)) == [
        "changes.csv, dòng 2, cột code",
        "units.csv, dòng 2, cột key",
        "units.csv, dòng 3, cột code",
    ]


@pytest.mark.parametrize(
    ("decision", "changes", "place"),
    [
        ("decision = 3\n", "key,name\n90001,Mới\n", "decision.toml"),
        (DECISION, "key,name\n90001," + "A" * 200_000 + "\n", "changes.csv"),
        (DECISION, "key,name,name\n90001,Mới,Khác\n", "changes.csv, dòng 1"),
        (DECISION, "key,on,name\n90001,9999-12-31,Mới\n", "changes.csv, dòng 2, cột on"),
        (DECISION, "key,on,name\n90001,0001-01-01,Mới\n", "changes.csv, dòng 2, cột on"),
        (DECISION, "key,name\n" + "90001,Mới\n" * 60_001, "changes.csv, dòng 60002"),
    ],
)
def test_what_nobody_would_write_is_told_and_nothing_breaks(tmp_path, decision, changes, place):
    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(folder(tmp_path, decision, changes=changes), UNITS, AGENCIES)

    assert place in places(caught)


def test_a_folder_named_like_a_table_is_passed_over(tmp_path):
    (tmp_path / "units.csv").mkdir()

    plan = tree_files.read(folder(tmp_path, endings="key\n90001\n"), UNITS, AGENCIES)

    assert len(plan.units.ended) == 1


def test_codes_of_a_whole_country_are_looked_up_once(tmp_path):
    """Tens of thousands of rows in seconds: a row does not walk all units for its code."""
    rows = "".join(f"{number},xã,X{number},90\n" for number in range(200_000, 230_000))
    started = time.perf_counter()

    plan = tree_files.read(
        folder(tmp_path, units=f"code,kind,name,parent\n{rows}"), UNITS, AGENCIES
    )

    assert len(plan.units.founded) == 30_000
    assert time.perf_counter() - started < 10


HEADED = (
    "body,agency,parent_body,letter_body,suffix,place,about,authority,closing,signer_posts,"
    "copied_to\n"
)


def test_a_standing_agency_may_bring_the_head_and_foot_of_its_letters(tmp_path):
    row = (
        "so-y-te,so-lao-dong,UBND TỈNH SÔNG,BAN CHỈ ĐẠO,BCĐ,Sông,đôn đốc,Trưởng ban,Yêu cầu,"
        "TRƯỞNG BAN | CHỦ TỊCH,Như trên; | Lưu: VT.\n"
    )
    [standing] = tree_files.read(folder(tmp_path, standing=HEADED + row), UNITS, AGENCIES).standing

    assert standing.letterhead["body"] == "BAN CHỈ ĐẠO"
    assert standing.letterhead["signer_posts"] == ["TRƯỞNG BAN", "CHỦ TỊCH"]
    assert standing.letterhead["copied_to"] == ["Như trên;", "Lưu: VT."]


def test_half_a_letterhead_is_refused_and_none_is_none(tmp_path):
    half = folder(tmp_path, standing=HEADED + "so-y-te,so-lao-dong,UBND TỈNH SÔNG,,,,,,,,\n")
    with pytest.raises(FilesFaulty) as caught:
        tree_files.read(half, UNITS, AGENCIES)
    assert len(places(caught)) == 8

    none = folder(tmp_path, standing="body,agency\nso-y-te,so-lao-dong\n")
    assert tree_files.read(none, UNITS, AGENCIES).standing[0].letterhead == {}

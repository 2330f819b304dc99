"""The shipped programmes: they can be read, written again, and recognised in a scanned annex."""

from __future__ import annotations

from datetime import date, time

import pytest

from dondoc import packs
from dondoc.core.packs import DueRule, parse_pack, to_toml

ROWS = ["Số đăng ký khai sinh", "Số đăng ký kết hôn", "Số đăng ký khai tử",
        "Số xác nhận tình trạng hôn nhân", "Số đăng ký nhận cha, mẹ con"]  # fmt: skip
COLUMNS = ["Tổng dư liệu hộ tịch", "Lưu nhập", "Chờ rà soát", "Đã duyệt", "Từ chối",
           "Chuyển CSDL hộ tịch điện tử"]  # fmt: skip


@pytest.mark.parametrize("code", packs.shipped())
def test_a_shipped_pack_is_named_after_its_folder_and_survives_being_written(code):
    pack = parse_pack(packs.shipped()[code])

    assert pack.code == code
    assert parse_pack(to_toml(pack)) == pack


def test_the_campaign_of_the_dispatch_is_five_days_and_its_report_is_due_before_eight():
    pack = parse_pack(packs.shipped()["civil_status"])
    form, target = pack.form("register_progress"), pack.indicators[0].targets[0]

    assert form.due == DueRule(days_after=1, before=time(8))
    assert (len(form.rows), len(form.fields), form.total_row) == (5, 6, True)
    assert (target.starts, target.by, target.at_least) == (
        date(2025, 2, 15),
        date(2025, 2, 19),
        100,
    )
    assert pack.indicators[0].target_on(date(2025, 3, 1)) == target


def test_an_annex_with_the_scanners_faults_is_recognised():
    found = packs.match(ROWS, COLUMNS)

    assert found is not None
    assert (found.pack.code, found.form.code) == ("civil_status", "register_progress")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (ROWS[:4], COLUMNS),
        (ROWS, COLUMNS[:5]),
        (["Xã", *ROWS[3:], "Khác", "Khác"], COLUMNS),
        ([], []),
    ],
)
def test_another_table_is_not_taken_for_it(rows, columns):
    assert packs.match(rows, columns) is None


def test_a_folder_of_packs_outside_the_product_is_read_the_same_way(tmp_path):
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / "pack.toml").write_text('code = "school"', "utf-8")
    (tmp_path / "notes").mkdir()

    assert packs.texts_in(tmp_path) == {"school": 'code = "school"'}

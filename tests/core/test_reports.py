"""What a unit reported is judged by rules that never turn silence into a number."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core import reports
from dondoc.core.packs import Check, Derived, DueRule, Form, Format, Kind, Severity
from dondoc.core.periods import HANOI
from dondoc.core.reports import Completeness, Sent, Timeliness, Total

FORM = Form(
    "progress",
    "Tiến độ",
    Kind.DAILY,
    DueRule(1, before=time(8)),
    "lowest_unit",
    rows={"birth": "Khai sinh", "death": "Khai tử"},
    fields={"total": "Tổng", "done": "Đã làm"},
    carried=("total",),
    checks=(
        Check("within", "done <= total", "Đã làm ({done}) quá Tổng ({total}).", label="Trong tổng"),
        Check("grows", "done >= previous(done)", "Đã làm ({done}) giảm.", Severity.IMPOSSIBLE, ("Tổng là {total}.", "Xem lại.")),
    ),
    derived=(
        Derived("left", "Còn", "total - done"),
        Derived("share", "Tỷ lệ", "done / total", Format.SHARE),
    ),
)  # fmt: skip
cell_maps = st.dictionaries(
    st.sampled_from(list(FORM.rows)),
    st.dictionaries(st.sampled_from(list(FORM.fields)), st.integers(0, 10**6)),
)
EIGHT = datetime(2025, 2, 19, 8, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("seconds", "inclusive", "verdict"),
    [(-1, False, "on_time"), (0, False, "late"), (0, True, "on_time"), (59, True, "on_time"), (60, True, "late"), (1, False, "late")],
)  # fmt: skip
def test_before_an_hour_excludes_it_and_by_an_hour_includes_its_minute(seconds, inclusive, verdict):
    assert reports.timeliness(EIGHT + timedelta(seconds=seconds), EIGHT, inclusive).value == verdict


def test_a_check_speaks_with_its_numbers_and_leaves_out_a_hint_it_cannot_fill():
    found = reports.check(FORM, {"birth": {"done": 1500}}, {"birth": {"done": 1600}})

    assert [(f.row, f.check_code, f.message, f.hint) for f in found] == [
        ("birth", "grows", "Đã làm (1.500) giảm.", "Xem lại.")
    ]
    assert found[0].numbers == {"done": 1500, "previous.done": 1600}
    assert (found[0].severity, found[0].fields) == (Severity.IMPOSSIBLE, ("done",))


@given(cells=cell_maps)
def test_a_check_over_a_missing_cell_is_silent(cells):
    for finding in reports.check(FORM, cells, None):
        assert finding.check_code == "within"
        assert {"total", "done"} <= set(cells[finding.row])


def test_a_row_is_filled_when_all_its_cells_are_and_begun_when_one_was_typed():
    cells = {"birth": {"total": 5, "done": 0}, "death": {"total": 7}}

    assert reports.filled_rows(FORM, cells) == ("birth",)
    assert reports.begun_rows(FORM, cells) == ("birth",)
    assert reports.passed(FORM, cells) == {"within": 1}


def test_totals_name_the_rows_missing_from_them():
    cells = {"birth": {"total": 5, "done": 4}, "death": {"total": 11}}

    assert reports.totals(FORM, cells) == {"total": Total(16, ()), "done": Total(4, ("death",))}
    assert reports.totals(FORM, {})["done"] == Total(None, ("birth", "death"))
    # The share is that of the totals, 4 of 16; what is left is added up over the rows that say it.
    assert reports.derived_totals(FORM, cells) == {"left": 1, "share": Decimal("0.25")}
    assert reports.derived_totals(FORM, {}) == {}


def test_a_share_of_nothing_is_absent_not_zero():
    assert reports.derived(FORM, {"birth": {"total": 0, "done": 0}})["birth"] == {"left": 0}


@given(units=st.lists(cell_maps, max_size=6))
def test_rolling_up_keeps_every_figure_and_says_from_how_many(units):
    rolled = reports.roll_up(FORM, units)

    for row in FORM.rows:
        for field in FORM.fields:
            given_figures = [unit[row][field] for unit in units if field in unit.get(row, {})]
            assert rolled.contributed[row][field] == len(given_figures) <= rolled.units
            assert rolled.cells.get(row, {}).get(field) == (
                sum(given_figures) if given_figures else None
            )


def test_the_order_and_grouping_of_rolling_up_do_not_matter():
    one, two, three = ({"birth": {"total": n, "done": 1}} for n in (1, 2, 3))

    part = reports.roll_up(FORM, [one, two]).cells

    assert (
        reports.roll_up(FORM, [three, part]).cells == reports.roll_up(FORM, [one, two, three]).cells
    )


def test_a_filled_form_is_read_and_all_its_faults_are_named():
    read = reports.read_cells(
        FORM,
        {
            "birth": {"total": "1.234", "done": ""},
            "death": {"total": "mười", "done": "-1", "x": "1"},
        },
    )

    assert read.cells == {"birth": {"total": 1234}}
    assert [finding.place for finding in read.findings] == ["death.total", "death.done", "death.x"]
    assert all(finding.sentence for finding in read.findings)


histories = st.lists(
    st.builds(Sent, st.integers(0, 12), st.sampled_from(Timeliness), st.booleans()), max_size=40
)


@given(owed=st.lists(st.integers(0, 9)), history=histories)
def test_completeness_never_passes_a_hundred_percent(owed, history):
    counted = reports.completeness(owed, history)

    assert 0 <= counted.on_time <= counted.filed <= counted.owed == len(set(owed))
    for share in (counted.filed_share, counted.on_time_share):
        assert (share is None) == (not owed)
        assert share is None or 0 <= share <= 1
    assert counted.missing == counted.owed - counted.filed


@given(owed=st.lists(st.integers(0, 9)), history=histories, unit=st.integers(0, 12))
def test_a_late_correction_takes_nothing_away(owed, history, unit):
    before = reports.completeness(owed, history)
    after = reports.completeness(owed, [*history, Sent(unit, Timeliness.LATE)])

    assert after.filed >= before.filed
    assert after.on_time == before.on_time


def test_nothing_owed_has_no_share():
    assert reports.completeness([], [Sent("x", Timeliness.ON_TIME)]) == Completeness(0, 0, 0)
    assert Completeness(0, 0, 0).filed_share is None

"""`dondoc read` says why: each deadline with its words, its rule, what it assumed and what else it
may mean."""

import datetime as dt

from dondoc.core.deadline_rules import Rhythm
from dondoc.core.reading import Assignment, Reading
from dondoc.core.reading.model import Apart, Head, Other, Target
from dondoc.dispatches.explaining import table_of
from dondoc.dispatches.listing import lines_of

WORDS = "Sở Tư pháp rà soát trước ngày 20/3, riêng xã Đảo Xa trước ngày 25/3."
DUTY = Assignment(
    clause="2.a",
    text=WORDS,
    start=0,
    end=len(WORDS),
    title="rà soát",
    lead=("Sở Tư pháp",),
    due=dt.date(2025, 3, 19),
    due_raw="trước ngày 20/3",
    due_rule="before_excludes_the_day",
    due_others=(Other(dt.date(2025, 3, 20), "day_read_as_included"),),
    due_assumptions=("year_of_the_document",),
    aparts=(Apart(("Xã Đảo Xa",), dt.date(2025, 3, 24), None, False, "riêng xã Đảo Xa", 37, 52),),
    target=Target(95.0, "%", 0, 3, "hồ sơ tiếp nhận trực tuyến"),
    report_to="UBND tỉnh",
    report_by="thư điện tử",
)
SILENT = Assignment("2.b", "Tiếp tục tuyên truyền.", 0, 0, "tuyên truyền")
READING = Reading(WORDS, Head(number="02/UBND"), (DUTY, SILENT))


def test_the_listing_names_assumption_other_reading_exception_scope_and_channel():
    said = "\n".join(lines_of(READING))
    assert "Giả định: Không ghi năm; lấy năm của văn bản." in said
    assert "Cách đọc khác: 20/03/2025." in said
    assert "Riêng Xã Đảo Xa: 24/03/2025 (“riêng xã Đảo Xa”)" in said
    assert "Chỉ tiêu: 95 % hồ sơ tiếp nhận trực tuyến" in said
    assert "Báo cáo: UBND tỉnh qua thư điện tử" in said


def test_the_table_of_rules_counts_what_fired_and_what_was_left_silent():
    lines = table_of(READING)
    assert lines[2].startswith("| 2.a | Sở Tư pháp | rà soát | “trước ngày 20/3” |")
    assert "19/03/2025; hoặc 20/03/2025" in lines[2]
    assert "1 trong 2 việc không ghi thời gian" in "\n".join(lines)
    assert any(line.startswith("- `before_excludes_the_day`: 1 lần.") for line in lines)


def test_a_rhythm_alone_needs_no_day():
    each = Assignment(
        "1", "Hằng ngày báo cáo.", 0, 0, "báo cáo", every="daily", due_rule="every_day",
        due_raw="Hằng ngày", rhythm=Rhythm(),
    )  # fmt: skip
    [row] = [line for line in table_of(Reading("", Head(), (each,))) if line.startswith("| 1 ")]
    assert row.endswith("| hằng ngày |")


def test_the_listing_names_the_weekday_on_which_a_duty_falls():
    each = Assignment(
        "1", "Báo cáo.", 0, 0, "báo cáo", every="weekly", due_rule="every_week",
        due_time=dt.time(15), due_before=True, due_raw="trước 15 giờ thứ Sáu hằng tuần",
        rhythm=Rhythm(weekday=5, until=dt.date(2025, 12, 31)),
    )  # fmt: skip
    said = "\n".join(lines_of(Reading("", Head(), (each,))))
    assert "Hạn: trước 15:00 Thứ Sáu hằng tuần, đến hết 31/12/2025" in said

"""Laws of the grammar of deadlines: what holds for every day, however it is written."""

from __future__ import annotations

import itertools
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.aparts import find_aparts
from dondoc.core.deadline_rules import ASSUMPTIONS, RULES, SETTLES
from dondoc.core.deadlines import find_deadlines

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
ONE = timedelta(days=1)
SPELLINGS = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"ngày {d:%d} tháng {d:%m} năm {d.year}",
    lambda d: f"ngày {d.day} tháng {d.month}, năm {d.year}",
    lambda d: f"ngày {d.day}/{d.month} năm {d.year}",
    lambda d: f"ngày {d.day} tháng {d.month}/{d.year}",
]
BEFORE = ["trước {}", "trước thời hạn {}", "đến trước {}", "xong trước {}", "Trước {}"]
WITHIN = ["chậm nhất {}", "chậm nhất là {}", "đến hết {}", "không muộn hơn {}", "không quá {}"]
WITHIN += ["muộn nhất {}", "hạn chót {}", "hạn cuối là {}", "xong trong {}", "CHẬM NHẤT {}"]
AROUND = ["", "Sở Y tế báo cáo ", "Yêu cầu UBND các xã, phường ", "- Khẩn trương rà soát, ", "3. "]
BEHIND = ["", ".", "; gửi về Sở Nội vụ.", ", báo cáo UBND tỉnh.", " để tổng hợp.", " (qua email)"]
PIECES = [
    "trước",
    "chậm nhất",
    "đến hết",
    "ngày",
    "tháng",
    "quý",
    "năm",
    "hằng",
    "từ",
    "đến",
    "giờ",
]
PIECES += [
    "15/6",
    "2025",
    "05",
    "III",
    "kể từ",
    "làm việc",
    ",",
    ".",
    ";",
    "(",
    ")",
    "-",
    "/",
    "trong",
]
PIECES += [
    "đã",
    "tính đến",
    "giai đoạn",
    "thứ Sáu",
    "cuối",
    "đầu",
    "Tết",
    "riêng",
    "2/5",
    "24h",
    "\n",
    "¤",
]


def the_one(words: str, written: date | None = None):
    [found] = find_deadlines(words, written)
    return found


@given(DAYS, st.sampled_from(SPELLINGS), st.sampled_from(BEFORE))
def test_before_a_day_ends_the_day_before_in_every_spelling(day, spelled, limit):
    assert the_one(limit.format(spelled(day))).due == day - ONE


@given(DAYS, st.sampled_from(SPELLINGS), st.sampled_from(WITHIN))
def test_all_other_limits_keep_the_day_in_every_spelling(day, spelled, limit):
    assert the_one(limit.format(spelled(day))).due == day


@given(DAYS, st.sampled_from(AROUND), st.sampled_from(BEHIND), st.sampled_from(BEFORE + WITHIN))
def test_words_around_a_limit_change_neither_day_nor_rule(day, ahead, behind, limit):
    alone = the_one(limit.format(f"{day:%d/%m/%Y}"))
    among = the_one(f"{ahead}{limit.format(f'{day:%d/%m/%Y}')}{behind}")

    assert (among.due, among.rule, among.words) == (alone.due, alone.rule, alone.words)


@given(DAYS, st.integers(0, 300), st.sampled_from(SPELLINGS))
def test_an_interval_holds_both_its_days(first, length, spelled):
    last = first + length * ONE
    found = the_one(f"từ {spelled(first)} đến {spelled(last)}")

    assert (found.starts, found.due) == (first, last)


@given(DAYS, st.integers(1, 60))
def test_a_campaign_of_n_days_has_n_days(first, count):
    found = the_one(f"từ ngày {first:%d/%m/%Y} mở đợt cao điểm {count:02d} ngày đêm")

    assert (found.due - found.starts).days + 1 == count


@given(DAYS, st.integers(1, 120))
def test_counted_days_leave_the_first_out(first, count):
    found = the_one(f"trong vòng {count} ngày kể từ ngày {first:%d/%m/%Y}")

    assert found.due == first + count * ONE
    assert "first_day_not_counted" in found.assumptions


@given(DAYS, st.integers(1, 12))
def test_a_day_without_its_year_lies_near_the_document(written, month):
    found = the_one(f"chậm nhất ngày 15/{month}", written)

    assert -120 <= (found.due - written).days <= 366
    assert set(found.assumptions) <= {"year_of_the_document", "year_after_the_document"}
    assert the_one(f"chậm nhất ngày 15/{month}").due is None


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_an_hour_never_moves_the_day_but_midnight(day, hour, minute):
    found = the_one(f"trước {hour:02d} giờ {minute:02d} ngày {day:%d/%m/%Y}")

    assert found.due == (day - ONE if hour == minute == 0 else day)
    assert found.before == (found.due_time is not None)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.none() | DAYS)
def test_any_mixture_of_its_words_is_read_in_order_and_cut_out_of_the_text(words, written):
    found = find_deadlines(words, written)

    assert all(0 <= one.start < one.end <= len(words) for one in found)
    assert all(words[one.start : one.end] == one.words for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(one.rule in RULES and set(one.assumptions) <= set(ASSUMPTIONS) for one in found)
    assert all(one.settles is None or one.settles in SETTLES for one in found)
    assert find_deadlines(words, written) == found
    assert all(0 <= a.who_start < a.who_end <= len(words) for a in find_aparts(words, found))


@given(st.text(max_size=200), st.none() | DAYS)
def test_any_text_at_all_is_read_without_a_surprise(text, written):
    for one in find_deadlines(text, written):
        assert text[one.start : one.end] == one.words


@given(DAYS, st.integers(0, 12))
def test_words_read_again_alone_give_the_same_day(day, gap):
    blanks = " " * gap
    text = f"Sở Y tế {blanks}\n hoàn thành {blanks}trước ngày {day:%d/%m/%Y}, báo cáo hằng quý"
    for one in find_deadlines(text):
        again = the_one(one.words) if one.every is None else one
        assert (again.due, again.rule) == (one.due, one.rule)


@given(DAYS)
def test_a_masked_day_is_never_read_and_the_others_stay(day):
    text = f"theo Kế hoạch 12 trước ngày 01/02/2020, chậm nhất ngày {day:%d/%m/%Y}"
    masked = [(text.index("01/02/2020"), text.index("01/02/2020") + 10)]

    assert [one.due for one in find_deadlines(text, masked=masked)] == [day]


HOSTILE = {
    "limits": "trước ",
    "days": "trước ngày 20/02/2025 ",
    "counts": "05 ngày kể từ ",
    "campaigns": "từ 1/1/2025 ",
    "conditions": "đối với các trường hợp ",
    "programmes": "chương trình kế hoạch đề án ",
    "already": "đã hoàn thành ",
    "blanks": " ",
    "numbers": "1/1/1.1-1 ",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_reading_grows_with_the_text_and_no_faster(words):
    def seconds(length: int) -> float:
        text = words * (length // len(words))
        return min(_timed(text) for _ in range(2))

    short, long = seconds(10_000), seconds(40_000)

    assert long < 12 * short + 0.05


def _timed(text: str) -> float:
    begun = time.perf_counter()
    find_deadlines(text, date(2025, 2, 18))
    return time.perf_counter() - begun

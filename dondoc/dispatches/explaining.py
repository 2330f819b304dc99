"""Why a dispatch was read as it was: every rule that fired, beside the words that made it fire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dondoc.core.deadline_rules import ASSUMPTIONS, RULES
from dondoc.core.reading import Assignment, Reading
from dondoc.web import words
from dondoc.web.speech import vietnamese


def table_of(reading: Reading) -> list[str]:
    """A Markdown table: clause, duty, words about time, rule, last day; then how often each fired.

    Duties without words about time are counted below the table: nothing was invented for them.
    """
    timed = [duty for duty in reading.assignments if duty.due_rule]
    silent = len(reading.assignments) - len(timed)
    lines = ["| Mục | Ai | Việc | Chữ | Luật | Đọc ra |", "|---|---|---|---|---|---|"]
    lines += [_row(duty) for duty in timed]
    fired = Counter(duty.due_rule for duty in timed)
    return [
        *lines,
        "",
        f"{silent} trong {len(reading.assignments)} việc không ghi thời gian: "
        "không có hạn nào được đặt ra.",
        "",
        *(
            f"- `{rule}`: {count} lần. {vietnamese(RULES[str(rule)])}"
            for rule, count in fired.items()
        ),
        *_doubts(reading),
    ]


def _row(duty: Assignment) -> str:
    quoted = _flat(duty.due_raw or "")
    lead = ", ".join(duty.lead) or "chưa rõ"
    cells = (duty.clause, lead, duty.title, f"“{quoted}”", f"`{duty.due_rule}`", _read_out(duty))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _read_out(duty: Assignment) -> str:
    said = [words.EVERY[duty.every]] if duty.every else []
    said += [words.clock_time(duty.due_time)] if duty.due_time else []
    said += [words.day(duty.due)] if duty.due else []
    said += [f"hoặc {words.day(other.day)}" for other in duty.due_others]
    said += [vietnamese(ASSUMPTIONS[code]) for code in duty.due_assumptions]
    return "; ".join(said) or "không có ngày"


def _doubts(reading: Reading) -> Iterable[str]:
    said: Counter[str] = Counter()
    for warning in reading.warnings:
        place = _flat(reading.shown[warning.start : warning.end])
        sentence = vietnamese(warning.message, warning.facts)
        beside = f" (ở “{place}”)" if 0 < len(place) <= 60 and place not in sentence else ""
        said[f"- {sentence}{beside}"] += 1
    if said:
        yield from ("", "Hỏi lại người đọc:", "")
    for line, times in said.items():
        yield f"{line} ({times} chỗ)" if times > 1 else line


def _flat(text: str) -> str:
    return " ".join(text.split())

"""A reading as lines that an officer can check against the paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from dondoc.core.agency_names import canonical
from dondoc.core.deadline_rules import ASSUMPTIONS, RULES, SETTLES
from dondoc.core.likeness import Work, pairs_within
from dondoc.core.reading import Assignment, Reading
from dondoc.core.reading.blocks import flatten
from dondoc.core.relations import (
    ASKED,
    CHANGING,
    IN_PART,
    WORDS,
    Relation,
    relations_in,
    strongest,
)
from dondoc.web import words
from dondoc.web.rhythms import rhythm
from dondoc.web.speech import vietnamese

_MODALITY = {"must": "phải làm", "strive": "phấn đấu", "standing": "thường xuyên"}


def lines_of(reading: Reading) -> list[str]:
    """The head, then every duty with clause, owner, deadline and quoted words, then forms and
    doubts."""
    head = reading.document
    day = words.day(head.date) if head.date else "không rõ ngày"
    lines = [
        f"{head.type or 'Văn bản'} số {head.number or '(không có)'}, {day}, "
        f"{head.issuer or 'không rõ cơ quan'}"
    ]
    lines += [f"Về việc: {head.subject}"] if head.subject else []
    lines += [f"Thời hạn chung: {words.day(head.horizon)}"] if head.horizon else []
    for place, duty in enumerate(reading.assignments, start=1):
        lines += ["", *_duty(place, duty)]
    for form in reading.forms:
        lines += [
            "",
            f"Biểu mẫu: {len(form.rows)} dòng x {len(form.columns)} cột, theo “{form.row_label}”",
        ]
        lines += [
            f"  {suggestion.as_read} -> {suggestion.suggested}?" for suggestion in form.suggestions
        ]
    lines += _between(reading)
    if reading.warnings:
        lines += ["", "Cần xem lại:"]
        lines += [f"  {vietnamese(warning.message, warning.facts)}" for warning in reading.warnings]
    return lines


def _between(reading: Reading) -> list[str]:
    """What it does to other documents, and duties of its own that may be one."""
    duties = [(duty.start, duty.end) for duty in reading.assignments]
    number = reading.document.number
    found = strongest(relations_in(flatten(reading.shown), own_number=number, duties=duties))
    lines = ["", "Văn bản liên quan:"] if found else []
    for done in found:
        cited = done.citation
        day = f" ngày {words.day(cited.date)}" if cited.date else ""
        kind = f"{cited.kind} số " if cited.number[:1].isdigit() else ""
        lines.append(f"  {said_of(done)}: {kind}{cited.number}{day}")
    works = [
        Work(place, duty.title, duty.text, frozenset(map(canonical, duty.lead)), clause=duty.clause)
        for place, duty in enumerate(reading.assignments, start=1)
    ]
    pairs = pairs_within(works)
    lines += ["", "Có thể là một việc:"] if pairs else []
    for one, other, like in pairs:
        shared = ", ".join(f"“{run}”" for run in like.shared)
        lines.append(f"  việc {one.key} và việc {other.key}, cùng nói: {shared}")
    return lines


def said_of(relation: Relation) -> str:
    """What is done to the other document, in Vietnamese."""
    verb = vietnamese(WORDS[relation.kind])
    if relation.partial and relation.kind in CHANGING:
        verb = vietnamese(IN_PART, {"verb": verb})
    return vietnamese(ASKED, {"verb": verb}) if relation.asked else verb


def _duty(place: int, duty: Assignment) -> Iterable[str]:
    yield f"{place}. [mục {duty.clause or '-'}] {duty.title}"
    yield f"   Chủ trì: {'; '.join(duty.lead) or 'chưa rõ'}"
    if duty.coordinate:
        yield f"   Phối hợp: {'; '.join(duty.coordinate)}"
    yield f"   Hạn: {_deadline(duty)}"
    if duty.due_rule:
        quoted = " ".join((duty.due_raw or "").split())
        yield f"   Căn cứ: “{quoted}”: {vietnamese(RULES[duty.due_rule])}"
    yield from (f"   Giả định: {vietnamese(ASSUMPTIONS[code])}" for code in duty.due_assumptions)
    for other in duty.due_others:
        yield f"   Cách đọc khác: {words.day(other.day)}. {vietnamese(RULES[other.rule])}"
    if duty.due_settles:
        yield f"   Cần biết thêm: {vietnamese(SETTLES[duty.due_settles])}"
    for apart in duty.aparts:
        last = words.day(apart.due) if apart.due else "chưa xác định được ngày"
        yield f"   Riêng {', '.join(apart.who)}: {last} (“{' '.join(apart.words.split())}”)"
    if duty.target:
        scope = f" {duty.target.scope}" if duty.target.scope else ""
        yield f"   Chỉ tiêu: {duty.target.value:g} {duty.target.unit}{scope}"
    if duty.report_to or duty.report_by:
        by = f" qua {duty.report_by}" if duty.report_by else ""
        yield f"   Báo cáo: {duty.report_to or 'không ghi gửi ai'}{by}"
    yield f"   Mức độ: {_MODALITY[duty.modality]}"


def _deadline(duty: Assignment) -> str:
    hour = words.clock_time(duty.due_time) if duty.due_time else ""
    hour = f"{'trước' if duty.due_before else 'đến'} {hour} " if hour else ""
    if duty.every:
        last = f", đến {words.day(duty.due)}" if duty.due else ""
        falling = asdict(duty.rhythm) if duty.rhythm else {}
        days = {name: day.isoformat() for name, day in falling.items() if isinstance(day, date)}
        said = rhythm(falling | days, duty.every) or words.EVERY[duty.every]
        return f"{hour}{said}{last}"
    if duty.due is None:
        return f"{hour}không ghi hạn" if not duty.due_raw else f"{hour}chưa xác định được ngày"
    start = f"từ {words.day(duty.starts)} " if duty.starts else ""
    return (
        f"{start}{hour}đến hết {words.day(duty.due)}"
        if not hour
        else f"{start}{hour}ngày {words.day(duty.due)}"
    )

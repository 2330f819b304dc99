"""`dondoc remind`: draft a reminder from what is late or in danger, and write it as a Word file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from dondoc.agencies.models import Person, Role
from dondoc.core.asof import AsOf
from dondoc.core.decree import decree_day
from dondoc.documents.letter import write_letter
from dondoc.reminders import actions, composing
from dondoc.web import clock


def remind_command(argv: list[str]) -> int:
    """Draft for a day (by default today), as known at its end; print or save the letter."""
    parser = argparse.ArgumentParser(prog="dondoc remind", description="Soạn dự thảo đôn đốc.")
    parser.add_argument("--on", type=date.fromisoformat, help="ngày, ví dụ 2025-02-20")
    parser.add_argument("--by", help="tên đăng nhập của người soạn ở cơ quan thường trực")
    parser.add_argument("--out", type=Path, help="ghi ra tệp .docx")
    options = parser.parse_args(argv)
    at = clock.now()
    as_of = AsOf.end_of(options.on) if options.on and options.on < at.date() else AsOf.at(at)
    writer = _writer(options.by, at.date())
    if writer is None:
        parser.error("không có cán bộ cơ quan thường trực nào với tên đăng nhập ấy")
    draft = actions.draft(by=writer, at=at, as_of=as_of)
    composed = composing.compose(draft)
    print(f"Dự thảo số {draft.pk}, ngày {decree_day(draft.day)}: {len(composed.entries)} mục.")
    for entry in composed.entries:
        print(f"\n{entry.text}")
    if options.out:
        options.out.write_bytes(write_letter(composing.letter(draft)))
        print(f"\nĐã ghi {options.out}")
    return 0


def _writer(username: str | None, day: date) -> Person | None:
    people = Person.objects.filter(is_active=True, posts__role=Role.STANDING)
    if username:
        people = people.filter(username=username)
    found = people.order_by("pk").first()
    return found.on_duty(day) if found else None

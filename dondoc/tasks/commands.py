"""`dondoc tasks`: list the register for a day, confirm what is clear, derive the intervals anew."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date

from django.utils.translation import gettext_noop

from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.names import sort_key
from dondoc.dispatches.loading import keeper
from dondoc.tasks import history, queries, review_commands
from dondoc.tasks.models import Task
from dondoc.tasks.review import Review, confirm_clear
from dondoc.tasks.review_commands import dispatch_of
from dondoc.web import clock, words
from dondoc.web.typed_days import can_be_meant


class DayNotRead(Refusal):
    """The day asked for is no day."""

    code = "task.day_not_read"
    message = gettext_noop("“%(text)s” is not a day. Write it as 2025-02-20.")


def tasks_command(argv: list[str]) -> int:
    """List, confirm or rebuild."""
    parser = argparse.ArgumentParser(prog="dondoc tasks", description="Sổ nhiệm vụ.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="liệt kê nhiệm vụ và tình trạng")
    listing.add_argument("--on", help="ngày cần xem, theo những gì biết khi hết ngày đó")
    listing.add_argument(
        "--chu", choices=["giao", "nay"], default="giao",
        help="đếm theo cơ quan được giao, hoặc theo cơ quan nay chịu trách nhiệm",
    )  # fmt: skip
    confirming = verbs.add_parser("confirm", help="xác nhận những việc không có cảnh báo")
    confirming.add_argument("dispatch", help="số, ký hiệu hoặc số trong sổ")
    confirming.add_argument("--by", required=True, help="tên đăng nhập của người xác nhận")
    review_commands.add_to(verbs)
    verbs.add_parser("rebuild", help="dựng lại bảng khoảng thời gian từ lịch sử")
    options = parser.parse_args(argv)
    if options.verb == "list":
        return _list(options.on, now=options.chu == "nay")
    if options.verb == "confirm":
        return _confirm(options.dispatch, options.by)
    if options.verb in review_commands.VERBS:
        return review_commands.VERBS[options.verb](options)
    return _rebuild()


def _lateness(one: queries.Judged) -> str:
    if not one.days_late:
        return ""
    done = one.facts.done_on is not None
    return f", {words.late_by(one.days_late)}" if done else f" {one.days_late} ngày"


def _whose(one: queries.Judged, *, now: bool) -> str:
    """Whom it counts for; where it passed on, the other side in brackets."""
    label = one.task.lead_label
    if not one.passed_on:
        return label
    owners = ", ".join(one.owners) or "không còn cơ quan trả lời"
    return f"{owners} (giao {label})" if now else f"{label} (nay {owners})"


def _list(on: str | None, *, now: bool = False) -> int:
    at = _as_of(on)
    judged = queries.judge(Task.objects.all(), at)
    for one in judged:
        due = words.day(one.facts.due_on) if one.facts.due_on else "không ghi hạn"
        state = words.look_of(one.state).word
        late = _lateness(one)
        whose = _whose(one, now=now)
        print(f"{one.task.code:<10} {state}{late} · {due} · {whose}: {one.task.title}")
    rates = queries.rates(judged)
    print(
        f"{len(judged)} nhiệm vụ ngày {words.day(at.day)}; đúng hạn {rates.on_time}/{rates.base}, "
        f"đã hoàn thành {rates.on_time + rates.late}/{rates.base}."
    )
    _print_by_owner(judged, now=now)
    return 0


def _print_by_owner(judged: list[queries.Judged], *, now: bool) -> None:
    """The same tasks by whom they count for, once any passed on; the whole stays the same."""
    if not any(one.passed_on for one in judged):
        return
    found = Counter(name for one in judged for name in (one.owners if now else one.leads))
    print("Theo cơ quan nay chịu trách nhiệm:" if now else "Theo cơ quan được giao:")
    for name, count in sorted(found.items(), key=lambda pair: sort_key(pair[0])):
        print(f"  {name}: {count}")


def _as_of(text: str | None) -> AsOf:
    now = clock.now()
    if text is None:
        return AsOf.at(now)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayNotRead(text=text) from None
    if not can_be_meant(day):
        raise DayNotRead(text=text)
    return AsOf.at(now) if day == now.date() else AsOf.end_of(day)


def _confirm(reference: str, username: str) -> int:
    at = clock.now()
    person = keeper(username, at)
    review = Review(dispatch_of(reference), person)
    for task in confirm_clear(review, by=person, at=at):
        print(f"{task.code} {task.lead_label}: {task.title}")
    left = len(Review(review.dispatch, person).open)
    print(f"{review.dispatch}: còn {left} việc cần người xem.")
    return 0


def _rebuild() -> int:
    tasks = Task.objects.all()
    written = history.rebuild_spans(tasks)
    print(f"Đã dựng lại {written} khoảng của {tasks.count()} nhiệm vụ.")
    return 0

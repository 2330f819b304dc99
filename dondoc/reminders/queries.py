"""Questions about drafts: what to look at before one is submitted, what later figures say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from dondoc.agencies import queries as agencies
from dondoc.core.asof import AsOf
from dondoc.core.workdays import is_working_day
from dondoc.reminders import evidence
from dondoc.reminders.models import CHOSEN, Choice, Item, Reminder
from dondoc.reports.models import Filing
from dondoc.tasks.answering import in_sight, leads_of
from dondoc.tasks.wordings import say_as_then
from dondoc.web import words


@dataclass(frozen=True)
class Check:
    """One line of "Kiểm tra trước khi trình"."""

    shape: str  # a word of the status vocabulary
    text: str
    anchor: str = ""


def as_then(drafts: Iterable[Reminder], at: AsOf) -> list[Reminder]:
    """Drafts as they stood at a moment: how far on their way, with what was chosen by then."""
    found = list(drafts)
    paths = ("items__task__dispatch", "items__task__clause__dispatch", "items__task__assignments")
    prefetch_related_objects(found, *paths, "items__choices", "steps")
    for draft in found if at.is_over else ():
        _put_back(draft, at)
    return found


def _put_back(draft: Reminder, at: AsOf) -> None:
    taken = [one for one in draft.steps.all() if one.at <= at.known_at]
    if taken:
        draft.state = max(taken, key=lambda one: (one.at, one.pk)).state
    if draft.state != Reminder.State.NUMBERED:
        draft.reference, draft.issued_on, draft.dispatch = "", None, None
    items = list(draft.items.all())
    say_as_then([item.task for item in items], at.known_at)
    for item in items:
        chosen = [one for one in item.choices.all() if one.at <= at.known_at]
        proposed = item.facts.get("new_due_on")
        first = Choice(
            item=item, included=True, written="", day_chosen=proposed == item.facts.get("due_on"),
            new_due_on=date.fromisoformat(proposed) if proposed else None,
        )  # fmt: skip
        for name in CHOSEN:
            setattr(item, name, getattr(chosen[-1] if chosen else first, name))


def checks(reminder: Reminder, items: list[Item], at: AsOf | None = None) -> list[Check]:
    """What a careful officer would check before putting a draft before the leader."""
    kept = [item for item in items if item.included]
    return [
        *_sources(reminder, kept, at),
        *_days(kept),
        *_successors(reminder, kept),
        Check("waiting", "Số, ngày ký để trống: văn thư cấp số, người có thẩm quyền ký. "
              "Hệ thống không tự ban hành."),
    ]  # fmt: skip


def _sources(reminder: Reminder, items: list[Item], at: AsOf | None) -> list[Check]:
    changed = corrected_since(reminder, at)
    if changed:
        return [
            Check(
                "at_risk",
                f"{changed} báo cáo được đính chính hoặc nộp sau giờ chốt số liệu của dự thảo. "
                "Soạn lại nếu muốn dùng số mới; bản này giữ số lúc soạn.",
            )
        ]
    hour = reminder.head["at_hour"]
    return [Check("complete", f"Mọi con số trong dự thảo đều có nguồn, khớp với sổ lúc {hour}.")]


def corrected_since(reminder: Reminder, at: AsOf | None = None) -> int:
    """Filings sent after the draft, by now or by a moment, for days its figures speak of."""
    used = {pk for snapshot in reminder.snapshots.all() for pk in snapshot.filings}
    if not used:
        return 0
    demands = Filing.objects.filter(pk__in=used).values("report__demand")
    sent = Filing.objects.filter(sent_at__lte=at.known_at) if at else Filing.objects.all()
    return sent.filter(
        report__demand__in=demands,
        report__consolidated=False,
        sent_at__gt=reminder.known_at,
        report__first_on__lt=reminder.day,
    ).count()


def _days(items: list[Item]) -> list[Check]:
    undecided = [item for item in items if not item.day_chosen]
    lines = [
        Check(
            "waiting",
            f"Mục {item.position}: hạn mới {words.day(item.new_due_on)} mới là đề xuất, "
            "cần người chọn.",
            f"duty-{item.position}",
        )
        for item in undecided
        if item.new_due_on
    ]
    rest = [item for item in items if item.new_due_on and not is_working_day(item.new_due_on)]
    lines += [
        Check(
            "at_risk",
            f"Mục {item.position}: hạn {words.day(item.new_due_on)} là ngày nghỉ.",
            f"duty-{item.position}",
        )
        for item in rest
    ]
    if not lines:
        lines = [Check("complete", "Mỗi yêu cầu có người nhận và hạn, đều là ngày làm việc.")]
    return lines


def _successors(reminder: Reminder, items: list[Item]) -> list[Check]:
    """Owners whose last day comes before the task's: somebody else will have to answer."""
    lines: dict[int, Check] = {}
    roll = agencies.Roll(AsOf(reminder.day, reminder.known_at))
    for item in items:
        due = item.new_due_on or reminder.day
        parts = leads_of([item.task], roll.at)[item.task.pk]
        for agency in in_sight(parts, now=True):
            until = roll.tree.until(agency.key)
            if until is None or until >= due:
                continue
            heirs = agencies.heirs_of(agency, AsOf(due, reminder.known_at), roll)
            names = ", ".join(one.agency.name for one in heirs)
            after = f" Gửi đồng thời cho {names}?" if names else ""
            said = f"{agency} kết thúc ngày {words.day(until)}.{after}"
            lines.setdefault(agency.pk, Check("at_risk", said, f"duty-{item.position}"))
    return list(lines.values())


def would_urge(at: AsOf) -> int:
    """How many tasks a draft made now would speak of."""
    return len(evidence.urgent(at))

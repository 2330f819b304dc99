"""Questions about drafts: what to look at before one is submitted, what later figures say."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.agencies import queries as agencies
from dondoc.core.asof import AsOf
from dondoc.core.workdays import is_working_day
from dondoc.reminders import evidence
from dondoc.reminders.models import Item, Reminder
from dondoc.reports.models import Filing
from dondoc.tasks.answering import in_sight, leads_of
from dondoc.web import words


@dataclass(frozen=True)
class Check:
    """One line of "Kiểm tra trước khi trình"."""

    shape: str  # a word of the status vocabulary
    text: str
    anchor: str = ""


def checks(reminder: Reminder, items: list[Item]) -> list[Check]:
    """What a careful officer would check before putting a draft before the leader."""
    kept = [item for item in items if item.included]
    return [
        *_sources(reminder, kept),
        *_days(kept),
        *_successors(reminder, kept),
        Check("waiting", "Số, ngày ký để trống: văn thư cấp số, người có thẩm quyền ký. "
              "Hệ thống không tự ban hành."),
    ]  # fmt: skip


def _sources(reminder: Reminder, items: list[Item]) -> list[Check]:
    changed = corrected_since(reminder)
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


def corrected_since(reminder: Reminder) -> int:
    """Filings sent after the draft for days its figures speak of: later knowledge, not ours."""
    used = {pk for snapshot in reminder.snapshots.all() for pk in snapshot.filings}
    if not used:
        return 0
    demands = Filing.objects.filter(pk__in=used).values("report__demand")
    return Filing.objects.filter(
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

"""What may still be recorded about the small province after a day is over, each by its own act.

A page for that day must not notice any of it. Everything happens from 25/02/2025 on; some of it
speaks of days long before: a merger in force since 10/02, a dispatch that arrived on 18/02.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from dondoc import packs
from dondoc.agencies import actions as agencies
from dondoc.agencies import transfers
from dondoc.agencies.arranging import arrange
from dondoc.agencies.models import Post, Role, Unit
from dondoc.agencies.transfers import Passed
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.errors import Refusal
from dondoc.core.units import Succession, Version
from dondoc.dispatches.models import Dispatch
from dondoc.indicators import actions as indicators
from dondoc.programmes import actions as programmes
from dondoc.reminders import actions as reminders
from dondoc.reminders.models import Reminder
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.models import Filing, Report, Verdict
from dondoc.tasks import actions as tasks
from dondoc.tasks import deciding, endorsing, undoing
from dondoc.tasks.models import Task
from tests.cast import Cast, cells, hanoi
from tests.watching import Campaign

LONG_AGO = date(2025, 2, 10)
FIRST = hanoi(2025, 2, 25, 9)
STEP = timedelta(minutes=47)

SECOND = """Số: 88/UBND-NC
Quảng Ngãi, ngày 15 tháng 02 năm 2025

V/v tiếp tục thực hiện Đề án 06

Kính gửi: Sở Tư pháp; Sở Tài chính.

UBND tỉnh yêu cầu:

1. Sở Tư pháp: Hoàn thành cấp phiếu lý lịch tư pháp qua mạng trước ngày 25/02/2025.

2. Sở Tài chính: Bố trí kinh phí duy trì đường truyền trước ngày 28/02/2025.

Yêu cầu khẩn trương thực hiện./.
"""
THIRD = SECOND.replace("88/UBND-NC", "91/UBND-NC").replace("lý lịch tư pháp", "công chứng")


@dataclass
class Story:
    """The province as it stands on the evening of 20/02/2025."""

    cast: Cast
    campaign: Campaign
    second: Dispatch
    reminder: Reminder

    @property
    def main(self) -> Dispatch:
        """The order that set most of it going."""
        return self.campaign.demand.dispatch


def begun(cast: Cast) -> Story:
    """Some of everything, done on 18, 19 and 20/02: reports, results, decisions, a draft."""
    campaign = Campaign(cast)
    for unit, done in ((cast.hills, 60), (cast.river, 70), (cast.island, 50)):
        campaign.sends(unit, 18, done)
    campaign.sends(cast.hills, 19, 65)
    returned = Filing.objects.get(report__unit=cast.island, report__first_on=date(2025, 2, 18))
    reports.send_back(filing=returned, reason="Thiếu sổ", by=cast.lan, at=hanoi(2025, 2, 19, 10))
    late = next(one for one in campaign.tasks if "kinh phí" in one.title)
    tasks.report_progress(task=late, note="Đang tổng hợp", percent=Decimal(40),
                          expected_on=date(2025, 2, 24), by=cast.binh,
                          at=hanoi(2025, 2, 19, 15))  # fmt: skip
    second = cast.dispatch(SECOND, at=hanoi(2025, 2, 19, 8))
    first, _ = second.proposals.all()
    deciding.drop(proposal=first, reason="đã giao", by=cast.lan, at=hanoi(2025, 2, 19, 9))
    endorsing.ask(dispatch=second, by=cast.lan, at=hanoi(2025, 2, 20, 9), words="Xin ý kiến")
    indicators.measure(at=hanoi(2025, 2, 20, 11))
    reminder = reminders.draft(by=cast.lan, at=hanoi(2025, 2, 20, 14))
    return Story(cast, campaign, second, reminder)


def _report(story: Story, unit: Unit, day: int) -> Report:
    return Report.objects.get(unit=unit, first_on=date(2025, 2, day), consolidated=False)


def _late_filing(story: Story, at: datetime) -> None:
    report = _report(story, story.cast.coast, 19)
    reports.reopen(report=report, until=at + timedelta(hours=2), reason="Mất mạng",
                   by=story.cast.lan, at=at)  # fmt: skip
    reports.file(report=report, content=reports.Content(cells(100, 90)), by=story.cast.hoa, at=at)


def _correction(story: Story, at: datetime) -> None:
    report = _report(story, story.cast.hills, 18)
    reports.reopen(report=report, until=at + timedelta(hours=2), reason="Sửa số",
                   by=story.cast.lan, at=at)  # fmt: skip
    reports.file(report=report, content=reports.Content(cells(100, 95)), by=story.cast.hoa, at=at)


def _filing(story: Story, unit: Unit) -> Filing:
    return Filing.objects.filter(report__unit=unit).order_by("pk")[0]


def _returned(story: Story, at: datetime) -> None:
    reports.send_back(filing=_filing(story, story.cast.river), reason="Sai cột", by=story.cast.lan,
                      at=at)  # fmt: skip


def _approved(story: Story, at: datetime) -> None:
    reports.accept(filing=_filing(story, story.cast.hills), by=story.cast.lan, at=at)


def _typed(story: Story, at: datetime) -> None:
    report = _report(story, story.cast.hills, 20)
    reports.save_draft(report=report, cells={"birth": {"total": "12"}}, by=story.cast.hoa, at=at)


def _opened(story: Story, at: datetime) -> None:
    demanding.open_all(at=at)


def _task(story: Story, words: str) -> Task:
    return next(one for one in story.campaign.tasks if words in one.title)


def _progress(story: Story, at: datetime) -> None:
    tasks.report_progress(task=_task(story, "kinh phí"), note="Gần xong", percent=Decimal(90),
                          by=story.cast.binh, at=at)  # fmt: skip


def _handed_in(story: Story, at: datetime) -> None:
    tasks.hand_in(task=_task(story, "kinh phí"), product="Tờ trình", number="9/TTr-STC",
                  on=date(2025, 2, 19), by=story.cast.binh, at=at)  # fmt: skip


def _accepted(story: Story, at: datetime) -> None:
    _handed_in(story, at)
    tasks.accept(task=_task(story, "kinh phí"), by=story.cast.lan, at=at + timedelta(minutes=1))


def _sent_back(story: Story, at: datetime) -> None:
    _handed_in(story, at)
    tasks.send_back(task=_task(story, "kinh phí"), reason="Chưa đủ", by=story.cast.lan,
                    at=at + timedelta(minutes=1))  # fmt: skip


def _extended(story: Story, at: datetime) -> None:
    tasks.extend(task=_task(story, "kinh phí"), due_on=date(2025, 3, 30), authority="31/KL-UBND",
                 by=story.cast.minh, at=at)  # fmt: skip


def _ended(story: Story, at: datetime) -> None:
    task = _task(story, "hộ tịch")
    tasks.end(task=task, authority="32/KL-UBND", by=story.cast.minh, at=at)


def _clarified(story: Story, at: datetime) -> None:
    tasks.clarify(task=_task(story, "kinh phí"), product="Tờ trình liên ngành",
                  judge="Chủ tịch UBND tỉnh", by=story.cast.lan, at=at)  # fmt: skip


def _measured(story: Story, at: datetime) -> None:
    indicators.measure(at=at)


def _measured_by(story: Story, at: datetime) -> None:
    from tests.watching import KEY

    tasks.measure_by(task=_task(story, "kinh phí"), indicator=KEY, by=story.cast.lan, at=at)


def _taken_back(story: Story, at: datetime) -> None:
    task = story.campaign.tasks[-1]
    decision = task.decisions.get()
    undoing.take_back(proposal=decision.proposal, by=story.cast.lan, at=at)


def _given_anew(story: Story, at: datetime) -> None:
    proposal = story.campaign.tasks[-1].decisions.get().proposal
    undoing.take_back(proposal=proposal, by=story.cast.lan, at=at)
    deciding.confirm(
        proposal=proposal, by=story.cast.lan, at=at + timedelta(minutes=1),
        terms=deciding.Terms(title="Tên khác hẳn", leads=[story.cast.finance, story.cast.justice]),
    )  # fmt: skip


def _dropped_no_more(story: Story, at: datetime) -> None:
    first = story.second.proposals.order_by("position")[0]
    undoing.take_back(proposal=first, by=story.cast.lan, at=at)


def _split(story: Story, at: datetime) -> None:
    waiting = story.second.proposals.get(position=2)
    deciding.split(proposal=waiting, at_offset=waiting.start + 20, by=story.cast.lan, at=at)


def _answered(story: Story, at: datetime) -> None:
    endorsing.endorse(dispatch=story.second, approved=True, by=story.cast.minh, at=at, words="Được")


def _confirmed(story: Story, at: datetime) -> None:
    _answered(story, at)
    waiting = story.second.proposals.get(position=2)
    deciding.confirm(
        proposal=waiting, by=story.cast.lan, at=at + timedelta(minutes=1),
        again=_task(story, "kinh phí"),
        terms=deciding.Terms(title="Việc", leads=[story.cast.finance], due_on=date(2025, 3, 9)),
    )  # fmt: skip


def _loaded(story: Story, at: datetime) -> None:
    from dondoc.dispatches import actions as dispatches

    made = dispatches.register(name="c.txt", data=THIRD.encode(), by=story.cast.lan, at=at,
                               arrived_at=hanoi(2025, 2, 18, 8))  # fmt: skip
    waiting = made.proposals.order_by("position")[0]
    terms = deciding.Terms(title="Việc mới", leads=[story.cast.justice], due_on=date(2025, 2, 19))
    deciding.confirm(proposal=waiting, terms=terms, by=story.cast.lan, at=at)


def _draft_chosen(story: Story, at: datetime) -> None:
    item = story.reminder.items.all()[0]
    reminders.choose(item=item, included=False, new_due_on=date(2025, 3, 20), written="Câu khác",
                     by=story.cast.lan, at=at)  # fmt: skip


def _draft_signed(story: Story, at: datetime) -> None:
    for item in story.reminder.items.all():
        reminders.choose(item=item, included=True, new_due_on=date(2025, 3, 20), written="",
                         by=story.cast.lan, at=at)  # fmt: skip
    reminders.submit(reminder=story.reminder, by=story.cast.lan, at=at)
    reminders.approve(reminder=story.reminder, by=story.cast.minh, at=at)
    reminders.issue(reminder=story.reminder, number="7", issued_on=at.date(), by=story.cast.lan,
                    at=at + timedelta(minutes=2))  # fmt: skip


def _drafted(story: Story, at: datetime) -> None:
    reminders.draft(by=story.cast.lan, at=at)


def _merged(story: Story, at: datetime) -> None:
    hills, river = story.cast.hills, story.cast.river
    new = Version("moi@2025-02-10", "90109", "Đồi Đò", "xã", LONG_AGO, "commune",
                  story.cast.north.key)  # fmt: skip
    steps = tuple(Succession(one.key, new.key, LONG_AGO) for one in (hills, river))
    ended = tuple((one.key, LONG_AGO - timedelta(days=1)) for one in (hills, river))
    arrange(Plan("12/NQ-HĐND", effective_on=LONG_AGO, units=Part((new,), (), ended, steps)),
            by=story.cast.lan, at=at)  # fmt: skip


def _renamed(story: Story, at: datetime) -> None:
    renamed = Change(story.cast.coast.key, LONG_AGO, name="Cửa Sông", kind="phường")
    arrange(Plan("13/NQ-HĐND", effective_on=LONG_AGO, units=Part(changed=(renamed,))),
            by=story.cast.lan, at=at)  # fmt: skip


def _agency_renamed(story: Story, at: datetime) -> None:
    renamed = Change(story.cast.justice.key, LONG_AGO, name="Sở Pháp luật",
                     extra={"short_name": "Sở Pháp luật"})  # fmt: skip
    arrange(Plan("14/QĐ-UBND", effective_on=LONG_AGO, agencies=Part(changed=(renamed,))),
            by=story.cast.lan, at=at)  # fmt: skip


def _agency_merged(story: Story, at: datetime) -> None:
    step = Succession(story.cast.finance.key, story.cast.police.key, LONG_AGO)
    ended = ((story.cast.finance.key, LONG_AGO - timedelta(days=1)),)
    arrange(Plan("15/QĐ-UBND", effective_on=LONG_AGO,
                 agencies=Part(ended=ended, successions=(step,))),
            by=story.cast.lan, at=at)  # fmt: skip


def _passed_on(story: Story, at: datetime) -> None:
    decision = transfers.decide(number="16/QĐ-UBND", effective_on=LONG_AGO, by=story.cast.lan,
                                at=at)  # fmt: skip
    told = [
        Passed("task", one.pk, story.cast.justice, ((story.cast.police, ""),))
        for one in story.campaign.tasks
    ]
    transfers.record(decision, told, effective_on=LONG_AGO, by=story.cast.lan, at=at)


def _appointed(story: Story, at: datetime) -> None:
    agencies.appoint(
        username=f"moi{at:%d%H%M}", full_name="Người Mới", password="mot-mat-khau-dai",
        agency=Post.objects.get(person=story.cast.vinh).agency, role=Role.COMMUNE,
        title="Công chức mới", from_on=at.date(), by=story.cast.lan, at=at,
    )  # fmt: skip


def _form_changed(story: Story, at: datetime) -> None:
    text = packs.shipped()["civil_status"].replace("Số hóa sổ hộ tịch", "Số hóa sổ (bản sau)")
    assert text != packs.shipped()["civil_status"]
    programmes.adopt(text=text, source="bản sau", from_on=LONG_AGO, by=story.cast.lan, at=at)


def _received(story: Story, at: datetime) -> None:
    tasks.receive(task=story.campaign.tasks[-1], by=story.cast.binh, at=at)


EVENTS: dict[str, Callable[[Story, datetime], None]] = {
    name.removeprefix("_"): act
    for name, act in list(globals().items())
    if name.startswith("_") and name not in {"_report", "_filing", "_task"} and callable(act)
    and getattr(act, "__module__", "") == __name__
}  # fmt: skip


def happen(story: Story, names: list[str]) -> list[str]:
    """Let things happen one after another; what the product refuses at that point does not."""
    from django.db import transaction

    done = []
    for number, name in enumerate(names):
        with contextlib.suppress(Refusal, Task.DoesNotExist, Verdict.DoesNotExist):
            with transaction.atomic():
                EVENTS[name](story, FIRST + number * STEP)
            done.append(name)
    return done

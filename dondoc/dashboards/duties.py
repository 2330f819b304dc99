"""The rows of Việc của tôi: reports, tasks, and what waits for a person's confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from dondoc.agencies.models import Person, Role
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Kind, State
from dondoc.dashboards import queries
from dondoc.dashboards.register_words import known_changes
from dondoc.indicators.pages import word_for
from dondoc.planning import queries as planning
from dondoc.reports.models import Filing, Report, Verdict
from dondoc.tasks import endorsing
from dondoc.tasks import queries as tasks
from dondoc.tasks.models import Task
from dondoc.tasks.queries import Judged
from dondoc.web import words

KEPT = timedelta(days=7)  # how long a locked, unsent period is still shown
GONE_SHOWN = 8  # agencies that are gone, each in a row of its own
TO_HAND_IN = (State.OVERDUE, State.AT_RISK, State.DUE_SOON)


@dataclass(frozen=True)
class Row:
    """One thing to do: its state, its name, when, and the act that does it."""

    state: str
    title: str
    url: str
    detail: str = ""
    word: str = ""
    act: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Section:
    """A list with its name and what it says when it is empty."""

    title: str
    rows: list[Row]
    empty: str = ""
    always: bool = False


def sections(person: Person, at: AsOf) -> list[Section]:
    """Everything that waits for the person, what is due first at the top."""
    led = tasks.judge(Task.objects.led_by(person, at), at)
    known = {one.task.pk for one in led}
    owed, files = _owed(person, at), Report.objects.fillable_by(person, at).exists()
    judges = person.has_role(Role.STANDING)
    found = [
        Section("Báo cáo phải nộp", owed, "Không còn báo cáo nào phải nộp lúc này.", files),
        Section("Báo cáo bị trả lại", _returned(person, at)),
    ]
    found += [Section("Chờ bút phê", _to_endorse(person, at))]
    if judges:
        found += [
            Section("Văn bản chờ xác nhận", _proposals(person, at)),
            Section("Kết quả chờ nghiệm thu", _results(person, at)),
        ]
    found += [
        Section("Việc chưa có người nhận", _unclaimed(person, at)),
        Section("Đơn vị chưa báo cáo", _late_units(person, at)),
    ]
    found += [
        Section(
            "Nhiệm vụ phải hoàn thành, nộp kết quả",
            [_task_row(one) for one in _by_urgency(led) if one.state in TO_HAND_IN],
            _nearest(led),
            bool(led),
        ),
        Section("Kết quả bị trả lại", [row for one in led for row in _task_returned(one, at)]),
        Section(
            "Đã nộp kết quả, chờ xác nhận",
            [
                _task_row(one, act="Xem")
                for one in led
                if one.state is State.AWAITING and not judges
            ],
        ),
        Section("Hạn trong tuần này", _this_week(person, at, known)),
    ]
    return found


# -- reports ----------------------------------------------------------------------------------


def _owed(person: Person, at: AsOf) -> list[Row]:
    counting = Filing.objects.counting(at.known_at).values("report")
    verdicts = Verdict.objects.filter(kind=Verdict.RETURNED, at__lte=at.known_at)
    returned = verdicts.values("filing__report")
    mine = (
        Report.objects.fillable_by(person, at)
        .owed(at)
        .filter(last_on__lte=at.day)
        .exclude(pk__in=counting)
        .exclude(pk__in=returned)
        .select_related("demand__programme", "unit", "draft")
        .prefetch_related("reopenings")
        .order_by("back_fill", "due_at")
    )
    return [_report_row(one, at) for one in mine if _still_matters(one, at)]


def _still_matters(report: Report, at: AsOf) -> bool:
    return report.due_at > at.known_at - KEPT


def _report_row(report: Report, at: AsOf) -> Row:
    form = report.demand.form_at(at.known_at)
    name = f"Tổng hợp: {form.label}" if report.consolidated else form.label
    title = f"{name}, số liệu ngày {words.short_day(report.first_on)}"
    draft = None if at.is_over else getattr(report, "draft", None)
    begun = sum(any(cells.values()) for cells in draft.cells.values()) if draft else 0
    state, word, detail = _standing(report, at)
    if begun:
        detail += f" · đang nhập {begun}/{len(form.rows)} dòng"
        state = "typing" if state != "missing" else state
    act = "Tổng hợp" if report.consolidated else "Nhập tiếp" if draft else "Nhập"
    return Row(
        state,
        title,
        report.get_absolute_url(),
        detail=detail,
        word=word,
        act=act if report.is_open(at.known_at) else "Xem",
        urgent=not report.back_fill,
    )


def _standing(report: Report, at: AsOf) -> tuple[str, str, str]:
    day, hour = words.short_day(report.due_at), words.hour_text(report.due_at)
    until = f"đến {hour}" if report.due_inclusive else f"trước {hour}"
    if report.back_fill:
        return "open", "bổ sung", "Ngày trước khi có văn bản: nộp sau không tính muộn"
    if not report.is_open(at.known_at):
        locked = words.hour_text(report.closes_at)
        said = f"Kỳ này đã khóa lúc {locked}. Đề nghị Cơ quan thường trực mở lại"
        return "missing", "chưa báo cáo", said
    minutes = int((report.due_at - at.known_at).total_seconds() // 60)
    if minutes < 0:
        return "missing", "quá giờ", f"Hạn {until} ngày {day}; gửi bây giờ ghi là nộp muộn"
    word = f"còn {words.time_left(minutes)}" if minutes < 24 * 60 else ""
    return "due_soon" if minutes < 180 else "open", word, f"Gửi {until} ngày {day}"


def _returned(person: Person, at: AsOf) -> list[Row]:
    found = (
        Verdict.objects.filter(
            kind=Verdict.RETURNED,
            at__lte=at.known_at,
            filing__report__in=Report.objects.fillable_by(person, at).owed(at),
        )
        .exclude(filing__report__in=Filing.objects.counting(at.known_at).values("report"))
        .select_related("filing__report__demand__programme", "by")
        .order_by("filing__report", "-at")
    )
    newest = {verdict.filing.report_id: verdict for verdict in reversed(list(found))}
    return [
        Row(
            "returned",
            f"{one.filing.report.demand.form_at(at.known_at).label}, số liệu ngày "
            f"{words.short_day(one.filing.report.first_on)}",
            one.filing.report.get_absolute_url(),
            detail=f"{one.by.full_name}, {words.moment(one.at)}: {one.reason}",
            act="Sửa",
            urgent=True,
        )
        for one in newest.values()
    ]


def _late_units(person: Person, at: AsOf) -> list[Row]:
    """For those who consolidate or follow units: the boards on which somebody is silent."""
    if person.has_role(Role.COMMUNE):
        return []
    rows = []
    for demand in queries.demands_for(person, at):
        board = queries.board(person, demand, at)
        if board is None or not board.silent:
            continue
        owed, silent = len(board.places), len(board.silent)
        hour = words.hour_text(board.due_at)
        day = words.short_day(board.due_at)
        rows.append(
            Row(
                "missing" if board.is_due else "open",
                f"{board.label}, số liệu ngày {words.short_day(board.day)}",
                reverse("board", args=[demand.pk]),
                detail=f"Hạn trước {hour} ngày {day}; {owed - silent}/{owed} đơn vị đã báo cáo",
                word=f"{silent} chưa báo cáo",
                act="Xem bảng",
                urgent=board.is_due,
            )
        )
    return rows


# -- what the standing agency confirms --------------------------------------------------------


def _proposals(person: Person, at: AsOf) -> list[Row]:
    found = tasks.dispatches(person, at, only_waiting=True)
    return [
        Row(
            "waiting",
            f"{one.dispatch}: {words.number(one.waiting)} việc máy đọc được chờ xác nhận",
            reverse("dispatch-review", args=[one.dispatch.pk]),
            detail=one.dispatch.subject,
            act="Rà soát",
            urgent=True,
        )
        for one in sorted(found, key=lambda one: one.dispatch.arrived_at)
    ]


def _to_endorse(person: Person, at: AsOf) -> list[Row]:
    return [
        Row(
            "awaiting_endorsement",
            f"{one}: các việc dự kiến giao",
            reverse("endorse", args=[one.pk]),
            detail=one.subject,
            act="Xem, bút phê",
            urgent=True,
        )
        for one in endorsing.waiting_for(person, at)
    ]


def _results(person: Person, at: AsOf) -> list[Row]:
    waiting = Task.objects.judged_by(person)
    if at.diagonal:  # with later knowledge only the rule itself answers for a day
        waiting = waiting.in_state(State.AWAITING, at).distinct()
    judged = [one for one in tasks.judge(waiting, at) if one.state is State.AWAITING]
    return [_task_row(one, act="Xác nhận", urgent=True) for one in judged]


# -- tasks ------------------------------------------------------------------------------------


def _unclaimed(person: Person, at: AsOf) -> list[Row]:
    """Work of agencies that are gone, one row for each of them; one for all where they are many."""
    found = planning.unclaimed(person, at)
    if len(found) > GONE_SHOWN:
        left, late = sum(line.total for line in found), sum(line.late for line in found)
        title = (
            f"{words.number(len(found))} cơ quan đã kết thúc, còn {words.number(left)} việc chưa "
            "có người nhận"
        )
        word = f"{words.number(late)} quá hạn" if late else ""
        url = reverse("leaving")
        return [Row("passed_on", title, url, word=word, act="Chuyển giao", urgent=True)]
    return [
        Row(
            "passed_on",
            f"{line.leaver.agency.name} đã kết thúc, còn {words.number(line.total)} việc chưa có "
            "người nhận",
            reverse("leaver", args=[line.leaver.key]),
            detail=f"sau ngày {words.day(line.leaver.until)}",
            word=f"{words.number(line.late)} quá hạn" if line.late else "",
            act="Chuyển giao",
            urgent=True,
        )
        for line in found
    ]


def _by_urgency(judged: Iterable[Judged]) -> list[Judged]:
    return sorted(judged, key=lambda one: (one.facts.due_on is None, one.facts.due_on))


def _task_row(one: Judged, *, act: str = "Nộp kết quả", urgent: bool | None = None) -> Row:
    due = f"hạn cuối {words.day(one.facts.due_on)}" if one.facts.due_on else "không ghi hạn"
    if one.passed_on:
        due += f" · giao {', '.join(one.leads)}"
    return Row(
        one.state.value,
        one.task.title,
        one.task.get_absolute_url(),
        detail=f"{one.basis} · {due}",
        word=word_for(one) or words.look_of(one.state).word.lower(),
        act=act,
        urgent=one.state is State.OVERDUE if urgent is None else urgent,
    )


def _task_returned(one: Judged, at: AsOf) -> list[Row]:
    known = known_changes(one, at.known_at)
    judging = (Kind.HANDED_IN, Kind.RETURNED, Kind.ACCEPTED)
    last = next((change for change in reversed(known) if change.kind in judging), None)
    if last is None or last.kind != Kind.RETURNED:
        return []
    return [
        Row(
            "returned",
            one.task.title,
            one.task.get_absolute_url(),
            detail=f"{words.moment(last.recorded_at)}: {last.note}",
            act="Nộp lại",
            urgent=True,
        )
    ]


def _this_week(person: Person, at: AsOf, known: set[int]) -> list[Row]:
    """Due until Sunday, and not already above: what one supports, or everything one watches."""
    sunday = at.day + timedelta(days=6 - at.day.weekday())
    open_ones = (State.OPEN, State.DUE_SOON, State.AT_RISK)
    seen = tasks.judge(Task.objects.visible_to(person), at)
    return [
        _task_row(one, act="Xem")
        for one in _by_urgency(seen)
        if one.task.pk not in known
        and one.state in open_ones
        and one.facts.due_on is not None
        and one.facts.due_on <= sunday
    ]


def _nearest(led: Iterable[Judged]) -> str:
    """An empty list is an answer: the nearest day still ahead."""
    ahead = _by_urgency(o for o in led if o.state is State.OPEN and o.facts.due_on)
    if not ahead:
        return "Không có nhiệm vụ nào quá hạn hay sắp đến hạn."
    due = words.day(ahead[0].facts.due_on)
    return f"Không có nhiệm vụ nào quá hạn hay sắp đến hạn. Gần nhất: {ahead[0].task.title}, {due}."

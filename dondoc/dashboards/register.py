"""The register: every task a person sees, judged for a day, filtered, grouped and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from dondoc.agencies.models import Person
from dondoc.core.asof import AsOf
from dondoc.core.names import bare, sort_key
from dondoc.core.tasks import State
from dondoc.dashboards import register_words as say
from dondoc.dispatches.models import Clause
from dondoc.tasks.models import Assignment, Change, Task
from dondoc.tasks.queries import Judged, judge
from dondoc.web.words import day as day_words
from dondoc.web.words import look_of

PAGE = 100
ATTENTION = (State.OVERDUE, State.AT_RISK, State.AWAITING)
# What an address may name as a state, and the states it stands for.
TABS: dict[str, tuple[State, ...]] = {
    "attention": ATTENTION,
    "overdue": (State.OVERDUE,),
    "at_risk": (State.AT_RISK,),
    "open": (State.OPEN, State.DUE_SOON),
    "due_soon": (State.DUE_SOON,),
    "done": (State.DONE,),
    "done_late": (State.DONE_LATE,),
    "standing": (State.STANDING,),
    "undated": (State.UNDATED,),
    "awaiting_confirmation": (State.AWAITING,),
    "ended": (State.ENDED,),
}
ALWAYS = ("overdue", "at_risk", "open", "done", "done_late", "standing")
SOMETIMES = ("undated", "awaiting_confirmation", "ended")
GROUPINGS = {"tinh-trang": "Tình trạng", "chu-tri": "Chủ trì", "van-ban": "Văn bản"}
# Groups in the order in which they ask for attention.
BY_STATE = ("overdue", "at_risk", "awaiting_confirmation", "open", "done", "undated", "standing",
            "ended")  # fmt: skip
DUE = {
    "qua": "đã qua",
    "7": "trong 7 ngày",
    "30": "trong 30 ngày",
    "90": "trong 90 ngày",
    "khong": "không ghi hạn",
}
ORDERS = ("han", "ma", "cap-nhat")
FAR = date.max


@dataclass(frozen=True)
class Row:
    """A line of the register; its words are made when it is shown."""

    judged: Judged
    known_at: datetime

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.judged.task

    @cached_property
    def changes(self) -> list[Change]:
        """Its known history."""
        return say.known_changes(self.judged, self.known_at)

    @cached_property
    def left(self) -> say.Left:
        """How long is left."""
        return say.left_of(self.judged)

    @property
    def lead(self) -> str:
        """Who leads."""
        return say.lead_words(self.judged.leads)

    @cached_property
    def ground(self) -> str:
        """The clause of the order that judges."""
        order = say.newest_order(self.changes)
        return order.authority if order and order.authority else self.task.basis

    @property
    def share(self) -> Decimal | None:
        """How far it is."""
        percent = self.judged.facts.percent
        done = self.judged.state in (State.DONE, State.DONE_LATE)
        return Decimal(1) if done else None if percent is None else percent / 100

    @cached_property
    def needed(self) -> Decimal | None:
        """How far it should be today; nothing once it is done."""
        if self.judged.state in (State.DONE, State.DONE_LATE, State.AWAITING, State.ENDED):
            return None
        return say.needed(self.judged, self.changes)

    @cached_property
    def points(self) -> dict[str, bool]:
        """The six clarities."""
        return say.clear_points(self.judged, self.changes)

    @property
    def clear(self) -> int:
        """How many of the six are clear."""
        return sum(self.points.values())

    @property
    def updated_at(self) -> datetime | None:
        """When anything was last written down about it."""
        return max((one.recorded_at for one in self.changes), default=None)

    @property
    def old(self) -> bool:
        """Whether its newest entry is of an earlier year than the day."""
        return bool(self.updated_at and self.updated_at.year < self.judged.day.year)


@dataclass(frozen=True)
class Wanted:
    """What an address asks for."""

    state: str = ""
    q: str = ""
    lead: str = ""
    dispatch: str = ""
    due: str = ""
    six: str = ""
    grouping: str = "tinh-trang"
    order: str = "han"
    everything: bool = False

    @classmethod
    def of(cls, get: Callable[[str, str], str]) -> Wanted:
        """Read an address; what it cannot mean is left out."""
        grouping, order = get("nhom", ""), get("sap-xep", "")
        return cls(
            state=get("tinh-trang", "") if get("tinh-trang", "") in TABS else "",
            q=get("q", "").strip()[:200],
            lead=get("chu-tri", ""),
            dispatch=get("van-ban", "") if get("van-ban", "").isdigit() else "",
            due=get("han", "") if get("han", "") in DUE else "",
            six=get("sau-ro", "") if get("sau-ro", "") in {"thieu", *say.SIX} else "",
            grouping=grouping if grouping in GROUPINGS else "tinh-trang",
            order=order if order in ORDERS else "han",
            everything=get("xem", "") == "tat-ca",
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state is filtered by."""
        return bool(self.q or self.lead or self.dispatch or self.due or self.six)


@dataclass
class Group:
    """Lines under one heading."""

    key: str
    label: str
    count: int
    rows: list[Row] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Tab:
    """A state to filter by, with its count."""

    key: str
    label: str
    count: int


class Register:
    """All that the page, its phone cards and the spreadsheet show."""

    def __init__(self, person: Person, at: AsOf, wanted: Wanted) -> None:
        self.at, self.wanted = at, wanted
        judged = judge(Task.objects.visible_to(person), at)
        self.all = [Row(one, at.known_at) for one in judged]

    @cached_property
    def found(self) -> list[Row]:
        """What the filters leave, of every state."""
        tests = list(_tests(self.wanted, self.at.day))
        return [row for row in self.all if all(test(row) for test in tests)]

    @cached_property
    def rows(self) -> list[Row]:
        """What the filters and the state leave, in order."""
        states = TABS.get(self.wanted.state)
        rows = [row for row in self.found if states is None or row.judged.state in states]
        return sorted(rows, key=_order(self.wanted.order))

    @cached_property
    def counts(self) -> Counter[State]:
        """How many stand in each state."""
        return Counter(row.judged.state for row in self.found)

    @property
    def tabs(self) -> list[Tab]:
        """The states to choose from; the rare ones only where there are any."""
        shown = [
            Tab(key, look_of(key).word, sum(self.counts[s] for s in TABS[key]))
            for key in (*ALWAYS, *SOMETIMES)
        ]
        return [tab for tab in shown if tab.key in ALWAYS or tab.count or
                tab.key == self.wanted.state]  # fmt: skip

    @property
    def attention(self) -> int:
        """How many are late, endangered or wait for a person."""
        return sum(self.counts[state] for state in ATTENTION)

    @cached_property
    def groups(self) -> list[Group]:
        """The lines under their headings; beyond a page only when everything is asked for."""
        made: dict[str, Group] = {}
        order: dict[str, tuple[int, str]] = {}
        for row in self.rows:
            place, key, label = _group_of(row, self.wanted.grouping)
            group = made.setdefault(key, Group(key, label, 0))
            order[key] = (place, sort_key(label))
            group.count += 1
            group.rows.append(row)
        groups = sorted(made.values(), key=lambda group: order[group.key])
        room = len(self.rows) if self.wanted.everything else PAGE
        for group in groups:
            group.rows = group.rows[: max(0, room)]
            room -= len(group.rows)
            group.note = _note(group, self.at.day)
        return groups

    @property
    def shown(self) -> int:
        """How many lines the page holds."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def dispatches(self) -> list[tuple[int, str]]:
        """The documents that gave the tasks."""
        found = {row.task.dispatch_id: str(row.task.dispatch) for row in self.all}
        return sorted(found.items(), key=lambda pair: -pair[0])

    @property
    def leads(self) -> list[tuple[str, str]]:
        """The agencies that lead, in Vietnamese order."""
        found = {
            part.agency.code: part.agency
            for row in self.all
            for part in row.task.assignments.all()
            if part.role == Assignment.LEAD
        }
        ordered = sorted(found.values(), key=lambda agency: agency.sort_key)
        return [(agency.code, agency.short_name) for agency in ordered]

    @property
    def unclear(self) -> int:
        """How many are not clear in all six."""
        return sum(row.clear < 6 for row in self.all)


def _tests(wanted: Wanted, day: date) -> Iterator[Callable[[Row], bool]]:
    if wanted.q:
        words = bare(wanted.q).split()
        yield lambda row: all(word in _searched(row) for word in words)
    if wanted.lead:
        yield lambda row: any(
            part.agency.code == wanted.lead and part.role == Assignment.LEAD
            for part in row.task.assignments.all()
        )
    if wanted.dispatch:
        dispatch = int(wanted.dispatch)
        clauses = set(Clause.objects.filter(dispatch=dispatch).values_list("pk", flat=True))
        yield (
            lambda row: (
                row.task.dispatch_id == dispatch
                or any(one.clause_id in clauses for one in row.changes)
            )
        )
    if wanted.due:
        yield lambda row: _due_fits(row.judged.facts.due_on, wanted.due, day)
    if wanted.six == "thieu":
        yield lambda row: row.clear < 6
    elif wanted.six:
        yield lambda row: not row.points[wanted.six]


def _searched(row: Row) -> str:
    task = row.task
    leads = " ".join(row.judged.leads)
    return bare(f"{task.code} {task.title} {row.ground} {task.dispatch} {leads} {task.lead_label}")


def _due_fits(due_on: date | None, wanted: str, day: date) -> bool:
    if wanted == "khong" or due_on is None:
        return wanted == "khong" and due_on is None
    if wanted == "qua":
        return due_on < day
    return day <= due_on <= day + timedelta(days=int(wanted))


def _order(name: str) -> Callable[[Row], Any]:
    def code(row: Row) -> tuple[str, int, str]:
        stem, _, place = row.task.code.rpartition(".")
        return (stem, int(place) if place.isdigit() else 0, place)

    if name == "ma":
        return code
    if name == "cap-nhat":
        return lambda row: (-row.updated_at.timestamp() if row.updated_at else 0, code(row))
    return lambda row: (row.judged.facts.due_on or FAR, code(row))


def _group_of(row: Row, grouping: str) -> tuple[int, str, str]:
    if grouping == "chu-tri":
        leads = row.judged.leads
        return (0, leads[0], leads[0]) if len(leads) == 1 else (1, "", "Nhiều cơ quan cùng chủ trì")
    if grouping == "van-ban":
        return -row.task.dispatch_id, str(row.task.dispatch_id), str(row.task.dispatch)
    state = row.judged.state
    key = {State.DUE_SOON: "open", State.DONE_LATE: "done"}.get(state, state.value)
    return BY_STATE.index(key), key, "Đã hoàn thành" if key == "done" else look_of(key).word


def _note(group: Group, day: date) -> str:
    notes = []
    if group.key == "overdue":
        notes.append(f"hạn cuối trước {day_words(day)}, chưa có ngày hoàn thành")
    elif group.key == "at_risk":
        notes.append("theo nhịp đã đo sẽ không kịp hạn")
    if len(group.rows) < group.count:
        notes.append(f"đang hiện {len(group.rows)}")
    return " · ".join(notes)

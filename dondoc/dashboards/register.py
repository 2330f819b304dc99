"""The register: every task a person sees, judged for a day, filtered, grouped and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from dondoc.dashboards.register_lines import (
    Lead,
    Line,
    dispatches_of,
    grounds,
    lines_of,
    ordered_by,
    updated,
)
from dondoc.tasks.models import Change, Task
from dondoc.tasks.queries import Judged, judge
from dondoc.web.numbers import number_in
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
SHORT = {"awaiting_confirmation": "Chờ xác nhận"}
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
# Whom a task counts for: statistics by owner then, and by owner now.
OWNERS = {"": "theo cơ quan được giao", "nay": "theo cơ quan nay chịu trách nhiệm"}
ORDERS = ("han", "ma", "cap-nhat")
FAR = date.max


@dataclass(frozen=True)
class Row:
    """A line of the register; its words are made when it is shown."""

    judged: Judged
    known_at: datetime
    now: bool = False  # named by who answers now, and not by whom it was given to

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
        return say.lead_words(self.judged.owners if self.now else self.judged.leads)

    @property
    def other_lead(self) -> str:
        """The other side of a lead that passed on: "nay Sở B", or "giao Sở A"."""
        return say.other_lead(self.judged, now=self.now)

    @property
    def ground(self) -> str:
        """The clause of the order that judges."""
        return self.judged.basis

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
        return say.clear_points(self.judged)

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
    now: bool = False  # counted for who answers now, and not for whom it was given to

    @classmethod
    def of(cls, get: Callable[[str, str], str]) -> Wanted:
        """Read an address; what it cannot mean is left out."""
        grouping, order = get("nhom", ""), get("sap-xep", "")
        return cls(
            state=get("tinh-trang", "") if get("tinh-trang", "") in TABS else "",
            q=get("q", "").strip()[:200],
            lead=get("chu-tri", ""),
            dispatch="" if number_in(get("van-ban", "")) is None else get("van-ban", ""),
            due=get("han", "") if get("han", "") in DUE else "",
            six=get("sau-ro", "") if get("sau-ro", "") in {"thieu", *say.SIX} else "",
            grouping=grouping if grouping in GROUPINGS else "tinh-trang",
            order=order if order in ORDERS else "han",
            everything=get("xem", "") == "tat-ca",
            now=get("chu", "") == "nay",
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
        self.person, self.at, self.wanted = person, at, wanted
        self.all = lines_of(person, at, now=wanted.now)

    @cached_property
    def found(self) -> list[Line]:
        """What the filters leave, of every state."""
        tests = list(_tests(self.wanted, self.at))
        return [line for line in self.all if all(test(line) for test in tests)]

    @cached_property
    def lines(self) -> list[Line]:
        """What the filters and the state leave, in order."""
        states = TABS.get(self.wanted.state)
        lines = [line for line in self.found if states is None or line.state in states]
        return sorted(lines, key=_order(self.wanted.order, self.at))

    def rows(self, lines: Sequence[Line]) -> dict[int, Row]:
        """The lines given, with all that is shown of them."""
        few = {"pk__in": [line.pk for line in lines]} if len(lines) < len(self.all) else {}
        seen = Task.objects.visible_to(self.person).filter(**few)
        now = self.wanted.now
        return {one.task.pk: Row(one, self.at.known_at, now) for one in judge(seen, self.at)}

    @cached_property
    def counts(self) -> Counter[State]:
        """How many stand in each state."""
        return Counter(line.state for line in self.found)

    @cached_property
    def tabs(self) -> list[Tab]:
        """The states to choose from; the rare ones only where there are any."""
        shown = [
            Tab(key, SHORT.get(key) or look_of(key).word, sum(self.counts[s] for s in TABS[key]))
            for key in (*ALWAYS, *SOMETIMES)
        ]
        return [tab for tab in shown if tab.key in ALWAYS or tab.count or
                tab.key == self.wanted.state]  # fmt: skip

    @cached_property
    def attention(self) -> int:
        """How many are late, endangered or wait for a person."""
        return sum(self.counts[state] for state in ATTENTION)

    @cached_property
    def groups(self) -> list[Group]:
        """The lines under their headings; beyond a page only when everything is asked for."""
        made: dict[str, list[Line]] = {}
        heads: dict[str, tuple[int, str, str]] = {}
        for line in self.lines:
            place, key, label = _group_of(line, self.wanted.grouping)
            made.setdefault(key, []).append(line)
            heads[key] = (place, sort_key(label), label)
        keys = sorted(made, key=lambda key: heads[key])
        room = len(self.lines) if self.wanted.everything else PAGE
        shown: dict[str, list[Line]] = {}
        for key in keys:
            shown[key] = made[key][: max(0, room)]
            room -= len(shown[key])
        rows = self.rows([line for lines in shown.values() for line in lines])
        return [
            Group(key, heads[key][2], len(made[key]),
                  [rows[line.pk] for line in shown[key] if line.pk in rows],
                  _note(key, len(shown[key]), len(made[key]), self.at.day))
            for key in keys
        ]  # fmt: skip

    @cached_property
    def shown(self) -> int:
        """How many lines the page holds."""
        return sum(len(group.rows) for group in self.groups)

    @cached_property
    def dispatches(self) -> list[tuple[int, str]]:
        """The documents that gave the tasks, the newest first."""
        return sorted(dispatches_of(self.all).items(), reverse=True)

    @cached_property
    def leads(self) -> list[Lead]:
        """The agencies that lead, in Vietnamese order."""
        found = {lead.code: lead for line in self.all for lead in line.leads}
        return sorted(found.values(), key=lambda lead: lead.sort_key)

    @cached_property
    def passed_on(self) -> int:
        """How many are answered for by others than they were given to."""
        return sum(line.passed_on for line in self.all)

    @cached_property
    def unclear(self) -> int:
        """How many are not clear in all six."""
        return sum(not all(line.points.values()) for line in self.all)


def _tests(wanted: Wanted, at: AsOf) -> Iterator[Callable[[Line], bool]]:
    if wanted.q:
        words, further = bare(wanted.q).split(), grounds(at)
        yield lambda line: _says(line, further.get(line.pk, ""), words)
    if wanted.lead:
        yield lambda line: any(lead.code == wanted.lead for lead in line.leads)
    if wanted.dispatch:
        dispatch = int(wanted.dispatch)
        ordered = ordered_by(dispatch, at)
        yield lambda line: line.dispatch == dispatch or line.pk in ordered
    if wanted.due:
        yield lambda line: _due_fits(line.due_on, wanted.due, at.day)
    if wanted.six == "thieu":
        yield lambda line: not all(line.points.values())
    elif wanted.six:
        yield lambda line: not line.points[wanted.six]


def _says(line: Line, ground: str, words: Sequence[str]) -> bool:
    leads = " ".join(lead.name for lead in line.leads)
    said = bare(f"{line.code} {line.title} {line.reference}{ground} {leads} {line.lead_label}")
    return all(word in said for word in words)


def _due_fits(due_on: date | None, wanted: str, day: date) -> bool:
    if wanted == "khong" or due_on is None:
        return wanted == "khong" and due_on is None
    if wanted == "qua":
        return due_on < day
    return day <= due_on <= day + timedelta(days=int(wanted))


def _order(name: str, at: AsOf) -> Callable[[Line], Any]:
    if name == "ma":
        return lambda line: line.place
    if name == "cap-nhat":
        last = updated(at)
        return lambda line: (-last[line.pk].timestamp() if line.pk in last else 0, line.place)
    return lambda line: (line.due_on or FAR, line.place)


def _group_of(line: Line, grouping: str) -> tuple[int, str, str]:
    if grouping == "chu-tri":
        if len(line.leads) == 1:
            return 0, line.leads[0].code, line.leads[0].name
        return 1, "", "Nhiều cơ quan cùng chủ trì" if line.leads else "Chưa rõ chủ trì"
    if grouping == "van-ban":
        return -line.dispatch, str(line.dispatch), line.reference or f"văn bản {line.dispatch}"
    key = {State.DUE_SOON: "open", State.DONE_LATE: "done"}.get(line.state, line.state.value)
    return BY_STATE.index(key), key, "Đã hoàn thành" if key == "done" else look_of(key).word


def _note(key: str, shown: int, count: int, day: date) -> str:
    notes = []
    if key == "overdue":
        notes.append(f"hạn cuối trước {day_words(day)}, chưa có ngày hoàn thành")
    elif key == "at_risk":
        notes.append("theo nhịp đã đo sẽ không kịp hạn")
    if shown < count:
        notes.append(f"đang hiện {shown}")
    return " · ".join(notes)

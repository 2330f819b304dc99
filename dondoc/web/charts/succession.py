"""A line of succession: time runs to the right, a row for each body, links on the day of a change.

The days of decisions stand at equal distances, whatever the time between them: what matters is who
went into whom, and names need room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from textwrap import wrap

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg

WIDTH, LEFT, RIGHT = 800.0, 6.0, 794.0
TOP, NAME, BAR, NOTE, BETWEEN = 40.0, 17.0, 9.0, 15.0, 12.0
LETTER, SMALL = 7.2, 6.7  # the width of a letter in names and in notes, on average


@dataclass(frozen=True)
class Bearing:
    """A body for as long as it bore one name; several of one key are the same body."""

    key: str
    label: str
    from_on: date
    until_on: date | None = None  # its last day; none: it still stands
    url: str = ""


@dataclass(frozen=True)
class Join:
    """One body went on in another from a day: whole, in part, or for some functions."""

    before: str
    after: str
    on: date
    whole: bool = True
    function: str = ""
    weight: Decimal | None = None  # the share of figures a decision gives


@dataclass
class _Row:
    """A body with its place on the paper."""

    key: str
    names: list[Bearing]
    y: float = 0.0  # the top of its bar
    height: float = 0.0
    labels: list[tuple[float, int, Bearing]] = field(default_factory=list)
    notes: list[tuple[float, str]] = field(default_factory=list)

    @property
    def until_on(self) -> date | None:
        return self.names[-1].until_on

    @property
    def middle(self) -> float:
        return self.y + BAR / 2


class _Axis:
    """Days at equal distances; a day between two of them lies between."""

    def __init__(self, days: Iterable[date]) -> None:
        self.days = sorted(set(days))
        self.step = (RIGHT - LEFT) / len(self.days)
        self.gap = min(26.0, self.step * 0.3)  # room for the links before a day

    def x(self, day: date) -> float:
        before = sum(1 for one in self.days if one <= day) - 1
        if before < 0:
            return LEFT
        start = LEFT + before * self.step
        if self.days[before] == day:
            return start
        if before + 1 == len(self.days):
            return start + self.step / 2
        whole = (self.days[before + 1] - self.days[before]).days
        return start + (day - self.days[before]).days / whole * self.step


def succession(
    names: Sequence[Bearing], joins: Sequence[Join], focus: str, *, day: date, label: str
) -> SafeString:
    """Draw who went into whom around one body, seen from a day.

    Filled: it stands that day (the accent for the one asked about); hatched: it has ended; dashed
    outline: not yet begun. A solid link carries the whole, a dashed one a part or some functions;
    a part whose figures no decision divides says "chưa tách".
    """
    ended = [one.until_on + timedelta(days=1) for one in names if one.until_on]
    axis = _Axis([*(one.from_on for one in names), *ended, *(one.on for one in joins)])
    rows = _rows(names, joins, focus)
    height = _place(rows, joins, axis) + 18
    marks = [
        *_days(axis, height - 18),
        *_seen_from(axis, day, height),
        *(mark for row in rows.values() for mark in _bars(row, axis, joins, focus, day)),
        *(mark for each in _whole_and_part(joins, rows) for mark in _link(*each, rows, axis)),
        *(mark for row in rows.values() for mark in _words(row, focus, day)),
    ]
    return svg.drawing(WIDTH, height, label, marks)


def _rows(names: Sequence[Bearing], joins: Sequence[Join], focus: str) -> dict[str, _Row]:
    """Who came before stands above, who came after below: time runs down as well."""
    of: dict[str, list[Bearing]] = defaultdict(list)
    for one in sorted(names, key=lambda one: one.from_on):
        of[one.key].append(one)
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for join in sorted(joins, key=lambda one: one.on):
        before[join.after].append(join.before)
        after[join.before].append(join.after)
    order: dict[str, None] = {}
    _walk(focus, before, order, {focus})
    later = _walk(focus, after, {}, set(order) - {focus})
    order |= dict.fromkeys(reversed(later))
    return {key: _Row(key, of[key]) for key in [*order, *of] if key in of}


def _walk(
    key: str, steps: dict[str, list[str]], order: dict[str, None], seen: set[str]
) -> dict[str, None]:
    """Those reached by the steps, each before the one it was reached from."""
    for one in steps[key]:
        if one not in seen:
            seen.add(one)
            _walk(one, steps, order, seen)
    order[key] = None
    return order


def _place(rows: dict[str, _Row], joins: Sequence[Join], axis: _Axis) -> float:
    """Put every row under the one before; tells where the last one ends."""
    y = TOP
    for row in rows.values():
        free: list[float] = []  # where each line of names is free from
        for one in row.names:
            if row.labels and row.labels[-1][2].label == one.label:
                continue  # another code or parent, the same name
            long = LETTER * len(one.label)
            x = max(LEFT, min(axis.x(one.from_on), RIGHT - long))
            line = next((i for i, end in enumerate(free) if end <= x), len(free))
            free[line : line + 1] = [x + long + 12]
            row.labels.append((x, line, one))
        row.notes = list(_notes(row, rows, joins, axis))
        row.y = y + NAME * len(free)
        row.height = NAME * len(free) + BAR + NOTE * len(row.notes)
        y += row.height + BETWEEN
    return y


def _notes(
    row: _Row, rows: dict[str, _Row], joins: Sequence[Join], axis: _Axis
) -> Iterator[tuple[float, str]]:
    """What a body took over where it was not the whole of another, in lines that fit."""
    said: dict[tuple[date, str], list[str]] = defaultdict(list)
    for join in joins:
        if join.after == row.key and (text := part_words(join, rows[join.before])):
            said[join.on, join.before].append(text)
    for (on, _), texts in said.items():
        text = "nhận: " + "; ".join(dict.fromkeys(texts))
        x = min(axis.x(on), RIGHT - min(SMALL * len(text), 360))
        for line in wrap(text, max(int((RIGHT - x) / SMALL), 24)):
            yield max(x, LEFT), line


def part_words(join: Join, giver: _Row) -> str:
    """What went along by a link that does not carry the whole; empty where it does."""
    if join.function:
        return join.function
    if join.whole:
        return ""
    name = next((one.label for one in reversed(giver.names) if one.from_on < join.on), "")
    said = f"một phần {name}".rstrip()
    if join.weight is not None:
        return f"{said}, {say.share(join.weight)} số liệu"
    goes_on = giver.until_on is None or giver.until_on >= join.on
    return said if goes_on else f"{said}, số liệu chưa tách"


def _days(axis: _Axis, bottom: float) -> Iterator[str]:
    """The thin axis with the days of decisions; close ones on two lines."""
    yield svg.line(LEFT, TOP - 8, RIGHT, TOP - 8, class_="axis-2")
    for i, day in enumerate(axis.days):
        x = axis.x(day)
        y = 12 if axis.step < 76 and i % 2 else 26
        yield svg.line(x, TOP - 11, x, bottom, class_="axis")
        near_left = x < 34
        yield svg.words(x, y, say.day(day), 12.5, anchor=None if near_left else "middle")


def _seen_from(axis: _Axis, day: date, height: float) -> Iterator[str]:
    """The day of the page."""
    if day < axis.days[0]:
        return
    x = axis.x(day)
    yield svg.line(x, TOP - 8, x, height - 16, stroke="var(--ink)", stroke_dasharray="2 4")
    place = "end" if x > RIGHT - 60 else "middle" if x > 66 else None
    yield svg.words(x, height - 3, f"ngày {say.day(day)}", 12.5, anchor=place, class_="ink")


def _bars(row: _Row, axis: _Axis, joins: Sequence[Join], focus: str, day: date) -> Iterator[str]:
    gone = row.until_on is not None and row.until_on < day
    colour = "var(--accent)" if row.key == focus else "var(--open-fill)"
    for i, one in enumerate(row.names):
        x, end = axis.x(one.from_on), _end(one, row, axis, joins)
        look: dict[str, object] = {"fill": colour}
        if gone:
            edge = "var(--accent)" if row.key == focus else "var(--line-2)"
            look = {"fill": "url(#hatch-missing)", "stroke": edge}
        elif one.from_on > day:
            look = {"fill": "none", "stroke": colour, "stroke_dasharray": "3 3"}
        notch = 2 if i + 1 < len(row.names) else 0
        yield svg.box(x, row.y, max(end - x - notch, 4), BAR, **look)


def _end(one: Bearing, row: _Row, axis: _Axis, joins: Sequence[Join]) -> float:
    """Where a bar ends; a body that goes on in others leaves room for the links."""
    if one.until_on is None:
        return RIGHT
    x = axis.x(one.until_on + timedelta(days=1))
    onward = one is row.names[-1] and any(join.before == row.key for join in joins)
    return x - axis.gap if onward else x


def _whole_and_part(
    joins: Sequence[Join], rows: dict[str, _Row]
) -> Iterator[tuple[str, str, date, bool]]:
    """Each pair of bodies and day once, whether by one function or by many."""
    seen: dict[tuple[str, str, date], bool] = {}
    for join in joins:
        if join.before in rows and join.after in rows:
            place = (join.before, join.after, join.on)
            seen[place] = seen.get(place, True) and join.whole and not join.function
    for (before, after, on), whole in seen.items():
        yield before, after, on, whole


def _link(
    before: str, after: str, on: date, whole: bool, rows: dict[str, _Row], axis: _Axis
) -> Iterator[str]:
    x2, y1, y2 = axis.x(on), rows[before].middle, rows[after].middle
    x1, bend = x2 - axis.gap, axis.gap * 0.75
    places = [(x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2)]
    start, *curve = [f"{svg.n(x)} {svg.n(y)}" for x, y in places]
    yield svg.element(
        "path",
        d=f"M{start}C{' '.join(curve)}",
        fill="none",
        stroke="var(--ink-2)",
        stroke_width=1.5,
        stroke_dasharray=None if whole else "4 3",
    )
    yield svg.dot((x2, y2), 2.6, "var(--ink-2)")


def _words(row: _Row, focus: str, day: date) -> Iterator[str]:
    lines = 1 + max((line for _, line, _ in row.labels), default=0)
    for x, line, one in row.labels:
        y = row.y - 5 - NAME * (lines - 1 - line)
        stands = one.from_on <= day and (one.until_on is None or day <= one.until_on)
        tone = "ink halo" if stands or row.key == focus else "halo"
        text = svg.words(x, y, one.label, 13, bold=row.key == focus, class_=tone)
        yield svg.element("a", text, href=one.url) if one.url else text
    for i, (x, said) in enumerate(row.notes):
        yield svg.words(x, row.y + BAR + 12 + NOTE * i, said, 12.5, class_="halo")

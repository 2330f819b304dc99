"""The line with its pace: what was reached, what the date needs, where this pace leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg
from dondoc.web.charts.scales import Days, Shares

ACCENT, RISK, OVERDUE = "var(--accent)", "var(--risk-fill)", "var(--overdue-fill)"


@dataclass(frozen=True)
class Point:
    """What was reached by the end of a day; incomplete while units have not reported."""

    day: date
    share: float
    complete: bool = True


@dataclass(frozen=True)
class Outlook:
    """The day this pace leads to, with its range; `path` when units run at paces of their own."""

    day: date
    low: date
    high: date
    path: tuple[Point, ...] = ()
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Campaign:
    """Days ordered by a dispatch: "05 ngày đêm"."""

    first: date
    last: date
    words: str


@dataclass(frozen=True)
class _Paper:
    days: Days
    shares: Shares
    width: float
    height: float

    def at(self, point: Point) -> svg.XY:
        return self.days.end_of(point.day), self.shares.y(point.share)


def pace_line(
    points: Sequence[Point],
    *,
    label: str,
    due: date | None = None,
    target: float = 1.0,
    outlook: Outlook | None = None,
    campaign: Campaign | None = None,
    needed_from: Point | None = None,
    needed_words: Sequence[str] = (),
    today_needs: str = "",
    last_words: Sequence[str] = (),
    first_words: str = "",
    target_words: str = "",
    marks: Sequence[tuple[date, str]] = (),
    floor: float = 0.0,
    width: float = 800,
    height: float = 250,
) -> SafeString:
    """Draw measured shares, the needed pace to `due`, and the forecast with its range.

    Solid is reported, round dots are forecast, long dashes the needed pace, the ink line is
    hạn cuối and time after it lies on grey (inside a campaign: its own days lie on grey).
    """
    paper = _paper(points, due, outlook, campaign, floor, width, height)
    parts = [
        *_grid(paper, target_words, due),
        *_due(paper, due, campaign),
        *_needed(paper, points, due, target, needed_from, needed_words, today_needs),
        *_forecast(paper, points, target, outlook, campaign is not None),
        *_measured(paper, points, last_words, first_words),
    ]
    for day, said in marks:
        near = min(points, key=lambda point: abs((point.day - day).days))
        x, y = paper.days.end_of(day), paper.at(near)[1]
        parts.append(svg.words(x, y + 20, said, anchor="middle"))
    return svg.drawing(width, height, label, parts)


def _paper(
    points: Sequence[Point],
    due: date | None,
    outlook: Outlook | None,
    campaign: Campaign | None,
    floor: float,
    width: float,
    height: float,
) -> _Paper:
    days = [point.day for point in points]
    days += [due] if due else []
    days += [outlook.day, outlook.high] if outlook and not campaign else []
    days += [outlook.day] if outlook else []
    days += [campaign.last] if campaign else []
    first, last = min(days), max(days)
    if (last - first).days > 16:
        last += timedelta(days=max(3, (last - first).days // 25))
    # A campaign starts from the evening before its first day, which stands on the left edge.
    start = campaign.first if campaign else first + timedelta(days=int(last != first))
    bottom = height - (34 if height > 300 else 28)
    return _Paper(
        Days(min(start, last), last, 44, width - 8),
        Shares(floor, 1.0, bottom, 26 if height <= 300 else 41),
        width,
        height,
    )


def _grid(paper: _Paper, target_words: str, due: date | None) -> list[str]:
    left, right, low = paper.days.left, paper.days.right, paper.shares.low_y
    parts = []
    for share in paper.shares.ticks():
        y = paper.shares.y(share)
        parts.append(svg.line(left, y, right, y, class_="axis"))
        parts.append(
            svg.words(left - 8, y + 4, f"{say.number(round(share * 100, 2))}%", anchor="end")
        )
    top = paper.shares.y(1)
    if target_words:
        parts.append(svg.line(left, top, right, top, stroke="var(--ink-2)", stroke_width=1.2))
        parts.append(svg.words(right, top - 6, target_words, anchor="end"))
    parts.append(svg.line(left, low, right, low, class_="axis-2"))
    return parts + (_daily_ticks(paper, due) if paper.days.daily else _month_ticks(paper))


def _daily_ticks(paper: _Paper, due: date | None) -> list[str]:
    low, parts = paper.shares.low_y, []
    count = (paper.days.last - paper.days.first).days + 1
    for i in range(count):
        day = paper.days.first + timedelta(days=i)
        x = paper.days.start_of(day)
        parts.append(svg.line(x, low, x, low + 5, class_="axis-2"))
        middle = (x + paper.days.end_of(day)) / 2
        strong: dict[str, Any] = {"bold": True, "class_": "ink"} if day == due else {}
        parts.append(svg.words(middle, low + 20, say.short_day(day), anchor="middle", **strong))
    return parts


def _month_ticks(paper: _Paper) -> list[str]:
    low, parts = paper.shares.low_y, []
    for day in paper.days.months():
        x = paper.days.start_of(day)
        parts.append(svg.line(x, low, x, low + 4, class_="axis-2"))
        parts.append(svg.words(x, low + 20, f"{day:%m/%Y}", anchor="middle"))
    return parts


def _due(paper: _Paper, due: date | None, campaign: Campaign | None) -> list[str]:
    low, parts = paper.shares.low_y, []
    top = paper.shares.high_y - 14
    if campaign:
        x1, x2 = paper.days.start_of(campaign.first), paper.days.end_of(campaign.last)
        parts.append(svg.box(x1, top - 14, x2 - x1, low - top + 14, fill="var(--paper-2)"))
        parts.append(svg.words(x1 + 8, top + 2, campaign.words, 13, bold=True, class_="ink"))
    if due is None:
        return parts
    x = paper.days.end_of(due)
    if not campaign:
        parts.append(svg.box(x, top, paper.days.right - x, low - top, fill="var(--paper-2)"))
    # The edge of a campaign's days is itself the deadline when the order ends there.
    if not campaign or campaign.last != due:
        parts.append(svg.line(x, top - 6, x, low, stroke="var(--ink)", stroke_width=1.4))
    if not campaign:
        near_left = x - paper.days.left < 170
        parts.append(
            svg.words(
                x + (7 if near_left else -7),
                low - 23.5,
                f"hạn cuối {say.day(due)}",
                13,
                anchor=None if near_left else "end",
                bold=True,
                class_="ink",
            )
        )
    return parts


def _needed(
    paper: _Paper,
    points: Sequence[Point],
    due: date | None,
    target: float,
    needed_from: Point | None,
    needed_words: Sequence[str],
    today_needs: str,
) -> list[str]:
    """Long dashes from where the pace was set; the last stretch in red when a day must carry it."""
    if due is None or not points:
        return []
    start = needed_from or points[-1]
    if start.day >= due:
        return []
    (x1, y1), (x2, y2) = paper.at(start), paper.at(Point(due, target))
    parts = [
        svg.line(x1, y1, x2, y2, stroke="var(--ink-2)", stroke_width=1.5, stroke_dasharray="6 4")
    ]
    place = 0.42 if needed_from else 0.55
    for i, said in enumerate(needed_words):
        x, y = x1 + (x2 - x1) * place, y1 + (y2 - y1) * place
        up = 10 + 16 * (len(needed_words) - 1 - i)
        parts.append(svg.words(x - 10, y - up, said, 13, anchor="end"))
    if today_needs and points[-1].day < due:
        (x, y) = paper.at(points[-1])
        parts.append(svg.line(x, y, x2, y2, stroke=OVERDUE, stroke_width=2.2))
        parts.append(
            svg.words(x2 + 8, (y + y2) / 2 + 18, today_needs, 13, bold=True, class_="t-over")
        )
    return parts


def _forecast(
    paper: _Paper, points: Sequence[Point], target: float, outlook: Outlook | None, by_unit: bool
) -> list[str]:
    if outlook is None or not points:
        return []
    colour, tone = (ACCENT, "t-accent") if by_unit else (RISK, "t-risk")
    start = paper.at(points[-1])
    to = Point(outlook.day, target)
    way = [start, *(paper.at(point) for point in outlook.path), paper.at(to)]
    band = _band(paper, way, outlook, target)
    x, y = paper.at(to)
    said = outlook.words or f"dự báo {say.short_day(outlook.day)}"
    note = outlook.note or f"({say.short_day(outlook.low)}–{say.short_day(outlook.high)})"
    half = 3.6 * max(len(said), len(note))
    middle = min(max(x, paper.days.left + half), paper.days.right - half)
    return [
        svg.area(band, "var(--open-fill)" if by_unit else RISK, 0.28 if by_unit else 0.16),
        svg.dotted(way, colour),
        svg.dot((x, y), 4.2, colour, hollow=True),
        svg.words(middle, y + 25, said, 13, anchor="middle", bold=True, class_=tone),
        svg.words(middle, y + 41, note, anchor="middle"),
    ]


def _band(paper: _Paper, way: Sequence[svg.XY], outlook: Outlook, target: float) -> list[svg.XY]:
    """The range: the same way, stretched to the earliest and the latest day."""
    x0, x1 = way[0][0], way[-1][0]
    reach = max(x1 - x0, 1e-6)
    right, top = paper.days.right, paper.shares.y(target)

    def stretched(day: date) -> list[svg.XY]:
        factor = (paper.days.end_of(day) - x0) / reach
        return [(x0 + (x - x0) * factor, y) for x, y in way]

    early = stretched(outlook.low)
    late = [(min(x, right), y) for x, y in stretched(outlook.high)]
    return [*early, (late[-1][0], top), *reversed(late[:-1])]


def _measured(
    paper: _Paper, points: Sequence[Point], last_words: Sequence[str], first_words: str
) -> list[str]:
    at = [paper.at(point) for point in points]
    radius = 4.2 if paper.days.daily else 3
    parts = [svg.path(at, ACCENT, 2.6)] if len(at) > 1 else []
    for point, place in zip(points, at, strict=True):
        parts.append(svg.dot(place, radius, ACCENT, hollow=not point.complete))
    if first_words:
        parts.append(svg.words(at[0][0] + 8, at[0][1] + 18, first_words, 13))
    for i, said in enumerate(last_words):
        x, y = at[-1]
        tone = {"bold": True, "class_": "t-accent"} if i == 0 else {}
        parts.append(svg.words(x + 9, y + 18 + 17 * i, said, 13.5 if i == 0 else 12.5, **tone))
    return parts

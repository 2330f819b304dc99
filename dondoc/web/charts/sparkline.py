"""The line of a programme's tile: reached, target, deadline, forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg
from dondoc.web.charts.pace import Point

Place = Callable[[date, float], svg.XY]
COLOURS = {
    "t-over": "var(--overdue-fill)",
    "t-risk": "var(--risk-fill)",
    "t-done": "var(--done-fill)",
    "t-late": "var(--done-fill)",
}


def sparkline(
    points: Sequence[Point],
    *,
    label: str,
    due: date | None = None,
    target: float = 1.0,
    target_words: str = "",
    forecast: date | None = None,
    tone: str = "t-open",
    small: bool = False,
) -> SafeString:
    """A tile's line; the colour is the verdict. Time after the deadline lies on grey."""
    width, height = (104.0, 44.0) if small else (316.0, 92.0)
    top, low = (8.0, 42.0) if small else (15.2, 73.0)
    left, right = 1.0, width - (6 if small else 5)
    colour = COLOURS.get(tone, "var(--accent)")
    days = [point.day for point in points] + [day for day in (due, forecast) if day]
    first, last = min(days), max(days)
    room = (right - left) * (1 if small or forecast is None else 0.93)
    floor = max(0.0, min(point.share for point in points) - (target - points[0].share) * 0.22)
    tall = max(target - floor, 1e-6)

    def at(day: date, share: float) -> svg.XY:
        along = (day - first).days / max((last - first).days, 1)
        return left + along * room, low - (min(share, target) - floor) / tall * (low - top)

    marks = [] if small else _ground(at, due, width, top, low)
    marks.append(svg.line(0, top, width, top, stroke="var(--ink-3)", stroke_dasharray="2 3"))
    if small and due:
        marks.append(svg.line(at(due, 0)[0], 2, at(due, 0)[0], low, stroke="var(--ink)"))
    places = [at(point.day, point.share) for point in points]
    marks.append(svg.path(places, colour, 2 if small else 2.2))
    if forecast and forecast > points[-1].day:
        marks.append(svg.dotted([places[-1], at(forecast, target)], colour, 2, "1.5 4"))
        if not small:
            marks.append(svg.dot(at(forecast, target), 3, colour, hollow=True))
    marks.append(svg.dot(places[-1], 3 if small else 3.6, colour, hollow=not points[-1].complete))
    if not small:
        marks += _captions(at, first, due, target_words or f"mục tiêu {say.share(target, 0)}")
    return svg.drawing(width, height, label, marks)


def _ground(at: Place, due: date | None, width: float, top: float, low: float) -> list[str]:
    parts = []
    if due:
        x = at(due, 0)[0]
        parts.append(svg.box(x, top - 7, width - 1 - x, low - top + 7, fill="var(--paper-2)"))
    return [*parts, svg.line(1, low, width - 1, low, class_="axis-2")]


def _captions(at: Place, first: date, due: date | None, target_words: str) -> list[str]:
    parts = [svg.words(1, 11.2, target_words, 12), svg.words(1, 87, say.day(first), 12)]
    if due:
        x = at(due, 0)[0]
        parts.append(svg.line(x, 8, x, 73, stroke="var(--ink)", stroke_width=1.3))
        # Near an edge the words would leave the paper, near the left one meet the first day.
        middle = min(max(x, 118.0), 268.0)
        parts.append(
            svg.words(middle, 87, f"hạn {say.day(due)}", 12, anchor="middle", class_="ink")
        )
    return parts

"""Strips of time: a unit's reports day after day; the minutes before a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg

FILLS = {
    "on_time": "var(--done-fill)",
    "warned": "var(--risk-fill)",
    "late": "url(#hatch-late)",
    "partial": "var(--risk-tint)",
    "missing": "url(#hatch-missing)",
    "typing": "var(--paper-3)",
}


def strip(days: Sequence[tuple[date, str]], *, cell: int = 12) -> SafeString:
    """One cell a day by the state of its report; what is missing is hatched and outlined in red."""
    marks = []
    for i, (day, key) in enumerate(days):
        stroke = "var(--overdue-fill)" if key == "missing" else None
        title = svg.element("title", escape(f"{say.short_day(day)}: {say.look_of(key).word}"))
        marks.append(
            svg.element(
                "rect",
                title,
                x=i * (cell + 2) + 0.5,
                y=0.5,
                width=cell - 1,
                height=15,
                fill=FILLS[key],
                stroke=stroke,
            )
        )
    counts: dict[str, int] = {}
    for _, key in days:
        counts[key] = counts.get(key, 0) + 1
    said = ", ".join(f"{say.look_of(key).word} {count}" for key, count in counts.items())
    width = len(days) * (cell + 2)
    label = escape(f"{len(days)} kỳ gần nhất: {said}")
    return SafeString(
        f'<svg class="bar" viewBox="0 0 {width} 16" width="{width}" height="16" role="img"'
        f' aria-label="{label}">{"".join(marks)}</svg>'
    )


def time_track(start: datetime, now: datetime, due: datetime, *, width: float = 292) -> SafeString:
    """How much of the time before a deadline is gone."""
    whole = max((due - start).total_seconds(), 1)
    gone = min(max((now - start).total_seconds() / whole, 0), 1) * width
    soon = (due - now).total_seconds() <= 3600
    colour = "var(--risk-fill)" if soon else "var(--open-fill)"
    first, last = say.clock_time(start), say.clock_time(due)
    marks = [
        svg.line(0, 9, width, 9, stroke="var(--line-2)", stroke_width=4),
        svg.line(0, 9, gone, 9, stroke=colour, stroke_width=4),
        svg.dot((min(max(gone, 5), width - 5), 9), 5, "var(--ink)"),
        svg.words(0, 28, first, 12) if gone > 56 else "",
        svg.words(width, 28, last, 12, anchor="end") if gone < width - 56 else "",
        svg.words(
            min(max(gone, 16), width - 16),
            28,
            say.clock_time(now),
            12,
            anchor="middle",
            class_="ink",
        ),
    ]
    return svg.drawing(width, 32, f"Bây giờ {say.hour_text(now)}, hạn {say.hour_text(due)}", marks)

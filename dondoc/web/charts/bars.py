"""Bars start at zero; a tick says what the day needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg

FILLS = {
    "done": "var(--done-fill)",
    "done_late": "url(#hatch-late)",
    "open": "var(--open-fill)",
    "due_soon": "var(--open-fill)",
    "at_risk": "var(--risk-fill)",
    "overdue": "var(--overdue-fill)",
    "standing": "var(--standing-fill)",
    "missing": "url(#hatch-missing)",
    "part_done": "var(--part-done)",
    "part_left": "var(--part-left)",
    "accent": "var(--accent)",
    "ink": "var(--ink-2)",
}


@dataclass(frozen=True)
class Day:
    """One day: what was done, what was needed; not over yet means outlined."""

    name: str
    done: int
    needed: int | None = None
    over: bool = True
    words: str = ""


def mini_bar(
    share: float | None,
    *,
    needed: float | None = None,
    width: int = 74,
    height: int = 7,
    fill: str = "open",
    fluid: bool = False,
    label: str = "",
) -> SafeString:
    """A share on a grey track; hatched where nobody reported; a tick for the level needed today."""
    tall = height + (6 if needed is not None else 0)
    y = 3 if needed is not None else 0
    track = "url(#hatch-missing)" if share is None else "var(--paper-3)"
    marks = [svg.box(0, y, width, height, fill=track)]
    if share:
        marks.append(svg.box(0, y, min(share, 1) * width, height, fill=FILLS[fill]))
    if needed is not None:
        x = min(max(min(max(needed, 0), 1) * width, 1), width - 1)
        # A bar stretched over a phone keeps a thin tick.
        tick = {"stroke": "var(--ink)", "stroke_width": 2, "vector_effect": "non-scaling-stroke"}
        marks.append(svg.line(x, 0, x, tall, **tick))
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    size = f'height="{tall}" preserveAspectRatio="none"'
    if not fluid:
        size = f'width="{width}" {size}'
    return SafeString(
        f'<svg class="bar{" fluid" if fluid else ""}" viewBox="0 0 {width} {tall}" {size} {named}>'
        f"{''.join(marks)}</svg>"
    )


def parts(
    counts: Mapping[str, float],
    *,
    of: float | None = None,
    width: int = 108,
    height: int = 9,
    track: bool = False,
    fluid: bool = False,
    label: str = "",
) -> SafeString:
    """One bar of several parts, as long as its total among `of` (two parts: done and left)."""
    total = of or sum(counts.values()) or 1
    marks = [svg.box(0, 0, width, height, fill="var(--paper-3)")] if track else []
    x = 0.0
    for key, count in counts.items():
        if not count:
            continue
        long = count / total * width
        marks.append(svg.box(x, 0, max(long - 1, 0.8), height, fill=FILLS[key]))
        x += long
    said = label or ", ".join(
        f"{say.STATES[key].word if key in say.STATES else key} {say.number(int(count))}"
        for key, count in counts.items()
        if count
    )
    size = 'preserveAspectRatio="none"' if fluid else f'width="{width}"'
    return SafeString(
        f'<svg class="bar{" fluid" if fluid else ""}" viewBox="0 0 {width} {height}" {size}'
        f' height="{height}" role="img" aria-label="{escape(said)}">{"".join(marks)}</svg>'
    )


def daily_bars(days: Sequence[Day], *, label: str, width: float = 400) -> SafeString:
    """Each day: made and needed ("Mỗi ngày: làm được và cần"); a day not over is outlined."""
    most = max(max(day.done, day.needed or 0) for day in days) or 1
    scale = (width - 62 - 78) / most
    marks = []
    for i, day in enumerate(days):
        marks += _daily_bar(day, 44 * i + 12, scale)
    return svg.drawing(width, 44 * len(days), label, marks)


def _daily_bar(day: Day, y: float, scale: float) -> list[str]:
    left, long = 62, day.done * scale
    strong = {} if day.over else {"bold": True, "class_": "ink"}
    parts = [svg.words(0, y + 13, day.name, 13.5, **strong)]
    outline = {"fill": "none", "stroke": "var(--accent)", "stroke_dasharray": "3 3"}
    parts.append(svg.box(left, y, long, 18, **({"fill": "var(--accent)"} if day.over else outline)))
    said = day.words or say.number(day.done)
    inside = long > 7.2 * len(said) + 10
    parts.append(
        svg.words(
            left + long - 7 if inside else left + long + 6,
            y + 13.5,
            said,
            12.5,
            anchor="end" if inside else None,
            class_="on-accent" if inside and day.over else "",
        )
    )
    if day.needed is not None:
        x = left + day.needed * scale
        late = not day.over
        colour = "var(--overdue-fill)" if late else "var(--ink)"
        parts.append(svg.line(x, y - 4, x, y + 22, stroke=colour, stroke_width=2.4))
        tone = {"bold": True, "class_": "t-over"} if late else {"class_": "ink"}
        parts.append(svg.words(x + 7, y + 13.5, say.number(day.needed), 13, **tone))
    return parts


def bars(
    rows: Sequence[tuple[str, float | None]],
    *,
    label: str,
    needed: float | None = None,
    width: float = 400,
    as_share: bool = True,
) -> SafeString:
    """Named bars for a document: a share or a count each; hatched where nobody reported."""
    most = 1.0 if as_share else max([value or 0 for _, value in rows] + [1])
    left, right = width * 0.42, width - 62
    marks = []
    for i, (name, value) in enumerate(rows):
        y = 26 * i
        track = "url(#hatch-missing)" if value is None else "var(--paper-3)"
        marks.append(svg.words(0, y + 16, name, 13, class_="ink"))
        marks.append(svg.box(left, y + 6, right - left, 12, fill=track))
        if value:
            long = (right - left) * min(value / most, 1)
            marks.append(svg.box(left, y + 6, long, 12, fill="var(--accent)"))
        said = say.share(value) if as_share else say.number(value)
        marks.append(svg.words(width, y + 16, said, 13, anchor="end", bold=True, class_="ink"))
    if needed is not None:
        x = left + (right - left) * min(needed / most, 1)
        marks.append(svg.line(x, 2, x, 26 * len(rows), stroke="var(--ink)", stroke_width=2))
    return svg.drawing(width, 26 * len(rows) + 2, label, marks)

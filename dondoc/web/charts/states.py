"""The whole by state: done, not done, standing, each group with its count."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg

GROUPS = (
    ("đã hoàn thành", (("done", "var(--done-fill)"), ("done_late", "url(#hatch-late)"))),
    (
        "chưa hoàn thành",
        (
            ("open", "var(--open-fill)"),
            ("due_soon", "var(--open-fill)"),
            ("at_risk", "var(--risk-fill)"),
            ("overdue", "var(--overdue-fill)"),
        ),
    ),
    ("thường xuyên", (("standing", "var(--standing-fill)"),)),
    ("không ghi hạn", (("undated", "var(--standing-tint)"),)),
)


def state_bar(
    counts: Mapping[str, int], *, width: float = 852, with_words: bool = True
) -> SafeString:
    """Draw counts by state key; groups stand 16 apart, states 2 apart, nothing is hidden."""
    top, thick = (24.0, 22.0) if with_words else (0.0, 18.0)
    groups = [
        (words, [(key, fill, counts[key]) for key, fill in states if counts.get(key)])
        for words, states in GROUPS
    ]
    groups = [(words, states) for words, states in groups if states]
    total = sum(count for _, states in groups for *_, count in states)
    gaps = 16 * (len(groups) - 1) + sum(2 * (len(states) - 1) for _, states in groups)
    unit = (width - gaps) / total if total else 0
    marks, x = [], 0.0
    for words, states in groups:
        if with_words:
            whole = svg.element("tspan", say.number(sum(s[2] for s in states)), class_="ink")
            text = f"{whole} {words}".replace("<tspan", '<tspan font-weight="600"')
            marks.append(_caption(text, words, x, width, last=words == groups[-1][0]))
        for _, fill, count in states:
            marks.append(svg.box(x, top, count * unit, thick, fill=fill))
            x += count * unit + 2
        x += 14
    return svg.drawing(width, top + thick + (2 if with_words else 0), sentence(counts), marks)


def _caption(text: str, words: str, x: float, width: float, *, last: bool) -> str:
    """The count over its group; over a last group too narrow for it, from the right edge."""
    if last and x + 7 * (len(words) + 4) > width:
        return svg.element("text", text, x=width, y=14, font_size=13.5, text_anchor="end")
    return svg.element("text", text, x=x, y=14, font_size=13.5)


def sentence(counts: Mapping[str, int]) -> str:
    """What the bar shows, in words."""
    named = [
        f"{say.look_of(key).word} {say.number(counts[key])}"
        for _, states in GROUPS
        for key, _ in states
        if counts.get(key)
    ]
    return f"{say.number(sum(counts.values()))} nhiệm vụ theo tình trạng: {', '.join(named)}"

"""What templates may say: states, numbers, days and small drawings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dondoc.web import charts, words
from dondoc.web.charts.tiles import legend as legend_rows

register = template.Library()

for name in (
    "number",
    "share",
    "day",
    "short_day",
    "weekday",
    "long_day",
    "moment",
    "clock_time",
    "hour_text",
    "overdue_by",
    "late_by",
    "days_left",
    "time_left",
    "masked",
    "difference",
):
    register.filter(name, getattr(words, name))
register.simple_tag(words.rate)
register.simple_tag(words.span)
NAV_ICONS = {
    "Tổng quan": "home",
    "Việc của tôi": "home",
    "Nhiệm vụ": "tasks",
    "Báo cáo": "reports",
}


@register.simple_tag
def state(
    key: Any,
    detail: str = "",
    word: str | None = None,
    chip: bool = False,
    count: int | None = None,
) -> SafeString:
    """Shape, word and detail of a state; `word` says it another way, the shape still means it."""
    look = words.look_of(key)
    said = look.word if word is None else word
    # "Quá hạn" and "quá 1 ngày" would say it twice.
    if detail.startswith("quá ") and said == "Quá hạn":
        said, detail = f"{said} {detail.removeprefix('quá ')}", ""
    aside = f"{look.word}: " if word is not None and word != look.word else ""
    return format_html(
        '<span class="state {}{}">{}{}{}{}{}</span>',
        look.tone,
        " chip" if chip else "",
        _shape(look.shape),
        format_html('<span class="said">{}</span>', aside) if aside else "",
        said,
        format_html(' <span class="plain">{}</span>', detail) if detail else "",
        format_html(" <b>{}</b>", words.number(count)) if count is not None else "",
    )


@register.simple_tag
def shape(key: Any, alone: bool = True) -> SafeString:
    """The shape by itself, with the word as its text alternative unless the word stands beside."""
    look = words.look_of(key)
    return _shape(look.shape, look.tone, look.word if alone else "")


def _shape(name: str, tone: str = "", label: str = "") -> SafeString:
    if label:
        return format_html(
            '<svg class="shape {}" role="img" aria-label="{}"><title>{}</title>'
            '<use href="#s-{}"/></svg>',
            tone,
            label,
            label,
            name,
        )
    return format_html(
        '<svg class="shape{}" aria-hidden="true"><use href="#s-{}"/></svg>',
        f" {tone}" if tone else "",
        name,
    )


@register.filter
def tone(key: Any) -> str:
    """The class that colours text like a state: t-over, t-risk, …"""
    return words.look_of(key).tone


@register.filter
def nav_icon(label: str) -> str:
    """The icon of the three places a thumb reaches first; the rest stand under "Thêm"."""
    return NAV_ICONS.get(label, "")


@register.simple_tag
def bar(
    value: Any,
    needed: Any = None,
    width: int = 74,
    fill: str = "open",
    fluid: bool = False,
    height: int = 7,
) -> SafeString:
    """A share as a small bar, with a tick for the level needed today."""
    share, need = _fraction(value), _fraction(needed)
    said = f"đạt {words.share(value)}" if share is not None else "chưa có số liệu"
    if need is not None:
        said += f", mức cần {words.share(needed)}"
    return charts.mini_bar(
        share, needed=need, width=width, height=height, fill=fill, fluid=fluid, label=said
    )


@register.simple_tag
def parts(
    counts: Mapping[str, float],
    of: float | None = None,
    width: int = 108,
    fluid: bool = False,
    track: bool = False,
    height: int = 9,
) -> SafeString:
    """Counts by state as one bar; `of` is the longest bar's total where bars are compared."""
    return charts.parts(counts, of=of, width=width, fluid=fluid, track=track, height=height)


@register.simple_tag
def state_bar(counts: Mapping[str, int], with_words: bool = True) -> SafeString:
    """The whole by state: on paper and screens with words above it, bare on phones."""
    bare = charts.state_bar(counts, width=358, with_words=False)
    if not with_words:
        return bare
    return format_html(
        '<div class="not-phone">{}</div><div class="only-phone">{}</div>',
        charts.state_bar(counts),
        bare,
    )


@register.simple_tag
def clarity(clear: int, of: int = 6) -> SafeString:
    """How many of the six points are clear, as six bars; an unclear one is an empty amber bar."""
    marks = SafeString(
        "".join(
            f'<rect x="{i * 9 + 0.75:g}" y=".75" width="5.5" height="10.5" fill="none"'
            ' stroke="var(--risk)" stroke-width="1.5"/>'
            if i >= clear
            else f'<rect x="{i * 9}" width="7" height="12" fill="var(--open-fill)"/>'
            for i in range(of)
        )
    )
    return format_html(
        '<svg width="{0}" height="12" viewBox="0 0 {0} 12" role="img" aria-label="{1}/{2} rõ">'
        "<title>{1}/{2} rõ</title>{3}</svg>",
        of * 9 - 2,
        clear,
        of,
        marks,
    )


@register.simple_tag
def day_strip(due: date, last_good: date | None = None) -> SafeString:
    """Five days around hạn cuối: the last good day filled, those after it struck through."""
    last = last_good or due
    days = [due + timedelta(days=i) for i in range(-2, 3)]
    cells = format_html_join(
        "",
        "<div{}><span>{}</span><b>{}</b>{}</div>",
        (
            (
                SafeString(' class="last"' if d == last else ' class="off"' if d > last else ""),
                words.weekday(d),
                f"{d:%d}",
                SafeString('<span class="said"> quá hạn</span>') if d > last else "",
            )
            for d in days
        ),
    )
    return format_html('<div class="days">{}</div>', cells)


@register.simple_tag
def time_track(start: datetime, now: datetime, due: datetime) -> SafeString:
    """The minutes before a deadline, as a track."""
    return charts.time_track(start, now, due)


@register.simple_tag
def hatch(width: int = 80) -> SafeString:
    """What was not reported: hatched, never coloured."""
    return format_html(
        '<svg class="bar" width="{0}" height="12" role="img" aria-label="chưa báo cáo">'
        '<rect width="{0}" height="12" fill="url(#hatch-missing)" stroke="var(--line-2)"/></svg>',
        width,
    )


@register.simple_tag
def map_legend(units: Any, classes: Any) -> SafeString:
    """The legend of a tile map, with the number of units in each class."""
    rows = format_html_join(
        "",
        '<div><svg aria-hidden="true"><rect width="100%" height="12" fill="{}"/></svg>{}<br>'
        "<b>{}</b> đơn vị</div>",
        ((fill, said, words.number(count)) for fill, said, count in legend_rows(units, classes)),
    )
    return format_html('<div class="legend">{}</div>', rows)


def _fraction(value: Any) -> float | None:
    value = getattr(value, "value", value)
    return None if value is None or value == "" else float(Decimal(str(value)))

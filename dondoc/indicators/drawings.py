"""A measured line, its needed pace and its forecast as drawings, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils.safestring import SafeString

from dondoc.agencies.models import Unit
from dondoc.core.forecasts import remaining
from dondoc.indicators import outlook as looking
from dondoc.indicators.figures import Day
from dondoc.indicators.measuring import Measured
from dondoc.indicators.outlook import Campaign, DayNeed, Outlook
from dondoc.web import charts, words
from dondoc.web.charts import Point

FARTHEST = 30  # days of forecast a drawing can carry; farther ones are said in words


def points(line: Sequence[Day]) -> list[Point]:
    """The days that have a share; hollow where units kept silent."""
    return [
        Point(day.day, min(float(day.share.value), 1.0), complete=day.silent == 0)
        for day in line
        if day.share.value is not None
    ]


def floor_of(found: Sequence[Point]) -> float:
    """Where the axis begins: a round level under the lowest point."""
    lowest = min(point.share for point in found)
    return max(0.0, int(lowest * 20) / 20 - (0.05 if lowest * 20 % 1 < 0.2 else 0))


def line_drawing(
    measured: Measured, area: Unit, line: Sequence[Day], found: Outlook | None
) -> tuple[SafeString, float] | None:
    """The line with its pace, and where its axis begins; none with fewer than two days."""
    known = points(line)
    if len(known) < 2:
        return None
    last, target = line[-1], measured.target
    floor = floor_of(known)
    campaign = looking.campaign(measured)
    ahead = _drawn_outlook(measured, area, found, campaign)
    drawn = charts.pace_line(
        known,
        label=sentence(measured, last, found),
        due=target.by if target else None,
        target=float(measured.percent) / 100,
        outlook=ahead,
        campaign=_drawn_campaign(campaign),
        needed_from=_start(known, campaign),
        # Its words stand right of the last day, where only a forecast leaves room.
        today_needs=_today_needs(measured, list(line)) if ahead else "",
        last_words=_last_words(last),
        target_words=f"đích {words.number(last.share.denominator)}" if target else "",
        floor=floor,
        width=860,
        height=360,
    )
    return drawn, floor


def sentence(measured: Measured, last: Day, found: Outlook | None) -> str:
    """What the drawing shows, for those who do not see it."""
    said = f"{measured.indicator.label}: {words.share(last.share)} ngày {words.day(last.day)}"
    if found and found.is_done:
        return f"{said}, đã xong."
    if found and found.day:
        return f"{said}; theo nhịp từng đơn vị thì xong ngày {words.day(found.day)}."
    return f"{said}."


def _last_words(last: Day) -> tuple[str, ...]:
    first = f"{words.share(last.share)}, {words.number(last.share.numerator)}"
    return (first, f"{last.silent} đơn vị giữ số cũ") if last.silent else (first,)


def _start(known: Sequence[Point], campaign: Campaign | None) -> Point | None:
    if campaign is None:
        return None
    before = [point for point in known if point.day < campaign.first]
    return before[-1] if before else None


def _drawn_campaign(campaign: Campaign | None) -> charts.Campaign | None:
    if campaign is None:
        return None
    return charts.Campaign(campaign.first, campaign.last, f"cao điểm {campaign.length:02d} ngày")


def _today_needs(measured: Measured, line: list[Day]) -> str:
    need = looking.next_need(measured, line)
    left_days = (measured.target.by - line[-1].day).days if measured.target else 0
    if not need or left_days < 1:
        return ""
    return f"{'hôm sau' if left_days == 1 else 'mỗi ngày'} cần {words.number(need)}"


def _drawn_outlook(
    measured: Measured, area: Unit, found: Outlook | None, campaign: Campaign | None
) -> charts.Outlook | None:
    if found is None or found.is_done or found.day is None:
        return None
    if (found.day - found.last_day).days > FARTHEST:
        return None
    low, high = found.forecast.low or found.day, found.forecast.high or found.day
    late = f", {words.late_by(found.days_late)}" if found.days_late else ""
    return charts.Outlook(
        found.day,
        min(low, found.day),
        max(high, found.day),
        path=_path(measured, area, found) if campaign else (),
        words=f"dự báo theo từng đơn vị: xong {words.short_day(found.day)}",
        note=f"khoảng {words.short_day(low)} đến {words.short_day(high)}{late}",
    )


def _path(measured: Measured, area: Unit, found: Outlook) -> tuple[Point, ...]:
    whole = measured.figure(area).share.denominator or 1
    first = found.last_day + timedelta(days=1)
    assert found.day is not None
    paces = measured.paces(area)
    way = remaining(paces, first, found.day - timedelta(days=1))
    return tuple(Point(day, float(1 - left / Decimal(whole))) for day, left in way)


def daily_drawing(measured: Measured, line: Sequence[Day], days: list[DayNeed]) -> SafeString | str:
    """Each day done and needed; the day still to come is outlined at the pace measured so far."""
    bars = [
        charts.Day(words.short_day(day.day), max(day.done or 0, 0), day.needed)
        for day in days
        if day.needed is not None
    ]
    need, found = looking.next_need(measured, list(line)), None
    if line and need and measured.target and line[-1].day < measured.target.by:
        found = _coming(line, need)
    bars = [*bars, found] if found else bars
    if not bars:
        return ""
    return charts.daily_bars(bars, label="Mỗi ngày làm được bao nhiêu và cần bao nhiêu để kịp hạn")


def _coming(line: Sequence[Day], need: int) -> charts.Day | None:
    done = [day.done for day in line[-3:] if day.done is not None]
    if not done:
        return None
    pace = round(sum(done) / len(done))
    day = words.short_day(line[-1].day + timedelta(days=1))
    said = f"nhịp {len(done)} ngày {words.number(pace)}"
    return charts.Day(day, pace, need, over=False, words=said)


def tile_drawing(
    measured: Measured, line: Sequence[Day], found: Outlook | None, tone: str, small: bool = False
) -> SafeString | str:
    """The line of a programme's tile; nothing with fewer than two days."""
    known = points(line)
    if len(known) < 2:
        return ""
    target = measured.target
    forecast = found.day if found and not found.is_done else None
    return charts.sparkline(
        known,
        label=sentence(measured, line[-1], found),
        due=target.by if target else None,
        target=float(measured.percent) / 100,
        forecast=forecast if forecast and (forecast - known[-1].day).days <= 400 else None,
        tone=tone,
        small=small,
    )

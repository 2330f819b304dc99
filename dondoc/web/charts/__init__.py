"""Small drawings: plain values in, an SVG string out, one theme for screen, phone and A4.

Colours are the stylesheet's custom properties; words are set by its classes (`ink`, `t-risk`, …),
since the content security policy allows no style attribute. Every drawing has a sentence for those
who do not see it.
"""

from dondoc.web.charts.bars import Day, bars, daily_bars, mini_bar, parts
from dondoc.web.charts.pace import Campaign, Outlook, Point, pace_line
from dondoc.web.charts.sparkline import sparkline
from dondoc.web.charts.states import state_bar
from dondoc.web.charts.strips import strip, time_track
from dondoc.web.charts.succession import Bearing, Join, succession
from dondoc.web.charts.tiles import Class_, Tile, tiles

__all__ = [
    "Bearing",
    "Campaign",
    "Class_",
    "Day",
    "Join",
    "Outlook",
    "Point",
    "Tile",
    "bars",
    "daily_bars",
    "mini_bar",
    "pace_line",
    "parts",
    "sparkline",
    "state_bar",
    "strip",
    "succession",
    "tiles",
    "time_track",
]

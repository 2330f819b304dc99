"""The catalogue of components: every state, drawing and notice, with invented figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dondoc.core.periods import HANOI
from dondoc.web import charts, words
from dondoc.web.charts import Campaign, Outlook, Point

FEBRUARY = [
    (14, 0.838),
    (15, 0.859),
    (16, 0.885),
    (17, 0.917),
    (18, 0.947),
]
LAND = [
    (date(2024, 10, 15), 0.061),
    (date(2024, 11, 4), 0.102),
    (date(2024, 11, 25), 0.146),
    (date(2024, 12, 16), 0.194),
    (date(2025, 1, 6), 0.246),
    (date(2025, 1, 24), 0.316),
    (date(2025, 2, 4), 0.319),
    (date(2025, 2, 10), 0.365),
    (date(2025, 2, 17), 0.384),
]
COUNTS = {"done": 52, "done_late": 9, "open": 27, "at_risk": 4, "overdue": 3, "standing": 23}
CLASSES = [
    charts.Class_("đã xong", 0.001),
    charts.Class_("dưới 10%", 0.1),
    charts.Class_("10–50%", 0.5),
    charts.Class_("50–90%", 0.9),
    charts.Class_("trên 90%", 2),
]


def campaign_line() -> str:
    """The five days and nights of the dispatch, as the board of 08 giờ shows them."""
    points = [Point(date(2025, 2, day), share, day < 18) for day, share in FEBRUARY]
    return charts.pace_line(
        points,
        label="Đã chuyển 94,7%; theo nhịp từng xã thì xong ngày 26/02/2025, chậm 7 ngày.",
        due=date(2025, 2, 19),
        campaign=Campaign(date(2025, 2, 15), date(2025, 2, 19), "05 ngày đêm"),
        outlook=Outlook(
            date(2025, 2, 26),
            date(2025, 2, 24),
            date(2025, 2, 28),
            path=tuple(
                Point(date(2025, 2, day), share)
                for day, share in ((19, 0.975), (20, 0.984), (21, 0.989), (23, 0.995))
            ),
            words="dự báo theo từng xã: xong 26/02",
            note="khoảng 24/02 đến 28/02, chậm 5–9 ngày",
        ),
        needed_from=points[0],
        needed_words=("nhịp cần ban đầu", "37.244/ngày"),
        today_needs="hôm nay cần 60.670",
        last_words=("94,7%, 1.087.950", "13 đơn vị giữ số ngày 17/02"),
        first_words="83,8% khi bắt đầu",
        target_words="đích 1.148.620",
        floor=0.81,
        width=860,
        height=360,
    )


def land_line() -> str:
    """A half-year's task whose pace misses its date, as its card shows it."""
    return charts.pace_line(
        [Point(day, share) for day, share in LAND],
        label="Đạt 38,4% ngày 17/02/2025; dự báo xong 22/08/2025, sau hạn cuối 30/06/2025.",
        due=date(2025, 6, 30),
        outlook=Outlook(date(2025, 8, 22), date(2025, 7, 28), date(2025, 9, 15)),
        needed_words=("nhịp cần: 0,46 điểm %/ngày",),
        last_words=("38,4% ngày 17/02",),
        marks=((date(2025, 1, 29), "Tết"),),
    )


def _tile_line(tone: str, due: date | None, forecast: date | None, **more: Any) -> str:
    points = [Point(day, share) for day, share in LAND]
    return charts.sparkline(
        points, label="Đạt 38,4%", due=due, forecast=forecast, tone=tone, **more
    )


def _map_tiles() -> list[charts.Tile]:
    """A made-up coast: forty units in a block, one silent, the island apart."""
    units = [
        charts.Tile(f"Xã số {7 * row + column + 1}", column, row, (row * column % 11) / 11)
        for row in range(6)
        for column in range(7)
    ]
    units[9] = charts.Tile("Trà Bồng", 2, 1, None, named=True)
    return [*units, charts.Tile("Lý Sơn", 9, 0, 0.05)]


SWATCHES = [
    ("mực", "--ink"),
    ("mực 2", "--ink-2"),
    ("mực 3", "--ink-3"),
    ("kẻ", "--line"),
    ("nền 2", "--paper-2"),
    ("nhấn", "--accent"),
    ("xong", "--done-fill"),
    ("xong trễ", "--done-late-fill"),
    ("trong hạn", "--open-fill"),
    ("nguy cơ", "--risk-fill"),
    ("quá hạn", "--overdue-fill"),
    ("thường", "--standing-fill"),
    *[(f"bản đồ {i}", f"--map-{i}") for i in range(1, 6)],
]
DAILY = [
    charts.Day("15/02", 24310, 37244),
    charts.Day("16/02", 29870, 40478),
    charts.Day("17/02", 36450, 44013),
    charts.Day("18/02", 34920, 47795),
    charts.Day("19/02", 33747, 60670, over=False, words="nhịp 3 ngày 33.747"),
]


def _programme_tiles() -> list[tuple[str, str, str, str]]:
    return [
        ("97,6%", "overdue", "quá 1 ngày", _tile_line("t-over", date(2024, 12, 31), None)),
        (
            "38,4%",
            "at_risk",
            "",
            _tile_line("t-risk", date(2025, 6, 30), date(2025, 8, 22)),
        ),
        ("71,5%", "open", "", _tile_line("t-open", date(2025, 12, 31), date(2025, 9, 30))),
        ("24/24", "done_late", "", _tile_line("t-late", date(2025, 1, 31), None)),
    ]


def context() -> dict[str, Any]:
    """What the page shows."""
    units = _map_tiles()
    return {
        "state_keys": list(words.STATES),
        "counts": COUNTS,
        "due": date(2025, 2, 19),
        "start": datetime(2025, 2, 19, 7, 0, tzinfo=HANOI),
        "moment": datetime(2025, 2, 19, 7, 43, tzinfo=HANOI),
        "due_at": datetime(2025, 2, 19, 8, 0, tzinfo=HANOI),
        "share": Decimal("0.976067"),
        "campaign": campaign_line(),
        "land": land_line(),
        "tiles": _programme_tiles(),
        "small_line": _tile_line("t-risk", date(2025, 6, 30), date(2025, 8, 22), small=True),
        "daily": charts.daily_bars(DAILY, label="Mỗi ngày làm được và mỗi ngày cần"),
        "days_strip": charts.strip(
            [
                (date(2025, 2, 10 + i), key)
                for i, key in enumerate(
                    ["on_time", "on_time", "warned", "late", "missing", "missing", "on_time"]
                )
            ]
        ),
        "named_bars": charts.bars(
            [("Sơn Bua", 0.093), ("Trà Xinh", 0.182), ("Sơn Liên", None)],
            label="Ba xã chậm nhất; Sơn Liên chưa báo cáo",
            needed=0.5,
        ),
        "parts_two": {"part_done": 3067, "part_left": 2189},
        "units": units,
        "classes": CLASSES,
        "map": charts.tiles(
            units, CLASSES, label="Còn phải số hóa, ô bằng nhau", selected="Xã số 30"
        ),
        "swatches": SWATCHES,
    }


def page(request: HttpRequest) -> HttpResponse:
    """Show the catalogue to whoever writes pages."""
    return render(request, "web/components.html", context())

"""A year of a form's figures as a table: each day, each unit, each cell, by the units of a page."""

from __future__ import annotations

from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dondoc.agencies.models import Unit
from dondoc.core.regrouping import Row
from dondoc.indicators.measuring import Measured
from dondoc.indicators.sums import Span, by_day
from dondoc.reports import columns

if TYPE_CHECKING:
    import polars as pl

YEAR = timedelta(days=365)
RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would run as a formula


def can_be_made() -> bool:
    """Whether Polars is at hand."""
    return find_spec("polars") is not None


def year_of(measured: Measured, area: Unit) -> pl.DataFrame:
    """What the units of an area stood at on every day of the year until the newest report: by
    their names as people read them, old units that are not divided yet in rows of their own."""
    import polars as pl

    last = measured.last_day or measured.at.day
    first = max(last - YEAR, measured.days[0] if measured.days else last)
    told = columns.told(measured.demand, measured.at)
    areas = measured.areas
    givers = told["unit"].cast(pl.String).unique().to_list()
    regrouping = areas.regrouping(givers)
    areas.fetch(regrouping.tree.versions)
    form = measured.form
    cells = {
        f"{row}.{name}": _plain(f"{label}: {column}")
        for row, label in form.rows.items()
        for name, column in form.fields.items()
    }
    sums = by_day(told, regrouping, Span(first, last), list(cells))
    rows = [
        (key, apart)
        for key, apart in sums.select("unit", "undivided").unique(maintain_order=True).rows()
        if areas.holds(area, Row(key, None, undivided=apart, heirs=regrouping.heirs(key)))
    ]
    named = pl.DataFrame(
        [
            (key, apart, unit.code, _plain(unit.full_name), unit.sort_key)
            for key, apart in rows
            for unit in [areas.unit(key)]
        ],
        schema={
            "unit": pl.String,
            "undivided": pl.Boolean,
            "Mã": pl.String,
            "Đơn vị": pl.String,
            "order": pl.String,
        },
        orient="row",
    )
    return (
        sums.join(named, on=["unit", "undivided"])
        .sort("day", "undivided", "order")
        .select(
            pl.col("day").alias("Ngày"),
            "Mã",
            "Đơn vị",
            pl.when("undivided").then(pl.lit("chưa tách")).alias("Ghi chú"),
            *(pl.col(cell).alias(label) for cell, label in cells.items()),
        )
    )


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text

"""A made-up country: 10.035 units that go on in 3.321, a year of daily figures in columns.

The files are written as the echo has them, from columns and not from a database: a database of
3,7 million rows of JSON is no part of what is measured.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.agencies.__main__ import timed
from dondoc.core.asof import AsOf
from dondoc.core.regrouping import Regrouping
from dondoc.core.units import Ending, Facts, Succession, Tree, Version

OLD, NEW, CELLS = 10_035, 3_321, 30
FIRST, LAST, NOW = date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1)
DIVIDED, WEIGHTED = 40, 40  # without, and with decided weights


def facts() -> Facts:
    """Old units under one body, merged three into one as a rule."""

    def unit(key: str, on: date) -> Version:
        return Version(key, key, key, "xã", on, "commune", "vn")

    old = [unit(f"o{nth:05}", date(2020, 1, 1)) for nth in range(OLD)]
    new = [unit(f"n{nth:05}", NOW) for nth in range(NEW)]
    endings = [Ending(one.key, one.from_on, LAST) for one in old]
    steps = []
    for nth, one in enumerate(old):
        if nth < DIVIDED + WEIGHTED:
            weights = [None, None] if nth < DIVIDED else [Decimal("0.4"), Decimal("0.6")]
            for other, weight in zip((nth, nth + 1), weights, strict=True):
                steps.append(Succession(one.key, new[other].key, NOW, whole=False, weight=weight))
        else:
            steps.append(Succession(one.key, new[nth % NEW].key, NOW))
    top = Version("vn", "vn", "Cả nước", "nước", date(2020, 1, 1), "province")
    return Facts((top, *old, *new), tuple(endings), tuple(steps))


def run(folder: Path) -> dict[str, Any]:
    """Write the columns, then measure."""
    import polars as pl

    from dondoc.indicators.sums import Span, by_day
    from dondoc.reports import column_rows

    names = [f"r{nth // 6}.f{nth % 6}" for nth in range(CELLS)]
    writing, _ = timed(lambda: _write(folder, names), 1)
    at = AsOf(LAST, datetime(2025, 7, 1, 12, tzinfo=UTC))
    known = facts()
    keys = pl.LazyFrame(
        {"unit": range(OLD), "key": [f"o{nth:05}" for nth in range(OLD)]},
        schema={"unit": pl.Int32, "key": pl.Categorical},
    )

    def told() -> Any:
        parts = [pl.scan_parquet(path) for path in sorted(folder.glob("*.parquet"))]
        rows = column_rows.counting(pl.concat(parts), 1, at)
        return rows.join(keys, on="unit").drop("unit").rename({"key": "unit"}).collect()

    def as_now() -> Any:
        tree = Tree(known)
        units = [one.key for one in tree.lowest(NOW)]
        return by_day(told(), Regrouping(tree, NOW, units), Span(FIRST, LAST), names)

    reading, rows = timed(told, 1)
    filings, total = rows.height, rows[names[0]].sum()
    del rows
    whole, found = timed(as_now, 2)
    assert found[names[0]].sum() == total  # a figure for every day: nothing is carried, or lost
    return {
        "old_units": OLD,
        "units_now": found.filter(~found["undivided"])["unit"].n_unique(),
        "rows_undivided": found.filter(found["undivided"])["unit"].n_unique(),
        "filings": filings,
        "cells": len(names),
        "write": writing,
        "echo_mib": round(sum(one.stat().st_size for one in folder.iterdir()) / 2**20, 1),
        "read": reading,
        "as_now": whole,
    }


def _write(folder: Path, names: list[str]) -> None:
    import polars as pl

    day = FIRST
    filing = 0
    while day <= LAST:
        after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        days = pl.date_range(day, min(after - timedelta(days=1), LAST), eager=True)
        rows = pl.DataFrame({"unit": pl.int_range(OLD, dtype=pl.Int32, eager=True)}).join(
            pl.DataFrame({"day": days}), how="cross"
        )
        numbers = pl.int_range(filing, filing + rows.height, dtype=pl.Int64, eager=True)
        filing += rows.height
        rows.with_columns(
            filing=numbers,
            report=numbers,
            demand=pl.lit(1, pl.Int32),
            consolidated=pl.lit(False),
            revision=pl.lit(1, pl.Int16),
            sent_at=pl.col("day").cast(pl.Datetime("us", "UTC")) + pl.duration(hours=24),
            returned_at=pl.lit(None, pl.Datetime("us", "UTC")),
            **{
                name: (numbers * 2_654_435_761 // (7 + 2 * nth)) % 2000
                for nth, name in enumerate(names)
            },
        ).write_parquet(folder / f"{day:%Y-%m}.parquet", compression="zstd")
        day = after

"""Sums of whole years by the units of a day, over columns: the rule of `core.regrouping` in Polars.

The rule is said once, in Python; this repeats it for speed, and a property test holds it to the
rule. A unit's figure is a step: it rises when the unit reports and falls away when a successor
has reported for itself. What a unit of the day stands at is the running sum of the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dondoc.core.regrouping import Regrouping, share_out
from dondoc.core.units import Way

if TYPE_CHECKING:
    import polars as pl

BATCH = 6  # cells at a time: a country's year does not fit an office machine at once


@dataclass(frozen=True)
class Span:
    """The days asked for, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


def by_day(
    told: pl.DataFrame, regrouping: Regrouping, span: Span, cells: Sequence[str]
) -> pl.DataFrame:
    """What every unit of the day stood at on each day of a span, cell by cell.

    `told` has one row for each report that counts: `unit` (its key), `day`, and the cells. Before
    the first report of anybody behind it a cell is null. An old unit that stays apart has rows of
    its own, `undivided`, as long as it counts.
    """
    return _Sums(told, regrouping, span).table(cells)


class _Sums:
    def __init__(self, told: pl.DataFrame, regrouping: Regrouping, span: Span) -> None:
        import polars as pl

        self.pl, self.span, self.regrouping = pl, span, regrouping
        self.keys = sorted(told["unit"].unique().to_list())
        codes = pl.DataFrame(
            {"unit": self.keys, "source": range(len(self.keys))},
            schema={"unit": pl.String, "source": pl.Int32},
        )
        self.told = (
            told.lazy()
            .with_columns(pl.col("unit").cast(pl.String))
            .filter(pl.col("day") <= span.last)
            .join(codes.lazy(), on="unit", how="left")
            .with_columns(at=(pl.col("day") - span.first).dt.total_days().cast(pl.Int32))
            .drop("unit", "day")
            .sort("source", "at")
            .collect()
        )
        self._destinations()

    def _destinations(self) -> None:
        """Of each source where it counts; a source with several ways is as many sources."""
        ways: list[tuple[Way, ...] | None] = [self.regrouping.ways(key) for key in self.keys]
        apart = {key for key, way in zip(self.keys, ways, strict=True) if way is None}
        named = {way.key for each in ways if each for way in each} | set(self.regrouping.units)
        self.units = [(key, False) for key in sorted(named)] + [
            (key, True) for key in sorted(apart)
        ]
        place = {unit: at for at, unit in enumerate(self.units)}
        self.to: list[int] = []
        self.stops: list[tuple[int, str, date]] = []  # source, who may speak for it, since when
        self.shared: dict[int, list[tuple[int, Way]]] = {}
        extra = len(self.keys)
        further: list[int] = []
        for source, (key, each) in enumerate(zip(self.keys, ways, strict=True)):
            if each is None:
                self.to.append(place[key, True])
                self.stops += [(source, *one) for one in self.regrouping.reach(key)]
                continue
            self.to.append(place[each[0].key, False])
            if len(each) == 1:
                self.stops += [(source, one.after, one.on) for one in each[0].steps]
                continue
            self.shared[source] = []
            for way in each:
                self.shared[source].append((extra, way))
                self.stops += [(extra, one.after, one.on) for one in way.steps]
                further.append(place[way.key, False])
                extra += 1
        self.to += further

    def table(self, cells: Sequence[str]) -> pl.DataFrame:
        pl, days = self.pl, self.span.days
        size = len(self.units) * days
        base = pl.DataFrame({"slot": pl.int_range(size, dtype=pl.Int32, eager=True)})
        parts = [base]
        for first in range(0, len(cells), BATCH):
            parts.append(self._batch(cells[first : first + BATCH], base))
        names = pl.DataFrame(
            {"unit": [key for key, _ in self.units], "undivided": [own for _, own in self.units]},
            schema={"unit": pl.String, "undivided": pl.Boolean},
        )
        found = pl.concat(parts, how="horizontal").with_columns(
            day=pl.lit(self.span.first) + pl.duration(days=pl.col("slot") % days),
            unit=names["unit"].gather(base["slot"] // days),
            undivided=names["undivided"].gather(base["slot"] // days),
        )
        known = pl.any_horizontal(pl.col(cell).is_not_null() for cell in cells)
        return found.filter(known | ~pl.col("undivided")).select("day", "unit", "undivided", *cells)

    def _batch(self, cells: Sequence[str], base: pl.DataFrame) -> pl.DataFrame:
        pl = self.pl
        told = self.told.select("source", "at", *cells)
        full = [cell for cell in cells if told[cell].null_count() == 0]
        shared = self._with_shares(told, cells)
        # Cells that every report fills rise, and fall away, on the same days.
        groups = [full] if full else []
        groups += [[cell] for cell in cells if cell not in full]
        parts = [self._steps(told, shared, group, base) for group in groups]
        return pl.concat(parts, how="horizontal").select(cells)

    def _with_shares(self, told: pl.DataFrame, cells: Sequence[str]) -> pl.DataFrame:
        """Decided weights share out every count, one by one and exactly: as the rule does."""
        if not self.shared:
            return told
        pl = self.pl
        divided = pl.col("source").is_in(list(self.shared))
        parts = [told.filter(~divided)]
        for source, ways in self.shared.items():
            rows = told.filter(pl.col("source") == source)
            weights = [way.weight for _, way in ways]
            shares = {cell: [_shared(one, weights) for one in rows[cell]] for cell in cells}
            for nth, (extra, _) in enumerate(ways):
                own = {
                    cell: [None if one is None else one[nth] for one in shares[cell]]
                    for cell in cells
                }
                parts.append(
                    rows.with_columns(
                        pl.lit(extra, pl.Int32).alias("source"),
                        *(pl.Series(cell, own[cell], rows[cell].dtype) for cell in cells),
                    )
                )
        return pl.concat(parts).sort("source", "at")

    def _steps(
        self, plain: pl.DataFrame, told: pl.DataFrame, cells: list[str], base: pl.DataFrame
    ) -> pl.DataFrame:
        """The running sums of cells that are null, if ever, in the same reports."""
        pl, days = self.pl, self.span.days
        reported = pl.col(cells[0]).is_not_null()
        stops = self._stops(plain.filter(reported))
        told = told.select("source", "at", *cells).filter(reported)
        first = (pl.col("source") != pl.col("source").shift(1)).fill_null(True)
        to = pl.Series("to", self.to, pl.Int32)
        rises = (
            told.with_columns(
                to.gather(told["source"]).alias("to"),
                stops.gather(told["source"]).alias("stop"),
                pl.when(first).then(1).otherwise(0).cast(pl.Int32).alias(COUNT),
                *(
                    pl.when(first).then(pl.col(one)).otherwise(pl.col(one) - pl.col(one).shift(1))
                    for one in cells
                ),
            )
            .filter(pl.col("stop").is_null() | (pl.col("at") < pl.col("stop")))
        )  # fmt: skip
        falls = (
            rises.filter(pl.col("stop").is_not_null())
            .group_by("source")
            .agg(pl.col("to", "stop").first(), -pl.col(*cells, COUNT).sum())
            .rename({"stop": "at"})
        )
        summed = (
            pl.concat(
                [rises.select("to", "at", *cells, COUNT), falls.select("to", "at", *cells, COUNT)]
            )
            .with_columns(slot=pl.col("to") * days + pl.col("at").clip(0))
            .group_by("slot")
            .agg(pl.col(*cells, COUNT).sum())
        )
        run = (
            base.join(summed, on="slot", how="left", maintain_order="left")
            .with_columns(pl.col(*cells, COUNT).fill_null(0))
            .with_columns(pl.col(*cells, COUNT).cum_sum().over(pl.col("slot") // days))
        )
        return run.select(pl.when(pl.col(COUNT) > 0).then(pl.col(one)).alias(one) for one in cells)

    def _stops(self, told: pl.DataFrame) -> pl.Series:
        """Of each source the first day on which somebody has spoken for it; null: nobody has."""
        pl = self.pl
        code = {key: at for at, key in enumerate(self.keys)}
        pairs = pl.DataFrame(
            [
                (source, code[after], (on - self.span.first).days)
                for source, after, on in self.stops
                if after in code
            ],
            schema={"whose": pl.Int32, "source": pl.Int32, "since": pl.Int32},
            orient="row",
        )
        speakers = pairs.select("source", "since").unique()
        said = (
            told.select("source", "at")
            .join(speakers.select("source").unique(), on="source", how="semi")
            .join(speakers, on="source")
            .filter(pl.col("at") >= pl.col("since"))
            .group_by("source", "since")
            .agg(pl.col("at").min())
        )
        found = pairs.join(said, on=["source", "since"]).group_by("whose").agg(pl.col("at").min())
        every = pl.DataFrame({"whose": pl.int_range(len(self.to), dtype=pl.Int32, eager=True)})
        return every.join(found, on="whose", how="left", maintain_order="left")["at"]


COUNT = "_counted"


def _shared(count: int | None, weights: Sequence) -> tuple[int, ...] | None:
    return None if count is None else share_out(count, weights)

"""Sums of whole years by the units of a day, over columns: the rule of `core.regrouping` in Polars.

The rule is said once, in Python; this repeats it for speed, and a property test holds it to the
rule. What a unit reported covers the days until it reports again, or until somebody who took over
from it has reported; every day of every unit of today is a slot, and what covers it is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from dondoc.core.regrouping import Regrouping, as_ratios, share_out

if TYPE_CHECKING:
    import polars as pl


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


@dataclass(frozen=True)
class _Slots:
    """Which reports cover which days: the reports in the order of their slots, and of every slot
    how many there are up to it."""

    reports: pl.Series
    ends: pl.Series
    empty: pl.Series


@dataclass(frozen=True)
class _Divided:
    """Reports whose counts are shared out by the same weights."""

    weights: tuple[Decimal, ...]
    reports: pl.Series


class _Sums:
    """Sources are those who reported; one that is shared out is as many sources as it has ways."""

    def __init__(self, told: pl.DataFrame, regrouping: Regrouping, span: Span) -> None:
        import polars as pl

        self.pl, self.span, self.regrouping = pl, span, regrouping
        self.told = told.filter(pl.col("day") <= span.last)
        self.units, self.to, self.stops, self.ways = _destinations(self.keys, regrouping)
        self.size = len(self.units) * span.days

    @cached_property
    def keys(self) -> list[str]:
        """Who reported, in order: the place is the number of the source."""
        return sorted(str(one) for one in self.told["unit"].unique())

    @cached_property
    def sent(self) -> pl.DataFrame:
        """Of every report its place, its source, and the day counted from the first one."""
        pl = self.pl
        kind = pl.Categorical
        codes = pl.DataFrame(
            {"unit": self.keys, "source": range(len(self.keys))},
            schema={"unit": kind, "source": pl.Int32},
        )
        days = (pl.col("day") - self.span.first).dt.total_days().cast(pl.Int32)
        told = self.told.select(pl.col("unit").cast(kind), at=days)
        found = told.join(codes, on="unit", how="left", maintain_order="left").drop("unit")
        return found.with_row_index("report").with_columns(pl.col("report").cast(pl.Int32))

    @cached_property
    def shares(self) -> tuple[list[_Divided], pl.DataFrame]:
        """Reports that are shared out, and their shares as further reports behind all others."""
        pl, found = self.pl, list[_Divided]()
        further = [self.sent.clear()]
        place = self.sent.height
        for weights in sorted({each.weights for each in self.ways}):
            same = [each for each in self.ways if each.weights == weights]
            of_same = pl.DataFrame(
                [(each.source, *each.further) for each in same],
                schema={"source": pl.Int32, **{str(n): pl.Int32 for n in range(len(weights))}},
                orient="row",
            )
            rows = self.sent.join(of_same, on="source", how="inner", maintain_order="left")
            found.append(_Divided(weights, rows["report"]))
            for nth in range(len(weights)):
                places = pl.int_range(place, place + rows.height, dtype=pl.Int32, eager=True)
                further.append(
                    rows.select(places.alias("report"), "at", source=pl.col(str(nth))).select(
                        self.sent.columns
                    )
                )
                place += rows.height
        return found, pl.concat(further)

    def table(self, cells: Sequence[str]) -> pl.DataFrame:
        """The table of `by_day`."""
        pl, days = self.pl, self.span.days
        slot = pl.int_range(self.size, dtype=pl.Int32, eager=True).alias("slot")
        unit = pl.Series("unit", [key for key, _ in self.units], pl.String)
        own = pl.Series("undivided", [alone for _, alone in self.units], pl.Boolean)
        columns = [self._column(self.told[cell]) for cell in cells]
        found = pl.DataFrame([slot, unit.gather(slot // days), own.gather(slot // days), *columns])
        known = pl.any_horizontal(pl.col(cell).is_not_null() for cell in cells)
        day = pl.lit(self.span.first) + pl.duration(days=pl.col("slot") % days)
        # Where nothing of an old unit counts any more it has no row.
        return found.filter(known | ~pl.col("undivided")).select(
            day.alias("day"), "unit", "undivided", *cells
        )

    def _column(self, counts: pl.Series) -> pl.Series:
        slots = self._full if counts.null_count() == 0 else self._slots(counts)
        divided, _ = self.shares
        parts = [counts]
        for each in divided:
            own = counts.gather(each.reports)
            parts += [_share(own, each.weights, nth) for nth in range(len(each.weights))]
        whole = self.pl.concat(parts) if divided else counts
        # Up to the end of each slot, without what was there up to its beginning.
        so_far = whole.gather(slots.reports).cum_sum()
        upto = self.pl.concat([so_far.clear().extend_constant(0, 1), so_far]).gather(slots.ends)
        within = upto - upto.shift(1, fill_value=0)
        return within.set(slots.empty, None).alias(counts.name)

    @cached_property
    def _full(self) -> _Slots:
        return self._slots(None)

    def _slots(self, counts: pl.Series | None) -> _Slots:
        """What covers what, among the reports that have this cell."""
        pl, days = self.pl, self.span.days
        _, further = self.shares
        plain = self.sent
        if counts is not None:
            plain = plain.filter(counts.is_not_null())
            have = pl.concat([counts.is_not_null().gather(one.reports)
                              for one in self.shares[0] for _ in one.weights]
                             or [counts.is_not_null().clear()])  # fmt: skip
            further = further.filter(have)
        stops = self._stopped(plain)
        divided = pl.col("source").is_in([each.source for each in self.ways])
        rows = pl.concat([plain.filter(~divided), further]).sort("source", "at")
        to = pl.Series("to", self.to, pl.Int32)
        same = pl.col("source").shift(-1) == pl.col("source")
        again = pl.when(same).then(pl.col("at").shift(-1))
        stop = stops.gather(rows["source"]).alias("stop")
        covers = rows.select(
            "report",
            first=to.gather(rows["source"]) * days + pl.col("at").clip(0),
            length=pl.min_horizontal(again, stop, pl.lit(days, pl.Int32)) - pl.col("at").clip(0),
        ).filter(pl.col("length") > 0)
        once = covers.filter(pl.col("length") == 1).select("report", slot="first")
        longer = covers.filter(pl.col("length") > 1)
        run = pl.int_ranges("first", pl.col("first") + pl.col("length"), dtype=pl.Int32)
        carried = longer.select("report", slot=run).explode("slot")
        found = pl.concat([once, carried]).sort("slot")
        many = found["slot"].rle().struct.unnest()
        every = pl.DataFrame({"value": pl.int_range(self.size, dtype=pl.Int32, eager=True)})
        counted = every.join(many, on="value", how="left", maintain_order="left")["len"]
        counted = counted.fill_null(0).cast(pl.Int64)
        return _Slots(found["report"], counted.cum_sum(), (counted == 0))

    def _stopped(self, told: pl.DataFrame) -> pl.Series:
        """Of each source the first day on which somebody has spoken for it; null: nobody has."""
        pl = self.pl
        code = {key: at for at, key in enumerate(self.keys)}
        pairs = pl.DataFrame(
            [
                (whose, code[after], (on - self.span.first).days)
                for whose, after, on in self.stops
                if after in code
            ],
            schema={"whose": pl.Int32, "source": pl.Int32, "since": pl.Int32},
            orient="row",
        )
        speakers = pairs.select("source", "since").unique()
        said = (
            told.join(speakers, on="source")
            .filter(pl.col("at") >= pl.col("since"))
            .group_by("source", "since")
            .agg(pl.col("at").min())
        )
        found = pairs.join(said, on=["source", "since"]).group_by("whose").agg(pl.col("at").min())
        every = pl.DataFrame({"whose": pl.int_range(len(self.to), dtype=pl.Int32, eager=True)})
        return every.join(found, on="whose", how="left", maintain_order="left")["at"]


@dataclass(frozen=True)
class _Ways:
    source: int
    weights: tuple[Decimal, ...]
    further: tuple[int, ...]  # the sources that stand for its shares


def _destinations(
    keys: Sequence[str], regrouping: Regrouping
) -> tuple[list[tuple[str, bool]], list[int], list[tuple[int, str, date]], list[_Ways]]:
    """The rows of the table; of each source the row it counts in; who may speak for it since when;
    and the sources that are shared out."""
    ways = [regrouping.ways(key) for key in keys]
    named = {way.key for each in ways if each for way in each} | set(regrouping.units)
    apart = [(key, True) for key, each in zip(keys, ways, strict=True) if each is None]
    units = [*((key, False) for key in sorted(named)), *apart]
    place = {unit: at for at, unit in enumerate(units)}
    to, further = list[int](), list[int]()
    stops, shared = list[tuple[int, str, date]](), list[_Ways]()
    for source, (key, each) in enumerate(zip(keys, ways, strict=True)):
        to.append(place[key, True] if each is None else place[each[0].key, False])
        if each is None:
            stops += [(source, *one) for one in regrouping.reach(key)]
            continue
        own = [source]
        if len(each) > 1:
            own = list(range(len(keys) + len(further), len(keys) + len(further) + len(each)))
            further += [place[way.key, False] for way in each]
            shared.append(_Ways(source, tuple(way.weight for way in each), tuple(own)))
        stops += [
            (whose, one.after, one.on)
            for whose, way in zip(own, each, strict=True)
            for one in way.steps
        ]
    return units, [*to, *further], stops, shared


def _share(counts: pl.Series, weights: Sequence[Decimal], nth: int) -> pl.Series:
    """The nth share of each count, as `core.regrouping.share_out` has it."""
    import polars as pl

    parts, whole = as_ratios(weights)
    if whole * (counts.abs().max() or 0) >= 2**62:  # type: ignore[operator]  # a number or none
        told = [None if one is None else share_out(one, weights)[nth] for one in counts]
        return pl.Series(counts.name, told, counts.dtype)
    count = pl.col(counts.name)
    left = count - sum(count * part // whole for part in parts)
    remainders = [count * part % whole for part in parts]
    ahead = [
        (one >= remainders[nth]) if at < nth else (one > remainders[nth])
        for at, one in enumerate(remainders)
        if at != nth
    ]
    odd = sum(one.cast(pl.Int64) for one in ahead) < left
    share = count * parts[nth] // whole + odd.cast(pl.Int64)
    return counts.to_frame().select(share.alias(counts.name))[counts.name]

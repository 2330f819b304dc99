"""The sums over columns are those of the rule, whatever happened to the units and the reports."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.regrouping import Given, Regrouping, share_out
from dondoc.core.units import Tree
from dondoc.indicators.sums import Span, _share, by_day
from tests.succession_strategies import FIRST, History, histories

pl = pytest.importorskip("polars")
CELLS = ("birth.total", "birth.done", "death.total")
Told = dict[tuple[str, date], tuple[int | None, ...]]


@some.composite
def years(draw) -> tuple[History, Told]:
    """A history, and what its units reported on days on which they stood, cells left out too."""
    history = draw(histories())
    first, last = {}, {end.key: end.last_on for end in history.endings}
    for one in history.versions:
        first.setdefault(one.key, one.from_on)
    told = {}
    cell = some.none() | some.integers(0, 99)
    for key, from_on in first.items():
        until = history.day if key in history.alive else last[key]
        days = some.integers(0, (until - from_on).days)
        for offset in draw(some.sets(days, max_size=4)):
            told[key, from_on + timedelta(days=offset)] = draw(some.tuples(cell, cell, cell))
    return history, told


def ruled(told: Told, regrouping: Regrouping, day: date) -> dict[tuple[str, str], int]:
    """By the rule, each cell on its own: what every row stands at on a day."""
    found = {}
    for at, cell in enumerate(CELLS):
        known = sorted((when, key) for (key, when), cells in told.items()
                       if when <= day and cells[at] is not None)  # fmt: skip
        figures = {key: Given((told[key, when][at],), when) for when, key in known}
        for row in regrouping.rows(figures):
            if row.counts is not None:
                found[row.key, cell] = row.counts[0]
    return found


def frame(told: Told):
    rows = [(key, day, *cells) for (key, day), cells in told.items()]
    schema = {"unit": pl.String, "day": pl.Date, **dict.fromkeys(CELLS, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


@given(year=years(), before=some.integers(0, 30))
def test_columns_and_rule_give_the_same_sums(year, before):
    history, told = year
    tree = Tree(history.facts)
    regrouping = Regrouping(tree, history.day, [one.key for one in tree.lowest(history.day)])
    span = Span(FIRST + timedelta(days=before), history.day)
    found = by_day(frame(told), regrouping, span, CELLS)
    for offset in range(span.days):
        day = span.first + timedelta(days=offset)
        rows = found.filter(pl.col("day") == day).rows(named=True)
        columns = {
            (row["unit"], cell): row[cell]
            for row in rows
            for cell in CELLS
            if row[cell] is not None
        }
        assert columns == ruled(told, regrouping, day)
        assert {row["unit"] for row in rows if not row["undivided"]} >= set(regrouping.units)
        assert all(tree.ways(row["unit"], history.day) is None for row in rows if row["undivided"])


def test_nothing_reported_gives_units_without_figures():
    history = History()
    key = history.found().key
    regrouping = Regrouping(Tree(history.facts), FIRST, [key])
    found = by_day(frame({}), regrouping, Span(FIRST, FIRST), CELLS)
    assert found.rows() == [(FIRST, key, False, None, None, None)]


@given(
    counts=some.lists(some.none() | some.integers(0, 10**18), min_size=1, max_size=8),
    parts=some.lists(some.integers(0, 1000), min_size=1, max_size=5).filter(sum),
)
def test_shares_of_columns_are_shares_of_the_rule(counts, parts):
    weights = [Decimal(part) / Decimal(1000) for part in parts]
    weights = [*weights, 1 - sum(weights)]
    if weights[-1] < 0:
        weights = [Decimal(1) / Decimal(4)] * 4
    column = pl.Series("cell", counts, pl.Int64)
    shares = [_share(column, weights, nth).to_list() for nth in range(len(weights))]
    for at, count in enumerate(counts):
        told = None if count is None else share_out(count, weights)
        assert [one[at] for one in shares] == ([None] * len(weights) if told is None else [*told])

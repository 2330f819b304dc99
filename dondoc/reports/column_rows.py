"""Filings as rows of columns: what they are, when they counted, and each cell of their form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Min, QuerySet
from django.db.models.functions import Cast

from dondoc.core.asof import AsOf
from dondoc.programmes.models import Version
from dondoc.reports.models import Filing, Verdict

if TYPE_CHECKING:
    import polars as pl

TAKEN = (
    "pk",
    "report_id",
    "report__demand_id",
    "report__unit_id",
    "report__first_on",
    "report__consolidated",
    "revision",
    "sent_at",
)


def months(filings: QuerySet[Filing]) -> defaultdict[str, set[str]]:
    """By form the months for which these were filed."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    names = ("report__demand__programme__code", "report__demand__form_code")
    rows = filings.order_by().values_list(*names, "report__first_on").distinct()
    for programme, form, day in rows:
        found[f"{programme}.{form}"].add(f"{day:%Y-%m}")
    return found


def of_month(filings: QuerySet[Filing], form: str, month: str) -> QuerySet[Filing]:
    """Those of one form for one month."""
    programme, _, code = form.partition(".")
    year, number = map(int, month.split("-"))
    return filings.filter(
        report__demand__programme__code=programme,
        report__demand__form_code=code,
        report__first_on__year=year,
        report__first_on__month=number,
    )


def cells_of(form: str) -> dict[str, list[str]]:
    """The rows of a form with their fields, of all its versions."""
    programme, _, code = form.partition(".")
    found: dict[str, dict[str, None]] = {}
    for version in Version.objects.filter(programme__code=programme).order_by("number"):
        for one in version.pack.forms:
            for row in one.rows if one.code == code else ():
                found.setdefault(row, {}).update(dict.fromkeys(one.fields))
    return {row: list(fields) for row, fields in found.items()}


def frame(filings: QuerySet[Filing], cells: dict[str, list[str]]) -> pl.DataFrame:
    """Filings as columns: what they are, and each cell of their form."""
    import polars as pl

    text = filings.order_by("pk").annotate(text=Cast("cells", models.TextField()))
    rows = list(text.values_list(*TAKEN, "text"))
    frame = pl.DataFrame(
        rows,
        schema={
            "filing": pl.Int64,
            "report": pl.Int64,
            "demand": pl.Int32,
            "unit": pl.Int32,
            "day": pl.Date,
            "consolidated": pl.Boolean,
            "revision": pl.Int16,
            "sent_at": pl.Datetime("us", "UTC"),
            "cells": pl.String,
        },
        orient="row",
    )
    fields = [pl.Struct(dict.fromkeys(names, pl.Int64)) for names in cells.values()]
    kind = pl.Struct(dict(zip(cells, fields, strict=True)))
    decoded = frame["cells"].str.json_decode(dtype=kind).struct
    columns = [
        decoded.field(row).struct.field(name).alias(f"{row}.{name}")
        for row, names in cells.items()
        for name in names
    ]
    empty = pl.lit(None, pl.Datetime("us", "UTC")).alias("returned_at")
    return frame.drop("cells").with_columns(empty, *columns)


def returns(verdicts: QuerySet[Verdict]) -> pl.LazyFrame:
    """Of each filing sent back the first moment of it."""
    import polars as pl

    rows: Iterable[Any] = (
        verdicts.filter(kind=Verdict.RETURNED).order_by().values_list("filing_id")
        .annotate(first=Min("at"))
    )  # fmt: skip
    schema: dict[str, Any] = {"filing": pl.Int64, "back_at": pl.Datetime("us", "UTC")}
    return pl.LazyFrame(list(rows), schema=schema, orient="row")


def with_returns(rows: pl.LazyFrame, returned: pl.LazyFrame) -> pl.LazyFrame:
    """Rows with the first moment at which they were sent back, told before or now."""
    import polars as pl

    return (
        rows.join(returned, on="filing", how="left")
        .with_columns(returned_at=pl.min_horizontal("returned_at", "back_at"))
        .drop("back_at")
    )


def counting(rows: pl.LazyFrame, demand: int, at: AsOf) -> pl.LazyFrame:
    """Of each report to a demand the newest revision that counted at the moment: `unit`, `day`,
    `filing` and the cells."""
    import polars as pl

    known_at = at.known_at.astimezone(UTC)
    counted = rows.filter(
        (pl.col("demand") == demand)
        & ~pl.col("consolidated")
        & (pl.col("day") <= at.day)
        & (pl.col("sent_at") <= known_at)
        & (pl.col("returned_at").is_null() | (pl.col("returned_at") > known_at))
    )
    newest = counted.filter(pl.col("revision") == pl.col("revision").max().over("report"))
    return newest.drop("report", "demand", "consolidated", "revision", "sent_at", "returned_at")


def ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """In one order of rows and columns, so that equal facts make equal files."""
    names = rows.columns
    keys = [name for name in names if "." not in name]
    return rows.select(*keys, *sorted(set(names) - set(keys))).sort("unit", "day", "filing")

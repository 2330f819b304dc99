"""The columnar echo of filings: their cells as Parquet by form and month, for sums over years.

A filing's cells are one JSON value in one row; a hundred thousand of them cannot be read for a
page. The echo holds the same facts as columns, with the moments that decide what counted when. It
is brought up to date by `tick`, made again by `dondoc columns rebuild` to an equal result, and
never needed: what it does not hold yet, or all where there is none, is read from the database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from dondoc.agencies.models import Unit
from dondoc.core.asof import AsOf
from dondoc.reports import column_rows as rows
from dondoc.reports.models import Demand, Filing, Verdict

if TYPE_CHECKING:
    import polars as pl

LAYOUT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Which files hold the echo, and up to which filing and verdict they do."""

    number: int = 0
    filing: int = 0
    verdict: int = 0
    rows: int = 0
    last: str = ""  # the last filing in words: a database put back from a copy says another
    forms: dict[str, dict[str, str]] = field(default_factory=dict)  # form, month, file
    layout: int = LAYOUT

    def files(self, form: str, until: date) -> list[str]:
        """The files of a form for the months until a day."""
        months = self.forms.get(form, {})
        return [months[month] for month in sorted(months) if month <= f"{until:%Y-%m}"]


def folder() -> Path | None:
    """Where the echo lies; none where the installation keeps none."""
    return settings.COLUMNS


def manifest() -> Manifest:
    """What the echo holds; nothing where it is not of this database."""
    place = folder()
    try:
        told = json.loads((place / MANIFEST).read_text()) if place else {}
    except FileNotFoundError:
        return Manifest()
    found = Manifest(**told) if told.get("layout") == LAYOUT else Manifest()
    return found if _is_ours(found) else Manifest(number=found.number)


def _is_ours(found: Manifest) -> bool:
    return found.rows == Filing.objects.filter(pk__lte=found.filing).count() and (
        found.last == _last(found.filing)
    )


def _last(pk: int) -> str:
    one = Filing.objects.filter(pk=pk).values_list("report_id", "revision", "sent_at").first()
    return " ".join(str(part) for part in one) if one else ""


def form_of(demand: Demand) -> str:
    """The name a form's columns go by: "civil_status.register_progress"."""
    return f"{demand.programme.code}.{demand.form_code}"


def told(demand: Demand, at: AsOf) -> pl.DataFrame:
    """The newest revision of every unit's report that counted at the moment, one row each: the
    `unit` by its key, the `day`, the `filing`, and a column for each cell ("birth.total").

    The same filings as `Filing.objects.newest(at.known_at)` gives for the demand.
    """
    import polars as pl

    found, form = manifest(), form_of(demand)
    fresh = Filing.objects.filter(
        pk__gt=found.filing, report__demand=demand, report__first_on__lte=at.day
    )
    parts = [*_echoed(found, form, at.day), rows.frame(fresh, rows.cells_of(form)).lazy()]
    whole = pl.concat(parts, how="diagonal_relaxed")
    returned = rows.returns(Verdict.objects.filter(pk__gt=found.verdict))
    keys = pl.LazyFrame(
        list(Unit.objects.values_list("pk", "key")),
        schema={"unit": pl.Int32, "key": pl.Categorical},
        orient="row",
    )
    counting = rows.counting(rows.with_returns(whole, returned), demand.pk, at)
    named = counting.join(keys, on="unit", how="left").drop("unit").rename({"key": "unit"})
    return named.collect()


def _echoed(found: Manifest, form: str, until: date) -> list[pl.LazyFrame]:
    import polars as pl

    place = folder()
    return [pl.scan_parquet(place / name) for name in found.files(form, until)] if place else []


def refresh() -> int:
    """Bring the echo up to what was filed and returned since; how many files were written."""
    place = folder()
    if place is None:
        return 0
    found = manifest()
    news = _news()
    if (found.filing, found.verdict) == news or not _polars():
        return 0
    with _alone(place) as free:
        return _write(place, found, *news) if free else 0


def rebuild() -> int:
    """Make the whole echo again from the database; how many files were written."""
    place = folder()
    if place is None:
        return 0
    with _alone(place) as free:
        return _write(place, Manifest(number=manifest().number), *_news()) if free else 0


def check() -> list[str]:
    """The months whose columns do not say what the database says; empty where all do."""
    import polars as pl

    place, found = folder(), manifest()
    if place and (place / MANIFEST).exists() and not found.filing and Filing.objects.exists():
        return [MANIFEST]
    wrong = []
    filings = Filing.objects.filter(pk__lte=found.filing)
    returned = rows.returns(Verdict.objects.filter(pk__lte=found.verdict))
    months = rows.months(filings)
    for form in sorted(months.keys() | found.forms.keys()):
        for month in sorted(months.get(form, set()) | found.forms.get(form, {}).keys()):
            fresh = rows.frame(rows.of_month(filings, form, month), rows.cells_of(form))
            said = rows.ordered(rows.with_returns(fresh.lazy(), returned).collect())
            name = found.forms.get(form, {}).get(month)
            path = place / name if place and name else None
            if path is None or not path.is_file() or not pl.read_parquet(path).equals(said):
                wrong.append(f"{form} {month}")
    return wrong


def _news() -> tuple[int, int]:
    """The newest filing and verdict of which no earlier one is still being written."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # A row takes its number before it is committed: wait for those who are writing now.
            with connection.cursor() as cursor:
                for model in (Filing, Verdict):
                    cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE MODE")
        tops = (model.objects.aggregate(top=Max("pk"))["top"] for model in (Filing, Verdict))
        return tuple(top or 0 for top in tops)  # type: ignore[return-value]


def _write(place: Path, found: Manifest, filing: int, verdict: int) -> int:
    import polars as pl

    number = found.number + 1
    fresh = Filing.objects.filter(pk__gt=found.filing, pk__lte=filing)
    verdicts = Verdict.objects.filter(pk__gt=found.verdict, pk__lte=verdict)
    returned = rows.returns(verdicts)
    touched = rows.months(fresh)
    old = Filing.objects.filter(
        verdicts__in=verdicts.filter(kind=Verdict.RETURNED), pk__lte=found.filing
    )
    for form, months in rows.months(old).items():
        touched[form] |= months
    forms = {form: dict(months) for form, months in found.forms.items()}
    written = 0
    for form, months in touched.items():
        for month in sorted(months):
            name = forms.get(form, {}).get(month)
            parts = [pl.scan_parquet(place / name)] if name else []
            parts.append(rows.frame(rows.of_month(fresh, form, month), rows.cells_of(form)).lazy())
            whole = rows.with_returns(pl.concat(parts, how="diagonal_relaxed"), returned)
            new = f"{form}/{month}.{number}.parquet"
            (place / form).mkdir(parents=True, exist_ok=True)
            rows.ordered(whole.collect()).write_parquet(place / new, compression="zstd")
            forms.setdefault(form, {})[month] = new
            written += 1
    held = Filing.objects.filter(pk__lte=filing).count()
    _swap(place, Manifest(number, filing, verdict, held, _last(filing), forms))
    return written


def _swap(place: Path, new: Manifest) -> None:
    """Put the manifest in force at once; files of the one before stay for who reads them now."""
    path, next_ = place / MANIFEST, place / f"{MANIFEST}.{new.number}"
    next_.write_text(json.dumps(asdict(new), ensure_ascii=False, indent=1))
    os.replace(next_, path)
    kept = {name for months in new.forms.values() for name in months.values()}
    for one in place.glob("*/*.parquet"):
        number = int(one.name.split(".")[-2])
        if f"{one.parent.name}/{one.name}" not in kept and number < new.number - 1:
            one.unlink(missing_ok=True)


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Whether nobody else writes the echo at the moment; the operating system forgets who died."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "writing").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # where there is no such lock a server runs as one process
            pass
        except OSError:
            yield False
            return
        yield True


def _polars() -> bool:
    """Whether columns can be written here: Polars asks for a processor of this decade."""
    try:
        import polars  # noqa: F401
    except ImportError:
        return False
    return True

"""Units and agencies found by what anyone may type, for a day: the rule of `core.finding` in SQL.

One pass over one column, whatever the number of bodies: three patterns, the same on both databases.
`bench/finding` says what it costs for a whole country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from dondoc.agencies.models import Agency, HomeUnknown, Unit, Versions, home_of
from dondoc.agencies.register import line_of
from dondoc.core.asof import AsOf
from dondoc.core.finding import readings
from dondoc.core.units import Tree
from dondoc.web import words

SHOWN, FEW = 20, 4


@dataclass(frozen=True)
class Hit:
    """A body that answers, and what is said of it: its place, its days, who it is now."""

    key: str
    name: str
    place: str
    from_on: date
    until_on: date | None
    living: bool
    now: tuple[str, ...] = ()  # who answers that day, where it is no more or has another name

    @property
    def days(self) -> str:
        """Why it is not there that day; empty where it is.

        >>> Hit("k", "xã A", "", date(2020, 1, 1), date(2025, 6, 30), False, ("xã B",)).days
        'đến 30/06/2025 · nay là xã B'
        """
        if self.living:
            return ""
        if self.until_on is None:
            return f"từ {words.day(self.from_on)}"
        gone = f"đến {words.day(self.until_on)}"
        return f"{gone} · {self.is_now}" if self.now else gone

    @property
    def is_now(self) -> str:
        """Who it is now: a few by name, more by number."""
        return f"nay là {'; '.join(self.now) if len(self.now) <= FEW else f'{len(self.now)} nơi'}"

    @property
    def said(self) -> str:
        """The whole line: "xã Bình Chương, huyện Bình Sơn · đến 30/06/2025"."""
        named = f"{self.name}, {self.place}" if self.place else self.name
        return f"{named} · {self.days}" if self.days else named


def find_units(asked: str, at: AsOf, limit: int = SHOWN) -> list[Hit]:
    """Units of any day by old or new name or code, the best first."""
    if not readings(asked):
        return []
    rows = _ranked(Unit.objects.known(at), asked, at, _near("path", at))
    found = _first_of_each(rows, limit, "parent__parent")
    places = _places([unit.parent for unit in found if unit.parent], at)
    return _hits(
        Unit,
        found,
        {unit.pk: places[unit.parent_id] for unit in found if unit.parent_id},
        at,
    )


def find_agencies(
    asked: str, at: AsOf, limit: int = SHOWN, *, living_here: bool = False
) -> list[Hit]:
    """Agencies of any day by old, new or short name; `living_here`: only those work may be given
    to, which stand that day and belong to the province."""
    if not readings(asked):
        return []
    among = Agency.objects.of_province(at) if living_here else Agency.objects.known(at)
    near = Q() if living_here else _near("unit__path", at) | Q(unit=None)
    rows = _ranked(among, asked, at, near or ~Q(pk=None))
    found = _first_of_each(rows, limit, "unit__parent")
    of_unit = {
        one.pk: one.unit.parent.said_name
        for one in found
        if one.unit and one.unit.parent and one.unit.name in one.name
    }
    return _hits(Agency, found, of_unit, at)


def _ranked(among: Versions, asked: str, at: AsOf, near: Q) -> Versions:
    """Those that answer, in the order of `core.finding.found`."""
    texts = readings(asked)
    exact, begins, there = Q(), Q(), Q()
    for text in texts:
        exact |= Q(words__contains=f"| {text} |")
        begins |= Q(words__contains=f"| {text}")
        each = Q()
        for word in text.split():
            each &= Q(words__contains=f" {word}")
        there |= each
    return (
        among.filter(there)
        .annotate(
            not_living=Case(
                When(Q(exists_from__gt=at.day) | among.ended(at), Value(1)), default=Value(0)
            ),
            not_exact=Case(When(exact, Value(0)), default=Value(1)),
            # What is near before what is not; an exact name is a beginning as well.
            place=Case(
                When(near & begins, Value(0)),
                When(near, Value(1)),
                When(begins, Value(2)),
                default=Value(3),
            ),
        )
        .order_by("not_exact", "not_living", "place", "sort_key", "pk")
    )


def _near(path: str, at: AsOf) -> Q:
    """What belongs to the province that works here; everything, where that is not known."""
    try:
        return Q(**{f"{path}__startswith": home_of(at).path})
    except HomeUnknown:
        return ~Q(pk=None)


def _first_of_each(rows: QuerySet[Any], limit: int, *related: str) -> list[Any]:
    """The best row of each body: a body may answer under several of its names.

    Only keys are put in order; the few rows that are shown are fetched afterwards.
    """
    size, best = limit + 8, dict[str, tuple[int, int]]()
    while True:
        page = list(rows.values_list("key", "pk", "not_living")[:size])
        for key, pk, gone in page:
            best.setdefault(key, (pk, gone))
        if len(best) >= limit or len(page) < size:
            break
        size *= 4
    shown = list(best.values())[:limit]
    made = rows.model.objects.select_related(*related).in_bulk([pk for pk, _ in shown])
    for pk, gone in shown:
        made[pk].not_living = gone
    return [made[pk] for pk, _ in shown]


def _places(above: Sequence[Unit], at: AsOf) -> dict[int, str]:
    """What each row above is called, that day if it still stands: "huyện Bình Sơn"."""
    now = Unit.objects.on(at).filter(key__in={one.key for one in above})
    names = {one.key: one.said_name for one in now}
    return {one.pk: names.get(one.key, one.said_name) for one in above}


def _hits(model: Any, rows: Sequence[Any], places: dict[int, str], at: AsOf) -> list[Hit]:
    gone = {row.key for row in rows if row.not_living}
    tree = line_of(model, gone, at, onward_only=True) if gone else None
    return [
        Hit(
            key=row.key,
            name=name_of(row),
            place=places.get(row.pk, ""),
            from_on=row.exists_from,
            until_on=last_day(tree, row.key, row.exists_from) if tree else None,
            living=not row.not_living,
            now=_now(tree, row.key, at.day) if tree and row.not_living else (),
        )
        for row in rows
    ]


def name_of(row: Unit | Agency) -> str:
    """What a row is called within a sentence."""
    return row.said_name if isinstance(row, Unit) else row.name


def last_day(tree: Tree, key: str, from_on: date) -> date | None:
    """The last day of a version, where one is known."""
    return next(
        (one.until_on for one in tree.versions.get(key, ()) if one.version.from_on == from_on), None
    )


def _now(tree: Tree, key: str, day: date) -> tuple[str, ...]:
    """Who answers that day, by name; nobody where it has not begun."""
    names = []
    for heir in tree.heirs(key, day):
        version = tree.version(heir.key, day)
        if version is not None:
            names.append(version.said_name)
    return tuple(names)

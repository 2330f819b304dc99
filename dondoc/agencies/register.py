"""The rows of units and agencies as facts of the rules in `core.units`, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from dondoc.agencies.models import (
    Agency,
    AgencySuccession,
    Decision,
    Ending,
    Unit,
    UnitSuccession,
    known,
)
from dondoc.core.asof import AsOf
from dondoc.core.units import ALWAYS, Facts, Known, Succession, Tree, Version
from dondoc.core.units import Ending as EndingFact


def unit_facts(
    at: AsOf | None = None,
    *,
    without: Decision | None = None,
    keys: Collection[str] | None = None,
) -> Facts:
    """All that is known of units at a moment; without one, all that was ever recorded. With keys,
    only of these and what joins them."""
    own, ended, joined = _only(keys, "unit")
    return _facts(
        [_unit(one) for one in _of(Unit, at, without, "parent", **own)],
        _of(Ending, at, without, "unit", unit__isnull=False, **ended),
        _of(UnitSuccession, at, without, "before", "after", **joined),
        "unit",
    )


def unit_facts_around(keys: Iterable[str], at: AsOf, *, standing: Iterable[Unit] = ()) -> Facts:
    """What is known at a moment of some units, of all they came from and of all they went into.

    Who has the rows of those that stand hands them in: where nothing ever went on in another they
    are all there is to know.
    """
    found, steps = set(keys), dict[int, UnitSuccession]()
    open_ = set(found)
    while open_:
        rows = _of(UnitSuccession, at, None, "before", "after", "decision__withdrawal")
        touching = Q(before__key__in=open_) | Q(after__key__in=open_)
        new = {row.pk: row for row in rows.filter(touching) if row.pk not in steps}
        steps |= new
        open_ = {one.key for row in new.values() for one in (row.before, row.after)} - found
        found |= open_
    at_hand = [_standing(one) for one in standing]
    if not steps and found <= {one.key for one in at_hand}:
        return Facts(tuple(at_hand))
    return _facts(
        [
            _unit(one)
            for one in _of(Unit, at, None, "parent", "decision__withdrawal", key__in=found)
        ],
        _of(Ending, at, None, "unit", "decision__withdrawal", unit__key__in=found),
        list(steps.values()),
        "unit",
    )


def agency_facts(
    at: AsOf | None = None,
    *,
    without: Decision | None = None,
    keys: Collection[str] | None = None,
) -> Facts:
    """The same of agencies."""
    own, ended, joined = _only(keys, "agency")
    return _facts(
        [_agency(one) for one in _of(Agency, at, without, "unit", **own)],
        _of(Ending, at, without, "agency", agency__isnull=False, **ended),
        _of(AgencySuccession, at, without, "before", "after", **joined),
        "agency",
    )


def line_of(
    model: type[Unit | Agency], keys: Collection[str], at: AsOf, *, onward_only: bool = False
) -> Tree:
    """The tree of these bodies, of all they came from and all they went into: a page about one
    need not fetch a country. Who asks only for heirs leaves out what came before."""
    steps = UnitSuccession if model is Unit else AgencySuccession
    seen = set(keys)
    for here, there in (("before", "after"), ("after", "before"))[: 1 if onward_only else 2]:
        open_ = set(keys)
        while open_:
            rows = steps.objects.filter(known(at), **{f"{here}__key__in": open_})
            open_ = set(rows.values_list(f"{there}__key", flat=True)) - seen
            seen |= open_
    return Tree((unit_facts if model is Unit else agency_facts)(at, keys=seen))


def _only(keys: Collection[str] | None, name: str) -> tuple[dict[str, Any], ...]:
    if keys is None:
        return {}, {}, {}
    return (
        {"key__in": keys},
        {f"{name}__key__in": keys},
        {"before__key__in": keys, "after__key__in": keys},
    )


def _of(
    model: Any, at: AsOf | None, without: Decision | None, *related: str, **only: object
) -> Any:
    rows = model.objects.filter(**only).select_related(*related, "decision__withdrawal")
    if without is not None:
        rows = rows.exclude(decision=without)
    return rows.filter(known(at)) if at else rows


def _known(decision: Decision | None) -> Known:
    if decision is None:
        return ALWAYS
    withdrawal = getattr(decision, "withdrawal", None)
    taken_back: datetime | None = withdrawal.at if withdrawal else None
    return Known(decision.recorded_at, taken_back)


def _unit(row: Unit) -> Version:
    return Version(
        key=row.key,
        code=row.code,
        name=row.name,
        kind=row.kind,
        from_on=row.exists_from,
        level=row.level,
        parent=row.parent.key if row.parent else "",
        source=row.source,
        extra={"column": row.column, "row": row.row},
        known=_known(row.decision),
        id=row.pk,
    )


def _standing(row: Unit) -> Version:
    """A unit as it stands today, whoever decided it."""
    parent = row.parent.key if row.parent else ""
    return Version(row.key, row.code, row.name, row.kind, row.exists_from, row.level, parent)


def _agency(row: Agency) -> Version:
    # An agency stands under no other; the unit it works for is none of its parents.
    return Version(
        key=row.key,
        code=row.code,
        name=row.name,
        kind=row.kind,
        from_on=row.exists_from,
        functions=tuple(row.functions),
        source=row.source,
        extra={"short_name": row.short_name, "unit": row.unit.key if row.unit else ""},
        known=_known(row.decision),
        id=row.pk,
    )


def _facts(
    versions: list[Version], endings: Iterable[Any], steps: Iterable[Any], name: str
) -> Facts:
    return Facts(
        tuple(versions),
        tuple(
            EndingFact(
                getattr(one, name).key,
                getattr(one, name).exists_from,
                one.last_on,
                _known(one.decision),
            )
            for one in endings
        ),
        tuple(_succession(one) for one in steps),
    )


def _succession(row: UnitSuccession | AgencySuccession) -> Succession:
    return Succession(
        before=row.before.key,
        after=row.after.key,
        on=row.on,
        function=row.function if isinstance(row, AgencySuccession) else "",
        whole=row.whole,
        weight=row.weight if isinstance(row, UnitSuccession) else None,
        note=row.note,
        decision=row.decision.number if row.decision else row.note,
        known=_known(row.decision),
    )

"""Writes a plan that was found sound: many rows at once, those above before those below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dondoc.agencies import actions
from dondoc.agencies.models import (
    Agency,
    AgencySuccession,
    Decision,
    Ending,
    Membership,
    StandingRole,
    Unit,
    UnitSuccession,
)
from dondoc.core.arrangements import Plan
from dondoc.core.units import Ending as EndingFact
from dondoc.core.units import Facts, Succession, Tree, Version

BATCH = 500


class Shelf[Row: (Unit, Agency)]:
    """The rows of one kind of body, found by key and day."""

    def __init__(self, tree: Tree, rows: Iterable[Row]) -> None:
        self.tree = tree
        self.rows: dict[str, list[tuple[date, Row]]] = defaultdict(list)
        living = {one.id for one in tree.facts.versions}
        for row in rows:
            if row.pk in living:
                self.put(row)

    def put(self, row: Row) -> None:
        """Keep a row."""
        self.rows[row.key].append((row.exists_from, row))

    def on(self, key: str, day: date) -> Row | None:
        """The body as it was called on a day, or last before it."""
        begun = [pair for pair in self.rows.get(key, ()) if pair[0] <= day]
        return max(begun, key=lambda pair: pair[0])[1] if begun else None

    def there(self, key: str, day: date) -> Row:
        """The same, where a plan was found sound."""
        row = self.on(key, day)
        assert row is not None, key
        return row


class Writer:
    """Rows of one decision; it remembers which row each version became."""

    def __init__(self, decision: Decision | None, units: Tree, agencies: Tree) -> None:
        self.decision = decision
        self.units = Shelf(units, Unit.objects.all())
        self.agencies = Shelf(agencies, Agency.objects.all())

    def write(self, plan: Plan) -> dict[str, int]:
        """Write everything; tells how many rows of each sort."""
        units = plan.units.facts(self.units.tree)
        agencies = plan.agencies.facts(self.agencies.tree)
        self._units(units)
        self._agencies(agencies)
        endings = [*self._ended(units.endings, "unit"), *self._ended(agencies.endings, "agency")]
        Ending.objects.bulk_create(endings, batch_size=BATCH)
        self._successions(units.successions, agencies.successions)
        self._seats(plan)
        return {
            "units": len(units.versions),
            "agencies": len(agencies.versions),
            "endings": len(endings),
            "successions": len(units.successions) + len(agencies.successions),
            "members": len(plan.members) + len(plan.standing),
        }

    def _units(self, facts: Facts) -> None:
        left = list(facts.versions)
        while left:  # one level of the tree after the other
            waiting = {(one.key, one.from_on) for one in left}
            ready = [one for one in left if (one.parent, one.from_on) not in waiting] or left
            made = [self._unit(one) for one in ready]
            for row in Unit.objects.bulk_create(made, batch_size=BATCH):
                self.units.put(row)
            written = {(one.key, one.from_on) for one in ready}
            left = [one for one in left if (one.key, one.from_on) not in written]

    def _unit(self, version: Version) -> Unit:
        return actions.made_unit(
            parent=self.units.on(version.parent, version.from_on),
            key=version.key,
            code=version.code,
            name=version.name,
            kind=version.kind,
            level=version.level,
            exists_from=version.from_on,
            column=version.extra.get("column"),
            row=version.extra.get("row"),
            source=version.source[:240],
            decision=self.decision,
        )

    def _agencies(self, facts: Facts) -> None:
        made = [
            actions.made_agency(
                key=one.key,
                code=one.code,
                name=one.name,
                short_name=str(one.extra.get("short_name") or one.name)[:80],
                kind=one.kind,
                unit=self.units.on(str(one.extra.get("unit") or ""), one.from_on),
                exists_from=one.from_on,
                functions=list(one.functions),
                source=one.source[:240],
                decision=self.decision,
            )
            for one in facts.versions
        ]
        for row in Agency.objects.bulk_create(made, batch_size=BATCH):
            self.agencies.put(row)

    def _ended(self, endings: Iterable[EndingFact], name: str) -> list[Ending]:
        shelf: Shelf[Unit] | Shelf[Agency] = self.units if name == "unit" else self.agencies
        return [
            Ending(
                **{name: shelf.there(one.key, one.from_on)},
                last_on=one.last_on,
                decision=self.decision,
            )
            for one in endings
        ]

    def _successions(self, units: Iterable[Succession], agencies: Iterable[Succession]) -> None:
        UnitSuccession.objects.bulk_create(
            [
                UnitSuccession(
                    before=self.units.there(one.before, one.on),
                    after=self.units.there(one.after, one.on),
                    on=one.on,
                    whole=one.whole,
                    weight=one.weight,
                    note=one.note[:240],
                    decision=self.decision,
                )
                for one in units
            ],
            batch_size=BATCH,
        )
        AgencySuccession.objects.bulk_create(
            [
                AgencySuccession(
                    before=self.agencies.there(one.before, one.on),
                    after=self.agencies.there(one.after, one.on),
                    on=one.on,
                    function=one.function[:120],
                    whole=one.whole and not one.function,
                    note=one.note[:240],
                    decision=self.decision,
                )
                for one in agencies
            ],
            batch_size=BATCH,
        )

    def _seats(self, plan: Plan) -> None:
        for one in plan.members:
            seat = Membership.objects.create(
                body=self.agencies.there(one.body, one.from_on),
                agency=self.agencies.there(one.agency, one.from_on),
                role=one.role,
                post=one.post,
                exists_from=one.from_on,
                source=one.source[:240],
                decision=self.decision,
            )
            self._leaves(one.until_on, membership=seat)
        for role in plan.standing:
            standing = StandingRole.objects.create(
                agency=self.agencies.there(role.agency, role.from_on),
                body=self.agencies.there(role.body, role.from_on).name,
                exists_from=role.from_on,
                source=role.source[:240],
                letterhead=dict(role.letterhead),
                decision=self.decision,
            )
            self._leaves(role.until_on, standing_role=standing)

    def _leaves(self, until_on: date | None, **what: object) -> None:
        if until_on is not None:
            Ending.objects.create(last_on=until_on, decision=self.decision, **what)

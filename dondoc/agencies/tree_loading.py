"""Plans from files against the register, one after the other: what is lacking is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_noop

from dondoc.agencies import country, register, tree_diff, tree_files, tree_sheets, tree_words
from dondoc.agencies.arranging import arrange
from dondoc.agencies.committees import with_committees
from dondoc.agencies.models import Decision, Membership, Person, StandingRole
from dondoc.core.arrangements import Plan
from dondoc.core.asof import AsOf, start_of
from dondoc.core.errors import Finding, Refusal
from dondoc.core.units import Tree

SHIPPED = {"quang-ngai": Path(__file__).parent / "trees" / "quang_ngai"}
COUNTRY = "country"


class FilesDiffer(Refusal):
    """What is recorded and what the files say are not the same."""

    code = "units.files_differ"
    message = gettext_noop(
        "%(number)s is recorded already and says something else than these files in %(count)s "
        "places. See them with “dondoc units diff”; undo it, or record the rest under its own "
        "number."
    )


def plans_of(
    what: str, provinces: Sequence[str] = (), *, after_only: bool = False
) -> Iterator[Plan | Path]:
    """The plans of a place, a shipped tree or the country, in the order of their days."""
    if what == COUNTRY:
        data = country.read(country.folder())
        yield from country.plans(data, provinces, after_only=after_only)
    else:
        yield from tree_sheets.plans_in(SHIPPED.get(what, Path(what)))


class Held:
    """The register as known at a moment, read once and kept up with what is written."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        now = AsOf.at(at)
        self.units = Tree(register.unit_facts(now))
        self.agencies = Tree(register.agency_facts(now))
        self.seats = set(
            Membership.objects.known(now).values_list("body__key", "agency__key", "role", "post")
        )
        self.standing = set(
            StandingRole.objects.known(now).values_list("agency__key", "exists_from")
        )

    def read(self, plan: Plan | Path) -> Plan:
        """A plan from its files, its codes understood by the register."""
        return tree_files.read(plan, self.units, self.agencies) if isinstance(plan, Path) else plan

    def compared(self, said: Plan) -> tree_diff.Compared:
        """What of a plan the register lacks, and where it says something else."""
        found = tree_diff.compared(said, self.units, self.agencies)
        return tree_diff.without_seats(found, self.seats, self.standing)

    def whole(self, plan: Plan) -> Plan:
        """A plan with the committees that follow from its units."""
        return with_committees(plan, self.units, self.agencies)

    def take(self, plan: Plan) -> None:
        """Go on as if a plan were recorded."""
        whole = self.whole(plan)
        self.units = whole.units.applied_to(self.units)
        self.agencies = whole.agencies.applied_to(self.agencies)
        self.seats |= {(one.body, one.agency, one.role, one.post) for one in plan.members}
        self.standing |= {(one.agency, one.from_on) for one in plan.standing}


def write(held: Held, said: Plan, found: tree_diff.Compared, *, by: Person | None) -> None:
    """Record what the register lacks of a plan.

    History is known from the day it was issued, not from the day somebody typed it in. A decision
    that is recorded is never added to behind its back. Raises `FilesDiffer`.
    """
    number = said.number or said.title
    if found.contradictions or recorded(said) is not None:
        lines = tree_words.lines(found.lacking, held.units, held.agencies)
        lacking = [Finding(number, "%(line)s", {"line": line.strip()}) for line in lines]
        findings = (*found.contradictions, *lacking)
        raise FilesDiffer(number=number, count=len(findings), findings=findings)
    day = said.issued_on or said.effective_on
    since = min(start_of(day), held.at) if day and not said.base else None
    plan = replace(found.lacking, number=number)
    arrange(plan, by=by, at=held.at, known_since=since)
    held.take(plan)


def recorded(plan: Plan) -> Decision | None:
    """The decision of a plan, where it stands in the register."""
    if plan.base:
        return None
    return Decision.objects.filter(
        number=plan.number, effective_on=plan.effective_on, withdrawal=None
    ).first()

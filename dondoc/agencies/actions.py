"""Verbs on units, agencies and people. Each leaves a trace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, cast

from django.contrib.auth.hashers import make_password
from django.db import transaction

from dondoc.agencies.models import COMMITTEES, Agency, Ending, Person, Post, Unit
from dondoc.audit import actions as audit
from dondoc.core.finding import agency_words, unit_words
from dondoc.core.names import bare, sort_key
from dondoc.core.units import key_of


class NewPerson(TypedDict):
    """Somebody to be given an account and a post."""

    username: str
    full_name: str
    agency: Agency
    role: str
    title: str


def new_unit(*, parent: Unit | None = None, until_on: date | None = None, **facts: object) -> Unit:
    """A unit under its parent, with the path and the Vietnamese sort key it is found by.

    Without a decision it is known from the beginning; so is its last day, `until_on`.
    """
    unit = made_unit(parent=parent, **facts)
    unit.save()
    _end_at_once(unit=unit, until_on=until_on)
    return unit


def made_unit(*, parent: Unit | None = None, **facts: object) -> Unit:
    """The same, not yet written, for actions that write many at once."""
    facts.setdefault("key", key_of(str(facts["code"]), cast(date, facts["exists_from"])))
    unit = Unit(parent=parent, sort_key=sort_key(str(facts["name"])), **facts)
    unit.path = f"{parent.path}/{unit.key}" if parent else unit.key
    unit.words = unit_words(unit.kind, unit.name, unit.code, _place(parent))
    return unit


def _place(above: Unit | None) -> str:
    """Where a unit lies: "huyện Bình Sơn tỉnh Quảng Ngãi"."""
    said = []
    while above is not None:
        said.append(above.said_name)
        above = above.parent
    return " ".join(said)


def new_agency(*, until_on: date | None = None, **facts: object) -> Agency:
    """An agency, found by its bare name; without a decision it is known from the beginning."""
    agency = made_agency(**facts)
    agency.save()
    _end_at_once(agency=agency, until_on=until_on)
    return agency


def made_agency(**facts: object) -> Agency:
    """The same, not yet written, for actions that write many at once."""
    name = str(facts["name"])
    facts.setdefault("short_name", name)
    facts.setdefault("key", facts["code"])
    agency = Agency(bare_name=bare(name), sort_key=sort_key(name), **facts)
    # A committee is found by the name of its unit too: "Bình Sơn" is UBND huyện Bình Sơn.
    unit = agency.unit if agency.kind in COMMITTEES else None
    of_unit = [unit.name, unit.said_name] if unit else []
    agency.words = agency_words(agency.name, agency.short_name, agency.code, of_unit)
    return agency


def _end_at_once(*, until_on: date | None, **what: object) -> None:
    if until_on is not None:
        Ending.objects.create(last_on=until_on, **what)


@transaction.atomic
def appoint(
    *,
    username: str,
    full_name: str,
    password: str,
    agency: Agency,
    role: str,
    title: str,
    from_on: date,
    by: Person | None,
    at: datetime,
) -> Person:
    """Give a person an account and a post from a day."""
    person = Person.objects.create(
        username=username, full_name=full_name, password=make_password(password)
    )
    Post.objects.create(person=person, agency=agency, role=role, title=title, exists_from=from_on)
    audit.record("person.appointed", on=person, by=by, at=at, role=role, agency=agency.code)
    return person


@transaction.atomic
def appoint_all(people: Iterable[NewPerson], *, password: str, from_on: date, at: datetime) -> None:
    """Appoint many at once with one first password: its slow hash is made once."""
    hashed = make_password(password)
    rows = list(people)
    Person.objects.bulk_create(
        Person(username=row["username"], full_name=row["full_name"], password=hashed)
        for row in rows
    )
    by_name = {person.username: person for person in Person.objects.all()}
    Post.objects.bulk_create(
        Post(
            person=by_name[row["username"]],
            agency=row["agency"],
            role=row["role"],
            title=row["title"],
            exists_from=from_on,
        )
        for row in rows
    )
    audit.record_all(
        audit.entry(
            "person.appointed",
            on=by_name[row["username"]],
            by=None,
            at=at,
            facts={"role": row["role"]},
        )
        for row in rows
    )

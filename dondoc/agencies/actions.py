"""Verbs on units, agencies and people. Each leaves a trace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict

from django.contrib.auth.hashers import make_password
from django.db import transaction

from dondoc.agencies.models import Agency, Person, Post, Unit
from dondoc.audit import actions as audit
from dondoc.core.names import bare, sort_key


class NewPerson(TypedDict):
    """Somebody to be given an account and a post."""

    username: str
    full_name: str
    agency: Agency
    role: str
    title: str


def new_unit(*, parent: Unit | None = None, **facts: object) -> Unit:
    """A unit under its parent, with the path and the Vietnamese sort key it is found by."""
    unit = Unit(parent=parent, sort_key=sort_key(str(facts["name"])), **facts)
    unit.path = f"{parent.path}/{unit.code}" if parent else unit.code
    unit.save()
    return unit


def new_agency(**facts: object) -> Agency:
    """An agency, found by its bare name."""
    name = str(facts["name"])
    facts.setdefault("short_name", name)
    return Agency.objects.create(bare_name=bare(name), sort_key=sort_key(name), **facts)


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

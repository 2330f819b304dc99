"""A request as every view gets it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from dondoc.agencies.models import Person


class Request(HttpRequest):
    """A request that knows its person, on duty today, and its moment in Hanoi."""

    person: Person
    at: datetime

"""Putting a programme's pack in force."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction

from dondoc.agencies.models import Person
from dondoc.audit import actions as audit
from dondoc.core.packs import parse_pack
from dondoc.programmes.models import Programme, Version


@transaction.atomic
def adopt(*, text: str, source: str, from_on: date, by: Person, at: datetime) -> Version:
    """Put a pack in force from a day; the version before ends the day before.

    The same text again is the same version. Raises `PackInvalid` with every mistake in its place.
    """
    pack = parse_pack(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    programme, _ = Programme.objects.get_or_create(code=pack.code, defaults={"label": pack.label})
    newest = programme.versions.order_by("-number").first()
    if newest and newest.sha256 == digest and newest.until_on is None:
        return newest
    if newest and newest.until_on is None:
        ends = max(newest.from_on, from_on - timedelta(days=1))
        programme.versions.filter(pk=newest.pk).update(until_on=ends)
    version = Version.objects.create(
        programme=programme,
        number=newest.number + 1 if newest else 1,
        text=text,
        sha256=digest,
        from_on=from_on,
        source=source,
        adopted_at=at,
        adopted_by=by.full_name,
    )
    audit.record("programme.adopted", on=version, by=by, at=at, sha256=digest, source=source)
    return version

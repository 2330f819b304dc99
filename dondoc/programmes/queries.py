"""Questions about programmes in force."""

from __future__ import annotations

from datetime import date

from dondoc.programmes.models import Version


def in_force(code: str, day: date) -> Version | None:
    """The version of a programme that is in force on a day."""
    versions = Version.objects.in_force(day).select_related("programme")
    return versions.filter(programme__code=code).order_by("-number").first()


def all_in_force(day: date) -> list[Version]:
    """Every programme in force on a day."""
    return list(Version.objects.in_force(day).select_related("programme"))

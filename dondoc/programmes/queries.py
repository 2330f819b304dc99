"""Questions about programmes in force."""

from __future__ import annotations

from dondoc.core.asof import AsOf
from dondoc.programmes.models import Version


def in_force(code: str, at: AsOf) -> Version | None:
    """The version of a programme that is in force on a day, as known at a moment."""
    versions = Version.objects.in_force(at).select_related("programme")
    return versions.filter(programme__code=code).order_by("-number").first()


def all_in_force(at: AsOf) -> list[Version]:
    """Every programme in force on a day, as known at a moment."""
    return list(Version.objects.in_force(at).select_related("programme"))

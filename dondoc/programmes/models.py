"""Which programmes are in force, in which version, for which days; the text with its hash."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dondoc.core.asof import AsOf
from dondoc.core.packs import Form, Indicator, Pack, parse_pack


class Programme(models.Model):
    """A programme run as data: its label, and the versions that were in force."""

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.label


class VersionQuerySet(models.QuerySet):
    """Versions, asked for by day."""

    def in_force(self, at: AsOf) -> Self:
        """Versions in force on the day, as known at the moment.

        The last day of one is written when the next is adopted: known only from then on.
        """
        later = Version.objects.filter(
            programme=OuterRef("programme"), number__gt=OuterRef("number"),
            adopted_at__lte=at.known_at,
        )  # fmt: skip
        still = Q(until_on=None) | Q(until_on__gte=at.day) | ~Exists(later)
        return self.filter(still, from_on__lte=at.day, adopted_at__lte=at.known_at)


class Version(models.Model):
    """One text of a programme's pack. A filing remembers the version it answered."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=240)
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=120)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme.code} v{self.number}"

    @cached_property
    def pack(self) -> Pack:
        """The programme as values."""
        return _parsed(self.text)

    def form(self, code: str) -> Form:
        """One of its forms."""
        return next(form for form in self.pack.forms if form.code == code)

    def indicator(self, code: str) -> Indicator:
        """One of its indicators."""
        return next(one for one in self.pack.indicators if one.code == code)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Pack:
    """Reading a text takes longer than a page may; the text of a version never changes."""
    return parse_pack(text)

"""Who did what, when and for whom. Entries only grow; batches of them are sealed into a chain."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_noop

from dondoc.core.errors import Refusal


class EntryIsPermanent(Refusal):
    """An entry of the log, or its seal, is never changed or removed."""

    code = "audit.permanent"
    message = gettext_noop("An entry of the log is never changed. Record a correction instead.")


class PermanentQuerySet(models.QuerySet):
    """Rows that can be added and read, nothing else: not many at once either."""

    def update(self, **columns: Any) -> int:
        raise EntryIsPermanent

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EntryIsPermanent


class Permanent(models.Model):
    """A row that can be added and read, nothing else."""

    objects = PermanentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; a second time is refused."""
        if self.pk is not None and not self._state.adding:
            raise EntryIsPermanent
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, always."""
        raise EntryIsPermanent


class Entry(Permanent):
    """One act. Actor, post and agency are kept as values: they must outlive the rows they name."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    post = models.CharField(max_length=160, blank=True)
    agency = models.CharField(max_length=160, blank=True)
    on_behalf_of = models.CharField(max_length=160, blank=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=240, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="audit_entry_object")]


class Seal(Permanent):
    """A batch of entries and the hash that ties it to the batch before."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

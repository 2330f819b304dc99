"""Reading the log: is the chain whole, what happened to a thing."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.audit.actions import digest_of
from dondoc.audit.models import Entry, Seal


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds, where it first breaks, and how many entries wait for a seal."""

    whole: bool
    sealed: int
    unsealed: int
    broken_between: tuple[int, int] | None = None


def verify() -> Verdict:
    """Recompute every seal; an altered, removed or reordered entry breaks its batch."""
    previous, sealed, last_id = "", 0, 0
    for seal in Seal.objects.order_by("pk"):
        batch = Entry.objects.filter(pk__lte=seal.last_id)
        # The first batch begins with whatever stands first: nothing can be slipped in before it.
        entries = list((batch.filter(pk__gt=last_id) if sealed else batch).order_by("pk"))
        same = seal.previous == previous and seal.count == len(entries)
        if not same or digest_of(entries, previous) != seal.digest:
            return Verdict(False, sealed, 0, (seal.first_id, seal.last_id))
        previous, sealed, last_id = seal.digest, sealed + len(entries), seal.last_id
    return Verdict(True, sealed, Entry.objects.filter(pk__gt=last_id).count())

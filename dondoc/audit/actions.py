"""Writing the log: entries beside the act, in its transaction; seals in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from dondoc.audit.models import Entry, Seal


class Actor(Protocol):
    """Whoever acts: a person with the post held at that moment."""

    pk: Any
    full_name: str

    def acting(self) -> tuple[str, str]:
        """The post and the agency in whose name the person acts."""


def entry(
    verb: str,
    *,
    on: models.Model,
    by: Actor | None,
    at: datetime,
    for_whom: str = "",
    facts: dict[str, Any] | None = None,
) -> Entry:
    """An entry not yet written, for actions that write many at once."""
    post, agency = by.acting() if by else ("", "")
    return Entry(
        at=at,
        verb=verb,
        actor_id=by.pk if by else None,
        actor=by.full_name if by else "Đôn Đốc",
        post=post,
        agency=agency,
        on_behalf_of=for_whom,
        object_kind=on._meta.label_lower,
        object_id=str(on.pk),
        object_label=str(on)[:240],
        facts=facts or {},
    )


def record(
    verb: str,
    *,
    on: models.Model,
    by: Actor | None,
    at: datetime,
    for_whom: str = "",
    **facts: Any,
) -> None:
    """Write who did what, when, and for whom; `facts` hold what changed, before and after."""
    entry(verb, on=on, by=by, at=at, for_whom=for_whom, facts=facts).save()


def record_all(entries: Iterable[Entry]) -> None:
    """Write the entries of an act that touched many rows."""
    Entry.objects.bulk_create(list(entries))


def digest_of(entries: Iterable[Entry], previous: str) -> str:
    """The hash of a batch: every field of every entry in order, after the batch before."""
    state = hashlib.sha256(previous.encode())
    for one in entries:
        row = [one.pk, one.at.timestamp(), one.verb, one.actor_id, one.actor, one.post]
        row += [one.agency, one.on_behalf_of, one.object_kind, one.object_id, one.object_label]
        state.update(json.dumps([*row, one.facts], sort_keys=True, ensure_ascii=False).encode())
    return state.hexdigest()


@transaction.atomic
def seal(*, at: datetime) -> Seal | None:
    """Tie all entries since the last seal into the chain; nothing new, nothing sealed."""
    last = Seal.objects.order_by("-pk").first()
    batch = list(Entry.objects.filter(pk__gt=last.last_id if last else 0).order_by("pk"))
    if not batch:
        return None
    previous = last.digest if last else ""
    return Seal.objects.create(
        first_id=batch[0].pk,
        last_id=batch[-1].pk,
        count=len(batch),
        previous=previous,
        digest=digest_of(batch, previous),
        at=at,
    )

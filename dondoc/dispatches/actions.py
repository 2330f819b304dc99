"""A dispatch arrives: it is read, kept as it was read, and its duties are proposed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Agency, Person
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.reading import read
from dondoc.core.references import comparable
from dondoc.dispatches import citing, words
from dondoc.dispatches.models import Clause, Direction, Dispatch, FormProposal, Proposal, Recipient
from dondoc.documents.reading import read_bytes
from dondoc.web import words as say

# A letter names classes ("UBND cấp xã"), not hundreds of bodies; each name is looked up.
MOST_ADDRESSEES = 300


class AlreadyLoaded(Refusal):
    """The same text was loaded before, perhaps from another kind of file."""

    code = "dispatch.already_loaded"
    message = gettext_noop(
        "%(dispatch)s was already loaded on %(on)s by %(by)s. Open it instead of loading it again."
    )


class NotADispatch(Refusal):
    """Nothing of a dispatch was recognised: no number, no duty."""

    code = "dispatch.nothing_found"
    message = gettext_noop(
        "No number, date or duty was found in %(name)s. Check that the file is a dispatch "
        "and that its text is not a picture."
    )


def fingerprint(text: str) -> str:
    """The same for the same words: spacing, case and the form of characters do not count."""
    folded = re.sub(r"\W+", " ", unicodedata.normalize("NFC", text)).strip().casefold()
    return hashlib.sha256(folded.encode()).hexdigest()


def register(
    *,
    name: str,
    data: bytes,
    by: Person,
    at: datetime,
    arrived_at: datetime | None = None,
    direction: str = Direction.INCOMING,
) -> Dispatch:
    """Read a dispatch from a file and keep text, reading and original together, or nothing at all.

    Raises a refusal of `documents` for a file that cannot be read, `AlreadyLoaded` for words that
    are here already, `NotADispatch` where nothing was recognised.
    """
    # Reading may take seconds, during which nobody else's report may have to wait to be written.
    source = read_bytes(name, data)
    key = fingerprint(source.shown)
    _refuse_known(key)
    reading = read(source, agencies=agencies.known_names(AsOf.at(at))).to_json()
    head = reading["document"]
    if not head.get("number") and not reading["assignments"]:
        raise NotADispatch(name=PurePath(name).name)
    dispatch = Dispatch(
        **_head_columns(head),
        direction=direction,
        text=reading["shown"],
        text_hash=key,
        reading=reading,
        original=data,
        original_name=PurePath(name).name[:200],
        recorded_by=by,
        recorded_at=at,
        arrived_at=arrived_at or at,
    )
    addressed = _addressed(dispatch, head.get("addressed_to") or [])
    try:
        with transaction.atomic():
            _keep(dispatch, reading, addressed)
    except IntegrityError:
        _refuse_known(key)  # somebody loaded the same words meanwhile
        raise
    return dispatch


def _refuse_known(key: str) -> None:
    if known := Dispatch.objects.filter(text_hash=key).select_related("recorded_by").first():
        raise AlreadyLoaded(
            dispatch=str(known),
            on=say.day(known.recorded_at),
            by=known.recorded_by.full_name,
            pk=known.pk,
        )


def _keep(dispatch: Dispatch, reading: dict[str, Any], addressed: Iterable[Agency]) -> None:
    dispatch.save(force_insert=True)
    _keep_findings(dispatch, reading)
    citing.keep(dispatch, reading)
    note_recipients(dispatch, addressed)
    audit.record(
        "dispatch.registered",
        on=dispatch,
        by=dispatch.recorded_by,
        at=dispatch.recorded_at,
        duties=len(reading["assignments"]),
    )


def _head_columns(head: dict[str, Any]) -> dict[str, Any]:
    def day(name: str) -> date | None:
        return date.fromisoformat(head[name]) if head.get(name) else None

    number = head.get("number") or ""
    return {
        "reference": number,
        "reference_key": comparable(number)[:80],
        "kind": head.get("type") or "",
        "issued_on": day("date"),
        "issuer": (head.get("issuer") or "")[:240],
        "place": head.get("place") or "",
        "subject": (head.get("subject") or "")[:500],
        "signer": head.get("signer") or "",
        "signer_title": head.get("signer_title") or "",
        "horizon_on": day("horizon"),
    }


def _keep_findings(dispatch: Dispatch, reading: dict[str, Any]) -> None:
    clauses = {}
    for found in reading.get("clauses", []):
        clauses[found["number"]] = Clause.objects.create(
            dispatch=dispatch,
            number=found["number"] or "",
            start=found["start"],
            end=found["end"],
            heading=(found.get("heading") or "")[:300],
        )
    Proposal.objects.bulk_create(
        Proposal(
            dispatch=dispatch,
            clause=clauses.get(duty["clause"]),
            position=position,
            start=duty["start"],
            end=duty["end"],
            text=duty["text"],
            fields=duty,
        )
        for position, duty in enumerate(reading["assignments"], start=1)
    )
    FormProposal.objects.bulk_create(
        FormProposal(dispatch=dispatch, position=position, fields=form)
        for position, form in enumerate(reading["forms"], start=1)
    )


def _addressed(dispatch: Dispatch, names: list[str]) -> list[Agency]:
    distinct = list(dict.fromkeys(names))[:MOST_ADDRESSEES]
    at = AsOf.ever(dispatch.dated_on)
    roll = agencies.Roll(at)
    return [one for name in distinct for one in agencies.who_is(name, at, roll)]


def note_recipients(dispatch: Dispatch, found: Iterable[Agency]) -> None:
    """Remember that a dispatch speaks to these agencies; they may read it from now on."""
    Recipient.objects.bulk_create(
        [Recipient(dispatch=dispatch, agency=agency) for agency in set(found)],
        ignore_conflicts=True,
    )


def newly_told(dispatch: Dispatch, found: Iterable[Agency]) -> list[int]:
    """Which of these agencies the dispatch has not spoken to yet."""
    known = set(dispatch.recipients.values_list("agency", flat=True))
    return sorted({agency.pk for agency in found} - known)


def forget_recipients(dispatch: Dispatch, agencies: Iterable[int]) -> None:
    """Take the dispatch out of the sight of agencies that were told of it by mistake."""
    dispatch.recipients.filter(agency__in=agencies).delete()


@transaction.atomic
def split(*, proposal: Proposal, at_offset: int, by: Person, at: datetime) -> list[Proposal]:
    """Cut a proposal in two at a character of the dispatch's text; owner and clause go to both."""
    if not proposal.start < at_offset < proposal.end:
        raise SplitOutside(start=proposal.start, end=proposal.end)
    halves = []
    for edge, other in ((proposal.start, at_offset), (at_offset, proposal.end)):
        start, end = words.trimmed(proposal.dispatch, edge, other)
        halves.append(
            Proposal.objects.create(
                dispatch=proposal.dispatch,
                clause=proposal.clause,
                position=_next_position(proposal.dispatch),
                origin=Proposal.Origin.OFFICER,
                start=start,
                end=end,
                text=proposal.dispatch.text[start:end],
                fields=_half_fields(proposal, start, end),
                added_at=at,
            )
        )
    audit.record("proposal.split", on=proposal, by=by, at=at, at_offset=at_offset)
    return halves


def _next_position(dispatch: Dispatch) -> int:
    """The number of a further duty; two officers who add one at once stand in line for it."""
    Dispatch.objects.select_for_update().only("pk").get(pk=dispatch.pk)
    return dispatch.proposals.count() + 1


@transaction.atomic
def propose(*, dispatch: Dispatch, start: int, end: int, by: Person, at: datetime) -> Proposal:
    """Add a duty that the reader missed, from the words an officer points at.

    Raises `WordsOutside` where there are no words, `WordsTaken` where they are a duty already.
    """
    start, end = words.trimmed(dispatch, start, end)
    # A duty's own words end in its full stop, which a hand that points leaves out.
    same = dispatch.proposals.filter(start=start, end__gte=end)
    for taken in same:
        if dispatch.text[end : taken.end].strip(words.EDGES) == "":
            raise WordsTaken(position=taken.position)
    clause = words.clause_at(dispatch, start)
    proposal = Proposal.objects.create(
        dispatch=dispatch,
        clause=clause,
        position=_next_position(dispatch),
        origin=Proposal.Origin.OFFICER,
        start=start,
        end=end,
        text=dispatch.text[start:end],
        fields=words.fields_of(dispatch, start, end, clause),
        added_at=at,
    )
    audit.record("proposal.added", on=proposal, by=by, at=at, start=start, end=end)
    return proposal


@transaction.atomic
def set_apart(*, proposal: Proposal, place: int, by: Person, at: datetime) -> Proposal:
    """Propose the exception for some of those who answer as a duty of its own, tied to its words.

    `place` counts the exceptions read from 0. Raises `NothingApart` where there is none, and
    `WordsTaken` where it stands by itself already.
    """
    # Two officers may press at once: the second waits here and finds it done.
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    aparts = proposal.fields.get("aparts") or []
    if not 0 <= place < len(aparts):
        raise NothingApart(position=proposal.position)
    mark = [proposal.pk, place]
    for known in proposal.dispatch.proposals.filter(start=proposal.start):
        if known.fields.get("apart_of") == mark:
            raise WordsTaken(position=known.position)
    apart = aparts[place]
    fields = proposal.fields | {
        "apart_of": mark,
        "aparts": [],
        "lead": apart["who"],
        "due": apart["due"],
        "due_time": apart["due_time"],
        "due_before": apart["before"],
        "due_raw": apart["words"],
        "due_rule": None,
        "due_others": [],
        "due_assumptions": [],
        "due_settles": None,
        "due_start": apart["start"],
        "due_end": apart["end"],
        "marks": [{"kind": "when", "start": apart["start"], "end": apart["end"]}],
    }
    made = Proposal.objects.create(
        dispatch=proposal.dispatch,
        clause=proposal.clause,
        position=_next_position(proposal.dispatch),
        origin=Proposal.Origin.OFFICER,
        start=proposal.start,
        end=proposal.end,
        text=proposal.text,
        fields=fields,
        added_at=at,
    )
    audit.record("proposal.set_apart", on=proposal, by=by, at=at, into=str(made))
    return made


DUE_FIELDS = (
    *("due", "due_time", "due_before", "due_raw", "due_rule", "due_others", "due_start"),
    *("due_end", "starts", "every", "due_assumptions", "due_settles", "rhythm", "aparts"),
)


def _half_fields(proposal: Proposal, start: int, end: int) -> dict[str, Any]:
    """A half is read anew; it keeps the owner, and a deadline or target whose words stand in it."""
    whole = proposal.fields
    half = words.fields_of(proposal.dispatch, start, end, proposal.clause)
    half["lead"] = whole["lead"]
    half["marks"] = [m for m in whole["marks"] if start <= m["start"] and m["end"] <= end]
    if whole.get("due_start") is not None and start <= whole["due_start"] < end:
        half |= {name: whole[name] for name in DUE_FIELDS if name in whole}
    if any(mark["kind"] == "target" for mark in half["marks"]):
        half["target"] = whole["target"]
    return half


class NothingApart(Refusal):
    """The duty sets no exception for anybody, or none of that number."""

    code = "dispatch.nothing_apart"
    message = gettext_noop("Duty %(position)s sets no other limit for anybody. Reload the page.")


class SplitOutside(Refusal):
    """The place chosen to split lies outside the duty's words."""

    code = "dispatch.split_outside"
    message = gettext_noop("Choose a place inside the words of the duty to split it.")


class WordsTaken(Refusal):
    """The words pointed at are a proposed duty already."""

    code = "dispatch.words_taken"
    message = gettext_noop("These words are duty %(position)s already. Decide on that one.")

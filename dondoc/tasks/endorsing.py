"""*Bút phê*: proposed duties are put before a leader, who approves them or changes their owners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Agency, Person, Role
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.dispatches.models import Dispatch, DispatchQuerySet, Proposal
from dondoc.tasks.models import Decision, Endorsement, EndorsementQuerySet

KIND = Endorsement.Kind


class AwaitingEndorsement(Refusal):
    """The standing agency asked a leader first, and the leader has not spoken yet."""

    code = "endorsement.awaited"
    message = gettext_noop(
        "%(dispatch)s waits for a leader's endorsement, asked for by %(by)s. Confirm after the "
        "leader has approved, or take the request back."
    )


class NotApproved(AwaitingEndorsement):
    """The leader returned the list; it is put forward again before anything is given."""

    code = "endorsement.not_approved"
    message = gettext_noop(
        "%(by)s did not approve the list of %(dispatch)s. Change it as the leader wrote, then put "
        "it forward again."
    )


class AlreadyAsked(Refusal):
    """The leader was asked and has not answered; asking twice says nothing new."""

    code = "endorsement.already_asked"
    message = gettext_noop(
        "%(by)s already put %(dispatch)s before the leader. Take that request back to write "
        "another."
    )


class NobodyToAsk(Refusal):
    """Nothing waits in the dispatch that a leader could still decide about."""

    code = "endorsement.nothing_open"
    message = gettext_noop(
        "Every duty of %(dispatch)s has been decided on. Take a decision back before asking for an "
        "endorsement."
    )


class NothingAsked(Refusal):
    """There is no request that could be taken back, or the leader has answered it."""

    code = "endorsement.nothing_asked"
    message = gettext_noop(
        "No request about %(dispatch)s waits unanswered. Reload the page to see what was written."
    )


class WordsMissing(Refusal):
    """A leader who does not approve says what is to be changed."""

    code = "endorsement.words_missing"
    message = gettext_noop("Write what is to be changed before returning the list.")


class OwnerUnknown(Refusal):
    """A leader named an owner that means no agency of the day."""

    code = "endorsement.owner_unknown"
    message = gettext_noop(
        "Duty %(position)s: “%(named)s” means no agency. Choose a name from the list."
    )


class AlreadyGiven(Refusal):
    """The duty became a task meanwhile: its owner changes by a ruling, not by these words."""

    code = "endorsement.already_given"
    message = gettext_noop(
        "Duty %(position)s was confirmed meanwhile. Take that back first, or give the task on by a "
        "ruling."
    )


@dataclass(frozen=True)
class Said:
    """What a leader says about one duty: other owners (both lists together), words, or both."""

    proposal: Proposal
    words: str = ""
    leads: Sequence[Agency] = ()
    lead_label: str = ""
    supporters: Sequence[Agency] = ()


@dataclass
class Standing:
    """How the conversation about a dispatch stands; told from its rows, never stored."""

    asked: Endorsement | None = None
    answer: Endorsement | None = None
    waiting: bool = False
    about: dict[int, Endorsement] = field(default_factory=dict)  # the newest words on a duty
    settled: set[int] = field(default_factory=set)  # duties spoken about since it was asked
    halves: dict[int, int] = field(default_factory=dict)  # a half and the duty it was cut from
    newest: int = 0  # the row up to which it was read

    @property
    def returned(self) -> bool:
        """Whether the leader did not approve what was last put forward."""
        return self.answer is not None and self.answer.kind == KIND.RETURNED

    def on(self, proposal: Proposal) -> Endorsement | None:
        """The newest words on a duty, or on the one it was cut from."""
        return next((self.about[pk] for pk in self._line(proposal) if pk in self.about), None)

    def holds_back(self, proposal: Proposal) -> bool:
        """Whether the duty may not be confirmed before the leader has spoken."""
        return self.waiting and not any(pk in self.settled for pk in self._line(proposal))

    def _line(self, proposal: Proposal) -> Iterable[int]:
        key: int | None = proposal.pk
        while key is not None:
            yield key
            key = self.halves.get(key)


def dispatches_for(person: Person) -> DispatchQuerySet:
    """The dispatches whose proposed duties a person may see put before a leader."""
    if person.has_role(Role.LEADER, Role.STANDING):
        return Dispatch.objects.visible_to(person)
    return Dispatch.objects.none()


def waiting_for(person: Person, at: AsOf) -> DispatchQuerySet:
    """The dispatches that waited for this leader's word: asked for, and not answered by then."""
    if not person.has_role(Role.LEADER):
        return Dispatch.objects.none()
    about_all = Endorsement.objects.filter(
        dispatch=OuterRef("pk"), proposal=None, at__lte=at.known_at
    )
    newest = about_all.order_by("-pk").values("kind")[:1]
    found = dispatches_for(person).annotate(newest=Subquery(newest)).filter(newest=KIND.ASKED)
    return found.defer("text", "reading", "original")


def endorsements(dispatch: Dispatch, person: Person) -> EndorsementQuerySet:
    """What was written about a dispatch, in order, where the person may read it."""
    rows = Endorsement.objects.visible_to(person).filter(dispatch=dispatch)
    return rows.select_related("by", "proposal")


def standing(
    dispatch: Dispatch, until: int | None = None, known_at: datetime | None = None
) -> Standing:
    """Read the rows about a dispatch in order; what they come to is what holds.

    With `until`, how it stood when that row was the newest; with `known_at`, at that moment.
    """
    found = Standing(halves=_halves(dispatch))
    rows = dispatch.endorsements.select_related("by").prefetch_related("leads", "supporters")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    for row in rows if until is None else rows.filter(pk__lte=until):
        found.newest = row.pk
        if row.kind == KIND.ASKED:
            found.asked, found.answer, found.waiting = row, None, True
            found.settled.clear()
        elif row.kind == KIND.RECALLED:
            found.asked, found.waiting = None, False
        elif row.proposal_id is not None:
            found.about[row.proposal_id] = row
            found.settled.add(row.proposal_id)
        else:
            found.answer = row
            found.waiting = row.kind == KIND.RETURNED
            found.settled.clear()  # what was written beside a list not approved frees no duty
    return found


def _halves(dispatch: Dispatch) -> dict[int, int]:
    cuts = Decision.objects.filter(proposal__dispatch=dispatch, kind=Decision.Kind.SPLIT)
    return {
        half: whole
        for whole, facts in cuts.values_list("proposal", "facts")
        for half in facts.get("halves", [])
    }


@transaction.atomic
def ask(*, dispatch: Dispatch, by: Person, at: datetime, words: str = "") -> Endorsement:
    """Put the proposed duties before a leader; until the answer none of them can be confirmed.

    Raises `NobodyToAsk` where every duty has been decided on, `AlreadyAsked` where no answer came
    yet.
    """
    now = _alone(dispatch)
    if now.waiting and now.asked and now.answer is None:
        raise AlreadyAsked(dispatch=str(dispatch), by=now.asked.by.full_name)
    if not dispatch.proposals.filter(decision=None).exists():
        raise NobodyToAsk(dispatch=str(dispatch))
    row = _write(dispatch, KIND.ASKED, words, by=by, at=at)
    audit.record("endorsement.asked", on=dispatch, by=by, at=at, words=row.words)
    return row


def _alone(dispatch: Dispatch) -> Standing:
    # Two officers may press at once: the second waits here and reads what the first wrote.
    Dispatch.objects.select_for_update().only("pk").get(pk=dispatch.pk)
    return standing(dispatch)


@transaction.atomic
def recall(*, dispatch: Dispatch, by: Person, at: datetime) -> None:
    """Take back a request that the leader has not answered; raises `NothingAsked` otherwise."""
    now = _alone(dispatch)
    if not now.waiting or now.answer is not None:
        raise NothingAsked(dispatch=str(dispatch))
    _write(dispatch, KIND.RECALLED, "", by=by, at=at)
    audit.record("endorsement.recalled", on=dispatch, by=by, at=at)


@transaction.atomic
def endorse(
    *,
    dispatch: Dispatch,
    approved: bool | None,
    by: Person,
    at: datetime,
    words: str = "",
    about: Iterable[Said] = (),
) -> None:
    """Write what the leader decided: about single duties, and about the whole list.

    `approved` is None where only single duties are spoken about. Raises `WordsMissing` where a list
    is returned without a word, `AlreadyGiven` for a duty that became a task.
    """
    said = list(about)
    if approved is None and not said:
        raise WordsMissing
    if approved is False and not (words.strip() or said):
        raise WordsMissing
    for one in sorted(said, key=lambda one: one.proposal.pk):
        _speak(dispatch, one, by=by, at=at)
    if approved is True:
        row = _write(dispatch, KIND.APPROVED, words, by=by, at=at)
        audit.record("endorsement.approved", on=dispatch, by=by, at=at, words=row.words)
    elif approved is False:
        row = _write(dispatch, KIND.RETURNED, words, by=by, at=at)
        audit.record("endorsement.returned", on=dispatch, by=by, at=at, words=row.words)


def _speak(dispatch: Dispatch, said: Said, *, by: Person, at: datetime) -> None:
    # An officer may confirm at the same moment: one of the two waits here.
    Proposal.objects.select_for_update().get(pk=said.proposal.pk)
    if Decision.objects.filter(proposal=said.proposal).exists():
        raise AlreadyGiven(position=said.proposal.position)
    said = _with_owners_before(dispatch, said)
    row = _write(
        dispatch, KIND.CHANGED, said.words, by=by, at=at, proposal=said.proposal,
        lead_label=(said.lead_label or "; ".join(one.name for one in said.leads))[:400],
    )  # fmt: skip
    row.leads.set(said.leads)
    row.supporters.set([one for one in said.supporters if one not in said.leads])
    audit.record(
        "endorsement.changed", on=said.proposal, by=by, at=at, words=row.words,
        leads=[one.code for one in said.leads],
        supporters=[one.code for one in said.supporters],
    )  # fmt: skip


def _with_owners_before(dispatch: Dispatch, said: Said) -> Said:
    """Words alone leave the owners that were named before: the newest row says all that holds."""
    before = None if said.leads else standing(dispatch).on(said.proposal)
    if before is None or not before.lead_label:
        return said
    return replace(
        said,
        leads=list(before.leads.all()),
        lead_label=before.lead_label,
        supporters=list(before.supporters.all()),
    )


def _write(
    dispatch: Dispatch, kind: str, words: str, *, by: Person, at: datetime, **more: object
) -> Endorsement:
    post, _agency = by.acting()
    row = Endorsement(
        dispatch=dispatch, kind=kind, words=words.strip()[:2000], by=by, post=post, at=at, **more
    )
    row.save(force_insert=True)
    return row

"""What a decision on passing on would do, weighed before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from dondoc.agencies import transfers
from dondoc.agencies.models import Agency, Decision
from dondoc.agencies.transfers import Passed
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.planning.kinds import decided
from dondoc.planning.made import made_of
from dondoc.planning.queries import Leaving, PieceKey, Proposed
from dondoc.web import words


class DecisionIncomplete(Refusal):
    """A decision has a number and a day from which it holds."""

    code = "passing.decision_incomplete"
    message = gettext_noop(
        "The decision lacks its number or the day it takes effect. Type both as the paper has them."
    )


class NotIssuedYet(Refusal):
    """A decision is recorded when it has been issued."""

    code = "passing.not_issued_yet"
    message = gettext_noop(
        "%(number)s is dated %(issued_on)s, which lies ahead. Record it once it is issued."
    )


class BeforeTheEnd(Refusal):
    """Until its last day an agency answers itself."""

    code = "passing.before_the_end"
    message = gettext_noop(
        "%(agency)s answers itself until %(until)s. Choose a day after that one."
    )


class NotChosen(Refusal):
    """For every piece somebody says who goes on, that it ends, or that it is left for later."""

    code = "passing.not_chosen"
    message = gettext_noop(
        "%(count)s pieces of work have no choice yet. Choose an agency, close them, or leave them "
        "for a later decision."
    )


class NothingDecided(Refusal):
    """A decision passes on or closes something."""

    code = "passing.nothing_decided"
    message = gettext_noop("Every piece of work is left for later, so nothing would be decided.")


class AlreadyDecided(Refusal):
    """Somebody else decided in the meantime."""

    code = "passing.already_decided"
    message = gettext_noop(
        "%(count)s of these pieces of work were passed on by %(number)s, recorded by %(by)s at "
        "%(at)s. Open the page again to see what is left."
    )


class NoLongerOpen(Refusal):
    """Work that was finished in the meantime does not pass on."""

    code = "passing.no_longer_open"
    message = gettext_noop(
        "%(count)s of these pieces of work are no longer open. Open the page again."
    )


@dataclass(frozen=True)
class Paper:
    """The decision as the paper has it."""

    number: str
    effective_on: date | None
    issued_on: date | None = None
    title: str = ""


@dataclass(frozen=True)
class Choice:
    """What is chosen for a piece: agencies, or that it ends without object, or a later decision."""

    to: tuple[Agency, ...] = ()
    moot: bool = False
    later: bool = False

    @property
    def made(self) -> bool:
        """Whether anything is chosen at all."""
        return bool(self.to) or self.moot or self.later


type Choices = Mapping[PieceKey, Choice]


@dataclass(frozen=True)
class Outcome:
    """What a decision would do, before it is recorded."""

    leaving: Leaving
    passed: tuple[Passed, ...]
    rows: tuple[tuple[Proposed, Choice], ...]

    @property
    def by_receiver(self) -> list[tuple[Agency, list[Proposed]]]:
        """Every agency that takes work over, with what it takes."""
        found: dict[str, tuple[Agency, list[Proposed]]] = {}
        for row, choice in self.rows:
            for agency in choice.to:
                found.setdefault(agency.key, (agency, []))[1].append(row)
        return sorted(found.values(), key=lambda one: (-len(one[1]), one[0].sort_key))

    @property
    def moot(self) -> list[Proposed]:
        """What ends without object."""
        return [row for row, choice in self.rows if choice.moot]

    @property
    def later(self) -> list[Proposed]:
        """What is left for a later decision."""
        return [row for row, choice in self.rows if choice.later]


def weigh(found: Leaving, choices: Choices, paper: Paper, at: datetime) -> Outcome:
    """What a decision would do; raises whatever speaks against it, and writes nothing."""
    _refuse_paper(found, paper, at)
    _refuse_gone(found, choices, at)
    missing = [one for one in found.rows if not choices.get(one.piece.key, Choice()).made]
    if missing:
        raise NotChosen(
            count=len(missing),
            findings=[Finding(one.piece.field, _NAMED, {"title": one.piece.title})
                      for one in missing],
        )  # fmt: skip
    rows = tuple((one, choices[one.piece.key]) for one in found.rows)
    decides = [(row, choice) for row, choice in rows if not choice.later]
    if not decides:
        raise NothingDecided
    return Outcome(found, tuple(_passed(found, decides)), rows)


_NAMED = "%(title)s"


def _refuse_paper(found: Leaving, paper: Paper, at: datetime) -> None:
    if not paper.number.strip() or paper.effective_on is None:
        raise DecisionIncomplete
    if paper.issued_on and paper.issued_on > AsOf.at(at).day:
        raise NotIssuedYet(number=paper.number, issued_on=words.day(paper.issued_on))
    if paper.effective_on <= found.leaver.until:
        raise BeforeTheEnd(agency=found.leaver.agency.name, until=words.day(found.leaver.until))


def _refuse_gone(found: Leaving, choices: Choices, at: datetime) -> None:
    """Choices for what is open no more: another decision, or the work itself, came first."""
    open_ = {one.piece.key for one in found.rows}
    gone = {key for key, choice in choices.items() if choice.made and key not in open_}
    if not gone:
        return
    for made in made_of(found.leaver.key, AsOf.at(at)):
        taken = gone & set(made.parts)
        if taken:
            raise AlreadyDecided(count=len(taken), **told(made.decision))
    raise NoLongerOpen(count=len(gone))


def told(decision: Decision) -> dict[str, Any]:
    """A decision as a refusal names it: its number, who recorded it, and when."""
    return {
        "number": decision.number,
        "by": decision.by.full_name if decision.by else "Đôn Đốc",
        "at": words.full_moment(decision.recorded_at),
    }


def _passed(found: Leaving, decides: Sequence[tuple[Proposed, Choice]]) -> Iterable[Passed]:
    """Each piece with everybody who answers from now on: whoever shared it before stays."""
    by_kind: dict[str, transfers.Answers] = {}
    for row, choice in decides:
        piece = row.piece
        if piece.kind not in by_kind:
            by_kind[piece.kind] = transfers.Answers(piece.kind, decided(found.at))
        now = by_kind[piece.kind].of(piece.work_id, piece.given)
        known_as = {agency.key: agency for agency in choice.to}
        for owner in now.owners:
            if owner.key not in (piece.owner, *known_as):
                known_as[owner.key] = by_kind[piece.kind].named[owner.key]
        heirs = [(agency, row.function_for(agency, found.leaver)) for agency in choice.to]
        shares = transfers.restated(now, found.leaver.agency, heirs)
        yield Passed(
            piece.kind,
            piece.work_id,
            piece.given,
            tuple((known_as[key], function) for key, function in shares),
        )

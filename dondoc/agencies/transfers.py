"""Work that passes on, in the database: who answers now for what was given then.

The rule is `core.passing`; lists ask it here in SQL, and a property test holds the two together. An
agency is compared by its key, so that another name keeps everything in sight. A kind of work names
where it stands by two paths: to its own key, and to the agency it was given to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from dondoc.agencies.models import (
    Agency,
    AgencySuccession,
    Decision,
    Ending,
    Person,
    Transfer,
    known,
)
from dondoc.audit import actions as audit
from dondoc.core import passing
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.core.passing import NOBODY, Answering, Passing, Share
from dondoc.web import words

type Part = tuple[int, str]  # a piece of work and the key of the agency it was given to


class KnownBefore(Refusal):
    """The decision was recorded earlier: what it passes on now would change past pages."""

    code = "transfer.decision_known_before"
    message = gettext_noop(
        "%(number)s was recorded on %(recorded_on)s already. Record the passing on as a decision "
        "of its own; it may bear the same number."
    )


class DecidedForLater(Refusal):
    """A decision that takes effect later has already said who answers."""

    code = "transfer.decided_for_later"
    message = gettext_noop(
        "%(number)s already says who answers from %(later)s on for work given to %(agency)s. "
        "Choose a day not before it, or withdraw that decision first."
    )


class NoSuchOwner(Refusal):
    """Work can pass only to an agency that exists on the day."""

    code = "transfer.no_such_owner"
    message = gettext_noop("%(agency)s does not exist on %(day)s, so no work can pass to it.")


class PassedTwice(Refusal):
    """One decision says twice, and differently perhaps, who answers for the same work."""

    code = "transfer.passed_twice"
    message = gettext_noop("%(number)s names the same work given to %(agency)s twice.")


@dataclass(frozen=True)
class Passed:
    """What a decision says of one piece of work: everybody who answers, or nobody where it ends."""

    kind: str
    work_id: int
    given: Agency
    to: tuple[tuple[Agency, str], ...] = ()


def decide(
    *, number: str, effective_on: date, by: Person, at: datetime, title: str = "",
    issued_on: date | None = None, source: str = "",
) -> Decision:  # fmt: skip
    """The decision by which work passes on, as a row of its own; its number may be a merger's."""
    return Decision.objects.create(
        number=number, title=title, issued_on=issued_on, effective_on=effective_on,
        source=source, recorded_at=at, by=by,
    )  # fmt: skip


@transaction.atomic
def record(
    decision: Decision, passed: Iterable[Passed], *, effective_on: date, by: Person, at: datetime
) -> list[Transfer]:
    """Write down who answers for each piece of work from a day on. Nothing else is touched.

    A decision about work that had passed on before names all who answer anew (`passing.restated`).
    """
    told = list(passed)
    if decision.recorded_at != at:
        raise KnownBefore(number=decision.number, recorded_on=words.day(decision.recorded_at))
    _refuse_twice(decision, told)
    _refuse_earlier(told, effective_on, at)
    _refuse_strangers(told, AsOf(effective_on, at))
    rows = Transfer.objects.bulk_create(
        Transfer(
            decision=decision, kind=one.kind, work_id=one.work_id, given=one.given, to=agency,
            function=function, effective_on=effective_on,
        )
        for one in told
        for agency, function in one.to or ((None, ""),)
    )  # fmt: skip
    audit.record(
        "work.passed_on", on=decision, by=by, at=at, effective_on=str(effective_on),
        duties=len(told),
    )  # fmt: skip
    return rows


def _refuse_twice(decision: Decision, told: list[Passed]) -> None:
    seen: set[tuple[str, int, str]] = set()
    for one in told:
        part = (one.kind, one.work_id, one.given.key)
        if part in seen:
            raise PassedTwice(number=decision.number, agency=one.given.name)
        seen.add(part)


def _refuse_earlier(told: list[Passed], effective_on: date, at: datetime) -> None:
    parts = {(one.kind, one.work_id, one.given.key) for one in told}
    ahead = Transfer.objects.filter(
        known(AsOf.at(at)),
        kind__in={kind for kind, _, _ in parts},
        effective_on__gt=effective_on,
    )
    for row in ahead.select_related("decision", "given"):
        if (row.kind, row.work_id, row.given.key) in parts:
            raise DecidedForLater(
                number=row.decision.number, later=words.day(row.effective_on),
                agency=row.given.name,
            )  # fmt: skip


def _refuse_strangers(told: list[Passed], on: AsOf) -> None:
    """Nobody new who is not there; who held a part already and ended too is passed on next."""
    named = {agency.key for one in told for agency, _ in one.to}
    there = set(Agency.objects.on(on).filter(key__in=named).values_list("key", flat=True))
    for one in told:
        for agency, _ in one.to:
            if agency.key in there:
                continue
            part = {"work_id": one.work_id, "given__key": one.given.key, "to__key": agency.key}
            if standing(one.kind, on).filter(**part).exists():
                continue
            raise NoSuchOwner(agency=agency.name, day=words.day(on.day))


# -- the rule as SQL --------------------------------------------------------------------------


def _counted(kind: str, at: AsOf) -> QuerySet[Transfer]:
    """In effect on the day, known at the moment and not taken back by then."""
    return Transfer.objects.filter(known(at), kind=kind, effective_on__lte=at.day)


def standing(kind: str, at: AsOf) -> QuerySet[Transfer]:
    """The transfers that say who answers: of each piece of work those of the newest decision."""
    same_day = Q(effective_on=OuterRef("effective_on"))
    same_moment = same_day & Q(decision__recorded_at=OuterRef("decision__recorded_at"))
    newer = _counted(kind, at).filter(
        Q(effective_on__gt=OuterRef("effective_on"))
        | (same_day & Q(decision__recorded_at__gt=OuterRef("decision__recorded_at")))
        | (same_moment & Q(decision__gt=OuterRef("decision"))),
        work_id=OuterRef("work_id"),
        given__key=OuterRef("given__key"),
    )
    return _counted(kind, at).filter(~Exists(newer)).order_by()


def _versions(keys: Iterable[str] | QuerySet) -> QuerySet[Agency, Any]:
    return Agency.objects.filter(key__in=keys).order_by().values("pk")


def _decided(kind: str, at: AsOf, work: str, given: str) -> QuerySet[Transfer]:
    return standing(kind, at).filter(work_id=OuterRef(work), given__key=OuterRef(f"{given}__key"))


def answered_by(
    kind: str, keys: Iterable[str] | QuerySet, at: AsOf, *, work: str = "pk", given: str = "agency"
) -> Q:
    """Rows of work for which one of the agencies answers on the day, as a condition."""
    decided = _decided(kind, at, work, given)
    kept = Q(**{f"{given}__in": _versions(keys)}) & ~Exists(decided)
    came = standing(kind, at).filter(to__key__in=keys).values("work_id")
    return kept | (Q(**{f"{work}__in": came}) & Exists(decided.filter(to__key__in=keys)))


def ever_answered_by(
    kind: str, keys: Iterable[str] | QuerySet, at: AsOf, *, work: str = "pk", given: str = "agency"
) -> Q:
    """Rows of work that one of the agencies was given or answered for on some day until this one:
    it goes on seeing what became of them."""
    came = _counted(kind, at).filter(to__key__in=keys).order_by().values("work_id")
    return Q(**{f"{given}__in": _versions(keys)}) | Q(**{f"{work}__in": came})


def closed(kind: str, at: AsOf, *, work: str = "pk", given: str = "agency") -> Exists:
    """Whether the newest decision about a row of work passed it to nobody: it has no object."""
    return Exists(_decided(kind, at, work, given).filter(to=None))


# -- the rule itself, for many at once --------------------------------------------------------


class Answers:
    """Who answers for every piece of work of a kind, fetched once for a moment."""

    def __init__(self, kind: str, at: AsOf, works: Iterable[int] | None = None) -> None:
        self.kind, self.at = kind, at
        rows = _counted(kind, at)
        if works is not None:
            rows = rows.filter(work_id__in=works)
        rows = rows.select_related("decision", "to", "given").order_by("pk")
        self._passings: dict[Part, list[Passing]] = {}
        self.decisions: dict[int, Decision] = {}
        self.named: dict[str, Agency] = {}  # those that a decision names, as it names them
        for row in rows:
            self._take(row)

    def _take(self, row: Transfer) -> None:
        self.decisions[row.decision_id] = row.decision
        if row.to:
            self.named[row.to.key] = row.to
        part = (row.work_id, row.given.key)
        self._passings.setdefault(part, []).append(
            Passing(
                (row.kind, row.work_id), row.given.key, row.to.key if row.to else NOBODY,
                row.effective_on, row.decision.recorded_at, row.decision_id, row.function,
            )
        )  # fmt: skip

    def of(self, work_id: int, given: Agency | str) -> Answering:
        """Who answers for what one agency was given, with the steps that led there."""
        key = given if isinstance(given, str) else given.key
        rows = self._passings.get((work_id, key), ())
        return passing.answering(rows, (self.kind, work_id), key, self.at)

    @property
    def keys(self) -> set[str]:
        """Every agency that a decision names."""
        return set(self.named)


def restated(now: Answering, leaver: Agency, heirs: Iterable[tuple[Agency, str]]) -> list[Share]:
    """Everybody who answers once one of them leaves its part to its heirs, by key and function."""
    return list(passing.restated(now, leaver.key, [(one.key, what) for one, what in heirs]))


WORK_RESTS = gettext_noop(
    "%(number)s passed on work from or to %(agency)s (%(count)s pieces). Withdraw it first."
)


def resting_on(decision: Decision, at: AsOf) -> list[Finding]:
    """The decisions that passed work to agencies which only this one founded, or away from those
    it ended: without it the work would be nobody's, or another's than the agency that stands."""
    elsewhere = Agency.objects.known(at).exclude(decision=decision).values("key")
    founded = Agency.objects.filter(decision=decision).exclude(key__in=elsewhere).values("key")
    ended = (
        Ending.objects.filter(decision=decision, agency__isnull=False)
        .exclude(agency__key__in=Agency.objects.filter(decision=decision).values("key"))
        .values("agency__key")
    )
    passed = Transfer.objects.filter(known(at)).exclude(decision=decision)
    before = passed.filter(
        to__key__in=ended, kind=OuterRef("kind"), work_id=OuterRef("work_id"),
        given__key=OuterRef("given__key"),
        decision__recorded_at__lt=OuterRef("decision__recorded_at"),
    )  # fmt: skip
    rows = [
        *passed.filter(to__key__in=founded).values_list("decision__number", "to__name"),
        *passed.filter(Q(given__key__in=ended) | Exists(before)).values_list(
            "decision__number", "given__name"
        ),
    ]
    return [
        Finding(number, WORK_RESTS, {"number": number, "agency": agency, "count": str(count)})
        for (number, agency), count in Counter(rows).items()
    ]


def inherited(key: str, at: AsOf) -> set[str]:
    """The agency and those it succeeds by the day, wholly or in part: their papers are its own."""
    found, new = {key}, {key}
    while new:
        rows = AgencySuccession.objects.filter(known(at), after__key__in=new, on__lte=at.day)
        new = set(rows.values_list("before__key", flat=True)) - found
        found |= new
    return found

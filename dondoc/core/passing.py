"""Work passes on when its owner ends: who answers for it on a day, since when, by which decision.

What was given stays as it was given. A decision names, for one piece of work and the agency it was
given to, everybody who answers from a day on; a later decision names them all anew, so that a chain
A → B → C is two decisions about what A was given, and nothing has to be followed. Naming nobody
closes the work: it has lost its object. Last days, spans and what was handed in are never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.core.asof import AsOf

type Work = tuple[str, int]  # what kind of work, and which: ("task", 17)
type Share = tuple[str, str]  # an agency, and the function by which it answers ("": the whole)

NOBODY = ""


@dataclass(frozen=True)
class Passing:
    """By a decision, a piece of work given to one agency went to another from a day."""

    work: Work
    given: str
    to: str  # NOBODY: closed as without object
    effective_on: date
    recorded_at: datetime
    decision: int
    function: str = ""
    withdrawn_at: datetime | None = None

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Which of two decisions about the same work stands: the one with the greater place."""
        return self.effective_on, self.recorded_at, self.decision


@dataclass(frozen=True)
class Owner:
    """Who answers for a piece of work, by which functions, since when and by which decision.

    Without a day and a decision it is the agency the work was given to, ever since.
    """

    key: str
    functions: tuple[str, ...] = ()
    since: date | None = None
    decision: int | None = None


@dataclass(frozen=True)
class Step:
    """From a day on, by a decision, these and nobody else answer."""

    since: date
    decision: int
    owners: tuple[Owner, ...]


@dataclass(frozen=True)
class Answering:
    """Who answers for what one agency was given, and the steps by which it came to that."""

    given: str
    steps: tuple[Step, ...] = ()

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Everybody who answers; nobody where the work was closed."""
        return self.steps[-1].owners if self.steps else (Owner(self.given),)

    @property
    def keys(self) -> frozenset[str]:
        """The same as bare keys."""
        return frozenset(owner.key for owner in self.owners)

    @property
    def passed_on(self) -> bool:
        """Whether others answer than the agency it was given to."""
        return self.keys != {self.given}

    @property
    def moot(self) -> bool:
        """Whether a decision closed it: nobody has to answer any more."""
        return not self.owners


def visible(passings: Iterable[Passing], at: AsOf) -> list[Passing]:
    """The passings that count for a day and were known at the moment, and not withdrawn by then."""
    return [
        one
        for one in passings
        if one.effective_on <= at.day
        and one.recorded_at <= at.known_at
        and not (one.withdrawn_at is not None and one.withdrawn_at <= at.known_at)
    ]


def answering(passings: Iterable[Passing], work: Work, given: str, at: AsOf) -> Answering:
    """Who answers on a day for a piece of work that an agency was given, as known at a moment.

    >>> from datetime import UTC
    >>> def passed(to, day, decision):
    ...     known = datetime(2025, 1, 1, tzinfo=UTC)
    ...     return Passing(("task", 1), "A", to, date(2025, 3, day), known, decision)
    >>> chain = [passed("B", 1, 7), passed("C", 20, 9)]
    >>> def on(day):
    ...     found = answering(chain, ("task", 1), "A", AsOf.end_of(date(2025, 3, day) ))
    ...     return [(one.key, one.since and one.since.day, one.decision) for one in found.owners]
    >>> on(19), on(20)
    ([('B', 1, 7)], [('C', 20, 9)])
    >>> answering(chain, ("task", 2), "A", AsOf.end_of(date(2025, 4, 1))).owners
    (Owner(key='A', functions=(), since=None, decision=None),)
    """
    about = [one for one in passings if one.work == work and one.given == given]
    return Answering(given, _steps(visible(about, at)))


def restated(now: Answering, leaver: str, heirs: Sequence[Share]) -> tuple[Share, ...]:
    """All who answer once one of them leaves its part to its heirs; the others stay as they are.

    An heir by no function of its own takes the leaver's functions.

    >>> restated(Answering("A"), "A", [("B", "lao động"), ("C", "trẻ em")])
    (('B', 'lao động'), ('C', 'trẻ em'))
    >>> both = Step(date(2025, 3, 1), 7, (Owner("B", ("lao động",)), Owner("C")))
    >>> restated(Answering("A", (both,)), "B", [("D", "")])
    (('C', ''), ('D', 'lao động'))
    """
    kept: list[Share] = []
    left: list[str] = []
    for owner in now.owners:
        functions = owner.functions or ("",)
        if owner.key == leaver:
            left = list(functions)
        else:
            kept += [(owner.key, function) for function in functions]
    if not left:
        return tuple(kept)
    taken = [(key, own) for key, said in heirs for own in ([said] if said else left)]
    return tuple(dict.fromkeys([*kept, *taken]))


def _steps(counted: Iterable[Passing]) -> tuple[Step, ...]:
    """One step for each day on which a decision took effect; the newest of that day stands."""
    by_place: dict[tuple[date, datetime, int], set[Share]] = defaultdict(set)
    for one in counted:
        by_place[one.place].add((one.to, one.function))
    stands = {place[0]: (place[2], by_place[place]) for place in sorted(by_place)}
    steps: list[Step] = []
    for since, (decision, shares) in stands.items():
        steps.append(Step(since, decision, _owners(shares, since, decision, steps)))
    return tuple(steps)


def _owners(
    shares: set[Share], since: date, decision: int, steps: Sequence[Step]
) -> tuple[Owner, ...]:
    """The owners of a step; who already answered has done so since an earlier one."""
    before = {owner.key: owner for owner in steps[-1].owners} if steps else {}
    functions: dict[str, set[str]] = defaultdict(set)
    for key, function in shares:
        if key != NOBODY:
            functions[key].add(function)
    return tuple(
        Owner(
            key,
            tuple(sorted(functions[key] - {""})),
            before[key].since if key in before else since,
            before[key].decision if key in before else decision,
        )
        for key in sorted(functions)
    )

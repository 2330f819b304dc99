"""Units and agencies in time: who existed on a day, under whom, and who goes on for whom.

A body is known by its key; code, name, kind and place are facts with days, because 95 of the 96
commune codes of the new Quảng Ngãi were borne by communes before 1/7/2025, and only five of those
communes are the same today. What one decision says is one group of facts: taken back, it is as if
it had never been recorded. Every fact has two times: the days it is true for, and the moments at
which it was known (`Known`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from dondoc.core.names import bare

ONE_DAY = timedelta(days=1)


def key_of(code: str, from_on: date) -> str:
    """The key of a unit that begins with a code on a day: "21040@2024-01-01"."""
    return f"{code}@{from_on.isoformat()}"


@dataclass(frozen=True)
class Known:
    """From which moment a fact was known, and when it was taken back; none: always, never."""

    since: datetime | None = None
    until: datetime | None = None

    def at(self, moment: datetime) -> bool:
        """Whether it was known, and not yet taken back, at a moment."""
        return (self.since is None or self.since <= moment) and (
            self.until is None or moment < self.until
        )


ALWAYS = Known()


@dataclass(frozen=True)
class Version:
    """A body for as long as it bore this name, code and kind and stood under this parent."""

    key: str
    code: str
    name: str
    kind: str
    from_on: date
    level: str = ""
    parent: str = ""  # the key of the body above; empty for none
    functions: tuple[str, ...] = ()
    source: str = ""
    extra: Mapping[str, object] = field(default_factory=dict, compare=False)
    known: Known = ALWAYS
    id: int = field(default=0, compare=False)

    @property
    def said_name(self) -> str:
        """What it is called within a sentence: "xã Bình Chương". An agency's name says itself
        what it is; a unit has a level, and its kind before its name."""
        return f"{self.kind} {self.name}" if self.level else self.name


@dataclass(frozen=True)
class Ending:
    """The last day of a version: of the body, or only of the name it bore."""

    key: str
    from_on: date  # names the version that ends
    last_on: date
    known: Known = ALWAYS


@dataclass(frozen=True)
class Succession:
    """One body went on in another from a day, whole, in part, or for one function."""

    before: str
    after: str
    on: date
    function: str = ""
    whole: bool = True
    weight: Decimal | None = None  # a part's share of figures, only where a decision gives it
    decision: str = ""
    known: Known = ALWAYS
    note: str = field(default="", compare=False)  # where it is said, and what is not sure of it


@dataclass(frozen=True)
class Facts:
    """All that was ever recorded of one kind of body."""

    versions: tuple[Version, ...] = ()
    endings: tuple[Ending, ...] = ()
    successions: tuple[Succession, ...] = ()

    def known_at(self, moment: datetime) -> Facts:
        """What was known, and not taken back, at a moment."""
        return Facts(
            tuple(one for one in self.versions if one.known.at(moment)),
            tuple(one for one in self.endings if one.known.at(moment)),
            tuple(one for one in self.successions if one.known.at(moment)),
        )

    def and_(self, more: Facts) -> Facts:
        """These and others."""
        return Facts(
            self.versions + more.versions,
            self.endings + more.endings,
            self.successions + more.successions,
        )


@dataclass(frozen=True)
class Living:
    """A version with the last day known for it; none: it still stands."""

    version: Version
    until_on: date | None

    def on(self, day: date) -> bool:
        """Whether it stood on a day; its last day is one of them."""
        return self.version.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Heir:
    """Who answers on a day for what another body did, and for which functions; none: the whole.

    `rest`: beside those functions, for whatever no other heir took by name.
    """

    key: str
    functions: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True)
class Way:
    """How an old figure comes to a unit of a later day: by which steps, with which share."""

    key: str
    weight: Decimal = Decimal(1)
    steps: tuple[Succession, ...] = ()


@dataclass(frozen=True)
class Line:
    """What a picture of succession shows: the bodies before and after one, and how they join."""

    focus: str
    nodes: tuple[Living, ...]
    links: tuple[Succession, ...]


class Tree:
    """The bodies of one kind as known at one moment; asked for any day."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @classmethod
    def known_at(cls, facts: Facts, moment: datetime) -> Tree:
        """The tree as it was known at a moment."""
        return cls(facts.known_at(moment))

    @cached_property
    def versions(self) -> dict[str, list[Living]]:
        """Of each body its versions in order of time."""
        last: dict[tuple[str, date], date] = {}
        for end in self.facts.endings:
            place = (end.key, end.from_on)
            last[place] = min(end.last_on, last.get(place, end.last_on))
        found: dict[str, list[Living]] = defaultdict(list)
        for version in sorted(self.facts.versions, key=_in_order):
            found[version.key].append(Living(version, last.get((version.key, version.from_on))))
        return found

    @cached_property
    def _after(self) -> dict[str, list[Succession]]:
        return _grouped(self.facts.successions, lambda one: one.before)

    @cached_property
    def _before(self) -> dict[str, list[Succession]]:
        return _grouped(self.facts.successions, lambda one: one.after)

    def version(self, key: str, day: date) -> Version | None:
        """The body as it was called on a day; none where it did not exist."""
        living = [one.version for one in self.versions.get(key, ()) if one.on(day)]
        return living[-1] if living else None

    def last_version(self, key: str) -> Living | None:
        """The newest version of a body."""
        return self.versions[key][-1] if self.versions.get(key) else None

    def until(self, key: str) -> date | None:
        """The last day of a body; none where it still stands or is not known."""
        newest = self.last_version(key)
        return newest.until_on if newest else None

    def on(self, day: date) -> list[Version]:
        """Who existed on a day."""
        return [
            one.version for versions in self.versions.values() for one in versions if one.on(day)
        ]

    def children(self, key: str, day: date) -> list[Version]:
        """Who stood directly under a body on a day."""
        return [one for one in self.on(day) if one.parent == key]

    def above(self, key: str, day: date) -> list[str]:
        """The keys of the bodies above one on a day, the nearest first; a loop ends the walk."""
        found: list[str] = []
        here = self.version(key, day)
        while here is not None and here.parent and here.parent not in (*found, key):
            found.append(here.parent)
            here = self.version(here.parent, day)
        return found

    def lowest(self, day: date) -> list[Version]:
        """Those that nobody stands under: communes, and a district that has none."""
        there = self.on(day)
        parents = {one.parent for one in there}
        return [one for one in there if one.key not in parents and one.parent]

    def heirs(self, key: str, day: date, function: str = "") -> tuple[Heir, ...]:
        """Who answers on a day for what a body did: itself while it stands, else its successors.

        Where the work fell to several by function, a function asked for picks those who took it;
        without one all of them are told, each with what it took. Chains are followed to their end
        and never twice through the same body.
        """
        if self.version(key, day) is not None:
            return (Heir(key),)
        found: dict[str, list[str]] = {}
        open_: list[tuple[str, str]] = [(key, "")]
        seen: set[tuple[str, str]] = set(open_)
        rest: set[str] = set()
        while open_:
            here, what = open_.pop(0)
            for step in self._steps(here, day, what or function):
                place = (step.after, step.function or what)
                if self.version(step.after, day) is None:
                    if place not in seen:
                        seen.add(place)
                        open_.append(place)
                    continue
                functions = found.setdefault(step.after, [])
                if not place[1]:
                    rest.add(step.after)
                elif place[1] not in functions:
                    functions.append(place[1])
        return tuple(
            Heir(one, tuple(functions), bool(functions) and one in rest)
            for one, functions in found.items()
        )

    def _steps(self, key: str, day: date, function: str) -> list[Succession]:
        """The successions of a body until a day; of those by function the one asked for, or, where
        none took that function by name, all."""
        steps = [one for one in self._after.get(key, ()) if one.on <= day]
        if not function:
            return steps
        named = [one for one in steps if one.function and same_function(one.function, function)]
        return named or [one for one in steps if not one.function] or steps

    def onward(self, key: str, day: date) -> list[Succession]:
        """By which successions a body ended until a day: a part it gave away while it went on
        carries none of its figures along."""
        steps = [one for one in self._after.get(key, ()) if one.on <= day]
        until = self.until(key)
        return [one for one in steps if until is None or one.on > until]

    def behind(self, key: str) -> list[Succession]:
        """The successions by which a body took over from others."""
        return list(self._before.get(key, ()))

    def ways(self, key: str, day: date) -> tuple[Way, ...] | None:
        """By which steps, and with which share, a figure of a body comes to units of a later day.

        The weights add up to one. None where a split on the way has no decided weights, or the
        line breaks off: then the figure stays in its own row, *chưa tách*, and in the total.
        """
        return self._ways(key, day, frozenset())

    def _ways(self, key: str, day: date, passed: frozenset[str]) -> tuple[Way, ...] | None:
        if self.version(key, day) is not None:
            return (Way(key),)
        steps = self.onward(key, day)
        weights = _weights(steps)
        if key in passed or not steps or weights is None:
            return None
        found: list[Way] = []
        for step, weight in zip(steps, weights, strict=True):
            further = self._ways(step.after, day, passed | {key})
            if further is None:
                return None
            found += [Way(one.key, weight * one.weight, (step, *one.steps)) for one in further]
        return tuple(found)

    def line(self, key: str) -> Line:
        """A body with all it came from and all it went into, for a picture."""
        keys, links = [key], list[Succession]()
        for steps, end in ((self._before, "before"), (self._after, "after")):
            open_, seen = [key], {key}
            while open_:
                for step in steps.get(open_.pop(0), ()):
                    if step not in links:
                        links.append(step)
                    onward = getattr(step, end)
                    if onward not in seen:
                        seen.add(onward)
                        open_.append(onward)
            keys += [one for one in seen if one not in keys]
        nodes = [one for each in keys for one in self.versions.get(each, ())]
        order = sorted(nodes, key=lambda one: (one.version.from_on, one.version.name))
        return Line(key, tuple(order), tuple(sorted(links, key=lambda one: (one.on, one.after))))


def _in_order(one: Version) -> tuple[object, ...]:
    return one.from_on, one.key, one.code, one.name, one.parent


def _grouped(
    steps: Iterable[Succession], by: Callable[[Succession], str]
) -> dict[str, list[Succession]]:
    found: dict[str, list[Succession]] = defaultdict(list)
    for step in sorted(steps, key=lambda one: (one.on, one.before, one.after, one.function)):
        found[by(step)].append(step)
    return found


def _weights(steps: Sequence[Succession]) -> list[Decimal] | None:
    """The shares of figures that go along: all to a sole heir of the whole, else what a decision
    says of every part; none where it does not, or the parts are not the whole."""
    if len(steps) == 1 and steps[0].whole and steps[0].weight is None:
        return [Decimal(1)]
    told = [one.weight for one in steps if one.weight is not None]
    return told if len(told) == len(steps) and sum(told) == 1 else None


def same_function(one: str, other: str) -> bool:
    """Whether two wordings name one function, or one holds the other.

    >>> same_function("Trẻ em", "bảo vệ trẻ em"), same_function("lao động", "giảm nghèo")
    (True, False)
    """
    a, b = f" {bare(one)} ", f" {bare(other)} "
    return a in b or b in a

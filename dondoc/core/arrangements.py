"""What one decision changes among units and agencies, and whether that can be.

A plan is held against the tree before anything is written: mergers that contradict one another, a
succession before its predecessor began, a body above itself, one code twice on one day are found
together, each with its place, and nothing is changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dondoc.core.errors import Finding, gettext_noop
from dondoc.core.units import (
    ALWAYS,
    ONE_DAY,
    Ending,
    Facts,
    Known,
    Living,
    Succession,
    Tree,
    Version,
)


@dataclass(frozen=True)
class Change:
    """A body goes on under another name, code, kind or parent; what is none stays."""

    key: str
    on: date
    code: str | None = None
    name: str | None = None
    kind: str | None = None
    parent: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Part:
    """What a decision says of one kind of body."""

    founded: tuple[Version, ...] = ()
    changed: tuple[Change, ...] = ()
    ended: tuple[tuple[str, date], ...] = ()  # key, last day
    successions: tuple[Succession, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.founded or self.changed or self.ended or self.successions)

    def applied_to(self, tree: Tree) -> Tree:
        """The tree as it is once this is recorded."""
        return Tree(tree.facts.and_(self.facts(tree)))

    def facts(self, tree: Tree, known: Known = ALWAYS) -> Facts:
        """The rows it adds to what a tree knows: a change ends one version and begins another."""
        versions = [replace(one, known=known) for one in self.founded]
        endings = []
        for change in self.changed:
            old = tree.version(change.key, change.on - ONE_DAY)
            if old is None:
                continue
            told: dict[str, Any] = {
                name: value
                for name in ("code", "name", "kind", "parent")
                if (value := getattr(change, name)) is not None
            }
            told["extra"] = {**old.extra, **change.extra}
            versions.append(replace(old, from_on=change.on, known=known, id=0, **told))
            endings.append(Ending(old.key, old.from_on, change.on - ONE_DAY, known))
        begun = {one.key: one.from_on for one in versions}
        for key, last_on in self.ended:
            newest = tree.version(key, last_on)
            if newest is not None or key in begun:
                # a body renamed and ended by one decision ends under its new name
                renamed = newest is None or begun.get(key, date.max) <= last_on
                from_on = begun[key] if renamed or newest is None else newest.from_on
                endings.append(Ending(key, from_on, last_on, known))
        steps = tuple(replace(one, known=known) for one in self.successions)
        return Facts(tuple(versions), tuple(endings), steps)


@dataclass(frozen=True)
class Member:
    """An agency sits in a task force or committee, through whom and as what, from a day."""

    body: str
    agency: str
    role: str
    post: str
    from_on: date
    until_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class StandingOf:
    """An agency is the standing one of a task force or committee from a day; `letterhead` holds
    what stands at head and foot of the letters it drafts."""

    body: str
    agency: str
    from_on: date
    until_on: date | None = None
    source: str = ""
    letterhead: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Plan:
    """One decision and all that it changes; a base load says what was there from the beginning."""

    number: str
    title: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    source: str = ""
    base: bool = False
    units: Part = Part()
    agencies: Part = Part()
    members: tuple[Member, ...] = ()
    standing: tuple[StandingOf, ...] = ()


def faults(tree: Tree, part: Part) -> list[Finding]:
    """Why a part of a plan cannot be, beside what the tree already says; empty where it can.

    Each finding's place is the key of the body it is about.
    """
    before = set(contradictions(tree))
    after = part.applied_to(tree)
    return [*_unknown(tree, part), *(one for one in contradictions(after) if one not in before)]


def left_over(agencies: Tree, plan: Plan) -> Iterator[Finding]:
    """Seats and standing roles of a plan whose body or agency does not stand on their first day."""
    seats = [(one.body, one.agency, one.from_on) for one in plan.members]
    seats += [(one.body, one.agency, one.from_on) for one in plan.standing]
    for body, agency, day in seats:
        for key in (body, agency):
            if agencies.version(key, day) is None:
                yield _finding(NO_SUCH_BODY, key, on=day)


def _unknown(tree: Tree, part: Part) -> Iterator[Finding]:
    """Changes and endings of bodies that do not stand on the day."""
    begun = {one.key for one in part.founded}
    for change in part.changed:
        if tree.version(change.key, change.on - ONE_DAY) is None:
            yield _finding(NO_SUCH_BODY, change.key, on=change.on - ONE_DAY)
    for key, last_on in part.ended:
        if tree.version(key, last_on) is None and key not in begun:
            yield _finding(NO_SUCH_BODY, key, on=last_on)


class _Said(Finding):
    """A finding that can be compared with another."""

    def __hash__(self) -> int:
        return hash((self.place, self.message, tuple(sorted(self.facts.items()))))


def _finding(message: str, place: str, **facts: object) -> Finding:
    told = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in facts.items()
    }
    return _Said(place, message, {"place": place, **told})


NO_SUCH_BODY = gettext_noop("%(place)s does not exist on %(on)s. Correct the key or the day.")
TWICE = gettext_noop("%(place)s would stand twice from %(on)s. Keep one of the two.")
CODE_TWICE = gettext_noop(
    "Code %(code)s would be borne by %(one)s and %(other)s at once from %(on)s. End one first."
)
NO_PARENT = gettext_noop("%(name)s would stand under %(parent)s, which is not there on %(on)s.")
CIRCULAR = gettext_noop("%(name)s would stand above itself through %(parent)s.")
ORPHANS = gettext_noop(
    "%(name)s ends on %(on)s, but %(count)s bodies would still stand under it, %(first)s first. "
    "End or move them too."
)
UPSIDE_DOWN = gettext_noop("%(name)s would end on %(on)s, before it began on %(from_on)s.")
HEIR_OF_ITSELF = gettext_noop("%(name)s would go on, through others, in itself.")
NO_PREDECESSOR = gettext_noop("%(before)s is not known. Name a body of the register.")
NO_SUCCESSOR = gettext_noop("%(after)s does not exist on %(on)s. It must begin by that day.")
TOO_EARLY = gettext_noop(
    "%(before)s begins on %(from_on)s and cannot go on in %(after)s on %(on)s already."
)
TOO_LATE = gettext_noop(
    "%(before)s ended on %(until)s and cannot go on in %(after)s only from %(on)s."
)
STILL_THERE = gettext_noop(
    "%(before)s goes on as a whole in %(after)s from %(on)s, but does not end the day before."
)
TWO_WHOLES = gettext_noop(
    "%(before)s cannot go on as a whole in %(after)s and also in %(other)s from %(on)s."
)
WEIGHTS = gettext_noop(
    "The decided weights of %(before)s on %(on)s add up to %(sum)s instead of 1. Give every part "
    "its weight, or none."
)


def contradictions(tree: Tree) -> Iterator[Finding]:
    """All that a tree says against itself: a register never should."""
    yield from _days(tree)
    yield from _codes(tree)
    yield from _parents(tree)
    for step in tree.facts.successions:
        yield from _succession(tree, step)
    yield from _shares(tree)
    yield from _loops(tree)


def _days(tree: Tree) -> Iterator[Finding]:
    for key, versions in tree.versions.items():
        for one in versions:
            if one.until_on and one.until_on < one.version.from_on:
                facts = {"name": one.version.name, "from_on": one.version.from_on}
                yield _finding(UPSIDE_DOWN, key, on=one.until_on, **facts)
        for one, following in pairwise(versions):
            if one.on(following.version.from_on):
                yield _finding(TWICE, key, on=following.version.from_on)


def _codes(tree: Tree) -> Iterator[Finding]:
    bearing: dict[str, list[Living]] = defaultdict(list)
    for versions in tree.versions.values():
        for one in versions:
            if one.version.code:
                bearing[one.version.code].append(one)
    for code, living in bearing.items():
        living.sort(key=lambda one: one.version.from_on)
        longest = living[0]
        for other in living[1:]:
            if longest.version.key != other.version.key and longest.on(other.version.from_on):
                facts = {"one": longest.version.name, "other": other.version.name}
                yield _finding(
                    CODE_TWICE, other.version.key, code=code, on=other.version.from_on, **facts
                )
            if longest.until_on and (other.until_on is None or other.until_on > longest.until_on):
                longest = other


def _parents(tree: Tree) -> Iterator[Finding]:
    orphans: dict[str, list[Version]] = defaultdict(list)
    for versions in tree.versions.values():
        for one in versions:
            version = one.version
            if not version.parent:
                continue
            above = tree.version(version.parent, version.from_on)
            if version.key in tree.above(version.parent, version.from_on) or (
                version.key == version.parent
            ):
                facts = {"name": version.name, "parent": version.parent}
                yield _finding(CIRCULAR, version.key, **facts)
            elif above is None:
                facts = {"name": version.name, "parent": version.parent}
                yield _finding(NO_PARENT, version.key, on=version.from_on, **facts)
            elif (until := _gone(tree, version.parent, version.from_on)) is not None and one.on(
                until + ONE_DAY
            ):
                orphans[version.parent].append(version)
    for key, left in orphans.items():
        parent = tree.last_version(key)
        if parent and parent.until_on:
            facts = {"name": parent.version.name, "count": str(len(left)), "first": left[0].name}
            yield _finding(ORPHANS, key, on=parent.until_on, **facts)


def _gone(tree: Tree, key: str, day: date) -> date | None:
    """The first last day of a body after a day on which no further version follows."""
    for one in tree.versions[key]:
        until = one.until_on
        if until and until >= day and tree.version(key, until + ONE_DAY) is None:
            return until
    return None


def _succession(tree: Tree, step: Succession) -> Iterator[Finding]:
    facts = {"before": _name(tree, step.before), "after": _name(tree, step.after), "on": step.on}
    versions = tree.versions.get(step.before)
    if not versions:
        yield _finding(NO_PREDECESSOR, step.before, before=step.before)
        return
    if tree.version(step.after, step.on) is None:
        yield _finding(NO_SUCCESSOR, step.after, after=facts["after"], on=step.on)
    first, until = versions[0].version.from_on, versions[-1].until_on
    if step.on <= first:
        yield _finding(TOO_EARLY, step.before, from_on=first, **facts)
    elif until is not None and step.on > until + ONE_DAY:
        yield _finding(TOO_LATE, step.before, until=until, **facts)
    elif step.whole and not step.function and until != step.on - ONE_DAY:
        yield _finding(STILL_THERE, step.before, **facts)


def _shares(tree: Tree) -> Iterator[Finding]:
    """One body goes on as a whole in one other only; decided weights are decided for every part."""
    together: dict[tuple[str, date], list[Succession]] = defaultdict(list)
    for step in tree.facts.successions:
        if not step.function:
            together[step.before, step.on].append(step)
    for (before, on), steps in together.items():
        facts = {"before": _name(tree, before), "on": on}
        if len(steps) > 1 and any(step.whole for step in steps):
            after, other = (_name(tree, step.after) for step in steps[:2])
            yield _finding(TWO_WHOLES, before, after=after, other=other, **facts)
        weights = [step.weight for step in steps if step.weight is not None]
        if weights and (len(weights) < len(steps) or sum(weights) != Decimal(1)):
            yield _finding(WEIGHTS, before, sum=sum(weights), **facts)


def _loops(tree: Tree) -> Iterator[Finding]:
    onward: dict[str, set[str]] = defaultdict(set)
    for step in tree.facts.successions:
        if _ends_with(tree, step):
            onward[step.before].add(step.after)
    for key in list(onward):
        reached, open_ = set[str](), [*onward[key]]
        while open_:
            here = open_.pop()
            if here not in reached:
                reached.add(here)
                open_.extend(onward.get(here, ()))
        if key in reached:
            yield _finding(HEIR_OF_ITSELF, key, name=_name(tree, key))


def _ends_with(tree: Tree, step: Succession) -> bool:
    """Whether the body before ends as the other takes over: a part given away by one that goes on
    may come back to it."""
    until = tree.until(step.before)
    return until is not None and until < step.on


def _name(tree: Tree, key: str) -> str:
    newest = tree.last_version(key)
    return newest.version.said_name if newest else key

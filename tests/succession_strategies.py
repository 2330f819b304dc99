"""Random histories of units: founded, renamed, merged, taken in, split with and without weights."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as some

from dondoc.core.regrouping import Given
from dondoc.core.units import Ending, Facts, Succession, Tree, Version, key_of

FIRST = date(2024, 1, 1)
ABOVE = "tinh@2024-01-01"
STEP = timedelta(days=10)
KINDS = ("merge", "absorb", "split", "weighted", "rename", "recode", "end", "give")


@dataclass
class History:
    """Facts grown event by event, as decisions would: what stands, and what happened when."""

    versions: list[Version] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    steps: list[Succession] = field(default_factory=list)
    alive: dict[str, Version] = field(default_factory=dict)
    day: date = FIRST
    born: int = 0

    def found(self) -> Version:
        self.born += 1
        code = f"u{self.born:02}"
        one = Version(key_of(code, self.day), code, code.upper(), "xã", self.day, "commune", ABOVE)
        self.versions.append(one)
        self.alive[one.key] = one
        return one

    def end(self, key: str) -> None:
        one = self.alive.pop(key)
        self.endings.append(Ending(key, one.from_on, self.day - timedelta(days=1)))

    def step(self, before: str, after: str, whole: bool = True, weight: Decimal | None = None):
        self.steps.append(Succession(before, after, self.day, whole=whole, weight=weight))

    def change(self, key: str, **facts: str) -> None:
        old = self.alive[key]
        self.end(key)
        self.alive[key] = replace(old, from_on=self.day, **facts)
        self.versions.append(self.alive[key])

    @property
    def facts(self) -> Facts:
        above = Version(ABOVE, "tinh", "Tỉnh", "tỉnh", FIRST, "province")
        return Facts((above, *self.versions), tuple(self.endings), tuple(self.steps))


@some.composite
def histories(draw, *, kinds=KINDS, events: int = 6) -> History:
    """A province of a few communes to which up to so many decisions happen, ten days apart."""
    history = History()
    for _ in range(draw(some.integers(2, 6))):
        history.found()
    for kind in draw(some.lists(some.sampled_from(kinds), max_size=events)):
        history.day += STEP
        _happen(draw, history, kind)
    history.day += STEP
    return history


def _happen(draw, history: History, kind: str) -> None:
    standing = sorted(history.alive)
    chosen = draw(some.lists(some.sampled_from(standing), min_size=1, max_size=3, unique=True))
    first, *others = chosen
    # The last one standing may be renamed or divided, but somebody goes on.
    if kind == "merge":
        after = history.found().key
        for one in chosen:
            history.step(one, after)
            history.end(one)
    elif kind in ("absorb", "give") and others:
        history.step(first, others[0], whole=kind == "absorb")
        if kind == "absorb":
            history.end(first)
    elif kind in ("split", "weighted"):
        heirs = [history.found().key, others[0] if others else history.found().key]
        share = draw(some.sampled_from(["0.5", "0.25", "0.333333", "0.9", "0"]))
        shares = [Decimal(share), 1 - Decimal(share)] if kind == "weighted" else [None, None]
        for heir, weight in zip(heirs, shares, strict=True):
            history.step(first, heir, whole=False, weight=weight)
        history.end(first)
    elif kind == "rename":
        history.change(first, name=f"{history.alive[first].name} mới")
    elif kind == "recode":
        history.change(first, code=f"{history.alive[first].code}x", kind="phường")
    elif kind == "end" and len(standing) > 1:
        history.end(first)


@some.composite
def reported(draw, history: History) -> dict[str, Given]:
    """What some of the units ever founded reported last, on a day on which they stood."""
    first = {}
    for one in history.versions:
        first.setdefault(one.key, one.from_on)
    last = {end.key: end.last_on for end in history.endings}
    found = {}
    for key, from_on in first.items():
        until = history.day if key in history.alive else last[key]
        if draw(some.booleans()):
            days = draw(some.integers(0, (until - from_on).days))
            counts = draw(some.tuples(some.integers(0, 999), some.integers(0, 99)))
            found[key] = Given(counts, from_on + timedelta(days=days))
    return found


@dataclass(frozen=True)
class Portion:
    """How much of an old figure counts in a unit of a later day."""

    key: str
    weight: Decimal = Decimal(1)


def portions(tree: Tree, key: str, day: date) -> tuple[Portion, ...] | None:
    """Where a figure of a body counts as of a later day, its ways added up; none where it stays in
    its own row."""
    ways = tree.ways(key, day)
    if ways is None:
        return None
    total: dict[str, Decimal] = {}
    for one in ways:
        total[one.key] = total.get(one.key, Decimal(0)) + one.weight
    return tuple(Portion(one, weight) for one, weight in total.items())

"""A plan in words: counts first, then a line for each body it founds, renames, moves or ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.units import ONE_DAY, Succession, Tree, Version
from dondoc.web import words

ROLES = {"head": "trưởng", "deputy": "phó", "standing": "thường trực", "member": "thành viên"}


def heading(plan: Plan) -> str:
    """Which decision it is, and from which day."""
    number = plan.number or plan.title or "Sổ ban đầu"
    from_on = f", từ {words.day(plan.effective_on)}" if plan.effective_on else ""
    return f"{number}{from_on}" + (" (có từ đầu, không gắn với quyết định)" if plan.base else "")


def counts(plan: Plan) -> list[str]:
    """How much it changes."""
    found = [f"đơn vị: {_count(plan.units)}"] if plan.units else []
    bodies = _own(plan.agencies)
    if bodies:
        found.append(f"cơ quan: {_count(bodies)}")
    committees = len(plan.agencies.founded) - len(bodies.founded)
    gone = len(plan.agencies.ended) - len(bodies.ended)
    if committees or gone:
        found.append(f"UBND theo đơn vị: lập {committees}, kết thúc {gone}")
    if plan.members or plan.standing:
        found.append(f"thành viên: {len(plan.members)}, cơ quan thường trực: {len(plan.standing)}")
    return found or ["không thay đổi gì"]


def _own(agencies: Part) -> Part:
    """Without the committees that follow their units."""

    def own(key: str) -> bool:
        return not (key.startswith("ubnd-") and "@" in key)

    return Part(
        tuple(one for one in agencies.founded if own(one.key)),
        tuple(one for one in agencies.changed if own(one.key)),
        tuple(one for one in agencies.ended if own(one[0])),
        tuple(one for one in agencies.successions if own(one.before)),
    )


def _count(part: Part) -> str:
    kinds = Counter(one.kind for one in part.founded if one.level)
    founded = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    told = [
        f"lập {len(part.founded)}" + (f" ({founded})" if len(kinds) > 1 else ""),
        f"đổi {len(part.changed)}",
        f"kết thúc {len(part.ended)}",
        f"kế thừa {len(part.successions)}",
    ]
    return ", ".join(one for one in told if " 0" not in one)


def lines(plan: Plan, units: Tree, agencies: Tree) -> Iterator[str]:
    """What becomes of each body; the committees that follow their units are only counted."""
    yield from _Said(units, plan.units).lines()
    said = _Said(agencies, _own(plan.agencies), bodies=plan.agencies.founded)
    yield from said.lines()
    for one in plan.members:
        yield f"  · {said.name(one.body)}: {ROLES.get(one.role, one.role)} – {one.post}"
    for role in plan.standing:
        yield f"  · {said.name(role.body)}: cơ quan thường trực là {said.name(role.agency)}"


class _Said:
    """The lines of one kind of body."""

    def __init__(self, tree: Tree, part: Part, bodies: Sequence[Version] = ()) -> None:
        self.tree, self.part = tree, part
        self.new = {one.key: one for one in (*part.founded, *bodies)}

    def lines(self) -> Iterator[str]:
        into: dict[str, list[Succession]] = defaultdict(list)
        from_: dict[str, list[Succession]] = defaultdict(list)
        for step in self.part.successions:
            into[step.after].append(step)
            from_[step.before].append(step)
        for one in self.part.founded:
            under = f", thuộc {self.name(one.parent)}" if one.parent else ""
            yield f"  + {one.said_name} ({one.code}){under}{self._from(into.get(one.key, []))}"
        for change in self.part.changed:
            yield f"  ~ {self._changed(change)}"
        for key, last_on in self.part.ended:
            yield f"  − {self.name(key)}: đến hết {words.day(last_on)}{self._into(from_[key])}"
        ended = {key for key, _ in self.part.ended}
        for key, steps in from_.items():
            if key not in ended:
                yield f"  → {self.name(key)}{self._into(steps)}"

    def name(self, key: str) -> str:
        """What a body is called, new or old; its key where nobody knows it."""
        if key in self.new:
            return self.new[key].said_name
        newest = self.tree.last_version(key)
        return newest.version.said_name if newest else key

    def _changed(self, change: Change) -> str:
        old = self.tree.version(change.key, change.on - ONE_DAY) or self.tree.version(
            change.key, change.on
        )
        was = old.said_name if old else change.key
        told = []
        if change.name or change.kind:
            told.append(f"thành {_renamed(old, change)}")
        if change.code:
            told.append(f"mã {change.code}")
        if change.parent:
            told.append(f"chuyển về {self.name(change.parent)}")
        return f"{was}: {', '.join(told) or 'giữ nguyên'} từ {words.day(change.on)}"

    def _from(self, steps: Sequence[Succession]) -> str:
        said = [f"{self.name(one.before)}{_portion(one)}" for one in steps]
        return f" ← {', '.join(said)}" if said else ""

    def _into(self, steps: Sequence[Succession]) -> str:
        said = [f"{self.name(one.after)}{_portion(one)}" for one in steps]
        return f" → {', '.join(said)}" if said else ""


def _renamed(old: Version | None, change: Change) -> str:
    if old is None:
        return change.name or change.key
    return replace(old, name=change.name or old.name, kind=change.kind or old.kind).said_name


def _portion(step: Succession) -> str:
    if step.function:
        return f" ({step.function})"
    return "" if step.whole else " (một phần)"

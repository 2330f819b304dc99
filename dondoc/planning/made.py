"""The decisions by which work of an agency passed on, read back from the transfers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from dondoc.agencies import transfers
from dondoc.agencies.models import Decision, Transfer, known
from dondoc.core.asof import AsOf
from dondoc.core.periods import day_of
from dondoc.planning.kinds import decided
from dondoc.planning.queries import Leaving, PieceKey, leaving

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Made:
    """A decision by which work of an agency passed on: what went where."""

    decision: Decision
    effective_on: date
    parts: tuple[PieceKey, ...]
    receivers: tuple[tuple[str, int], ...]  # the names of agencies and how much each took
    moot: int

    @property
    def count(self) -> int:
        """How many pieces of work it speaks of."""
        return len(self.parts)


def made_of(key: str, at: AsOf) -> list[Made]:
    """The decisions by which work left an agency, known at a moment and not taken back, the newest
    first; whether the work was given to it or had passed to it."""
    rows = Transfer.objects.filter(known(at)).filter(Q(given__key=key) | Q(to__key=key))
    works: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for kind, work, given in rows.values_list("kind", "work_id", "given__key"):
        works[kind].add((work, given))
    found: dict[int, list[tuple[PieceKey, tuple[str, ...]]]] = defaultdict(list)
    decisions: dict[int, tuple[Decision, date]] = {}
    names: dict[str, str] = {}
    for kind, parts in works.items():
        answers = transfers.Answers(kind, decided(at), {work for work, _ in parts})
        for work, given in sorted(parts):
            before = frozenset({given})
            for step in answers.of(work, given).steps:
                after = frozenset(one.key for one in step.owners)
                if key in before and key not in after:
                    decisions[step.decision] = answers.decisions[step.decision], step.since
                    found[step.decision].append(((kind, work, given), tuple(sorted(after))))
                    names |= {one: answers.named[one].name for one in after}
                before = after
    made = [_made(*decisions[pk], parts, names) for pk, parts in found.items()]
    return sorted(made, key=lambda one: one.decision.recorded_at, reverse=True)


@dataclass(frozen=True)
class Past:
    """A decision on passing work on, in the list of all, with one agency that it speaks of."""

    decision: Decision
    key: str
    count: int


def all_made(keys: Collection[str], at: AsOf) -> list[Past]:
    """Every decision by which work left these agencies, the newest first."""
    rows = Transfer.objects.filter(known(at), given__key__in=list(keys))
    parts: dict[tuple[int, str], set[tuple[str, int]]] = defaultdict(set)
    decisions: dict[int, Decision] = {}
    for row in rows.select_related("decision", "given"):
        decisions[row.decision_id] = row.decision
        parts[row.decision_id, row.given.key].add((row.kind, row.work_id))
    found = [Past(decisions[pk], key, len(works)) for (pk, key), works in parts.items()]
    return sorted(found, key=lambda one: (one.decision.recorded_at, one.key), reverse=True)


def _made(
    decision: Decision,
    effective_on: date,
    parts: list[tuple[PieceKey, tuple[str, ...]]],
    names: dict[str, str],
) -> Made:
    counted = Counter(names[key] for _, keys in parts for key in keys)
    return Made(
        decision,
        effective_on,
        tuple(part for part, _ in parts),
        tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        sum(1 for _, keys in parts if not keys),
    )


def as_before(made: Made, leaver_key: str) -> Leaving | None:
    """What the agency answered for just before a decision, cut to what the decision speaks of."""
    recorded = made.decision.recorded_at
    found = leaving(leaver_key, AsOf(day_of(recorded), recorded - TICK))
    if found is not None:
        wanted = set(made.parts)
        found.rows = [one for one in found.rows if one.piece.key in wanted]
    return found

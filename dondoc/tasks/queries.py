"""Questions about tasks: their verdicts for a day, their counts, what a dispatch led to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from dondoc.agencies.models import Person
from dondoc.core import tasks as core
from dondoc.core.asof import AsOf
from dondoc.core.names import fold
from dondoc.core.tasks import Rates, State, TaskFacts
from dondoc.dispatches.models import Dispatch, DispatchQuerySet, Proposal
from dondoc.tasks.answering import Lead, in_sight, is_closed, leads_of
from dondoc.tasks.decided import kinds_then
from dondoc.tasks.models import Change, Decision, Task, TaskQuerySet
from dondoc.tasks.wordings import say_as_then

# A dispatch's words weigh more than all its tasks; a list needs none of them.
HEAVY = tuple(
    f"{path}__{field}"
    for path in ("dispatch", "clause__dispatch")
    for field in ("text", "reading", "original")
)


@dataclass(frozen=True)
class Judged:
    """A task with its verdict for a day."""

    task: Task
    facts: TaskFacts
    state: State
    day: date
    order: Change  # the newest order known then: the one that judges
    leads: tuple[str, ...] = ()  # as it was given
    parts: tuple[Lead, ...] = ()  # the same, each with who answers for it on the day

    @property
    def basis(self) -> str:
        """ "02/TCTĐA06, mục 1": the ground of the newest order."""
        return self.order.authority or self.task.basis

    @property
    def days_late(self) -> int:
        """Days past the last day in force."""
        return core.days_late(self.facts, day=self.day)

    @property
    def days_since_first_due(self) -> int:
        """Days past the first last day, kept when the duty was ordered again."""
        return core.days_since_first_due(self.facts, day=self.day)

    @property
    def owners(self) -> tuple[str, ...]:
        """Who answers for it on the day; as it was given where nothing passed on."""
        return tuple(one.short_name for one in in_sight(self.parts, now=True))

    @property
    def passed_on(self) -> bool:
        """Whether others answer for it, wholly or in part, than it was given to."""
        return any(part.passed_on for part in self.parts)

    @property
    def days_left(self) -> int | None:
        """Days until the last day, none without one."""
        return (self.facts.due_on - self.day).days if self.facts.due_on else None


def _orders() -> QuerySet[Change]:
    heavy = [path for path in HEAVY if path.startswith("clause__")]
    return Change.objects.select_related("clause__dispatch").defer(*heavy)


def judge(tasks: TaskQuerySet, at: AsOf) -> list[Judged]:
    """The verdict of every task that was given by then, as of a day and a moment of knowledge."""
    rows = list(
        tasks.filter(created_at__lte=at.known_at)
        .select_related("dispatch", "clause__dispatch")
        .defer(*HEAVY)
        .prefetch_related(Prefetch("changes", _orders()), "assignments__agency")
    )
    say_as_then(rows, at.known_at)
    parts = leads_of(rows, at)
    judged = []
    for task in rows:
        order = task.order(at)
        if order is None:
            continue
        facts = task.facts(at)
        if is_closed(parts[task.pk]):
            facts = core.closed(facts)
        leads = tuple(part.given.short_name for part in parts[task.pk])
        state = core.state_of(facts, day=at.day)
        judged.append(Judged(task, facts, state, at.day, order, leads, parts[task.pk]))
    return judged


def counts(judged: Iterable[Judged]) -> Counter[State]:
    """How many stand in each state."""
    return Counter(one.state for one in judged)


def rates(judged: Iterable[Judged]) -> Rates:
    """*Đúng hạn* and *đã hoàn thành*, with their written base."""
    return core.rates((one.state, one.facts.due_on) for one in judged)


def overdue_count(person: Person, at: AsOf) -> int:
    """The only number in the header: overdue tasks the person sees."""
    return Task.objects.visible_to(person).in_state(State.OVERDUE, at).distinct().count()


@dataclass(frozen=True)
class Loaded:
    """A dispatch in the register, with how far its review has come."""

    dispatch: Dispatch
    found: int
    confirmed: int
    waiting: int


def dispatches(
    person: Person, at: AsOf, *, words: str = "", only_waiting: bool = False
) -> list[Loaded]:
    """The dispatches a person may see, newest first, with how far their review had come by then;
    words are looked for without diacritics."""
    seen = Dispatch.objects.visible_to(person).on(at)
    wanted = fold(words).split()
    counted = _review_counts(seen, at)
    listed = []
    for row in seen.defer("text", "reading", "original").order_by("-issued_on", "-pk"):
        searched = fold(" ".join([row.reference, row.subject, row.issuer, row.kind]))
        kinds = counted[row.pk]
        hidden = sum(kinds[kind] for kind in Decision.SHOWN_ELSEWHERE)
        found = Loaded(row, kinds.total() - hidden, kinds[Decision.Kind.CONFIRMED], kinds[""])
        if all(word in searched for word in wanted) and (found.waiting or not only_waiting):
            listed.append(found)
    return listed


def _review_counts(seen: DispatchQuerySet, at: AsOf) -> dict[int, Counter[str]]:
    """Of each dispatch how many proposals were decided how at the moment; waiting has no kind."""
    kinds = kinds_then(seen, at.known_at)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    proposals = Proposal.objects.known(at.known_at).order_by()
    proposals = proposals.filter(dispatch__in=seen.order_by().values("pk"))
    for pk, dispatch in proposals.values_list("pk", "dispatch"):
        found[dispatch][kinds.get(pk, "")] += 1
    return found

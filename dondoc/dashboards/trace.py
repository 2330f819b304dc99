""" "Văn bản này đã đi đến đâu?": a document clause by clause, with what became of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dondoc.agencies.models import WHOLE_PROVINCE, Person, Unit
from dondoc.core.asof import AsOf
from dondoc.core.indicators import Share
from dondoc.core.reports import Completeness, Sent, completeness
from dondoc.core.tasks import Kind, State, standing
from dondoc.dashboards.register import Row
from dondoc.dispatches.models import Clause, Dispatch, Proposal
from dondoc.indicators import queries as indicators
from dondoc.indicators.queries import Measured
from dondoc.reports.models import Demand, Filing, Report, ReportQuerySet
from dondoc.tasks import endorsing
from dondoc.tasks.decided import decisions_then
from dondoc.tasks.models import Change, Decision, Endorsement, Task
from dondoc.tasks.queries import judge
from dondoc.web import words as say

# A clause longer than this is folded away below its first words.
LONG = 420


@dataclass(frozen=True)
class Became:
    """What a person decided about words of a clause: a task, no duty, or nothing yet."""

    proposal: Proposal
    decision: Decision | None
    row: Row | None
    again: bool = False
    later: tuple[Change, ...] = ()
    share: Share | None = None
    figure: tuple[str, str] | None = None

    @property
    def hidden(self) -> bool:
        """Whether a task came of it that is another agency's business."""
        return self.row is None and self.decision is not None and self.decision.task_id is not None

    @property
    def kind(self) -> str:
        """How it was decided; empty while nobody has."""
        return self.decision.kind if self.decision else ""


@dataclass(frozen=True)
class FormInForce:
    """A form asked for by a clause, and how complete its newest due period is."""

    demand: Demand
    title: str
    period: object
    complete: Completeness | None
    figures: tuple[tuple[str, Share, str, str], ...] = ()


@dataclass
class Part:
    """A clause with its own words and what became of them."""

    clause: Clause | None
    words: str
    became: list[Became] = field(default_factory=list)
    forms: list[FormInForce] = field(default_factory=list)

    @property
    def long(self) -> bool:
        """Whether its words are folded."""
        return len(self.words) > LONG

    @property
    def opening(self) -> str:
        """Its first words, cut at a space."""
        return self.words[:LONG].rsplit(" ", 1)[0]

    @property
    def rest(self) -> str:
        """The words after the first ones."""
        return self.words[len(self.opening) :].strip()

    @property
    def level(self) -> int:
        """How deep it stands: "2.d" is one below "2"."""
        return self.clause.number.count(".") if self.clause else 0

    @property
    def silent(self) -> bool:
        """Whether nothing came of it."""
        return not self.became and not self.forms


class Trace:
    """A dispatch, followed to where it has come by a day."""

    def __init__(self, dispatch: Dispatch, person: Person, at: AsOf) -> None:
        self.dispatch, self.person, self.at = dispatch, person, at

    @cached_property
    def proposals(self) -> list[Proposal]:
        """What the reader or an officer took for duties, in order; every clause asks for them."""
        decided = self.decisions
        return [
            one
            for one in self.dispatch.proposals.known(self.at.known_at)
            if one.pk not in decided or decided[one.pk].kind != Decision.Kind.REJOINED
        ]

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """What was decided by then, by proposal."""
        return decisions_then(self.dispatch, self.at.known_at)

    @cached_property
    def rows(self) -> dict[int, Row]:
        """The tasks that came of it and that the person sees, judged for the day."""
        keys = {one.task_id for one in self.decisions.values() if one.task_id}
        # A task given here may also be found by an order whose proposal was written by hand.
        keys |= set(self.dispatch.tasks.values_list("pk", flat=True))
        seen = Task.objects.visible_to(self.person).filter(pk__in=keys)
        return {one.task.pk: Row(one, self.at.known_at) for one in judge(seen, self.at)}

    @cached_property
    def orders(self) -> dict[int, list[Change]]:
        """All orders of those tasks, with their clauses."""
        found: dict[int, list[Change]] = defaultdict(list)
        changes = Change.objects.filter(
            task__in=self.rows, kind__in=[Kind.ORDERED, Kind.WITHDRAWN],
            recorded_at__lte=self.at.known_at, effective_on__lte=self.at.day,
        ).select_related("clause__dispatch")  # fmt: skip
        for one in changes.defer("clause__dispatch__reading", "clause__dispatch__original"):
            found[one.task_id].append(one)
        return {task: standing(told) for task, told in found.items()}

    @cached_property
    def endorsements(self) -> list[Endorsement]:
        """What a leader wrote on it by then, for those who may read that."""
        rows = endorsing.endorsements(self.dispatch, self.person)
        return list(rows.filter(kind__in=Endorsement.LEADERS, at__lte=self.at.known_at))

    @cached_property
    def parts(self) -> list[Part]:
        """The clauses in the order of the text; words outside any clause come where they stand."""
        clauses = list(self.dispatch.clauses.all())
        parts = {one.pk: Part(one, self._own_words(one, clauses)) for one in clauses}
        loose = Part(None, "")
        for proposal in self.proposals:
            part = parts.get(proposal.clause_id or 0, loose)
            part.became.append(self._became(proposal))
            if part is loose:
                loose.words += f"{proposal.text}\n"
        for form in self.forms:
            parts.get(form.demand.clause_id or 0, loose).forms.append(form)
        return [*([loose] if not loose.silent else []), *parts.values()]

    def _own_words(self, clause: Clause, clauses: Iterable[Clause]) -> str:
        """The clause's text up to where a clause within it begins."""
        within = [c.start for c in clauses if clause.start < c.start < clause.end]
        # Items under dashes belong to the clause although its own span ends with its heading.
        items = [p.end for p in self.proposals if p.clause_id == clause.pk]
        end = max([clause.end, *items]) if not within else min(within)
        lines = self.dispatch.text[clause.start : end].splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())

    def _became(self, proposal: Proposal) -> Became:
        decision = self.decisions.get(proposal.pk)
        row = self.rows.get(decision.task_id) if decision and decision.task_id else None
        if row is None:
            return Became(proposal, decision, None)
        orders = self.orders[row.task.pk]
        here = [n for n, one in enumerate(orders) if one.payload.get("proposal") == proposal.pk]
        later = orders[here[0] + 1 :] if here else []
        share, figure = self._figure(row)
        again = row.task.dispatch_id != self.dispatch.pk
        others = tuple(o for o in later if o.clause and o.clause.dispatch_id != self.dispatch.pk)
        return Became(proposal, decision, row, again, others, share, figure)

    def _figure(self, row: Row) -> tuple[Share | None, tuple[str, str] | None]:
        key = row.task.indicator
        measured = self._measured(key) if key else None
        area = indicators.reach(self.person, measured) if measured else None
        if measured is None or area is None or measured.last_day is None:
            return None, None
        return self._share(measured, area), (measured.key, area.code)

    @cached_property
    def _kept(self) -> dict[str, Measured | None]:
        return {}

    def _measured(self, key: str) -> Measured | None:
        if key not in self._kept:
            self._kept[key] = indicators.measured(key, self.at)
        return self._kept[key]

    @cached_property
    def _shares(self) -> dict[tuple[str, int], Share]:
        return {}

    def _share(self, measured: Measured, area: Unit) -> Share:
        key = (measured.key, area.pk)
        if key not in self._shares:
            self._shares[key] = measured.figure(area).share
        return self._shares[key]

    @cached_property
    def forms(self) -> list[FormInForce]:
        """The forms it put in force, each with the newest period that was due."""
        rows = self.dispatch.demands.filter(recorded_at__lte=self.at.known_at)
        return [
            self._form(one) for one in rows.select_related("programme", "clause", "consolidator")
        ]

    def _form(self, demand: Demand) -> FormInForce:
        form = demand.form_at(self.at.known_at)
        owed = Report.objects.visible_to(self.person).owed(self.at).filter(
            demand=demand, consolidated=False, back_fill=False, due_at__lte=self.at.known_at,
            last_on__lte=self.at.day,
        )  # fmt: skip
        newest = owed.order_by("-first_on").values_list("first_on", flat=True).first()
        complete = self._complete(owed.filter(first_on=newest)) if newest else None
        return FormInForce(demand, form.label, newest, complete, tuple(self._figures(demand)))

    def _complete(self, owed: ReportQuerySet) -> Completeness:
        reports = {one.pk: one for one in owed}
        sent = Filing.objects.counting(self.at.known_at).filter(report__in=reports)
        history = [
            Sent(pk, reports[pk].timeliness(sent_at))
            for pk, sent_at in sent.values_list("report", "sent_at")
        ]
        return completeness(reports, history)

    def _figures(self, demand: Demand) -> Iterable[tuple[str, Share, str, str]]:
        for indicator in demand.version(self.at.known_at).pack.indicators:
            if indicator.form != demand.form_code:
                continue
            measured = self._measured(f"{demand.programme.code}.{indicator.code}")
            area = indicators.reach(self.person, measured) if measured else None
            if measured and area and measured.last_day and measured.demand.pk == demand.pk:
                yield indicator.label, self._share(measured, area), measured.key, area.code

    @property
    def whole(self) -> bool:
        """Whether the person sees all of it, not only their own agency's part."""
        return self.person.has_role(*WHOLE_PROVINCE)

    @cached_property
    def counts(self) -> Counter[State]:
        """How many of its tasks stand in each state."""
        return Counter(row.judged.state for row in self.rows.values())

    @cached_property
    def undecided(self) -> int:
        """How many proposed duties still wait for a person."""
        return sum(one.pk not in self.decisions for one in self.proposals)

    @property
    def verdict(self) -> tuple[str, str]:
        """The first line: what is wrong, then what is well."""
        total = len(self.rows)
        if not total:
            head = (
                "Chưa có việc nào được giao" if self.whole else "Không có việc nào giao cơ quan này"
            )
            return f"{head}.", self._waiting()
        c = self.counts
        bad = [
            (c[State.OVERDUE], "quá hạn"),
            (c[State.AT_RISK], "nguy cơ chậm"),
            (c[State.AWAITING], "chờ xác nhận"),
        ]
        good = [
            (c[State.DONE] + c[State.DONE_LATE], "hoàn thành"),
            (c[State.OPEN] + c[State.DUE_SOON], "trong hạn"),
            (c[State.STANDING], "thường xuyên"),
            (c[State.UNDATED], "không ghi hạn"),
            (c[State.ENDED], "đã kết thúc"),
        ]
        return f"{total} việc{_list(bad, ': ') or ', không việc nào quá hạn'}.", (
            f"{_list(good).capitalize()}{'. ' if any(n for n, _ in good) else ''}{self._waiting()}"
        )

    def _waiting(self) -> str:
        if not self.undecided or not self.whole:
            return ""
        return f"{say.number(self.undecided)} việc máy đọc còn chờ người quyết."


def _list(counts: Iterable[tuple[int, str]], before: str = "") -> str:
    said = ", ".join(f"{say.number(count)} {words}" for count, words in counts if count)
    return f"{before}{said}" if said else ""

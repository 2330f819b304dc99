"""What an officer is offered for a proposed duty: the agencies its names mean, earlier tasks it may
order again, places where it may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dondoc.agencies import queries as agencies
from dondoc.agencies import standing
from dondoc.agencies.models import Agency
from dondoc.core.asof import AsOf
from dondoc.core.likeness import Likeness, Work, compare
from dondoc.dispatches.models import Proposal
from dondoc.tasks.deciding import Terms
from dondoc.tasks.models import Assignment, Task


@dataclass(frozen=True)
class Named:
    """A name as a dispatch writes it and the agencies that it means; a class means many."""

    name: str
    agencies: tuple[Agency, ...]


@dataclass
class Directory:
    """Who is meant by a name on one day, asked once for each name."""

    at: AsOf
    known: dict[str, tuple[Agency, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roll = agencies.Roll(self.at)

    @property
    def day(self) -> date:
        """The day on which the names are meant."""
        return self.at.day

    def named(self, names: Iterable[str]) -> list[Named]:
        """Each name with the agencies it means; none where a person must choose."""
        found = []
        for name in names:
            if name not in self.known:
                self.known[name] = tuple(agencies.who_is(name, self.at, self.roll))
            found.append(Named(name, self.known[name]))
        return found

    def doubts_about(self, name: str) -> Iterator[str]:
        """What is to be said of a name that means nobody on the day."""
        return standing.doubts_about([name], self.at, self.roll)

    def choices(self) -> list[str]:
        """Names offered while one types; communes are understood too, but too many to offer."""
        return agencies.known_names(self.at)


def together(named: Iterable[Named]) -> list[Agency]:
    """All the agencies meant, each once, in the order of the names."""
    return list(dict.fromkeys(agency for one in named for agency in one.agencies))


def terms_as_read(proposal: Proposal, directory: Directory) -> Terms:
    """A duty as the reader understood it, in the terms a person confirms."""
    read: dict[str, Any] = proposal.fields
    target = read.get("target") or {}
    leads = together(directory.named(read["lead"]))
    helpers = together(directory.named(read.get("coordinate") or []))
    return Terms(
        title=read["title"],
        leads=leads,
        lead_label=", ".join(read["lead"]),
        supporters=[agency for agency in helpers if agency not in leads],
        due_on=iso_day(read.get("due")),
        due_time=time.fromisoformat(read["due_time"]) if read.get("due_time") else None,
        starts_on=iso_day(read.get("starts")),
        standing=read.get("modality") == "standing",
        every=read.get("every") or "",
        target_value=Decimal(str(target["value"])) if target else None,
        target_unit=target.get("unit") or "",
        product=(read.get("product") or "")[:300],
        report_to=(read.get("report_to") or "")[:200],
    )


def iso_day(text: str | None) -> date | None:
    """A day as the reading writes it."""
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Likely:
    """An earlier task that the words may order again, and why one thinks so."""

    task: Task
    like: Likeness
    against: tuple[str, ...] = ()  # where the two orders do not agree, as sentences

    @property
    def same_lead(self) -> bool:
        """Whether the same agency leads both."""
        return self.like.same_owner

    @property
    def shared(self) -> tuple[str, ...]:
        """Runs of words that stand in both."""
        return self.like.shared

    @property
    def of(self) -> int:
        """How many telling phrases the shorter of the two has."""
        return self.like.of

    @property
    def score(self) -> float:
        """How much of the shorter one is shared."""
        return self.like.score

    @property
    def why(self) -> str:
        """The reason in the language of the page."""
        return why_alike(self.like)


SHOWN_RUNS = 4


def why_alike(like: Likeness) -> str:
    """Why two duties may be one: "cùng chủ trì, trùng 4/5 cụm từ: “số hóa sổ hộ tịch”"."""
    grounds = []
    if like.same_owner:
        grounds.append(gettext("the same lead"))
    if like.same_target:
        grounds.append(gettext("the same target"))
    if like.same_form:
        grounds.append(gettext("the same form"))
    longest = sorted(like.shared, key=len, reverse=True)[:SHOWN_RUNS]
    quoted = ", ".join(f"“{run}”" for run in like.shared if run in longest)
    shared = gettext("%(count)s of %(of)s phrases are shared: %(words)s")
    grounds.append(shared % {"count": like.count, "of": like.of, "words": quoted})
    return ", ".join(grounds)


def likely_again(
    title: str,
    leads: Sequence[Agency],
    earlier: Iterable[Task],
    *,
    read: dict[str, Any] | None = None,
) -> list[Likely]:
    """Earlier tasks that new words may order again, the likeliest first; the rule is the core's.

    `read` is the whole duty as it was read, where there is one: words, target and form speak too.
    """
    read = read or {}
    text, target = read.get("text") or title, target_of(read)
    new = Work(0, title, text, owners_of(leads), target, read.get("form") or "")
    found = []
    for task in earlier:
        like = compare(new, work_of(task))
        if like:
            found.append(Likely(task, like))
    return sorted(found, key=lambda one: (one.same_lead, one.score, -one.task.pk), reverse=True)[:3]


def target_of(read: dict[str, Any]) -> tuple[str, str] | None:
    """The target of a duty as read, as the rule of likeness compares it."""
    target = read.get("target")
    return (f"{target['value']:g}", target.get("unit") or "") if target else None


def owners_of(leads: Iterable[Agency]) -> frozenset[str]:
    """Agencies as the rule of likeness compares them."""
    return frozenset(str(agency.pk) for agency in leads)


def work_of(task: Task) -> Work:
    """A task as the rule of likeness compares it."""
    leading = frozenset(
        str(part.agency_id) for part in task.assignments.all() if part.role == Assignment.LEAD
    )
    target = (f"{float(task.target_value):g}", task.target_unit) if task.target_value else None
    return Work(task.pk, task.title, task.text, leading, target)


@dataclass(frozen=True)
class Cut:
    """A place where a duty may be cut in two, with the words on either side."""

    offset: int
    before: str
    after: str


_CUTS = re.compile(r"[;,.:]\s+|\s+(?=(?:đồng thời|trong đó|và)\b)", re.IGNORECASE)
_NEARBY = 60


def _end_of(words: str) -> str:
    """The last words, whole ones only."""
    near = words[-_NEARBY:]
    return near.split(maxsplit=1)[-1] if " " in near else near


def _start_of(words: str) -> str:
    """The first words, whole ones only."""
    near = words[:_NEARBY]
    return near.rsplit(maxsplit=1)[0] if " " in near else near


def cuts(proposal: Proposal) -> Iterator[Cut]:
    """Where a duty's words may be cut: after its stops, before "đồng thời" and "và"."""
    words = proposal.dispatch.text[proposal.start : proposal.end]
    for found in _CUTS.finditer(words):
        before, after = words[: found.end()].strip(), words[found.end() :].strip(" ;,.\n")
        if len(before) > 3 and len(after) > 3:
            yield Cut(
                proposal.start + found.end(),
                f"…{_end_of(before)}" if len(before) > _NEARBY else before,
                f"{_start_of(after)}…" if len(after) > _NEARBY else after,
            )

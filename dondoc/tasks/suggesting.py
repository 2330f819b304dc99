"""What an officer is offered for a proposed duty: the agencies its names mean, earlier tasks it may
order again, places where it may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Agency
from dondoc.core.names import bare
from dondoc.dispatches.models import Proposal
from dondoc.tasks.deciding import Terms
from dondoc.tasks.models import Assignment, Task

# Words that say how, not what: they make no two duties alike.
EMPTY_WORDS = frozenset(
    bare(
        "và của các những được để theo tại trên trong cho với về từ đến ngày tháng năm tỉnh thực "
        "hiện triển khai tiếp tục khẩn trương chủ động phối hợp đẩy nhanh tiến độ hoàn thành "
        "nhiệm vụ công tác báo cáo kết quả đề án chính phủ vào ra lại đưa này khi như mọi"
    ).split()
)
ALIKE_UNDER_ONE_LEAD = 0.6
ALIKE = 0.8
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Named:
    """A name as a dispatch writes it and the agencies that it means; a class means many."""

    name: str
    agencies: tuple[Agency, ...]


@dataclass
class Directory:
    """Who is meant by a name on one day, asked once for each name."""

    day: date
    known: dict[str, tuple[Agency, ...]] = field(default_factory=dict)

    def named(self, names: Iterable[str]) -> list[Named]:
        """Each name with the agencies it means; none where a person must choose."""
        found = []
        for name in names:
            if name not in self.known:
                self.known[name] = tuple(agencies.who_is(name, self.day))
            found.append(Named(name, self.known[name]))
        return found

    def choices(self) -> list[str]:
        """Names offered while one types; communes are understood too, but too many to offer."""
        return agencies.known_names(self.day)


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
    same_lead: bool
    shared: tuple[str, ...]
    of: int
    score: float


def telling_words(title: str) -> dict[str, str]:
    """The words of a title that say what is to be done, by their bare form."""
    found = {bare(word): word for word in re.findall(r"[^\W\d]+", title)}
    return {key: word for key, word in found.items() if key and key not in EMPTY_WORDS}


def likely_again(title: str, leads: Sequence[Agency], earlier: Iterable[Task]) -> list[Likely]:
    """Earlier tasks whose titles share most words with a new duty; the same lead needs fewer."""
    words = telling_words(title)
    found = []
    for task in earlier:
        theirs = telling_words(task.title)
        base = min(len(words), len(theirs))
        if base < FEWEST_WORDS:
            continue
        shared = tuple(word for key, word in words.items() if key in theirs)
        leading = {a.agency_id for a in task.assignments.all() if a.role == Assignment.LEAD}
        same_lead = any(agency.pk in leading for agency in leads)
        score = len(shared) / base
        if score >= (ALIKE_UNDER_ONE_LEAD if same_lead else ALIKE):
            found.append(Likely(task, same_lead, shared, base, score))
    return sorted(found, key=lambda likely: (likely.same_lead, likely.score), reverse=True)[:3]


@dataclass(frozen=True)
class Cut:
    """A place where a duty may be cut in two, with the words on either side."""

    offset: int
    before: str
    after: str


_CUTS = re.compile(r"[;,.:]\s+|\s+(?=(?:đồng thời|trong đó|và)\b)", re.IGNORECASE)
_NEARBY = 60


def cuts(proposal: Proposal) -> Iterator[Cut]:
    """Where a duty's words may be cut: after its stops, before "đồng thời" and "và"."""
    words = proposal.dispatch.text[proposal.start : proposal.end]
    for found in _CUTS.finditer(words):
        before, after = words[: found.end()].strip(), words[found.end() :].strip(" ;,.\n")
        if len(before) > 3 and len(after) > 3:
            yield Cut(
                proposal.start + found.end(),
                f"…{before[-_NEARBY:]}" if len(before) > _NEARBY else before,
                f"{after[:_NEARBY]}…" if len(after) > _NEARBY else after,
            )

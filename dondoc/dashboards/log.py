"""Looking into the log: by person, verb, thing and day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from dondoc.agencies.models import Person, Role
from dondoc.audit.models import Entry
from dondoc.core.asof import AsOf, start_of
from dondoc.core.names import fold
from dondoc.core.periods import HANOI
from dondoc.dashboards.log_words import KINDS, fact_lines, kind_words, verb_words
from dondoc.documents.sheets import RISKY
from dondoc.web.numbers import number_in

PAGE = 100
# So many different labels are compared without diacritics; more than that asks for a day first.
LABELS = 20_000


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: Entry
    verb: str
    kind: str
    facts: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry) -> Line:
        """The words of an entry."""
        said = tuple(fact_lines(entry.facts))
        return cls(entry, verb_words(entry.verb), kind_words(entry.object_kind), said)


@dataclass(frozen=True)
class Wanted:
    """What an address asks for."""

    person: str = ""
    verb: str = ""
    kind: str = ""
    number: str = ""
    q: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None

    @classmethod
    def of(cls, get: Callable[[str, str], str]) -> Wanted:
        """Read an address; what it cannot mean is left out."""
        return cls(
            person=get("nguoi", "").strip()[:120],
            verb=get("viec", "")[:60],
            kind=get("loai", "") if get("loai", "") in KINDS else "",
            number=get("so", "")[:40],
            q=get("q", "").strip()[:200],
            first=_day(get("tu", "")),
            last=_day(get("den", "")),
            before=number_in(get("truoc", "")),
        )


def readable_by(person: Person) -> QuerySet[Entry]:
    """The whole log for the standing agency and the inspector; nobody else reads it."""
    if person.has_role(Role.STANDING, Role.INSPECTOR):
        return Entry.objects.all()
    return Entry.objects.none()


def written_by(entries: QuerySet[Entry], at: AsOf) -> QuerySet[Entry]:
    """Those written by the end of the day; with later knowledge none are added: an act has its
    moment."""
    ends = start_of(at.day + timedelta(days=1))
    return entries.filter(at__lt=ends, at__lte=at.known_at)


def find(entries: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """The entries asked for, newest first."""
    if wanted.first:
        entries = entries.filter(at__gte=start_of(wanted.first))
    if wanted.last:
        entries = entries.filter(at__lt=start_of(wanted.last + timedelta(days=1)))
    if wanted.verb:
        entries = entries.filter(verb=wanted.verb)
    if wanted.kind:
        entries = entries.filter(object_kind=wanted.kind)
    if wanted.number:
        entries = entries.filter(object_id=wanted.number)
    if wanted.person:
        entries = entries.filter(actor__in=_alike(entries, "actor", wanted.person))
    if wanted.q:
        entries = entries.filter(object_label__in=_alike(entries, "object_label", wanted.q))
    return entries.order_by("-pk")


def verbs_used(entries: QuerySet[Entry]) -> list[tuple[str, str]]:
    """The verbs that occur, in words and in Vietnamese order of the page."""
    found = entries.order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, verb_words(verb)) for verb in found), key=lambda pair: pair[1])


def csv_rows(entries: QuerySet[Entry]) -> Iterator[list[str]]:
    """The log as rows of a table for other programs; nothing in it runs as a formula."""
    yield [
        "Số",
        "Lúc",
        "Người",
        "Chức vụ",
        "Cơ quan",
        "Thay cho",
        "Việc",
        "Loại",
        "Đối tượng",
        "Nội dung",
    ]
    for entry in entries.iterator(chunk_size=500):
        line = Line.of(entry)
        row = [
            str(entry.pk),
            f"{entry.at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}",
            entry.actor,
            entry.post,
            entry.agency,
            entry.on_behalf_of,
            line.verb,
            line.kind,
            entry.object_label,
            "; ".join(line.facts),
        ]
        yield [f"'{cell}" if cell.startswith(RISKY) else cell for cell in row]


def _alike(entries: QuerySet[Entry], column: str, words: str) -> list[str]:
    """The values in which every word occurs, whatever their case and diacritics."""
    wanted = fold(words).split()
    values = entries.order_by().values_list(column, flat=True).distinct()[:LABELS]
    return [value for value in values if all(word in fold(value) for word in wanted)][:900]


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year < 2200 else None

"""How a dispatch stands to others of the register: what it cites and does, and what is done to it.

Nothing here is stored. A citation is resolved among the dispatches that the person may see, each
time anew, so that the order in which dispatches were loaded never matters.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dondoc.agencies.models import Person
from dondoc.core import citing
from dondoc.core import relations as core
from dondoc.core.citing import Cited, Known, Standing, resolve
from dondoc.core.relations import ASKED, CHANGING, IN_PART, WORDS, RelationKind
from dondoc.dispatches.models import CitedDocument, Dispatch

# What a page needs of another dispatch; its words stay in the database.
LIGHT = ("id", "reference", "reference_key", "issued_on", "issuer", "subject", "kind")


@dataclass(frozen=True)
class Meant:
    """A dispatch of the register that a citation may mean, and by which rule."""

    dispatch: Dispatch
    rule: str

    @property
    def reason(self) -> str:
        """The rule in the language of the page."""
        return gettext(citing.RULES[self.rule])


@dataclass(frozen=True)
class Link:
    """One citation: what the citing dispatch does, in its words, and which dispatch is meant."""

    cited: CitedDocument
    standing: Standing
    meant: tuple[Meant, ...] = ()

    @property
    def kind(self) -> RelationKind:
        """What the citing dispatch does."""
        return RelationKind(self.cited.relation)

    @property
    def doing(self) -> str:
        """The same in Vietnamese, as a verb: "thay thế một phần", "giao sửa đổi"."""
        return said_of(self.kind, asked=self.cited.asked, partial=self.cited.partial)

    @property
    def is_known(self) -> bool:
        """Whether it is sure which dispatch is meant."""
        return self.standing is Standing.KNOWN

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to look."""
        return self.standing is Standing.DOUBTFUL

    @property
    def ends(self) -> bool:
        """Whether duties of what is cited may have lost their ground."""
        return core.ends(self.kind, asked=self.cited.asked)

    @property
    def changes(self) -> bool:
        """Whether duties of what is cited must be looked at anew."""
        return core.changes(self.kind, asked=self.cited.asked)

    def to_json(self) -> dict[str, Any]:
        """Plain values for programs."""
        return {
            "number": self.cited.number,
            "date": self.cited.on.isoformat() if self.cited.on else None,
            "issuer": self.cited.issuer,
            "relation": self.kind.value,
            "asked": self.cited.asked,
            "partial": self.cited.partial,
            "words": self.cited.words,
            "start": self.cited.start,
            "end": self.cited.end,
            "standing": self.standing.value,
            "dispatch": self.cited.dispatch_id,
            "meant": [{"dispatch": one.dispatch.pk, "rule": one.rule} for one in self.meant],
        }


def said_of(kind: RelationKind, *, asked: bool = False, partial: bool = False) -> str:
    """What is done, as a verb in the language of the page: "bãi bỏ một phần", "giao sửa đổi"."""
    verb = gettext(WORDS[kind])
    if partial and kind in CHANGING:
        verb = gettext(IN_PART) % {"verb": verb}
    return gettext(ASKED) % {"verb": verb} if asked else verb


@dataclass
class Relations:
    """All that a page shows of how a dispatch stands to others."""

    dispatch: Dispatch
    cites: list[Link] = field(default_factory=list)
    cited_by: list[Link] = field(default_factory=list)

    @property
    def known(self) -> list[Link]:
        """Citations of dispatches that are in the register."""
        return [link for link in self.cites if link.standing is Standing.KNOWN]

    @property
    def doubtful(self) -> list[Link]:
        """Citations on which a person must decide what they mean."""
        return [link for link in self.cites if link.standing is Standing.DOUBTFUL]

    @property
    def unknown(self) -> list[Link]:
        """Citations of documents that are not in the register."""
        return [link for link in self.cites if link.standing is Standing.UNKNOWN]

    @property
    def changing(self) -> list[Link]:
        """Where it replaces, amends, annuls, corrects or extends another document."""
        return [link for link in self.cites if link.changes]

    @property
    def changed_by(self) -> list[Link]:
        """Later dispatches that replace, amend, annul, correct or extend this one."""
        return [link for link in self.cited_by if link.changes]

    def __bool__(self) -> bool:
        return bool(self.cites or self.cited_by)

    def to_json(self) -> dict[str, Any]:
        """Plain values for programs."""
        return {
            "cites": [link.to_json() for link in self.cites],
            "cited_by": [link.to_json() for link in self.cited_by],
        }


def of(dispatch: Dispatch, person: Person, *, known_at: datetime | None = None) -> Relations:
    """How a dispatch stands to the others that the person may see, and that had arrived by then."""
    visible = Dispatch.objects.visible_to(person)
    if known_at:
        visible = visible.filter(arrived_at__lte=known_at, recorded_at__lte=known_at)
    rows = list(dispatch.cited.all())
    for row in rows:
        row.dispatch = dispatch
    others = CitedDocument.objects.filter(dispatch__in=visible).exclude(dispatch=dispatch)
    same = Q(number_key=dispatch.reference_key) if dispatch.reference_key else Q(pk=None)
    if dispatch.issued_on:
        same |= Q(on=dispatch.issued_on)
    light = [f"dispatch__{name}" for name in LIGHT]
    backwards = list(others.filter(same).select_related("dispatch").only(*_columns(), *light))
    cites = _resolved(rows, visible)
    cited_by = [
        link
        for link in _resolved(backwards, visible)
        if any(one.dispatch.pk == dispatch.pk for one in link.meant)
    ]
    cited_by.sort(key=lambda link: (str(link.cited.dispatch.issued_on or ""), link.cited.pk))
    return Relations(dispatch, cites, cited_by)


def _columns() -> list[str]:
    return [field_.name for field_ in CitedDocument._meta.concrete_fields]


def _resolved(rows: Sequence[CitedDocument], visible: Any) -> list[Link]:
    """Each row with what it means among the dispatches one may see."""
    candidates = _candidates(rows, visible)
    links = []
    for row in rows:
        near = [
            one
            for one in candidates
            if one.pk != row.dispatch_id
            and (one.reference_key == row.number_key or (row.on and one.issued_on == row.on))
        ]
        known = [Known(one.pk, one.reference, one.issued_on, one.issuer) for one in near]
        found = resolve(Cited(row.number, row.on, row.issuer, row.dispatch.issued_on), known)
        by_key: dict[Hashable, Dispatch] = {one.pk: one for one in near}
        meant = tuple(Meant(by_key[match.key], match.rule) for match in found.matches)
        links.append(Link(row, found.standing, meant))
    return links


def _candidates(rows: Iterable[CitedDocument], visible: Any) -> list[Dispatch]:
    """Dispatches whose number or day a citation gives; the rule decides which of them it means."""
    keys = {row.number_key for row in rows if row.number_key}
    days = {row.on for row in rows if row.on}
    if not keys and not days:
        return []
    near = visible.filter(Q(reference_key__in=keys) | Q(issued_on__in=days))
    return list(near.exclude(reference_key="").only(*LIGHT))

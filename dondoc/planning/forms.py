"""What is chosen on the page of an agency that ends: an owner for every piece, and the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_noop

from dondoc.agencies.models import LOCAL, Agency
from dondoc.agencies.queries import Roll, who_is
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.core.units import ONE_DAY
from dondoc.planning.queries import Leaving, PieceKey, Proposed
from dondoc.planning.weighing import Choice, Paper
from dondoc.tasks.forms import parted
from dondoc.web.numbers import number_in
from dondoc.web.typed_days import DAYS, of_this_century

MOOT, LATER = "!dong", "!de-lai"
OTHERS, GROUP = "khac-", "nhom-"
LONGEST = 2000


class OwnerNotKnown(Refusal):
    """A name was typed that means no agency, or several, on the day after the end."""

    code = "passing.owner_not_known"
    message = gettext_noop(
        "These names mean no single agency of that day: %(names)s. Choose names of the list."
    )


def refuse_unknown(odd: Sequence[Finding]) -> None:
    """Say every name that means nobody at once, each with its place. Raises `OwnerNotKnown`."""
    if odd:
        names = "; ".join(dict.fromkeys(f"“{one.facts['name']}”" for one in odd))
        raise OwnerNotKnown(names=names, findings=odd)


class PaperForm(forms.Form):
    """Number, days and title of the decision; what is missing is refused when it is weighed."""

    number = forms.CharField(max_length=80, required=False)
    title = forms.CharField(max_length=300, required=False)
    issued_on = forms.DateField(required=False, input_formats=DAYS, validators=[of_this_century])
    effective_on = forms.DateField(required=False, input_formats=DAYS, validators=[of_this_century])

    def paper(self) -> Paper:
        """The decision as typed."""
        return Paper(**self.cleaned_data)


class Desk:
    """The choices of a page: as proposed at first, then as they were posted."""

    def __init__(self, found: Leaving, posted: Mapping[str, str] | None = None) -> None:
        self.found = found
        self.posted = posted
        day = max(found.at.day, found.leaver.until + ONE_DAY)
        self.then = AsOf(day, found.at.known_at)
        self._roll = Roll(self.then)

    def picked(self, row: Proposed) -> str:
        """What stands in the list of a piece: a proposal at first, then what was chosen."""
        if self.posted is None:
            return row.heir.agency.key if row.heir else ""
        return self.posted.get(row.piece.field, "")[:LONGEST]

    def others(self, row: Proposed) -> str:
        """Names typed beside the list: another agency, or several."""
        posted = self.posted or {}
        return posted.get(f"{OTHERS}{row.piece.field}", "").replace("\0", "")[:LONGEST]

    def of_group(self, heading: str) -> str:
        """What is chosen for those of a heading that have no choice of their own."""
        return (self.posted or {}).get(f"{GROUP}{heading}", "")[:LONGEST]

    def offered(self) -> list[str]:
        """Names of agencies that exist that day, for typing; communes only where one ends."""
        local = self.found.leaver.agency.kind in LOCAL
        rows = Agency.objects.of_province(self.then).order_by("sort_key")
        rows = rows if local else rows.exclude(kind__in=LOCAL)
        return list(rows.values_list("name", flat=True))

    def choices(self) -> dict[PieceKey, Choice]:
        """The choice of each piece; raises `OwnerNotKnown` with the place of every odd name."""
        found, odd = {}, []
        for row in self.found.rows:
            choice, unknown = self._choice(row)
            found[row.piece.key] = choice
            odd += [Finding(row.piece.field, "%(name)s", {"name": name}) for name in unknown]
        found |= self._gone(found)
        refuse_unknown(odd)
        return found

    def _choice(self, row: Proposed) -> tuple[Choice, list[str]]:
        if names := parted(self.others(row)):
            called = {name: who_is(name, self.then, self._roll) for name in names}
            unknown = [name for name, agencies in called.items() if len(agencies) != 1]
            agencies = [found[0] for found in called.values() if len(found) == 1]
            return Choice(to=tuple(dict.fromkeys(agencies))), unknown
        value = self.picked(row) or self.of_group(row.piece.heading)
        return self._chosen(value)

    def _chosen(self, value: str) -> tuple[Choice, list[str]]:
        if value in (MOOT, LATER):
            return Choice(moot=value == MOOT, later=value == LATER), []
        if not value:
            return Choice(), []
        heir = self.found.leaver.heir(value)
        return (Choice(to=(heir.agency,)), []) if heir else (Choice(), [value])

    def _gone(self, found: Mapping[PieceKey, Choice]) -> dict[PieceKey, Choice]:
        """Choices for pieces that are open no more: they are refused, never lost in silence."""
        gone = {}
        for field, value in (self.posted or {}).items():
            parts = field.rsplit("-", 2)
            if len(parts) == 3 and value and not field.startswith((OTHERS, GROUP)):
                kind, work, given = parts[0], number_in(parts[1]), number_in(parts[2])
                agency = Agency.objects.filter(pk=given).first() if given else None
                if agency and work is not None and (kind, work, agency.key) not in found:
                    gone[kind, work, agency.key] = self._chosen(value)[0]
        return gone


def seal(choices: Mapping[PieceKey, Choice], paper: Paper) -> str:
    """What was looked at before it is recorded: other choices give another seal."""
    told = sorted(
        (*key, choice.moot, choice.later, sorted(one.key for one in choice.to))
        for key, choice in choices.items()
    )
    return hashlib.sha256(repr((told, paper)).encode()).hexdigest()[:16]

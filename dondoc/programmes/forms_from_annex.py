"""A table of an annex becomes the pack of a programme once a person has confirmed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from dondoc import packs
from dondoc.core.annex_forms import codes_for, form_from_annex
from dondoc.core.packs import CloseRule, DueRule, Form, Kind, Pack, Target

PLACE = re.compile(r"(rows|columns|groups)\[(\d+)\]")
FIRST_CLOSING = time(12)


@dataclass(frozen=True)
class Annex:
    """The words of a table, in the order of the paper; groups are (label, first, last column)."""

    title: str
    row_label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    groups: tuple[tuple[str, int, int], ...] = ()
    total_row: bool = True

    @classmethod
    def as_read(cls, fields: Mapping[str, Any]) -> Annex:
        """The table with the words the reader saw, faults of the scan and all."""
        return cls(
            title=fields.get("title") or "",
            row_label=fields.get("row_label") or "",
            rows=tuple(fields["rows"]),
            columns=tuple(fields["columns"]),
            groups=tuple((g["label"], g["from"], g["to"]) for g in fields.get("groups") or ()),
            total_row=bool(fields.get("total_row")),
        )

    def with_suggestions(self, suggestions: Sequence[Mapping[str, str]]) -> Annex:
        """The table with the reader's suggestions in place of the words it doubts."""
        row_label, rows, columns = self.row_label, list(self.rows), list(self.columns)
        groups = [label for label, _, _ in self.groups]
        lists = {"rows": rows, "columns": columns, "groups": groups}
        for one in suggestions:
            place = PLACE.fullmatch(one["where"])
            if place and int(place[2]) < len(lists[place[1]]):
                lists[place[1]][int(place[2])] = one["suggested"]
            elif one["where"] == "row_label":
                row_label = one["suggested"]
        spans = [(first, last) for _, first, last in self.groups]
        named = tuple((label, *span) for label, span in zip(groups, spans, strict=True))
        return replace(self, row_label=row_label, rows=tuple(rows), columns=tuple(columns),
                       groups=named)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """What a table may become: a form of a shipped pack that it fits, or one of its own words."""

    pack: Pack
    form: Form
    matched: bool


@dataclass(frozen=True)
class Campaign:
    """What a task of the same dispatch orders to be reached: how much, by when, from when."""

    by: date
    at_least: Decimal
    source: str
    starts: date | None = None


@dataclass(frozen=True)
class Asked:
    """What a person confirmed about the form: its words, its hours, who owes it and to whom."""

    label: str
    row_label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    groups: tuple[str, ...]
    frequency: Kind
    due: DueRule
    closes: CloseRule | None
    reporters: str
    consolidated_by: str | None
    recipient: str | None
    source: str
    campaign: Campaign | None = None
    targets: tuple[Target, ...] = field(default=())  # those in force from earlier orders


def offer(
    annex: Annex, suggested: Annex, *, code: str, label: str, lead: str, source: str
) -> Offer:
    """Find the shipped form a table asks for, or make a form of its own words.

    The words as read are tried first, then the words as the reader suggests them.
    """
    for words in (annex, suggested):
        if found := packs.match(words.rows, words.columns):
            return Offer(found.pack, found.form, matched=True)
    form = form_from_annex(
        label,
        suggested.row_label,
        suggested.rows,
        suggested.columns,
        suggested.groups,
        suggested.total_row,
        code=code,
        due=DueRule(days_after=1),
        closes=CloseRule(1, FIRST_CLOSING),
    )
    return Offer(Pack(code, label, lead, source, (form,)), form, matched=False)


def pack_of(offered: Offer, asked: Asked) -> Pack:
    """The pack as it will be in force: the offered one with everything the person confirmed.

    >>> annex = Annex("Biểu", "Xã", ("An Phú",), ("Tổng số", "Đã xong"))
    >>> made = offer(annex, annex, code="bieu", label="Biểu", lead="so-y-te", source="1/KH")
    >>> made.matched, list(made.form.fields)
    (False, ['tong_so', 'da_xong'])
    """
    form = replace(
        offered.form,
        label=asked.label,
        row_label=asked.row_label,
        rows=dict(zip(offered.form.rows, asked.rows, strict=True)),
        fields=dict(zip(offered.form.fields, asked.columns, strict=True)),
        groups=tuple(
            replace(group, label=label)
            for group, label in zip(offered.form.groups, asked.groups, strict=True)
        ),
        frequency=asked.frequency,
        due=asked.due,
        closes=asked.closes,
        reporters=asked.reporters,
        consolidated_by=asked.consolidated_by,
        recipient=asked.recipient,
    )
    forms = tuple(form if one.code == form.code else one for one in offered.pack.forms)
    measured = tuple(
        replace(one, targets=_targets(asked)) if one.form == form.code else one
        for one in offered.pack.indicators
    )
    lead = offered.pack.lead
    if not offered.matched:
        lead = asked.consolidated_by or lead
    label = offered.pack.label if offered.matched else asked.label
    return replace(
        offered.pack, label=label, lead=lead, source=asked.source, forms=forms, indicators=measured
    )


def _targets(asked: Asked) -> tuple[Target, ...]:
    """Earlier targets stay for their days; the campaign's replaces one for its own day."""
    if asked.campaign is None:
        return asked.targets
    new = Target(
        asked.campaign.by, asked.campaign.at_least, asked.campaign.source, asked.campaign.starts
    )
    kept = [one for one in asked.targets if one.by != new.by]
    return tuple(sorted([*kept, new], key=lambda one: one.by))


def code_of(reference: str, position: int) -> str:
    """A code for the programme of an unknown table: its dispatch and its place in it.

    >>> code_of("4017/UBND-TTHC", 2)
    'bieu_4017_ubnd_tthc_2'
    """
    stem = next(iter(codes_for([reference])), "c").removeprefix("c_")
    return f"bieu_{stem}_{position}"

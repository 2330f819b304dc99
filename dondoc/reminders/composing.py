"""A draft as blocks with slots: for the page beside its evidence, and for the Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from dondoc.core import reminders as core
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form
from dondoc.core.reminders import Matter, Piece
from dondoc.documents.letter import Annex, HeadCell, Letter, Paragraph, Run
from dondoc.indicators import queries as indicators
from dondoc.reminders import evidence
from dondoc.reminders.models import Item, Reminder


@dataclass(frozen=True)
class Part:
    """The sentences about one task within a department's item."""

    item: Item
    number: int
    pieces: list[Piece]


@dataclass(frozen=True)
class Entry:
    """One numbered item: its owner and the tasks urged on."""

    number: int
    owner: str
    parts: list[Part]

    @property
    def text(self) -> str:
        """The whole item as it is printed."""
        said = " ".join(core.text_of(part.pieces) for part in self.parts)
        return f"{self.number}. {self.owner}: {said}"


@dataclass(frozen=True)
class Composed:
    """The draft, block by block."""

    addressees: list[str]
    opening: list[Piece]
    entries: list[Entry]
    closing: str
    forms: list[Form]


def compose(reminder: Reminder) -> Composed:
    """Say the draft from its kept facts; an item taken out takes its sentences with it."""
    prefetch_related_objects([reminder], "items__task__dispatch")
    items = [item for item in reminder.items.all() if item.included]
    numbers = {item.pk: number for number, item in enumerate(items, start=1)}
    matters = {
        item.pk: evidence.from_json(item.facts, new_due_on=item.new_due_on, written=item.written)
        for item in items
    }
    by_code = {matters[item.pk].code: item for item in items}
    entries = []
    for number, (owner, group) in enumerate(core.grouped(matters.values()), start=1):
        parts = [
            Part(by_code[matter.code], numbers[by_code[matter.code].pk], core.item(matter))
            for matter in group
        ]
        entries.append(Entry(number, owner, parts))
    grounds = list(dict.fromkeys(_dispatch_of(matter) for matter in matters.values()))
    opening = core.opening(
        list(matters.values()),
        grounds=grounds,
        at_hour=reminder.head["at_hour"],
        day=reminder.day,
        authority=reminder.head["authority"],
    )
    return Composed(
        addressees=addressees([entry.owner for entry in entries]),
        opening=opening if matters else [],
        entries=entries,
        closing=reminder.head["closing"],
        forms=_forms(reminder, items),
    )


def _dispatch_of(matter: Matter) -> str:
    return matter.ground.split(", mục ")[0]


def addressees(owners: Sequence[str]) -> list[str]:
    """ "Kính gửi": departments in one line, the others each in theirs.

    >>> addressees(["Sở Tư pháp", "Sở Tài chính", "Công an tỉnh"])
    ['Các Sở: Tư pháp, Tài chính;', 'Công an tỉnh.']
    """
    departments = [owner.removeprefix("Sở ") for owner in owners if owner.startswith("Sở ")]
    others = [owner for owner in owners if not owner.startswith("Sở ")]
    lines = [f"Các Sở: {', '.join(departments)}"] if len(departments) > 1 else []
    lines += [f"Sở {name}" for name in departments] if len(departments) == 1 else []
    lines += others
    return [f"{line}{'.' if line is lines[-1] else ';'}" for line in lines]


def _forms(reminder: Reminder, items: Iterable[Item]) -> list[Form]:
    """The forms that the items ask to go on filling: they travel in the annex."""
    as_of = AsOf(reminder.day, reminder.known_at)
    found: dict[str, Form] = {}
    for item in items:
        measured = indicators.measured(item.task.indicator, as_of) if item.task.indicator else None
        if measured and item.facts.get("report_hour"):
            found[f"{measured.key}"] = measured.demand.form_at(as_of.known_at)
    return list(found.values())


def letter(reminder: Reminder) -> Letter:
    """The draft as a letter in the decree's layout; number and day are left for the clerk."""
    composed = compose(reminder)
    head = reminder.head
    paragraphs = [Paragraph(_runs(composed.opening))]
    for entry in composed.entries:
        runs = [Run(f"{entry.number}. {entry.owner}: ")]
        for part in entry.parts:
            runs += _runs(part.pieces)
            runs.append(Run(" "))
        paragraphs.append(Paragraph(tuple(runs[:-1])))
    return Letter(
        parent_body=head["parent_body"],
        body=head["body"],
        number_suffix=head["suffix"],
        place=head["place"],
        issued_on=reminder.issued_on,
        about=head["about"],
        addressees=tuple(composed.addressees),
        paragraphs=tuple(paragraphs),
        closing=composed.closing,
        copied_to=tuple(head["copied_to"]),
        signer_posts=tuple(head["signer_posts"]),
        signer_name=head.get("signer_name", ""),
        annexes=tuple(annex_of(form, head) for form in composed.forms),
        drafted_on=reminder.day,
        body_said=head["body_full"],
    )


def _runs(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    return tuple(Run(piece.text, slot=piece.slot or None) for piece in pieces)


def annex_of(form: Form, head: dict[str, str]) -> Annex:
    """A form as the paper annex it came from: merged heads, empty cells, a total row."""
    grouped = {field: group for group in form.groups for field in group.fields}
    top = [HeadCell("TT", rowspan=2), HeadCell(form.row_label or "Nội dung", rowspan=2)]
    below: list[HeadCell] = []
    for code, label in form.fields.items():
        group = grouped.get(code)
        if group is None:
            top.append(HeadCell(label, rowspan=2))
        else:
            if group.fields[0] == code:
                top.append(HeadCell(group.label, colspan=len(group.fields)))
            below.append(HeadCell(label))
    blanks = ("",) * len(form.fields)
    rows = [(str(n), label, *blanks) for n, label in enumerate(form.rows.values(), start=1)]
    if form.total_row:
        rows.append(("", "TỔNG", *blanks))
    header = (tuple(top), tuple(below)) if below else (tuple(_flat(top)),)
    about = re.sub(r"\s+", " ", form.label)
    return Annex(
        title=f"BIỂU MẪU BÁO CÁO: {about.upper()}",
        reference_line="",  # written from the letter
        header_rows=header,
        rows=tuple(rows),
        numeric_from=2,
    )


def _flat(cells: Iterable[HeadCell]) -> list[HeadCell]:
    return [HeadCell(cell.text, colspan=cell.colspan) for cell in cells]

"""Read a whole dispatch, or one sentence: who must do what, by when, and by which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dondoc.core.names import nfc
from dondoc.core.phrases import rx
from dondoc.core.reading.assignment_tables import AssignmentTable, duties_in, table_of
from dondoc.core.reading.blocks import Block, blocks_of, flatten
from dondoc.core.reading.campaigns import with_campaigns
from dondoc.core.reading.citations import date_spans, find_citations, name_issuers
from dondoc.core.reading.clauses import Paragraph, Walk, closing_class
from dondoc.core.reading.doubts import doubts_of, doubts_of_numbers
from dondoc.core.reading.duties import Context, duties_of
from dondoc.core.reading.forms import form_of
from dondoc.core.reading.given import doubts_of_given, with_given
from dondoc.core.reading.grids import Grid, grids_of
from dondoc.core.reading.head import Zones, read_head, zones_of
from dondoc.core.reading.model import Assignment, Citation, Clause, FormFound, Head, Reading, Source
from dondoc.core.reading.reports import with_forms
from dondoc.core.reading.text import from_text
from dondoc.core.reading.zones import annexes_of, words_of


def read(source: Source, *, agencies: Sequence[str] = ()) -> Reading:
    """Read a dispatch: head, clauses, duties, forms and doubts, each tied to its place in the
    shown text."""
    if not source.tables and not source.scanned:
        source = replace(source, shown=from_text(source.shown).shown)
    shown = source.shown
    flat = flatten(shown)
    blocks = blocks_of(shown)
    zones = zones_of(blocks, flat)
    found = read_head(blocks, zones, shown, flat)
    head = with_given(found.head, source.given)
    citations = find_citations(flat, own_number=head.number)
    context = Context(flat, shown, head.date, agencies)
    context.own_number = head.number
    context.masked = date_spans(flat, citations)
    body = blocks[zones.body : zones.foot]
    context.fallback = closing_class(body, flat) or head.addressed_to
    grids = [grid for grid in grids_of(blocks, shown, source.tables) if grid.rows]
    tables = [table for grid in grids if (table := table_of(grid)) and _below(grid, blocks, zones)]
    duties, clauses = _everything(blocks, zones, tables, context)
    taken = {table.grid.start for table in tables}
    forms = [grid for grid in grids if grid.start not in taken and _below(grid, blocks, zones)]
    found_forms = tuple(_forms(forms, blocks, zones, flat))
    named = _agencies_named(duties, head.addressed_to)
    cites = name_issuers(_in_text(citations, blocks, zones, flat), flat, named)
    document = replace(head, cites=cites)
    duties = with_forms(duties, found_forms)
    duties, campaigns = with_campaigns(duties, flat)
    warnings = doubts_of(
        document, duties, context.suspects, letterhead=found.letterhead or not head.number
    )
    return Reading(
        shown,
        document,
        duties,
        clauses,
        found_forms,
        (
            *source.warnings,
            *doubts_of_given(found.head, source.given),
            *sorted((*warnings, *doubts_of_numbers(flat)), key=lambda doubt: doubt.start),
        ),
        campaigns=campaigns,
        scanned=source.scanned,
    )


def read_sentence(sentence: str, *, date: date | None, number: str = "") -> Reading:
    """Read one sentence as a duty; without the document's date a missing year stays missing. Where
    the sentence names its own document by `number`, "this document" is read.

    >>> read_sentence("Sở Y tế hoàn thành trước 30-6.", date=None).assignments[0].due is None
    True
    """
    shown = " ".join(nfc(sentence).split())
    flat = flatten(shown)
    context = Context(flat, shown, date, ())
    context.own_number = number
    citations = find_citations(flat, own_number=number)
    context.masked = date_spans(flat, citations)
    paragraph = Paragraph("", 0, len(shown), (), None, common=True, heading=None)
    duties = tuple(duties_of(paragraph, context, alone=True)) if shown else ()
    head = Head(date=date, cites=name_issuers(citations, flat, ()))
    duties, campaigns = with_campaigns(duties, flat)
    warnings = doubts_of(head, duties, context.suspects, letterhead=True)
    return Reading(shown, head, duties, (), (), warnings, campaigns)


def _everything(
    blocks: list[Block], zones: Zones, tables: Sequence[AssignmentTable], context: Context
) -> tuple[tuple[Assignment, ...], tuple[Clause, ...]]:
    """Duties and clauses of the text, of the documents annexed to it and of their tables, in
    order."""
    walks = [Walk(blocks[zones.body : zones.foot], context.flat)]
    walks += [
        Walk(blocks[annex.first : annex.last], context.flat)
        for annex in annexes_of(blocks, context.flat, zones)
        if annex.orders
    ]
    duties = [
        duty for walk in walks for each in walk.paragraphs for duty in duties_of(each, context)
    ]
    clauses = [clause for walk in walks for clause in walk.clauses]
    for table in tables:
        for duty, clause in duties_in(table, context):
            duties += [duty] if duty else []
            clauses += [clause] if clause else []
    return (
        tuple(sorted(duties, key=lambda duty: duty.start)),
        tuple(sorted(clauses, key=lambda clause: clause.start)),
    )


def _below(grid: Grid, blocks: list[Block], zones: Zones) -> bool:
    """Whether a table stands below the head."""
    return zones.body >= len(blocks) or grid.start >= blocks[zones.body].start


_GROUNDS = rx(r"(?:căn cứ|xét|theo đề nghị|thực hiện) ")


def _in_text(
    citations: Iterable[Citation], blocks: list[Block], zones: Zones, flat: str
) -> list[Citation]:
    """Citations of the grounds and the body; head and foot only number the dispatch itself."""
    grounds = (i for i in range(zones.body) if _GROUNDS.match(words_of(blocks[i], flat)))
    first = next(grounds, zones.body)
    start = blocks[first].start if first < len(blocks) else 0
    end = blocks[zones.foot].start if zones.foot < len(blocks) else blocks[-1].end if blocks else 0
    return [cited for cited in citations if start <= cited.start < end]


def _agencies_named(duties: Iterable[Assignment], addressed: Sequence[str]) -> list[str]:
    names = [name for duty in duties for name in (*duty.lead, *duty.coordinate)]
    return list(dict.fromkeys([*names, *addressed]))


def _forms(
    grids: Iterable[Grid], blocks: list[Block], zones: Zones, flat: str
) -> Iterable[FormFound]:
    """Tables to fill in, each with the title printed above it."""
    for grid in grids:
        above = [
            b
            for b in blocks[max(zones.foot, zones.annex - 1) :]
            if b.end <= grid.start and b.kind == "plain"
        ]
        titles = [b.flat(flat).strip() for b in above[-3:]]
        title = next(
            (words for words in reversed(titles) if words.isupper() and len(words) > 12), ""
        )
        form = form_of(grid, title=" ".join(title.split()))
        if form:
            yield form

"""Read a whole dispatch, or one sentence: who must do what, by when, and by which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dondoc.core.deadlines import Deadline, find_deadlines
from dondoc.core.names import nfc
from dondoc.core.reading.agencies import known, labelled, ordered_in, subject_of, supporters_of
from dondoc.core.reading.blocks import Block, blocks_of, flatten
from dondoc.core.reading.citations import date_spans, find_citations, name_issuers
from dondoc.core.reading.clauses import Paragraph, Walk, closing_class
from dondoc.core.reading.doubts import doubts_of
from dondoc.core.reading.fields import (
    form_of_duty,
    modality_of,
    places_of,
    product_of,
    report_to,
    target_of,
    title_of,
)
from dondoc.core.reading.forms import form_of, tables_of
from dondoc.core.reading.given import doubts_of_given, with_given
from dondoc.core.reading.head import Zones, read_head, zones_of
from dondoc.core.reading.model import (
    Assignment,
    Citation,
    FormFound,
    Head,
    Mark,
    Other,
    Reading,
    Source,
)
from dondoc.core.reading.splitting import split_duties
from dondoc.core.reading.suspects import find_suspects
from dondoc.core.reading.text import from_text


class _Context:
    """What every duty of one document is read with."""

    def __init__(
        self, flat: str, shown: str, written: date | None, agencies: Sequence[str]
    ) -> None:
        self.flat, self.shown, self.written, self.agencies = flat, shown, written, agencies
        self.suspects = list(find_suspects(flat))
        self.masked: list[tuple[int, int]] = []
        self.fallback: tuple[str, ...] = ()

    def deadlines(self, start: int, end: int) -> list[Deadline]:
        """The deadlines of a stretch, with places in the document."""
        masked = [(a - start, b - start) for a, b in self.masked if a < end and b > start]
        found = find_deadlines(self.flat[start:end], self.written, masked=masked)
        return [replace(d, start=d.start + start, end=d.end + start) for d in found]


def read(source: Source, *, agencies: Sequence[str] = ()) -> Reading:
    """Read a dispatch: head, clauses, duties, forms and doubts, each tied to its place in the
    shown text."""
    if not source.tables:
        source = replace(source, shown=from_text(source.shown).shown)
    shown = source.shown
    flat = flatten(shown)
    blocks = blocks_of(shown)
    zones = zones_of(blocks, flat)
    found = read_head(blocks, zones, shown, flat)
    head = with_given(found.head, source.given)
    citations = find_citations(flat, own_number=head.number)
    context = _Context(flat, shown, head.date, agencies)
    context.masked = date_spans(flat, citations)
    body = blocks[zones.body : zones.foot]
    context.fallback = closing_class(body, flat) or head.addressed_to
    walk = Walk(body, flat)
    duties = tuple(duty for paragraph in walk.paragraphs for duty in _duties(paragraph, context))
    named = _agencies_named(duties, head.addressed_to)
    cites = name_issuers(_in_text(citations, blocks, zones), flat, named)
    document = replace(head, cites=cites)
    warnings = doubts_of(
        document, duties, context.suspects, letterhead=found.letterhead or not head.number
    )
    forms = tuple(_forms(blocks, zones, source))
    return Reading(
        shown,
        document,
        duties,
        tuple(walk.clauses),
        forms,
        (*source.warnings, *doubts_of_given(found.head, source.given), *warnings),
        scanned=source.scanned,
    )


def read_sentence(sentence: str, *, date: date | None) -> Reading:
    """Read one sentence as a duty; without the document's date a missing year stays missing.

    >>> read_sentence("Sở Y tế hoàn thành trước 30-6.", date=None).assignments[0].due is None
    True
    """
    shown = " ".join(nfc(sentence).split())
    flat = flatten(shown)
    context = _Context(flat, shown, date, ())
    citations = find_citations(flat)
    context.masked = date_spans(flat, citations)
    paragraph = Paragraph("", 0, len(shown), (), None, common=True, heading=None)
    duties = tuple(_duties(paragraph, context)) if shown else ()
    head = Head(date=date, cites=name_issuers(citations, flat, ()))
    return Reading(
        shown, head, duties, (), (), doubts_of(head, duties, context.suspects, letterhead=True)
    )


def _in_text(citations: Iterable[Citation], blocks: list[Block], zones: Zones) -> list[Citation]:
    """Citations of the body; head and foot only number the dispatch itself."""
    start = blocks[zones.body].start if zones.body < len(blocks) else 0
    end = blocks[zones.foot].start if zones.foot < len(blocks) else blocks[-1].end if blocks else 0
    return [cited for cited in citations if start <= cited.start < end]


def _agencies_named(duties: Iterable[Assignment], addressed: Sequence[str]) -> list[str]:
    names = [name for duty in duties for name in (*duty.lead, *duty.coordinate)]
    return list(dict.fromkeys([*names, *addressed]))


def _duties(paragraph: Paragraph, context: _Context) -> Iterable[Assignment]:
    """The duties of one paragraph; a day given by its heading or in a line below binds those
    without one."""
    end = paragraph.attributes[-1][1] if paragraph.attributes else paragraph.end
    inside = context.deadlines(paragraph.start, end)
    spans = split_duties(context.flat, paragraph.start, paragraph.end, inside)
    if paragraph.attributes:
        spans[-1] = (spans[-1][0], end)
    above = context.deadlines(*paragraph.heading) if paragraph.heading else []
    before: tuple[str, ...] = ()
    for start, stop in spans:
        own = [d for d in inside if start <= d.start < stop]
        duty = _duty(paragraph, context, start, stop, own, above)
        if not subject_of(context.flat[start:stop]) and paragraph.common:
            before = before or _named_lead(context, start, stop)
            duty = replace(duty, lead=before or duty.lead)
        else:
            before = duty.lead
        yield duty


def _named_lead(context: _Context, start: int, end: int) -> tuple[str, ...]:
    ordered = ordered_in(context.flat[start:end])
    return known(ordered.names, context.agencies) if ordered else ()


def _deciding(deadlines: Sequence[Deadline]) -> Deadline | None:
    """The deadline that decides: the firmest words, of several the last day."""
    dated = [d for d in deadlines if not d.every]
    if not dated:
        return None
    firmest = max(d.firmness for d in dated)
    return max(
        (d for d in dated if d.firmness == firmest), key=lambda d: (d.due or date.min, d.start)
    )


def _duty(
    paragraph: Paragraph,
    context: _Context,
    start: int,
    end: int,
    own: list[Deadline],
    above: list[Deadline],
) -> Assignment:
    words = context.flat[start:end]
    lead, who = _lead(paragraph, words, start, context)
    with_whom = labelled(words, lead=False) or supporters_of(words)
    target = target_of(words, start)
    deadline = _deciding(own) or (_deciding(above) if not own else None)
    recurrence = next((d for d in own if d.every), None)
    timed = deadline if deadline and deadline.due_time else recurrence or deadline
    telling = deadline or recurrence
    whom = (start + with_whom.start, start + with_whom.end) if with_whom else None
    marks = [Mark("what", start, end)]
    marks += [Mark("when", d.start, d.end) for d in own]
    marks += [Mark("who", *span) for span in (who, whom) if span]
    marks += [Mark("target", target.start, target.end)] if target else []
    marks += [Mark("suspect", s.start, s.end) for s in context.suspects if start <= s.start < end]
    return Assignment(
        clause=paragraph.clause,
        text=" ".join(context.shown[start:end].split()),
        start=start,
        end=end,
        title=title_of(context.flat[start : min(end, max(paragraph.end, start))], own, start),
        lead=known(lead, context.agencies),
        coordinate=known(with_whom.names, context.agencies) if with_whom else (),
        modality=modality_of(words, telling, target),
        starts=deadline.starts if deadline else None,
        due=deadline.due if deadline else None,
        due_time=timed.due_time if timed else None,
        due_before=timed.before if timed else False,
        due_raw=context.shown[telling.start : telling.end] if telling else None,
        due_rule=telling.rule if telling else None,
        due_others=_others(telling, own),
        due_start=telling.start if telling else None,
        due_end=telling.end if telling else None,
        every=recurrence.every if recurrence else None,
        report_to=report_to(words),
        form=form_of_duty(words),
        target=target,
        places=places_of(words),
        product=product_of(words),
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
    )


def _lead(
    paragraph: Paragraph, words: str, start: int, context: _Context
) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """Who answers: the agency that opens the sentence, else the heading's, else all whom the
    dispatch binds."""
    subject = labelled(words, lead=True) or subject_of(words)
    if subject:
        return subject.names, (start + subject.start, start + subject.end)
    if paragraph.owners:
        return paragraph.owners, paragraph.owner_span
    return context.fallback, None


def _others(telling: Deadline | None, own: Sequence[Deadline]) -> tuple[Other, ...]:
    if telling is None:
        return ()
    others = [Other(other.day, other.rule) for other in telling.others]
    others += [
        Other(d.due, "another_day_in_the_words")
        for d in own
        if d is not telling and d.due and d.due != telling.due
    ]
    return tuple(dict.fromkeys(others))


def _forms(blocks: list[Block], zones: Zones, source: Source) -> Iterable[FormFound]:
    """Tables to fill in, each with the title printed above it."""
    flat = flatten(source.shown)
    begin = blocks[zones.body].start if zones.body < len(blocks) else 0
    for start, end, grid, repeated in tables_of(blocks, source.shown, source.tables):
        if start < begin or not grid:
            continue
        above = [
            b
            for b in blocks[max(zones.foot, zones.annex - 1) :]
            if b.end <= start and b.kind == "plain"
        ]
        titles = [b.flat(flat).strip() for b in above[-3:]]
        title = next(
            (words for words in reversed(titles) if words.isupper() and len(words) > 12), ""
        )
        form = form_of(start, end, grid, repeated=repeated, title=" ".join(title.split()))
        if form:
            yield form

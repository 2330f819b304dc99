"""From the paragraphs of a dispatch to its duties: who, with whom, until when, each tied to its
words.

A duty's own words decide first, then the lines that speak of it, then the headings above it, then
those whom the dispatch calls on as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dondoc.core.aparts import find_aparts
from dondoc.core.deadlines import Deadline, find_deadlines, find_limit_in_cell
from dondoc.core.names import UPPER
from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import (
    VERB_WORDS,
    Named,
    known,
    labelled,
    ordered_in,
    split_names,
    starts_agency,
    supporters_of,
)
from dondoc.core.reading.attributes import attributes_of, is_attribute, names_at
from dondoc.core.reading.clauses import Paragraph
from dondoc.core.reading.fields import (
    form_of_duty,
    modality_of,
    places_of,
    product_of,
    report_by,
    report_to,
    target_of,
    title_of,
)
from dondoc.core.reading.model import Apart, Assignment, Mark, Other
from dondoc.core.reading.owners import bracketed, opening_owner
from dondoc.core.reading.splitting import split_duties
from dondoc.core.reading.suspects import find_suspects
from dondoc.core.reading.work import executes, is_work

_STANDING = rx(r"(?:thực hiện )?(?:thường xuyên|liên tục|hằng năm theo|theo quy định)")
_FULL_STOP = later(r"[.;]\s+(?=[^\W\da-z])")
# Days that tell when something happened, and days on which something must not fall.
_NO_DEADLINES = rx(
    r"(?:xảy ra|phát sinh|ghi nhận|phát hiện|diễn ra|vi phạm|tồn đọng|tiếp nhận được) từ "
    r"[^,.;]{0,40}? đến (?:hết |nay|ngày |tháng |năm )*[\d/.-]{0,10}|"
    r"(?:không để|tránh(?: để)?|không được|hạn chế)\b[^.;,]{0,80}? (?:vào|đến) (?:dịp |những "
    r"(?:ngày|tháng) )?cuối (?:năm|quý|tháng|kỳ)"
)
_ASKED = rx(r"(?:kính|trân trọng) đề nghị (?=\S)")
Span = tuple[int, int]


class Context:
    """What every duty of one document is read with."""

    def __init__(
        self, flat: str, shown: str, written: date | None, agencies: Sequence[str]
    ) -> None:
        self.flat, self.shown, self.written, self.agencies = flat, shown, written, agencies
        self.suspects = list(find_suspects(flat))
        self.masked: list[Span] = []
        self.fallback: tuple[str, ...] = ()
        self.own_number = ""
        self._found: dict[Span, list[Deadline]] = {}

    def deadlines(self, start: int, end: int) -> list[Deadline]:
        """The deadlines of a stretch, with places in the document; a heading is asked once for all
        that stands below it."""
        if (start, end) not in self._found:
            self._found[start, end] = self._deadlines(start, end)
        return list(self._found[start, end])

    def _deadlines(self, start: int, end: int) -> list[Deadline]:
        masked = [(a - start, b - start) for a, b in self.masked if a < end and b > start]
        masked += [hit.span() for hit in _NO_DEADLINES.finditer(self.flat[start:end])]
        found = find_deadlines(
            self.flat[start:end], self.written, masked=masked, own_number=self.own_number
        )
        return [replace(d, start=d.start + start, end=d.end + start) for d in found]

    def limits(self, start: int, end: int) -> list[Deadline]:
        """The deadlines of a cell or line that is only about time, where bare words are one."""
        found = self.deadlines(start, end)
        if any(d.due or d.every for d in found):
            return found
        masked = [(a - start, b - start) for a, b in self.masked if a < end and b > start]
        bare = find_limit_in_cell(self.flat[start:end], self.written, masked=masked)
        return [replace(bare, start=bare.start + start, end=bare.end + start)] if bare else found

    def known(self, names: Sequence[str]) -> tuple[str, ...]:
        """Names as the tree of agencies has them."""
        return known(names, self.agencies)


@dataclass(frozen=True)
class Said:
    """What the lines around a duty say of it, with places in the document."""

    lead: Named | None = None
    help: Named | None = None
    deadlines: tuple[Deadline, ...] = ()
    product: str | None = None
    standing: bool = False


def duties_of(
    paragraph: Paragraph, context: Context, *, alone: bool = False
) -> Iterable[Assignment]:
    """The duties of one paragraph; a day given by its heading or in a line below binds those
    without one. A sentence read `alone` is a duty, whatever it says."""
    end = paragraph.attributes[-1][1] if paragraph.attributes else paragraph.end
    inside = context.deadlines(paragraph.start, end)
    said = context.flat[paragraph.start : paragraph.end]
    if not alone and executes(said):
        return
    spans = split_duties(context.flat, paragraph.start, paragraph.end, inside)
    own_lines = said_by(paragraph.attributes, context)
    if paragraph.attributes and spans:
        spans[-1] = (spans[-1][0], end)
    shared = said_by(paragraph.shared, context)
    above = _said_above(paragraph.heading, context) if paragraph.heading else []
    before: tuple[str, ...] = ()
    for start, stop in spans:
        own = [d for d in inside if start <= d.start < stop]
        words = context.flat[start:stop]
        work = words[: paragraph.end - start]
        if not alone and not is_work(work):
            continue
        beside = own_lines if stop > paragraph.end or len(spans) > 1 else Said()
        duty = _duty(paragraph, context, (start, stop), own, _merged(beside, shared), above)
        own_lead = opening_owner(words) or _set_apart(words, paragraph.owners)
        if not own_lead and paragraph.common and not (beside.lead or shared.lead):
            before = before or _named_lead(context, start, stop)
            duty = replace(
                duty,
                lead=before or duty.lead,
                lead_inferred=duty.lead_inferred and not before,
            )
        else:
            before = duty.lead
        yield duty


def _said_above(heading: Span, context: Context) -> list[Deadline]:
    """The days that a heading sets for what stands below it: those of its last sentence, and none
    that was past when the dispatch was written."""
    start, end = heading
    stops = [found.end() for found in _FULL_STOP.finditer(context.flat, start, end - 1)]
    found = context.deadlines(stops[-1] if stops else start, end)
    return [d for d in found if not (d.due and context.written and d.due < context.written)]


def said_by(spans: Sequence[Span], context: Context) -> Said:
    """What attribute lines say: who leads, who helps, until when, with what result."""
    lead: Named | None = None
    helps: Named | None = None
    product: str | None = None
    deadlines: list[Deadline] = []
    standing = False
    for start, end in spans:
        words = context.flat[start:end]
        limits = context.deadlines(start, end)
        for said in attributes_of(words):
            if said.kind == "time" and not any(d.due or d.every for d in limits):
                limits = context.limits(start + said.start, start + said.end) or limits
            if said.kind in ("lead", "does", "both") and lead is None:
                lead = _moved(names_at(words, said, lead=True), start)
            if said.kind in ("help", "both") and helps is None:
                helps = _moved(names_at(words, said, lead=False), start)
            if said.kind == "time" and _STANDING.match(words, said.start):
                standing = True
            if said.kind == "gives" and product is None:
                product = " ".join(context.shown[start + said.start : start + said.end].split())
        deadlines += limits
    return Said(lead, helps, tuple(deadlines), product, standing)


def _moved(named: Named | None, by: int) -> Named | None:
    return replace(named, start=named.start + by, end=named.end + by) if named else None


def _merged(near: Said, far: Said) -> Said:
    return Said(
        near.lead or far.lead,
        near.help or far.help,
        near.deadlines or far.deadlines,
        near.product or far.product,
        near.standing or far.standing,
    )


def _named_lead(context: Context, start: int, end: int) -> tuple[str, ...]:
    ordered = ordered_in(context.flat[start:end])
    return context.known(ordered.names) if ordered else ()


def deciding(deadlines: Sequence[Deadline]) -> Deadline | None:
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
    context: Context,
    span: Span,
    own: list[Deadline],
    said: Said,
    above: list[Deadline],
) -> Assignment:
    start, end = span
    words = context.flat[start:end]
    lead, who = _lead(paragraph, words, start, said, context)
    with_whom = _helpers(words, start, said) or _helpers_above(paragraph, context)
    aparts = _aparts(words, start, own, context)
    mine = [d for d in own if not any(a.start <= d.start < a.end for a in aparts)] or own
    telling = mine or list(said.deadlines) or above
    deadline = deciding(telling)
    recurrence = next((d for d in telling if d.every), None)
    if not mine and not said.deadlines:
        recurrence = None
    target = target_of(words, start)
    marks = [Mark("when", d.start, d.end) for d in own]
    marks += [Mark("who", *place) for place in (who, _span(with_whom)) if place]
    marks += [Mark("target", target.start, target.end)] if target else []
    marks += [Mark("suspect", s.start, s.end) for s in context.suspects if start <= s.start < end]
    duty = Assignment(
        clause=paragraph.clause,
        text=" ".join(context.shown[start:end].split()),
        start=start,
        end=end,
        title=title_of(context.flat[start : min(end, max(paragraph.end, start))], own, start),
        lead=context.known(lead),
        lead_inferred=bool(lead) and lead is context.fallback,
        coordinate=context.known(with_whom.names) if with_whom else (),
        modality="standing"
        if said.standing and not (deadline or recurrence)
        else modality_of(words, deadline or recurrence, target),
        aparts=aparts,
        report_to=report_to(words),
        report_by=report_by(words),
        form=form_of_duty(words),
        target=target,
        places=places_of(words),
        product=said.product or product_of(words),
        marks=(Mark("what", start, end), *marks),
    )
    duty = timed(duty, deadline, recurrence, own, context)
    return replace(duty, marks=tuple(sorted(duty.marks, key=lambda m: (m.start, m.end))))


def timed(
    duty: Assignment,
    deadline: Deadline | None,
    recurrence: Deadline | None,
    own: Sequence[Deadline],
    context: Context,
) -> Assignment:
    """The duty with what the deciding words say about time."""
    telling = deadline or recurrence
    if telling is None:
        return duty
    hour = deadline if deadline and deadline.due_time else recurrence or telling
    return replace(
        duty,
        starts=deadline.starts if deadline else None,
        due=deadline.due if deadline else None,
        due_time=hour.due_time,
        due_before=hour.before,
        due_raw=context.shown[telling.start : telling.end],
        due_rule=telling.rule,
        due_others=_others(telling, own),
        due_start=telling.start,
        due_end=telling.end,
        due_assumptions=telling.assumptions,
        due_settles=telling.settles,
        every=recurrence.every if recurrence else None,
        rhythm=recurrence.rhythm if recurrence else None,
    )


def _others(telling: Deadline, own: Sequence[Deadline]) -> tuple[Other, ...]:
    others = [Other(other.day, other.rule) for other in telling.others]
    others += [
        Other(d.due, "another_day_in_the_words")
        for d in own
        if d is not telling and d.due and d.due != telling.due
    ]
    return tuple(dict.fromkeys(others))


def _span(named: Named | None) -> Span | None:
    return (named.start, named.end) if named else None


def _lead(
    paragraph: Paragraph, words: str, start: int, said: Said, context: Context
) -> tuple[tuple[str, ...], Span | None]:
    """Who answers: a label or brackets in the words, the agency that opens them, the lines below,
    the heading, else all whom the dispatch binds."""
    apart = _set_apart(words, paragraph.owners)
    if apart:
        return apart.names, (start + apart.start, start + apart.end)
    asked = _ASKED.search(words)
    own = labelled(words, lead=True) or bracketed(words)[0]
    if own is None and asked and (named := opening_owner(words[asked.end() :])):
        own = Named(named.names, asked.end() + named.start, asked.end() + named.end)
    if own is None:
        own = opening_owner(words)
    if own and not (said.lead and is_attribute(words[own.start - 40 : own.start] or "")):
        return own.names, (start + own.start, start + own.end)
    if said.lead:
        return said.lead.names, (said.lead.start, said.lead.end)
    if paragraph.owners:
        return paragraph.owners, paragraph.owner_span
    return context.fallback, None


_ALONE = rx(
    r"riêng (?:đối với )?(?P<who>[^.;,:]{3,120}?),? (?=(?:phải )?(?:hoàn thành|xong|trước|chậm "
    r"nhất|"
    r"đến hết|trong (?:tháng|quý|ngày))\b)"
)
# "Riêng thị xã Cửa Biển và huyện Nam Sông kiểm tra …"
_ALONE_WORKS = rx(
    r"riêng (?:đối với )?(?P<who>(?=(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|quận) )"
    rf"[^.;:]{{3,120}}?),? (?=(?:{VERB_WORDS})\b)"
)
_AREA = rx(rf"(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|quận) (?=(?-i:[{UPPER}]))")


def _set_apart(words: str, owners: Sequence[str]) -> Named | None:
    """Who a sentence of exception sets apart: a place stands for the body that governs it."""
    found = _ALONE_WORKS.match(words) or _ALONE.match(words)
    if found:
        who = found["who"]
        if not _AREA.match(who):
            bodies = split_names(who) if starts_agency(who, any_case=True) else ()
            return Named(bodies, found.start("who"), found.end("who")) if bodies else None
        governed = any(name.startswith(("UBND", "Ủy ban")) for name in owners)
        parts = re.split(r"\s*,\s*|\s+và\s+(?=(?:thị|huyện|xã|phường|thành|quận|đặc) )", who)
        names = tuple(f"UBND {one}" if governed else one[:1].upper() + one[1:] for one in parts)
        return Named(names, found.start("who"), found.end("who"))
    comma = words.find(", ") if re.match(r"riêng ", words, re.IGNORECASE) else -1
    named = opening_owner(words[comma + 2 :]) if comma > 0 else None
    if named is None or opening_owner(words) is not None:
        return None
    return Named(named.names, comma + 2 + named.start, comma + 2 + named.end)


def _helpers(words: str, start: int, said: Said) -> Named | None:
    """With whom the work is done, by the words themselves or by the lines below."""
    own = bracketed(words)[1] or labelled(words, lead=False) or supporters_of(words)
    return _moved(own, start) if own else said.help


def _helpers_above(paragraph: Paragraph, context: Context) -> Named | None:
    """Helpers whom the heading of a list names: "Giao Sở A chủ trì, phối hợp với Sở B:"."""
    if paragraph.heading is None:
        return None
    start, end = paragraph.heading
    words = context.flat[start:end]
    said = words.rstrip()
    if not said.endswith(":"):
        return None
    return _moved(supporters_of(f"{said[:-1]} thực hiện"), start)


def _aparts(words: str, start: int, own: Sequence[Deadline], context: Context) -> tuple[Apart, ...]:
    """Those for whom another limit is set: "riêng huyện Lý Sơn trước 9 giờ"."""
    inside = [replace(d, start=d.start - start, end=d.end - start) for d in own]
    found = []
    for apart in find_aparts(words, inside):
        limit, end = apart.deadline, apart.deadline.end
        names = split_names(words[apart.who_start : apart.who_end])
        found.append(
            Apart(
                who=context.known(names),
                due=limit.due,
                due_time=limit.due_time,
                before=limit.before,
                words=" ".join(context.shown[start + apart.who_start : start + end].split()),
                start=start + apart.who_start,
                end=start + end,
            )
        )
    return tuple(found)

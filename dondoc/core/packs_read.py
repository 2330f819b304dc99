"""From the text of a pack to its values, with every mistake explained at its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Sequence
from datetime import date, time
from decimal import Decimal
from re import Pattern

from dondoc.core.errors import Finding, Refusal, gettext_noop
from dondoc.core.expressions import RESERVED, ExpressionInvalid, parse
from dondoc.core.pack_model import (
    AGENCY,
    CODE,
    LEVELS,
    Check,
    Derived,
    Form,
    Format,
    Group,
    Indicator,
    Pack,
    Severity,
    Target,
)
from dondoc.core.pack_table import Table
from dondoc.core.periods import CloseRule, DueRule, Kind

PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FIELD = re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED))})$){CODE.pattern}")


class PackInvalid(Refusal):
    """A pack holds mistakes; all of them are named."""

    code = "pack.invalid"
    message = gettext_noop("The pack cannot be used: %(count)s to correct. Each is named below.")


def parse_pack(text: str) -> Pack:
    """Read a pack; if anything is wrong, name everything that is, each with its place.

    >>> try:
    ...     parse_pack('code = "a"\\nlabel = "A"\\nlaed = "so-tu-phap"\\nsource = "02/TCTĐA06"')
    ... except PackInvalid as refusal:
    ...     for finding in refusal.findings:
    ...         print(finding.place, "|", finding.sentence)
    lead | “lead” is missing.
    laed | “laed” is not a key that stands here. Did you mean “lead”?
    """
    findings: list[Finding] = []
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        message = gettext_noop("The file is not TOML: %(problem)s.")
        findings.append(Finding("pack.toml", message, {"problem": str(error)}))
        raise PackInvalid(count=1, findings=findings) from error
    pack = _pack(Table(data, "", findings))
    if findings:
        raise PackInvalid(count=len(findings), findings=findings)
    return pack


def _pack(table: Table) -> Pack:
    code = table.code("code", CODE)
    label, lead, source = table.text("label"), table.code("lead", AGENCY), table.text("source")
    forms = tuple(_form(part) for part in table.tables("form"))
    _no_twins(table, "form", [form.code for form in forms])
    indicators = tuple(_indicator(part, forms) for part in table.tables("indicator"))
    _no_twins(table, "indicator", [indicator.code for indicator in indicators])
    table.nothing_else()
    return Pack(code, label, lead, source, forms, indicators)


def _form(table: Table) -> Form:
    code, label = table.code("code", CODE), table.text("label")
    rows, fields = _labels(table, "rows", CODE), _labels(table, "fields", FIELD)
    form = Form(
        code=code,
        label=label,
        frequency=table.choice("frequency", Kind, Kind.DAILY, required=True),
        due=_due(table),
        closes=_closes(table),
        reporters=table.one_of("reporters", LEVELS),
        consolidated_by=table.code("consolidated_by", AGENCY, required=False) or None,
        recipient=table.code("recipient", AGENCY, required=False) or None,
        row_label=table.text("row_label", required=False),
        total_row=table.get("total_row", bool) is not False,
        rows=rows,
        fields=fields,
        carried=_some_fields(table, "carried", fields),
        groups=tuple(_group(part, list(fields)) for part in table.tables("group")),
        checks=tuple(
            _check(part, fields, nth) for nth, part in enumerate(table.tables("check"), start=1)
        ),
        derived=tuple(_derived(part, fields) for part in table.tables("derived")),
    )
    _no_twins(table, "check", [check.code for check in form.checks])
    _no_twins(table, "derived", [*fields, *(derived.code for derived in form.derived)])
    table.nothing_else()
    return form


def _labels(table: Table, key: str, pattern: Pattern[str]) -> dict[str, str]:
    part = table.table(key, required=True)
    if part is None:
        return {}
    if not part.data:
        table.note(key, gettext_noop("“%(key)s” needs at least one line."), key=key)
    for code in part.data:
        if not pattern.fullmatch(code):
            part.bad_code(code, code)
    return {code: part.text(code) for code in part.data}


def _due(table: Table) -> DueRule:
    part = table.table("due", required=True)
    if part is None:
        return DueRule()
    rule = DueRule(_days(part), part.get("before", time), part.get("by", time))
    if rule.before is not None and rule.by is not None:
        message = gettext_noop("Keep one: `before` excludes the hour, `by` includes it.")
        part.note("by", message)
    part.nothing_else()
    return rule


def _closes(table: Table) -> CloseRule | None:
    part = table.table("closes")
    if part is None:
        return None
    rule = CloseRule(_days(part), part.get("at", time, required=True) or time())
    part.nothing_else()
    return rule


def _days(part: Table) -> int:
    days = part.get("days_after", int, required=True) or 0
    if not 0 <= days <= 366:
        part.note("days_after", gettext_noop("A report is due 0 to 366 days after its period."))
    return days


def _some_fields(table: Table, key: str, fields: Collection[str]) -> tuple[str, ...]:
    chosen = table.texts(key)
    for code in chosen:
        if code not in fields:
            table.unknown_value(key, code, fields)
    return chosen


def _group(table: Table, fields: Sequence[str]) -> Group:
    group = Group(table.text("label"), _some_fields(table, "fields", fields))
    places = [fields.index(code) for code in group.fields if code in fields]
    if not places or places != list(range(places[0], places[0] + len(places))):
        message = gettext_noop("A group stands over neighbouring fields, in their order.")
        table.note("fields", message)
    table.nothing_else()
    return group


def _check(table: Table, fields: Collection[str], nth: int) -> Check:
    check = Check(
        code=table.code("code", CODE, required=False) or f"check_{nth}",
        rule=table.text("rule"),
        message=table.text("message"),
        severity=table.choice("severity", Severity, Severity.WARNING, required=False),
        hints=table.texts("hints"),
        label=table.text("label", required=False),
    )
    _rule(table, "rule", check.rule, fields, condition=True)
    possible = [*fields, *(f"previous.{code}" for code in fields)]
    for key, sentences in (("message", (check.message,)), ("hints", check.hints)):
        for sentence in sentences:
            for name in PLACEHOLDER.findall(sentence):
                if name not in possible:
                    table.unknown_value(key, name, possible)
    table.nothing_else()
    return check


def _derived(table: Table, fields: Collection[str]) -> Derived:
    derived = Derived(
        code=table.code("code", FIELD),
        label=table.text("label"),
        value=table.text("value"),
        format=table.choice("format", Format, Format.COUNT, required=False),
    )
    _rule(table, "value", derived.value, fields, condition=False)
    table.nothing_else()
    return derived


def _rule(table: Table, key: str, rule: str, fields: Collection[str], *, condition: bool) -> None:
    if not rule.strip():
        return
    try:
        expression = parse(rule, fields=fields)
    except ExpressionInvalid as refusal:
        for finding in refusal.findings:
            place = f"{table.at(key)}, {finding.place}"
            table.findings.append(Finding(place, finding.message, finding.facts))
        return
    if condition and not expression.is_condition:
        table.note(key, gettext_noop("A check is a condition, such as a <= b."))
    if expression.is_condition and not condition:
        table.note(key, gettext_noop("A derived column is a number, not a condition."))


def _indicator(table: Table, forms: Sequence[Form]) -> Indicator:
    code, label = table.code("code", CODE), table.text("label")
    share = table.table("share", required=True)
    targets = tuple(_target(part) for part in table.tables("target"))
    noun = table.text("noun", required=False)
    table.nothing_else()
    if share is None:
        return Indicator(code, label, "", "", "", targets, noun)
    of = share.one_of("of", [form.code for form in forms])
    fields: Collection[str] = next((form.fields for form in forms if form.code == of), {})
    named: Callable[[str], str] = lambda key: (  # noqa: E731
        share.one_of(key, fields) if fields else share.text(key)
    )
    indicator = Indicator(code, label, of, named("numerator"), named("denominator"), targets, noun)
    share.nothing_else()
    return indicator


def _target(table: Table) -> Target:
    by = table.get("by", date, required=True) or date.min
    starts = table.get("from", date)
    written = table.text("at_least")
    percent = PERCENT.fullmatch(written)
    if written and (percent is None or Decimal(percent[1]) > 100):
        table.note("at_least", gettext_noop('Write a percentage up to 100, such as "95.5%%".'))
    if starts is not None and starts > by:
        table.note("from", gettext_noop("The first day lies after the last one."))
    target = Target(
        by, Decimal(percent[1]) if percent else Decimal(0), table.text("source"), starts
    )
    table.nothing_else()
    return target


def _no_twins(table: Table, key: str, codes: Sequence[str]) -> None:
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        table.note(key, gettext_noop("The code “%(code)s” stands twice."), code=code)

"""From a pack's values back to its text, so that a form confirmed on a page becomes a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal

from dondoc.core.pack_model import Form, Indicator, Pack, Severity

type Plain = str | int | bool | date | time | tuple[str, ...] | Mapping[str, Plain] | None


def to_toml(pack: Pack) -> str:
    """Write a pack as TOML; reading it again gives the same pack, in the same order.

    >>> print(to_toml(Pack("a", "Sổ", "so-tu-phap", "02/TCTĐA06, mục 1")).strip())
    code = "a"
    label = "Sổ"
    lead = "so-tu-phap"
    source = "02/TCTĐA06, mục 1"
    """
    lines = [
        *_keys(code=pack.code, label=pack.label, lead=pack.lead, source=pack.source),
        *(line for form in pack.forms for line in _form(form)),
        *(line for indicator in pack.indicators for line in _indicator(indicator)),
    ]
    return "\n".join(lines) + "\n"


def _form(form: Form) -> Iterator[str]:
    due: Plain = {"days_after": form.due.days_after, "before": form.due.before, "by": form.due.by}
    closes: Plain = None
    if form.closes:
        closes = {"days_after": form.closes.days_after, "at": form.closes.at}
    yield from _head("form", array=True)
    yield from _keys(
        code=form.code,
        label=form.label,
        frequency=form.frequency.value,
        due=due,
        closes=closes,
        reporters=form.reporters,
        consolidated_by=form.consolidated_by,
        recipient=form.recipient,
        row_label=form.row_label or None,
        total_row=form.total_row,
        carried=form.carried or None,
    )
    for name, labels in (("form.rows", form.rows), ("form.fields", form.fields)):
        yield from _head(name)
        yield from _keys(**labels)
    for group in form.groups:
        yield from _head("form.group", array=True)
        yield from _keys(label=group.label, fields=group.fields)
    for derived in form.derived:
        yield from _head("form.derived", array=True)
        yield from _keys(
            code=derived.code,
            label=derived.label,
            value=derived.value,
            format=derived.format.value,
        )
    for check in form.checks:
        yield from _head("form.check", array=True)
        yield from _keys(
            code=check.code,
            rule=check.rule,
            severity=None if check.severity is Severity.WARNING else check.severity.value,
            message=check.message,
            hints=check.hints or None,
            label=check.label or None,
        )


def _indicator(indicator: Indicator) -> Iterator[str]:
    yield from _head("indicator", array=True)
    share = {
        "of": indicator.form,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
    }
    yield from _keys(
        code=indicator.code, label=indicator.label, noun=indicator.noun or None, share=share
    )
    for target in indicator.targets:
        percent = f"{_plain(target.at_least)}%"
        start: Mapping[str, Plain] = {"from": target.starts}
        yield from _head("indicator.target", array=True)
        yield from _keys(**start, by=target.by, at_least=percent, source=target.source)


def _head(name: str, *, array: bool = False) -> Iterable[str]:
    return ("", f"[[{name}]]" if array else f"[{name}]")


def _keys(**values: Plain) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_value(value)}"


def _value(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for the one control character that JSON leaves alone.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_value(part) for part in value)}]"
    if isinstance(value, Mapping):
        parts = [f"{key} = {_value(part)}" for key, part in value.items() if part is not None]
        return "{ " + ", ".join(parts) + " }"
    return str(value)


def _plain(percent: Decimal) -> str:
    return format(percent, "f")

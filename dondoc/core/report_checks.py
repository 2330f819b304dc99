"""Checks of a filled form: each row is held against the form's rules, and the broken ones speak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dondoc.core.counts import written
from dondoc.core.expressions import Env
from dondoc.core.pack_model import Check, Form, Severity
from dondoc.core.packs_read import PLACEHOLDER

type Cells = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class CheckFinding:
    """What a check has to say about one row: the sentence, its hint, and the numbers it names."""

    row: str
    check_code: str
    severity: Severity
    message: str
    numbers: dict[str, int]
    hint: str
    fields: tuple[str, ...]


def check(form: Form, cells: Cells, previous: Cells | None = None) -> list[CheckFinding]:
    """Hold every row against every check; where a figure is missing the check stays silent.

    >>> from dondoc.core.pack_model import Check, Form
    >>> from dondoc.core.periods import DueRule, Kind
    >>> rule = Check("c", "b <= a", "B ({b}) nhiều hơn A ({a}).")
    >>> form = Form("f", "F", Kind.DAILY, DueRule(), "commune", {"r": "R"}, {"a": "A", "b": "B"},
    ...             checks=(rule,))
    >>> [finding.message for finding in check(form, {"r": {"a": 612, "b": 1806}})]
    ['B (1.806) nhiều hơn A (612).']
    >>> check(form, {"r": {"b": 806}})
    []
    """
    before = previous or {}
    all_rows = [cells.get(row, {}) for row in form.rows]
    found = []
    for row in form.rows:
        env = Env(cells.get(row, {}), before.get(row, {}), all_rows)
        found += [_finding(row, rule, env) for rule in form.checks if _broken(rule, env)]
    return found


def passed(form: Form, cells: Cells, previous: Cells | None = None) -> dict[str, int]:
    """How many rows keep each check that no row breaks, for the panel of what is in order.

    A check nobody could apply is left out, and so is one without a label: it has no words for it.
    """
    broken = {finding.check_code for finding in check(form, cells, previous)}
    all_rows = [cells.get(row, {}) for row in form.rows]
    kept = dict.fromkeys((c.code for c in form.checks if c.label and c.code not in broken), 0)
    for row in form.rows:
        env = Env(cells.get(row, {}), (previous or {}).get(row, {}), all_rows)
        for rule in form.checks:
            if rule.code in kept and rule.expression.evaluate(env) is True:
                kept[rule.code] += 1
    return {code: rows for code, rows in kept.items() if rows}


def _broken(rule: Check, env: Env) -> bool:
    return rule.expression.evaluate(env) is False


def _finding(row: str, rule: Check, env: Env) -> CheckFinding:
    numbers = {name: int(value) for name, value in env.fields.items() if value is not None}
    numbers |= {f"previous.{n}": int(v) for n, v in env.previous.items() if v is not None}
    named = [name for text in (rule.message, *rule.hints) for name in PLACEHOLDER.findall(text)]
    expression = rule.expression
    named += [*expression.fields, *(f"previous.{name}" for name in expression.previous_fields)]
    hints = [_said(hint, numbers) for hint in rule.hints if _can_say(hint, numbers)]
    return CheckFinding(
        row=row,
        check_code=rule.code,
        severity=rule.severity,
        message=_said(rule.message, numbers),
        numbers={name: numbers[name] for name in dict.fromkeys(named) if name in numbers},
        hint=" ".join(hints),
        fields=expression.fields,
    )


def _can_say(sentence: str, numbers: Mapping[str, int]) -> bool:
    return all(name in numbers for name in PLACEHOLDER.findall(sentence))


def _said(sentence: str, numbers: Mapping[str, int]) -> str:
    """The sentence with its numbers written in; one that was not reported is a dash."""

    def number(match: re.Match[str]) -> str:
        return written(numbers[match[1]]) if match[1] in numbers else "—"

    return PLACEHOLDER.sub(number, sentence)

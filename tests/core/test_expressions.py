"""The small arithmetic of packs: it never fails, and what is missing stays missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.expressions import MISSING, Env, ExpressionInvalid, parse

FIELDS = ["total", "draft", "approved", "transferred"]
names = st.sampled_from(FIELDS)
numbers = st.recursive(
    st.integers(0, 10**6).map(str) | names | names.map(lambda name: f"previous({name})"),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/×÷−"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
        | st.tuples(st.sampled_from(["sum", "min", "max"]), inner, inner).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        )
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=6,
)
comparisons = st.tuples(numbers, st.sampled_from(["<", "<=", "≤", "=", "!=", ">="]), numbers).map(
    " ".join
)
rules = comparisons | st.tuples(comparisons, st.sampled_from(["and", "or"]), comparisons).map(
    " ".join
)
texts = (numbers | rules).filter(lambda text: len(text) <= 600)
figures = st.dictionaries(names, st.none() | st.integers(0, 10**12))


@given(text=texts, now=figures, before=figures)
def test_what_can_be_read_can_be_computed_and_always_gives_one_answer(text, now, before):
    expression = parse(text, fields=FIELDS)

    answer = expression.evaluate(Env(now, before))

    assert answer is MISSING or isinstance(answer, bool) == expression.is_condition
    assert parse(text).evaluate(Env(now, before)) == answer


@given(text=texts, now=figures, before=figures)
def test_missing_is_contagious(text, now, before):
    expression = parse(text)
    asked = [now.get(name) for name in expression.fields]
    asked += [before.get(name) for name in expression.previous_fields]

    if None in asked:
        assert expression.evaluate(Env(now, before)) is MISSING


@given(text=st.text(max_size=700) | st.text("abt()+-*/<=,. andor", max_size=120))
def test_any_text_is_read_or_refused_with_a_place(text):
    try:
        parse(text, fields=FIELDS)
    except ExpressionInvalid as refusal:
        assert refusal.findings
        assert all(f.place.startswith("character ") and f.sentence for f in refusal.findings)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2 + 3 * 4 - 6 ÷ 2", Decimal(11)),
        ("(2 + 3) × 4", Decimal(20)),
        ("10 − 4 − 3", Decimal(3)),
        ("--2 + -3", Decimal(-1)),
        ("0.1 + 0.2 = 0.3", True),
        ("1 <= 2 < 2", False),
        ("1 < 2 and not 3 < 2", True),
        ("not not 1 < 2", True),
        ("1 > 2 or 2 > 1 and 3 > 2", True),
        ("if(1 > 2, 5, 6)", Decimal(6)),
        ("if(1 < 2, 5, nothing)", Decimal(5)),
        ("max(1, 5, 3) - min(4, 2)", Decimal(3)),
        ("1 / 0", MISSING),
        ("1 / 0 <= 5", MISSING),
        ("nothing <= 5 or 1 < 2", MISSING),
    ],
)
def test_the_arithmetic_is_the_one_taught_at_school(text, answer):
    assert parse(text).evaluate({}) == answer


def test_one_field_alone_is_taken_over_all_rows():
    rows = [{"total": 5}, {"total": 7}]

    assert parse("sum(total)").evaluate(Env({}, rows=rows)) == 12
    assert parse("sum(total)").evaluate(Env({}, rows=[*rows, {}])) is MISSING
    assert parse("max(total)").evaluate(Env({}, rows=[])) is MISSING


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (
            "transfered <= total",
            1,
            "“transfered” is not a field of this form. Did you mean “transferred”?",
        ),
        ("smu(total, draft)", 1, "“smu” is not a function. Did you mean “sum”?"),
        ("total <=", 9, "The rule ends where a value is needed."),
        ("total total", 7, "“total” is not expected here."),
        ("(total", 7, "“)” is missing here."),
        ("total + (draft < 1)", 9, "A number is needed here, not a condition."),
        ("total and draft < 1", 1, "A condition is needed here, such as a <= b."),
        ("previous(total + 1)", 1, "previous() takes one field: previous(total)."),
        ("if(total < 1, 2)", 1, "if() takes three parts: if(condition, a, b)."),
        ("if(total < 1, 2, 1 < 2)", 18, "Both answers of if() must be of one kind."),
        ("total ; 1", 7, "“;” is not expected here."),
        ("(" * 60 + "1" + ")" * 60, 41, "The rule is nested too deeply. Split it into two checks."),
    ],
)
def test_a_mistake_is_named_with_its_place(text, place, sentence):
    with pytest.raises(ExpressionInvalid) as refused:
        parse(text, fields=FIELDS)

    assert (refused.value.findings[0].place, refused.value.findings[0].sentence) == (
        f"character {place}",
        sentence,
    )

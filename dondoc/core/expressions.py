"""Reading the small arithmetic of packs: what is written becomes a tree, or a list of mistakes.

    transferred <= approved
    draft + waiting + approved + rejected <= total
    transferred >= previous(transferred)
    if(total = 0, 0, transferred ÷ total)
    total <= sum(total)                      one field alone: over all rows of the form

Numbers are written with a dot (0.5). × and ÷, ≤ and ≥ may be typed instead of *, /, <=, >=.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from dondoc.core.errors import Finding, Refusal, gettext_noop
from dondoc.core.expression_tree import (
    AGGREGATES,
    MISSING,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Env,
    Expression,
    Field,
    Figure,
    Logic,
    Missing,
    Negative,
    Node,
    Number,
    OverRows,
    Previous,
    Value,
    answers_yes_or_no,
)

__all__ = [
    "MISSING",
    "RESERVED",
    "Env",
    "Expression",
    "ExpressionInvalid",
    "Figure",
    "Missing",
    "Value",
    "parse",
]

FUNCTIONS = (*AGGREGATES, "previous", "if")
RESERVED = frozenset((*FUNCTIONS, "and", "or", "not"))
SAME = {"×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign><=|>=|!=|==|[-+*/×÷−≤≥≠<>=(),])|(?P<other>\S))",
    re.ASCII,
)
# A rule is one thought. The limits also keep the tree shallow enough for any machine.
LONGEST = 600
DEEPEST = 40


class ExpressionInvalid(Refusal):
    """A rule of a pack is not written in the language of rules."""

    code = "expression.invalid"
    message = gettext_noop("The rule “%(rule)s” cannot be read. Correct the places named.")


class Token(NamedTuple):
    """One sign or word of a rule, with its place."""

    kind: str
    text: str
    at: int


class _Stop(Exception):
    """Leaves the descent; what was wrong is already noted."""


def parse(text: str, *, fields: Collection[str] | None = None) -> Expression:
    """Read a rule; a mistake is named with its place and, for a name, the nearest right one.

    >>> parse("draft + waiting <= total").fields
    ('draft', 'waiting', 'total')
    >>> try:
    ...     parse("transfered <= approved", fields=["transferred", "approved"])
    ... except ExpressionInvalid as refusal:
    ...     print(refusal.findings[0].place, "|", refusal.findings[0].sentence)
    character 1 | “transfered” is not a field of this form. Did you mean “transferred”?
    """
    reader = _Reader(text, fields)
    root = reader.whole()
    if root is None or reader.findings:
        raise ExpressionInvalid(rule=text[:LONGEST], findings=reader.findings)
    return Expression(text, root)


class _Reader:
    """One rule read from left to right: or, and, not, comparison, sum, product, sign, value."""

    def __init__(self, text: str, fields: Collection[str] | None) -> None:
        self.fields = fields
        self.findings: list[Finding] = []
        self.depth = 0
        self.position = 0
        self.tokens = [
            Token(str(m.lastgroup), SAME.get(m[m.lastgroup], m[m.lastgroup]), m.start(m.lastgroup))
            for m in TOKEN.finditer(text[: LONGEST + 1])
            if m.lastgroup
        ]
        self.tokens.append(Token("end", "", min(len(text), LONGEST)))
        self.too_long = len(text) > LONGEST

    def whole(self) -> Node | None:
        try:
            if self.too_long:
                self.stop(gettext_noop("A rule has at most %(most)s characters."), most=LONGEST)
            root = self.disjunction()
            if self.here.kind != "end":
                self.stop(gettext_noop("“%(text)s” is not expected here."), text=self.here.text)
            return root
        except _Stop:
            return None

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def take(self, *signs: str) -> str | None:
        token = self.here
        if token.kind in {"sign", "name"} and token.text in signs:
            self.position += 1
            return token.text
        return None

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            self.stop(gettext_noop("“%(sign)s” is missing here."), sign=sign)

    def note(self, at: int, message: str, **facts: object) -> None:
        self.findings.append(Finding(f"character {at + 1}", message, facts))

    def stop(self, message: str, **facts: object) -> None:
        self.note(self.here.at, message, **facts)
        raise _Stop

    def number(self, node: Node, at: int) -> Node:
        if answers_yes_or_no(node):
            self.note(at, gettext_noop("A number is needed here, not a condition."))
        return node

    def condition(self, node: Node, at: int) -> Node:
        if not answers_yes_or_no(node):
            self.note(at, gettext_noop("A condition is needed here, such as a <= b."))
        return node

    def disjunction(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            self.stop(gettext_noop("The rule is nested too deeply. Split it into two checks."))
        node = self.logic("or")
        self.depth -= 1
        return node

    def logic(self, word: str) -> Node:
        at = self.here.at
        first = self.logic("and") if word == "or" else self.negation()
        parts = [first]
        while self.take(word):
            if len(parts) == 1:
                self.condition(first, at)
            at = self.here.at
            parts.append(self.logic("and") if word == "or" else self.negation())
            self.condition(parts[-1], at)
        return Logic(word, tuple(parts)) if len(parts) > 1 else first

    def negation(self) -> Node:
        times = 0
        while self.take("not"):
            times += 1
        at = self.here.at
        node = self.comparison()
        if times:
            node = Logic("not", (self.condition(node, at),))
        return Logic("not", (node,)) if times and times % 2 == 0 else node

    def comparison(self) -> Node:
        at = self.here.at
        first = self.sum()
        operands, operators = [first], []
        while operator := self.take("<", "<=", ">", ">=", "=", "!="):
            if len(operands) == 1:
                self.number(first, at)
            at = self.here.at
            operands.append(self.number(self.sum(), at))
            operators.append(operator)
        return Comparison(tuple(operands), tuple(operators)) if operators else first

    def sum(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.sign)

    def chain(self, signs: Sequence[str], part: Callable[[], Node]) -> Node:
        at = self.here.at
        node = part()
        length = 0
        while operator := self.take(*signs):
            length += 1
            self.number(node, at)
            at = self.here.at
            if length > DEEPEST:
                self.stop(gettext_noop("The rule is nested too deeply. Split it into two checks."))
            node = Arithmetic(operator, node, self.number(part(), at))
        return node

    def sign(self) -> Node:
        negative = False
        signed = False
        while self.take("-"):
            negative, signed = not negative, True
        at = self.here.at
        node = self.value()
        if signed:
            self.number(node, at)
        return Negative(node) if negative else node

    def value(self) -> Node:
        token = self.here
        if token.kind == "number":
            self.position += 1
            return Number(Decimal(token.text))
        if self.take("("):
            node = self.disjunction()
            self.expect(")")
            return node
        if token.kind == "name" and token.text not in {"and", "or", "not"}:
            self.position += 1
            return self.call(token) if self.take("(") else self.field(token)
        if token.kind == "end":
            self.stop(gettext_noop("The rule ends where a value is needed."))
        self.stop(gettext_noop("“%(text)s” is not expected here."), text=token.text)
        raise AssertionError("stop always leaves")

    def field(self, token: Token) -> Field:
        if token.text in RESERVED:
            self.note(token.at, gettext_noop("“%(name)s” needs brackets."), name=token.text)
        elif self.fields is not None and token.text not in self.fields:
            self.unknown(
                token, gettext_noop("“%(name)s” is not a field of this form."), self.fields
            )
        return Field(token.text)

    def call(self, token: Token) -> Node:
        if token.text not in FUNCTIONS:
            self.unknown(token, gettext_noop("“%(name)s” is not a function."), FUNCTIONS)
        starts, arguments = [self.here.at], [self.disjunction()]
        while self.take(","):
            starts.append(self.here.at)
            arguments.append(self.disjunction())
        self.expect(")")
        if token.text == "if":
            return self.choice(token, starts, arguments)
        for at, argument in zip(starts, arguments, strict=True):
            self.number(argument, at)
        alone = arguments[0] if len(arguments) == 1 else None
        if token.text == "previous":
            if not isinstance(alone, Field):
                self.note(token.at, gettext_noop("previous() takes one field: previous(total)."))
                return Number(Decimal(0))
            return Previous(alone.name)
        if isinstance(alone, Field):
            return OverRows(token.text, alone.name)
        return Call(token.text, tuple(arguments))

    def choice(self, token: Token, starts: Sequence[int], arguments: Sequence[Node]) -> Node:
        if len(arguments) != 3:
            self.note(token.at, gettext_noop("if() takes three parts: if(condition, a, b)."))
            return Number(Decimal(0))
        self.condition(arguments[0], starts[0])
        if answers_yes_or_no(arguments[1]) != answers_yes_or_no(arguments[2]):
            self.note(starts[2], gettext_noop("Both answers of if() must be of one kind."))
        return Choice(*arguments)

    def unknown(self, token: Token, message: str, right: Collection[str]) -> None:
        near = get_close_matches(token.text, right, n=1, cutoff=0.6)
        if near:
            message = SUGGESTING[message]
            self.note(token.at, message, name=token.text, nearest=near[0])
        else:
            self.note(token.at, message, name=token.text)


SUGGESTING = {
    "“%(name)s” is not a field of this form.": gettext_noop(
        "“%(name)s” is not a field of this form. Did you mean “%(nearest)s”?"
    ),
    "“%(name)s” is not a function.": gettext_noop(
        "“%(name)s” is not a function. Did you mean “%(nearest)s”?"
    ),
}

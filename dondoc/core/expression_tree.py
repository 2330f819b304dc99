"""The small arithmetic of packs, computed: fields, comparisons, and/or/not, sum/min/max, previous.

Every expression that can be read can be computed: nothing loops, nothing fails. A missing figure
makes what is computed from it missing, and a comparison with something missing is missing too, so
that a check over it stays silent (silence is not zero). Dividing by zero gives missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from enum import Enum
from typing import Final

type Figure = int | Decimal | None


class Missing(Enum):
    """The answer when a figure that is needed was not reported."""

    MISSING = "missing"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing.MISSING
type Value = Decimal | bool | Missing


@dataclass(frozen=True)
class Env:
    """The figures an expression may look at: this row, the same row a period before, all rows."""

    fields: Mapping[str, Figure]
    previous: Mapping[str, Figure] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Figure]] = ()


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True)
class Field:
    """The figure of a field in the row at hand."""

    name: str


@dataclass(frozen=True)
class Previous:
    """The figure of a field in the period before."""

    name: str


@dataclass(frozen=True)
class OverRows:
    """A function over a field of all rows: `sum(total)`."""

    function: str
    name: str


@dataclass(frozen=True)
class Call:
    """A function of values."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Arithmetic:
    """Two values and a sign between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negative:
    """A value with its sign turned."""

    of: Node


@dataclass(frozen=True)
class Comparison:
    """A chain such as 0 <= a <= b: every neighbouring pair must hold."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True)
class Logic:
    """Conditions joined by `and`, `or`, `not`."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    """One value or the other, by a condition."""

    condition: Node
    then: Node
    otherwise: Node


type Node = (
    Number
    | Field
    | Previous
    | OverRows
    | Call
    | Arithmetic
    | Negative
    | Comparison
    | Logic
    | Choice
)

AGGREGATES: Mapping[str, Callable[[Iterable[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "min": min,
    "max": max,
}
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
# Sixty digits hold any sum and product of reported counts exactly; nothing traps.
DECIMALS = Context(prec=60, traps=[])


@dataclass(frozen=True)
class Expression:
    """A rule as written, and the tree it was read into."""

    text: str
    root: Node

    def evaluate(self, env: Env | Mapping[str, Figure]) -> Value:
        """Compute the rule for one row; it answers a number, yes or no, or MISSING, never an error.

        >>> from dondoc.core.expressions import parse
        >>> rule = parse("transferred <= approved")
        >>> rule.evaluate({"transferred": 806, "approved": 612})
        False
        >>> rule.evaluate({"transferred": 806})
        <Missing.MISSING: 'missing'>
        """
        env = env if isinstance(env, Env) else Env(env)
        with localcontext(DECIMALS):
            return _compute(self.root, env)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of this period that the rule looks at, in the order they stand."""
        return _unique(node.name for node in walk(self.root) if isinstance(node, Field | OverRows))

    @property
    def previous_fields(self) -> tuple[str, ...]:
        """The fields of the period before that the rule looks at."""
        return _unique(node.name for node in walk(self.root) if isinstance(node, Previous))

    @property
    def is_condition(self) -> bool:
        """Whether the rule answers yes or no rather than a number."""
        return answers_yes_or_no(self.root)


def walk(node: Node) -> Iterator[Node]:
    """Every part of a rule, from the outside in and from left to right."""
    yield node
    for child in _children(node):
        yield from walk(child)


def answers_yes_or_no(node: Node) -> bool:
    """Whether a part of a rule is a condition; an `if` is what its branches are."""
    if isinstance(node, Choice):
        return answers_yes_or_no(node.then)
    return isinstance(node, Comparison | Logic)


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Call(_, arguments):
            return arguments
        case Arithmetic(_, left, right):
            return (left, right)
        case Negative(of):
            return (of,)
        case Comparison(operands, _) | Logic(_, operands):
            return operands
        case Choice(condition, then, otherwise):
            return (condition, then, otherwise)
        case _:
            return ()


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _compute(node: Node, env: Env) -> Value:
    match node:
        case Number(value):
            return value
        case Field(name):
            return _figure(env.fields.get(name))
        case Previous(name):
            return _figure(env.previous.get(name))
        case OverRows(function, name):
            return _aggregate(function, [_figure(row.get(name)) for row in env.rows])
        case Call(function, arguments):
            return _aggregate(function, [_compute(part, env) for part in arguments])
        case Negative(of):
            return _arithmetic("-", Decimal(0), _compute(of, env))
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, _compute(left, env), _compute(right, env))
        case Comparison(operands, operators):
            return _compare([_compute(part, env) for part in operands], operators)
        case Logic(operator, operands):
            return _logic(operator, [_compute(part, env) for part in operands])
        case Choice(condition, then, otherwise):
            chosen = _compute(condition, env)
            return MISSING if chosen is MISSING else _compute(then if chosen else otherwise, env)


def _figure(value: Figure) -> Value:
    return MISSING if value is None else _finite(Decimal(value))


def _finite(value: Decimal) -> Value:
    return value if value.is_finite() else MISSING


def _numbers(values: Sequence[Value]) -> list[Decimal] | None:
    """The values as numbers, or None as soon as one of them is missing: missing is contagious."""
    numbers = [Decimal(value) for value in values if value is not MISSING]
    return numbers if len(numbers) == len(values) else None


def _aggregate(function: str, values: Sequence[Value]) -> Value:
    numbers = _numbers(values)
    return _finite(AGGREGATES[function](numbers)) if numbers else MISSING


def _arithmetic(operator: str, left: Value, right: Value) -> Value:
    if left is MISSING or right is MISSING:
        return MISSING
    a, b = Decimal(left), Decimal(right)
    if operator == "/":
        return _finite(a / b) if b else MISSING
    return _finite(a + b if operator == "+" else a - b if operator == "-" else a * b)


def _compare(values: Sequence[Value], operators: Sequence[str]) -> Value:
    numbers = _numbers(values)
    if numbers is None:
        return MISSING
    pairs = zip(numbers, numbers[1:], operators, strict=False)
    return all(COMPARE[operator](a, b) for a, b, operator in pairs)


def _logic(operator: str, values: Sequence[Value]) -> Value:
    if any(value is MISSING for value in values):
        return MISSING
    if operator == "not":
        return not values[0]
    return all(values) if operator == "and" else any(values)

"""A no says why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar


def gettext_noop(message: str) -> str:
    """Mark an English sentence for translation without translating it: the core has no language."""
    return message


@dataclass(frozen=True)
class Finding:
    """One fault of a file, a form or a pack, with the place a person can go to.

    >>> Finding(place="B7", message="%(text)s is not a number.", facts={"text": "abc"}).sentence
    'abc is not a number.'
    """

    place: str
    message: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English sentence with its facts; pages and commands translate `message` first."""
        return self.message % self.facts


class Refusal(Exception):
    """Base of every no the product gives on purpose: a stable code, the facts, a sentence.

    The sentence is English here and Vietnamese where a person reads it; it says what to do next.
    Readers of files gather all `findings` and speak once.
    """

    code: ClassVar[str] = ""
    message: ClassVar[str] = ""

    def __init__(self, *, findings: Iterable[Finding] = (), **facts: Any) -> None:
        self.facts = facts
        self.findings = tuple(findings)
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The English sentence with its facts."""
        return self.message % self.facts


def all_refusals(base: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Every reason for a no that is loaded, ordered by its code."""
    found = {kind for child in base.__subclasses__() for kind in [child, *all_refusals(child)]}
    return sorted((kind for kind in found if kind.code), key=lambda kind: kind.code)

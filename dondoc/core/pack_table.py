"""One table of a pack, read key by key: a mistake is noted with its place and reading goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from re import Pattern

from dondoc.core.errors import Finding, gettext_noop

UNKNOWN_KEY = gettext_noop("“%(key)s” is not a key that stands here.")
UNKNOWN_KEY_NEAR = gettext_noop(
    "“%(key)s” is not a key that stands here. Did you mean “%(nearest)s”?"
)
UNKNOWN_VALUE = gettext_noop("“%(value)s” is not known here. Possible: %(possible)s.")
UNKNOWN_VALUE_NEAR = gettext_noop(
    "“%(value)s” is not known here. Did you mean “%(nearest)s”? Possible: %(possible)s."
)
MISSING_KEY = gettext_noop("“%(key)s” is missing.")
WRONG_KIND = gettext_noop("“%(key)s” must be %(kind)s.")
EMPTY = gettext_noop("“%(key)s” must not be empty.")
KINDS = {
    str: gettext_noop("a text in quotes"),
    int: gettext_noop("a whole number"),
    bool: gettext_noop("true or false"),
    date: gettext_noop("a date such as 2025-02-19"),
    time: gettext_noop("an hour such as 08:00:00"),
    dict: gettext_noop("a table"),
    list: gettext_noop("a list"),
}


class Table:
    """A table of the file with its place (`form[0].fields`) and the common list of findings."""

    def __init__(self, data: Mapping[str, object], place: str, findings: list[Finding]) -> None:
        self.data = data
        self.place = place
        self.findings = findings
        self.known: list[str] = []

    def at(self, key: str) -> str:
        """The place of a key in the file."""
        return f"{self.place}.{key}" if self.place else key

    def note(self, key: str, message: str, /, **facts: object) -> None:
        """Note a mistake at a key."""
        self.findings.append(Finding(self.at(key), message, facts))

    def get[T](self, key: str, kind: type[T], *, required: bool = False) -> T | None:
        """The value under a key if it is there and of the kind asked for."""
        self.known.append(key)
        value = self.data.get(key)
        if value is None:
            if required:
                self.note(key, MISSING_KEY, key=key)
            return None
        if not _is(value, kind):
            self.note(key, WRONG_KIND, key=key, kind=KINDS[kind])
            return None
        return value  # type: ignore[return-value]

    def text(self, key: str, *, required: bool = True, default: str = "") -> str:
        """The words under a key; required ones may not be blank."""
        value = self.get(key, str, required=required)
        if value is not None and required and not value.strip():
            self.note(key, EMPTY, key=key)
        return default if value is None else value

    def code(self, key: str, pattern: Pattern[str], *, required: bool = True) -> str:
        """A code under a key, of the shape codes have."""
        value = self.text(key, required=required)
        if value and not pattern.fullmatch(value):
            self.bad_code(key, value)
        return value

    def bad_code(self, key: str, value: str) -> None:
        """Note that a word is no code."""
        message = gettext_noop(
            "“%(value)s” is not a code. Begin with a letter; use a–z, 0–9 and one kind of dash."
        )
        self.note(key, message, value=value)

    def one_of(self, key: str, possible: Collection[str], *, default: str | None = None) -> str:
        """One of the words possible under a key."""
        value = self.text(key, required=default is None, default=default or "")
        if value and value not in possible:
            self.unknown_value(key, value, possible)
        return value

    def choice[E: StrEnum](self, key: str, kind: type[E], fallback: E, *, required: bool) -> E:
        """One of a closed list of words; `fallback` also stands in while a mistake is explained."""
        possible = [member.value for member in kind]
        value = self.one_of(key, possible, default=None if required else fallback.value)
        return kind(value) if value in possible else fallback

    def unknown_value(self, key: str, value: str, possible: Collection[str]) -> None:
        """Note a word that is not known, with the nearest one that is."""
        listed = ", ".join(possible)
        near = get_close_matches(value, possible, n=1, cutoff=0.6)
        if near:
            self.note(key, UNKNOWN_VALUE_NEAR, value=value, nearest=near[0], possible=listed)
        else:
            self.note(key, UNKNOWN_VALUE, value=value, possible=listed)

    def table(self, key: str, *, required: bool = False) -> Table | None:
        """The table under a key."""
        value = self.get(key, dict, required=required)
        return None if value is None else Table(value, self.at(key), self.findings)

    def tables(self, key: str) -> Iterator[Table]:
        """The tables listed under a key, one by one."""
        for index, value in enumerate(self.get(key, list) or []):
            if isinstance(value, dict):
                yield Table(value, f"{self.at(key)}[{index}]", self.findings)
            else:
                self.note(f"{key}[{index}]", WRONG_KIND, key=key, kind=KINDS[dict])

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The words listed under a key."""
        values = self.get(key, list, required=required) or []
        good = [value for value in values if isinstance(value, str)]
        if len(good) < len(values):
            self.note(key, WRONG_KIND, key=key, kind=KINDS[str])
        return tuple(good)

    def nothing_else(self) -> None:
        """Name every key that nobody asked for, with the nearest right one."""
        for key in self.data:
            if key not in self.known:
                near = get_close_matches(key, self.known, n=1, cutoff=0.6)
                if near:
                    self.note(key, UNKNOWN_KEY_NEAR, key=key, nearest=near[0])
                else:
                    self.note(key, UNKNOWN_KEY, key=key)


def _is(value: object, kind: type) -> bool:
    """Whether a TOML value is of a kind: true is no number, and a moment is no date."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind) and not (kind is date and isinstance(value, datetime))

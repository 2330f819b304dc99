"""What a reader of dispatches is given, and what it says: values with places in the shown text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dondoc.core.deadline_rules import Rhythm


@dataclass(frozen=True)
class Cell:
    """One cell of a table as it stands on paper, with how far it is merged."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class TableBlock:
    """A table whose merged cells are known, and where its words stand in the shown text."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Warning_:
    """Something a person should look at, with its place; the message is English, filled with
    `facts`."""

    code: str
    message: str
    start: int = 0
    end: int = 0
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> str:
        """The English sentence with its facts; pages and commands translate `message` first."""
        return self.message % self.facts if self.facts else self.message


@dataclass(frozen=True)
class Scanned:
    """A word that was recognised from a picture, and how sure the recogniser is, 0 to 100."""

    start: int
    end: int
    confidence: int


@dataclass(frozen=True)
class Given:
    """What the package around a document says of it by itself, as edXML does: used as given."""

    number: str = ""
    type: str = ""
    date: dt.date | None = None
    place: str = ""
    issuer: str = ""
    subject: str = ""
    signer: str = ""
    signer_title: str = ""
    addressed_to: tuple[str, ...] = ()
    due: dt.date | None = None
    answers: tuple[str, ...] = ()  # numbers of the documents to which it responds
    urgency: str = ""


@dataclass(frozen=True)
class Source:
    """A document as text to show, with the tables and doubts of whoever opened the file."""

    shown: str
    tables: tuple[TableBlock, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    scanned: tuple[Scanned, ...] = ()
    given: Given | None = None


@dataclass(frozen=True)
class Citation:
    """A document on which the dispatch rests; its date is never a deadline."""

    number: str
    date: dt.date | None
    issuer: str
    start: int
    end: int
    kind: str = ""  # "Công văn", "Luật Căn cước"


@dataclass(frozen=True)
class Head:
    """Who wrote, when, about what, to whom."""

    number: str = ""
    type: str = ""
    date: dt.date | None = None
    place: str = ""
    issuer: str = ""
    subject: str = ""
    horizon: dt.date | None = None
    signer: str = ""
    signer_title: str = ""
    addressed_to: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Target:
    """What must be reached: a value and its unit, with its place."""

    value: float
    unit: str
    start: int
    end: int
    scope: str = ""  # of what: "hồ sơ tiếp nhận trực tuyến"


@dataclass(frozen=True)
class Mark:
    """A place to tint: who, what, when, target or a suspected scan error."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Other:
    """Another day that the same words may mean, and the rule by which."""

    day: dt.date
    rule: str


@dataclass(frozen=True)
class Apart:
    """Another limit for some of those who answer: "riêng huyện Lý Sơn trước 9 giờ"."""

    who: tuple[str, ...]
    due: dt.date | None
    due_time: dt.time | None
    before: bool
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Campaign:
    """An intense stretch of days that the dispatch opens ("chiến dịch cao điểm"), as a proposal."""

    title: str
    starts: dt.date | None
    ends: dt.date | None
    start: int
    end: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """One duty of one clause, tied to its words."""

    clause: str
    text: str
    start: int
    end: int
    title: str
    lead: tuple[str, ...] = ()
    lead_inferred: bool = False  # from the closing sentence or the addressees, not from its words
    coordinate: tuple[str, ...] = ()
    modality: str = "must"
    starts: dt.date | None = None
    due: dt.date | None = None
    due_time: dt.time | None = None
    due_before: bool = False
    due_raw: str | None = None
    due_rule: str | None = None
    due_others: tuple[Other, ...] = ()
    due_start: int | None = None
    due_end: int | None = None
    due_assumptions: tuple[str, ...] = ()  # keys of `ASSUMPTIONS` in `deadline_rules`
    due_settles: str | None = None  # a key of `SETTLES`: what would make the day certain
    aparts: tuple[Apart, ...] = ()
    every: str | None = None
    rhythm: Rhythm | None = None
    report_to: str | None = None
    report_by: str | None = None  # the channel: "thư điện tử", "phần mềm theo dõi nhiệm vụ"
    form: str | None = None
    form_place: int | None = None  # which of the reading's forms, from 1
    campaign: int | None = None  # which of the reading's campaigns, from 1
    target: Target | None = None
    places: tuple[str, ...] = ()
    product: str | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A numbered part of the dispatch and those it binds."""

    number: str
    start: int
    end: int
    owner: tuple[str, ...]
    heading: str


@dataclass(frozen=True)
class Group:
    """Columns that share one merged heading, by their places among the columns."""

    label: str
    first: int
    last: int


@dataclass(frozen=True)
class Suggestion:
    """Printed words that look misread, and what they may have been."""

    as_read: str
    suggested: str
    where: str


@dataclass(frozen=True)
class FormFound:
    """A table to be filled in, as printed."""

    title: str
    row_label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    total_row: bool
    start: int
    end: int
    groups: tuple[Group, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything read out of one document."""

    shown: str
    document: Head
    assignments: tuple[Assignment, ...] = ()
    clauses: tuple[Clause, ...] = ()
    forms: tuple[FormFound, ...] = ()
    warnings: tuple[Warning_, ...] = field(default=())
    campaigns: tuple[Campaign, ...] = ()
    scanned: tuple[Scanned, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The reading as plain values, days as ISO dates and hours as HH:MM."""
        said: dict[str, Any] = _plain(asdict(self))
        for place, duty in enumerate(said["assignments"], start=1):
            duty["position"] = place
            target = duty["target"]
            if target:
                duty["target"] = {key: target[key] for key in ("value", "unit", "scope")}
        for warning, said_warning in zip(self.warnings, said["warnings"], strict=True):
            said_warning["message"] = warning.sentence
        for form in said["forms"]:
            form["groups"] = [
                {"label": group["label"], "from": group["first"], "to": group["last"]}
                for group in form["groups"]
            ]
        return said


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

"""An outgoing letter as plain values, and the lines that every part of it writes alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Run:
    """Words of one look; a slot names the figure they came from and is never printed."""

    text: str
    bold: bool = False
    italic: bool = False
    slot: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `keep` holds it on the page of the next one."""

    runs: tuple[Run, ...]
    indent: bool = True
    keep: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class HeadCell:
    """A cell in the head of an annex's table, over one or more columns and rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Annex:
    """A table that travels with the letter, on its own page."""

    title: str
    reference_line: str
    header_rows: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    numeric_from: int


@dataclass(frozen=True)
class Letter:
    """A letter (công văn) before the clerk numbers it and the authority signs it.

    A line break in `body` or `parent_body` parts a long name as its agency prints it.
    Without `issued_on` the day stays blank; the month and year then come from `drafted_on`.
    """

    parent_body: str
    body: str
    number_suffix: str
    place: str
    issued_on: date | None
    about: str
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    closing: str
    copied_to: tuple[str, ...]
    signer_posts: tuple[str, ...]
    signer_name: str
    annexes: tuple[Annex, ...] = ()
    drafted_on: date | None = None
    number: str = ""  # given by the clerk; blank until then
    body_said: str = ""  # the body's name within a sentence, where capitals would shout


def ended(text: str) -> str:
    """The last sentence with the sign that ends a letter.

    >>> ended("Yêu cầu khẩn trương thực hiện."), ended("Trân trọng./.")
    ('Yêu cầu khẩn trương thực hiện./.', 'Trân trọng./.')
    """
    return f"{text.strip().removesuffix('./.').rstrip('. ')}./."


def number_line(letter: Letter) -> str:
    """The line of the number, its place left blank for the clerk."""
    number = f" {letter.number} " if letter.number else BLANK_NUMBER
    return f"Số:{number}/{letter.number_suffix.lstrip('/')}"


def dated(letter: Letter) -> str:
    """The day, month and year as a letter says them; what is not known stays blank.

    Days below ten and the months January and February take a leading zero.
    """
    known = letter.issued_on or letter.drafted_on
    day = f"{letter.issued_on.day:02d}" if letter.issued_on else BLANK_DAY
    month, year = BLANK_DAY, BLANK_DAY
    if known:
        month = f"{known.month:02d}" if known.month <= 2 else str(known.month)
        year = str(known.year)
    return f"ngày {day} tháng {month} năm {year}"


# No-break spaces keep the gap as wide as a clerk's handwriting and the line unbroken.
BLANK_NUMBER = "\u00a0" * 9
BLANK_DAY = "\u00a0" * 5

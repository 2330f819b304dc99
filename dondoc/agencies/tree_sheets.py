"""The files of a plan as rows of text, each cell with the place a person can go to.

A plan is a folder of .csv files beside a `decision.toml`, or one .xlsx workbook with a sheet for
each of them. Both may be headed in English, as the shipped files are, or in Vietnamese.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dondoc.core.errors import Finding, Refusal, gettext_noop
from dondoc.core.names import bare
from dondoc.documents import guards

MAX_FILE_MB = 20
MAX_ROWS, MAX_COLUMNS = 60_000, 40  # the country had 10,035 communes
REMARK = "#"

# Sheet, its columns (the necessary ones first, to the number given).
SHEETS: dict[str, tuple[int, tuple[str, ...]]] = {
    "units": (
        3,
        ("code", "kind", "name", "key", "level", "parent", "from_on", "column", "row", "source",
         "note"),
    ),
    "changes": (
        1,
        ("key", "on", "code", "name", "kind", "parent", "column", "row", "source", "note"),
    ),
    "endings": (1, ("key", "last_on", "source", "note")),
    "successions": (2, ("before", "after", "whole", "weight", "source", "note")),
    "agencies": (
        3,
        ("code", "name", "kind", "key", "short_name", "unit", "functions", "from_on", "source",
         "note"),
    ),
    "agency_changes": (1, ("key", "on", "code", "name", "kind", "source", "note")),
    "agency_endings": (1, ("key", "last_on", "source", "note")),
    "agency_successions": (2, ("before", "after", "functions", "verified", "source", "note")),
    "members": (3, ("body", "agency", "role", "post", "from_on", "source", "note")),
    "standing": (
        2,
        ("body", "agency", "from_on", "parent_body", "letter_body", "suffix", "place", "about",
         "authority", "closing", "signer_posts", "copied_to", "source", "note"),
    ),
}  # fmt: skip

# How many characters the register keeps; agencies' names are longer than units'.
_LONGEST = {
    "units": {"key": 40, "code": 10, "kind": 20, "name": 120},
    "changes": {"code": 10, "kind": 20, "name": 120},
    "agencies": {"key": 80, "code": 80, "name": 200, "short_name": 80},
    "agency_changes": {"code": 80, "name": 200},
    "members": {"post": 160},
}
_LONGEST_OF_DECISION = {"number": 80, "title": 300}

# What an office writes above a column or on the tab of a sheet, folded.
_SAID = {
    "decision": ("quyet dinh", "van ban"),
    "units": ("don vi", "don vi hanh chinh"),
    "changes": ("thay doi", "doi ten"),
    "endings": ("ket thuc", "het hoat dong"),
    "successions": ("ke thua", "nhap vao", "doi chieu"),
    "agencies": ("co quan",),
    "agency_changes": ("co quan thay doi",),
    "agency_endings": ("co quan ket thuc",),
    "agency_successions": ("co quan ke thua",),
    "members": ("thanh vien", "thanh phan"),
    "standing": ("thuong truc", "co quan thuong truc"),
    "key": ("khoa", "dinh danh"),
    "code": ("ma", "ma so", "ma don vi", "ma co quan"),
    "level": ("cap",),
    "kind": ("loai", "loai hinh"),
    "name": ("ten", "ten goi", "ten don vi", "ten co quan"),
    "parent": ("thuoc", "cap tren", "don vi cap tren"),
    "from_on": ("tu ngay", "co tu ngay"),
    "on": ("ngay", "ngay thay doi"),
    "last_on": ("ngay cuoi", "den het ngay"),
    "column": ("cot", "o cot"),
    "row": ("hang", "o hang"),
    "source": ("nguon",),
    "note": ("ghi chu",),
    "before": ("truoc", "don vi cu", "co quan cu"),
    "after": ("sau", "don vi moi", "co quan moi"),
    "whole": ("toan bo", "nguyen ven"),
    "weight": ("ty le",),
    "short_name": ("ten tat", "ten ngan"),
    "unit": ("don vi hanh chinh", "cua don vi"),
    "functions": ("chuc nang", "viec"),
    "verified": ("da kiem chung", "kiem chung"),
    "body": ("to chuc", "ban chi dao", "to cong tac"),
    "agency": ("co quan",),
    "role": ("vai tro",),
    "post": ("chuc vu", "chuc danh"),
    "parent_body": ("co quan chu quan",),
    "letter_body": ("ten tren dau van ban",),
    "suffix": ("ky hieu van ban",),
    "place": ("dia danh",),
    "about": ("ve viec don doc",),
    "authority": ("nguoi yeu cau",),
    "closing": ("cau ket",),
    "signer_posts": ("chuc vu nguoi ky",),
    "copied_to": ("noi nhan",),
    "number": ("so", "so ky hieu"),
    "title": ("trich yeu", "ve viec"),
    "issued_on": ("ngay ban hanh",),
    "effective_on": ("ngay hieu luc", "hieu luc tu ngay", "co hieu luc tu ngay"),
    "base": ("so ban dau", "nap ban dau"),
}

DECISION = ("number", "title", "issued_on", "effective_on", "source", "verified", "base")


class FilesNotFound(Refusal):
    """There is nothing at the place named that could be a plan."""

    code = "units.files_not_found"
    message = gettext_noop(
        "%(path)s holds no plan. Name a folder with a decision.toml, a folder of such folders, or "
        "an .xlsx workbook with a sheet “decision”."
    )


class FilesFaulty(Refusal):
    """The files of a plan have faults; all of them are told at once."""

    code = "units.files_faulty"
    message = gettext_noop(
        "%(name)s has %(count)s faults; nothing was changed. Correct the places below."
    )


EMPTY = gettext_noop("This cell must be filled in.")
COLUMN_TWICE = gettext_noop("The column %(column)s stands twice. Keep one of the two.")
CELL_TOO_LONG = gettext_noop(
    "A cell here is longer than a page: a quotation mark lacks its other. Correct it."
)
UNKNOWN_COLUMN = gettext_noop("“%(text)s” is no column of this sheet. Known: %(known)s.")
MISSING_COLUMN = gettext_noop("The column %(column)s is missing.")
UNKNOWN_SHEET = gettext_noop("“%(text)s” is no file of a plan. Known: %(known)s.")
NOT_UTF8 = gettext_noop("The file is not text in UTF-8. Save it as “CSV UTF-8”.")
NOT_TOML = gettext_noop("The file cannot be read: %(reason)s.")
NO_TABLE = gettext_noop("The file must say number and day under a heading [decision].")
TOO_LARGE = gettext_noop("The file is larger than %(limit)s MB.")
TOO_LONG = gettext_noop("The register keeps %(most)s characters here, not %(count)s.")
TOO_MANY_ROWS = gettext_noop("A sheet holds at most %(most)s rows. Give them as several plans.")
TOO_MANY_CELLS = gettext_noop("The row has more cells than the heading has columns.")


@dataclass(frozen=True)
class Row:
    """One row: where it stands, and its cells by column; an empty cell is the empty string."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str) -> str:
        """Where a cell stands, for a finding."""
        return f"{self.place}, cột {column}"


@dataclass
class Sheets:
    """All rows of a plan, and what could not even be read."""

    name: str
    decision: Row
    rows: dict[str, list[Row]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, sheet: str) -> list[Row]:
        """The rows of one sheet."""
        return self.rows.get(sheet, [])


def plans_in(path: Path) -> list[Path]:
    """The plans at a place, in the order in which they took effect."""
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return [path]
    if (path / "decision.toml").is_file():
        return [path]
    found = [one for one in path.iterdir() if _is_plan(one)] if path.is_dir() else []
    if not found:
        raise FilesNotFound(path=path)
    return sorted(found, key=lambda one: one.name)


def _is_plan(path: Path) -> bool:
    return (path / "decision.toml").is_file() or (
        path.suffix.lower() == ".xlsx" and not path.name.startswith("~$")
    )


def read(path: Path) -> Sheets:
    """Every sheet of one plan as text."""
    sheets = _workbook(path) if path.is_file() else _folder(path)
    sheets.findings += _too_long(sheets.decision, _LONGEST_OF_DECISION)
    return sheets


def read_list(path: Path) -> Sheets:
    """A single .csv with the columns of units.csv."""
    sheets = Sheets(path.name, Row(path.name, {}))
    if not path.is_file():
        raise FilesNotFound(path=path)
    text = _text(path, sheets)
    _take("units", path.name, text or "", sheets)
    return sheets


def _folder(path: Path) -> Sheets:
    sheets = Sheets(path.name, Row("decision.toml", {}))
    for file in sorted(path.iterdir()):
        if file.suffix not in {".csv", ".toml"} or not file.is_file():
            continue
        text = _text(file, sheets)
        if text is None:
            continue
        if file.name == "decision.toml":
            sheets.decision = _toml(text, sheets)
        elif file.suffix == ".csv":
            _take(file.stem, file.name, text, sheets)
    return sheets


def _take(title: str, name: str, text: str, sheets: Sheets) -> None:
    try:
        _sheet(title, name, _csv(text), sheets)
    except csv.Error:
        sheets.findings.append(Finding(name, CELL_TOO_LONG))


def _text(file: Path, sheets: Sheets) -> str | None:
    if file.stat().st_size > MAX_FILE_MB * guards.MEGABYTE:
        sheets.findings.append(Finding(file.name, TOO_LARGE, {"limit": MAX_FILE_MB}))
        return None
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        sheets.findings.append(Finding(file.name, NOT_UTF8))
        return None


def _toml(text: str, sheets: Sheets) -> Row:
    try:
        said = tomllib.loads(text).get("decision", {})
    except tomllib.TOMLDecodeError as error:
        sheets.findings.append(Finding("decision.toml", NOT_TOML, {"reason": str(error)}))
        return Row("decision.toml", {})
    if not isinstance(said, dict):
        sheets.findings.append(Finding("decision.toml", NO_TABLE))
        return Row("decision.toml", {})
    cells = {str(name): _written(value) for name, value in said.items()}
    return Row("decision.toml", cells)


def _csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their line in the file; remarks and empty lines are passed over."""
    for number, cells in _numbered(csv.reader(text.splitlines(keepends=True))):
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith(REMARK):
            yield number, [cell.strip() for cell in cells]


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    for cells in reader:
        yield reader.line_num, cells


def _workbook(path: Path) -> Sheets:
    data = path.read_bytes()
    guards.weigh(path.name, data, limit_mb=MAX_FILE_MB)
    guards.refuse_ole(path.name, data)
    guards.check_package(path.name, data)
    try:
        return _tabs(path.name, data)
    except Exception as error:
        # The library raises a dozen kinds for a damaged workbook; each means the same to a clerk.
        raise guards.FileBroken(name=path.name) from error


def _tabs(name: str, data: bytes) -> Sheets:
    from openpyxl import load_workbook

    sheets = Sheets(name, Row(name, {}))
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for tab in book.worksheets:
        rows = (
            (number, [_written(value) for value in values])
            for number, values in enumerate(
                tab.iter_rows(values_only=True, max_row=2 * MAX_ROWS, max_col=MAX_COLUMNS), start=1
            )
            if any(value is not None for value in values)
            and not str(values[0] or "").lstrip().startswith(REMARK)
        )
        if _meant(tab.title, ("decision",)) == "decision":
            pairs = {_meant(cells[0], DECISION): cells[1] for _, cells in rows if len(cells) > 1}
            sheets.decision = Row(tab.title, {name: text for name, text in pairs.items() if name})
        else:
            _sheet(tab.title, tab.title, rows, sheets)
    book.close()
    return sheets


def _sheet(title: str, place: str, rows: Iterator[tuple[int, list[str]]], sheets: Sheets) -> None:
    """Take the heading, then the rows; whatever does not belong is told."""
    sheet = _meant(title, tuple(SHEETS))
    if not sheet:
        known = ", ".join(SHEETS)
        sheets.findings.append(Finding(place, UNKNOWN_SHEET, {"text": title, "known": known}))
        return
    needed, columns = SHEETS[sheet]
    heading: list[str] | None = None
    found: list[Row] = []
    for number, cells in rows:
        here = f"{place}, dòng {number}"
        if heading is None:
            heading = [_meant(cell, columns) if cell else "" for cell in cells]
            sheets.findings += _of_heading(here, cells, heading, columns, needed)
            continue
        if len(found) == MAX_ROWS:
            sheets.findings.append(Finding(here, TOO_MANY_ROWS, {"most": MAX_ROWS}))
            break
        if any(cells[len(heading) :]):
            sheets.findings.append(Finding(here, TOO_MANY_CELLS))
        found.append(Row(here, dict(zip(heading, cells, strict=False))))
    sheets.rows.setdefault(sheet, []).extend(found)
    for row in found:
        sheets.findings += [
            Finding(row.at(column), EMPTY)
            for column in columns[:needed]
            if column in (heading or []) and not row[column]
        ]
        sheets.findings += _too_long(row, _LONGEST.get(sheet, {}))


def _too_long(row: Row, longest: dict[str, int]) -> Iterator[Finding]:
    for column, most in longest.items():
        if len(row[column]) > most:
            facts = {"most": most, "count": len(row[column])}
            yield Finding(row.at(column), TOO_LONG, facts)


def _of_heading(
    place: str, said: list[str], heading: list[str], columns: tuple[str, ...], needed: int
) -> Iterator[Finding]:
    for text, name in zip(said, heading, strict=True):
        if text and not name:
            yield Finding(place, UNKNOWN_COLUMN, {"text": text, "known": ", ".join(columns)})
    for column in columns:
        if heading.count(column) > 1:
            yield Finding(place, COLUMN_TWICE, {"column": column})
    for column in columns[:needed]:
        if column not in heading:
            yield Finding(place, MISSING_COLUMN, {"column": column})


def _meant(text: str, known: tuple[str, ...]) -> str:
    """Which of the known names a heading means, in English or Vietnamese; empty for none."""
    folded = bare(text.replace("_", " ")).strip()
    for name in known:
        if folded == name.replace("_", " ") or folded in _SAID.get(name, ()):
            return name
    return ""


def _written(value: object) -> str:
    """A cell as a person would have typed it: a day as 2025-07-01, a whole number without a dot."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()

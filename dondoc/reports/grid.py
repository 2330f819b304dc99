"""A form as it stands on the page: what is typed, what stood before, what the checks say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dondoc.core import reports
from dondoc.core.counts import written
from dondoc.core.errors import Finding
from dondoc.core.packs import Form, Format, Severity
from dondoc.core.reports import Cells
from dondoc.web import words
from dondoc.web.refusals import translated

type Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Typed:
    """What stands in the boxes, exactly as typed, faults and all."""

    cells: Texts
    explanations: Mapping[str, str] = field(default_factory=dict)
    obstacles: str = ""


@dataclass(frozen=True)
class Box:
    """One cell a person types, or one carried over that looks locked until it is corrected."""

    row: str
    field: str
    label: str
    text: str
    before: str
    locked: bool = False
    warn: bool = False
    wrong: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Computed:
    """One figure the system computes: plain text, never a box."""

    id: str
    label: str
    text: str
    before: str
    strong: bool = False


@dataclass(frozen=True)
class Said:
    """What a check says under its row; `wrong` is what cannot be sent."""

    head: str
    hint: str = ""
    wrong: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the form."""

    code: str
    number: int
    label: str
    boxes: tuple[Box, ...]
    computed: tuple[Computed, ...]
    said: tuple[Said, ...]
    empty: int
    begun: bool
    can_take: bool
    explanation: str

    @property
    def state(self) -> str:
        """The key of its state: to be looked at, complete, or not filled."""
        return "check" if self.said else "complete" if not self.empty else "blank"

    @property
    def word(self) -> str | None:
        """How much is missing, where something is typed already."""
        return f"thiếu {self.empty} ô" if self.state == "blank" and self.begun else None

    @property
    def warned(self) -> bool:
        """Whether a warning speaks here that a line of explanation answers."""
        return any(not one.wrong for one in self.said)


@dataclass(frozen=True)
class Head:
    """A cell of the head: over several columns, or down both lines."""

    label: str
    columns: int = 1
    lines: int = 1
    over: bool = False
    carried: bool = False


@dataclass(frozen=True)
class Grid:
    """The whole form as it stands."""

    form: Form
    noun: str
    before_word: str
    top: tuple[Head, ...]
    bottom: tuple[Head, ...]
    lines: tuple[Line, ...]
    totals: tuple[Computed, ...]
    total_lacks: str
    passed: tuple[str, ...]
    cells: Cells
    unlocked: bool

    @property
    def filled(self) -> int:
        """How many rows are complete: the 4 of 4/5."""
        return len(reports.filled_rows(self.form, self.cells))

    @property
    def warnings(self) -> int:
        """How many things the checks have to say, what cannot be sent left out."""
        return sum(not one.wrong for line in self.lines for one in line.said)

    @property
    def grouped(self) -> bool:
        """Whether the head has a second line."""
        return bool(self.bottom)

    @property
    def count(self) -> str:
        """ "4/5 sổ"."""
        return f"{self.filled}/{len(self.lines)} {self.noun}"


def grid_of(
    form: Form,
    typed: Typed,
    before: Cells | None,
    *,
    before_word: str = "hôm qua",
    unlocked: bool = False,
    changed: Iterable[tuple[str, str]] = (),
) -> Grid:
    """Lay a form out with what is typed, what stood before under each box, and what checks say."""
    read = reports.read_cells(form, typed.cells)
    found = reports.check(form, read.cells, before)
    maker = _Maker(form, typed, before or {}, read.cells, read.findings, found, unlocked,
                   frozenset(changed))  # fmt: skip
    lines = tuple(maker.line(row, number) for number, row in enumerate(form.rows, start=1))
    top, bottom = _heads(form, any(box.locked for line in lines for box in line.boxes))
    noun = _noun(form)
    some = [line for line in lines if set(form.typed) - set(read.cells.get(line.code, {}))]
    return Grid(
        form=form,
        noun=noun,
        before_word=before_word,
        top=top,
        bottom=bottom,
        lines=lines,
        totals=maker.totals(),
        total_lacks=f"chưa gồm {noun} " + ", ".join(str(one.number) for one in some)
        if some and read.cells
        else "",
        passed=tuple(_passed(form, noun, read.cells, before)),
        cells=read.cells,
        unlocked=unlocked,
    )


def _noun(form: Form) -> str:
    """What a row is called: "Loại sổ hộ tịch" lists books (sổ); otherwise a row is a row."""
    label = form.row_label.split()
    return label[1] if len(label) > 1 and label[0].lower() == "loại" else "dòng"


def _passed(form: Form, noun: str, cells: Cells, before: Cells | None) -> Iterable[str]:
    for code, rows in reports.passed(form, cells, before).items():
        yield f"{form.check(code).label}, cả {rows} {noun}."


@dataclass(frozen=True)
class _Maker:
    form: Form
    typed: Typed
    before: Cells
    cells: Cells
    unreadable: tuple[Finding, ...]
    found: list[reports.CheckFinding]
    unlocked: bool
    changed: frozenset[tuple[str, str]]

    def line(self, row: str, number: int) -> Line:
        typed = self.typed.cells.get(row, {})
        have = self.cells.get(row, {})
        before = self.before.get(row, {})
        wrong = {one.place.partition(".")[2]: one for one in self.unreadable
                 if one.place.partition(".")[0] == row}  # fmt: skip
        spoken = [one for one in self.found if one.row == row]
        warned = {name for one in spoken for name in one.fields}
        boxes = tuple(
            Box(
                row=row,
                field=name,
                label=label,
                text=written(have[name]) if name in have else typed.get(name, ""),
                before=words.number(before.get(name)) if self.before else "",
                locked=not self.unlocked and name in self.form.carried and name in have,
                warn=name in warned,
                wrong=name in wrong,
                changed=(row, name) in self.changed,
            )
            for name, label in self.form.fields.items()
        )
        empty = sum(not box.text.strip() for box in boxes)
        return Line(
            code=row,
            number=number,
            label=self.form.rows[row],
            boxes=boxes,
            computed=self._computed(row),
            said=(*self._refused(wrong), *map(_said, spoken)),
            empty=empty,
            begun=any(typed.get(name, "").strip() for name in self.form.typed),
            can_take=bool(empty and before),
            explanation=self.typed.explanations.get(row, ""),
        )

    def _refused(self, wrong: Mapping[str, Finding]) -> Iterable[Said]:
        for name, finding in wrong.items():
            yield Said(f"{self.form.fields.get(name, name)}: {translated(finding)}", wrong=True)

    def _computed(self, row: str) -> tuple[Computed, ...]:
        now = reports.derived(self.form, self.cells)[row]
        then = reports.derived(self.form, self.before)[row]
        return tuple(
            Computed(
                f"d-{row}-{one.code}",
                one.label,
                shown(now.get(one.code), one.format),
                shown(then.get(one.code), one.format) if self.before else "",
                one.format is Format.SHARE,
            )
            for one in self.form.derived
        )

    def totals(self) -> tuple[Computed, ...]:
        """The total row, typed and computed columns in one line."""
        if not self.form.total_row:
            return ()
        now, then = (reports.totals(self.form, some) for some in (self.cells, self.before))
        sums = [
            Computed(f"t-{code}", label, words.number(now[code].value),
                     words.number(then[code].value) if self.before else "", True)
            for code, label in self.form.fields.items()
        ]  # fmt: skip
        made, was = (reports.derived_totals(self.form, some) for some in (self.cells, self.before))
        sums += [
            Computed(
                f"t-{one.code}",
                one.label,
                shown(made.get(one.code), one.format),
                shown(was.get(one.code), one.format) if self.before else "",
                one.format is Format.SHARE,
            )
            for one in self.form.derived
        ]
        return tuple(sums)


def _said(one: reports.CheckFinding) -> Said:
    return Said(one.message, one.hint, one.severity is Severity.IMPOSSIBLE)


def shown(value: Decimal | None, format_: Format) -> str:
    """A computed figure as people write it."""
    return words.share(value) if format_ is Format.SHARE else words.number(value)


def _heads(form: Form, locked: bool) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    lines = 2 if form.groups or form.derived else 1
    top = [Head(form.row_label, lines=lines)]
    bottom: list[Head] = []
    over = {group.fields[0]: group for group in form.groups}
    inside = {name for group in form.groups for name in group.fields}
    for code, label in form.fields.items():
        if group := over.get(code):
            top.append(Head(group.label, columns=len(group.fields), over=True))
        if code in inside:
            bottom.append(Head(label))
        else:
            carried = locked and code in form.carried
            top.append(Head(label, lines=lines, carried=carried))
    if form.derived:
        top.append(Head("Hệ thống tính", columns=len(form.derived), over=True))
        bottom += [Head(one.label) for one in form.derived]
    return tuple(top), tuple(bottom)


def texts_of(cells: Cells) -> dict[str, dict[str, str]]:
    """Figures as they stand in boxes."""
    return {row: {name: written(value) for name, value in some.items()} for row, some in
            cells.items()}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One cell that says another thing than before."""

    row: str
    field: str
    place: str
    before: str
    after: str


def differences(form: Form, before: Texts, after: Texts) -> list[Difference]:
    """Every cell that differs, in the order of the form; 5214 and 5.214 are the same figure."""
    old, new = (reports.read_cells(form, some).cells for some in (before, after))
    found = []
    for number, (row, label) in enumerate(form.rows.items(), start=1):
        for name, column in form.fields.items():
            was, now = (some.get(row, {}).get(name, "").strip() for some in (before, after))
            figures = [some.get(row, {}).get(name) for some in (old, new)]
            if was == now or (None not in figures and figures[0] == figures[1]):
                continue
            place = f"{number}. {label}, {column}"
            found.append(Difference(row, name, place, was or "trống", now or "trống"))
    return found

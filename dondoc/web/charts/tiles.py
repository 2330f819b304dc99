"""Equal tiles instead of borders: mountain communes are large, and few people live there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from dondoc.web import words as say
from dondoc.web.charts import svg

CLASSES = 5
SIDE, GAP = 24, 2


@dataclass(frozen=True)
class Tile:
    """A unit at its place in the grid; value None means nobody reported."""

    name: str
    column: int
    row: int
    value: float | None
    url: str = ""
    named: bool = False


@dataclass(frozen=True)
class Class_:
    """A class of the legend: up to, but not including, `below`."""

    words: str
    below: float


def class_of(value: float, classes: Sequence[Class_]) -> int:
    """Which class a value falls into; the last one takes the rest."""
    for i, one in enumerate(classes):
        if value < one.below:
            return i
    return len(classes) - 1


def tiles(
    units: Sequence[Tile],
    classes: Sequence[Class_],
    *,
    label: str,
    selected: str = "",
    sea: str = "Biển Đông",
) -> SafeString:
    """Draw units as equal tiles in five classes, dark is more; the silent ones are hatched."""
    assert len(classes) == CLASSES
    columns = max(unit.column for unit in units) + 1
    rows = max(unit.row for unit in units) + 1
    step = SIDE + GAP
    width, height = columns * step + 96, rows * step + 18
    marks = [_tile(unit, classes, unit.name == selected) for unit in units]
    names = [unit for unit in units if unit.named or "Lý Sơn" in unit.name or unit.name == selected]
    for unit in names:
        x, y = unit.column * step + SIDE / 2, unit.row * step + SIDE + 12
        marks.append(svg.words(x, y, unit.name, 12, anchor="middle", bold=True, class_="ink halo"))
    if sea:
        x = columns * step + 92
        marks.append(svg.words(x, height / 2, sea, 12.5, anchor="end", font_style="italic"))
    return svg.drawing(width, height, label, marks)


def _tile(unit: Tile, classes: Sequence[Class_], selected: bool) -> str:
    step = SIDE + GAP
    if unit.value is None:
        fill, said = "url(#hatch-missing)", "chưa có số liệu"
    else:
        fill = f"var(--map-{class_of(unit.value, classes) + 1})"
        said = say.share(unit.value)
    mark = svg.element(
        "rect",
        svg.element("title", escape(f"{unit.name}: {said}")),
        x=unit.column * step + 1,
        y=unit.row * step + 1,
        width=SIDE,
        height=SIDE,
        fill=fill,
        stroke="var(--ink)" if selected else ("var(--line-2)" if unit.value is None else ""),
        stroke_width=3 if selected else None,
    )
    return svg.element("a", mark, href=unit.url) if unit.url else mark


def legend(units: Sequence[Tile], classes: Sequence[Class_]) -> list[tuple[str, str, int]]:
    """Fill, words and count per class; "chưa có số liệu" always stands last, even at 0."""
    counts = [0] * CLASSES
    for unit in units:
        if unit.value is not None:
            counts[class_of(unit.value, classes)] += 1
    rows = [(f"var(--map-{i + 1})", one.words, counts[i]) for i, one in enumerate(classes)]
    silent = sum(unit.value is None for unit in units)
    return [*rows, ("url(#hatch-missing)", "chưa có số liệu", silent)]

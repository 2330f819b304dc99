"""The few marks all drawings are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString

XY = tuple[float, float]


def n(value: float) -> str:
    """A coordinate with one decimal at most: shorter to send, steady to compare."""
    return f"{round(value, 1) + 0:g}" if abs(value) < 100_000 else f"{value:.0f}"


def _attributes(pairs: dict[str, Any]) -> str:
    """Names may not carry a hyphen in Python: `stroke_width` becomes `stroke-width`."""
    shown = []
    for name, value in pairs.items():
        if value is None or value == "":
            continue
        text = n(value) if isinstance(value, int | float) else escape(str(value))
        shown.append(f' {name.rstrip("_").replace("_", "-")}="{text}"')
    return "".join(shown)


def element(name: str, body: str = "", **attributes: Any) -> str:
    shown = _attributes(attributes)
    return f"<{name}{shown}>{body}</{name}>" if body else f"<{name}{shown}/>"


def words(x: float, y: float, said: str, size: float = 12.5, **attributes: Any) -> str:
    """Text; `anchor` and `bold` are short for the usual attributes, `class_` gives the colour."""
    if anchor := attributes.pop("anchor", None):
        attributes["text_anchor"] = anchor
    if attributes.pop("bold", False):
        attributes["font_weight"] = "600"
    return element("text", escape(said), x=x, y=y, font_size=size, **attributes) if said else ""


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Any) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def box(x: float, y: float, width: float, height: float, **attributes: Any) -> str:
    return element("rect", x=x, y=y, width=max(width, 0), height=height, **attributes)


def dot(at: XY, radius: float, colour: str, *, hollow: bool = False) -> str:
    """A measured point; hollow where units are missing from it, or where it is only forecast."""
    return element(
        "circle",
        cx=at[0],
        cy=at[1],
        r=radius,
        fill="var(--paper)" if hollow else colour,
        stroke=colour,
        stroke_width=2 if hollow else None,
    )


def along(points: Sequence[XY]) -> str:
    return " ".join(f"{n(x)},{n(y)}" for x, y in points)


def path(points: Sequence[XY], colour: str, width: float = 2.2, **attributes: Any) -> str:
    """A solid line through measured points."""
    attributes = {"stroke_linejoin": "round", **attributes}
    return element(
        "polyline",
        points=along(points),
        fill="none",
        stroke=colour,
        stroke_width=width,
        **attributes,
    )


def dotted(points: Sequence[XY], colour: str, width: float = 2.2, gap: str = "2 5") -> str:
    """Round dots are a forecast."""
    return path(points, colour, width, stroke_dasharray=gap, stroke_linecap="round")


def area(points: Sequence[XY], colour: str, opacity: float) -> str:
    return element("polygon", points=along(points), fill=colour, opacity=opacity)


def drawing(width: float, height: float, label: str, marks: Iterable[str]) -> SafeString:
    """The whole drawing, as wide as its place, with the sentence that replaces it."""
    kind = "chart wide" if width >= 600 else "chart"
    return SafeString(
        f'<svg class="{kind}" viewBox="0 0 {n(width)} {n(height)}" role="img"'
        f' aria-label="{escape(label)}">{"".join(marks)}</svg>'
    )

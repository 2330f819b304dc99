"""The ruled tables of a scanned page: its lines are found, and the cells they enclose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]
# In dots of a page some 2,300 high: longer than a stroke of a letter, shorter than a cell.
HALF_RUN_ACROSS, HALF_RUN_DOWN = 30, 20
INK = 170
NEARLY = 6.0
MAX_LINES = 400
MAX_CROSSINGS = 4_000


def tables_of(picture: Image) -> list[list[Box]]:
    """The cells of each ruled table of a page, as boxes; a letterhead's stroke is no table."""
    import pdfplumber.table as plumber

    ink = picture.point(lambda grey: 255 if grey < INK else 0)
    across = [_edge("h", *each) for each in _lines(ink, down=False)]
    down = [_edge("v", y0, x, y1) for x, y0, y1 in _lines(ink, down=True)]
    if not 3 <= len(across) <= MAX_LINES or not 3 <= len(down) <= MAX_LINES:
        return []
    edges = plumber.merge_edges([*across, *down], NEARLY, NEARLY, 3 * NEARLY, 3 * NEARLY)
    crossings = plumber.edges_to_intersections(edges, 2 * NEARLY, 2 * NEARLY)
    if len(crossings) > MAX_CROSSINGS:
        return []
    cells = plumber.intersections_to_cells(crossings)
    return [table for table in plumber.cells_to_tables(cells) if len(table) >= 4]


def without_lines(picture: Image, box: Box) -> Image:
    """What stands in a cell, its borders cut away."""
    left, top, right, bottom = (round(edge) for edge in box)
    return picture.crop((left + 5, top + 5, max(right - 5, left + 6), max(bottom - 5, top + 6)))


def _edge(orientation: str, one: float, place: float, other: float) -> dict[str, Any]:
    first, last = min(one, other), max(one, other)
    x0, x1, top, bottom = (
        (first, last, place, place) if orientation == "h" else (place, place, first, last)
    )
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _lines(ink: Image, *, down: bool) -> list[tuple[float, float, float]]:
    """Straight runs of ink: (from, level, to) across, (level, from, to) down."""
    from PIL import ImageFilter

    half = HALF_RUN_DOWN if down else HALF_RUN_ACROSS
    thicker, longer = ((1, 0), (0, half)) if down else ((0, 1), (half, 0))
    # A hair line that steps from one row of dots to the next stays one line when it is thicker.
    thick = ink.filter(ImageFilter.BoxBlur(thicker)).point(lambda v: 255 if v > 60 else 0)
    runs = thick.filter(ImageFilter.BoxBlur(longer)).point(lambda v: 255 if v > 240 else 0)
    found: list[tuple[float, float, float]] = []
    for level, last in _stretches(_profile(runs, along=down)):
        band = (level, 0, last, runs.height) if down else (0, level, runs.width, last)
        for start, end in _stretches(_profile(runs.crop(band), along=not down)):
            middle = (level + last - 1) / 2
            first, final = start - half, end + half
            found.append((middle, first, final) if down else (first, middle, final))
        if len(found) > MAX_LINES:
            break
    return found


def _profile(mask: Image, *, along: bool) -> bytes:
    """For each column (or row) of a mask, more than nothing where any dot of it is set."""
    from PIL import Image, ImageFilter

    # The mean over thousands of dots would round a few away: they are spread out first.
    spread = mask.filter(ImageFilter.BoxBlur((0, 8) if along else (8, 0)))
    spread = spread.point(lambda v: 255 if v else 0)
    size = (mask.width, 1) if along else (1, mask.height)
    return spread.resize(size, Image.Resampling.BOX).tobytes()


def _stretches(profile: bytes) -> list[tuple[int, int]]:
    found, start = [], None
    for place, value in enumerate((*profile, 0)):
        if value and start is None:
            start = place
        elif not value and start is not None:
            found.append((start, place))
            start = None
    return found

"""Pictures of pages are opened with care, set upright and straight, in grey, at one size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dondoc.documents.guards import FileBomb, FileBroken, TooManyPages

if TYPE_CHECKING:
    from PIL.Image import Image

# Recognition gains nothing from more than some 220 dots an inch of a page, and loses seconds.
# Beneath 180 the marks on the letters run together, and enlarging helps.
LONG_SIDE, WANTED, TOO_SMALL = 2_500, 2_340, 2_100
MAX_PIXELS = 120_000_000
MAX_SCANNED_PAGES = 60
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
MAX_SKEW = 4.0
WORTH_TURNING = 0.2


def pages_of_picture(name: str, data: bytes) -> list[Image]:
    """The pages of a picture file, a TIFF perhaps with several, each grey and upright."""
    try:
        pages = list(_frames(name, data))
    except (FileBomb, TooManyPages):
        raise
    except Exception as error:
        # The library raises a dozen kinds for a damaged picture; each means the same to a clerk.
        from PIL import Image

        if isinstance(error, Image.DecompressionBombError):
            raise FileBomb(name=name) from None
        raise FileBroken(name=name) from error
    return pages


def _frames(name: str, data: bytes) -> Iterator[Image]:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        for number in range(MAX_SCANNED_PAGES + 1):
            try:
                picture.seek(number)
            except EOFError:
                return
            if number == MAX_SCANNED_PAGES:
                raise TooManyPages(name=name, pages=f"{number}+", limit=MAX_SCANNED_PAGES)
            if picture.width * picture.height > MAX_PIXELS:
                raise FileBomb(name=name)
            yield fitted(_on_white(ImageOps.exif_transpose(picture)))
            if picture.format != "TIFF":
                return  # the other frames of a picture move, they are no pages


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        picture = paper
    return picture.convert("L")


def fitted(picture: Image) -> Image:
    """The picture at the size at which letters are best known."""
    from PIL import Image

    long = max(picture.size)
    if long > LONG_SIDE:
        factor = LONG_SIDE / long
    elif long < TOO_SMALL:
        factor = min(WANTED / long, 2.5)
    else:
        return picture
    size = (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1))
    return picture.resize(size, Image.Resampling.LANCZOS)


def straightened(picture: Image) -> Image:
    """The picture turned by the few degrees by which the sheet lay askew in the scanner."""
    from PIL import Image

    angle = skew_of(picture)
    if abs(angle) < WORTH_TURNING:
        return picture
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def skew_of(picture: Image) -> float:
    """The angle at which lines of print lie most nearly level: rows of ink then differ most."""
    ink = picture.copy()
    ink.thumbnail((800, 1_100))
    ink = ink.point(lambda grey: 255 if grey < 150 else 0)
    coarse = max(_steps(0.0, MAX_SKEW, 0.5), key=lambda angle: _contrast(ink, angle))
    return max(_steps(coarse, 0.4, 0.1), key=lambda angle: _contrast(ink, angle))


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    # The middle comes first: where nothing is better, nothing is turned.
    return [middle + sign * n * step for n in range(count + 1) for sign in (1, -1)]


def _contrast(ink: Image, angle: float) -> int:
    from PIL import Image

    turned = ink.rotate(angle, Image.Resampling.NEAREST, fillcolor=0)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(rows))

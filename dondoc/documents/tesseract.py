"""The Tesseract program, asked for the words of one picture at a time, with how sure it is."""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents.plain_text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

PROGRAM = "tesseract"
LANGUAGE = "vie"
SECONDS_A_PAGE = 30
# The layout it looks for: a page of text in one column, or one block of lines.
PAGE, BLOCK, TURNED = "4", "6", "0"
# Rules, specks and the edges of stamps come back as such signs, and never alone in a dispatch.
SPECK = re.compile(r"^[|_~=`'\"^°¬¦«»<>\\{}\[\]()*.,;:!¡¿?©®™§—–-]{1,3}$")
# What leans against a word at the edge of a page, and is not of it.
LEANING = re.compile(r"^['‘`|_~]+(?=\w)|(?<=\w)['`|_~]+$")
SURE_OF_A_SIGN = 70
LEAST_CONFIDENCE = 5


class ScanNotRead(Refusal):
    """The program gave up on a page."""

    code = "document.scan_not_read"
    message = gettext_noop(
        "The words of a page of the file %(name)s could not be recognised. "
        "Scan it again, straight and at 200 to 300 dots an inch, or send the .docx."
    )


@dataclass(frozen=True)
class Word:
    """A recognised word, its box from the top left corner, its line, and how sure it is."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    confidence: int
    line: tuple[int, int, int]


@functools.cache
def available() -> bool:
    """Whether the program is here and knows Vietnamese; asked once in a process."""
    if shutil.which(PROGRAM) is None:
        return False
    try:
        said = _run(["--list-langs"], b"").stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return False
    return LANGUAGE in said.split()


def words_in(name: str, picture: Image, *, layout: str = PAGE) -> list[Word]:
    """The words of a picture in the order the program tells them."""
    try:
        asked = ["stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", "200", "tsv"]
        answer = _run(asked, _portable(picture))
    except (OSError, subprocess.SubprocessError):
        raise ScanNotRead(name=name) from None
    return words_of(answer.stdout.decode("utf-8", "replace"))


def quarter_turns(picture: Image) -> int:
    """By how many degrees a page must be turned to stand upright: 0, 90, 180 or 270."""
    try:
        asked = ["stdin", "stdout", "-l", "osd", "--psm", TURNED]
        answer = _run(asked, _portable(picture)).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return 0  # too few letters to tell, or no data for it: the page stays as it is
    found = re.search(r"^Rotate: (90|180|270)$", answer, re.MULTILINE)
    return int(found[1]) if found else 0


def words_of(table: str) -> list[Word]:
    """The words of the program's table of tab-separated values; specks are left out.

    >>> row = "5\\t1\\t2\\t1\\t3\\t1\\t10\\t20\\t30\\t15\\t96.4\\tTỉnh"
    >>> words_of(row)[0].text, words_of(row)[0].right, words_of(row)[0].confidence
    ('Tỉnh', 40.0, 96)
    """
    words = []
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5":
            continue
        try:
            block, paragraph, line = (int(each) for each in cells[2:5])
            left, top, width, height = (float(each) for each in cells[6:10])
            confidence = min(max(round(float(cells[10])), 0), 100)
        except ValueError:
            continue
        text = LEANING.sub("", clean(cells[11]).replace("*", "").strip())
        if not text or " " in text or confidence < LEAST_CONFIDENCE:
            continue
        if SPECK.match(text) and text not in "-–" and confidence < SURE_OF_A_SIGN:
            continue
        if re.fullmatch(r"[|_=~]+", text):
            continue
        right, bottom = left + width, top + height
        words.append(Word(text, left, right, top, bottom, confidence, (block, paragraph, line)))
    return words


def _portable(picture: Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, format="PPM")
    return file.getvalue()


def _run(asked: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    # One thread a page: four threads on one page are slower than four pages on four threads.
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603  the arguments are our own, the picture goes by the pipe
        [shutil.which(PROGRAM) or PROGRAM, *asked],
        input=given,
        capture_output=True,
        timeout=SECONDS_A_PAGE,
        check=True,
        env=surroundings,
    )

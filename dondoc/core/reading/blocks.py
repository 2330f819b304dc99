"""Lines become paragraphs: page breaks inside a sentence undone, numbering recognised, tables set
apart.

Every block keeps its place in the shown text. `flat` is the same stretch with breaks as blanks and
tones settled, character for character as long, so a place in it is a place in the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dondoc.core.names import settle_tones

_MARKER = re.compile(
    r"(?P<article>Điều \d+[.:])\s*|(?P<roman>[IVX]{1,5})[.)/]\s+(?=\S)|"
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[^\W\d])"
    r"|(?P<arabic>\d{1,2})(?P<mark>[.)/])\s*(?=[^\W\d(“\"])|"
    r"(?P<letter>[a-zđA-ZĐ])\s?[).]\s+(?=\S)|(?P<bullet>[-–—•+])\s+(?=\S)"
)
_ENDS = re.compile(r"[.;:!?…](?:[)”\"’]*)$|\./\.$")
_OPEN_END = re.compile(
    r"(?:,|\b(?:và|của|với|cho|các|những|để|về|tại|trong|do|từ|theo|là|hoặc|số))$", re.IGNORECASE
)
_LEVELS = {"article": 1, "roman": 1, "arabic": 2, "decimal": 3, "letter": 4}


@dataclass(frozen=True)
class Block:
    """One paragraph or one table line with its numbering: `kind` is article, roman, arabic … or
    plain, table."""

    start: int
    end: int
    kind: str
    label: str
    body: int  # where the words after the numbering begin
    level: int

    def flat(self, flat: str) -> str:
        """The words after the numbering, in the flat text."""
        return flat[self.body : self.end]


def flatten(shown: str) -> str:
    """The text with every break and tab as a blank and tones settled, no character more or less."""
    return re.sub(r"\s", " ", settle_tones(shown))


def blocks_of(shown: str) -> list[Block]:
    """Cut the shown text into paragraphs and table lines, in order."""
    blocks: list[Block] = []
    gap, place = True, 0
    for line in shown.split("\n"):
        start = place
        place += len(line) + 1
        if not line.strip():
            gap = True
            continue
        block = _block(line, start)
        if blocks and _continues(shown, blocks[-1], block, gap=gap):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(block)
        gap = False
    return _lettered(blocks)


def _block(line: str, start: int) -> Block:
    end = start + len(line.rstrip())
    if "\t" in line:
        return Block(start, start + len(line), "table", "", start, 0)
    indent = len(line) - len(line.lstrip())
    found = _MARKER.match(line, indent)
    if not found:
        return Block(start + indent, end, "plain", "", start + indent, 9)
    kind = found.lastgroup or "plain"
    kind = "arabic" if kind == "mark" else kind
    label = found[kind].strip(".: ")
    body = start + found.end()
    if kind == "bullet":
        return Block(start + indent, end, kind, label, body, 6 if label == "+" else 5)
    if kind == "letter" and (label.isupper() and found[0].rstrip().endswith(".")):
        return Block(start + indent, end, "roman", label, body, 0)
    return Block(start + indent, end, kind, label, body, _LEVELS[kind])


def _continues(shown: str, before: Block, block: Block, *, gap: bool) -> bool:
    """Whether a line goes on with the paragraph above it, across a break of line or page."""
    if block.kind != "plain" or before.kind == "table":
        return False
    above, here = shown[before.start : before.end], shown[block.start : block.end]
    if _ENDS.search(above) or here.lower().startswith(("v/v", "kính gửi", "nơi nhận", "số:")):
        return False
    if above.isupper() or here.isupper():
        return False
    small = here[0].islower() or here[0] in "(,;"
    if gap:
        return (small and len(above) > 20) or (len(above) > 40 and bool(_OPEN_END.search(above)))
    last_line = above.rsplit("\n", 1)[-1]
    long = len(last_line) >= 60 and before.kind != "roman"
    return small or here[0].isdigit() or bool(_OPEN_END.search(above)) or long


def _lettered(blocks: list[Block]) -> list[Block]:
    """Give back letters that a scanner took for digits: "1)" after "k)" is "l)", a second "d)" is
    "đ)"."""
    result: list[Block] = []
    last = ""
    for block in blocks:
        fixed = block
        if block.kind == "letter":
            label = block.label.lower()
            if label == "d" and last == "d":
                label = "đ"
            fixed, last = replace(block, label=label), label
        elif block.kind == "arabic" and block.label == "1" and last == "k":
            fixed, last = replace(block, kind="letter", label="l", level=_LEVELS["letter"]), "l"
        elif block.kind in ("roman", "article", "arabic", "decimal"):
            if block.kind == "roman" and block.label == "I" and last == "h":
                fixed, last = replace(block, kind="letter", label="i", level=_LEVELS["letter"]), "i"
            else:
                last = ""
        result.append(fixed)
    return result

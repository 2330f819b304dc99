"""Lines become paragraphs: page breaks inside a sentence undone, numbering recognised, tables set
apart.

Every block keeps its place in the shown text. `flat` is the same stretch with breaks as blanks and
tones settled, character for character as long, so a place in it is a place in the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dondoc.core.names import UPPER, settle_tones
from dondoc.core.phrases import later
from dondoc.core.reading.patterns import BULLETS
from dondoc.core.reading.verbs import first_verb

# A scanner reads the roman I as an upright stroke or a small l; "Ð" is the eth of old typefaces.
_MARKER = later(
    r"(?P<article>Điều\s\d{1,3}[.:])\s*|"
    r"(?P<part>(?:PHẦN|Phần)\s+(?:thứ\s+)?(?:[IVX]{1,5}|\d{1,2}|\w{2,5}|THỨ\s+\w{2,5}))\b"
    r"(?!\s+(?:mềm|MỀM))[.:]?\s*(?=$|[\n–—-]|[^\W\da-zđ])|"
    r"(?P<chapter>(?:CHƯƠNG|Chương)\s+(?:[IVX]{1,5}|\d{1,2}))\b[.:]?\s*|"
    r"(?P<section>(?:MỤC|Mục)\s+(?:[IVX]{1,5}|\d{1,2}))\b[.:]?\s*(?=$|\n|[^\W\da-zđ])|"
    r"(?P<roman>[IVX]{1,5}|[|l]{1,3})(?:[.)/]|\s?[-–—](?=\s)|\.\s?[-–—])\s+(?=\S)|"
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[^\W\d]|[“\"(])|"
    r"(?P<arabic>\d{1,3})(?:(?:[.)]\s*|/\s+)(?=[^\W\d]|[“\"])|[.)]\s+(?=[\d(])|\s?[-–]\s+"
    rf"(?=[{UPPER}]))|"
    r"(?P<letter>[a-zđðA-ZĐÐ])\s?[).]\s+(?=\S)|"
    rf"(?P<bullet>[{BULLETS}])(?:\s+(?=\S)|(?=[{UPPER}]))"
)
_ONLY_NUMBER = later(
    r"\s*(?:Điều|Điều \d{1,3}[.:]|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|"
    r"[a-zđ]\))\s*$"
)
_ENDS = later(r"[.;:!?…](?:[)”\"’]*)$|\./\.$")
_OF_A_YEAR = later(r"[IVX]{1,4}\s?/\s?\d{4}")  # "Quý | III/2024"
_OPEN_END = later(
    r"(?:,|(?<!hằng )(?<!hàng )(?<!mỗi )\bquý|"
    r"\b(?:và|của|với|cho|các|những|để|về|tại|trong|do|từ|theo|là|hoặc|thứ|(?:văn|định|"
    r"hoạch|quyết|thị|điện|luận|cáo|trình) "
    r"số))$",
    re.IGNORECASE,
)
# "…, phối hợp với Sở A, Ngân hàng B": the work is still to come.
_HELPERS = later(r"[Pp]hối hợp(?: chặt chẽ)?(?: cùng)? với\s(?P<row>[^.;:]{3,300})$")
_ABBREVIATIONS = later(rf"[{UPPER}]{{2,7}}(?:, [{UPPER}]{{2,7}})*,?$")  # "UBND", alone on a line
_CAPITALS_GO_ON = later(r"(?:,|\b(?:VÀ|CỦA|VỚI|CHO|CÁC|VỀ|TẠI|TRONG|TRÊN|SỐ))$")
# "Chủ nhật, ngày 12/01/2025" opens like the place and day of a letterhead, and is only a weekday.
_OWN_LINE = later(
    r"(?:v/v|kính gửi|nơi nhận|số\s?:|(?!(?:thứ\s)?(?:hai|ba|tư|năm|sáu|bảy)\s?,|chủ\s?nhật)"
    rf"(?-i:[{UPPER}])[^\n,]{{1,40}},\s(?:hồi\s[^,\n]{{3,20}}\s)?ngày\s)",
    re.IGNORECASE,
)
_LEVELS = {"part": -2, "chapter": -1, "section": 0, "article": 1, "roman": 1, "arabic": 2}
_LEVELS |= {"decimal": 3, "letter": 4}
_SUBORDINATE = "+○◦✓"


@dataclass(frozen=True)
class Block:
    """One paragraph or one table line with its numbering: `kind` is part, chapter, section,
    article, roman, arabic, decimal, letter, bullet or plain, table."""

    start: int
    end: int
    kind: str
    label: str
    body: int  # where the words after the numbering begin
    level: int

    def flat(self, flat: str) -> str:
        """The words after the numbering, in the flat text."""
        return flat[self.body : self.end]


# Between digits a scanner's l and O are the digits they look like: "l5/3/2026", "0l/2O26".
_ONE = later(r"(?<!\w)[lI](?=\d)|(?<=\d)[lI](?=[\d/.-]|\s?/)")
_ZERO = later(r"(?<=\d)[oO](?=\d)|(?<=/)[oO](?=\d)")


def flatten(shown: str) -> str:
    """The text with every break, tab and upright stroke as a blank, tones settled and digits that
    were taken for letters given back, no character more or less.

    >>> flatten("trước\\nl5/3/2O26 ")
    'trước 15/3/2026 '
    """
    digits = _ZERO.sub("0", _ONE.sub("1", settle_tones(shown)))
    return re.sub(r"[\s|]", " ", digits)


def blocks_of(shown: str) -> list[Block]:
    """Cut the shown text into paragraphs and table lines, in order."""
    blocks: list[Block] = []
    gap, place = True, 0
    lines = shown.split("\n")
    width = _wrapped_at(lines)
    number: tuple[int, str] | None = None  # a number that stands on a line of its own
    for line in lines:
        start = place
        place += len(line) + 1
        if not line.strip():
            gap, number = True, None
            continue
        if number and "\t" not in line:
            start, line = number[0], f"{number[1]}\n{line}"
            blocks.pop()
        number = (start, line) if _ONLY_NUMBER.match(line) else None
        block = _block(line, start)
        if blocks and _continues(shown, blocks[-1], block, gap=gap, width=width):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(block)
        gap = False
    return _lettered(blocks)


def _wrapped_at(lines: Sequence[str]) -> int:
    """How long a line may grow before this text breaks it, 0 where paragraphs stand on one line.

    A text whose long lines are all of one length was broken by a page or a mail program.
    """
    lengths = sorted(len(line.strip()) for line in lines if line.strip() and "\t" not in line)
    longest = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return longest if 50 <= longest <= 140 else 0


def _block(line: str, start: int) -> Block:
    end = start + len(line.rstrip())
    if "\t" in line:
        return Block(start, start + len(line), "table", "", start, 0)
    indent = len(line) - len(line.lstrip())
    found = _MARKER.match(line, indent)
    if not found:
        return Block(start + indent, end, "plain", "", start + indent, 9)
    kind = found.lastgroup or "plain"
    label = " ".join(found[kind].strip(".: ").split())
    body = start + min(found.end(), len(line.rstrip()))
    if kind == "bullet":
        return Block(start + indent, end, kind, label, body, 6 if label in _SUBORDINATE else 5)
    if kind == "roman" and label[0] in "|l":
        if label == "l" and found[0].strip() != "l.":
            kind = "letter"
        else:
            label = "I" * len(label)
    if kind == "letter" and (label.isupper() and found[0].rstrip().endswith(".")):
        return Block(start + indent, end, "roman", label, body, 0)
    return Block(start + indent, end, kind, label, body, _LEVELS[kind])


def _continues(shown: str, before: Block, block: Block, *, gap: bool, width: int) -> bool:
    """Whether a line goes on with the paragraph above it, across a break of line or page."""
    if block.kind != "plain" or before.kind == "table" or before.body >= before.end:
        return False
    above, here = shown[before.start : before.end], shown[block.start : block.end]
    if _OWN_LINE.match(here):
        return False
    if _ENDS.search(above):
        # what was wrapped after a semicolon goes on in small letters on the very next line
        wrapped = before.kind != "plain" or len(above.rsplit("\n", 1)[-1]) >= 60
        return wrapped and above.endswith(";") and not gap and here[0].islower()
    if (helpers := _HELPERS.search(above)) and not first_verb(helpers["row"]):
        return True
    capitals = here.isupper() and not _OF_A_YEAR.match(here)
    if above.isupper() or (capitals and (gap or not _ABBREVIATIONS.match(here))):
        title = shown[before.body : before.end]
        both = title.isupper() and here.isupper() and before.kind != "plain"
        return both and not gap and bool(_CAPITALS_GO_ON.search(above))
    small = here[0].islower() or here[0] in "(,;-"
    if gap:
        return (small and here[0] != "(" and len(above) > 20) or (
            len(above) > 40 and bool(_OPEN_END.search(above))
        )
    last_line = above.rsplit("\n", 1)[-1]
    full = 0 < width <= len(last_line) + 1 + len(here.split(" ", 1)[0]) + 3
    long = full or (bool(width) and len(last_line) >= 60 and before.kind != "roman")
    return small or here[0].isdigit() or bool(_OPEN_END.search(above)) or long


def _lettered(blocks: list[Block]) -> list[Block]:
    """Give back letters that a scanner took for digits: "1)" after "k)" is "l)", a second "d)" is
    "đ)"."""
    result: list[Block] = []
    last = ""
    for block in blocks:
        fixed = block
        if block.kind == "letter":
            label = {"ð": "đ"}.get(block.label.lower(), block.label.lower())
            if label == "d" and last == "d":
                label = "đ"
            fixed, last = replace(block, label=label), label
        elif block.kind == "arabic" and block.label == "1" and last == "k":
            fixed, last = replace(block, kind="letter", label="l", level=_LEVELS["letter"]), "l"
        elif block.kind in ("roman", "article", "arabic", "decimal", "part", "chapter", "section"):
            if block.kind == "roman" and block.label == "I" and last == "h":
                fixed, last = replace(block, kind="letter", label="i", level=_LEVELS["letter"]), "i"
            else:
                last = ""
        result.append(fixed)
    return result

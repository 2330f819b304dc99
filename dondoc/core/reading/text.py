"""Plain text, Markdown or a scanner's output, made into the text that we show and read.

What is cleaned is only what nobody printed: Markdown signs, page numbers, doubled blanks, loose
Unicode. Misread words stay as they are; the reader suggests, a person decides.
"""

from __future__ import annotations

import re

from dondoc.core.names import UPPER, nfc
from dondoc.core.phrases import later
from dondoc.core.reading.model import Source

_INVISIBLE = later(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAGS = later(r"</?(?:sub|sup|b|i|u|em|strong|br|span|center|p|div)\b[^<>\n]*>", re.IGNORECASE)
_BREAK = later(r"<br\s{0,3}/?>", re.IGNORECASE)
_HEADING = later(r"^\s{0,3}#{1,6}\s+")
# A star with much room after it is the ornament below a Party letterhead.
_STAR_BULLET = later(r"^(\s*)\*\s{1,4}(?=\S)")
_ESCAPED = later(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
# These three look at a line whose blanks are single: two runs of blanks side by side would be
# tried in every way to share a line of nothing but tabs, for minutes.
# Two columns of a letterhead or a foot that a program set side by side with blanks.
_SIDE_BY_SIDE = later(
    rf"(?<=[^\W_]|[;.,*)]) {{5,300}}(?=[{UPPER}(*])|(?<=nhận:) {{5,300}}(?=[{UPPER}(*])"
)
_PAGE_NUMBER = later(r"^(?:trang )?[-–—]? ?\d{1,3}(?: ?/ ?\d{1,3})? ?[-–—]?$", re.IGNORECASE)
_RULE_LINE = later(r"^(?:[-_*=~–—] ?){3,}$")
_PIPE_RULE = later(r"^\|?(?: ?:?-{2,}:? ?\|)+ ?:?-*:?$|^[| ]+$")
# What a page carries besides its number: "Trang 2/3" after the sender's name.
_RUNNING = later(r"^.{0,80}\b[Tt]rang \d{1,3}(?: ?/ ?\d{1,3})?$")
_GOES_ON_ABOVE = later(
    r"(?:,|\b(?:và|của|với|cho|các|những|để|về|tại|trong|do|từ|theo|là|hoặc|tỉnh|ngày|tháng))$"
)
_NUMBERED = later(r"^(?:[-–—•+▪●]|\w{1,4}[.)/]|\d{1,2}(?:\.\d{1,2})+)(?:\s|$)|^Điều \d")
# No table has so many columns; a longer run of tabs is searched through again and again.
_MOST_COLUMNS = 200
_MANY_TABS = later(rf"\t{{{_MOST_COLUMNS},}}")
# Signs within signs come off layer by layer; nobody writes this many layers.
_MOST_LAYERS = 40


def from_text(text: str) -> Source:
    """Make the shown text of a plain text or Markdown document; doing it twice changes nothing.

    >>> from_text("Số: **02** /TCTĐA06\\r\\n\\r\\n### d)  Sở Tư pháp").shown
    'Số: 02 /TCTĐA06\\n\\nd) Sở Tư pháp\\n'
    """
    for _layer in range(_MOST_LAYERS):
        if (cleaned := _cleaned(text)) == text:
            break
        text = cleaned
    return Source(text)


def _cleaned(text: str) -> str:
    text = nfc(_INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\f\v\x1c-\x1e\x85\u2028\u2029]", "\n\n", text)
    lines = [_line(line) for line in text.split("\n")]
    lines = _without_page_breaks(lines)
    joined = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")
    return f"{joined}\n" if joined.strip() else ""


def _line(line: str) -> str:
    single = " ".join(line.split())
    if _RULE_LINE.match(single) or _PIPE_RULE.match(single):
        return ""
    line = _TAGS.sub("", _BREAK.sub(" ", line))
    line = _STAR_BULLET.sub(r"\1- ", _HEADING.sub("", line))
    line = _ESCAPED.sub(r"\1", line).replace("*", "")
    line = re.sub(r"(?<!\w)__(?=\S)|(?<=\S)__(?!\w)", "", line)
    line = _SIDE_BY_SIDE.sub("\t", line) if len(_SIDE_BY_SIDE.findall(line)) == 1 else line
    line = _columns(line)
    line = re.sub(r"[^\S\t]+", " ", line)
    line = _MANY_TABS.sub("\t" * _MOST_COLUMNS, re.sub(r" ?\t ?", "\t", line))
    return line.strip() if "\t" not in line else line.strip(" ")


def _columns(line: str) -> str:
    """A row of a table drawn with upright strokes, as cells parted by tabs."""
    bare = line.strip()
    framed = bare.startswith("|") and bare.endswith("|") and len(bare) > 1
    if bare.count("|") < 2 or "\t" in bare or not (framed or bare.count(" | ") >= 2):
        return bare.strip("| ") if framed or bare.endswith(" |") else line
    cells = (bare[1:-1] if framed else bare).split("|")
    return "\t".join(cell.strip() for cell in cells)


def _without_page_breaks(lines: list[str]) -> list[str]:
    """Take out page numbers and running lines; a sentence that a page cut in two is whole again."""
    repeated = _running_lines(lines)
    kept: list[str] = []
    turned = False
    for place, line in enumerate(lines):
        if _is_page_number(lines, place) or line in repeated or _RUNNING.match(line):
            turned = True
            kept.append("")
        elif not line:
            kept.append(line)
        else:
            above = next((k for k in range(len(kept) - 1, -1, -1) if kept[k]), None)
            if turned and above is not None and _cut_in_two(kept[above], line):
                kept[above:] = [f"{kept[above]} {line}"]
            else:
                kept.append(line)
            turned = False
    return kept


def _running_lines(lines: list[str]) -> set[str]:
    """Lines that stand at the turn of several pages, beside their numbers."""
    beside: dict[str, int] = {}
    for place in range(len(lines)):
        if not _is_page_number(lines, place):
            continue
        near = [each for each in lines[max(0, place - 3) : place + 4] if len(each) > 8]
        for line in set(near):
            if "\t" not in line and len(line) < 90 and not _NUMBERED.match(line):
                beside[line] = beside.get(line, 0) + 1
    return {line for line, times in beside.items() if times > 1}


def _cut_in_two(above: str, below: str) -> bool:
    """Whether a line goes on after the turn of a page."""
    if above.endswith(";") and below[0].islower() and "\t" not in above + below:
        return not _NUMBERED.match(below)  # "…;" and on the next page "đồng thời …"
    if "\t" in above or "\t" in below or re.search(r"[.;:!?…/]$", above) or above.isupper():
        return False
    if _NUMBERED.match(below) or below.isupper() or len(above) < 20:
        return False
    bullet = bool(re.match(r"[-–—•+▪●]", above)) and len(above) > 30
    goes_on = below[0].islower() or below[0] in "(,;" or bool(_GOES_ON_ABOVE.search(above))
    return goes_on or bullet or len(above) > 120


def _is_page_number(lines: list[str], place: int) -> bool:
    """A number alone between blank lines, at an end, or inside a sentence was put there by a
    page."""
    if not _PAGE_NUMBER.match(" ".join(lines[place].split())):
        return False
    before = lines[place - 1] if place else ""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    if not before.strip() and not after.strip():
        return True
    inside = len(before) > 30 and not re.search(r"[.;:,]$|(?:án|số|quý|tháng|ngày|năm)$", before)
    return inside and after[:1].islower() and not lines[place].startswith("0")

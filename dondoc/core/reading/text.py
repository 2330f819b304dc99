"""Plain text, Markdown or a scanner's output, made into the text that we show and read.

What is cleaned is only what nobody printed: Markdown signs, page numbers, doubled blanks, loose
Unicode. Misread words stay as they are; the reader suggests, a person decides.
"""

from __future__ import annotations

import re

from dondoc.core.names import nfc
from dondoc.core.reading.model import Source

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAGS = re.compile(r"</?(?:sub|sup|b|i|u|em|strong|br|span|center|p|div)\b[^<>\n]*>", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_STAR_BULLET = re.compile(r"^(\s*)\*\s+(?=\S)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
# These three look at a line whose blanks are single: two runs of blanks side by side would be
# tried in every way to share a line of nothing but tabs, for minutes.
_PAGE_NUMBER = re.compile(r"^(?:trang )?[-–—]? ?\d{1,3}(?: ?/ ?\d{1,3})? ?[-–—]?$", re.IGNORECASE)
_RULE_LINE = re.compile(r"^(?:[-_*=~–—] ?){3,}$")
_PIPE_RULE = re.compile(r"^\|?(?: ?:?-{2,}:? ?\|)+ ?:?-*:?$")
# No table has so many columns; a longer run of tabs is searched through again and again.
_MOST_COLUMNS = 200
_MANY_TABS = re.compile(rf"\t{{{_MOST_COLUMNS},}}")
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
    lines = ["" if _is_page_number(lines, place) else line for place, line in enumerate(lines)]
    joined = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")
    return f"{joined}\n" if joined.strip() else ""


def _line(line: str) -> str:
    single = " ".join(line.split())
    if _RULE_LINE.match(single) or _PIPE_RULE.match(single):
        return ""
    line = _TAGS.sub("", line)
    line = _STAR_BULLET.sub(r"\1- ", _HEADING.sub("", line))
    line = _ESCAPED.sub(r"\1", line).replace("*", "")
    line = re.sub(r"(?<!\w)__(?=\S)|(?<=\S)__(?!\w)", "", line)
    if line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2:
        line = "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = re.sub(r"[^\S\t]+", " ", line)
    line = _MANY_TABS.sub("\t" * _MOST_COLUMNS, re.sub(r" ?\t ?", "\t", line))
    return line.strip() if "\t" not in line else line.strip(" ")


def _is_page_number(lines: list[str], place: int) -> bool:
    """A number alone between blank lines, or at an end, was put there by a page."""
    if not _PAGE_NUMBER.match(" ".join(lines[place].split())):
        return False
    before = lines[place - 1] if place else ""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return not before.strip() and not after.strip()

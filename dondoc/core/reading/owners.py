"""Whom a heading or the opening of a sentence puts to work, and where the work begins after the
name.

"d) Sở Tư pháp: …", "2. Sở Nội vụ — Tham mưu …", "Nhiệm vụ của các sở, ban, ngành:", "1. Sở A;
Sở B".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import (
    VERB_FIRST,
    Named,
    first_verb,
    split_names,
    starts_agency,
    subject_of,
)
from dondoc.core.reading.bodies import row_end

_PREFIX = rx(
    r"(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm (?:của|thuộc)|nhiệm vụ (?:của|giao)|về phía|"
    r"riêng)"
    r"(?: cho)? (?=\S)"
)
_DASH = later(r"\s[-–—]\s+(?=\S)")
_IN_BRACKETS = rx(
    r"\((?:do )?(?P<names>[^()]{4,120}?) (?:làm )?(?:chủ trì|đầu mối)(?P<rest>[^()]{0,160})\)"
)
_LABELS = rx(
    r"\((?:cơ quan |đơn vị )?chủ trì\s?: (?P<names>[^();]{3,120})(?:; (?:cơ quan |đơn vị )?phối "
    r"hợp\s?: (?P<help>[^()]{3,200}))?\)"
)
_HELP = rx(r"phối hợp(?: với)?\s?:? (?P<names>[^()]{3,160})$")


# "Phòng Kế hoạch tổng hợp:", "Ban Quản lý dự án:" hold words that elsewhere begin the work.
_IS_ORGAN = rx(r"(?:phòng|ban|tổ|trung tâm|chi cục|cục|vụ|viện|đội)(?: [^\W\d]+){1,7}\s*$")
_ACTS = rx(r"chủ trì|phối hợp|thực hiện|trách nhiệm|tham mưu|tiếp tục|khẩn trương|phải|cần")


@dataclass(frozen=True)
class Owned:
    """The owner that opens a paragraph, and where the work begins after it."""

    owners: tuple[str, ...]
    start: int
    end: int
    work: int


def hidden(words: str) -> str:
    """The words with everything in parentheses blanked out, as long as before."""
    return re.sub(r"\([^()]*\)?", lambda found: " " * len(found[0]), words)


def row_of_names(words: str) -> tuple[str, ...]:
    """Agencies parted by semicolons or commas and nothing else, or nobody.

    >>> row_of_names("Các sở, ban, ngành tỉnh; UBND các xã, phường")
    ('Các sở, ban, ngành tỉnh', 'UBND các xã, phường')
    >>> row_of_names("Sở Y tế rà soát; Sở Nội vụ báo cáo")
    ()
    """
    parts = [part.strip(" ,.:-–—") for part in hidden(words).split(";")]
    parts = [re.sub(r"^và ", "", part) for part in parts if part]
    if not parts or any(not starts_agency(part, any_case=True) for part in parts):
        return ()
    if any(first_verb(part, 2) is not None for part in parts):
        return ()
    return tuple(dict.fromkeys(name for part in parts for name in split_names(part)))


def owner_heading(words: str, offset: int) -> Owned | None:
    """The owner of a run-in heading or of a heading that is nothing but a name.

    >>> owner_heading("Sở Y tế: Duy trì việc họp", 0)
    Owned(owners=('Sở Y tế',), start=0, end=7, work=9)
    """
    prefix = _PREFIX.match(words)
    begin = prefix.end() if prefix else 0
    if not starts_agency(words[begin:], any_case=True):
        return None
    colon = _colon(words, begin)
    end = colon if colon is not None else len(words)
    name = words[begin:end]
    if (
        colon is not None
        and re.search(r"(?:như|gồm|là|sau|sau đây)\s*$", name)
        and words[end + 1 :].strip()
    ):
        return None
    if len(name) < 420 and (row := row_of_names(name)):
        if colon is None and (re.search(r"[.;,]\s*$", words) or len(words) > 220):
            return None
        return _owned(words, offset, begin, end, row, colon)
    dashed = _dashed(words, begin)
    if dashed is not None:
        name, work = words[begin : dashed.start()], dashed.end()
        shown = len(name.split("(")[0].rstrip())
        return Owned(
            split_names(hidden(name)), offset + begin, offset + begin + shown, offset + work
        )
    if colon is None and (re.search(r"[.;,]\s*$", words) or len(words) > 160):
        return None
    if colon is not None and _IS_ORGAN.match(name) and not _ACTS.search(name):
        return _owned(words, offset, begin, end, (hidden(name).strip(),), colon)
    if len(name) > 240 or first_verb(hidden(name), 2) is not None or ";" in hidden(name):
        if colon is None or words[colon + 1 :].strip():
            return None
        subject = opening_owner(words)
        if subject is None:
            return None
        span = (offset + subject.start, offset + subject.end)
        return Owned(subject.names, *span, offset + len(words))
    return _owned(words, offset, begin, end, split_names(hidden(name)), colon)


def _colon(words: str, begin: int) -> int | None:
    """The colon that ends the name; "Các Sở: Y tế, Nội vụ: …" has one inside it."""
    listed = re.match(
        r"(?:(?:giám đốc|thủ trưởng|lãnh đạo) )?(?:các )?(?:sở|bộ)(?:,? (?:ban,? )?ngành)?\s?:"
        r"[^:.]{2,200}(?=:)",
        words[begin:],
        re.IGNORECASE,
    )
    if listed:
        return begin + listed.end()
    place = hidden(words).find(":")
    return place if place >= 0 else None


def _owned(
    words: str, offset: int, begin: int, end: int, names: tuple[str, ...], colon: int | None
) -> Owned:
    work = end + 1 if colon is not None else end
    work += len(words[work:]) - len(words[work:].lstrip())
    shown = len(words[begin:end].split("(")[0].rstrip(" ;,"))
    return Owned(names, offset + begin, offset + begin + shown, offset + work)


def _dashed(words: str, begin: int) -> re.Match[str] | None:
    """A dash between a name and its work; a dash inside a name parts no verb from it."""
    for found in _DASH.finditer(words, begin, begin + 200):
        name = words[begin : found.start()]
        if first_verb(hidden(name), 2) is not None:
            return None
        if VERB_FIRST.match(words[found.end() :]):
            return found
    return None


def opening_owner(words: str) -> Named | None:
    """The agencies that a sentence puts to work when it opens with them, in a row parted by
    semicolons too.

    >>> opening_owner("Các sở, ban, ngành; UBND các xã xây dựng kế hoạch").names
    ('Các sở, ban, ngành', 'UBND các xã')
    """
    semicolon = hidden(words).find(";")
    if 0 < semicolon < 200:
        told = _PREFIX.match(words)
        begin = told.end() if told else 0
        verb = first_verb(words, begin + 2)
        if verb is not None and semicolon < verb < 420:
            ends = row_end(words, begin)
            # "Sở Y tế vớt bèo; báo cáo": whatever its verb is, the work begins before the semicolon
            if not words[semicolon:verb].strip(" ;") or (ends is not None and ends < semicolon):
                return subject_of(words)
            row = row_of_names(words[begin:verb])
            if row:
                return Named(row, begin, len(words[:verb].rstrip(" ,;")))
    return subject_of(words)


def bracketed(words: str) -> tuple[Named | None, Named | None]:
    """Who leads and who helps where brackets at the end say so.

    >>> [n.names for n in bracketed("Giải ngân 100% (Sở Tài chính chủ trì)") if n]
    [('Sở Tài chính',)]
    >>> [n.names for n in bracketed("Xong (Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ).") if n]
    [('Sở Y tế',), ('Sở Nội vụ',)]
    """
    found = _LABELS.search(words)
    if found and starts_agency(found["names"], any_case=True):
        helps = found["help"]
        return (
            Named(split_names(found["names"]), found.start("names"), found.end("names")),
            Named(split_names(helps), found.start("help"), found.end("help")) if helps else None,
        )
    found = _IN_BRACKETS.search(words)
    if found and starts_agency(found["names"], any_case=True):
        lead = Named(split_names(found["names"]), found.start("names"), found.end("names"))
        more = _HELP.search(found["rest"])
        if more and starts_agency(more["names"], any_case=True):
            at = found.start("rest")
            span = (at + more.start("names"), at + more.end("names"))
            return lead, Named(split_names(more["names"]), *span)
        return lead, None
    return None, None

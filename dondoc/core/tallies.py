"""Numbers of places and bodies as a text says them, held against the names it lists.

"06 địa phương: A, B, C, D, E" names five; "05 (sáu)" says two numbers at once. Both are raised and
neither is corrected: the paper decides, and a person reads the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.core.errors import gettext_noop
from dondoc.core.names import LOWER, UPPER
from dondoc.core.phrases import worded

# What is counted, and the family in which two counts may be compared.
_FAMILIES = {
    "district": "huyện|địa bàn cấp huyện|đơn vị cấp huyện|huyện, thị xã|huyện, thành phố|huyện, "
    "thị xã, thành phố|thị xã",
    "commune": "xã|phường|thị trấn|xã, phường|xã, phường, thị trấn|đơn vị cấp xã|địa bàn cấp xã",
    "place": "địa phương|địa bàn|đơn vị hành chính|tỉnh|tỉnh, thành phố",
    "body": "cơ quan|đơn vị|sở|sở, ban, ngành|sở, ngành|bộ|bộ, ngành|doanh nghiệp|trường|cơ sở",
    "thing": "nhóm|mô hình|nhiệm vụ|dịch vụ|thủ tục|hệ thống|nội dung|chỉ tiêu|tiêu chí|giải pháp|"
    "chuyên đề|lĩnh vực|dự án|công trình",
}
_NOUN = {
    noun: family for family, nouns in _FAMILIES.items() for noun in nouns.split("|")
}  # longest first below
_NOUNS = "|".join(sorted(map(re.escape, _NOUN), key=len, reverse=True)).replace(r"\ ", r"\s+")
_ONES = "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín"
_WORDED = rf"(?:(?:{_ONES})\s+mươi(?:\s+(?:mốt|lăm|{_ONES}))?|mười(?:\s+(?:lăm|{_ONES}))?|{_ONES})"
_FIGURES = r"(?<![\d/.,%-])\d{1,3}(?![\d/%]|[.,]\d)"
# "trong năm đơn vị …" is no count of five
COUNTED = re.compile(
    rf"(?<!\w)(?=[\dhbstcm])(?:(?P<n>{_FIGURES})|(?P<w>(?!(?:năm|một|tư)\s){_WORDED}))\s+(?P<noun>{_NOUNS})(?!\w)",
    re.IGNORECASE,
)
# "Đề án 06 tỉnh" counts no provinces, "Điều 5 đơn vị" no units
_NO_COUNT = re.compile(
    r"(?:đề\s+án|chương\s+trình|nghị\s+quyết|dự\s+án|điều|khoản|mục|điểm|tổ|quý|tháng|năm|ngày|số|"
    r"phụ\s+lục|mẫu|phòng|đội|khối|nhóm|lớp|cấp|thứ|giai\s+đoạn)\s*$",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"\(\s?(?:(?P<w>{_WORDED})|(?P<n>\d{{1,3}}))\s?\)", re.IGNORECASE)
_OUTSIDE = re.compile(rf"(?:(?P<n>{_FIGURES})|(?<!\w)(?P<w>{_WORDED}))\s?$", re.IGNORECASE)
# names behind a colon, or in brackets: the list of what was counted
_LIST = re.compile(
    r"[^.;:()\n]{0,40}?(?::\s*(?P<names>[^.;:\n]{3,600})|\(\s*(?P<inner>[^();:]{3,400})\))"
)
_GO_ON = ("...", "…", "v.v", "vv", "như")
_NAME = re.compile(
    rf"^(?:(?:và|cùng)\s+)?(?:(?:các|những)\s+)?(?:(?:thành\s+phố|thị\s+xã|thị\s+trấn|huyện|xã|phường|"
    rf"tỉnh|TP\.?|đặc\s+khu)\s*:?\s+)?(?P<name>[{UPPER}][{UPPER}{LOWER}.\d]*"
    rf"(?:[\s-]+[{UPPER}\d][{UPPER}{LOWER}.\d]*){{0,5}})\s"
)

MESSAGES = {
    "number_said_twice": gettext_noop(
        "“%(words)s” says two numbers: %(figure)s in figures, %(worded)s in words."
    ),
    "count_against_list": gettext_noop(
        "“%(words)s” counts %(said)s, but %(listed)s are named: %(names)s."
    ),
}


@dataclass(frozen=True)
class Count:
    """A number of things, with its place; `names` where they are listed behind it."""

    value: int
    noun: str
    family: str
    start: int
    end: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Something in the numbers of a text that does not fit, with its place."""

    code: str
    start: int
    end: int
    facts: dict[str, str]


def counts_in(text: str) -> Iterator[Count]:
    """Every number of places, bodies or things, with the names listed behind it.

    >>> [(c.value, c.family, c.names) for c in counts_in("05 địa bàn cấp huyện còn lại của tỉnh")]
    [(5, 'district', ())]
    >>> next(counts_in("tại 03 xã: Ba Nà, Trà Sơn, Hành Đông.")).names
    ('Ba Nà', 'Trà Sơn', 'Hành Đông')
    """
    for found in COUNTED.finditer(text):
        if _NO_COUNT.search(text[max(0, found.start() - 14) : found.start()]):
            continue
        value = int(found["n"]) if found["n"] else worded(" ".join(found["w"].split()))
        noun = " ".join(found["noun"].lower().split())
        names = tuple(_names_behind(text, found.end()))
        yield Count(value, noun, _NOUN[noun], found.start(), found.end(), names)


def _names_behind(text: str, place: int) -> list[str]:
    """The names of a list that follows at once; nothing where it is no list of names alone, or
    goes on in dots."""
    found = _LIST.match(text, place, min(len(text), place + 700))
    if found is None:
        return []
    words = found["names"] or found["inner"]
    if any(sign in words.lower() for sign in _GO_ON):
        return []
    parts = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", re.sub(r"\([^()]*\)", " ", words))
    names = []
    for place_, part in enumerate(parts):
        name = _NAME.match(" ".join(part.split()) + " ")
        last = place_ == len(parts) - 1
        if name is None or not (last or name.end() > len(" ".join(part.split()))):
            return []
        names.append(name["name"])
    return names if len(names) > 1 else []


_KIND = r"(?:thành\s+phố|thị\s+xã|thị\s+trấn|huyện|xã|phường|tỉnh|đặc\s+khu)"
_PLACE = rf"[{UPPER}][{LOWER}]*(?:\s+[{UPPER}][{LOWER}]*){{0,4}}"
_NAMED = re.compile(
    rf"(?<![\w])(?P<kind>{_KIND})(?:\s+miền\s+núi)?\s?:?\s+(?P<names>{_PLACE}(?:\s*(?:,|và|,\s*và)\s+"
    rf"(?:(?:các\s+)?{_KIND}\s?:?\s+)?{_PLACE}){{1,40}})"
)
_LEVELS = {"xã": "commune", "phường": "commune", "thị trấn": "commune", "tỉnh": "place"}


def places_named(text: str) -> Iterator[Count]:
    """Lists of places that are named without being counted; what stands in brackets is left out.

    >>> [(c.value, c.family) for c in places_named(
    ...     "đối với các huyện: Sơn Hà, Trà Bồng (đối với 06 xã) và thị xã Đức Phổ để đáp ứng")]
    [(3, 'district')]
    """
    plain = re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), text)
    for found in _NAMED.finditer(plain):
        parts = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", found["names"])
        names = tuple(re.sub(rf"^(?:các\s+)?{_KIND}\s?:?\s+", "", part).strip() for part in parts)
        kind = " ".join(found["kind"].lower().split())
        family = _LEVELS.get(kind, "district")
        yield Count(len(set(names)), kind, family, found.start(), found.end(), names)


def tallies(text: str) -> list[Tally]:
    """What does not fit in the numbers of a text.

    >>> [t.code for t in tallies("tại 05 (sáu) xã; 06 địa phương: An Hải, Bình Sơn, Mộ Đức.")]
    ['number_said_twice', 'count_against_list']
    >>> tallies("tại 06 (sáu) xã, 03 địa phương: An Hải, Bình Sơn, Mộ Đức.")
    []
    """
    found = list(_said_twice(text))
    for count in counts_in(text):
        if count.names and len(count.names) != count.value:
            facts = {
                "words": " ".join(text[count.start : count.end].split()),
                "said": str(count.value),
                "listed": str(len(count.names)),
                "names": ", ".join(count.names),
            }
            found.append(Tally("count_against_list", count.start, count.end, facts))
    return sorted(found, key=lambda tally: tally.start)


def _said_twice(text: str) -> Iterator[Tally]:
    for inside in _INSIDE.finditer(text):
        before = text[max(0, inside.start() - 24) : inside.start()]
        outside = _OUTSIDE.search(before)
        if outside is None or bool(outside["n"]) == bool(inside["n"]):
            continue
        figure = int(outside["n"] or inside["n"])
        words = " ".join((outside["w"] or inside["w"]).split())
        if worded(words) != figure:
            start = inside.start() - len(before) + outside.start()
            said = " ".join(text[start : inside.end()].split())
            facts = {"words": said, "figure": str(figure), "worded": words}
            yield Tally("number_said_twice", start, inside.end(), facts)

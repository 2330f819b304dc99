"""Lines that say who, with whom, until when and with what result about the work above them.

"- Cơ quan chủ trì: Sở Nội vụ." binds the item it stands under; after several bullets it binds all
of them, and so does a sentence such as "Các nhiệm vụ này hoàn thành trước ngày 30/9/2025".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.core.phrases import rx
from dondoc.core.reading.agencies import Named, split_names, starts_agency
from dondoc.core.reading.patterns import BULLETS

_BODY = r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|sở, ngành)(?:, (?:đơn vị|địa phương))* )?"
_LEAD = (
    rf"{_BODY}(?:chủ trì|đầu mối|tham mưu|phụ trách|được giao|chịu trách nhiệm)"
    r"(?: (?:thực hiện|tham mưu|chính))?"
)
_HELP = rf"{_BODY}phối hợp(?: thực hiện| với| cùng)?"
_DOES = (
    rf"{_BODY}(?:thực hiện)|(?:trách nhiệm|phân công|tổ chức|người|đối tượng) thực hiện|"
    r"phân công(?: nhiệm vụ)?"
)
_TIME = (
    r"(?:thời gian|thời hạn|tiến độ|lộ trình|hạn|thời điểm|kỳ hạn)(?: (?:thực hiện|hoàn thành|"
    r"hoàn tất|báo "
    r"cáo|triển khai|trình|xong))*|hoàn thành"
)
_GIVES = r"(?:sản phẩm|kết quả)(?: (?:đầu ra|hoàn thành|dự kiến|cần đạt|thực hiện|chủ yếu))*"
_LABEL = rx(
    rf"(?P<both>{_BODY}chủ trì,? (?:và )?phối hợp)\s?:|(?P<lead>{_LEAD})\s?:|(?P<help>{_HELP})\s?:|"
    rf"(?P<does>{_DOES})\s?:|(?P<time>{_TIME})\s?:|(?P<gives>{_GIVES})\s?:"
)
_COVERS = rx(
    r"(?:(?:tất cả |toàn bộ )?(?:các|những) (?:nhiệm vụ|nội dung|công việc|việc|hạng mục)(?: "
    r"(?:này|trên|nêu "
    r"trên|nói trên|tại [^,.;]{1,30}))?,? (?:phải |cần |được )?(?:hoàn thành|thực hiện xong|xong)|"
    r"(?:yêu cầu )?(?:phải )?(?:hoàn thành|xong|thực hiện xong)(?: xong)?(?: (?:các|toàn bộ|"
    r"những) (?:nhiệm "
    r"vụ|nội dung|công việc)[^,.;]{0,20})? (?:trước|trong|chậm|không "
    r"(?:muộn|chậm)|muộn nhất|trễ nhất|vào|đến|ngày|quý|tháng))"
)
_ALL_ABOVE = rx(
    r"(?:^|[.;] )(?P<all>(?:tất cả |toàn bộ )?(?:các|những) (?:nhiệm vụ|nội dung|công việc) "
    r"(?:này|trên|nêu "
    r"trên|nói trên)[^.;]{4,160})"
)


@dataclass(frozen=True)
class Attribute:
    """One thing said about the work above: its kind, and where its words stand in the line."""

    kind: str  # both, lead, help, does, time, gives
    start: int
    end: int


def is_attribute(words: str) -> bool:
    """Whether a line only says something about the work above it.

    >>> is_attribute("Cơ quan chủ trì: Sở Nội vụ."), is_attribute("Hoàn thành trong tháng 9/2025.")
    (True, True)
    >>> is_attribute("Chủ trì, phối hợp với Sở Y tế rà soát.")
    False
    """
    if _LABEL.match(words):
        return True
    return len(words) < 200 and bool(_COVERS.match(words))


def attributes_of(words: str) -> list[Attribute]:
    """Everything that a line says about the work above, label by label.

    >>> [a.kind for a in attributes_of("Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; thời gian: Quý II.")]
    ['lead', 'help', 'time']
    """
    found = [hit for hit in _LABEL.finditer(words) if not hit.start() or _opens(words, hit.start())]
    said = []
    for hit, after in zip(found, [*found[1:], None], strict=False):
        end = after.start() if after else len(words)
        kept = words[hit.end() : end]
        lead = len(kept) - len(kept.lstrip())
        kept = re.sub(rf"[\s;,.{BULLETS}]+$", "", kept)
        if kept.strip():
            start = hit.end() + lead
            said.append(Attribute(hit.lastgroup or "", start, hit.end() + len(kept)))
    return said


def _opens(words: str, place: int) -> bool:
    """Whether a label stands where one can: after a full stop, semicolon, comma or sign."""
    return bool(re.search(rf"[.;,:({BULLETS}]\s*$", words[max(0, place - 4) : place]))


def all_above(words: str) -> tuple[int, int] | None:
    """The sentence inside a paragraph that speaks of all the work above it.

    >>> all_above("Rà soát. Các nhiệm vụ trên hoàn thành trước 30/9/2025.")
    (9, 53)
    """
    found = _ALL_ABOVE.search(words)
    if not found or not found.start("all"):
        return None
    return found.span("all") if _COVERS.match(found["all"]) else None


def names_at(words: str, attribute: Attribute, *, lead: bool) -> Named | None:
    """The agencies of one attribute; of "chủ trì, phối hợp" the first leads and the others help."""
    said = words[attribute.start : attribute.end]
    first = re.sub(r"^(?:là|do|gồm)\s+", "", said.split(". ")[0])
    if not starts_agency(first, any_case=True):
        return None
    names = tuple(
        dict.fromkeys(name for part in first.split(";") for name in split_names(part) if name)
    )
    if attribute.kind == "both":
        names = names[:1] if lead else names[1:]
    if not names:
        return None
    return Named(names, attribute.start, attribute.start + len(first))

"""Who issued a cited document, where "của …" does not follow it: words before it, or its symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dondoc.core.phrases import day_words, later, resolve_day
from dondoc.core.references import parts_of

_BODY = (
    r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Sở|Bộ|Ban|Cục|Tổng cục|Công an|Văn phòng|Chủ tịch|Phó "
    r"Chủ tịch|Thủ tướng|Chính phủ|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Thường trực|Thường vụ|"
    r"Quốc hội|Ngân hàng|Bảo hiểm|Tổ [Cc]ông tác|Tổ trưởng|Thanh tra|Kho bạc|Trung tâm|Phòng|Viện|"
    r"Tòa án|Chi cục|Chi nhánh|Bộ trưởng|Giám đốc|Ban Chỉ đạo|Mặt trận|Tập đoàn)"
)
_DAY = day_words("1")


def _cased(pattern: str) -> re.Pattern[str]:
    """A pattern in which one blank stands for any spacing and capitals are told from the rest."""
    return later(pattern.replace(" ", r"\s+"))


_WORDS = r"(?:(?! (?:về|theo|tại|để) )[^.;:()]){0,80}?"
# "… của Công an tỉnh - Cơ quan thường trực tại Công văn số", "Sở Y tế có Tờ trình số"
_OF = _cased(
    rf"(?:của|ý kiến|kết luận) (?P<issuer>{_BODY}{_WORDS})(?:\s?[-–] [^.;:()]{{3,60}})?"
    rf"(?: \([^()]{{1,40}}\))? (?:nêu )?tại(?: các)?\s*$"
)
_MADE = _cased(
    rf"(?:(?P<date>(?i:ngày) {_DAY}),? )?(?P<issuer>{_BODY}[^.;:,()]{{0,70}}?)"
    rf"(?: \([^()]{{1,40}}\))?(?: (?:đã|vừa|mới|có)){{0,2}} (?:ký )?(?:có|ban hành)(?: các)?\s*$"
)
_REACH = 220
# Symbols that one body of the whole country uses.
_NATIONAL = {
    "ttg": "Thủ tướng Chính phủ",
    "cp": "Chính phủ",
    "vpcp": "Văn phòng Chính phủ",
    "ctn": "Chủ tịch nước",
    "bca": "Bộ Công an",
    "btc": "Bộ Tài chính",
    "byt": "Bộ Y tế",
    "bnv": "Bộ Nội vụ",
    "btp": "Bộ Tư pháp",
    "btttt": "Bộ Thông tin và Truyền thông",
    "btnmt": "Bộ Tài nguyên và Môi trường",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "bxd": "Bộ Xây dựng",
    "vptw": "Văn phòng Trung ương Đảng",
}


@dataclass(frozen=True)
class Before:
    """What the words before a document say: who issued it, and on which day."""

    issuer: str
    on: date | None
    start: int


def before_words(flat: str, place: int) -> Before | None:
    """Read who issued the document that begins at `place`, from the words before it.

    >>> text = "Ngày 21/04/2015, Thủ tướng Chính phủ đã ban hành Chỉ thị"
    >>> before_words(text, text.index("Chỉ thị"))
    Before(issuer='Thủ tướng Chính phủ', on=datetime.date(2015, 4, 21), start=0)
    >>> text = "theo đề nghị của Sở Nội vụ tại Tờ trình"
    >>> before_words(text, text.index("Tờ trình")).issuer
    'Sở Nội vụ'
    """
    begin = max(0, place - _REACH)
    words = flat[begin:place]
    at = list(re.finditer(r"[.;]\s", words))
    if at:
        begin, words = begin + at[-1].end(), words[at[-1].end() :]
    made = _MADE.search(words)
    if made:
        on = resolve_day(made.groupdict(), "1", None) if made["date"] else None
        start = begin + (made.start("date") if on else made.start("issuer"))
        return Before(" ".join(made["issuer"].split()), on, start)
    of = _OF.search(words)
    if of:
        return Before(" ".join(of["issuer"].split()), None, begin + of.start("issuer"))
    return None


def by_symbol(number: str) -> str:
    """The body that alone uses this symbol in the whole country.

    >>> by_symbol("06/QĐ-TTg"), by_symbol("26/2023/QH15"), by_symbol("12/KH-STP")
    ('Thủ tướng Chính phủ', 'Quốc hội', '')
    """
    parts = parts_of(number)
    for code in parts.issuers:
        if re.fullmatch(r"qh\d\d", code):
            return "Quốc hội"
        if re.fullmatch(r"ubtvqh\d\d", code):
            return "Ủy ban Thường vụ Quốc hội"
        if code in _NATIONAL:
            return _NATIONAL[code]
    return ""

"""To whom a result goes, by which channel, on which form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dondoc.core.names import fold, plain_words
from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import first_verb, starts_agency
from dondoc.core.reading.bodies import names_in
from dondoc.core.reading.model import Assignment, FormFound

_SENT = rx(r"(?:báo cáo|gửi|trình|nộp|về)\b")
_TO = rx(r"(?:báo cáo|cho|gửi(?: về| lại| cho| đến| tới)*|về|trình|nộp(?: về| cho)?) (?=\S)")
_TO_ENDS = later(
    r"\s[-–]\s(?!Vận|Thương|Truyền)|[,.;:(]|\s(?:để|trước|theo|về|qua|chậm|ký|xem|phê|ban hành|kết "
    r"quả|tổng hợp|trong|hằng|hàng|định|bằng|đúng|vào|biết|khi|tại|nếu|những|các nội)\b"
)
_HEADS_AN_AGENCY = later(
    r"(?:Chủ tịch|Thường trực|Thủ tướng|Lãnh đạo|Thư ký|Phó Chủ tịch|Bộ Chính trị|Ban Bí thư|"
    r"Quốc hội|Chính phủ|cấp có thẩm quyền)(?:\s|$)"
)
_JOINED = later(r"\s*,|\s+và\s|\s*&|\s*[-–]")
_HIGHEST = later(
    r"(?:Thủ tướng Chính phủ|Chính phủ|Ủy ban Thường vụ Quốc hội|Quốc hội|Bộ Chính trị|Ban Bí thư|"
    r"cấp có thẩm quyền)\b"
)
_CHANNEL = rx(
    r"(?:qua|trên|bằng|vào|thông qua|gửi|theo)(?: địa chỉ| kênh)? (?P<by>(?:hộp )?thư điện tử(?: "
    r"công "
    r"vụ)?|e-?mail|"
    r"phần mềm(?: (?!trước|chậm|hằng|để|theo mẫu)[^,.;:()]{2,60}?)?|"
    r"(?:các )?hệ thống (?:quản lý|thông tin|theo dõi|báo cáo|phần mềm|giám sát)[^,.;:()]{0,60}?|"
    r"trục liên thông(?: văn bản)?(?: quốc gia)?|văn bản(?: giấy)?(?= (?:và|về|gửi)|[,.;)]|$)|fax|"
    r"cổng [^,.;:()]{2,50}?|nhóm zalo[^,.;:()]{0,20}?|đường bưu (?:điện|chính)|môi trường (?:điện "
    r"tử|"
    r"mạng))(?=[,.;:()@]|$| (?:trước|chậm|hằng|hàng|để|theo|về|trong|định|và|cho|tại|[\w.]+@))"
)
_FORM = rx(
    r"(?:theo )?(?:biểu )?mẫu[^,.;]{0,20} (?:gửi |đính )?kèm|theo (?:biểu |đúng )?(?:mẫu|phụ lục|"
    r"đề "
    r"cương|biểu(?: số)?)\b|phụ lục[^,.;]{0,20} kèm|biểu mẫu \(?kèm|(?:biểu )?mẫu số\s?:?\s?\d|"
    r"biểu (?:tổng hợp|số liệu|thống kê) (?:gửi |đính )?kèm"
)
_FORM_NUMBER = rx(
    r"(?P<kind>phụ lục|biểu mẫu|mẫu biểu|mẫu|biểu)(?: số)?\s?:?\s?(?P<number>\d{1,2}|[ivx]{1,5}|"
    r"[a-e])\b"
)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
_EMPTY = frozenset(
    {"bao", "cao", "ket", "qua", "tong", "hop", "theo", "mau", "bieu", "phu", "luc", "so", "kem"}
    | {"cong", "van", "ve", "va", "cua", "tinh", "ngay"}
)


def report_to(words: str) -> str | None:
    """To whom the result goes.

    >>> report_to("báo cáo kết quả (theo mẫu) cho Công an tỉnh - Cơ quan thường trực để theo dõi")
    'Công an tỉnh'
    >>> report_to("khẩn trương trình Chính phủ Nghị định thay thế")
    'Chính phủ'
    """
    words = re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), words)
    sent = _SENT.search(words)
    for found in _TO.finditer(words, sent.start()) if sent else ():
        rest = words[found.end() : found.end() + 240]
        if not (starts_agency(rest) or _HEADS_AN_AGENCY.match(rest)):
            continue
        highest = _HIGHEST.match(rest)
        if highest:
            return highest[0]
        stop = _TO_ENDS.search(rest)
        end = min(stop.start() if stop else len(rest), first_verb(rest, 2) or len(rest))
        for first, last in names_in(rest, 0, end):
            if first < 80 and not _JOINED.match(rest, last):
                end = last
                break
        return " ".join(rest[:end].split()) or None
    return None


def report_by(words: str) -> str | None:
    """By which channel the result goes; an address itself is not kept.

    >>> report_by("báo cáo (theo mẫu gửi kèm; qua thư điện tử: a@b.vn) cho Công an tỉnh")
    'thư điện tử'
    >>> report_by("gửi Sở Nội vụ qua phần mềm theo dõi nhiệm vụ trước ngày 20/3")
    'phần mềm theo dõi nhiệm vụ'
    """
    if not _SENT.search(words):
        return None
    found = _CHANNEL.search(words)
    return " ".join(found["by"].split()) if found else None


def form_of_duty(words: str) -> str | None:
    """Whether the result is reported on the form in the annex."""
    return "annex" if _FORM.search(words) else None


def form_place(words: str, forms: Sequence[FormFound]) -> int | None:
    """Which of the forms, from 1, a duty means: by its number, as the only one, by its title.

    None where the words do not tell one from the other.
    """
    if not forms or not form_of_duty(words):
        return None
    named = _FORM_NUMBER.search(words)
    if named:
        wanted = (_kind(named["kind"]), _value(named["number"]))
        marked = [_marks(form.title) for form in forms]
        places = [place for place, marks in enumerate(marked, 1) if wanted in marks]
        if len(places) == 1:
            return places[0]
        if not any(marked) and len(forms) > 1 and wanted[1] <= len(forms):
            return wanted[1] or None
    if len(forms) == 1:
        return 1
    return _by_title(words, forms)


def _marks(title: str) -> set[tuple[str, int]]:
    return {(_kind(one["kind"]), _value(one["number"])) for one in _FORM_NUMBER.finditer(title)}


def _kind(said: str) -> str:
    return "annex" if fold(said) == "phu luc" else "form"


def _value(number: str) -> int:
    low = number.lower()
    if low.isdigit():
        return int(low)
    return _ROMAN.get(low) or ord(low[0]) - ord("a") + 1


def _by_title(words: str, forms: Sequence[FormFound]) -> int | None:
    said = set(plain_words(words).split()) - _EMPTY
    scores = [len((set(plain_words(form.title).split()) - _EMPTY) & said) for form in forms]
    best = max(scores)
    return scores.index(best) + 1 if best >= 3 and scores.count(best) == 1 else None


def with_forms(duties: Sequence[Assignment], forms: Sequence[FormFound]) -> tuple[Assignment, ...]:
    """The duties, each tied to the form on which its result is reported."""
    return tuple(
        replace(duty, form_place=form_place(duty.text, forms)) if duty.form else duty
        for duty in duties
    )

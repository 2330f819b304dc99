"""What a duty's own words say besides owner and day: target, addressee, places, form, manner,
product, title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.core.deadlines import Deadline
from dondoc.core.names import LOWER, UPPER
from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import (
    VERB_WORDS,
    Named,
    ordered_in,
    starts_agency,
    subject_of,
    supporters_of,
)
from dondoc.core.reading.amounts import target_of
from dondoc.core.reading.model import Target
from dondoc.core.reading.reports import form_of_duty, form_place, report_by, report_to

__all__ = [
    "form_of_duty",
    "form_place",
    "modality_of",
    "places_of",
    "product_of",
    "report_by",
    "report_to",
    "target_of",
    "title_of",
]

_PLACE = rf"[{UPPER}][{LOWER}]*(?:\s+[{UPPER}][{LOWER}]*)*"
_KINDS = r"(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|địa phương)"
_PLACES = later(
    rf"(?:{_KINDS}(?:\s+miền núi)?\s?:?|(?:như|là)\s?:?)\s+(?P<names>{_PLACE}(?:\s*(?:,|"
    rf"và)\s+{_PLACE})*)"
)
_NOT_PLACE = later(r"(?:UBND|Công an|Ủy ban nhân dân|HĐND|Phòng|Trung tâm|Chủ tịch)(?:\s+các)?\s*$")
_STRIVES = rx(r"phấn đấu|nỗ lực|cố gắng")
_STANDS = rx(
    r"(?:tiếp tục|duy trì|thường xuyên|tăng cường|đẩy mạnh|phát huy|nâng cao|đẩy nhanh|chủ động|"
    r"kịp thời|tuyên truyền|định kỳ|theo dõi, đôn đốc|bố trí [^,.;]{0,30}trực 24|trực 24|bám sát|"
    r"quán triệt|giữ vững|chú trọng|quan tâm|không ngừng)\b"
)
_LABELLED_PRODUCT = rx(r"(?:sản phẩm|kết quả)(?: đầu ra| dự kiến)?\s?: (?P<product>[^.;]{3,120})")
_PRODUCT = rx(
    r"(?:ban hành|xây dựng|lập|tham mưu(?: [^.;,]{0,40}? ban hành)?|đề xuất|hoàn thiện|trình) "
    r"(?P<product>(?:kế hoạch|lộ trình|phương án|báo cáo|quyết định|đề án|dự toán|tờ trình|danh "
    r"mục|quy chế|quy trình|danh sách|chương "
    r"trình|nghị quyết|chỉ thị|hướng dẫn|thông tư|nghị định|quy định|biên bản|bản đồ|cơ sở dữ liệu|"
    r"sổ tay|bộ tiêu chí|bộ chỉ số|công văn|văn bản|hợp đồng|quy hoạch|tài liệu)\b"
    r"(?:(?! (?:trước|hoàn thành|trong|chậm|trình|gửi|và|do|xong|đến|để|báo cáo)\b)[^,.;()]){0,80})"
)
_OPENS = rx(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|phải|cần|có trách nhiệm|được giao|khẩn "
    r"trương|chủ động|"
    r"nghiêm túc|bắt đầu|tiếp tục (?=chủ trì)|"
    rf"(?:trên cơ sở|căn cứ) [^.;]*?, (?=(?:{VERB_WORDS})\b))[,:]?\s*)+"
)
# where a long title may end: before an aim or a way first, then at a comma, then before a further
# part
_STOPS = (
    (
        32,
        later(r" để | nhằm | đối với | trình | theo | - |, trong đó|, (?:đảm|bảo) (?:bảo|đảm) "),
    ),
    (35, later(r", ")),
    (35, later(r" và | trên | về | cho | với | của ")),
)


def places_of(words: str) -> tuple[str, ...]:
    """Districts and communes that bound the work, where they are not part of an agency's name.

    >>> places_of("đối với các huyện: Sơn Hà, Trà Bồng (đối với 06 xã) và thị xã Đức Phổ")
    ('Sơn Hà', 'Trà Bồng', 'Đức Phổ')
    """
    open_words = re.sub(r"\s*\([^()]*\)", "", words)
    names: list[str] = []
    for found in _PLACES.finditer(open_words):
        if re.match(r"(?:như|là)\b", found[0]) and not re.search(
            rf"{_KINDS}[^.;]{{0,60}}$", open_words[max(0, found.start() - 90) : found.start()]
        ):
            continue
        if not _NOT_PLACE.search(open_words[max(0, found.start() - 90) : found.start()]):
            names += re.split(r"\s*,\s+|\s+và\s+", " ".join(found["names"].split()))
    return tuple(dict.fromkeys(name for name in names if not starts_agency(name)))


def modality_of(words: str, deadline: Deadline | None, target: Target | None) -> str:
    """Whether the words oblige, ask to strive, or ask to go on without an end.

    >>> modality_of("Các cơ quan, đơn vị, địa phương tiếp tục phát huy kết quả", None, None)
    'standing'
    """
    if _STRIVES.search(words):
        return "strive"
    subject = subject_of(words)
    work = words[subject.end :] if subject else words
    if deadline is None and target is None and _STANDS.match(work.strip(" ,:")):
        return "standing"
    return "must"


def product_of(words: str) -> str | None:
    """The paper that must come out, when the words name one."""
    found = _LABELLED_PRODUCT.search(words) or _PRODUCT.search(words)
    if not found:
        return None
    product = " ".join(found["product"].split()).strip(" ,")
    if product.endswith((" này", " trên")):
        return None  # the dispatch itself, or a paper already there
    return product[:1].upper() + product[1:]


def title_of(words: str, deadlines: Sequence[Deadline], offset: int) -> str:
    """A short title made of the duty's own words, without owner, parentheses and deadline."""
    begin = _after_opening(words, deadlines, offset)
    end = min(
        [d.start - offset for d in deadlines if d.start - offset > begin + 15] or [len(words)]
    )
    kept = re.sub(r"\s*\([^()]*\)?", "", words[begin:end])
    kept = " ".join(
        re.sub(r"(?:,? (?:phải )?(?:hoàn thành|xong|phấn đấu))?[\s,]*$", "", kept).split()
    )
    kept = re.split(r"; | để (?:kịp thời|đáp ứng|phục vụ)", kept)[0].strip(" ,.;:")
    if len(kept) > 110:
        kept = _shortened(kept)
    kept = re.sub(r"[\s,]+(?:trong đó|đồng thời|và|để)$", "", kept).strip(" ,.;:-")
    kept = kept or " ".join(words.split())[:110].strip(" ,.;:")
    return kept[:1].upper() + kept[1:]


def _shortened(words: str) -> str:
    for least, stop in _STOPS:
        ends = [found.start() for found in stop.finditer(words) if least < found.start() <= 110]
        if ends:
            return words[: ends[-1]]
    return words[:110].rsplit(" ", 1)[0]


def _after_opening(words: str, deadlines: Sequence[Deadline], offset: int) -> int:
    """Where the work itself begins: after owner, supporters, linking words and a leading
    deadline."""
    begin = 0
    # whoever stands in parentheses does the work, but the words of the work stand before them
    spoken = re.sub(r"\([^()]*\)?", lambda aside: " " * len(aside[0]), words)
    subject = subject_of(spoken) or ordered_in(spoken)
    if subject:
        begin = subject.end
    for _ in range(3):
        begin += len(words[begin:]) - len(words[begin:].lstrip(" ,:"))
        leading = next(
            (d for d in deadlines if abs(d.start - offset - begin) < 2 and d.end - d.start < 60),
            None,
        )
        start = re.match(r"(?:Bắt đầu )?từ ngày [\d/]+,? ", words[begin:])
        opening = _OPENS.match(words, begin)
        if start:
            begin += start.end()
        elif leading and leading.end - offset < len(words) - 20:
            begin = leading.end - offset
        elif opening:
            begin = opening.end()
    together = re.match(
        r"(?:Tiếp tục |tiếp tục )?(?:[Cc]hủ trì, )?[Pp]hối hợp|chủ trì", words[begin:]
    )
    named: Named | None = supporters_of(words[begin:]) if together else None
    if named and not re.match(
        r"\s*(?:\([^()]*\)\s*)?(?:để|trong|nhằm|và|bàn)\s", words[begin + named.end :]
    ):
        rest = begin + named.end
        tail = re.match(r"\s*(?:(?:và )?(?:các|những) [^,.;]{0,40}?liên quan)?\s*", words[rest:])
        rest += tail.end() if tail else 0
        begin = rest if len(words) - rest > 25 else begin
    return begin

"""Who is named in a sentence: the one that it puts to work, those who help, those on a line of
their own.

What a name looks like is in `bodies`, how rows of names are taken apart in `rows`, which words
begin the work in `verbs`. A tree of known agencies only helps to name them as they are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dondoc.core.names import LOWER, UPPER, bare
from dondoc.core.phrases import later, rx
from dondoc.core.reading import verbs
from dondoc.core.reading.bodies import names_in, row_end, starts_agency
from dondoc.core.reading.patterns import BULLETS
from dondoc.core.reading.rows import own_name, split_names
from dondoc.core.reading.verbs import VERB_FIRST, VERB_WORDS

__all__ = [
    "VERB_FIRST",
    "VERB_WORDS",
    "Named",
    "first_verb",
    "known",
    "labelled",
    "only_names",
    "ordered_in",
    "split_names",
    "starts_agency",
    "subject_of",
    "supporters_of",
]

# The same sentence is asked several times over, by each who looks at it.
_ASKED_AGAIN = 256
# No row of names is longer; beyond it a verb belongs to something else.
_LONGEST_ROW = 420
_LONGEST_NAME = 160
_MORE_OF_A_CLASS = 22
# Words that tell which of a class are meant; whatever else follows a class begins the work.
_OF_A_CLASS = later(
    r"\s(?:ven|miền|vùng|biên giới|giáp|trọng điểm|dọc|hạ du|hạ lưu|thượng|đầu nguồn|bãi|đồng bằng|"
    r"nội|ngoại|còn|nêu|nói|chủ|chưa|có|sở tại|bị|gần|xung quanh|mới|cũ|này|đó|trên|liền kề|"
    r"kinh tế|khó khăn|đặc biệt|cửa khẩu|hải đảo|và|hoặc|không|nông thôn|đô thị|sử dụng|quản lý|"
    r"chuyên|sự nghiệp|ngoài|ở|tại|trong|thuộc|của|phía|khu vực|liên quan)\b"
)
_STANDS_DOWN = later(
    r"\s(?:để|nhằm|trong việc|trong công tác|trong quá trình|khi|theo|tại|về(?! trật tự)|qua|trên|"
    r"thuộc diện|có biện pháp|có phương án|có kế hoạch|bàn|tiến hành|đối với|trước ngày|từ ngày|"
    r"trong tháng|trong quý|nếu|do|bằng|vào)\s|[;:.]|\((?!\s*(?:[A-ZĐ]{2,}|qua|gọi))"
)
_GENERIC = later(
    r"(?:các|những) (?:(?:cơ quan|đơn vị|sở|ban|ngành|tổ chức|địa phương|cá nhân)(?:, | và )?)+"
    r"(?: chức năng)?(?: có)? liên quan(?: khác)?$",
    re.IGNORECASE,
)
_OF_OTHERS = later(
    r"^(?:(?:các|những) )?(?:cơ quan|đơn vị)(?: chức năng)?(?: có)?(?: liên quan)? (?:của|thuộc) "
    r"(?=[A-ZĐỦ])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """Agencies named by a stretch of the text."""

    names: tuple[str, ...]
    start: int
    end: int


def first_verb(text: str, start: int = 0) -> int | None:
    """Where the work begins in a sentence that opens with its owner; verbs inside names do not
    count.

    >>> words = "Sở Tư pháp đôn đốc các xã"
    >>> words[first_verb(words):]
    'đôn đốc các xã'
    """
    end = start + _LONGEST_ROW
    return verbs.first_verb(text, start, end, names_in(text, max(0, start - 2), end))


def known(names: Sequence[str], agencies: Sequence[str]) -> tuple[str, ...]:
    """Name agencies as the given tree knows them, others as they are written."""
    by_bare = {bare(agency): agency for agency in agencies}
    return tuple(by_bare.get(bare(name), name) for name in names)


_ORDERING = r"(?:giao|đề nghị|yêu cầu|phân công)(?: cho| thêm)?:?"
_OPENING = rx(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|đối với|trong khi|về việc này|song song "
    r"đó|theo đó)[,:]? )*"
    r"(?:(?:(?:đồng chí )?(?:thừa lệnh )?(?:(?:phó )?(?:chủ tịch|thủ tướng|bộ trưởng|tổ trưởng|"
    r"trưởng ban) )?"
    r"(?:UBND|Ủy ban nhân dân|Chính phủ|Ban Chỉ đạo|Tổ công tác|Thường trực|Bộ|Ban Cán sự|Tỉnh ủy|"
    r"Văn phòng|Sở)(?:(?!\b(?:đã|chủ trì|phối hợp|báo cáo|tham mưu)\b)[^,.;:]){0,60}? )"
    rf"?(?:đã |cũng |tiếp tục |thống nhất )?{_ORDERING} )?"
)
_LIST_AFTER = later(r"(?:như|gồm|là)\s?:?\s+(?=[A-ZĐ])")
_ALSO = rx(rf"(?:,|;)?(?: và)? (?:đồng thời )?{_ORDERING} (?=\S)")
_NO_ROW = later(r"\s(?:trong (?:việc|công tác|quá trình)|về việc|nhằm|để|đã|vừa)\s|[.]\s")
_TELLS = rx(rf",? ?(?:đã |cũng |tiếp tục |thống nhất )?{_ORDERING} (?=\S)".replace("? ?", r"?\s*"))
_TOLD_FIRST = rx(r"(?:đồng thời,? |trong đó,? )?(?:giao|yêu cầu|đề nghị|phân công) ")
_BESIDES = rx(
    r",? (?:trong khi(?: đó)?,?|(?P<giao>(?:và |đồng thời,? )?(?:giao|đề nghị|yêu cầu)(?: cho)?)) "
    r"(?=[^\W\d_])"
)
_CIRCUMSTANCE = rx(
    r"(?:trước|từ|kể từ|trong|đến|tới|chậm nhất|muộn nhất|không muộn|không chậm|trễ nhất|định kỳ|"
    r"hằng|hàng|vào|ngày|sau|khi|ngay|"
    r"quý|tháng|báo cáo (?:ngày|tuần|tháng|quý|năm)|căn cứ|trên cơ sở|theo)\s"
)
_COMMA = later(r"[,:]\s+")
_WORK_ALREADY = rx(
    r"phối hợp|chủ trì|tham mưu|[.;] |trong đó,|có trách nhiệm|rà soát|tổ chức (?!chính)"
)
_TOGETHER = later(r"\s+cùng(?:\s+với)?\s")
_MODAL = later(r",?\s(?:cần|phải)\s")


@lru_cache(maxsize=_ASKED_AGAIN)
def subject_of(text: str) -> Named | None:
    """The agency that a sentence puts to work, when the sentence opens with it.

    >>> subject_of("Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát").names
    ('Sở Y tế',)
    >>> subject_of("Giao Sở Y tế mua thuốc, giao Sở Tài chính bố trí kinh phí").names
    ('Sở Y tế', 'Sở Tài chính')
    >>> subject_of("Chủ tịch UBND tỉnh yêu cầu Chi cục Thủy sản vớt bèo").names
    ('Chi cục Thủy sản',)
    """
    begin = _after_circumstance(text)
    opening = _OPENING.match(text, begin)
    start = opening.end() if opening else begin
    if not starts_agency(text[start : start + 80], any_case=start == begin):
        start = begin
        if not starts_agency(text[start : start + 80], any_case=True):
            return None
    found = _row(text, start)
    if found and (told := _TELLS.match(text, found.end)):
        # "Bộ Y tế yêu cầu các sở y tế rà soát": the one told works
        told_at = told.end()
        if starts_agency(text[told_at : told_at + 80], any_case=True):
            found = _row(text, told_at) or found
    if found and opening and start and (also := _ALSO.match(text, found.end)):
        more = starts_agency(text[also.end() : also.end() + 80], any_case=True)
        further = _row(text, also.end()) if more else None
        if further:
            names = tuple(dict.fromkeys((*found.names, *further.names)))
            return Named(names, found.start, further.end)
    return _with_others(text, found) if found else None


def _with_others(text: str, found: Named) -> Named:
    """The owner together with those whom the same sentence puts to other work."""
    told = _TOLD_FIRST.match(text) or _TELLS.search(text, 0, found.start)
    names = list(found.names)
    for beside in _BESIDES.finditer(text, found.end, found.end + 900):
        if beside["giao"] and not told:
            continue
        near = text[beside.end() : beside.end() + 80]
        row = _row(text, beside.end()) if starts_agency(near) else None
        names += row.names if row else ()
    return Named(tuple(dict.fromkeys(names)), found.start, found.end)


def _after_circumstance(text: str) -> int:
    """Where the sentence itself begins after "Trước ngày 18/10, …" or "Căn cứ …, …"."""
    opened = _CIRCUMSTANCE.match(text)
    if not opened:
        return 0
    for comma in _COMMA.finditer(text, opened.end(), opened.end() + 260):
        before = text[: comma.start()]
        if _WORK_ALREADY.search(before):
            return 0
        near = text[comma.end() : comma.end() + 80]
        if starts_agency(near, any_case=True) or _TELLS.match(near):
            row = _row(text, comma.end())
            return comma.end() if row or _TELLS.match(near) else 0
    return 0


def _row(text: str, start: int) -> Named | None:
    """The names from a place to where the work begins."""
    verb = _end_of_names(text, start)
    if verb is None:
        return None
    modal = _MODAL.search(text, start, start + _LONGEST_ROW)
    if modal and verb < modal.start() and re.match(r"được\s", text[verb:]):
        verb = modal.start()
    words = text[start:verb]
    if len(words) > _LONGEST_ROW or _NO_ROW.search(words) or not _goes_on(words):
        return None
    together = _TOGETHER.search(words)
    words = words[: together.start()] if together else words
    listed = _LIST_AFTER.search(words)
    end = start + len((words if together else text[start:verb]).rstrip(" ,"))
    if listed:
        parts = re.split(r",\s+|\s+và\s+", words[listed.end() :].strip(" ,"))
        return Named(tuple(own_name(part) for part in parts if part), start + listed.end(), end)
    return Named(split_names(words), start, end)


def _goes_on(words: str) -> bool:
    """Whether every part between semicolons is somebody."""
    return all(starts_agency(part[:80], any_case=True) for part in words.split(";")[1:])


def only_names(words: str) -> bool:
    """Whether words are nothing but a row of bodies, waiting for what they shall do.

    >>> only_names("Các sở, ban, ngành; UBND các xã"), only_names("Sở Y tế rà soát")
    (True, False)
    """
    if len(words) > _LONGEST_ROW:
        return False
    plain = re.sub(r"\([^()]*\)", "", words).strip(" ,;:.")
    plain = _TOLD_FIRST.sub("", plain, count=1) if _TOLD_FIRST.match(plain) else plain
    return (
        starts_agency(plain[:80], any_case=True)
        and _goes_on(plain)
        and not _NO_ROW.search(plain)
        and first_verb(plain, 2) is None
    )


def _end_of_names(text: str, start: int) -> int | None:
    """Where a row ends: at the first verb that is known, or after names of full shape at whatever
    follows; where no verb is known, after the last capital."""
    verb = first_verb(text, start + 2)
    full = row_end(text, start)
    if full is None and (verb is None or text[:verb].rstrip().endswith((",", ";"))):
        capitals = _CAPITALS.match(text, start)
        full = capitals.end() if capitals and _WORKS.match(text, capitals.end()) else None
        if full is not None:  # "Sở Tài | chính" would be cut inside a name of full shape
            names = names_in(text, start, full + _LONGEST_NAME)
            full = next((end for begin, end in names if begin < full < end), full)
    if full is not None and verb is not None and "ác " in text[start:full]:
        # "các xã, phường ven biển sơ tán": a class may go on for a word or two
        more = text[full:verb]
        if 0 < len(more) <= _MORE_OF_A_CLASS and "," not in more and _OF_A_CLASS.match(more):
            full = verb
    if full is not None and (verb is None or full < verb):
        return full + len(text[full:]) - len(text[full:].lstrip(" ,"))
    return verb


# "Chi cục Thủy sản vớt bèo": each capital may draw one small syllable after it.
_CAPITALS = later(
    rf"(?:[{UPPER}][{LOWER}]{{0,7}}|[{UPPER}]{{2,10}}|\d{{1,3}})"
    rf"(?:(?:(?:,|\s[-–])?\s+(?:và\s+)?(?:[{UPPER}][{LOWER}]{{0,7}}|[{UPPER}]{{2,10}}|\d{{1,3}}))"
    rf"|\s+[{LOWER}]{{1,7}}(?=\s+(?:và\s+|[-–]\s+)?[{UPPER}\d])){{1,24}}"
    rf"(?:(?<=[{UPPER}][{LOWER}])|(?<=[{LOWER}]))(?:\s+[{LOWER}]{{2,7}}(?=\s+[{LOWER}]))?"
)
_WORKS = later(rf",?\s+(?!(?:của|thuộc|và|là|đã|tại|ở|về|trong|năm|theo)\s)[{LOWER}]")

_HOW = (
    r"(?: (?:chặt chẽ|thường xuyên|đồng bộ|thống nhất|kịp thời|hiệu quả|tốt|liên ngành|triển khai|"
    r"thực hiện|trực tiếp)(?:,| và)?)*"
)
_WITH = rx(
    rf"(?:(?:chủ động |tiếp tục |tăng cường )?phối hợp{_HOW}(?: cùng)?(?: với)?(?: cùng)? |"
    r"(?<!quan\s)(?<!hợp\s)\bcùng (?:với )?|\(phối hợp\s?:\s?|phối hợp\s?:\s?)"
)


@lru_cache(maxsize=_ASKED_AGAIN)
def supporters_of(text: str) -> Named | None:
    """The agencies with which the work is done; named ones push aside "các đơn vị có liên quan".

    >>> supporters_of("Chủ trì, phối hợp với Công an tỉnh và các đơn vị có liên quan rà soát").names
    ('Công an tỉnh',)
    >>> supporters_of("Rà soát (Sở Xây dựng chủ trì, Sở Tài chính phối hợp)").names
    ('Sở Tài chính',)
    """
    for found in _WITH.finditer(text):
        start = found.end()
        if not starts_agency(text[start : start + 80], any_case=True):
            continue
        limit = start + _LONGEST_ROW
        ends = [_end_of_names(text, start) or min(len(text), limit)]
        plain = re.sub(r"\([^()]*\)", lambda p: "·" * len(p[0]), text[start:limit])
        stop = _STANDS_DOWN.search(plain)
        ends += [start + stop.start()] if stop else []
        end = min(ends)
        names = [_OF_OTHERS.sub("", name) for name in split_names(text[start:end])]
        specific = [name for name in names if not _GENERIC.match(name)]
        chosen = (
            specific if specific and any(name[:3].lower() != "các" for name in specific) else names
        )
        return Named(
            tuple(name[:1].upper() + name[1:] for name in chosen),
            start,
            start + len(text[start:end].rstrip(" ,")),
        )
    for helping in _HELPING.finditer(text):
        row = str(helping["names"])
        if starts_agency(row) and first_verb(row, 2) is None:
            return Named(split_names(row), *helping.span("names"))
    return None


_HELPING = rx(
    r"(?:[,;(]\s?|chủ trì và )(?=(?P<names>[^,;.()][^;.()]{3,200}?) (?:cùng )?phối hợp(?: "
    r"thực hiện)?\s{0,2}(?:[).;]|$))"
)
_ORDERED = rx(r"(?:giao|yêu cầu|đề nghị|phân công)(?: cho)?:? (?=\S)")
_BY = rx(r"(?:\bdo |\()(?=[^\W\d])")
_LEADS = rx(
    r"\s*(?:\([^()]{0,60}\) )?(?:là (?:cơ quan|đơn vị) )?(?:làm )?(?:chủ trì|chịu trách nhiệm|đầu "
    r"mối|thực hiện)\b"
)
_SAID = rx("chủ trì|chịu trách nhiệm|đầu mối|thực hiện")
_LEAD_LABEL = rx(
    rf"(?:^|[{BULLETS}] |\. |[;(]\s?)(?:(?:cơ quan|đơn vị|sở, ngành) )?(?:chủ trì(?: thực hiện|"
    r" tham mưu)?|"
    r"(?:chịu )?trách nhiệm(?: chính| chủ trì)|(?:cơ quan|đơn vị) (?:đầu mối|chịu trách nhiệm|thực "
    r"hiện)|thực hiện)\s?:\s*(?P<names>[^.]{3,300})"
)
_HELP_LABEL = rx(
    rf"(?:^|[{BULLETS}] |\. |[;,(]\s?)(?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?\s?:\s*"
    r"(?P<names>[^.]{3,400})"
)
_LABEL_ENDS = rx(
    r"[.;,)]\s?(?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?\s?:|[.;,(]?\s?(?:- )?(?:thời "
    r"(?:gian|hạn)|sản phẩm|kết quả|tiến độ|hạn |kinh phí)[^,;]{0,30}:|"
    rf" [{BULLETS}] (?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp)|\)$|;\s"
)


@lru_cache(maxsize=_ASKED_AGAIN)
def ordered_in(text: str) -> Named | None:
    """The agency that an order inside a sentence names, or that is said to lead.

    >>> ordered_in("Theo chỉ đạo, Sở Y tế yêu cầu các phòng khẩn trương rà soát").names
    ('Các phòng',)
    >>> ordered_in("Rà soát quy hoạch (Sở Xây dựng chủ trì)").names
    ('Sở Xây dựng',)
    """
    said = text.rstrip()
    if said.endswith(":"):  # "giao Sở A và Sở B:": the work stands below
        text = f"{said[:-1]} thực hiện"
    for found in _ORDERED.finditer(text):
        if not starts_agency(text[found.end() : found.end() + 80], any_case=True):
            continue
        named = subject_of(text[found.end() :])
        if named:
            return Named(named.names, found.end() + named.start, found.end() + named.end)
    return _said_to_lead(text)


def _said_to_lead(text: str) -> Named | None:
    for found in _BY.finditer(text):
        start = found.end()
        near = text[start : start + 220]
        if not starts_agency(near[:80]) or not _SAID.search(near):
            continue
        end = _end_of_names(text, start)
        if end is not None and end - start < 200 and _LEADS.match(text, end):
            names = text[start:end].rstrip(" ,")
            return Named(split_names(names), start, start + len(names))
    return None


def labelled(text: str, *, lead: bool) -> Named | None:
    """Agencies on a line of their own below a duty: "Cơ quan chủ trì: …", "Cơ quan phối hợp: …".

    >>> labelled("- Cơ quan chủ trì: Văn phòng UBND tỉnh.", lead=True).names
    ('Văn phòng UBND tỉnh',)
    """
    found = (_LEAD_LABEL if lead else _HELP_LABEL).search(text)
    if not found or not starts_agency(found["names"], any_case=True):
        return None
    names = found["names"]
    for stop in _LABEL_ENDS.finditer(names):
        more = names[stop.end() : stop.end() + 80]
        if stop[0].strip() != ";" or not starts_agency(more, any_case=True):
            names = names[: stop.start()]
            break
    return Named(split_names(names), found.start("names"), found.start("names") + len(names))

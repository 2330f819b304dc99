"""Documents on which a dispatch rests: number, date, issuer; their dates are never deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dondoc.core.names import fold
from dondoc.core.phrases import day_words, resolve_day, rx
from dondoc.core.reading.model import Citation
from dondoc.core.references import REFERENCE, normalise, same_reference, symbol_of

TYPES = (
    r"công văn|kế hoạch|báo cáo|chỉ thị|quyết định|nghị quyết|nghị định|thông tư|thông báo|tờ "
    r"trình|công điện|chương trình|"
    r"hướng dẫn|quy chế|quy định|đề án|kết luận|văn bản|giấy mời|luật|pháp lệnh|phương án|biên "
    r"bản|chiến lược"
)
# the date must follow the number at once
_CITED = re.compile(
    rf"(?:(?i:(?:{TYPES}))\s+)?(?P<so>(?i:số)\s?:?\s*)?(?P<ref>{REFERENCE})"
    rf"(?P<date>\s*,?\s*\(?{day_words('1').replace(' ', chr(92) + 's+')})?",
)
# "Đề án 06/CP" is a programme, not a number: such words ask for "số"
_TYPE_BEFORE = rx(rf"(?:{TYPES.replace('|đề án', '').replace('|luật', '')})\s*$")
_ISSUER = rx(
    r"\)?,? của (?P<issuer>[^,;.()–]{3,90}?)(?=,? (?:về|trong|trước|hoàn thành|chậm nhất|để|tại|"
    r"đến|năm|ngày|quy định|ban hành|phê duyệt|hướng dẫn|triển khai|thực hiện|yêu cầu|giao|và "
    r"(?:công văn|kế hoạch)|-|–) |[,;.()]|$)"
)
_TITLE = rx(
    r"(?:về|phê duyệt|ban hành|v/v) [^,;.()]{0,260}?(?=[,;.()]|hoàn thành|trước ngày|chậm nhất|$)"
)


def find_citations(flat: str, *, own_number: str = "") -> list[Citation]:
    """Every document that the text cites, its own number left out."""
    found: list[Citation] = []
    for match in _CITED.finditer(flat):
        if not (
            match["so"]
            or _TYPE_BEFORE.search(flat[max(0, match.start("ref") - 20) : match.start("ref")])
        ):
            continue
        number = normalise(match["ref"])
        if own_number and same_reference(number, own_number):
            continue
        day = resolve_day(match.groupdict(), "1", None) if match["date"] else None
        issuer = _ISSUER.match(flat, match.end())
        end = issuer.end() if issuer else match.end()
        name = " ".join(issuer["issuer"].split()) if issuer else ""
        found.append(Citation(number, day, name, match.start(), end))
    return found


def date_spans(flat: str, citations: Iterable[Citation]) -> list[tuple[int, int]]:
    """Places that hold a cited document's number, date and the years of its title."""
    spans = []
    for cited in citations:
        spans.append((cited.start, cited.end))
        title = re.compile(r"\s*").match(flat, cited.end)
        found = _TITLE.match(flat, title.end() if title else cited.end)
        if found:
            spans.append((found.start(), max(found.start(), found.end() - 1)))
    return spans


def name_issuers(
    citations: Iterable[Citation], flat: str, agencies: Iterable[str]
) -> tuple[Citation, ...]:
    """Where no issuer is written, the symbol may tell: "STC" begins the words of an agency named
    nearby."""
    initials: dict[str, str] = {}
    for agency in agencies:
        words = [word for word in fold(agency).split() if word not in ("va", "-")]
        initials.setdefault("".join(word[0] for word in words), agency)
    named = []
    for cited in citations:
        issuer = cited.issuer
        if not issuer:
            codes = re.split(r"[-/(]", symbol_of(cited.number))
            issuer = next(
                (
                    initials[fold(code)]
                    for code in codes
                    if len(code) > 1 and fold(code) in initials
                ),
                "",
            )
        named.append(Citation(cited.number, cited.date, issuer, cited.start, cited.end))
    return tuple(_once(named))


def _once(citations: list[Citation]) -> list[Citation]:
    """One document cited twice is one citation, the fuller one."""
    kept: dict[str, Citation] = {}
    for cited in citations:
        before = kept.get(cited.number)
        if before is None or (before.date is None and cited.date):
            kept[cited.number] = cited
    return list(kept.values())

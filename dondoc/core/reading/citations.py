"""Documents on which a dispatch rests: kind, number, date, issuer; their dates are never deadlines.

Documents are cited alone ("Kế hoạch số 16/KH-UBND ngày 22/01/2025 của UBND tỉnh"), in a row ("các
Công văn số A, B và C ngày …"), with the date before ("Ngày 21/04/2015, Thủ tướng Chính phủ đã ban
hành Chỉ thị số 06/CT-TTg"), without their symbol ("Công điện số 1409 ngày 15 tháng 9 năm 2021"),
and laws by their name and year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dondoc.core.names import LOWER, UPPER, fold
from dondoc.core.phrases import day_words, real_day, resolve_day, rx
from dondoc.core.reading.issuers import before_words, by_symbol
from dondoc.core.reading.model import Citation
from dondoc.core.references import REFERENCE, normalise, parts_of, same_reference, symbol_of

TYPES = (
    r"công văn|kế hoạch|báo cáo|chỉ thị|quyết định|nghị quyết|nghị định|thông tư|thông báo|tờ "
    r"trình|công điện|chương trình|"
    r"hướng dẫn|quy chế|quy định|đề án|kết luận|văn bản|giấy mời|luật|pháp lệnh|phương án|biên "
    r"bản|chiến lược|công thư|giấy báo|lệnh|thông tri|bộ luật|thông tư liên tịch|phiếu chuyển"
)
# "Đề án 06/CP" is a programme and "Luật 5/B" nothing at all: such words ask for "số"
_UNSURE = ("đề án", "luật", "bộ luật")
_DAY = day_words("1").replace(" ", r"\s+")
_SO = "(?i:số|sổ|sô|sồ)"  # as scanners leave it
_ITEM = re.compile(
    rf"(?P<so>(?<!\w){_SO}\s?:?\s*)?(?P<ref>{REFERENCE})(?P<date>\s*,?\s*\(?{_DAY})?"
)
# Every reference has a stroke before its symbol: only around one is a reference looked for.
_STROKE = re.compile(rf"/\s{{0,2}}(?:(?:19|20)\d\d\s{{0,2}}/\s{{0,2}})?[{UPPER}Ð]")
_AROUND = 40
_LONGEST = 260
# a number without its symbol is one only between a kind, "số" and a date
_BARE = re.compile(
    rf"(?<!\w)(?P<so>{_SO}\s?:?\s*)(?P<ref>\d{{1,6}})(?P<date>\s*,?\s*\(?ngày\s+{_DAY})"
)
_NAME = (
    rf"(?:Bộ luật|Luật|Pháp lệnh) [{UPPER}][{LOWER}]{{0,12}}(?:,? [{UPPER}{LOWER}]{{1,12}}){{0,9}}"
)
_LAW = re.compile(
    rf"(?<!\w)(?P<kind>{_NAME}?)(?: \(?sửa đổi\)?)? (?:năm )?(?P<year>(?:19|20)\d\d)(?!\d)".replace(
        " ", r"\s+"
    )
)
_KIND = (
    rf"(?<!\w)(?P<kind>(?i:{TYPES})(?: (?:liên tịch|hướng dẫn|thẩm định|nội bộ|liên ngành|mật))?)"
)
_KIND_BEFORE = re.compile(rf"{_KIND}\s?:?\s*$".replace(" ", r"\s+"))
# "các Nghị quyết của HĐND tỉnh khoá XIII, kỳ họp thứ 7: Số 48"
_KIND_ABOVE = re.compile(
    rf"{_KIND}(?: của)? [{UPPER}][^.;:]{{2,70}}?\s?:?\s*$".replace(" ", r"\s+")
)
_LAW_BEFORE = re.compile(rf"(?<!\w)(?P<kind>{_NAME})\s*$".replace(" ", r"\s+"))
_ISSUER = rx(
    r"\)?,? của (?!các )(?P<issuer>[^,;.()–:]{3,90}?)(?=,? (?:về|trong|trước|hoàn thành|chậm "
    r"nhất|để|tại|đến|năm|ngày|quy định|ban hành|phê duyệt|hướng dẫn|triển khai|thực hiện|"
    rf"yêu cầu|giao|sửa|gửi|đã|gắn|thì|hết|có|được|bị|xong|phải|không (?:muộn|chậm|quá|để)|"
    r"(?:muộn|trễ) nhất|định kỳ|vào|mỗi|(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)|"
    rf"và (?:các )?(?:{TYPES})|(?-i:và [{LOWER}]+)|-|–) |[,;.()]|$)"
)
_TITLE = rx(
    r"(?:về|phê duyệt|ban hành|v/v) [^,;.()]{0,260}?(?=[,;.()]|hoàn thành|trước ngày|chậm nhất|$)"
)
# what may stand between two documents of one row
_BETWEEN = rx(r"\)?\s*(?:[,;]|và|[,;] và|hoặc|-)\s*")
_SAME_DAY = re.compile(r"\s*,?\s*\(?\s*(?:đều\s+)?(?:cùng|lần\s+lượt)\s+(?:các\s+)?(?=ngày)")
_DAYS = re.compile(
    rf"\s*,?\s*\(?(?:các\s+)?ngày\s+(?P<first>\d{{1,2}}(?:\s*,\s*\d{{1,2}}){{0,6}})\s*(?:và|,|;|"
    rf"-|–)"
    rf"\s*(?:ngày\s+)?{_DAY}"
)
_SPAN_OF_DAYS = re.compile(
    rf"\s*,?\s*\(?từ\s+{day_words('2').replace(' ', chr(92) + 's+')}\s+đến\s+{_DAY}"
)
_REACH = 110
_NEAR = 26
_FAR = 300
_ANY = "văn bản"


@dataclass(frozen=True)
class InText:
    """A document where it stands in the text; those of one row share `row`."""

    citation: Citation
    row: int


def find_citations(flat: str, *, own_number: str = "") -> list[Citation]:
    """Every document that the text cites, its own number left out.

    >>> text = "các Công văn số 12/UBND-NC, 15/UBND-NC và 20/UBND-NC ngày 05/3/2025 của UBND tỉnh"
    >>> [(c.number, c.date.day, c.issuer) for c in find_citations(text)]
    [('12/UBND-NC', 5, 'UBND tỉnh'), ('15/UBND-NC', 5, 'UBND tỉnh'), ('20/UBND-NC', 5, 'UBND tỉnh')]
    >>> [c.number for c in find_citations("Luật Căn cước số 26/2023/QH15, Quyết định 06/QĐ-TTg")]
    ['26/2023/QH15', '06/QĐ-TTg']
    >>> [(c.number, str(c.date)) for c in find_citations(
    ...     "Ngày 21/04/2015, Thủ tướng Chính phủ đã ban hành Chỉ thị số 06/CT-TTg về ngân sách")]
    [('06/CT-TTg', '2015-04-21')]
    """
    return [one.citation for one in cited_in(flat, own_number=own_number)]


def cited_in(flat: str, *, own_number: str = "") -> list[InText]:
    """The same, every place by itself and with its row, in the order of the text."""
    flat = mended(flat)
    found = list(_rows(flat))
    found += _laws(flat, [one.citation for one in found])
    return [
        one
        for one in sorted(found, key=lambda one: (one.citation.start, one.citation.end))
        if not (own_number and same_reference(one.citation.number, own_number))
    ]


_DIGITS = str.maketrans("lI|Oo", "11100")
_MISREAD = re.compile(
    r"(?<![\w/])(?=[lI|Oo/.-]{0,9}\d)(?:[\dlIOo|]{1,2}[/.-][\dlIOo|]{1,2}[/.-][\dlIOo|]{4}(?![\w/])"
    r"|(?<=[ốổô]\s)[\dlIOo]{1,6}(?=\s?[/-]\s?[A-ZĐ]))"
)


def mended(flat: str) -> str:
    """Days and numbers of documents with the letters that a scanner puts for digits set right.

    The length never changes, so places in the text stay true.

    >>> mended("số l6/KH-UBND ngày 28/0l/2O26, loại I/II")
    'số 16/KH-UBND ngày 28/01/2026, loại I/II'
    """
    return _MISREAD.sub(lambda found: found[0].translate(_DIGITS), flat)


@dataclass
class _Item:
    """A document of a row while the row is read."""

    citation: Citation
    stop: int  # where its own words end
    dated: bool


def _rows(flat: str) -> Iterator[InText]:
    row: list[_Item] = []
    count = 0
    for match in _matches(flat):
        gap = flat[row[-1].stop : match.start()][:_FAR] if row else ""
        joined = bool(row) and _BETWEEN.fullmatch(gap) is not None
        kind, start = _kind_of(flat, match)
        if not (joined or kind):
            continue
        near = joined or (row and kind == _ANY and len(gap) < _FAR and ". " not in gap)
        if kind in ("", _ANY) and near:
            kind = row[-1].citation.kind
        if not joined:
            yield from _closed(flat, row, count)
            row, count = [], count + 1
        row.append(_item(flat, match, kind, start))
    yield from _closed(flat, row, count)


def _matches(flat: str) -> list[re.Match[str]]:
    full = list(_references(flat))
    taken = {match.start("ref") for match in full}
    bare = [match for match in _BARE.finditer(flat) if match.start("ref") not in taken]
    return sorted([*full, *bare], key=lambda match: match.start("ref"))


def _references(flat: str) -> Iterator[re.Match[str]]:
    place = 0
    for stroke in _STROKE.finditer(flat):
        if stroke.start() < place:
            continue
        begin = max(place, stroke.start() - _AROUND)
        found = _ITEM.search(flat, begin, stroke.end() + _LONGEST)
        if found:
            yield found
            place = found.end()


def _kind_of(flat: str, match: re.Match[str]) -> tuple[str, int]:
    """The kind of document named before the number and where it stands; "số" alone is enough of
    a sign for a number with its symbol."""
    begin = match.start()
    reach = max(0, begin - _REACH)
    near = flat[max(0, begin - _NEAR) : begin]
    named = _KIND_BEFORE.search(near)
    sure = named is not None and named["kind"].lower() not in _UNSURE
    bare = match.re is _BARE
    if named and (sure or (match["so"] and not bare)):
        return " ".join(named["kind"].split()), begin - len(near) + named.start("kind")
    if bare or not match["so"]:
        return "", begin
    before = flat[reach:begin]
    law = _LAW_BEFORE.search(before)
    if law:
        return " ".join(law["kind"].split()), reach + law.start("kind")
    above = _KIND_ABOVE.search(before)
    return (" ".join(above["kind"].split()) if above else _ANY), begin


def _item(flat: str, match: re.Match[str], kind: str, start: int) -> _Item:
    day = resolve_day(match.groupdict(), "1", None) if match["date"] else None
    end = match.end()
    issuer, stop = "", end
    after = _ISSUER.match(flat, end)
    if after:
        issuer, stop = " ".join(after["issuer"].split()), after.end()
    earlier = before_words(flat, start)
    if earlier:
        issuer = issuer or earlier.issuer
        if day is None and earlier.on:
            day, start = earlier.on, earlier.start
    number = normalise(match["ref"])
    citation = Citation(number, day, issuer, start, stop, kind)
    return _Item(citation, stop, match["date"] is not None or day is not None)


def _closed(flat: str, row: list[_Item], count: int) -> Iterator[InText]:
    """A row that is complete: its last date and issuer also speak for those before it."""
    if not row:
        return
    cited = _dated(flat, row)
    last = cited[-1]
    for place, one in enumerate(cited):
        if last.issuer and not one.issuer and _one_office(one.number, last.number):
            cited[place] = replace(one, issuer=last.issuer)
    for one in cited:
        yield InText(one, count)


def _one_office(number: str, other: str) -> bool:
    mine, theirs = parts_of(number).issuers, parts_of(other).issuers
    return not mine or not theirs or mine[0] == theirs[0]


def _dated(flat: str, row: list[_Item]) -> list[Citation]:
    """The documents of a row with the dates that stand at its end, each its own or one for all."""
    cited = [item.citation for item in row]
    waiting = [place for place, item in enumerate(row) if not item.dated]
    if not waiting:
        return cited
    if waiting[-1] == len(row) - 1:
        days, end = _days_after(flat, row[-1].stop)
        if end > row[-1].stop:
            after = _ISSUER.match(flat, end)
            issuer = " ".join(after["issuer"].split()) if after else cited[-1].issuer
            end = after.end() if after else end
            cited[-1] = replace(cited[-1], issuer=issuer, end=end)
        if len(days) not in (1, len(waiting)):
            return cited
        days = days if len(days) == len(waiting) else days * len(waiting)
        for place, day in zip(waiting, days, strict=True):
            cited[place] = replace(cited[place], date=day)
        return cited
    # "A, B và C ngày …": the next date in the row is theirs too, if one office wrote them
    for place in reversed(waiting):
        following = cited[place + 1]
        if row[place + 1].citation.kind == cited[place].kind and _one_office(
            cited[place].number, following.number
        ):
            cited[place] = replace(cited[place], date=following.date)
    return cited


def _days_after(flat: str, place: int) -> tuple[list[date | None], int]:
    """The days named behind a row: none, one, or one for each; a stretch of days is none."""
    stretch = _SPAN_OF_DAYS.match(flat, place)
    if stretch:
        return [], stretch.end()
    same = _SAME_DAY.match(flat, place)
    begin = same.end() if same else place
    several = _DAYS.match(flat, begin)
    if several:
        last = resolve_day(several.groupdict(), "1", None)
        numbers = [int(one) for one in re.findall(r"\d+", several["first"])]
        days = [real_day(last.year, last.month, one) if last else None for one in numbers]
        return [*days, last], several.end()
    days, end = [], begin
    for found in _days_in_row(flat, begin):
        days.append(resolve_day(found.groupdict(), "1", None))
        end = found.end()
    return (days, end) if days else ([], place)


_ONE_DAY = re.compile(rf"\s*(?:,|và|;)?\s*\(?(?=ngày){_DAY}")


def _days_in_row(flat: str, place: int) -> Iterator[re.Match[str]]:
    for _ in range(8):
        found = _ONE_DAY.match(flat, place)
        if found is None:
            return
        yield found
        place = found.end()


def _laws(flat: str, known: list[Citation]) -> Iterator[InText]:
    """Laws cited by their name and year; they are in no register, but their year is no day."""
    starts = sorted((one.start, one.end) for one in known)
    for match in _LAW.finditer(flat):
        place = bisect_right(starts, (match.start(), len(flat)))
        if place and starts[place - 1][1] > match.start():
            continue
        name = " ".join(match[0].split())
        yield InText(Citation(name, None, "", match.start(), match.end(), "luật"), 0)


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
    nearby, "TTg" is nobody but the Prime Minister."""
    initials: dict[str, str] = {}
    for agency in agencies:
        words = [word for word in fold(agency).split() if word not in ("va", "-")]
        initials.setdefault("".join(word[0] for word in words), agency)
    named = []
    for cited in citations:
        codes = re.split(r"[-/(]", symbol_of(cited.number))
        near = (initials[fold(code)] for code in codes if len(code) > 1 and fold(code) in initials)
        issuer = cited.issuer or next(near, "") or by_symbol(cited.number)
        named.append(replace(cited, issuer=issuer))
    return tuple(_once(named))


def _once(citations: list[Citation]) -> list[Citation]:
    """One document cited twice is one citation, the fuller one."""
    kept: dict[str, Citation] = {}
    for cited in citations:
        before = kept.get(cited.number)
        if before is None or (before.date is None and cited.date):
            kept[cited.number] = cited
    return list(kept.values())

"""Where the parts of a dispatch begin: head, body, foot, and what is annexed to it.

A decision carries its plan behind the signature; the plan has a title, clauses and tables of its
own and is read like a dispatch without a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.core.names import fold
from dondoc.core.phrases import later, rx
from dondoc.core.reading.blocks import Block
from dondoc.core.reading.bodies import starts_agency
from dondoc.core.references import REFERENCE

TYPES = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "báo cáo": "BC",
    "tờ trình": "TTr",
    "công điện": "CĐ",
    "kết luận": "KL",
    "giấy mời": "GM",
    "thông tri": "TT",
}
_FOLDED = {fold(name): name for name in TYPES}
_CLOSED = {name.replace(" ", ""): full for name, full in _FOLDED.items()}
MOTTO = rx(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s?[-–]\s?tự do\s?[-–]\s?hạnh phúc|"
    r"đảng cộng sản việt nam"
)
NUMBER = later(
    rf"(?<!\w)[Ss][ốổóôồỐỔ]\s?[:.]?\s{{0,3}}(?P<ref>{REFERENCE}|"
    rf"\d{{1,5}}\s?-\s?[A-ZĐ]\w{{1,4}}/[A-ZĐ]{{2,8}})"
)
DATED = later(
    r"(?<!kể từ "
    r")(?<!\w)ngày\s{0,3}(?P<d>\d{1,2})?[\s.…]{0,12}tháng\s{0,3}(?P<m>\d{1,2})?[\s.…]{0,12}"
    r"năm\s{0,3}(?P<y>\d{4})"
)
SUBJECT = rx(r"^(?:V/v|Về việc)\b:? (?P<subject>.+)$")
_ADDRESSED = rx(r"(?:^|\s)Kính gửi\s?:|\b(?:điện|gửi)\s?:\s*$|^điện\s?:")
_ORDAINS = later(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|KẾT LUẬN|NGHỊ QUYẾT)\s?:\s*$")
_ANNEX_LINE = rx(r"^\(?(?:ban hành |gửi |đính )?kèm theo\b")
_ANNEX_TITLE = later(
    r"^(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu|MẪU|Mẫu|DANH MỤC|DANH SÁCH|BẢNG|ĐỀ CƯƠNG)(?=\s|$)"
)
_HANDS_OUT = rx(
    r"kế hoạch|chương trình|phương án|đề án|nhiệm vụ|phân công|giải pháp|công việc|lộ trình|"
    r"hướng dẫn"
)
_NOT_ORDERS = rx(
    r"(?:quy chế|quy định|đề cương|mẫu\b|biểu\b|danh sách|giấy|phiếu|bản cam kết|báo cáo)"
)


@dataclass(frozen=True)
class Zones:
    """Where the parts of a dispatch begin, as places among its blocks."""

    body: int
    foot: int
    annex: int


def words_of(block: Block, flat: str) -> str:
    """All words of a block, its numbering included."""
    return flat[block.start : block.end].strip()


def type_named(words: str) -> tuple[str, str]:
    """The kind of document that a line of capitals names, and what follows it on the line.

    >>> type_named("THÔNG BÁO KẾT LUẬN"), type_named("Q U Y Ế T   Đ Ị N H")
    (('thông báo', 'KẾT LUẬN'), ('quyết định', ''))
    """
    bare = " ".join(words.split()).strip(" *:")
    if not bare.isupper():
        folded = fold(bare)
        return (_FOLDED.get(folded, ""), "") if bare[:1].isupper() else ("", "")
    low = fold(bare)
    for folded, name in _FOLDED.items():
        if low == folded or low.startswith(f"{folded} "):
            return name, bare[len(name) :].strip()
    return _CLOSED.get(low.replace(" ", ""), "") if len(low) < 40 else "", ""


def zones_of(blocks: list[Block], flat: str) -> Zones:
    """Find where the head ends, the foot begins and the annexes begin."""
    body = _body_start(blocks, flat)
    rest = range(body, len(blocks))
    foot = next(
        (i for i in rest if re.search(r"(?:^|\s)Nơi nhận\s?:", words_of(blocks[i], flat))), None
    )
    ended = next(
        (i for i in rest if re.search(r"\./\.?\s*[\"”]?$", words_of(blocks[i], flat))), None
    )
    if foot is None or (ended is not None and ended < foot):
        foot = ended + 1 if ended is not None else foot
    start = foot if foot is not None else body
    annex = next((i for i in range(start, len(blocks)) if _opens_annex(blocks, i, flat)), None)
    if annex is None and foot is not None:
        annex = next((i for i in range(foot, len(blocks)) if _opens_form(blocks[i], flat)), None)
    annex = len(blocks) if annex is None else annex
    return Zones(body, annex if foot is None else foot, annex)


def _opens_annex(blocks: Sequence[Block], place: int, flat: str) -> bool:
    """Whether a block begins what is annexed: its title, or the line that ties it to the
    dispatch."""
    words = words_of(blocks[place], flat)
    if blocks[place].kind in ("bullet", "table"):
        return False
    if _ANNEX_LINE.match(words) or _ANNEX_TITLE.match(words):
        return len(words) < 300
    named, _ = type_named(words)
    return bool(named) and words.isupper() and place > 0


def _opens_form(block: Block, flat: str) -> bool:
    return block.kind == "table" and bool(re.match(r"(?:TT|STT|Số TT)\b", words_of(block, flat)))


def _body_start(blocks: list[Block], flat: str) -> int:
    place = next(
        (i for i, b in enumerate(blocks[:40]) if _ADDRESSED.search(words_of(b, flat))), None
    )
    if place is not None:
        return _after_addressees(blocks, flat, place)
    ordains = next(
        (i for i, b in enumerate(blocks[:60]) if _ORDAINS.match(words_of(b, flat))), None
    )
    if ordains is not None:
        return ordains + 1
    after = 0
    for i, block in enumerate(blocks[:25]):
        words = words_of(block, flat)
        if block.kind not in ("plain", "table"):
            break
        if (
            NUMBER.match(words)
            or (DATED.search(words) and len(words) < 90)
            or MOTTO.search(words)
            or SUBJECT.match(words)
            or words.isupper()
            or type_named(words)[0]
        ):
            after = i + 1
    return _after_title(blocks, flat, after)


def _after_addressees(blocks: list[Block], flat: str, place: int) -> int:
    place = _first_addressee(blocks, flat, place + 1)
    while place < len(blocks):
        block = blocks[place]
        words = words_of(block, flat)
        listed = block.kind in ("bullet", "table") or (
            block.kind == "plain" and words.endswith(";") and len(words) < 200
        )
        last = words_of(blocks[place - 1], flat).endswith((";", ","))
        if not listed and not (last and block.kind == "plain" and len(words) < 120):
            break
        place += 1
    return place


def _first_addressee(blocks: list[Block], flat: str, place: int) -> int:
    """Past the last lines of a subject that stands in the column beside "Kính gửi:"."""
    for ahead in range(place, min(place + 4, len(blocks))):
        words = words_of(blocks[ahead], flat)
        if blocks[ahead].kind == "bullet":
            return ahead if starts_agency(blocks[ahead].flat(flat)) else place
        if len(words) > 90 or words.endswith((".", ":")):
            break
    return place


def _after_title(blocks: list[Block], flat: str, place: int) -> int:
    """After a title in capitals the next short lines without a full stop say what it is about."""
    if not place or not _titled(blocks, flat, place):
        return place
    while place < len(blocks) and is_title_line(blocks[place], flat):
        place += 1
    return place


def _titled(blocks: list[Block], flat: str, place: int) -> bool:
    return any(type_named(words_of(b, flat))[0] for b in blocks[max(0, place - 4) : place])


_OPENS_TEXT = rx(
    r"(?:căn cứ|để |nhằm|ngày \d|năm \d|trong |sau khi|theo |xét |chiều|sáng|qua |trên "
    r"cơ sở|kính gửi|nơi nhận|thời gian qua|vừa qua|từ ngày|hiện nay|tiếp theo)"
)


def is_title_line(block: Block, flat: str) -> bool:
    """Whether a line still belongs to a title: no full stop, no opening of the text."""
    words = words_of(block, flat)
    return (
        block.kind == "plain"
        and (not words.endswith((".", ";", ":")) or (words.isupper() and words.endswith(".")))
        and len(words) < 350
        and not _OPENS_TEXT.match(words)
        and not MOTTO.search(words)
    )


@dataclass(frozen=True)
class Annex:
    """One annexed document: its title, and its blocks from the first after the title."""

    title: str
    first: int
    last: int

    @property
    def orders(self) -> bool:
        """Whether it can put someone to work: a plan does; a form, a list of people or of
        procedures, rules of procedure do not."""
        said = re.sub(r"^(?i:phụ lục)(?: [\w.]{1,6})?\s*", "", self.title)
        return not said or (not _NOT_ORDERS.match(said) and bool(_HANDS_OUT.search(said)))


def annexes_of(blocks: Sequence[Block], flat: str, zones: Zones) -> Iterator[Annex]:
    """Each annexed document with its title, in order."""
    starts = [
        i
        for i in range(zones.annex, len(blocks))
        if _opens_annex(blocks, i, flat) and not _ANNEX_LINE.match(words_of(blocks[i], flat))
    ]
    starts = [i for n, i in enumerate(starts) if not n or i > starts[n - 1] + 2] or (
        [zones.annex] if zones.annex < len(blocks) else []
    )
    for start, last in zip(starts, [*starts[1:], len(blocks)], strict=False):
        first, title = start, []
        while first < last and (
            is_title_line(blocks[first], flat) or _ANNEX_LINE.match(words_of(blocks[first], flat))
        ):
            words = words_of(blocks[first], flat)
            title += [] if _ANNEX_LINE.match(words) else [" ".join(words.split())]
            first += 1
            if len(title) > 6:
                break
        yield Annex(" ".join(title), first, last)

"""The order of a dispatch: numbered parts, those they bind, and the paragraphs that put someone to
work.

An owner stands in a run-in heading ("d) Sở Tư pháp: …"), in a heading above bullets, or opens the
sentence; what stands below inherits it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dondoc.core.phrases import rx
from dondoc.core.reading.agencies import (
    VERB_FIRST,
    first_verb,
    only_names,
    split_names,
    starts_agency,
    subject_of,
)
from dondoc.core.reading.blocks import Block
from dondoc.core.reading.model import Clause

_NO_DUTIES = rx(
    r"(?:mục đích|yêu cầu|mục đích,? (?:và )?yêu cầu|quan điểm|căn cứ|tình hình|kết quả (?:đạt "
    r"được|thực hiện)|tồn tại|hạn chế|"
    r"đánh giá (?:chung|tình hình|kết quả)|khó khăn|nguyên nhân|đặc điểm|bối cảnh|phạm vi|đối "
    r"tượng)\b"
)
_ORDERS = rx(
    r"(?:^|[,;] |\b)(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? (?=\S)|chủ trì,? phối hợp|có "
    r"trách nhiệm"
)
_CLOSING = rx(
    r"(?:(?:UBND|Ủy ban|Tổ công tác|Chủ tịch|Sở)[^.;:]{0,60} )?(?:yêu cầu|đề nghị|nhận "
    r"được)[^.;]{0,220}"
    r"(?:thực hiện|triển khai|phối hợp|nghiêm túc|khẩn trương)[^.;]{0,80}\./?\.?$"
)
_CLOSING_OPENS = rx(
    r"trong quá trình (?:tổ chức |triển khai )*thực hiện|trên đây là|nơi nhận|căn cứ |công văn "
    r"này|kế hoạch này|"
    r"quyết định này|(?:chánh|các ông)[^.;]{0,300}chịu trách nhiệm thi hành"
)
_PREFIX = rx(
    r"(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm của|nhiệm vụ của|về phía|riêng)(?: cho)? (?=\S)"
)
_ATTRIBUTE = rx(
    r"(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp|thực hiện)(?: thực hiện)?\s?:|thời (?:gian|hạn)(?: "
    r"\w+){0,2}\s?:|tiến độ\s?:|"
    r"(?:sản phẩm|kết quả)(?: đầu ra| hoàn thành| dự kiến)?\s?:|hạn (?:hoàn thành|báo cáo)\s?:"
)


@dataclass
class Level:
    """One open numbered part while walking down the dispatch."""

    level: int
    number: str
    owners: tuple[str, ...]
    owner_span: tuple[int, int] | None
    topic: bool = False
    no_duties: bool = False
    common: tuple[str, ...] = ()
    heading: tuple[int, int] | None = None


@dataclass(frozen=True)
class Paragraph:
    """Words that put someone to work, with the part they stand in and whom it binds."""

    clause: str
    start: int
    end: int
    owners: tuple[str, ...]
    owner_span: tuple[int, int] | None
    common: bool
    heading: tuple[int, int] | None
    attributes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Owned:
    """The owner that opens a paragraph, and where the work begins after it."""

    owners: tuple[str, ...]
    start: int
    end: int
    work: int


def owner_heading(words: str, offset: int) -> Owned | None:
    """The owner of a run-in heading or of a heading that is nothing but a name.

    >>> owner_heading("Sở Y tế: Duy trì việc họp", 0)
    Owned(owners=('Sở Y tế',), start=0, end=7, work=9)
    """
    prefix = _PREFIX.match(words)
    begin = prefix.end() if prefix else 0
    if not starts_agency(words[begin:], any_case=True):
        return None
    listed = re.match(
        r"(?:các )?(?:sở|bộ)(?:,? (?:ban,? )?ngành)?\s?:[^:.;]{2,200}(?=:)",
        words[begin:],
        re.IGNORECASE,
    )
    colon = (begin + listed.end()) if listed else _outside(words, ":")
    end = colon if colon is not None else len(words)
    name = words[begin:end]
    if (
        colon is not None
        and re.search(r"(?:như|gồm|là|sau|sau đây)\s*$", name)
        and words[end + 1 :].strip()
    ):
        return None
    if colon is None and (re.search(r"[.;,]\s*$", words) or len(words) > 160):
        return None
    verb = first_verb(_hidden(name), 2)
    if len(name) > 240 or verb is not None or not only_names(name):
        if colon is None or words[colon + 1 :].strip():
            return None
        subject = subject_of(words)
        if subject is None:
            return None
        span = (offset + subject.start, offset + subject.end)
        return Owned(subject.names, *span, offset + len(words))
    work = end + 1 if colon is not None else end
    work += len(words[work:]) - len(words[work:].lstrip())
    shown = len(name.split("(")[0].rstrip())
    return Owned(split_names(_hidden(name)), offset + begin, offset + begin + shown, offset + work)


def _outside(words: str, sign: str) -> int | None:
    place = _hidden(words).find(sign)
    return place if place >= 0 else None


def _hidden(words: str) -> str:
    """The words with everything in parentheses blanked out, as long as before."""
    return re.sub(r"\([^()]*\)?", lambda found: " " * len(found[0]), words)


def _head(part: Level, block: Block, words: str, *, topic: bool) -> None:
    """Make a part stand over what follows it; a topic without an owner may still open with one."""
    part.topic = topic
    part.no_duties = topic and bool(_NO_DUTIES.match(words)) and not words.endswith(":")
    part.heading = (block.body, block.end)
    subject = subject_of(words) if topic else None
    if subject:
        part.owners = subject.names
        part.owner_span = (block.body + subject.start, block.body + subject.end)


class Walk:
    """Go through the body of a dispatch once, keeping the open parts, giving duties' paragraphs
    and clauses."""

    def __init__(self, blocks: Sequence[Block], flat: str) -> None:
        self.flat = flat
        self.blocks = [block for block in blocks if block.kind != "table"]
        self.open: list[Level] = []
        self.paragraphs: list[Paragraph] = []
        self.clauses: list[Clause] = []
        self.numbered = any(block.kind != "plain" for block in self.blocks)
        for place, block in enumerate(self.blocks):
            self._step(block, self.blocks[place + 1] if place + 1 < len(self.blocks) else None)

    def _step(self, block: Block, following: Block | None) -> None:
        words = block.flat(self.flat)
        if block.kind == "plain":
            self._plain(block, words)
            return
        if _ATTRIBUTE.match(words) and self.paragraphs and block.kind == "bullet":
            self._attribute(block)
            return
        self.open = [part for part in self.open if part.level < block.level]
        children = (
            following is not None and following.kind != "plain" and following.level > block.level
        )
        part = Level(block.level, self._number(block), (), None)
        owned = owner_heading(words, block.body)
        if owned:
            part.owners, part.owner_span = owned.owners, (owned.start, owned.end)
        self.open.append(part)
        work = owned.work if owned else block.body
        if (
            work >= block.end
            or words.endswith(":")
            or (children and not re.search(r"[.;]$", words))
        ):
            _head(part, block, words, topic=not owned)
            title = words
        else:
            self._paragraph(work, block.end)
            title = words[: max(0, work - block.body)]
        if block.kind != "bullet":
            owners = part.owners or self._owners()[0]
            named = " ".join(title.split()).rstrip(" :")
            self.clauses.append(Clause(part.number, block.start, block.end, owners, named))

    def _plain(self, block: Block, words: str) -> None:
        if _CLOSING_OPENS.match(words) or words.endswith(":") or len(words) < 15 or words.isupper():
            return
        if _CLOSING.match(words) and words.endswith(("./.", "./")):
            return
        if _ATTRIBUTE.match(words) and self.paragraphs:
            self._attribute(block)
        elif (self.open and (VERB_FIRST.match(words) or subject_of(words))) or (
            not self.numbered and _ORDERS.search(words)
        ):
            self._paragraph(block.body, block.end)

    def _attribute(self, block: Block) -> None:
        last = self.paragraphs[-1]
        grown = (*last.attributes, (block.body, block.end))
        self.paragraphs[-1] = replace(last, attributes=grown)

    def _paragraph(self, start: int, end: int) -> None:
        if any(part.no_duties for part in self.open):
            return
        words = self.flat[start:end]
        owners, span, common = self._owners()
        subject = subject_of(words)
        if subject and not owners:
            for part in self.open:
                if part.topic and not part.common and subject.names[0].startswith("Các "):
                    part.common = subject.names
        number = next((part.number for part in reversed(self.open) if part.number), "")
        heading = next((part.heading for part in reversed(self.open) if part.heading), None)
        self.paragraphs.append(Paragraph(number, start, end, owners, span, common, heading))

    def _owners(self) -> tuple[tuple[str, ...], tuple[int, int] | None, bool]:
        for part in reversed(self.open):
            if part.owners:
                return part.owners, part.owner_span, False
        return next((part.common for part in reversed(self.open) if part.common), ()), None, True

    def _number(self, block: Block) -> str:
        above = next((part.number for part in reversed(self.open) if part.number), "")
        if block.kind == "bullet":
            return above
        label = re.sub(r"^Điều ", "", block.label)
        if block.kind == "decimal":
            roman = next((part.number for part in self.open if part.level <= 1), "")
            return f"{roman}.{label}" if roman else label
        return f"{above}.{label}" if above else label


def closing_class(blocks: Sequence[Block], flat: str) -> tuple[str, ...]:
    """Whom the closing sentence calls on: "Yêu cầu các cơ quan, đơn vị và địa phương thực hiện
    nghiêm túc"."""
    for block in reversed(blocks):
        words = block.flat(flat)
        if _CLOSING.match(words):
            subject = subject_of(words)
            return subject.names if subject else ()
    return ()

"""The order of a dispatch: numbered parts, those they bind, and the paragraphs that put someone to
work.

An owner stands in a run-in heading ("d) Sở Tư pháp: …"), in a heading above bullets, or opens the
sentence; what stands below inherits it. What is said about several items stands below them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dondoc.core.phrases import rx
from dondoc.core.reading.agencies import VERB_FIRST, ordered_in, starts_agency, subject_of
from dondoc.core.reading.attributes import all_above, is_attribute
from dondoc.core.reading.blocks import Block
from dondoc.core.reading.letterhead import cased
from dondoc.core.reading.model import Clause
from dondoc.core.reading.owners import Owned, hidden, opening_owner, owner_heading
from dondoc.core.reading.work import called_on, holds_no_duties, is_closing, is_work, orders

_CALLS = rx(
    r"(?:^|[,;] |\b)(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? (?=\S)|chủ trì,? phối hợp|có "
    r"trách nhiệm"
)
_TOPIC = rx(
    r"(?P<topic>(?:về|đối với|công tác|lĩnh vực|nội dung|nhóm|dự án|giai đoạn|bước|việc) "
    r"[^:.;]{3,180}):\s+(?=\S)"
)
_ISSUES = rx(
    r"(?:UBND|Ủy ban nhân dân|Chủ tịch|HĐND|Tổ công tác|Ban chỉ đạo|Tổ trưởng)[^,.;:]{0,50}$"
)
# "Các cơ quan, đơn vị sau đây": who they are stands in the list.
_NAMED_BELOW = rx(r"(?:sau|dưới|sau đây|dưới đây|có tên)$")
_CONTENTS = rx(
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|biện pháp|việc) (?:cụ thể |chủ yếu |trọng tâm "
    r")?(?:sau|dưới|như)"
)
_PARTS = ("part", "chapter", "section")
_ORDINALS = {
    "nhất": "I",
    "hai": "II",
    "ba": "III",
    "tư": "IV",
    "bốn": "IV",
    "năm": "V",
    "sáu": "VI",
}


@dataclass
class Level:
    """One open numbered part while walking down the dispatch."""

    level: float
    number: str
    owners: tuple[str, ...] = ()
    owner_span: tuple[int, int] | None = None
    topic: bool = False
    no_duties: bool = False
    untitled: bool = False
    common: tuple[str, ...] = ()
    heading: tuple[int, int] | None = None


@dataclass
class Paragraph:
    """Words that put someone to work, with the part they stand in and whom it binds.

    `attributes` are the lines right below that only speak of it, `shared` those that it shares with
    others.
    """

    clause: str
    start: int
    end: int
    owners: tuple[str, ...]
    owner_span: tuple[int, int] | None
    common: bool
    heading: tuple[int, int] | None
    attributes: tuple[tuple[int, int], ...] = ()
    shared: tuple[tuple[int, int], ...] = ()
    parts: tuple[Level, ...] = ()

    def stands_in(self, part: Level) -> bool:
        """Whether it stands in this very part, not in one that only looks like it."""
        return any(part is one for one in self.parts)


@dataclass
class _Gathering:
    """The paragraphs of which the next attribute line will speak."""

    first: int = 0
    bound: list[Paragraph] = field(default_factory=list)
    going: bool = False


class Walk:
    """Go through the body of a dispatch once, keeping the open parts, giving duties' paragraphs
    and clauses."""

    def __init__(self, blocks: Sequence[Block], flat: str) -> None:
        self.flat = flat
        self.blocks = [block for block in blocks if block.kind != "table"]
        self.open: list[Level] = []
        self.paragraphs: list[Paragraph] = []
        self.clauses: list[Clause] = []
        self.gathering = _Gathering()
        self.listing: int | None = None  # the level of a duty that goes on in the list below it
        self.numbered = any(block.kind not in ("plain", "bullet") for block in self.blocks)
        for place, block in enumerate(self.blocks):
            self._step(block, self.blocks[place + 1] if place + 1 < len(self.blocks) else None)

    def _step(self, block: Block, following: Block | None) -> None:
        words = block.flat(self.flat)
        if self._goes_on(block, words):
            self.paragraphs[-1].end = block.end
            return
        if block.kind == "plain":
            self._plain(block, words, following)
            return
        if block.kind in ("bullet", "letter") and self.open and is_attribute(words):
            self.open = [part for part in self.open if part.level < block.level]
            self._attribute(block, words)
            return
        self.open = [part for part in self.open if part.level < block.level]
        if self.gathering.going:
            self.gathering = _Gathering(first=len(self.paragraphs))
        part = Level(block.level, self._number(block))
        owned = self._owned(words, block.body)
        if owned:
            part.owners, part.owner_span = owned.owners, (owned.start, owned.end)
        part.untitled = block.kind in _PARTS and not words.strip()
        self.open.append(part)
        work = owned.work if owned else block.body + _topic_end(words)
        if self._lists(block, self.flat[work : block.end], following):
            self._paragraph(work, block.end)
            self.listing = block.level if self.paragraphs[-1:] else None
            title = words[: max(0, work - block.body)]
        elif work >= block.end or self._is_heading(block, words, following):
            self._head(part, block, words, topic=not owned)
            title = words
        else:
            if work > block.body and not owned:
                part.topic, part.heading = True, (block.body, work)
            self._paragraph(work, block.end)
            title = words[: max(0, work - block.body)]
        if block.kind != "bullet":
            owners = part.owners or self._owners()[0]
            named = " ".join(title.split()).rstrip(" :")
            self.clauses.append(Clause(part.number, block.start, block.end, owners, named))

    def _lists(self, block: Block, work: str, following: Block | None) -> bool:
        """Whether work ends in a colon and the list below only says on what: places, contents."""
        if not work.endswith(":") or following is None or following.kind in ("plain", "table"):
            return False
        under = following.flat(self.flat)
        if following.level <= block.level or not VERB_FIRST.match(work) or _CONTENTS.search(work):
            return False
        return not (VERB_FIRST.match(under) or opening_owner(under) or owner_heading(under, 0))

    def _goes_on(self, block: Block, words: str) -> bool:
        """Whether a block is an item of the list in which the last duty goes on."""
        if self.listing is None or not self.paragraphs:
            return False
        if block.kind != "plain" and block.level > self.listing and not VERB_FIRST.match(words):
            return True
        self.listing = None
        return False

    def _owned(self, words: str, offset: int) -> Owned | None:
        owned = owner_heading(words, offset)
        if owned and owned.work >= offset + len(words) and holds_no_duties(words):
            return None  # "Cơ sở pháp lý" only begins like a body
        if owned and any(_NAMED_BELOW.search(name) for name in owned.owners):
            return None
        if owned and any(name.isupper() for name in owned.owners):
            names = tuple(cased(name) for name in owned.owners)
            owned = Owned(names, owned.start, owned.end, owned.work)
        return owned

    def _is_heading(self, block: Block, words: str, following: Block | None) -> bool:
        """Whether a numbered block stands over what follows it instead of being work itself."""
        if words.endswith(":") or words.isupper():
            return True
        if re.search(r"[.;!]$", words):
            return False
        if block.kind in (*_PARTS, "roman"):
            return len(words) < 250
        if following is None:
            return False
        under = following.flat(self.flat)
        if following.kind != "plain":
            return following.level > block.level
        if is_closing(under) or is_attribute(under) or following.level <= block.level:
            return False
        return len(words) < 160 and len(under) > 30

    def _head(self, part: Level, block: Block, words: str, *, topic: bool) -> None:
        """Make a part stand over what follows it; a topic without an owner may still open with
        one."""
        part.topic = topic
        part.no_duties = topic and holds_no_duties(words)
        part.heading = (block.body, block.end)
        subject = opening_owner(words) if topic and not words.isupper() else None
        subject = subject or (ordered_in(words) if topic and words.endswith(":") else None)
        if subject and not any(_NAMED_BELOW.search(name) for name in subject.names):
            part.owners = subject.names
            part.owner_span = (block.body + subject.start, block.body + subject.end)

    def _plain(self, block: Block, words: str, following: Block | None) -> None:
        if self.open and self.open[-1].untitled:
            self._title(self.open[-1], block, words)
            return
        if self.paragraphs and is_attribute(words):
            self._attribute(block, words)
            return
        if is_closing(words) or len(words) < 15 or words.isupper():
            return
        if words.endswith(":"):
            self._introduce(block, words, following)
        elif (
            self._headed(block)
            or (self.open and (VERB_FIRST.match(words) or opening_owner(words)))
            or (orders(words) if self.numbered else _CALLS.search(words) or _puts_to_work(words))
        ):
            self._paragraph(block.body, block.end)

    def _headed(self, block: Block) -> bool:
        """Whether the name of an owner and a colon stand right above: a line was broken there, and
        what follows is the owner's however it opens ("Trước 7 giờ hằng ngày, báo cáo …")."""
        part = self.open[-1] if self.open else None
        if part is None or not part.owners or part.heading is None:
            return False
        start, end = part.heading
        colon = self.flat[start:end].rstrip().endswith(":")
        return colon and not self.flat[end : block.start].strip()

    def _title(self, part: Level, block: Block, words: str) -> None:
        """The line below "Phần thứ nhất" or "Mục 2" is what that part is about."""
        part.untitled = False
        owned = self._owned(words, block.body)
        if owned and owned.work >= block.end:
            part.owners, part.owner_span = owned.owners, (owned.start, owned.end)
            part.heading = (block.body, block.end)
        else:
            self._head(part, block, words, topic=True)
        last = self.clauses[-1] if self.clauses else None
        if last and last.number == part.number:
            heading = " ".join(words.split()).rstrip(" :")
            self.clauses[-1] = Clause(last.number, last.start, block.end, part.owners, heading)

    def _introduce(self, block: Block, words: str, following: Block | None) -> None:
        """A sentence that ends in a colon puts its agencies, or its day, over the list below."""
        if following is None or following.kind == "plain":
            return
        named = ordered_in(words) or subject_of(words)
        if named is None or any(_ISSUES.match(name) for name in named.names[:1]):
            named = ordered_in(words)
        self.open = [part for part in self.open if part.level < following.level - 0.5]
        part = Level(following.level - 0.5, "", heading=(block.body, block.end))
        if named and any(_NAMED_BELOW.search(name) for name in named.names):
            named = None
        if named and not (len(named.names) == 1 and _ISSUES.match(named.names[0])):
            part.common = named.names
            if self.open and re.match(r"(?:giao|yêu cầu|đề nghị)", words, re.IGNORECASE):
                part.owners = named.names
                part.owner_span = (block.body + named.start, block.body + named.end)
        self.open.append(part)

    def _attribute(self, block: Block, words: str) -> None:
        gathering = self.gathering
        if not gathering.going:
            gathering.bound = self._gathered(block)
            gathering.going = True
        span = (block.body, block.end)
        if len(gathering.bound) == 1 and gathering.bound[0] is self.paragraphs[-1]:
            gathering.bound[0].attributes += (span,)
        else:
            for paragraph in gathering.bound:
                paragraph.shared += (span,)

    def _gathered(self, block: Block) -> list[Paragraph]:
        """The paragraphs that a line below them speaks of: those of its part since the last such
        line."""
        host = self.open[-1] if self.open else None
        if block.kind == "plain" and len(self.open) > 1 and self.open[-1].level >= 3:
            host = self.open[-2]
        since = self.paragraphs[self.gathering.first :]
        inside = [each for each in since if host is None or each.stands_in(host)]
        if not inside and host is not None and host.heading and not host.no_duties:
            start, end = host.heading
            words = self.flat[start:end]
            if host.topic and not words.isupper() and not words.endswith(":"):
                self._paragraph(start, end)
                inside = self.paragraphs[-1:]
        return inside or self.paragraphs[-1:]

    def _paragraph(self, start: int, end: int) -> None:
        if self.gathering.going:
            self.gathering = _Gathering(first=len(self.paragraphs))
        words = self.flat[start:end]
        if any(part.no_duties for part in self.open) and not (
            orders(words) and not any(_AIMS.match(self._words(part)) for part in self.open)
        ):
            return
        owners, span, common = self._owners()
        subject = opening_owner(words)
        if subject and not owners:
            for part in self.open:
                if part.topic and not part.common and subject.names[0].startswith("Các "):
                    part.common = subject.names
        number = next((part.number for part in reversed(self.open) if part.number), "")
        heading = next((part.heading for part in reversed(self.open) if part.heading), None)
        if heading and heading[0] <= start < heading[1]:
            heading = None
        parts = tuple(self.open)
        paragraph = Paragraph(number, start, end, owners, span, common, heading, parts=parts)
        self.paragraphs.append(paragraph)
        above = all_above(words)
        if above:
            shared = (start + above[0], start + above[1])
            host = self.open[-2:-1] or self.open[-1:]
            for each in self.paragraphs[self.gathering.first : -1]:
                if not host or each.stands_in(host[0]):
                    each.shared += (shared,)

    def _words(self, part: Level) -> str:
        return self.flat[part.heading[0] : part.heading[1]] if part.heading else ""

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
        if block.kind in _PARTS:
            label = _ORDINALS.get(label.split()[-1].lower(), label.split()[-1])
        if block.kind == "decimal":
            roman = next((part.number for part in self.open if part.level <= 1 and part.number), "")
            return f"{roman}.{label}" if roman else label
        return f"{above}.{label}" if above else label


_TELLS_OF = rx(
    r",?\s*(?:đã|vừa|mới|đang|có (?:văn bản|tờ trình|báo cáo|công văn|công điện|ý kiến)|nhận được|"
    r"ban hành|là|trình|kính|trân trọng|thông báo|xin|báo cáo|tổ chức cuộc họp|chủ trì cuộc họp)\b"
)


def _puts_to_work(words: str) -> bool:
    """Whether a paragraph of a text without numbers opens with somebody who is to work, not with
    somebody of whom it tells."""
    subject = opening_owner(words)
    if subject is None or (_ISSUES.match(subject.names[0]) and len(subject.names) == 1):
        return False
    return subject.start < 40 and not _TELLS_OF.match(words[subject.end :])


_AIMS = rx(r"(?:mục đích|mục tiêu|yêu cầu|quan điểm|căn cứ|cơ sở|sự cần thiết|quá trình|nội dung)")


def _topic_end(words: str) -> int:
    """Where the work begins after a run-in heading of a matter: "Về dự án X: Giao Sở Y …"."""
    found = _TOPIC.match(words)
    if not found:
        return 0
    rest = words[found.end() :]
    begins = rest[:1].isupper() and (
        starts_agency(rest) or VERB_FIRST.match(rest) or orders(rest) or not is_work(rest)
    )
    return found.end() if begins and ":" not in hidden(found["topic"]) else 0


def closing_class(blocks: Sequence[Block], flat: str) -> tuple[str, ...]:
    """Whom the closing sentence calls on: "Yêu cầu các cơ quan, đơn vị và địa phương thực hiện
    nghiêm túc"."""
    for block in reversed(blocks):
        words = block.flat(flat)
        if is_closing(words) and (called := called_on(words)):
            return called
    return ()

"""One paragraph, one duty or several: cut only where a day, a recurrence or an owner would else be
shared.

A bullet of standing work stays whole. After words that carry a deadline the next piece of work is
a duty of its own, so that a day is never given to work that it does not bind; a day at the end
binds what leads up to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.core.deadlines import Deadline
from dondoc.core.names import UPPER
from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import VERB_FIRST, only_names
from dondoc.core.reading.attributes import is_attribute
from dondoc.core.reading.owners import opening_owner

_SENTENCE_END = later(rf"(?<!\bTP)(?<!\bTr)(?<!\s[{UPPER}])[.!?]\s+(?=[{UPPER}“\"])")
_GOES_ON = rx(
    r"(?:trong đó|đồng gửi|đồng thời,? gửi|gửi (?:về|cho|lại)|ưu tiên|lưu ý|việc |nội dung |đảm "
    r"bảo|bảo đảm|không để|tránh |"
    r"nhất là|đặc biệt|bao gồm|gồm|cụ thể|qua đó|từ đó|nhằm|để |phấn đấu)\b"
)
_BINDS_BEFORE = rx(
    r"(?:(?:các|những|toàn bộ) (?:nhiệm vụ|nội dung|công việc)(?: (?:này|trên|nêu trên))?|thời "
    r"(?:gian|hạn)|hạn |"
    r"(?:yêu cầu )?(?:phải )?(?:hoàn thành|xong|thực hiện xong)(?: xong)? (?:trước|trong|chậm "
    r"nhất|không (?:muộn|chậm)|muộn nhất|trễ nhất|vào|đến|ngày))"
)
_LEADS_IN = rx(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|(?:trên cơ sở|căn cứ) [^.;]*?(?=, (?:chủ động|khẩn "
    r"trương|tham mưu|tổ chức|rà soát|xây dựng|báo cáo|phối hợp))|sau đó|tiếp theo|song "
    r"song)[,:]? )*"
)
_APART = rx(r"riêng (?:đối với )?[^.;]{2,120}(?:trước|chậm nhất|xong|hoàn thành|đến hết|trong)\b")
# What was asked for goes on to somebody: no further duty but its day.
_SENDS_IT = rx(
    r"(?:yêu cầu |đề nghị )?(?:gửi|nộp) (?P<it>báo cáo|kết quả|văn bản|kế hoạch|danh sách|số liệu|"
    r"hồ sơ|đề xuất)\b"
)
# A few words before a semicolon and a recurrence are one piece of standing work with it.
_A_FEW_WORDS = 60
_WITH_OTHERS = rx(r"(?:chủ động |tiếp tục |tăng cường )?phối hợp\b")


@dataclass
class Piece:
    """A stretch between full stops or semicolons, with the deadlines that its words hold."""

    start: int
    end: int
    after: str
    deadlines: list[Deadline]

    @property
    def dated(self) -> bool:
        """Whether it holds a firm day or period."""
        return any(d.firmness > 1 and not d.every for d in self.deadlines)

    @property
    def recurs(self) -> bool:
        """Whether it holds a recurrence."""
        return any(d.every for d in self.deadlines)


def pieces_of(flat: str, start: int, end: int, deadlines: Sequence[Deadline]) -> list[Piece]:
    """Cut at full stops and at semicolons, parentheses left whole."""
    words = re.sub(r"\([^()]*\)", lambda found: "·" * len(found[0]), flat[start:end])
    cuts = [(found.end(), ".") for found in _SENTENCE_END.finditer(words)]
    cuts += [(found.end(), ";") for found in re.finditer(r";\s*(?=\S)", words)]
    pieces, begin, after = [], 0, ""
    for cut, sign in [*sorted(cuts), (len(words), "")]:
        stop = begin + len(words[begin:cut].rstrip())
        inside = [d for d in deadlines if start + begin <= d.start < start + cut]
        if stop > begin:
            pieces.append(Piece(start + begin, start + stop, after, inside))
        begin, after = cut, sign
    return pieces


def split_duties(
    flat: str, start: int, end: int, deadlines: Sequence[Deadline]
) -> list[tuple[int, int]]:
    """The duties of one paragraph, as stretches that touch no other."""
    duties: list[_Stretch] = []
    for piece in pieces_of(flat, start, end, deadlines):
        waiting = duties and only_names(flat[duties[-1].start : duties[-1].end])
        if duties and (waiting or not _begins(flat, duties, piece)):
            duties[-1].take(piece)
        else:
            duties.append(
                _Stretch(piece.start, piece.end, piece.dated or piece.recurs, bool(piece.deadlines))
            )
    return [(one.start, one.end) for one in duties]


@dataclass
class _Stretch:
    """Pieces that make one duty, and whether any of them holds a date or a recurrence."""

    start: int
    end: int
    bound: bool
    timed: bool = False  # whether it says anything of time

    def take(self, piece: Piece) -> None:
        """Go on with a further piece; asked once for each, so that long paragraphs stay quick."""
        self.end, self.bound = piece.end, self.bound or piece.dated or piece.recurs
        self.timed = self.timed or bool(piece.deadlines)


def _begins(flat: str, duties: list[_Stretch], piece: Piece) -> bool:
    """Whether a piece is a duty of its own."""
    words = flat[piece.start : piece.end]
    opening = _LEADS_IN.match(words)
    work = words[opening.end() :] if opening and opening.end() else words
    if _BINDS_BEFORE.match(work) or _GOES_ON.match(work) or is_attribute(work):
        return False
    if opening_owner(work) or _APART.match(work):
        return True
    bound = duties[-1].bound
    before = flat[duties[-1].start : duties[-1].end]
    sends = _SENDS_IT.match(work)
    if sends and not bound and sends["it"].lower() in before.lower():
        return False
    few = not duties[-1].timed and len(before) < _A_FEW_WORDS
    if piece.after == ";" and few and piece.recurs and work is words:
        return False
    if not VERB_FIRST.match(work) and not piece.deadlines:
        return bound and piece.after == "." and len(duties) > 0 and _speaks(work)
    if piece.after == ";":
        return bound or piece.recurs
    return bound or piece.dated or piece.recurs or len(duties) > 1 or bool(_WITH_OTHERS.match(work))


def _speaks(work: str) -> bool:
    """Whether words that open without a verb still hold one."""
    return bool(re.search(r"(?:phải|cần|yêu cầu|chủ động|khẩn trương|báo cáo|hoàn thành)\s", work))

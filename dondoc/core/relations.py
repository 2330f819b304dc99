"""What a dispatch does to the documents it cites, read from its words: replaces, amends, annuls …

Only what the dispatch itself does counts. That a cited decree amends another ("Nghị định số A sửa
đổi, bổ sung Nghị định số B") is a matter between those two; that an agency shall propose an
amendment is a duty, and kept as `asked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.core.errors import gettext_noop
from dondoc.core.names import fold
from dondoc.core.reading.citations import cited_in
from dondoc.core.reading.model import Citation


class RelationKind(StrEnum):
    """What one document does to another."""

    REPLACES = "replaces"
    ANNULS = "annuls"
    WITHDRAWS = "withdraws"
    SUSPENDS = "suspends"
    AMENDS = "amends"
    CORRECTS = "corrects"
    EXTENDS = "extends"
    CONTINUES = "continues"
    ANSWERS = "answers"
    RESTS_ON = "rests_on"
    CITES = "cites"


# After these the duties of the other document no longer stand as they were given.
ENDING = frozenset(
    (RelationKind.REPLACES, RelationKind.ANNULS, RelationKind.WITHDRAWS, RelationKind.SUSPENDS)
)
# After these a person looks at them anew.
CHANGING = ENDING | {RelationKind.AMENDS, RelationKind.CORRECTS, RelationKind.EXTENDS}


def ends(kind: RelationKind, *, asked: bool) -> bool:
    """Whether duties of the other document may have lost their ground; an order to do it ends
    nothing yet.

    >>> ends(RelationKind.ANNULS, asked=False), ends(RelationKind.ANNULS, asked=True)
    (True, False)
    """
    return kind in ENDING and not asked


def changes(kind: RelationKind, *, asked: bool) -> bool:
    """Whether duties of the other document must be looked at anew."""
    return kind in CHANGING and not asked


WORDS = {
    RelationKind.REPLACES: gettext_noop("replaces"),
    RelationKind.ANNULS: gettext_noop("annuls"),
    RelationKind.WITHDRAWS: gettext_noop("withdraws"),
    RelationKind.SUSPENDS: gettext_noop("suspends"),
    RelationKind.AMENDS: gettext_noop("amends"),
    RelationKind.CORRECTS: gettext_noop("corrects"),
    RelationKind.EXTENDS: gettext_noop("extends the time of"),
    RelationKind.CONTINUES: gettext_noop("continues"),
    RelationKind.ANSWERS: gettext_noop("answers"),
    RelationKind.RESTS_ON: gettext_noop("rests on"),
    RelationKind.CITES: gettext_noop("cites"),
}
IN_PART = gettext_noop("%(verb)s in part")
ASKED = gettext_noop("tells somebody to do this: %(verb)s")


@dataclass(frozen=True)
class Relation:
    """What the dispatch does to one document, in which words and where they stand."""

    kind: RelationKind
    citation: Citation
    words: str
    start: int
    end: int
    asked: bool = False  # somebody shall do it; nothing is done yet
    partial: bool = False  # only an article, a clause, a part of it

    @property
    def changes(self) -> bool:
        """Whether duties of the other document must be looked at anew."""
        return changes(self.kind, asked=self.asked)


_VERBS = (
    (RelationKind.REPLACES, r"thay thế(?: cho)?|thay cho"),
    (RelationKind.ANNULS, r"bãi bỏ|hủy bỏ|huỷ bỏ|chấm dứt hiệu lực(?: của)?"),
    (RelationKind.WITHDRAWS, r"thu hồi"),
    (
        RelationKind.SUSPENDS,
        r"(?:tạm dừng|tạm ngưng|ngưng|đình chỉ)(?: việc)?(?: triển khai)?(?: thực hiện| hiệu lực)?",
    ),
    (RelationKind.CORRECTS, r"đính chính"),
    (RelationKind.AMENDS, r"(?:sửa đổi|điều chỉnh)(?:\s?,\s?bổ sung)?|bổ sung"),
    (RelationKind.EXTENDS, r"gia hạn|kéo dài|lùi"),
    (
        RelationKind.CONTINUES,
        r"tiếp tục (?:tổ chức |chỉ đạo |nghiêm túc )?(?:triển khai )?(?:thực hiện)?|tiếp theo",
    ),
    (RelationKind.ANSWERS, r"phúc đáp|trả lời"),
    (RelationKind.RESTS_ON, r"căn cứ(?: vào)?|thực hiện|theo|xét|trên cơ sở"),
)
_VERB = re.compile(
    "|".join(
        rf"(?P<{kind.value}>(?<!\w)(?:{words})(?!\w))".replace(" ", r"\s+")
        for kind, words in _VERBS
    ),
    re.IGNORECASE,
)
# Words that may stand between the verb and the document it is about.
_GAP = frozenset(
    fold(word)
    for word in re.findall(
        r"\w+",
        "một số các những toàn bộ nội dung điều khoản điểm mục phần tiết và tại của vào phụ lục "
        "quy chế định kế hoạch chương trình danh tên trích yếu thời gian hạn thực hiện hoàn thành "
        "ban hành kèm theo cho đối với cũ quyết chỉ tiêu nhiệm vụ hiệu lực đã nêu công văn thông "
        "tin bản được giao tiến độ việc đề nghị thị ngày câu từ cụm khẩn trương tốt nghiêm túc quả "
        "có đầy đủ đồng đạo ý kiến yêu cầu hướng dẫn",
    )
)
_THEIRS = re.compile(
    r"kèm\s+theo|(?:thời\s+gian|thời\s+hạn|tiến\s+độ)(?:\s+(?:thực\s+hiện|hoàn\s+thành)){0,2}", re.I
)
_BY = re.compile(r"(?<!\w)(?:theo|thực\s+hiện|căn\s+cứ)(?!\w)", re.I)
_PARTIAL = re.compile(
    r"(?<!\w)(?:điều\s+\d|khoản|điểm|mục|một\s+số|phụ\s+lục|tiết|cụm\s+từ|tiêu\s+đề)(?!\w)", re.I
)
_OF = re.compile(r"\bcủa\s+[^.;]{2,70}$|\bdo\s+[^.;]{2,70}$", re.IGNORECASE)
_ASKS = re.compile(
    r"(?<!\w)(?:tham mưu|đề xuất|trình|nghiên cứu|rà soát|xây dựng|chủ trì|kiến nghị|xem xét|"
    r"yêu cầu|đề nghị|giao|dự thảo|phối hợp|để|hướng dẫn|báo cáo|có trách nhiệm|khi|nếu|sẽ|"
    r"trường hợp|cần|phải)(?!\w)".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?:(?:quyết định|kế hoạch|công văn|văn bản|chỉ thị|nghị quyết|thông báo|quy chế|quy định|"
    r"chương trình|hướng dẫn|công điện) này|(?<!\w)nay(?!\w))".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_ACTS = re.compile(
    r",\s*(?:nay\s+)?(?:UBND|Ủy\s+ban|Uỷ\s+ban|HĐND|Hội\s+đồng|Chủ\s+tịch|Sở|Bộ|Ban|Tổ|Công\s+an|"
    r"Văn\s+phòng|Cục|Chi\s+cục|Bảo\s+hiểm|Tỉnh\s+ủy|Thủ\s+tướng|Chính\s+phủ)[^,.;]{0,60}$"
)
_AND = re.compile(r"\s*\)?\s*(?:,|và|đồng\s+thời|,\s+đồng\s+thời|,\s+và)\s*$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:^|\n)\s*(?:Điều\s+\d+|\d{1,2}|[a-zđ]\))[.):]?\s*$", re.IGNORECASE)
# "Quyết định số A … được thay thế bằng Kế hoạch này", "… hết hiệu lực kể từ ngày Quyết định này"
_AFTER = re.compile(
    r"[^.;]{0,220}?(?:(?:được|bị)\s+(?P<verb>thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|sửa\s+đổi|bổ\s+sung)\s+"
    r"(?:bởi|bằng|theo|tại)\s+[^.;]{0,40}?\bnày\b|(?P<over>hết\s+hiệu\s+lực)[^.;]{0,80})",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;]\s|\n\s*\n|\n\s*-\s")
_REACH = 320


def relations_in(
    flat: str, *, own_number: str = "", duties: Iterable[tuple[int, int]] = ()
) -> tuple[Relation, ...]:
    """What a text does to every document it cites; `duties` are the places of what it orders.

    >>> text = "Công văn này thay thế Công văn số 12/UBND-NC ngày 05/3/2025 của UBND tỉnh."
    >>> [(one.kind.value, one.citation.number, one.words) for one in relations_in(text)]
    [('replaces', '12/UBND-NC', 'thay thế Công văn số 12/UBND-NC ngày 05/3/2025 của UBND tỉnh')]
    >>> text = "Sở Tư pháp tham mưu sửa đổi, bổ sung Kế hoạch số 16/KH-UBND."
    >>> [(one.kind.value, one.asked) for one in relations_in(text)]
    [('amends', True)]
    >>> text = "theo Nghị định số 12/2025/NĐ-CP sửa đổi Nghị định số 10/2020/NĐ-CP."
    >>> [one.kind.value for one in relations_in(text)]
    ['rests_on', 'cites']
    """
    cited = cited_in(flat, own_number=own_number)
    ordered = sorted(duties)
    found: list[Relation] = []
    for place, one in enumerate(cited):
        before = cited[place - 1] if place else None
        if before and before.row == one.row and one.row and found:
            found.append(_as_before(flat, one.citation, found[-1]))
        else:
            found.append(_relation(flat, one.citation, found[-1] if found else None, ordered))
    return tuple(found)


def _as_before(flat: str, citation: Citation, last: Relation) -> Relation:
    """A further document of a row: the verb before the row is about it too."""
    words = " ".join(flat[citation.start : citation.end].split())
    return Relation(
        last.kind, citation, words, citation.start, citation.end, last.asked, last.partial
    )


def _relation(
    flat: str, citation: Citation, before: Relation | None, duties: Sequence[tuple[int, int]]
) -> Relation:
    begin = _sentence_start(flat, citation.start)
    other = before.citation if before and before.citation.end > begin else None
    words = flat[begin : citation.start]
    passive = _passive(flat, citation)
    if passive:
        return passive
    verb = _verb_about(words, other.end - begin if other else 0)
    if verb is None:
        return Relation(
            RelationKind.CITES, citation, _said(flat, citation.start, citation.end),
            citation.start, citation.end,
        )  # fmt: skip
    kind = RelationKind(verb.lastgroup or "cites")
    lead = words[: verb.start()]
    if other and kind not in (RelationKind.RESTS_ON, RelationKind.CONTINUES):
        since = lead[max(0, other.end - begin) :]
        ours = before is not None and before.kind in CHANGING and _AND.match(since)
        if not (ours or _SELF.search(since) or _ACTS.search(since)):
            kind = RelationKind.CITES
    start = begin + verb.start() if kind is not RelationKind.CITES else citation.start
    asked = kind in CHANGING and _asked(lead, start, duties)
    partial = bool(_PARTIAL.search(words[verb.end() :]))
    return Relation(
        kind, citation, _said(flat, start, citation.end), start, citation.end, asked, partial
    )


def _said(flat: str, start: int, end: int) -> str:
    return " ".join(flat[start:end].split())


def _sentence_start(flat: str, place: int) -> int:
    begin = max(0, place - _REACH)
    breaks = list(_BREAK.finditer(flat, begin, place))
    return breaks[-1].end() if breaks else begin


def _verb_about(words: str, after: int) -> re.Match[str] | None:
    """The last verb whose object is the document that follows the words."""
    weak: re.Match[str] | None = None
    for verb in reversed(list(_VERB.finditer(words, max(0, after)))):
        kind, gap = verb.lastgroup, words[verb.end() :]
        if kind in CHANGING:
            # "điều chỉnh theo Công văn số …" changes something else, by that document
            gap = _THEIRS.sub(" ", gap)
            if not _BY.search(gap) and _reaches(gap):
                return verb
        elif weak is None and _reaches(gap):
            weak = verb
    return weak


def _reaches(gap: str) -> bool:
    """Whether nothing but parts of a document, or its issuer, stands between verb and document."""
    if len(gap) > 160:
        return False
    plain = _OF.sub("", gap.replace(":", " ").rstrip()) if "của" in gap or "do" in gap else gap
    for word in re.findall(r"[^\W_]+", plain):
        if not (word.isdigit() or len(word) == 1 or fold(word) in _GAP):
            return False
    return True


def _asked(lead: str, start: int, duties: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody is told to do it: order words before it, or it is what a duty is about."""
    acting = _ACTS.search(lead)
    if _SELF.search(lead) or (acting and not _ASKS.search(acting[0])):
        return False
    if _ASKS.search(lead):
        return True
    within = any(first <= start < last for first, last in duties)
    return within and not _ARTICLE.search(lead) and bool(lead.strip())


def _passive(flat: str, citation: Citation) -> Relation | None:
    """ "Kế hoạch số 16/KH-UBND được thay thế bằng Kế hoạch này", "… hết hiệu lực …"."""
    found = _AFTER.match(flat, citation.end, min(len(flat), citation.end + 360))
    if found is None:
        return None
    kind = RelationKind.ANNULS
    if found["verb"]:
        verb = fold(found["verb"])
        kind = RelationKind.REPLACES if verb == "thay the" else RelationKind.AMENDS
        kind = RelationKind.ANNULS if verb.endswith("bo") else kind
    start, end = citation.start, found.end()
    return Relation(kind, citation, _said(flat, start, end), start, end)


def strongest(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """One relation for each document: of several the one that does most, in the order of the text.

    >>> text = "Căn cứ Kế hoạch số 16/KH-UBND. Nay bãi bỏ Kế hoạch số 16/KH-UBND."
    >>> [one.kind.value for one in strongest(relations_in(text))]
    ['annuls']
    """
    order = {kind: place for place, kind in enumerate(RelationKind)}
    kept: dict[tuple[str, date | None], Relation] = {}
    for one in relations:
        key = (one.citation.number, one.citation.date)
        held = kept.get(key)
        if held is None or (one.asked, order[one.kind]) < (held.asked, order[held.kind]):
            kept[key] = one
    return tuple(sorted(kept.values(), key=lambda one: one.start))

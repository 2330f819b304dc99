"""Whether two duties may be one: the same work in two places of a dispatch, or ordered again in a
later one.

Vietnamese says most things in two syllables, so that two telling syllables in a row are compared,
not single ones: "số hóa", "hộ tịch". Words that say how and not what, and names of bodies, make no
two duties alike. A person decides; every proposal says what it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from dondoc.core.errors import gettext_noop
from dondoc.core.names import fold

# Syllables that bind others and name nothing.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        fold(
            "và của các những được để theo tại trên trong cho với về từ đến ngày tháng năm tỉnh "
            "vào ra lại đưa này khi như mọi một phải cần việc đã bị do là có"
        ),
    )
)
# Phrases that stand in any duty, and what bodies are called.
_COMMON = re.compile(
    r"\b(?:co quan thuong truc|to cong tac|dia ban tinh|tren dia ban|quan ly nha nuoc|phuc vu|co "
    r"lien quan|lien quan|noi dung|don vi|dia phuong|co quan|cac so|ban nganh|so nganh|nganh|"
    r"chinh phu|uy ban nhan dan|ubnd|hdnd|de an|nang cao|tang cuong|to chuc|chi dao|hieu qua|huong "
    r"dan|theo quy dinh|co so du lieu|quoc gia|thoi gian|trong do|nghiem tuc|thuong xuyen|chi tieu|"
    r"duoc giao|quy dinh|giai phap|du lieu|nguoi dan|can bo|cong chuc|yeu cau|cong an|phat huy|"
    r"tiep tuc|khan truong|chu dong|phoi hop|day nhanh|tien do|hoan thanh|nhiem vu|bao cao|ket qua|"
    r"trien khai|thuc hien|cong tac|dam bao|bao dam|dong thoi|chu tri)"
    r"\b".replace(" ", r"\s+")
)
_WORD = re.compile(r"[^\W\d_]+|[.,;:()\[\]\n|]")


class Sort(StrEnum):
    """What kind of work a duty opens with; of two kinds are no two duties one."""

    WORK = "work"
    REPORT = "report"
    LESSON = "lesson"
    MONEY = "money"
    TRAINING = "training"
    TELLING = "telling"
    CHECK = "check"


_SORTS = (
    (Sort.LESSON, r"rut kinh nghiem|kiem diem|lam ro trach nhiem"),
    (Sort.REPORT, r"bao cao|tong hop,? bao cao|gui bao cao"),
    (Sort.MONEY, r"kinh phi|du toan"),
    (Sort.TRAINING, r"tap huan|boi duong|dao tao"),
    (Sort.TELLING, r"tuyen truyen|truyen thong|pho bien"),
    (Sort.CHECK, r"kiem tra|thanh tra|giam sat|hau kiem"),
)
_OPENS = [(sort, re.compile(rf"\b(?:{words})\b")) for sort, words in _SORTS]
_OPENING = 42

RULES = {
    "same_owner_and_work": gettext_noop("The same lead, and words of the same work."),
    "same_work": gettext_noop("Almost the same words under another lead."),
}
FEWEST = 3  # two telling phrases may meet by chance
SHARE_UNDER_ONE_LEAD = 0.2
TITLE_UNDER_ONE_LEAD = 0.5
SHARE = 0.6
TITLE = 0.5


@dataclass(frozen=True)
class Work:
    """A duty as it compares with another."""

    key: Hashable
    title: str
    text: str
    owners: frozenset[str] = frozenset()
    target: tuple[str, str] | None = None
    form: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Likeness:
    """Why two duties may be one."""

    rule: str
    shared: tuple[str, ...]  # runs of words that stand in both
    count: int
    of: int
    same_owner: bool
    same_target: bool
    same_form: bool
    score: float


@lru_cache(maxsize=4096)  # every title meets every other one
def sort_of(title: str) -> Sort:
    """What kind of work a title opens with.

    >>> sort_of("Rút kinh nghiệm việc không hoàn thành số hóa"), sort_of("Đẩy nhanh số hóa")
    (<Sort.LESSON: 'lesson'>, <Sort.WORK: 'work'>)
    """
    opening = fold(title)[:_OPENING]
    found = [(m.start(), sort) for sort, words in _OPENS if (m := words.search(opening))]
    return min(found)[1] if found else Sort.WORK


@lru_cache(maxsize=20_000)
def phrases(text: str) -> frozenset[tuple[str, str]]:
    """Every two telling syllables in a row, folded; stops and common phrases part them.

    >>> sorted(" ".join(two) for two in phrases("Đẩy nhanh tiến độ số hóa sổ hộ tịch"))
    ['ho tich', 'hoa so', 'so ho', 'so hoa']
    """
    return frozenset(_pairs(_COMMON.sub(" | ", fold(text))))


def _pairs(folded: str) -> Iterator[tuple[str, str]]:
    before = ""
    for word in _WORD.findall(folded):
        if word in EMPTY or not word.isalpha():
            before = ""
            continue
        if before:
            yield before, word
        before = word


def compare(one: Work, other: Work) -> Likeness | None:
    """Say why two duties may be one, or nothing where too little speaks for it.

    >>> first = Work(1, "Số hóa sổ hộ tịch", "Hoàn thành số hóa sổ hộ tịch", frozenset({"a"}))
    >>> second = Work(2, "Đẩy nhanh số hóa sổ hộ tịch", "Đẩy nhanh số hóa sổ hộ tịch",
    ...     frozenset({"a"}))
    >>> compare(first, second).shared
    ('số hóa sổ hộ tịch',)
    """
    if sort_of(one.title) is not sort_of(other.title):
        return None
    mine, theirs = phrases(one.text), phrases(other.text)
    shared = mine & theirs
    base = min(len(mine), len(theirs))
    titles = phrases(one.title) & phrases(other.title)
    title_base = min(len(phrases(one.title)), len(phrases(other.title)))
    if len(shared) < FEWEST or not titles:
        return None
    share = len(shared) / base
    title_share = len(titles) / title_base
    owner = bool(one.owners & other.owners)
    if owner:
        alike = title_share >= TITLE_UNDER_ONE_LEAD or (
            share >= SHARE_UNDER_ONE_LEAD and len(shared) > FEWEST
        )
    else:
        alike = share >= SHARE and title_share >= TITLE
    if not alike:
        return None
    return Likeness(
        "same_owner_and_work" if owner else "same_work",
        tuple(runs(_longer(one, other), shared)),
        len(shared),
        base,
        owner,
        one.target is not None and one.target == other.target,
        bool(one.form) and one.form == other.form,
        max(share, title_share),
    )


def _longer(one: Work, other: Work) -> str:
    """The text whose words are quoted: always the same of two, whichever comes first."""
    return min((one.text, other.text), key=lambda text: (len(text), text))


def runs(text: str, shared: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The shared phrases as they stand in a text, longest runs of them joined.

    >>> list(runs("Đẩy nhanh số hóa sổ hộ tịch, kết nối", {("so", "hoa"), ("hoa", "so")}))
    ['số hóa sổ']
    """
    wanted = set(shared)
    words = [(m[0], fold(m[0])) for m in _WORD.finditer(text)]
    run: list[str] = []
    said: set[str] = set()
    for (word, key), (following, next_key) in pairwise(words):
        if (key, next_key) in wanted:
            run = [*run, following] if run else [word, following]
            continue
        yield from _told(run, said)
        run = []
    yield from _told(run, said)


def _told(run: Sequence[str], said: set[str]) -> Iterator[str]:
    words = " ".join(run)
    if run and fold(words) not in said:
        said.add(fold(words))
        yield words


def pairs_within(works: Sequence[Work]) -> list[tuple[Work, Work, Likeness]]:
    """Duties of one dispatch that may be one; parts of one clause are parts on purpose."""
    found = []
    for place, one in enumerate(works):
        for other in works[place + 1 :]:
            if one.clause == other.clause and one.owners == other.owners:
                continue
            like = compare(one, other)
            if like:
                found.append((one, other, like))
    return found

"""Words that a scanner is known to misread, with what they probably were: kept as read, never
replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# As a scanner gives it -> as it was most likely printed. The whole phrase must match, so that the
# sound
# word ("số hóa", "số lượng") is left alone.
_KNOWN = {
    r"kế nối": "kết nối",
    r"phân đấu": "phấn đấu",
    r"(?P<keep>[Cc])ông TTĐT": "Cổng TTĐT",
    r"số hộ tịch": "sổ hộ tịch",
    r"số sức khỏe điện tử": "sổ sức khỏe điện tử",
    r"số đăng ký(?= (?:khai|kết hôn|nhận|giám hộ|hộ tịch))": "sổ đăng ký",
    r"số xác nhận tình trạng": "sổ xác nhận tình trạng",
    r"số khám bệnh": "sổ khám bệnh",
    r"dư liệu": "dữ liệu",
    r"dử liệu": "dữ liệu",
    r"thông kê": "thống kê",
    r"trang khai kê thống kê": "trạng thái thống kê",
    r"trang khai kê thông kê": "trạng thái thống kê",
    r"lưu nhập": "lưu nháp",
    r"thủ tực": "thủ tục",
    r"cơ sờ": "cơ sở",
    r"sổ hóa": "số hóa",
    r"năm, nhận thức": "nắm, nhận thức",
    r"chi đạo": "chỉ đạo",
    r"tô công tác": "tổ công tác",
    r"hổ sơ": "hồ sơ",
    r"ủy ban nhân dần": "ủy ban nhân dân",
}
_PATTERNS = sorted(_KNOWN, key=len, reverse=True)
_ANY = re.compile(
    r"(?<!\w)(?:"
    + "|".join(rf"(?P<s{i}>{p.replace('(?P<keep>[Cc])', '[Cc]')})" for i, p in enumerate(_PATTERNS))
    + r")(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Suspect:
    """A place that looks misread and the words it probably held."""

    start: int
    end: int
    as_read: str
    suggested: str


def find_suspects(flat: str) -> Iterator[Suspect]:
    """Every stretch of the text that a scanner probably misread.

    >>> [(s.as_read, s.suggested) for s in find_suspects("để kế nối dữ liệu")]
    [('kế nối', 'kết nối')]
    """
    for found in _ANY.finditer(flat):
        place = int((found.lastgroup or "s0")[1:])
        suggested = _KNOWN[_PATTERNS[place]].rstrip()
        read = found[0].rstrip()
        if read[0].isupper():
            suggested = suggested[0].upper() + suggested[1:]
        if read != suggested:
            yield Suspect(found.start(), found.start() + len(read), read, suggested)


def suggestion_for(label: str) -> str | None:
    """A whole label with every doubtful stretch replaced, or None when nothing is doubtful.

    >>> suggestion_for("Số đăng ký khai sinh"), suggestion_for("Từ chối")
    ('Sổ đăng ký khai sinh', None)
    """
    better = label
    for suspect in sorted(find_suspects(label), key=lambda s: s.start, reverse=True):
        better = better[: suspect.start] + suspect.suggested + better[suspect.end :]
    return better if better != label else None

"""Words that a scanner is known to misread, with what they probably were: kept as read, never
replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.core.phrases import later

# As a scanner gives it -> as it was most likely printed. The whole phrase must match, so that the
# sound word ("số hóa", "số lượng") is left alone.
_KNOWN = {
    r"kế nối": "kết nối",
    r"phân đấu": "phấn đấu",
    r"công TTĐT": "Cổng TTĐT",
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
    r"số hộ khẩu": "sổ hộ khẩu",
    r"số mục kê": "sổ mục kê",
    r"sổ liệu": "số liệu",
    r"sổ lượng": "số lượng",
    r"sổ định danh": "số định danh",
    r"chuyển đổi sổ": "chuyển đổi số",
    r"kỹ năng sổ": "kỹ năng số",
    r"chữ ký sổ": "chữ ký số",
    r"hồ sờ": "hồ sơ",
    r"hô sơ": "hồ sơ",
    r"dữ liêu": "dữ liệu",
    r"dữ liệụ": "dữ liệu",
    r"kê hoạch": "kế hoạch",
    r"kế hoach": "kế hoạch",
    r"thực hiên": "thực hiện",
    r"nhiệm vu": "nhiệm vụ",
    r"trách nhiêm": "trách nhiệm",
    r"phối hơp": "phối hợp",
    r"phôi hợp": "phối hợp",
    r"báo cảo": "báo cáo",
    r"bảo cáo": "báo cáo",
    r"tổng hơp": "tổng hợp",
    r"tông hợp": "tổng hợp",
    r"triên khai": "triển khai",
    r"triển khaỉ": "triển khai",
    r"hoàn thanh": "hoàn thành",
    r"quyêt định": "quyết định",
    r"đôn đôc": "đôn đốc",
    r"xây dưng": "xây dựng",
    r"hành chinh": "hành chính",
    r"trực tuyên": "trực tuyến",
    r"công dich vụ": "cổng dịch vụ",
    r"dich vụ công": "dịch vụ công",
    r"dịch vu công": "dịch vụ công",
    r"công dịch vụ công": "cổng dịch vụ công",
    r"sô hóa": "số hóa",
    r"trươc ngày": "trước ngày",
    r"trước ngay(?= \d)": "trước ngày",
    r"chậm nhât": "chậm nhất",
    r"căn cươc": "căn cước",
    r"định danh điên tử": "định danh điện tử",
}
# A one among letters, an l or O among digits: "Quý ll/2026", "l5/3/2025", "2O25".
_SIGNS = later(
    r"(?<!\w)(?:(?P<quarter>[Qq]uý\s+)(?P<roman>[l1I]{1,3}[vV]?|[lI]V)(?=\s*/\s*\d{4}|\s+năm)|"
    r"(?P<day>[lI]\d|\dl|[O]\d|\dO)(?=[/.-]\d{1,2}[/.-]\d{4}(?!\d))|"
    r"(?P<year>(?<=[/.-])(?:2O\d\d|20O\d|2O[lI]\d|20[lI]\d|20\dO|20\d[lI])|(?<=năm )(?:2O\d\d|"
    r"20[lIO]\d|"
    r"20\d[lIO]))(?!\w))"
)
_PATTERNS = sorted(_KNOWN, key=len, reverse=True)
_FIRST = sorted({pattern[0] for pattern in _PATTERNS})
_ANY = later(
    rf"(?<!\w)(?=[{''.join(_FIRST)}])(?:"
    + "|".join(f"(?P<s{i}>{p})" for i, p in enumerate(_PATTERNS))
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
    yield from sorted([*_words(flat), *_signs(flat)], key=lambda one: one.start)


def _signs(flat: str) -> Iterator[Suspect]:
    """Letters among digits and digits among letters, where only a day or a quarter can stand."""
    for found in _SIGNS.finditer(flat):
        read = found[0]
        if found["roman"]:
            if not re.search(r"[l1]", found["roman"]) or found["roman"] == "1":
                continue
            fixed = found["quarter"] + re.sub(r"[l1]", "I", found["roman"]).upper()
        else:
            fixed = re.sub(r"[lI]", "1", read).replace("O", "0")
        yield Suspect(found.start(), found.end(), read, fixed)


def _words(flat: str) -> Iterator[Suspect]:
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
    for suspect in reversed(list(find_suspects(label))):
        better = better[: suspect.start] + suspect.suggested + better[suspect.end :]
    return better if better != label else None

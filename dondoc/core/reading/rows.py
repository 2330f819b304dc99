"""Rows of names: "Sở Y tế, Sở Văn hóa, Thể thao và Du lịch và UBND các xã" is three bodies."""

from __future__ import annotations

import re

from dondoc.core.names import UPPER, bare
from dondoc.core.phrases import later
from dondoc.core.reading.bodies import FIELD, PERSON_OF, starts_agency

_TAILS = (
    "Môi trường|Truyền thông|Công nghệ|Đào tạo|Đầu tư|Xã hội|Phát triển|Du lịch|Thể thao|Tôn giáo|"
    "Kiến trúc|PTNT"
)
_LISTED = later(
    r"(?:các |lãnh đạo |giám đốc |thủ trưởng |bộ trưởng )*"
    r"(sở|bộ|ngân hàng|xã|phường|huyện|công ty|trường|ban|hội|cục|chi cục)"
    r"(?:(?:, (?:ban, )?ngành|, phường, đặc khu|, phường|, thị xã, thành phố))?\s?:\s+(.+)$",
    re.IGNORECASE,
)
_ELIDED = later(rf"(?:các )(sở|bộ) (?={FIELD.replace(' ', chr(92) + 's+')})", re.IGNORECASE)


def split_names(text: str) -> tuple[str, ...]:
    """Separate agencies written in one row, leaving the commas and "và" inside names alone.

    >>> split_names("Bộ Nông nghiệp và Môi trường, Bộ Công an và các bộ, ngành")
    ('Bộ Nông nghiệp và Môi trường', 'Bộ Công an', 'Các bộ, ngành')
    >>> split_names("Các Sở: Nội vụ, Tài chính, Tài nguyên và Môi trường")
    ('Sở Nội vụ', 'Sở Tài chính', 'Sở Tài nguyên và Môi trường')
    """
    text = re.sub(r"\s*\([^()]*\)", "", " ".join(text.split())).strip(" ,;:.-")
    return tuple(dict.fromkeys(own_name(name) for name in _rows(text) if name.strip(" ,;:.-")))


def _rows(text: str) -> list[str]:
    listed = _LISTED.match(text)
    if listed:
        return _of_one_head(listed[1], listed[2])
    elided = _ELIDED.match(text)
    if elided:
        return _of_one_head(elided[1], text[elided.end() :])
    names, current = [], ""
    text = re.sub(r"\s*/\s*(?=(?:Ủy ban|UBND|Sở|Công an|Phòng|Ban)\s)", ", ", text)
    for token in re.split(r"(\s*[,;]\s*|\s+(?:và|cùng|cùng với)\s+(?=\S))", text):
        if current and re.fullmatch(r"\s*[,;]\s*|\s+(?:và|cùng|cùng với)\s+", token):
            current += token
        elif (
            current
            and current.rstrip().endswith((",", ";", "và", "cùng", "với"))
            and _new_name(current, token)
        ):
            names.append(re.sub(r"(?:\s*[,;]|\s+(?:và|cùng|với))+\s*$", "", current))
            current = token
        else:
            current += token
    place = next((i for i, name in enumerate(names) if i and _LISTED.match(name)), None)
    names.append(current)
    if place is not None or (len(names) > 1 and _LISTED.match(names[-1])):
        place = place if place is not None else len(names) - 1
        return [*names[:place], *_rows(", ".join(names[place:]))]
    return names


def _of_one_head(head: str, row: str) -> list[str]:
    """Names that share one head: "Sở: Nội vụ, Tài chính"; one with a head of its own ends that."""
    head = {"huyện": "UBND huyện", "xã": "UBND xã", "phường": "UBND phường"}.get(
        head.lower(), head.capitalize()
    )
    parts = _rejoined(re.split(rf"\s*[,;]\s*| và (?!{_TAILS})(?=[{UPPER}c][^,]*$)", row))
    for place, part in enumerate(parts):
        if starts_agency(part, any_case=True) and not re.match(r"Thanh tra\b|Công an\b", part):
            own = row[row.index(part) :]
            return [*(f"{head} {one}" for one in parts[:place]), *_rows(own)]
    return [f"{head} {part}" for part in parts]


def _rejoined(parts: list[str]) -> list[str]:
    """A short list of departments: "Văn hóa, Thể thao và Du lịch" is one name."""
    result: list[str] = []
    for part in parts:
        if result and bare(result[-1]) == "van hoa" and bare(part).startswith("the thao"):
            result[-1] += f", {part}"
        elif part.strip():
            result.append(part.strip())
    return result


_UNIT = later(rf"(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|quận)\s+[{UPPER}]")


# "Báo và Đài Phát thanh, Truyền hình", "Văn phòng Đoàn đại biểu Quốc hội và HĐND": one body.
_HALF = later(
    r"(?:Báo|HĐND|Hội đồng nhân dân|Đoàn ĐBQH|Quốc hội|Tuyên giáo|Phát thanh) (?:và|,) ?$"
)


def _new_name(current: str, token: str) -> bool:
    """Whether a token after a comma or "và" is another name, and not more of the one before."""
    if _UNIT.match(token):
        return True
    if _HALF.search(current):
        return False
    if re.match(r"(?:Tổ|Ban|Cơ quan|Cổng|Hội|Đoàn|Địa phương|Đơn vị|Ngành|Đoàn thể)$", token):
        return False
    if re.match(r"(?:Tổ|Ban|Hội|Đoàn)\s+[a-zđ]+$", token) and current.startswith("Các"):
        return False
    return bool(starts_agency(token))


# "Sở Kế hoạch và Đầu tư - cơ quan thường trực Ban Vì sự tiến bộ phụ nữ tỉnh"
_STANDING_BODY = later(
    r"\s*[-–,]\s+(?:là\s+)?(?:[Cc]ơ quan|[Đđ]ơn vị)\s+(?:thường trực|đầu mối|giúp việc|"
    r"chủ trì)\b.*$"
)


def own_name(name: str) -> str:
    """An agency's name without the person who heads it, first letter large."""
    name = name.strip(" ,;:.-–")
    name = re.sub(
        r"^(?:riêng|đối với|đề nghị|yêu cầu|giao|với|của|và|do) ", "", name, flags=re.IGNORECASE
    )
    name = _STANDING_BODY.sub("", name)
    bared = PERSON_OF.match(name)
    if bared and starts_agency(name[bared.end() :], any_case=True):
        name = name[bared.end() :]
    return name[:1].upper() + name[1:]

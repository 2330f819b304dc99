"""Classes that a dispatch speaks to ("các sở, ban, ngành", "UBND cấp xã"), as conditions on
agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from dondoc.agencies.models import AgencyKind
from dondoc.core.names import bare

DEPARTMENT, DISTRICT, COMMUNE = AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE

_OF_PROVINCE = (
    r"( (thuoc|cua|tren|trong|cap|truc thuoc|dong tren) .*| tinh| lien quan| co lien quan)?"
)
_MORE = r"( dia phuong| don vi| to chuc| doan the| hoi| mat tran)*"
# Who belongs depends on the day of the document: from 1/7/2025 there are no districts (Law
# 72/2025/QH15).
CLASSES: tuple[tuple[str, Q], ...] = (
    (
        r"^(cac )?co quan( to chuc)?( don vi)?( va)? dia phuong" + _OF_PROVINCE + "$",
        Q(kind__in=[DEPARTMENT, DISTRICT]),
    ),
    (r"^(cac )?so( ban)?( nganh)?" + _MORE + _OF_PROVINCE + "$", Q(kind=DEPARTMENT)),
    (r"^(cac )?(so )?ban nganh" + _MORE + _OF_PROVINCE + "$", Q(kind=DEPARTMENT)),
    (r"^(cac )?co quan chuyen mon( thuoc ubnd tinh)$", Q(kind=DEPARTMENT)),
    (
        r"^ubnd cap huyen cap xa|^ubnd cac cap( huyen xa)?$|^(chinh quyen )?dia phuong cac cap$",
        Q(kind__in=[DISTRICT, COMMUNE]),
    ),
    (
        r"^(ubnd )?(cac )?((quan|huyen|thi xa|thanh pho) ?){2,4}( (thuoc|tren|truc thuoc) .*)?$",
        Q(kind=DISTRICT),
    ),
    (r"^ubnd (cac|cap) (quan|huyen)\b", Q(kind=DISTRICT)),
    (r"^(cac )?huyen$", Q(kind=DISTRICT)),
    (r"^to cong tac de an 06 cap huyen", Q(kind=DISTRICT)),
    (
        r"^(ubnd )?(cac )?((xa|phuong|thi tran|dac khu) ?){2,4}( (thuoc|tren|truc thuoc) .*)?$",
        Q(kind=COMMUNE),
    ),
    (
        r"^ubnd (cac|cap) xa\b|^to cong tac de an 06 cap xa|^(cac )?xa$|^chinh quyen cap xa$",
        Q(kind=COMMUNE),
    ),
)
_EXCEPT = re.compile(
    r"\s*[,(]?\s*(?:ngoại trừ|trừ|không bao gồm|không kể)\s+(?P<out>[^()]{2,200})\)?\s*$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^(?:thủ trưởng|giám đốc|chủ tịch|lãnh đạo|người đứng đầu)\s+(?=các|UBND|cơ)", re.IGNORECASE
)
_REST = re.compile(r"\s+còn lại\b", re.IGNORECASE)
_EACH = re.compile(r"\s*,\s*|\s+và\s+|\s*;\s*")


@dataclass(frozen=True)
class Named:
    """A name as a dispatch gives it: the class or body, whom it leaves out, and whether it means
    "the others", which only the words before can tell."""

    name: str
    without: tuple[str, ...] = ()
    the_rest: bool = False


def taken_apart(name: str) -> Named:
    """Separate whom a name leaves out.

    >>> taken_apart("UBND các huyện còn lại, trừ Lý Sơn và Trà Bồng")
    Named(name='UBND các huyện', without=('Lý Sơn', 'Trà Bồng'), the_rest=True)
    """
    found = _EXCEPT.search(name)
    kept = name[: found.start()] if found else name
    without = tuple(part for part in _EACH.split(found["out"].strip()) if part) if found else ()
    return Named(_REST.sub("", kept).strip(), without, bool(_REST.search(kept)))


def class_of(name: str) -> Q | None:
    """Who belongs to the class of that name, whatever the day; None when it names no class.

    >>> class_of("UBND cấp xã") is None, class_of("Sở Tư pháp") is None
    (False, True)
    """
    wanted = bare(_HEADED.sub("", name.strip()))
    if wanted in {"so", "ban", "nganh", "huyen", "xa", ""}:
        return None
    for pattern, members in CLASSES:
        if re.search(pattern, wanted):
            return members
    return None

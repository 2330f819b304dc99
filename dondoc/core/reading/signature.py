"""Who signed: the last line that is a person's name, and the post in capitals above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.core.names import LOWER, UPPER
from dondoc.core.phrases import later
from dondoc.core.reading.agencies import starts_agency
from dondoc.core.reading.letterhead import cased

_RANKS = later(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)[,.]?\s*|"
    r"(?:GS|PGS|TS|ThS|Ths|BS|BSCK\s?I{1,2}|CK\s?I{1,2}|KS|CN|LS|NGƯT|NGND|TTƯT|Tiến sĩ|Thạc sĩ|"
    r"Bác sĩ|"
    r"Kỹ sư)\b[.,]?\s*)+",
    re.IGNORECASE,
)
_NAME = later(rf"^(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]+$")
_CAPITAL_NAME = later(rf"^(?:[{UPPER}]+ ){{2,4}}[{UPPER}]+$")
_NOT_NAME = later(r"Nơi Nhận|Như Trên|Lưu|Đã Ký|Phụ Lục|Kế Hoạch", re.IGNORECASE)
_POST = later(rf"^(?:TM|KT|TL|TUQ|T/M|K/T|Q)\.?\s|^[{UPPER} ,.\-]{{4,}}$")
_FOR = later(r"^(?:TM|KT|TL|TUQ|T/M|K/T|Q)\.?\s*")
_POST_WORDS = later(
    r"CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BỘ|THỦ TƯỚNG|CHỦ NHIỆM|BÍ THƯ|CỤC|VIỆN|ỦY|PHÓ|TỔNG|CHỈ HUY|"
    r"CHÍNH|HIỆU|BAN|UBND|HĐND|SỞ"
)


def signer_of(lines: Sequence[str]) -> tuple[str, str]:
    """The name and the post of who signed, from the lines of the foot.

    >>> signer_of(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TS. Lê Thị Mẫu"])
    ('Lê Thị Mẫu', 'Phó Chủ tịch')
    """
    said = [" ".join(line.split()).strip(" *_|") for line in lines]
    said = [line for line in said if line and not _opens_list(line)]
    name, place = "", len(said)
    for i, line in enumerate(said):
        bare = _RANKS.sub("", line)
        if _NAME.match(bare) and not _NOT_NAME.search(bare) and not starts_agency(bare):
            name, place = bare, i
    if not name:
        for i, line in enumerate(said):
            if i and _CAPITAL_NAME.match(line) and not _POST_WORDS.search(line):
                name, place = " ".join(word.capitalize() for word in line.split()), i
    posts = [line for line in said[:place] if _POST.match(line) and len(line) < 80]
    posts = [post for post in posts if _POST_WORDS.search(post)] or posts
    own = [post for post in posts if not re.match(r"(?:TM|KT|TL|TUQ|T/M|K/T)\b", post)] or posts
    return name, cased(_FOR.sub("", own[-1])) if own and name else ""


def _opens_list(words: str) -> bool:
    return words.startswith(("-", "Nơi nhận", "Lưu", "•"))

"""The first lines of a dispatch: who writes, number, place and day, line by line.

Two columns of a letterhead come out of a scanner side by side or shuffled; the motto, the number
and the day are recognised wherever they stand, and what is left names the issuer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dondoc.core.names import UPPER, fold, sentence_case
from dondoc.core.phrases import later, real_day
from dondoc.core.reading.zones import DATED, MOTTO, NUMBER, SUBJECT, type_named
from dondoc.core.references import normalise

_SHORT_DATE = later(r",\s*ngày\s{0,3}(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})\s*$")
_PLACE = later(
    rf"(?P<place>[{UPPER}][^\n,;:/()\d\t]{{1,40}}?),?\s*(?:hồi\s[^,\n]{{3,20}}?)?\s*,?\s*$"
)
_BLANK_NUMBER = later(
    rf"(?<!\w)[Ss][ốổóôồ]\s?:\s*[.…_]*\s*(?P<symbol>/\s?[{UPPER}][\w.&]*(?:\s?[-–]\s?[{UPPER}][\w.&()]*)*)"
)
NEW_BODY = later(
    r"(?:ỦY BAN|UBND|SỞ|BỘ|CÔNG AN|TỔ CÔNG TÁC|BAN |CỤC|CHI CỤC|VĂN PHÒNG|TỈNH ỦY|HUYỆN ỦY|THÀNH "
    r"ỦY|ĐẢNG ỦY|HỘI|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|VIỆN |ĐÀI |TỔ |"
    r"THANH TRA|BẢO HIỂM|KHO BẠC|PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG|TỔNG CỤC|HĐND|BCH|BCĐ|THUẾ|VIỆN|LIÊN|"
    r"NGÂN HÀNG|TÒA ÁN|CÔNG TY|TẬP ĐOÀN|TỈNH ĐOÀN|ĐOÀN )"
)
# These say of which body they are an organ only together with the line above.
_ORGAN = later(r"^(?:VĂN PHÒNG|THƯỜNG TRỰC|BAN THƯỜNG VỤ)$")
_URGENT = later(r"^(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN|HỎA TỐC HẸN GIỜ|MẬT|DỰ THẢO|BẢN SAO)\b")


@dataclass
class Letterhead:
    """What the first lines say, and the lines that are left when it is taken out."""

    number: str = ""
    symbol: str = ""
    place: str = ""
    date: dt.date | None = None
    bodies: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """The body that writes; an office is named with the body whose office it is."""
        if not self.bodies:
            return ""
        last = self.bodies[-1]
        if _ORGAN.match(last) and len(self.bodies) > 1:
            last = f"{last} {self.bodies[-2]}"
        return cased(last, self.place)


def letterhead_of(lines: Sequence[str]) -> Letterhead:
    """Read the lines above the text; the cells of a table line stand as lines of their own."""
    found = Letterhead()
    open_subject, titled = False, False
    for line in (cell for row in _rejoined(lines) for cell in row.split("\t")):
        rest = _without_facts(" ".join(line.split()), found)
        rest = MOTTO.sub(" ", rest).strip(" -–_|*~")
        titled = titled or bool(type_named(rest)[0])
        subject = SUBJECT.match(rest) or re.search(r"\bV/v:? (?P<subject>.+)$", rest)
        if subject:
            found.subject.append(subject["subject"].strip())
            open_subject, rest = True, rest[: subject.start()].strip()
        elif open_subject and line.strip() and rest and not _ends_subject(rest):
            found.subject.append(rest)
            continue
        elif not line.strip() or (rest and open_subject):
            open_subject = False
        if rest.isupper() and not titled and not _URGENT.match(rest):
            _add_body(found.bodies, rest)
    found.bodies = [body for body in found.bodies if NEW_BODY.match(body)]
    return found


_DAY_LINE = later(r"\s*ngày\s+\d{1,2}\s+tháng\s")
_BROKEN_OFF = later(
    r"(?:,\s*ngày(?:\s+\d{1,2})?(?:\s+tháng)?(?:\s+\d{1,2})?(?:\s+năm)?|\bSố\s?:)\s*$"
)


# What a narrow column breaks in two: "ỦY BAN NHÂN | DÂN", "CỘNG HÒA XÃ | HỘI CHỦ NGHĨA …".
_SET_WORDS = (
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "thu tuong chinh phu",
    "van phong chinh phu",
)


def _broken(above: str, below: str) -> bool:
    """Whether two lines are one set of words that a narrow column broke."""
    first, both = fold(above.strip()), fold(f"{above.strip()} {below.strip()}")
    return bool(first) and any(
        len(first) < len(words) and words.startswith(f"{first} ") and both.startswith(words)
        for words in _SET_WORDS
    )


def _rejoined(lines: Sequence[str]) -> list[str]:
    """Lines of which one breaks off inside the day, before the number or inside words that always
    stand together, put together."""
    whole: list[str] = []
    for line in lines:
        going = whole and line.strip()
        if going and (
            _BROKEN_OFF.search(whole[-1])
            or _broken(whole[-1], line)
            or (whole[-1].rstrip().endswith(",") and _DAY_LINE.match(line))
        ):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return whole


def _add_body(bodies: list[str], words: str) -> None:
    words = re.sub(r"\s*SỐ\s?:.*$", "", words)
    if not words:
        return
    if NEW_BODY.match(words) or not bodies:
        bodies.append(words)
    else:
        bodies[-1] += f" {words}"


def _ends_subject(rest: str) -> bool:
    return bool(
        rest.isupper()
        or re.match(r"Kính gửi|Căn cứ|Thực hiện |Nơi nhận|-\s", rest)
        or rest.endswith((":", ";"))
    )


def _without_facts(line: str, found: Letterhead) -> str:
    """Take number, place and day out of a line."""
    number = NUMBER.search(line)
    if number and not found.number and number.start() < 60:
        found.number = normalise(number["ref"])
        line = f"{line[: number.start()]}\t{line[number.end() :]}"
    blank = None if found.number else _BLANK_NUMBER.search(line)
    if blank:
        found.symbol = normalise(blank["symbol"])
        line = f"{line[: blank.start()]}\t{line[blank.end() :]}"
    written = DATED.search(line) or _SHORT_DATE.search(line)
    if written and found.date is None and not found.place and _is_dateline(line, written):
        if written["d"] and written["m"]:
            found.date = real_day(int(written["y"]), int(written["m"]), int(written["d"]))
        place = _PLACE.search(line[: written.start()].rstrip(", ") + ",")
        found.place = " ".join(place["place"].split()) if place else ""
        before = line[: place.start()] if place else line[: written.start()]
        line = f"{before} {line[written.end() :]}"
    return " ".join(line.split()).strip(" ,")


def _is_dateline(line: str, written: re.Match[str]) -> bool:
    """Whether a line says where and when the dispatch was written, not when a law was passed."""
    before = line[: written.start()]
    return len(before) < 90 and not re.search(r"Căn cứ|\bLuật\b|\bcủa\b|\bsố \d|theo ", before)


def cased(name: str, place: str = "") -> str:
    """A name printed in capitals as in running text: places and abbreviations keep theirs.

    >>> cased("PHÒNG CẢNH SÁT QLHC VỀ TTXH"), cased("SỞ NỘI VỤ AN THỊNH", "An Thịnh")
    ('Phòng Cảnh sát QLHC về TTXH', 'Sở Nội vụ An Thịnh')
    """
    said = sentence_case(name)
    short = {word for word in re.findall(r"\w+", name) if _abbreviates(word)}
    for word in short:
        said = re.sub(rf"\b{word}\b", word, said, flags=re.IGNORECASE)
    said = re.sub(r"\b(Phòng|Chi cục|Trung tâm) (\w)", lambda m: f"{m[1]} {m[2].upper()}", said)
    said = re.sub(r"\bchính phủ\b", "Chính phủ", said)
    at = fold(said).rfind(fold(place)) if place else -1
    if at >= 0 and fold(said)[at:] == fold(place):
        said = said[:at] + place
    return said


def _abbreviates(word: str) -> bool:
    """A word without a vowel is no syllable of Vietnamese."""
    return len(word) > 1 and word.isupper() and not re.search(r"[aeiouy]", fold(word))

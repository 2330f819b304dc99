"""Head and foot of a dispatch by Decree 30/2020: issuer, number, place and date, subject,
addressees, signer.

A scan may lose the letterhead; then the annex ("Ban hành kèm theo Công văn … của …"), the sentence
that orders, or the signer's post says who wrote, and the place completes "tỉnh".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dondoc.core.names import LOWER, UPPER, fold, nfc, sentence_case
from dondoc.core.phrases import last_period, real_day, rx
from dondoc.core.reading.agencies import split_names, starts_agency
from dondoc.core.reading.blocks import Block
from dondoc.core.reading.model import Head
from dondoc.core.references import REFERENCE, normalise

_NUMBER = re.compile(rf"Số\s?:\s*(?P<ref>{REFERENCE})")
_ABOUT_DATE = re.compile(
    r"(?P<place>[A-ZĐ][^\n,;:/()\d]{2,40}?), *ngày +(?P<d>\d{1,2}) +tháng +(?P<m>\d{1,2}) +năm "
    r"+(?P<y>\d{4})"
)
_SUBJECT = rx(r"^(?:V/v|Về việc)\b:? (?P<subject>.+)$")
_TYPES = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "báo cáo": "BC",
    "tờ trình": "TTr",
    "công điện": "CĐ",
    "kết luận": "KL",
    "giấy mời": "GM",
}
_MOTTO = rx(r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s?-\s?tự do\s?-\s?hạnh phúc")
_NEW_BODY = re.compile(
    r"(?:ỦY BAN|UBND|SỞ|BỘ|CÔNG AN|TỔ CÔNG TÁC|BAN |CỤC|CHI CỤC|VĂN PHÒNG|TỈNH ỦY|HUYỆN ỦY|THÀNH "
    r"ỦY|ĐẢNG ỦY|HỘI|TRUNG TÂM|"
    r"THANH TRA|BẢO HIỂM|KHO BẠC|PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG|TỔNG CỤC|HĐND|BCH)"
)
_ANNEX = rx(
    r"^\(?(?:ban hành |gửi |đính )?kèm theo|^phụ lục(?: \w+)?$|^phụ lục \w+\b|^(?:mẫu|biểu)(?: "
    r"mẫu)?(?: số)?\s*\d*\s*$"
)
_ANNEX_OF = rx(
    rf"kèm theo [^()]{{0,40}}?(?:số )?(?:{REFERENCE})?[^()]{{0,40}}? của (?P<issuer>[^()]+?)\)?\s*$"
)
_ORDERS = rx(
    r"(?:tổ trưởng|chủ tịch|trưởng ban|giám đốc)?\s*(?P<issuer>(?:tổ công tác|ban chỉ đạo|UBND|ủy "
    r"ban nhân dân|sở) [^,.;:]{2,60}?)"
    r" (?:yêu cầu|đề nghị|giao|chỉ đạo)[^:]{0,80}:\s*$"
)
_NEEDS_PLACE = rx(r"\b(?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)$")
_POST = re.compile(rf"^(?:TM|KT|TL|TUQ|Q)\.?\s|^[{UPPER} ,.\-]{{4,}}$")


@dataclass(frozen=True)
class Zones:
    """Where the parts of a dispatch begin, as places among its blocks."""

    body: int
    foot: int
    annex: int


@dataclass(frozen=True)
class HeadFound:
    """What head and foot say, and whether the issuer stood at its place in the letterhead."""

    head: Head
    letterhead: bool


def zones_of(blocks: list[Block], flat: str) -> Zones:
    """Find where the head ends, the foot begins and the annexes begin."""
    foot = next(
        (i for i, b in enumerate(blocks) if re.search(r"(?:^|\s)Nơi nhận\s?:", _words(b, flat))),
        None,
    )
    ended = next(
        (i for i, b in enumerate(blocks) if re.search(r"\./\.?\s*$", _words(b, flat))), None
    )
    if foot is None or (ended is not None and ended < foot):
        foot = ended + 1 if ended is not None else foot
    start = foot if foot is not None else 0
    annex = next(
        (i for i in range(start, len(blocks)) if _ANNEX.match(_words(blocks[i], flat))), None
    )
    if annex is None and foot is not None:
        annex = next((i for i in range(foot, len(blocks)) if _opens_form(blocks[i], flat)), None)
    annex = len(blocks) if annex is None else annex
    return Zones(_body_start(blocks, flat), annex if foot is None else foot, annex)


def _words(block: Block, flat: str) -> str:
    return flat[block.start : block.end].strip()


def _opens_form(block: Block, flat: str) -> bool:
    return block.kind == "table" and bool(re.match(r"(?:TT|STT|Số TT)\b", _words(block, flat)))


def _body_start(blocks: list[Block], flat: str) -> int:
    place = next(
        (i for i, b in enumerate(blocks) if re.search(r"Kính gửi\s?:", _words(b, flat))), None
    )
    if place is not None:
        place += 1
        while place < len(blocks) and blocks[place].kind in ("bullet", "table"):
            place += 1
        return place
    after = 0
    for i, block in enumerate(blocks[:25]):
        words = _words(block, flat)
        if block.kind in ("roman", "arabic", "article", "letter"):
            break
        if (
            _NUMBER.search(words)
            or _ABOUT_DATE.search(words)
            or _MOTTO.search(words)
            or _SUBJECT.match(words)
            or words.isupper()
            or fold(words) in {fold(name) for name in _TYPES}
        ):
            after = i + 1
    return after + (after > 0 and _titled(blocks, flat, after))


def _titled(blocks: list[Block], flat: str, place: int) -> bool:
    """After a title in capitals the next short line without a full stop is what it is about."""
    if place >= len(blocks):
        return False
    words = _words(blocks[place], flat)
    above = fold(_words(blocks[place - 1], flat))
    return above in {fold(name) for name in _TYPES} and not words.endswith((".", ";", ":"))


def _pieces(blocks: list[Block], flat: str, shown: str) -> list[tuple[str, bool]]:
    """The words of the blocks, the cells of a table line apart, with whether they were capitals."""
    found = []
    for block in blocks:
        for cell in re.split(r"\t", shown[block.start : block.end]):
            if not cell.strip():
                continue
            start = block.start + shown[block.start : block.end].find(cell)
            words = " ".join(flat[start : start + len(cell)].split())
            found.append((words, words.isupper()))
    return found


def read_head(blocks: list[Block], zones: Zones, shown: str, flat: str) -> HeadFound:
    """Read head and foot of a dispatch."""
    top = _pieces(blocks[: zones.body], flat, shown)
    whole = "\n".join(words for words, _ in top)
    number = _NUMBER.search(whole)
    written = _ABOUT_DATE.search(whole)
    place = " ".join(written["place"].split()) if written else ""
    reference = normalise(number["ref"]) if number else ""
    subject, kind = _subject(top, reference)
    issuer = _letterhead(top)
    signer, post = _signer(blocks[zones.foot : zones.annex], flat, shown)
    inferred = "" if issuer else _inferred_issuer(blocks, zones, flat, place, post)
    period = last_period(subject, None)
    looks_back = re.search(r"(?:kết quả|báo cáo|tình hình|sơ kết|tổng kết)\b", subject.lower())
    head = Head(
        number=reference,
        type=kind,
        date=_written_on(written),
        place=place,
        issuer=issuer or inferred,
        subject=subject,
        horizon=period[0].last if period and not looks_back else None,
        signer=signer,
        signer_title=post,
        addressed_to=_addressees(blocks[: zones.body], flat),
    )
    return HeadFound(head, letterhead=bool(issuer))


def _written_on(found: re.Match[str] | None) -> dt.date | None:
    return real_day(int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def _subject(top: list[tuple[str, bool]], reference: str) -> tuple[str, str]:
    names = {fold(name): name for name in _TYPES}
    for place, (words, _) in enumerate(top):
        if fold(words) in names:
            lines = []
            for line, _ in top[place + 1 :]:
                if _NUMBER.search(line) or _ABOUT_DATE.search(line) or line.startswith("Kính gửi"):
                    break
                lines.append(re.sub(r"^(?:V/v|Về việc|Về)\s+", "", line, flags=re.IGNORECASE))
            return " ".join(lines), sentence_case(names[fold(words)].upper())
    for words, _ in top:
        found = _SUBJECT.match(words) or re.search(r"\bV/v:? (?P<subject>.+)$", words)
        if found:
            return found["subject"].strip(), "Công văn"
    for name, short in _TYPES.items():
        if re.search(rf"/(?:{short})\b", reference):
            return "", sentence_case(name.upper())
    return "", "Công văn" if reference else ""


def _letterhead(top: list[tuple[str, bool]]) -> str:
    """The last body named in capitals above the number; lines that go on with a name are joined to
    it."""
    bodies: list[str] = []
    for words, capitals in top:
        words = re.sub(_MOTTO, "", words).strip(" -–_")
        words = re.split(r"Số\s?:", words)[0].strip()
        if not words or not capitals or fold(words) in {fold(name) for name in _TYPES}:
            if bodies and words:
                break
            continue
        if _NEW_BODY.match(words) or not bodies:
            bodies.append(words)
        else:
            bodies[-1] += f" {words}"
    bodies = [body for body in bodies if _NEW_BODY.match(body)]
    return sentence_case(bodies[-1]) if bodies else ""


def _inferred_issuer(blocks: list[Block], zones: Zones, flat: str, place: str, post: str) -> str:
    candidates = [_ANNEX_OF.search(_words(b, flat)) for b in blocks[zones.foot :]]
    candidates += [_ORDERS.search(_words(b, flat)) for b in blocks[zones.body : zones.foot]]
    issuer = next((" ".join(found["issuer"].split()) for found in candidates if found), "")
    if not issuer:
        found = re.search(r"(?:Chủ tịch|Giám đốc|Trưởng ban|Tổ trưởng) (.+)$", post)
        issuer = found[1] if found else ""
    if issuer and place and _NEEDS_PLACE.search(issuer):
        issuer = f"{issuer} {place}"
    return issuer[:1].upper() + issuer[1:]


def _addressees(top: list[Block], flat: str) -> tuple[str, ...]:
    place = next(
        (i for i, b in enumerate(top) if re.search(r"Kính gửi\s?:", _words(b, flat))), None
    )
    if place is None:
        return ()
    inline = _words(top[place], flat).split(":", 1)[1].strip(" .;")
    rows = ([inline] if inline else []) + [
        b.flat(flat).strip(" .;") for b in top[place + 1 :] if b.kind == "bullet"
    ]
    names: list[str] = []
    for row in rows:
        for part in re.split(r"\s*;\s*", row):
            part = " ".join(part.split())
            several = re.match(r"(?:các )?(?:sở|bộ)[^:]{0,20}\s?:", part, re.IGNORECASE) or (
                part.startswith("Các ") is False
                and ", " in part
                and starts_agency(part.split(", ", 1)[1])
            )
            names.extend(split_names(part) if several else [part] if part else [])
    return tuple(nfc(name) for name in names)


_NAME = re.compile(rf"^(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]+$")
_NOT_NAME = re.compile(r"Nơi Nhận|Như Trên|Lưu", re.IGNORECASE)


def _signer(foot: list[Block], flat: str, shown: str) -> tuple[str, str]:
    """The last line that looks like a person's name, and the post in capitals above it."""
    pieces = [
        words
        for words, _ in _pieces([b for b in foot if b.kind in ("plain", "table")], flat, shown)
        if not _opens_list(words)
    ]
    name, place = "", len(pieces)
    for i, words in enumerate(pieces):
        if _NAME.match(words) and not _NOT_NAME.search(words) and not starts_agency(words):
            name, place = words, i
    posts = [words for words in pieces[:place] if _POST.match(words) and len(words) < 80]
    own = [post for post in posts if not re.match(r"(?:TM|KT|TL|TUQ)\b", post)] or posts
    last = re.sub(r"^(?:TM|KT|TL|TUQ|Q)\.?\s*", "", own[-1]) if own and name else ""
    return name, sentence_case(last)


def _opens_list(words: str) -> bool:
    return words.startswith(("-", "Nơi nhận", "Lưu"))

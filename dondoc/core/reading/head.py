"""Head and foot of a dispatch by Decree 30/2020: issuer, number, place and date, subject,
addressees, signer.

A scan may lose the letterhead; then the annex ("Ban hành kèm theo Công văn … của …"), the sentence
that orders, or the signer's post says who wrote, and the place completes "tỉnh".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.core.names import nfc, sentence_case
from dondoc.core.period_words import last_period
from dondoc.core.phrases import later, rx
from dondoc.core.reading.agencies import first_verb, split_names, starts_agency
from dondoc.core.reading.blocks import Block
from dondoc.core.reading.letterhead import letterhead_of
from dondoc.core.reading.model import Head
from dondoc.core.reading.signature import signer_of
from dondoc.core.reading.zones import (
    DATED,
    NUMBER,
    TYPES,
    Zones,
    is_title_line,
    type_named,
    words_of,
    zones_of,
)
from dondoc.core.references import REFERENCE

__all__ = ["HeadFound", "Zones", "read_head", "zones_of"]

_ANNEX_OF = rx(
    rf"kèm theo [^()]{{0,40}}?(?:số )?(?:{REFERENCE})?[^()]{{0,40}}? của (?P<issuer>[^()]+?)\)?\s*$"
)
_ORDERS = rx(
    r"(?:tổ trưởng|chủ tịch|trưởng ban|giám đốc)?\s*(?P<issuer>(?:tổ công tác|ban chỉ đạo|UBND|ủy "
    r"ban nhân dân|sở) [^,.;:]{2,60}?)"
    r" (?:yêu cầu|đề nghị|giao|chỉ đạo)[^:]{0,80}:\s*$"
)
# Characters: a post and a name take no more, also where the seal's words stand between them.
_END_OF_PAPER = 400
_NEEDS_PLACE = rx(r"\b(?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)$")
_AUTHORITY = later(
    r"^(?:CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|KHÓA|CHÍNH PHỦ|BAN |CỤC "
    r"TRƯỞNG|"
    r"TỔNG GIÁM ĐỐC|CHÁNH|TRƯỞNG)"
)


@dataclass(frozen=True)
class HeadFound:
    """What head and foot say, and whether the issuer stood at its place in the letterhead."""

    head: Head
    letterhead: bool


def read_head(blocks: list[Block], zones: Zones, shown: str, flat: str) -> HeadFound:
    """Read head and foot of a dispatch."""
    top = blocks[: zones.body]
    end = top[-1].end if top else 0
    # Spacing and strokes as in the flat text, the lines as in the shown one.
    lines = _lines(shown, flat, 0, end)
    letter = letterhead_of(lines)
    kind, title = _title(top, flat)
    subject = " ".join(title or letter.subject)
    if not kind:
        kind = _kind_of(letter.number or letter.symbol, lettered=bool(letter.subject))
    foot = blocks[zones.foot : zones.annex]
    below = _lines(shown, flat, foot[0].start, foot[-1].end) if foot else []
    signer, post = signer_of([cell for line in below for cell in line.split("\t")])
    if not signer:
        signer, post = _signed_at_the_end(shown, flat)
    issuer = letter.issuer
    inferred = "" if issuer else _inferred_issuer(blocks, zones, flat, letter.place, post)
    period = last_period(subject, None)
    looks_back = re.search(r"(?:kết quả|báo cáo|tình hình|sơ kết|tổng kết)\b", subject.lower())
    head = Head(
        number=letter.number,
        type=kind,
        date=letter.date,
        place=letter.place,
        issuer=issuer or inferred,
        subject=subject,
        horizon=period[0].last if period and not looks_back else None,
        signer=signer,
        signer_title=post,
        addressed_to=_addressees(top, flat, shown),
    )
    return HeadFound(head, letterhead=bool(issuer))


def _signed_at_the_end(shown: str, flat: str) -> tuple[str, str]:
    """Who signed below the annexes; without a post above the name there is nobody."""
    start = max(0, len(shown.rstrip()) - _END_OF_PAPER)
    start = shown.find("\n", start) + 1 if start else 0
    last = _lines(shown, flat, start, len(shown.rstrip()))
    signer, post = signer_of([line for line in last if "\t" not in line])
    return (signer, post) if post else ("", "")


def _lines(shown: str, flat: str, start: int, end: int) -> list[str]:
    """The lines of a stretch, tones settled; the tabs of a table line part its cells."""
    lines, place = [], start
    for line in shown[start:end].split("\n"):
        settled = flat[place : place + len(line)]
        if "\t" in line:
            pairs = zip(line, settled, strict=True)
            settled = "".join("\t" if a == "\t" else b for a, b in pairs)
        lines.append(settled)
        place += len(line) + 1
    return lines


def _title(top: list[Block], flat: str) -> tuple[str, list[str]]:
    """The kind of document named in capitals, and the lines below that say what it is about."""
    for place, block in enumerate(top):
        words = words_of(block, flat)
        kind, rest = type_named(words)
        if not kind or words.endswith(":") or block.kind not in ("plain", "table"):
            continue
        lines = [rest] if rest and len(rest) > 12 else []
        for under in top[place + 1 :]:
            said = " ".join(words_of(under, flat).split())
            if not is_title_line(under, flat) or NUMBER.match(said) or _dates(said):
                break
            if _AUTHORITY.match(said) and lines:
                break
            lines.append(re.sub(r"^(?:V/v|Về việc|Về)\s+", "", said, flags=re.IGNORECASE))
        return sentence_case(kind.upper()), lines
    return "", []


def _dates(words: str) -> bool:
    found = DATED.search(words)
    return found is not None and found.end() >= len(words) - 3 and len(words) < 70


def _kind_of(reference: str, *, lettered: bool) -> str:
    for name, short in TYPES.items():
        if re.search(rf"(?:/|-)(?:{short})(?=\b|[-/])", reference):
            return sentence_case(name.upper())
    return "Công văn" if lettered or reference else ""


def _inferred_issuer(blocks: list[Block], zones: Zones, flat: str, place: str, post: str) -> str:
    candidates = [_ANNEX_OF.search(words_of(b, flat)) for b in blocks[zones.foot :]]
    candidates += [_ORDERS.search(words_of(b, flat)) for b in blocks[zones.body : zones.foot]]
    issuer = next((" ".join(found["issuer"].split()) for found in candidates if found), "")
    if not issuer:
        found = re.search(r"(?:Chủ tịch|Giám đốc|Trưởng ban|Tổ trưởng) (.+)$", post)
        issuer = found[1] if found else ""
    if issuer and place and _NEEDS_PLACE.search(issuer):
        issuer = f"{issuer} {place}"
    return issuer[:1].upper() + issuer[1:]


_CALLS = rx(r"(?:Kính gửi|\bđiện|\bgửi)\s?:")


def _addressees(top: list[Block], flat: str, shown: str) -> tuple[str, ...]:
    place = next((i for i, b in enumerate(top) if _CALLS.search(words_of(b, flat))), None)
    if place is None:
        return ()
    rows = [_CALLS.split(words_of(top[place], flat), maxsplit=1)[-1]]
    for block in top[place + 1 :]:
        lines = _lines(shown, flat, block.start, block.end)
        rows += (
            [cell for line in lines for cell in line.split("\t")]
            if (block.kind == "table")
            else [block.flat(flat)]
        )
    names: list[str] = []
    for row in rows:
        for part in re.split(r"\s*;\s*|(?:^|\s)[-–+•]\s+(?=[A-ZĐỦ])", row):
            names.extend(_named(" ".join(part.split()).strip(" .;-–•")))
    return tuple(dict.fromkeys(nfc(name) for name in names))


def _named(part: str) -> list[str]:
    """The bodies of one row of addressees."""
    if not part:
        return []
    several = re.match(r"(?:các )?(?:sở|bộ)[^:]{0,20}\s?:", part, re.IGNORECASE) or (
        not part.startswith("Các ") and ", " in part and starts_agency(part.split(", ", 1)[1])
    )
    listed = re.match(
        r"(?:Giám đốc|Thủ trưởng|Lãnh đạo|Chủ tịch) (?:các )?(?:sở|bộ)\s?:", part, re.IGNORECASE
    )
    if listed or (several and first_verb(part) is None):
        return list(split_names(part))
    return [part]

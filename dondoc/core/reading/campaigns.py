"""Intense stretches of work that a dispatch opens: "chiến dịch cao điểm", "đợt cao điểm 30 ngày
đêm", "tháng cao điểm", "ra quân". They are proposals; a person opens a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dondoc.core.names import plain_words
from dondoc.core.phrases import later, rx
from dondoc.core.reading.model import Assignment, Campaign

_OPENS = rx(
    r"(?:mở|phát động|triển khai|tổ chức|thực hiện|tiến hành|ra quân|đồng loạt)(?: (?:thực hiện|"
    r"triển "
    r"khai|ngay|đồng loạt|các|một|lễ))*\s+(?=[“\"]?(?P<title>(?:(?:lễ |đợt )?ra quân|chiến dịch|"
    r"đợt (?:\w+ "
    r")?cao điểm|tháng cao điểm|tuần(?: lễ)? cao điểm|\d{1,3} ngày(?:,? đêm)? cao điểm|cao điểm)\b"
    r"[^.;:()]{0,220}))"
)
_SPEAKS_OF = rx(r"chiến dịch|cao điểm|ra quân")
_TITLE_ENDS = later(
    r",|\s(?:từ ngày|bắt đầu|kể từ|đến hết|đến ngày|trước ngày|trong (?:tháng|quý|năm|thời|vòng)|"
    r"xong|"
    r"nhằm|để|với phương châm|trên địa bàn|tại các|hoàn thành|theo|chậm nhất)\b"
)


def with_campaigns(
    duties: Sequence[Assignment], flat: str
) -> tuple[tuple[Assignment, ...], tuple[Campaign, ...]]:
    """The campaigns that duties open, and the duties tied to them; a duty that only speaks of the
    one campaign belongs to it too."""
    campaigns: list[Campaign] = []
    tied: list[Assignment] = []
    for duty in duties:
        found = _opened(duty, flat)
        if found is None:
            tied.append(duty)
            continue
        place = next((i for i, one in enumerate(campaigns) if _same(one, found)), None)
        if place is None:
            campaigns.append(found)
            place = len(campaigns) - 1
        elif campaigns[place].ends is None:
            campaigns[place] = replace(campaigns[place], starts=found.starts, ends=found.ends)
        tied.append(replace(duty, campaign=place + 1))
    if len(campaigns) == 1:
        tied = [
            replace(duty, campaign=1) if _SPEAKS_OF.search(duty.text) else duty for duty in tied
        ]
    return tuple(tied), tuple(campaigns)


def _opened(duty: Assignment, flat: str) -> Campaign | None:
    words = flat[duty.start : duty.end]
    found = _OPENS.search(words)
    if not found:
        return None
    title = found["title"]
    ends = _TITLE_ENDS.search(title)
    title = " ".join((title[: ends.start()] if ends else title).split()).strip(' ”"-–,')
    if len(title) > 120:
        title = title[:120].rsplit(" ", 1)[0]
    start = duty.start + found.start("title")
    return Campaign(
        title[:1].upper() + title[1:],
        duty.starts,
        duty.due,
        start,
        start + len(title),
        duty.places,
    )


def _same(one: Campaign, other: Campaign) -> bool:
    """The same name, or the shorter one within the longer."""
    left, right = plain_words(one.title), plain_words(other.title)
    return left == right or (min(len(left), len(right)) > 14 and (left in right or right in left))

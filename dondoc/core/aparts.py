"""Exceptions to a common limit: "trước 18 giờ, riêng huyện Lý Sơn trước 9 giờ".

Some of those who answer get a limit of their own. The words that set them apart ("riêng …", "đối
với …:") are found here with their limit, so that the common one is told from the exception.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.core.deadline_rules import Deadline
from dondoc.core.phrases import rx

# What may be set apart is somebody; a content, a case or a time is not.
_NOT_WHO = (
    r"(?:nội dung|nhiệm vụ|việc|công việc|hồ sơ|phần|trường hợp|năm|quý|tháng|tuần|ngày|các "
    r"(?:nội dung|nhiệm "
    r"vụ|trường hợp|hồ sơ|dự án|công trình|chỉ tiêu)|chỉ tiêu|dự án|công trình|những|dịch vụ|thủ "
    r"tục|báo cáo|"
    r"từng|mỗi|\d)"
)
_APART = rx(
    rf"(?<!\w)(?:riêng(?: đối)?(?: (?:với|tại|ở|cho))?|đối với|còn(?: đối với)?) (?!{_NOT_WHO}\b)"
    r"(?P<who>[^.;:(]{2,160}?)"
    r"(?=\s*(?::|,?\s*(?:thì|phải|cần|yêu\s+cầu|hoàn\s+thành|báo\s+cáo|gửi|nộp|thực\s+hiện|xong|"
    r"thời\s+(?:hạn|gian)|hạn)(?!\w)"
    r"|,?\s*$))"
)
_FAR = 200


@dataclass(frozen=True)
class ApartFound:
    """Who is set apart, by the place of the words that name them, and the limit set for them."""

    who_start: int
    who_end: int
    deadline: Deadline


def find_aparts(text: str, deadlines: Sequence[Deadline]) -> tuple[ApartFound, ...]:
    """The deadlines that hold only for some, with the words that say for whom.

    >>> from dondoc.core.deadlines import find_deadlines
    >>> words = "hoàn thành trước 18 giờ ngày 03/11/2025, riêng huyện Lý Sơn trước 9 giờ cùng ngày"
    >>> [apart] = find_aparts(words, find_deadlines(words))
    >>> words[apart.who_start : apart.who_end], str(apart.deadline.due_time)
    ('huyện Lý Sơn', '09:00:00')
    """
    found = []
    for place, deadline in enumerate(deadlines):
        floor = deadlines[place - 1].end if place else 0
        start = max(floor, deadline.start - _FAR)
        lead_in = re.split(r"[.;](?=\s)", text[start : deadline.start])[-1]
        begin = deadline.start - len(lead_in)
        named = list(_APART.finditer(lead_in))
        if not named:
            continue
        who = named[-1]
        found.append(ApartFound(begin + who.start("who"), begin + who.end("who"), deadline))
    # "Đối với Sở Y tế: trước ngày 10/6" alone sets nobody apart: it is the limit
    return tuple(found) if len(deadlines) > 1 else ()

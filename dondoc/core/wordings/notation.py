"""The notation in which a wording of a deadline is written, and what its reader is given.

A wording is a pattern in small letters with one blank between words. Names in braces stand for what
varies: "{day}", "{hour}", "{period}", "{count}", "{latest}"; with a number where they stand twice:
"từ {day1} đến {day2}". The function below a wording reads it, and its examples run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import cache, cached_property
from typing import Any

from dondoc.core.deadline_rules import Deadline
from dondoc.core.period_words import PERIOD, Span, resolve_period
from dondoc.core.phrases import (
    NO_NUMBER_BEFORE,
    NamedDay,
    NamedHour,
    count_words,
    day_words,
    hour_words,
    named_day,
    named_hour,
    resolve_count,
)
from dondoc.core.wordings.openings import openings

_WEEKDAYS = "hai|ba|tư|năm|sáu|bảy|[2-7]"
PARTS: dict[str, str] = {
    # limits that leave the day out, and limits that keep it in
    "before": r"trước(?: (?:thời (?:điểm|hạn|gian)|mốc|hạn)(?: là)?)?,?",
    "latest": (
        r"(?:(?:chậm|muộn|trễ|lâu) nhất|không (?:được |để )?(?:quá|vượt quá|(?:muộn|chậm|trễ) hơn)|"
        r"hạn (?:cuối|chót|cuối cùng|chót nộp)(?: cùng)?|thời hạn(?: (?:hoàn thành|cuối|cuối cùng|"
        r"chót|gửi|nộp|báo cáo|thực hiện))?|thời gian chậm nhất|hạn (?:gửi|nộp|hoàn thành|báo cáo))"
        r"(?: báo cáo)?(?:(?: (?:là|vào|đến|trong|hết|cuối|lúc|ngày)){1,3}(?= )|:)?"
    ),
    "until": r"(?:(?:cho |kéo dài |từ nay )?(?:đến|tới)(?: (?:hết|cuối))?|hết)",
    "limit": r"(?:trước|chậm nhất(?: là)?|đến(?: hết)?|hết|trong)",
    "within": (
        r"(?:ngay trong|trong|(?:phải )?(?:hoàn thành|hoàn tất|kết thúc|xong)(?: xong)?"
        r"(?: việc [^.;,]{1,60}?)?(?: vào| trong| ngay trong)?)"
    ),
    "done": r"(?:hoàn thành|hoàn tất|kết thúc|xong)(?: xong)?",
    "from": r"(?:bắt đầu )?(?:kể |tính )?từ",
    "each": r"(?:hằng|hàng|mỗi|từng)",
    "weekday": rf"(?:thứ (?:{_WEEKDAYS})(?! [^\W\d_]+ (?:tháng|năm))|chủ nhật)",
    "part": r"(?:sáng|trưa|chiều|tối|đêm)",
    "label": (
        r"(?:thời gian|thời hạn|tiến độ|hạn|mốc thời gian)"
        r"(?: (?:thực hiện|hoàn thành|báo cáo|triển khai|xong|gửi|nộp|trình|chót|cuối|cuối cùng|"
        r"dự kiến|yêu cầu|phải|và)){0,4}"
    ),
    "period": PERIOD,
}
_NAMED = re.compile(r"\{(day|rest|hour|count)(\d?)\}|\{([a-z]+)\}")
_MADE = {
    "day": day_words,
    "rest": lambda tag: day_words(tag).replace(NO_NUMBER_BEFORE, ""),  # the 20/7 of "15-20/7"
    "hour": hour_words,
    "count": count_words,
}

# any time at all, for words that set no limit
TIME = (
    r"(?:(?:{hour},? |{part} )?(?:{weekday},? )?{day}|{period}|nay\b|"
    r"thời điểm (?:hiện tại|hiện nay|này|báo cáo))"
)

NO_DEADLINE = None  # the words are understood and set no deadline: nobody else reads them
LEFT = object()  # this wording has nothing to say: others may read the words


@dataclass(frozen=True)
class Said:
    """The words that a wording matched, and the values in them."""

    found: re.Match[str]
    written: date | None

    def __getitem__(self, group: str) -> str:
        return self.found.groupdict().get(group) or ""

    @property
    def words(self) -> str:
        """The matched words, small letters and single blanks."""
        return self.found[0]

    def day(self, tag: str = "1") -> NamedDay | None:
        """The day named; None where its numbers can be none."""
        return named_day(self.found.groupdict(), tag, self.written)

    def hour(self, tag: str = "1") -> NamedHour | None:
        """The hour named; None where there is none."""
        return named_hour(self.found.groupdict(), tag)

    def count(self, tag: str = "1") -> int:
        """The count named, in digits or words."""
        return resolve_count(self.found.groupdict(), tag)

    def period(self) -> Span | None:
        """The period named, if its year is known."""
        return resolve_period(self.found.groupdict(), self.written)

    def before(self, length: int = 60) -> str:
        """What stands before the words in their sentence, at most so many characters."""
        start = self.found.start()
        words = self.found.string[max(0, start - length) : start]
        return re.split(r"[.;!?](?!\d)", words)[-1]

    def after(self, length: int = 60) -> str:
        """What stands after the words in their sentence, at most so many characters."""
        end = self.found.end()
        return re.split(r"[.;!?](?!\d)", self.found.string[end : end + length])[0]

    def deadline(self, rule: str, **facts: Any) -> Deadline:
        """A deadline by a rule, tied to the matched words."""
        return Deadline(self.found.start(), self.found.end(), self.words, rule, **facts)

    def undated(self, rule: str, settles: str, **facts: Any) -> Deadline:
        """Words that name a time from which no day follows, and what would tell the day."""
        return self.deadline(rule, settles=settles, **facts)

    def at(self, rule: str, day: NamedDay, **facts: Any) -> Deadline:
        """A deadline on a named day; without its year it stays open."""
        if day.on is None:
            return self.deadline(rule, settles="the_document_date", **_without_day(facts))
        facts["assumptions"] = (*day.assumptions, *facts.get("assumptions", ()))
        return self.deadline(rule, **{"due": day.on} | facts)


def _without_day(facts: dict[str, Any]) -> dict[str, Any]:
    kept = ("due_time", "before", "starts")
    return {name: fact for name, fact in facts.items() if name in kept}


@cache
def _part_openings(name: str) -> frozenset[str]:
    return openings(PARTS[name] if name in PARTS else _MADE[name]("1"), whole=True)


Reader = Callable[[Said], "Deadline | object | None"]


@dataclass(frozen=True, eq=False)
class Wording:
    """One way to word a deadline, and how it is read."""

    name: str
    words: str  # in the notation
    source: str  # as a regular expression
    lead_in: str  # the words that must stand before the first time
    needs: frozenset[str]  # the kinds of time without which it stands nowhere
    read: Reader

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression, made when a text first holds the wording's lead-in."""
        return re.compile(self.source)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """With which letters it can begin."""
        return openings(self.words, _part_openings)

    @cached_property
    def _led_in(self) -> re.Pattern[str] | None:
        return re.compile(self.lead_in) if self.lead_in else None

    def match(self, words: str, place: int) -> re.Match[str] | None:
        """The wording at a place; until the whole is made, its lead-in is asked first, which is
        small and soon made."""
        if "pattern" not in vars(self) and self._led_in and not self._led_in.match(words, place):
            return None
        return self.pattern.match(words, place)


class Family(list[Wording]):
    """Wordings of one kind, the surer ones first; a function below `wording` joins them."""

    def wording(self, *patterns: str) -> Callable[[Reader], Reader]:
        """Let a function read these patterns."""

        def join(read: Reader) -> Reader:
            for pattern in patterns:
                lead_in = expanded(before_the_time(pattern))
                source, needs = expanded(pattern), needed(pattern)
                if 2 * len(lead_in) > len(source):
                    lead_in = ""  # nothing would be saved
                self.append(Wording(read.__name__, pattern, source, lead_in, needs, read))
            return read

        return join


def expanded(pattern: str) -> str:
    """A pattern of the notation as the source of a regular expression.

    >>> bool(re.match(expanded("trước {day}"), "trước ngày 20/02/2025"))
    True
    """

    def part(found: re.Match[str]) -> str:
        if found[3]:
            return PARTS[found[3]]
        return _MADE[found[1]](found[2] or "1")

    return _NAMED.sub(part, pattern)


# With which letters a time begins.
_BEGINS = {
    "day": r"(?=ngày|mùng|mồng|\d)",
    "rest": r"(?=ngày|mùng|mồng|\d)",
    "hour": r"(?=\d)",
    "count": "",
    "period": r"(?=tháng|quý|nửa|các|những|thời|năm|[tq\d]|sáu|chín|ba)",
}
_ANY_TIME = r"(?=\d|ngày|mùng|mồng|tháng|quý|nửa|các|những|thời|năm|[tqscn]|ba)"
_LEAD_IN = re.compile(
    r"\{(?P<part>day|rest|hour|count|period)\d?\}|\\.|\[(?:\\.|[^\]\\])+\]|[()|]", re.DOTALL
)


def before_the_time(pattern: str) -> str:
    """The part of a pattern that stands before the first day, hour, count or period in it; empty
    where that is all of it, or nothing worth asking for.

    The patterns of times are the long ones: where the words before them do not stand, they need
    not be made, let alone asked.

    >>> before_the_time("(?:trước|hết) {period}"), before_the_time("{day} (?:là|xong)")
    ('(?:trước|hết) (?=tháng|quý|nửa|các|những|thời|năm|[tq\\\\d]|sáu|chín|ba)', '')
    """
    depth, opened = 0, 0
    for sign in _LEAD_IN.finditer(pattern):
        if sign["part"]:
            cut = opened if depth else sign.start()
            begins = _BEGINS[sign["part"]] if not depth else ""
            if depth and pattern.startswith(TIME, cut) and pattern[cut + len(TIME) :][:1] != "?":
                begins = _ANY_TIME
            return pattern[:cut] + begins if cut else ""
        if sign[0] == "(":
            opened = opened if depth else sign.start()
            depth += 1
        elif sign[0] == ")":
            depth -= 1
        elif sign[0] == "|" and not depth:
            return ""
    return ""


# How a time looks at the least; a text is searched for each kind once.
KINDS: dict[str, re.Pattern[str]] = {
    "day": re.compile(r"\d(?:\s{0,3}[/.-]\s{0,3}\d| tháng )"),
    "hour": re.compile(r"\d\s{0,3}[hg:]"),  # "giờ" begins with g
    "count": re.compile(
        r"(?:\d|\)|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mốt|tư|lăm|mươi) "
        r"(?:ngày|tuần|tháng|năm|giờ|lần|kỳ|buổi|tin|bài|phiên|cuộc|chuyên|số)"
    ),
    "each": re.compile(r"hằng|hàng|mỗi|từng"),
}
_NEEDED = re.compile(r"\{(?P<part>[a-z]+)\d?\}(?!\?)|\\.|\[(?:\\.|[^\]\\])+\]|[()|]", re.DOTALL)


def needed(pattern: str) -> frozenset[str]:
    """The kinds of time that every match of a pattern holds.

    >>> sorted(needed("(?:{hour} )?trước {day} {each} năm")), sorted(needed("{day}|{hour}"))
    (['day', 'each'], [])
    """
    depth, found = 0, set()
    for sign in _NEEDED.finditer(pattern):
        if sign["part"] and not depth:
            found.add(sign["part"])
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and not depth:
            return frozenset()
    return frozenset(found & set(KINDS))


def hour_of(hour: NamedHour | None) -> time | None:
    """The clock time of a named hour; the end of the day is none."""
    return hour.at if hour else None

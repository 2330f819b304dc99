"""The words of a reminder: each late or endangered task in its owner's item, with its evidence.

The order is the decree's: ground, item by item, closing. Evidence stands in brackets behind the
duty it is about, so that the item, read back as a dispatch, gives the duty and its owner again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.core.decree import decree_count, decree_day
from dondoc.core.workdays import add_working_days


class Cause(StrEnum):
    """Why a task stands in the reminder; take the cause away and the item goes."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"


@dataclass(frozen=True)
class Piece:
    """Words of a sentence; with a slot they are a value that a snapshot holds."""

    text: str
    slot: str = ""


@dataclass(frozen=True)
class Matter:
    """One task to be urged, with everything its sentences say; figures are texts by now."""

    code: str
    owner: str  # whom the reminder speaks to: who answers now
    duty: str
    ground: str  # "Công văn số 02/TCTĐA06 ngày 18/02/2025, mục 1"
    cause: Cause
    due_on: date
    days_late: int
    days_since_first_due: int
    new_due_on: date | None
    measured: str = ""  # "1.121.130/1.148.620 dữ liệu, đạt 97,6%"
    left: str = ""  # "27.490 dữ liệu"
    slowest: tuple[str, ...] = ()
    forecast_on: date | None = None
    word_of_owner: str = ""  # the owner's own last report of progress
    report_hour: str = ""  # "08 giờ": the daily report goes on
    report_to: str = ""
    given_to: str = ""  # whom it was given to, where others answer now
    written: str = ""  # a person's own sentence in place of the composed one


def proposed_day(*, drafted_on: date, forecast_on: date | None, due_on: date) -> date:
    """A new last day, proposed by a rule and chosen by a person.

    The day still ahead stands. Past it, the forecast day if there is one, else the third working
    day after the draft.

    >>> proposed_day(drafted_on=date(2025, 2, 20), forecast_on=None, due_on=date(2025, 2, 19))
    datetime.date(2025, 2, 25)
    """
    if due_on >= drafted_on:
        return due_on
    if forecast_on is not None and forecast_on > drafted_on:
        return forecast_on
    return add_working_days(drafted_on, 3)


def opening(
    matters: Sequence[Matter], *, grounds: Sequence[str], at_hour: str, day: date, authority: str
) -> list[Piece]:
    """The paragraph before the items: on what ground, how many are late, who requires it."""
    late = sum(matter.cause is Cause.OVERDUE for matter in matters)
    risky = len(matters) - late
    counts = []
    if late:
        counts.append(f"{decree_count(late)} nhiệm vụ quá hạn")
    if risky:
        counts.append(f"{decree_count(risky)} nhiệm vụ có nguy cơ chậm tiến độ")
    return [
        Piece(
            f"Thực hiện {_listed(grounds)}; qua theo dõi đến {at_hour} ngày {decree_day(day)}, còn "
        ),
        Piece(" và ".join(counts), "counts"),
        Piece(f". {authority} yêu cầu:"),
    ]


def item(matter: Matter) -> list[Piece]:
    """One owner's sentences about one task: the duty, evidence in brackets, the new day."""
    if matter.written:
        return [Piece(matter.written)]
    duty = _imperative(matter.duty)
    pieces = [Piece(f"{duty} ("), Piece(f"{matter.ground}"), *_evidence(matter), Piece(")")]
    pieces += _demand(matter)
    return pieces


def _imperative(duty: str) -> str:
    text = re.sub(r"\s+", " ", duty).strip(" .;,")
    return text[:1].upper() + text[1:]


def _evidence(matter: Matter) -> list[Piece]:
    pieces = []
    if matter.given_to:
        said = f"nhiệm vụ giao {matter.given_to}, nay {matter.owner} chịu trách nhiệm"
        pieces.append(Piece(f"; {said}"))
    pieces.append(Piece(f", thời hạn đến hết ngày {decree_day(matter.due_on)}"))
    if matter.cause is Cause.OVERDUE:
        pieces += [
            Piece(", đến nay "),
            Piece(f"đã quá hạn {decree_count(matter.days_late)} ngày", "late"),
        ]
        if matter.days_since_first_due > matter.days_late:
            pieces.append(
                Piece(
                    f", {decree_count(matter.days_since_first_due)} ngày tính từ hạn gốc",
                    "first_late",
                )
            )
    if matter.measured:
        pieces += [Piece("; mới đạt "), Piece(matter.measured, "measured")]
    if matter.left:
        pieces += [Piece(", còn "), Piece(matter.left, "left")]
    if matter.slowest:
        pieces += [Piece(", còn nhiều nhất ở "), Piece(_listed(matter.slowest), "slowest")]
    if matter.forecast_on and matter.forecast_on > matter.due_on:
        pieces += [
            Piece("; theo tiến độ hiện nay dự kiến "),
            Piece(f"ngày {decree_day(matter.forecast_on)} mới hoàn thành", "forecast"),
        ]
    if matter.word_of_owner:
        pieces += [Piece("; "), Piece(matter.word_of_owner, "progress")]
    return pieces


def _demand(matter: Matter) -> list[Piece]:
    if matter.new_due_on is None:
        pieces = [Piece("; khẩn trương hoàn thành")]
    elif matter.cause is Cause.AT_RISK:
        pieces = [Piece("; bảo đảm hoàn thành đến hết "), _new_day(matter.new_due_on)]
    else:
        pieces = [Piece("; hoàn thành chậm nhất "), _new_day(matter.new_due_on)]
    if matter.report_hour:
        to = f" cho {matter.report_to}" if matter.report_to else ""
        pieces.append(
            Piece(f"; tiếp tục báo cáo kết quả trước {matter.report_hour} hằng ngày{to}"
                  " (theo mẫu gửi kèm)")
        )  # fmt: skip
    return [*pieces, Piece(".")]


def _new_day(day: date) -> Piece:
    return Piece(f"ngày {decree_day(day)}", "new_due")


def grouped(matters: Iterable[Matter]) -> list[tuple[str, list[Matter]]]:
    """The items: one for each owner, in the order in which the owners first appear."""
    found: dict[str, list[Matter]] = {}
    for matter in matters:
        found.setdefault(matter.owner, []).append(matter)
    return list(found.items())


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def text_of(pieces: Iterable[Piece]) -> str:
    """The words alone."""
    return "".join(piece.text for piece in pieces)

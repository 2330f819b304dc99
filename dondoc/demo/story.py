"""What became of the other tasks: who handed in, who accepted, who said how far it is. Invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dondoc.demo.data import rows
from dondoc.demo.simulator import NOW


@dataclass(frozen=True)
class SimFact:
    """One thing that somebody did to a task, found by words of the clause that gave it."""

    at: datetime
    reference: str
    words: str
    kind: str  # hand_in, accept, send_back, progress
    who: str
    text: str
    number: str
    percent: Decimal | None
    expected_on: date | None


@dataclass(frozen=True)
class Correction:
    """What an officer put right while confirming words that the reader proposed."""

    reference: str
    words: str
    title: str
    standing: bool
    lead: str = ""  # a body or class in the directory, where the words name none


@dataclass(frozen=True)
class OrderAgain:
    """A later clause that gives a standing task a new order instead of a second task."""

    reference: str
    words: str
    first_reference: str
    first_words: str


CIVIL_STATUS = ("4017/UBND-TTHC", "hoàn thành số hóa sổ hộ tịch trong năm 2024")
BUDGET = ("31/TB-TCTĐA06", "dự toán kinh phí thực hiện Đề án 06 năm 2025")
PLAN = ("31/TB-TCTĐA06", "bổ sung các nhiệm vụ tháng 02/2025 vào kế hoạch")

ORDERS_AGAIN = (
    OrderAgain("31/TB-TCTĐA06", "hoàn thành số hóa sổ hộ tịch trong tháng 02", *CIVIL_STATUS),
    OrderAgain("02/TCTĐA06", "05 ngày đêm hoàn thành số hóa sổ hộ tịch", *CIVIL_STATUS),
    OrderAgain("02/TCTĐA06", "dự toán kinh phí thực hiện Đề án 06 năm 2025", *BUDGET),
    OrderAgain("02/TCTĐA06", "bổ sung vào Kế hoạch số 16/KH-UBND", *PLAN),
)


def facts(*, until: datetime = NOW) -> tuple[SimFact, ...]:
    """Everything that had happened by a moment, in order."""
    found = (
        SimFact(
            at=datetime.fromisoformat(row["at"]),
            reference=row["reference"],
            words=row["words"],
            kind=row["kind"],
            who=row["who"],
            text=row["text"],
            number=row["number"],
            percent=Decimal(row["percent"]) if row["percent"] else None,
            expected_on=date.fromisoformat(row["expected_on"]) if row["expected_on"] else None,
        )
        for row in rows("story.csv")
    )
    return tuple(fact for fact in sorted(found, key=lambda fact: fact.at) if fact.at <= until)


def corrections() -> tuple[Correction, ...]:
    """What the officer put right in the four documents."""
    return tuple(
        Correction(
            row["reference"], row["words"], row["title"], row["standing"] == "yes", row["lead"]
        )
        for row in rows("corrections.csv")
    )

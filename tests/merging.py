"""A merger in the small province: Finance ends with February, and its work passes on in March.

From 01/03/2025 the invented department of economy answers for what Finance was given; Hùng followed
Finance's work, Đoan follows it from now on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies import transfers
from dondoc.agencies.models import Agency, Decision, Person, Role, Withdrawal
from dondoc.agencies.transfers import Passed
from dondoc.tasks.models import Task
from tests.cast import FOUNDED, Cast, _person, hanoi
from tests.dashboards import scene

MERGED = date(2025, 3, 1)
DECIDED = hanoi(2025, 3, 3)
LATER = hanoi(2025, 3, 4)
NUMBER = "05/QĐ-UBND"


def department(code: str, name: str, unit, *, from_on: date = MERGED, until_on=None) -> Agency:
    """A department from a day on."""
    return agencies.new_agency(
        code=code, name=name, kind="department", unit=unit, exists_from=from_on, until_on=until_on
    )


@dataclass
class Merger:
    """The tasks of the order, the agency that ends, the one that answers, and their people."""

    cast: Cast
    economy: Agency
    hung: Person
    doan: Person
    tasks: dict[str, Task] = field(default_factory=dict)

    def of(self, agency: Agency) -> Task:
        """The task an agency was given."""
        found = [one for one in self.tasks.values() if one.assignments.all()[0].agency == agency]
        return found[-1]

    @property
    def late(self) -> Task:
        """Finance's task, due on 19/02/2025 and not done."""
        return self.of(self.cast.finance)

    def pass_on(
        self, work: int, given: Agency, *to: Agency, kind: str = "task", on: date = MERGED,
        at: datetime = DECIDED, number: str = NUMBER,
    ) -> Decision:  # fmt: skip
        """Decide who answers for a piece of work."""
        decision = transfers.decide(number=number, effective_on=on, by=self.cast.lan, at=at)
        told = [Passed(kind, work, given, tuple((one, "") for one in to))]
        transfers.record(decision, told, effective_on=on, by=self.cast.lan, at=at)
        return decision

    def passes(self, *to: Agency, **more) -> Decision:
        """Finance's late task goes to the department of economy, or to others."""
        return self.pass_on(self.late.pk, self.cast.finance, *(to or (self.economy,)), **more)

    def withdraws(self, decision: Decision, at: datetime) -> None:
        """The decision is taken back."""
        Withdrawal.objects.create(decision=decision, at=at, by=self.cast.lan, reason="ghi nhầm")

    def today(self, day: date = date(2025, 3, 4)) -> Merger:
        """Everybody in the post held on a day."""
        for person in (self.hung, self.doan, *(vars(self.cast)[n] for n in NAMES)):
            person.on_duty(day)
        return self


NAMES = ("lan", "binh", "hoa", "vinh", "son", "minh", "khoa")


@pytest.fixture
def merger(cast: Cast) -> Merger:
    """The order of 18/02/2025 confirmed for whom it names; nothing has passed on yet."""
    economy = department("so-kinh-te", "Sở Kinh tế", cast.province)
    hung = _person("hung", "Bùi Văn Hùng", cast.finance, Role.DEPARTMENT, "Đầu mối Sở Tài chính")
    doan = agencies.appoint(
        username="doan", full_name="Cao Thị Đoan", password="mot-mat-khau-dai", agency=economy,
        role=Role.DEPARTMENT, title="Đầu mối Sở Kinh tế", from_on=MERGED, by=None, at=DECIDED,
    )  # fmt: skip
    assert FOUNDED < MERGED
    return Merger(cast, economy, hung, doan, scene.given(cast)).today()

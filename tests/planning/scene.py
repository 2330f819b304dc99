"""Sở Xã hội ends with February 2025: labour goes to Nội vụ, children and relief to Y tế.

It leaves an overdue task about children, one about labour that is open, one on which it supports, one
whose words name no function, one that is done; a form it adds up, with a report it owes on it.
Hạnh works there. Everybody is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from dondoc import packs
from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Agency, AgencySuccession, Decision, Person, Role
from dondoc.core.asof import AsOf
from dondoc.planning import actions, queries
from dondoc.planning.queries import Leaving
from dondoc.planning.weighing import Choice, Paper
from dondoc.programmes import actions as programmes
from dondoc.reports import demanding
from dondoc.reports.models import Demand
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task
from tests.cast import FOUNDED, Cast, _person, hanoi

LAST = date(2025, 2, 28)
MARCH = hanoi(2025, 3, 3)
LATER = hanoi(2025, 3, 10)
NUMBER = "37/QĐ-UBND"
PAPER = Paper(NUMBER, date(2025, 3, 1), date(2025, 2, 28), "V/v chuyển giao nhiệm vụ")

ORDER = """Số: 15/UBND-KGVX
Quảng Ngãi, ngày 10 tháng 02 năm 2025

V/v thực hiện các nhiệm vụ năm 2025

Kính gửi: Sở Xã hội.

UBND tỉnh yêu cầu:

1. Sở Xã hội: Hoàn thành cập nhật dữ liệu trẻ em vào hệ thống trước ngày 20/02/2025.

2. Sở Xã hội: Báo cáo kết quả kết nối dữ liệu lao động trước ngày 31/03/2025.

3. Sở Xã hội: Hoàn thành chi trả an sinh qua tài khoản trước ngày 15/03/2025.

4. Sở Xã hội: Lập danh sách hộ bảo trợ xã hội trước ngày 15/02/2025.

5. Sở Tài chính: Bố trí kinh phí cho dữ liệu lao động trước ngày 30/04/2025.

Yêu cầu khẩn trương thực hiện./.
"""


@dataclass
class Ending:
    """The agency that ends, those that go on, and what it leaves."""

    cast: Cast
    social: Agency
    labour: Agency
    health: Agency
    hanh: Person
    children: Task
    work: Task
    relief: Task
    done: Task
    money: Task
    demand: Demand

    def found(self, at: datetime = MARCH) -> Leaving:
        """What it still answers for."""
        found = queries.leaving(self.social.key, AsOf.at(at))
        assert found is not None
        return found

    def choices(self, at: datetime = MARCH, **chosen: Choice) -> dict:
        """What is proposed for each piece, and health where nothing is; `task_17=…` says else."""
        found = {}
        for row in self.found(at).rows:
            name = f"{row.piece.kind.replace('.', '_')}_{row.piece.work_id}"
            usual = Choice((row.heir.agency,)) if row.heir else Choice((self.health,))
            found[row.piece.key] = chosen.get(name, usual)
        return found

    def decides(self, at: datetime = MARCH, *, paper: Paper = PAPER, by=None, **chosen) -> Decision:
        """One decision on everything that is open."""
        return actions.pass_on(
            agency=self.social, choices=self.choices(at, **chosen), paper=paper,
            by=by or self.cast.lan, at=at,
        )  # fmt: skip


def department(code: str, name: str, unit, **days) -> Agency:
    """A department of the province."""
    days.setdefault("exists_from", FOUNDED)
    return agencies.new_agency(code=code, name=name, kind="department", unit=unit, **days)


@pytest.fixture
def ending(cast: Cast) -> Ending:
    """Everything given in February; nothing has passed on."""
    social = department("so-xa-hoi", "Sở Xã hội", cast.province, until_on=LAST)
    labour = department("so-noi-vu", "Sở Nội vụ", cast.province)
    health = department("so-y-te", "Sở Y tế", cast.province)
    for after, function in [
        (labour, "lao động"), (health, "trẻ em"), (health, "bảo trợ xã hội"),
        (labour, "hộ tịch"),
    ]:  # fmt: skip
        AgencySuccession.objects.create(
            before=social, after=after, on=date(2025, 3, 1), function=function
        )
    hanh = _person("hanh", "Trần Thị Hạnh", social, Role.DEPARTMENT, "Đầu mối Sở Xã hội")
    made = _tasks(cast, social)
    return Ending(cast, social, labour, health, hanh, *made, _demand(cast, social))


def _tasks(cast: Cast, social: Agency) -> list[Task]:
    dispatch = cast.dispatch(ORDER, at=hanoi(2025, 2, 10, 15))
    made = {}
    for proposal in dispatch.proposals.all():
        number = proposal.clause.number
        if number == "5":
            made[number] = cast.confirm(proposal, cast.finance, supporters=[social])
        elif number in "1234" and number not in made:
            made[number] = cast.confirm(proposal, social)
    done = made["4"]
    tasks.hand_in(task=done, product="Danh sách", by=cast.lan, at=hanoi(2025, 2, 19, 9))
    tasks.accept(task=done, by=cast.lan, at=hanoi(2025, 2, 19, 10))
    return [made[number] for number in "12345"]


def _demand(cast: Cast, social: Agency) -> Demand:
    text = packs.shipped()["civil_status"].replace("so-tu-phap", social.code)
    version = programmes.adopt(
        text=text, source="02/TCTĐA06", from_on=date(2025, 2, 18), by=cast.lan, at=cast.at
    )
    dispatch = cast.dispatch()
    demand = demanding.demand(
        programme=version.programme, form=version.form("register_progress"), dispatch=dispatch,
        clause=dispatch.clauses.filter(number="1").first(), by=cast.lan, at=cast.at,
        back_fill_from=date(2025, 2, 18),
    )  # fmt: skip
    demanding.open_periods(demand=demand, at=hanoi(2025, 2, 19, 0, 5))
    return demand

"""A small invented province: two districts, three communes and an island, and who works there.

Lan sits at the standing agency (the provincial police), Bình leads at Justice, Hoa reports for a
commune, Vinh for another, Sơn follows a district, Minh chairs and reads, Khoa works elsewhere and
sees none of it. Everybody is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest
from django.test import Client

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Agency, Person, Role, StandingRole, Unit
from dondoc.core.periods import HANOI
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.programmes import actions as programmes
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.models import Demand, Filing, Report
from dondoc.tasks import deciding
from dondoc.tasks.deciding import Terms
from dondoc.tasks.models import Task

FOUNDED = date(2020, 1, 1)
PASSWORD = "mot-mat-khau-dai"

ORDER = """Số: 02/TCTĐA06
Quảng Ngãi, ngày 18 tháng 02 năm 2025

V/v khẩn trương thực hiện các nhiệm vụ còn chậm

Kính gửi:

- Công an tỉnh;
- Các Sở: Tư pháp, Tài chính.

Qua theo dõi, một số nhiệm vụ thực hiện chậm. Tổ trưởng Tổ công tác Đề án 06 tỉnh yêu cầu:

1. Sở Tư pháp: Bắt đầu từ ngày 15/02/2025, phải mở chiến dịch cao điểm 05 ngày đêm hoàn thành số \
hóa sổ hộ tịch và 100% dữ liệu được đồng bộ vào Cơ sở dữ liệu hộ tịch điện tử; đồng thời, trước 08 \
giờ hằng ngày báo cáo kết quả tiến độ (theo mẫu gửi kèm) cho Công an tỉnh để theo dõi.

2. Sở Tài chính: Tổng hợp, đề xuất dự toán kinh phí thực hiện Đề án 06 năm 2025 trình UBND tỉnh \
trước ngày 20/02/2025.

3. Công an tỉnh: Tiếp tục đôn đốc các cơ quan, đơn vị thực hiện nhiệm vụ được giao.

Yêu cầu các cơ quan, đơn vị khẩn trương thực hiện./.

Nơi nhận:

- Như trên;
- Lưu: VT.

TỔ TRƯỞNG

CHỦ TỊCH UBND TỈNH
Trần Văn Minh

(Ban hành kèm theo Công văn số 02/TCTĐA06 ngày 18/02/2025 của Tổ công tác Đề án 06 tỉnh)

TT\tLoại sổ hộ tịch\tTổng dữ liệu hộ tịch\tTrạng thái trên phần mềm 158\t\t\t\tChuyển CSDL hộ tịch \
điện tử
\t\t\tLưu nháp\tChờ rà soát\tĐã duyệt\tTừ chối\t
1\tSổ đăng ký khai sinh\t\t\t\t\t\t
2\tSổ đăng ký kết hôn\t\t\t\t\t\t
3\tSổ đăng ký khai tử\t\t\t\t\t\t
4\tSổ xác nhận tình trạng hôn nhân\t\t\t\t\t\t
5\tSổ đăng ký nhận cha, mẹ, con\t\t\t\t\t\t
TỔNG:\t\t\t\t\t\t\t
"""


def hanoi(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0):
    """A moment in Hanoi."""
    return datetime.combine(date(year, month, day), time(hour, minute, second), HANOI)


def cells(total: int = 100, transferred: int = 80, *, rows: int = 5) -> dict[str, dict[str, int]]:
    """Figures that satisfy every check, for the first so many books."""
    books = ("birth", "marriage", "death", "status", "parent_child")[:rows]
    row = {"total": total, "draft": 1, "waiting": 2, "approved": transferred + 3, "rejected": 1}
    return {book: {**row, "transferred": transferred} for book in books}


@dataclass
class Cast:
    """The province, its people, and short ways to make things happen in it."""

    province: Unit
    north: Unit
    south: Unit
    hills: Unit
    river: Unit
    coast: Unit
    island: Unit
    police: Agency
    justice: Agency
    finance: Agency
    lan: Person
    binh: Person
    hoa: Person
    vinh: Person
    son: Person
    minh: Person
    khoa: Person
    at: datetime = field(default_factory=lambda: hanoi(2025, 2, 18, 17, 20))

    def dispatch(self, text: str = ORDER, *, at: datetime | None = None) -> Dispatch:
        """A dispatch loaded by Lan."""
        return dispatches.register(
            name="cong-van.txt", data=text.encode(), by=self.lan, at=at or self.at
        )

    def confirm(self, proposal: Proposal, *leads: Agency, **terms: object) -> Task:
        """A proposal confirmed by Lan as the reader understood it, unless told otherwise."""
        read = proposal.fields
        given = {
            "title": read["title"],
            "leads": list(leads) or [self.justice],
            "lead_label": ", ".join(read["lead"]),
            "due_on": date.fromisoformat(read["due"]) if read.get("due") else None,
            "starts_on": date.fromisoformat(read["starts"]) if read.get("starts") else None,
            "every": read.get("every") or "",
            "standing": read.get("modality") == "standing",
            **terms,
        }
        return deciding.confirm(proposal=proposal, terms=Terms(**given), by=self.lan, at=self.at)

    def demand(self, dispatch: Dispatch | None = None, *, at: datetime | None = None) -> Demand:
        """The annex form in force, as the shipped pack of civil status has it."""
        from dondoc import packs

        dispatch = dispatch or self.dispatch()
        version = programmes.adopt(
            text=packs.shipped()["civil_status"],
            source=str(dispatch),
            from_on=date(2025, 2, 18),
            by=self.lan,
            at=at or self.at,
        )
        return demanding.demand(
            programme=version.programme,
            form=version.form("register_progress"),
            dispatch=dispatch,
            clause=dispatch.clauses.filter(number="1").first(),
            by=self.lan,
            at=at or self.at,
            back_fill_from=date(2025, 2, 15),
        )

    def owes(self, person: Person, period: date) -> Report:
        """The report a person's agency owes for a day."""
        return Report.objects.get(agency=person.duty.agency, first_on=period)

    def files(self, person: Person, period: date, at: datetime, figures=None, **more) -> Filing:
        """A person files a report."""
        demanding.open_all(at=at)
        content = reports.Content(cells() if figures is None else figures)
        report = self.owes(person, period)
        return reports.file(report=report, content=content, by=person, at=at, **more)


def _units() -> dict[str, Unit]:
    def unit(code: str, name: str, kind: str, level: str, parent: Unit | None = None) -> Unit:
        return agencies.new_unit(
            parent=parent, code=code, name=name, kind=kind, level=level, exists_from=FOUNDED
        )

    province = unit("51", "Quảng Ngãi", "tỉnh", "province")
    north = unit("901", "Bắc Sông", "huyện", "district", province)
    south = unit("902", "Nam Sông", "huyện", "district", province)
    return {
        "province": province,
        "north": north,
        "south": south,
        "hills": unit("90101", "Đồi Sim", "xã", "commune", north),
        "river": unit("90102", "Bến Đò", "xã", "commune", north),
        "coast": unit("90201", "Cửa Biển", "phường", "commune", south),
        "island": unit("903", "Đảo Xa", "huyện", "district", province),
    }


def _agency(code: str, name: str, kind: str, unit: Unit) -> Agency:
    return agencies.new_agency(code=code, name=name, kind=kind, unit=unit, exists_from=FOUNDED)


def _person(username: str, full_name: str, agency: Agency, role: str, title: str) -> Person:
    return agencies.appoint(
        username=username,
        full_name=full_name,
        password=PASSWORD,
        agency=agency,
        role=role,
        title=title,
        from_on=FOUNDED,
        by=None,
        at=hanoi(2024, 1, 2),
    ).on_duty(date(2025, 2, 18))


@pytest.fixture
def cast(db) -> Iterator[Cast]:
    """The province before the first dispatch arrives."""
    units = _units()
    province = units["province"]
    police = _agency("cong-an-tinh", "Công an tỉnh", "department", province)
    justice = _agency("so-tu-phap", "Sở Tư pháp", "department", province)
    finance = _agency("so-tai-chinh", "Sở Tài chính", "department", province)
    office = _agency("van-phong-ubnd-tinh", "Văn phòng UBND tỉnh", "department", province)
    chair = _agency("ubnd-tinh", "UBND tỉnh", "leadership", province)
    committees = {
        name: _agency(
            f"ubnd-{units[name].code}",
            f"UBND {units[name].kind} {units[name].name}",
            kind,
            units[name],
        )
        for name, kind in [
            ("north", "district"),
            ("south", "district"),
            ("island", "district"),
            ("hills", "commune"),
            ("river", "commune"),
            ("coast", "commune"),
        ]
    }
    StandingRole.objects.create(
        agency=police,
        body="Tổ công tác Đề án 06 tỉnh",
        exists_from=FOUNDED,
        source="tỉnh trong bài kiểm thử",
        letterhead={
            "parent_body": "UBND TỈNH QUẢNG NGÃI",
            "body": "TỔ CÔNG TÁC ĐỀ ÁN 06",
            "suffix": "TCTĐA06",
            "place": "Quảng Ngãi",
            "about": "đôn đốc thực hiện các nhiệm vụ chậm, có nguy cơ chậm tiến độ của Đề án 06",
            "authority": "Tổ trưởng Tổ công tác Đề án 06 tỉnh",
            "closing": "Yêu cầu các cơ quan, đơn vị, địa phương khẩn trương thực hiện",
            "signer_posts": ["TỔ TRƯỞNG", "CHỦ TỊCH UBND TỈNH"],
            "copied_to": ["Như trên;", "CT, các PCT UBND tỉnh;", "Lưu: VT, TTHC."],
        },
    )
    yield Cast(
        **units,
        police=police,
        justice=justice,
        finance=finance,
        lan=_person("lan", "Nguyễn Thị Lan", police, Role.STANDING, "Cơ quan thường trực"),
        binh=_person("binh", "Lê Thanh Bình", justice, Role.DEPARTMENT, "Đầu mối Sở Tư pháp"),
        hoa=_person("hoa", "Phạm Thị Hoa", committees["hills"], Role.COMMUNE, "Công chức hộ tịch"),
        vinh=_person(
            "vinh", "Đinh Văn Vinh", committees["river"], Role.COMMUNE, "Công chức hộ tịch"
        ),
        son=_person("son", "Võ Sơn", committees["north"], Role.DISTRICT, "Phòng Tư pháp"),
        minh=_person("minh", "Trần Văn Minh", chair, Role.LEADER, "Chủ tịch UBND tỉnh"),
        khoa=_person("khoa", "Hồ Đăng Khoa", office, Role.DEPARTMENT, "Đầu mối Văn phòng"),
    )


@pytest.fixture
def as_(monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], Client]:
    """`as_(cast.lan)` is a browser in which Lan is signed in, on the evening of 18/02/2025."""
    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 18, 17, 30))

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in

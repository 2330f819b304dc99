"""A task force has members with days: its class means other agencies after it was rebuilt."""

from datetime import date

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies.arranging import withdraw
from dondoc.agencies.models import Agency, Ending, Membership
from dondoc.agencies.queries import who_is
from dondoc.agencies.task_forces import (
    LeavesBeforeComing,
    NotABody,
    NotThere,
    SeatTaken,
    leave,
    seat,
    seats_held,
    seats_of,
)
from dondoc.core.asof import AsOf
from tests.cast import FOUNDED, hanoi

AT = hanoi(2025, 4, 5)
SPRING, SUMMER = AsOf.ever(date(2025, 2, 18)), AsOf.ever(date(2025, 6, 1))


@pytest.fixture
def force(cast) -> Agency:
    """The task force of the province: the police stand, Justice and Finance are members."""
    body = agencies.new_agency(
        code="to-cong-tac", name="Tổ công tác Đề án 06 tỉnh Quảng Ngãi", kind="body",
        short_name="Tổ công tác Đề án 06", unit=cast.province, exists_from=FOUNDED,
    )  # fmt: skip
    for agency, role, post in (
        (cast.justice, "member", "Giám đốc"),
        (cast.finance, "member", "Giám đốc"),
        (cast.police, "deputy", "Giám đốc"),
    ):
        sit(cast, body, agency, role=role, post=post)
    return body


def sit(cast, body, agency, role="member", post="Giám đốc", on=date(2025, 1, 2)):
    return seat(
        body=body, agency=agency, role=role, post=post, from_on=on, by=cast.lan, at=AT,
        number="55/QĐ",
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Thành viên Tổ công tác Đề án 06 tỉnh",
        "các thành viên Tổ công tác Đề án 06",
        "Các cơ quan là thành viên của Tổ công tác Đề án 06 tỉnh Quảng Ngãi",
        "các đồng chí thành viên TCT Đề án 06 tỉnh",
    ],
)
def test_the_members_of_a_task_force_are_a_class(cast, force, name):
    assert {one.code for one in who_is(name, SPRING)} == {
        "cong-an-tinh",
        "so-tu-phap",
        "so-tai-chinh",
    }


def test_the_standing_agency_of_a_task_force_is_meant_by_its_office(cast, force):
    assert [one.code for one in who_is("Cơ quan thường trực Tổ công tác Đề án 06", SPRING)] == [
        "cong-an-tinh"
    ]


def test_whose_seat_ended_is_a_member_no_more(cast, force):
    [held] = seats_held(cast.finance, SPRING)
    leave(membership=held, last_on=date(2025, 3, 31), by=cast.lan, at=AT, number="60/QĐ")

    assert cast.finance.key in {one.key for one in seats_of(force, SPRING).agencies}
    assert cast.finance.key not in {one.key for one in seats_of(force, SUMMER).agencies}


def test_a_body_that_went_on_in_another_has_that_ones_members(cast, force):
    board = agencies.new_agency(
        code="ban-chi-dao", name="Ban Chỉ đạo chuyển đổi số và Đề án 06", kind="body",
        unit=cast.province, exists_from=date(2025, 4, 5),
    )  # fmt: skip
    Ending.objects.create(agency=force, last_on=date(2025, 4, 4))
    sit(cast, board, cast.justice, on=date(2025, 4, 5))

    asked = "thành viên Ban Chỉ đạo chuyển đổi số và Đề án 06"
    assert [one.code for one in who_is(asked, SUMMER)] == ["so-tu-phap"]
    assert who_is("thành viên Tổ công tác Đề án 06 tỉnh", SUMMER) == []


def test_a_task_force_of_a_district_is_meant_by_its_level_where_it_is_recorded(cast):
    asked = "Tổ công tác Đề án 06 cấp huyện"
    assert {one.code for one in who_is(asked, SPRING)} == {"ubnd-901", "ubnd-902", "ubnd-903"}

    agencies.new_agency(
        code="tct-901", name="Tổ công tác Đề án 06 huyện Bắc Sông", kind="body", unit=cast.north,
        exists_from=FOUNDED,
    )  # fmt: skip
    assert [one.code for one in who_is(asked, SPRING)] == ["tct-901"]


def test_head_and_deputies_come_before_members(cast, force):
    chair = Agency.objects.get(code="ubnd-tinh")
    sit(cast, force, chair, role="head", post="Chủ tịch")

    roles = [one.role for one in seats_of(force, SPRING).members]
    assert roles == ["head", "deputy", "member", "member"]


def test_a_seat_is_refused_where_it_cannot_be(cast, force):
    with pytest.raises(NotABody):
        sit(cast, cast.justice, cast.finance)
    with pytest.raises(SeatTaken):
        sit(cast, force, cast.finance)
    with pytest.raises(NotThere):
        sit(cast, force, cast.finance, on=date(2019, 1, 1))
    with pytest.raises(LeavesBeforeComing):
        leave(
            membership=Membership.objects.first(), last_on=date(2024, 1, 1), by=cast.lan, at=AT,
            number="60/QĐ",
        )  # fmt: skip


def test_a_decision_taken_back_takes_its_seat_along(cast, force):
    [held] = seats_held(cast.finance, SPRING)
    withdraw(held.decision, by=cast.lan, at=hanoi(2025, 5, 1), reason="nhầm")

    later = AsOf(date(2025, 2, 18), hanoi(2025, 5, 2))
    assert cast.finance.key not in {one.key for one in seats_of(force, later).agencies}
    before = AsOf(date(2025, 2, 18), hanoi(2025, 4, 30))
    assert cast.finance.key in {one.key for one in seats_of(force, before).agencies}


class TestOnThePage:
    """The standing agency keeps the members; others read them."""

    @pytest.fixture(autouse=True)
    def now(self, monkeypatch):
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 4, 6))

    def typed(self, **more):
        return {"agency": "Văn phòng UBND tỉnh", "role": "member", "post": "Chánh Văn phòng",
                "on": "2025-04-06", "number": "61/QĐ", **more}  # fmt: skip

    def test_lan_gives_a_seat_and_ends_it(self, cast, force, client):
        client.force_login(cast.lan)
        page = f"/co-quan/{force.key}/"
        assert "Thêm thành viên" in client.get(page).content.decode()

        assert client.post(f"{page}thanh-vien/", self.typed()).status_code == 302
        assert "Chánh Văn phòng" in client.get(page).content.decode()

        [held] = seats_held(cast.khoa.duty.agency, AsOf.at(hanoi(2025, 4, 6)))
        ended = client.post(f"{page}thanh-vien/{held.pk}/", {"on": "2025-04-30", "number": "62/QĐ"})
        assert ended.status_code == 302
        assert seats_held(cast.khoa.duty.agency, SUMMER) == []

    def test_what_was_typed_stays_with_the_reason(self, cast, force, client):
        client.force_login(cast.lan)
        page = f"/co-quan/{force.key}/thanh-vien/"

        said = client.post(page, self.typed(agency="Sở Không Có")).content.decode()
        assert "Chọn một cơ quan của ngày đó trong danh sách." in said
        assert 'value="Chánh Văn phòng"' in said

        twice = self.typed(agency="Sở Tư pháp", post="Giám đốc", number="55/QĐ")
        assert "đã là" in client.post(page, twice).content.decode()

    def test_others_read_the_members_and_change_nothing(self, cast, force, client):
        page = f"/co-quan/{force.key}/"
        for person in (cast.minh, cast.binh, cast.hoa):
            client.force_login(person)
            said = client.get(page).content.decode()
            assert "Sở Tư pháp" in said
            assert "Thêm thành viên" not in said
            assert client.post(f"{page}thanh-vien/", self.typed()).status_code == 404

    def test_a_past_day_offers_no_seat(self, cast, force, client):
        client.force_login(cast.lan)
        said = client.get(f"/co-quan/{force.key}/?ngay=2025-04-05").content.decode()
        assert "Thêm thành viên" not in said

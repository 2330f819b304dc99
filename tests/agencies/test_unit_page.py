"""The page of a unit and of an agency: what it is that day, where it came from, where it went."""

from datetime import date
from decimal import Decimal

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies.arranging import arrange, withdraw
from dondoc.agencies.models import Agency, Membership, Unit
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.units import ONE_DAY, Succession, Version
from tests.cast import FOUNDED, hanoi

ON = date(2025, 2, 1)
NUMBER = "12/NQ-HĐND"


@pytest.fixture
def merged(cast):
    """From 01/02/2025 Đồi Sim and Bến Đò are Sông Vàng, with a part of Cửa Biển; decided before."""
    new = Version("90199@2025-02-01", "90199", "Sông Vàng", "xã", ON, "commune", cast.north.key)
    plan = Plan(
        number=NUMBER,
        title="Sắp xếp xã",
        effective_on=ON,
        units=Part(
            founded=(new,),
            ended=((cast.hills.key, ON - ONE_DAY), (cast.river.key, ON - ONE_DAY)),
            changed=(Change(cast.coast.key, ON, name="Cửa Biển Mới"),),
            successions=(
                Succession(cast.hills.key, new.key, ON),
                Succession(cast.river.key, new.key, ON),
                Succession(cast.coast.key, new.key, ON, whole=False),
            ),
        ),
    )
    return arrange(plan, by=cast.lan, at=hanoi(2025, 1, 10))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


class TestUnit:
    def test_a_new_commune_says_since_when_out_of_whom_and_by_what(self, cast, merged, as_):
        text = page(as_(cast.khoa), "/don-vi/90199@2025-02-01/")
        assert (
            "Xã Sông Vàng là đơn vị hành chính từ 01/02/2025, gộp từ xã Đồi Sim và xã Bến Đò, "
            f"cùng một phần phường Cửa Biển, theo Nghị quyết {NUMBER}." in text
        )
        assert "Thuộc huyện Bắc Sông, tỉnh Quảng Ngãi, mã 90199." in text
        assert "UBND xã Sông Vàng" in text
        assert '<svg class="chart wide"' in text

    def test_an_old_commune_says_that_it_is_no_more(self, cast, merged, as_):
        text = page(as_(cast.hoa), f"/don-vi/{cast.hills.key}/")
        assert (
            "Xã Đồi Sim không còn là đơn vị hành chính từ 01/02/2025, nhập vào xã Sông Vàng theo "
            f"Nghị quyết {NUMBER}." in text
        )

    def test_the_day_before_it_still_stood_and_what_was_known_is_said(self, cast, merged, as_):
        text = page(as_(cast.hoa), f"/don-vi/{cast.hills.key}/?ngay=2025-01-31")
        assert "Xã Đồi Sim là đơn vị hành chính, có trong sổ từ 01/01/2020." in text
        assert "Đến hết ngày 31/01/2025." in text
        early = page(as_(cast.hoa), f"/don-vi/{cast.hills.key}/?ngay=2025-01-09")
        assert "Đến hết" not in early
        assert "Sông Vàng" not in early

    def test_a_renamed_one_keeps_its_page_and_its_old_name(self, cast, merged, as_):
        text = page(as_(cast.lan), f"/don-vi/{cast.coast.key}/")
        assert "Phường Cửa Biển Mới" in text
        assert "Trước 01/02/2025 là phường Cửa Biển." in text

    def test_a_part_without_a_decided_share_is_not_divided(self, cast, as_):
        halves = [
            Version(
                f"9030{n}@2025-02-01", f"9030{n}", f"Nửa {n}", "xã", ON, "commune", cast.north.key
            )
            for n in (1, 2)
        ]
        arrange(
            Plan(
                number="13/NQ",
                effective_on=ON,
                units=Part(
                    founded=tuple(halves),
                    ended=((cast.hills.key, ON - ONE_DAY),),
                    successions=tuple(
                        Succession(cast.hills.key, one.key, ON, whole=False) for one in halves
                    ),
                ),
            ),
            by=cast.lan,
            at=hanoi(2025, 1, 10),
        )
        text = page(as_(cast.lan), f"/don-vi/{cast.hills.key}/")
        assert "chia cho xã Nửa 1 và xã Nửa 2" in text
        assert "Số liệu chưa tách" in text
        assert text.count("một phần, số liệu chưa tách") == 2

    def test_a_decided_share_stands_in_the_table(self, cast, as_):
        whole = Version("90301@2025-02-01", "90301", "Nửa", "xã", ON, "commune", cast.north.key)
        arrange(
            Plan(
                number="13/NQ",
                effective_on=ON,
                units=Part(
                    founded=(whole,),
                    ended=((cast.hills.key, ON - ONE_DAY),),
                    successions=(
                        Succession(
                            cast.hills.key, whole.key, ON, whole=False, weight=Decimal("0.625")
                        ),
                        Succession(
                            cast.hills.key, cast.river.key, ON, whole=False, weight=Decimal("0.375")
                        ),
                    ),
                ),
            ),
            by=cast.lan,
            at=hanoi(2025, 1, 10),
        )
        assert "một phần, 62,5% số liệu" in page(as_(cast.lan), f"/don-vi/{cast.hills.key}/")

    def test_what_was_taken_back_leaves_no_trace_today(self, cast, merged, as_):
        withdraw(merged, by=cast.lan, at=hanoi(2025, 2, 10), reason="ghi nhầm")
        text = page(as_(cast.lan), f"/don-vi/{cast.hills.key}/")
        assert "Xã Đồi Sim là đơn vị hành chính" in text
        assert "Sông Vàng" not in text
        assert as_(cast.lan).get("/don-vi/90199@2025-02-01/").status_code == 404
        then = page(as_(cast.lan), "/don-vi/90199@2025-02-01/?ngay=2025-02-05")
        assert "Xã Sông Vàng là đơn vị hành chính từ 01/02/2025" in then

    @pytest.mark.parametrize("key", ["khong-co", "90101", "%00", "a@b@c", "..%2f"])
    def test_an_unknown_key_is_not_found(self, cast, as_, key):
        assert as_(cast.lan).get(f"/don-vi/{key}/").status_code == 404
        assert as_(cast.lan).get(f"/co-quan/{key}/").status_code == 404


class TestAgency:
    def test_it_says_its_functions_its_roles_and_its_members(self, cast, as_):
        body = agencies.new_agency(
            code="to-cong-tac", name="Tổ công tác Đề án 06 tỉnh", kind="body", unit=cast.province,
            exists_from=FOUNDED,
        )  # fmt: skip
        Membership.objects.create(
            body=body, agency=cast.justice, role="member", post="Giám đốc", exists_from=FOUNDED
        )
        text = page(as_(cast.lan), "/co-quan/to-cong-tac/")
        assert "Giám đốc" in text
        assert "Sở Tư pháp" in text
        assert "thường trực: Công an tỉnh" in text
        assert "Thường trực Tổ công tác" in page(as_(cast.lan), "/co-quan/cong-an-tinh/")
        assert "Tổ công tác Đề án 06 tỉnh" in page(as_(cast.lan), "/co-quan/so-tu-phap/")

    def test_one_that_ended_says_who_took_which_function(self, cast, as_):
        arrange(
            Plan(
                number="Sắp xếp các sở",
                effective_on=ON,
                agencies=Part(
                    ended=(("so-tai-chinh", ON - ONE_DAY),),
                    successions=(
                        Succession("so-tai-chinh", "so-tu-phap", ON, "ngân sách"),
                        Succession("so-tai-chinh", "cong-an-tinh", ON, "giá"),
                    ),
                ),
            ),
            by=cast.lan,
            at=hanoi(2025, 1, 10),
        )
        text = page(as_(cast.lan), "/co-quan/so-tai-chinh/")
        assert (
            "Sở Tài chính kết thúc hoạt động từ 01/02/2025, việc chuyển sang 2 cơ quan theo chức "
            "năng (Sắp xếp các sở)." in text
        )
        assert "Công an tỉnh (giá) và Sở Tư pháp (ngân sách)." in text
        assert "nhận: ngân sách" in text
        assert "nhận việc của Sở Tài chính" in page(as_(cast.lan), "/co-quan/so-tu-phap/")


class TestLooking:
    def test_without_a_name_the_tree_of_the_day_stands_there(self, cast, merged, as_):
        text = page(as_(cast.khoa), "/don-vi/")
        assert "1 tỉnh, 3 huyện" in text
        assert f"/don-vi/{cast.north.key}/" in text

    def test_a_name_without_marks_finds_units_and_agencies(self, cast, merged, as_):
        text = page(as_(cast.khoa), "/don-vi/?q=doi+sim")
        assert "nay là xã Sông Vàng" in text
        assert "UBND xã Đồi Sim" in text

    def test_nothing_found_says_what_to_try(self, cast, as_):
        text = page(as_(cast.khoa), "/don-vi/?q=<b>zq")
        assert "“&lt;b&gt;zq”" in text
        assert "<b>zq" not in text

    def test_a_live_search_sends_only_the_results(self, cast, as_):
        answer = as_(cast.khoa).get("/don-vi/?q=doi", headers={"HX-Request": "true"})
        assert b"<html" not in answer.content
        assert "Đồi Sim" in answer.content.decode()

    def test_a_stranger_is_sent_to_the_door(self, cast, client):
        for address in ("/don-vi/", "/don-vi/51@2020-01-01/", "/co-quan/so-tu-phap/"):
            assert client.get(address).status_code == 302


class TestPicking:
    def test_the_last_name_typed_is_looked_for(self, cast, as_):
        text = page(as_(cast.lan), "/co-quan/goi-y/?o=lead&lead=Sở Tư pháp; tai")
        assert 'data-choice="Sở Tài chính"' in text
        assert "Sở Tư pháp<" not in text

    def test_one_that_ended_is_no_choice_that_day(self, cast, merged, as_):
        assert "data-choice" not in page(as_(cast.lan), "/co-quan/goi-y/?o=lead&lead=doi+sim")
        then = page(as_(cast.lan), "/co-quan/goi-y/?o=lead&lead=doi+sim&ngay=2025-01-20&nay=1")
        assert 'data-choice="UBND xã Đồi Sim"' in then

    @pytest.mark.parametrize(
        "query", ["", "o=lead", "o=lead&lead=;;", "o=o", "o=lead&lead=Sở Tư pháp"]
    )
    def test_nothing_to_choose_gives_nothing(self, cast, as_, query):
        assert "data-choice" not in page(as_(cast.lan), f"/co-quan/goi-y/?{query}")

    def test_the_review_offers_it_and_a_plain_list_without_script(self, cast, as_):
        dispatch = cast.dispatch()
        text = page(as_(cast.lan), f"/van-ban/{dispatch.pk}/ra-soat/")
        assert 'hx-get="/co-quan/goi-y/?ngay=2025-02-18&amp;nay=1&amp;o=lead"' in text
        assert '<noscript><datalist id="agencies">' in text


class TestApi:
    def test_units_and_agencies_are_found_for_a_day(self, cast, merged, as_):
        (found,) = as_(cast.khoa).get("/api/units/?q=doi sim").json()
        assert (found["key"], found["until_on"]) == (cast.hills.key, "2025-01-31")
        assert (found["living"], found["now"]) == (False, ["xã Sông Vàng"])
        (then,) = as_(cast.khoa).get("/api/units/?q=doi sim&ngay=2025-01-31&nay=1").json()
        assert then["living"]
        (office,) = as_(cast.khoa).get("/api/agencies/?q=so tu phap").json()
        assert office["url"] == "/co-quan/so-tu-phap/"

    def test_one_unit_with_its_line(self, cast, merged, as_):
        body = as_(cast.khoa).get("/api/units/90199@2025-02-01").json()
        assert [(one["before"], one["part"]) for one in body["line"]] == [
            (cast.river.key, "toàn bộ"),
            (cast.coast.key, "một phần"),
            (cast.hills.key, "toàn bộ"),
        ]
        assert as_(cast.khoa).get("/api/units/khong").status_code == 404
        assert as_(cast.khoa).get("/api/agencies/so-tu-phap").json()["name"] == "Sở Tư pháp"

    @pytest.mark.parametrize("query", ["limit=0", "limit=1000"])
    def test_what_cannot_be_read_is_refused(self, cast, as_, query):
        assert as_(cast.khoa).get(f"/api/units/?q=a&{query}").status_code == 422


def test_every_row_can_be_found(cast):
    assert not Unit.objects.filter(words="").exists()
    assert not Agency.objects.filter(words="").exists()

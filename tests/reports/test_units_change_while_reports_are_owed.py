"""Đồi Sim and Bến Đò become one commune from 01/07/2025; often that is written down days later.

The form is daily: a day's figures are due on the next day before 08:00 and locked at 12:00.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dondoc import packs
from dondoc.agencies.arranging import DecisionInUse
from dondoc.audit.models import Entry
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.asof import AsOf
from dondoc.core.units import Succession, Version
from dondoc.dashboards import queries as boards
from dondoc.programmes import actions as programmes
from dondoc.reports import actions, demanding, queries, settling
from dondoc.reports.adding_up import parts_of
from dondoc.reports.models import Demand, Filing, Lapse, Report, Revival
from tests.cast import Cast, cells, hanoi
from tests.watching import words_of

MERGED, EVE = date(2025, 7, 1), date(2025, 6, 30)
ARRIVED = hanoi(2025, 6, 27, 17)
EARLY, LATE = hanoi(2025, 6, 20), hanoi(2025, 7, 10, 9)
FIFTH = date(2025, 7, 5)
ON_THE_FIFTH = AsOf.end_of(FIFTH)


def demanded(cast: Cast) -> Demand:
    """The daily form of civil status, asked for from 27/06/2025 at 17:00."""
    dispatch = cast.dispatch(at=ARRIVED)
    version = programmes.adopt(
        text=packs.shipped()["civil_status"], source="thử", from_on=ARRIVED.date(), by=cast.lan,
        at=ARRIVED,
    )  # fmt: skip
    return demanding.demand(
        programme=version.programme, form=version.form("register_progress"), dispatch=dispatch,
        clause=dispatch.clauses.filter(number="1").first(), by=cast.lan, at=ARRIVED,
        back_fill_from=date(2025, 6, 26),
    )  # fmt: skip


def merging(cast: Cast, number: str = "1677/NQ") -> Plan:
    """The two communes of the north become one under the province; the northern district ends."""
    hills, river, north = cast.hills.key, cast.river.key, cast.north.key
    new = Version(
        "90101@2025-07-01", "90101", "Đồi Sim Mới", "xã", MERGED, "commune", cast.province.key
    )
    return Plan(
        number=number, title="Sắp xếp xã", effective_on=MERGED, source="bài kiểm thử",
        units=Part(
            founded=(new,),
            ended=((hills, EVE), (river, EVE), (north, EVE)),
            successions=(Succession(hills, new.key, MERGED), Succession(river, new.key, MERGED)),
        ),
    )  # fmt: skip


def names(reports) -> list[str]:
    return sorted(one.unit.name for one in reports.filter(consolidated=False))


def owed(day: date, at: AsOf) -> list[str]:
    return names(Report.objects.owed(at).filter(first_on=day))


OLD = ["Bến Đò", "Cửa Biển", "Đảo Xa", "Đồi Sim"]
NEW = ["Cửa Biển", "Đảo Xa", "Đồi Sim Mới"]


@pytest.fixture
def demand(cast) -> Demand:
    return demanded(cast)


def sends(unit: str, day: date, at, by, *, total: int = 100) -> Filing:
    report = Report.objects.get(unit__name=unit, first_on=day, consolidated=False)
    return actions.file(report=report, content=actions.Content(cells(total)), by=by, at=at)


class TestRecordedInTime:
    def test_the_units_of_the_last_day_owe_it(self, cast, demand):
        settling.arrange(merging(cast), by=cast.lan, at=ARRIVED)
        demanding.open_all(at=LATE)

        now = AsOf.at(LATE)
        assert owed(EVE, now) == OLD
        assert owed(MERGED, now) == owed(FIFTH, now) == NEW
        assert not Lapse.objects.exists()
        assert not Report.objects.filter(first_on__gte=MERGED, back_fill=True).exists()

    def test_what_the_old_units_owe_for_their_own_days_they_owe_still(self, cast, demand):
        settling.arrange(merging(cast), by=cast.lan, at=ARRIVED)
        demanding.open_all(at=LATE)

        silent = Report.objects.silent(LATE).filter(first_on=EVE)
        assert names(silent) == OLD

    def test_decided_before_the_form_was_asked_for(self, cast):
        settling.arrange(merging(cast), by=cast.lan, at=EARLY)
        demanded(cast)
        demanding.open_all(at=LATE)

        assert owed(EVE, AsOf.at(LATE)) == OLD
        assert owed(FIFTH, AsOf.at(LATE)) == NEW


class TestRecordedLate:
    def test_since_then_the_new_unit_owes_and_the_old_ones_do_not(self, cast, demand):
        demanding.open_all(at=hanoi(2025, 7, 10, 0, 5))
        assert owed(FIFTH, AsOf.at(hanoi(2025, 7, 10, 8))) == OLD

        decision = settling.arrange(merging(cast), by=cast.lan, at=LATE)

        assert owed(FIFTH, AsOf.at(LATE)) == NEW
        assert owed(EVE, AsOf.at(LATE)) == OLD
        assert owed(FIFTH, ON_THE_FIFTH) == OLD  # as it was known, for ever
        lapsed = Lapse.objects.filter(report__first_on=FIFTH)
        assert {(one.decision, one.reason) for one in lapsed} == {(decision, Lapse.ENDED)}
        assert Entry.objects.filter(verb="report.settled").count() == 1

    def test_nobody_is_late_for_what_nobody_could_have_known(self, cast, demand):
        demanding.open_all(at=LATE)
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        new = Report.objects.filter(unit__name="Đồi Sim Mới").order_by("first_on")

        due_before = [one for one in new if one.due_at <= LATE]
        assert [one.first_on for one in due_before] == [
            MERGED + timedelta(days=n) for n in range(9)
        ]
        assert all(one.back_fill and one.closes_at is None for one in due_before)
        [today] = [one for one in new if one.due_at > LATE]
        assert (today.first_on, today.back_fill) == (date(2025, 7, 10), False)
        assert today.closes_at == hanoi(2025, 7, 11, 12)

    def test_it_says_nothing_when_the_timer_ran(self, cast, demand):
        """A timer that stood still from June to August tells the same as one of every minute."""
        settling.arranging.arrange(merging(cast), by=cast.lan, at=LATE)
        demanding.open_all(at=hanoi(2025, 8, 1))

        assert owed(FIFTH, ON_THE_FIFTH) == OLD
        assert owed(FIFTH, AsOf.end_of(date(2025, 7, 9))) == OLD
        assert owed(FIFTH, AsOf.at(LATE)) == NEW
        found = Report.objects.get(unit__name="Đồi Sim Mới", first_on=FIFTH)
        assert found.back_fill and found.known_from == LATE

    def test_history_typed_in_later_asks_nobody_otherwise_in_hindsight(self, cast, demand):
        """The register says it was known since its issue; whoever owed was asked by then."""
        demanding.open_all(at=LATE)
        settling.arranging.arrange(
            merging(cast), by=cast.lan, at=LATE, known_since=hanoi(2025, 6, 16)
        )
        noticed = LATE + timedelta(minutes=1)
        demanding.open_all(at=noticed)

        assert owed(FIFTH, AsOf.at(LATE)) == OLD
        assert owed(FIFTH, AsOf.at(noticed)) == NEW
        assert Report.objects.get(unit__name="Đồi Sim Mới", first_on=FIFTH).back_fill

    def test_settled_twice_nothing_is_written_twice(self, cast, demand):
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        before = (Report.objects.count(), Lapse.objects.count(), Entry.objects.count())

        assert settling.settle(at=LATE) == settling.settle(at=LATE + timedelta(minutes=1)) == 0
        assert demanding.open_all(at=LATE + timedelta(minutes=2)) == 0
        assert (Report.objects.count(), Lapse.objects.count(), Entry.objects.count()) == before

    def test_the_old_unit_sends_no_more_and_the_new_one_does(self, cast, demand):
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        old = Report.objects.get(unit=cast.hills, first_on=FIFTH)

        with pytest.raises(actions.NoLongerOwed):
            actions.file(report=old, content=actions.Content(cells()), by=cast.hoa, at=LATE)
        assert old not in Report.objects.fillable_by(cast.hoa).owed(AsOf.at(LATE))
        sent = sends("Đồi Sim Mới", FIFTH, LATE, cast.hoa)
        fresh = queries.with_filings(Report.objects.all()).get(pk=sent.report_id)
        standing = queries.standing_of(fresh, demand.form, LATE)
        assert (standing.key, standing.detail) == ("provisional", "số liệu bổ sung")


class TestAHalfSentDay:
    @pytest.fixture
    def half(self, cast, demand) -> Demand:
        """Đồi Sim told of 05/07 in time, Bến Đò did not; Cửa Biển did, Đảo Xa did not."""
        demanding.open_all(at=hanoi(2025, 7, 6, 7))
        for unit in ("Đồi Sim", "Cửa Biển"):
            sends(unit, FIFTH, hanoi(2025, 7, 6, 7), cast.hoa)
        demanding.open_all(at=LATE)
        return demand

    def test_what_was_sent_stays_and_counts(self, cast, half):
        everything = list(Filing.objects.values())
        settling.arrange(merging(cast), by=cast.lan, at=LATE)

        assert list(Filing.objects.values()) == everything
        told = Report.objects.owed_or_sent(AsOf.at(LATE)).filter(first_on=FIFTH)
        assert names(told) == sorted([*NEW, "Đồi Sim"])
        assert owed(FIFTH, AsOf.at(LATE)) == NEW

    def test_the_sum_takes_what_the_old_unit_sent(self, cast, half):
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        whole = Report.objects.get(consolidated=True, first_on=FIFTH)

        parts = parts_of(whole, half.form, LATE)

        assert [one.report.unit.name for one in parts.filings] == ["Cửa Biển", "Đồi Sim"]
        assert parts.cells["birth"]["total"] == 200
        # Half of the new commune is told of: it is still waited for.
        assert [unit.name for unit in parts.silent] == ["Đảo Xa", "Đồi Sim Mới"]
        assert parts.from_words == "từ 1/3 đơn vị, có bản của 1 đơn vị cũ"

    def test_told_of_by_all_it_came_from_it_is_not_waited_for(self, cast, half):
        report = Report.objects.get(unit=cast.river, first_on=FIFTH)
        actions.reopen(report=report, until=LATE, reason="mất mạng", by=cast.lan,
                       at=hanoi(2025, 7, 9))  # fmt: skip
        sends("Bến Đò", FIFTH, hanoi(2025, 7, 9, 10), cast.vinh)
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        whole = Report.objects.get(consolidated=True, first_on=FIFTH)

        parts = parts_of(whole, half.form, LATE)

        assert [unit.name for unit in parts.silent] == ["Đảo Xa"]
        assert parts.from_words == "từ 2/3 đơn vị, có bản của 2 đơn vị cũ"

    def test_what_the_new_unit_sends_takes_the_place_of_it(self, cast, half):
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        whole = Report.objects.get(consolidated=True, first_on=FIFTH)
        sends("Đồi Sim Mới", FIFTH, LATE, cast.hoa, total=250)

        parts = parts_of(whole, half.form, LATE)

        assert parts.cells["birth"]["total"] == 350
        assert [unit.name for unit in parts.silent] == ["Đảo Xa"]
        earlier = parts_of(whole, half.form, hanoi(2025, 7, 10, 8))
        assert earlier.cells["birth"]["total"] == 200

    def test_the_board_of_the_fifth_is_as_it_was_known_and_another_as_is_known_now(
        self, cast, half
    ):
        day = AsOf.end_of(date(2025, 7, 6))  # when the figures of the fifth were due
        before = boards.board(cast.lan, half, day)
        settling.arrange(merging(cast), by=cast.lan, at=LATE)

        then = boards.board(cast.lan, half, day)
        assert then == before
        assert [place.unit.name for place in then.silent] == ["Bến Đò", "Đảo Xa"]
        now = boards.board(cast.lan, half, AsOf(day.day, LATE))
        assert now.day == FIFTH
        assert [place.unit.name for place in now.places] == ["Cửa Biển", "Đảo Xa"]
        assert [place.unit.name for place in now.silent] == ["Đảo Xa"]
        assert [place.unit.name for place in now.asked_back] == ["Đồi Sim Mới"]
        assert [place.unit.name for place in now.former] == ["Đồi Sim"]


class TestTakenBack:
    def test_those_before_owe_again_as_if_nothing_had_been_recorded(self, cast, demand):
        decision = settling.arrange(merging(cast), by=cast.lan, at=LATE)
        later = LATE + timedelta(hours=1)

        settling.withdraw(decision, by=cast.lan, at=later, reason="ghi nhầm")

        assert owed(FIFTH, AsOf.at(later)) == OLD
        assert owed(FIFTH, AsOf.at(LATE)) == NEW  # in that hour it was known so
        assert owed(FIFTH, ON_THE_FIFTH) == OLD
        again = Report.objects.owed(AsOf.at(later)).filter(unit=cast.hills, first_on=FIFTH)
        assert [one.back_fill for one in again] == [False]  # it was silent then, and is so again
        assert Revival.objects.exists()
        withdrawn = Lapse.objects.filter(report__unit__name="Đồi Sim Mới")
        assert {one.reason for one in withdrawn} == {Lapse.WITHDRAWN}

    def test_what_fell_due_meanwhile_is_never_late(self, cast, demand):
        decision = settling.arrange(merging(cast), by=cast.lan, at=LATE)
        later = hanoi(2025, 7, 12)

        settling.withdraw(decision, by=cast.lan, at=later, reason="ghi nhầm")

        tenth = Report.objects.owed(AsOf.at(later)).get(unit=cast.hills, first_on=date(2025, 7, 10))
        assert tenth.back_fill
        assert not Report.objects.silent(later).filter(
            unit=cast.hills, first_on__in=[date(2025, 7, 10), date(2025, 7, 11)]
        ).exists()  # fmt: skip

    def test_recorded_anew_it_all_holds_again(self, cast, demand):
        first = settling.arrange(merging(cast), by=cast.lan, at=LATE)
        settling.withdraw(first, by=cast.lan, at=hanoi(2025, 7, 10, 10), reason="sai số hiệu")
        moment = hanoi(2025, 7, 10, 11)

        settling.arrange(merging(cast, "1677/NQ-UBTVQH15"), by=cast.lan, at=moment)

        assert owed(FIFTH, AsOf.at(moment)) == NEW
        assert owed(FIFTH, AsOf.at(hanoi(2025, 7, 10, 10, 30))) == OLD

    def test_what_was_sent_stands_in_the_way(self, cast, demand):
        decision = settling.arrange(merging(cast), by=cast.lan, at=LATE)
        assert settling.only_owed(decision)
        sends("Đồi Sim Mới", FIFTH, LATE, cast.hoa)

        assert not settling.only_owed(decision)
        with pytest.raises(DecisionInUse):
            settling.withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 11), reason="ghi nhầm")
        assert owed(FIFTH, AsOf.at(hanoi(2025, 7, 11))) == NEW


class TestOtherChanges:
    def test_another_name_keeps_its_report(self, cast, demand):
        demanding.open_all(at=LATE)
        before = set(Report.objects.values_list("pk", flat=True))
        plan = Plan(
            number="12/NQ", effective_on=MERGED,
            units=Part(changed=(Change(cast.hills.key, MERGED, name="Đồi Sim Hồng"),)),
        )  # fmt: skip

        settling.arrange(plan, by=cast.lan, at=LATE)

        assert set(Report.objects.values_list("pk", flat=True)) == before
        assert not Lapse.objects.exists()
        demanding.open_all(at=hanoi(2025, 7, 11, 1))
        assert "Đồi Sim Hồng" in owed(date(2025, 7, 11), AsOf.at(hanoi(2025, 7, 11, 1)))

    def test_a_district_without_communes_becomes_a_unit_of_its_own(self, cast, demand):
        """As Lý Sơn: the island reported as a district, a special zone goes on for it."""
        demanding.open_all(at=LATE)
        zone = Version("903@2025-07-01", "903", "Đảo Xa", "đặc khu", MERGED, "commune",
                       cast.province.key)  # fmt: skip
        island = cast.island.key
        plan = Plan(
            number="1677/NQ", effective_on=MERGED,
            units=Part(founded=(zone,), ended=((island, EVE),),
                       successions=(Succession(island, zone.key, MERGED),)),
        )  # fmt: skip

        settling.arrange(plan, by=cast.lan, at=LATE)

        assert owed(FIFTH, AsOf.at(LATE)) == OLD  # the same names
        found = Report.objects.owed(AsOf.at(LATE)).filter(unit__name="Đảo Xa")
        assert found.get(first_on=EVE).unit.kind == "huyện"
        assert found.get(first_on=FIFTH).unit.kind == "đặc khu"
        assert found.get(first_on=FIFTH).agency.name == "UBND đặc khu Đảo Xa"

    def test_a_district_whose_communes_end_reports_itself(self, cast, demand):
        demanding.open_all(at=LATE)
        plan = Plan(number="13/NQ", effective_on=MERGED,
                    units=Part(ended=((cast.coast.key, EVE),)))  # fmt: skip

        decision = settling.arrange(plan, by=cast.lan, at=LATE)
        assert owed(FIFTH, AsOf.at(LATE)) == ["Bến Đò", "Nam Sông", "Đảo Xa", "Đồi Sim"]

        later = LATE + timedelta(hours=1)
        settling.withdraw(decision, by=cast.lan, at=later, reason="ghi nhầm")
        assert owed(FIFTH, AsOf.at(later)) == OLD
        reasons = Lapse.objects.standing(later).values_list("reason", flat=True)
        assert set(reasons) == {Lapse.NO_REPORTER}

        again = LATE + timedelta(hours=2)
        settling.arrange(plan, by=cast.lan, at=again)
        assert owed(FIFTH, AsOf.at(again)) == ["Bến Đò", "Nam Sông", "Đảo Xa", "Đồi Sim"]
        assert Report.objects.filter(unit=cast.south, first_on=FIFTH).count() == 1


class TestThePages:
    @pytest.fixture
    def recorded(self, cast, demand) -> Demand:
        """A half-sent 05/07, and the merger written down on 10/07 at 09:00."""
        demanding.open_all(at=hanoi(2025, 7, 6, 7))
        sends("Đồi Sim", FIFTH, hanoi(2025, 7, 6, 7), cast.hoa)
        settling.arrange(merging(cast), by=cast.lan, at=LATE)
        return demand

    @pytest.fixture
    def read(self, client, clock):
        def look(person, address: str) -> str:
            clock(hanoi(2025, 7, 10, 10))
            client.force_login(person)
            answer = client.get(address)
            assert answer.status_code == 200, address
            return words_of(answer.content.decode())

        return look

    def test_the_board_of_a_past_day_offers_what_is_known_now(self, cast, recorded, read):
        address = reverse("board", args=[recorded.pk])

        then = read(cast.lan, f"{address}?ngay=2025-07-06")
        assert "3 chưa báo cáo" in then and "bổ sung" not in then
        now = read(cast.lan, f"{address}?ngay=2025-07-06&nay=1")
        assert "1 đơn vị được hỏi bổ sung, không tính muộn: 0 đã gửi" in now
        assert "1 báo cáo do đơn vị cũ gửi" in now

    def test_the_list_of_periods_names_what_former_units_sent(self, cast, recorded, read):
        assert "+ 1 đơn vị cũ" in read(cast.lan, reverse("reports"))

    def test_the_old_report_says_why_it_is_no_longer_owed(self, cast, recorded, read):
        sent = Report.objects.get(unit=cast.hills, first_on=FIFTH)
        unsent = Report.objects.get(unit=cast.hills, first_on=date(2025, 7, 6))

        said = read(cast.hoa, sent.get_absolute_url())
        assert "không còn phải gửi báo cáo này: đơn vị không còn (1677/NQ)" in said
        assert "Bản đã gửi vẫn giữ nguyên" in said
        assert "Đã chuyển kế thừa" in read(cast.lan, unsent.get_absolute_url())

    def test_the_old_officer_is_asked_for_nothing_of_the_new_days(self, cast, recorded, read):
        assert "số liệu ngày 05/07" not in read(cast.hoa, reverse("my-work"))

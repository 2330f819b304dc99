"""A decision is recorded whole or not at all, and taken back leaves every answer as it was."""

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from dondoc.agencies import queries, register, transfers
from dondoc.agencies.arranging import (
    AlreadyWithdrawn,
    ArrangementContradicts,
    DecisionInUse,
    DecisionRestedUpon,
    DecisionTwice,
    NothingToArrange,
    arrange,
    decision_of,
    preview,
    withdraw,
)
from dondoc.agencies.models import Agency, Decision, Ending, Post, Unit, UnitSuccession
from dondoc.audit.models import Entry
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.asof import AsOf
from dondoc.core.units import Succession, Tree, Version
from tests.cast import hanoi

DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
RECORDED = hanoi(2025, 6, 20)
AFTER = AsOf.at(hanoi(2025, 7, 10))


@pytest.fixture
def merger(cast) -> Plan:
    """Đồi Sim and Bến Đò become one commune under the province; the northern district ends."""
    hills, river, north = cast.hills.key, cast.river.key, cast.north.key
    new = Version(
        "90101@2025-07-01", "90101", "Đồi Sim Mới", "xã", DAY, "commune", cast.province.key
    )
    return Plan(
        number="1677/NQ",
        title="Sắp xếp xã",
        issued_on=date(2025, 6, 16),
        effective_on=DAY,
        source="bài kiểm thử",
        units=Part(
            founded=(new,),
            ended=((hills, BEFORE), (river, BEFORE), (north, BEFORE)),
            successions=(Succession(hills, new.key, DAY), Succession(river, new.key, DAY)),
        ),
    )


def lowest(at: AsOf) -> list[str]:
    return [unit.name for unit in Unit.objects.lowest(at)]


def test_a_merger_ends_the_old_communes_and_founds_the_new_one_from_its_day(cast, merger):
    arrange(merger, by=cast.lan, at=RECORDED)

    assert lowest(AsOf.at(hanoi(2025, 6, 30))) == ["Bến Đò", "Cửa Biển", "Đảo Xa", "Đồi Sim"]
    assert lowest(AFTER) == ["Cửa Biển", "Đảo Xa", "Đồi Sim Mới"]
    assert Entry.objects.filter(verb="units.arranged").count() == 1


def test_the_same_code_names_another_unit_on_another_day(cast, merger):
    arrange(merger, by=cast.lan, at=RECORDED)

    borne = [Unit.objects.on(at).get(code="90101").name for at in (AsOf.at(RECORDED), AFTER)]
    assert borne == ["Đồi Sim", "Đồi Sim Mới"]


def test_committees_follow_their_units(cast, merger):
    arrange(merger, by=cast.lan, at=RECORDED)

    assert [one.name for one in queries.who_is("UBND xã Đồi Sim Mới", AFTER)] == [
        "UBND xã Đồi Sim Mới"
    ]
    assert queries.who_is("UBND xã Bến Đò", AFTER) == []
    [heir] = queries.heirs_of(Agency.objects.get(name="UBND xã Bến Đò"), AFTER)
    assert heir.agency.name == "UBND xã Đồi Sim Mới"


def test_before_it_was_recorded_nobody_knew(cast, merger):
    arrange(merger, by=cast.lan, at=hanoi(2025, 7, 10))

    assert "Đồi Sim" in lowest(AsOf.end_of(date(2025, 7, 5)))
    assert "Đồi Sim Mới" in lowest(AsOf(date(2025, 7, 5), hanoi(2025, 7, 11)))


def test_what_is_taken_back_leaves_every_answer_byte_equal(cast, merger):
    before = str([register.unit_facts(AFTER), register.agency_facts(AFTER)]).encode()
    decision = arrange(merger, by=cast.lan, at=RECORDED)
    known = AsOf(DAY, hanoi(2025, 7, 2))
    told = lowest(known)

    withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 3), reason="ghi nhầm")

    assert str([register.unit_facts(AFTER), register.agency_facts(AFTER)]).encode() == before
    assert lowest(known) == told  # what a page said before the withdrawal, it says still
    with pytest.raises(AlreadyWithdrawn):
        withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 4), reason="lần nữa")


def test_after_a_withdrawal_the_same_decision_can_be_recorded_again(cast, merger):
    first = arrange(merger, by=cast.lan, at=RECORDED)
    with pytest.raises(DecisionTwice):
        arrange(merger, by=cast.lan, at=RECORDED)
    withdraw(first, by=cast.lan, at=hanoi(2025, 6, 21), reason="thiếu một xã")

    again = arrange(merger, by=cast.lan, at=hanoi(2025, 6, 22))

    assert decision_of("1677/NQ") == again
    assert "Đồi Sim Mới" in lowest(AFTER)


def test_a_plan_that_contradicts_itself_changes_nothing_and_says_all(cast, merger):
    loop = Succession(merger.units.founded[0].key, cast.hills.key, DAY)
    bad = replace(
        merger,
        units=replace(
            merger.units,
            founded=(*merger.units.founded, replace(merger.units.founded[0], key="x", name="Hai")),
            successions=(*merger.units.successions, loop),
        ),
    )
    rows = [model.objects.count() for model in (Unit, Agency, Ending, UnitSuccession, Decision)]

    with pytest.raises(ArrangementContradicts) as refused:
        arrange(bad, by=cast.lan, at=RECORDED)

    assert len(refused.value.findings) >= 2
    assert [
        model.objects.count() for model in (Unit, Agency, Ending, UnitSuccession, Decision)
    ] == rows


def test_a_plan_without_any_change_is_refused(cast):
    with pytest.raises(NothingToArrange):
        arrange(Plan("1/QĐ"), by=cast.lan, at=RECORDED)


def test_looking_first_writes_nothing(cast, merger):
    seen = preview(merger, RECORDED)

    assert seen.findings == ()
    assert len(seen.plan.agencies.founded) == 1
    assert Decision.objects.count() == 0


def test_a_decision_on_which_a_later_one_rests_stays(cast, merger):
    first = arrange(merger, by=cast.lan, at=RECORDED)
    [new] = merger.units.founded
    arrange(
        Plan("2/NQ", effective_on=date(2026, 1, 1), units=Part(
            changed=(Change(new.key, date(2026, 1, 1), kind="phường"),)
        )),
        by=cast.lan,
        at=hanoi(2025, 12, 1),
    )  # fmt: skip

    with pytest.raises(DecisionRestedUpon):
        withdraw(first, by=cast.lan, at=hanoi(2026, 1, 2), reason="nhầm")


def test_a_decision_whose_bodies_have_people_stays(cast, merger):
    decision = arrange(merger, by=cast.lan, at=RECORDED)
    new = Agency.objects.get(name="UBND xã Đồi Sim Mới")
    Post.objects.create(
        person=cast.hoa, agency=new, role="commune", title="Công chức", exists_from=DAY
    )

    with pytest.raises(DecisionInUse):
        withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 2), reason="nhầm")


def pass_on(number: str, given: Agency, to: Agency, cast, at) -> Decision:
    decided = transfers.decide(number=number, effective_on=DAY, by=cast.lan, at=at)
    passed = [transfers.Passed("task", 1, given, ((to, ""),))]
    transfers.record(decided, passed, effective_on=DAY, by=cast.lan, at=at)
    return decided


@pytest.mark.parametrize("receiver", ["UBND xã Đồi Sim Mới", "Sở Tài chính"])
def test_a_decision_because_of_which_work_passed_on_stays_until_the_work_is_back(
    cast, merger, receiver
):
    """Else the work would belong to nobody, or to another than the commune that stands again."""
    decision = arrange(merger, by=cast.lan, at=RECORDED)
    hills = Agency.objects.get(name="UBND xã Đồi Sim")
    passed = pass_on("37/QĐ", hills, Agency.objects.get(name=receiver), cast, hanoi(2025, 7, 2))

    with pytest.raises(DecisionRestedUpon) as caught:
        withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 3), reason="nhầm")

    assert {one.place for one in caught.value.findings} == {"37/QĐ"}
    withdraw(passed, by=cast.lan, at=hanoi(2025, 7, 4), reason="nhầm")
    withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 5), reason="nhầm")
    assert [one.name for one in queries.who_is("UBND xã Đồi Sim", AsOf.at(hanoi(2025, 7, 6)))]


def test_work_that_passed_on_before_holds_no_other_decision(cast, merger):
    pass_on("36/QĐ", cast.finance, cast.police, cast, hanoi(2025, 7, 1))
    decision = arrange(merger, by=cast.lan, at=hanoi(2025, 7, 2))

    withdraw(decision, by=cast.lan, at=hanoi(2025, 7, 3), reason="nhầm")


@pytest.mark.django_db(transaction=True)
def test_a_decision_typed_in_by_two_at_once_is_recorded_once(transactional_db, cast, merger):
    ready, heard = Barrier(2), []

    def officer() -> None:
        ready.wait()
        try:
            arrange(merger, by=cast.lan, at=RECORDED)
            heard.append("recorded")
        except DecisionTwice:
            heard.append("told")
        finally:
            connection.close()

    officers = [Thread(target=officer) for _ in range(2)]
    for one in officers:
        one.start()
    for one in officers:
        one.join()

    assert sorted(heard) == ["recorded", "told"]
    assert Unit.objects.filter(name="Đồi Sim Mới").count() == 1


def test_a_renamed_unit_keeps_its_people_and_its_place(cast):
    arrange(
        Plan("5/NQ", effective_on=DAY, units=Part(
            changed=(Change(cast.hills.key, DAY, name="Đồi Mới", kind="phường"),)
        )),
        by=cast.lan,
        at=RECORDED,
    )  # fmt: skip

    hoa = cast.hoa.on_duty(date(2025, 7, 2))
    assert hoa.duty.agency.name == "UBND phường Đồi Mới"
    assert hoa.duty.agency.unit.full_name == "Phường Đồi Mới"
    assert Tree(register.unit_facts(AFTER)).above(cast.hills.key, DAY) == [
        cast.north.key,
        cast.province.key,
    ]


def test_a_renamed_district_still_holds_its_communes(cast):
    arrange(
        Plan("6/NQ", effective_on=DAY, units=Part(
            changed=(Change(cast.north.key, DAY, kind="thị xã"),)
        )),
        by=cast.lan,
        at=RECORDED,
    )  # fmt: skip

    north = Unit.objects.on(AFTER).get(key=cast.north.key)
    assert north.full_name == "Thị xã Bắc Sông"
    assert {unit.name for unit in Unit.objects.on(AFTER).under(north)} == {
        "Bắc Sông",
        "Đồi Sim",
        "Bến Đò",
    }
    assert "Bắc Sông" not in lowest(AFTER)

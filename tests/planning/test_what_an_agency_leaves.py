"""Sở Xã hội ends on 28/2/2025: what it still answers for is proposed to those that go on."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.agencies import actions as agencies
from dondoc.agencies.arranging import arrange
from dondoc.agencies.models import AgencySuccession, UnitSuccession
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.asof import AsOf
from dondoc.core.functions import Ground
from dondoc.planning import queries
from dondoc.reports import actions as reports
from dondoc.reports.models import Report
from tests.cast import FOUNDED, cells, hanoi
from tests.planning.scene import LATER, MARCH


def told(ending, at=MARCH):
    """By title: who is proposed, by which function, and how late it is."""
    return {
        row.piece.title: (row.heir.agency.short_name if row.heir else None, row.function,
                          row.piece.days_late)
        for row in ending.found(at).rows
    }  # fmt: skip


def test_an_overdue_task_is_proposed_by_the_function_its_words_name(ending):
    assert told(ending)[ending.children.title] == ("Sở Y tế", "trẻ em", 12)


def test_days_late_go_on_being_counted(ending):
    assert told(ending, LATER)[ending.children.title][2] == 19


def test_a_task_whose_words_name_no_function_waits_for_a_person(ending):
    row = next(one for one in ending.found().rows if one.piece.work_id == ending.relief.pk)
    assert (row.heir, row.falling.ground) == (None, Ground.UNNAMED)


def test_a_finished_task_is_not_among_them(ending):
    assert ending.done.title not in told(ending)


def test_a_task_on_which_it_only_supports_is(ending):
    rows = {one.piece.key[:2]: one.piece for one in ending.found().rows}
    assert rows["task", ending.money.pk].heading == "Nhiệm vụ phối hợp"


def test_an_owed_report_and_the_form_it_adds_up_are_proposed_too(ending):
    kinds = {row.piece.kind: row for row in ending.found().rows}
    assert {"report", "demand.consolidator", "programme.lead"} <= set(kinds)
    assert kinds["report"].heir.agency == ending.labour
    assert kinds["demand.consolidator"].function == "hộ tịch"


def test_a_report_that_was_sent_is_owed_no_more(ending):
    owed = Report.objects.filter(consolidated=True, first_on=date(2025, 2, 18)).get()
    before = len(ending.found().rows)
    reports.file(
        report=owed, content=reports.Content(cells()), by=ending.hanh, at=hanoi(2025, 2, 19, 7)
    )
    assert len(ending.found().rows) == before - 1


def test_before_its_last_day_the_list_can_be_prepared(ending):
    found = ending.found(hanoi(2025, 2, 20))
    assert found.leaver.until == date(2025, 2, 28)
    assert {one.agency.short_name for one in found.leaver.heirs} == {"Sở Nội vụ", "Sở Y tế"}
    assert found.proposed == len(found.rows) - 1


def test_an_agency_that_stands_leaves_nothing(ending):
    assert queries.leaving(ending.health.key, AsOf.at(MARCH)) is None
    assert queries.leaving("khong-co", AsOf.at(MARCH)) is None


def test_leader_standing_agency_and_inspector_see_all_others_only_their_own(ending):
    cast, at = ending.cast, AsOf.at(MARCH)
    assert [line.leaver.key for line in queries.lines(cast.lan, at)] == ["so-xa-hoi"]
    assert [line.leaver.key for line in queries.lines(cast.minh, at)] == ["so-xa-hoi"]
    assert [line.leaver.key for line in queries.lines(ending.hanh, at)] == ["so-xa-hoi"]
    assert queries.lines(cast.khoa, at) == [] and queries.lines(cast.binh, at) == []


def test_a_line_counts_by_kind_and_says_how_much_is_late(ending):
    (line,) = queries.lines(ending.cast.lan, AsOf.at(MARCH))
    assert dict(line.counts)["Nhiệm vụ chủ trì"] == 3
    assert (line.total, line.late) == (8, 3)


@pytest.fixture
def districts_end(cast):
    """On 1/7/2025 the northern district ends; its two communes become one, the island goes whole."""
    north, island = cast.north, cast.island
    new = agencies.new_unit(
        parent=cast.province, code="90101", name="Đồi Sông", kind="xã", level="commune",
        exists_from=date(2025, 7, 1),
    )  # fmt: skip
    zone = agencies.new_unit(
        parent=cast.province, code="90301", name="Đảo Xa", kind="đặc khu", level="commune",
        exists_from=date(2025, 7, 1),
    )  # fmt: skip
    from dondoc.agencies.models import Agency, Ending

    last = date(2025, 6, 30)
    for unit in (north, cast.hills, cast.river, island):
        Ending.objects.create(unit=unit, last_on=last)
        Ending.objects.create(agency=Agency.objects.get(unit=unit), last_on=last)
    for before, after in [(cast.hills, new), (cast.river, new), (island, zone)]:
        UnitSuccession.objects.create(before=before, after=after, on=date(2025, 7, 1))
    made = {}
    for unit in (new, zone):
        made[unit.name] = agencies.new_agency(
            code=f"ubnd-{unit.code}-moi", name=f"UBND {unit.kind} {unit.name}", kind="commune",
            unit=unit, exists_from=date(2025, 7, 1),
        )  # fmt: skip
    return made


def test_a_district_that_ended_leaves_its_work_to_communes_of_its_area(cast, districts_end):
    cast.demand()
    at = AsOf.at(hanoi(2025, 7, 3))
    endings = queries.Endings(at)
    island = endings.leaver("ubnd-903")
    north = endings.leaver("ubnd-901")
    assert [one.agency.name for one in island.heirs] == ["UBND đặc khu Đảo Xa"]
    assert [one.agency.name for one in north.heirs] == ["UBND xã Đồi Sông"]


def test_the_island_goes_whole_so_its_figures_asked_afterwards_are_proposed(cast, districts_end):
    cast.demand()
    found = queries.leaving("ubnd-903", AsOf.at(hanoi(2025, 7, 3)))
    assert {row.piece.kind for row in found.rows} == {"report"}
    assert {row.heir.agency.name for row in found.rows} == {"UBND đặc khu Đảo Xa"}
    assert {row.falling.ground for row in found.rows} == {Ground.ONLY}


def test_periods_that_closed_before_the_end_pass_to_nobody(cast, districts_end):
    cast.demand()
    cast.files(cast.vinh, date(2025, 2, 18), hanoi(2025, 2, 19, 7))
    found = queries.leaving("ubnd-90101", AsOf.at(hanoi(2025, 7, 3)))
    closed = Report.objects.filter(agency__key="ubnd-90101", first_on=date(2025, 2, 18)).get()
    assert closed.pk not in {row.piece.work_id for row in found.rows}


def test_a_chain_of_endings_is_followed_to_who_stands(ending):
    cast = ending.cast
    assert date(2025, 5, 1) > FOUNDED
    people = agencies.new_agency(
        code="so-dan-so", name="Sở Dân số", kind="department", unit=cast.province,
        exists_from=date(2025, 5, 1),
    )  # fmt: skip
    from dondoc.agencies.models import Ending

    Ending.objects.create(agency=ending.health, last_on=date(2025, 4, 30))
    AgencySuccession.objects.create(before=ending.health, after=people, on=date(2025, 5, 1))
    row = next(
        one
        for one in ending.found(hanoi(2025, 5, 5)).rows
        if one.piece.work_id == ending.children.pk
    )
    assert row.heir.agency == people


@pytest.mark.parametrize("at", [hanoi(2025, 2, 1), MARCH, LATER])
def test_who_ends_is_asked_of_the_database_as_the_tree_says(ending, at):
    """The tree of a whole country takes seconds to build: a list of who ends does without it."""
    renamed = Plan("5/NQ", effective_on=date(2025, 3, 5), agencies=Part(
        changed=(Change(ending.health.key, date(2025, 3, 5), name="Sở Y tế và Dân số"),),
        ended=((ending.labour.key, date(2025, 12, 31)),),
    ))  # fmt: skip
    arrange(renamed, by=ending.cast.lan, at=hanoi(2025, 3, 5))

    endings = queries.Endings(AsOf.at(at))

    assert ending.social.key in endings.last_days and "tree" not in vars(endings.roll)
    tree = endings.roll.tree
    last_days = {key: tree.until(key) for key in tree.versions if tree.until(key)}
    assert endings.last_days == last_days
    assert (ending.labour.key in last_days) == (at == LATER)

"""What a decision may change: every contradiction is found, named, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dondoc.core import arrangements as found
from dondoc.core.arrangements import Change, Part, faults
from dondoc.core.units import Ending, Facts, Succession, Tree, Version
from tests.succession_strategies import histories

FIRST, EVE, DAY = date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1)


def commune(code: str, on: date = FIRST, *, parent: str = "b", name: str = "") -> Version:
    return Version(f"{code}@{on.year}", code, name or code.upper(), "xã", on, "commune", parent)


def province() -> Tree:
    """Province t, district b with the communes x and y, and an island district d."""
    return Tree(
        Facts(
            (
                Version("t", "51", "T", "tỉnh", FIRST, "province"),
                Version("b", "901", "B", "huyện", FIRST, "district", "t"),
                Version("d", "903", "D", "huyện", FIRST, "district", "t"),
                commune("x"),
                commune("y"),
            )
        )
    )


X, Y, NEW = "x@2020", "y@2020", "n@2025"
NEWBORN = commune("n", DAY, parent="t")


def merger(**facts) -> Part:
    """x and y go on whole in n from 1/7; each test spoils it in one place."""
    return Part(
        **{
            "founded": (NEWBORN,),
            "ended": ((X, EVE), (Y, EVE)),
            "successions": (Succession(X, NEW, DAY), Succession(Y, NEW, DAY)),
            **facts,
        }
    )


def said(part: Part, tree: Tree | None = None) -> list[tuple[str, str]]:
    return [(one.place, one.message) for one in faults(tree or province(), part)]


def test_a_merger_that_can_be_has_no_faults():
    assert said(merger()) == []


def part_of(before: str, after: str, weight: str | None = None, on: date = DAY) -> Succession:
    return Succession(before, after, on, whole=False, weight=Decimal(weight) if weight else None)


OTHER = commune("m", DAY, parent="t")
REFUSED = {
    "two mergers that contradict one another": (
        merger(founded=(NEWBORN, OTHER),
               successions=(Succession(X, NEW, DAY), Succession(X, "m@2025", DAY))),
        X, found.TWO_WHOLES,
    ),
    "the whole to one and a part to another": (
        merger(founded=(NEWBORN, OTHER),
               successions=(Succession(X, NEW, DAY), part_of(X, "m@2025"))),
        X, found.TWO_WHOLES,
    ),
    "a succession before its predecessor began": (
        Part(founded=(commune("n", date(2019, 1, 1), parent=""),),
             successions=(part_of(X, "n@2019", on=date(2019, 7, 1)),)),
        X, found.TOO_EARLY,
    ),
    "a succession long after its predecessor ended": (
        merger(successions=(Succession(X, NEW, DAY + timedelta(days=9)),)), X, found.TOO_LATE,
    ),
    "a successor that is not there yet": (
        merger(founded=(commune("n", date(2025, 8, 1), parent="t"),)), NEW, found.NO_SUCCESSOR,
    ),
    "a predecessor nobody knows": (
        merger(successions=(Succession("z@2020", NEW, DAY),)), "z@2020", found.NO_PREDECESSOR,
    ),
    "the whole of one that does not end": (
        merger(ended=((Y, EVE),)), X, found.STILL_THERE,
    ),
    "a body above itself": (Part(changed=(Change("b", DAY, parent=X),)), "b", found.CIRCULAR),
    "a body directly under itself": (
        Part(changed=(Change("b", DAY, parent="b"),)), "b", found.CIRCULAR,
    ),
    "one code twice on one day": (
        Part(founded=(commune("x", DAY),)), "x@2025", found.CODE_TWICE,
    ),
    "a code that another takes by a change": (
        Part(changed=(Change(Y, DAY, code="x"),)), Y, found.CODE_TWICE,
    ),
    "a parent that is not there": (
        Part(founded=(commune("n", DAY, parent="q"),)), NEW, found.NO_PARENT,
    ),
    "communes left under a district that ends": (
        Part(ended=(("b", EVE),)), "b", found.ORPHANS,
    ),
    "weights that do not add up": (
        merger(founded=(NEWBORN, OTHER),
               successions=(part_of(X, NEW, "0.4"), part_of(X, "m@2025", "0.5"))),
        X, found.WEIGHTS,
    ),
    "a weight for one part and none for the other": (
        merger(founded=(NEWBORN, OTHER),
               successions=(part_of(X, NEW, "1"), part_of(X, "m@2025"))),
        X, found.WEIGHTS,
    ),
    "two that go on in one another": (
        merger(successions=(Succession(X, Y, DAY), Succession(Y, X, DAY))),
        X, found.HEIR_OF_ITSELF,
    ),
    "a body that ends before it begins": (
        merger(ended=((X, EVE), (Y, EVE), (NEW, EVE))), NEW, found.UPSIDE_DOWN,
    ),
    "the same body founded again while it stands": (
        Part(founded=(replace(commune("x"), from_on=DAY),)), X, found.TWICE,
    ),
    "a change of a body nobody knows": (
        Part(changed=(Change("q", DAY, name="Q"),)), "q", found.NO_SUCH_BODY,
    ),
    "an end of a body nobody knows": (Part(ended=(("q", EVE),)), "q", found.NO_SUCH_BODY),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_at_its_place_and_changes_nothing(name):
    part, place, message = REFUSED[name]
    tree = province()
    asked = repr([tree.facts, tree.on(DAY), tree.line(X), tree.heirs(X, DAY)])
    assert (place, message) in said(part, tree)
    assert repr([tree.facts, tree.on(DAY), tree.line(X), tree.heirs(X, DAY)]) == asked


def test_the_words_name_bodies_and_days():
    finding = faults(province(), REFUSED["one code twice on one day"][0])[0]
    assert finding.message % finding.facts == (
        "Code x would be borne by X and X at once from 01/07/2025. End one first."
    )


def test_a_second_decision_that_contradicts_the_first_is_refused():
    tree = province()
    tree = merger().applied_to(tree)
    second = Part(founded=(OTHER,), successions=(Succession(X, "m@2025", DAY),))
    assert said(second, tree) == [(X, found.TWO_WHOLES)]


def test_what_the_register_already_says_wrong_is_not_held_against_a_new_decision():
    tree = province()
    crooked = Tree(tree.facts.and_(Facts((replace(commune("x"), key="x2"),))))
    assert said(merger(), crooked) == []


def test_a_third_bearer_of_a_code_is_found_though_two_bore_it_already():
    tree = province()
    short = replace(commune("x", date(2021, 1, 1)), key="x2")
    crooked = Tree(
        tree.facts.and_(Facts((short,), (Ending("x2", short.from_on, date(2021, 12, 31)),)))
    )
    assert said(Part(founded=(commune("x", DAY),)), crooked) == [("x@2025", found.CODE_TWICE)]


def test_a_code_is_free_the_day_after_its_bearer_ended():
    again = commune("x", DAY, parent="t")
    part = merger(
        founded=(again,),
        successions=(Succession(X, again.key, DAY), Succession(Y, again.key, DAY)),
    )
    assert said(part) == []


def test_a_part_may_be_given_by_one_that_goes_on_and_come_back_later():
    tree = province()
    tree = Part(successions=(part_of(X, Y, on=EVE),)).applied_to(tree)
    later = Part(ended=((Y, EVE),), successions=(Succession(Y, X, DAY),))
    assert said(later, tree) == []


def test_the_districts_may_end_with_their_communes_moved():
    part = Part(
        ended=(("b", EVE),), changed=(Change(X, DAY, parent="t"), Change(Y, DAY, parent="t"))
    )
    assert said(part) == []


def test_a_body_renamed_and_ended_by_one_decision_ends_under_its_new_name():
    tree = province()
    part = Part(changed=(Change(X, DAY, name="Mới"),), ended=((X, date(2025, 12, 31)),))
    after = part.applied_to(tree)
    assert said(part, tree) == []
    assert after.version(X, DAY).name == "Mới"
    assert after.until(X) == date(2025, 12, 31)


@given(history=histories())
def test_every_history_that_can_be_is_without_contradictions(history):
    assert list(found.contradictions(Tree(history.facts))) == []


@given(history=histories(), data=some.data())
def test_faults_are_the_same_in_whatever_order_a_plan_names_its_changes(history, data):
    def order(rows):
        return tuple(data.draw(some.permutations(list(rows))))

    part, _, _ = REFUSED["weights that do not add up"]
    mixed = Part(order(part.founded), (), order(part.ended), order(part.successions))
    tree = Tree(province().facts.and_(history.facts))
    assert sorted(said(mixed, tree)) == sorted(said(part, tree))

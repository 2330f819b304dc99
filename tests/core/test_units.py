"""Units and agencies in time: who stood on a day, who goes on for whom, in any order of recording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.periods import HANOI
from dondoc.core.units import (
    ALWAYS,
    Ending,
    Facts,
    Heir,
    Known,
    Succession,
    Tree,
    Version,
    key_of,
)
from tests.succession_strategies import ABOVE, FIRST, History, Portion, histories, portions

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
DAY = timedelta(days=1)
MOMENT = datetime(2025, 3, 1, 9, tzinfo=HANOI)


def body(key: str, on: date = FIRST, *, parent: str = "", name: str = "", known=ALWAYS) -> Version:
    return Version(key, key, name or key, "xã", on, "commune", parent, known=known)


def tree(*facts: Version | Ending | Succession) -> Tree:
    return Tree(
        Facts(
            tuple(one for one in facts if isinstance(one, Version)),
            tuple(one for one in facts if isinstance(one, Ending)),
            tuple(one for one in facts if isinstance(one, Succession)),
        )
    )


def into(before: str, after: str, on: date, function: str = "", **facts) -> Succession:
    return Succession(before, after, on, function, not function, **facts)


def keys(found) -> list[str]:
    return sorted(one.key for one in found)


class TestExistenceByDay:
    def test_the_first_and_the_last_day_are_days_of_it(self):
        found = tree(body("a", MARCH), Ending("a", MARCH, JULY))
        standing = [found.version("a", day) is not None for day in (MARCH - DAY, MARCH, JULY)]
        assert standing == [False, True, True]
        assert found.version("a", JULY + DAY) is None
        assert found.until("a") == JULY

    def test_a_rename_is_another_version_of_the_same_body(self):
        found = tree(body("a", name="Nghĩa An"), Ending("a", FIRST, MARCH - DAY),
                     body("a", MARCH, name="An Phú"))  # fmt: skip
        assert found.version("a", MARCH - DAY).name == "Nghĩa An"
        assert found.version("a", MARCH).name == "An Phú"
        assert found.until("a") is None

    def test_a_code_borne_again_is_another_body(self):
        old, new = key_of("21025", FIRST), key_of("21025", JULY)
        found = tree(
            replace(body(old), code="21025"), Ending(old, FIRST, JULY - DAY),
            replace(body(new, JULY), code="21025"),
        )  # fmt: skip
        assert [one.key for day in (JULY - DAY, JULY) for one in found.on(day)] == [old, new]

    def test_of_two_endings_the_earlier_one_ends(self):
        found = tree(body("a"), Ending("a", FIRST, JULY), Ending("a", FIRST, MARCH))
        assert found.until("a") == MARCH

    def test_who_is_unknown_never_stood(self):
        assert tree().version("a", MARCH) is None
        assert tree().until("a") is None and tree().last_version("a") is None


class TestAboveAndBelow:
    def test_the_nearest_above_comes_first(self):
        found = tree(body("p"), body("d", parent="p"), body("c", parent="d"))
        assert found.above("c", MARCH) == ["d", "p"]
        assert keys(found.children("p", MARCH)) == ["d"]

    def test_a_body_above_itself_ends_the_walk(self):
        found = tree(body("a", parent="b"), body("b", parent="c"), body("c", parent="a"))
        assert found.above("a", MARCH) == ["b", "c"]

    def test_the_lowest_are_communes_and_a_district_that_has_none(self):
        found = tree(body("p"), body("d", parent="p"), body("c", parent="d"), body("l", parent="p"))
        assert keys(found.lowest(MARCH)) == ["c", "l"]

    def test_where_the_districts_end_the_communes_stand_under_the_province(self):
        found = tree(
            body("p"), body("d", parent="p"), Ending("d", FIRST, JULY - DAY),
            body("c", parent="d"), Ending("c", FIRST, JULY - DAY), body("c", JULY, parent="p"),
        )  # fmt: skip
        assert found.above("c", JULY - DAY) == ["d", "p"] and found.above("c", JULY) == ["p"]
        assert keys(found.lowest(JULY)) == ["c"]


class TestHeirs:
    def department(self, *more) -> Tree:
        return tree(
            body("ld"), Ending("ld", FIRST, MARCH - DAY), body("yt"), body("nv"), body("nn"),
            into("ld", "yt", MARCH, "trẻ em"), into("ld", "nv", MARCH, "lao động"),
            into("ld", "nv", MARCH, "việc làm"), into("ld", "nn", MARCH, "giảm nghèo"), *more,
        )  # fmt: skip

    def test_who_stands_answers_itself(self):
        assert self.department().heirs("ld", MARCH - DAY) == (Heir("ld"),)

    def test_all_heirs_are_told_each_with_what_it_took(self):
        assert set(self.department().heirs("ld", MARCH)) == {
            Heir("yt", ("trẻ em",)),
            Heir("nn", ("giảm nghèo",)),
            Heir("nv", ("lao động", "việc làm")),
        }

    def test_a_function_picks_those_who_took_it(self):
        found = self.department()
        assert keys(found.heirs("ld", MARCH, "bảo vệ trẻ em")) == ["yt"]
        assert keys(found.heirs("ld", MARCH, "Lao động")) == ["nv"]

    def test_a_function_nobody_took_by_name_is_asked_of_all(self):
        assert keys(self.department().heirs("ld", MARCH, "số hóa")) == ["nn", "nv", "yt"]

    def test_a_chain_is_followed_to_who_stands(self):
        found = self.department(
            Ending("nn", FIRST, JULY - DAY), body("moi", JULY), into("nn", "moi", JULY)
        )
        assert keys(found.heirs("ld", JULY, "giảm nghèo")) == ["moi"]
        assert Heir("moi", ("giảm nghèo",)) in found.heirs("ld", JULY)
        assert keys(found.heirs("ld", JULY - DAY, "giảm nghèo")) == ["nn"]

    def test_who_ended_without_a_successor_has_no_heir(self):
        assert tree(body("a"), Ending("a", FIRST, MARCH)).heirs("a", JULY) == ()

    def test_contradictory_facts_that_go_round_come_to_an_end(self):
        found = tree(
            body("a"), Ending("a", FIRST, MARCH - DAY), body("b"), Ending("b", FIRST, MARCH - DAY),
            into("a", "b", MARCH), into("b", "a", MARCH), into("a", "a", MARCH),
        )  # fmt: skip
        assert found.heirs("a", JULY) == ()
        assert portions(found, "a", JULY) is None
        assert keys(one.version for one in found.line("a").nodes) == ["a", "b"]


class TestPortions:
    def split(self, *weights: str | None) -> Tree:
        heirs = [f"h{nth}" for nth in range(len(weights))]
        return tree(
            body("a"), Ending("a", FIRST, MARCH - DAY), *(body(heir, MARCH) for heir in heirs),
            *(
                Succession("a", heir, MARCH, whole=False, weight=Decimal(w) if w else None)
                for heir, w in zip(heirs, weights, strict=True)
            ),
        )  # fmt: skip

    def test_who_stands_keeps_its_figure(self):
        assert portions(self.split("0.5", "0.5"), "a", FIRST) == (Portion("a"),)

    def test_decided_weights_are_followed(self):
        found = portions(self.split("0.4", "0.6"), "a", MARCH)
        assert found == (Portion("h0", Decimal("0.4")), Portion("h1", Decimal("0.6")))

    def test_undecided_or_unfinished_weights_share_nothing_out(self):
        assert portions(self.split(None, None), "a", MARCH) is None
        assert portions(self.split("0.4", None), "a", MARCH) is None
        assert portions(self.split("0.4", "0.4"), "a", MARCH) is None

    def test_one_known_part_is_not_taken_for_the_whole(self):
        assert portions(self.split(None), "a", MARCH) is None

    def test_what_it_gave_away_before_it_ended_carries_nothing_along(self):
        found = tree(
            body("a"), Ending("a", FIRST, JULY - DAY), body("b"), body("c", JULY),
            Succession("a", "b", MARCH, whole=False), into("a", "c", JULY),
        )  # fmt: skip
        assert portions(found, "a", JULY) == (Portion("c"),)

    def test_the_weights_along_a_chain_are_multiplied(self):
        half = Decimal("0.5")
        found = tree(
            body("a"), Ending("a", FIRST, MARCH - DAY), body("b", MARCH), body("c", MARCH),
            Ending("b", MARCH, JULY - DAY), body("d", JULY), into("b", "c", JULY, weight=half),
            into("b", "d", JULY, weight=half),
            *(Succession("a", key, MARCH, whole=False, weight=half) for key in "bc"),
        )  # fmt: skip
        assert set(portions(found, "a", JULY)) == {
            Portion("c", Decimal("0.75")),
            Portion("d", Decimal("0.25")),
        }


class TestWhatWasKnown:
    def test_a_fact_is_known_from_its_recording_until_it_is_taken_back(self):
        told = Known(MOMENT, MOMENT + timedelta(days=2))
        facts = Facts((body("a"), body("b", known=told)))
        moments = [MOMENT - timedelta(seconds=1), MOMENT, MOMENT + timedelta(days=2)]
        assert [keys(Tree.known_at(facts, one).on(JULY)) for one in moments] == [
            ["a"], ["a", "b"], ["a"],
        ]  # fmt: skip

    def test_a_day_of_before_may_be_changed_by_what_is_recorded_later(self):
        ended = Ending("a", FIRST, MARCH - DAY, Known(MOMENT + timedelta(days=30)))
        facts = Facts((body("a"),), (ended,))
        assert Tree.known_at(facts, MOMENT).version("a", MARCH) is not None
        assert Tree.known_at(facts, MOMENT + timedelta(days=30)).version("a", MARCH) is None


class TestLine:
    def test_all_it_came_from_and_all_it_went_into_and_nobody_else(self):
        found = tree(
            *(body(key) for key in "abx"), *(Ending(key, FIRST, MARCH - DAY) for key in "abx"),
            body("m", MARCH), Ending("m", MARCH, JULY - DAY), body("y", MARCH),
            into("a", "m", MARCH), into("b", "m", MARCH), into("x", "y", MARCH),
            body("z", JULY), into("m", "z", JULY),
        ).line("m")  # fmt: skip
        assert keys(one.version for one in found.nodes) == ["a", "b", "m", "z"]
        assert [(step.before, step.after) for step in found.links] == [
            ("a", "m"), ("b", "m"), ("m", "z"),
        ]  # fmt: skip
        assert found.focus == "m"

    def test_who_never_changed_stands_alone(self):
        found = tree(body("a")).line("a")
        assert keys(one.version for one in found.nodes) == ["a"] and not found.links


@given(history=histories())
def test_of_every_body_and_day_one_version_at_most_and_the_alive_are_those_told(history):
    found = Tree(history.facts)
    assert {one.key for one in found.on(history.day)} == {*history.alive, ABOVE}
    for one in found.on(history.day):
        assert found.version(one.key, history.day) == one
    assert {one.key for one in found.lowest(history.day)} == set(history.alive)


@given(history=histories())
def test_heirs_stand_and_weights_add_up_to_one(history):
    found, day = Tree(history.facts), history.day
    for key in found.versions:
        assert all(found.version(heir.key, day) for heir in found.heirs(key, day))
        parts = portions(found, key, day)
        if parts is not None:
            assert sum(one.weight for one in parts) == 1
            assert {one.key for one in parts} <= {heir.key for heir in found.heirs(key, day)}


@given(history=histories(), data=some.data())
def test_the_order_of_recording_changes_no_answer(history, data):
    mixed = Facts(
        tuple(data.draw(some.permutations(history.facts.versions))),
        tuple(data.draw(some.permutations(history.facts.endings))),
        tuple(data.draw(some.permutations(history.facts.successions))),
    )
    one, other = Tree(history.facts), Tree(mixed)
    for key in one.versions:
        assert one.heirs(key, history.day) == other.heirs(key, history.day)
        assert portions(one, key, history.day) == portions(other, key, history.day)
        assert one.line(key) == other.line(key)
        assert one.above(key, history.day) == other.above(key, history.day)


@given(
    facts=some.lists(
        some.tuples(some.sampled_from("abcde"), some.sampled_from("abcde"), some.booleans()),
        max_size=12,
    ),
    ends=some.sets(some.sampled_from("abcde")),
)
def test_no_facts_however_wrong_send_it_round_in_circles(facts, ends):
    found = tree(
        *(body(key, parent="abcde"[("abcde".index(key) * 3 + 1) % 5]) for key in "abcde"),
        *(Ending(key, FIRST, MARCH - DAY) for key in ends),
        *(Succession(a, b, MARCH, whole=w, weight=None if w else Decimal("0.5"))
          for a, b, w in facts),
    )  # fmt: skip
    for key in "abcde":
        assert all(found.version(heir.key, JULY) for heir in found.heirs(key, JULY))
        assert sum(one.weight for one in portions(found, key, JULY) or [Portion(key)]) == 1
        assert len(found.above(key, JULY)) <= 5
        assert found.line(key).focus == key


@given(history=histories())
def test_what_is_recorded_later_does_not_change_what_was_known(history):
    late = Known(MOMENT)
    later = Facts(
        tuple(replace(one, known=late) for one in history.facts.versions[-1:]),
        tuple(replace(one, known=late) for one in history.facts.endings),
        tuple(replace(one, known=late) for one in history.facts.successions),
    )
    first = Facts(history.facts.versions[:-1])
    before = Tree.known_at(first.and_(later), MOMENT - timedelta(seconds=1))
    assert before.facts == first


def test_a_history_is_made_of_days_in_order():
    assert History().day == FIRST


def test_who_takes_a_function_and_the_rest_is_told_both():
    found = tree(
        body("a"), Ending("a", FIRST, MARCH - DAY), body("b"), body("c"),
        into("a", "b", MARCH, "lao động"), into("a", "b", MARCH), into("a", "c", MARCH, "trẻ em"),
    )  # fmt: skip
    assert found.heirs("a", MARCH) == (
        Heir("b", ("lao động",), rest=True),
        Heir("c", ("trẻ em",)),
    )
    assert [one.key for one in found.heirs("a", MARCH, "trẻ em")] == ["c"]
    assert [one.key for one in found.heirs("a", MARCH, "người có công")] == ["b"]

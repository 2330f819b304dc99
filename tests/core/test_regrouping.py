"""Figures by the units of another day: totals stay, splits stay apart, silence is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.periods import HANOI
from dondoc.core.regrouping import Given, Regrouping, Row, share_out
from dondoc.core.units import Facts, Known, Succession, Tree
from tests.succession_strategies import ABOVE, FIRST, History, histories, reported

BEFORE, MERGED = FIRST + timedelta(days=9), FIRST + timedelta(days=10)
MOMENT = datetime(2024, 6, 1, 9, tzinfo=HANOI)


def rows(history: History, figures: dict[str, Given], day: date | None = None) -> tuple[Row, ...]:
    tree = Tree(history.facts)
    day = day or history.day
    units = [one.key for one in tree.lowest(day)]
    return Regrouping(tree, day, units).rows(figures)


def total(found: tuple[Row, ...]) -> tuple[int, ...]:
    known = [row.counts for row in found if row.counts is not None]
    return tuple(map(sum, zip(*known, strict=True)))


def of(found: tuple[Row, ...], key: str) -> Row:
    return next(row for row in found if row.key == key)


def province(count: int = 3) -> tuple[History, list[str]]:
    """So many communes on the first day, and the next day on which something happens."""
    history = History()
    keys = [history.found().key for _ in range(count)]
    history.day = MERGED
    return history, keys


def merged(*keys: str, history: History) -> str:
    new = history.found().key
    for key in keys:
        history.step(key, new)
        history.end(key)
    return new


class TestWhatHappensToAFigure:
    def test_a_whole_merger_adds(self):
        history, (a, b, c) = province()
        new = merged(a, b, history=history)
        found = rows(history, {a: Given((30, 40), BEFORE), b: Given((1, 2), BEFORE)})
        assert of(found, new).counts == (31, 42)
        assert [one.key for one in of(found, new).sources] == [a, b]
        assert of(found, c).counts is None

    def test_a_rename_passes(self):
        history, (a, *_) = province()
        history.change(a, name="Tên mới", code="x1")
        assert of(rows(history, {a: Given((5,), BEFORE)}), a).counts == (5,)

    def test_a_split_without_decided_weights_stays_in_its_own_row(self):
        history, (a, *_) = province()
        heirs = [history.found().key, history.found().key]
        for heir in heirs:
            history.step(a, heir, whole=False)
        history.end(a)
        found = rows(history, {a: Given((7,), BEFORE)})
        own = of(found, a)
        assert own.undivided and own.counts == (7,) and list(own.heirs) == heirs
        assert [of(found, heir).counts for heir in heirs] == [None, None]
        assert [of(found, heir).apart for heir in heirs] == [(a,), (a,)]
        assert total(found) == (7,)

    def test_decided_weights_share_out_to_the_last_one(self):
        history, (a, *_) = province()
        heirs = [history.found().key, history.found().key]
        for heir, weight in zip(heirs, ("0.333333", "0.666667"), strict=True):
            history.step(a, heir, whole=False, weight=Decimal(weight))
        history.end(a)
        found = rows(history, {a: Given((100, 1), BEFORE)})
        assert [of(found, heir).counts for heir in heirs] == [(33, 0), (67, 1)]

    def test_a_unit_that_nobody_is_known_to_have_followed_stays_in_its_own_row(self):
        history, (a, *_) = province()
        history.end(a)
        assert of(rows(history, {a: Given((7,), BEFORE)}), a).undivided

    def test_a_part_given_away_by_one_that_goes_on_takes_no_figure_along(self):
        history, (a, b, _) = province()
        history.step(a, b, whole=False)
        found = rows(history, {a: Given((7,), BEFORE), b: Given((2,), BEFORE)})
        assert (of(found, a).counts, of(found, b).counts) == ((7,), (2,))
        history.day += timedelta(days=10)
        new = merged(a, history=history)
        assert of(rows(history, {a: Given((7,), BEFORE)}), new).counts == (7,)

    def test_who_reports_since_the_merger_has_spoken_for_the_old_ones(self):
        history, (a, b, _) = province()
        new = merged(a, b, history=history)
        figures = {a: Given((30,), BEFORE), b: Given((1,), BEFORE), new: Given((33,), MERGED)}
        found = rows(history, figures)
        assert of(found, new).counts == (33,)
        assert [one.key for one in of(found, new).sources] == [new]

    def test_who_took_another_in_has_not_spoken_for_it_with_an_older_report(self):
        history, (a, b, _) = province()
        history.step(a, b)
        history.end(a)
        old = {a: Given((30,), BEFORE), b: Given((1,), BEFORE)}
        assert of(rows(history, old), b).counts == (31,)
        assert of(rows(history, {**old, b: Given((32,), MERGED)}), b).counts == (32,)

    def test_an_undivided_figure_leaves_the_sum_when_one_of_its_heirs_has_reported(self):
        history, (a, *_) = province()
        one, other = history.found().key, history.found().key
        for heir in (one, other):
            history.step(a, heir, whole=False)
        history.end(a)
        found = rows(history, {a: Given((7,), BEFORE), one: Given((4,), MERGED)})
        assert total(found) == (4,)
        assert of(found, other).apart == (a,) and of(found, one).apart == ()


class TestSilence:
    def test_a_merged_figure_names_its_old_units_that_never_reported(self):
        history, (a, b, c) = province()
        new = merged(a, b, c, history=history)
        found = of(rows(history, {a: Given((30,), BEFORE)}), new)
        assert found.counts == (30,) and found.silent == (b, c)

    def test_where_nobody_reported_there_is_no_figure_and_not_zero(self):
        history, (a, b, _) = province()
        new = merged(a, b, history=history)
        assert of(rows(history, {}), new).counts is None

    def test_a_stale_part_is_named(self):
        history, (a, b, _) = province()
        new = merged(a, b, history=history)
        early = BEFORE - timedelta(days=3)
        found = of(rows(history, {a: Given((3,), early), b: Given((1,), BEFORE)}), new)
        assert found.stale(BEFORE) == (a,)

    def test_once_the_new_unit_reports_nobody_old_is_asked_any_more(self):
        history, (a, b, _) = province()
        new = merged(a, b, history=history)
        found = of(rows(history, {a: Given((3,), BEFORE), new: Given((4,), MERGED)}), new)
        assert found.silent == ()

    def test_of_a_chain_only_the_nearest_silent_ones_are_named(self):
        history, (a, b, c) = province()
        first = merged(a, b, history=history)
        history.day += timedelta(days=10)
        second = merged(first, c, history=history)
        assert of(rows(history, {a: Given((3,), BEFORE)}), second).silent == tuple(sorted((b, c)))
        assert of(rows(history, {c: Given((3,), BEFORE)}), second).silent == (first,)


# Nobody reports after the day of a change: what was kept is carried, whatever happened meanwhile.
@given(history=histories(), data=some.data())
def test_totals_are_equal_before_and_after_any_history(history, data):
    begun = {one.key for one in history.versions if one.from_on == FIRST}
    figures = {
        key: replace(one, as_of=FIRST)
        for key, one in data.draw(reported(history)).items()
        if key in begun
    }
    before = rows(history, figures, FIRST)
    days = [FIRST + timedelta(days=days) for days in range((history.day - FIRST).days + 1)]
    for day in days:
        assert total(rows(history, figures, day)) == total(before)


@given(history=histories(), data=some.data())
def test_what_is_shown_is_what_was_given_and_nothing_twice(history, data):
    figures = data.draw(reported(history))
    found = rows(history, figures)
    shares: dict[str, Decimal] = {}
    for row in found:
        for source in row.sources:
            shares[source.key] = shares.get(source.key, Decimal(0)) + source.weight
    assert all(0 <= share <= 1 for share in shares.values())
    assert len({row.key for row in found}) == len(found)
    stands = {key for key in figures if key in history.alive}
    assert all(shares[key] == 1 for key in stands)
    if all(share == 1 for share in shares.values()) and figures:
        assert total(found) == tuple(
            map(sum, zip((0, 0), *(figures[key].counts for key in shares), strict=True))
        )


@given(history=histories(), data=some.data())
def test_a_split_without_decided_weights_is_never_shared_out(history, data):
    figures = data.draw(reported(history))
    tree = Tree(history.facts)
    for row in rows(history, figures):
        for source in row.sources:
            if tree.ways(source.key, history.day) is None:
                assert row.undivided and row.key == source.key
                assert row.counts == figures[source.key].counts
        if row.undivided:
            assert tree.ways(row.key, history.day) is None


@given(history=histories(), data=some.data())
def test_missing_stays_missing(history, data):
    figures = data.draw(reported(history))
    for row in rows(history, figures):
        assert (row.counts is None) == (not row.sources)
        assert not set(row.silent) & set(figures)


@given(history=histories(), data=some.data())
def test_the_order_of_recording_does_not_matter(history, data):
    figures = data.draw(reported(history))
    shuffled = History(
        data.draw(some.permutations(history.versions)),
        data.draw(some.permutations(history.endings)),
        data.draw(some.permutations(history.steps)),
        history.alive,
        history.day,
    )
    mixed = dict(data.draw(some.permutations(list(figures.items()))))
    assert rows(shuffled, mixed) == rows(history, figures)


@given(history=histories(), more=histories(), data=some.data())
def test_what_is_taken_back_leaves_the_same_answer_to_the_byte(history, more, data):
    figures = data.draw(reported(history))
    told = Known(MOMENT, MOMENT + timedelta(days=1))
    extra = Facts(
        tuple(replace(one, known=told, key=f"m{one.key}") for one in more.versions),
        tuple(replace(one, known=told, key=f"m{one.key}") for one in more.endings),
        tuple(
            replace(one, known=told, before=f"m{one.before}", after=f"m{one.after}")
            for one in more.steps
        )
        # and everything that stands is said to have gone on in the first unit of the decision
        + tuple(
            Succession(key, f"m{more.versions[0].key}", history.day, known=told)
            for key in history.alive
        ),
    )
    from dondoc.core.units import Ending

    ends = tuple(
        Ending(one.key, one.from_on, history.day - timedelta(days=1), told)
        for one in history.alive.values()
    )
    facts = history.facts.and_(extra).and_(Facts(endings=ends))

    def answer(known: Facts) -> str:
        tree = Tree(known)
        units = [one.key for one in tree.lowest(history.day)]
        return repr(Regrouping(tree, history.day, units).rows(figures))

    untouched = answer(history.facts)
    assert answer(facts.known_at(MOMENT - timedelta(seconds=1))) == untouched
    assert answer(facts.known_at(MOMENT + timedelta(days=1))) == untouched
    if figures:
        assert answer(facts.known_at(MOMENT)) != untouched


@given(
    count=some.integers(0, 10**7),
    parts=some.lists(some.integers(0, 1000), min_size=1, max_size=6).filter(sum),
)
def test_shares_add_up_and_none_is_more_than_one_off(count, parts):
    whole = sum(parts)
    weights = [Decimal(part) / whole for part in parts[:-1]]
    weights.append(1 - sum(weights))
    found = share_out(count, weights)
    assert sum(found) == count
    assert all(
        abs(share - count * weight) < 1 for share, weight in zip(found, weights, strict=True)
    )


def test_the_unit_above_is_no_silent_one():
    history, (a, *_) = province(2)
    assert ABOVE not in of(rows(history, {}), a).silent

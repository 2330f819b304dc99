"""The scorer gives each figure its due: silence where there is nothing, hits where there is."""

import pytest

from dondoc.core.accuracy import Tally, same_agencies, score_document, score_sentence

SHOWN = "Sở Y tế rà soát danh sách trước ngày 20/02/2025. Công an tỉnh họp."


def duty(text: str, **more) -> dict:
    start = SHOWN.index(text)
    return {"text": text, "start": start, "end": start + len(text), "lead": [], **more}


def wanted(snippet: str, **more) -> dict:
    return {"snippet": snippet, "lead": [], "due": None, **more}


def scored(gold: list, read: list, **more) -> Tally:
    tally = Tally()
    reading = {"shown": SHOWN, "document": {}, "assignments": read, **more}
    score_document({"assignments": gold}, reading, tally, "Tờ thử")
    return tally


FIRST, SECOND = SHOWN[:48], SHOWN[49:]


def test_a_right_reading_hits_everything():
    tally = scored(
        [wanted("rà soát danh sách", lead=["Sở Y tế"], due="2025-02-19")],
        [duty(FIRST, lead=["Sở Y tế"], due="2025-02-19")],
    )
    assert not tally.misses
    assert tally.share("due") == tally.share("lead") == 1


@pytest.mark.parametrize(
    ("read", "figure"),
    [
        ({"due": "2025-02-20"}, "due"),
        ({"due": "2025-02-19", "lead": ["Sở Tư pháp"]}, "lead"),
        ({"due": "2025-02-19", "due_time": "08:00"}, "no_false_time"),
        ({"due": "2025-02-19", "every": "daily"}, "no_false_recurrence"),
        ({"due": "2025-02-19", "target": {"value": 100, "unit": "%"}}, "no_false_target"),
    ],
)
def test_each_mistake_is_counted_under_its_own_name(read, figure):
    gold = wanted("rà soát danh sách", lead=["Sở Y tế"], due="2025-02-19")
    tally = scored([gold], [duty(FIRST, **{"lead": ["Sở Y tế"], **read})])
    assert [miss.split(":")[0] for miss in tally.misses] == [figure]


def test_an_invented_day_is_a_miss_and_silence_is_none():
    gold = [wanted("Công an tỉnh họp")]
    assert scored(gold, [duty(SECOND, due="2025-03-01")]).share("no_false_date") == 0
    assert scored(gold, [duty(SECOND)]).share("no_false_date") == 1


def test_a_reading_that_repeats_another_or_swallows_a_page_finds_nothing():
    gold = [wanted("rà soát danh sách")]
    twice = scored(gold, [duty(FIRST), duty(FIRST)])
    assert (twice.share("found"), twice.share("not_spurious")) == (1, 0.5)
    handful = [wanted(word) for word in ("Sở Y tế", "rà soát", "danh sách", "trước ngày", "họp")]
    assert scored(handful, [duty(SHOWN)]).share("found") == 0


def test_words_that_do_not_stand_at_their_place_are_counted():
    moved = {**duty(FIRST), "start": 3}
    assert scored([wanted("rà soát")], [moved]).share("offsets") == 0


def test_a_figure_that_nothing_measured_lies_below_its_floor():
    tally = scored([wanted("rà soát danh sách")], [duty(FIRST)])
    assert tally.below({"found": 1.0, "forms": 0.5}) == {"forms": 0.0}


def test_a_sentence_counts_its_day_or_its_silence():
    tally = Tally()
    gold = {"sentence": FIRST, "due": None, "lead": ["Sở Y tế"]}
    score_sentence(gold, {"assignments": [{"due": "2025-02-19", "lead": ["Sở Y tế"]}]}, tally)
    assert tally.share("sentence_no_false_date") == 0
    assert tally.share("sentence_lead") == 1


def test_a_list_in_one_string_names_the_same_bodies():
    assert same_agencies(["Sở Y tế; Công an tỉnh"], ["Công an tỉnh", "Sở Y tế"])
    assert not same_agencies(["Sở Y tế"], ["Sở Y tế", "Công an tỉnh"])

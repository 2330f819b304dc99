"""A dispatch knows what it cites and what is done to it, whatever was loaded first."""

from __future__ import annotations

from itertools import permutations

import pytest

from dondoc.dispatches import relations
from dondoc.dispatches.models import CitedDocument, Dispatch
from tests.cast import hanoi

HEAD = "Số: {number}\nSông Ngàn, ngày {day} tháng {month} năm 2025\n\nV/v {subject}\n\n"
BODY = "UBND tỉnh yêu cầu:\n\n1. Sở Tư pháp: Hoàn thành số hóa sổ hộ tịch {tail}.\n"


def letter(number: str, day: str, month: str, grounds: str, tail: str = "năm 2025") -> str:
    head = HEAD.format(number=number, day=day, month=month, subject="số hóa sổ hộ tịch")
    return f"{head}{grounds}\n\n{BODY.format(tail=tail)}"


PLAN = letter("1437/UBND-NC", "05", "3", "Để đẩy nhanh tiến độ.")
REPLACING = letter(
    "1602/UBND-NC", "20", "3",
    "Công văn này thay thế Công văn số 1437/UBND-NC ngày 05/3/2025 của UBND tỉnh.",
)  # fmt: skip
MISPRINTED = letter(
    "1700/UBND-NC", "25", "3", "Thực hiện Công văn số 1473/UBND-NC ngày 05/3/2025 của UBND tỉnh."
)
AFAR = letter(
    "1800/UBND-NC", "27", "3", "Thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022."
)  # fmt: skip


def load(cast, text: str, month: int = 4) -> Dispatch:
    return cast.dispatch(text, at=hanoi(2025, month, 1))


def standing(dispatch: Dispatch, person) -> list[tuple[str, str, list[str]]]:
    found = relations.of(dispatch, person)
    return [
        (link.cited.number, link.standing.value, [one.dispatch.reference for one in link.meant])
        for link in found.cites
    ]


def test_a_citation_is_resolved_with_what_is_done_in_its_words(cast):
    plan, later = load(cast, PLAN), load(cast, REPLACING)

    (link,) = relations.of(later, cast.lan).cites

    assert link.is_known and link.ends
    assert link.meant[0].dispatch == plan
    assert link.doing == "thay thế"
    assert link.cited.words.startswith("thay thế Công văn số 1437/UBND-NC")
    assert later.text[link.cited.start : link.cited.end].startswith("thay thế")


def test_the_replaced_one_says_by_what(cast):
    plan, later = load(cast, PLAN), load(cast, REPLACING)

    (link,) = relations.of(plan, cast.lan).changed_by

    assert link.cited.dispatch == later


def test_transposed_digits_are_a_doubt_with_its_reason_and_join_nothing(cast):
    plan, later = load(cast, PLAN), load(cast, MISPRINTED)

    (link,) = relations.of(later, cast.lan).doubtful

    assert link.meant[0].dispatch == plan
    assert "hai chữ số" in link.meant[0].reason
    assert relations.of(plan, cast.lan).changed_by == []


def test_what_is_not_in_the_register_is_listed(cast):
    load(cast, PLAN)

    assert standing(load(cast, AFAR), cast.lan) == [("06/QĐ-TTg", "unknown", [])]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_loading_does_not_matter(cast, order):
    texts = [PLAN, REPLACING, MISPRINTED, AFAR]
    loaded = {place: load(cast, texts[place]) for place in order}

    assert standing(loaded[1], cast.lan) == [("1437/UBND-NC", "known", ["1437/UBND-NC"])]
    assert standing(loaded[2], cast.lan) == [("1473/UBND-NC", "doubtful", ["1437/UBND-NC"])]
    assert standing(loaded[3], cast.lan) == [("06/QĐ-TTg", "unknown", [])]
    back = relations.of(loaded[0], cast.lan).cited_by
    assert [link.cited.dispatch.reference for link in back] == ["1602/UBND-NC", "1700/UBND-NC"]


def test_what_a_person_may_not_see_is_not_shown_to_them(cast):
    plan, later = load(cast, PLAN), load(cast, REPLACING)

    found = relations.of(later, cast.khoa)

    assert [link.standing.value for link in found.cites] == ["unknown"]
    assert relations.of(plan, cast.khoa).cited_by == []


def test_reading_the_words_again_keeps_the_same_rows(cast):
    from dondoc.dispatches import citing

    later = load(cast, REPLACING)
    before = list(CitedDocument.objects.values_list("number", "on", "relation", "start", "end"))

    citing.keep(later, later.reading)

    after = list(CitedDocument.objects.values_list("number", "on", "relation", "start", "end"))
    assert after == before

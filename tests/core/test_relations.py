"""What a dispatch does to another is read from its own words, and from nobody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.relations import RelationKind, relations_in, strongest


def said(text: str, **given_) -> list[tuple[str, str]]:
    return [(one.kind.value, one.citation.number) for one in relations_in(text, **given_)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Công văn này thay thế Công văn số 12/UBND-NC ngày 05/3/2025.", "replaces"),
        ("Quyết định này có hiệu lực từ ngày ký, thay thế Quyết định số 12/UBND-NC.", "replaces"),
        ("Kế hoạch số 12/UBND-NC ngày 05/3/2025 được thay thế bằng Kế hoạch này.", "replaces"),
        ("Nay bãi bỏ Công văn số 12/UBND-NC ngày 05/3/2025 của UBND tỉnh.", "annuls"),
        ("Kế hoạch số 12/UBND-NC của UBND tỉnh hết hiệu lực kể từ ngày 01/4/2025.", "annuls"),
        ("Thu hồi Công văn số 12/UBND-NC ngày 05/3/2025 của UBND tỉnh.", "withdraws"),
        ("Tạm dừng thực hiện Công văn số 12/UBND-NC ngày 05/3/2025.", "suspends"),
        (
            "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số "
            "12/UBND-NC:",
            "amends",
        ),
        ("V/v điều chỉnh, bổ sung Kế hoạch số 12/UBND-NC ngày 05/3/2025", "amends"),
        ("Đính chính Công văn số 12/UBND-NC ngày 05/3/2025 như sau:", "corrects"),
        (
            "Gia hạn thời gian thực hiện các nhiệm vụ tại Kế hoạch số 12/UBND-NC đến hết ngày "
            "30/6/2025.",
            "extends",
        ),
        ("Tiếp tục thực hiện nghiêm túc Công văn số 12/UBND-NC ngày 05/3/2025.", "continues"),
        ("Phúc đáp Công văn số 12/UBND-NC ngày 05/3/2025", "answers"),
        ("Căn cứ Quyết định số 12/UBND-NC ngày 05/3/2025 của UBND tỉnh;", "rests_on"),
        ("(chi tiết tại Công văn số 12/UBND-NC)", "cites"),
    ],
)  # fmt: skip
def test_the_words_say_what_is_done(text, kind):
    assert said(text) == [(kind, "12/UBND-NC")]


def test_a_row_is_replaced_as_one_and_the_next_verb_has_the_same_subject():
    text = (
        "Công văn này thay thế các Công văn số 12/UBND-NC, số 15/UBND-NC ngày 05/3/2025 và bãi bỏ "
        "Công văn số 9/UBND-NC."
    )

    assert said(text) == [
        ("replaces", "12/UBND-NC"),
        ("replaces", "15/UBND-NC"),
        ("annuls", "9/UBND-NC"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "theo Nghị định số 104/2022/NĐ-CP của Chính phủ sửa đổi, bổ sung Nghị định số 10/2020/NĐ-CP",
        "sử dụng thẻ Căn cước thay thế cho thẻ Bảo hiểm y tế theo Công văn số 12/BHXH-CNTT",
        "điều chỉnh tiến độ theo Công văn số 12/UBND-NC ngày 05/3/2025",
    ],
)
def test_what_others_do_or_what_is_done_to_things_is_no_relation_of_ours(text):
    assert not [one for one in relations_in(text) if one.changes]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tư pháp tham mưu UBND tỉnh sửa đổi, bổ sung Kế hoạch số 16/KH-UBND.",
        "trình UBND tỉnh ban hành Quyết định thay thế Quyết định số 21/2015/QĐ-UBND",
    ],
)
def test_an_amendment_that_somebody_shall_prepare_is_only_asked_for(text):
    (relation,) = relations_in(text)

    assert relation.asked and not relation.changes


def test_who_acts_after_a_ground_acts_himself():
    text = (
        "Để phù hợp Công văn số 5/BCA-C06 ngày 01/02/2025 của Bộ Công an, UBND tỉnh điều chỉnh Kế "
        "hoạch số 16/KH-UBND như sau:"
    )

    assert [(one.kind.value, one.asked) for one in relations_in(text)][-1] == ("amends", False)


def test_a_part_is_told_from_the_whole():
    (part,) = relations_in("Bãi bỏ khoản 2 Điều 3 Quyết định số 21/2015/QĐ-UBND.")
    (whole,) = relations_in("Bãi bỏ Quyết định số 21/2015/QĐ-UBND.")

    assert part.partial and not whole.partial


PIECES = st.sampled_from(
    ["thay thế ", "bãi bỏ ", "Công văn số 12/UBND-NC", " ngày 05/3/2025", "Kế hoạch số 16/KH-UBND",
     ", ", ". ", "; ", " và ", "tham mưu ", "của UBND tỉnh ", "Công văn này ", "được thay thế bằng ",
     "theo ", "tiếp tục thực hiện ", "khoản 2 Điều 3 ", "hết hiệu lực ", "\n\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_relation_stands_in_the_text_and_each_document_has_one_strongest(text):
    found = relations_in(text)

    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in RelationKind
    numbers = [(one.citation.number, one.citation.date) for one in strongest(found)]
    assert len(numbers) == len(set(numbers))

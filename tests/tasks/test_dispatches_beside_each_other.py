"""Lan sees what another dispatch did to her tasks, which duties may be one, and what disagrees."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.tasks.between import Between
from dondoc.tasks.models import Task
from dondoc.tasks.review import Review
from tests.cast import hanoi

FIRST = """Số: 1437/UBND-NC
Sông Ngàn, ngày 05 tháng 3 năm 2025

V/v số hóa sổ hộ tịch

Kính gửi: Các sở, ban, ngành.

UBND tỉnh yêu cầu:

1. Sở Tư pháp: Hoàn thành số hóa sổ hộ tịch tại 05 xã trước ngày 30/6/2025.

2. Sở Tài chính: Bố trí kinh phí mua máy quét cho các xã trước ngày 30/4/2025.

Yêu cầu các cơ quan thực hiện./.
"""
SECOND = """Số: 1602/UBND-NC
Sông Ngàn, ngày 20 tháng 3 năm 2025

V/v đẩy nhanh số hóa sổ hộ tịch

Kính gửi: Các sở, ban, ngành.

Công văn này thay thế Công văn số 1437/UBND-NC ngày 05/3/2025 của UBND tỉnh. UBND tỉnh yêu cầu:

1. Sở Tư pháp: Hoàn thành số hóa sổ hộ tịch tại 06 xã trước ngày 01/6/2025.

2. Công an tỉnh: Kiểm tra, đánh giá an toàn, an ninh mạng máy chủ của Cổng dịch vụ công tỉnh.

3. Các sở, ban, ngành: Kiểm tra, đánh giá an toàn, an ninh mạng máy chủ của Cổng dịch vụ công tỉnh.

Yêu cầu các cơ quan thực hiện./.
"""


@pytest.fixture
def first(cast):
    dispatch = cast.dispatch(FIRST, at=hanoi(2025, 3, 6))
    cast.at = hanoi(2025, 3, 6)
    cast.confirm(dispatch.proposals.get(position=1), cast.justice)
    cast.confirm(dispatch.proposals.get(position=2), cast.finance)
    return dispatch


@pytest.fixture
def second(cast, first):
    return cast.dispatch(SECOND, at=hanoi(2025, 3, 21))


def test_open_tasks_of_a_replaced_dispatch_wait_for_a_decision_and_none_is_ended(cast, second):
    (unsettled,) = Between(second, cast.lan).unsettled

    assert unsettled.dispatch.reference == "1437/UBND-NC"
    assert [task.code for task in unsettled.tasks] == ["1437.1", "1437.2"]
    assert not Task.objects.filter(spans__ended=True).exists()


def test_the_replaced_dispatch_shows_its_own_open_tasks(cast, first, second):
    (unsettled,) = Between(first, cast.lan).own_unsettled

    assert unsettled.link.cited.dispatch == second
    assert len(unsettled.tasks) == 2


def test_before_the_second_arrived_nothing_was_replaced(cast, first, second):
    assert Between(first, cast.lan, hanoi(2025, 3, 10)).own_unsettled == []


def test_both_pages_say_it(cast, as_, first, second, monkeypatch):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 3, 22))
    client = as_(cast.lan)

    review = client.get(reverse("dispatch-review", args=[second.pk])).content.decode()
    trace = client.get(reverse("dispatch", args=[first.pk])).content.decode()

    assert "Văn bản này thay thế" in review and "1437.2" in review
    assert "thay thế văn bản này" in trace and "1602/UBND-NC" in trace


def test_two_places_of_one_dispatch_point_at_each_other(cast, second):
    review = Review(second, cast.lan)
    by_number = {duty.number: [str(doubt) for doubt in duty.doubts] for duty in review.duties}

    assert any("có thể là một việc với việc 3" in told.lower() for told in by_number[2])
    assert any("có thể là một việc với việc 2" in told.lower() for told in by_number[3])
    assert not any("một việc" in told for told in by_number[1])


def test_once_one_is_merged_they_no_longer_point(cast, second):
    from dondoc.tasks import deciding

    task = cast.confirm(second.proposals.get(position=2), cast.police)
    deciding.merge(
        proposal=second.proposals.get(position=3), into=task, by=cast.lan, at=hanoi(2025, 3, 22)
    )

    assert Between(second, cast.lan).pairs == []


def test_an_order_again_says_why_and_where_it_disagrees(cast, second):
    duty = Review(second, cast.lan).duties[0]
    (likely,) = duty.likely

    assert likely.task.code == "1437.1"
    assert "cùng chủ trì" in likely.why and "số hóa sổ hộ tịch" in likely.why
    assert any("29/06/2025" in told and "31/05/2025" in told for told in likely.against)
    assert any("05 xã" in told and "06 xã" in told for told in likely.against)


def test_another_agency_sees_no_open_task_of_others(cast, second):
    assert Between(second, cast.khoa).unsettled == []

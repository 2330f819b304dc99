"""The second of the two real dispatches orders again what the first had ordered: every proposal is
judged by hand here, and there is no other."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.agencies.models import Person
from dondoc.core.asof import AsOf
from dondoc.demo import places
from dondoc.dispatches import actions as dispatches
from dondoc.tasks import deciding
from dondoc.tasks.between import Between
from dondoc.tasks.review import Review
from dondoc.tasks.suggesting import Directory, terms_as_read
from tests.cast import hanoi

# Words of the new duty, words of the earlier one.
AGAIN = {
    ("chiến dịch cao điểm 05 ngày đêm", "Đẩy nhanh tiến độ số hóa sổ hộ tịch"),
    ("số hóa Giấy chứng nhận quyền sử dụng đất", "lộ trình thực hiện việc số hóa dữ liệu đất đai"),
    ("vận hành chính thức Trung tâm điều hành", "triển khai chính thức Trung tâm điều hành"),
    ("cập nhật, kế nối dữ liệu dân cư", "triển khai chính thức Trung tâm điều hành"),
}


@pytest.fixture
def lan(db):
    """The province of the demonstration before any dispatch, and its officer."""
    places.settle()
    return Person.objects.get(username="lan").on_duty(date(2025, 2, 18))


@pytest.fixture
def first(gold, lan):
    dispatch = load(gold, lan, "4017-UBND-TTHC.md", hanoi(2024, 7, 30))
    directory = Directory(AsOf.ever(dispatch.dated_on))
    for proposal in dispatch.proposals.all():
        terms = terms_as_read(proposal, directory)
        if terms.leads:
            deciding.confirm(proposal=proposal, terms=terms, by=lan, at=hanoi(2024, 7, 30))
    return dispatch


def load(gold, lan, name, at):
    path = gold.parent / "dispatches" / name
    return dispatches.register(name=name, data=path.read_bytes(), by=lan, at=at)


def test_what_is_ordered_again_is_proposed_and_nothing_else(gold, lan, first):
    second = load(gold, lan, "02-TCTDA06.md", hanoi(2025, 2, 18, 17))

    proposed = [
        (duty.proposal.text, likely.task.text)
        for duty in Review(second, lan).duties
        for likely in duty.likely
    ]

    for new, earlier in AGAIN:
        assert any(new in text and earlier in task for text, task in proposed), (new, proposed)
    assert len(proposed) == len(AGAIN)


def test_five_places_in_the_one_and_six_in_the_other_are_raised(gold, lan, first):
    second = load(gold, lan, "02-TCTDA06.md", hanoi(2025, 2, 18, 17))

    told = [
        said
        for duty in Review(second, lan).duties
        for likely in duty.likely
        for said in likely.against
    ]

    assert len(told) == 1
    assert "05 địa bàn cấp huyện" in told[0] and "Sơn Hà" in told[0]


def test_the_inspection_that_stands_twice_points_at_itself(gold, lan):
    first = load(gold, lan, "4017-UBND-TTHC.md", hanoi(2024, 7, 30))

    (pair,) = Between(first, lan).pairs

    assert "an toàn, an ninh mạng" in pair.one.text
    assert "an toàn, an ninh mạng" in pair.other.text


def test_neither_is_in_the_others_register_of_citations(gold, lan, first):
    found = Between(first, lan).relations

    assert [link.cited.number for link in found.unknown] == [
        "4252/BC-CAT-TM(QLHC)",
        "6714/CAT-TM(QLHC)",
        "329/TCTĐA06",
    ]
    assert not found.doubtful and not found.known

"""The leader's page: the verdict first, each figure with its base, the past as it was known."""

import gzip
import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from dondoc.core.tasks import State
from dondoc.dashboards import ranking, sentences
from dondoc.tasks import actions as tasks
from tests.cast import hanoi
from tests.watching import NOON

BUDGET = 100 * 1024


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {State.OVERDUE: 3, State.AT_RISK: 4, State.OPEN: 20, State.DUE_SOON: 7, State.DONE: 61},
            "3 nhiệm vụ quá hạn, 4 nguy cơ chậm. 27 nhiệm vụ đang đúng tiến độ, 61 đã hoàn thành.",
        ),
        ({State.OVERDUE: 1}, "1 nhiệm vụ quá hạn. "),
        ({State.DONE_LATE: 2}, "Không nhiệm vụ nào quá hạn. 2 nhiệm vụ đã hoàn thành."),
        (
            {State.AT_RISK: 1, State.AWAITING: 2},
            "Không nhiệm vụ nào quá hạn, 1 nguy cơ chậm. 2 nhiệm vụ chờ xác nhận kết quả.",
        ),
        ({State.STANDING: 5}, "Không nhiệm vụ nào quá hạn. "),
        ({}, "Chưa có nhiệm vụ nào. "),
    ],
)
def test_the_verdict_is_a_sentence_made_of_counts(counts, said):
    assert " ".join(sentences.verdict(counts)) == said


def test_the_verdict_and_the_overdue_tasks_stand_first(cast, campaign, see):
    campaign.everyone(18)
    page = see(cast.minh, reverse("overview"))
    assert "2 nhiệm vụ quá hạn." in page
    assert campaign.task.title in page
    assert "1 ngày" in page
    assert "Trong 2 việc đã đến hạn: 0/2 hoàn thành đúng hạn, 0/2 đã hoàn thành." in page


def test_a_result_handed_in_is_counted_as_awaiting_confirmation(cast, campaign, see):
    tasks.hand_in(task=campaign.task, product="Báo cáo", by=cast.binh, at=hanoi(2025, 2, 19, 15))
    page = see(cast.minh, reverse("overview"))
    assert "1 nhiệm vụ quá hạn." in page
    assert "1 nhiệm vụ chờ xác nhận kết quả." in page


def test_a_past_day_is_shown_as_known_then_with_a_way_to_later_knowledge(cast, campaign, see):
    campaign.sends(cast.hills, 18, 60)
    campaign.sends(cast.hills, 18, 95, on=20)
    address = reverse("overview") + "?ngay=2025-02-19"
    then, now = see(cast.minh, address), see(cast.minh, address + "&nay=1")
    assert "Không nhiệm vụ nào quá hạn" in then
    assert "Đang xem ngày 19/02/2025 , theo số liệu biết đến hết ngày đó" in then
    assert "60,0%" in then and "95,0%" not in then
    assert "95,0%" in now and "60,0%" not in now
    assert "theo số liệu nay biết" in now


def test_a_day_before_the_first_dispatch_says_there_is_nothing_yet(cast, campaign, see):
    assert "Chưa có nhiệm vụ nào." in see(cast.minh, reverse("overview") + "?ngay=2025-01-10")


def test_the_silent_units_of_the_newest_due_period_are_named(cast, campaign, see):
    campaign.everyone(18)
    campaign.everyone(19, but=(cast.river,))
    page = see(cast.minh, reverse("overview"))
    assert "1 đơn vị im lặng" in page
    assert "Bến Đò" in page


def test_a_campaign_that_misses_its_day_asks_for_a_decision_with_two_days(cast, campaign, see):
    for day, steps in ((17, (40, 10)), (18, (70, 12)), (19, (99, 14))):
        for unit in (cast.hills, cast.coast, cast.island):
            campaign.sends(unit, day, steps[0])
        campaign.sends(cast.river, day, steps[1])
    campaign.measure()
    page = see(cast.minh, reverse("overview"))
    assert "Một việc cần quyết hôm nay" in page
    assert "Giữ lực lượng như hiện nay 03/04 chậm 43 ngày" in page
    assert "Dồn nhịp cả tỉnh về nơi còn việc" in page


def test_no_decision_is_asked_where_no_two_days_can_be_computed(cast, campaign, see):
    campaign.everyone(18)
    assert "Một việc cần quyết" not in see(cast.minh, reverse("overview"))


def test_no_decision_is_asked_while_units_have_no_figure(cast, campaign, see):
    for day, done in ((17, 40), (18, 45), (19, 99)):
        campaign.sends(cast.hills, day, done)
        campaign.sends(cast.coast, day, 10 + day)
    page = see(cast.minh, reverse("overview"))
    assert "Một việc cần quyết" not in page
    assert "2 đơn vị chưa có số liệu, không có trong các số này." in page


def test_agencies_with_equal_rates_share_a_rank():
    class One:
        def __init__(self, lead, state):
            self.leads, self.state = (lead,), state
            self.facts = type("F", (), {"due_on": NOON.date()})()

    judged = [
        One("A", State.DONE),
        One("B", State.DONE),
        One("C", State.OVERDUE),
        One("D", State.OPEN),
    ]
    ranked, undue = ranking.ranking(judged)
    assert [(row.name, row.rank) for row in ranked] == [("A", 1), ("B", 1), ("C", 3)]
    assert undue == 1


def test_a_task_of_many_leads_is_counted_once_as_common():
    class One:
        leads, state = ("A", "B", "C", "D"), State.OVERDUE
        facts = type("F", (), {"due_on": NOON.date()})()

    ranked, _ = ranking.ranking([One()])
    assert [row.name for row in ranked] == ["Các cơ quan (việc chung)"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("minh", 200), ("lan", 200), ("binh", 404), ("son", 404), ("hoa", 404), ("khoa", 404)],
)
def test_the_whole_is_for_those_who_answer_for_the_whole(cast, campaign, see, name, status):
    see(getattr(cast, name), reverse("overview"), status=status)


@pytest.mark.parametrize(("name", "page"), [("minh", "overview"), ("lan", "my-work"),
                                            ("hoa", "my-work")])  # fmt: skip
def test_home_is_the_whole_for_leaders_and_ones_own_work_for_others(cast, client, name, page):
    client.force_login(getattr(cast, name))
    assert client.get("/").url == reverse(page)


def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(cast, campaign, client, see, settings):
    campaign.everyone(18)
    see(cast.minh, reverse("overview"))
    page = client.get(reverse("overview")).content
    weight = len(gzip.compress(page))
    assets = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', page))
    assert assets
    for asset in assets:
        path = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", asset.decode()))
        assert path, asset
        with open(path, "rb") as file:
            weight += len(gzip.compress(file.read()))
    assert weight < BUDGET, f"{weight} bytes"


def test_the_page_asks_the_database_as_often_for_many_units_as_for_few(
    cast, campaign, see, client, django_assert_max_num_queries
):
    campaign.everyone(18, but=(cast.coast,))
    see(cast.minh, reverse("overview"))
    with django_assert_max_num_queries(34):
        client.get(reverse("overview"))


def test_who_holds_no_post_today_is_told_so(cast, as_):
    cast.khoa.posts.update(exists_until=date(2025, 2, 17))

    answer = as_(cast.khoa).get("/")

    assert answer.status_code == 422
    assert "chưa giữ vị trí nào" in answer.content.decode()

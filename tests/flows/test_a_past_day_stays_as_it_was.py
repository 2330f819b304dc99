"""What a page says for a day does not change when facts recorded later arrive."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dondoc.agencies.models import Person
from dondoc.reports.models import Filing, Report
from tests.cast import hanoi
from tests.flows.later_facts import EVENTS, Story, begun, happen
from tests.watching import KEY

NOW = hanoi(2025, 3, 10, 9)
DAYS = ("2025-02-19", "2025-02-20")
PEOPLE = ("lan", "minh", "binh", "hoa")
# Another at each visit: it says nothing of the day.
UNSAID = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
MAIN = re.compile(rb"<main.*</main>", re.S)


def addresses(story: Story) -> list[str]:
    """Every page of the small province that can be asked for a day."""
    hills = Report.objects.filter(unit=story.cast.hills, first_on__gte="2025-02-18")
    sums = Report.objects.filter(consolidated=True, first_on="2025-02-18")
    tasks = [one.pk for one in story.campaign.tasks]
    return [
        *(reverse(name) for name in ("overview", "my-work", "map", "tasks", "dispatches",
                                     "reports", "programmes", "reminders", "audit", "units",
                                     "leaving")),
        reverse("tasks") + "?nhom=chu-tri&sap-xep=cap-nhat&q=Sở",
        reverse("tasks-sheet"), reverse("audit-csv"),
        *(reverse("task", args=[pk]) for pk in (tasks[0], tasks[2], tasks[-1])),
        *(reverse(name, args=[pk]) for pk in (story.main.pk, story.second.pk)
          for name in ("dispatch", "dispatch-review", "endorse", "dispatch-original")),
        reverse("dispatch-review", args=[story.second.pk]) + "?viec=2",
        reverse("board", args=[story.campaign.demand.pk]),
        *(one.get_absolute_url() for one in (*hills, *sums)),
        *(reverse("filing", args=[one.pk]) for one in Filing.objects.all()[:2]),
        reverse("programme", args=["civil_status"]),
        *(reverse("figure", args=[KEY, code]) for code in ("51", "901", "90101")),
        reverse("reminder", args=[story.reminder.pk]),
        reverse("reminder-docx", args=[story.reminder.pk]),
        *(reverse("unit", args=[one.key]) for one in (story.cast.north, story.cast.hills)),
        reverse("agency", args=[story.cast.justice.key]),
        "/api/tasks/", f"/api/tasks/{tasks[0]}", "/api/dispatches/", "/api/reports/",
        f"/api/dispatches/{story.second.pk}", f"/api/dispatches/{story.second.pk}/relations",
        f"/api/reviews/{story.second.pk}", f"/api/reports/{hills[0].pk}/filings",
        f"/api/indicators/{KEY}/51",
    ]  # fmt: skip


class Reader:
    """Somebody who opens every page for a day."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.client.force_login(person)

    def reads(self, address: str, day: str, *, now_known: bool = False) -> object:
        """What the page says, without the frame around it."""
        more = f"{'&' if '?' in address else '?'}ngay={day}{'&nay=1' if now_known else ''}"
        answer = self.client.get(address + more)
        assert answer.status_code in {200, 404}, (address, answer.status_code)
        return answer.status_code, _said(answer)


def _said(answer) -> object:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return {name: packed.read(name) for name in packed.namelist() if "docProps" not in name}
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        return json.loads(body)
    main = MAIN.search(body)
    return UNSAID.sub(b"", main.group(0)) if main else body


@pytest.fixture
def story(cast, monkeypatch) -> Story:
    monkeypatch.setattr("dondoc.web.clock.now", lambda: NOW)
    return begun(cast)


@pytest.fixture
def before(story: Story) -> dict[tuple[str, str, str], object]:
    """What everybody read of both days before anything else was recorded."""
    return {
        (name, address, day): Reader(getattr(story.cast, name)).reads(address, day)
        for name in PEOPLE
        for address in addresses(story)
        for day in DAYS
    }


def changed(story: Story, before: dict, *, now_known: bool = False) -> list[tuple[str, str, str]]:
    """The pages that say something else than they did."""
    readers = {name: Reader(getattr(story.cast, name)) for name in PEOPLE}
    return [
        (name, address, day)
        for (name, address, day), said in before.items()
        if readers[name].reads(address, day, now_known=now_known) != said
    ]


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    names=some.lists(some.sampled_from(sorted(EVENTS)), min_size=1, max_size=6, unique=True),
    name=some.sampled_from(PEOPLE), day=some.sampled_from(DAYS),
)  # fmt: skip
def test_whatever_is_recorded_later_and_in_whatever_order(story, before, names, name, day):
    asked = {key: said for key, said in before.items() if key[0] == name and key[2] == day}
    with transaction.atomic():
        happen(story, names)
        found = changed(story, asked)
        transaction.set_rollback(True)
    assert not found


def test_all_that_can_be_recorded_later_changes_nothing(story, before):
    order = sorted(EVENTS)
    done = happen(story, [*order, *reversed(order)])
    assert len(set(done)) > 20
    assert not changed(story, before)


def test_by_what_is_known_now_the_same_day_reads_otherwise(story, before):
    """The comparison can fail: with later knowledge figures, lists and lateness differ."""
    happen(story, ["correction", "loaded", "accepted", "renamed"])
    found = {address for _, address, _ in changed(story, before, now_known=True)}
    for page in (reverse("tasks"), reverse("overview"), reverse("dispatches"),
                 reverse("figure", args=[KEY, "51"]), "/api/tasks/", "/api/dispatches/"):  # fmt: skip
        assert page in found, page


LINK = re.compile(r'<(?:a|use)[^>]* href="([/?][^"]*)"')
# What leads out of the day: the line that says so, a file of the house, the board of another day.
OUT = re.compile(r'<p class="notice small" role="note">.*?</p>|<script.*?</script>', re.S)


@pytest.mark.parametrize("name", ["lan", "hoa"])
def test_a_past_page_keeps_its_day_in_its_links_and_offers_no_act(story, name):
    reader = Reader(getattr(story.cast, name))
    for address in addresses(story):
        status, said = reader.reads(address, DAYS[0])
        if status != 200 or not isinstance(said, bytes) or not said.startswith(b"<main"):
            continue
        page = OUT.sub("", said.decode())
        assert 'method="post"' not in page, address
        lost = [to for to in LINK.findall(page) if "ngay=" not in to and "/static/" not in to]
        assert not lost, (address, lost[:5])
        forms = re.findall(r"<form.*?</form>", page, re.S)
        assert all('name="ngay"' in one for one in forms), address


def test_a_day_is_picked_on_every_page_and_the_rest_of_the_address_stays(story):
    reader = Reader(story.cast.lan)
    page = reader.client.get(reverse("tasks") + "?q=Sở&nhom=chu-tri").content.decode()
    picker = re.search(r'<form class="drop" method="get">.*?</form>', page, re.S)
    assert picker and 'name="nhom" value="chu-tri"' in picker[0] and 'name="q"' in picker[0]
    assert 'max="2025-03-10"' in picker[0] and "Về hôm nay" not in page
    past = reader.client.get(reverse("tasks") + "?q=Sở&ngay=2025-02-19").content.decode()
    said = "Đang xem ngày <b>19/02/2025</b>, theo số liệu biết đến hết ngày đó"
    assert said in past and 'href="/nhiem-vu/?q=S%E1%BB%9F"' in past
    now_known = reader.client.get(reverse("tasks") + "?ngay=2025-02-19&nay=1").content.decode()
    assert "theo số liệu nay biết ·" in now_known
    assert reader.client.get("/?ngay=2025-02-19").url.endswith("?ngay=2025-02-19")


def test_every_act_of_the_later_days_can_happen(story):
    done = set()
    for name in sorted(EVENTS):
        with transaction.atomic():
            done |= set(happen(story, [name]))
            transaction.set_rollback(True)
    assert set(EVENTS) == done

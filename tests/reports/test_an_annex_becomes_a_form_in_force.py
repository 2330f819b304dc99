"""The table of an annex is owed after one confirmation: nothing before it, nothing half of it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from dondoc.core.packs import DueRule, parse_pack
from dondoc.programmes.models import Version
from dondoc.reports import demanding
from dondoc.reports.annexes import Setting
from dondoc.reports.models import Demand, Report
from tests.cast import ORDER, hanoi
from tests.reports.posting import typed

OTHER = ORDER.replace("Loại sổ hộ tịch", "Lĩnh vực").replace("02/TCTĐA06", "07/TCTĐA06")
for old, new in [("Sổ đăng ký khai sinh", "Đất đai"), ("Sổ đăng ký kết hôn", "Bảo hiểm"),
                 ("Sổ đăng ký khai tử", "Thuế"), ("Sổ xác nhận tình trạng hôn nhân", "Y tế"),
                 ("Sổ đăng ký nhận cha, mẹ, con", "Giáo dục")]:  # fmt: skip
    OTHER = OTHER.replace(old, new)


@pytest.fixture
def now(clock):
    return clock(hanoi(2025, 2, 18, 17, 20))


@pytest.fixture
def loaded(cast, client, now):
    """Lan has loaded the order and confirmed its campaign."""
    dispatch = cast.dispatch()
    client.force_login(cast.lan)
    campaign = next(one for one in dispatch.proposals.all() if one.fields.get("target"))
    task = cast.confirm(campaign, target_value=Decimal(100), target_unit="%")
    return dispatch, task, reverse("form-proposal", args=[dispatch.pk, 1])


def test_the_page_recognises_the_shipped_pack_and_fills_in_the_order(client, loaded, now):
    _dispatch, task, page = loaded
    text = client.get(page).content.decode()
    assert "khớp gói Số hóa sổ hộ tịch" in text
    for value in ("08:00", "12:00", "2025-02-15", "Sổ đăng ký khai sinh", f'value="{task.pk}"'):
        assert value in text


def test_one_confirmation_puts_the_form_in_force(cast, client, loaded, now):
    dispatch, task, page = loaded
    setting = Setting(dispatch.form_proposals.get(), now)
    answer = client.post(page, typed(setting), follow=True)
    demand = Demand.objects.get()
    form = demand.form
    assert (form.due, form.reporters) == (DueRule(1, before=time(8)), "lowest_unit")
    assert (demand.consolidator, demand.recipient) == (cast.justice, cast.police)
    assert demand.clause.number == "1"
    assert demand.in_force_from == dispatch.arrived_at
    target = demand.version().indicator("registers_transferred").targets
    assert [(one.by, one.at_least, one.starts) for one in target] == [
        (date(2025, 2, 19), Decimal(100), date(2025, 2, 15))
    ]
    task.refresh_from_db()
    assert task.indicator == "civil_status.registers_transferred"
    assert "Biểu mẫu đã có hiệu lực: 4 đơn vị phải gửi" in answer.content.decode()


def test_words_and_hours_can_be_corrected_first(client, loaded, now):
    dispatch, _task, page = loaded
    setting = Setting(dispatch.form_proposals.get(), now)
    client.post(page, typed(setting, rows_0="Sổ khai sinh", due_kind="by", due_time="17:00",
                            days_after="0", closes_at="", task=""))  # fmt: skip
    form = Demand.objects.get().form
    assert form.rows["birth"] == "Sổ khai sinh"
    assert form.due == DueRule(0, by=time(17))
    assert form.closes is None
    assert form.checks


def test_confirming_twice_is_told_and_changes_nothing(client, loaded, now):
    dispatch, _task, page = loaded
    setting = Setting(dispatch.form_proposals.get(), now)
    values = typed(setting)
    client.post(page, values)
    answer = client.post(page, values)
    assert answer.status_code == 422
    assert (Demand.objects.count(), Version.objects.count()) == (1, 1)


def test_a_further_order_of_the_same_form_asks_nothing_twice(cast, client, loaded, now):
    dispatch, _task, page = loaded
    client.post(page, typed(Setting(dispatch.form_proposals.get(), now)))
    owed = Report.objects.count()
    again = cast.dispatch(ORDER.replace("02/TCTĐA06", "03/TCTĐA06"))
    other = reverse("form-proposal", args=[again.pk, 1])
    text = client.get(other).content.decode()
    assert "Không phải xác nhận lại." in text
    assert "theo 02/TCTĐA06" in text
    values = typed(Setting(again.form_proposals.get(), now))
    assert client.post(other, values).status_code == 422
    assert (Demand.objects.count(), Report.objects.count()) == (1, owed)


def test_a_table_no_pack_knows_becomes_a_form_of_its_own_words(cast, client, now):
    dispatch = cast.dispatch(OTHER)
    client.force_login(cast.lan)
    page = reverse("form-proposal", args=[dispatch.pk, 1])
    assert "khớp gói" not in client.get(page).content.decode()
    client.post(page, typed(Setting(dispatch.form_proposals.get(), now), label="Biểu tiến độ"))
    demand = Demand.objects.get()
    assert demand.programme.code == "bieu_07_tctda06_1"
    assert next(iter(demand.form.rows.values())) == "Đất đai"
    assert len(demand.form.fields) == 6
    assert Report.objects.filter(demand=demand).exists()


def test_the_pack_can_be_taken_along(client, loaded, now):
    dispatch, _task, page = loaded
    values = typed(Setting(dispatch.form_proposals.get(), now))
    before = client.post(page, {**values, "toml": "1"}).content.decode()
    assert Demand.objects.count() == 0
    client.post(page, values)
    after = client.get(f"{page}?toml=1").content.decode()
    assert parse_pack(before) == parse_pack(after)


@pytest.mark.parametrize("day", ["1899-12-31", "2025-02-19", "2019-01-01"])
def test_figures_are_not_asked_back_for_years_or_days_to_come(client, loaded, now, day):
    dispatch, _task, page = loaded
    values = typed(Setting(dispatch.form_proposals.get(), now), back_fill_from=day)
    assert client.post(page, values).status_code == 422
    assert (Demand.objects.count(), Version.objects.count()) == (0, 0)


def test_a_form_is_in_force_whole_or_not_at_all(cast, client, loaded, now, monkeypatch):
    dispatch, _task, page = loaded
    values = typed(Setting(dispatch.form_proposals.get(), now))

    def killed(**facts):
        raise KeyboardInterrupt

    monkeypatch.setattr(demanding.tasks, "measure_by", killed)
    with pytest.raises(KeyboardInterrupt):
        client.post(page, values)
    assert (Demand.objects.count(), Version.objects.count(), Report.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("name", ["binh", "hoa", "son", "minh", "khoa"])
def test_only_the_standing_agency_decides_on_a_form(cast, client, loaded, name):
    client.force_login(getattr(cast, name))
    assert client.get(loaded[2]).status_code == 404
    assert client.post(loaded[2], {}).status_code == 404


def test_nothing_is_owed_before_the_dispatch_arrived(cast):
    demand = cast.demand()
    owed = Report.objects.filter(demand=demand, consolidated=False)
    assert {one.first_on for one in owed.filter(back_fill=True)} == {
        date(2025, 2, day) for day in (15, 16, 17)
    }
    assert all(one.due_at > demand.in_force_from for one in owed.filter(back_fill=False))
    assert not Report.objects.silent(hanoi(2025, 2, 18, 23, 59)).exists()


def test_the_lowest_units_are_communes_and_the_district_without_any(cast):
    demand = cast.demand()
    units = {one.unit for one in Report.objects.filter(demand=demand, consolidated=False)}
    assert units == {cast.hills, cast.river, cast.coast, cast.island}


def test_opening_periods_again_owes_nothing_twice(cast):
    demand = cast.demand()
    at = hanoi(2025, 2, 20)
    assert demanding.open_periods(demand=demand, at=at) > 0
    assert demanding.open_periods(demand=demand, at=at) == 0

"""The columnar echo: the same filings as the database gives, at any moment, whatever came since."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from dondoc.config import cli
from dondoc.core.asof import AsOf
from dondoc.indicators.measuring import Measured
from dondoc.reports import actions as reports
from dondoc.reports import columns
from dondoc.reports.models import Filing, Report
from tests.cast import cells, hanoi
from tests.watching import NOON, Campaign

pl = pytest.importorskip("polars")
DAY = date(2025, 2, 20)


@pytest.fixture
def echo(settings, tmp_path):
    """A folder of columns for this test alone."""
    settings.COLUMNS = tmp_path / "columns"
    return settings.COLUMNS


@pytest.fixture
def campaign(cast) -> Campaign:
    return Campaign(cast)


def told(campaign, at: AsOf) -> dict[tuple[str, date], tuple]:
    """By unit and day the filing and its cells, from the columns."""
    return {
        (row["unit"], row["day"]): (
            row["filing"],
            {name: row[name] for name in row if "." in name and row[name] is not None},
        )
        for row in columns.told(campaign.demand, at).rows(named=True)
    }


def stored(campaign, at: AsOf) -> dict[tuple[str, date], tuple]:
    """The same by the rule's own query."""
    found = Filing.objects.newest(at.known_at).filter(
        report__demand=campaign.demand,
        report__consolidated=False,
        report__first_on__lte=at.day,
    )
    return {
        (one.report.unit.key, one.report.first_on): (
            one.pk,
            {f"{row}.{name}": value for row, fields in one.cells.items()
             for name, value in fields.items()},
        )
        for one in found.select_related("report__unit")
    }  # fmt: skip


def send_back(campaign, filing: Filing, at) -> None:
    reports.send_back(filing=filing, reason="Sai tổng", by=campaign.cast.lan, at=at)


def moments() -> list[AsOf]:
    ends = [AsOf.end_of(date(2025, 2, day)) for day in range(18, 22)]
    return [*ends, AsOf(DAY, NOON), AsOf(date(2025, 2, 17), NOON + timedelta(days=30))]


def test_without_an_echo_everything_is_read_from_the_database(campaign):
    campaign.everyone(18, 60)
    for at in moments():
        assert told(campaign, at) == stored(campaign, at)


def test_corrections_and_returns_after_the_echo_are_seen(campaign, echo):
    campaign.everyone(17, 60)
    filing = campaign.sends(campaign.cast.hills, 18, 60)
    assert columns.refresh() == 1 and columns.refresh() == 0
    campaign.sends(campaign.cast.hills, 17, 90, on=20)
    send_back(campaign, filing, hanoi(2025, 2, 19, 10))
    for at in moments():
        assert told(campaign, at) == stored(campaign, at)
    assert columns.refresh() == 1
    for at in moments():
        assert told(campaign, at) == stored(campaign, at)
    assert columns.check() == []


@pytest.mark.parametrize("seed", range(6))
def test_at_any_moment_columns_and_database_agree(campaign, echo, seed):
    dice = random.Random(seed)
    cast = campaign.cast
    units = [cast.hills, cast.river, cast.coast, cast.island]
    hour = 0
    for _ in range(24):
        act = dice.choice(["send", "send", "send", "return", "refresh"])
        hour += dice.randint(0, 2)
        at = hanoi(2025, 2, 19) + timedelta(hours=hour)
        if act == "refresh":
            columns.refresh()
        elif act == "send":
            day = date(2025, 2, dice.randint(15, 18))
            report = Report.objects.get(unit=dice.choice(units), first_on=day, consolidated=False)
            if not report.is_open(at):
                reports.reopen(report=report, until=at + timedelta(hours=1), reason="Sửa số",
                               by=cast.lan, at=at)  # fmt: skip
            told_cells = cells(100, dice.randint(0, 90), rows=dice.randint(1, 5))
            content = reports.Content(told_cells)
            reports.file(report=report, content=content, by=cast.hoa, at=at)
        else:
            open_ = Filing.objects.newest(at).exclude(verdicts__kind="returned")
            if found := open_.order_by("pk").first():
                send_back(campaign, found, at)
    for at in [*moments(), AsOf(DAY, hanoi(2025, 2, 19) + timedelta(hours=hour // 2))]:
        assert told(campaign, at) == stored(campaign, at)
    columns.refresh()
    grown = {path.name.split(".")[0]: pl.read_parquet(path) for path in _files(echo)}
    assert columns.check() == []
    columns.rebuild()
    rebuilt = {path.name.split(".")[0]: pl.read_parquet(path) for path in _files(echo)}
    assert grown.keys() == rebuilt.keys()
    assert all(grown[month].equals(rebuilt[month]) for month in grown)


def _files(echo):
    now = columns.manifest()
    return [echo / name for months in now.forms.values() for name in months.values()]


def test_a_spoiled_month_is_found_and_made_again(campaign, echo, capsys):
    campaign.everyone(18, 60)
    columns.refresh()
    (path,) = _files(echo)
    pl.read_parquet(path).with_columns(pl.col("birth.total") + 1).write_parquet(path)
    assert columns.check() == ["civil_status.register_progress 2025-02"]
    assert cli.main(["columns", "check"]) == 1
    assert "columns rebuild" in capsys.readouterr().err
    assert cli.main(["columns", "rebuild"]) == 0
    assert cli.main(["columns", "check"]) == 0


def test_an_echo_of_another_database_is_not_believed(campaign, echo):
    campaign.everyone(18, 60)
    columns.refresh()
    path = echo / columns.MANIFEST
    path.write_text(path.read_text().replace('"rows": 4', '"rows": 5'))
    assert columns.manifest().filing == 0
    assert told(campaign, AsOf.at(NOON)) == stored(campaign, AsOf.at(NOON))
    assert columns.check() == [columns.MANIFEST]
    columns.refresh()
    assert columns.check() == []


def test_a_half_written_manifest_was_never_in_force(campaign, echo, monkeypatch):
    campaign.everyone(17, 60)
    columns.refresh()
    before = columns.manifest()
    campaign.everyone(18, 60)

    def power_cut(*_):
        raise OSError

    monkeypatch.setattr("os.replace", power_cut)
    with pytest.raises(OSError):
        columns.refresh()
    assert columns.manifest() == before
    assert told(campaign, AsOf.at(NOON)) == stored(campaign, AsOf.at(NOON))


def test_what_is_told_is_what_is_measured(campaign, echo):
    campaign.everyone(18, 60)
    columns.refresh()
    campaign.sends(campaign.cast.hills, 19, 90)
    version = campaign.demand.version()
    indicator = version.indicator("registers_transferred")
    measured = Measured(campaign.demand, version, indicator, AsOf.at(NOON))
    found = {(one.unit, one.day): one.pk for one in measured.filings}
    assert found == {key: pk for key, (pk, _) in told(campaign, AsOf.at(NOON)).items()}

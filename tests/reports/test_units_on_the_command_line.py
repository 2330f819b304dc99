"""A merger typed on the command line changes who owes at once, and undone, nobody owes otherwise."""

from datetime import date

import pytest

from dondoc.config.cli import main
from dondoc.core.asof import AsOf
from dondoc.reports import demanding
from dondoc.reports.models import Report
from tests.cast import hanoi

NOW = hanoi(2025, 7, 3, 9)


@pytest.fixture
def files(tmp_path):
    """Đồi Sim and Bến Đò become one commune on 1/7/2025; the district over them stays."""
    (tmp_path / "decision.toml").write_text(
        '[decision]\nnumber = "9/NQ"\nissued_on = 2025-06-16\neffective_on = 2025-07-01\n'
        'source = "bài kiểm thử"\nverified = "yes"\n',
        encoding="utf-8",
    )
    (tmp_path / "units.csv").write_text(
        "key,code,level,kind,name,parent\n90101@2025-07-01,90101,commune,xã,Đồi Sim Mới,901\n",
        encoding="utf-8",
    )
    (tmp_path / "endings.csv").write_text(
        "key,last_on\n90101@2020-01-01,2025-06-30\n90102,2025-06-30\n", encoding="utf-8"
    )
    (tmp_path / "successions.csv").write_text(
        "before,after,whole\n90101@2020-01-01,90101@2025-07-01,yes\n90102,90101@2025-07-01,yes\n",
        encoding="utf-8",
    )
    return tmp_path


def owing(day: date) -> list[str]:
    asked = Report.objects.owed(AsOf.at(NOW)).filter(first_on=day, consolidated=False)
    return sorted(asked.values_list("unit__name", flat=True))


def test_a_merger_and_its_undoing_change_who_owes(cast, files, monkeypatch, capsys):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: NOW)
    cast.demand()
    demanding.open_all(at=NOW)
    before = owing(date(2025, 7, 2))
    assert before == ["Bến Đò", "Cửa Biển", "Đảo Xa", "Đồi Sim"]

    assert main(["units", "merge", str(files), "--dry-run"]) == 0
    assert owing(date(2025, 7, 2)) == before
    assert "Chạy thử: chưa ghi gì." in capsys.readouterr().out

    assert main(["units", "merge", str(files)]) == 0
    assert owing(date(2025, 7, 2)) == ["Cửa Biển", "Đảo Xa", "Đồi Sim Mới"]

    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 7, 3, 10))
    assert main(["units", "undo", "9/NQ", "--reason", "ghi nhầm"]) == 0
    later = Report.objects.owed(AsOf.at(hanoi(2025, 7, 3, 11)))
    asked = later.filter(first_on=date(2025, 7, 2), consolidated=False)
    assert sorted(asked.values_list("unit__name", flat=True)) == before

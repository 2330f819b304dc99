"""`dondoc units`: load, compare, merge, undo and list; a dry run leaves everything as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dondoc.agencies import register, tree_words
from dondoc.agencies.arranging import (
    ArrangementContradicts,
    DecisionTwice,
    DecisionUnknown,
    decision_of,
)
from dondoc.agencies.commands import ActorUnknown, NotOneDecision, UnitsDayNotRead, units_command
from dondoc.agencies.models import Agency, Decision, Ending, Unit, UnitSuccession, Withdrawal
from dondoc.agencies.tree_loading import SHIPPED, FilesDiffer
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.asof import AsOf
from dondoc.core.units import Facts, Tree, Version
from dondoc.web import clock

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
MODELS = (Unit, Agency, Ending, UnitSuccession, Decision, Withdrawal)
UNITS = """code,kind,name,parent
97,tỉnh,Sông,
971,huyện,Bắc,97
97001,xã,Đông,971
97004,xã,Tây,971
97007,xã,Nam,971
"""


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def tree(day: date, known: AsOf | None = None) -> set[str]:
    at = known or AsOf.at(clock.now())
    there = Tree(register.unit_facts(at)).on(day)
    return {f"{one.kind} {one.name} {one.code}" for one in there}


def folder(path: Path, head: str, **files: str) -> Path:
    path.mkdir(parents=True)
    (path / "decision.toml").write_text(f'[decision]\nsource = "bản in"\n{head}\n', "utf-8")
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, "utf-8")
    return path


@pytest.fixture
def base(tmp_path):
    """A province with a district of three communes, loaded."""
    made = folder(tmp_path / "base", "base = true\neffective_on = 2024-01-01", units=UNITS)
    units_command(["load", str(made)])
    return made


@pytest.fixture
def merger(tmp_path):
    """Đông and Tây become one commune that bears the code of Tây; the district ends."""
    return folder(
        tmp_path / "merger",
        'number = "12/NQ"\nissued_on = 2025-06-16\neffective_on = 2025-07-01',
        units="code,kind,name,parent\n97004,xã,Đông Tây,97\n",
        changes="key,parent,name\n97007,97,\n",
        endings="key\n97001\n97004\n971\n",
        successions="before,after,whole\n97001,97004,yes\n97004,97004,yes\n"
        "971,97004,no\n971,97007,no\n",
    )


AFTER = {"tỉnh Sông 97", "xã Đông Tây 97004", "xã Nam 97007"}
BEFORE = {"tỉnh Sông 97", "huyện Bắc 971", "xã Đông 97001", "xã Tây 97004", "xã Nam 97007"}


def test_the_shipped_tree_loads_once_and_a_second_time_changes_nothing(capsys):
    units_command(["load", "quang-ngai"])
    written = counts()
    assert "Đã ghi." in capsys.readouterr().out

    units_command(["load", "quang-ngai"])

    assert counts() == written
    said = capsys.readouterr().out
    plans = len(list(SHIPPED["quang-ngai"].iterdir()))
    assert said.count("đã có trong sổ, không thay đổi.") == plans
    assert "Không có gì thay đổi." in said
    assert "Sổ có 2 tỉnh: đặt DONDOC_PROVINCE" in said  # Kon Tum stood beside it


def test_history_is_known_from_the_day_it_was_issued(capsys):
    units_command(["load", "quang-ngai"])

    def communes(day: date, known: date) -> int:
        at = AsOf(day, AsOf.end_of(known).known_at)
        return Unit.objects.on(at).filter(level="commune", path__startswith="51@").count()

    assert communes(date(2024, 6, 1), date(2024, 6, 1)) == 173
    assert communes(date(2025, 2, 18), date(2025, 2, 18)) == 170
    assert communes(REFORM, REFORM) == 96
    assert communes(REFORM, date(2025, 6, 1)) == 170  # nobody knew yet
    capsys.readouterr()
    units_command(["list", "--on", "2025-07-10", "--known", "2025-06-01"])
    assert "tỉnh Kon Tum (62): 85 xã" in capsys.readouterr().out


def test_a_dry_run_says_counts_first_and_writes_nothing(base, merger, capsys):
    written = counts()
    capsys.readouterr()

    units_command(["merge", str(merger), "--dry-run"])

    assert counts() == written
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "12/NQ, từ 01/07/2025:",
        "  đơn vị: lập 1, đổi 1, kết thúc 3, kế thừa 4",
        "  UBND theo đơn vị: lập 1, kết thúc 3",
        "  + xã Đông Tây (97004), thuộc tỉnh Sông ← xã Đông, xã Tây, huyện Bắc (một phần)",
        "  ~ xã Nam: chuyển về tỉnh Sông từ 01/07/2025",
        "  − xã Đông: đến hết 30/06/2025 → xã Đông Tây",
        "  − xã Tây: đến hết 30/06/2025 → xã Đông Tây",
        "  − huyện Bắc: đến hết 30/06/2025 → xã Đông Tây (một phần), xã Nam (một phần)",
        "Chạy thử: chưa ghi gì.",
    ]


def test_undo_answers_as_if_the_merger_had_never_been_recorded(base, merger, capsys):
    before = [tree(day) for day in (date(2025, 6, 30), REFORM)]
    units_command(["merge", str(merger)])
    recorded = AsOf.at(clock.now())
    assert tree(REFORM) == AFTER

    units_command(["undo", "12/NQ", "--reason", "ghi nhầm", "--dry-run"])
    assert tree(REFORM) == AFTER
    units_command(["undo", "12/NQ", "--reason", "ghi nhầm"])

    assert [tree(day) for day in (date(2025, 6, 30), REFORM)] == before == [BEFORE, BEFORE]
    assert tree(REFORM, recorded) == AFTER  # what was known then stays what was known
    with pytest.raises(DecisionUnknown):
        decision_of("12/NQ")
    units_command(["merge", str(merger)])
    assert tree(REFORM) == AFTER
    assert "đã rút" in _said(capsys, ["list"])


def _said(capsys, words: list[str]) -> str:
    capsys.readouterr()
    units_command(words)
    return capsys.readouterr().out


def test_the_committee_stands_as_long_as_its_unit(base, merger):
    units_command(["merge", str(merger)])
    now = clock.now()

    def committees(day: date) -> set[str]:
        return set(Agency.objects.on(AsOf(day, now)).values_list("name", flat=True))

    assert committees(REFORM) == {"UBND tỉnh Sông", "UBND xã Đông Tây", "UBND xã Nam"}
    assert "UBND huyện Bắc" in committees(date(2025, 6, 30))
    south = Agency.objects.on(AsOf(REFORM, now)).get(name="UBND xã Nam")
    assert south.unit.path.startswith("97@2024-01-01/97007")  # where its unit stands now


def test_a_merger_is_recorded_once(base, merger):
    units_command(["merge", str(merger)])
    written = counts()

    with pytest.raises(DecisionTwice):
        units_command(["merge", str(merger)])

    units_command(["load", str(merger)])
    assert counts() == written


def test_a_recorded_decision_is_not_added_to(base, merger):
    units_command(["load", str(merger)])
    written = counts()
    (merger / "changes.csv").write_text("key,parent,name\n97007,97,Nam Hải\n", "utf-8")

    with pytest.raises(FilesDiffer) as caught:
        units_command(["load", str(merger)])

    assert [one.facts["said"] for one in caught.value.findings] == ["tên Nam Hải"]
    assert counts() == written


def test_contradictions_change_nothing(base, merger):
    written = counts()
    (merger / "endings.csv").write_text("key\n97001\n971\n", "utf-8")  # 97004 stands twice then

    with pytest.raises(ArrangementContradicts) as caught:
        units_command(["merge", str(merger)])

    assert "97004@2025-07-01" in {one.place for one in caught.value.findings}
    assert counts() == written


def test_a_base_load_is_no_merger(base, tmp_path):
    with pytest.raises(NotOneDecision):
        units_command(["merge", str(base)])
    with pytest.raises(NotOneDecision):
        units_command(["merge", "quang-ngai"])


def test_diff_says_what_the_files_have_and_the_register_lacks(base, merger, capsys):
    assert "Tệp và sổ như nhau." in _said(capsys, ["diff", str(base)])
    written = counts()

    said = _said(capsys, ["diff", str(merger)])

    assert "− huyện Bắc: đến hết 30/06/2025" in said
    assert "1 phần tệp khác sổ. Chưa ghi gì." in said
    assert counts() == written


def test_diff_against_a_full_list(base, merger, tmp_path, capsys):
    """A list of the ministry has codes and names; what became of whom it does not say."""
    listed = tmp_path / "danh-muc.csv"
    listed.write_text(
        "code,kind,name,parent\n97,tỉnh,Sông,\n97004,xã,Đông Tây,97\n97007,xã,Nam,97\n"
        "97010,xã,Mới,97\n",
        "utf-8",
    )
    written = counts()

    said = _said(capsys, ["diff", str(listed), "--on", "2025-07-01"])

    assert "  + xã Mới (97010), thuộc tỉnh Sông" in said
    assert "  ~ xã Tây: thành xã Đông Tây, chuyển về tỉnh Sông từ 01/07/2025" in said
    assert "  ~ xã Nam: chuyển về tỉnh Sông từ 01/07/2025" in said
    assert "  − xã Đông: đến hết 30/06/2025" in said
    assert "  − huyện Bắc: đến hết 30/06/2025" in said
    assert "đổi tên hay đơn vị khác dùng lại mã" in said
    assert counts() == written
    units_command(["merge", str(merger)])
    listed.write_text(
        "code,kind,name,parent\n97,tỉnh,Sông,\n97004,xã,Đông Tây,97\n97007,xã,Nam,97\n"
    )
    same = _said(capsys, ["diff", str(listed), "--on", "2025-07-01"])
    assert same == "Danh sách và sổ ngày 01/07/2025 như nhau.\n"


def test_an_agency_under_another_name_is_called_by_its_name_alone():
    old = Version("so-a", "so-a", "Sở A", "department", date(2020, 1, 1))
    renamed = Plan("13/NQ", agencies=Part(changed=(Change("so-a", REFORM, name="Sở B"),)))

    said = list(tree_words.lines(renamed, Tree(Facts()), Tree(Facts((old,)))))

    assert said == ["  ~ Sở A: thành Sở B từ 01/07/2025"]


def test_who_acts_and_which_day_are_checked(base, merger, cast):
    with pytest.raises(ActorUnknown):
        units_command(["merge", str(merger), "--by", "nobody"])
    with pytest.raises(UnitsDayNotRead):
        units_command(["list", "--on", "hôm qua"])

    units_command(["merge", str(merger), "--by", "lan"])

    assert decision_of("12/NQ").by == cast.lan


def test_the_country_is_asked_for_where_it_is_missing(monkeypatch):
    from importlib.metadata import PackageNotFoundError

    from dondoc.agencies import country

    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(country, "distribution", missing)
    with pytest.raises(country.PackageMissing):
        units_command(["load", "country"])

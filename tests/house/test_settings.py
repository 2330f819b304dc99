"""Settings have one list, one page, and a word for whoever misspells one."""

import re

import pytest
from django.core.management import call_command

from dondoc.config import env
from tests.house.tree import ROOT, our_files

READ_BY_TOOLS = {"DONDOC_CHROMIUM", "DONDOC_GOLD", "DONDOC_TEST_DATABASE_URL"}


def test_a_misspelt_setting_is_named_with_its_nearest_neighbour():
    with pytest.raises(SystemExit, match=r"DONDOC_DATABSE_URL.*DONDOC_DATABASE_URL"):
        env.check_names({"DONDOC_DATABSE_URL": "x"})


def test_every_setting_read_is_in_the_list_and_every_one_listed_is_read():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in our_files()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "dondoc") and path.name != "env.py"
    )
    read = {
        name.removesuffix("_FILE") for name in re.findall(r"['\"](DONDOC_[A-Z_]+)['\"]", source)
    }
    assert read - set(env.KNOWN) == set()
    assert set(env.KNOWN) - read == READ_BY_TOOLS - read


@pytest.mark.django_db
def test_django_finds_nothing_wrong_behind_https(settings, monkeypatch):
    monkeypatch.delenv(
        "DJANGO_ALLOW_ASYNC_UNSAFE", raising=False
    )  # the suite's own browser sets it
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    call_command("check", deploy=True, fail_level="ERROR")

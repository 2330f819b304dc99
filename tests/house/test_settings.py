"""Settings have one list, one page, and a word for whoever misspells one."""

import os
import re
import subprocess
import sys

import pytest

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


def test_django_finds_nothing_wrong_behind_https(tmp_path):
    """In a process of its own: this one may hold a browser and its loop."""
    ours = ("DONDOC_", "DJANGO_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env=environ
        | {
            "DJANGO_SETTINGS_MODULE": "dondoc.config.settings",
            "DONDOC_DATA": str(tmp_path),
            "DONDOC_HTTPS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

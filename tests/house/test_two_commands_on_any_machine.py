"""The Makefile finds a Python wherever a machine keeps it, and says what to install where there is none."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.tree import ROOT


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path):
    """A home and a PATH with an old Python, and a shim that refuses, as version managers leave them."""
    script(
        tmp_path / "path" / "python3", "exit 1  # 3.11: the question for 3.12 is answered with no"
    )
    script(tmp_path / "path" / "python3.13", 'echo "python3.13: command not found" >&2; exit 127')
    os.symlink(shutil.which("cat"), tmp_path / "path" / "cat")
    return tmp_path


def look(machine, **further):
    kept = {"HOME": str(machine / "home"), "PATH": str(machine / "path")}
    # The folders that every machine has are left out: what lies in this one's is not ours to know.
    text = (ROOT / ".ci" / "find-python").read_text(encoding="utf-8")
    everywhere = "/usr/local/bin/python3* /opt/python*/bin/python3 /opt/*/bin/python3"
    assert everywhere in text
    script(machine / "find-python", text.replace(everywhere, ""))
    return subprocess.run(
        ["/bin/sh", str(machine / "find-python")],
        env=kept | further,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "place",
    [
        ".pyenv/versions/3.13.0/bin/python3",
        ".local/share/uv/python/cpython-3.13-linux/bin/python3",
        ".asdf/installs/python/3.13.1/bin/python3",
    ],
)
def test_one_that_a_version_manager_installed_is_found(machine, place):
    script(machine / "home" / place, f'exec "{sys.executable}" "$@"')

    found = look(machine)

    assert found.returncode == 0
    assert os.path.exists(found.stdout.strip())


def test_one_that_a_person_names_goes_first(machine):
    script(machine / "elsewhere" / "python", f'exec "{sys.executable}" "$@"')

    found = look(machine, PYTHON=str(machine / "elsewhere" / "python"))

    assert found.returncode == 0


def test_where_there_is_none_it_says_what_to_install(machine):
    found = look(machine)

    assert found.returncode == 1
    assert "Không tìm thấy Python 3.12" in found.stderr
    assert "apt install python3 python3-venv" in found.stderr


def test_the_readme_shows_both_commands_on_its_first_screen():
    for name in ("README.md", "README.en.md"):
        first_screen = (ROOT / name).read_text(encoding="utf-8").splitlines()[:30]
        assert any(line.startswith("make demo") for line in first_screen)
        assert any(line.startswith("make test") for line in first_screen)

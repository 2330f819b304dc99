"""A wrong word on the command line gets a sentence, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dondoc.agencies.tree_sheets import FilesNotFound
from dondoc.config.cli import refused
from dondoc.core.errors import Finding

DONDOC = [sys.executable, "-c", "import sys; from dondoc.config.cli import main; sys.exit(main())"]
ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [*DONDOC, *words],
        env={**clean, "DONDOC_DATA": str(folder), **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_file_that_is_not_there_is_refused_in_vietnamese(tmp_path):
    done = run("read", str(tmp_path / "khong-co.docx"), folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("dondoc: ")
    assert "Traceback" not in done.stderr
    assert "tệp" in done.stderr.casefold()


def test_a_folder_without_a_database_is_told_what_to_run(tmp_path):
    done = run("tick", folder=tmp_path)

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "dondoc init" in done.stderr


def test_a_setting_that_is_no_number_is_named(tmp_path):
    done = run("tick", folder=tmp_path, DONDOC_NEAR_DAYS="năm")

    assert done.returncode != 0
    assert "DONDOC_NEAR_DAYS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_clock_that_is_no_moment_is_named(tmp_path):
    done = run("tick", folder=tmp_path, DONDOC_CLOCK="hôm qua")

    assert "DONDOC_CLOCK" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_cannot_be_is_named(tmp_path):
    done = run("serve", "--port", "99999", folder=tmp_path)

    assert done.returncode == 2
    assert "65535" in done.stderr


def test_a_refusal_of_thousands_of_places_says_the_first_and_how_many_are_left(capsys):
    found = [Finding(f"dòng {number}", "%(text)s", {"text": "sai"}) for number in range(1000)]

    assert refused(FilesNotFound(path="x", findings=found)) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 202 and lines[-1] == "  … và 800 chỗ nữa."

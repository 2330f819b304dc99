"""The checkout as the house tests look at it."""

from __future__ import annotations

import functools
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def our_files() -> tuple[Path, ...]:
    """Every file that is in the repository or about to be."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    paths = (ROOT / name for name in listed.decode("utf-8").split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


@functools.cache
def project() -> dict[str, Any]:
    """The settings of every tool."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def line_of_imports() -> list[str]:
    """The steps from the top to the core, each allowed to know those after it."""
    contract = project()["tool"]["importlinter"]["contracts"][0]
    return [name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")]

"""A data folder may hold a demonstration: a mark in it says so, and which moment its clock shows.

Every command on that folder then lives in the story's time, not only the server that was started
first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "demonstration.json"


@dataclass(frozen=True)
class Story:
    """How far its clock stands from the real one, and the invented people a visitor may be."""

    offset: timedelta
    password: str
    logins: tuple[str, ...]


def of(folder: Path) -> Story | None:
    """The story a data folder holds; None where it holds none."""
    try:
        mark = json.loads((folder / NAME).read_text(encoding="utf-8"))
        offset = timedelta(seconds=float(mark["offset_seconds"]))
        return Story(offset, str(mark["password"]), tuple(mark["logins"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def tell(folder: Path, shown: datetime, *, password: str, logins: Sequence[str]) -> None:
    """Let the story's clock show a moment now and run on from there."""
    seconds = round((shown - datetime.now(UTC)).total_seconds())
    mark = {"offset_seconds": seconds, "password": password, "logins": list(logins)}
    aside = folder / f"{NAME}.new"
    aside.write_text(json.dumps(mark), encoding="utf-8")
    aside.replace(folder / NAME)

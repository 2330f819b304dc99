"""A data folder may hold a demonstration: a mark in it says so, and which moment its clock shows.

Every command on that folder then lives in the story's time, not only the server that was started
first.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "demonstration.json"


def offset(folder: Path) -> timedelta | None:
    """How far the story's clock stands from the real one; None where the folder holds no story."""
    try:
        mark = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return timedelta(seconds=float(mark["offset_seconds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def set_clock(folder: Path, shown: datetime) -> None:
    """Let the story's clock show a moment now and run on from there."""
    seconds = (shown - datetime.now(UTC)).total_seconds()
    aside = folder / f"{NAME}.new"
    aside.write_text(json.dumps({"offset_seconds": round(seconds)}), encoding="utf-8")
    aside.replace(folder / NAME)

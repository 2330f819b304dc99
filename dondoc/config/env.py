"""Settings come from `DONDOC_*` variables; a secret may come from a file."""

from __future__ import annotations

import difflib
import os
from datetime import datetime
from pathlib import Path

KNOWN = {
    "DONDOC_DATA": "Folder of the database, the secret key and uploaded originals. Default: ./data",
    "DONDOC_DATABASE_URL": "Address of the database. Default: SQLite in the data folder",
    "DONDOC_SECRET_KEY": "Key that signs sessions. Default: made once and kept in the data folder",
    "DONDOC_HOSTS": "Host names served, separated by commas. Default: 127.0.0.1,localhost",
    "DONDOC_HTTPS": "1 where people reach the server by https: cookies are then sent only there",
    "DONDOC_DEBUG": "1 shows the pages of a developer on errors. Never on a server",
    "DONDOC_DEMO": "1 says that the data are invented; the clock then stands in February 2025",
    "DONDOC_CLOCK": "A moment (ISO, with offset) at which the clock starts; demonstrations only",
    "DONDOC_PACKS": "Folder of further programmes, one folder each",
    "DONDOC_PROVINCE": "Code of the province that works here, where the register holds several",
    "DONDOC_NEAR_DAYS": "Working days before the last day at which a task is due soon. Default: 5",
    "DONDOC_CHROMIUM": "Chromium for the browser tests. Default: looked for on PATH",
    "DONDOC_GOLD": "Folder of gold readings for the tests of the reader",
    "DONDOC_TEST_DATABASE_URL": "Database for the second run of the suite",
}


class MisspeltSetting(SystemExit):
    """A variable begins with DONDOC_ but is none that the product reads."""


def check_names(environ: dict[str, str] | None = None) -> None:
    """Stop with the nearest real name when a `DONDOC_*` variable is not one of ours."""
    for name in sorted(os.environ if environ is None else environ):
        base = name.removesuffix("_FILE")
        if not name.startswith("DONDOC_") or base in KNOWN:
            continue
        near = difflib.get_close_matches(base, KNOWN, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise MisspeltSetting(f"Unknown setting {name}.{hint}")


def read(name: str, default: str = "") -> str:
    """The value of a setting, from its variable or from the file that `NAME_FILE` points to."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """A setting that is a count; anything else stops with its name."""
    given = read(name, str(default))
    if not given.isascii() or not given.isdigit():
        raise MisspeltSetting(f"{name} must be a whole number, not “{given}”.")
    return int(given)


def moment(name: str) -> datetime | None:
    """A setting that is a moment with its offset from UTC; anything else stops with its name."""
    given = read(name)
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise MisspeltSetting(f"{name} must be like 2025-02-20T07:40+07:00, not “{given}”.")
    return found


def flag(name: str) -> bool:
    """Whether a setting is switched on."""
    return read(name).lower() in {"1", "true", "yes"}

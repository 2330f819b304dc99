"""Vietnamese for our sentences where no page is made and Django was never set up: command lines."""

from __future__ import annotations

import gettext as library
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from dondoc.web import words

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


@cache
def catalogue() -> library.NullTranslations:
    """The compiled messages; the English ones where nothing was compiled."""
    return library.translation("django", LOCALE, ["vi"], fallback=True)


def vietnamese(message: str, facts: Mapping[str, Any] | None = None) -> str:
    """A sentence with its facts as people write them."""
    if not message:
        return ""
    return catalogue().gettext(message) % {
        name: _spoken(value) for name, value in (facts or {}).items()
    }


def _spoken(fact: Any) -> Any:
    """A fact as people write it; one that is itself a message of ours is translated too."""
    if isinstance(fact, datetime):
        return words.full_moment(fact)
    if isinstance(fact, date):
        return words.day(fact)
    return catalogue().gettext(fact) if isinstance(fact, str) and fact else fact

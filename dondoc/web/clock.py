"""The clock is read here, once a request or job, and handed down as `today` or `at`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings

from dondoc.core.periods import HANOI


def now() -> datetime:
    """This moment in Hanoi; in the demonstration, a moment of its story that runs on from there."""
    return (datetime.now(UTC) + offset()).astimezone(HANOI)


def offset() -> timedelta:
    """How far the demonstration's clock stands from the real one; nothing elsewhere."""
    return getattr(settings, "CLOCK_OFFSET", timedelta())

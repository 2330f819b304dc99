"""Pages asked at a named moment."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.fixture
def clock(monkeypatch):
    """Say what time it is: `clock(hanoi(2025, 2, 19, 7, 43))`."""

    def set_to(moment: datetime) -> datetime:
        monkeypatch.setattr("dondoc.web.clock.now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def morning(clock):
    """07:43 on the 19th: the report on the 18th is due in 17 minutes."""
    from tests.cast import hanoi

    return clock(hanoi(2025, 2, 19, 7, 43))

"""`dondoc units`, with what changed units mean for the reports owed."""

from __future__ import annotations

from dondoc.agencies import commands
from dondoc.reports import settling
from dondoc.web import clock


def units_command(argv: list[str]) -> int:
    """Load, compare, merge, undo or list; who owes reports follows at once."""
    status = commands.units_command(argv, withdraw=settling.withdraw)
    settling.settle(at=clock.now())
    return status

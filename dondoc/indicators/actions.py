"""What is measured is noted on the task it measures: "at risk" rests on a fact with a day."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from dondoc.agencies import queries as agencies
from dondoc.core.asof import AsOf
from dondoc.indicators import queries
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task


def measure(*, at: datetime) -> int:
    """Note share and forecast on every task that an indicator measures; safe to repeat."""
    noted = 0
    as_of = AsOf.at(at)
    for task in Task.objects.exclude(indicator="").filter(created_at__lte=at):
        measured = queries.measured(task.indicator, as_of)
        if measured is None or measured.last_day is None:
            continue
        area = agencies.province(as_of)
        share = measured.figure(area).share.value
        if share is None:
            continue
        forecast = measured.forecast(area)
        tasks.note_pace(
            task=task,
            percent=(share * 100).quantize(Decimal("0.01")),
            forecast_on=forecast.day or forecast.moving_day if forecast else None,
            at=at,
            source={"indicator": task.indicator, "day": measured.last_day.isoformat()},
        )
        noted += 1
    return noted

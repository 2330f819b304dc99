"""What a browser posts for a page as it stands."""

from __future__ import annotations

from datetime import time

from dondoc.reports.annexes import Setting
from dondoc.reports.forms import AskedForm


def typed(setting: Setting, **changes) -> dict[str, str]:
    """The page's own values as a browser posts them."""
    form = AskedForm(None, setting=setting)
    values = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, time):
            value = value.isoformat("minutes")
        values[bound.name] = "" if value is None else str(value)
    return {**values, **changes}

"""What is typed to give or end a seat of a task force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dondoc.agencies.models import Membership
from dondoc.agencies.queries import who_is
from dondoc.core.asof import AsOf
from dondoc.web.typed_days import DAYS, of_this_century


class PaperForm(forms.Form):
    """The decision by which a seat is given or ended: its number and its day."""

    number = forms.CharField(max_length=80)
    on = forms.DateField(input_formats=DAYS, validators=[of_this_century])


class SeatForm(PaperForm):
    """A further seat: which agency, as what, through which post."""

    agency = forms.CharField(max_length=400)
    role = forms.ChoiceField(choices=Membership.Role.choices)
    post = forms.CharField(max_length=160, required=False)

    def __init__(self, data: Any = None, *, known_at: AsOf | None = None) -> None:
        super().__init__(data)
        self.known_at = known_at

    def clean(self) -> dict[str, Any]:
        """The name must mean one agency of the day."""
        given: dict[str, Any] = super().clean() or {}
        day: date | None = given.get("on")
        name = str(given.get("agency") or "").strip().rstrip(";")
        if day is None or not name or self.known_at is None:
            return given
        found = who_is(name, AsOf(day, self.known_at.known_at))
        if len(found) != 1:
            self.add_error("agency", _("Choose one agency of that day from the list."))
        else:
            given["chosen"] = found[0]
        return given

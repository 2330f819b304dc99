"""What a person may type about a dispatch and its duties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dondoc.agencies.models import Person
from dondoc.tasks.deciding import Terms
from dondoc.tasks.duties import Duty
from dondoc.tasks.models import Task
from dondoc.tasks.review import Review
from dondoc.tasks.suggesting import Named, iso_day, together
from dondoc.web import words
from dondoc.web.typed_days import DAYS

OWN = "own"  # another day than those read, or none
EVERY = [("", "không lặp"), *words.EVERY.items()]
MOST = Decimal(10) ** 12
MOST_NAMES = 300  # a class names hundreds of communes at once; each name typed is looked up


def parted(names: str) -> list[str]:
    """Names typed in one field, with semicolons between them, without what no database keeps."""
    parts = (part.strip() for part in names.replace("\0", "").split(";", MOST_NAMES)[:MOST_NAMES])
    return [part for part in parts if part]


class LoadForm(forms.Form):
    """A dispatch to load: a file or its text, and when it arrived."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False)
    arrived_at = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"]
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_arrived_at(self) -> datetime | None:
        """A dispatch has arrived by now, and in this century."""
        moment: datetime | None = self.cleaned_data["arrived_at"]
        if moment and not (moment.year >= 2000 and moment <= self.now):
            raise forms.ValidationError(_("Enter a moment between the year 2000 and now."))
        return moment

    def clean(self) -> dict[str, Any]:
        """Either a file or a text, not both and not neither."""
        given = super().clean() or {}
        if "file" not in self.errors and bool(given.get("file")) == bool(given.get("text")):
            raise forms.ValidationError(_("Choose a file, or paste the text: one of the two."))
        return given


class Names(forms.Field):
    """Agencies by name, one or several, each field also parted by semicolons."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        """The names without blanks."""
        parts = [part for text in value or [] for part in parted(str(text))]
        return [part[:200] for part in parts][:MOST_NAMES]


@dataclass(frozen=True)
class DueChoice:
    """One way to read the deadline."""

    value: str
    day: date
    rule: str
    first: bool


class TermsForm(forms.Form):
    """The terms of one duty, filled in as the reader understood them."""

    title = forms.CharField(max_length=300)
    lead = Names(required=False)
    support = Names(required=False)
    report_to = forms.CharField(max_length=200, required=False)
    report_by = forms.CharField(max_length=120, required=False)
    product = forms.CharField(max_length=300, required=False)
    judge = forms.CharField(max_length=200, required=False)
    target_value = forms.CharField(max_length=30, required=False)
    target_unit = forms.CharField(max_length=40, required=False)
    target_scope = forms.CharField(max_length=200, required=False)
    due = forms.CharField(required=False)
    own_due = forms.DateField(required=False, input_formats=DAYS)
    due_note = forms.CharField(max_length=300, required=False)
    due_time = forms.TimeField(required=False)
    starts_on = forms.DateField(required=False, input_formats=DAYS)
    every = forms.ChoiceField(choices=EVERY, required=False)
    standing = forms.BooleanField(required=False)
    again = forms.ModelChoiceField(Task.objects.none(), required=False)

    def __init__(
        self,
        *args: Any,
        duty: Duty,
        review: Review,
        again: Task | None = None,
    ) -> None:
        self.duty, self.review, self.directory = duty, review, review.directory
        self.due_choices = _due_choices(duty.fields)
        super().__init__(*args, initial={**_as_read(duty, review), "again": again})
        person = review.person
        self.fields["again"].queryset = Task.objects.in_force().visible_to(person)

    @property
    def has_folded_errors(self) -> bool:
        """Whether a field that is usually folded away is to be mended."""
        names = ("support", "target_value", "starts_on", "due_time", "every", "judge", "report_by")
        return any(self[name].errors for name in names)

    def clean_lead(self) -> list[Named]:
        """Every name of a lead must mean an agency of that day."""
        named = self.directory.named(self.cleaned_data["lead"])
        if not named:
            raise forms.ValidationError(_("Name the agency that leads."))
        for one in named:
            if not one.agencies:
                raise forms.ValidationError(
                    _("No agency of %(day)s is called “%(name)s”. Choose one from the list.")
                    % {"day": words.day(self.directory.day), "name": one.name}
                )
        return named

    def clean_support(self) -> list[Named]:
        """Supporters outside the province stay in the words of the dispatch only."""
        return self.directory.named(self.cleaned_data["support"])

    def clean_target_value(self) -> Decimal | None:
        """A number as people write it: 97,5 or 1.148.620."""
        text = self.cleaned_data["target_value"].replace(" ", "").rstrip("%")
        if not text:
            return None
        if "," in text or re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "").replace(",", ".")
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not 0 <= value < MOST:
            raise forms.ValidationError(_("Enter a number, such as 97,5 or 1.148.620."))
        return value.quantize(Decimal("0.01"))

    def clean(self) -> dict[str, Any]:
        """The day chosen among the readings, or another one."""
        given = super().clean() or {}
        chosen = given.get("due") or OWN
        if chosen == OWN:
            given["due_on"] = given.get("own_due")
        elif chosen in {choice.value for choice in self.due_choices}:
            given["due_on"] = date.fromisoformat(chosen)
        else:
            raise forms.ValidationError(_("Choose one of the last days offered, or enter another."))
        return given

    def terms(self) -> Terms:
        """What the person confirms."""
        given = self.cleaned_data
        leads = together(given["lead"])
        helpers = together(given["support"])
        terms = Terms(
            title=given["title"],
            leads=leads,
            lead_label=", ".join(one.name for one in given["lead"]),
            supporters=[agency for agency in helpers if agency not in leads],
            support_label="; ".join(one.name for one in given["support"]),
            due_on=given["due_on"],
            due_time=given["due_time"],
            starts_on=given["starts_on"],
            standing=given["standing"],
            every=given["every"],
            target_value=given["target_value"],
            target_unit=given["target_unit"],
            target_scope=given["target_scope"],
            product=given["product"],
            report_to=given["report_to"],
            report_by=given["report_by"],
            judge=given["judge"],
            due_note=given["due_note"],
        )
        return self.review.without_apart(self.duty, terms)


def _due_choices(read: dict[str, Any]) -> list[DueChoice]:
    days = [(read["due"], read.get("due_rule") or "")] if read.get("due") else []
    days += [(other["day"], other["rule"]) for other in read.get("due_others") or []]
    unique = dict(reversed(days))
    ordered = sorted(unique, key=[day for day, _rule in days].index)
    return [
        DueChoice(day, date.fromisoformat(day), unique[day], day == read.get("due"))
        for day in ordered
    ]


def _as_read(duty: Duty, review: Review) -> dict[str, Any]:
    terms = review.terms(duty)
    leads, helpers = review.owners(duty)
    value = terms.target_value
    return {
        "title": terms.title,
        "lead": [one.name for one in leads],
        "support": [one.name for one in helpers],
        "report_to": terms.report_to,
        "report_by": terms.report_by,
        "product": terms.product,
        "target_value": "" if value is None else f"{value.normalize():f}".replace(".", ","),
        "target_unit": terms.target_unit,
        "target_scope": terms.target_scope,
        "due": duty.fields.get("due") or OWN,
        "due_time": terms.due_time,
        "starts_on": iso_day(duty.fields.get("starts")),
        "every": terms.every,
        "standing": terms.standing,
    }


class MergeForm(forms.Form):
    """The task that the words belong to, or that they order again."""

    into = forms.ModelChoiceField(Task.objects.none())
    how = forms.ChoiceField(choices=[("merge", ""), ("again", "")])

    def __init__(self, *args: Any, person: Person) -> None:
        super().__init__(*args)
        self.fields["into"].queryset = Task.objects.in_force().visible_to(person)


class CutForm(forms.Form):
    """Where to cut a duty in two."""

    offset = forms.IntegerField(min_value=0, max_value=10_000_000)


class DropForm(forms.Form):
    """Why the words set no duty."""

    reason = forms.CharField(max_length=300)


class MissedForm(forms.Form):
    """Words that the reader missed: by their place, or by how they begin and end."""

    start = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    end = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    first = forms.CharField(required=False, max_length=400)
    last = forms.CharField(required=False, max_length=400)

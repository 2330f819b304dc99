"""What was read about a deadline, in the words of the office: rule and assumption."""

from __future__ import annotations

from django.utils.translation import gettext

from dondoc.core.deadline_rules import ASSUMPTIONS, SETTLES

# The sentence of these rules says what they assume already.
SAID_BY_THE_RULE = {
    "campaign_days": ("first_day_counted",),
    "counted_days": ("first_day_not_counted",),
    "counted_working_days": ("first_day_not_counted",),
    "to_year_ambiguous": ("end_of_the_period_meant",),
    "year_named_alone": ("end_of_the_period_meant",),
}


def assumed(rule: str | None, codes: list[str] | None) -> list[str]:
    """What the reader took for granted beside its rule, each as a sentence."""
    said = SAID_BY_THE_RULE.get(rule or "", ())
    return [
        gettext(ASSUMPTIONS[one]) for one in codes or [] if one in ASSUMPTIONS and one not in said
    ]


def settled_by(code: str | None) -> str:
    """What would make the day certain."""
    return gettext(SETTLES[code]) if code in SETTLES else ""

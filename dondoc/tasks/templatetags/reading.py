"""What a reading says about deadlines, for the templates of the review."""

from __future__ import annotations

from django import template

from dondoc.tasks import corrections

register = template.Library()


@register.filter
def fact_names(codes: list[str]) -> str:
    """The facts of a duty that a person corrected, by the names on the form."""
    return ", ".join(corrections.LABELS.get(code, code) for code in codes)

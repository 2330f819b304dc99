"""Every rule by which a day is read has its reason in words on the page."""

import pytest
from django.template.loader import render_to_string

from dondoc.core.deadlines import RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_explained(rule):
    said = render_to_string("tasks/parts/why.html", {"rule": rule, "after": None}).strip()
    assert said
    assert said.startswith(("vì", "nếu", "cách", "ngày"))

"""Whatever names an agency or a unit is work that passes on, or is said in words to be none.

Add a reference to an agency and this test asks: does the work behind it pass on when that agency
ends? If so, a class in `planning/kinds.py` covers it; if not, the table below says why.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pytest
from django.apps import apps
from django.db import models

from dondoc.agencies.models import Agency, Unit
from dondoc.core import pack_model
from dondoc.planning.kinds import KINDS

NOT_WORK = {
    # who exists, and what follows what: the register of bodies itself
    "agencies.Unit.parent": "the tree of units, dated by decisions of its own",
    "agencies.UnitSuccession.before": "the record of a succession",
    "agencies.UnitSuccession.after": "the record of a succession",
    "agencies.Agency.unit": "where a body works",
    "agencies.AgencySuccession.before": "the record of a succession",
    "agencies.AgencySuccession.after": "the record of a succession",
    "agencies.Ending.unit": "the record of an ending",
    "agencies.Ending.agency": "the record of an ending",
    "agencies.Transfer.given": "the record of passing on",
    "agencies.Transfer.to": "the record of passing on",
    # roles that are given to a body anew by a decision of their own, dated
    "agencies.StandingRole.agency": "a dated role: another agency is named by decision",
    "agencies.Membership.body": "a seat lives and ends with its committee",
    "agencies.Membership.agency": "a dated seat: who sits there next is named by decision",
    "agencies.Post.agency": "a person's post: people are appointed anew, never moved by a merger",
    # paper and history: they stay as they were
    "dispatches.Recipient.agency": "to whom a dispatch was addressed then",
    "tasks.Change.agency": "in whose name something was done",
    "tasks.Endorsement.leads": "what a leader wrote on a paper; the assignment made of it is work",
    "tasks.Endorsement.supporters": "what a leader wrote on a paper",
    "reports.Report.unit": "the area that figures are about; areas follow the units' succession",
    # words, not references
    "tasks.Task.lead_label": "the owner in the words of the dispatch",
    "tasks.Endorsement.lead_label": "the owner in the words of the leader",
    "tasks.Task.target_unit": "the unit of a number: %, hồ sơ",
    "audit.Entry.agency": "the log: in whose name somebody acted",
    "audit.Entry.on_behalf_of": "the log: for whom somebody acted",
}
# Columns without a key that may hold an agency's or a unit's code.
SUSPECT = re.compile(
    r"agency|agencies|unit|lead|owner|on_behalf|recipient|consolidat|responsib|reporter"
)
PACK_SUSPECT = re.compile(r"^(lead|consolidated_by|recipient|owner|agency|judge)$")


def references():
    """Every field of ours that points to an agency or a unit, or whose name says it might."""
    found = set()
    for config in apps.get_app_configs():
        if not config.name.startswith("dondoc."):
            continue
        for model in config.get_models():
            for field in (*model._meta.fields, *model._meta.many_to_many):
                points = field.is_relation and field.related_model in (Agency, Unit)
                named = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if points or (named and SUSPECT.search(field.name)):
                    found.add(f"{model._meta.label}.{field.name}")
    for value in vars(pack_model).values():
        if is_dataclass(value) and isinstance(value, type):
            found |= {
                f"pack.{value.__name__}.{one.name}"
                for one in fields(value)
                if PACK_SUSPECT.match(one.name)
            }
    return found


COVERED = {name for kind in KINDS for name in kind.covers}


def test_every_reference_to_an_agency_or_a_unit_is_work_or_is_said_not_to_be():
    left_out = references() - COVERED - set(NOT_WORK)
    assert left_out == set(), (
        "add a kind to dondoc/planning/kinds.py, or say in NOT_WORK why this never passes on"
    )


def test_the_two_tables_name_nothing_that_is_not_there():
    assert (COVERED | set(NOT_WORK)) - references() == set()
    assert COVERED & set(NOT_WORK) == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.code)
def test_a_kind_has_a_code_of_its_own_a_name_and_something_it_covers(kind):
    assert [one for one in KINDS if one.code == kind.code] == [kind]
    assert kind.label and kind.covers
    assert re.fullmatch(r"[a-z]+(\.[a-z]+)?", kind.code)

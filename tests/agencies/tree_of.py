"""The shipped tree of Quảng Ngãi, read from its files without a database."""

from __future__ import annotations

from functools import cache

from dondoc.agencies import tree_files, tree_sheets
from dondoc.agencies.committees import with_committees
from dondoc.agencies.tree_loading import SHIPPED
from dondoc.core.arrangements import faults
from dondoc.core.units import Facts, Tree


@cache
def quang_ngai() -> tuple[Tree, Tree]:
    """Units and agencies after every plan of the folder; each was sound when its turn came."""
    units, agencies = Tree(Facts()), Tree(Facts())
    for path in tree_sheets.plans_in(SHIPPED["quang-ngai"]):
        plan = with_committees(tree_files.read(path, units, agencies), units, agencies)
        assert not faults(units, plan.units), path.name
        assert not faults(agencies, plan.agencies), path.name
        units = plan.units.applied_to(units)
        agencies = plan.agencies.applied_to(agencies)
    return units, agencies

"""A programme as data: its forms, checks, indicators and targets, as a folder of TOML says them.

`parse_pack` reads the text, `to_toml` writes it again; reading what was written gives the same.
"""

from __future__ import annotations

from dondoc.core.pack_model import (
    AGENCY,
    CODE,
    LEVELS,
    Check,
    Derived,
    Form,
    Format,
    Group,
    Indicator,
    Pack,
    Severity,
    Target,
)
from dondoc.core.packs_read import PackInvalid, parse_pack
from dondoc.core.packs_write import to_toml
from dondoc.core.periods import CloseRule, DueRule, Kind

__all__ = [
    "AGENCY",
    "CODE",
    "LEVELS",
    "Check",
    "CloseRule",
    "Derived",
    "DueRule",
    "Form",
    "Format",
    "Group",
    "Indicator",
    "Kind",
    "Pack",
    "PackInvalid",
    "Severity",
    "Target",
    "parse_pack",
    "to_toml",
]

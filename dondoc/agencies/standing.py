"""What is said of a name that means nobody on the day of a dispatch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from dondoc.agencies.queries import Roll, Standing, StandingOfName, standing_of_name
from dondoc.core.asof import AsOf
from dondoc.web import words


def doubts_about(names: Iterable[str], at: AsOf, roll: Roll | None = None) -> Iterator[str]:
    """A sentence for each name that means nobody on the day, in the order of the names.

    Facts about agencies are dated and may be put right later, so nothing of this is stored with
    the reading.
    """
    for name in dict.fromkeys(names):
        said = sentence_on(standing_of_name(name, at, roll))
        if said:
            yield said


def sentence_on(found: StandingOfName) -> str:
    """Why a name means nobody, and who answers instead; empty where it does mean somebody or is
    not known at all."""
    facts = {
        "name": found.name,
        "on": words.day(found.on) if found.on else "",
        "heirs": "; ".join(heir.said for heir in found.heirs),
    }
    if found.standing is Standing.GONE and found.heirs:
        return gettext("“%(name)s” has not existed since %(on)s. Now answering: %(heirs)s.") % facts
    if found.standing is Standing.GONE:
        return (
            gettext("“%(name)s” has not existed since %(on)s; a person chooses who answers.")
            % facts
        )
    if found.standing is Standing.NOT_YET:
        return gettext("“%(name)s” exists only from %(on)s on.") % facts
    return ""

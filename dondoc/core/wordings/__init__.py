"""The grammar of deadlines: families of wordings, the surer ones first.

Where two wordings read the same words, the family that stands first here wins, and within a family
the wording that stands first in its file. What is told and what is a name (`told`,
`names_of_things`) sets no limit and stands before all that do.
"""

from dondoc.core.wordings.counted import COUNTED
from dondoc.core.wordings.days import DAYS
from dondoc.core.wordings.hours import HOURS
from dondoc.core.wordings.names_of_things import NAMES
from dondoc.core.wordings.notation import LEFT, Said, Wording
from dondoc.core.wordings.periods import PERIODS
from dondoc.core.wordings.recurrences import RECURRENCES
from dondoc.core.wordings.spans import SPANS
from dondoc.core.wordings.told import TOLD

WORDINGS: tuple[Wording, ...] = (
    *TOLD,
    *NAMES,
    *RECURRENCES,
    *SPANS,
    *HOURS,
    *COUNTED,
    *DAYS,
    *PERIODS,
)

__all__ = ["LEFT", "WORDINGS", "Said", "Wording"]

"""The reader of dispatches: text in; clauses, owners, deadlines, targets and forms out, each with
its place."""

from dondoc.core.reading.model import (
    Assignment,
    Cell,
    Clause,
    FormFound,
    Reading,
    Source,
    TableBlock,
    Warning_,
)
from dondoc.core.reading.reader import read, read_sentence
from dondoc.core.reading.text import from_text

__all__ = [
    "Assignment",
    "Cell",
    "Clause",
    "FormFound",
    "Reading",
    "Source",
    "TableBlock",
    "Warning_",
    "from_text",
    "read",
    "read_sentence",
]

"""The pages on which one watches, over one small campaign."""

from tests.watching import campaign, see

__all__ = ["campaign", "see"]

"""An agency that ends, and looking at pages as its neighbours do."""

from tests.planning.scene import ending
from tests.watching import see

__all__ = ["ending", "see"]

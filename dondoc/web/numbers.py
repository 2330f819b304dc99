"""A number that came in an address or a hidden box: it is what it says, or it is nothing."""

from __future__ import annotations

LONGEST = 9


def number_in(text: str | None) -> int | None:
    """The number a text holds; none for signs, other alphabets' digits and what no key can be.

    >>> number_in("42"), number_in("²"), number_in("-1"), number_in("9" * 30)
    (42, None, None, None)
    """
    if not text or len(text) > LONGEST or not (text.isascii() and text.isdigit()):
        return None
    return int(text)

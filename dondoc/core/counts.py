"""Counts as people type and paste them: whole numbers with Vietnamese thousands, or nothing; and
how an amount is written."""

from __future__ import annotations

import re

from dondoc.core.errors import Refusal, gettext_noop

MOST_DIGITS = 12
# Thousands come in threes, all with the same mark; "1,5" and "1.234,5" are not counts.
PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"\d{1,3}(?:([. ,'])\d{3})(?:\1\d{3})*")
# A spreadsheet hands over 5214 as "5214.0"; three zeros would be thousands, so one or two only.
WHOLE_DECIMAL = re.compile(r"(\d+)[.,]0{1,2}")
# Full-width forms come from Asian keyboards, the odd blanks from Excel and from the web. NFKC would
# be too generous here: it turns "5²" into "52".
FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0E: ".", 0xFF0C: ",", 0xFF0D: "-"}
BLANKS = dict.fromkeys((0x00A0, 0x2007, 0x2009, 0x202F, 0x3000), " ")
_MARKS = str.maketrans(",.", ".,")
MINUS = {0x2212: "-", 0x2013: "-"}
READABLE = str.maketrans({**FULL_WIDTH, **BLANKS, **MINUS})


class CountNotANumber(Refusal):
    """What was typed is no whole number."""

    code = "count.not_a_number"
    message = gettext_noop(
        "“%(text)s” is not a whole number. Write digits only, for example 1.234."
    )


class CountNegative(Refusal):
    """A count lies below zero."""

    code = "count.negative"
    message = gettext_noop("“%(text)s” is below zero. A count is zero or more.")


class CountTooLarge(Refusal):
    """A count has more digits than anything counted here."""

    code = "count.too_large"
    message = gettext_noop("“%(text)s” has more than %(most)s digits. Check the figure.")


def amount(value: float, unit: str) -> str:
    """A target as it is written: thousands apart, a comma before the fraction, the percent sign
    close to its number.

    >>> amount(99.5, "%"), amount(1250000, "hồ sơ"), amount(53, "")
    ('99,5%', '1.250.000 hồ sơ', '53')
    """
    number = f"{value:,.12g}".translate(_MARKS)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def parse_count(text: str) -> int | None:
    """Read a count as a person typed it; an empty cell is None, which is not zero.

    >>> parse_count("1.234"), parse_count("1 234"), parse_count("５２"), parse_count("  ")
    (1234, 1234, 52, None)
    >>> parse_count("5214.0")
    5214
    >>> try:
    ...     parse_count("1.23")
    ... except CountNotANumber as refusal:
    ...     print(refusal.sentence)
    “1.23” is not a whole number. Write digits only, for example 1.234.
    """
    cleaned = text.translate(READABLE).strip()
    if not cleaned:
        return None
    shown = text.strip()[:40]
    if cleaned.startswith("-") and _digits(cleaned[1:].strip()):
        if set(_digits(cleaned[1:].strip()) or "") == {"0"}:
            return 0
        raise CountNegative(text=shown)
    digits = _digits(cleaned)
    if digits is None:
        raise CountNotANumber(text=shown)
    if len(digits.lstrip("0")) > MOST_DIGITS:
        raise CountTooLarge(text=shown, most=MOST_DIGITS)
    return int(digits)


def _digits(cleaned: str) -> str | None:
    if not cleaned.isascii():
        return None
    if PLAIN.fullmatch(cleaned):
        return cleaned
    if GROUPED.fullmatch(cleaned):
        return re.sub(r"\D", "", cleaned)
    decimal = WHOLE_DECIMAL.fullmatch(cleaned)
    return decimal.group(1) if decimal else None


def written(count: int) -> str:
    """Write a count as it stands in a Vietnamese report.

    >>> written(1087950), written(-12)
    ('1.087.950', '−12')
    """
    digits = f"{abs(count):,}".replace(",", ".")
    return f"−{digits}" if count < 0 else digits

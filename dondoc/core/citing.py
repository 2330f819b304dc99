"""Which dispatch of the register a citation means: surely, doubtfully, or none that is known.

Numbers begin anew each year in every office (Decree 30/2020, Article 15), so that number and date
together tell a document, and neither does alone. What does not fit is raised with its reason and
never joined in silence.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.core.errors import gettext_noop
from dondoc.core.names import fold
from dondoc.core.references import Parts, comparable, parts_of


class Standing(StrEnum):
    """How sure it is which document is meant."""

    KNOWN = "known"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


# Every rule with its reason; the order is that of certainty.
RULES = {
    "same_number_and_day": gettext_noop("Number and day are the same."),
    "same_number_misprinted": gettext_noop(
        "Number and day are the same but for a scanner's fault."
    ),
    "same_number_without_day": gettext_noop(
        "The number is the same; the citation gives no day, and only one document of the register "
        "bears it."
    ),
    "number_without_symbol": gettext_noop(
        "Number, day and issuer are the same; the citation leaves out the symbol."
    ),
    "another_issuer": gettext_noop("Number and day are the same, but the issuer is another."),
    "another_symbol": gettext_noop("Number and day are the same, but the symbol is another."),
    "transposed_digits": gettext_noop(
        "The day and the symbol are the same, but two digits of the number have changed places."
    ),
    "confused_digit": gettext_noop(
        "The day and the symbol are the same, but one digit differs that scanners confuse."
    ),
    "another_day": gettext_noop("The number is the same, but the day is another."),
    "one_of_several": gettext_noop(
        "The number is the same; the citation gives no day, and several documents bear it."
    ),
}
_SURE = frozenset(list(RULES)[:4])
_RANK = {rule: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Cited:
    """A document as another cites it; `by_day` is the day of the one that cites."""

    number: str
    on: date | None = None
    issuer: str = ""
    by_day: date | None = None


@dataclass(frozen=True)
class Known:
    """A document of the register."""

    key: Hashable
    number: str
    on: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Match:
    """A known document that may be meant, and by which rule one thinks so."""

    key: Hashable
    rule: str

    @property
    def sure(self) -> bool:
        """Whether it may be joined without asking."""
        return self.rule in _SURE


@dataclass(frozen=True)
class Resolution:
    """What a citation means among the documents known."""

    standing: Standing
    matches: tuple[Match, ...] = ()


def resolve(cited: Cited, known: Iterable[Known]) -> Resolution:
    """Find the documents that a citation may mean; the order in which they came does not matter.

    >>> plan = Known(1, "02/TCTĐA06", date(2025, 2, 18))
    >>> resolve(Cited("02/TC.TDA06", date(2025, 2, 18)), [plan]).matches
    (Match(key=1, rule='same_number_and_day'),)
    >>> letter = Known(2, "1437/UBND-NC", date(2025, 3, 5))
    >>> found = resolve(Cited("1473/UBND-NC", date(2025, 3, 5)), [plan, letter])
    >>> found.standing.value, found.matches[0].rule
    ('doubtful', 'transposed_digits')
    """
    matches = []
    for one in known:
        rule = rule_between(cited, one)
        if rule:
            matches.append(Match(one.key, rule))
    undated = [match for match in matches if match.rule == "same_number_without_day"]
    if len(undated) > 1:
        matches = [m for m in matches if m not in undated]
        matches += [Match(match.key, "one_of_several") for match in undated]
    matches.sort(key=lambda match: (_RANK[match.rule], str(match.key)))
    sure = tuple(match for match in matches if match.sure)
    if sure:
        return Resolution(Standing.KNOWN, sure)
    return Resolution(Standing.DOUBTFUL if matches else Standing.UNKNOWN, tuple(matches))


def rule_between(cited: Cited, known: Known) -> str:
    """The rule by which a citation may mean a document; empty where it cannot."""
    if not cited.number or not known.number:
        return ""
    if cited.by_day and known.on and known.on > cited.by_day:
        return ""  # nobody cites what was not yet written
    mine, theirs = parts_of(cited.number), parts_of(known.number)
    if not mine.number or not theirs.number:
        return ""
    if comparable(cited.number) == comparable(known.number) or _same_parts(mine, theirs):
        return _same_number(cited, known, "same_number_and_day")
    if cited.on is None or cited.on != known.on:
        return ""
    return _same_day(cited, known, mine, theirs)


def _same_parts(mine: Parts, theirs: Parts) -> bool:
    """29-CT/TU and 29/CT-TU are one number; a year written into one only says nothing."""
    years = {mine.year, theirs.year} - {None}
    return (
        mine.number == theirs.number
        and len(years) < 2
        and sorted(mine.kinds) == sorted(theirs.kinds)
        and bool(mine.issuers)
        and mine.issuers == theirs.issuers
    )


def _same_number(cited: Cited, known: Known, rule: str) -> str:
    if not same_issuer(cited.issuer, known.issuer):
        # The same number of another office of the same kind is another document.
        return "another_issuer" if cited.on and cited.on == known.on else ""
    if cited.on is None or known.on is None:
        return "same_number_without_day"
    if cited.on == known.on:
        return rule
    near = cited.on.year == known.on.year or one_digit_apart(cited.on, known.on)
    return "another_day" if near else ""


def _same_day(cited: Cited, known: Known, mine: Parts, theirs: Parts) -> str:
    """One day, and numbers that are not the same as they are written."""
    agreed = same_issuer(cited.issuer, known.issuer)
    if mine.number == theirs.number:
        if not mine.issuers and not mine.kinds:
            told = bool(cited.issuer and known.issuer)
            return "number_without_symbol" if agreed and told else "another_symbol"
        if shape(mine) == shape(theirs):
            return "same_number_misprinted" if agreed else "another_issuer"
        return "another_symbol" if agreed and _akin(mine, theirs) else ""
    if shape(mine) != shape(theirs) or not agreed:
        return ""
    if sorted(mine.number) == sorted(theirs.number) and _swapped(mine.number, theirs.number):
        return "transposed_digits"
    return "confused_digit" if _confused(mine.number, theirs.number) else ""


_ALIKE = str.maketrans("oil", "011")


def shape(parts: Parts) -> tuple[tuple[str, ...], ...]:
    """Kinds and issuers of a number with the letters made equal that scanners confuse."""
    return tuple(
        tuple(sorted(code.translate(_ALIKE) for code in codes))
        for codes in (parts.kinds, parts.issuers)
    )


def _akin(mine: Parts, theirs: Parts) -> bool:
    """Two symbols of one office: the first code of one stands in the other."""
    if not mine.issuers or not theirs.issuers:
        return False
    return mine.issuers[0] in theirs.issuers or theirs.issuers[0] in mine.issuers


def _swapped(one: str, other: str) -> bool:
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 2


_CONFUSED = ({"1", "7"}, {"0", "6"}, {"0", "8"}, {"3", "8"}, {"5", "6"})


def _confused(one: str, other: str) -> bool:
    """Whether one digit differs that scanners confuse; offices write many numbers on one day, so
    that any other digit is another document."""
    if len(one) != len(other) or len(one) < 3:
        return False
    apart = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and apart[0] in _CONFUSED


def one_digit_apart(one: date, other: date) -> bool:
    """Whether two days differ in one digit, as a slip of the hand leaves them.

    >>> one_digit_apart(date(2024, 1, 22), date(2025, 1, 22))
    True
    >>> one_digit_apart(date(2024, 1, 22), date(2025, 1, 23))
    False
    """
    return sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) == 1


_SPELT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "thanh pho": "tp"}
_EMPTY = frozenset(("cua", "va", "cac"))


def same_issuer(one: str, other: str) -> bool:
    """Whether two names may mean one issuer: a short name means the longer one that begins so.

    What is not named does not contradict.

    >>> same_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh Sông Ngàn"), same_issuer("", "Sở Y tế")
    (True, True)
    >>> same_issuer("Sở Y tế", "Sở Tư pháp"), same_issuer("UBND tỉnh", "UBND huyện Bắc Sông")
    (False, False)
    >>> same_issuer("Chủ tịch UBND tỉnh", "UBND tỉnh Sông Ngàn")
    True
    """
    mine, theirs = _issuer_words(one), _issuer_words(other)
    if not mine or not theirs:
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    return set(shorter) <= set(longer) or _without_head(shorter) == _without_head(longer)


def _issuer_words(name: str) -> list[str]:
    folded = fold(name.split(" - ")[0].split("(")[0])
    for long, short in _SPELT.items():
        folded = folded.replace(long, short)
    # The chair signs what the committee decides: both are one office here.
    for head in ("pho chu tich ", "chu tich ", "bo truong ", "giam doc "):
        folded = folded.removeprefix(head)
    return folded.split()


def _without_head(words: list[str]) -> list[str]:
    return [word for word in words if word not in _EMPTY]

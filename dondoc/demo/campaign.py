"""What really happened in the simulated campaign: records in each register, unit by unit, each day.

Nothing here is a report: reports are what clerks send about it, faults and all (`simulator`). The
sizes and paces are invented; the campaign of 15–19/02/2025 is that of 02/TCTĐA06, item 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from dondoc.demo.data import LY_SON, UnitRow, lowest_units

DAYS = tuple(date(2025, 2, day) for day in range(14, 20))
REGISTERS = ("birth", "marriage", "death", "status", "parent_child")
FIELDS = ("total", "draft", "waiting", "approved", "rejected", "transferred")

RECORDS = 1_148_620  # in the five registers of the whole province
GAINS = (24_310, 29_870, 36_450, 34_920, 33_180)  # transferred on each day of the campaign
LEFT_AT_END = 27_490  # not yet transferred when the last day ended

# Eleven mountain communes fall behind: left at the end, share transferred, days still needed.
SLOW: dict[tuple[str, str], tuple[int, float, float]] = {
    ("Sơn Bua", "530"): (2_008, 0.385, 7.4),
    ("Trà Xinh", "525"): (2_034, 0.39, 7.2),
    ("Sơn Liên", "530"): (1_869, 0.395, 7.0),
    ("Trà Thanh", "525"): (2_015, 0.39, 7.2),
    ("Ba Lế", "535"): (1_629, 0.40, 6.7),
    ("Trà Tây", "525"): (2_041, 0.405, 7.0),
    ("Sơn Mùa", "530"): (2_060, 0.41, 7.3),
    ("Hương Trà", "525"): (1_760, 0.42, 6.6),
    ("Ba Xa", "535"): (1_923, 0.44, 6.8),
    ("Sơn Long", "530"): (1_470, 0.46, 6.1),
    ("Ba Trang", "535"): (1_677, 0.495, 6.5),
}
MOUNTAINS = {"525": 0.45, "529": 0.5, "530": 0.4, "531": 0.45, "535": 0.42}
SHARES = (0.58, 0.19, 0.12, 0.09, 0.02)

# One commune whose figures are told one by one, for the guided tour: records, then transferred.
BINH_CHUONG = ("Bình Chương", "524")
BINH_CHUONG_TOTALS = (5_214, 1_320, 846, 902, 41)
BINH_CHUONG_DONE = {
    17: (4_610, 1_220, 781, 899, 36),
    18: (4_980, 1_281, 806, 902, 36),
    19: (5_180, 1_318, 841, 902, 41),
}
BINH_CHUONG_STATES = {  # draft, waiting, approved, rejected
    17: ((96, 240, 4_690, 14), (14, 52, 1_231, 3), (9, 31, 790, 1), (0, 3, 899, 0), (1, 2, 37, 0)),
    18: ((38, 112, 5_021, 9), (6, 21, 1_287, 2), (4, 10, 831, 1), (0, 0, 902, 0), (1, 2, 38, 0)),
}

Cells = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Truth:
    """One unit through the campaign: for each day, its registers as they stood at midnight."""

    unit: UnitRow
    days: Mapping[date, Cells]

    def transferred(self, day: date) -> int:
        """Records in the electronic database at the end of the day."""
        return sum(row["transferred"] for row in self.days[day].values())

    @property
    def total(self) -> int:
        """Records in the paper books; the campaign finds no new ones."""
        return sum(row["total"] for row in self.days[DAYS[0]].values())


def campaign(seed: int = 6) -> dict[str, Truth]:
    """The whole province through the campaign, by unit code; the same for the same seed."""
    rnd = Random(seed)  # noqa: S311 - a story, not a secret
    units = lowest_units(DAYS[-1])
    totals = _totals(units, rnd)
    series = _transferred(units, totals, rnd)
    return {
        unit.code: Truth(unit, _registers(unit, totals[unit.code], series[unit.code], rnd))
        for unit in units
    }


def _key(unit: UnitRow) -> tuple[str, str]:
    return (unit.name, unit.parent)


def _totals(units: Sequence[UnitRow], rnd: Random) -> dict[str, int]:
    """How many records each unit holds: towns and wards more, the mountains fewer."""
    fixed = {
        unit.code: round(SLOW[_key(unit)][0] / (1 - SLOW[_key(unit)][1]))
        for unit in units
        if _key(unit) in SLOW
    }
    fixed |= {unit.code: sum(BINH_CHUONG_TOTALS) for unit in units if _key(unit) == BINH_CHUONG}
    weights = {
        unit.code: rnd.uniform(0.75, 1.3)
        * {"phường": 1.25, "thị trấn": 1.35}.get(unit.kind, 1.0)
        * (2.2 if unit.code == LY_SON else MOUNTAINS.get(unit.parent, 1.0))
        for unit in units
        if unit.code not in fixed
    }
    return fixed | shared_out(RECORDS - sum(fixed.values()), weights)


def _transferred(
    units: Sequence[UnitRow], totals: dict[str, int], rnd: Random
) -> dict[str, list[int]]:
    """Records transferred by the end of each day; each day's sum over the province is `GAINS`."""
    told = {unit.code: _slow_series(unit, totals) for unit in units if _key(unit) in SLOW}
    told |= {unit.code: _told_series() for unit in units if _key(unit) == BINH_CHUONG}
    others = [unit.code for unit in units if unit.code not in told]
    left = _left_at_end(units, others, totals, LEFT_AT_END - _left(told, totals), rnd)
    daily = [
        gain - sum(days[i + 1] - days[i] for days in told.values()) for i, gain in enumerate(GAINS)
    ]
    zeal = {code: max(totals[code] * rnd.uniform(0.45, 1.7), left[code] * 11) for code in others}
    gains = shared_out(sum(daily), zeal, {code: totals[code] - left[code] for code in others})
    series = {code: [totals[code] - left[code] - gains[code]] for code in others}
    for gain in daily[:-1]:
        open_ = {c: totals[c] - left[c] - series[c][-1] for c in others}
        weights = {c: open_[c] * _mood(rnd, steady=left[c] > 0) for c in others}
        for code, more in shared_out(gain, weights, open_).items():
            series[code].append(series[code][-1] + more)
    for code in others:
        series[code].append(totals[code] - left[code])
    return told | series


def _mood(rnd: Random, *, steady: bool) -> float:
    """Who will not finish works evenly, so that what is left can be foretold."""
    return rnd.uniform(0.85, 1.2) if steady else rnd.uniform(0.3, 1.7)


def _left(series: dict[str, list[int]], totals: dict[str, int]) -> int:
    return sum(totals[code] - days[-1] for code, days in series.items())


def _slow_series(unit: UnitRow, totals: dict[str, int]) -> list[int]:
    """A commune at its pace, too slow for the last day; the five lowest did more at first."""
    left, _, days_needed = SLOW[_key(unit)]
    pace = left / days_needed
    done = [totals[unit.code] - left]
    early = _key(unit) in tuple(SLOW)[:5]
    for gain in (0.8, 0.8, 0.8, 1.0, 1.2) if early else (1.0, 0.95, 0.95, 0.9, 0.8):
        done.append(max(0, round(done[-1] - pace * gain)))
    return done[::-1]


def _told_series() -> list[int]:
    days = [sum(BINH_CHUONG_DONE[day]) for day in (17, 18, 19)]
    return [days[0] - 820, days[0] - 610, days[0] - 330, *days]


def _left_at_end(
    units: Sequence[UnitRow], others: list[str], totals: dict[str, int], left: int, rnd: Random
) -> dict[str, int]:
    """What the other units still hold at the end: most nothing, some a little, six rather more."""
    mountain = [u.code for u in units if u.parent in MOUNTAINS and u.code in others]
    more = rnd.sample(mountain, 6)
    little = rnd.sample([code for code in others if code not in more], 30)
    found = dict.fromkeys(others, 0)
    found |= {code: round(totals[code] * rnd.uniform(0.11, 0.16)) for code in more}
    rest = left - sum(found.values())
    caps = {code: int(totals[code] * 0.09) for code in little}
    return found | shared_out(rest, {c: totals[c] * rnd.uniform(0.2, 1) for c in little}, caps)


def _registers(unit: UnitRow, total: int, series: list[int], rnd: Random) -> dict[date, Cells]:
    told = _key(unit) == BINH_CHUONG
    weights = {
        r: share * rnd.uniform(0.85, 1.15) for r, share in zip(REGISTERS, SHARES, strict=True)
    }
    books = (
        dict(zip(REGISTERS, BINH_CHUONG_TOTALS, strict=True))
        if told
        else shared_out(total, weights)
    )
    done = shared_out(series[0], {r: float(books[r]) for r in REGISTERS}, books)
    approved = dict.fromkeys(REGISTERS, 0)
    days: dict[date, Cells] = {}
    for day, moved in zip(DAYS, series, strict=True):
        if told and day.day in BINH_CHUONG_DONE:
            done = dict(zip(REGISTERS, BINH_CHUONG_DONE[day.day], strict=True))
        else:
            room = {r: books[r] - done[r] for r in REGISTERS}
            more = shared_out(moved - sum(done.values()), {r: float(room[r]) for r in room}, room)
            done = {r: done[r] + more[r] for r in REGISTERS}
        days[day] = {r: _states(books[r], done[r], approved[r], rnd) for r in REGISTERS}
        if told and day.day in BINH_CHUONG_STATES:
            for r, states in zip(REGISTERS, BINH_CHUONG_STATES[day.day], strict=True):
                days[day][r] |= dict(zip(FIELDS[1:5], states, strict=True))
        approved = {r: days[day][r]["approved"] for r in REGISTERS}
    return days


def _states(total: int, transferred: int, approved_before: int, rnd: Random) -> dict[str, int]:
    """Split one register: approved before transferred; the rest waits, is drafted or sent back."""
    rest = total - transferred
    approved = max(approved_before, transferred + min(rest, round(rest * rnd.uniform(0.05, 0.3))))
    rest = total - approved
    waiting = int(rest * rnd.uniform(0.25, 0.5))
    draft = int(rest * rnd.uniform(0.08, 0.2))
    rejected = int(rest * rnd.uniform(0, 0.05))
    values = (total, draft, waiting, approved, rejected, transferred)
    return dict(zip(FIELDS, values, strict=True))


def shared_out(
    amount: int, weights: Mapping[str, float], room: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Share a whole number by weights, never more than there is room for; nothing is lost.

    >>> shared_out(10, {"a": 1, "b": 2})
    {'a': 3, 'b': 7}
    >>> shared_out(10, {"a": 1, "b": 2}, {"a": 9, "b": 4})
    {'a': 6, 'b': 4}
    """
    found = dict.fromkeys(weights, 0)
    if room is not None and sum(room.values()) < amount:
        raise ValueError("There is not room for so much.")
    while amount:
        free = {k: w for k, w in weights.items() if room is None or found[k] < room[k]}
        scale = sum(free.values())
        exact = {k: amount * (w / scale if scale else 1 / len(free)) for k, w in free.items()}
        given = {k: int(part) for k, part in exact.items()}
        ahead = sorted(free, key=lambda k: given[k] - exact[k])
        for k in ahead[: amount - sum(given.values())]:
            given[k] += 1
        for k, part in given.items():
            part = part if room is None else min(part, room[k] - found[k])
            found[k] += part
            amount -= part
    return found

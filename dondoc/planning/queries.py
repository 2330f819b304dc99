"""Questions about work that must pass on: whose owner ends, what is open, who is proposed, why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max

from dondoc.agencies.models import (
    LOCAL,
    WHOLE_PROVINCE,
    Agency,
    Ending,
    Person,
    Role,
    known,
)
from dondoc.agencies.queries import Heir, Roll, heirs_of
from dondoc.agencies.register import unit_facts
from dondoc.core.asof import AsOf
from dondoc.core.functions import Claim, Falling, falls_under
from dondoc.core.units import ONE_DAY, Tree
from dondoc.planning.kinds import KINDS, Piece, open_of

type PieceKey = tuple[str, int, str]


@dataclass(frozen=True)
class Leaver:
    """An agency with a last day, whether past or announced, and who goes on with its work."""

    agency: Agency
    until: date
    heirs: tuple[Heir, ...]

    @property
    def key(self) -> str:
        """Who it is, whatever it was called."""
        return self.agency.key

    def heir(self, key: str) -> Heir | None:
        """One of those who go on with its work."""
        return next((one for one in self.heirs if one.agency.key == key), None)


class Endings:
    """The agencies that end, as known at a moment; their successors are looked up once."""

    def __init__(self, at: AsOf) -> None:
        self.at = at
        self.roll = Roll(at)

    @cached_property
    def last_days(self) -> dict[str, date]:
        """The last day of every agency that has one and goes on under no further name."""
        # Not by the tree: with a whole country in the register it takes seconds to build.
        named = Agency.objects.known(self.at).order_by().values("key")
        newest = dict(named.annotate(newest=Max("exists_from")).values_list("key", "newest"))
        endings = Ending.objects.filter(
            known(self.at), known(self.at, "agency__decision"), agency__isnull=False
        )
        found: dict[str, date] = {}
        rows = endings.values_list("agency__key", "agency__exists_from", "last_on")
        for key, from_on, last_on in rows.order_by("last_on"):
            if newest[key] == from_on:
                found.setdefault(key, last_on)
        return found

    @cached_property
    def _units(self) -> Tree:
        return Tree(unit_facts(self.at))

    @cached_property
    def department_names(self) -> list[str]:
        """Names that stand in the words of tasks and say nothing about their function."""
        rows = [one for one in self.roll.ever.agencies if one.kind not in LOCAL]
        return sorted({name for one in rows for name in (one.name, one.short_name)})

    def leaver(self, key: str) -> Leaver | None:
        """One of them, with its successors; none for a key that does not end."""
        newest, until = self.roll.tree.last_version(key), self.last_days.get(key)
        if newest is None or until is None:
            return None
        agency = self.roll.rows[newest.version.id]
        after = AsOf(max(self.at.day, until + ONE_DAY), self.at.known_at)
        return Leaver(
            agency, until, heirs_of(agency, after, self.roll) or self._by_units(agency, after)
        )

    def _by_units(self, agency: Agency, after: AsOf) -> tuple[Heir, ...]:
        """A committee goes on in those of the units that its own unit, or the units under it,
        became: on 1/7/2025 the districts ended, and communes answer for their areas."""
        if agency.kind not in LOCAL or agency.unit is None:
            return ()
        keys = [one.key for one in self._units.heirs(agency.unit.key, after.day)]
        keys = [key for key in keys if key != agency.unit.key]
        if not keys:
            under = self._units.children(agency.unit.key, self.last_days[agency.key])
            keys = [heir.key for one in under for heir in self._units.heirs(one.key, after.day)]
        rows = Agency.objects.on(after).filter(unit__key__in=keys, kind__in=LOCAL)
        return tuple(Heir(one) for one in rows.select_related("unit"))


@dataclass(frozen=True)
class Proposed:
    """A piece of work with the successor its words speak for, or with none."""

    piece: Piece
    falling: Falling
    heir: Heir | None = None

    @property
    def function(self) -> str:
        """The function under which its words fall."""
        return self.falling.function if self.heir else ""

    def function_for(self, agency: Agency, leaver: Leaver) -> str:
        """The function by which an agency takes it: the one its words name, else the only one that
        this agency took over."""
        if self.heir and self.heir.agency.key == agency.key and self.function:
            return self.function
        heir = leaver.heir(agency.key)
        return heir.functions[0] if heir and len(heir.functions) == 1 else ""


def propose(piece: Piece, leaver: Leaver, bodies: Iterable[str] = ()) -> Proposed:
    """Who goes on with a piece of work by its words; unsure means nobody, and a person chooses."""
    claims = [Claim(one.agency.key, one.functions, one.rest) for one in leaver.heirs]
    falling = falls_under(piece.title, piece.text, claims, bodies=bodies)
    return Proposed(piece, falling, leaver.heir(falling.heir) if falling.heir else None)


@dataclass(frozen=True)
class Group:
    """Pieces of one heading."""

    heading: str
    rows: tuple[Proposed, ...]

    @property
    def late(self) -> int:
        """Those past their last day."""
        return sum(1 for one in self.rows if one.piece.days_late)


@dataclass
class Leaving:
    """Everything an ended agency still answers for, each piece with what is proposed for it."""

    leaver: Leaver
    at: AsOf
    rows: list[Proposed]

    @property
    def groups(self) -> list[Group]:
        """The pieces under their headings, in the order of the kinds."""
        by_heading: dict[str, list[Proposed]] = defaultdict(list)
        for one in self.rows:
            by_heading[one.piece.heading].append(one)
        return [Group(heading, tuple(rows)) for heading, rows in by_heading.items()]

    @property
    def late(self) -> int:
        """Pieces past their last day."""
        return sum(1 for one in self.rows if one.piece.days_late)

    @property
    def proposed(self) -> int:
        """Pieces for which a successor is proposed."""
        return sum(1 for one in self.rows if one.heir)

    def row(self, key: PieceKey) -> Proposed | None:
        """The piece of that key."""
        return next((one for one in self.rows if one.piece.key == key), None)


def leaving(key: str, at: AsOf, endings: Endings | None = None) -> Leaving | None:
    """What an agency that ends still answers for; none where it does not end."""
    endings = endings or Endings(at)
    leaver = endings.leaver(key)
    if leaver is None:
        return None
    names = endings.department_names
    rows = [propose(piece, leaver, names) for piece in open_of({key}, at)]
    return Leaving(leaver, at, _in_order(rows))


def _in_order(rows: Sequence[Proposed]) -> list[Proposed]:
    """Kinds in their order, headings within a kind, and the latest first."""
    order = {kind.code: place for place, kind in enumerate(KINDS)}
    headings = list(dict.fromkeys(one.piece.heading for one in rows))
    return sorted(
        rows,
        key=lambda one: (
            order[one.piece.kind],
            headings.index(one.piece.heading),
            -one.piece.days_late,
            one.piece.due or date.max,
            one.piece.work_id,
        ),
    )


@dataclass(frozen=True)
class Line:
    """An agency that ends, in the list of all: how much is open of which kinds, how much late."""

    leaver: Leaver
    counts: tuple[tuple[str, int], ...]
    total: int
    late: int

    def ended(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.leaver.until < day


def lines(person: Person, at: AsOf, endings: Endings | None = None) -> list[Line]:
    """The agencies that end and still answer for work, as far as a person may see them."""
    endings = endings or Endings(at)
    return lines_of(visible_keys(person, endings), at, endings)


def lines_of(keys: set[str], at: AsOf, endings: Endings) -> list[Line]:
    """The same for some agencies; what has most that is late first."""
    by_owner: dict[str, list[Piece]] = defaultdict(list)
    for piece in open_of(keys, at):
        by_owner[piece.owner].append(piece)
    found = [_line(endings, key, pieces) for key, pieces in by_owner.items()]
    return sorted(found, key=lambda one: (-one.late, -one.total, one.leaver.agency.sort_key))


def _line(endings: Endings, key: str, pieces: Sequence[Piece]) -> Line:
    leaver = endings.leaver(key)
    assert leaver is not None  # only those that end were asked for
    counted = Counter(piece.heading for piece in pieces)
    late = sum(1 for piece in pieces if piece.days_late)
    return Line(leaver, tuple(counted.items()), len(pieces), late)


def unclaimed(person: Person, at: AsOf) -> list[Line]:
    """Agencies that are gone and whose work nobody has, for who records the decision."""
    gone = Ending.objects.filter(known(at), agency__isnull=False, last_on__lt=at.day)
    if not may_decide(person) or not gone.exists():
        return []
    return [line for line in lines(person, at) if line.ended(at.day)]


def visible_keys(person: Person, endings: Endings) -> set[str]:
    """The whole province's for leader, standing agency and inspector; else one's own agency."""
    if person.has_role(*WHOLE_PROVINCE):
        return set(endings.last_days)
    own = {person.duty.agency.key} if person.duty else set()
    return own & set(endings.last_days)


def visible_leaving(person: Person, key: str, at: AsOf) -> Leaving | None:
    """The same for one agency; none where the person may not see it."""
    endings = Endings(at)
    return leaving(key, at, endings) if key in visible_keys(person, endings) else None


def may_decide(person: Person) -> bool:
    """The standing agency records the decision; a leader may."""
    return person.has_role(Role.STANDING, Role.LEADER)

"""Task forces and steering committees at every level: who sits there, through which post, and when.

"Các thành viên Tổ công tác Đề án 06 tỉnh" and "cơ quan thường trực" mean agencies only for a day:
the task force of the province went into a steering committee in 4/2025, with other members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import (
    Agency,
    AgencyKind,
    Decision,
    Ending,
    Level,
    Membership,
    Person,
    Role,
    StandingRole,
)
from dondoc.audit import actions as audit
from dondoc.core.agency_names import canonical, parted
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.names import bare
from dondoc.core.units import ONE_DAY
from dondoc.web import words

_MEMBERS = re.compile(
    r"^(?:tất cả )?(?:các )?(?:(?:cơ quan|đơn vị|đồng chí|sở|ban|ngành),? )*(?:có )?"
    r"(?:là )?thành viên(?: của)? (?P<body>.+)$",
    re.IGNORECASE,
)
_STANDING = re.compile(r"^(?:cơ quan )?thường trực(?: của)? (?P<body>.+)$", re.IGNORECASE)
_OF_LEVEL = re.compile(
    r"^(?:các )?(?P<body>tổ công tác|ban chỉ đạo)(?P<of>.*?) cấp (?P<level>huyện|xã)\b",
    re.IGNORECASE,
)
_LEVELS = {"huyện": Level.DISTRICT, "xã": Level.COMMUNE}
_PART = r"\b(?:tinh|cua ubnd|ubnd)\b"


class NotABody(Refusal):
    """Only a task force or a committee has members."""

    code = "agency.not_a_body"
    message = gettext_noop(
        "%(agency)s is no task force or committee and has no members. Choose one that is."
    )


class SeatTaken(Refusal):
    """The same agency sits there in the same role through the same post already."""

    code = "agency.seat_taken"
    message = gettext_noop(
        "%(agency)s sits in %(body)s as %(role)s since %(on)s already. End that seat first."
    )


class NotThere(Refusal):
    """A body or an agency that does not exist on the day."""

    code = "agency.not_there"
    message = gettext_noop("%(agency)s does not exist on %(on)s. Choose another day or agency.")


class LeavesBeforeComing(Refusal):
    """A seat cannot end before it began."""

    code = "agency.leaves_before_coming"
    message = gettext_noop("The seat began on %(began)s. Choose a last day that is not earlier.")


@dataclass(frozen=True)
class Seats:
    """A body on a day: its members in order of rank, and its standing agency."""

    body: Agency
    members: tuple[Membership, ...]
    standing: Agency | None

    @property
    def agencies(self) -> list[Agency]:
        """The agencies that sit there, each once."""
        return list({one.agency.key: one.agency for one in self.members}.values())


_RANK = {name: place for place, name in enumerate(Membership.Role.values)}


def seats_of(body: Agency, at: AsOf) -> Seats:
    """Who sits in a task force on a day, head first, then deputies, standing ones and members."""
    found = Membership.objects.on(at).filter(body__key=body.key).select_related("agency")
    members = sorted(found, key=lambda one: (_RANK[one.role], one.pk))
    return Seats(body, tuple(members), standing_agency_of(body, at))


def seats_held(agency: Agency, at: AsOf) -> list[Membership]:
    """In which task forces an agency sits on a day."""
    found = Membership.objects.on(at).filter(agency__key=agency.key)
    return list(found.select_related("body"))


def standing_agency_of(body: Agency, at: AsOf) -> Agency | None:
    """The standing agency of a body on a day; none where nobody has said which it is."""
    roles = StandingRole.objects.on(at).select_related("agency").order_by("exists_from", "pk")
    found = [one for one in roles if _same_body(one.body, body.name)]
    if found:
        return found[-1].agency
    seat = Membership.objects.on(at).filter(body__key=body.key, role=Membership.Role.STANDING)
    first = seat.select_related("agency").first()
    return first.agency if first else None


def meant(name: str, bodies: Iterable[Agency], at: AsOf) -> list[Agency] | None:
    """The agencies a name means through a task force of the day; none where it speaks of none.

    "Tổ công tác Đề án 06 cấp huyện" means the task forces of that level where they are recorded;
    where none is, the name is left to its class, the committees of the level.
    """
    known = [one for one in bodies if one.kind == AgencyKind.BODY]
    if said := _MEMBERS.match(name.strip()):
        body = _named(said["body"], known)
        return seats_of(body, at).agencies if body else []
    if said := _STANDING.match(name.strip()):
        body = _named(said["body"], known)
        standing = standing_agency_of(body, at) if body else None
        return [standing] if standing else []
    if said := _OF_LEVEL.match(name.strip()):
        level, words_ = _LEVELS[said["level"].lower()], bare(said["body"] + said["of"])
        found = [
            one for one in known
            if one.unit and one.unit.level == level and bare(one.name).startswith(words_)
        ]  # fmt: skip
        return found or None
    return None


def _named(words_: str, bodies: Iterable[Agency]) -> Agency | None:
    """The one body of the day that is called so, with or without its province."""
    found = [
        one for one in bodies
        if any(_same_body(words_, name) for name in (one.name, one.short_name))
    ]  # fmt: skip
    of_province = [one for one in found if one.unit is None or one.unit.level == Level.PROVINCE]
    chosen = of_province or found
    return chosen[0] if len(chosen) == 1 else None


def _same_body(one: str, other: str) -> bool:
    return _core(one) == _core(other)


def _core(name: str) -> str:
    return " ".join(re.sub(_PART, " ", parted(canonical(name))[0]).split())


def may_seat(person: Person, body: Agency) -> bool:
    """Whether a person keeps the members of a body: the standing agency does."""
    return body.kind == AgencyKind.BODY and person.has_role(Role.STANDING)


@transaction.atomic
def seat(
    *,
    body: Agency,
    agency: Agency,
    role: str,
    post: str,
    from_on: date,
    by: Person,
    at: datetime,
    number: str,
) -> Membership:
    """Give an agency a seat in a task force from a day, by the decision of that number.

    Each recording is a decision of its own, known from now on: a seat typed in later must not
    change what a page said before. Raises `NotABody`, `NotThere`, `SeatTaken`.
    """
    if body.kind != AgencyKind.BODY:
        raise NotABody(agency=body.name)
    then = AsOf(from_on, at)
    for one in (body, agency):
        if not Agency.objects.on(then).of_key(one.key).exists():
            raise NotThere(agency=one.name, on=words.day(from_on))
    Agency.objects.select_for_update().get(pk=body.pk)
    held = Membership.objects.on(then).filter(
        body__key=body.key, agency__key=agency.key, role=role, post=post
    )
    if known := held.first():
        raise SeatTaken(
            agency=agency.name, body=body.name, role=known.get_role_display(),
            on=words.day(known.exists_from),
        )  # fmt: skip
    made = Membership.objects.create(
        body=body, agency=agency, role=role, post=post, exists_from=from_on, source=number,
        decision=_decided(number, from_on, by, at),
    )  # fmt: skip
    audit.record("agency.seated", on=body, by=by, at=at, agency=agency.name, post=post, role=role)
    return made


@transaction.atomic
def leave(*, membership: Membership, last_on: date, by: Person, at: datetime, number: str) -> None:
    """End a seat with its last day, by the decision of that number. Raises `LeavesBeforeComing`."""
    if last_on < membership.exists_from:
        raise LeavesBeforeComing(began=words.day(membership.exists_from))
    decision = _decided(number, last_on + ONE_DAY, by, at)
    Ending.objects.create(membership=membership, last_on=last_on, decision=decision)
    audit.record(
        "agency.left_seat", on=membership.body, by=by, at=at, agency=membership.agency.name,
        last_on=str(last_on),
    )  # fmt: skip


def _decided(number: str, effective_on: date, by: Person, at: datetime) -> Decision:
    return Decision.objects.create(number=number, effective_on=effective_on, recorded_at=at, by=by)

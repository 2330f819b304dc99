"""Pages of units and agencies: looking for one, and one with its line of succession."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dondoc.agencies import task_forces
from dondoc.agencies.bodies import Body, body_of, committee_of
from dondoc.agencies.finding import find_agencies, find_units
from dondoc.agencies.models import COMMITTEES, Agency, Level, Membership, StandingRole, Unit
from dondoc.agencies.requests import Request
from dondoc.agencies.seat_forms import PaperForm, SeatForm
from dondoc.core.asof import AsOf
from dondoc.web import words
from dondoc.web.days import as_of, picked

LONGEST = 200  # of what is asked; a name is shorter
MOST_CHOICES = 8


def asked_for(request: Request) -> str:
    """What was typed, as much of it as a name may have."""
    return request.GET.get("q", "")[:LONGEST].strip()


def units(request: Request) -> HttpResponse:
    """Looking for a unit or an agency by any name; without a name, the tree of the day."""
    at, asked = as_of(request), asked_for(request)
    context: dict[str, Any] = {"asked": asked, "at": at}
    if asked:
        context |= {"units": find_units(asked, at), "agencies": find_agencies(asked, at)}
    else:
        context |= _tree(at)
    live = "HX-Request" in request.headers
    return render(request, f"agencies/units.html{'#results' if live else ''}", context)


def _tree(at: AsOf) -> dict[str, Any]:
    """The provinces of the day, or what lies under the only one; and the agencies of here."""
    tops = list(Unit.objects.on(at).filter(parent=None))
    shown = children(tops[0], at) if len(tops) == 1 else tops
    home = Agency.objects.of_province(at).exclude(kind__in=COMMITTEES)
    return {
        "top": tops[0] if len(tops) == 1 else None,
        "shown": shown,
        "below": _below(at, shown),
        "home": list(home.order_by("kind", "sort_key")),
        "counted": counted(at),
    }


def children(unit: Unit, at: AsOf) -> list[Unit]:
    """Who stands directly under a unit on a day."""
    return list(Unit.objects.on(at).filter(parent__key=unit.key))


def counted(at: AsOf) -> list[tuple[int, str]]:
    """How many units of each kind stand here on the day, from the top down."""
    rows = Unit.objects.on(at).values_list("level", "kind")
    order = list(Level.values)
    found = Counter(rows)
    ranked = sorted(found.items(), key=lambda pair: (order.index(pair[0][0]), -pair[1]))
    return [(number, kind) for (_, kind), number in ranked]


def _below(at: AsOf, shown: list[Unit]) -> dict[str, int]:
    """How many units stand directly under each."""
    parents = Unit.objects.on(at).filter(parent__key__in=[one.key for one in shown])
    return dict(Counter(parents.values_list("parent__key", flat=True)))


def unit(request: Request, key: str) -> HttpResponse:
    """One unit: its verdict, its line as a picture, its names, its parts, its decisions."""
    body, at = _asked(request, Unit, key, "unit"), as_of(request)
    row: Unit = body.row
    return render(
        request,
        "agencies/unit.html",
        {
            "body": body,
            "unit": row,
            "above": _above(row),
            "below": children(row, at) if body.version else [],
            "committee": committee_of(row, at) if body.version else None,
        },
    )


def agency(request: Request, key: str) -> HttpResponse:
    """One agency: its verdict, its line, its names and functions, its seats and members."""
    return agency_page(request, key, SeatForm())


def agency_page(
    request: Request, key: str, form: SeatForm, ending: tuple[int, PaperForm] | None = None
) -> HttpResponse:
    """The same with what was typed into its forms and why it was refused."""
    body, at = _asked(request, Agency, key, "agency"), as_of(request)
    row: Agency = body.row
    return render(
        request,
        "agencies/agency.html",
        {
            "body": body,
            "agency": row,
            "seats": task_forces.seats_of(row, at) if row.kind == "body" else None,
            "may_seat": at.day == request.at.date()
            and not body.ended
            and task_forces.may_seat(request.person, row),
            "form": form,
            "ending": ending,
            "roles": Membership.Role.choices,
            "held": task_forces.seats_held(row, at),
            "standing": StandingRole.objects.on(at).filter(agency__key=key),
        },
    )


def _asked(request: Request, model: type[Unit | Agency], key: str, page: str) -> Body:
    kept = picked(request)["picked"].query
    address: Callable[[str], str] = lambda one: f"{reverse(page, args=[one])}{kept}"  # noqa: E731
    body = body_of(model, key, as_of(request), address)
    if body is None:
        raise Http404
    return body


def _above(row: Unit) -> list[Unit]:
    """The units above one, the highest first."""
    found, here = [], row.parent
    while here is not None:
        found.append(here)
        here = here.parent
    return found[::-1]


def choices(request: Request) -> HttpResponse:
    """Suggestions under a field in which agencies are named, semicolons between them: those of
    the day that work may be given to. `o` tells which field is being typed in."""
    at = as_of(request)
    typed = request.GET.get(request.GET.get("o", "q"), "")[-LONGEST:].rpartition(";")[2].strip()
    found = find_agencies(typed, at, MOST_CHOICES, living_here=True) if typed else []
    whole = len(found) == 1 and found[0].name == typed  # nothing is left to choose
    return render(
        request,
        "agencies/choices.html",
        {
            "found": [] if whole else found,
            "typed": typed,
            "nobody": bool(typed) and not found,
            "day": words.day(at.day),
        },
    )

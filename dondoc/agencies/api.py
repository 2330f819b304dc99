"""Units and agencies as JSON, found by any name, old or new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from ninja import Query, Router, Schema

from dondoc.agencies.bodies import Body, body_of
from dondoc.agencies.finding import Hit, find_agencies, find_units
from dondoc.agencies.models import Agency, Unit
from dondoc.agencies.requests import Request
from dondoc.web.days import as_of

units = Router(tags=["units"])
agencies = Router(tags=["agencies"])
MOST = 50


class HitOut(Schema):
    """A unit or an agency that answers to what was asked, for a day."""

    key: str
    name: str
    place: str
    from_on: date
    until_on: date | None
    living: bool
    now: list[str]
    url: str

    @classmethod
    def all_of(cls, page: str, hits: Iterable[Hit]) -> list[dict[str, Any]]:
        """The values of hits, each with its page."""
        return [
            {
                "key": hit.key,
                "name": hit.name,
                "place": hit.place,
                "from_on": hit.from_on,
                "until_on": hit.until_on,
                "living": hit.living,
                "now": list(hit.now),
                "url": reverse(page, args=[hit.key]),
            }
            for hit in hits
        ]


class StepOut(Schema):
    """One body went on in another, whole, in part or for some functions."""

    on: date
    before: str
    after: str
    part: str
    decision: str


class BodyOut(Schema):
    """A unit or an agency on a day, with all it came from and all it went into."""

    key: str
    name: str
    code: str
    verdict: str
    from_on: date
    until_on: date | None
    line: list[StepOut]

    @classmethod
    def of(cls, body: Body | None) -> dict[str, Any]:
        """The values of a body; not found where nobody of that key is known."""
        if body is None:
            raise Http404
        return {
            "key": body.key,
            "name": str(body.row),
            "code": body.row.code,
            "verdict": " ".join(body.verdict).strip(),
            "from_on": body.first.exists_from,
            "until_on": body.until_on,
            "line": [
                {
                    "on": step.on,
                    "before": step.before.key,
                    "after": step.after.key,
                    "part": step.part,
                    "decision": step.decision,
                }
                for step in body.steps
            ],
        }


@units.get("", response=list[HitOut])
def search_units(request: Request, q: str = "", limit: int = Query(20, ge=1, le=MOST)) -> Any:
    """Units by old or new name or code, without marks, in any order, the best first."""
    return HitOut.all_of("unit", find_units(q, as_of(request), limit))


@units.get("{str:key}", response=BodyOut)
def get_unit(request: Request, key: str) -> Any:
    """One unit by its key, for a day, with its line of succession."""
    return BodyOut.of(body_of(Unit, key, as_of(request), str))


@agencies.get("", response=list[HitOut])
def search_agencies(request: Request, q: str = "", limit: int = Query(20, ge=1, le=MOST)) -> Any:
    """Agencies by old, new or short name, without marks, in any order, the best first."""
    return HitOut.all_of("agency", find_agencies(q, as_of(request), limit))


@agencies.get("{str:key}", response=BodyOut)
def get_agency(request: Request, key: str) -> Any:
    """One agency by its key, for a day, with its line of succession."""
    return BodyOut.of(body_of(Agency, key, as_of(request), str))

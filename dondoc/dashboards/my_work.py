"""Việc của tôi: what this person must file, hand in or confirm, each one step from its act."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from dondoc.agencies.queries import as_named
from dondoc.agencies.requests import Request
from dondoc.dashboards import duties
from dondoc.web.days import as_of


def my_work(request: Request) -> HttpResponse:
    """Lists of things to do now; an empty list says so, one that cannot apply is absent."""
    person = request.person
    if person.duty is None:
        raise Http404
    at = as_of(request)
    sections = duties.sections(person, at)
    urgent = sum(row.urgent for section in sections for row in section.rows)
    waiting = sum(len(section.rows) for section in sections) - urgent
    context = {
        "at": at,
        "sections": [section for section in sections if section.rows or section.always],
        "urgent": urgent,
        "agency": as_named(person.duty.agency, at),
        "waiting": waiting,
    }
    return render(request, "dashboards/my_work.html", context)

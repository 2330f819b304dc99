"""The log on a page and as a file, for the standing agency and the inspector."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render

from dondoc.agencies.models import Person, Role
from dondoc.agencies.requests import Request
from dondoc.audit.queries import verify
from dondoc.dashboards import log as questions
from dondoc.dashboards.log import Line, Wanted
from dondoc.dashboards.log_words import KINDS
from dondoc.web.days import KEPT, as_of


def audit(request: Request) -> HttpResponse:
    """Who did what, when and for whom, and whether the chain still holds."""
    _guard(request.person)
    wanted = Wanted.of(request.GET.get)
    at = as_of(request)
    readable = questions.written_by(questions.readable_by(request.person), at)
    entries = questions.find(readable, wanted)
    count = entries.count()
    rows = entries.filter(pk__lt=wanted.before) if wanted.before else entries
    page = list(rows[: questions.PAGE + 1])
    older = page[questions.PAGE - 1].pk if len(page) > questions.PAGE else None
    context = {
        "wanted": wanted,
        "count": count,
        "lines": [Line.of(one) for one in page[: questions.PAGE]],
        "verbs": questions.verbs_used(readable),
        "kinds": sorted({(kind, words) for kind, words in KINDS.items()}, key=lambda k: k[1]),
        "chain": None if at.is_over else verify(),
        "older": _address(request.GET, truoc=str(older)) if older else "",
        "newest": _address(request.GET) if wanted.before else "",
        "asked": [(k, v) for k, v in request.GET.items() if k != "truoc"],
        "narrowed": set(request.GET) - KEPT - {"truoc"},
    }
    return render(request, "dashboards/log.html", context)


def audit_csv(request: Request) -> StreamingHttpResponse:
    """The same entries, all of them, as CSV that spreadsheet programs read as Unicode."""
    _guard(request.person)
    readable = questions.written_by(questions.readable_by(request.person), as_of(request))
    entries = questions.find(readable, Wanted.of(request.GET.get))
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        for row in questions.csv_rows(entries):
            yield writer.writerow(row)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
    return response


def _guard(person: Person) -> None:
    # Not allowed is the same page as not found.
    if not person.has_role(Role.STANDING, Role.INSPECTOR):
        raise Http404


def _address(get: QueryDict, **changed: str) -> str:
    query = QueryDict(mutable=True)
    for name, value in get.items():
        if name != "truoc":
            query[name] = str(value)
    query.update(changed)
    return f"?{query.urlencode()}"


class _Echo:
    """A file that hands every line straight on."""

    def write(self, line: str) -> str:
        return line

"""The register on a page and as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.dashboards import register as questions
from dondoc.dashboards.register import Register, Wanted
from dondoc.dashboards.register_sheet import register_sheet
from dondoc.dashboards.register_words import SIX
from dondoc.web.days import as_of, is_past
from dondoc.web.downloads import XLSX, download
from dondoc.web.numbers import number_in
from dondoc.web.words import day as day_words


def tasks(request: Request) -> HttpResponse:
    """Every task the person sees, judged for a day, one address for each way of looking."""
    wanted = Wanted.of(request.GET.get)
    register = Register(request.person, as_of(request), wanted)
    live = not is_past(request)
    context: dict[str, Any] = {
        "register": register,
        "wanted": wanted,
        "day": register.at.day,
        "dues": questions.DUE.items(),
        "points": SIX.items(),
        "groupings": [
            (name, label, _address(request.GET, nhom=name))
            for name, label in questions.GROUPINGS.items()
        ],
        "orders": {
            key: _address(request.GET, **{"sap-xep": name})
            for key, name in (("ma", "ma"), ("han", "han"), ("updated", "cap-nhat"))
        },
        "tabs": [(tab, _address(request.GET, **{"tinh-trang": tab.key})) for tab in register.tabs],
        "all_address": _address(request.GET, **{"tinh-trang": ""}),
        "attention_address": _address(request.GET, **{"tinh-trang": "attention"}),
        "owners": [
            (label, _address(request.GET, chu=name), wanted.now == (name == "nay"))
            for name, label in questions.OWNERS.items()
        ],
        "everything_address": _address(request.GET, xem="tat-ca"),
        "kept": [(k, v) for k, v in request.GET.items() if k in {"ngay", "nay", "chu", "nhom",
                                                                 "sap-xep", "tinh-trang"}],
        "asked": [(k, v) for k, v in request.GET.items() if k != "task"],
        "may_load": live and request.person.has_role(Role.STANDING),
        "may_urge": live and request.person.has_role(Role.STANDING, Role.LEADER),
    }  # fmt: skip
    return render(request, "dashboards/register.html", context)


def tasks_sheet(request: Request) -> HttpResponse:
    """The same lines as a spreadsheet: the marked ones where any are marked."""
    register = Register(request.person, as_of(request), Wanted.of(request.GET.get))
    marked = {number_in(pk) for pk in request.GET.getlist("task")} - {None}
    lines = [line for line in register.lines if not marked or line.pk in marked]
    known = register.rows(lines)
    rows = [known[line.pk] for line in lines if line.pk in known]
    title = f"Sổ nhiệm vụ, tình trạng tính cho ngày {day_words(register.at.day)}"
    return download(register_sheet(rows, title), XLSX, f"so-nhiem-vu-{register.at.day}.xlsx")


def _address(get: QueryDict, **changed: str) -> str:
    """The present address with one thing changed, to be sent to a colleague as it is."""
    query = QueryDict(mutable=True)
    for name, value in get.items():
        if name not in {"task", *changed}:
            query[name] = str(value)
    query.update({name: value for name, value in changed.items() if value})
    return f"?{query.urlencode()}" if query else "?"

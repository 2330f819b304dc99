"""The same questions and acts as JSON. Each step brings its router; only this place joins them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import SessionAuth

from dondoc.agencies.api import agencies, units
from dondoc.core.errors import Refusal
from dondoc.dispatches.api import router as dispatches
from dondoc.indicators.api import router as indicators
from dondoc.planning.api import router as passing
from dondoc.reports.api import router as reports
from dondoc.tasks.api import router as tasks
from dondoc.tasks.review_api import router as reviews
from dondoc.web.refusals import problem


class PersonSession(SessionAuth):
    """Who is signed in, on duty today; a session's own check against forged requests stays on."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person whose session the request carries."""
        return request.person  # type: ignore[attr-defined]


api = NinjaAPI(
    title="Đôn Đốc",
    version="0.3.0",
    description="Văn bản, nhiệm vụ, báo cáo, số liệu: cùng hành động như trang web.",
    auth=PersonSession(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/dispatches/", dispatches)
api.add_router("/reviews/", reviews)
api.add_router("/tasks/", tasks)
api.add_router("/reports/", reports)
api.add_router("/indicators/", indicators)
api.add_router("/units/", units)
api.add_router("/agencies/", agencies)
api.add_router("/passing/", passing)


@api.exception_handler(Refusal)
def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal is a problem document."""
    answer = api.create_response(request, problem(refusal), status=422)
    answer["Content-Type"] = "application/problem+json"
    return answer

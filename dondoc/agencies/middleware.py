"""Every request knows its person and the post held today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from dondoc.agencies.models import Person
from dondoc.agencies.requests import Request
from dondoc.web import clock


def person_on_duty(
    get_response: Callable[[Request], HttpResponse],
) -> Callable[[Request], HttpResponse]:
    """Put `request.person`, on duty today, beside `request.user`; the moment is `request.at`."""

    def middleware(request: Request) -> HttpResponse:
        request.at = clock.now()
        user = request.user
        # Only public pages meet nobody, and they ask for nobody.
        on_duty = user.on_duty(request.at.date()) if isinstance(user, Person) else None
        request.person = on_duty  # type: ignore[assignment]
        response = get_response(request)
        if on_duty is not None:
            # Figures and names of a signed-in person stay out of every cache on the way.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware

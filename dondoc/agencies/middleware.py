"""Every request knows its person and the post held today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dondoc.agencies.models import Person
from dondoc.web import clock


def person_on_duty(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.person`, on duty today, beside `request.user`; the moment is `request.at`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = clock.now()
        user = request.user
        request.person = user.on_duty(request.at.date()) if isinstance(user, Person) else None
        return get_response(request)

    return middleware

"""What may come in: no body that would fill the disk, no address with bytes that mean nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# A file over 50 MB gets the reader's own sentence; far beyond it nothing is read at all, because a
# browser whose upload is cut off shows a broken connection, and a disk that is full shows worse.
LARGEST_BODY = 200 * 1024 * 1024


def bounded_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 where the announced length, or none at all, would fill the disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        announced = int(length) if length.isascii() and length.isdigit() else LARGEST_BODY + 1
        unannounced = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
        if announced > LARGEST_BODY or unannounced:
            return render(request, "413.html", status=413)
        # No word holds a zero byte, and PostgreSQL takes none: an address is asked without it.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return middleware

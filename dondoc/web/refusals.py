"""The same refusal is a sentence on a page, a problem document in the API, a line of a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from dondoc.core.errors import Finding, Refusal

Handler = Callable[[HttpRequest], HttpResponse]


def translated(said: Refusal | Finding) -> str:
    """The sentence in the reader's language, with its facts."""
    return gettext(said.message) % said.facts if said.message else ""


def problem(refusal: Refusal, status: int = 422) -> dict[str, Any]:
    """A problem document (RFC 9457): `code`, `detail`, facts, and each finding with its place."""
    return {
        "type": "about:blank",
        "title": gettext("Refused"),
        "status": status,
        "code": refusal.code,
        "detail": translated(refusal),
        "facts": {name: str(value) for name, value in refusal.facts.items()},
        "findings": [
            {"place": finding.place, "detail": translated(finding)} for finding in refusal.findings
        ],
    }


def answer_refusals(get_response: Handler) -> Handler:
    """Answer a refusal that no view caught with its sentence, whole page or problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        # After a new sign-in a browser asks for the address it had posted to: say so on a page.
        if answer.status_code == 405 and not answer.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = answer["Allow"]
            return page
        return answer

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/"):
            body = problem(exception)
            return JsonResponse(body, status=422, content_type="application/problem+json")
        return render(
            request,
            "web/refused.html",
            {
                "sentence": translated(exception),
                "findings": [(f.place, translated(f)) for f in exception.findings],
                "code": exception.code,
            },
            status=422,
        )

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware

"""A file that a page hands out: always saved, never opened by the browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{OFFICE}.wordprocessingml.document"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
CSV, TOML = "text/csv; charset=utf-8", "application/toml; charset=utf-8"
AS_IT_CAME = "application/octet-stream"


def download(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """The answer that saves a file under a name."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

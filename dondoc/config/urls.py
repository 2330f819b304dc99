"""Every address. Only this place knows all steps."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("dondoc.agencies.urls")),
    path("", include("dondoc.tasks.urls")),
    path("", include("dondoc.reports.urls")),
    path("", include("dondoc.indicators.urls")),
    path("", include("dondoc.planning.urls")),
    path("", include("dondoc.dashboards.urls")),
    path("", include("dondoc.reminders.urls")),
    path("", include("dondoc.config.api_urls")),
]

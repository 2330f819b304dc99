"""Where the API answers."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from dondoc.config.api import api

# A name `app_name` here would be taken for this module's own, and no address of the API be found.
patterns, application, space = api.urls
for pattern in patterns:
    assert pattern.callback is not None
    # The API says 401 by itself; its description is a page, and sends a stranger to the door.
    if pattern.name != "openapi-json":
        pattern.callback = login_not_required(pattern.callback)
urlpatterns = [path("api/", (patterns, application, space))]

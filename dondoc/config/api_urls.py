"""Where the API answers."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from dondoc.config.api import api

# The API says 401 by itself; a page would be sent to the door.
urls, app_name, namespace = api.urls
for pattern in urls:
    assert pattern.callback is not None
    pattern.callback = login_not_required(pattern.callback)
urlpatterns = [path("api/", (urls, app_name, namespace))]

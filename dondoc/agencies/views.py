"""Signing in and out; both leave a trace."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from dondoc.agencies.models import Person, Post
from dondoc.agencies.requests import Request
from dondoc.audit import actions as audit
from dondoc.web import clock


class SignIn(LoginView):
    """The door. In a demonstration it shows the invented people one may be."""

    template_name = "web/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in and write it down."""
        answer = super().form_valid(form)
        person: Person = form.get_user()
        at = clock.now()
        audit.record("person.signed_in", on=person, by=person.on_duty(at.date()), at=at)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In a demonstration, whom one may be."""
        context = super().get_context_data(**kwargs)
        if story := settings.STORY:
            posts = Post.objects.filter(person__username__in=story.logins).select_related(
                "person", "agency"
            )
            by_name = {post.person.username: post for post in posts}
            context["demo_logins"] = [
                {"username": name, "label": f"{post.person.full_name}, {post.title}, {post.agency}"}
                for name in story.logins
                if (post := by_name.get(name))
            ]
            context["demo_password"] = story.password
        return context


class SignOut(LogoutView):
    """Leaving."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write down who leaves while it is still known."""
        if request.user.is_authenticated:
            person = cast(Request, request).person
            audit.record("person.signed_out", on=person, by=person, at=clock.now())
        return super().post(request, *args, **kwargs)

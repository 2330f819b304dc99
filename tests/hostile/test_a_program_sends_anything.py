"""What a program sends to the API is judged as strictly as what a person types on a page."""

import json

import pytest
from django.test import Client

from dondoc.reports.models import Filing
from tests.cast import hanoi

GOOD = {"birth": {"total": 10, "draft": 1, "waiting": 2, "approved": 3, "rejected": 1}}


@pytest.fixture
def send(cast, monkeypatch):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 19, 7))
    cast.demand()
    report = cast.owes(cast.hoa, hanoi(2025, 2, 18).date())
    client = Client(raise_request_exception=False)
    client.force_login(cast.hoa)

    def sent(body):
        text = body if isinstance(body, str) else json.dumps(body)
        where = f"/api/reports/{report.pk}/filings"
        return client.post(where, text, content_type="application/json").status_code

    return sent


def test_what_a_person_may_send_a_program_may_send(send):
    assert send({"cells": GOOD, "obstacles": "Mất điện."}) == 201


@pytest.mark.parametrize(
    "body",
    [
        {"cells": GOOD, "obstacles": "\ud800"},
        {"cells": GOOD, "obstacles": "\0"},
        {"cells": GOOD, "obstacles": "x" * 4001},
        {"cells": GOOD, "explanations": {"birth": "x" * 301}},
        {"cells": {"birth": {"total": True}}},
        {"cells": {"birth": {"total": "9" * 61}}},
        {"cells": {"birth": {"total": "1e9"}}},
        {"cells": {"birth": {"total": -5}}},
        {"cells": {"birth": {"total": 1.5}}},
        {"cells": {"nobody": {"total": 5}}},
        {"cells": []},
        "null",
    ],
)
def test_what_cannot_be_counted_or_kept_is_refused(send, body):
    assert send(body) == 422
    assert not Filing.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, "\x00"])
def test_what_is_no_json_is_refused(send, body):
    assert send(body) in {400, 422}


def test_an_explanation_of_no_row_is_not_kept(send):
    assert send({"cells": GOOD, "explanations": {"nobody": "vì sao"}}) == 201
    assert Filing.objects.get().explanations == {}


def test_the_description_of_the_api_opens_for_who_is_signed_in(cast):
    client = Client(raise_request_exception=False)
    assert client.get("/api/openapi.json").status_code == 302
    client.force_login(cast.hoa)
    assert client.get("/api/openapi.json").status_code == 200
    assert Client().get("/api/tasks/").status_code == 401

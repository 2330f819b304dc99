"""What travels is bounded, and what is personal stays out of caches."""

from __future__ import annotations

from django.urls import reverse

from dondoc.web.limits import LARGEST_BODY


def test_a_body_that_would_fill_the_disk_is_refused_before_it_is_read(client):
    answer = client.post(reverse("login"), {}, CONTENT_LENGTH=str(LARGEST_BODY + 1))

    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.content.decode()


def test_a_body_of_no_announced_length_is_refused(client):
    answer = client.post(reverse("login"), {}, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 413


def test_a_page_of_a_signed_in_person_stays_out_of_shared_caches(cast, as_):
    answer = as_(cast.hoa).get(reverse("my-work"))

    assert answer["Cache-Control"] == "private, no-cache"

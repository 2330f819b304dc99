"""A dispatch that is loaded says when the same paper is here already in other words."""

from __future__ import annotations

from django.urls import reverse

from tests.cast import ORDER


def load(client, text: str) -> str:
    return client.post(reverse("dispatch-new"), {"text": text}, follow=True).content.decode()


def test_the_same_number_and_day_in_other_words_is_pointed_out(cast, as_):
    cast.dispatch()
    client = as_(cast.lan)

    page = load(client, ORDER.replace("khẩn trương thực hiện./.", "nghiêm túc thực hiện./."))

    assert "02/TCTĐA06 cùng ngày đã được đưa vào" in page


def test_another_day_is_another_dispatch(cast, as_):
    cast.dispatch()
    client = as_(cast.lan)

    page = load(client, ORDER.replace("ngày 18 tháng 02 năm 2025", "ngày 17 tháng 02 năm 2025"))

    assert "cùng ngày đã được đưa vào" not in page

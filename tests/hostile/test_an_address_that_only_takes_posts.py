"""Who signs in again after a press lands on the address of the button: a page says what happened."""

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/nhiem-vu/1/tien-do/", "/van-ban/1/ra-soat/1/xac-nhan/"])
def test_nothing_was_sent_and_the_page_says_so(cast, address):
    client = Client(raise_request_exception=False)
    client.force_login(cast.lan)

    answer = client.get(address)

    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "Chưa có gì được gửi" in answer.content.decode()

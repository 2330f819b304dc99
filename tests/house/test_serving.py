"""Serving says in a sentence what stands in its way."""

from __future__ import annotations

import socket

import pytest

from dondoc.config import commands


def test_a_port_in_use_is_said_and_nothing_is_started():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(commands.PortTaken) as refused:
            commands.serve("127.0.0.1", port)

    assert str(port) in refused.value.sentence

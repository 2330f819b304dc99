"""The work of every minute goes on after a minute that failed."""

import threading

from dondoc.config import commands


def test_one_failed_minute_is_not_the_last(monkeypatch):
    twice, calls, said = threading.Event(), [], []

    def tick():
        calls.append(1)
        if len(calls) > 1:
            twice.set()
            threading.Event().wait()  # the thread of this test rests
        raise RuntimeError("the database was busy")

    monkeypatch.setattr(commands, "tick", tick)
    monkeypatch.setattr(commands, "TICK_SECONDS", 0)
    monkeypatch.setattr(commands.connection, "close", lambda: None)
    # heard at the logger itself: another thread's words reach no fixture for certain
    monkeypatch.setattr(commands.LOG, "exception", lambda words, *facts: said.append(words % facts))

    commands._start_ticking()

    assert twice.wait(5)
    assert said[0].startswith("tick failed")

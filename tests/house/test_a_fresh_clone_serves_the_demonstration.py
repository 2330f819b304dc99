"""What a newcomer does: clone, `make demo`, stop, `make demo` again, with nothing but the checkout."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone with its own .venv, set up by the Makefile."""
    folder = tmp_path_factory.mktemp("fresh") / "dondoc"
    subprocess.run(
        ["git", "-c", "safe.directory=*", "clone", "-q", str(ROOT), str(folder)], check=True
    )
    subprocess.run(["make", "setup"], cwd=folder, env=plain(), check=True, timeout=600)
    return folder


def plain():
    """The environment of a person at a desk: none of the suite's own settings."""
    ours = ("DONDOC_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(clone, port):
    """The demonstration as `make demo` starts it, on a port of its own."""
    log = clone / "demo.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [".venv/bin/dondoc", "demo", "--port", str(port)],
            cwd=clone,
            env=plain(),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    began = time.monotonic()
    try:
        while not answers(port):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() - began < 300, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield time.monotonic() - began, log.read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5) as page:
            return page.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def test_the_demonstration_starts_again_at_once_and_keeps_what_is_there(clone):
    port = free_port()
    with served(clone, port) as (_, first_screen):
        assert f"http://127.0.0.1:{port}" in first_screen
        assert "Đăng nhập" in first_screen
    database = clone / "data" / "dondoc.sqlite3"
    size = database.stat().st_size

    with served(clone, free_port()) as (seconds, second_screen):
        assert "Nạp tỉnh minh họa" in first_screen
        assert "Nạp tỉnh minh họa" not in second_screen
        assert seconds < 5
    assert database.stat().st_size >= size


def test_make_says_nothing_is_left_to_do_the_second_time(clone):
    began = time.monotonic()
    again = subprocess.run(
        ["make", "setup"], cwd=clone, env=plain(), check=True, capture_output=True, text=True
    )
    assert again.stdout == ""
    assert time.monotonic() - began < 2


def test_the_command_reads_a_dispatch_without_a_database(clone, tmp_path):
    order = tmp_path / "van-ban.md"
    order.write_text(
        "Số: 05/TCTĐA06\n\nQuảng Ngãi, ngày 18 tháng 02 năm 2025\n\n"
        "1. Sở Tư pháp: Hoàn thành rà soát sổ hộ tịch trước ngày 20/02/2025.\n",
        encoding="utf-8",
    )
    said = subprocess.run(
        [".venv/bin/dondoc", "read", str(order)],
        cwd=clone,
        env=plain() | {"DONDOC_DATA": str(tmp_path / "nowhere")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "19/02/2025" in said.stdout
    assert not (tmp_path / "nowhere").exists()

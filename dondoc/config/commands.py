"""Commands that set up, serve and look after the whole."""

from __future__ import annotations

import argparse
import logging
import socket
import threading

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection

from dondoc.audit import actions as audit
from dondoc.audit.queries import verify
from dondoc.config import messages
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.indicators import actions as indicators
from dondoc.reports import columns, demanding
from dondoc.web import clock

TICK_SECONDS = 60
LOG = logging.getLogger(__name__)


class PortTaken(Refusal):
    """Another program answers at the address already."""

    code = "serve.port_taken"
    message = gettext_noop(
        "Another program already answers at http://%(host)s:%(port)s. Stop it, or choose another "
        "port with --port."
    )


def init_command(argv: list[str]) -> int:
    """Make or update the database; safe to repeat."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    messages.compile_all()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("Cơ sở dữ liệu đã sẵn sàng.")
    return 0


def tick() -> dict[str, int]:
    """Whatever is due now: open periods, measure, seal the log. Safe to repeat, and to miss."""
    at = clock.now()
    opened = demanding.open_all(at=at)
    noted = indicators.measure(at=at)
    sealed = audit.seal(at=at)
    columns.refresh()
    return {"opened": opened, "measured": noted, "sealed": sealed.count if sealed else 0}


def tick_command(argv: list[str]) -> int:
    """Run `tick` once, from a timer."""
    print(" ".join(f"{name}={count}" for name, count in tick().items()))
    return 0


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("cổng là số từ 1 đến 65535")
    return port


def serve_command(argv: list[str]) -> int:
    """Serve the pages, and run `tick` each minute unless told not to."""
    parser = argparse.ArgumentParser(prog="dondoc serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--no-tick", action="store_true", help="không tự chạy việc đến giờ")
    options = parser.parse_args(argv)
    serve(options.host, options.port, threads=options.threads, ticking=not options.no_tick)
    return 0


def serve(host: str, port: int, *, threads: int = 8, ticking: bool = True) -> None:
    """One process with threads: an office's load, and SQLite needs no more."""
    from gunicorn.app.base import BaseApplication

    from dondoc.config.wsgi import application

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{host}:{port}")
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", threads)
            self.cfg.set("workers", 1)
            self.cfg.set("timeout", 120)
            self.cfg.set("graceful_timeout", 5)
            self.cfg.set("loglevel", "warning")
            if ticking:
                self.cfg.set("post_worker_init", lambda worker: _start_ticking())

        def load(self) -> object:
            return application

    if _taken(host, port):
        raise PortTaken(port=port, host=host)
    connection.close()
    Server().run()


def _taken(host: str, port: int) -> bool:
    """Whether somebody answers there already: most often this very command in another window."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _start_ticking() -> None:
    stop = threading.Event()

    def loop() -> None:
        while not stop.wait(TICK_SECONDS):
            try:
                tick()
            except Exception:  # one bad minute must not be the last one
                LOG.exception("tick failed; it is tried again in %s seconds", TICK_SECONDS)
            finally:
                connection.close()

    threading.Thread(target=loop, daemon=True, name="tick").start()


def audit_command(argv: list[str]) -> int:
    """Check the chain of seals over the log."""
    parser = argparse.ArgumentParser(prog="dondoc audit")
    parser.add_argument("what", choices=["verify", "seal"])
    if parser.parse_args(argv).what == "seal":
        sealed = audit.seal(at=clock.now())
        print(f"Đã niêm phong {sealed.count if sealed else 0} mục.")
        return 0
    verdict = verify()
    if verdict.whole:
        print(f"Chuỗi nguyên vẹn: {verdict.sealed} mục, {verdict.unsealed} mục chờ niêm phong.")
        return 0
    print("Chuỗi đứt giữa mục {} và mục {}.".format(*(verdict.broken_between or ("?", "?"))))
    return 1


def django_command(argv: list[str]) -> int:
    """Django's own commands, for who maintains the installation."""
    execute_from_command_line(["dondoc django", *argv])
    return 0

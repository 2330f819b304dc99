"""The command `dondoc demo`: load the invented province, then serve it in its own time."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command

from dondoc.audit.models import Entry
from dondoc.demo.load import is_loaded, load
from dondoc.demo.people import PASSWORD, showcase
from dondoc.demo.simulator import HANOI, NOW

HELP = "Tỉnh minh họa: dữ liệu hư cấu, đồng hồ đứng ở sáng 20/02/2025. Chạy lần hai giữ nguyên."


def demo_command(argv: list[str]) -> int:
    """Make the database, load the province once, say where and who, and serve.

    Words after the options are another command of `dondoc`, run on the demonstration's clock:
    `dondoc demo remind`.
    """
    options = _options(argv)
    prepare()
    if options.load_only:
        return 0
    clock = resumes_at().isoformat()
    environ = {**os.environ, "DONDOC_DEMO": "1", "DONDOC_CLOCK": clock}
    words = options.command
    if not words:
        print(welcome(options.host, options.port))
        words = ["serve", "--host", options.host, "--port", str(options.port)]
    sys.stdout.flush()
    # A fresh process, because settings are read once and the clock is one of them.
    return os.execve(sys.executable, [sys.executable, sys.argv[0], *words], environ)  # noqa: S606


def prepare() -> None:
    """Bring the database up to date and load the province if it is not there; safe to repeat."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if is_loaded():
        return
    print("Nạp tỉnh minh họa (một lần):", flush=True)
    began = time.monotonic()
    load(lambda line: print(f"  {line}", flush=True))
    print(f"Đã nạp trong {time.monotonic() - began:.0f} giây.", flush=True)


def resumes_at() -> datetime:
    """Where the clock goes on: the morning the story stops, or just after what was last done."""
    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    after = newest + timedelta(seconds=1) if newest else NOW
    return max(NOW, after.astimezone(HANOI)).replace(microsecond=0)


def welcome(host: str, port: int) -> str:
    """Address and logins, for the first screen."""
    rows = [f"  {p.username:<6} {p.full_name:<16} {p.title}" for p in showcase()]
    return "\n".join(
        [
            "",
            f"Mở http://{host}:{port}  (dừng: Ctrl+C)",
            f"Đăng nhập bằng một tên dưới đây, mật khẩu: {PASSWORD}",
            *rows,
            "Mọi người và số liệu đều hư cấu.",
        ]
    )


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dondoc demo", description=HELP)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--load-only", action="store_true", help="chỉ nạp, không chạy máy chủ")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="một lệnh khác của dondoc")
    return parser.parse_args(argv)

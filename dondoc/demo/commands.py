"""The command `dondoc demo`: load the invented province, then serve it in its own time."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from dondoc.audit.models import Entry
from dondoc.demo import letters
from dondoc.demo.load import is_loaded, load, load_bare
from dondoc.demo.people import PASSWORD, showcase
from dondoc.demo.simulator import HANOI, NOW
from dondoc.web import story

HELP = "Tỉnh minh họa: dữ liệu hư cấu, đồng hồ đứng ở sáng 20/02/2025. Chạy lần hai giữ nguyên."


def demo_command(argv: list[str]) -> int:
    """Make the database, load the province once, say where and who, and serve."""
    options = _options(argv)
    prepare(bare=options.bare)
    shown = options.clock or resumes_at()
    story.tell(settings.DATA, shown, password=PASSWORD, logins=[p.username for p in showcase()])
    if options.load_only:
        return 0
    print(welcome(options.host, options.port), flush=True)
    words = ["serve", "--host", options.host, "--port", str(options.port)]
    # A fresh process, because settings are read once and the clock is one of them.
    return os.execv(sys.executable, [sys.executable, sys.argv[0], *words])  # noqa: S606


def prepare(*, bare: bool = False) -> None:
    """Bring the database up to date and load the province if it is not there; safe to repeat.

    A bare province has its units, agencies and people, and not one dispatch yet.
    """
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    letters.write_sample(samples())
    if is_loaded():
        return
    print("Nạp tỉnh minh họa (một lần):", flush=True)
    began = time.monotonic()
    fill = load_bare if bare else load
    fill(lambda line: print(f"  {line}", flush=True))
    print(f"Đã nạp trong {time.monotonic() - began:.0f} giây.", flush=True)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def samples() -> Path:
    """Where the files lie that a visitor may feed in by hand."""
    return Path(settings.DATA) / "van-ban-mau"


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
            f"Một công văn mẫu để tự nạp: {samples() / letters.FILE_NAME}",
            "Mọi người và số liệu đều hư cấu.",
        ]
    )


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dondoc demo", description=HELP)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--bare", action="store_true", help="tỉnh trống: có đơn vị và người, chưa có văn bản nào"
    )
    parser.add_argument(
        "--clock", type=_moment, help="đặt đồng hồ, ví dụ 2025-02-18T17:20 (giờ Hà Nội)"
    )
    parser.add_argument("--load-only", action="store_true", help="chỉ nạp, không chạy máy chủ")
    return parser.parse_args(argv)

"""The command `dondoc`: the same actions as the pages. Reading a dispatch never sets up Django."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from dondoc.core.errors import Refusal

MOST_FINDINGS = 200  # more than anybody corrects before trying again

# Command, where it lives, whether it needs the database, what it does.
COMMANDS: dict[str, tuple[str, bool, str]] = {
    "read": ("dondoc.dispatches.commands:read_command", False, "đọc một văn bản"),
    "read-sentence": (
        "dondoc.dispatches.commands:read_sentence_command", False, "đọc một câu giao việc"),
    "init": ("dondoc.config.commands:init_command", True, "tạo cơ sở dữ liệu"),
    "serve": ("dondoc.config.commands:serve_command", True, "chạy máy chủ trang"),
    "demo": ("dondoc.demo.commands:demo_command", True, "tỉnh minh họa, rồi chạy máy chủ"),
    "tick": ("dondoc.config.commands:tick_command", True, "làm mọi việc đến giờ"),
    "load": ("dondoc.dispatches.loading:load_command", True, "nạp một văn bản vào sổ"),
    "tasks": ("dondoc.tasks.commands:tasks_command", True, "liệt kê, dựng lại sổ nhiệm vụ"),
    "gold": ("dondoc.config.gold:gold_command", False, "chấm bộ đọc, xuất bài đọc mẫu"),
    "units": ("dondoc.config.units:units_command", True, "nạp, so, ghi, rút cây đơn vị"),
    "passing": ("dondoc.planning.commands:passing_command", True, "chuyển giao khi hết cơ quan"),
    "columns": ("dondoc.reports.commands:columns_command", True, "số liệu dạng cột: dựng, so"),
    "remind": ("dondoc.reminders.commands:remind_command", True, "soạn dự thảo đôn đốc"),
    "audit": ("dondoc.config.commands:audit_command", True, "kiểm tra chuỗi nhật ký"),
    "pack": ("dondoc.programmes.commands:pack_command", True, "kiểm tra, chạy ví dụ một gói"),
    "django": ("dondoc.config.commands:django_command", True, "lệnh của Django"),
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; a refusal is one line on standard error and exit status 1."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help"}:
        print(usage())
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"dondoc: không có lệnh “{name}”.\n\n{usage()}", file=sys.stderr)
        return 2
    place, needs_database, _ = COMMANDS[name]
    if needs_database:
        set_up()
    try:
        return _function(place)(rest) or 0
    except Refusal as refusal:
        return refused(refusal)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if needs_database and _no_tables(error):
            print("dondoc: chưa có cơ sở dữ liệu. Chạy “dondoc init” trước.", file=sys.stderr)
            return 1
        raise


def _no_tables(error: Exception) -> bool:
    """Whether a command met a database that was never made ready."""
    from django.db import DatabaseError

    said = str(error)
    return isinstance(error, DatabaseError) and (
        "no such table" in said or "does not exist" in said
    )


def usage() -> str:
    """What can be typed."""
    lines = [f"  {name:<14} {help_}" for name, (_, _, help_) in COMMANDS.items()]
    return "\n".join(["Cách dùng: dondoc LỆNH [tham số]", "", *lines])


def refused(refusal: Refusal) -> int:
    """Say a refusal with everything it found, in Vietnamese where the catalogue is at hand."""
    from dondoc.config.messages import said

    print(f"dondoc: {said(refusal)}", file=sys.stderr)
    for finding in refusal.findings[:MOST_FINDINGS]:
        print(f"  {finding.place}: {said(finding)}", file=sys.stderr)
    if len(refusal.findings) > MOST_FINDINGS:
        print(f"  … và {len(refusal.findings) - MOST_FINDINGS} chỗ nữa.", file=sys.stderr)
    return 1


def _function(place: str) -> Callable[[list[str]], int | None]:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def set_up() -> None:
    """Make Django ready for a command that works with the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:  # a second time would take down the log's handlers
        django.setup()

"""`dondoc gold`: hold the reader against gold readings, or export what officers corrected."""

from __future__ import annotations

import sys

USAGE = """Cách dùng:
  dondoc gold score THƯ-MỤC [THƯ-MỤC …] [--json] [--misses]   chấm bộ đọc
  dondoc gold export THƯ-MỤC --by TÊN [--dispatch SỐ]          xuất bài đọc mẫu"""


def gold_command(argv: list[str]) -> int:
    """Score without a database; export with one."""
    verb = argv[0] if argv else ""
    if verb == "score":
        from dondoc.dispatches.accuracy import score_command

        return score_command(argv[1:])
    if verb == "export":
        from dondoc.config.cli import set_up

        set_up()
        from dondoc.tasks.gold import export_command

        return export_command(argv[1:])
    if verb in ("", "-h", "--help"):
        print(USAGE)
        return 0
    print(USAGE, file=sys.stderr)
    return 2

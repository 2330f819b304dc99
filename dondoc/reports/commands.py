"""`dondoc columns`: the columnar echo of filings, brought up to date, made again, checked."""

from __future__ import annotations

import argparse

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.reports import columns


class ColumnsDiffer(Refusal):
    """The echo does not say what the database says."""

    code = "columns.differ"
    message = gettext_noop(
        "The columns differ from the database: %(months)s. Run “dondoc columns rebuild”."
    )


def columns_command(argv: list[str]) -> int:
    """Refresh, rebuild or check."""
    parser = argparse.ArgumentParser(prog="dondoc columns", description="Số liệu dạng cột.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("refresh", help="thêm những báo cáo mới gửi, mới trả lại")
    verbs.add_parser("rebuild", help="dựng lại toàn bộ từ cơ sở dữ liệu")
    verbs.add_parser("check", help="so từng tháng với cơ sở dữ liệu")
    verb = parser.parse_args(argv).verb
    if verb == "check":
        if wrong := columns.check():
            raise ColumnsDiffer(months=", ".join(wrong))
        print("Số liệu dạng cột khớp với cơ sở dữ liệu.")
        return 0
    written = columns.refresh() if verb == "refresh" else columns.rebuild()
    print(f"Đã ghi {written} tệp.")
    return 0

"""`dondoc pack`: explain a pack's mistakes, run its worked examples, write out the one in force."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_noop

from dondoc import packs
from dondoc.core.errors import Finding, Refusal
from dondoc.core.packs import Pack, parse_pack
from dondoc.programmes.examples import differences
from dondoc.programmes.models import Version


class PackNotFound(Refusal):
    """There is no such pack."""

    code = "pack.not_found"
    message = gettext_noop(
        "No pack is found at %(name)s. Name a folder with pack.toml, a file, or a code in force."
    )


class ExamplesFail(Refusal):
    """An example gives other findings or figures than were worked by hand."""

    code = "pack.examples_fail"
    message = gettext_noop(
        "%(count)s places of the examples differ from what was worked by hand. Correct the pack, "
        "or the example, and run them again."
    )


def pack_command(argv: Sequence[str]) -> int:
    """Check a pack, run the examples, or write out a pack in force."""
    parser = argparse.ArgumentParser(prog="dondoc pack")
    ways = parser.add_subparsers(dest="way", required=True)
    check = ways.add_parser("check", help="giải thích mọi chỗ sai của một gói")
    check.add_argument("place", type=Path, help="thư mục có pack.toml, hoặc tệp TOML")
    run = ways.add_parser("run-examples", help="chạy các ví dụ tính tay")
    run.add_argument("place", nargs="?", type=Path, help="thư mục của gói; bỏ trống: gói đi kèm")
    export = ways.add_parser("export", help="in gói đang có hiệu lực")
    export.add_argument("code")
    options = parser.parse_args(argv)
    if options.way == "check":
        return _check(options.place)
    return _run(options.place) if options.way == "run-examples" else _export(options.code)


def _check(place: Path) -> int:
    pack = parse_pack(_text(place))
    forms = ", ".join(
        f"{form.label} ({len(form.rows)} dòng x {len(form.fields)} cột)" for form in pack.forms
    )
    print(f"{pack.code}: {pack.label}. Gói dùng được.")
    print(f"  Biểu mẫu: {forms or 'không có'}")
    print(f"  Chỉ tiêu: {', '.join(one.label for one in pack.indicators) or 'không có'}")
    return 0


def _text(place: Path) -> str:
    path = place / "pack.toml" if place.is_dir() else place
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise PackNotFound(name=place.name or str(place)) from None


def _run(place: Path | None) -> int:
    """Run every example; one that differs says where, and the command ends with 1."""
    count, findings = 0, []
    for pack, reports in _examples(place):
        for number, report in enumerate(reports, start=1):
            count += 1
            at = f"{pack.code}, report[{number - 1}]"
            findings += [
                Finding(f"{at}.{one.place}", one.message, one.facts)
                for one in differences(pack, report)
            ]
    if findings:
        raise ExamplesFail(count=len(findings), findings=findings)
    print(f"{count} ví dụ cho đúng kết quả đã tính tay.")
    return 0


def _examples(place: Path | None) -> Iterator[tuple[Pack, list[dict[str, object]]]]:
    if place is None:
        for code, text in packs.examples().items():
            yield parse_pack(packs.shipped()[code]), tomllib.loads(text)["report"]
        return
    try:
        given = tomllib.loads((place / "examples.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise PackNotFound(name=f"{place.name}/examples.toml") from None
    yield parse_pack(_text(place)), given.get("report", [])


def _export(code: str) -> int:
    version = Version.objects.filter(programme__code=code).order_by("-number").first()
    if version is None:
        raise PackNotFound(name=code)
    print(version.text, end="")
    return 0

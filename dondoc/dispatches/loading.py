"""`dondoc load FILE --by USERNAME`: a dispatch into the register from the command line."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_noop

from dondoc.agencies.models import Person, Role
from dondoc.core.errors import Refusal
from dondoc.core.periods import HANOI
from dondoc.dispatches import actions
from dondoc.dispatches.commands import FileNotReadable
from dondoc.documents.guards import MAX_FILE_MB, MEGABYTE, FileTooLarge
from dondoc.web import clock


class NotAllowedToLoad(Refusal):
    """Only the standing agency keeps the register of dispatches."""

    code = "load.not_allowed"
    message = gettext_noop(
        "%(username)s does not work at the standing agency today, and only it loads dispatches. "
        "Name one of its people with --by."
    )


class MomentNotRead(Refusal):
    """The moment of arrival is no moment, or has not come yet."""

    code = "load.moment_not_read"
    message = gettext_noop(
        "“%(text)s” is not a moment between the year 2000 and now. Write it as 2025-02-18T17:20."
    )


def keeper(username: str, at: datetime) -> Person:
    """The person of the standing agency who acts on the command line."""
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None or not person.on_duty(at.date()).has_role(Role.STANDING):
        raise NotAllowedToLoad(username=username)
    return person


def load_command(argv: list[str]) -> int:
    """Load a dispatch and say how many duties were found in it."""
    parser = argparse.ArgumentParser(prog="dondoc load", description="Nạp một văn bản vào sổ.")
    parser.add_argument("file", help="tệp .docx, .doc, .pdf, ảnh quét, gói edXML, .md hoặc .txt")
    parser.add_argument("--by", required=True, help="tên đăng nhập của người nạp")
    parser.add_argument("--arrived", help="lúc văn bản đến, ví dụ 2025-02-18T17:20")
    options = parser.parse_args(argv)
    at = clock.now()
    path = Path(options.file)
    dispatch = actions.register(
        name=path.name,
        data=_bytes(path),
        by=keeper(options.by, at),
        at=at,
        arrived_at=_moment(options.arrived, at),
    )
    found, forms = dispatch.proposals.count(), dispatch.form_proposals.count()
    sys.stdout.write(
        f"{dispatch}: {found} việc chờ xác nhận, {forms} biểu mẫu (số trong sổ: {dispatch.pk}).\n"
    )
    return 0


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_MB * MEGABYTE:
            raise FileTooLarge(name=path.name, limit=MAX_FILE_MB)
        return path.read_bytes()
    except OSError:
        raise FileNotReadable(name=path.name) from None


def _moment(text: str | None, at: datetime) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MomentNotRead(text=text) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=HANOI)
    if not (moment.year >= 2000 and moment <= at):
        raise MomentNotRead(text=text)
    return moment

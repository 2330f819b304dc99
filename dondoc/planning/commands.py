"""`dondoc passing`: whose work is open, a decision proposed as a file, recorded, withdrawn."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from dondoc.agencies.models import Decision, Person, Role
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.documents.guards import MEGABYTE
from dondoc.planning import actions, made, queries, words
from dondoc.planning.actions import NoSuchDecision, NotEnding
from dondoc.planning.api import ChoiceIn, choices_of
from dondoc.planning.queries import Leaving
from dondoc.planning.weighing import Paper
from dondoc.web import clock
from dondoc.web import words as say

LONGEST_FILE = 8 * MEGABYTE


class FileNotUnderstood(Refusal):
    """The file of a decision cannot be read, or says something else than it should."""

    code = "passing.file_not_understood"
    message = gettext_noop(
        "%(name)s is no decision on passing work on. Make one with `dondoc passing propose`."
    )


class NotAllowedToDecide(Refusal):
    """Standing agency and leader decide; nobody else."""

    code = "passing.not_allowed"
    message = gettext_noop(
        "%(username)s neither leads nor works at the standing agency today. Name somebody who "
        "does with --by."
    )


def passing_command(argv: list[str]) -> int:
    """List, propose, decide or undo."""
    parser = argparse.ArgumentParser(
        prog="dondoc passing", description="Chuyển giao việc của cơ quan kết thúc hoạt động."
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="cơ quan đã kết thúc còn việc chưa có người nhận")
    proposing = verbs.add_parser("propose", help="in một tệp quyết định với đề xuất theo chức năng")
    proposing.add_argument("agency", help="mã cơ quan kết thúc")
    proposing.add_argument("-o", "--output", help="tệp để ghi; không có thì in ra màn hình")
    deciding = verbs.add_parser("decide", help="ghi quyết định trong một tệp")
    deciding.add_argument("file")
    deciding.add_argument("--by", required=True, help="tên đăng nhập của người ghi")
    deciding.add_argument("--dry-run", action="store_true", help="chỉ nói hệ quả, không ghi")
    undoing = verbs.add_parser("undo", help="rút một quyết định đã ghi")
    undoing.add_argument("number", help="số, ký hiệu của quyết định")
    undoing.add_argument("--by", required=True, help="tên đăng nhập của người rút")
    undoing.add_argument("--reason", required=True, help="lý do rút")
    options = parser.parse_args(argv)
    verb = {"list": _list, "propose": _propose, "decide": _decide, "undo": _undo}[options.verb]
    return verb(options)


def _list(options: argparse.Namespace) -> int:
    at = AsOf.at(clock.now())
    endings = queries.Endings(at)
    found = queries.lines_of(set(endings.last_days), at, endings)
    for line in found:
        counts = ", ".join(f"{heading}: {count}" for heading, count in line.counts)
        late = f", {line.late} quá hạn" if line.late else ""
        print(f"{line.leaver.key}  {line.leaver.agency.name}, kết thúc sau ngày "
              f"{say.day(line.leaver.until)}: {line.total} việc{late} ({counts})")  # fmt: skip
    print(f"{sum(line.total for line in found)} việc của {len(found)} cơ quan chưa có người nhận.")
    return 0


def _propose(options: argparse.Namespace) -> int:
    found = queries.leaving(options.agency, AsOf.at(clock.now()))
    if found is None:
        raise NotEnding(agency=options.agency)
    text = proposal(found)
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
        print(f"{options.output}: {len(found.rows)} việc, {found.proposed} có đề xuất.")
    else:
        sys.stdout.write(text)
    return 0


def proposal(found: Leaving) -> str:
    """A decision as TOML to be completed: one piece after the other, an owner where one is sure."""
    leaver = found.leaver
    lines = [
        f"# {leaver.agency.name}, kết thúc sau ngày {say.day(leaver.until)}.",
        f"# Kế thừa: {words.heirs(leaver)}.",
        "# Điền số, ngày; với mỗi việc giữ hoặc sửa `to` (mã cơ quan), hoặc ghi moot = true (đóng",
        "# vì không còn đối tượng), hoặc later = true (để lại, quyết sau).",
        "",
        "[decision]",
        f"agency = {_quoted(leaver.key)}",
        'number = ""',
        'title = ""',
        "# issued_on = 2025-02-28",
        "# effective_on = 2025-03-01",
    ]
    for row in found.rows:
        piece = row.piece
        late = f", {say.overdue_by(piece.days_late)}" if piece.days_late else ""
        lines += [
            "",
            "[[piece]]",
            f"# {_one_line(piece.title)} ({_one_line(piece.basis)}{late})",
            f"# {_one_line(words.reason(row))}",
            f"kind = {_quoted(piece.kind)}",
            f"work_id = {piece.work_id}",
            f"given = {_quoted(piece.given.key)}",
            f"to = [{_quoted(row.heir.agency.key) if row.heir else ''}]",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    """Words for a remark; a sign that ends the line would end the remark."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign == " ").split())


def _decide(options: argparse.Namespace) -> int:
    at = clock.now()
    person = _decider(options.by)
    told, pieces = _read(Path(options.file))
    found = queries.leaving(str(told.get("agency", "")), AsOf.at(at))
    if found is None:
        raise NotEnding(agency=told.get("agency", "—"))
    paper = Paper(
        number=str(told.get("number", ""))[:80],
        effective_on=told.get("effective_on"),
        issued_on=told.get("issued_on"),
        title=str(told.get("title", ""))[:300],
    )
    choices = choices_of(pieces, AsOf.at(at))
    if options.dry_run:
        outcome = actions.rehearse(
            agency=found.leaver.agency, choices=choices, paper=paper, by=person, at=at
        )
        for agency, rows in outcome.by_receiver:
            print(f"{agency.name}: {len(rows)} việc")
        print(f"Đóng: {len(outcome.moot)}; để lại: {len(outcome.later)}. Chưa ghi gì.")
        return 0
    decision = actions.pass_on(
        agency=found.leaver.agency, choices=choices, paper=paper, by=person, at=at
    )
    print(f"Đã ghi {decision.number}, hiệu lực từ {say.day(decision.effective_on)}.")
    return 0


def _read(path: Path) -> tuple[dict[str, Any], list[ChoiceIn]]:
    """The decision and the choices of a file; everything odd is said at once, with its place."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise FileNotUnderstood(name=path.name)
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise FileNotUnderstood(name=path.name) from None
    told, pieces = read.get("decision"), read.get("piece", [])
    if not isinstance(told, dict) or not isinstance(pieces, list):
        raise FileNotUnderstood(name=path.name)
    odd = [
        Finding(f"decision.{name}", "%(value)s", {"value": str(told[name])})
        for name in ("issued_on", "effective_on")
        if name in told and type(told[name]) is not date
    ]
    choices = []
    for place, one in enumerate(pieces):
        try:
            choices.append(ChoiceIn.model_validate(one))
        except ValueError:
            odd.append(Finding(f"piece[{place}]", "%(value)s", {"value": str(one)[:80]}))
    if odd:
        raise FileNotUnderstood(name=path.name, findings=odd)
    return told, choices


def _decider(username: str) -> Person:
    person = Person.objects.filter(username=username, is_active=True).first()
    day = clock.now().date()
    if person is None or not person.on_duty(day).has_role(Role.STANDING, Role.LEADER):
        raise NotAllowedToDecide(username=username)
    return person


def _undo(options: argparse.Namespace) -> int:
    at = clock.now()
    person = _decider(options.by)
    keys = set(queries.Endings(AsOf.at(at)).last_days)
    wanted = [
        one.decision
        for one in made.all_made(keys, AsOf.at(at))
        if one.decision.number.casefold() == options.number.strip().casefold()
    ]
    if len({one.pk for one in wanted}) != 1:
        raise NoSuchDecision
    decision: Decision = wanted[0]
    actions.undo(decision=decision, by=person, at=at, reason=options.reason)
    print(f"Đã rút {decision.number}.")
    return 0

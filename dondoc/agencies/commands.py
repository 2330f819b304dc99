"""`dondoc units`: the tree from files: what it would change, writing it, taking it back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies import arranging, register, tree_diff, tree_files, tree_words
from dondoc.agencies.arranging import arrange, decision_of
from dondoc.agencies.models import Decision, Person
from dondoc.agencies.tree_loading import Held, plans_of, write
from dondoc.core.arrangements import Plan
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.units import Tree, Version
from dondoc.web import clock, words

MOST_LINES = 40


class NotOneDecision(Refusal):
    """A merger is one decision; a base load or several plans are loaded."""

    code = "units.not_one_decision"
    message = gettext_noop(
        "%(path)s is not one decision. Load base loads and folders of several with "
        "“dondoc units load”."
    )


class ActorUnknown(Refusal):
    """Nobody of that user name."""

    code = "units.actor_unknown"
    message = gettext_noop("Nobody signs in as %(username)s. Correct --by, or leave it out.")


class UnitsDayNotRead(Refusal):
    """The day asked for is no day."""

    code = "units.day_not_read"
    message = gettext_noop("“%(text)s” is not a day. Write it as 2025-07-01.")


class Withdraw(Protocol):
    """Taking a decision back; a later step hands in its own, which settles what it knows of."""

    def __call__(
        self, decision: Decision, *, by: Person | None, at: datetime, reason: str
    ) -> object: ...


def units_command(argv: list[str], *, withdraw: Withdraw = arranging.withdraw) -> int:
    """Load, compare, merge, undo or list."""
    parser = argparse.ArgumentParser(prog="dondoc units", description="Đơn vị và cơ quan.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    load = verbs.add_parser("load", help="nạp cả cây: nạp lần hai không thay đổi gì")
    load.add_argument("what", help="thư mục, tệp .xlsx, “quang-ngai” hoặc “country” (cả nước)")
    load.add_argument("--province", action="append", default=[], help="mã tỉnh sau 01/7/2025")
    load.add_argument("--after-only", action="store_true", help="chỉ đơn vị từ 01/7/2025")
    diff = verbs.add_parser("diff", help="tệp và sổ khác nhau ở đâu")
    diff.add_argument("path", help="như “load”; hoặc một danh sách .csv đầy đủ, kèm --on")
    diff.add_argument("--on", help="ngày của danh sách, ví dụ 2025-07-01")
    merge = verbs.add_parser("merge", help="ghi một quyết định sắp xếp")
    merge.add_argument("path", help="thư mục hoặc tệp .xlsx của một quyết định")
    undo = verbs.add_parser("undo", help="rút một quyết định đã ghi nhầm")
    undo.add_argument("number", help="số, ký hiệu của quyết định")
    undo.add_argument("--reason", required=True, help="vì sao rút")
    listing = verbs.add_parser("list", help="ngày nào có những đơn vị, quyết định nào")
    listing.add_argument("--on", help="ngày cần xem")
    listing.add_argument("--known", help="theo những gì biết khi hết ngày này")
    listing.add_argument("--under", help="mã một đơn vị: liệt kê các đơn vị trực thuộc")
    for verb in (load, merge, undo):
        verb.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ thay đổi gì")
        verb.add_argument("--by", help="tên đăng nhập của người làm")
        verb.add_argument("--all", action="store_true", help="in hết các dòng")
    diff.add_argument("--all", action="store_true", help="in hết các dòng")
    options = parser.parse_args(argv, argparse.Namespace(withdraw=withdraw))
    return VERBS[options.verb](options)


def _load(options: argparse.Namespace) -> int:
    held, by = Held(clock.now()), _actor(options.by)
    changed = 0
    with transaction.atomic():
        plans = plans_of(options.what, options.province, after_only=options.after_only)
        for said in map(held.read, plans):
            found = held.compared(said)
            if found.alike:
                print(f"{tree_words.heading(said)}: đã có trong sổ, không thay đổi.")
                continue
            _print_plan(found.lacking, held, whole=options.all)
            write(held, said, found, by=by)
            changed += 1
        if options.dry_run:
            transaction.set_rollback(True)
    print(_closing(changed, dry_run=options.dry_run))
    _print_home(held)
    return 0


def _print_home(held: Held) -> None:
    """A register of several provinces must be told which one works here."""
    tops = {
        one.version.code: one.version
        for versions in held.units.versions.values()
        for one in versions
        if not one.version.parent
    }
    if len(tops) > 1 and not settings.PROVINCE:
        print(
            f"Sổ có {len(tops)} tỉnh: đặt DONDOC_PROVINCE là mã tỉnh đang dùng hệ thống, "
            "để tỉnh khác không bị tính là đơn vị phải báo cáo."
        )


def _merge(options: argparse.Namespace) -> int:
    held, by = Held(clock.now()), _actor(options.by)
    places = list(plans_of(options.path))
    plan = held.read(places[0]) if len(places) == 1 else None
    if plan is None or plan.base:
        raise NotOneDecision(path=options.path)
    with transaction.atomic():
        _print_plan(plan, held, whole=options.all)
        arrange(plan, by=by, at=held.at)
        if options.dry_run:
            transaction.set_rollback(True)
    print(_closing(1, dry_run=options.dry_run))
    return 0


def _diff(options: argparse.Namespace) -> int:
    held, path = Held(clock.now()), Path(options.path)
    if path.suffix.lower() == ".csv":
        return _diff_list(path, _day(options.on) or AsOf.at(held.at).day, held, whole=options.all)
    differ = 0
    for said in map(held.read, plans_of(options.path)):
        found = held.compared(said)
        if found.alike:
            print(f"{tree_words.heading(said)}: tệp và sổ như nhau.")
            continue
        differ += 1
        _print_plan(found.lacking, held, whole=options.all)
        for one in found.contradictions:
            print(f"  ! {one.place}: sổ ghi {one.facts['held']}; tệp ghi {one.facts['said']}")
        held.take(found.lacking)  # the next plan is held against this one too
    print("Tệp và sổ như nhau." if not differ else f"{differ} phần tệp khác sổ. Chưa ghi gì.")
    return 0


def _diff_list(path: Path, day: date, held: Held, *, whole: bool) -> int:
    plan = tree_diff.against_list(tree_files.read_list(path, day), held.units, day)
    if not plan.units:
        print(f"Danh sách và sổ ngày {words.day(day)} như nhau.")
        return 0
    print(f"Danh sách khác sổ ngày {words.day(day)}: {'; '.join(tree_words.counts(plan))}")
    _print_lines(tree_words.lines(plan, held.units, held.agencies), whole=whole)
    if any(one.name for one in plan.units.changed):
        print("Mã mang tên khác: đổi tên hay đơn vị khác dùng lại mã, quyết định mới nói được.")
    print("Danh sách không nói đơn vị kết thúc nhập vào đâu. Chưa ghi gì.")
    return 0


def _undo(options: argparse.Namespace) -> int:
    at, by = clock.now(), _actor(options.by)
    decision = decision_of(options.number)
    with transaction.atomic():
        gone = _as_told(decision)
        options.withdraw(decision, by=by, at=at, reason=options.reason)
        print(f"Rút {decision.number}: {gone}.")
        print("Từ nay mọi câu hỏi được trả lời như chưa từng ghi; lịch sử giữ cả lần ghi, lần rút.")
        if options.dry_run:
            transaction.set_rollback(True)
    print(_closing(1, dry_run=options.dry_run))
    return 0


def _as_told(decision: Decision) -> str:
    return ", ".join(
        f"{count} {what}"
        for what, count in (
            ("dòng đơn vị", decision.units.count()),
            ("dòng cơ quan", decision.agencies.count()),
        )
    )


def _list(options: argparse.Namespace) -> int:
    now = clock.now()
    day = _day(options.on) or AsOf.at(now).day
    known = _day(options.known)
    at = AsOf(day, AsOf.end_of(known).known_at if known else now)
    tree = Tree(register.unit_facts(at))
    there = tree.on(day)
    print(f"Ngày {words.day(day)}, theo những gì biết đến hết {words.day(at.known_at)}:")
    if options.under:
        found = [one for one in there if one.code == options.under]
        for one in (child for top in found for child in tree.children(top.key, day)):
            print(f"  {one.code:<6} {one.kind} {one.name}")
        return 0
    for top in (one for one in there if not one.parent):
        print(f"  {top.kind} {top.name} ({top.code}): {_below(tree, top, there, day)}")
    decisions = Decision.objects.select_related("withdrawal")
    print(f"{len(decisions)} quyết định đã ghi:")
    for decision in decisions:
        taken = getattr(decision, "withdrawal", None)
        state = f", đã rút ngày {words.day(taken.at)}" if taken else ""
        from_on = words.day(decision.effective_on)
        print(
            f"  {decision.number}, từ {from_on}, biết từ {words.day(decision.recorded_at)}{state}"
        )
    return 0


def _below(tree: Tree, top: Version, there: list[Version], day: date) -> str:
    counts: dict[str, int] = {}
    for one in there:
        if top.key in tree.above(one.key, day):
            counts[one.kind] = counts.get(one.kind, 0) + 1
    told = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{number} {kind}" for kind, number in told) or "không có đơn vị trực thuộc"


VERBS = {"load": _load, "merge": _merge, "diff": _diff, "undo": _undo, "list": _list}


# What is said.


def _print_plan(plan: Plan, held: Held, *, whole: bool) -> None:
    print(f"{tree_words.heading(plan)}:")
    seen = held.whole(plan)
    for line in tree_words.counts(seen):
        print(f"  {line}")
    _print_lines(tree_words.lines(seen, held.units, held.agencies), whole=whole)


def _print_lines(lines: Iterator[str], *, whole: bool) -> None:
    told = list(lines)
    for line in told if whole else told[:MOST_LINES]:
        print(line)
    if len(told) > MOST_LINES and not whole:
        print(f"  … và {len(told) - MOST_LINES} dòng nữa (--all để xem hết)")


def _closing(changed: int, *, dry_run: bool) -> str:
    if not changed:
        return "Không có gì thay đổi."
    return "Chạy thử: chưa ghi gì." if dry_run else "Đã ghi."


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnitsDayNotRead(text=text) from None


def _actor(username: str | None) -> Person | None:
    if username is None:
        return None
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise ActorUnknown(username=username)
    return person.on_duty(clock.now().date())

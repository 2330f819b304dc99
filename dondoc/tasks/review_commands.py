"""`dondoc tasks proposals|ask|endorse|undo`: what is put before a leader, and what comes back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_noop

from dondoc.agencies.models import Person, Role
from dondoc.core.errors import Refusal
from dondoc.core.references import comparable
from dondoc.dispatches.loading import keeper
from dondoc.dispatches.models import Dispatch
from dondoc.tasks import endorsing, undoing
from dondoc.tasks.endorsing import Said
from dondoc.tasks.review import Review, spoken
from dondoc.web import clock, words


class DispatchUnknown(Refusal):
    """No dispatch has that number, or more than one."""

    code = "task.dispatch_unknown"
    message = gettext_noop(
        "%(count)s dispatches have the number %(reference)s. "
        "Name one by its number in the register."
    )


class NotALeader(Refusal):
    """Only who leads the province that day endorses."""

    code = "endorsement.not_a_leader"
    message = gettext_noop("%(username)s holds no leader's post today. Name a leader with --by.")


class ChangeNotRead(Refusal):
    """A change of owners is the duty's number and the new owner."""

    code = "endorsement.change_not_read"
    message = gettext_noop("“%(text)s” changes no duty. Write it as 7=Sở Nội vụ; Công an tỉnh.")


def add_to(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verbs of the review, beside those of the register."""
    for verb, told in (
        ("proposals", "liệt kê các việc máy đọc, vì sao chưa chắc"),
        ("ask", "trình lãnh đạo bút phê trước khi xác nhận"),
        ("endorse", "ghi bút phê: đồng ý, hoặc trả lại"),
        ("undo", "hoàn tác quyết định vừa xong"),
    ):
        parser = verbs.add_parser(verb, help=told)
        parser.add_argument("dispatch", help="số, ký hiệu hoặc số trong sổ")
        parser.add_argument("--by", required=True, help="tên đăng nhập của người làm")
        if verb in {"ask", "endorse"}:
            parser.add_argument("--words", default="", help="ý kiến")
        if verb == "endorse":
            parser.add_argument("--return", dest="back", action="store_true", help="chưa đồng ý")
            parser.add_argument(
                "--lead", action="append", default=[], metavar="7=Sở Nội vụ", help="đổi chủ trì"
            )


def dispatch_of(reference: str) -> Dispatch:
    """The one dispatch of a number, or of a place in the register; raises `DispatchUnknown`."""
    if reference.isascii() and reference.isdigit() and len(reference) < 10:
        found = Dispatch.objects.filter(pk=int(reference))
    else:
        found = Dispatch.objects.filter(reference_key=comparable(reference))
    if found.count() != 1:
        raise DispatchUnknown(reference=reference, count=found.count())
    return found.get()


def _leader(username: str, at: datetime) -> Person:
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None or not person.on_duty(at.date()).has_role(Role.LEADER):
        raise NotALeader(username=username)
    return person


def _proposals(options: argparse.Namespace) -> int:
    review = Review(dispatch_of(options.dispatch), keeper(options.by, clock.now()))
    for duty in review.duties:
        due = words.day(duty.due_on) if duty.due_on else duty.every_words or "không ghi hạn"
        kind = duty.decision.get_kind_display() if duty.decision else "chờ xác nhận"
        print(f"{duty.number:>3} {kind} · {due} · {duty.lead_words or 'chưa rõ'}: {duty.title}")
        for why in [] if duty.decision else duty.hesitations:
            print(f"    cần xem: {why}")
    held = " Chờ bút phê." if review.endorsing.waiting else ""
    print(f"{review.dispatch}: {len(review.open)} việc chờ, {len(review.clear)} việc chắc.{held}")
    return 0


def _ask(options: argparse.Namespace) -> int:
    at = clock.now()
    by, dispatch = keeper(options.by, at), dispatch_of(options.dispatch)
    endorsing.ask(dispatch=dispatch, by=by, at=at, words=options.words)
    print(f"{dispatch}: đã trình bút phê.")
    return 0


def _endorse(options: argparse.Namespace) -> int:
    at = clock.now()
    by, dispatch = _leader(options.by, at), dispatch_of(options.dispatch)
    review = Review(dispatch, by)
    about = [_change(review, text) for text in options.lead]
    endorsing.endorse(
        dispatch=dispatch, approved=not options.back, by=by, at=at, words=options.words, about=about
    )
    answer = "chưa đồng ý" if options.back else "đồng ý"
    print(f"{dispatch}: {answer}, đổi chủ trì {len(about)} việc.")
    return 0


def _change(review: Review, text: str) -> Said:
    number, _sign, names = text.partition("=")
    leads = [name.strip() for name in names.split(";") if name.strip()]
    duty = next((one for one in review.duties if str(one.number) == number.strip()), None)
    if duty is None or not leads:
        raise ChangeNotRead(text=text)
    return spoken(review, duty, leads=leads)


def _undo(options: argparse.Namespace) -> int:
    at = clock.now()
    by, dispatch = keeper(options.by, at), dispatch_of(options.dispatch)
    found = undoing.take_back_last(dispatch=dispatch, by=by, at=at)
    print(f"{dispatch}: đã hoàn tác việc {', '.join(str(one.position) for one in found)}.")
    return 0


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "proposals": _proposals,
    "ask": _ask,
    "endorse": _endorse,
    "undo": _undo,
}

"""What officers decided about a dispatch, as a gold reading: the reader is held against it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from dondoc.agencies.models import Person
from dondoc.audit import actions as audit
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.core.names import plain_words
from dondoc.dispatches.loading import keeper
from dondoc.dispatches.models import Dispatch
from dondoc.tasks.corrections import FACTS, LEFT_OUT, differing
from dondoc.tasks.duties import Duty
from dondoc.tasks.models import Decision
from dondoc.tasks.review import Review
from dondoc.web import clock

SNIPPET_WORDS = 14


class StillUndecided(Refusal):
    """Gold is what people decided; here nobody has decided on everything."""

    code = "gold.undecided"
    message = gettext_noop(
        "%(count)s duties of %(dispatch)s wait for a decision. Decide on them, then export it."
    )


def reading_of(dispatch: Dispatch, person: Person) -> dict[str, Any]:
    """A dispatch as its officers corrected it; raises `StillUndecided`.

    What was merged stays a duty; what was found to set no duty is left out, so that a reader that
    finds it again is counted as spurious.
    """
    review = Review(dispatch, person)
    if review.open:
        raise StillUndecided(count=len(review.open), dispatch=str(dispatch))
    head = dispatch.reading["document"]
    return {
        "document": {name: value for name, value in head.items() if value},
        "assignments": [_assignment(duty) for duty in _duties(review)],
        "forms": [
            {name: form.fields[name] for name in ("title", "rows", "columns", "total_row")}
            for form in dispatch.form_proposals.all()
        ],
    }


def _duties(review: Review) -> Iterator[Duty]:
    for duty in review.duties:
        if duty.decision and duty.decision.kind != Decision.Kind.DROPPED:
            yield duty


def _assignment(duty: Duty) -> dict[str, Any]:
    said = {name: duty.fields.get(name) for name in FACTS}
    confirmed = duty.order.payload.get("confirmed", {}) if duty.order else {}
    decided = said | confirmed
    clause = duty.proposal.clause
    return {
        "clause": clause.number if clause else "",
        "snippet": snippet_of(duty.proposal.text),
        **{name: value for name, value in decided.items() if value and name not in LEFT_OUT},
        "due": decided["due"],
        "due_raw": duty.fields.get("due_raw"),
        "corrected": differing(said, decided),
    }


def snippet_of(text: str) -> str:
    """The first words of a duty, enough to find it again.

    >>> snippet_of("Rà soát,\\nlàm sạch dữ liệu")
    'Rà soát, làm sạch dữ liệu'
    """
    return " ".join(text.split()[:SNIPPET_WORDS])


def _stem(dispatch: Dispatch) -> str:
    """The number in plain letters; numbers begin anew each year, so a later one says which."""
    stem = plain_words(dispatch.reference).replace(" ", "-")
    before = Dispatch.objects.filter(pk__lt=dispatch.pk).values_list("reference", flat=True)
    taken = any(plain_words(one).replace(" ", "-") == stem for one in before)
    return f"{stem or 'dispatch'}-{dispatch.pk}" if taken or not stem else stem


def export(dispatch: Dispatch, folder: Path, *, by: Person) -> Path:
    """Write a dispatch and its gold reading beside each other; returns the reading's path."""
    reading = reading_of(dispatch, by)
    folder.mkdir(parents=True, exist_ok=True)
    stem = _stem(dispatch)
    suffix = PurePath(dispatch.original_name).suffix.lower() or ".txt"
    (folder / f"{stem}{suffix}").write_bytes(bytes(dispatch.original))
    path = folder / f"{stem}.json"
    path.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    audit.record("dispatch.gold_exported", on=dispatch, by=by, at=clock.now())
    return path


def export_command(argv: list[str]) -> int:
    """Export one dispatch, or every one on which all is decided."""
    parser = argparse.ArgumentParser(prog="dondoc gold export", description="Xuất bài đọc mẫu.")
    parser.add_argument("folder", help="thư mục nhận văn bản và bài đọc")
    parser.add_argument("--by", required=True, help="tên đăng nhập của người xuất")
    parser.add_argument("--dispatch", type=int, help="số trong sổ; không ghi: mọi văn bản đã xong")
    options = parser.parse_args(argv)
    person = keeper(options.by, clock.now())
    chosen = Dispatch.objects.kept_by(person).exclude(proposals=None).order_by("pk").distinct()
    if options.dispatch:
        chosen = chosen.filter(pk=options.dispatch)
    written = 0
    for dispatch in chosen:
        try:
            path = export(dispatch, Path(options.folder), by=person)
        except StillUndecided as refusal:
            if options.dispatch:
                raise
            print(f"{dispatch}: còn {refusal.facts['count']} việc chưa quyết, chưa xuất.")
            continue
        written += 1
        print(f"{dispatch}: {path.name}")
    print(f"Đã xuất {written} văn bản. Trong đó có nguyên văn: giữ như giữ văn bản gốc.")
    return 0

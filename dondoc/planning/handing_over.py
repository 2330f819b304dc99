"""The hand-over list of an agency that ends: a draft before its decision, after it what it said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Agency, Transfer
from dondoc.core.asof import AsOf
from dondoc.core.decree import decree_day
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents.handover import Entry, Handover, Part
from dondoc.planning.made import Made, as_before
from dondoc.planning.queries import Leaving, PieceKey, Proposed
from dondoc.web import words

MOOT = "đóng, không còn đối tượng"


class NoLetterhead(Refusal):
    """Nobody is the standing agency that day, or the head of its letters is not known."""

    code = "passing.no_letterhead"
    message = gettext_noop(
        "No standing agency with a letterhead is known on %(day)s. Record its role first."
    )


def draft(found: Leaving) -> Handover:
    """The list before a decision, with the successors that are proposed."""
    day = found.at.day
    return _list(
        found,
        f"Dự thảo theo đề xuất đến ngày {decree_day(day)}; chưa có quyết định",
        lambda row: (row.heir.agency.name if row.heir else "", row.function),
        [one.agency.name for one in found.leaver.heirs],
    )


def of_decision(made: Made, found: Leaving) -> Handover:
    """The list of what a decision passed on, each piece as it stood that day."""
    then = as_before(made, found.leaver.key) or found
    receivers: dict[PieceKey, list[tuple[str, str]]] = {}
    for row in Transfer.objects.filter(decision=made.decision).select_related("to", "given"):
        to = receivers.setdefault((row.kind, row.work_id, row.given.key), [])
        if row.to:
            to.append((row.to.name, row.function))

    def told(row: Proposed) -> tuple[str, str]:
        to = receivers.get(row.piece.key, [])
        functions = dict.fromkeys(function for _, function in to if function)
        return "; ".join(name for name, _ in to) or MOOT, "; ".join(functions)

    decision = made.decision
    issued = f" ngày {decree_day(decision.issued_on)}" if decision.issued_on else ""
    ground = f"Kèm theo Quyết định số {decision.number}{issued}"
    if decision.number.lower().startswith(("quyết định", "nghị quyết", "công văn")):
        ground = f"Kèm theo {decision.number}{issued}"
    return _list(then, ground, told, [name for name, _ in made.receivers])


def _list(
    found: Leaving,
    ground: str,
    receiver: Callable[[Proposed], tuple[str, str]],
    receivers: list[str],
) -> Handover:
    leaver = found.leaver
    head, standing = _letterhead(found.at)
    parts = tuple(
        Part(group.heading, tuple(_entry(row, *receiver(row)) for row in group.rows))
        for group in found.groups
    )
    return Handover(
        parent_body=str(head.get("parent_body", "")),
        body=str(head["body"]),
        place=str(head["place"]),
        day=found.at.day,
        giver=leaver.agency.name,
        subject=f"của {leaver.agency.name}, kết thúc sau ngày {decree_day(leaver.until)}",
        ground=ground,
        parts=parts,
        receivers=tuple(receivers),
        witness=standing.name,
        note=f"Tình trạng tính đến ngày {decree_day(found.at.day)}. Hạn cuối giữ nguyên, số ngày "
        "quá hạn tính tiếp khi bàn giao.",
    )


def _letterhead(at: AsOf) -> tuple[dict[str, Any], Agency]:
    role = agencies.standing_role(at)
    if role is None or not {"body", "place"} <= set(role.letterhead):
        raise NoLetterhead(day=words.day(at.day))
    return role.letterhead, role.agency


def _entry(row: Proposed, receiver: str, function: str) -> Entry:
    piece = row.piece
    said = words.overdue_by(piece.days_late) if piece.days_late else _state(piece.state)
    return Entry(
        content=piece.title,
        basis=piece.basis,
        due=decree_day(piece.due) if piece.due else "không ghi hạn",
        standing=f"{said}; {piece.detail}" if piece.detail else said,
        receiver=receiver,
        function=function,
    )


def _state(key: str) -> str:
    word = words.look_of(key).word
    return word[:1].lower() + word[1:]

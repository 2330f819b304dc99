"""The first line on the page of a unit or an agency: what it is, since when, out of whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dondoc.agencies.models import Unit
from dondoc.core.units import ONE_DAY, Succession, Tree, Version
from dondoc.web import words

if TYPE_CHECKING:
    from dondoc.agencies.bodies import Body

SIGNS = {"NQ": "Nghị quyết", "QĐ": "Quyết định", "NĐ": "Nghị định"}
_SIGN = re.compile(r"/(NQ|QĐ|NĐ)-")
FEW = 3  # more are counted, and named in the table


def verdict(body: Body) -> tuple[str, str]:
    """What it is on the day and how it came to be; then what else decides."""
    name, what = _capital(_own(body)), "là đơn vị hành chính" if _is_unit(body) else "hoạt động"
    if body.coming:
        first = f"{name} {what} từ {words.day(body.first.exists_from)}{_out_of(body)}."
        return first, f"Ngày {words.day(body.at.day)} chưa có."
    if body.ended:
        return _ended(body, name)
    if body.first.decision_id is None and not body.came_from:
        since = f"có trong sổ từ {words.day(body.first.exists_from)}"
        first = f"{name} {what}, {since}." if _is_unit(body) else f"{name} {since}."
    else:
        first = f"{name} {what} từ {words.day(body.first.exists_from)}{_out_of(body)}."
    return first, _rest(body)


def _own(body: Body) -> str:
    row = body.row
    return row.said_name if isinstance(row, Unit) else str(row.name)


def _is_unit(body: Body) -> bool:
    return isinstance(body.row, Unit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _out_of(body: Body) -> str:
    """ ", gộp từ 4 xã và một phần 1 xã, theo 1677/NQ-UBTVQH15"."""
    steps = body.came_from
    by = by_decision(body.first.decision.number if body.first.decision else "")
    if not steps:
        return by
    whole = _givers(body, [one for one in steps if one.whole and not one.function])
    parts = _givers(body, [one for one in steps if one.function or not one.whole])
    parts = [one for one in parts if one not in whole]
    said = []
    if whole:
        joined = len(whole) + len(parts) > 1
        verb = "gộp từ" if joined else "trên cơ sở toàn bộ" if _is_unit(body) else "tiếp nối"
        said.append(f"{verb} {counted(whole)}")
    if parts:
        some = "một phần" if _is_unit(body) else "một phần việc của"
        verb = "cùng" if whole else "gồm" if _is_unit(body) else "nhận"
        said.append(f"{verb} {some} {counted(parts)}")
    told = f", {', '.join(said)}" if said else ""
    return f"{told}{',' if told and by.startswith(' theo') else ''}{by}"


def by_decision(number: str) -> str:
    """ " theo Nghị quyết 1677/NQ-UBTVQH15"; a decision without a number is named in brackets.

    The sign tells the kind (Nghị định 30/2020/NĐ-CP, phụ lục III); where it does not, none is said.

    >>> by_decision("1677/NQ-UBTVQH15"), by_decision("202/2025/QH15")
    (' theo Nghị quyết 1677/NQ-UBTVQH15', ' theo 202/2025/QH15')
    >>> by_decision("Sắp xếp các sở 01/3/2025"), by_decision("")
    (' (Sắp xếp các sở 01/3/2025)', '')
    """
    if not number:
        return ""
    if " " in number:
        return f" ({number})"
    sign = _SIGN.search(number)
    return f" theo {SIGNS[sign[1]]} {number}" if sign else f" theo {number}"


def counted(bodies: Sequence[Version]) -> str:
    """Few by name, many by kind and number: "4 xã, 1 thị trấn"."""
    if len(bodies) <= FEW and (len(bodies) == 1 or bodies[0].level):
        return listed(one.said_name for one in bodies)
    if bodies[0].level:
        kinds = Counter(one.kind for one in bodies)
        return ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    return (
        listed(one.said_name for one in bodies) if len(bodies) <= FEW else f"{len(bodies)} cơ quan"
    )


def listed(names: Iterable[str]) -> str:
    """ "xã A, xã B và xã C".

    >>> listed(["xã A", "xã B", "xã C"]), listed(["xã A"])
    ('xã A, xã B và xã C', 'xã A')
    """
    *some, last = names
    return f"{', '.join(some)} và {last}" if some else last


def _givers(body: Body, steps: Sequence[Succession]) -> list[Version]:
    """Those it took over from. What a district left behind is no part of how a commune came to be:
    the table under the picture has it."""
    found = [
        body.named(key, on - ONE_DAY) for key, on in {(one.before, one.on): 0 for one in steps}
    ]
    level = body.row.level if _is_unit(body) else ""
    return [one for one in found if one is not None and one.level == level]


def _takers(body: Body, steps: Sequence[Succession]) -> list[Version]:
    found = [body.named(key, on) for key, on in {(one.after, one.on): 0 for one in steps}]
    return [one for one in found if one is not None]


def _ended(body: Body, name: str) -> tuple[str, str]:
    assert body.until_on is not None
    over = "không còn là đơn vị hành chính" if _is_unit(body) else "kết thúc hoạt động"
    first = f"{name} {over} từ {words.day(body.until_on + ONE_DAY)}"
    steps = body.went_into
    takers = _takers(body, steps)
    if not takers:
        return f"{first}.", "Sổ không ghi nơi kế thừa."
    by = by_decision(steps[0].decision)
    if len(takers) == 1:
        verb = "nhập vào" if _is_unit(body) else "việc chuyển sang"
        first = f"{first}, {verb} {takers[0].said_name}{by}."
    elif _is_unit(body):
        first = f"{first}, chia cho {_some(takers)}{by}."
    else:
        first = f"{first}, việc chuyển sang {len(takers)} cơ quan theo chức năng{by}."
    return first, _rest_of_ended(body, takers)


def _some(bodies: Sequence[Version]) -> str:
    return listed(one.said_name for one in bodies) if len(bodies) <= FEW else f"{len(bodies)} nơi"


def _rest_of_ended(body: Body, takers: Sequence[Version]) -> str:
    heirs = body.tree.heirs(body.key, body.at.day)
    today = [one for heir in heirs if (one := body.tree.version(heir.key, body.at.day))]
    said = []
    if len(takers) > 1 and _is_unit(body) and body.tree.ways(body.key, body.at.day) is None:
        said.append("Số liệu chưa tách vì không có văn bản nào chia.")
    if not _is_unit(body) and 1 < len(takers) <= FEW:
        told = [(body.tree.version(one.key, body.at.day), one.functions) for one in heirs]
        names = [
            f"{one.said_name} ({'; '.join(what)})" if what else one.said_name
            for one, what in told
            if one is not None
        ]
        said += [f"{listed(names)}."] if names else []
    elif {one.said_name for one in today} != {one.said_name for one in takers} and today:
        said.append(f"Nay là {_some(today)}.")
    return " ".join(said)


def _rest(body: Body) -> str:
    """Under whom, with which code, what it took over since, until when where that is known."""
    said = []
    row = body.row
    if isinstance(row, Unit):
        above = [] if row.parent is None else [row.parent.said_name]
        if row.parent is not None and row.parent.parent is not None:
            above.append(row.parent.parent.said_name)
        said.append(f"Thuộc {', '.join(above)}, mã {row.code}." if above else f"Mã {row.code}.")
    said += [*_former_name(body), *_took_over(body)]
    if body.until_on is not None:
        said.append(f"Đến hết ngày {words.day(body.until_on)}.")
    return " ".join(said)


def _former_name(body: Body) -> Iterator[str]:
    before = [one for one in body.names if one.from_on < body.row.exists_from]
    if before and before[0].name != _own(body):
        yield f"Trước {words.day(body.row.exists_from)} là {before[0].name}."


def _took_over(body: Body) -> Iterator[str]:
    """What it took over last, after it had begun."""
    last = max((one.on for one in body.took_later), default=None)
    steps = [one for one in body.took_later if one.on == last]
    givers = _givers(body, steps)
    if last is None or not givers:
        return
    whole = any(one.whole and not one.function for one in steps)
    took = "nhận thêm" if whole else "nhận" if not _is_unit(body) else "nhận một phần"
    work = "" if _is_unit(body) else "việc của "
    yield f"Từ {words.day(last)} {took} {work}{counted(givers)}{by_decision(steps[0].decision)}."


def part(tree: Tree, step: Succession) -> str:
    """How much went along by a step: "toàn bộ", a function, a share, or "chưa tách"."""
    if step.function:
        return step.function
    if step.whole:
        return "toàn bộ"
    if step.weight is not None:
        return f"một phần, {words.share(step.weight)} số liệu"
    until: date | None = tree.until(step.before)
    return "một phần" if until is None or until >= step.on else "một phần, số liệu chưa tách"

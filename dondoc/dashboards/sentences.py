"""The first line of a page: a verdict made of counts, with the right words when one is zero."""

from __future__ import annotations

from collections.abc import Mapping

from dondoc.core.tasks import State
from dondoc.dashboards.boards import Board
from dondoc.web.words import number, time_left


def verdict(counts: Mapping[State, int]) -> tuple[str, str]:
    """What is wrong, then what is well; the second half may be empty.

    >>> verdict({State.OVERDUE: 3, State.AT_RISK: 4, State.OPEN: 27, State.DONE: 61})
    ('3 nhiệm vụ quá hạn, 4 nguy cơ chậm.', '27 nhiệm vụ đang đúng tiến độ, 61 đã hoàn thành.')
    >>> verdict({State.AT_RISK: 1})
    ('Không nhiệm vụ nào quá hạn, 1 nguy cơ chậm.', '')
    >>> verdict({})
    ('Chưa có nhiệm vụ nào.', '')
    """
    if not sum(counts.values()):
        return "Chưa có nhiệm vụ nào.", ""
    overdue, risky = counts.get(State.OVERDUE, 0), counts.get(State.AT_RISK, 0)
    first = f"{number(overdue)} nhiệm vụ quá hạn" if overdue else "Không nhiệm vụ nào quá hạn"
    if risky:
        first += f", {number(risky)} nguy cơ chậm"
    return f"{first}.", _reassuring(counts)


def _reassuring(counts: Mapping[State, int]) -> str:
    on_track = counts.get(State.OPEN, 0) + counts.get(State.DUE_SOON, 0)
    done = counts.get(State.DONE, 0) + counts.get(State.DONE_LATE, 0)
    waiting = counts.get(State.AWAITING, 0)
    said = [
        (on_track, "đang đúng tiến độ"),
        (done, "đã hoàn thành"),
        (waiting, "chờ xác nhận kết quả"),
    ]
    parts = [f"{number(count)} {words}" for count, words in said if count]
    if not parts:
        return ""
    head, _, rest = parts[0].partition(" ")
    return ", ".join([f"{head} nhiệm vụ {rest}", *parts[1:]]) + "."


def change(before: int, now: int) -> str:
    """How the number of overdue tasks moved.

    >>> change(1, 3), change(3, 2), change(2, 2)
    ('thêm 2 việc quá hạn', 'bớt 1 việc quá hạn', 'số việc quá hạn không đổi')
    """
    if now == before:
        return "số việc quá hạn không đổi"
    word = "thêm" if now > before else "bớt"
    return f"{word} {number(abs(now - before))} việc quá hạn"


def board_verdict(board: Board) -> tuple[str, str]:
    """Who reported before the hour, and who did not; before the hour only who has reported."""
    owed = len(board.places)
    silent = len(board.silent)
    if not owed:
        asked = len(board.asked_back)
        return (
            f"{number(board.sent_back)}/{number(asked)} đơn vị đã gửi bổ sung.",
            "Không tính muộn.",
        )
    if not board.is_due:
        first = f"{number(owed - silent)}/{number(owed)} đơn vị đã báo cáo."
        left = time_left(board.minutes_left)
        return first, f"{number(silent)} chưa báo cáo, còn {left}." if silent else "Đã đủ."
    first = f"{number(board.in_time)}/{number(owed)} đơn vị đã báo cáo đúng giờ."
    rest = [(board.late, "nộp muộn"), (silent, "chưa báo cáo")]
    said = [f"{number(count)} {words}" for count, words in rest if count]
    return first, f"{', '.join(said)}." if said else "Không đơn vị nào im lặng."

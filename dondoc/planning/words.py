"""Why a successor is proposed, or why a person must choose, in the words of the office."""

from __future__ import annotations

from dondoc.core.functions import Ground
from dondoc.planning.queries import Leaver, Proposed


def reason(row: Proposed) -> str:
    """One line under a piece of work: the words that decided, or what is missing."""
    falling = row.falling
    quoted = ", ".join(f"“{one}”" for one in falling.words)
    match falling.ground:
        case Ground.TITLE:
            return f"tên việc có {quoted}: chức năng {falling.function}"
        case Ground.TEXT:
            return f"câu giao việc có {quoted}: chức năng {falling.function}"
        case Ground.REST:
            return "không có chữ của chức năng chuyển riêng: theo cơ quan nhận phần còn lại"
        case Ground.ONLY:
            return "cơ quan kế thừa duy nhất đã ghi"
        case Ground.SEVERAL:
            return f"có chữ của nhiều chức năng ({quoted}): người quyết chọn"
        case Ground.UNNAMED:
            return "không có chữ của chức năng nào: người quyết chọn"
    return "chưa ghi cơ quan kế thừa: người quyết chọn"


def sharers(row: Proposed, leaver: Leaver) -> str:
    """Successors that were given a part in the same work themselves; empty where there is none.

    What was given to every department is theirs already; a person says whether a part ends.
    """
    names = [one.agency.short_name for one in leaver.heirs if one.agency.key in row.piece.sharers]
    return f"đã có phần trong việc này: {', '.join(names)}" if names else ""


def heirs(leaver: Leaver) -> str:
    """Everybody who goes on, in one line; said where nobody is recorded."""
    return ", ".join(one.said for one in leaver.heirs) or "chưa ghi cơ quan kế thừa"

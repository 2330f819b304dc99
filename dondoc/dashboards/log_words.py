"""The log in the words of the office: every verb, kind of thing and fact that may stand in it."""

from __future__ import annotations

import re
from typing import Any

from dondoc.web import words as say

# One place for all verbs: a test reads the code and asks for each of them here.
VERBS = {
    "agency.left_seat": "Thôi tham gia tổ công tác, ban chỉ đạo",
    "agency.seated": "Cử tham gia tổ công tác, ban chỉ đạo",
    "decision.withdrawn": "Rút quyết định đã ghi",
    "dispatch.gold_exported": "Xuất bài đọc mẫu",
    "dispatch.registered": "Nạp văn bản",
    "endorsement.approved": "Bút phê: đồng ý",
    "endorsement.asked": "Trình bút phê",
    "endorsement.changed": "Bút phê về một việc",
    "endorsement.recalled": "Thôi trình bút phê",
    "endorsement.returned": "Bút phê: chưa đồng ý",
    "person.appointed": "Cấp tài khoản, phân vai",
    "person.signed_in": "Đăng nhập",
    "person.signed_out": "Đăng xuất",
    "person.sign_in_failed": "Đăng nhập không thành",
    "programme.adopted": "Đưa chương trình vào áp dụng",
    "proposal.added": "Thêm việc máy đọc sót",
    "proposal.dropped": "Xác định không phải giao việc",
    "proposal.merged": "Gộp việc",
    "proposal.reconsidered": "Xét lại quyết định về một việc",
    "proposal.set_apart": "Giao riêng một ngoại lệ",
    "proposal.split": "Tách việc",
    "reminder.drafted": "Soạn dự thảo đôn đốc",
    "reminder.item_chosen": "Chọn mục trong dự thảo",
    "reminder.submitted": "Trình dự thảo",
    "reminder.returned": "Trả lại dự thảo",
    "reminder.approved": "Duyệt dự thảo",
    "reminder.numbered": "Cấp số dự thảo",
    "reminder.issued": "Ban hành văn bản đôn đốc",
    "report.accepted": "Duyệt báo cáo",
    "report.consolidated": "Tổng hợp báo cáo",
    "report.demanded": "Đưa biểu mẫu vào áp dụng",
    "report.filed": "Gửi báo cáo",
    "report.reopened": "Mở lại kỳ báo cáo",
    "report.returned": "Trả lại báo cáo",
    "report.settled": "Xác định lại đơn vị phải báo cáo",
    "task.accepted": "Xác nhận kết quả",
    "task.clarified": "Làm rõ sản phẩm, người nghiệm thu",
    "task.confirmed": "Giao nhiệm vụ",
    "task.ended": "Kết thúc nhiệm vụ",
    "task.extended": "Gia hạn",
    "task.handed_in": "Nộp kết quả",
    "task.measured_by": "Gắn chỉ tiêu đo",
    "task.progress": "Ghi tiến độ",
    "task.received": "Nhận việc",
    "task.returned": "Trả lại kết quả",
    "task.withdrawn": "Rút lại việc vừa giao",
    "units.arranged": "Ghi quyết định sắp xếp đơn vị, cơ quan",
    "work.passed_on": "Chuyển việc cho cơ quan kế thừa",
}
KINDS = {
    "agencies.agency": "cơ quan",
    "agencies.decision": "quyết định",
    "agencies.person": "tài khoản",
    "dispatches.dispatch": "văn bản",
    "dispatches.proposal": "việc máy đọc",
    "programmes.programme": "chương trình",
    "programmes.version": "chương trình",
    "reminders.reminder": "dự thảo",
    "reports.demand": "biểu mẫu",
    "reports.filing": "bản báo cáo",
    "reports.report": "báo cáo",
    "tasks.task": "nhiệm vụ",
}
FACTS = {
    "again": "giao lại",
    "agency": "cơ quan",
    "at_offset": "tách tại ký tự",
    "authority": "căn cứ",
    "before_after": "đổi",
    "due_on": "hạn cuối",
    "duties": "số việc",
    "end": "đến ký tự",
    "form": "biểu mẫu",
    "from_on": "áp dụng từ",
    "indicator": "chỉ tiêu",
    "into": "vào việc",
    "judge": "người nghiệm thu",
    "leads": "chủ trì",
    "number": "số văn bản",
    "percent": "đạt (%)",
    "position": "mục",
    "product": "sản phẩm",
    "reason": "lý do",
    "revision": "bản",
    "role": "vai",
    "start": "từ ký tự",
    "supporters": "phối hợp",
    "words": "ý kiến",
    "last_on": "ngày cuối",
    "post": "chức danh",
    "state": "tình trạng",
    "until": "mở đến",
    "units": "đơn vị",
    "agencies": "cơ quan",
    "endings": "kết thúc",
    "successions": "kế thừa",
    "members": "thành viên",
    "effective_on": "có hiệu lực từ",
    "version": "bản",
    "via": "gửi qua",
    "warnings": "cảnh báo",
}
SAID = {
    "page": "trang nhập",
    "sheet": "tệp Excel",
    "api": "kết nối máy",
    "sum": "cộng từ các đơn vị",
    "confirmed": "đã xác nhận",
    "merged": "đã gộp",
    "split": "đã tách",
    "dropped": "không phải giao việc",
    "undecided": "chờ xác nhận",
}
_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)\S*)?$")


def verb_words(verb: str) -> str:
    """A verb as people say it; one not yet in the list speaks for itself."""
    return VERBS.get(verb, verb)


def kind_words(kind: str) -> str:
    """What kind of thing it is about."""
    return KINDS.get(kind, kind)


def fact_lines(facts: dict[str, Any]) -> list[str]:
    """The facts of an entry as lines; before and after stand on one line with an arrow.

    >>> fact_lines({"before": "2024-12-31", "after": "2025-02-28", "authority": "Kết luận 12"})
    ['31/12/2024 → 28/02/2025', 'căn cứ: Kết luận 12']
    """
    rest = dict(facts)
    lines = []
    if "before" in rest or "after" in rest:
        lines += _changed(rest.pop("before", ""), rest.pop("after", ""))
    for name, value in rest.items():
        if value in ("", None, [], {}):
            continue
        lines.append(f"{FACTS.get(name, name)}: {_value(value)}")
    return lines


def _changed(before: Any, after: Any) -> list[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return [
            f"{FACTS.get(name, name)}: {_value(before.get(name))} → {_value(after.get(name))}"
            for name in names
        ]
    return [f"{_value(before)} → {_value(after)}"]


def _value(value: Any) -> str:
    if value in ("", None):
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        shown = ", ".join(_value(one) for one in value[:6])
        return f"{shown} và {len(value) - 6} mục khác" if len(value) > 6 else shown
    if isinstance(value, dict):
        return "; ".join(f"{FACTS.get(name, name)} {_value(one)}" for name, one in value.items())
    if isinstance(value, int):
        return say.number(value)
    if str(value) in SAID:
        return SAID[str(value)]
    if found := _DAY.match(str(value)):
        clock = f" {found[4]}:{found[5]}" if found[4] else ""
        return f"{found[3]}/{found[2]}/{found[1]}{clock}"
    return str(value)

"""What every page's head shows: the person, the links that lead somewhere, the one count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from dondoc.agencies.models import WHOLE_PROVINCE, Role
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.tasks import queries as tasks


@dataclass(frozen=True)
class Link:
    """One of the links on top."""

    label: str
    url: str
    current: bool
    count: int | None = None


# Name of the page, its label, the beginnings of addresses it stands for, who has it.
EVERYBODY = tuple(Role)
WRITERS = (Role.STANDING, Role.LEADER)
LINKS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("overview", "Tổng quan", ("/tong-quan",), (Role.LEADER, Role.STANDING, Role.INSPECTOR)),
    ("my-work", "Việc của tôi", ("/viec-cua-toi",), (Role.STANDING, Role.DEPARTMENT,
                                                      Role.DISTRICT, Role.COMMUNE)),
    ("tasks", "Nhiệm vụ", ("/nhiem-vu",), EVERYBODY),
    ("dispatches", "Văn bản", ("/van-ban",), EVERYBODY),
    ("reports", "Báo cáo", ("/bao-cao",), EVERYBODY),
    ("programmes", "Chương trình", ("/chuong-trinh", "/so-lieu"), EVERYBODY),
    ("map", "Bản đồ", ("/ban-do",), EVERYBODY),
    ("reminders", "Đôn đốc", ("/don-doc",), WRITERS),
)  # fmt: skip
# Pages asked for now and then: in the menu under one's name, and on a phone under "Thêm".
MORE: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("units", "Đơn vị, cơ quan", ("/don-vi", "/co-quan"), EVERYBODY),
    ("leaving", "Chuyển giao", ("/chuyen-giao",), WHOLE_PROVINCE),
    ("audit", "Nhật ký", ("/nhat-ky",), (Role.STANDING, Role.INSPECTOR)),
)


def header(request: Request) -> dict[str, Any]:
    """Context of every page."""
    person = getattr(request, "person", None)
    context: dict[str, Any] = {
        "person": person,
        "demo": settings.DEMO,
        "footer_agency": "Tổ công tác Đề án 06 tỉnh Quảng Ngãi" if settings.DEMO else "",
        "footer_note": "Số liệu minh họa, mọi người đều hư cấu" if settings.DEMO else "",
        "nav": [],
        "find_url": reverse("tasks"),
    }
    if person is None or person.duty is None:
        return context
    at = AsOf.at(request.at)
    context["post_label"] = person.duty.title
    context["clock_today"] = at.day
    overdue = tasks.overdue_count(person, at)
    for place, links in (("nav", LINKS), ("more", MORE)):
        context[place] = [
            Link(
                label,
                reverse(name),
                any(request.path.startswith(start) for start in starts),
                overdue if name == "tasks" else None,
            )
            for name, label, starts, roles in links
            if person.duty.role in roles
        ]
    return context

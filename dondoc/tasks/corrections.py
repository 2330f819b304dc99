"""What a person confirmed, in the words of a reading: where both differ, it was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dondoc.tasks.deciding import Terms

# The facts of a duty that are compared and exported, in the order in which a person reads them.
FACTS = (
    *("title", "lead", "coordinate", "modality", "starts", "due", "due_time", "every", "target"),
    *("product", "report_to", "report_by"),
)
LEFT_OUT = ("title",)  # the reader makes a title; gold names words of the text
KEPT = 110  # words longer than a column are kept cut: that is no correction
LABELS = {
    "title": "tên việc",
    "lead": "chủ trì",
    "coordinate": "phối hợp",
    "modality": "tính chất thường xuyên",
    "starts": "ngày bắt đầu",
    "due": "hạn cuối",
    "due_time": "giờ",
    "every": "lặp lại",
    "target": "chỉ tiêu",
    "product": "sản phẩm",
    "report_to": "nơi nhận",
    "report_by": "cách gửi",
}


def confirmed(read: dict[str, Any], terms: Terms) -> dict[str, Any]:
    """What a person confirmed about a duty, beside what was read of it."""
    # Names of a dispatch stay as it writes them: only other names than those are a correction.
    label = terms.lead_label or ", ".join(one.name for one in terms.leads)
    lead = read.get("lead") or []
    said: dict[str, Any] = {
        "title": terms.title.strip(),
        "lead": lead if label == ", ".join(lead) else [label],
        "coordinate": _helpers(read.get("coordinate") or [], terms),
        "modality": _modality(read, terms),
        "starts": terms.starts_on.isoformat() if terms.starts_on else None,
        "due": terms.due_on.isoformat() if terms.due_on else None,
        "due_time": f"{terms.due_time:%H:%M}" if terms.due_time else None,
        "every": terms.every or None,
        "target": _target(terms),
    }
    for name in ("product", "report_to", "report_by"):
        said[name] = getattr(terms, name).strip() or None
    return said


def _helpers(read: list[str], terms: Terms) -> list[str]:
    """Supporters as read, unless a person named others; None of `terms` says: as read."""
    named = terms.support_label
    if named is None or named == "; ".join(read):
        return read
    return [part for part in named.split("; ") if part]


def _modality(read: dict[str, Any], terms: Terms) -> str | None:
    if terms.standing and not terms.every:
        return "standing"
    said = read.get("modality")
    return "must" if said == "standing" and not terms.standing else said


def _target(terms: Terms) -> dict[str, Any] | None:
    if terms.target_value is None:
        return None
    target = {"value": float(terms.target_value), "unit": terms.target_unit}
    return {**target, "scope": terms.target_scope}


def differing(read: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """The facts in which a person and the reader differ.

    >>> differing({"due": "2025-02-19", "lead": ["Sở Tư pháp"]}, {"due": "2025-02-28"})
    ['due']
    """
    return [name for name in FACTS if name in said and not _same(read.get(name), said[name])]


def _same(read: Any, said: Any) -> bool:
    if isinstance(read, dict) and isinstance(said, dict):
        scopes = (read.get("scope") or "") == (said.get("scope") or "")
        return scopes and float(read["value"]) == float(said["value"])
    if isinstance(read, str) and isinstance(said, str):
        full, kept = " ".join(read.split()), " ".join(said.split())
        return full == kept or (len(kept) >= KEPT and full.startswith(kept))
    return (read or None) == (said or None)

"""What an officer confirms or corrects before a form is in force."""

from __future__ import annotations

from typing import Any

from django import forms

from dondoc.core.packs import CloseRule, DueRule, Kind
from dondoc.programmes.forms_from_annex import Asked
from dondoc.reports.annexes import Setting
from dondoc.web import words

FREQUENCIES = [(kind.value, words.EVERY[kind.value].capitalize()) for kind in Kind]
REPORTERS = [
    ("lowest_unit", "Đơn vị thấp nhất: mọi xã, phường, thị trấn và huyện không có xã"),
    ("commune", "Mọi xã, phường, thị trấn"),
    ("district", "Mọi huyện, thị xã, thành phố"),
    ("department", "Mọi sở, ban, ngành"),
]
DUE_KINDS = [
    ("before", "trước giờ này (đúng giờ này là muộn)"),
    ("by", "đến giờ này (đúng giờ này còn kịp)"),
    ("day", "hết ngày"),
]
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"})
TEXT = {"class": "input", "maxlength": 200}


class AskedForm(forms.Form):
    """The words of the table and the terms of the report."""

    label = forms.CharField(label="Tên biểu mẫu", max_length=200)
    row_label = forms.CharField(label="Cột đầu", max_length=200)
    frequency = forms.ChoiceField(label="Kỳ báo cáo", choices=FREQUENCIES)
    days_after = forms.IntegerField(label="Nộp sau kỳ (ngày)", min_value=0, max_value=366)
    due_kind = forms.ChoiceField(label="Hạn nộp", choices=DUE_KINDS, widget=forms.RadioSelect)
    due_time = forms.TimeField(label="Giờ nộp", required=False, widget=TIME)
    closes_after = forms.IntegerField(label="Khóa sau kỳ (ngày)", min_value=0, max_value=366,
                                      required=False)  # fmt: skip
    closes_at = forms.TimeField(label="Giờ khóa", required=False, widget=TIME)
    reporters = forms.ChoiceField(label="Ai phải báo cáo", choices=REPORTERS)
    consolidated_by = forms.ChoiceField(label="Cơ quan tổng hợp", required=False)
    recipient = forms.ChoiceField(label="Nơi nhận tổng hợp", required=False)
    back_fill_from = forms.DateField(
        label="Xin số từ ngày",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
    )
    task = forms.ChoiceField(label="Nhiệm vụ được đo", required=False)

    def __init__(self, data: Any, *, setting: Setting) -> None:
        self.setting = setting
        super().__init__(data, initial=_initial(setting))
        agencies = [("", "Không")] + [(one.code, one.name) for one in setting.departments]
        self.fields["consolidated_by"].choices = self.fields["recipient"].choices = agencies
        self.fields["task"].choices = [("", "Chưa gắn nhiệm vụ nào")] + [
            (str(task.pk), f"{task.code} {task.title}") for task in setting.campaigns
        ]
        for kind, labels in _words(setting).items():
            for place, label in enumerate(labels):
                self.fields[f"{kind}_{place}"] = forms.CharField(max_length=200, initial=label)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs.setdefault("class", "input")

    def clean(self) -> dict[str, Any]:
        """An hour is needed where the due moment is one."""
        cleaned = super().clean() or {}
        if cleaned.get("due_kind") in {"before", "by"} and cleaned.get("due_time") is None:
            self.add_error("due_time", forms.ValidationError(forms.Field.default_error_messages[
                "required"], code="required"))  # fmt: skip
        return cleaned

    def words(self, kind: str) -> list[dict[str, Any]]:
        """The boxes of one kind of words, each with what was read where that differs."""
        read = _read(self.setting).get(kind, ())
        boxes = []
        for place, label in enumerate(_words(self.setting)[kind]):
            seen = read[place] if place < len(read) else ""
            box = self[f"{kind}_{place}"]
            doubted = seen if seen and seen != (box.value() or "") else ""
            boxes.append({"box": box, "number": place + 1, "as_read": doubted, "label": label})
        return boxes

    def asked(self) -> Asked:
        """What was confirmed, as values."""
        given = self.cleaned_data
        form = self.setting.offer.form
        chosen = {str(task.pk): task for task in self.setting.campaigns}.get(given["task"])
        hour = given["due_time"]
        due = DueRule(
            given["days_after"],
            before=hour if given["due_kind"] == "before" else None,
            by=hour if given["due_kind"] == "by" else None,
        )
        closes = None
        if given["closes_at"] is not None:
            after = given["closes_after"]
            closes = CloseRule(given["days_after"] if after is None else after, given["closes_at"])
        return Asked(
            label=given["label"],
            row_label=given["row_label"],
            rows=tuple(given[f"rows_{place}"] for place in range(len(form.rows))),
            columns=tuple(given[f"columns_{place}"] for place in range(len(form.fields))),
            groups=tuple(given[f"groups_{place}"] for place in range(len(form.groups))),
            frequency=Kind(given["frequency"]),
            due=due,
            closes=closes,
            reporters=given["reporters"],
            consolidated_by=given["consolidated_by"] or None,
            recipient=given["recipient"] or None,
            source=self.setting.source,
            campaign=self.setting.campaign_of(chosen) if chosen else None,
            targets=self.setting.targets,
        )


def _words(setting: Setting) -> dict[str, list[str]]:
    form = setting.offer.form
    return {
        "rows": list(form.rows.values()),
        "columns": list(form.fields.values()),
        "groups": [group.label for group in form.groups],
    }


def _read(setting: Setting) -> dict[str, list[str]]:
    annex = setting.annex
    return {
        "rows": list(annex.rows),
        "columns": list(annex.columns),
        "groups": [label for label, _, _ in annex.groups],
    }


def _initial(setting: Setting) -> dict[str, Any]:
    form, due = setting.offer.form, setting.due
    adds_up, receives = setting.consolidator, setting.recipient
    return {
        "label": form.label,
        "row_label": form.row_label,
        "frequency": setting.frequency.value,
        "days_after": due.days_after,
        "due_kind": "before" if due.before else "by" if due.by else "day",
        "due_time": due.before or due.by,
        "closes_after": form.closes.days_after if form.closes else None,
        "closes_at": form.closes.at if form.closes else None,
        "reporters": form.reporters,
        "consolidated_by": form.consolidated_by or (adds_up.code if adds_up else ""),
        "recipient": receives.code if receives else "",
        "back_fill_from": setting.back_fill_from,
        "task": str(setting.campaigns[0].pk) if setting.campaigns else "",
    }

"""The small forms of a task's card: one act each, with its reason or its ground."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import forms

from dondoc.web.typed_days import DAYS, of_this_century

WRONG_DAY = {"invalid": "Ghi ngày như 28/02/2025."}


def _words(
    label: str, *, required: bool = True, length: int = 300, said: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=length,
        error_messages={"required": said or f"Ghi {label.lower()}."},
        widget=forms.TextInput(attrs={"class": "input"}),
    )


def _day(label: str, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAYS,
        validators=[of_this_century],
        error_messages={**WRONG_DAY, "required": f"Ghi {label.lower()}."},
        widget=widget,
    )


class ProgressForm(forms.Form):
    """The owner's own word on how far it is."""

    percent = forms.CharField(
        label="Đạt (%)",
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal"}),
    )
    note = _words("Đã làm gì, còn vướng gì", length=1000)
    expected_on = _day("Dự kiến xong", required=False)

    def clean_percent(self) -> Decimal | None:
        """Read "60,5" or "60.5"; nothing typed is nothing said."""
        typed = self.cleaned_data["percent"].strip().rstrip("%").strip().replace(",", ".")
        if not typed:
            return None
        try:
            percent = Decimal(typed).quantize(Decimal("0.01"))
        except InvalidOperation as wrong:
            raise forms.ValidationError("Ghi một số từ 0 đến 100, như 60 hoặc 60,5.") from wrong
        if not percent.is_finite() or not 0 <= percent <= 100:
            raise forms.ValidationError("Ghi một số từ 0 đến 100, như 60 hoặc 60,5.")
        return percent


class HandInForm(forms.Form):
    """What was made, and the number of the document that says so."""

    product = _words("Sản phẩm", required=False, length=1000)
    number = _words("Số, ký hiệu văn bản", required=False, length=80)


class ReturnForm(forms.Form):
    """Who is told no must be told why."""

    reason = _words("Lý do trả lại", length=1000)


class ExtendForm(forms.Form):
    """A later last day, and the ruling that gives it."""

    due_on = _day("Hạn cuối mới", required=True)
    authority = _words(
        "Kết luận, văn bản cho gia hạn", said="Ghi kết luận hoặc văn bản cho gia hạn."
    )


class EndForm(forms.Form):
    """The decision by which a task ends without being done."""

    authority = _words("Quyết định, văn bản kết thúc", said="Ghi quyết định hoặc văn bản kết thúc.")


class ClarifyForm(forms.Form):
    """What the dispatch left unsaid: the product, and who accepts it."""

    product = _words("Sản phẩm", required=False)
    judge = _words("Người nghiệm thu", required=False, length=200)

    def clean(self):  # type: ignore[no-untyped-def]
        """Something must be said."""
        cleaned = super().clean()
        if not (cleaned.get("product") or cleaned.get("judge")):
            raise forms.ValidationError("Ghi sản phẩm hoặc người nghiệm thu.")
        return cleaned


class NothingToWrite(forms.Form):
    """An act that needs only its button."""

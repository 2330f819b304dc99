"""The table in an annex becomes a form: codes made from its labels, the labels kept as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dondoc.core.expressions import RESERVED
from dondoc.core.names import plain_words
from dondoc.core.pack_model import Form, Group
from dondoc.core.periods import CloseRule, DueRule, Kind

ALIKE = 0.6
LONGEST_CODE = 40


def same_labels(right: Sequence[str], read: Sequence[str]) -> bool:
    """Equally many labels, and most of them alike but for diacritics: a scan misreads some."""
    if not right or len(right) != len(read):
        return False
    alike = sum(plain_words(a) == plain_words(b) for a, b in zip(right, read, strict=True))
    return alike >= ALIKE * len(right)


def codes_for(labels: Iterable[str]) -> dict[str, str]:
    """A code for each label, in order: plain letters, each its own, the same for the same labels.

    >>> codes_for(["Đã duyệt", "Từ chối", "Đã duyệt", "158"])
    {'da_duyet': 'Đã duyệt', 'tu_choi': 'Từ chối', 'da_duyet_2': 'Đã duyệt', 'c_158': '158'}
    """
    given: dict[str, str] = {}
    for label in labels:
        stem = _stem(label)
        code, times = stem, 1
        while code in given:
            times += 1
            code = f"{stem}_{times}"
        given[code] = label
    return given


def _stem(label: str) -> str:
    words = plain_words(label).split()
    stem = ""
    for word in words:
        if stem and len(stem) + 1 + len(word) > LONGEST_CODE:
            break
        stem = f"{stem}_{word}" if stem else word[:LONGEST_CODE]
    if not stem or not stem[0].isalpha() or stem in RESERVED:
        stem = f"c_{stem}" if stem else "c"
    return stem


def form_from_annex(
    title: str,
    row_label: str,
    rows: Sequence[str],
    columns: Sequence[str],
    groups: Sequence[tuple[str, int, int]],
    total_row: bool,
    *,
    code: str,
    due: DueRule,
    frequency: Kind | str = Kind.DAILY,
    closes: CloseRule | None = None,
    reporters: str = "lowest_unit",
    consolidated_by: str | None = None,
    recipient: str | None = None,
) -> Form:
    """Make a form out of an annex that no shipped pack knows, in the annex's own order and words.

    `groups` are (label, first column, last column), both columns included and counted from 0.

    >>> form = form_from_annex("Biểu tiến độ", "Xã", ["An Phú"], ["Tổng số", "Đã xong"],
    ...                        [("Hồ sơ", 0, 1)], False, code="bieu", due=DueRule(days_after=1))
    >>> form.fields, form.groups[0].fields
    ({'tong_so': 'Tổng số', 'da_xong': 'Đã xong'}, ('tong_so', 'da_xong'))
    """
    fields = codes_for(columns)
    names = tuple(fields)
    return Form(
        code=code,
        label=title,
        frequency=Kind(frequency),
        due=due,
        closes=closes,
        reporters=reporters,
        consolidated_by=consolidated_by,
        recipient=recipient,
        row_label=row_label,
        total_row=total_row,
        rows=codes_for(rows),
        fields=fields,
        groups=tuple(Group(label, names[first : last + 1]) for label, first, last in groups),
    )

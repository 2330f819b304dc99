"""A form downloaded, filled in and uploaded: into the draft, with what it changes; never twice."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from dondoc.reports import sheets
from dondoc.reports.models import Draft, Filing
from tests.cast import cells, hanoi

DAY = date(2025, 2, 18)


@pytest.fixture
def page(cast, client, morning):
    cast.demand()
    client.force_login(cast.hoa)
    return reverse("report", args=[cast.owes(cast.hoa, DAY).pk])


def workbook(client, page):
    """The form as downloaded."""
    return load_workbook(io.BytesIO(client.get(f"{page}mau.xlsx").content))


def filled(book, figures):
    """The workbook with figures typed into its cells."""
    sheet = book.worksheets[0]
    top = next(r for r in range(1, 20) if sheet.cell(r, 1).value == 1)
    for place, some in enumerate(figures.values()):
        for column, value in enumerate(some.values()):
            sheet.cell(top + place, 3 + column).value = value
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("bao cao.xlsx", kept.getvalue())


def test_the_file_is_named_by_codes_alone(client, page):
    answer = client.get(f"{page}mau.xlsx")
    name = answer["Content-Disposition"]
    assert name == 'attachment; filename="bao-cao-register-progress-90101-20250218.xlsx"'


def test_a_filled_form_goes_into_the_draft_and_shows_what_changed(cast, client, page):
    client.post(page, {"birth.draft": "9", "save": "1"})
    sheet = filled(workbook(client, page), cells(100, 80))
    text = client.post(page, {"sheet": sheet}, follow=True).content.decode()
    assert "Đã đọc tệp vào bản nháp; chưa gửi." in text
    assert "Lưu nháp: 9 → 1" in text
    assert not Filing.objects.exists()
    assert Draft.objects.get().cells["death"]["transferred"] == "80"
    assert 'name="via" value="sheet"' in text


def test_every_fault_is_named_by_its_cell(client, page):
    figures = cells(100, 80)
    figures["birth"] |= {"total": "rất nhiều"}
    figures["death"] |= {"draft": "9" * 20}
    answer = client.post(page, {"sheet": filled(workbook(client, page), figures)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "rất nhiều" in text
    assert not Draft.objects.exists()


def test_a_number_of_twenty_digits_is_named_by_its_cell(client, page):
    figures = cells(100, 80)
    figures["death"] |= {"draft": "9" * 20}
    text = client.post(page, {"sheet": filled(workbook(client, page), figures)}).content.decode()
    form = cells(100, 80)
    row = workbook(client, page).worksheets[0]
    top = next(r for r in range(1, 20) if row.cell(r, 1).value == 1)
    assert f"<b>D{top + list(form).index('death')}</b>" in text


@pytest.mark.parametrize("data", [b"", b"MZ not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_with_a_sentence(client, page, data):
    answer = client.post(page, {"sheet": SimpleUploadedFile("x.xlsx", data), "upload": "1"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_no_file_chosen_changes_nothing_and_says_so(client, page):
    answer = client.post(page, {"upload": "1"}, follow=True)
    assert 'class="notice overdue" role="status"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_another_units_workbook_is_refused(cast, client, page):
    client.force_login(cast.vinh)
    other = reverse("report", args=[cast.owes(cast.vinh, DAY).pk])
    sheet = filled(workbook(client, other), cells())
    client.force_login(cast.hoa)
    assert client.post(page, {"sheet": sheet}).status_code == 422
    assert not Draft.objects.exists()


def test_the_same_file_twice_is_noticed(cast, client, page):
    cast.files(cast.hoa, DAY, hanoi(2025, 2, 19, 7, 30), cells(100, 80))
    answer = client.post(page, {"sheet": filled(workbook(client, page), cells(100, 80))})
    assert answer.status_code == 422
    assert "07:30 19/02/2025" in answer.content.decode()
    assert not Draft.objects.exists()


def test_what_was_written_is_read_again(cast, morning):
    demand = cast.demand()
    report = cast.owes(cast.hoa, DAY)
    texts = {row: {k: str(v) for k, v in some.items()} for row, some in cells(100, 80).items()}
    assert sheets.read(sheets.write(report, demand.form, texts), report, demand.form) == texts


def test_a_paste_without_words_goes_down_from_the_first_row(cast, morning):
    form = cast.demand().form
    laid = sheets.pasted(form, "Loại sổ\tTổng\n100\t1\t2\t83\t1\t80\n200\t1\t2\t83\t1\t80\n")
    assert laid["birth"] == dict(zip(form.fields, ["100", "1", "2", "83", "1", "80"], strict=True))
    assert laid["marriage"]["total"] == "200"

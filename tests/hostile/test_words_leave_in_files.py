"""Whatever a person wrote leaves in files as harmless words, and no file fails to be written."""

import csv
from io import BytesIO, StringIO

import pytest
from docx import Document
from openpyxl import load_workbook

from dondoc.documents.letter import Letter, Paragraph, Run, write_letter
from dondoc.tasks.models import Task
from tests.cast import hanoi

NASTY = "=HYPERLINK(1)\x01\x0b\x1b\u202e<script>alert(1)</script>&\ufffe"


@pytest.fixture
def task(cast, monkeypatch):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 19, 7))
    made = cast.confirm(cast.dispatch().proposals.first(), cast.justice)
    Task.objects.filter(pk=made.pk).update(title=NASTY, product=NASTY, judge=NASTY)
    return made


def test_the_register_leaves_as_a_sheet(cast, task, client):
    client.force_login(cast.lan)

    answer = client.get("/nhiem-vu/so-nhiem-vu.xlsx")

    cells = [c for row in load_workbook(BytesIO(answer.content)).active for c in row]
    found = next(c for c in cells if isinstance(c.value, str) and "HYPERLINK" in c.value)
    assert found.data_type == "s" and found.quotePrefix


def test_the_log_leaves_as_a_table(cast, task, client):
    client.force_login(cast.lan)
    act = f"/nhiem-vu/{task.pk}/lam-ro/"
    client.post(act, {"lam-ro-product": NASTY, "lam-ro-judge": "-2+3"})

    answer = b"".join(client.get("/nhat-ky/nhat-ky.csv").streaming_content).decode()

    rows = list(csv.reader(StringIO(answer)))
    assert len(rows) > 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("page", ["/nhiem-vu/", "/nhiem-vu/{}/", "/tong-quan/", "/nhat-ky/"])
def test_no_page_runs_what_a_person_wrote(cast, task, client, page):
    client.force_login(cast.lan)

    shown = client.get(page.format(task.pk)).content.decode()

    assert "<script>alert" not in shown


def test_a_letter_is_written_whatever_its_words():
    said = Paragraph((Run(NASTY),))
    letter = Letter(
        NASTY, NASTY, NASTY, NASTY, None, NASTY, (NASTY,), (said,), NASTY, (NASTY,), (NASTY,), NASTY, ()
    )  # fmt: skip

    words = Document(BytesIO(write_letter(letter)))

    assert any("HYPERLINK" in paragraph.text for paragraph in words.paragraphs)

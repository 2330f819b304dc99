"""A dispatch comes in whole, once, or not at all."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.config.cli import main
from dondoc.dispatches.models import Clause, Dispatch, Proposal
from tests.cast import ORDER, hanoi


def nothing_was_kept() -> bool:
    kept = Dispatch.objects.exists() or Proposal.objects.exists() or Clause.objects.exists()
    return not kept and not Entry.objects.filter(verb="dispatch.registered").exists()


def upload(client, name: str, data: bytes, **more):
    fields = {"file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("dispatch-new"), fields)


def bomb() -> bytes:
    """A package that unpacks to far more than an office file holds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 30_000_000)
    return packed.getvalue()


class TestByThePage:
    def test_a_file_is_read_and_its_review_opens(self, cast, as_):
        answer = upload(as_(cast.lan), "cong-van.txt", ORDER.encode())
        dispatch = Dispatch.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == reverse("dispatch-review", args=[dispatch.pk])
        assert dispatch.issued_on == date(2025, 2, 18)
        assert dispatch.arrived_at == hanoi(2025, 2, 18, 17, 30)
        assert dispatch.proposals.count() == 4

    def test_pasted_text_is_read_like_a_file(self, cast, as_):
        as_(cast.lan).post(reverse("dispatch-new"), {"text": ORDER})
        assert Dispatch.objects.get().reference == "02/TCTĐA06"

    def test_the_moment_of_arrival_is_what_the_officer_says(self, cast, as_):
        upload(as_(cast.lan), "a.txt", ORDER.encode(), arrived_at="2025-02-18T16:45")
        assert Dispatch.objects.get().arrived_at == hanoi(2025, 2, 18, 16, 45)

    @pytest.mark.parametrize("moment", ["2025-02-19T08:00", "1899-12-31T08:00", "hôm qua"])
    def test_no_dispatch_arrives_tomorrow_or_before_the_province_had_computers(
        self, cast, as_, moment
    ):
        answer = upload(as_(cast.lan), "a.txt", ORDER.encode(), arrived_at=moment)
        assert answer.status_code == 422
        assert nothing_was_kept()

    def test_neither_a_file_nor_a_text_is_refused(self, cast, as_):
        assert as_(cast.lan).post(reverse("dispatch-new"), {}).status_code == 422


class TestTwice:
    def test_the_same_words_again_say_when_and_by_whom_and_lead_there(self, cast, as_):
        known = cast.dispatch()
        answer = upload(as_(cast.lan), "ban-sao.md", ORDER.replace("  ", " ").encode())
        seen = answer.content.decode()
        assert answer.status_code == 422
        assert "18/02/2025" in seen
        assert "Nguyễn Thị Lan" in seen
        assert reverse("dispatch-review", args=[known.pk]) in seen
        assert Dispatch.objects.count() == 1

    def test_another_dispatch_with_the_same_number_is_another_dispatch(self, cast, as_):
        cast.dispatch()
        upload(as_(cast.lan), "b.txt", ORDER.replace("Sở Tài chính", "Sở Nội vụ").encode())
        assert Dispatch.objects.filter(reference="02/TCTĐA06").count() == 2


HOSTILE = {
    "bomb.docx": bomb(),
    "broken.docx": b"PK\x03\x04" + b"\x00" * 200,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "not-a.pdf": b"%PDF-1.7\n" + b"\xff" * 300,
    "program.txt": bytes(range(256)) * 20,
    "empty.txt": b"   \n",
    "letter.txt": "Chào anh, chiều nay trời đẹp.".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_dispatch_is_refused_in_one_sentence_and_nothing_is_kept(cast, as_, name):
    answer = upload(as_(cast.lan), name, HOSTILE[name])
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa ghi gì vào sổ" in seen
    assert "Traceback" not in seen
    assert nothing_was_kept()


def test_a_failure_in_the_middle_of_reading_leaves_nothing(cast, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("dondoc.dispatches.actions.audit.record", fail)
    with pytest.raises(OSError, match="no space"):
        cast.dispatch()
    assert nothing_was_kept()


class TestByTheCommandLine:
    @pytest.fixture(autouse=True)
    def evening(self, monkeypatch):
        monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 18, 17, 30))

    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "cong-van.txt"
        path.write_text(ORDER, encoding="utf-8")
        return str(path)

    def test_it_says_what_was_found(self, cast, file, capsys):
        assert main(["load", file, "--by", "lan", "--arrived", "2025-02-18T17:20"]) == 0
        assert "02/TCTĐA06: 4 việc chờ xác nhận, 1 biểu mẫu" in capsys.readouterr().out
        assert Dispatch.objects.get().arrived_at == hanoi(2025, 2, 18, 17, 20)

    @pytest.mark.parametrize(
        "words",
        [
            ["--by", "hoa"],
            ["--by", "nobody"],
            ["--by", "lan", "--arrived", "2026-01-01"],
            ["--by", "lan", "--arrived", "hôm qua"],
        ],
    )
    def test_a_refusal_is_one_line_and_status_one(self, cast, file, capsys, words):
        assert main(["load", file, *words]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
        assert nothing_was_kept()

    def test_a_file_that_is_not_there_is_said_to_be(self, cast, capsys):
        assert main(["load", "khong-co.docx", "--by", "lan"]) == 1
        assert "khong-co.docx" in capsys.readouterr().err

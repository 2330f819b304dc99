"""The header of a package is used as given; the file it carries is read as the dispatch."""

from __future__ import annotations

import base64
import os
import time
from datetime import date

import pytest

from dondoc.core.errors import Refusal
from dondoc.core.reading import read
from dondoc.core.reading.model import Given
from dondoc.documents import edxml, guards
from dondoc.documents.reading import read_bytes
from tests.documents.builders import docx_of, pdf_of, zipped
from tests.documents.packages import LETTER, coded, header, message

GIVEN = Given(
    number="17/SYT-VP",
    type="Công văn",
    date=date(2025, 3, 3),
    place="Quảng Ngãi",
    issuer="Sở Y tế tỉnh Quảng Ngãi",
    subject="Đăng ký mô hình điểm năm 2025",
    signer="Phạm Thị Lan",
    signer_title="Giám đốc",
    addressed_to=("UBND huyện Sơn Tây", "UBND huyện Ba Tơ"),
    due=date(2025, 3, 25),
    answers=("02/TCTĐA06",),
    urgency="1",
)


def refused(kind: type[Refusal], data: bytes, name: str = "goi.edxml") -> None:
    with pytest.raises(kind):
        read_bytes(name, data)


@pytest.mark.parametrize("prefix", ["edXML:", "ed:", ""])
def test_the_header_is_given_whatever_the_prefix_of_its_elements(prefix):
    source = read_bytes("goi.edxml", message({"cv.docx": LETTER}, prefix=prefix))

    assert source.given == GIVEN
    assert source.shown.startswith("Số: 17/SYT-VP")


@pytest.mark.parametrize(
    "day", ["2025/03/03", "03/03/2025", "2025-03-03T08:00:00", "03/03/2025 08:00:00"]
)
def test_days_are_understood_as_senders_write_them(day):
    assert read_bytes("goi.xml", message({"cv.docx": LETTER}, day=day)).given.date == date(
        2025, 3, 3
    )


def test_a_zip_with_the_message_and_its_file_beside_it_is_read():
    package = zipped({"edoc/envelope.xml": message(), "attachments/1.docx": LETTER})

    assert read_bytes("goi.zip", package).given == GIVEN


def test_an_older_message_writes_its_file_as_name_and_value():
    body = (
        f"<Envelope><Header>{header('')}</Header><document><attach><attachment>"
        f"<name>cv.docx</name><value>{coded(LETTER)}</value></attachment></attach></document></Envelope>"
    )

    assert read_bytes("goi.xml", body.encode()).shown.startswith("Số: 17/SYT-VP")


def test_of_several_files_the_one_that_can_be_read_is_the_dispatch():
    files = {"phu-luc.xlsx": b"PK\x03\x04", "cv.pdf": pdf_of([[(60, 60, "Kính gửi: Sở Y tế")]])}

    assert read_bytes("goi.edxml", message(files)).shown == "Kính gửi: Sở Y tế"


def test_the_package_speaks_before_the_page_and_a_difference_is_said():
    other = docx_of(
        "Số: 71/SYT-VP",
        "Quảng Ngãi, ngày 05 tháng 3 năm 2025",
        "V/v mô hình điểm",
        "Kính gửi: UBND các huyện",
    )
    reading = read(read_bytes("goi.edxml", message({"cv.docx": other})))

    assert (reading.document.number, reading.document.date) == ("17/SYT-VP", date(2025, 3, 3))
    assert [w.facts for w in reading.warnings if w.code == "given_differs"] == [
        {"given": "17/SYT-VP", "read": "71/SYT-VP"},
        {"given": "03/03/2025", "read": "05/03/2025"},
    ]


def test_the_limit_of_a_package_is_told_and_given_to_no_duty():
    reading = read(read_bytes("goi.edxml", message({"cv.docx": LETTER})))

    assert [w.facts for w in reading.warnings if w.code == "package_due"] == [{"due": "25/03/2025"}]
    assert date(2025, 3, 25) not in {duty.due for duty in reading.assignments}
    assert reading.document.horizon is None


def test_a_header_that_says_nothing_gives_nothing():
    empty = message({"cv.docx": LETTER}, head="<edXML:MessageHeader/>")

    assert read_bytes("goi.edxml", empty).given is None


def test_a_message_without_a_file_is_refused():
    refused(edxml.PackageWithoutFile, message())
    refused(edxml.PackageWithoutFile, message({"so-lieu.xlsx": b"x"}))


def test_what_is_wrong_with_the_only_file_is_said():
    refused(guards.FileBroken, message({"cv.docx": b"PK\x03\x04 no more"}))


def test_a_file_that_is_not_base64_is_damaged():
    whole = message({"cv.docx": LETTER})

    refused(guards.FileBroken, whole.replace(b"Encoded>UEs", b"Encoded>%%%"))


@pytest.mark.parametrize(
    "kind", ['<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">', '<!ENTITY b SYSTEM "file:///etc/passwd">']
)
def test_entities_in_a_message_are_refused_alone_and_in_a_zip(kind):
    evil = message({"cv.docx": LETTER}).replace(
        b"<edXML ", f"<!DOCTYPE x [{kind}]><edXML ".encode(), 1
    )

    refused(guards.FileEntities, evil)
    refused(guards.FileEntities, zipped({"envelope.xml": evil}), "goi.zip")
    refused(guards.FileEntities, evil.decode().replace("UTF-8", "UTF-16").encode("utf-16"))


def test_a_package_within_a_package_is_not_opened():
    refused(Refusal, message({"goi.zip": zipped({"envelope.xml": message({"cv.docx": LETTER})})}))


def test_a_bomb_inside_a_message_is_refused_before_it_unpacks():
    bomb = zipped({"cv.docx": b"\0" * (40 * guards.MEGABYTE)})
    body = f"<edXML><AttachmentEncoded><Attachment><Content>{coded(bomb)}</Content></Attachment></AttachmentEncoded></edXML>"
    began = time.monotonic()

    refused(guards.FileBomb, body.encode())
    assert time.monotonic() - began < 2


def test_a_message_of_endless_elements_is_refused():
    refused(guards.FileBomb, b"<edXML>" + b"<a/>" * 200_000 + b"</edXML>")


def test_names_of_attachments_never_become_names_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    source = read_bytes("goi.edxml", message({"../../../tmp/evil.docx": LETTER}))

    assert source.shown.startswith("Số: 17/SYT-VP")
    assert os.listdir(tmp_path) == []


def test_an_attachment_with_a_part_outside_its_zip_is_refused():
    inner = zipped({"../../cv.docx": LETTER})
    body = message().replace(
        b"<AttachmentEncoded>",
        b"<AttachmentEncoded><Attachment><Content>"
        + base64.b64encode(inner)
        + b"</Content></Attachment>",
    )

    refused(guards.FileTricks, body)

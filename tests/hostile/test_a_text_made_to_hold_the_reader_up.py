"""A text made to keep the reader busy is read or refused within seconds."""

import time

import pytest

from dondoc.core.reading import read
from dondoc.documents.reading import TextTooLong, read_bytes

HEAD = """Số: 99/UBND-TTHC
Quảng Ngãi, ngày 10 tháng 02 năm 2025

Kính gửi: Sở Tư pháp

Chủ tịch UBND tỉnh yêu cầu:

"""
LONG = 60_000
TEXTS = {
    "a line of tabs": "\t" * LONG,
    "a line of hard blanks": "\u00a0" * LONG,
    "tabs after a rule of a table": "|--|" + "\t" * LONG + "x",
    "signs within signs": "<b" * (LONG // 3) + ">" * (LONG // 3),
    "empty pieces": "1. Giao Sở Y tế" + "; " * (LONG // 2),
    "digits": "1. Sở Y tế báo cáo trước ngày " + "1" * LONG,
    "one name over and over": "1. " + "Sở Tư pháp, " * (LONG // 12),
    "the word day": "1. Sở Y tế báo cáo trước " + "ngày " * (LONG // 5),
    "open brackets": "1. Sở Y tế (" + "(" * LONG,
}


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_no_text_holds_the_reader_up(words):
    began = time.process_time()

    read(read_bytes("cv.txt", (HEAD + words).encode()), agencies=["Sở Tư pháp", "Sở Y tế"])

    assert time.process_time() - began < 5


def test_a_text_longer_than_any_dispatch_is_refused_before_it_is_read():
    began = time.process_time()

    with pytest.raises(TextTooLong):
        read_bytes("cv.txt", (HEAD + "Căn cứ quy định. " * 500_000).encode())

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "day", ["01/01/0001", "31/12/9999", "30/02/2025", "99/99/2025", "01/01/1899", "quý I/9999"]
)
@pytest.mark.parametrize(
    "words", ["trước ngày {}", "đến {}", "từ ngày {}", "trong {}, hết ngày {}"]
)
def test_a_day_that_no_dispatch_means_is_no_deadline(day, words):
    text = f"{HEAD}1. Sở Y tế báo cáo kết quả {words.format(day, day)}.\n"

    duties = read(read_bytes("cv.txt", text.encode())).to_json()["assignments"]

    assert all(not duty["due"] or "1900" <= duty["due"][:4] < "2200" for duty in duties)


@pytest.mark.parametrize("year", ["0001", "1800", "9999"])
def test_a_letter_of_an_impossible_year_has_no_day_of_its_own(year):
    text = f"{HEAD}1. Sở Y tế báo cáo trong 30 ngày; hằng quý, trước ngày cuối tháng.\n"

    reading = read(read_bytes("cv.txt", text.replace("năm 2025", f"năm {year}").encode()))

    assert reading.to_json()["document"]["date"] is None

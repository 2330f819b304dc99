"""The text is cut for marks and numbers, never changed, and never becomes markup."""

from html.parser import HTMLParser

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from dondoc.tasks.sheet import Duty, Note, lay_out
from tests.cast import ORDER

TEXT = "1. Sở Tư pháp: hoàn thành số hóa sổ hộ tịch trước ngày 20/02/2025.\n\n2. Sở Y tế: báo cáo."
KINDS = some.sampled_from(["who", "what", "when", "target", "suspect"])


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def pieces(sheet):
    blocks = [*sheet.opening, *sheet.body]
    return [
        piece for block in blocks for line in block.lines for cell in line.cells for piece in cell
    ]


class TestMarks:
    def test_the_stronger_mark_colours_words_that_two_share(self):
        start, end = at("hoàn thành số hóa sổ hộ tịch trước ngày 20/02/2025")
        when = Note("when", *at("trước ngày 20/02/2025"), 1)
        sheet = lay_out(
            TEXT, duties=[Duty(1, start, end)], notes=[Note("what", start, end, 1), when]
        )
        looks = {piece.text: piece.look for piece in pieces(sheet)}
        assert looks["trước ngày 20/02/2025"] == "when"
        assert looks["hoàn thành số hóa sổ hộ tịch "] == "what"
        assert looks["1. Sở Tư pháp: "] == ""

    def test_a_doubtful_word_keeps_the_mark_around_it(self):
        what, doubt = Note("what", *at("số hóa sổ"), 1), Note("suspect", *at("số"), told="sổ?")
        found = {p.text: p for p in pieces(lay_out(TEXT, duties=[], notes=[what, doubt]))}
        assert found["số"].look == "what suspect"
        assert found["số"].told == "sổ?"

    def test_a_number_stands_where_its_duty_begins(self):
        start, end = at("hoàn thành số hóa")
        sheet = lay_out(TEXT, duties=[Duty(7, start, end)], notes=[])
        assert [p.numbers for p in pieces(sheet) if p.text.startswith("hoàn thành")] == [(7,)]

    def test_what_comes_before_the_first_duty_is_folded_away(self):
        text = "Kính gửi: các Sở\n\n" + TEXT
        start, end = at("hoàn thành", text)
        sheet = lay_out(text, duties=[Duty(1, start, end)], notes=[])
        assert [block.lines[0].pieces[0].text for block in sheet.opening] == ["Kính gửi: các Sở"]

    def test_lines_with_tabs_are_rows_of_a_table(self):
        sheet = lay_out("TT\tLoại sổ\n1\tKhai sinh\nhết", duties=[], notes=[])
        assert [block.is_table for block in sheet.body] == [True, False]
        assert len(sheet.body[0].lines) == 2


@given(text=some.text("ab1. \t\n\r;ộĐ😀<&", max_size=80), data=some.data())
def test_whatever_is_marked_the_words_read_as_before(text, data):
    place = some.integers(0, len(text))
    notes = [
        Note(kind, min(a, b), max(a, b))
        for kind, a, b in data.draw(some.lists(some.tuples(KINDS, place, place), max_size=6))
    ]
    duties = [
        Duty(number, min(a, b), max(a, b))
        for number, (a, b) in enumerate(
            data.draw(some.lists(some.tuples(place, place), max_size=3))
        )
    ]
    read = "".join(piece.text for piece in pieces(lay_out(text, duties=duties, notes=notes)))
    assert "".join(read.split()) == "".join(text.split())


class Marks(HTMLParser):
    """The marked words of a page, by their look."""

    def __init__(self) -> None:
        super().__init__()
        self.open: str | None = None
        self.found: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "mark":
            self.open = dict(attrs).get("class") or ""

    def handle_endtag(self, tag):
        if tag == "mark":
            self.open = None

    def handle_data(self, data):
        self.words += data
        if self.open is not None:
            self.found.append((self.open, data))


def marks_of(cast, as_, text: str = ORDER) -> Marks:
    dispatch = cast.dispatch(text)
    page = as_(cast.lan).get(reverse("dispatch-review", args=[dispatch.pk])).content.decode()
    marks = Marks()
    marks.feed(page[page.index("<article") : page.index("</article>")])
    return marks


def test_who_when_and_how_much_are_marked_on_the_page(cast, as_):
    found = marks_of(cast, as_).found
    assert ("who", "Sở Tài chính") in found
    assert ("when", "trước ngày 20/02/2025") in found
    assert ("when", "trước 08 giờ hằng ngày") in found
    assert any(look == "target" and words.startswith("100%") for look, words in found)


def test_markup_in_a_dispatch_stays_words(cast, as_):
    hostile = ORDER.replace(
        "Tổng hợp, đề xuất",
        "<script>alert(1)</script> <img src=x onerror=alert(1)> Tổng hợp, đề xuất",
    ).replace("V/v khẩn trương", 'V/v "><script>alert(2)</script> khẩn trương')
    dispatch = cast.dispatch(hostile)
    client = as_(cast.lan)
    pages = [
        client.get(reverse("dispatch-review", args=[dispatch.pk]), {"viec": 3, "lam": "tach"}),
        client.get(reverse("dispatches")),
        client.get(reverse("confirm-rest", args=[dispatch.pk])),
    ]
    for answer in pages:
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
    sheet = Marks()
    sheet.feed(pages[0].content.decode().partition("<article")[2].partition("</article>")[0])
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)>" in sheet.words
    assert not sheet.tags & {"script", "img"}

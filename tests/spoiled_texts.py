"""What scanners, mail programs and copying hands do to a text."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st

from dondoc.core.names import without_marks

STRAY = (
    *"()[]{}<>|*_#/\\;:.,-+•“”\"'1l0O%",
    *(
        "\t",
        "\f",
        "\v",
        "\r",
        "\x00",
        "\x1c",
        "\x85",
        "\u2028",
        "\u00a0",
        "\u00ad",
        "\u200b",
        "\u200f",
        "\u202e",
    ),
    *(
        "\u2066",
        "\ufeff",
        "\u0301",
        "\u0323",
        "İ",
        "ß",
        "ﬁ",
        "🙂",
        "👩\u200d⚖️",
        "\ud800",
        "\udfff",
        "\U000e0041",
    ),
    *(
        "\n2\n",
        "\n\nUBND TỈNH - Trang 2/9\n\n",
        "\n- 3 -\n",
        " " * 40,
        "\n\n\n\n\n",
        "<br>",
        "./.",
        " | ",
        "a) ",
        "- ",
    ),
)


def _lines(change: str) -> Callable[[st.DrawFn, str], str]:
    def changed(draw: st.DrawFn, text: str) -> str:
        lines = text.split("\n")
        one, two = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        if change == "swap":
            lines[one], lines[two] = lines[two], lines[one]
        elif change == "join":
            lines[one : two + 1] = [" ".join(lines[one : two + 1])]
        else:
            lines[one : one + 1] = [lines[one]] * {"drop": 0, "twice": 2, "often": 60}[change]
        return "\n".join(lines)

    return changed


def _stray(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(text)))
        text = (
            text[:place]
            + draw(st.sampled_from(STRAY)) * draw(st.sampled_from((1, 1, 1, 30)))
            + text[place:]
        )
    return text


def _cut(draw: st.DrawFn, text: str) -> str:
    one, two = sorted(draw(st.integers(0, len(text))) for _ in range(2))
    return text[one:two] if draw(st.booleans()) else text[:one] + text[two:]


def _deep(draw: st.DrawFn, text: str) -> str:
    signs = draw(
        st.sampled_from(
            ("- ", "+ ", "a) ", "1. ", "1.1.", "(", "((", "Sở Y tế, ", "; ", "\n- ", "\n+ b) ")
        )
    )
    place = draw(st.integers(0, len(text)))
    return text[:place] + signs * draw(st.integers(50, 400)) + text[place:]


SPOILS = {
    **{change: _lines(change) for change in ("swap", "drop", "twice", "often", "join")},
    "stray": _stray,
    "cut": _cut,
    "deep": _deep,
    "decomposed": lambda _, text: unicodedata.normalize("NFD", text),
    "bare": lambda _, text: without_marks(text),
    "one for l": lambda _, text: text.replace("l", "1"),
    "sổ for số": lambda _, text: text.replace("số", "sổ"),
    "blanks": lambda _, text: text.replace(" ", "  "),
    "tabs": lambda _, text: text.replace(" ", "\t"),
    "one line": lambda _, text: text.replace("\n", " "),
    "narrow": lambda _, text: text.replace(" ", "\n"),
    "capitals": lambda _, text: text.upper(),
    "crlf": lambda _, text: text.replace("\n", "\r\n"),
}


@st.composite
def spoiled(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text after some mishaps; nobody knows any more what it sets."""
    text = draw(texts)
    for name in draw(st.lists(st.sampled_from(sorted(SPOILS)), min_size=1, max_size=5)):
        text = SPOILS[name](draw, text)[:60_000]
    return text


def _wrapped(_draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    kept = [
        line
        if "\t" in line or line.startswith("|")
        else textwrap.fill(line, 90, break_on_hyphens=False)
        for line in lines
    ]
    return "\n".join(kept)


def _paged(draw: st.DrawFn, text: str) -> str:
    """A page ends inside a sentence, and its number stands there alone."""
    long = [line for line in text.split("\n") if len(line) > 110 and "\t" not in line]
    if not long:
        return text
    line = draw(st.sampled_from(long))
    places = [at for at in range(60, len(line) - 30) if line[at] == " " and line[at + 1].islower()]
    if not places:
        return text
    place = draw(st.sampled_from(places))
    return text.replace(
        line, f"{line[:place]}\n\n{draw(st.integers(2, 9))}\n\n{line[place + 1 :]}", 1
    )


def _bold(draw: st.DrawFn, text: str) -> str:
    word = draw(
        st.sampled_from([word for word in text.split() if len(word) > 3 and word.isalpha()])
    )
    return text.replace(f" {word} ", f" **{word}** ")


HANDLED = {
    "wrapped": _wrapped,
    "paged": _paged,
    "bold": _bold,
    "decomposed": SPOILS["decomposed"],
    "crlf": SPOILS["crlf"],
    "hard blanks": lambda _, text: text.replace(" ngày ", "\u00a0ngày\u00a0"),
    "soft hyphens": lambda _, text: text.replace("hoàn thành", "hoàn\u200b th\u00adành"),
}


@st.composite
def handled(draw: st.DrawFn, text: str) -> str:
    """A text as it comes out of a program or a scanner that did its work well: it says the same."""
    order = ("paged", "bold", "wrapped", "hard blanks", "soft hyphens", "decomposed", "crlf")
    chosen = draw(st.sets(st.sampled_from(order), max_size=3))
    for name in filter(chosen.__contains__, order):
        text = HANDLED[name](draw, text)
    return text

"""Runs of a Word file in an old Vietnamese font become Unicode before they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dondoc.documents import old_fonts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_STYLES_BENEATH = 10


def mend(body: Any, styles: Any) -> bool:
    """Convert what is set in .Vn and VNI fonts, or reads as such; say whether anything was."""
    fonts = _Fonts(styles)
    found = [
        (node, fonts.of(run, paragraph))
        for paragraph in body.iter(f"{W}p")
        for run in _runs(paragraph)
        for node in run.iter(f"{W}t")
        if node.text
    ]
    changed = False
    for font, group in groupby(found, key=lambda each: each[1]):
        encoding = old_fonts.encoding_of_font(font)
        if encoding is not None:
            nodes = [node for node, _ in group]
            changed |= _convert(nodes, encoding, capital=old_fonts.is_capital_font(font))
    if not changed:
        nodes = [node for node, _ in found]
        encoding = old_fonts.detect(" ".join(node.text for node in nodes))
        changed = encoding is not None and _convert(nodes, encoding, capital=False)
    return changed


def _runs(paragraph: Any) -> Iterator[Any]:
    """The runs of a paragraph itself; those of a text box within belong to its own paragraphs."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif isinstance(child.tag, str) and child.tag != f"{W}p":
            yield from _runs(child)


def _convert(nodes: list[Any], encoding: str, *, capital: bool) -> bool:
    changed = False
    for _, group in groupby(nodes, key=lambda node: node.getparent().getparent()):
        together = list(group)
        text = "".join(node.text for node in together)
        if old_fonts.UNICODE_ONLY.search(text):
            continue  # somebody typed Unicode and only the name of the font is old
        converted = old_fonts.convert(text, encoding)
        if capital and encoding == "tcvn3":
            converted = converted.upper()
        if converted == text:
            continue
        changed = True
        # A mark of VNI may stand in another run than its vowel: the first run says all.
        together[0].text = converted
        for node in together[1:]:
            node.text = ""
    return changed


class _Fonts:
    """The font of a run: its own, its style's, its paragraph's style's, or the file's."""

    def __init__(self, styles: Any) -> None:
        self.styles = {each.get(f"{W}styleId"): each for each in styles.findall(f"{W}style")}
        self.default = _named(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or ""
        self.plain = next(
            (
                each.get(f"{W}styleId")
                for each in styles.findall(f"{W}style")
                if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph"
            ),
            None,
        )
        self.known: dict[str | None, str] = {}

    def of(self, run: Any, paragraph: Any) -> str:
        own = run.find(f"{W}rPr")
        named = _named(own)
        if named:
            return named
        character = own.find(f"{W}rStyle") if own is not None else None
        if character is not None and (named := self._of_style(character.get(f"{W}val"))):
            return named
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        identity = style.get(f"{W}val") if style is not None else self.plain
        return self._of_style(identity) or self.default

    def _of_style(self, identity: str | None) -> str:
        if identity not in self.known:
            self.known[identity] = next(filter(None, self._beneath(identity)), "")
        return self.known[identity]

    def _beneath(self, identity: str | None) -> Iterable[str]:
        for _ in range(MOST_STYLES_BENEATH):
            style = self.styles.get(identity)
            if style is None:
                return
            yield _named(style.find(f"{W}rPr"))
            below = style.find(f"{W}basedOn")
            identity = below.get(f"{W}val") if below is not None else None


def _named(properties: Any) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""

"""The foot of a letter: who gets copies on the left, the authority and its signature right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.shared import Pt

from dondoc.documents.decree30 import LEFT_SIDE, TEXT_WIDTH_MM, add_columns, lines_in

if TYPE_CHECKING:
    from dondoc.documents.letter_values import Letter

COPIES_MM = 75.0
# On behalf of, deputising for, by order of, by mandate of, acting: the post itself follows.
AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\.", re.IGNORECASE)
ROOM_TO_SIGN = 60


def write(document: Any, letter: Letter) -> None:
    """Write the foot as one block that does not break over two pages."""
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(2), True
    row = add_columns(document, COPIES_MM, TEXT_WIDTH_MM - COPIES_MM).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _write_copies(lines_in(row.cells[0]), letter)
    _write_signature(lines_in(row.cells[1]), letter)


def _write_copies(lines: Any, letter: Letter) -> None:
    lines.add("Nơi nhận:", size=12, bold=True, italic=True, align=LEFT_SIDE)
    names = [name.strip().lstrip("-").strip().rstrip(";.") for name in letter.copied_to]
    for index, name in enumerate(names):
        end = "." if index == len(names) - 1 else ";"
        lines.add(f"- {name}{end}", size=11, align=LEFT_SIDE)


def _write_signature(lines: Any, letter: Letter) -> None:
    above, below = split_posts(letter.signer_posts)
    for post in above:
        lines.add(post.upper(), bold=True)
    space = lines.add("")
    space.paragraph_format.line_spacing = Pt(ROOM_TO_SIGN)
    for post in below:
        lines.add(post.upper(), bold=True)
    if letter.signer_name:
        lines.add(letter.signer_name, bold=True)


def split_posts(posts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The posts over the signature, and those under it that the signer holds elsewhere.

    A head of a task force signs under that post, and his post in the province stands by his
    name (Decree 30/2020/NĐ-CP, Annex I, on bodies that use another agency's seal).

    >>> split_posts(("TỔ TRƯỞNG", "CHỦ TỊCH UBND TỈNH"))
    (('TỔ TRƯỞNG',), ('CHỦ TỊCH UBND TỈNH',))
    >>> split_posts(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    (('KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'), ())
    """
    count = 0
    while count < len(posts) and AUTHORITY.match(posts[count].strip()):
        count += 1
    return posts[: count + 1], posts[count + 1 :]

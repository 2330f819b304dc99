"""The head of a letter: agency and number left, the nation's name, place and day right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from dondoc.documents.decree30 import LEFT_SIDE, RIGHT_SIDE, TEXT_WIDTH_MM, add_columns, lines_in
from dondoc.documents.letter_values import dated, number_line

if TYPE_CHECKING:
    from dondoc.documents.letter_values import Letter

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
AGENCY_MM = 75.0
NATION_MM = TEXT_WIDTH_MM - AGENCY_MM
KINH_GUI_MM = 52.0
# The rule under an agency is a third to a half of its name; under the motto, as long as it.
AGENCY_RULE_MM, MOTTO_RULE_MM = 22.0, 55.0


def write(document: Any, letter: Letter) -> None:
    """Write the head: two columns, then the addressees."""
    cells = add_columns(document, AGENCY_MM, NATION_MM).rows[0].cells
    agency, nation = lines_in(cells[0]), lines_in(cells[1])
    for name, is_issuer in ((letter.parent_body, False), (letter.body, True)):
        for line in name.upper().split("\n"):
            if line:
                _off_the_edges(agency.add(line, size=13, bold=is_issuer))
    agency.rule(AGENCY_RULE_MM, cell_mm=AGENCY_MM)
    agency.add(number_line(letter), size=13, before=7)
    _off_the_edges(agency.add(f"V/v {letter.about}", size=12, before=2))

    nation.add(NATION, size=12, bold=True)
    nation.add(MOTTO, size=13, bold=True)
    nation.rule(MOTTO_RULE_MM, cell_mm=NATION_MM)
    nation.add(f"{letter.place}, {dated(letter)}", size=13, italic=True, before=7)
    _write_addressees(document, letter)


def _off_the_edges(paragraph: Any) -> None:
    """Keep a long name from touching the nation's name beside it."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(1)


def _write_addressees(document: Any, letter: Letter) -> None:
    """One addressee stands on the line of "Kính gửi:"; several are listed under it by dashes."""
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing, gap.space_after = Pt(8), Pt(0)
    cells = add_columns(document, KINH_GUI_MM, TEXT_WIDTH_MM - KINH_GUI_MM).rows[0].cells
    to = lines_in(cells[0]).add("Kính gửi:")
    to.alignment = RIGHT_SIDE
    to.paragraph_format.right_indent = Mm(3)
    listed = lines_in(cells[1])
    names = [name.strip().lstrip("-").strip().rstrip(";.") for name in letter.addressees]
    for index, name in enumerate(names):
        if len(names) == 1:
            listed.add(f"{name}.", align=LEFT_SIDE)
            continue
        end = "." if index == len(names) - 1 else ";"
        line = listed.add(f"- {name}{end}", align=LEFT_SIDE)
        line.paragraph_format.left_indent = Mm(3)
        line.paragraph_format.first_line_indent = Mm(-3)
    after = document.add_paragraph().paragraph_format
    after.line_spacing, after.space_after = Pt(6), Pt(0)

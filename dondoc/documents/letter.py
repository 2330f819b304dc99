"""A letter as a Word file in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

import io
from dataclasses import replace

from dondoc.documents.letter_values import (
    Annex,
    HeadCell,
    Letter,
    Paragraph,
    Run,
    ended,
)

__all__ = ["Annex", "HeadCell", "Letter", "Paragraph", "Run", "write_letter"]


def write_letter(letter: Letter) -> bytes:
    """Write the letter as a Word file, its number and perhaps its day left for the clerk."""
    from dondoc.documents import decree30, letter_annex, letter_foot, letter_head

    document = decree30.new_document(
        title=f"V/v {letter.about}", on=letter.issued_on or letter.drafted_on
    )
    letter_head.write(document, letter)
    for paragraph in letter.paragraphs[:-1]:
        decree30.add_body(document, paragraph)
    for paragraph in letter.paragraphs[-1:]:
        # The page that is signed carries words of the letter, not the closing line alone.
        decree30.add_body(document, replace(paragraph, keep=True))
    closing = Paragraph((Run(ended(letter.closing)),), keep=True)
    decree30.add_body(document, closing)
    letter_foot.write(document, letter)
    for annex in letter.annexes:
        letter_annex.write(document, letter, annex)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()

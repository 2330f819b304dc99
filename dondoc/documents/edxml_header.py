"""The header of an edXML message as plain values: who wrote, when, about what, to whom, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dondoc.core.names import nfc
from dondoc.core.references import normalise

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from dondoc.core.reading.model import Given

LONGEST = 2_000
ISO = re.compile(r"^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
OURS = re.compile(r"^\s*(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)")


def local(element: Element) -> str:
    """The name of an element without namespace or prefix, small.

    >>> from xml.etree.ElementTree import Element
    >>> local(Element("{http://example}CodeNumber")), local(Element("edXML.Subject"))
    ('codenumber', 'edxml.subject')
    """
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def text_of(parent: Element | None, *names: str) -> str:
    """The words of the first child by one of these names that says anything."""
    for name in names:
        for child in _children(parent, name):
            words = " ".join(nfc(child.text or "").split())[:LONGEST]
            if words:
                return words
    return ""


def given_of(root: Element) -> Given | None:
    """What the header says; None where there is none, or nothing in it."""
    from dondoc.core.reading.model import Given

    header = next((each for each in root.iter() if local(each) == "messageheader"), None)
    if header is None:
        return None
    issued = _child(header, "promulgationinfo")
    signer = _child(header, "signerinfo")
    kind = _child(header, "documenttype")
    due = text_of(header, "duedate") or next(
        (text_of(each, "duedate") for each in _children(header, "to") if text_of(each, "duedate")),
        "",
    )
    given = Given(
        number=_number(_child(header, "code")),
        type=_words(text_of(kind, "typename") or text_of(header, "documenttype")),
        date=day_of(text_of(issued, "promulgationdate", "date")),
        place=text_of(issued, "place"),
        issuer=text_of(_child(header, "from"), "organname"),
        subject=text_of(header, "subject"),
        signer=text_of(signer, "fullname"),
        signer_title=text_of(signer, "position"),
        addressed_to=_names(header),
        due=day_of(due),
        answers=tuple(_answers(header)),
        urgency=text_of(_child(header, "otherinfo"), "priority"),
    )
    return given if given != Given() else None


def day_of(text: str) -> date | None:
    """A day as senders write it, with or without an hour behind it; anything else is no day.

    >>> day_of("2025-02-18T00:00:00+07:00"), day_of("2025/02/18"), day_of("18/02/2025 17:20:00")
    (datetime.date(2025, 2, 18), datetime.date(2025, 2, 18), datetime.date(2025, 2, 18))
    >>> day_of("30/02/2025") is day_of("") is None
    True
    """
    if found := ISO.match(text):
        year, month, day = (int(each) for each in found.groups())
    elif found := OURS.match(text):
        day, month, year = (int(each) for each in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(code: Element | None) -> str:
    """Number and notation as one reference; a sender may have put all of it into one of the two."""
    number, notation = text_of(code, "codenumber"), text_of(code, "codenotation")
    if re.match(r"^\d+\w*\s*/", notation):
        return normalise(notation)
    if "/" in number:
        return normalise(number)
    if number and notation:
        return normalise(f"{number}/{notation.lstrip('/ ')}")
    return ""


def _words(kind: str) -> str:
    """The name of a kind of document; a bare code of it says nothing to a person."""
    return "" if kind.isdigit() else kind[:1].upper() + kind[1:]


def _names(header: Element) -> tuple[str, ...]:
    found = [text_of(each, "organname") for each in _children(header, "to")]
    return tuple(dict.fromkeys(name for name in found if name))


def _answers(header: Element) -> Iterator[str]:
    """Numbers of the documents to which this one responds."""
    for each in _children(header, "responsefor"):
        number = text_of(each, "code") or _number(_child(each, "code"))
        if number:
            yield normalise(number)


def _children(parent: Element | None, name: str) -> Iterator[Element]:
    if parent is not None:
        yield from (child for child in parent if local(child) == name)


def _child(parent: Element | None, name: str) -> Element | None:
    return next(_children(parent, name), None)

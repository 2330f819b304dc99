"""What the package around a document says of it by itself is used as given, before what was read.

An edXML message names number, day and sender in its header (QCVN 102:2016/BTTTT); the words of the
attached file were printed and perhaps scanned, and are the weaker witness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dondoc.core.errors import gettext_noop
from dondoc.core.reading.model import Given, Head, Warning_
from dondoc.core.references import comparable

MESSAGES = {
    "given_differs": gettext_noop(
        "The package says %(given)s, the document was read as %(read)s. The package was used; "
        "compare the two."
    ),
    "package_due": gettext_noop(
        "The package asks for the work by %(due)s. No duty was given this day: a person decides "
        "which ones it binds."
    ),
}


def with_given(head: Head, given: Given | None) -> Head:
    """The head with every field the package fills; the others stay as they were read.

    A limit of the package is no horizon of the document: it only becomes a warning.

    >>> with_given(Head(number="7/SYT", place="Quảng Ngãi"), Given(number="17/SYT")).number
    '17/SYT'
    """
    if given is None:
        return head
    return replace(
        head,
        number=given.number or head.number,
        type=given.type or head.type,
        date=given.date or head.date,
        place=given.place or head.place,
        issuer=given.issuer or head.issuer,
        subject=given.subject or head.subject,
        signer=given.signer or head.signer,
        signer_title=given.signer_title or head.signer_title,
        addressed_to=given.addressed_to or head.addressed_to,
    )


def doubts_of_given(head: Head, given: Given | None) -> Iterable[Warning_]:
    """Where package and document disagree on number or day, and the limit only the package names.

    >>> [d.code for d in doubts_of_given(Head(number="7/SYT"), Given(number="17/SYT"))]
    ['given_differs']
    """
    if given is None:
        return
    if given.number and head.number and _differ(given.number, head.number):
        yield _doubt("given_differs", given=given.number, read=head.number)
    if given.date and head.date and given.date != head.date:
        yield _doubt("given_differs", given=f"{given.date:%d/%m/%Y}", read=f"{head.date:%d/%m/%Y}")
    if given.due:
        yield _doubt("package_due", due=f"{given.due:%d/%m/%Y}")


def _differ(one: str, other: str) -> bool:
    return comparable(one) != comparable(other)


def _doubt(code: str, **facts: str) -> Warning_:
    return Warning_(code, MESSAGES[code], 0, 0, facts)

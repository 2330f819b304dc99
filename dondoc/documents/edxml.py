"""edXML packages: what the header says is used as given, the attached file is read as the text.

QCVN 102:2016/BTTTT (Circular 10/2016/TT-BTTTT), Amendment 1:2022 (Circular 01/2022/TT-BTTTT). The
message is one XML, alone or as a part of a zip; attachments are base64 in it, each perhaps zipped
by itself, or other parts of the zip. Prefixes and namespaces differ between senders and do not
count.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.documents import edxml_header, guards

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from dondoc.core.reading.model import Source

    Reader = Callable[[str, bytes], Source]

# The root, or what stands near it: <edXML>, <edXMLEnvelope>, <edXML:Envelope>, <SOAP-ENV:Envelope>.
ROOT = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:edXML\w{0,20}|Envelope|MessageHeader)[\s>/:]", re.IGNORECASE
)
LOOKS_WITHIN = 4_096
MOST_ELEMENTS = 100_000
MOST_ATTACHMENTS = 50
PAYLOADS = ("contenttransferencoded", "attachmentcontent", "value", "content", "data")
# The dispatch itself is sought among its annexes by what a reader opens best.
KINDS = (".docx", ".pdf", ".doc", ".rtf", ".txt", ".md", ".tif", ".tiff", ".jpg", ".jpeg", ".png")


class PackageWithoutFile(Refusal):
    """A header alone: there is nothing to read."""

    code = "document.package_without_file"
    message = gettext_noop(
        "The edXML package %(name)s carries no dispatch that can be read. "
        "Ask its sender for the .docx or .pdf that belongs to it."
    )


def looks_like_message(data: bytes) -> bool:
    """Whether bytes are the XML of an edXML message.

    >>> looks_like_message(b'<?xml version="1.0"?><edXML:edXMLEnvelope xmlns:edXML="x">')
    True
    >>> looks_like_message(b"<html><body>Envelope</body></html>")
    False
    """
    start = data[:LOOKS_WITHIN].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return start.startswith(b"<") and ROOT.search(start) is not None


def message_in(name: str, data: bytes) -> str | None:
    """The part of a zip that is the message of a package, by what it holds."""
    starts = guards.parts_of(name, data, start=LOOKS_WITHIN)
    for part in sorted(starts, key=lambda each: (each.count("/"), each)):
        if part.lower().endswith((".xml", ".edxml")) and looks_like_message(starts[part]):
            return part
    return None


def read_package(name: str, data: bytes, part: str, reader: Reader) -> Source:
    """Read a zipped package: its message, and the file among its parts or inside the message."""
    parts = guards.parts_of(name, data)
    root = _parsed(name, parts.pop(part))
    return _read(name, root, [*_inside(name, root), *parts.items()], reader)


def read_message(name: str, data: bytes, reader: Reader) -> Source:
    """Read a message that is XML alone, its attachments inside it."""
    root = _parsed(name, data)
    return _read(name, root, list(_inside(name, root)), reader)


def _parsed(name: str, content: bytes) -> Element:
    if guards.declares_entities(content):
        raise guards.FileEntities(name=name)
    try:
        # A document type, the door to entities and outside files, was refused in the line above.
        root = ElementTree.fromstring(content)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        raise guards.FileBroken(name=name) from None
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise guards.FileBomb(name=name)
    return root


def _inside(name: str, root: Element) -> Iterator[tuple[str, bytes]]:
    """The attachments written into the XML, decoded, and unpacked where each was zipped."""
    count = 0
    for element in root.iter():
        if edxml_header.local(element) != "attachment":
            continue
        payload = next(
            (
                child.text
                for child in element.iter()
                if edxml_header.local(child) in PAYLOADS and (child.text or "").strip()
            ),
            None,
        )
        if payload is None:
            continue
        count += 1
        if count > MOST_ATTACHMENTS:
            raise guards.FileBomb(name=name)
        called = edxml_header.text_of(element, "attachmentname", "name")
        yield from _unpacked(name, called, _decoded(name, payload))


def _decoded(name: str, payload: str) -> bytes:
    try:
        return base64.b64decode("".join(payload.split()), validate=True)
    except (binascii.Error, ValueError):
        raise guards.FileBroken(name=name) from None


def _unpacked(name: str, called: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file zipped by itself is taken out, once: a zip in a zip is for nobody's eyes."""
    if not guards.is_zip(data):
        yield called, data
        return
    if "[Content_Types].xml" in guards.check_package(name, data):
        yield called, data
        return
    parts = guards.parts_of(name, data)
    for part, content in parts.items():
        # The manifest knows the sender's name; the part has often only a random one.
        yield called if len(parts) == 1 and called else part, content


def _read(name: str, root: Element, files: list[tuple[str, bytes]], reader: Reader) -> Source:
    """The first attachment that can be read as a dispatch, in the order of the message."""
    refused: Refusal | None = None
    for called, content in sorted(files, key=lambda each: _rank(*each)):
        if _rank(called, content) == len(KINDS):
            continue
        try:
            source = reader(called or name, content)
        except Refusal as refusal:
            refused = refused or refusal
            continue
        return replace(source, given=edxml_header.given_of(root))
    raise refused or PackageWithoutFile(name=name)


def _rank(called: str, content: bytes) -> int:
    """How well a file is read, by its name or else by what it holds; past the last kind, never."""
    ending = re.search(r"\.\w+$", called.lower())
    if ending and ending[0] in KINDS:
        return KINDS.index(ending[0])
    if guards.is_zip(content):
        return 0 if b"word/document.xml" in content else len(KINDS)
    if b"%PDF-" in content[:1024]:
        return 1
    return 2 if content.startswith(guards.OLE_MAGIC) else len(KINDS)

"""A file from outside is weighed and searched before any library opens it."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from dondoc.core.errors import Refusal, gettext_noop

MEGABYTE = 1024 * 1024
MAX_FILE_MB = 50
MAX_UNPACKED_MB = 250
MAX_PARTS = 5_000
# Office files pack about 10:1, drawings of plain colour perhaps 50:1; a bomb packs 1000:1.
MAX_RATIO = 150
RATIO_COUNTS_FROM = 5 * MEGABYTE

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the library raises for a package that is damaged, by the method its parts are packed with.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


class FileEmpty(Refusal):
    """Nothing arrived."""

    code = "document.empty"
    message = gettext_noop(
        "The file %(name)s is empty. Check it on your computer and send it again."
    )


class FileTooLarge(Refusal):
    """Larger than any dispatch needs to be."""

    code = "document.too_large"
    message = gettext_noop(
        "The file %(name)s is larger than %(limit)s MB. "
        "Remove its pictures or split it, then send it again."
    )


class FileEncrypted(Refusal):
    """Nobody here knows its password."""

    code = "document.encrypted"
    message = gettext_noop(
        "The file %(name)s is locked with a password. "
        "Save a copy without the password and send that."
    )


class FileLegacyOffice(Refusal):
    """The format of Office before 2007: sheets are not opened, texts only through LibreOffice."""

    code = "document.legacy_office"
    message = gettext_noop(
        "The file %(name)s is in the old Office format (.doc, .xls), which is not opened here. "
        "Open it, save it as .docx or .xlsx, and send that; where LibreOffice is installed on the "
        "server, .doc is read."
    )


class FileHasMacros(Refusal):
    """It could run something on the machine of whoever opens it."""

    code = "document.macros"
    message = gettext_noop(
        "The file %(name)s carries macros, which may run unseen. "
        "Save it as .docx or .xlsx without macros."
    )


class FileBomb(Refusal):
    """It grows beyond measure when it is unpacked."""

    code = "document.bomb"
    message = gettext_noop(
        "The file %(name)s unpacks to far more than an office file holds, so it was not opened. "
        "Ask its sender for a clean copy."
    )


class FileEntities(Refusal):
    """Its XML defines words that grow or fetch."""

    code = "document.entities"
    message = gettext_noop(
        "The file %(name)s defines XML entities, which no office program writes, so it "
        "was not opened. "
        "Ask its sender for a clean copy."
    )


class FileTricks(Refusal):
    """Its parts are named to land elsewhere, or twice under one name to show two faces."""

    code = "document.tricks"
    message = gettext_noop(
        "The parts of the file %(name)s are named in a way no office program writes, so it was "
        "not opened. Ask its sender for a clean copy."
    )


class FileBroken(Refusal):
    """It says what it is, but cannot be opened as that."""

    code = "document.broken"
    message = gettext_noop(
        "The file %(name)s is damaged and cannot be opened. "
        "Open and save it again, or ask for another copy."
    )


class TooManyPages(Refusal):
    """More pages than a dispatch has."""

    code = "document.too_long"
    message = gettext_noop(
        "The file %(name)s has %(pages)s pages, more than %(limit)s. Send only the dispatch itself."
    )


class FileUnknown(Refusal):
    """Of a kind that is not read here."""

    code = "document.unknown_format"
    message = gettext_noop(
        "The file %(name)s is not a format read here. "
        "Send a .docx, a .pdf, a picture of the pages, an edXML package, or an .md or .txt file."
    )


def weigh(name: str, data: bytes, *, limit_mb: int = MAX_FILE_MB) -> None:
    """Refuse an empty file and one past the limit, before anything else looks at it."""
    if not data.strip(b"\0 \t\r\n"):
        raise FileEmpty(name=name)
    if len(data) > limit_mb * MEGABYTE:
        raise FileTooLarge(name=name, limit=limit_mb)


def refuse_ole(name: str, data: bytes) -> None:
    """Refuse the old container: a locked modern file lives in one, and so do .doc and .xls."""
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileEncrypted(name=name)
        raise FileLegacyOffice(name=name)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as an office package does."""
    return data.startswith(ZIP_MAGICS)


def check_package(name: str, data: bytes, *, unpacked_mb: int = MAX_UNPACKED_MB) -> frozenset[str]:
    """Refuse a package that is broken, locked, explosive or armed; otherwise name its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            _check_weights(name, infos, unpacked_mb=unpacked_mb)
            _check_names(name, infos)
            for info in infos:
                _check_part(name, package, info)
    except DAMAGED:
        raise FileBroken(name=name) from None
    return frozenset(info.filename for info in infos)


def parts_of(name: str, data: bytes, *, start: int | None = None) -> dict[str, bytes]:
    """The parts of a package that was checked, unpacked in memory and nowhere else.

    With `start` only so many bytes of each are unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {}
            for info in package.infolist():
                if not info.is_dir():
                    with package.open(info) as part:
                        found[info.filename] = part.read(-1 if start is None else start)
            return found
    except DAMAGED:
        raise FileBroken(name=name) from None


def _check_weights(name: str, infos: list[zipfile.ZipInfo], *, unpacked_mb: int) -> None:
    # The declared sizes can be trusted for this: reading stops at the declared size of a part.
    unpacked = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    if len(infos) > MAX_PARTS or unpacked > unpacked_mb * MEGABYTE:
        raise FileBomb(name=name)
    if unpacked > RATIO_COUNTS_FROM and unpacked / packed > MAX_RATIO:
        raise FileBomb(name=name)


def _check_names(name: str, infos: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for info in infos:
        path = info.orig_filename.replace("\\", "/").lower()
        if path.startswith("/") or "\0" in path or re.match(r"[a-z]:", path):
            raise FileTricks(name=name)
        if ".." in path.split("/") or path in seen:
            raise FileTricks(name=name)
        seen.add(path)


def _check_part(name: str, package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise FileEncrypted(name=name)
    part = info.filename.lower()
    if part.rsplit("/", 1)[-1].startswith("vbaproject"):
        raise FileHasMacros(name=name)
    if not part.endswith((".xml", ".rels", ".vml")):
        return
    content = package.read(info)
    if part == "[content_types].xml" and b"macroenabled" in content.lower():
        raise FileHasMacros(name=name)
    if declares_entities(content):
        raise FileEntities(name=name)


def declares_entities(content: bytes) -> bool:
    """Whether an XML part carries a document type, the door to entity bombs and to outside files.

    >>> declares_entities(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    True
    >>> declares_entities('<!DOCTYPE x><x/>'.encode("utf-16"))
    True
    >>> declares_entities(b"<x>DOCTYPE</x>")
    False
    """
    # Null bytes go first, so that the wide encodings cannot hide the word.
    return re.search(rb"<!(DOCTYPE|ENTITY)", content.replace(b"\0", b""), re.IGNORECASE) is not None

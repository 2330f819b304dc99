"""Files of Word before 2007 (.doc) and .rtf are turned into .docx by LibreOffice, and read as that.

The program runs without a window, in a profile and a folder of its own that vanish afterwards,
with macros and links to the outside forbidden; what it writes passes the same guards as a file sent
here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dondoc.documents import guards

if TYPE_CHECKING:
    from dondoc.core.reading.model import Source

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60
RTF = b"{\\rtf"
# MS-DOC 2.5.1: the stream of text opens with this mark, on a sector of its own, and the version of
# the format; bit 0x0100 of its flags says it is locked.
WORD_MARK, LOCKED, SECTOR = b"\xec\xa5", 0x01, 512
WORD_97 = 0x00C0
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def is_word(data: bytes) -> bool:
    """Whether the old container holds a text of Word, and not sheets or slides."""
    return "WordDocument".encode("utf-16-le") in data


def read_legacy(name: str, data: bytes) -> Source:
    """Read a .doc or .rtf by way of LibreOffice; without it the file is refused with what to do."""
    reader = "Rich Text Format" if data.startswith(RTF) else _reader_of(name, data)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise guards.FileLegacyOffice(name=name)
    converted = _converted(name, data, program, reader)
    guards.weigh(name, converted)
    if "word/document.xml" not in guards.check_package(name, converted):
        raise guards.FileBroken(name=name)
    from dondoc.documents.word import read_docx

    return read_docx(name, converted)


def _reader_of(name: str, data: bytes) -> str:
    """The reader of the program that fits; what is locked, armed or no text is refused.

    The program is told which one, or it would take a damaged file for a text of strange signs.
    """
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise guards.FileHasMacros(name=name)
    for place in range(SECTOR, len(data) - 12, SECTOR):
        if data.startswith(WORD_MARK, place):
            if data[place + 11] & LOCKED:
                raise guards.FileEncrypted(name=name)
            version = int.from_bytes(data[place + 2 : place + 4], "little")
            return "MS Word 97" if version > WORD_97 else "MS Word 95"
    raise guards.FileBroken(name=name)


def _converted(name: str, data: bytes, program: str, reader: str) -> bytes:
    suffix = ".rtf" if data.startswith(RTF) else ".doc"
    with tempfile.TemporaryDirectory(prefix="dondoc-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        # The sender's name for the file never becomes a name on this disk.
        given, profile = here / f"given{suffix}", here / "profile"
        given.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        _run(name, [program, f"--infilter={reader}"], here, profile, given)
        made = here / "out" / "given.docx"
        if not made.is_file() or made.stat().st_size > guards.MAX_FILE_MB * guards.MEGABYTE:
            raise guards.FileBroken(name=name)
        return made.read_bytes()


def _run(name: str, start: list[str], here: Path, profile: Path, given: Path) -> None:
    asked = [*start, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    asked += ["--nofirststartwizard", f"-env:UserInstallation={profile.as_uri()}"]
    asked += ["--convert-to", "docx", "--outdir", str(here / "out"), str(given)]
    surroundings = {"HOME": str(here), "TMPDIR": str(here), "PATH": os.environ.get("PATH", "")}
    surroundings["LC_ALL"] = "C.UTF-8"
    process = subprocess.Popen(  # noqa: S603  our own arguments; the sender's name is not among them
        asked,
        env=surroundings,
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise guards.FileBroken(name=name) from None
    finally:
        # The program is a script that starts another; both end with their group.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

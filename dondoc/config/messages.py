"""Messages are English in the source and Vietnamese in `locale/vi`, collected and compiled here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dondoc.core.errors import Finding, Refusal
from dondoc.web import speech

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = speech.LOCALE
CATALOGUE = LOCALE / "vi" / "LC_MESSAGES" / "django.po"
HEADER = "# What a person reads, in administrative Vietnamese: who acts, and what comes next."
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
VOLATILE = (
    *("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator"),
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "Language-Team"),
)
# Sentences of Django that our pages can show and that its own Vietnamese lacks or says rudely.
FROM_DJANGO: tuple[str | tuple[str, str], ...] = (
    "This field is required.",
    "Enter a whole number.",
    "Enter a number.",
    "Enter a valid date.",
    "Enter a valid time.",
    "Enter a valid date/time.",
    "Enter a valid value.",
    "Enter a list of values.",
    "No file was submitted.",
    "No file was submitted. Check the encoding type on the form.",
    "The submitted file is empty.",
    "Null characters are not allowed.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "“%(pk)s” is not a valid value.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    "Please enter a correct %(username)s and password. "
    "Note that both fields may be case-sensitive.",
    "This account is inactive.",
    "This password is too common.",
    "This password is entirely numeric.",
    "The password is too similar to the %(verbose_name)s.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)


def extract() -> Catalog:
    """Collect every message that the source marks for translation, with the files it stands in."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_file

    found = Catalog(locale="vi", header_comment=HEADER, charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        messages = extract_from_file("python", path, keywords=KEYWORDS)
        for _line, message, _comments, context in messages:
            if isinstance(message, tuple) or message:
                found.add(message, locations=[(place, 0)], context=context)
    for message in FROM_DJANGO:
        found.add(message, locations=[("django", 0)])
    return found


def load() -> Catalog:
    """The Vietnamese catalogue as it stands in the repository."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="vi", domain="django")


def update() -> list[str]:
    """Bring the catalogue up to date without guessing; name the messages still to be translated."""
    from babel.messages.pofile import write_po

    catalogue = extract()
    if CATALOGUE.exists():
        standing = load()
        for message in catalogue:
            known = standing.get(message.id, message.context) if message.id else None
            if known is not None and known.string:
                message.string = known.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as target:
        write_po(target, catalogue, width=100, sort_output=True, omit_header=False)
    _steady_header(CATALOGUE)
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages without Vietnamese, or with a guess that nobody has confirmed."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not message.string or not all(_strings(message.string)))
    ]


def _strings(value: object) -> list[str]:
    return list(value) if isinstance(value, (tuple, list)) else [str(value)]


def _steady_header(path: Path) -> None:
    """Drop what would change on every run or name nobody."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in VOLATILE))]
    path.write_text("".join(kept), encoding="utf-8")


def compile_all(*, force: bool = False) -> bool:
    """Compile the catalogue when it has changed; say whether that was needed."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists():
        return False
    if not force and compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return False
    from babel.messages.mofile import write_mo

    # Written aside and moved: a second process of ours never reads half a file.
    aside = compiled.with_suffix(f".mo.{os.getpid()}")
    with aside.open("wb") as target:
        write_mo(target, load())
    aside.replace(compiled)
    return True


def said(no: Refusal | Finding) -> str:
    """The Vietnamese sentence of a no with its facts, also where Django was never set up."""
    compile_all()
    return speech.vietnamese(no.message, no.facts)


def main(arguments: list[str]) -> int:
    """`python -m dondoc.config.messages update` or `compile`; 1 when a message lacks Vietnamese."""
    if arguments == ["compile"]:
        compile_all()
        return 0
    if arguments == ["update"]:
        missing = update()
        compile_all(force=True)
        for message in missing:
            print(f"no Vietnamese: {message}")
        return 1 if missing else 0
    print("usage: python -m dondoc.config.messages update|compile")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

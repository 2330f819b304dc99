"""`dondoc read` and `dondoc read-sentence`: the reader on the command line, without database or
settings."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dondoc.core.errors import Refusal, gettext_noop
from dondoc.core.reading import Reading, Source, read, read_sentence
from dondoc.web.speech import vietnamese


class FileNotReadable(Refusal):
    """The file is not there, or this account may not open it."""

    code = "read.file_not_readable"
    message = gettext_noop(
        "The file %(name)s cannot be opened. Check the path and the right to read it."
    )


class DateNotRead(Refusal):
    """The date given with a sentence is no date."""

    code = "read.date_not_read"
    message = gettext_noop("“%(text)s” is not a date. Write it as 2025-02-18, or None.")


def open_source(path: Path) -> Source:
    """Open a dispatch as text to show."""
    try:
        data = path.read_bytes()
    except OSError:
        raise FileNotReadable(name=path.name) from None
    # the readers of formats are loaded when a file needs them
    from dondoc.documents.reading import read_bytes

    return read_bytes(path.name, data)


def _read_file(options: argparse.Namespace) -> Reading:
    return read(open_source(Path(options.file)))


def _read_words(options: argparse.Namespace) -> Reading:
    written = None
    if options.date and options.date != "None":
        try:
            written = date.fromisoformat(options.date)
        except ValueError:
            raise DateNotRead(text=options.date) from None
    return read_sentence(options.sentence, date=written)


def read_command(argv: Sequence[str]) -> int:
    """Read a dispatch and print what it orders."""
    parser = argparse.ArgumentParser(prog="dondoc read", description="Read a dispatch.")
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--why", action="store_true", help="print a table of every rule that fired")
    return _answer(parser.parse_args(argv), _read_file)


def read_sentence_command(argv: Sequence[str]) -> int:
    """Read one sentence and print what it orders."""
    parser = argparse.ArgumentParser(prog="dondoc read-sentence", description="Read one sentence.")
    parser.add_argument("sentence")
    parser.add_argument(
        "--date", help="the document's date, 2025-02-18; None where it is not known"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return _answer(parser.parse_args(argv), _read_words)


def _answer(options: argparse.Namespace, reader: Callable[[argparse.Namespace], Reading]) -> int:
    try:
        reading = reader(options)
    except Refusal as refusal:
        said = vietnamese(refusal.message, refusal.facts)
        print(f"dondoc: {' '.join(said.split())}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
    elif getattr(options, "why", False):
        from dondoc.dispatches.explaining import table_of

        print("\n".join(table_of(reading)))
    else:
        print("\n".join(listing(reading)))
    return 0


def listing(reading: Reading) -> list[str]:
    """A reading as lines for a person: each duty with clause, owner, deadline, rule and quoted
    words."""
    from dondoc.dispatches.listing import lines_of

    return lines_of(reading)


def main(argv: Sequence[str]) -> int:
    """Run one of the two commands; the product's own command line calls them directly."""
    commands = {"read": read_command, "read-sentence": read_sentence_command}
    if not argv or argv[0] not in commands:
        print(f"usage: {' | '.join(commands)}", file=sys.stderr)
        return 2
    return commands[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

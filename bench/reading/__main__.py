"""`python -m bench.reading`: start-up, pages a second, growth with length, and a peer beside us.

Printed as JSON: seconds are of this machine on this day, ratios are of one run. The peer is
dateparser where it is installed (`pip install dateparser`): both are asked for the last day of the
sentences in `gold/`. Ours reads owner, target and the rest of the duty in the same time.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from bench.reading.papers import CHARACTERS_A_PAGE, dispatch_of, word_file

ROUNDS = 5
GOLD = Path(__file__).parents[2] / "gold" / "sentences.jsonl"


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of so many rounds, the first one left out as warming up."""
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def command(*words: str) -> Callable[[], object]:
    """A whole process of the reading command."""
    line = [sys.executable, "-m", "dondoc.dispatches.commands", *words]
    return lambda: subprocess.run(line, check=True, capture_output=True)


def start_up() -> dict[str, float]:
    """`dondoc read` of a ten-page Word file: the whole process, its start-up, its work."""
    from dondoc.core.reading import read
    from dondoc.documents.reading import read_bytes

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-pages.docx"
        path.write_bytes(word_file(pages=10))
        whole = median_seconds(command("read", "--json", str(path)))
        data = path.read_bytes()
    sentence = median_seconds(command("read-sentence", "--json", "Sở Y tế họp."))
    work = median_seconds(lambda: read(read_bytes("ten-pages.docx", data)).to_json())
    return {
        "ten_page_docx_process_s": round(whole, 3),
        "start_up_s": round(sentence, 3),
        "ten_page_docx_work_s": round(work, 3),
    }


def growth() -> dict[str, float]:
    """Pages a second in one process, and how 200 pages compare with ten times 20."""
    from dondoc.core.reading import from_text, read

    figures = {}
    seconds = {}
    for pages in (1, 20, 200):
        text = dispatch_of(pages)
        source = from_text(text)
        taken = median_seconds(lambda source=source: read(source), rounds=3)
        seconds[pages] = taken
        real_pages = len(text) / CHARACTERS_A_PAGE
        figures[f"pages_per_second_of_{pages}"] = round(real_pages / taken, 1)
    figures["seconds_of_200_over_ten_times_20"] = round(seconds[200] / (10 * seconds[20]), 2)
    return figures


def beside_a_peer() -> dict[str, object]:
    """Days found in the gold sentences, and seconds, ours and dateparser's in turn."""
    lines = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    dated = [one for one in lines if one.get("due")]
    ours = _asked(dated, _our_days)
    figures: dict[str, object] = {"sentences": len(dated), "ours": ours}
    try:
        import dateparser.search  # noqa: F401
    except ImportError:
        return figures | {"dateparser": "not installed"}
    theirs = _asked(dated, _peer_days)
    return figures | {
        "dateparser": theirs,
        "times_as_fast": round(theirs["seconds"] / ours["seconds"], 1),
    }


def _asked(dated: list[dict], days: Callable[[str, str | None], set[str]]) -> dict[str, float]:
    def ask() -> int:
        return sum(one["due"] in days(one["sentence"], one["document_date"]) for one in dated)

    return {"right": ask(), "seconds": round(median_seconds(ask, rounds=3), 3)}


def _our_days(sentence: str, written: str | None) -> set[str]:
    from dondoc.core.reading import read_sentence

    reading = read_sentence(sentence, date=date.fromisoformat(written) if written else None)
    return {duty.due.isoformat() for duty in reading.assignments if duty.due}


def _peer_days(sentence: str, written: str | None) -> set[str]:
    from dateparser.search import search_dates

    base = datetime.fromisoformat(written) if written else None
    settings = {"DATE_ORDER": "DMY", **({"RELATIVE_BASE": base} if base else {})}
    found = search_dates(sentence, languages=["vi"], settings=settings) or []
    return {moment.date().isoformat() for _, moment in found}


if __name__ == "__main__":
    print(json.dumps({**start_up(), **growth(), **beside_a_peer()}, ensure_ascii=False, indent=1))

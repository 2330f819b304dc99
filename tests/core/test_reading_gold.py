"""Our own gold set, and the two real dispatches: held against what a careful officer read."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dondoc.dispatches.accuracy import floors_of, score_folder
from dondoc.documents import tesseract

OWN = Path(__file__).parents[2] / "gold"
LEAST = {"found": 0.98, "coordinate": 0.9, "not spurious": 0.95}  # every other figure: 1.0
MOST_MISSED = 1  # of the days of single sentences, and of the dates invented for them


def test_our_own_gold_is_read_no_worse_than_before():
    if not tesseract.available():
        pytest.skip("one of the documents is a scan: no tesseract with Vietnamese on this machine")
    tally = score_folder(OWN)
    floors = floors_of(OWN)
    assert floors and not tally.below(floors), "\n".join(tally.misses)


def folder() -> Path:
    return Path(os.environ["DONDOC_GOLD"])


def score(*words: str) -> dict[str, dict[str, float]]:
    done = subprocess.run(
        [sys.executable, str(folder() / "score.py"), "--json", *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    return json.loads(done.stdout)


def command(words: str) -> str:
    return f"{shlex.quote(sys.executable)} -m dondoc.dispatches.commands {words}"


@pytest.mark.gold
def test_both_dispatches_are_read_as_an_officer_reads_them():
    pairs = [
        f"{folder().parent / 'dispatches' / f'{gold.stem}.md'}={gold}"
        for gold in sorted(folder().glob("*.yaml"))
    ]

    figures = score("--command", command("read --json {file}"), *pairs)

    short = {n: f for n, f in figures.items() if f["share"] < LEAST.get(n, 1.0)}
    print(json.dumps(figures, indent=1))
    assert pairs and not short


@pytest.mark.gold
def test_sentences_of_other_documents_give_their_days():
    words = command("read-sentence --json --date {date} '{sentence}'")

    figures = score("--command", words, "--sentences", str(folder() / "sentences.jsonl"))

    print(json.dumps(figures, indent=1))
    for name in ("sentence due", "sentence no false date"):
        assert figures[name]["of"] - figures[name]["hits"] <= MOST_MISSED, figures

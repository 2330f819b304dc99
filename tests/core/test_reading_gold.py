"""The two real dispatches and the sentences of others, held against what a careful officer read."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.gold

LEAST = {"found": 0.95, "lead": 0.95, "not spurious": 0.85, "header": 1.0, "citations": 1.0}


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


def test_both_dispatches_are_read_as_an_officer_reads_them():
    pairs = [
        f"{folder().parent / 'dispatches' / f'{gold.stem}.md'}={gold}"
        for gold in sorted(folder().glob("*.yaml"))
    ]

    figures = score("--command", command("read --json {file}"), *pairs)

    short = {n: f for n, f in figures.items() if f["share"] < LEAST.get(n, 1.0)}
    assert pairs and not short


def test_sentences_of_other_documents_give_their_days():
    words = command("read-sentence --json --date {date} '{sentence}'")

    figures = score("--command", words, "--sentences", str(folder() / "sentences.jsonl"))

    assert all(figure["share"] == 1 for figure in figures.values()), figures

"""How long one `dondoc read` of a dispatch takes, whole process: give the files to read."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7


def seconds(path: Path) -> list[float]:
    """Wall-clock seconds of each round, the first one left out as warming up."""
    words = [sys.executable, "-m", "dondoc.dispatches.commands", "read", "--json", str(path)]
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return taken[1:]


def main(names: list[str]) -> None:
    sample = Path(__file__).parents[1] / "tests" / "golden" / "reading" / "plan.md"
    figures = {}
    for path in [Path(name) for name in names] or [sample]:
        rounds = seconds(path)
        figures[path.name] = {
            "median_s": round(statistics.median(rounds), 3),
            "max_s": round(max(rounds), 3),
            "rounds": len(rounds),
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])

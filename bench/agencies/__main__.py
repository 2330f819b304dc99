"""`python -m bench.agencies`: a year of daily figures by the units of today, printed as JSON.

The province is the shipped tree: 272 units report every day of the year before 1/7/2025, 30 cells
each, and are asked for by the 96 units that stand since. The country is made up: 10.035 old units
that went on in 3.321, some divided with decided weights, some without. Every scene runs in a
process of its own, so that its memory is its own. Seconds are of this machine on this day; the
ratio to the rule in plain Python is of one run.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

SCENES = ("province", "country")
ROUNDS = 3


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[dict[str, float], Any]:
    """The best of so many rounds by the clock and in processor time, and what the last one gave."""
    taken, found = [], None
    for _ in range(rounds):
        start, worked = time.perf_counter(), time.process_time()
        found = work()
        taken.append((time.perf_counter() - start, time.process_time() - worked))
    clock, worked = min(taken)
    return {"clock_s": round(clock, 3), "processor_s": round(worked, 3)}, found


def peak_mib() -> int:
    """The most memory this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one(scene: str) -> dict[str, Any]:
    """One scene in this process."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DONDOC_DATA"], os.environ["DONDOC_PROVINCE"] = folder, "51"
        os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.config.settings"
        django.setup()
        if scene == "province":
            from bench.agencies.province import run
        else:
            from bench.agencies.country import run
        return {**run(Path(folder)), "memory_peak_mib": peak_mib()}


def main() -> None:
    """Every scene, or the one named."""
    if len(sys.argv) > 1:
        print(json.dumps(one(sys.argv[1])))
        return
    found = {}
    for scene in SCENES:
        line = [sys.executable, "-m", "bench.agencies", scene]
        done = subprocess.run(line, check=True, capture_output=True, text=True)
        found[scene] = json.loads(done.stdout)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()

"""`dondoc gold score`: the reader held against a folder of gold readings, without a database."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dondoc.core.accuracy import Tally, score_document, score_sentence
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.core.reading import read, read_sentence
from dondoc.dispatches.commands import open_source


class NoGold(Refusal):
    """There is nothing to hold the reader against."""

    code = "gold.nothing_found"
    message = gettext_noop(
        "No gold readings were found in %(name)s. Name a folder with sentences (.jsonl) or with "
        "documents and their readings (.json)."
    )


class GoldBroken(Refusal):
    """A gold file that is no JSON, or lacks its words."""

    code = "gold.broken"
    message = gettext_noop("The gold file %(name)s cannot be read at line %(line)s. Correct it.")


def score_folder(folder: Path) -> Tally:
    """Read every document and sentence of a folder and compare; raises `NoGold`, `GoldBroken`."""
    tally = Tally()
    for path in sorted(folder.glob("*.jsonl")):
        for gold in _lines(path):
            written = date.fromisoformat(gold["document_date"]) if gold["document_date"] else None
            number = str(gold.get("document_number") or "").split(" ")[0]
            reading = read_sentence(gold["sentence"], date=written, number=number)
            score_sentence(gold, reading.to_json(), tally)
    for path, gold in _documents(folder):
        score_document(gold, read(open_source(path)).to_json(), tally, path.name)
    if not tally.out_of:
        raise NoGold(name=folder.name)
    return tally


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                gold: dict[str, Any] = json.loads(line)
                gold["sentence"], gold["document_date"]
            except (ValueError, KeyError, TypeError):
                raise GoldBroken(name=path.name, line=place) from None
            yield gold


def _documents(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for gold in sorted(folder.rglob("*.json")):
        papers = [p for p in gold.parent.glob(f"{gold.stem}.*") if p.suffix != ".json"]
        try:
            said = json.loads(gold.read_text(encoding="utf-8"))
        except ValueError:
            raise GoldBroken(name=gold.name, line=1) from None
        for paper in sorted(papers):
            yield paper, said


def floors_of(folder: Path) -> dict[str, float]:
    """The least shares that a folder asks for, from its `floors.toml`; none without one."""
    path = folder / "floors.toml"
    if not path.exists():
        return {}
    return {name: float(least) for name, least in tomllib.loads(path.read_text("utf-8")).items()}


def score_command(argv: list[str]) -> int:
    """Print each figure with hits, cases and floor; 1 where one lies below its floor."""
    parser = argparse.ArgumentParser(prog="dondoc gold score", description="Chấm bộ đọc.")
    parser.add_argument("folder", nargs="+", help="thư mục có bài đọc mẫu")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.add_argument("--misses", action="store_true", help="kể từng chỗ đọc sai")
    options = parser.parse_args(argv)
    failed = False
    for name in options.folder:
        folder = Path(name)
        tally, floors = score_folder(folder), floors_of(folder)
        below = tally.below(floors)
        failed = failed or bool(below)
        print(_as_json(tally) if options.json else "\n".join(_table(folder, tally, floors)))
        if options.misses:
            print("\n".join(f"  {miss}" for miss in tally.misses))
    return 1 if failed else 0


def _as_json(tally: Tally) -> str:
    said = {
        figure: {"hits": tally.hits[figure], "of": count, "share": round(tally.share(figure), 4)}
        for figure, count in tally.out_of.items()
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _table(folder: Path, tally: Tally, floors: dict[str, float]) -> Iterator[str]:
    yield f"{folder.name}:"
    for figure, count in tally.out_of.items():
        least = f"{floors[figure]:.3f}" if figure in floors else "—"
        low = "  THẤP" if figure in tally.below({figure: floors.get(figure, 0)}) else ""
        share = f"{tally.share(figure):.3f}"
        yield f"  {figure:<30} {share}  {tally.hits[figure]:>4}/{count:<4} sàn {least}{low}"

"""The two pages on architecture name what is there."""

import importlib.util
import pkgutil
import re

from django.dispatch import Signal

import dondoc
from tests.house.tree import ROOT, line_of_imports

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_signal_is_counted():
    ours = [
        f"{step.name}.{name}"
        for step in pkgutil.iter_modules(dondoc.__path__)
        if importlib.util.find_spec(f"dondoc.{step.name}.signals")
        for name, value in vars(importlib.import_module(f"dondoc.{step.name}.signals")).items()
        if isinstance(value, Signal)
    ]
    claimed = re.search(r"Signals today: \*\*(\d+)\*\*", PAGE)
    assert claimed is not None
    assert len(ours) == int(claimed[1]), ours
    assert [name for name in ours if name.split(".")[1] not in PAGE] == []


def test_the_map_has_every_folder_in_the_order_of_the_imports():
    drawn = re.findall(r"^([a-z]+) ", PAGE.split("```")[1], re.MULTILINE)
    folders = {path.parent.name for path in (ROOT / "dondoc").glob("*/__init__.py")}
    assert drawn == [step for step in line_of_imports() if step in folders]


def test_every_file_it_names_exists():
    named = set(re.findall(r"`((?:[a-z]+/)+[a-z_]+\.(?:py|md))`", PAGE))
    missing = {
        name
        for name in named
        if not (ROOT / name).exists() and not (ROOT / "dondoc" / name).exists()
    }
    assert len(named) > 15
    assert missing == set()


def test_every_link_of_the_readme_pages_leads_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in [ROOT / "ARCHITECTURE.md", *ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"]
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (ROOT / target).exists()
    ]
    assert broken == []

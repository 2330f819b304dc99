"""The glossary is the single source of names: the models are in it, and it names nothing else."""

import re

import pytest
from django.apps import apps

from tests.house.tree import ROOT, our_files

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
IN_USE = PAGE.split("## In use")[1].split("## For what comes")[0]


def names_in(part):
    return set(re.findall(r"`([A-Za-z_]+)`", part))


def test_every_model_is_in_the_glossary():
    models = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("dondoc.")
        for model in config.get_models()
    }
    assert models - names_in(IN_USE) == set()


@pytest.mark.parametrize("name", sorted(names_in(IN_USE)))
def test_a_name_in_use_is_used(name):
    word = re.compile(rf"\b{name}\b")
    source = (path for path in our_files() if path.suffix == ".py")
    assert any(
        word.search(path.read_text(encoding="utf-8"))
        for path in source
        if path.is_relative_to(ROOT / "dondoc")
    )


def test_the_pack_shown_on_the_page_of_packs_is_a_pack():
    from dondoc.core.packs import parse_pack

    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    shown = page.split("```toml\n")[1].split("```")[0]

    pack = parse_pack(shown)

    assert pack.code == "bank_accounts"
    assert [form.code for form in pack.forms] == ["accounts_weekly"]
    assert pack.indicators[0].targets[0].at_least == 90

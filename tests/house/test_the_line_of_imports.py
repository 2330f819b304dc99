"""The flow is a circle; the imports are a line."""

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from importlinter.cli import lint_imports

from tests.house.tree import ROOT, line_of_imports


def test_the_contracts_are_kept():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_folder_of_the_package_has_its_place_in_the_line():
    folders = {path.parent.name for path in (ROOT / "dondoc").glob("*/__init__.py")}
    assert folders <= set(line_of_imports())


def test_foreign_keys_named_by_string_keep_to_the_line_too():
    order = {step: place for place, step in enumerate(line_of_imports())}
    ours = {
        config.label: order[config.name.removeprefix("dondoc.")]
        for config in apps.get_app_configs()
        if config.name.startswith("dondoc.")
    }
    upward = [
        f"{label}.{name} depends on {needed}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label in ours
        for needed, _ in migration.dependencies
        if needed in ours and ours[needed] < ours[label]
    ]
    assert upward == []

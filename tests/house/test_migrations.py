"""A migration is a sentence, can be taken back, and says all that the models say."""

import re

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

MADE_BY_MACHINE = re.compile(
    r"_auto_|_and_more$|^\d{4}_(alter|rename|remove|delete|create)_|^\d{4}_[a-z]+_[a-z]+$"
)


def our_migrations():
    return {
        (label, name): migration
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if migration.__class__.__module__.startswith("dondoc.")
    }


def test_every_migration_after_the_first_is_named_by_a_sentence():
    unnamed = [
        f"{label}.{name}"
        for label, name in our_migrations()
        if not name.startswith("0001") and MADE_BY_MACHINE.search(name)
    ]
    assert unnamed == []


def test_every_migration_can_be_taken_back():
    final = [
        f"{label}.{name}: {operation}"
        for (label, name), migration in our_migrations().items()
        for operation in migration.operations
        if not operation.reversible
    ]
    assert final == []


@pytest.mark.django_db
def test_no_model_says_more_than_its_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

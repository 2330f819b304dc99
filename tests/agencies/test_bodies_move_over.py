"""What an installation of before knew of units and agencies is known after, and back again."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OLD = [("agencies", "0001_initial")]
NEW = [("agencies", "0004_bodies_end_by_a_row_of_their_own")]


def move(to):
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_units_keep_their_place_and_days_and_successions_their_words():
    try:
        old = move(OLD)
        unit, agency = old.get_model("agencies", "Unit"), old.get_model("agencies", "Agency")
        first, last = date(2024, 1, 1), date(2025, 6, 30)
        common = {"kind": "x", "exists_from": first, "sort_key": "x"}
        top = unit.objects.create(code="51", name="A", level="province", path="51", **common)
        low = unit.objects.create(
            code="524", name="B", level="district", path="51/524", parent=top, exists_until=last,
            **common,
        )  # fmt: skip
        gone = agency.objects.create(
            code="so-a", name="Sở A", kind="department", exists_from=first, exists_until=last
        )
        heir = agency.objects.create(code="so-b", name="Sở B", kind="department", exists_from=last)
        old.get_model("agencies", "AgencySuccession").objects.create(
            before=gone, after=heir, on=last, function="đất đai", authority="Nghị quyết 1"
        )

        new = move(NEW)

        unit, agency = new.get_model("agencies", "Unit"), new.get_model("agencies", "Agency")
        assert unit.objects.get(pk=low.pk).path == "51@2024-01-01/524@2024-01-01"
        assert agency.objects.get(pk=gone.pk).key == "so-a"
        endings = new.get_model("agencies", "Ending").objects
        assert [one.last_on for one in endings.all()] == [last, last]
        step = new.get_model("agencies", "AgencySuccession").objects.get()
        assert (step.note, step.whole) == ("Nghị quyết 1", False)

        back = move(OLD)

        kept = back.get_model("agencies", "Unit").objects.get(pk=low.pk)
        assert (kept.path, kept.exists_until) == ("51/524", last)
    finally:
        move(MigrationExecutor(connection).loader.graph.leaf_nodes())

"""What an installation of before knew to be owed is known after, since when it was known."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import hanoi

OLD, NEW = "0001_initial", "0003_reports_lapse_when_their_unit_is_no_more"
OTHERS = ("agencies", "dispatches", "programmes")  # as they are: only reports move


def move(to):
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    leaves = executor.loader.graph.leaf_nodes()
    nodes = [("reports", to), *(node for node in leaves if node[0] in OTHERS)] if to else leaves
    executor.migrate(nodes)
    return MigrationExecutor(connection).loader.project_state(nodes).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_reports_are_known_since_their_day_began_or_the_form_was_asked_for():
    asked = hanoi(2025, 2, 18, 17, 40)
    try:
        old = move(OLD)
        made = {name: old.get_model(*name.split(".")).objects for name in (
            "agencies.Unit", "agencies.Agency", "agencies.Person", "dispatches.Dispatch",
            "programmes.Programme", "reports.Demand", "reports.Report",
        )}  # fmt: skip
        unit = made["agencies.Unit"].create(
            key="51", code="51", name="A", kind="x", level="province", path="51",
            exists_from=date(2020, 1, 1), sort_key="x",
        )  # fmt: skip
        agency = made["agencies.Agency"].create(
            key="a", code="a", name="A", kind="commune", unit=unit, exists_from=date(2020, 1, 1)
        )
        person = made["agencies.Person"].create(username="lan", full_name="Lan")
        dispatch = made["dispatches.Dispatch"].create(
            arrived_at=asked, text="", text_hash="x", reading={}, original=b"",
            original_name="x.txt", recorded_by=person, recorded_at=asked,
        )  # fmt: skip
        demand = made["reports.Demand"].create(
            programme=made["programmes.Programme"].create(code="x", label="X"), form_code="x",
            dispatch=dispatch, back_fill_from=date(2025, 2, 15), in_force_from=asked,
            recorded_by=person, recorded_at=asked,
        )  # fmt: skip
        for day in (15, 18, 19):
            made["reports.Report"].create(
                demand=demand, unit=unit, agency=agency, first_on=date(2025, 2, day),
                last_on=date(2025, 2, day), due_at=asked, due_inclusive=False,
            )  # fmt: skip

        new = move(NEW)

        rows = new.get_model("reports", "Report").objects.order_by("first_on")
        known = [one.known_from for one in rows]
        assert known == [asked, asked, hanoi(2025, 2, 19, 0)]
        assert new.get_model("reports", "Demand").objects.get().settled_at == asked

        back = move(OLD)
        assert back.get_model("reports", "Report").objects.count() == 3
    finally:
        move("")

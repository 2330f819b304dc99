"""What a dispatch cites is kept for dispatches loaded before, and given to programs."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dondoc.dispatches.models import CitedDocument
from tests.cast import hanoi

TEXT = """Số: 1602/UBND-NC
Sông Ngàn, ngày 20 tháng 3 năm 2025

V/v số hóa sổ hộ tịch

Nay bãi bỏ khoản 2 Công văn số 1437/UBND-NC ngày 05/3/2025 của UBND tỉnh. UBND tỉnh yêu cầu:

1. Sở Tư pháp: Tham mưu sửa đổi Kế hoạch số 16/KH-UBND ngày 22/01/2025 trước ngày 30/6/2025.
"""


def kept() -> list[tuple[str, str, bool, bool]]:
    return list(CitedDocument.objects.values_list("number", "relation", "asked", "partial"))


EXPECTED = [("1437/UBND-NC", "annuls", False, True), ("16/KH-UBND", "amends", True, False)]


def test_each_document_is_kept_with_what_is_done_to_it(cast):
    cast.dispatch(TEXT, at=hanoi(2025, 3, 21))

    assert kept() == EXPECTED


def test_the_migration_reads_dispatches_that_were_kept_before(cast):
    cast.dispatch(TEXT, at=hanoi(2025, 3, 21))
    CitedDocument.objects.all().delete()
    name = "0002_a_dispatch_remembers_what_it_cites"
    migration = MigrationLoader(connection).disk_migrations["dispatches", name]

    migration.operations[-1].code(apps, None)

    assert kept() == EXPECTED


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("khoa", 404)])
def test_programs_get_relations_of_what_their_person_may_read(cast, as_, who, status):
    dispatch = cast.dispatch(TEXT)

    answer = as_(getattr(cast, who)).get(f"/api/dispatches/{dispatch.pk}/relations")

    assert answer.status_code == status
    if status == 200:
        first, second = answer.json()["cites"]
        assert (first["relation"], first["standing"], first["partial"]) == (
            "annuls",
            "unknown",
            True,
        )
        assert second["asked"] is True

"""The chain of seals: what was altered, removed, added or reordered past the program shows."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from dondoc.audit import actions as audit
from dondoc.audit.models import Entry, EntryIsPermanent, Seal
from dondoc.audit.queries import verify
from tests.cast import hanoi


@pytest.fixture
def chain(cast):
    """Three batches of entries, sealed, and two entries that wait."""
    for hour in (9, 10, 11):
        for minute in range(3):
            at = hanoi(2025, 2, 20, hour, minute)
            audit.record("person.signed_in", on=cast.lan, by=cast.lan, at=at, place=minute)
        audit.seal(at=hanoi(2025, 2, 20, hour, 30))
    for minute in range(2):
        at = hanoi(2025, 2, 20, 12, minute)
        audit.record("person.signed_in", on=cast.lan, by=cast.lan, at=at)
    return list(Entry.objects.order_by("pk"))


def sql(statement, *values):
    """Past the program: what somebody at the database's own prompt would do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def middle(chain):
    seal = Seal.objects.order_by("pk")[1]
    return [entry for entry in chain if seal.first_id <= entry.pk <= seal.last_id], seal


def test_an_untouched_chain_is_whole(chain):
    verdict = verify()
    assert verdict.whole
    assert (verdict.sealed, verdict.unsealed) == (len(chain) - 2, 2)


@pytest.mark.parametrize(
    "column",
    ["actor", "verb", "post", "agency", "on_behalf_of", "object_kind", "object_id", "object_label"],
)
def test_an_altered_word_breaks_its_batch(chain, column):
    batch, seal = middle(chain)
    sql(f"UPDATE audit_entry SET {column} = 'khác' WHERE id = %s", batch[1].pk)
    verdict = verify()
    assert not verdict.whole
    assert verdict.broken_between == (seal.first_id, seal.last_id)


def around(entry: Entry, **columns: object) -> None:
    """Change an entry past its guards, as somebody with the database's password would."""
    QuerySet(Entry).filter(pk=entry.pk).update(**columns)


def test_many_entries_at_once_are_not_changed_or_removed_either(chain):
    with pytest.raises(EntryIsPermanent):
        Entry.objects.all().update(actor="ai đó")
    with pytest.raises(EntryIsPermanent):
        Entry.objects.all().delete()


def test_altered_facts_or_an_altered_moment_break_it(chain):
    batch, _ = middle(chain)
    around(batch[0], facts={"place": 7})
    assert not verify().whole
    around(batch[0], facts=batch[0].facts)
    assert verify().whole
    around(batch[0], at=hanoi(2025, 2, 20, 10, 0, 1))
    assert not verify().whole


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_removed_entry_breaks_it(chain, place):
    batch, seal = middle(chain)
    assert sql("DELETE FROM audit_entry WHERE id = %s", batch[place].pk) == 1
    assert verify().broken_between == (seal.first_id, seal.last_id)


def test_reordered_entries_break_it(chain):
    batch, seal = middle(chain)
    one, other = batch[0].pk, batch[2].pk
    sql("UPDATE audit_entry SET id = -1 WHERE id = %s", one)
    sql("UPDATE audit_entry SET id = %s WHERE id = %s", one, other)
    sql("UPDATE audit_entry SET id = %s WHERE id = -1", other)
    assert Entry.objects.count() == len(chain)
    assert verify().broken_between == (seal.first_id, seal.last_id)


@pytest.mark.parametrize("place", [-1, 0])
def test_an_entry_slipped_in_before_all_others_breaks_it(chain, place):
    sql("UPDATE audit_entry SET id = %s WHERE id = %s", place, chain[-1].pk)
    assert not verify().whole


def test_an_entry_slipped_in_between_breaks_it(chain):
    batch, seal = middle(chain)
    sql("DELETE FROM audit_entry WHERE id = %s", batch[1].pk)
    sql("UPDATE audit_entry SET id = %s WHERE id = %s", batch[1].pk, chain[-1].pk)
    assert verify().broken_between == (seal.first_id, seal.last_id)


@pytest.mark.parametrize("column", ["digest", "previous"])
def test_a_seal_written_anew_breaks_the_chain(chain, column):
    _, seal = middle(chain)
    sql(f"UPDATE audit_seal SET {column} = %s WHERE id = %s", "0" * 64, seal.pk)
    assert not verify().whole


def test_a_removed_seal_breaks_the_chain(chain):
    _, seal = middle(chain)
    sql("DELETE FROM audit_seal WHERE id = %s", seal.pk)
    assert not verify().whole


def test_an_altered_entry_sealed_anew_still_breaks_the_seals_after_it(chain):
    batch, seal = middle(chain)
    sql("UPDATE audit_entry SET actor = 'khác' WHERE id = %s", batch[0].pk)
    entries = list(Entry.objects.filter(pk__gte=seal.first_id, pk__lte=seal.last_id).order_by("pk"))
    forged = audit.digest_of(entries, seal.previous)
    sql("UPDATE audit_seal SET digest = %s WHERE id = %s", forged, seal.pk)
    after = Seal.objects.order_by("pk")[2]
    assert verify().broken_between == (after.first_id, after.last_id)


def test_sealing_twice_seals_nothing_twice(chain):
    assert audit.seal(at=hanoi(2025, 2, 20, 13)) is not None
    assert audit.seal(at=hanoi(2025, 2, 20, 13, 1)) is None
    assert verify().unsealed == 0

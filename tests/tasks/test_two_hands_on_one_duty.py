"""Two people at the same duties at the same moment: one of them is told, nothing is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from dondoc.dispatches.models import Proposal
from dondoc.tasks import deciding, endorsing, undoing
from dondoc.tasks.models import Decision, Endorsement, Task
from tests.cast import hanoi

LATER = hanoi(2025, 2, 18, 17, 25)


def at_once(*verbs) -> list[str]:
    """What becomes of verbs that several people speak at the same moment."""
    ready, heard = Barrier(len(verbs)), []

    def run(verb) -> None:
        ready.wait()
        try:
            verb()
            heard.append("done")
        except Exception as problem:
            heard.append(type(problem).__name__)
        finally:
            connection.close()

    people = [Thread(target=run, args=[verb]) for verb in verbs]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return sorted(heard)


def fresh(proposal) -> Proposal:
    return Proposal.objects.select_related("dispatch", "clause").get(pk=proposal.pk)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_undo(self, transactional_db, cast):
        dispatch = cast.dispatch()
        proposal = dispatch.proposals.get(position=3)
        cast.confirm(proposal, cast.finance)

        def undo():
            undoing.take_back(proposal=fresh(proposal), by=cast.lan, at=LATER)

        assert at_once(undo, undo, undo) == ["done"] * 3
        assert list(Task.objects.get().changes.values_list("kind", flat=True)) == [
            "ordered", "withdrawn"
        ]  # fmt: skip

    def test_two_ask(self, transactional_db, cast):
        dispatch = cast.dispatch()

        def ask():
            endorsing.ask(dispatch=dispatch, by=cast.lan, at=LATER)

        heard = at_once(ask, ask)
        assert Endorsement.objects.count() == 1, heard

    def test_asking_and_confirming(self, transactional_db, cast):
        dispatch = cast.dispatch()
        proposal = dispatch.proposals.get(position=3)

        def ask():
            endorsing.ask(dispatch=dispatch, by=cast.lan, at=LATER)

        def confirm():
            cast.confirm(fresh(proposal), cast.finance)

        heard = at_once(ask, confirm)
        assert heard in (["done", "done"], ["AwaitingEndorsement", "done"])

    def test_endorsing_another_owner_and_confirming(self, transactional_db, cast):
        dispatch = cast.dispatch()
        proposal = dispatch.proposals.get(position=3)

        def endorse():
            said = endorsing.Said(fresh(proposal), leads=[cast.justice])
            endorsing.endorse(
                dispatch=dispatch, approved=True, by=cast.minh, at=LATER, about=[said]
            )

        def confirm():
            cast.confirm(fresh(proposal), cast.finance)

        heard = at_once(endorse, confirm)
        lead = Task.objects.get().assignments.get(role="lead").agency
        assert (heard == ["done", "done"] and lead == cast.justice) or (
            heard == ["AlreadyGiven", "done"] and lead == cast.finance
        )

    def test_undoing_and_joining(self, transactional_db, cast):
        dispatch = cast.dispatch()
        one, other = (dispatch.proposals.get(position=n) for n in (3, 4))
        task = cast.confirm(one, cast.finance)

        def undo():
            undoing.take_back(proposal=fresh(one), by=cast.lan, at=LATER)

        def join():
            deciding.merge(proposal=fresh(other), into=task, by=cast.lan, at=LATER)

        for _ in range(3):
            at_once(undo, join)
            merged = Decision.objects.filter(kind="merged").exists()
            assert not (merged and not Task.objects.in_force().exists())
            Decision.objects.filter(kind="merged").delete()
            if not Task.objects.in_force().exists():
                cast.confirm(fresh(one), cast.finance)

    def test_undoing_and_reporting(self, transactional_db, cast):
        from dondoc.tasks import actions

        dispatch = cast.dispatch()
        one = dispatch.proposals.get(position=3)
        task = cast.confirm(one, cast.justice)

        def undo():
            undoing.take_back(proposal=fresh(one), by=cast.lan, at=LATER)

        def report():
            actions.report_progress(
                task=Task.objects.get(pk=task.pk), note="x", by=cast.binh, at=LATER
            )

        heard = at_once(undo, report)
        assert heard in (["MoreThanAnOrder", "done"], ["AlreadyEnded", "done"])

    def test_two_cuts_get_numbers_of_their_own(self, transactional_db, cast):
        dispatch = cast.dispatch()
        cuts = []
        for number in (1, 3):
            words = dispatch.proposals.get(position=number)

            def cut(words=words):
                deciding.split(proposal=fresh(words), at_offset=words.start + 20, by=cast.lan,
                               at=LATER)  # fmt: skip

            cuts.append(cut)
        assert at_once(*cuts) == ["done", "done"]
        numbers = list(dispatch.proposals.values_list("position", flat=True))
        assert len(numbers) == len(set(numbers))

"""Two officers press at the same moment: one decides, the other hears who did."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from dondoc.dispatches.models import Proposal
from dondoc.tasks import deciding
from dondoc.tasks.deciding import AlreadyDecided, Terms
from dondoc.tasks.models import Change, Decision, Task


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_one_makes_the_task_and_one_is_told(transactional_db, cast):
    dispatch = cast.dispatch()
    proposal = dispatch.proposals.get(position=3)
    ready, heard = Barrier(2), []

    def officer() -> None:
        mine = Proposal.objects.select_related("dispatch", "clause").get(pk=proposal.pk)
        terms = Terms(title="Dự toán kinh phí", leads=[cast.finance])
        ready.wait()
        try:
            deciding.confirm(proposal=mine, terms=terms, by=cast.lan, at=cast.at)
            heard.append("confirmed")
        except AlreadyDecided:
            heard.append("told")
        finally:
            connection.close()

    officers = [Thread(target=officer) for _ in range(2)]
    for one in officers:
        one.start()
    for one in officers:
        one.join()

    assert sorted(heard) == ["confirmed", "told"]
    assert (Task.objects.count(), Decision.objects.count(), Change.objects.count()) == (1, 1, 1)

"""Two officers decide on one agency at the same moment: one decision, and the other is told."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connection

from dondoc.agencies.models import Decision, Transfer
from dondoc.planning import actions
from dondoc.planning.weighing import AlreadyDecided
from tests.planning.scene import MARCH, PAPER


def press(ending, papers) -> list[str]:
    """Each presses with a paper of their own, at once."""
    choices, ready, heard = ending.choices(), Barrier(len(papers)), []

    def officer(paper) -> None:
        ready.wait()
        try:
            decision = actions.pass_on(
                agency=ending.social, choices=choices, paper=paper, by=ending.cast.lan, at=MARCH
            )
            heard.append(decision.number)
        except AlreadyDecided:
            heard.append("told")
        finally:
            connection.close()

    officers = [Thread(target=officer, args=[paper]) for paper in papers]
    for one in officers:
        one.start()
    for one in officers:
        one.join()
    return sorted(heard)


@pytest.mark.django_db(transaction=True)
def test_of_two_papers_one_is_recorded_and_one_officer_is_told(transactional_db, ending):
    heard = press(ending, [PAPER, replace(PAPER, number="38/QĐ-UBND")])
    assert len(heard) == 2 and heard[1] == "told"
    assert (Decision.objects.count(), Transfer.objects.count()) == (1, 8)


@pytest.mark.django_db(transaction=True)
def test_the_same_paper_pressed_at_once_is_one_decision(transactional_db, ending):
    assert press(ending, [PAPER, PAPER]) == [PAPER.number] * 2
    assert (Decision.objects.count(), Transfer.objects.count()) == (1, 8)

"""A form is put in force by a clause, and its periods are opened: who owes what by when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Agency, Person
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.packs import Form, to_toml
from dondoc.dispatches.models import Clause, Dispatch, FormProposal
from dondoc.programmes import actions as programmes
from dondoc.programmes.forms_from_annex import Asked, Offer, pack_of
from dondoc.programmes.models import Programme
from dondoc.reports.models import Demand
from dondoc.reports.settling import Settling
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task
from dondoc.web import words

LONGEST_BACK_FILL = timedelta(days=400)


class FormInForce(Refusal):
    """Somebody confirmed this form before, perhaps a minute ago."""

    code = "report.form_in_force"
    message = gettext_noop(
        "%(by)s put this form in force at %(at)s. Open its page instead of confirming it again."
    )


class BackFillOutOfRange(Refusal):
    """Figures are asked back for a campaign's days, not for years nobody counted."""

    code = "report.back_fill_out_of_range"
    message = gettext_noop(
        "%(day)s cannot be the first day asked for. Choose a day between %(first)s and %(last)s."
    )


@transaction.atomic
def put_in_force(
    *,
    proposal: FormProposal,
    offer: Offer,
    asked: Asked,
    back_fill_from: date,
    task: Task | None,
    by: Person,
    at: datetime,
) -> Demand:
    """Make the form of an annex owed: its pack adopted, its periods opened, its task measured.

    All of it or nothing. `task` is the campaign confirmed in the same dispatch that the form's
    indicator measures. Raises `FormInForce`, `BackFillOutOfRange`, `PackInvalid`.
    """
    # Two officers who confirm at once stand in line here; the second is told of the first.
    dispatch = Dispatch.objects.select_for_update().get(pk=proposal.dispatch_id)
    _refuse_range(back_fill_from, dispatch.arrived_on)
    pack = pack_of(offer, asked)
    _refuse_twice(dispatch, pack.code, offer.form.code)
    clause = dispatch.clauses.filter(proposals__fields__form="annex").first()
    version = programmes.adopt(
        text=to_toml(pack), source=asked.source[:240], from_on=dispatch.arrived_on, by=by, at=at
    )
    made = demand(
        programme=version.programme,
        form=version.form(offer.form.code),
        dispatch=dispatch,
        clause=clause or (task.clause if task else None),
        by=by,
        at=at,
        back_fill_from=back_fill_from,
    )
    measured = [one for one in pack.indicators if one.form == offer.form.code]
    if task is not None and measured:
        tasks.measure_by(task=task, indicator=f"{pack.code}.{measured[0].code}", by=by, at=at)
    return made


def _refuse_range(first: date, arrived: date) -> None:
    if not arrived - LONGEST_BACK_FILL <= first <= arrived:
        raise BackFillOutOfRange(
            day=words.day(first),
            first=words.day(arrived - LONGEST_BACK_FILL),
            last=words.day(arrived),
        )


def _refuse_twice(dispatch: Dispatch, programme: str, form: str) -> None:
    if known := demand_of(dispatch, programme, form):
        raise FormInForce(
            by=known.recorded_by.full_name,
            at=words.full_moment(known.recorded_at),
            dispatch=str(known.dispatch),
        )


def demand_of(dispatch: Dispatch, programme: str, form: str) -> Demand | None:
    """The demand by which a form is in force, by this dispatch or by one before it.

    A further order of the same form asks nothing twice: the units go on as they do.
    """
    known = Demand.objects.filter(programme__code=programme, form_code=form).select_related(
        "recorded_by", "programme", "dispatch", "clause__dispatch"
    )
    own = known.filter(dispatch=dispatch).first()
    return own or known.filter(until_on=None).order_by("-recorded_at").first()


@transaction.atomic
def demand(
    *,
    programme: Programme,
    form: Form,
    dispatch: Dispatch,
    clause: Clause | None,
    by: Person,
    at: datetime,
    back_fill_from: date | None = None,
) -> Demand:
    """Put a form in force by a clause: from the dispatch's arrival every unit of its level owes it.

    Days before the arrival may be asked for as back-fill; they never count as late or missing.
    """
    found, created = Demand.objects.get_or_create(
        programme=programme,
        form_code=form.code,
        dispatch=dispatch,
        defaults={
            "clause": clause,
            "consolidator": _agency(form.consolidated_by, AsOf.at(at)),
            "recipient": _agency(form.recipient, AsOf.at(at)),
            "in_force_from": dispatch.arrived_at,
            "back_fill_from": back_fill_from or dispatch.arrived_on,
            "recorded_by": by,
            "recorded_at": at,
            "settled_at": at,
        },
    )
    if created:
        audit.record("report.demanded", on=found, by=by, at=at, form=form.code)
    open_periods(demand=found, at=at)
    return found


def _agency(code: str | None, at: AsOf) -> Agency | None:
    return Agency.objects.on(at).filter(code=code).first() if code else None


def open_periods(*, demand: Demand, at: datetime) -> int:
    """Write down what is owed for every period up to now, and by whom as known since; safe to
    repeat, never twice."""
    with transaction.atomic():
        return Settling(demand.pk, at).run()


def open_all(*, at: datetime) -> int:
    """What the timer does: open the periods of every form in force."""
    return sum(open_periods(demand=one, at=at) for one in Demand.objects.all())

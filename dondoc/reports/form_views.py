"""The page on which a table of an annex becomes a form in force, after one confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.packs import to_toml
from dondoc.dispatches.models import Dispatch, FormProposal
from dondoc.programmes.forms_from_annex import pack_of
from dondoc.reports import demanding
from dondoc.reports.annexes import Setting
from dondoc.reports.forms import AskedForm
from dondoc.web.days import as_of
from dondoc.web.downloads import TOML, download
from dondoc.web.refusals import translated


@require_http_methods(["GET", "POST"])
def form_proposal(request: Request, pk: int, position: int) -> HttpResponse:
    """The table as read beside what will be asked; only the standing agency decides."""
    kept = FormProposal.objects.filter(dispatch__in=Dispatch.objects.kept_by(request.person))
    found = get_object_or_404(kept.select_related("dispatch"), dispatch=pk, position=position)
    at = as_of(request)
    setting = Setting(found, request.at)
    if request.method == "GET":
        if setting.demand and setting.demand.recorded_at <= at.known_at:
            return _in_force(request, setting, at)
        if at.is_over:
            return redirect("form-proposal", pk, position)  # putting in force is done today
    form = AskedForm(request.POST or None, setting=setting)
    refusal = None
    if form.is_valid():
        if "toml" in request.POST:
            return _toml(setting, to_toml(pack_of(setting.offer, form.asked())))
        try:
            return _confirmed(request, setting, form)
        except Refusal as error:
            refusal = error
    context = {
        "setting": setting,
        "dispatch": setting.dispatch,
        "form": form,
        "rows": form.words("rows"),
        "columns": form.words("columns"),
        "groups": form.words("groups"),
        "terms": [form[name] for name in TERMS],
        "refusal": translated(refusal) if refusal else "",
        "findings": [(one.place, translated(one)) for one in refusal.findings] if refusal else [],
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "reports/form_proposal.html", context, status=status)


TERMS = ("frequency", "days_after", "due_kind", "due_time", "closes_after", "closes_at",
         "reporters", "consolidated_by", "recipient", "back_fill_from", "task")  # fmt: skip


def _confirmed(request: Request, setting: Setting, form: AskedForm) -> HttpResponse:
    chosen = form.cleaned_data["task"]
    task = next((one for one in setting.campaigns if str(one.pk) == chosen), None)
    made = demanding.put_in_force(
        proposal=setting.proposal,
        offer=setting.offer,
        asked=form.asked(),
        back_fill_from=form.cleaned_data["back_fill_from"],
        task=task,
        by=request.person,
        at=request.at,
    )
    units = made.reports.filter(consolidated=False).values("unit").distinct().count()
    messages.success(request, _("The form is in force: %(units)s units owe it.") % {"units": units})
    return redirect("form-proposal", pk=setting.dispatch.pk, position=setting.proposal.position)


def _in_force(request: Request, setting: Setting, at: AsOf) -> HttpResponse:
    """A form confirmed before: by whom, since when, with its pack to take along."""
    demand = setting.demand
    assert demand is not None
    version = demand.version(at.known_at)
    if "toml" in request.GET:
        return _toml(setting, version.text)
    form = version.form(demand.form_code)
    measured = [one for one in version.pack.indicators if one.form == form.code]
    context = {
        "setting": setting,
        "dispatch": setting.dispatch,
        "demand": demand,
        "version": version,
        "asked": form,
        "indicator": measured[0] if measured else None,
        "units": demand.reports.on(at).filter(consolidated=False).values("unit").distinct().count(),
    }
    return render(request, "reports/form_in_force.html", context)


def _toml(setting: Setting, text: str) -> HttpResponse:
    return download(text, TOML, f"{setting.offer.pack.code}.toml")

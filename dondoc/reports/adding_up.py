"""What a consolidated report is added up from, once units changed as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dondoc.agencies.models import Unit
from dondoc.agencies.register import agency_facts, unit_facts
from dondoc.core import owing
from dondoc.core import reports as core
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form
from dondoc.core.reports import Cells
from dondoc.core.units import Facts, Tree
from dondoc.reports.models import Filing, Lapse, Report


@dataclass(frozen=True)
class Parts:
    """What a consolidated report is added up from: the units' filings, and who is missing."""

    filings: tuple[Filing, ...]
    owed: int
    silent: tuple[Unit, ...]
    cells: Cells
    former: int = 0  # how many of the filings are of units that, as is known since, were no more

    @property
    def from_words(self) -> str:
        """ "từ 158/171 đơn vị"."""
        said = f"từ {self.owed - len(self.silent)}/{self.owed} đơn vị"
        return f"{said}, có bản của {self.former} đơn vị cũ" if self.former else said


def parts_of(report: Report, form: Form, at: datetime) -> Parts:
    """The units' newest filings for a consolidated report's period, added up.

    What a unit sent that was no more, as is known since, counts until its heir has sent figures.
    """
    now = AsOf.at(at)
    same = Report.objects.known(now).filter(
        demand=report.demand, consolidated=False, first_on=report.first_on
    )
    order = "unit__sort_key"
    owed = {_who(one, form): one for one in same.owed(now).select_related("unit", "agency")
            .order_by(order)}  # fmt: skip
    lapsed = Lapse.objects.standing(at).exclude(reason=Lapse.WITHDRAWN).values("report")
    former = {_who(one, form): one for one in same.filter(pk__in=lapsed)
              .select_related("unit", "agency")}  # fmt: skip
    former = {who: one for who, one in former.items() if who not in owed}
    rows = {one.pk: who for who, one in (former | owed).items()}
    sent = list(
        Filing.objects.newest(at).filter(report__in=rows).select_related("report__unit")
        .order_by(f"report__{order}")
    )  # fmt: skip
    told = _told(form, report, now, owed, [rows[one.report_id] for one in sent], former)
    filings = tuple(one for one in sent if rows[one.report_id] in told.counting)
    return Parts(
        filings, len(owed), tuple(one.unit for who, one in owed.items() if who not in told.told),
        core.roll_up(form, [one.cells for one in filings]).cells,
        sum(rows[one.report_id] in former for one in filings),
    )  # fmt: skip


def _who(report: Report, form: Form) -> str:
    return owing.who(form.reporters, report.unit.key, report.agency.key)


def _told(
    form: Form, whole: Report, at: AsOf, owed: Iterable[str], sent: list[str],
    former: Iterable[str],
) -> owing.Answered:  # fmt: skip
    facts_of = agency_facts if form.reporters == owing.DEPARTMENT else unit_facts
    # The register is long; without a change nobody came from anybody.
    tree = Tree(facts_of(at)) if former else Tree(Facts())
    return owing.answered(tree, whole.last_on, owing=list(owed), sent=sent, former=former)

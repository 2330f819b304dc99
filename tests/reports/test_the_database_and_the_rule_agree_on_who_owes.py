"""Lists in SQL hold exactly those who owe by the rule, whatever was decided, recorded late or taken
back, and whenever the timer ran."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from dondoc import packs
from dondoc.agencies import arranging, register
from dondoc.agencies.models import Decision, Person
from dondoc.core import owing
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.periods import periods_between
from dondoc.core.units import ONE_DAY, Succession, Tree, Version
from dondoc.dispatches.models import Dispatch
from dondoc.programmes import actions as programmes
from dondoc.reports import demanding, settling
from dondoc.reports.models import Report
from tests.cast import _agency, _units, hanoi

FIRST, BEGAN = date(2025, 6, 26), hanoi(2025, 6, 27, 17)
LAST = 18  # days
MOMENTS = some.integers(1, LAST * 24 * 4).map(lambda n: BEGAN + timedelta(minutes=15 * n))
DAYS = some.integers(0, 10).map(lambda n: date(2025, 6, 27) + timedelta(days=n))
DECIDED = ("merge", "split", "zone", "end", "rename", "move")
HAPPENINGS = some.lists(
    some.fixed_dictionaries(
        {
            "what": some.sampled_from((*DECIDED, *DECIDED, "withdraw", "withdraw", "tick")),
            "on": DAYS,
            "at": MOMENTS,
            "settled": some.booleans(),  # at once, or by the timer
        }
    ),
    min_size=1,
    max_size=7,
)


class TestTheDatabaseAndTheRule(TestCase):
    """Run on SQLite and on PostgreSQL: both are promised."""

    @classmethod
    def setUpTestData(cls):
        cls.units = units = _units()
        for name, kind in (("north", "district"), ("south", "district"), ("island", "district"),
                           ("hills", "commune"), ("river", "commune"), ("coast", "commune")):  # fmt: skip
            one = units[name]
            _agency(f"ubnd-{one.key}", f"UBND {one.kind} {one.name}", kind, one)
        cls.person = Person.objects.create(username="lan", full_name="Nguyễn Thị Lan")
        dispatch = Dispatch.objects.create(
            arrived_at=BEGAN, text="", text_hash="x", reading={}, original=b"",
            original_name="cong-van.txt", recorded_by=cls.person, recorded_at=BEGAN,
        )  # fmt: skip
        version = programmes.adopt(
            text=packs.shipped()["civil_status"], source="thử", from_on=FIRST, by=cls.person,
            at=BEGAN,
        )  # fmt: skip
        cls.demand = demanding.demand(
            programme=version.programme, form=version.form("register_progress"),
            dispatch=dispatch, clause=None, by=cls.person, at=BEGAN, back_fill_from=FIRST,
        )  # fmt: skip

    def plan(self, what: str, on: date, number: str) -> Plan:
        """One of a few decisions about the small province, to take effect on a day."""
        key = {name: unit.key for name, unit in self.units.items()}
        eve = on - ONE_DAY

        def new(code: str, name: str) -> Version:
            return Version(f"{code}@{on}", code, name, "xã", on, "commune", key["province"])

        if what == "merge":
            one = new("90101", "Đồi Sim Mới")
            part = Part((one,), (), tuple((key[n], eve) for n in ("hills", "river", "north")),
                        tuple(Succession(key[n], one.key, on) for n in ("hills", "river")))  # fmt: skip
        elif what == "split":
            parts = new("90111", "Đồi Trên"), new("90112", "Đồi Dưới")
            steps = (Succession(key["hills"], one.key, on, whole=False) for one in parts)
            part = Part(parts, (), ((key["hills"], eve),), tuple(steps))
        elif what == "zone":
            one = new("903", "Đảo Xa")
            part = Part((one,), (), ((key["island"], eve),),
                        (Succession(key["island"], one.key, on),))  # fmt: skip
        elif what == "end":
            part = Part(ended=((key["coast"], eve),))  # its district has no commune left
        elif what == "rename":
            part = Part(changed=(Change(key["river"], on, name="Bến Đò Mới"),))
        else:
            part = Part(changed=(Change(key["coast"], on, parent=key["north"]),))
        return Plan(number=number, effective_on=on, source="thử", units=part)

    def happen(self, happenings: list[dict]) -> None:
        """Let it all happen in the order of time; what contradicts what is known is refused."""
        for n, one in enumerate(sorted(happenings, key=lambda one: one["at"])):
            at, by = one["at"], self.person
            step = settling if one["settled"] else arranging
            try:
                if one["what"] == "tick":
                    demanding.open_all(at=at)
                elif one["what"] == "withdraw":
                    standing = Decision.objects.filter(withdrawal=None).last()
                    if standing:
                        more = {} if one["settled"] else {"besides": BESIDES}
                        step.withdraw(standing, by=by, at=at, reason="nhầm", **more)
                else:
                    step.arrange(self.plan(one["what"], one["on"], f"{n}/NQ"), by=by, at=at)
            except Refusal:
                continue
        demanding.open_all(at=BEGAN + timedelta(days=LAST + 1))

    @settings(max_examples=40)
    @given(happenings=HAPPENINGS, asked=some.lists(MOMENTS, min_size=1, max_size=4))
    def test_a_list_in_sql_holds_exactly_who_owes_by_the_rule(self, happenings, asked):
        self.happen(happenings)
        for known_at in {*asked, *(one["at"] for one in happenings)}:
            self.agree(AsOf.at(known_at))

    def agree(self, at: AsOf) -> None:
        """Every period begun by the moment is owed by those that the rule names, once each."""
        units = Tree.known_at(register.unit_facts(), at.known_at)
        agencies = Tree.known_at(register.agency_facts(), at.known_at)
        rows = Report.objects.owed(at).filter(consolidated=False)
        listed = sorted(rows.values_list("first_on", "unit__key"))
        assert listed == sorted(
            (period.first, key)
            for period in periods_between("daily", FIRST, at.day)
            for key in owing.owers(units, agencies, "lowest_unit", period.last)
        )

    @settings(max_examples=20)
    @given(happenings=HAPPENINGS, asked=MOMENTS)
    def test_what_was_known_stays_as_it_was_known(self, happenings, asked):
        at = AsOf.at(asked)
        self.happen([one for one in happenings if one["at"] <= asked])
        before = sorted(Report.objects.owed(at).values_list("pk", flat=True))
        self.happen([one for one in happenings if one["at"] > asked])

        assert sorted(Report.objects.owed(at).values_list("pk", flat=True)) == before

    @settings(max_examples=20)
    @given(happenings=HAPPENINGS)
    def test_nobody_was_late_before_it_could_know(self, happenings):
        self.happen(happenings)
        for one in Report.objects.filter(back_fill=False):
            assert one.due_at > one.known_from


BESIDES = {"reports.report", "dispatches.recipient"}

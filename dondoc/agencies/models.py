"""Units, agencies, people and posts, each with its days: who existed, who may see and do what."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dondoc.audit.models import Permanent, PermanentQuerySet
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.web import words


def _exactly_one(*names: str) -> Q:
    """One of the columns is set and no other."""
    found = Q()
    for name in names:
        found |= Q(**{f"{one}__isnull": one != name for one in names})
    return found


class Decision(Permanent):
    """What changed units or agencies, or passed work on: a resolution, a decree, a decision.

    Facts that name no decision were known from the beginning: the first load of a register.
    """

    number = models.CharField(max_length=80)
    title = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return self.number


class Withdrawal(Permanent):
    """A decision recorded by mistake is taken back: from then on nothing of it is known."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey("Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)


def known(at: AsOf, to: str = "decision") -> Q:
    """Rows known at a moment and not taken back by then; `to` leads to their decision."""
    told = Q(**{f"{to}__recorded_at__lte": at.known_at})
    kept = Q(**{f"{to}__withdrawal": None}) | Q(**{f"{to}__withdrawal__at__gt": at.known_at})
    return Q(**{to: None}) | (told & kept)


class Dated(models.QuerySet):
    """Rows that exist from a day until a day (the last day included; none: still)."""

    def on(self, at: AsOf) -> Self:
        """Those that exist on the day."""
        return self.filter(exists_from__lte=at.day).filter(
            Q(exists_until=None) | Q(exists_until__gte=at.day)
        )


class Versions(PermanentQuerySet):
    """Rows that begin by one decision and end by another; what is taken back never was."""

    def known(self, at: AsOf) -> Self:
        """Those known at the moment, whatever their days."""
        return self.filter(known(at))

    def ended(self, at: AsOf) -> Exists:
        """Whether a row's last day lies before the day, as known at the moment."""
        row = {self.model.ENDED_AS: OuterRef("pk")}  # type: ignore[attr-defined]
        return Exists(Ending.objects.filter(known(at), last_on__lt=at.day, **row))

    def on(self, at: AsOf) -> Self:
        """Those that exist on the day, as known at the moment."""
        return self.known(at).filter(~self.ended(at), exists_from__lte=at.day)

    def of_province(self, at: AsOf) -> Self:
        """Agencies of the province that works here, or of no unit."""
        here = at_home(at, "unit__")
        return self.on(at).filter(here | Q(unit=None) if here else Q())

    def of_key(self, key: str) -> Self:
        """All versions of one body; no key holds a NUL, which PostgreSQL will not even look for."""
        return self.none() if "\0" in key else self.filter(key=key)


class Level(models.TextChoices):
    """How high a unit stands."""

    PROVINCE = "province", "tỉnh"
    DISTRICT = "district", "huyện"
    COMMUNE = "commune", "xã"


class UnitQuerySet(Versions):
    """Units, asked for by day and by place in the tree."""

    def lowest(self, at: AsOf) -> Self:
        """The units that report themselves on a day: communes, and a district that has none."""
        parents = Unit.objects.on(at).exclude(parent=None).values("parent__key")
        lowest = self.on(at).exclude(level=Level.PROVINCE).exclude(key__in=parents)
        return lowest.filter(at_home(at))

    def here(self, at: AsOf) -> Self:
        """Those of the province that works here."""
        return self.on(at).filter(at_home(at))

    def under(self, unit: Unit) -> Self:
        """The unit and everything below it."""
        return self.filter(within(unit))


def below(unit: Unit, to: str = "") -> Q:
    """What lies below a unit, as a condition; `to` leads from the rows asked for to their unit."""
    return Q(**{f"{to}path__startswith": f"{unit.path}/"})


def within(unit: Unit, to: str = "") -> Q:
    """The unit, under whatever name it bears, and what lies below it."""
    return Q(**{f"{to}key": unit.key}) | below(unit, to)


class Unit(Permanent):
    """An administrative unit for as long as it bore this name, code and kind under this parent.

    `key` is who it is: another name or parent is a further row of the same key. A code is used
    again by others, so it is asked for together with a day.
    """

    ENDED_AS = "unit"

    key = models.CharField(max_length=40, db_index=True)
    code = models.CharField(max_length=10, db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # xã, phường, thị trấn, huyện, thị xã, thành phố, tỉnh
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, db_index=True)  # the keys from the top down
    exists_from = models.DateField()
    column = models.PositiveSmallIntegerField(null=True)  # place in the map of equal tiles
    row = models.PositiveSmallIntegerField(null=True)
    sort_key = models.CharField(max_length=400, db_index=True)  # thrice as long as the name
    words = models.TextField(default="")  # what it is found by, see core.finding
    source = models.CharField(max_length=240, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="units")

    objects = UnitQuerySet.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "exists_from", "decision"], name="unit_version_once"
            ),
            models.UniqueConstraint(
                fields=["key", "exists_from"],
                condition=Q(decision=None),
                name="unit_version_once_at_first",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """ "Xã Bình Chương": the kind and the name, as they open a line."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}"

    @property
    def said_name(self) -> str:
        """ "xã Bình Chương": the same within a sentence."""
        return f"{self.kind} {self.name}"

    def is_within(self, area: Unit) -> bool:
        """Whether it is the area or lies below it."""
        return self.key == area.key or self.path.startswith(f"{area.path}/")


class HomeUnknown(Refusal):
    """The register holds several provinces, or none, and nothing says whose system this is."""

    code = "units.home_unknown"
    message = gettext_noop(
        "The register holds %(count)s provinces on %(day)s. Set DONDOC_PROVINCE to the code of "
        "the province that works here."
    )


def home_of(at: AsOf) -> Unit:
    """The province that works here, as it was on a day. Raises `HomeUnknown`."""
    found = list(_provinces(at))
    if len(found) != 1:
        raise HomeUnknown(count=len(found), day=words.day(at.day))
    return found[0]


def at_home(at: AsOf, to: str = "") -> Q:
    """What belongs to the province that works here on a day; `to` leads to the unit.

    A register may hold a whole country: other provinces' communes owe nothing here.
    """
    if Unit.objects.on(at).filter(level=Level.PROVINCE).count() < 2:
        return Q()
    return within(home_of(at), to)


def _provinces(at: AsOf) -> UnitQuerySet:
    found = Unit.objects.on(at).filter(level=Level.PROVINCE)
    return found.filter(code=settings.PROVINCE) if settings.PROVINCE else found


class UnitSuccession(Permanent):
    """One unit went on in another from a day, whole or in part, by a decision."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    whole = models.BooleanField(default=True)
    # A part's share of figures, only where a decision gives it.
    weight = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    note = models.CharField(max_length=240, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")


class AgencyKind(models.TextChoices):
    """What sort of body it is."""

    LEADERSHIP = "leadership", "lãnh đạo"
    DEPARTMENT = "department", "sở, ban, ngành"
    DISTRICT = "district", "UBND cấp huyện"
    COMMUNE = "commune", "UBND cấp xã"
    BODY = "body", "tổ công tác, ban chỉ đạo"
    OTHER = "other", "cơ quan khác"


# The People's Committees: of the province, of a district, of a commune.
COMMITTEES = (AgencyKind.LEADERSHIP, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
LOCAL = COMMITTEES[1:]


class Agency(Permanent):
    """A body that can be given work or hand in reports, for as long as it bore this name.

    `key` is who it is; rights and work go by it, so that another name keeps everything in sight.
    """

    ENDED_AS = "agency"

    key = models.CharField(max_length=80, db_index=True)
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=AgencyKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="agencies")
    exists_from = models.DateField()
    functions = models.JSONField(default=list)
    bare_name = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=620)  # thrice as long as the name
    words = models.TextField(default="")
    source = models.CharField(max_length=240, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="agencies")

    objects = Versions.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "exists_from", "decision"], name="agency_version_once"
            ),
            models.UniqueConstraint(
                fields=["key", "exists_from"],
                condition=Q(decision=None),
                name="agency_version_once_at_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(Permanent):
    """An agency's work, whole or by function, went to another from a day."""

    before = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Agency, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    function = models.CharField(max_length=120, blank=True)
    whole = models.BooleanField(default=True)
    note = models.CharField(max_length=240, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")


class StandingRole(Permanent):
    """Which agency is the standing one of a task force, from when; a later one takes over."""

    ENDED_AS = "standing_role"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="standing_roles")
    body = models.CharField(max_length=200)
    exists_from = models.DateField()
    source = models.CharField(max_length=240)
    letterhead = models.JSONField(default=dict)  # what stands at head and foot of its letters
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    objects = Versions.as_manager()  # type: ignore[misc]  # the stubs call it an instance's


class Membership(Permanent):
    """An agency sits in a task force or committee, through whom and as what, from a day."""

    class Role(models.TextChoices):
        HEAD = "head", "trưởng"
        DEPUTY = "deputy", "phó"
        STANDING = "standing", "thường trực"
        MEMBER = "member", "thành viên"

    ENDED_AS = "membership"

    body = models.ForeignKey(Agency, models.PROTECT, related_name="members")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role)
    post = models.CharField(max_length=160, blank=True)  # "Giám đốc": who sits there by office
    exists_from = models.DateField()
    source = models.CharField(max_length=240, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    objects = Versions.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["pk"]


class Ending(Permanent):
    """The last day of a unit, an agency, a standing role or a seat, by a decision."""

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="endings")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="endings")
    standing_role = models.ForeignKey(
        StandingRole, models.PROTECT, null=True, related_name="endings"
    )
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="endings")
    last_on = models.DateField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one("unit", "agency", "standing_role", "membership"),
                name="ending_of_one_thing",
            )
        ]


class Transfer(Permanent):
    """Work given to one agency is answered by another from a day; what was given stays as it was.

    `kind` and `work_id` name the piece of work ("task", its key): later steps own them, so this
    row knows no more. Without a recipient the decision closes the work as without object.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=40)
    work_id = models.BigIntegerField()
    given = models.ForeignKey(Agency, models.PROTECT, related_name="transfers_away")
    to = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="transfers")
    function = models.CharField(max_length=120, blank=True)
    effective_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "work_id"], name="transfer_of_work")]


class PersonManager(BaseUserManager["Person"]):
    """Finds who signs in."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of that user name; Django's sign-in asks for it."""
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the post they hold that day."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = PersonManager()
    duty: Post | None = None
    today: AsOf  # the day of that duty: what passed on by then is theirs to see and to do

    def __str__(self) -> str:
        return self.full_name

    def acting(self) -> tuple[str, str]:
        """The post and the agency in whose name the person acts; both empty without a post."""
        return (self.duty.title, self.duty.agency.name) if self.duty else ("", "")

    def on_duty(self, day: date) -> Self:
        """Take up the post held on a day; the newest one where there are several.

        An agency that goes on under another name keeps its people.
        """
        self.today = at = AsOf.end_of(day)
        posts = self.posts.on(at).select_related("agency__unit").order_by("-exists_from", "-pk")
        self.duty = posts.first()
        if self.duty:
            now = Agency.objects.on(at).of_key(self.duty.agency.key).select_related("unit").last()
            self.duty.agency = now or self.duty.agency
        return self

    def has_role(self, *roles: str) -> bool:
        """Whether the post held gives one of the roles."""
        return self.duty is not None and self.duty.role in roles


class Role(models.TextChoices):
    """What a post allows; the names are in the glossary."""

    LEADER = "leader", "lãnh đạo"
    STANDING = "standing", "cơ quan thường trực"
    INSPECTOR = "inspector", "thanh tra, kiểm tra"
    DEPARTMENT = "department", "đầu mối sở, ngành"
    DISTRICT = "district", "đầu mối cấp huyện"
    COMMUNE = "commune", "cán bộ cấp xã"


WHOLE_PROVINCE = (Role.LEADER, Role.STANDING, Role.INSPECTOR)


class Post(models.Model):
    """A person's place in an agency, with a role, from a day until a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=Role)
    title = models.CharField(max_length=160)
    exists_from = models.DateField()
    exists_until = models.DateField(null=True)

    objects = Dated.as_manager()

    def __str__(self) -> str:
        return f"{self.title}, {self.agency}"

"""Units, agencies, people and posts, each with its days: who existed, who may see and do what."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Dated(models.QuerySet):
    """Rows that exist from a day until a day (the last day included; none: still)."""

    def on(self, day: date) -> Self:
        """Those that exist on the day."""
        return self.filter(exists_from__lte=day).filter(
            Q(exists_until=None) | Q(exists_until__gte=day)
        )


class Level(models.TextChoices):
    """How high a unit stands."""

    PROVINCE = "province", "tỉnh"
    DISTRICT = "district", "huyện"
    COMMUNE = "commune", "xã"


class UnitQuerySet(Dated):
    """Units, asked for by day and by place in the tree."""

    def lowest(self, day: date) -> Self:
        """The units that report themselves on a day: communes, and a district that has none."""
        parents = Unit.objects.on(day).exclude(parent=None).values("parent")
        return self.on(day).exclude(level=Level.PROVINCE).exclude(pk__in=parents)

    def under(self, unit: Unit) -> Self:
        """The unit and everything below it."""
        return self.filter(Q(pk=unit.pk) | below(unit))


def below(unit: Unit, to: str = "") -> Q:
    """What lies below a unit, as a condition; `to` leads from the rows asked for to their unit."""
    return Q(**{f"{to}path__startswith": f"{unit.path}/"})


class Unit(models.Model):
    """An administrative unit: a code *and* its days, because codes are used again."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # xã, phường, thị trấn, huyện, thị xã, thành phố, tỉnh
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=60, db_index=True)
    exists_from = models.DateField()
    exists_until = models.DateField(null=True)
    column = models.PositiveSmallIntegerField(null=True)  # place in the map of equal tiles
    row = models.PositiveSmallIntegerField(null=True)
    sort_key = models.CharField(max_length=240, db_index=True)
    source = models.CharField(max_length=240, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["code", "exists_from"], name="unit_code_and_day"),
            models.CheckConstraint(
                condition=Q(exists_until=None) | Q(exists_until__gte=F("exists_from")),
                name="unit_days_in_order",
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
        return self.pk == area.pk or self.path.startswith(f"{area.path}/")


class UnitSuccession(models.Model):
    """One unit went on in another from a day, whole or in part, by a decision."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    whole = models.BooleanField(default=True)
    authority = models.CharField(max_length=240)


class AgencyKind(models.TextChoices):
    """What sort of body it is."""

    LEADERSHIP = "leadership", "lãnh đạo"
    DEPARTMENT = "department", "sở, ban, ngành"
    DISTRICT = "district", "UBND cấp huyện"
    COMMUNE = "commune", "UBND cấp xã"
    BODY = "body", "tổ công tác, ban chỉ đạo"
    OTHER = "other", "cơ quan khác"


class Agency(models.Model):
    """A body that can be given work or hand in reports, with its days."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=AgencyKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="agencies")
    exists_from = models.DateField()
    exists_until = models.DateField(null=True)
    functions = models.JSONField(default=list)
    bare_name = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=300)
    source = models.CharField(max_length=240, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """An agency's work, whole or by function, went to another from a day."""

    before = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Agency, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    function = models.CharField(max_length=120, blank=True)  # empty: whole
    authority = models.CharField(max_length=240)


class StandingRole(models.Model):
    """Which agency is the standing one of a task force, from when until when."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="standing_roles")
    body = models.CharField(max_length=200)
    exists_from = models.DateField()
    exists_until = models.DateField(null=True)
    source = models.CharField(max_length=240)
    letterhead = models.JSONField(default=dict)  # what stands at head and foot of its letters

    objects = Dated.as_manager()


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

    def __str__(self) -> str:
        return self.full_name

    def acting(self) -> tuple[str, str]:
        """The post and the agency in whose name the person acts; both empty without a post."""
        return (self.duty.title, self.duty.agency.name) if self.duty else ("", "")

    def on_duty(self, day: date) -> Self:
        """Take up the post held on a day; the newest one where there are several."""
        posts = self.posts.on(day).select_related("agency__unit").order_by("-exists_from", "-pk")
        self.duty = posts.first()
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

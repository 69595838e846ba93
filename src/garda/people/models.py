"""The rows of the room: who exists, where, in which post, from when to when, at which hours.

Territory codes are text with dots, as the Ministry of Home Affairs writes them (Kepmendagri
300.2.2-2138/2025). Terms of office are dated: a decision stays with who held the post on its date.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


def fresh_version() -> int:
    """A number that no earlier arrangement of a city had, not even one that was rolled back."""
    return secrets.randbelow(2**31 - 1) + 1


class City(models.Model):
    """A city that runs on this installation; all its rows point here, and nobody else's do.

    `version` changes with every change of units, posts, hours, days off and flows in force: whatever a
    process keeps in memory about the city is kept under it, and falls out with the old one.
    """

    key = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=13, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, default="kota")
    province = models.CharField(max_length=80, blank=True)
    province_code = models.CharField(max_length=13, blank=True)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    short = models.CharField(max_length=60, blank=True)
    vision = models.JSONField(default=dict, blank=True)  # {"id": …, "en": …}
    maklumat = models.JSONField(default=dict, blank=True)  # {"id": …, "en": …}
    address = models.CharField(max_length=200, blank=True)
    colours = models.JSONField(default=dict, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=fresh_version)

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A territory. Its boundary lies in a row of its own, so that no list of matters carries it along."""

    city = models.ForeignKey(City, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=13)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=20)
    parent_code = models.CharField(max_length=13, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "code"], name="area_once_per_city")]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """The boundary of a territory: GeoJSON geometry, WGS84, longitude first; indicative, not legal."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()

    def __str__(self) -> str:
        return f"{self.area}"


class Unit(models.Model):
    """An office in the city's one tree: kota, sekretariat, bagian, inspektorat, opd, kecamatan, kelurahan."""

    city = models.ForeignKey(City, models.CASCADE, related_name="units")
    key = models.SlugField(max_length=60)
    abbrev = models.CharField(max_length=12)
    name = models.CharField(max_length=160)
    short = models.CharField(max_length=80, blank=True)
    also = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="units")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "key"], name="unit_key_once_per_city"),
            models.UniqueConstraint(fields=["city", "abbrev"], name="unit_abbrev_once_per_city"),
        ]
        indexes: ClassVar = [models.Index(fields=["city", "kind", "name"]), models.Index(fields=["path"])]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; a person without a password can't sign in."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Person:
        """A person who may sign in with `username`; no rights come with it (rights come with posts)."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who acts, or acted, in an office. Rights come only from the posts held today."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    city = models.ForeignKey(City, models.CASCADE, null=True, blank=True, related_name="persons")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A seat in a unit: its kind is a key of the register of post kinds (`posts.kinds`)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=40)
    seat = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "seat"], name="post_seat_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit.name}"


class Term(models.Model):
    """Who held a post from when to when; `last` is the last day, empty while it lasts.

    `person` is empty where a document names the office but not the person (then `known_as` says so).
    """

    MANNERS: ClassVar = [
        ("definitif", _("Definitif")),
        ("pj", _("Penjabat (Pj)")),
        ("plt", _("Pelaksana tugas (Plt)")),
        ("plh", _("Pelaksana harian (Plh)")),
    ]

    post = models.ForeignKey(Post, models.CASCADE, related_name="terms")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="terms")
    known_as = models.CharField(max_length=160, blank=True)
    manner = models.CharField(max_length=12, choices=MANNERS, default="definitif")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    decree = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["post", "first"]),
            models.Index(fields=["person", "first"]),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.known_as}: {self.post}"


class Delegation(models.Model):
    """The acts of one post lent to the holder of another for a while; the decision names both."""

    giver = models.ForeignKey(Post, models.CASCADE, related_name="given")
    taker = models.ForeignKey(Post, models.CASCADE, related_name="taken")
    first = models.DateField()
    last = models.DateField()
    decree = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["taker", "first", "last"])]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"


class WorkHours(models.Model):
    """Working hours of a city (unit empty) or of one unit: always, or within a season's dates.

    `week` is a list of seven lists of [start, end] minutes since local midnight, Monday first,
    breaks already cut out: what every clock counts. `counter` has the same shape: what the door says.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="work_hours")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="work_hours")
    name = models.CharField(max_length=80)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    week = models.JSONField()
    counter = models.JSONField(default=list, blank=True)
    estimated = models.BooleanField(default=False)
    rests_on = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "unit"])]

    def __str__(self) -> str:
        return self.name


class DayOff(models.Model):
    """A day that differs: national holiday, cuti bersama, local closure, or an off day made a working day."""

    KINDS: ClassVar = [
        ("libur_nasional", _("Libur nasional")),
        ("cuti_bersama", _("Cuti bersama")),
        ("tutup", _("Kantor tutup")),
        ("kerja", _("Tetap bekerja")),
    ]

    city = models.ForeignKey(City, models.CASCADE, related_name="days_off")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="days_off")
    day = models.DateField()
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    estimated = models.BooleanField(default=False)
    rests_on = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "day"])]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"

    def of(self, lang: str) -> str:
        """Its name in a language: an English one where it has one."""
        return self.name_en or self.name if lang.startswith("en") else self.name


class HolidayYear(models.Model):
    """A year whose list of holidays is known to the city; other years are said to be unknown."""

    city = models.ForeignKey(City, models.CASCADE, related_name="holiday_years")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "year"], name="holiday_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class Change(models.Model):
    """Who arranged what, when: units, posts, terms, hours, holidays, persons. Written once, never changed."""

    city = models.ForeignKey(City, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    was = models.JSONField(default=dict, blank=True)
    became = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "at"])]

    def __str__(self) -> str:
        return f"{self.what}: {self.about}"

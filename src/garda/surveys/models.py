"""The rows of the room: published instruments, invitations, answers.

An answer never points to its invitation, its matter or its ticket: that somebody answered is kept (`Taken`),
and what was answered is kept, but not which of them was whose. Sheets have keys drawn at random, so that
their order leads to nobody; of a round among staff there is no sheet at all, only counts (`Box`).
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from garda.people.models import Area, City, Person, Post, Unit
from garda.surveys.climate_models import Action as Action
from garda.surveys.climate_models import Check as Check
from garda.surveys.climate_models import Habit as Habit
from garda.surveys.climate_models import HabitWeek as HabitWeek
from garda.surveys.climate_models import Point as Point
from garda.surveys.follow_up_models import FollowUp as FollowUp
from garda.surveys.manner_models import Coaching as Coaching
from garda.surveys.manner_models import Observation as Observation


def drawn() -> int:
    """A key drawn at random: 62 bits, so that two never meet and none says which came first."""
    return secrets.randbits(62)


class PublishedInstrument(models.Model):
    """One edition of an instrument as published in a city: its text, with the days on which it holds."""

    city = models.ForeignKey(City, models.CASCADE, related_name="instruments")
    key = models.SlugField(max_length=60)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "key", "first"], name="instrument_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.first}"


class ElementOwner(models.Model):
    """Who answers for one element of one edition: an office. A new one carries it on where it lives on."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    instrument = models.ForeignKey(PublishedInstrument, models.CASCADE, db_index=False, related_name="+")
    element = models.SlugField(max_length=60)
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "element"], name="element_owner_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "unit"], name="element_owner_unit")]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.element}"


class Round(models.Model):
    """A time in which a group is asked: a pulse of an office, an exercise, a poll of residents.

    Without `unit` the whole city; with `area` those who live there. `about` says for what it is held.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="rounds")
    instrument = models.ForeignKey(PublishedInstrument, models.PROTECT, related_name="rounds")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="rounds")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=10)  # "staff" or "residents"
    about = models.CharField(max_length=160, blank=True)
    first = models.DateField()
    last = models.DateField()
    invited = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # of staff: when its figures were decided
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "audience", "last"], name="round_open"),
            models.Index(fields=["last"], name="round_unclosed", condition=models.Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.first}"


class Invitation(models.Model):
    """A right to answer once, tied to something that really happened: a served matter or ticket, a round.

    `source` is "case", "ticket", "paper" (a sheet with a code, given out at the counter) or "round";
    `source_key` names it. `token` is the whole address: whoever holds it may answer.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="invitations")
    token = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=8)
    source_key = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    service = models.SlugField(max_length=60, blank=True)
    flow_version = models.PositiveIntegerField(default=0)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+")
    officer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, related_name="invitations")
    served_on = models.DateField()
    expires_on = models.DateField()
    made_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "source", "source_key"], name="invited_once")
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "served_on"], name="invited_unit")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_key}"


class Looked(models.Model):
    """Up to which moment everybody served at a desk of the city was looked at, whether to invite them.

    Moved on by whoever invites, at most once an hour, when nobody is left behind it.
    """

    city = models.OneToOneField(City, models.CASCADE, primary_key=True, related_name="+")
    upto = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.city_id} {self.upto}"


class Taken(models.Model):
    """That an invitation was used for an instrument, or that a person took part in a round. Never the answer.

    Only the day is kept, under a key drawn at random: an hour, or the order in which people came, would lead
    back to the answer.
    """

    id = models.BigIntegerField(primary_key=True, default=drawn)
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, db_index=False, related_name="taken"
    )
    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, related_name="taken")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, db_index=False, related_name="+"
    )
    key = models.SlugField(max_length=60)  # of the instrument
    on = models.DateField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invitation", "key"], name="taken_once", condition=models.Q(invitation__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["round", "person"], name="took_part_once", condition=models.Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.on}"


class Response(models.Model):
    """One answered sheet. `pattern` holds the place of each answer in its scale, by commas, "-" for none.

    Its columns are those of `scoring.Tally`: the elements in the order of the edition. `at` is whole minutes
    and `device` a keyed mark of the day: both serve to find patterns and are dropped soon after. `aside`
    sheets are not counted; by whom and why stands in the trail.
    """

    PAGE, KIOSK, PAPER, CHAT, DESK = "page", "kiosk", "paper", "chat", "desk"

    id = models.BigIntegerField(primary_key=True, default=drawn)
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="responses")
    instrument = models.ForeignKey(PublishedInstrument, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    service = models.SlugField(max_length=60, blank=True)
    flow_version = models.PositiveIntegerField(default=0)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+")
    officer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, db_index=False, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8)
    assisted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    device = models.CharField(max_length=64, blank=True)
    own_device = models.BooleanField(default=False)  # one that the office itself registered
    pattern = models.CharField(max_length=200)
    flags = models.JSONField(default=list, blank=True)  # keys of what was seen: "device", "burst", …
    aside = models.BooleanField(default=False)
    comment = models.BinaryField(null=True, blank=True)  # sealed
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["instrument", "unit", "day"], name="response_unit"),
            models.Index(fields=["unit", "day"], name="response_unit_day"),
            models.Index(fields=["city", "day"], name="response_day"),
            models.Index(
                fields=["officer", "instrument", "day"],
                name="response_officer",
                condition=models.Q(officer__isnull=False),
            ),
            models.Index(fields=["round"], name="response_round", condition=models.Q(round__isnull=False)),
            models.Index(
                fields=["city", "day"], name="response_comment", condition=models.Q(comment__isnull=False)
            ),
            models.Index(fields=["city", "day"], name="response_timed", condition=models.Q(at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.day}"


class Kept(models.Model):
    """How often each sheet was given in one place and month: the counts that every score is made from.

    `patterns` is {pattern: how often}; `cell` names the row ("edition:unit:area:service:month:marks:sim").
    `marks` tell apart what a reader must be able to: "a" filled in by an officer, "f" flagged, "x" set aside.
    The sum of `Response`, kept in the transaction of each answer; counted again it is the same.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    cell = models.CharField(max_length=160, unique=True)
    instrument = models.ForeignKey(PublishedInstrument, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, db_index=False, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, db_index=False, related_name="+")
    service = models.SlugField(max_length=60, blank=True)
    month = models.DateField()
    marks = models.CharField(max_length=3, blank=True)
    patterns = models.JSONField(default=dict)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["instrument", "month"], name="kept_month"),
            models.Index(fields=["instrument", "unit", "month"], name="kept_unit"),
            models.Index(fields=["city"], name="kept_city"),
        ]

    def __str__(self) -> str:
        return self.cell


class Box(models.Model):
    """What the people of one unit answered in a round among staff: counts alone, never a sheet.

    One row is written over with every answer, so neither its key nor its place on disk tells who came when.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="boxes")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    patterns = models.JSONField(default=dict)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "unit"], name="box_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"

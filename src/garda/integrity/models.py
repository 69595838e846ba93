"""The rows of the room.

What came in confidence has no column for who wrote it, from where, or on which day it was written. Keys are
drawn at random, so that no number says which came first; words stand under seals.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from garda.cases.models import Case
from garda.people.models import City, Person, Post, Unit


def fresh_key() -> int:
    """A key drawn at random: it says nothing about when the row was made."""
    return secrets.randbits(62) + 1


class Slip(models.Model):
    """A paper in the box, not read by anybody yet. `opens_on` is drawn at random; its own day is not kept."""

    id = models.BigIntegerField(primary_key=True, default=fresh_key)
    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=10)  # criticism, report, answer
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    opens_on = models.DateField()
    sealed = models.BinaryField(default=b"")
    code = models.CharField(max_length=64, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "opens_on"], name="slip_opens")]

    def __str__(self) -> str:
        return f"{self.kind} in the box"


class Criticism(models.Model):
    """Criticism of an office or its leader. `at_unit` is who must answer now."""

    id = models.BigIntegerField(primary_key=True, default=fresh_key)
    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    leader = models.BooleanField(default=False)
    at_unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=10)
    raised = models.PositiveSmallIntegerField(default=0)
    received_on = models.DateField()
    due_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    action = models.TextField(blank=True)
    action_due = models.DateField(null=True, blank=True)
    reminded = models.BooleanField(default=False)
    result = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField(default=b"")
    known = models.BooleanField(default=False)
    code = models.CharField(max_length=64, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "received_on"], name="criticism_unit"),
            models.Index(fields=["at_unit", "state", "due_at"], name="criticism_at"),
            models.Index(fields=["city", "received_on"], name="criticism_day"),
            models.Index(fields=["state", "due_at"], name="criticism_due"),
        ]

    def __str__(self) -> str:
        return f"criticism {self.pk}"


class Report(models.Model):
    """A report of somebody's conduct: `unit` and `post` say about whom, `desk` who handles it."""

    id = models.BigIntegerField(primary_key=True, default=fresh_key)
    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    desk = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    received_on = models.DateField()
    due_at = models.DateTimeField()
    reminded = models.BooleanField(default=False)
    heard_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    known = models.BooleanField(default=False)
    # Persons who said that it concerns them: they never see it again.
    barred = models.JSONField(default=list, blank=True)
    sealed = models.BinaryField(default=b"")
    code = models.CharField(max_length=64, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "desk", "state", "due_at"], name="report_desk"),
            models.Index(fields=["city", "received_on"], name="report_day"),
            models.Index(fields=["state", "due_at"], name="report_due"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Step(models.Model):
    """A step of handling: what was done or asked, or what the reporter answered. No hour, only the day."""

    id = models.BigIntegerField(primary_key=True, default=fresh_key)
    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    seq = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=10)
    sealed = models.BinaryField(default=b"")
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "seq"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.seq}"


class Pledge(models.Model):
    """A yearly pledge to one version of the code of conduct."""

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "year", "version"], name="pledge_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "year"], name="pledge_year")]

    def __str__(self) -> str:
        return f"pledge {self.year}"


class Interest(models.Model):
    """Somebody's own interest in one matter: they decide nothing in it while it stands."""

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    sealed = models.BinaryField(default=b"")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "case"], condition=models.Q(state="declared"), name="interest_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["city", "at"], name="interest_day")]

    def __str__(self) -> str:
        return f"interest {self.pk}"


class Gift(models.Model):
    """A gift that somebody was given or offered, and what was decided about it."""

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    got_on = models.DateField()
    value = models.PositiveBigIntegerField()
    taken = models.BooleanField(default=True)  # False: refused on the spot
    late = models.BooleanField(default=False)
    at = models.DateTimeField()
    sealed = models.BinaryField(default=b"")
    outcome = models.CharField(max_length=12, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "state", "at"], name="gift_state")]

    def __str__(self) -> str:
        return f"gift {self.pk}"

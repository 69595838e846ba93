"""The rows of the room: a directive, what it asks of each unit, and the proofs of what was done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from garda.people.models import City, Person, Post, Unit


class Directive(models.Model):
    """What a holder of an office wants done. Who held the office is kept as of the day it was given.

    `origin_name` is empty where the register knows the office on that day, but not the person. `root` is the
    first of the chain that this one was derived from; a first one has none.
    """

    WAITING, RUNNING, WITHDRAWN = "waiting", "running", "withdrawn"

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    form_key = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    words = models.TextField()
    given_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    closed = models.BooleanField(default=False)
    origin_post = models.ForeignKey(Post, models.PROTECT, db_index=False, related_name="+")
    origin_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    origin_title = models.CharField(max_length=200)
    origin_name = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=12, default=WAITING)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    coordinated_at = models.DateTimeField(null=True, blank=True)
    coordinated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    why_withdrawn = models.CharField(max_length=500, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "form_key"], name="directive_sent_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["city", "-given_on", "-id"], name="directive_list"),
            models.Index(fields=["city", "state"], name="directive_state"),
            models.Index(fields=["next_at"], name="directive_next", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """What one unit has to do about a directive: the state of that one addressee, and how it came to it."""

    directive = models.ForeignKey(Directive, models.CASCADE, db_index=False, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    catch_by = models.DateTimeField()
    due = models.DateField()
    why_due = models.CharField(max_length=500, blank=True)
    restated = models.TextField(blank=True)
    caught_at = models.DateTimeField(null=True, blank=True)
    caught_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    done = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    verdict = models.CharField(max_length=1000, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    returned = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["directive", "unit"], name="directive_once_per_unit")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "due"], name="task_of_unit"),
            models.Index(fields=["next_at"], name="directive_task_next", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.unit_id} {self.state}"


class Proof(models.Model):
    """A photo or paper that shows what was done, sealed; kept with the round in which it was handed in."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="proofs")
    round = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.task_id} {self.media_type}"

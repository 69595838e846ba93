"""Rows of an office's climate: figures of staff rounds, acts of its leader, good habits, checks.

Imported by `models`, where Django looks for tables.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case
from garda.people.models import City, Person, Unit


class Point(models.Model):
    """One figure of a staff round that may be shown: of a unit, or (`deep`) of it and all beneath it.

    Made once when a round is over; a round that could tell on somebody waits and is shown with the next.
    `cells` are [round, unit] pairs, `patterns` their sheets as counts.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    instrument = models.ForeignKey(
        "surveys.PublishedInstrument", models.PROTECT, db_index=False, related_name="+"
    )
    key = models.SlugField(max_length=60)
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    deep = models.BooleanField(default=False)
    cells = models.JSONField(default=list)
    first = models.DateField()
    last = models.DateField()
    n = models.PositiveIntegerField()
    patterns = models.JSONField(default=dict)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "key", "last"], name="point_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.unit_id} {self.last}"


class Action(models.Model):
    """Something that a leader does about the climate of the office, with its day. Read by everybody there."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    part = models.SlugField(max_length=40)  # of the pulse
    words = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=8)
    result = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64, null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "form_key"], name="action_form_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "due"], name="action_unit"),
            models.Index(fields=["due"], name="action_due", condition=models.Q(state="planned")),
        ]

    def __str__(self) -> str:
        return self.words


class Habit(models.Model):
    """A good habit that an office keeps together, week by week."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    title = models.CharField(max_length=120)
    first = models.DateField()
    state = models.CharField(max_length=8)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64, null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "form_key"], name="habit_form_once")]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="habit_unit")]

    def __str__(self) -> str:
        return self.title


class HabitWeek(models.Model):
    """Whether the office kept a habit in one week, as the first of its people said."""

    habit = models.ForeignKey(Habit, models.CASCADE, related_name="weeks")
    monday = models.DateField()
    kept = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["habit", "monday"], name="habit_week_once")]

    def __str__(self) -> str:
        return f"{self.habit_id} {self.monday}"


class Check(models.Model):
    """A step that somebody took, drawn by lot and held against the papers by somebody else."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="+")
    seq = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=9)
    why = models.BinaryField(null=True, blank=True)  # sealed
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="checked_once")]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "drawn_at"], name="check_unit"),
            models.Index(fields=["person", "checked_on"], name="check_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq}"

"""Rows about the manner of serving: what an observer saw at a desk, and what was agreed to practise.

Imported by `models`, where Django looks for tables. What visitors said is in no row here.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Unit


class Observation(models.Model):
    """What somebody who leads saw of an officer at work, element by element; read by the two of them alone.

    `places` holds the places in the instrument's scale, None for what was not seen.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    officer = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    day = models.DateField()
    places = models.JSONField(default=dict)
    words = models.BinaryField(null=True, blank=True)  # sealed
    read_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "form_key"], name="observed_once")]
        indexes: ClassVar = [
            models.Index(fields=["officer", "day"], name="observation_officer"),
            models.Index(fields=["unit", "by", "day"], name="observation_unit"),
            models.Index(fields=["day"], name="observation_words", condition=models.Q(words__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class Coaching(models.Model):
    """Something to practise, agreed between an officer and whoever coaches, with a day."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    officer = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    element = models.SlugField(max_length=40)  # of the instrument: what is practised
    words = models.BinaryField(null=True, blank=True)  # sealed
    due = models.DateField()
    state = models.CharField(max_length=8)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "form_key"], name="coached_once")]
        indexes: ClassVar = [
            models.Index(fields=["officer", "due"], name="coaching_officer"),
            models.Index(fields=["unit", "state", "due"], name="coaching_unit"),
            models.Index(
                fields=["due"],
                name="coaching_due",
                condition=models.Q(reminded_at__isnull=True, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.element} {self.due}"

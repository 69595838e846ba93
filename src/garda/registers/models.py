"""The rows of the room: what an office has of each thing, what it asked for, how comfortable it was found.

Nothing here says how much is lacking: that is the standard of the shelf less what works, counted when asked.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Unit


class Holding(models.Model):
    """How many of one thing an office has, by their state. `worn` ones still work, `broken` ones do not.

    `counted_at` is empty where something was only reported broken and nobody has counted yet.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="holdings")
    item = models.SlugField(max_length=60)  # a key of `facilities.toml`
    good = models.PositiveSmallIntegerField(default=0)
    worn = models.PositiveSmallIntegerField(default=0)
    broken = models.PositiveSmallIntegerField(default=0)
    broken_since = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "item"], name="holding_once")]
        indexes: ClassVar = [
            models.Index(fields=["city", "item"], name="holding_city"),
            models.Index(fields=["city"], name="holding_broken", condition=models.Q(broken__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.item}: {self.good + self.worn}"


class Supply(models.Model):
    """Something asked for: who decides until when, what was decided, who pays, what came, what was found.

    Its states and acts are those of `states.py`. `wanted` was counted when it was asked; `granted`, `arrived`
    (not looked at yet) and `received` (looked at, and it works) are numbers of pieces.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="supplies")
    item = models.SlugField(max_length=60)
    state = models.CharField(max_length=10)
    wanted = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True, blank=True)
    granted = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    fund = models.SlugField(max_length=20, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    arrived = models.PositiveSmallIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True, blank=True)
    received = models.PositiveSmallIntegerField(default=0)
    found = models.CharField(max_length=500, blank=True)  # what was wrong with what came
    changed_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "item"],
                name="supply_one_open",
                condition=models.Q(state__in=["asked", "granted", "funded", "delivered"]),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "asked_at"], name="supply_unit"),
            models.Index(fields=["city", "state", "due_at"], name="supply_state"),
            models.Index(
                fields=["due_at"], name="supply_due", condition=models.Q(state="asked", overdue_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.wanted} {self.item}: {self.state}"


class ComfortCheck(models.Model):
    """One look at the comfort of an office on one day: by the keys of the questions, whether it was so."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="comfort_checks")
    day = models.DateField()
    answers = models.JSONField(default=dict)  # {"toilet": true}
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "day"], name="comfort_once_a_day")]
        indexes: ClassVar = [models.Index(fields=["city", "day"], name="comfort_city")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"

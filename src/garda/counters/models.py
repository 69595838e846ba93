"""The rows of the room: who came to the wrong desk, and how many forms were begun. Nobody is named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import PublishedFlow
from garda.people.models import City, Post, Unit


class WrongArrival(models.Model):
    """Somebody came to a desk that was not theirs; which service they came for, and where they should be.

    `flow` is the version in force when it was noted: what the page, the poster and the signs then said.
    Exactly one of `meant_desk` (in this office) and `meant_kind` (another kind of office) is filled.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    desk = models.CharField(max_length=120)
    meant_desk = models.CharField(max_length=60, blank=True)
    meant_kind = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "flow", "unit"], name="wrong_arrival_flow"),
            models.Index(fields=["unit", "day"], name="wrong_arrival_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class FormsBegun(models.Model):
    """How often the form of one version was opened in one month; nobody knows by whom."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    month = models.DateField()
    simulated = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flow", "month", "simulated"], name="forms_begun_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "month"], name="forms_begun_city")]

    def __str__(self) -> str:
        return f"{self.flow_id} {self.month}: {self.count}"

"""Kept counts, and the closings that fell short: both made from the record and made again from it at will."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, Event
from garda.people.models import City, Unit


class DayFigure(models.Model):
    """What one unit's matters of one flow did on one local day; simulated matters are counted apart.

    Every column is a sum of changes, so a period is the sum of its days. What is undone later is taken
    back on the day it is undone (a reopening takes its closing back), never on the day it was counted.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    day = models.DateField()
    flow_key = models.CharField(max_length=60)
    simulated = models.BooleanField(default=False)
    opened = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    dropped = models.IntegerField(default=0)
    fast = models.IntegerField(default=0)
    right = models.IntegerField(default=0)
    accountable = models.IntegerField(default=0)
    all_three = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    rated_sum = models.IntegerField(default=0)
    rated_n = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "flow_key", "simulated"], name="day_figure_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["city", "day"], name="day_figure_city"),
            # What changed since a day, by which the stock of that day is found from today's.
            models.Index(fields=["unit", "day", "overdue"], name="day_figure_stock"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.flow_key}"


class Stock(models.Model):
    """How many of a unit's matters of one flow are open and overdue now; simulated ones are counted apart.

    The sum of `DayFigure.overdue` over all days, kept as it changes: nobody adds up years to show today.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow_key = models.CharField(max_length=60)
    simulated = models.BooleanField(default=False)
    overdue = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "flow_key", "simulated"], name="stock_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.flow_key}: {self.overdue}"


class Shortfall(models.Model):
    """A closing that was not fast, not right or not accountable: the cases behind a figure.

    `undone_on` is the day on which that closing was taken back by a reopening.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    day = models.DateField()
    fast = models.BooleanField()
    right = models.BooleanField()
    accountable = models.BooleanField()
    undone_on = models.DateField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "day"], name="shortfall_unit_day"),
            models.Index(fields=["city", "day"], name="shortfall_city_day"),
            models.Index(fields=["case"], name="shortfall_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.day}"

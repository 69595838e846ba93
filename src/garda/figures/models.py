"""Kept counts, and the closings that fell short: both made from the record and made again from it at will."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, Event, PublishedFlow
from garda.figures.part_models import PartClass as PartClass
from garda.figures.part_models import PartPlan as PartPlan
from garda.figures.trust_models import SignCount as SignCount
from garda.figures.trust_models import TrustSign as TrustSign
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


class VersionFigure(models.Model):
    """What the matters of one flow version that began at one unit did in one month, by how they came in.

    Like `DayFigure` a sum of changes: what is undone later is taken back in the month it is undone. Parts
    of split matters are not counted: a resident has one matter.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    month = models.DateField()
    simulated = models.BooleanField(default=False)
    counter = models.IntegerField(default=0)
    web = models.IntegerField(default=0)
    chat = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    done_online = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    dropped = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flow", "unit", "month", "simulated"], name="version_figure_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "month"], name="version_figure_city")]

    def __str__(self) -> str:
        return f"{self.flow_id} {self.unit_id} {self.month}"


class Took(models.Model):
    """How many matters of one flow version took how long: a kept histogram, so that a median costs nothing.

    `minutes` are the offices' working minutes from filing to done, without the time in which a resident was
    waited for; long ones are rounded (`versions.rounded`), so that there are never many rows.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    minutes = models.PositiveIntegerField()
    simulated = models.BooleanField(default=False)
    count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flow", "unit", "minutes", "simulated"], name="took_once")
        ]

    def __str__(self) -> str:
        return f"{self.flow_id} {self.minutes}: {self.count}"


class Finish(models.Model):
    """A matter that came to its good end under one version: the record behind the figures of a version."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    online = models.BooleanField()
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["flow", "day"], name="finish_flow_day")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.minutes}"


class Ending(models.Model):
    """A whole matter that ended, and what that came to: the record behind the three top measures.

    `minutes` are the offices' working minutes, however it ended. `named`: a named officer, lateness
    explained · `verified`: something beside the officer's word bears the result out · `whole`: the record
    holds, looked at again by night (`checked_on`) · `met`: in its promised time and right the first time.
    A reopening takes the row away, as it takes the counts back.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")  # where it first came in
    day = models.DateField()
    outcome = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField()
    met = models.BooleanField()
    named = models.BooleanField()
    verified = models.BooleanField()
    whole = models.BooleanField()
    checked_on = models.DateField()
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "day"], name="ending_city_day"),
            models.Index(fields=["unit", "day"], name="ending_unit_day"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"


class DayEnding(models.Model):
    """The endings of one unit's matters of one day, added up; a sum of changes, as `DayFigure` is.

    `results` are those answered (done, or refused with a rule); `ended` counts the withdrawn and lapsed as
    well, whose hours were spent too. `sound` are the results that are named, verified and whole at once.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    day = models.DateField()
    simulated = models.BooleanField(default=False)
    ended = models.IntegerField(default=0)
    results = models.IntegerField(default=0)
    minutes = models.BigIntegerField(default=0)
    met = models.IntegerField(default=0)
    named = models.IntegerField(default=0)
    verified = models.IntegerField(default=0)
    whole = models.IntegerField(default=0)
    sound = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "simulated"], name="day_ending_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "day"], name="day_ending_city")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}: {self.results}"


class Lost(models.Model):
    """A number that was given to a matter and behind which there is none any more: somebody deleted it.

    It counts against all three top measures of every period after it was given (`since`), until it is there
    again (`back_on`, from a backup). Found by night and by every recount.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    number = models.CharField(max_length=24)
    since = models.DateTimeField()  # not later than the moment at which the number was given
    found_on = models.DateField()
    back_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "number"], name="lost_once")]

    def __str__(self) -> str:
        return self.number


class Removed(models.Model):
    """Numbers of simulated matters that were removed as a whole, on purpose: these are not lost."""

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    numbers = models.JSONField(default=list)  # [[unit id, year, first, last], …]
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.city_id}: {self.count}"

"""The rows of the signs of trust: what somebody did, matter by matter, and the counts kept of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case
from garda.people.models import City


class TrustSign(models.Model):
    """One matter that counts for one sign ("signed", "return-use", …), and whether it shows trust.

    A fact of the record, without a name: erasing what was said leaves it. `area_code` is the kelurahan of the
    matter, empty where none was told; `month` the first day of the month in which it counts.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="+")
    element = models.SlugField(max_length=24)
    area_code = models.CharField(max_length=13, blank=True)
    month = models.DateField()
    shown = models.BooleanField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "element"], name="trust_sign_once")]
        indexes: ClassVar = [
            models.Index(fields=["city", "element", "area_code", "month"], name="trust_sign_area")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.element}: {self.shown}"


class SignCount(models.Model):
    """How many matters of a month and kelurahan count for a sign, and how many of them show trust."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    element = models.SlugField(max_length=24)
    area_code = models.CharField(max_length=13, blank=True)
    month = models.DateField()
    simulated = models.BooleanField(default=False)
    shown = models.IntegerField(default=0)
    among = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["city", "element", "area_code", "month", "simulated"], name="sign_count_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["city", "month"], name="sign_count_month")]

    def __str__(self) -> str:
        return f"{self.element} {self.area_code} {self.month}: {self.shown}/{self.among}"

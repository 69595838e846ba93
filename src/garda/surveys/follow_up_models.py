"""One table: what an office does about what came out weakest. Imported by `models`, where Django looks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Unit


class FollowUp(models.Model):
    """One weak point of an office, from being found to being better in a later period.

    `about` is the element of the instrument `key`. `before` and `after` are exact means as text ("20/7"),
    each with how many answered.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    key = models.SlugField(max_length=60)  # of the instrument
    about = models.SlugField(max_length=60)
    period = models.CharField(max_length=8)
    before = models.CharField(max_length=40, blank=True)
    before_n = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    due = models.DateField(null=True, blank=True)
    plan = models.CharField(max_length=600, blank=True)
    result = models.CharField(max_length=600, blank=True)
    why = models.CharField(max_length=600, blank=True)  # said by whoever verified it, or dropped it
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    after = models.CharField(max_length=40, blank=True)
    after_n = models.PositiveIntegerField(null=True, blank=True)
    after_period = models.CharField(max_length=8, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "key", "about", "period"], name="follow_up_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "due"], name="follow_up_unit"),
            models.Index(fields=["owner", "state"], name="follow_up_owner"),
            models.Index(fields=["city", "state", "due"], name="follow_up_due"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.unit_id} {self.period}"

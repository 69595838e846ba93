"""The rows of the three parts: what a record speaks of, who said so, and the plan for a part that fails."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Unit


class PartClass(models.Model):
    """One record and the parts of the service it speaks of: suggested, then confirmed or corrected.

    `kind` and `key` name the record ("case" and its number, "comment" and its row); never its words. `parts`
    are keys by commas in the order of `meaning.parts.PARTS`; `suggested` is what the machine said first.
    `office`: it speaks of how an office served; else of the city around it, and is in no office's profile.
    """

    SUGGESTED, CONFIRMED, CORRECTED = "suggested", "confirmed", "corrected"

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    kind = models.SlugField(max_length=12)
    key = models.CharField(max_length=64)
    day = models.DateField()
    parts = models.CharField(max_length=40, blank=True)
    suggested = models.CharField(max_length=40, blank=True)
    office = models.BooleanField(default=True)
    praise = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=SUGGESTED)
    why = models.CharField(max_length=300, blank=True)  # the officer's own reason for the last correction
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "kind", "key"], name="part_class_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "day"], name="part_class_unit"),
            models.Index(fields=["city", "day"], name="part_class_city"),
            models.Index(
                fields=["unit", "day", "id"],
                name="part_class_waiting",
                condition=models.Q(state="suggested"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.parts}"


class PartPlan(models.Model):
    """What an office does about a part that fails: what, who, until when, and what came of it."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    part = models.CharField(max_length=12)
    value = models.DecimalField(max_digits=6, decimal_places=2)  # of the part when the plan was made
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    due = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    made_at = models.DateTimeField()
    result = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "form_key"], name="part_plan_once")]
        indexes: ClassVar = [
            models.Index(fields=["unit", "done_at", "due"], name="part_plan_unit"),
            models.Index(
                fields=["due"],
                name="part_plan_due",
                condition=models.Q(done_at__isnull=True, reminded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.part}: {self.due}"

"""One table: the lines of every trail. The database refuses to change or delete them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Post, Unit


class Line(models.Model):
    """One act: `kind` and `key` name what it was done to ("docket", "17"), `seq` counts from 1 there.

    `by` is who acted; None is the clock, or somebody whose name is kept out of it. `facts` are numbers, keys,
    days and moments, never a person's words.
    """

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    kind = models.SlugField(max_length=24)
    key = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    before = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "kind", "key", "seq"], name="line_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["city", "name", "at"], name="line_name"),
            models.Index(fields=["unit", "at"], name="line_unit", condition=models.Q(unit__isnull=False)),
            models.Index(fields=["by"], name="line_by", condition=models.Q(by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}#{self.seq} {self.name}"

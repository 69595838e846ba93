"""The rows of the room: rules, and their articles with the days they were in force.

`city_key` is empty for a rule of the nation; a city may hold a rule of its own under the same key
(each city has its "standar-pelayanan"), and its own one is then read first.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

# The first day of an article whose own date nobody has entered: as far back as the republic goes.
EVER = date(1945, 8, 17)


class Rule(models.Model):
    """A law or regulation. `first` and `last` are the days it was in force, both included, empty if open.

    `sure` says that number, title and dates were seen in a source; `source` names it. A `simulated` one is
    made up for the simulated month: it has a page, and stands in no list.
    """

    city_key = models.CharField(max_length=40, blank=True, default="")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20)
    issuer = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    about_id = models.CharField(max_length=300)
    about_en = models.CharField(max_length=300)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    replaced_by = models.CharField(max_length=60, blank=True)
    rests_on = models.JSONField(default=list, blank=True)
    review = models.DateField(null=True, blank=True)
    # The key of the unit of the city that looks after the rule.
    owner = models.CharField(max_length=60, blank=True, default="")
    sure = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city_key", "key"], name="rule_once_per_city")
        ]
        indexes: ClassVar = [models.Index(fields=["key"]), models.Index(fields=["review"])]

    def __str__(self) -> str:
        return self.key


class Article(models.Model):
    """What one article says, in our own plain words, over the days `first` to `last` (both included).

    A change is a new row with a later `first`; the older row stays: cases decided under it rest on it.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="articles")
    key = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(default=0)
    label_id = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    words_id = models.TextField()
    words_en = models.TextField()
    first = models.DateField(default=EVER)
    last = models.DateField(null=True, blank=True)
    sure = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "key", "first"], name="article_version_once")
        ]
        indexes: ClassVar = [models.Index(fields=["rule", "place"])]

    def __str__(self) -> str:
        return f"{self.rule.key}#{self.key}"

"""How often a wrong code was tried, where every process sees it. Nothing here outlives half an hour."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Tries(models.Model):
    """The tries of one window of time for one number, or from one address; both only as fingerprints."""

    key = models.CharField(max_length=40)
    window = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "window"], name="tries_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"

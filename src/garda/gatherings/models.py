"""The rows of the room. What was said, its title, its place and who wrote it stand under seals alone.

Of a closed session no column names the writer: only who sits in the circle is known, for that opens the door.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import City, Person, Unit


class Gathering(models.Model):
    """One briefing or session. `sealed` holds title, place and who keeps the record, as JSON under a seal."""

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    closed = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    day = models.DateField()
    sealed = models.BinaryField(default=b"")
    kept_at = models.DateTimeField()
    erase_on = models.DateField()
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "closed", "-day"], name="gathering_day"),
            models.Index(fields=["state", "erase_on"], name="gathering_erase"),
        ]

    def __str__(self) -> str:
        return f"gathering {self.pk}"


class Seat(models.Model):
    """Somebody in the circle: whoever has no seat does not learn that a closed session exists."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, db_index=False, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gathering", "person"], name="seat_once")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Remark(models.Model):
    """Something of the record: minutes, a remark, a report, or what was let out. Words and writer sealed."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10)
    sealed = models.BinaryField(default=b"")
    at = models.DateTimeField()
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return f"remark {self.pk}"


class Decision(models.Model):
    """What was decided and may be known: its words alone. Nothing here leads back to the session."""

    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    words = models.TextField()
    day = models.DateField()
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "-day"], name="decision_day")]

    def __str__(self) -> str:
        return f"decision {self.pk}"

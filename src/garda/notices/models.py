"""One row per telling: who was told about which event, in which words, and whether it was read or sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, Event
from garda.people.models import City, Post


class Notice(models.Model):
    """One event told to one receiver: a post (whoever holds it reads it) or the resident of the case.

    The words are kept as they were told. They never hold what a person said, a name or a number of a
    person: only the matter's number, offices, dates and published words of the flow.
    """

    RESIDENT = "resident"
    DESK, PAGE, EMAIL = "desk", "page", "email"
    CHANNELS: ClassVar = [(DESK, "Meja"), (PAGE, "Halaman ikuti"), (EMAIL, "Surel")]

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, models.CASCADE, related_name="notices")
    receiver = models.CharField(max_length=24)  # "resident", or "post:" and its id
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="notices")
    key = models.CharField(max_length=40)
    words_id = models.TextField()
    words_en = models.TextField()
    channel = models.CharField(max_length=8, choices=CHANNELS)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "receiver"], name="notice_once_per_receiver")
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "at"], name="notice_post"),
            models.Index(fields=["post"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["case", "receiver", "at"], name="notice_case"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.receiver}"

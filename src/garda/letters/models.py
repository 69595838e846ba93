"""The rows of the room: the register of letters, who signs with which certificate, batches to be signed.

What happened to a matter is in its record. These rows are the office's register beside it; the letter's
file is a sealed, erasable paper of the matter (`cases.papers`), of which the fingerprint stays here.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, Paper
from garda.people.models import City, Person, Post, Unit


class Letter(models.Model):
    """One number of a unit's year. Reserved while it is being signed; never given to two letters.

    `signatures` is what the letter itself says of each signature: post, title, name, moment, certificate.
    """

    RESERVED, SIGNED, REVOKED = "reserved", "signed", "revoked"

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="letters")
    simulated = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    code = models.CharField(max_length=40, unique=True)
    flow_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=RESERVED)
    # Whoever holds the reservation, and until when nobody else may take it.
    token = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    signatures = models.JSONField(default=list)
    waits_for = models.JSONField(default=list)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "simulated", "n"], name="letter_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="letter_case"),
            models.Index(
                fields=["unit", "year"], name="letter_reserved", condition=models.Q(state="reserved")
            ),
            models.Index(fields=["city", "number"], name="letter_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Certificate(models.Model):
    """A certificate made by the city itself: its own authority (no person), or a person in a post."""

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300)
    pem = models.TextField()
    sealed_key = models.BinaryField()
    first = models.DateTimeField()
    last = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "person", "post"], name="certificate_of")]

    def __str__(self) -> str:
        return self.name


class Signatory(models.Model):
    """What a signature needs beside the post: the civil servant's number, the rank, the sealed NIK."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="signatory")
    nip = models.CharField(max_length=18, blank=True)
    rank = models.CharField(max_length=60, blank=True)
    nik = models.BinaryField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.person)


class Batch(models.Model):
    """Letters that a signatory ordered to be signed with one press; worked off one by one."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], name="batch_open", condition=models.Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.at}"


class BatchItem(models.Model):
    """One matter of a batch, as the signatory had seen it."""

    WAITING, DONE, FAILED = "waiting", "done", "failed"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    seen = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=WAITING)
    # Why it was not signed: a sentence in both languages, without a word of a person.
    why = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "case"], name="batch_item_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.case_id}"

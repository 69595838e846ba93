"""The rows of the room: a call with its procedures and questions, the units asked, and their answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from garda.people.models import City, Person, Unit


class Call(models.Model):
    """A call for information: what an office wants to know of how procedures go, from whom, until when."""

    OPEN, CLOSED = "open", "closed"

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    form_key = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    title = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    until = models.DateField()
    deadline = models.DateTimeField()
    state = models.CharField(max_length=8, default=OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    by_hand_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "form_key"], name="call_sent_once")]
        indexes: ClassVar = [
            models.Index(fields=["city", "-opened_at", "-id"], name="call_list"),
            models.Index(fields=["next_at"], name="call_next", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Procedure(models.Model):
    """One procedure (tata laksana) that the call asks about: a service by its flow's key, or one by name."""

    call = models.ForeignKey(Call, models.CASCADE, db_index=False, related_name="procedures")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=160)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "place"], name="procedure_once_per_call")
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question, asked about every procedure of the call: answered in words, by yes or no, by a number."""

    call = models.ForeignKey(Call, models.CASCADE, db_index=False, related_name="questions")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    shape = models.CharField(max_length=8)
    example = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "place"], name="question_once_per_call")
        ]

    def __str__(self) -> str:
        return self.words


class Asked(models.Model):
    """One unit that was asked: whether it has begun to answer, and whether it has sent."""

    call = models.ForeignKey(Call, models.CASCADE, db_index=False, related_name="asked")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=8)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "unit"], name="asked_once_per_call")]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="asked_unit")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.unit_id} {self.state}"


class Part(models.Model):
    """What one unit says about one procedure: not ours, or answers; what hinders, what lacks.

    `report` is the report against the article that was made when the answers were sent.
    """

    asked = models.ForeignKey(Asked, models.CASCADE, db_index=False, related_name="parts")
    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="+")
    not_ours = models.BooleanField(default=False)
    kind = models.CharField(max_length=8, blank=True)
    reference = models.CharField(max_length=101, blank=True)
    hindrance = models.BinaryField(default=bytes, blank=True)
    proposal = models.BinaryField(default=bytes, blank=True)
    report = models.PositiveBigIntegerField(null=True, blank=True)
    lacks = models.CharField(max_length=60, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asked", "procedure"], name="part_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.procedure_id}"


class Answer(models.Model):
    """One unit's answer to one question about one procedure; words and examples are sealed."""

    part = models.ForeignKey(Part, models.CASCADE, db_index=False, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    said = models.BinaryField(default=bytes, blank=True)
    yes = models.BooleanField(null=True, blank=True)
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    example = models.BinaryField(default=bytes, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "question"], name="answer_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.question_id}"

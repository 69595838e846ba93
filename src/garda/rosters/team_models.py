"""Rows of an office as one team: goals, the tasks that carry them, who helped, who said thanks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import Person, Unit


class Goal(models.Model):
    """Something an office wants to reach together; how far it is comes from its tasks alone."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="goals")
    title = models.CharField(max_length=160)
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "closed_at"], name="goal_unit")]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """A piece of work towards a goal: whose, until when, done or not; help asked for, given, thanked for."""

    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="tasks")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=160)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tasks")
    due = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # help was asked, by its holder or by the clock
    helper = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="helped")
    helped_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "done_at"], name="task_unit"),
            models.Index(
                fields=["due"], name="task_overdue",
                condition=models.Q(done_at__isnull=True, asked_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

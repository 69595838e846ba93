"""The rows of the room: tickets and their times, wrong arrivals, forms begun. No visitor is named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import PublishedFlow
from garda.people.models import City, Person, Post, Unit


class WrongArrival(models.Model):
    """Somebody came to a desk that was not theirs; which service they came for, and where they should be.

    `flow` is the version in force when it was noted: what the page, the poster and the signs then said.
    Exactly one of `meant_desk` (in this office) and `meant_kind` (another kind of office) is filled.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    desk = models.CharField(max_length=120)
    meant_desk = models.CharField(max_length=60, blank=True)
    meant_kind = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "flow", "unit"], name="wrong_arrival_flow"),
            models.Index(fields=["unit", "day"], name="wrong_arrival_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class FormsBegun(models.Model):
    """How often the form of one version was opened in one month; nobody knows by whom."""

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    flow = models.ForeignKey(PublishedFlow, models.CASCADE, db_index=False, related_name="+")
    month = models.DateField()
    simulated = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flow", "month", "simulated"], name="forms_begun_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "month"], name="forms_begun_city")]

    def __str__(self) -> str:
        return f"{self.flow_id} {self.month}: {self.count}"


class Series(models.Model):
    """A letter under which an office hands out numbers: one per source, so that no two ever give the same.

    A kiosk has letters of its own (usual and priority), so it can go on numbering while its line is down.
    `source` is "kios:<device id>", "phone", "officer" or "slot".
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    letter = models.CharField(max_length=2)
    source = models.CharField(max_length=24)
    priority = models.BooleanField(default=False)
    day = models.DateField(null=True, blank=True)  # of which `last` is the last number given
    last = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "letter"], name="series_letter_once"),
            models.UniqueConstraint(fields=["unit", "source", "priority"], name="series_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.letter}: {self.source}"


class Ticket(models.Model):
    """A place in an office's queue on one day. Nothing about the person but, if so, why they go first.

    waiting · called · serving · held are open; done · missed · left are ends. `token` opens the visitor's own
    page. `key` is the service's, empty for "saya belum tahu". `client` is the id a kiosk gave it while its
    line was down. `desk` is the desk that called it, or to which it was passed.
    """

    WAITING, CALLED, SERVING, HELD = "waiting", "called", "serving", "held"
    DONE, MISSED, LEFT = "done", "missed", "left"
    OPEN: ClassVar = (WAITING, CALLED, SERVING, HELD)

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="tickets")
    day = models.DateField()
    letter = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=32, unique=True)
    client = models.UUIDField(null=True, blank=True, unique=True)
    key = models.SlugField(max_length=60, blank=True)
    first = models.CharField(max_length=12, blank=True)  # why it goes first: a key of the city's rule
    channel = models.CharField(max_length=8)  # kiosk, phone, officer, slot
    state = models.CharField(max_length=8, default=WAITING)
    desk = models.CharField(max_length=60, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    arrived = models.DateTimeField()
    changed = models.DateTimeField()
    by_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )  # serves it
    case_number = models.CharField(max_length=40, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 4, where no matter came of it
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "letter", "number"], name="ticket_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "day", "state", "arrived"], name="ticket_queue"),
            models.Index(fields=["city", "day"], name="ticket_city"),
            models.Index(fields=["case_number"], name="ticket_case", condition=~models.Q(case_number="")),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.number:03d}"


class Period(models.Model):
    """A stretch of a ticket's time: waiting, called, serving, holding; `end` is empty while it lasts.

    Periods of a ticket follow each other without a hole, so that they sum to its whole time.
    """

    WAITING, CALLED, SERVING, HOLDING = "waiting", "called", "serving", "holding"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=8)
    desk = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket"], name="period_one_open", condition=models.Q(end__isnull=True)
            ),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="period_lasts",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ticket", "start"], name="period_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class Slot(models.Model):
    """An appointment: minutes of a day at an office that somebody keeps for themselves; no name is asked.

    booked · arrived (it became `ticket`) · cancelled · missed. `token` is the visitor's.
    """

    BOOKED, ARRIVED, CANCELLED, MISSED = "booked", "arrived", "cancelled", "missed"

    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="slots")
    day = models.DateField()
    start = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60, blank=True)
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, default=BOOKED)
    ticket = models.OneToOneField(Ticket, models.SET_NULL, null=True, blank=True, related_name="slot")
    made_at = models.DateTimeField()
    changed = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "day", "start"], name="slot_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.start}"


class Act(models.Model):
    """One act at a kiosk or a caller as the device sent it, once: sent again, it answers what it answered.

    `at` is the device's own time (it may have had no line), `received` ours. `said` is what came of it.
    """

    client = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=16)
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    received = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    refused = models.BooleanField(default=False)
    said = models.JSONField(default=dict, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "received"], name="act_unit")]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class QueueDay(models.Model):
    """What the tickets of one office and service came to on one day: counted again it is the same.

    `served` + `missed` + `left` + those still open at the day's end are `taken`; `key` is empty for visitors
    who did not know. `desks` are the desks that served them.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="queue_days")
    day = models.DateField()
    key = models.CharField(max_length=60, blank=True)
    simulated = models.BooleanField(default=False)
    taken = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    desks = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "key", "simulated"], name="queue_day_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "day"], name="queue_day_city")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.key}: {self.taken}"


class Waited(models.Model):
    """How many tickets of one office, service and day waited how many minutes until they were served.

    A kept histogram, so that a median over a month costs the same with ten tickets and with a million.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="+")
    day = models.DateField()
    key = models.CharField(max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField()
    simulated = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "key", "minutes", "simulated"], name="waited_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["city", "day"], name="waited_city"),
            models.Index(fields=["city", "key", "day"], name="waited_service"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.key} {self.minutes}: {self.count}"

"""The rows of the room: what cover an office must keep, who is planned, who is away, who is there.

`Entry` is the room's own book: whatever was asked, granted, refused, begun or ended is one row there,
written in the same transaction as the change, and never changed (the database refuses). Minutes are
whole minutes since local midnight; moments are aware.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from garda.people.models import City, Person, Unit
from garda.rosters.team_models import Goal as Goal
from garda.rosters.team_models import Task as Task


class Minimum(models.Model):
    """What an office must keep while its counter is open; `neighbours` are units asked for a substitute.

    Without a row: one person. Empty `neighbours`: the other units under the same parent.
    """

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="minimum")
    people = models.PositiveSmallIntegerField(default=1)
    skills = models.JSONField(default=dict, blank=True)  # {"skill": how many with it must be there}
    alarm_after = models.PositiveSmallIntegerField(default=1)  # minutes empty before the head is told
    radius = models.PositiveSmallIntegerField(default=150)  # metres within which a phone counts as there
    neighbours = models.JSONField(default=list, blank=True)  # keys of units, nearest first
    rests_on = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.people}"


class Desk(models.Model):
    """A desk of an office, as flows and tickets name it; an essential one needs `people` of its own.

    `key` is what flows call it ("loket-1"); `skills` what whoever sits there must be able to do, all of them.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="desks")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField(default=1)
    essential = models.BooleanField(default=False)
    people = models.PositiveSmallIntegerField(default=1)
    skills = models.JSONField(default=list, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "key"], name="desk_once_per_unit")]

    def __str__(self) -> str:
        return self.title


class Skilled(models.Model):
    """That a person can do something (a key of `skills.toml`), from when, and by what proof."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    skill = models.SlugField(max_length=60)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "skill"], name="skilled_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.skill}"


class Plan(models.Model):
    """A month's plan of one office; `month` is its first day. Published, its shifts are the roster."""

    DRAFT, PUBLISHED, REPLACED = "draft", "published", "replaced"
    STATES: ClassVar = [(DRAFT, _("rancangan")), (PUBLISHED, _("berlaku")), (REPLACED, _("diganti"))]

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="plans")
    month = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    method = models.CharField(max_length=12, blank=True)  # "greedy", "cp-sat"; "hand" once changed
    gap = models.FloatField(
        null=True, blank=True
    )  # distance to the proved bound, 0 = optimal; None = unknown
    facts = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "month"], name="plan_once_in_force", condition=models.Q(state="published")
            )
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "month"], name="plan_month")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m} {self.state}"


class Duty(models.Model):
    """A social duty: an invitation (planned) or a bereavement (urgent) at which the office should be seen."""

    PLANNED, URGENT = "planned", "urgent"
    KINDS: ClassVar = [(PLANNED, _("undangan")), (URGENT, _("duka cita"))]

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=8, choices=KINDS)
    what = models.CharField(max_length=160)
    host = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=200, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    sent = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="duties")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    heard = models.JSONField(default=list, blank=True)  # numbers of the matters that began there
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "start"], name="duty_unit"),
            models.Index(fields=["sent", "start"], name="duty_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.start:%Y-%m-%d}"


class Absence(models.Model):
    """A wish to be away from one's office from `start` to `end`, and what became of it.

    `kind` is a key of `absences.toml`. asked: waits for the head, its place is held · offered: waits for a
    substitute's yes · granted · refused · withdrawn. Who comes back early: `end` is then the real end.
    `why` is sealed. `substitute` stands in, from `substitute_unit`. `facts` keep the decision: the gaps, the
    times that would work.
    """

    ASKED, OFFERED, GRANTED, REFUSED, WITHDRAWN = "asked", "offered", "granted", "refused", "withdrawn"
    STATES: ClassVar = [
        (ASKED, _("menunggu kepala")),
        (OFFERED, _("menunggu pengganti")),
        (GRANTED, _("boleh")),
        (REFUSED, _("belum bisa")),
        (WITHDRAWN, _("ditarik")),
    ]

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="absences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    kind = models.SlugField(max_length=40)
    start = models.DateTimeField()
    end = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    why = models.BinaryField(default=bytes, blank=True)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="absences")
    state = models.CharField(max_length=10, choices=STATES)
    substitute = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    substitute_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "end"], name="absence_unit"),
            models.Index(fields=["person", "end"], name="absence_person"),
            models.Index(fields=["unit", "state", "start"], name="absence_open"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.state}"


class Offer(models.Model):
    """A substitute asked: who, for which absence, and the answer. One acceptance per absence."""

    absence = models.ForeignKey(Absence, models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where the substitute comes from
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)  # accepted, declined, lapsed
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["absence", "person"], name="offer_once"),
            models.UniqueConstraint(
                fields=["absence"], name="offer_taken_once", condition=models.Q(answer="accepted")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "answer"], name="offer_person")]

    def __str__(self) -> str:
        return f"{self.absence_id} → {self.person_id}: {self.answer or '?'}"


class Shift(models.Model):
    """Planned duty of a person at an office on one day, minutes [start, end); of a plan, or standing in.

    A day of an office without shifts from a published plan is staffed by everybody who holds a post there.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    day = models.DateField()
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    desk = models.ForeignKey(Desk, models.SET_NULL, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="shifts")
    stands_in = models.ForeignKey(Absence, models.CASCADE, null=True, blank=True, related_name="shifts")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="shift_lasts")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "day"], name="shift_unit"),
            models.Index(fields=["person", "day"], name="shift_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.start}–{self.end}"


class Device(models.Model):
    """A device that stands in an office (desk, kiosk, wall); its cookie holds the key, here is its hash."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="devices")
    kind = models.CharField(max_length=8)  # "loket", "kios", "layar"
    name = models.CharField(max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit"], name="device_unit")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class Presence(models.Model):
    """One stay of a person in an office, from check-in to check-out; `left` is empty while it lasts.

    The writers are `attending` and `correcting`; each beginning, end and correction is also an Entry. `how`
    is "device", "phone" or "head". `left_how` "lapsed": nobody checked out, the day's end was taken; "moved":
    the person checked in elsewhere. `why` is sealed: the reasons of corrections, a line each.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="presences")
    day = models.DateField()
    came = models.DateTimeField()
    left = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=8)
    left_how = models.CharField(max_length=8, blank=True)
    device = models.ForeignKey(Device, models.SET_NULL, null=True, blank=True, related_name="+")
    distance = models.PositiveIntegerField(null=True, blank=True)  # metres from the office, if by phone
    corrected = models.BooleanField(default=False)
    why = models.BinaryField(default=bytes, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], name="presence_one_place", condition=models.Q(left__isnull=True)
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "day"], name="presence_unit"),
            models.Index(fields=["person", "day"], name="presence_person"),
            models.Index(fields=["unit"], name="presence_now", condition=models.Q(left__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.came:%Y-%m-%d %H:%M}"


class Alarm(models.Model):
    """An office seen empty in its opening time: since when, when the head was told, when it ended.

    Lasts it, the head of the unit above is told too.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="alarms")
    began = models.DateTimeField()
    told_at = models.DateTimeField()
    superior_told_at = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=40)  # the entry that emptied it, or "opening"
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], name="alarm_one_open", condition=models.Q(ended__isnull=True)
            )
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "began"], name="alarm_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.began:%Y-%m-%d %H:%M}"


class OfficeDay(models.Model):
    """What one office's day came to, in minutes, from presence: counted again it is the same.

    `opened` promised opening minutes · `covered` with somebody there · `empty` with nobody · `below` under
    the minimum (empty ones among them). A day before the office began to keep presence is not counted.
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_index=False, related_name="office_days")
    day = models.DateField()
    opened = models.PositiveSmallIntegerField()
    covered = models.PositiveSmallIntegerField()
    empty = models.PositiveSmallIntegerField()
    below = models.PositiveSmallIntegerField()
    gaps = models.JSONField(default=list, blank=True)  # [[start, end], …] minutes of the day, empty ones
    counted_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "day"], name="office_day_once")]
        indexes: ClassVar = [models.Index(fields=["city", "day"], name="office_day_city")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}: {self.empty}"


class EmptyReport(models.Model):
    """A resident's word that an office was empty, beside what the presence record says of that minute."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="empty_reports")
    at = models.DateTimeField()  # the minute of which they speak
    received_at = models.DateTimeField()
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    distance = models.PositiveIntegerField(null=True, blank=True)
    open_then = models.BooleanField()
    present_then = models.PositiveSmallIntegerField(null=True, blank=True)  # None: presence is not kept there
    words = models.BinaryField(default=bytes, blank=True)  # sealed
    code = models.CharField(max_length=24, unique=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "at"], name="empty_report_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.at:%Y-%m-%d %H:%M}"


class Breach(models.Model):
    """Something that presence or due dates say against a person, with the person's own answer.

    `kind`: "late" (came after the shift began), "early" (left before its end), "absent", "overdue". `facts`
    name the entries or matters it was read from. Never written where a granted absence or duty covers it.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="breaches")
    person = models.ForeignKey(Person, models.PROTECT, related_name="breaches")
    day = models.DateField()
    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=40, blank=True)  # a matter's number for "overdue"
    minutes = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict, blank=True)
    found_at = models.DateTimeField()
    answer = models.BinaryField(default=bytes, blank=True)  # sealed
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, blank=True)  # "excused", "stands"
    verdict_why = models.TextField(blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day", "kind", "about"], name="breach_once")
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "day"], name="breach_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.kind}"


class Feed(models.Model):
    """A person's private calendar address; here is only its hash. Revoked, it answers as if it never was."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="feeds")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id}"


class Bell(models.Model):
    """Word to one person about the roster: an alarm, a call for a substitute, a decision. No private reason.

    `name` is the entry's name, worded for the reader by the faces; `facts` fill the words in.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="bells")
    name = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="bell_person"),
            models.Index(fields=["person"], name="bell_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.person_id}"


class Entry(models.Model):
    """One line of the book of an office: past and dotted, as the record's events. Never changed."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # about whom
    name = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "day", "at"], name="entry_unit"),
            models.Index(fields=["person", "day"], name="entry_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

"""The rows of the room: reports, the docket of an article, what proves them, versions, who has read them.

People's words are sealed; they are erased some time after the docket is closed. What an office decides and
answers is an official statement and stands in plain text. Counts of a docket are kept in its row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, PublishedFlow
from garda.people.models import City, Person, Post, Unit


class Docket(models.Model):
    """Everything about one article of one rule in a city until it is closed; then a new one begins.

    `reference` is "rule#article". `unit` decides. `wake_at` is the next moment at which its clock has
    something to do; `raised` how often it went one level up. Only the verbs of the room write here.
    """

    OPEN, TAKEN, DECIDED, CLOSED = "open", "taken", "decided", "closed"

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    reference = models.CharField(max_length=101)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=8, default=OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True, blank=True)
    raised = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, blank=True)  # change, keep, explain, province
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    # The new wording of the article: its own reference and first day, as the register of rules keeps it.
    new_first = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When those who have not read what changed are next reminded; empty where nothing was changed.
    urge_at = models.DateTimeField(null=True, blank=True)
    # Kept counts, written in the transaction of what they count; `counting.recount` makes them again.
    reports = models.PositiveIntegerField(default=0)
    hard = models.PositiveIntegerField(default=0)
    perfect = models.PositiveIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    burdened = models.PositiveIntegerField(default=0)  # reports that estimate the burden
    burden = models.PositiveIntegerField(default=0)  # the sum of those minutes
    visitors = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["city", "reference", "simulated"],
                condition=~models.Q(state="closed"),
                name="docket_once_open",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["city", "state", "-visitors", "-reports"], name="docket_rank"),
            models.Index(fields=["city", "opened_at"], name="docket_age"),
            models.Index(fields=["city", "reference"], name="docket_article"),
            models.Index(fields=["city", "decision", "closed_at"], name="docket_done"),
            models.Index(fields=["wake_at"], name="docket_wake", condition=models.Q(wake_at__isnull=False)),
            models.Index(fields=["urge_at"], name="docket_urge", condition=models.Q(urge_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.state}"


class Report(models.Model):
    """One report: whose, from where, of which of the two kinds, what it says and proposes (sealed).

    Without a docket it waits to be sorted, or was answered there. A citizen's has no person and is followed
    by `token`. `part` is what of the service is felt: "requirement:ktp", "step:verify".
    """

    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    docket = models.ForeignKey(
        Docket, models.CASCADE, null=True, blank=True, db_index=False, related_name="gathered"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    source = models.CharField(max_length=8)  # officer, call, citizen
    kind = models.CharField(max_length=8)  # perfect, hard
    reference = models.CharField(max_length=101, blank=True)
    service = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=80, blank=True)
    burden = models.PositiveIntegerField(null=True, blank=True)  # minutes a visitor loses, an estimate
    words = models.BinaryField(default=b"", blank=True)
    proposal = models.BinaryField(default=b"", blank=True)
    token = models.CharField(max_length=32, unique=True)
    form_key = models.CharField(max_length=64, null=True, blank=True)
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)  # when the reporter read the reply
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its own office took it back
    erased_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "form_key"], name="report_form_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["docket", "at"], name="report_docket"),
            models.Index(
                fields=["docket"], name="report_waits",
                condition=models.Q(replied_at__isnull=True, docket__isnull=False),
            ),
            models.Index(
                fields=["city", "at"], name="report_unsorted",
                condition=models.Q(docket__isnull=True, replied_at__isnull=True),
            ),
            models.Index(
                fields=["replied_at"], name="report_erase",
                condition=models.Q(replied_at__isnull=False, erased_at__isnull=True),
            ),
            models.Index(fields=["by", "at"], name="report_by", condition=models.Q(by__isnull=False)),
            models.Index(fields=["city", "reference", "at"], name="report_article"),
            models.Index(fields=["city", "at"], name="report_city"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.reference or '?'} {self.at:%Y-%m-%d}"


class Proof(models.Model):
    """A matter that proves a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="proofs")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "case"], name="proof_once")]

    def __str__(self) -> str:
        return f"{self.report_id} ← {self.case_id}"


class FromUnit(models.Model):
    """How many reports of a docket came from one unit: kept, so that "7 kelurahan" costs nothing."""

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="from_units")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["docket", "unit"], name="from_unit_once")]
        indexes: ClassVar = [models.Index(fields=["unit", "docket"], name="from_unit")]

    def __str__(self) -> str:
        return f"{self.docket_id} {self.unit_id}: {self.count}"


class Renewal(models.Model):
    """A new version of a service that a docket brought about, and the version before it."""

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="renewals")
    before = models.ForeignKey(PublishedFlow, models.PROTECT, related_name="+")
    after = models.ForeignKey(PublishedFlow, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["docket", "after"], name="renewal_once")]
        indexes: ClassVar = [models.Index(fields=["after", "docket"], name="renewal_flow")]

    def __str__(self) -> str:
        return f"{self.docket_id}: {self.before_id} → {self.after_id}"


class Stay(models.Model):
    """A service that rests on the article and needs no change of its own, as the decider has said, and why.

    The reason is an official statement: anyone may read it.
    """

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="stays")
    key = models.CharField(max_length=60)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["docket", "key"], name="stay_once")]

    def __str__(self) -> str:
        return f"{self.docket_id}: {self.key} stays"


class Acknowledgement(models.Model):
    """One of those who serve at the front has read what a docket changed."""

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["docket", "person"], name="acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.docket_id} {self.person_id}"


class Urging(models.Model):
    """How often somebody at the front was reminded to read a change: twice, then the next above was told."""

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="urgings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["docket", "person"], name="urged_once")]

    def __str__(self) -> str:
        return f"{self.docket_id} {self.person_id}: {self.times}"

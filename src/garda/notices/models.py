"""What was told, by which way out it went, who agreed to it, and what came back.

A person's number, address and words stand here sealed or not at all; what has landed in a matter is emptied
here, so that erasing the matter's words leaves none behind.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.cases.models import Case, Event
from garda.people.models import City, Person, Post, Unit


class Notice(models.Model):
    """One event told to one receiver: a post (whoever holds it reads it) or the resident of the case.

    The words are kept as they were told. They never hold what a person said, a name or a number of a
    person: only the matter's number, offices, dates and published words of the flow.
    """

    RESIDENT = "resident"
    DESK, PAGE, EMAIL, WHATSAPP = "desk", "page", "email", "whatsapp"
    CHANNELS: ClassVar = [
        (DESK, "Meja"),
        (PAGE, "Halaman ikuti"),
        (EMAIL, "Surel"),
        (WHATSAPP, "WhatsApp"),
    ]

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


class Contact(models.Model):
    """An address by which a person is reached: sealed, and found by its blind mark."""

    WHATSAPP, EMAIL = "whatsapp", "email"

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    mark = models.BigIntegerField()
    sealed = models.BinaryField()
    # When something last came from there: WhatsApp takes free words for a day after it.
    last_in_at = models.DateTimeField(null=True, blank=True)
    # What the next words answer ("contest:<case>"), until when.
    expects = models.CharField(max_length=40, blank=True)
    expects_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "channel", "mark"], name="contact_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.mark:x}"


class Consent(models.Model):
    """One act of agreeing or of stopping; the newest of a contact counts. Rows are only added."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    given = models.BooleanField()
    act = models.CharField(max_length=20)  # form, counter, wrote, filed, start-word, stop-word
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.act}"


class Following(models.Model):
    """A contact that is told about a case, and whose messages may land in it."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="followings")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contact", "case"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} → {self.case_id}"


class Dispatch(models.Model):
    """One message on its way out. `key` is its name outside as well: made once, however often it is tried."""

    WAITING, SENT, DELIVERED, READ, FAILED = "waiting", "sent", "delivered", "read", "failed"
    DROPPED = "dropped"

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    key = models.CharField(max_length=120, unique=True)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, blank=True, related_name="dispatches")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="+")
    sealed = models.BinaryField(default=b"")  # an answer in the chat; emptied when it went out
    state = models.CharField(max_length=10, default=WAITING)
    as_template = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    outside_id = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # A person saw to a failed one: who, when, what was done instead.
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_words = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], name="dispatch_due", condition=models.Q(state="waiting")),
            models.Index(fields=["outside_id"], name="dispatch_outside", condition=~models.Q(outside_id="")),
            models.Index(
                fields=["city", "changed_at"],
                name="dispatch_failed",
                condition=models.Q(state="failed", settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class Draft(models.Model):
    """A report being written in a chat: what is known so far, sealed; it expires half done."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="drafts")
    sealed = models.BinaryField(default=b"")
    form_key = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact"], name="draft_one_at_a_time", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.form_key[:6]}"


class Message(models.Model):
    """Something that came in. Its words are sealed, and emptied once they lie where they belong."""

    NEW, HELD, DRAFT, SORTING, DONE = "new", "held", "draft", "sorting", "done"

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    outside_id = models.CharField(max_length=200)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="messages")
    kind = models.CharField(max_length=20)
    sealed = models.BinaryField(default=b"")  # JSON: text, button, point, context
    state = models.CharField(max_length=10, default=NEW)
    why = models.CharField(max_length=20, blank=True)  # why it waits to be sorted, or how it ended
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="messages")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    said_at = models.DateTimeField()
    came_at = models.DateTimeField()
    sorted_at = models.DateTimeField(null=True, blank=True)
    sorted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    sorted_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "outside_id"], name="message_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], name="message_new", condition=models.Q(state="new")),
            models.Index(
                fields=["city", "came_at"], name="message_sorting", condition=models.Q(state="sorting")
            ),
            models.Index(fields=["contact", "state"], name="message_of"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.outside_id[:20]}"


class Attachment(models.Model):
    """A photo or paper that came with a message; sealed until it lies in a matter."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    outside_id = models.CharField(max_length=200, blank=True)  # still to be fetched from there
    sealed = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"{self.message_id}: {self.outside_id[:20]}"


class MessageReading(models.Model):
    """Who read a message that belongs to no matter yet, or opened its sender's number; only added."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} → {self.message_id}: {self.what}"


class Announcement(models.Model):
    """One announcement of an office: what a public record of the city said then, and where to read on.

    Nothing but `added` is typed by a person. The quotation is made from the record again when it is approved.
    """

    DRAFT, OUT, WITHDRAWN = "draft", "out", "withdrawn"

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    source = models.CharField(max_length=140)  # flow:…, day:…, rule:…
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    quoted_id = models.TextField()
    quoted_en = models.TextField()
    path = models.CharField(max_length=200)
    added = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=10, default=DRAFT)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    out_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["city", "stage", "out_at"], name="announcement_out")]

    def __str__(self) -> str:
        return self.title_id

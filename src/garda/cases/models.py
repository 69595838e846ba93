"""The rows of the heart: the case, its record, people's words and papers, errands, seals.

Events and readings are append-only: the database itself refuses to change or delete them
(triggers, made in the migrations for both engines). Words and papers are erasable; the record keeps
only their salted fingerprints, so erasing them never breaks the chain.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from garda.people.models import Area, City, Person, Post, Unit


class PublishedFlow(models.Model):
    """A flow's text as published in a city: the truth for every case begun under it.

    A `simulated` one belongs to the simulated month: no list and no search offers it, nobody files under it.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="flows")
    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    review = models.DateField(null=True, blank=True)
    in_force_from = models.DateTimeField()
    in_force_to = models.DateTimeField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "key", "version"], name="flow_version_once")
        ]
        indexes: ClassVar = [models.Index(fields=["city", "in_force_to"])]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class FlowReview(models.Model):
    """A review of a published flow: only one with an outcome clears a past review date."""

    flow = models.ForeignKey(PublishedFlow, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    words = models.TextField()
    next_review = models.DateField()

    def __str__(self) -> str:
        return f"{self.flow}: {self.outcome}"


class Parcel(models.Model):
    """A flow that came from another city as a signed parcel: whence, under whose key, what came with it.

    The rows are also the list of keys that were met: a key is known from its first parcel on.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="parcels")
    key = models.SlugField(max_length=60)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    from_key = models.CharField(max_length=40)
    from_name = models.CharField(max_length=160)
    from_version = models.PositiveIntegerField()
    signer = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    rules = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "mark"], name="parcel_once")]
        indexes: ClassVar = [models.Index(fields=["city", "key"], name="parcel_of_flow")]

    def __str__(self) -> str:
        return f"{self.key} dari {self.from_name}"


class Confirmation(models.Model):
    """Somebody in charge held a component that a flow calls unsure against the city's own regulation.

    It counts for every version in which the component says the same (`mark`, from `flow.doubting`).
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="confirmations")
    key = models.SlugField(max_length=60)
    component = models.CharField(max_length=20)
    mark = models.CharField(max_length=64)
    rests_on = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "key", "component", "mark"], name="confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.component}"


class Subject(models.Model):
    """What a case can be about: a thin row that any register may own."""

    city = models.ForeignKey(City, models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["city", "kind", "key"], name="subject_once")]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given, per unit and year: no gap, no double."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "name"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Case(models.Model):
    """A matter on its way. Every column below `# row` is written by events only and can be replayed."""

    OPEN, PAUSED, ANSWERED, CLOSED = "open", "paused", "answered", "closed"

    uid = models.CharField(max_length=32, unique=True)
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="cases")
    number = models.CharField(max_length=24)
    code_mark = models.CharField(max_length=64)
    form_key = models.CharField(max_length=64, null=True, blank=True)
    simulated = models.BooleanField(default=False)
    channel = models.CharField(max_length=20)
    assisted = models.BooleanField(default=False)
    # Seen only by the unit that holds it (or is asked to) and by those who oversee it.
    private = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    first_unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    # row
    flow = models.ForeignKey(PublishedFlow, models.PROTECT, db_index=False, related_name="cases")
    step = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=OPEN)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="cases")
    desk = models.CharField(max_length=40, blank=True)
    holder = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, db_index=False, related_name="cases"
    )
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+")
    subject = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, db_index=False, related_name="cases"
    )
    category = models.CharField(max_length=60, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="limbs"
    )
    limbs_open = models.PositiveSmallIntegerField(default=0)
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="joined"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    desk_since = models.DateTimeField()
    desk_due_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    offer_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_due_at = models.DateTimeField(null=True, blank=True)
    auto_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    desk_late_at = models.DateTimeField(null=True, blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    explained = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    hands = models.PositiveSmallIntegerField(default=0)
    bounces = models.PositiveSmallIntegerField(default=0)
    contested = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    # the head of the record
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    # derived from the row: the earliest moment at which the clock has something to do
    wake_at = models.DateTimeField(null=True, blank=True)
    # derived as well: the nearer of the two clocks, by which every list of work is sorted
    next_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "number"], name="case_number_once"),
            models.UniqueConstraint(fields=["city", "form_key"], name="case_form_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "next_due_at"], name="case_unit_next"),
            models.Index(
                fields=["offer_unit"], name="case_offer", condition=models.Q(offer_unit__isnull=False)
            ),
            models.Index(fields=["wake_at"], name="case_wake", condition=models.Q(wake_at__isnull=False)),
            models.Index(fields=["first_unit", "opened_at"], name="case_first_unit"),
            models.Index(fields=["unit", "closed_at"], name="case_unit_closed"),
            models.Index(fields=["city", "area", "state", "opened_at"], name="case_area"),
            models.Index(fields=["city", "opened_at"], name="case_city_opened"),
            models.Index(fields=["city", "category", "opened_at"], name="case_class"),
            # Each of these is empty in nearly every row: an index of the few rows that have it costs nothing.
            *(
                models.Index(
                    fields=[name], name=f"case_{name}", condition=models.Q(**{f"{name}__isnull": False})
                )
                for name in ("holder", "subject", "parent", "joined_to")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Event(models.Model):
    """One fact of a case's record. `facts["became"]` says which columns of the row took which values."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="events")
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    facts = models.JSONField()
    by_kind = models.CharField(max_length=10)
    by_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()
    before = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64)
    city = models.ForeignKey(City, models.PROTECT, db_index=False, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="event_once")]
        indexes: ClassVar = [
            models.Index(fields=["city", "day"], name="event_day"),
            models.Index(
                fields=["by_post", "by_person"], name="event_by", condition=models.Q(by_post__isnull=False)
            ),
            models.Index(fields=["fingerprint"], name="event_fingerprint"),
            # The few answers to offers among all events (`sight.offers` asks with the same words).
            models.Index(
                fields=["city", "day"],
                name="event_offers",
                condition=models.Q(name__in=["offer.accepted", "offer.returned", "offer.lapsed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.name}"


class Said(models.Model):
    """What a person said, sealed. `reader` is the least of those who may read it."""

    PUBLIC, PARTIES, STAFF = "public", "parties", "staff"

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="said")
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    by_kind = models.CharField(max_length=10)
    reader = models.CharField(max_length=10, default=PARTIES)
    sealed = models.BinaryField()
    salt = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "key"], name="said_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.key}"


class Mark(models.Model):
    """A blind index: a keyed fingerprint of a word, NIK or phone, by which a sealed text is found."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="marks")
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    mark = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "mark", "case"], name="mark_find"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.mark:x}"


class Paper(models.Model):
    """A document or photo: checked by content, re-encoded if an image, sealed in a file of its own."""

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="papers")
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    by_kind = models.CharField(max_length=10)
    reader = models.CharField(max_length=10, default=Said.PARTIES)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64)
    content_mark = models.BigIntegerField(null=True, blank=True)
    look_mark = models.BigIntegerField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    position = models.BinaryField(null=True, blank=True)
    flags = models.JSONField(default=list)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "key"], name="paper_case"),
            models.Index(
                fields=["content_mark"],
                name="paper_content",
                condition=models.Q(content_mark__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.key}"


class Look(models.Model):
    """One band of a picture's look, by which pictures like it are found (`copies`)."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="looks")
    city = models.ForeignKey(City, models.CASCADE, db_index=False, related_name="+")
    simulated = models.BooleanField(default=False)
    band = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "simulated", "band", "paper"], name="look_find"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.band:x}"


class Errand(models.Model):
    """What a follower still has to do about an event; done exactly once in effect."""

    event = models.ForeignKey(Event, models.CASCADE, db_index=False, related_name="errands")
    follower = models.CharField(max_length=40)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "follower"], name="errand_once")]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], name="errand_open", condition=models.Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.follower} ← {self.event_id}"


class Link(models.Model):
    """How one case stands to another: part-of, about, objects-to, same-as."""

    source = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="links")
    target = models.ForeignKey(Case, models.CASCADE, related_name="linked")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Reading(models.Model):
    """Who opened whose personal data, when and what for. Append-only, as events are."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="reading_case")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.case_id}: {self.what}"


class Seal(models.Model):
    """One day's events under one fingerprint: the SHA-256 of the published file of that day."""

    city = models.ForeignKey(City, models.CASCADE, related_name="seals")
    day = models.DateField()
    count = models.PositiveIntegerField()
    before = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "day", "simulated"], name="seal_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.root[:12]}"

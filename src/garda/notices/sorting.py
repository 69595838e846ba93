"""Messages that belong to no matter yet, before the officer who sorts them: attach, make a matter, set aside.

The office that holds the matter a message may belong to sees it, else the city's desk. Numbers and long
digits are masked; reading one is logged, opening its sender's number as well.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from garda.cases import papers, sealing
from garda.cases.acting import By, Refused
from garda.cases.models import Case
from garda.cases.opening import Filing, Opened, open_case
from garda.flow import Words
from garda.notices import chat_wording, contacts, drafting, queueing
from garda.notices.landing import handed_of, land, settle
from garda.notices.links import short_link
from garda.notices.models import Attachment, Contact, Message, MessageReading
from garda.people import roles
from garda.people.models import Area, Unit
from garda.sight import names, offices
from garda.sight.doors import Staff, units_in_reach

AT_ONCE = 50
DIGITS = re.compile(r"\d(?:[ .-]?\d){6,}")
GONE = Words(
    "Pesan ini baru saja dipilah rekan Anda. Tidak ada yang berubah.",
    "A colleague has just sorted this message. Nothing was changed.",
)
NO_SUCH_CASE = Words(
    "Tidak ada urusan dengan nomor ini di jangkauan Anda.",
    "There is no matter of that number within your reach.",
)
NO_OFFICE = Words("Pilih kelurahan tempat kejadiannya.", "Choose the ward where it happened.")


@dataclass(frozen=True)
class Waiting:
    """A message in the list: the first words with digits masked, why it waits, what it may belong to."""

    id: int
    channel: str
    kind: str
    sender: str
    words: str
    why: str
    number: str
    at: datetime
    papers: int


def for_staff(staff: Staff) -> QuerySet[Message]:
    """What waits in the units that `staff` sorts for; what is no unit's for whoever sorts for the city."""
    near = Q(unit_id__in=units_in_reach(staff, "sort"))
    if roles.widest(staff.kinds, "sort") == "city":
        near |= Q(unit__isnull=True)
    rows = Message.objects.filter(near, city_id=staff.city.pk, state=Message.SORTING)
    return rows.select_related("contact", "case", "city").order_by("came_at", "pk")


def one_for(staff: Staff, message_id: int) -> Message | None:
    """One message that waits for `staff`, or None."""
    return for_staff(staff).filter(pk=message_id).first() if message_id < 2**63 else None


def waiting(staff: Staff) -> list[Waiting]:
    """The list, oldest first, at most fifty."""
    rows = list(for_staff(staff)[:AT_ONCE])
    count: dict[int, int] = {}
    for key in Attachment.objects.filter(message__in=rows).values_list("message_id", flat=True):
        count[key] = count.get(key, 0) + 1
    return [_line(row, text_of(row)[:140], count.get(row.pk, 0)) for row in rows]


def _line(row: Message, words: str, attached: int) -> Waiting:
    return Waiting(
        id=row.pk,
        channel=row.channel,
        kind=row.kind,
        sender=sender_of(row),
        words=masked(words),
        why=row.why,
        number=row.case.number if row.case else "",
        at=row.came_at,
        papers=attached,
    )


def text_of(row: Message) -> str:
    """What the message says."""
    content = json.loads(sealing.unseal(row.sealed)) if row.sealed else {}
    point = content.get("point")
    where = f"\n{point[0]:.5f}, {point[1]:.5f}" if point else ""
    return f"{content.get('text', '')}{where}".strip()


def sender_of(row: Message) -> str:
    """The sender as a screen shows it before it is opened."""
    if row.contact is None:
        return ""
    kind = "phone" if row.channel == Contact.WHATSAPP else "email"
    return names.masked(kind, contacts.address_of(row.contact))


def masked(text: str) -> str:
    """The words without long numbers: a NIK, a telephone, a bank account."""
    return DIGITS.sub(lambda found: f"••••{found[0][-3:]}" if len(found[0]) > 3 else "•••", text)


def read(row: Message, what: str, *, by: By, at: datetime) -> Waiting:
    """Read one message, logged first (`what` empty: a form that came back); "sender": in full."""
    if what:
        log_reading(row, what, by=by, at=at)
    line = _line(row, text_of(row), row.attachments.count())
    if what != "sender" or row.contact is None:
        return line
    return Waiting(**{**line.__dict__, "sender": contacts.address_of(row.contact), "words": text_of(row)})


def log_reading(row: Message, what: str, *, by: By, at: datetime) -> None:
    """One line in the log of readings."""
    assert by.person is not None, "only a signed-in person reads a message"
    MessageReading.objects.create(message=row, person_id=by.person, post_id=by.post, what=what, at=at)


def readings_of(row: Message) -> list[MessageReading]:
    """Who read this message, newest first."""
    return list(row.readings.select_related("person").order_by("-pk")[:20])


def readings_in(staff: Staff, at: datetime) -> list[MessageReading]:
    """Who read messages lately that had no matter yet, where `staff` may look at readings."""
    units = units_in_reach(staff, "readings")
    rows = MessageReading.objects.filter(message__unit_id__in=units, at__lte=at)
    return list(rows.select_related("person", "post", "message").order_by("-pk")[:AT_ONCE])


def paper(row: Message, place: int, *, by: By, at: datetime) -> papers.Checked | None:
    """One photo or paper of a message, looked into as any other and logged; None when it can't be read."""
    found = list(row.attachments.exclude(sealed=b"").order_by("pk")[: place + 1])
    if len(found) <= place:
        return None
    log_reading(row, f"paper:{place + 1}", by=by, at=at)
    try:
        return papers.check("added", sealing.unseal_bytes(found[place].sealed))
    except Refused:
        return None


def attach(row: Message, case: Case, *, by: By, at: datetime) -> None:
    """Put the message into a matter, as the resident's words written down by this officer."""
    with transaction.atomic():
        row = _taken(row)
        land(case, json.loads(sealing.unseal(row.sealed)), handed_of(row), at, by.for_resident())
        _sorted(row, "attached", by, at, case)
        if (
            row.contact is not None
            and row.channel == Contact.WHATSAPP
            and contacts.within_window(row.contact, at)
        ):
            queueing.say(row.contact, chat_wording.added(case.number, False), f"{row.pk}.sorted", at)


def make_matter(
    row: Message, unit: Unit, area: Area | None, category: str, *, by: By, at: datetime
) -> Opened:
    """Make a new report of the message; whoever wrote it gets the receipt where they wrote."""
    page = drafting.complaint_of(row.city, at)
    if page is None:
        raise Refused(Words("Kota ini belum menerima laporan.", "This city takes no reports yet."))
    with transaction.atomic():
        row = _taken(row)
        known = drafting.Known(category=category)
        drafting.take(known, {"text": text_of(row)}, row.city)
        contact = row.contact or Contact(channel="")
        answers: dict[str, str] = {
            key: value for key, value in drafting.raw_of(page.flow, known, contact).items() if value
        }
        for one in page.flow.fields:
            if one.kind == "email" and contact.channel == Contact.EMAIL:
                answers[one.key] = contacts.address_of(contact)
        if contact.channel == Contact.WHATSAPP:
            answers[queueing.BY_WHATSAPP] = queueing.YES
        filing = Filing(
            published=offices.published_of(page.published_id),
            unit=unit,
            answers=answers,
            category=drafting.category_of(page, known),
            area=area,
            channel=row.channel,
            assisted=True,
            form_key=f"message-{row.pk}-{sealing.code_mark('message', str(row.pk))[:24]}",
            papers=[papers.Checked(**{**one.__dict__, "key": "photo"}) for one in handed_of(row)],
        )
        opened = open_case(filing, by=by, at=at)
        _sorted(row, "new-matter", by, at, opened.case)
        if row.contact is not None:
            contacts.follow(row.contact, opened.case)
            if row.channel == Contact.WHATSAPP and contacts.within_window(row.contact, at):
                due = drafting.due_words(opened.case)
                receipt = chat_wording.receipt(
                    opened.case.number, opened.code, due, short_link(opened.case, at)
                )
                queueing.say(row.contact, receipt, f"{row.pk}.sorted", at, opened.case)
    return opened


def set_aside(row: Message, reason: str, *, by: By, at: datetime) -> None:
    """No matter of the city: its words go, the reason stays."""
    if not reason.strip():
        raise Refused(Words("Tulis alasannya.", "Write the reason."), "reason")
    with transaction.atomic():
        _sorted(_taken(row), "set-aside", by, at, None, reason.strip()[:300])


def _taken(row: Message) -> Message:
    """The message under a lock, if it still waits; Refused when a colleague was first."""
    now = Message.objects.select_for_update(of=("self",)).select_related("contact", "city").get(pk=row.pk)
    if now.state != Message.SORTING:
        raise Refused(GONE)
    return now


def _sorted(row: Message, why: str, by: By, at: datetime, case: Case | None, words: str = "") -> None:
    settle(row, why, case)
    Message.objects.filter(pk=row.pk).update(sorted_at=at, sorted_by_id=by.person, sorted_words=words)

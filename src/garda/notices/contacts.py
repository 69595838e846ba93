"""Who may be told by which channel: contacts found by a blind mark, and the log of agreeing and stopping.

Agreement is an act of the person: a tick or an address in the form, or writing to us first. The newest act
of a contact counts; a word that stops (BERHENTI, STOP) counts at once.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from garda.cases import sealing
from garda.cases.models import Case
from garda.notices.models import Consent, Contact, Dispatch, Following
from garda.people.models import City

# WhatsApp takes free words for so long after the person's own last message.
WINDOW = timedelta(hours=24)
PHONE = re.compile(r"\+[1-9]\d{6,19}")
STOP = frozenset({"BERHENTI", "STOP", "UNSUBSCRIBE"})
START = frozenset({"MULAI", "START"})


def tidy(channel: str, address: str) -> str:
    """An address in its one form, or "" if it cannot be one."""
    text = address.strip()
    if channel == Contact.WHATSAPP:
        return text if PHONE.fullmatch(text) else ""
    return text.lower() if text.count("@") == 1 and len(text) <= 254 and text.isprintable() else ""


def contact_of(city: City, channel: str, address: str) -> Contact | None:
    """The contact of that address, made when it is new; None for what is no address."""
    text = tidy(channel, address)
    if not text:
        return None
    kept = {"sealed": sealing.seal(text)}
    mark = sealing.mark(f"contact-{channel}", text, city.pk)
    found, _ = Contact.objects.get_or_create(city=city, channel=channel, mark=mark, defaults=kept)
    return found


def address_of(contact: Contact) -> str:
    """The number or address itself."""
    return sealing.unseal(contact.sealed)


def agrees(contact: Contact) -> bool:
    """Whether the newest act of this contact is one of agreeing."""
    newest = Consent.objects.filter(contact=contact).order_by("-pk").first()
    return newest is not None and newest.given


def agree(contact: Contact, act: str, at: datetime, case: Case | None = None) -> None:
    """Log an act of agreeing. Done again for the same case, it counts once."""
    if case is not None and Consent.objects.filter(contact=contact, case=case, act=act, given=True).exists():
        return
    Consent.objects.create(contact=contact, given=True, act=act, case=case, at=at)


def stop(contact: Contact, act: str, at: datetime) -> bool:
    """Log an act of stopping; what still waits is not sent. True if the contact had agreed before."""
    agreed = agrees(contact)
    if agreed or not Consent.objects.filter(contact=contact).exists():
        Consent.objects.create(contact=contact, given=False, act=act, at=at)
        agreed = True
    waiting = Dispatch.objects.filter(contact=contact, state=Dispatch.WAITING)
    waiting.update(state=Dispatch.DROPPED, sealed=b"", next_try_at=None, trouble="stopped", changed_at=at)
    return agreed


def follow(contact: Contact, case: Case) -> None:
    """From now on this contact is told about the case, and may answer to it."""
    Following.objects.get_or_create(contact=contact, case=case)


def follows(contact: Contact, case: Case) -> bool:
    """Whether the case is one of this contact's own."""
    return Following.objects.filter(contact=contact, case=case).exists()


def forget(case: Case) -> None:
    """Nobody is told about this case any more; an address that is left without a matter goes."""
    theirs = list(Following.objects.filter(case=case).values_list("contact_id", flat=True))
    Following.objects.filter(case=case).delete()
    left = Contact.objects.filter(pk__in=theirs, followings__isnull=True)
    left.exclude(messages__state__in=("new", "held", "draft", "sorting")).delete()


def within_window(contact: Contact, at: datetime) -> bool:
    """Whether free words may be sent: the person wrote within the last day."""
    return contact.last_in_at is not None and at < contact.last_in_at + WINDOW


def word_of(text: str) -> str:
    """A message that is one single word, in capitals; "" for anything longer."""
    word = text.strip().strip(".!\"'*").upper()
    return word if word.isalpha() else ""

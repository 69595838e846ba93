"""Mail to a resident who gave an address: a number and a link, never a word that a person said.

At least once: a mail is sent, then marked as sent in the errand's transaction. If the process dies in
between it is sent again under the same Message-ID, by which mail programs know it as the same letter.
"""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from garda.cases.models import Case, Event
from garda.cases.publishing import flow_by_id
from garda.cases.saying import spoken
from garda.flow import Words
from garda.notices.models import Notice
from garda.notices.telling import notice_of, told_about

log = logging.getLogger("garda.mailing")

SUBJECT = Words("Kabar {number}", "News of {number}")
BODY = "{words_id}\n\nIkuti di sini: {link}\n\n--\n{words_en}\n\nFollow it here: {link}\n\n{city}\n"


def mail(event: Event, at: datetime) -> None:
    """Follower: mail the resident's notice of this event, if there is one and they gave an address.

    A mail server that is away raises, and the errand is tried again later; an address that is refused
    for good is noted in the log and not tried again.
    """
    told = next(iter(told_about(event, only=Notice.RESIDENT)), None)
    address = address_of(event.case) if told else ""
    if told is None or not address:
        return
    row = notice_of(event, told, at)
    kept = {"city_id": row.city_id, "case_id": row.case_id, "key": row.key, "at": at, "channel": Notice.EMAIL}
    kept |= {"words_id": row.words_id, "words_en": row.words_en, "simulated": row.simulated}
    notice, _ = Notice.objects.get_or_create(event=event, receiver=row.receiver, defaults=kept)
    if notice.sent_at is not None or notice.simulated:
        return
    try:
        letter(notice, address).send()
    except SMTPRecipientsRefused:
        log.warning("the address given for %s is refused; it is not tried again", event.case.number)
        return
    Notice.objects.filter(pk=notice.pk).update(channel=Notice.EMAIL, sent_at=at)


def address_of(case: Case) -> str:
    """The e-mail address that the resident gave in the form, or ""."""
    keys = [field.key for field in flow_by_id(case.flow_id).fields if field.kind == "email"]
    return next(iter(spoken(case, *keys).values()), "") if keys else ""


def letter(notice: Notice, address: str) -> EmailMessage:
    """The mail of a notice: the same notice always has the same Message-ID."""
    case = notice.case
    link = f"{settings.SITE_ADDRESS.rstrip('/')}/{case.city.key}/ikuti/{case.number}/"
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject=f"{SUBJECT.id.format(number=case.number)} / {SUBJECT.en.format(number=case.number)}",
        body=BODY.format(words_id=notice.words_id, words_en=notice.words_en, link=link, city=case.city.name),
        to=[address],
        headers={"Message-ID": f"<{notice.event.fingerprint}.{notice.receiver}@{host}>"},
    )

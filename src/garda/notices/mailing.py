"""Mail to a resident who gave an address: a number and a link, never a word that a person said; and with the
news that a letter is signed, the letter itself, which they asked for.

The same dispatch always has the same Message-ID: should it be sent again after a crash, mail programs know
it as the same letter, and an answer to it names it. With `GARDA_MAIL_REPLY` the answer comes to an address
that carries the matter's own mark (`replies+<case>-<mark>@…`).
"""

from __future__ import annotations

import logging
import re
from datetime import datetime
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

from garda.cases import sealing
from garda.cases.acting import CLOCK, Overtaken, Refused
from garda.cases.models import Case
from garda.flow import Words
from garda.letters import keeping
from garda.notices.models import Dispatch
from garda.notices.whatsapp import Trouble

log = logging.getLogger("garda.mailing")

SUBJECT = Words("Kabar {number}", "News of {number}")
BODY = (
    "{words_id}\n\nIkuti di sini: {link}\n{how_id}\n\n--\n"
    "{words_en}\n\nFollow it here: {link}\n{how_en}\n\n{city}\n"
)
MAY_ANSWER = Words(
    "Balas surel ini untuk menambah keterangan. Balas BERHENTI bila tidak mau surel lagi.",
    "Reply to this mail to add a remark. Reply STOP for no more mails.",
)
ENCLOSED = Words("Surat Anda terlampir.", "Your letter is enclosed.")
NO_ANSWER = Words(
    "Balasan surel ini tidak terbaca; tulis di halaman itu.", "Replies are not read; write on that page."
)
TAG = re.compile(r"\+([0-9a-z]{1,11})-([0-9a-f]{20})@", re.IGNORECASE)
OURS = re.compile(r"<([0-9a-f]{40}\.email\.\d{1,19})@[^<>@\s]{1,255}>")


def connection() -> BaseEmailBackend:
    """A connection to the mail server, opened with the first letter and kept for the next."""
    return get_connection(fail_silently=False)


def post(row: Dispatch, address: str, line: BaseEmailBackend, enclosed: keeping.Enclosed | None) -> str:
    """Send one letter; returns its Message-ID. Raises Trouble."""
    found = letter(row, address, enclosed)
    found.connection = line
    try:
        line.open()
        found.send()
    except SMTPRecipientsRefused as no:
        codes = [code for code, _ in no.recipients.values()]
        raise Trouble("not-reachable", again=all(code < 500 for code in codes)) from no
    except (SMTPNotSupportedError, UnicodeError) as no:
        raise Trouble("not-reachable", again=False) from no
    except SMTPAuthenticationError as no:
        raise Trouble("not-connected", again=True, away=True) from no
    except SMTPResponseException as no:
        raise Trouble("refused", again=no.smtp_code < 500) from no
    except (SMTPException, OSError) as away:
        raise Trouble("unreachable", again=True, away=True) from away
    return message_id(row)


def delivered(row: Dispatch, enclosed: keeping.Enclosed | None, at: datetime) -> None:
    """After a mail went out: note that the letter in it, if there was one, reached its owner this way."""
    if enclosed is None or row.case is None:
        return
    try:
        keeping.fetched(row.case, enclosed.id, "mail", at=at, by=CLOCK)
    except (Overtaken, Refused):
        log.warning("that the letter of %s was mailed could not be noted", row.case.number)


def enclosed_in(row: Dispatch) -> keeping.Enclosed | None:
    """The letter that goes out with this mail, if its news is that a letter was signed."""
    return keeping.enclosed_with(row.notice.event) if row.notice is not None else None


def letter(row: Dispatch, address: str, enclosed: keeping.Enclosed | None) -> EmailMessage:
    """The mail of a notice, with the letter whose signature it tells of."""
    notice, case = row.notice, row.case
    assert notice is not None and case is not None
    also = ENCLOSED if enclosed else Words("", "")
    link = f"{settings.SITE_ADDRESS}/{case.city.key}/ikuti/{case.number}/"
    how = MAY_ANSWER if settings.MAIL_REPLY else NO_ANSWER
    mail = EmailMessage(
        subject=f"{SUBJECT.id.format(number=case.number)} / {SUBJECT.en.format(number=case.number)}",
        body=BODY.format(
            words_id=f"{notice.words_id} {also.id}".strip(), words_en=f"{notice.words_en} {also.en}".strip(),
            link=link, city=case.city.name,
            how_id=how.id, how_en=how.en,
        ),
        to=[address],
        reply_to=[reply_address(case)] if settings.MAIL_REPLY else None,
        headers={"Message-ID": message_id(row), "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    if enclosed:
        mail.attach(enclosed.name, enclosed.content, "application/pdf")
    return mail


def message_id(row: Dispatch) -> str:
    """The letter's own name, made of the dispatch's."""
    return f"<{row.key}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}>"


def reply_address(case: Case) -> str:
    """Where answers about a case are sent."""
    name, _, host = settings.MAIL_REPLY.partition("@")
    return f"{name}+{int_to_base36(case.pk)}-{_mark(case)}@{host}"


def case_of_address(text: str) -> Case | None:
    """The case whose own address stands in a text, if the mark is true."""
    for pk, told in TAG.findall(text[:4000]):
        key = base36_to_int(pk.lower())
        case = Case.objects.filter(pk=key).first() if key < 2**63 else None
        if case is not None and constant_time_compare(_mark(case), told.lower()):
            return case
    return None


def dispatch_of(text: str) -> Dispatch | None:
    """The letter of ours that a text names by its Message-ID."""
    keys = OURS.findall(text[:20_000])[:20]
    return Dispatch.objects.filter(key__in=keys).select_related("case__city").first() if keys else None


def _mark(case: Case) -> str:
    return sealing.code_mark(case.uid, "mail")[:20]

"""A letter that came to the city: an answer to one of ours lands in its matter, anything else is sorted.

The mail server hands each letter to `garda receive-mail`. A letter belongs to a matter when it names one of
ours (In-Reply-To, References, or the matter's own address); it speaks for the resident only when it comes
from the address that the matter has. We never answer a letter by a letter: two machines would not stop.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message as Letter
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from html.parser import HTMLParser

from django.conf import settings
from django.db import transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.notices import contacts, mailing
from garda.notices.landing import handed_of, land, put_aside_for_officer, settle
from garda.notices.models import Attachment, Contact, Dispatch, Message
from garda.people.models import City
from garda.texts.cleaning import plain, some_lines

LARGEST = 25 * 1024 * 1024
LONGEST = 4000
PAPERS, PARTS = 3, 60
A_DAY, MOST_A_DAY = timedelta(days=1), 30
QUOTED = re.compile(
    r"^\s*(>|-{2,}\s*(original message|pesan asli)|on .{4,200} wrote:\s*$|"
    r"pada .{4,200} (menulis|wrote):?\s*$|(from|dari): .{3,200}@)",
    re.IGNORECASE,
)


def take(raw: bytes, city: City | None, at: datetime) -> str:
    """Keep one letter; answers what became of it. `city`: whose it is when it names no matter."""
    letter = _parsed(raw[:LARGEST])
    names = " ".join(_header(letter, name) for name in ("In-Reply-To", "References"))
    reached = " ".join(_header(letter, name) for name in ("To", "Cc", "Delivered-To", "X-Original-To"))
    ours = mailing.dispatch_of(names)
    if _by_machine(letter):
        return _bounced(raw, letter, at)
    case = mailing.case_of_address(reached) or (ours.case if ours else None)
    place = case.city if case is not None else city
    if place is None:
        return "no-city"
    return _kept(raw, letter, place, case, at)


def _parsed(raw: bytes) -> Letter:
    """The letter; of one that is nested beyond reason only the head."""
    try:
        letter = message_from_bytes(raw, policy=policy.default)
        for _ in letter.walk():
            pass
    except RecursionError:
        return BytesHeaderParser(policy=policy.default).parsebytes(raw)
    return letter


def _kept(raw: bytes, letter: Letter, city: City, case: Case | None, at: datetime) -> str:
    outside = plain(_header(letter, "Message-ID")).strip()[:180] or hashlib.sha256(raw).hexdigest()
    sender = plain(parseaddr(_header(letter, "From"))[1])
    contact = contacts.contact_of(city, Contact.EMAIL, sender)
    text = words_of(letter)
    subject = some_lines(plain(_header(letter, "Subject")))[:200]
    if case is None and subject:
        text = f"{subject}\n{text}"
    same = contact is not None and case is not None and contacts.follows(contact, case)
    if contact is not None and _too_many(contact, at):
        return "too-many"
    with transaction.atomic():
        row, fresh = Message.objects.get_or_create(
            channel=Contact.EMAIL,
            outside_id=outside,
            defaults={
                "city": city,
                "contact": contact,
                "case": case,
                "kind": "mail",
                "sealed": sealing.seal(
                    json.dumps({"text": text[:LONGEST], "same": same}, ensure_ascii=False)
                ),
                "next_try_at": at,
                "said_at": at,
                "came_at": at,
            },
        )
        if not fresh:
            return "again"
        for content in _papers(letter):
            Attachment.objects.create(message=row, sealed=sealing.seal_bytes(content))
        if contact is None:
            put_aside_for_officer(row, "no-case", at, case)
    return "kept"


def _too_many(contact: Contact, at: datetime) -> bool:
    """Whether a machine seems to write from there."""
    return Message.objects.filter(contact=contact, came_at__gt=at - A_DAY).count() >= MOST_A_DAY


def read_mail(contact: Contact, rows: Iterable[Message], at: datetime) -> None:
    """The turn of one address: each letter into its matter, or before an officer."""
    for row in rows:
        content = json.loads(sealing.unseal(row.sealed))
        first = contacts.word_of(str(content.get("text", "")).partition("\n")[0])
        if first in contacts.STOP and content.get("same"):
            # Only in answer to a letter of ours: a sender is easily forged.
            contacts.stop(contact, "stop-word", at)
            settle(row, "stop-word")
        elif row.case is None:
            put_aside_for_officer(row, "no-case", at)
        elif not content.get("same"):
            put_aside_for_officer(row, "other-address", at, row.case)
        else:
            try:
                with transaction.atomic():
                    land(row.case, content, handed_of(row), at)
            except Refused:
                put_aside_for_officer(row, "closed", at, row.case)
            else:
                settle(row, "landed")


def _by_machine(letter: Letter) -> bool:
    """Out-of-office answers, lists, and letters that could not be delivered: no person wrote them."""
    auto = _header(letter, "Auto-Submitted").strip().lower()
    bulk = _header(letter, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply")
    return bool(auto and auto != "no") or bulk or letter.get_content_type() == "multipart/report"


def _bounced(raw: bytes, letter: Letter, at: datetime) -> str:
    """A letter of ours that came back: it failed, and the officer sees it."""
    if letter.get_content_type() != "multipart/report":
        return "by-machine"
    text = raw[:200_000].decode("ascii", "replace")
    row = next((one for name in mailing.OURS.findall(text)[:5] if (one := _named(name))), None)
    if row is None or not re.search(r"^action:\s*failed", text, re.IGNORECASE | re.MULTILINE):
        return "by-machine"
    same = Dispatch.objects.filter(pk=row.pk, state=Dispatch.SENT)
    return (
        "bounced"
        if same.update(state=Dispatch.FAILED, trouble="not-reachable", changed_at=at)
        else "by-machine"
    )


def _named(key: str) -> Dispatch | None:
    return Dispatch.objects.filter(key=key).first()


def _header(letter: Letter, name: str) -> str:
    """A header as text, whatever is wrong with it."""
    try:
        return " ".join(str(one) for one in letter.get_all(name, []))[:20_000]
    except Exception:  # the parser of headers stumbles in ways that no list foresees
        return ""


def words_of(letter: Letter) -> str:
    """What the person wrote, without what they quoted."""
    plain_part, html_part = "", ""
    for part in _parts(letter):
        if part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not plain_part:
            plain_part = _decoded(part)
        elif part.get_content_type() == "text/html" and not html_part:
            html_part = _decoded(part)
    text = plain_part or _without_markup(html_part)
    lines = plain(text[: LONGEST * 8]).split("\n")
    kept: list[str] = []
    for line in lines:
        if QUOTED.match(line) or line.rstrip() == "--":
            break
        kept.append(line)
    return some_lines("\n".join(kept))[:LONGEST]


def _parts(letter: Letter) -> list[Letter]:
    found: list[Letter] = []
    for part in letter.walk():
        if not part.is_multipart():
            found.append(part)
        if len(found) >= PARTS:
            break
    return found


def _decoded(part: Letter) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _papers(letter: Letter) -> list[bytes]:
    found: list[bytes] = []
    for part in _parts(letter):
        if part.get_content_type().startswith(("image/", "application/pdf")):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and 0 < len(content) <= settings.PAPER_BYTES:
                found.append(content)
    return found[:PAPERS]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Lines where a reader sees them; nothing of styles and scripts, and nothing quoted."""
        self.hidden += tag in ("style", "script", "blockquote", "head")
        if tag in ("br", "p", "div", "li", "tr"):
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of what is hidden."""
        if tag in ("style", "script", "blockquote", "head") and self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.hidden:
            self.found.append(data)


def _without_markup(html: str) -> str:
    reader = _Words()
    with suppress(AssertionError):  # how the parser says that no reader could make sense of it either
        reader.feed(html[: LONGEST * 20])
    return "".join(reader.found)

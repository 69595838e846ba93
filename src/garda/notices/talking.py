"""A turn of talk in a chat: each message goes into its matter, into a draft, or before an officer.

All that waits from one contact is read in one turn, in one transaction: what is written down, what is
answered and that it was read become true together. Photos are fetched before, outside of it.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from garda.cases import numbering, residents, sealing
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.notices import chat_wording, contacts, drafting, queueing
from garda.notices.chat_shapes import Reply
from garda.notices.fetching import PAUSES, Photos
from garda.notices.landing import handed_of, land, put_aside_for_officer, settle
from garda.notices.models import Consent, Contact, Dispatch, Draft, Following, Message
from garda.notices.receiving_mail import read_mail
from garda.people.models import City
from garda.people.register import city_by_id

log = logging.getLogger("garda.talking")

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 60  # messages of one contact; more is a machine
HELD = timedelta(hours=24)
IGNORED = frozenset({"reaction", "system", "unsupported", "unknown", "ephemeral", "order"})
UNREAD = frozenset({"audio", "video", "sticker", "contacts"})
NUMBER = re.compile(r"\b[A-Za-z]{2,6}[ -]\d{2}[ -]\d{4,6}\b")


def work_off(at: datetime, limit: int = 50) -> int:
    """Read what came in, contact by contact; returns how many messages found their place."""
    due = Message.objects.filter(state=Message.NEW, next_try_at__lte=at)
    waiting = list(due.order_by("next_try_at", "pk").values_list("contact_id", flat=True)[:limit])
    done, photos = 0, Photos(at)
    for contact_id in dict.fromkeys(waiting):
        if contact_id is not None:
            done += _turn(contact_id, at, photos)
    return done


def _turn(contact_id: int, at: datetime, photos: Photos) -> int:
    try:
        photos.fetch(contact_id)
        with transaction.atomic():
            contact = Contact.objects.select_for_update().get(pk=contact_id)
            contact.city = city_by_id(contact.city_id) or contact.city
            rows = list(
                Message.objects.filter(contact=contact, state=Message.NEW, next_try_at__lte=at).order_by("pk")
            )
            if rows and contact.channel == Contact.EMAIL:
                read_mail(contact, rows, at)
            elif rows:
                Turn(contact, at).read(rows)
            return len(rows)
    except Exception:
        log.exception("messages of contact %s could not be read", contact_id)
        _postpone(contact_id, at)
        return 0


def _postpone(contact_id: int, at: datetime) -> None:
    rows = Message.objects.filter(contact_id=contact_id, state=Message.NEW, next_try_at__lte=at)
    for row in rows:
        if row.tries >= len(PAUSES):
            # Not understood by us: a person reads it.
            put_aside_for_officer(row, "unclear", at)
        else:
            row.next_try_at = at + timedelta(minutes=PAUSES[row.tries])
            row.tries += 1
            row.save(update_fields=["next_try_at", "tries"])


class Turn:
    """One contact's turn: its messages in order, what is answered at the end."""

    def __init__(self, contact: Contact, at: datetime) -> None:
        self.contact, self.at = contact, at
        self.city: City = contact.city
        self.replies: list[Reply] = []
        self.about: dict[int, Case] = {}  # of which matter a reply is
        self.draft: Draft | None = drafting.open_draft(contact)
        self.known = drafting.known_of(self.draft) if self.draft else drafting.Known()
        self.touched = False

    def read(self, rows: list[Message]) -> None:
        """Read them all, then answer once."""
        since = self.at - AN_HOUR
        spent = (
            Message.objects.filter(contact=self.contact, came_at__gt=since).exclude(state=Message.NEW).count()
        )
        for place, row in enumerate(rows):
            if spent + place >= MOST_AN_HOUR:
                self.done(row, "too-many")
                continue
            content = json.loads(sealing.unseal(row.sealed)) if row.sealed else {}
            if row.why == "no-photo":
                self.replies.append(chat_wording.NO_PHOTO)
            self.one(row, content)
        if self.draft is not None and self.touched:
            self.replies.append(drafting.question(self.draft, self.known, self.city, self.at))
            drafting.keep(self.draft, self.known, self.at)
        for place, reply in enumerate(self.replies):
            if reply not in self.replies[:place]:
                queueing.say(self.contact, reply, f"{rows[-1].pk}.{place}", self.at, self.about.get(place))

    def one(self, row: Message, content: dict[str, Any]) -> None:
        """One message, by the first rule that fits."""
        text = str(content.get("text", ""))
        word = contacts.word_of(text)
        if word in contacts.STOP:
            return self._stops(row)
        if word in contacts.START:
            contacts.agree(self.contact, "start-word", self.at)
            self.replies.append(chat_wording.STARTED)
            return self.done(row, "start-word")
        if not Consent.objects.filter(contact=self.contact).exists():
            contacts.agree(self.contact, "wrote", self.at)
        if row.kind in IGNORED:
            return self.done(row, "ignored")
        if row.kind in UNREAD:
            self.replies.append(chat_wording.UNREADABLE)
            return self.done(row, "unreadable")
        if content.get("button"):
            return self._button(row, str(content["button"]))
        return self._words(row, content, text)

    def _stops(self, row: Message) -> None:
        if contacts.stop(self.contact, "stop-word", self.at):
            self.replies.append(chat_wording.STOPPED)
        if self.draft is not None:
            drafting.close(self.draft, self.at)
            self.draft = None
        self.done(row, "stop-word")

    def _words(self, row: Message, content: dict[str, Any], text: str) -> None:
        if text.strip().lower() in chat_wording.OFFICER:
            self._expect("officer")
            self.replies.append(chat_wording.FOR_OFFICER)
            return self.done(row, "asked")
        if (expected := self._expected()) and text:
            return self._answers(row, expected, text)
        case = self._named(content, text) or self._late_photo(row, text)
        if case is not None:
            return self.into(case, [row])
        if self.draft is not None:
            return self._drafts(row, content)
        courtesy = (
            bool(text)
            and not _has(row)
            and set(re.findall(r"[\w']+", text.lower())) <= chat_wording.COURTESIES
        )
        theirs = self._open_ones()
        asked = [
            one for one in theirs if one.state == Case.PAUSED and residents.resident_move(one, onward=True)
        ]
        if len(asked) == 1 and not courtesy:
            return self.into(asked[0], [row])
        if courtesy:
            if not theirs:
                self.replies.append(chat_wording.HELLO)
            return self.done(row, "courtesy")
        if theirs:
            Message.objects.filter(pk=row.pk).update(state=Message.HELD)
            self.replies.append(chat_wording.which([one.number for one in theirs]))
            return None
        return self._drafts(row, content)

    # ---- what the next words answer ----
    def _expect(self, what: str) -> None:
        self.contact.expects, self.contact.expects_until = what, self.at + HELD
        self.contact.save(update_fields=["expects", "expects_until"])

    def _expected(self) -> str:
        until = self.contact.expects_until
        return self.contact.expects if until is not None and self.at < until else ""

    def _answers(self, row: Message, expected: str, text: str) -> None:
        self.contact.expects, self.contact.expects_until = "", None
        self.contact.save(update_fields=["expects", "expects_until"])
        kind, _, number = expected.partition(":")
        case = self._own(number)
        if kind == "officer" or case is None:
            put_aside_for_officer(row, "asked", self.at, case)
            self.replies.append(chat_wording.TO_OFFICER)
            return
        try:
            with transaction.atomic():
                residents.contest(case.pk, text, at=self.at)
        except Refused:
            put_aside_for_officer(row, "closed", self.at, case)
            self.replies.append(chat_wording.KEPT_FOR_OFFICER)
            return
        self.replies.append(chat_wording.contested(case.number))
        self.done(row, "landed", case)

    # ---- buttons ----
    def _button(self, row: Message, pressed: str) -> None:
        kind, _, rest = pressed.partition(":")
        held = Message.objects.filter(contact=self.contact, state=Message.HELD).order_by("pk")
        if kind in ("send", "class", "cancel"):
            self._on_draft(kind, rest)
        elif kind == "new" and held:
            for one in held:
                self._drafts(one, json.loads(sealing.unseal(one.sealed)))
        elif kind == "add" and (case := self._own(rest)) and held:
            self.into(case, list(held))
        elif kind in ("yes", "no") and (case := self._own(rest)):
            self._verdict(case, kind == "yes")
        else:
            self.replies.append(chat_wording.TOO_LATE)
        self.done(row, "button")

    def _verdict(self, case: Case, agree: bool) -> None:
        if not agree:
            self._expect(f"contest:{case.number}")
            self.replies.append(chat_wording.WHY_NOT)
            return
        try:
            with transaction.atomic():
                residents.confirm(case.pk, at=self.at)
        except Refused:
            self.replies.append(chat_wording.TOO_LATE)
        else:
            if not contacts.agrees(self.contact):  # else the notice of the closing says it
                self.replies.append(chat_wording.THANKS)

    def _on_draft(self, kind: str, rest: str) -> None:
        if self.draft is None:
            newest = Draft.objects.filter(contact=self.contact).order_by("-pk").first()
            if newest is None or newest.case_id is None:
                self.replies.append(chat_wording.TOO_LATE)
            return  # pressed twice: the receipt is there already
        if kind == "cancel":
            drafting.close(self.draft, self.at)
            self.draft = None
            self.replies.append(chat_wording.CANCELLED)
            return
        if kind == "class":
            self.known.category, self.known.picking = (rest or self.known.category), not rest
        elif self.known.what and self.known.placed:
            self._file()
            return
        self.touched = True

    def _file(self) -> None:
        assert self.draft is not None
        filed = drafting.file_draft(self.draft, self.known, self.city, self.at)
        if filed is None:
            told = Message.objects.filter(draft=self.draft).order_by("-pk").first()
            if told is not None:
                words = "\n".join([self.known.what, *self.known.story, self.known.place])
                told.sealed = sealing.seal(json.dumps({"text": words}, ensure_ascii=False))
                told.draft = None
                told.save(update_fields=["sealed", "draft"])
                put_aside_for_officer(told, "not-filed", self.at)
            drafting.close(self.draft, self.at)
            self.replies.append(chat_wording.KEPT_FOR_OFFICER)
        else:
            self.replies.append(filed[0])
            self.about[len(self.replies) - 1] = filed[1]
        self.draft = None

    def _drafts(self, row: Message, content: dict[str, Any]) -> None:
        text = str(content.get("text", "")).strip().lower()
        ready = self.draft is not None and self.known.asked == drafting.CONFIRM and not _has(row)
        if ready and text in chat_wording.YES | chat_wording.NO:
            self._on_draft("send" if text in chat_wording.YES else "cancel", "")
            return self.done(row, "button")
        if self.draft is None:
            self.draft, self.known = drafting.begin(self.contact, self.at), drafting.Known()
        self.known.picking = False
        drafting.take(self.known, content, self.city)
        self.touched = True
        kept = Message.objects.filter(pk=row.pk)
        kept.update(state=Message.DRAFT, draft=self.draft, sealed=b"", next_try_at=None)
        return None

    # ---- matters ----
    def into(self, case: Case, rows: Iterable[Message]) -> None:
        """Put messages into a matter of this contact: as the answer it waits for, or as a remark."""
        for row in rows:
            content = json.loads(sealing.unseal(row.sealed))
            try:
                with transaction.atomic():
                    answered = land(case, content, handed_of(row), self.at)
            except Refused:
                put_aside_for_officer(row, "closed", self.at, case)
                self.replies.append(chat_wording.KEPT_FOR_OFFICER)
                continue
            self.replies.append(chat_wording.added(case.number, answered))
            self.done(row, "landed", case)

    def _own(self, number: str) -> Case | None:
        tidy = numbering.tidy_number(number)
        found = Case.objects.filter(city=self.city, number=tidy).first() if tidy else None
        return found if found is not None and contacts.follows(self.contact, found) else None

    def _named(self, content: dict[str, Any], text: str) -> Case | None:
        if context := content.get("context"):
            told = Dispatch.objects.filter(
                outside_id=context, contact=self.contact, case__isnull=False
            ).first()
            # The receipt and the like are of no matter; what answers them goes on in the draft.
            if told is not None:
                return told.case
        return next((case for one in NUMBER.findall(text)[:5] if (case := self._own(one))), None)

    def _late_photo(self, row: Message, text: str) -> Case | None:
        """The matter to which a photo belongs that could be fetched only after the draft was filed."""
        if text or not _has(row):
            return None
        filed = Draft.objects.filter(contact=self.contact, case__isnull=False, done_at__gte=row.said_at)
        draft = filed.filter(opened_at__lte=row.came_at).order_by("pk").first()
        return draft.case if draft else None

    def _open_ones(self) -> list[Case]:
        theirs = Following.objects.filter(contact=self.contact).exclude(case__state=Case.CLOSED)
        return [one.case for one in theirs.select_related("case").order_by("-case_id")[:5]]

    def done(self, row: Message, why: str, case: Case | None = None) -> None:
        """It found its place: nothing of its words stays here."""
        settle(row, why, case)


def _has(row: Message) -> bool:
    return row.attachments.exists()

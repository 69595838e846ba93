"""Carrying what waits: claimed in one short transaction, sent outside of any, its outcome written at once.

At least once: whoever dies between sending and writing leaves a claim that ends after five minutes, and the
message goes out again under the same name, unless a state told by the other side has closed it by then.
A channel that is away rests for a minute; what it could not take waits with growing pauses, and in the end
stands before the officer as failed, with a reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from garda import clock
from garda.cases.models import Case
from garda.notices import contacts, mailing, whatsapp
from garda.notices.chat_shapes import Reply, template
from garda.notices.links import short_link, survey_link
from garda.notices.models import Contact, Dispatch, Notice
from garda.notices.queueing import reply_of
from garda.notices.whatsapp import Trouble

log = logging.getLogger("garda.sending")

# Minutes until the next try after the first, second, … failure; the last one repeats.
PAUSES = (1, 5, 30, 120, 720, 1440)
MOST_TRIES = 8
CLAIM = timedelta(minutes=5)
REST = timedelta(minutes=1)
AT_ONCE = 20
SHORT = 320  # characters of a notice in a chat

Send = Callable[[Dispatch, datetime], str]


class Carrier:
    """Carries dispatches beat by beat; remembers which channel rests, and until when."""

    def __init__(self) -> None:
        self.rests: dict[str, datetime] = {}

    def work_off(self, at: datetime, limit: int = 200) -> int:
        """Send up to `limit` dispatches of each channel; returns how many went out or were given up."""
        done = 0
        for channel, opened in ((Contact.EMAIL, _mail), (Contact.WHATSAPP, _chat)):
            if self.rests.get(channel, at) > at:
                continue
            left = limit
            while left > 0 and (taken := _claim(channel, at, min(AT_ONCE, left))):
                left -= len(taken)
                done += self._carry(channel, taken, opened(), at)
                if self.rests.get(channel, at) > at:
                    break
        return done

    def _carry(
        self, channel: str, taken: list[Dispatch], line: tuple[Send, Callable[[], None]], at: datetime
    ) -> int:
        send, close = line
        done = 0
        try:
            for place, row in enumerate(taken):
                try:
                    _sent(row, send(row, at), clock.now())
                    done += 1
                except Trouble as trouble:
                    done += _failed(row, trouble, at)
                    if trouble.away:
                        self.rests[channel] = at + REST
                        _give_back(taken[place + 1 :], at + REST)
                        break
                except Exception:  # one message's fault must not stop the others
                    log.exception("dispatch %s failed", row.pk)
                    done += _failed(row, Trouble("unknown", again=True), at)
        finally:
            close()
        return done


def _claim(channel: str, at: datetime, size: int) -> list[Dispatch]:
    with transaction.atomic():
        due = Dispatch.objects.filter(state=Dispatch.WAITING, next_try_at__lte=at, channel=channel)
        due = due.order_by("next_try_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        keys = list(due.values_list("pk", flat=True)[:size])
        if not keys:
            return []
        Dispatch.objects.filter(pk__in=keys).update(next_try_at=at + CLAIM, tries=F("tries") + 1)
    rows = Dispatch.objects.filter(pk__in=keys).select_related(
        "notice__event", "case__city", "contact", "city"
    )
    return list(rows.order_by("pk"))


def _give_back(rows: list[Dispatch], until: datetime) -> None:
    keys = [row.pk for row in rows]
    Dispatch.objects.filter(pk__in=keys, state=Dispatch.WAITING).update(
        next_try_at=until, tries=F("tries") - 1
    )


def _sent(row: Dispatch, outside_id: str, at: datetime) -> None:
    with transaction.atomic():
        same = Dispatch.objects.filter(pk=row.pk)
        # A state may have been told already: it is not turned back.
        if not same.filter(state=Dispatch.WAITING).update(
            state=Dispatch.SENT,
            outside_id=outside_id,
            sealed=b"",
            next_try_at=None,
            trouble="",
            changed_at=at,
        ):
            same.update(outside_id=outside_id, sealed=b"")
        if row.notice_id:
            Notice.objects.filter(pk=row.notice_id).update(channel=row.channel, sent_at=at)


def _failed(row: Dispatch, trouble: Trouble, at: datetime) -> int:
    """Postpone, or give up; 1 when it was given up."""
    same = Dispatch.objects.filter(pk=row.pk, state=Dispatch.WAITING)
    if trouble.reason == "window" and row.notice_id and not row.as_template and settings.WHATSAPP_TEMPLATE:
        same.update(as_template=True, next_try_at=at, trouble="")
        return 0
    if trouble.reason == "stopped":
        same.update(state=Dispatch.DROPPED, next_try_at=None, trouble=trouble.reason, changed_at=at)
        return 1
    if trouble.again and trouble.reason != "window" and row.tries < MOST_TRIES:
        pause = timedelta(minutes=PAUSES[min(row.tries - 1, len(PAUSES) - 1)])
        same.update(next_try_at=at + pause, trouble=trouble.reason, changed_at=at)
        return 0
    same.update(state=Dispatch.FAILED, sealed=b"", next_try_at=None, trouble=trouble.reason, changed_at=at)
    return 1


def _mail() -> tuple[Send, Callable[[], None]]:
    line = mailing.connection()

    def send(row: Dispatch, at: datetime) -> str:
        address, enclosed = _address(row), mailing.enclosed_in(row)
        said = mailing.post(row, address, line, enclosed)
        mailing.delivered(row, enclosed, at)
        return said

    return send, line.close


def _chat() -> tuple[Send, Callable[[], None]]:
    line = whatsapp.Line()

    def send(row: Dispatch, at: datetime) -> str:
        return line.send(row.city, _address(row), message_of(row, at), row.key)

    return send, line.session.close


def _address(row: Dispatch) -> str:
    if row.contact is None:
        raise Trouble("no-address", again=False)
    if row.notice_id and not contacts.agrees(row.contact):
        raise Trouble("stopped", again=False)
    return contacts.address_of(row.contact)


def message_of(row: Dispatch, at: datetime) -> dict[str, Any]:
    """What a dispatch says in a chat: free words within the window, the template outside of it."""
    assert row.contact is not None
    open_now = contacts.within_window(row.contact, at) and not row.as_template
    if row.notice is None or row.case is None:
        if not open_now:
            raise Trouble("window", again=False)
        return reply_of(row).message()
    link = short_link(row.case, at)
    if not open_now:
        if not settings.WHATSAPP_TEMPLATE:
            raise Trouble("template", again=False)
        return template(settings.WHATSAPP_TEMPLATE, row.case.number, link)
    words = f"{shortened(row.notice.words_id)}\n\n{link}"
    if row.notice.key == "case.closed" and (asked := survey_link(row.case)):
        words = f"{words}\n\nSurvei satu menit, tanpa nama: {asked}"
    if row.case.state == Case.ANSWERED and row.notice.event.seq == row.case.seq:
        number = row.case.number
        return Reply(words, [(f"yes:{number}", "Ya, sudah beres"), (f"no:{number}", "Belum beres")]).message()
    return Reply(words).message()


def shortened(words: str, most: int = SHORT) -> str:
    """As many whole sentences as fit into a chat; the first one always."""
    kept, *rest = re.split(r"(?<=[.?!]) ", words)
    for one in rest:
        if len(kept) + len(one) + 1 > most:
            break
        kept = f"{kept} {one}"
    return kept

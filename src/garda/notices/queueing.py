"""Putting on the way: one dispatch per notice and channel, and the answers of a chat. It sends nothing."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings

from garda.cases import sealing
from garda.cases.models import Case, Event
from garda.cases.publishing import flow_by_id
from garda.cases.saying import spoken
from garda.notices import contacts, whatsapp
from garda.notices.chat_shapes import Reply
from garda.notices.models import Contact, Dispatch, Following, Notice

# The tick in a form by which a person asks for news by WhatsApp; kept among the words of the matter.
BY_WHATSAPP, YES = "whatsapp", "Ya"
# Whoever wrote the report in the chat reads its receipt there: nothing more is said about the opening.
CHAT = "whatsapp"


def carry(event: Event, at: datetime) -> None:
    """Put the resident's notice of this event on its way by every channel that they agreed to."""
    case = event.case
    if event.name == "case.opened":
        _remember(case, at)
    wanted = list(_ways(event))
    if not wanted:
        return
    notice = Notice.objects.filter(event=event, receiver=Notice.RESIDENT).first()
    if notice is None:
        return
    Dispatch.objects.bulk_create(
        [
            Dispatch(
                city_id=case.city_id, channel=contact.channel, notice=notice, case=case, contact=contact,
                key=f"{event.fingerprint[:40]}.{contact.channel}.{contact.pk}",
                next_try_at=at, made_at=at, changed_at=at,
            )
            for contact in wanted
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _remember(case: Case, at: datetime) -> None:
    """Contacts and agreement, as the opening of the matter says them."""
    flow = flow_by_id(case.flow_id)
    keys = {one.key: one.kind for one in flow.fields if one.kind in ("phone", "email")}
    if not keys or not (settings.EMAIL_HOST or whatsapp.number_of(case.city)):
        return
    said = spoken(case, BY_WHATSAPP, *keys)
    act = "counter" if case.assisted else "filed" if case.channel == CHAT else "form"
    for key, kind in keys.items():
        channel = Contact.EMAIL if kind == "email" else Contact.WHATSAPP
        if not said.get(key) or (kind == "phone" and said.get(BY_WHATSAPP) != YES):
            continue
        contact = contacts.contact_of(case.city, channel, said[key])
        if contact is not None:
            contacts.follow(contact, case)
            contacts.agree(contact, act, at, case)


def _ways(event: Event) -> list[Contact]:
    case, found = event.case, []
    on = {Contact.EMAIL: bool(settings.EMAIL_HOST), Contact.WHATSAPP: bool(whatsapp.number_of(case.city))}
    if not any(on.values()):
        return []
    for one in Following.objects.filter(case=case).select_related("contact").order_by("pk"):
        told_there = event.name == "case.opened" and case.channel == one.contact.channel == CHAT
        if on.get(one.contact.channel) and not told_there and contacts.agrees(one.contact):
            found.append(one.contact)
    return found


def say(contact: Contact, reply: Reply, key: str, at: datetime, case: Case | None = None) -> None:
    """An answer in the chat; said again under the same key it goes out once."""
    row = Dispatch(
        city_id=contact.city_id, channel=contact.channel, contact=contact, case=case, key=f"chat.{key}"[:120],
        sealed=sealing.seal(json.dumps(reply.kept(), ensure_ascii=False)),
        next_try_at=at, made_at=at, changed_at=at,
    )  # fmt: skip
    Dispatch.objects.bulk_create([row], ignore_conflicts=True)


def reply_of(row: Dispatch) -> Reply:
    """The answer that was kept."""
    return Reply(**json.loads(sealing.unseal(row.sealed)))

"""What the WhatsApp Cloud API tells us: messages are kept once, states of ours move forward only.

Everything in it is strange until looked at: a value of a wrong kind is passed over, never a fault. Nothing
is answered here; the tick reads what was kept.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from garda.cases import sealing
from garda.notices import contacts, whatsapp
from garda.notices.models import Attachment, Contact, Dispatch, Message
from garda.people.models import City
from garda.people.register import city_at
from garda.texts.cleaning import plain, some_lines

log = logging.getLogger("garda.receiving")

MOST = 1000  # messages and states of one delivery
LONGEST = 4000
PHOTOS = ("image", "document")
# A state is reached from these only: what comes late turns nothing back.
FORWARD: Mapping[str, tuple[str, ...]] = {
    Dispatch.SENT: (Dispatch.WAITING,),
    Dispatch.DELIVERED: (Dispatch.WAITING, Dispatch.SENT),
    Dispatch.READ: (Dispatch.WAITING, Dispatch.SENT, Dispatch.DELIVERED),
    Dispatch.FAILED: (Dispatch.WAITING, Dispatch.SENT),
}


def take(told: object, at: datetime) -> tuple[int, int]:
    """Keep every message and state of one delivery; returns how many of each were new."""
    messages = states = 0
    for number, value in _values(told):
        for one in _dicts(value.get("statuses")):
            states += _state(one, at)
        key = whatsapp.city_key_of(number)
        city = city_at(key) if key else None
        if city is None:
            log.warning("a delivery for a number that is no city's")
            continue
        for one in _dicts(value.get("messages")):
            messages += _message(city, one, at)
    return messages, states


def _values(told: object) -> Iterator[tuple[object, dict[str, Any]]]:
    """(number, value) of every change of every entry."""
    for entry in _dicts(told.get("entry") if isinstance(told, dict) else None):
        for change in _dicts(entry.get("changes")):
            value = change.get("value")
            if change.get("field") == "messages" and isinstance(value, dict):
                about = value.get("metadata")
                yield (about.get("phone_number_id") if isinstance(about, dict) else None), value


def _dicts(found: object) -> list[dict[str, Any]]:
    return [one for one in found[:MOST] if isinstance(one, dict)] if isinstance(found, list) else []


def _dict(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _id(found: object) -> str:
    """An id of the other side, or "" for anything that cannot be one."""
    fit = isinstance(found, str) and found.isascii() and found.isprintable() and len(found) <= 200
    return str(found).strip() if fit else ""


def _text(found: object) -> str:
    return some_lines(plain(found[: LONGEST * 2]))[:LONGEST] if isinstance(found, str) else ""


# ---- messages -------------------------------------------------------------------------------------
def _message(city: City, one: dict[str, Any], at: datetime) -> int:
    outside_id, sender = _id(one.get("id")), _id(one.get("from"))
    if not outside_id or not sender.isdecimal():
        return 0
    if Message.objects.filter(channel=Contact.WHATSAPP, outside_id=outside_id).exists():
        return 0
    contact = contacts.contact_of(city, Contact.WHATSAPP, f"+{sender}")
    if contact is None:
        return 0
    kind = one.get("type") if isinstance(one.get("type"), str) else ""
    said_at = _moment(one.get("timestamp"), at)
    with transaction.atomic():
        row, fresh = Message.objects.get_or_create(
            channel=Contact.WHATSAPP,
            outside_id=outside_id,
            defaults={
                "city": city,
                "contact": contact,
                "kind": plain(kind)[:20],
                "sealed": sealing.seal(json.dumps(content_of(one), ensure_ascii=False)),
                "next_try_at": at,
                "said_at": said_at,
                "came_at": at,
            },
        )
        if not fresh:
            return 0
        if kind in PHOTOS and (media := _id(_dict(one.get(kind)).get("id"))):
            Attachment.objects.create(message=row, outside_id=media)
        if contact.last_in_at is None or contact.last_in_at < said_at:
            Contact.objects.filter(pk=contact.pk).update(last_in_at=said_at)
    return 1


def content_of(one: Mapping[str, Any]) -> dict[str, Any]:
    """What a message says, in our own few words: text, button, point, context."""
    kind = one.get("type")
    found: dict[str, Any] = {"text": _text(_dict(one.get("text")).get("body"))}
    if kind in PHOTOS:
        found["text"] = _text(_dict(one.get(kind)).get("caption"))
    if kind == "location":
        place = _dict(one.get("location"))
        found["point"] = _point(place)
        found["text"] = _text(place.get("name")) or _text(place.get("address"))
    if kind == "interactive":
        inner = _dict(one.get("interactive"))
        picked = _dict(inner.get("button_reply")) or _dict(inner.get("list_reply"))
        found["button"], found["text"] = _id(picked.get("id"))[:80], _text(picked.get("title"))
    if kind == "button":  # the quick answer of a template
        found["text"] = _text(_dict(one.get("button")).get("text"))
    found["context"] = _id(_dict(one.get("context")).get("id"))
    return {key: value for key, value in found.items() if value}


def _point(place: Mapping[str, Any]) -> list[float] | None:
    values = [place.get("latitude"), place.get("longitude")]
    numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) != 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return None
    found = [float(one) for one in numbers]
    return found if all(math.isfinite(one) for one in found) else None


def _moment(found: object, at: datetime) -> datetime:
    """The moment that the other side names, where it is a likely one; else now."""
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) <= 11:
        said = datetime.fromtimestamp(int(found), tz=UTC)
        if at - timedelta(days=8) <= said <= at:
            return said
    return at


# ---- states ---------------------------------------------------------------------------------------
def _state(one: dict[str, Any], at: datetime) -> int:
    state = one.get("status")
    if not isinstance(state, str) or state not in FORWARD:
        return 0
    outside_id, key = _id(one.get("id")), _id(one.get("biz_opaque_callback_data"))
    ours = Dispatch.objects.filter(channel=Contact.WHATSAPP, state__in=FORWARD[state])
    row = (ours.filter(outside_id=outside_id).first() if outside_id else None) or (
        ours.filter(key=key).first() if key else None
    )
    if row is None:
        return 0
    became: dict[str, Any] = {"state": state, "next_try_at": None, "changed_at": at}
    if outside_id and not row.outside_id:
        became["outside_id"] = outside_id
    if state == Dispatch.FAILED:
        errors = _dicts(one.get("errors"))
        trouble = whatsapp.trouble_of(400, errors[0] if errors else None)
        became["trouble"] = trouble.reason
        if (
            trouble.reason == "window"
            and row.notice_id
            and not row.as_template
            and settings.WHATSAPP_TEMPLATE
        ):
            became |= {"state": Dispatch.WAITING, "as_template": True, "next_try_at": at, "outside_id": ""}
    else:
        became |= {"trouble": "", "sealed": b""}
    return ours.filter(pk=row.pk).update(**became)

"""What the faces ask of this room about chats: whether a city has one, and what a tick in a form means."""

from __future__ import annotations

from collections.abc import Mapping

from garda.flow import Cleaned, Flow, Words
from garda.notices import queueing, whatsapp
from garda.people.models import City

TICK = "kabar-wa"
NO_NUMBER = Words(
    "Tulis nomor WhatsApp Anda di atas, atau hapus centang ini.",
    "Write your WhatsApp number above, or clear this tick.",
)


def offered(city: City) -> bool:
    """Whether this city tells people by WhatsApp."""
    return bool(whatsapp.number_of(city))


def ticked(city: City, post: Mapping[str, str]) -> bool:
    """Whether news by WhatsApp was asked for in a form."""
    return offered(city) and bool(post.get(TICK))


def agree_in(asked: Flow, cleaned: Cleaned) -> Words | None:
    """Keep the tick beside the answers, so that agreeing stands in the record; what is wrong, if anything."""
    phones = [one.key for one in asked.fields if one.kind == "phone"]
    if any(cleaned.answers.get(key) for key in phones):
        cleaned.answers[queueing.BY_WHATSAPP] = queueing.YES
        return None
    return None if any(key in cleaned.errors for key in phones) else NO_NUMBER

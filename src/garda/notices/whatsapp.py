"""The port to the WhatsApp Cloud API: send one message, fetch one photo. Plain HTTP, nothing else.

`GARDA_WHATSAPP_ADDRESS` is the base, so that a test or a rehearsal speaks to a server of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from garda.people.models import City

TIMEOUT = (4, 10)  # seconds: to reach it, and to hear from it
MEDIA_ID = re.compile(r"[0-9A-Za-z_.-]{1,100}")
OUTSIDE_WINDOW = 131047
# Codes that pass by themselves: rate limits, and trouble on the other side.
PASSING = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133004})
OPERATOR = frozenset({0, 3, 10, 190, 200, 131005, 131031, 131042, 133010})  # token, rights, unpaid account
REASONS = {
    131026: "not-reachable",
    131047: "window",
    131051: "refused",
    132001: "template",
    132000: "template",
}


@dataclass
class Trouble(Exception):
    """It did not go out: `reason` for people, whether to try again, whether the whole channel is away."""

    reason: str
    again: bool
    away: bool = False


def number_of(city: City) -> str:
    """The id of the city's own number, or "" where it has none."""
    return str(settings.WHATSAPP_NUMBERS.get(city.key, "")) if settings.WHATSAPP_TOKEN else ""


def city_key_of(number_id: object) -> str:
    """The key of the city whose number that is, or ""."""
    found = (key for key, number in settings.WHATSAPP_NUMBERS.items() if number and number == number_id)
    return next(found, "")


class _Bearer(requests.auth.AuthBase):
    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, asked: requests.PreparedRequest) -> requests.PreparedRequest:
        asked.headers["Authorization"] = f"Bearer {self.token}"
        return asked


class Line:
    """An open connection to the API: many messages over one."""

    def __init__(self) -> None:
        self.session = requests.Session()
        # Named as such, so that no file of passwords on the machine takes its place.
        self.session.auth = _Bearer(str(settings.WHATSAPP_TOKEN))

    def send(self, city: City, to: str, message: Mapping[str, Any], key: str) -> str:
        """Send one message; returns the id under which its states will be told. Raises Trouble."""
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": to.removeprefix("+"),
            # Comes back with every state: also where we died before the id was written down.
            "biz_opaque_callback_data": key,
            **message,
        }
        said = self._asked("POST", f"{_base()}/{number_of(city)}/messages", json=body)
        found = said.get("messages")
        first = found[0] if isinstance(found, list) and found else {}
        return str(first.get("id", ""))[:200] if isinstance(first, dict) else ""

    def photo(self, media_id: str) -> bytes:
        """The bytes behind a media id, in two steps; Trouble when they cannot be had."""
        if not MEDIA_ID.fullmatch(media_id):
            raise Trouble("refused", again=False)
        address = str(self._asked("GET", f"{_base()}/{media_id}").get("url", ""))
        if not _trusted(address):
            raise Trouble("refused", again=False)
        most = int(settings.PAPER_BYTES)
        try:
            with self.session.get(address, timeout=TIMEOUT, stream=True, allow_redirects=False) as answer:
                if answer.status_code != 200:
                    raise Trouble("refused", again=answer.status_code >= 500)
                content = bytearray()
                for piece in answer.iter_content(65536):
                    content += piece
                    if len(content) > most:
                        raise Trouble("too-large", again=False)
        except requests.RequestException as away:
            raise Trouble("unreachable", again=True, away=True) from away
        return bytes(content)

    def _asked(self, method: str, address: str, **more: Any) -> dict[str, Any]:
        try:
            answer = self.session.request(method, address, timeout=TIMEOUT, allow_redirects=False, **more)
            said = answer.json()
        except requests.JSONDecodeError:
            said = {}
        except requests.RequestException as away:
            raise Trouble("unreachable", again=True, away=True) from away
        if not isinstance(said, dict):
            said = {}
        if answer.status_code // 100 == 2 and "error" not in said:
            return said
        raise trouble_of(answer.status_code, said.get("error"))


def trouble_of(status: int, error: object) -> Trouble:
    """What an error of the API means for us, from its code or the answer's status."""
    told = error.get("code") if isinstance(error, dict) else None
    code = told if isinstance(told, int) else None
    if code in REASONS:
        return Trouble(REASONS[code], again=code == OUTSIDE_WINDOW)
    if code in PASSING or status == 429:
        return Trouble("busy", again=True, away=True)
    if code in OPERATOR or status in (401, 403):
        return Trouble("not-connected", again=True, away=True)
    if status >= 500:
        return Trouble("unreachable", again=True, away=True)
    return Trouble("refused", again=False)


def _base() -> str:
    return str(settings.WHATSAPP_ADDRESS).rstrip("/")


def _trusted(address: str) -> bool:
    """Whether our token may be shown there: the API's own host, or one named for its photos."""
    try:
        asked, own = urlsplit(address), urlsplit(_base())
        same = (asked.scheme, asked.hostname, asked.port) == (own.scheme, own.hostname, own.port)
    except ValueError:
        return False
    return same or (
        asked.scheme == "https" and asked.port in (None, 443) and asked.hostname in settings.WHATSAPP_MEDIA
    )

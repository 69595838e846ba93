"""The WhatsApp Cloud API on loopback, as far as Garda speaks to it; and a resident with a phone behind it."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import Client

TOKEN, SECRET, VERIFY = "token-contoh", "rahasia-contoh", "verifikasi-contoh"
NUMBER = "109900990099"


class Cloud:
    """A server that takes messages and gives photos; `fails` answers the next messages with an error."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.media: dict[str, bytes] = {}
        self.fails: list[tuple[int, dict[str, Any]]] = []
        self.asked: list[str] = []
        self.pause = 0.0  # seconds before it answers a message
        cloud = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing."""

            def _answer(self, status: int, content: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def _json(self, status: int, said: dict[str, Any]) -> None:
                self._answer(status, json.dumps(said).encode())

            def do_POST(self) -> None:
                """A message."""
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                    return self._json(401, {"error": {"code": 190}})
                if cloud.fails:
                    return self._json(*cloud.fails.pop(0))
                cloud.sent.append(body)
                time.sleep(cloud.pause)
                return self._json(200, {"messages": [{"id": f"wamid.out.{len(cloud.sent)}"}]})

            def do_GET(self) -> None:
                """A photo, in two steps."""
                cloud.asked.append(self.path)
                name = self.path.rsplit("/", 1)[-1]
                if name not in cloud.media:
                    return self._json(404, {"error": {"code": 100}})
                if self.path.startswith("/foto/"):
                    return self._answer(200, cloud.media[name])
                return self._json(200, {"url": f"{cloud.address}/foto/{name}", "id": name})

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        """Nobody is there any more."""
        if self.thread.is_alive():
            self.server.shutdown()
            self.server.server_close()
            self.thread.join(5)

    def connect(self, settings: Any) -> None:
        """Let the city speak to this server."""
        settings.WHATSAPP_ADDRESS, settings.WHATSAPP_TOKEN = self.address, TOKEN
        settings.WHATSAPP_SECRET, settings.WHATSAPP_VERIFY = SECRET, VERIFY
        settings.WHATSAPP_NUMBERS = {"contoh": NUMBER}
        settings.WHATSAPP_TEMPLATE = "kabar_urusan"

    def words_to(self, phone: str) -> list[str]:
        """What a phone was shown, oldest first."""
        return [words_of(one) for one in self.sent if one["to"] == phone]


def words_of(message: dict[str, Any]) -> str:
    """The words of one message."""
    if message["type"] == "text":
        return str(message["text"]["body"])
    if message["type"] == "interactive":
        return str(message["interactive"]["body"]["text"])
    parts = message["template"]["components"][0]["parameters"]
    return f"[{message['template']['name']}] " + " ".join(one["text"] for one in parts)


def buttons_of(message: dict[str, Any]) -> dict[str, str]:
    """Words → id of the buttons or rows that a message shows."""
    action = message.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return {
        one["title"]: one["id"] for one in [button["reply"] for button in action.get("buttons", [])] + rows
    }


def mark_of(body: bytes, secret: str = SECRET) -> str:
    """The signature of a delivery."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def wrapped(*, messages: Any = None, statuses: Any = None, number: str = NUMBER) -> dict[str, Any]:
    """One delivery."""
    value: dict[str, Any] = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number}}
    value |= {"messages": messages} if messages is not None else {}
    value |= {"statuses": statuses} if statuses is not None else {}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def deliver(told: Any, *, client: Client | None = None) -> Any:
    """Post a signed delivery to the application."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return (client or Client()).generic(
        "POST", "/api/whatsapp/", body, content_type="application/json",
        headers={"X-Hub-Signature-256": mark_of(body)},
    )  # fmt: skip


@dataclass
class Phone:
    """A resident's telephone: what it sends is delivered, what it was shown is read from the cloud."""

    cloud: Cloud
    turn: Callable[[], None]
    now: Callable[[], datetime]
    number: str = "6281234567890"
    count: int = field(default=0)
    post: Callable[[Any], Any] = deliver

    def message(self, kind: str, **content: Any) -> dict[str, Any]:
        """One message as the API tells of it."""
        self.count += 1
        stamp = str(int(self.now().timestamp()))
        found = {
            "from": self.number,
            "id": f"wamid.{self.number}.{self.count}",
            "timestamp": stamp,
            "type": kind,
        }
        return {**found, **content}

    def sends(self, *messages: dict[str, Any]) -> None:
        """Messages in one delivery; then the city's background has its turn."""
        assert self.post(wrapped(messages=list(messages))).status_code == 200
        self.turn()

    def writes(self, text: str, **more: Any) -> None:
        """Words."""
        self.sends(self.message("text", text={"body": text}, **more))

    def photo(self, content: bytes, caption: str = "") -> None:
        """A photo."""
        name = f"foto{len(self.cloud.media) + 1}"
        self.cloud.media[name] = content
        self.sends(self.message("image", image={"id": name, "mime_type": "image/jpeg", "caption": caption}))

    def place(self, lat: float, lng: float) -> None:
        """A position."""
        self.sends(self.message("location", location={"latitude": lat, "longitude": lng}))

    def presses(self, words: str) -> None:
        """A button or row of the newest message that has it."""
        shown = [one for one in reversed(self.cloud.sent) if one["to"] == self.number]
        key = next(found[words] for one in shown if words in (found := buttons_of(one)))
        reply = {"type": "button_reply", "button_reply": {"id": key, "title": words}}
        self.sends(self.message("interactive", interactive=reply))

    @property
    def shown(self) -> list[str]:
        """Everything it was shown."""
        return self.cloud.words_to(self.number)

"""The shapes of what is said: words, up to three buttons, a list to pick from, asking for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_BUTTONS, MOST_ROWS = 3, 10
BODY, BUTTON, ROW = 1024, 20, 24  # characters that the other side takes


@dataclass(frozen=True)
class Reply:
    """One message of ours in a chat: `buttons` and `rows` are pairs of id and words."""

    words: str
    buttons: Sequence[Sequence[str]] = ()
    rows: Sequence[Sequence[str]] = ()
    place: bool = False

    def kept(self) -> dict[str, Any]:
        """As it is kept until it goes out."""
        return asdict(self)

    def message(self) -> dict[str, Any]:
        """As the API wants it."""
        if self.buttons:
            shown = [
                {"type": "reply", "reply": {"id": key, "title": title[:BUTTON]}}
                for key, title in self.buttons[:MOST_BUTTONS]
            ]
            return self._interactive("button", {"buttons": shown})
        if self.rows:
            shown = [{"id": key, "title": title[:ROW]} for key, title in self.rows[:MOST_ROWS]]
            return self._interactive(
                "list", {"button": "Pilih", "sections": [{"title": "Pilih satu", "rows": shown}]}
            )
        if self.place:
            return self._interactive("location_request_message", {"name": "send_location"})
        return {"type": "text", "text": {"body": self.words[:4096], "preview_url": False}}

    def _interactive(self, kind: str, action: dict[str, Any]) -> dict[str, Any]:
        body = {"type": kind, "body": {"text": self.words[:BODY]}, "action": action}
        return {"type": "interactive", "interactive": body}


def template(name: str, *words: str) -> dict[str, Any]:
    """An approved template in Indonesian with its words in order."""
    filled = [{"type": "text", "text": " ".join(one.split())[:300]} for one in words]
    parts = [{"type": "body", "parameters": filled}]
    return {
        "type": "template",
        "template": {"name": name, "language": {"code": "id"}, "components": parts},
    }

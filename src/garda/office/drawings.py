"""BPMN drawings on the page of drafts: a drawing handed in becomes a text, and says what it left open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda.cases.publishing import in_force
from garda.flow.bpmn_drafting import drafted
from garda.flow.bpmn_reading import NoDrawing, read_bpmn
from garda.sight.offices import post_names


def is_drawing(content: bytes) -> bool:
    """Whether a file is XML at all, so that it is read as a drawing and not as a text."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def from_drawing(city: Any, content: bytes, at: datetime, speaks: str) -> tuple[str, str, list[str]]:
    """The draft that the drawing makes, what is wrong with the file, and what it left open.

    A drawing that bears the key of a flow in force changes that flow's route; the rest of it goes on.
    """
    names = {key: [title, post_names("en")[key]] for key, title in post_names("id").items()}
    try:
        drawn = read_bpmn(content, posts=names)
    except NoDrawing as no:
        return "", no.words.of(speaks), []
    now = in_force(city, drawn.key, at) if drawn.key else None
    return drafted(drawn, now.text if now else ""), "", [one.of(speaks) for one in drawn.findings]

"""The text of a draft from a drawing: the route as drawn, everything else from the version in force."""

from __future__ import annotations

import tomllib
from typing import Any

from garda.flow.bpmn_reading import Drawing
from garda.flow.language import LANGUAGE
from garda.flow.writing import written


def drafted(drawing: Drawing, base: str = "") -> str:
    """The draft. `base` is the text of the flow in force under the drawing's key: its requirements, form,
    standard and words go on; without one the draft holds the route alone, and the checker says the rest."""
    raw: dict[str, Any] = {}
    if base:
        raw = tomllib.loads(base)
    else:
        raw = {"language": LANGUAGE, "kind": "request"}
        if drawing.key:
            raw["key"] = drawing.key
        if drawing.title:
            raw["title"] = {"id": drawing.title}
    if drawing.start:
        raw["start"] = drawing.start
    return written({**raw, "step": drawing.steps})

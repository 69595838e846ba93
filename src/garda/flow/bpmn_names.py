"""The names of BPMN 2.0 that both the writer and the reader of drawings use."""

from __future__ import annotations

import re

from garda.clock import Term

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:garda:flow:1"  # what BPMN has no word for; a modeller keeps it as it is

RESIDENT = "resident"  # the lane of whoever asks
_ISO = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D"}
_DURATION = re.compile(r"P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?")


def duration(term: Term) -> str:
    """A term as an ISO 8601 duration; whether it is working time goes beside it."""
    return _ISO[term.unit].format(term.amount)


def term_of(said: str) -> str | None:
    """An ISO 8601 duration as the flow language writes it, in plain time; None when it is none."""
    found = _DURATION.fullmatch(said.strip())
    if not found:
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    days += 7 * weeks
    if hours or minutes:
        whole = days * 24 + hours
        return f"{whole} jam" if not minutes else f"{whole * 60 + minutes} menit"
    return f"{days} hari" if days else None

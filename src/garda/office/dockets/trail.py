"""The trail of a docket in words: who did what, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda.office.dockets import wording
from garda.sight.doors import Staff
from garda.trails import reading

SENTENCES: Final[Mapping[str, str]] = {
    "docket.opened": gettext_noop("Laporan pertama masuk, berkas dibuka"),
    "docket.taken": gettext_noop("Berkas mulai diperiksa"),
    "docket.decided": gettext_noop("Diputus: %(decision)s"),
    "docket.reconsidered": gettext_noop("Keputusan ditarik"),
    "docket.reworded": gettext_noop("Bunyi pasal yang baru ditautkan"),
    "docket.renewed": gettext_noop("%(service)s versi %(version)s ditautkan"),
    "docket.stayed": gettext_noop("Alurnya tetap, dengan alasan: %(service)s"),
    "docket.unstayed": gettext_noop("Alurnya tetap, ditarik: %(service)s"),
    "docket.replied": gettext_noop("%(n)s pelapor dijawab"),
    "docket.overdue": gettext_noop("Terlambat, atasan diberi tahu"),
    "docket.closed": gettext_noop("Berkas tuntas dalam %(days)s hari"),
}
SHOWN = 40


@dataclass(frozen=True)
class Entry:
    """One line: what, by whom, when."""

    said: str
    who: str
    at: datetime


def shown(staff: Staff, docket_id: int, titles: Mapping[str, str]) -> list[Entry]:
    """What happened, the oldest first; `titles` are services by key. Who read the change stands elsewhere."""
    found = [line for line in reading.lines(staff.city, "docket", docket_id) if line.name in SENTENCES]
    return [
        Entry(_said(line.name, line.facts, titles), line.by.name if line.by else "", line.at)
        for line in found[-SHOWN:]
    ]


def _said(name: str, facts: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    keys = [str(one) for one in facts.get("services", [facts.get("service", "")])]
    decision = wording.decision_words(str(facts.get("decision", "")))
    filled = {**facts, "decision": decision, "service": ", ".join(titles.get(key, key) for key in keys)}
    return _(SENTENCES[name]) % {
        key: filled.get(key, "") for key in ("decision", "service", "version", "n", "days")
    }

"""What a resident can check by hand: the receipt's fingerprint, the record's texts, the seals of the days."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from garda.cases import desks, replaying, seals
from garda.cases.models import Case, Seal
from garda.cases.publishing import flow_by_id
from garda.cases.residents import resident_move
from garda.flow import Words
from garda.people.models import City
from garda.sight.stories import ahead


@dataclass(frozen=True)
class Proof:
    """A fingerprint of the record, and how it stands to the seal of its day (`seals.Standing`).

    `short` is the fingerprint's beginning in groups of four, for paper. `state` is empty where nobody has
    looked: on a receipt.
    """

    fingerprint: str
    day: date
    state: str = ""
    name: str = ""
    at: datetime | None = None
    root: str = ""
    count: int = 0
    simulated: bool = False

    @property
    def short(self) -> str:
        """ "9f3a 61d0 7be4 c21e"."""
        return " ".join(self.fingerprint[place : place + 4] for place in range(0, 16, 4))


@dataclass(frozen=True)
class Sealed:
    """One published seal."""

    day: date
    count: int
    root: str
    before: str
    at: datetime
    simulated: bool


def kind_of(case: Case) -> str:
    """The kind of the flow under which the case runs."""
    return flow_by_id(case.flow_id).kind


def first_office(case: Case) -> str:
    """The name of the office where the matter came in."""
    return case.first_unit.name


def ahead_of(case: Case, lang: str) -> list[str]:
    """What comes next on the usual way: the sentence the resident will read at each step from here on."""
    flow = flow_by_id(case.flow_id)
    titles = set(ahead(case, flow, lang))
    steps = [flow.steps[case.step], *(step for step in flow.steps.values() if step.title.of(lang) in titles)]
    seen = [(step.do or step.shown).of(lang) for step in steps if not step.end]
    return list(dict.fromkeys(seen))


def verdict_words(case: Case, lang: str) -> tuple[str, str]:
    """What the two answers of the resident are called here: ("Ya, sudah beres", "Belum beres")."""
    yes, no = resident_move(case, onward=True), resident_move(case, onward=False)
    return (
        (yes.label if yes else Words("Ya, benar", "Yes, right")).of(lang),
        (no.label if no else Words("Belum benar", "Not right yet")).of(lang),
    )


def due_line(case: Case, lang: str) -> str:
    """Why it is due then, on one line of a slip: "5 hari kerja. Hari libur tidak dihitung."."""
    term = desks.term_of(flow_by_id(case.flow_id), case.category)
    off = Words(" Hari libur tidak dihitung.", " Days off are not counted.").of(lang) if term.working else ""
    return f"{term.words(lang)}.{off}"


def receipt_of(case: Case) -> Proof:
    """The fingerprint of the opening event: a line in the sealed file of its day."""
    event = case.events.get(seq=1)
    return Proof(event.fingerprint, event.day, name=event.name, at=event.at, simulated=event.simulated)


def check(city: City, fingerprint: str) -> Proof | None:
    """What the city's record says about a fingerprint; None when no event has it."""
    found = seals.standing_of(city, fingerprint)
    if found is None:
        return None
    event, seal = found.event, found.seal
    return Proof(
        fingerprint=event.fingerprint,
        day=event.day,
        state=found.state,
        name=event.name,
        at=event.at,
        root=seal.root if seal else "",
        count=seal.count if seal else 0,
        simulated=event.simulated,
    )


def published(city: City, *, simulated: bool = False, limit: int = 366) -> list[Sealed]:
    """The seals of the city, the latest first."""
    rows = Seal.objects.filter(city=city, simulated=simulated).order_by("-day")[:limit]
    return [Sealed(one.day, one.count, one.root, one.before, one.at, one.simulated) for one in rows]


def has_simulated(city: City) -> bool:
    """Whether simulated days are sealed too."""
    return Seal.objects.filter(city=city, simulated=True).exists()


def file_of(city: City, day: date, *, simulated: bool = False) -> str | None:
    """The published file of a sealed day, or None while it is not sealed."""
    seal = Seal.objects.filter(city=city, day=day, simulated=simulated).first()
    return seals.text_of(city, day, seal.before, simulated) if seal else None


def texts_of(case: Case) -> str:
    """The record as JSON, for checking by hand: each event's canonical text beside its fingerprint.

    The texts hold facts only; people's words stand in them as salted fingerprints.
    """
    said = Words(
        "SHA-256 dari tiap 'text' (UTF-8) sama dengan 'fingerprint', dan 'before' di dalamnya sama dengan "
        "sidik jari peristiwa sebelumnya.",
        "SHA-256 of each 'text' (UTF-8) equals 'fingerprint', and 'before' in it equals the fingerprint of "
        "the event before.",
    )
    rows = [{"seq": seq, "fingerprint": mark, "text": text} for seq, mark, text in replaying.texts(case)]
    whole = {"number": case.number, "how": {"id": said.id, "en": said.en}, "events": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1)

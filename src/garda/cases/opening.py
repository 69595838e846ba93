"""Opening a case: number, code, owner and due time at once; the same form sent twice is one case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from garda import clock
from garda.cases import desks, numbering, papers, record, saying, sealing
from garda.cases.acting import By, Refused
from garda.cases.models import Case, PublishedFlow, Said, Subject
from garda.cases.publishing import flow_of
from garda.cases.rows import together
from garda.cases.saying import Saying
from garda.flow import Flow, Words
from garda.people.calendars import calendar_of
from garda.people.models import Area, Unit

# The form's question whose "yes" makes a matter confidential, as a private flow makes all of its own.
CONFIDENTIAL, YES = "confidential", ("True", "ya", "yes")


@dataclass
class Filing:
    """What a resident, or an officer for them, hands in. `answers` are already cleaned by the flow."""

    published: PublishedFlow
    unit: Unit
    answers: Mapping[str, Any]
    category: str = ""
    area: Area | None = None
    lat: float | None = None
    lng: float | None = None
    subject: Subject | None = None
    channel: str = "web"
    assisted: bool = False
    form_key: str | None = None
    brought: Sequence[str] = ()
    papers: Sequence[papers.Checked] = field(default_factory=list)
    simulated: bool = False


@dataclass(frozen=True)
class Opened:
    """The case and its code. `again` says that the same form had been sent before."""

    case: Case
    code: str
    again: bool = False


def open_case(filing: Filing, *, by: By, at: datetime) -> Opened:
    """Open a case in `filing.unit` at `at`.

    One transaction: the number, the due time of the whole matter and of the first desk, the words and
    papers, event `case.opened`. Sending the same `form_key` again gives the same case and the same code.
    Raises Refused when the unit does not offer the flow, or a real matter is filed under a simulated one.
    """
    code = _code(filing)
    # Asked first only where papers would be sealed in vain; otherwise the database itself says so below.
    if filing.form_key and filing.papers and (before := _sent_before(filing)):
        return Opened(before, code, again=True)
    try:
        return Opened(_open(filing, code, by, at), code)
    except IntegrityError:
        # The same form had been sent before, or arrived twice at the same moment and the other one won.
        if filing.form_key and (before := _sent_before(filing)):
            return Opened(before, code, again=True)
        raise


def _sent_before(filing: Filing) -> Case | None:
    return Case.objects.filter(city_id=filing.unit.city_id, form_key=filing.form_key).first()


def _open(filing: Filing, code: str, by: By, at: datetime) -> Case:
    flow = flow_of(filing.published)
    step = flow.steps[flow.start]
    unit = desks.place_of(filing.unit, step) or filing.unit
    _check(filing, flow, unit)
    case = _new(filing, flow, code, at)
    due = clock.due(at, desks.term_of(flow, filing.category), calendar_of(unit))
    arrived = desks.arrival(case, flow, step, unit, at)
    # Sealed before the pen is taken up: on SQLite there is one pen for everybody. What is then not kept
    # after all is a file that no row names (`papers.sweep`).
    rows, pairs = saying.sealed_rows(_sayings(filing, flow), by.kind)
    kept = [papers.keep(one, by_kind=by.kind) for one in filing.papers]
    facts = {
        "flow": [flow.key, filing.published.version, filing.published.fingerprint],
        "channel": filing.channel,
        "assisted": filing.assisted,
        "first_unit": filing.unit.pk,
        "private": case.private,
        "brought": list(filing.brought),
        "papers": [[paper.key, paper.fingerprint] for paper in kept],
        **saying.facts_of(pairs),
    }
    became = {**{name: getattr(case, name) for name in record.ROW}, **arrived, "due_at": due.at}
    with transaction.atomic():
        with together():
            case.number = numbering.next_number(filing.unit, at)
            fact = record.Fact("case.opened", {**facts, "number": case.number}, became)
            record.append(case, fact, by=by, at=at)
            saying.keep(case, 1, rows)
        papers.attach(case, 1, kept)
    return case


def _code(filing: Filing) -> str:
    # A form that is sent again must show the same receipt, though only a mark of the code is kept:
    # so the code of a form with a key is derived from that key, which only this form's sender knows.
    if not filing.form_key:
        return numbering.fresh_code()
    digest = int(sealing.code_mark("form", f"{filing.unit.city_id}:{filing.form_key}")[:16], 16)
    letters = ""
    for _ in range(numbering.CODE_LENGTH):
        digest, rest = divmod(digest, len(numbering.ALPHABET))
        letters += numbering.ALPHABET[rest]
    return f"{letters[:4]}-{letters[4:]}"


def _new(filing: Filing, flow: Flow, code: str, at: datetime) -> Case:
    unit = filing.unit
    uid = uuid.uuid4().hex
    return Case(
        uid=uid,
        city=unit.city,
        code_mark=sealing.code_mark(uid, code),
        form_key=filing.form_key,
        simulated=filing.simulated,
        channel=filing.channel,
        assisted=filing.assisted,
        private=flow.private or str(filing.answers.get(CONFIDENTIAL)) in YES,
        opened_at=at,
        first_unit=unit,
        flow_id=filing.published.pk,
        step=flow.start,
        state=Case.OPEN,
        unit=unit,
        area=filing.area,
        subject=filing.subject,
        category=filing.category,
        lat=filing.lat,
        lng=filing.lng,
        desk_since=at,
    )


def _check(filing: Filing, flow: Flow, unit: Unit) -> None:
    if filing.published.simulated and not filing.simulated:
        raise Refused(
            Words(
                "Layanan ini contoh dalam data simulasi, jadi tidak dapat diajukan.",
                "This service is an example of the simulated data; nothing can be filed under it.",
            )
        )
    if flow.offered and filing.unit.kind not in flow.offered and unit.kind not in flow.offered:
        raise Refused(
            Words(
                f"{filing.unit.name} tidak memberi layanan {flow.title.id}.",
                f"{filing.unit.name} does not offer {flow.title.en}.",
            ),
            "unit",
        )


def _sayings(filing: Filing, flow: Flow) -> list[Saying]:
    found: list[Saying] = []
    for one in flow.fields:
        value = filing.answers.get(one.key)
        if value in (None, ""):
            continue
        reader = Said.STAFF if one.sealed else Said.PARTIES
        found.append(Saying(one.key, str(value), reader))
    if filing.lat is not None and filing.lng is not None:
        found.append(Saying(saying.POINT, saying.point_text(filing.lat, filing.lng), Said.STAFF))
    for key, value in filing.answers.items():
        if flow.field(key) is None and value not in (None, ""):
            found.append(Saying(key, str(value)))
    return found

"""The record of a matter told in plain words, once for the resident and once for the office.

Every event name has its sentence in `telling`, in both languages, for both readers (a house test holds the
table against the code). Words of people come from their sealed rows, and only those the reader may
read; erased ones are said to be erased.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from garda import clock
from garda.cases import sealing
from garda.cases.issuing import PAPER as LETTER
from garda.cases.joining import shared_proofs
from garda.cases.models import Case, Event, Paper, Said
from garda.cases.publishing import flow_by_id
from garda.cases.residents import contestable_until, resident_move
from garda.cases.splitting import strength, weakest
from garda.flow import Flow, Words
from garda.looks.rails import Entry
from garda.people.calendars import city_calendar
from garda.people.holding import holder_on
from garda.people.models import Unit
from garda.people.register import register_of
from garda.rules.reading import look_up
from garda.sight import names
from garda.sight.clocks import DueBlock, due_block
from garda.sight.telling import SENTENCES, fill

RESIDENT_READS = (Said.PUBLIC, Said.PARTIES)
STAFF_READS = (Said.PUBLIC, Said.PARTIES, Said.STAFF)
# Words under these keys are quoted beside the event that carries them.
QUOTED = (
    "answer", "reason", "missing", "reply", "remark", "explanation", "offer", "returned", "extension",
    "asked", "what", "story", "rule", "date", "note", "escalation", "revoked",
)  # fmt: skip
LABELLED = {
    "missing": Words("Yang kurang:", "Missing:"),
    "rule": Words("Menurut", "By"),
    "date": Words("Hari", "On"),
}
ANSWERED = Words("Kami sudah menjawab", "We have answered")
OFFICE_ONLY = frozenset({"post.noted", "case.reassigned", "clock.desk-late", "offer.taken-back"})


@dataclass(frozen=True)
class Holder:
    """Who has the matter now."""

    name: str
    post: str
    unit: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Photo:
    """A paper that the reader may open: its id for an address, what it is, who gave it."""

    id: int
    key: str
    media_type: str
    by_resident: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class LimbLine:
    """One unit's part of a shared matter."""

    unit: str
    strength: str
    step_title: str
    number: str


@dataclass(frozen=True)
class Story:
    """A matter told to one reader. `explanation`: the latest word on why it is late, with its new promise."""

    number: str
    title: str
    service: str
    state: str
    status: str
    sentence: str
    due: DueBlock | None
    holder: Holder | None
    entries: list[Entry]
    photos: list[Photo]
    limbs: list[LimbLine]
    weakest: LimbLine | None
    asks: tuple[str, ...]
    question: str
    seq: int
    simulated: bool
    opened_at: datetime
    rating: int | None
    erased: bool
    joined_into: str
    contest_until: datetime | None
    explanation: str = ""
    extras: dict[str, Any] = field(default_factory=dict)


def story(case: Case, reader: str, lang: str, at: datetime) -> Story:
    """The story of `case` for `reader` ("resident" or "staff"), in `lang`, as it stands at `at`."""
    flow = flow_by_id(case.flow_id)
    step = flow.steps[case.step]
    events = list(case.events.select_related("by_person", "by_post__unit").order_by("seq"))
    said = _said(case, STAFF_READS if reader == "staff" else RESIDENT_READS)
    opening = {row.key: text for row, text in said if row.seq == 1 and text}
    limbs = _limbs(case, flow, at, lang)
    state, status = _status(case, flow, at, lang, reader)
    into = case.joined_to
    return Story(
        number=case.number,
        title=names.title_of(case, opening, lang),
        service=flow.title.of(lang),
        state=state,
        status=status,
        sentence=step.shown.of(lang) if not into else _joined_sentence(into.number).of(lang),
        due=due_block(case, at, lang),
        holder=_holder(case, at),
        entries=_entries(case, flow, events, said, reader, lang, at),
        photos=_photos(case, reader),
        limbs=[line for line, _ in limbs],
        weakest=_weakest_line(limbs, at),
        asks=_asks(case, flow, at),
        question=_question(case, lang),
        seq=case.seq,
        simulated=case.simulated,
        opened_at=case.opened_at,
        rating=case.rating,
        erased=any(row.erased_at for row, _ in said),
        joined_into=into.number if into else "",
        contest_until=contestable_until(case, flow),
        explanation=next((text for row, text in reversed(said) if row.key == "explanation" and text), ""),
    )


def _joined_sentence(number: str) -> Words:
    return Words(
        f"Laporan Anda sama dengan laporan {number}. Keduanya kami kerjakan sekali jalan; "
        "Anda menerima jawaban yang sama.",
        f"Your report is about the same thing as {number}. We handle both together; you get the same answer.",
    )


def _said(case: Case, readers: tuple[str, ...]) -> list[tuple[Said, str | None]]:
    rows = Said.objects.filter(case=case, reader__in=readers).order_by("seq", "pk")
    return [(row, None if row.erased_at else sealing.unseal(row.sealed)) for row in rows]


def _status(case: Case, flow: Flow, at: datetime, lang: str, reader: str) -> tuple[str, str]:
    step = flow.steps[case.step]
    if case.state == Case.CLOSED:
        kind = "done" if case.outcome == "done" else "not"
        word = {
            "done": Words("Selesai", "Finished"),
            "refused": Words("Tidak dapat dipenuhi", "Could not be met"),
            "withdrawn": Words("Dicabut", "Withdrawn"),
            "lapsed": Words("Berakhir tanpa kelengkapan", "Ended, not completed"),
        }.get(case.outcome, Words("Selesai", "Finished"))
        return kind, word.of(lang)
    if case.state == Case.PAUSED:
        word = Words("Menunggu Anda", "Waiting for you")
        if reader == "staff":
            word = Words("Menunggu warga", "Waiting for the resident")
        return "pause", word.of(lang) if not case.joined_to_id else Words("Disatukan", "Joined").of(lang)
    if case.state == Case.ANSWERED and reader == "staff":
        return "done", Words(
            "Sudah dijawab, menunggu penilaian warga", "Answered, waiting for the resident's verdict"
        ).of(lang)
    if case.state == Case.ANSWERED:
        return "done", Words(
            "Sudah dijawab, menunggu penilaian Anda", "Answered, waiting for your verdict"
        ).of(lang)
    if case.due_at and at > case.due_at:
        return "late", Words("Terlambat", "Late").of(lang)
    return "run", step.title.of(lang)


def _holder(case: Case, at: datetime) -> Holder | None:
    if case.state == Case.CLOSED:
        return None
    post = case.holder
    if post is None:
        post = case.unit.posts.filter(kind=case.desk, closed_on__isnull=True).order_by("seat").first()
    term = holder_on(post, city_calendar(case.city).local(at).date()) if post else None
    return Holder(
        name=term.person.name if term and term.person else "",
        post=post.title if post else "",
        unit=case.unit.name,
        since=case.desk_since,
        until=case.desk_due_at,
    )


def _limbs(case: Case, flow: Flow, at: datetime, lang: str) -> list[tuple[LimbLine, Case]]:
    unit = register_of(case.city).unit
    limbs = case.limbs.order_by("pk") if not case.parent_id else []
    return [
        (
            LimbLine(
                unit(limb.unit_id).name, strength(limb, at), flow.steps[limb.step].title.of(lang), limb.number
            ),
            limb,
        )
        for limb in limbs
    ]


def _weakest_line(limbs: list[tuple[LimbLine, Case]], at: datetime) -> LimbLine | None:
    weak = weakest([limb for _, limb in limbs], at)
    return next((line for line, limb in limbs if weak is not None and limb.pk == weak.pk), None)


def _asks(case: Case, flow: Flow, at: datetime) -> tuple[str, ...]:
    """What the resident can do now, the main act first."""
    found: list[str] = []
    if case.joined_to_id and case.state != Case.CLOSED:
        return ("add", "withdraw")
    if case.state == Case.PAUSED and resident_move(case, onward=True):
        found.append("answer")
    if case.state == Case.ANSWERED:
        found += [
            act
            for act, onward in (("confirm", True), ("contest", False))
            if resident_move(case, onward=onward)
        ]
    if case.state == Case.CLOSED:
        until = contestable_until(case, flow)
        found += ["contest"] if until and at <= until else []
    if case.state in (Case.ANSWERED, Case.CLOSED) and case.rating is None and case.outcome != "withdrawn":
        found.append("rate")
    if case.state != Case.CLOSED:
        found += ["add", "withdraw"]
    return tuple(found)


def _question(case: Case, lang: str) -> str:
    """What the office asked the resident for, in its latest words."""
    if case.state != Case.PAUSED:
        return ""
    rows = list(
        Said.objects.filter(
            case=case,
            key__in=["missing", "reason"],
            by_kind="post",
            erased_at__isnull=True,
            reader__in=RESIDENT_READS,
        ).order_by("-seq", "pk")[:2]
    )
    return _quoted(
        [(row.key, sealing.unseal(row.sealed)) for row in rows if row.seq == rows[0].seq],
        case,
        flow_by_id(case.flow_id),
        lang,
    )


def _photos(case: Case, reader: str) -> list[Photo]:
    readers = STAFF_READS if reader == "staff" else RESIDENT_READS
    rows = list(
        Paper.objects.filter(case=case, reader__in=readers, erased_at__isnull=True)
        .exclude(key=LETTER)
        .order_by("seq", "pk")
    )
    if case.state == Case.CLOSED or case.reopened:
        rows += shared_proofs(case)
    return [
        Photo(
            row.pk,
            row.key,
            row.media_type,
            row.by_kind == "resident",
            tuple(row.flags) if reader == "staff" else (),
        )
        for row in rows
    ]


def _entries(
    case: Case,
    flow: Flow,
    events: list[Event],
    said: list[tuple[Said, str | None]],
    reader: str,
    lang: str,
    at: datetime,
) -> list[Entry]:
    units = _unit_names(events)
    quotes: dict[int, list[tuple[str, str | None]]] = {}
    for row, text in said:
        # What the form keeps sealed is opened on the officer's page only, and each time logged.
        if row.key in QUOTED and not (row.seq == 1 and row.reader == Said.STAFF):
            quotes.setdefault(row.seq, []).append((row.key, text))
    entries: list[Entry] = []
    lane = 0
    for event in events:
        if event.name == "offer.accepted":
            lane = lane + 1 if event.facts.get("to") != case.first_unit_id else 0
        if reader == "resident" and event.name in OFFICE_ONLY:
            continue
        if event.name == "case.closed" and reader == "resident" and _ended(entries, event, flow):
            entries[-1] = replace(entries[-1], shape="end")
            continue
        entries.append(_entry(event, flow, units, quotes.get(event.seq, []), reader, lang, lane))
    if case.state != Case.CLOSED:
        entries.append(_now(case, flow, lang, lane))
        entries += [Entry(title, shape="next", lane=lane) for title in ahead(case, flow, lang)]
    if reader == "staff":
        return [replace(one, title=names.of_resident(one.title, lang)) for one in entries]
    return entries


def _ended(entries: list[Entry], event: Event, flow: Flow) -> bool:
    """Whether the last entry says already that the matter ended: one thing is told once."""
    step = flow.steps.get(event.facts.get("became", {}).get("step", "")) or flow.steps.get(event.case.step)
    return bool(
        entries and entries[-1].when == event.at and entries[-1].shape == "done" and step and step.end
    )


def _entry(
    event: Event,
    flow: Flow,
    units: dict[int, str],
    quotes: list[tuple[str, str | None]],
    reader: str,
    lang: str,
    lane: int,
) -> Entry:
    sentence = SENTENCES[event.name]
    facts = fill(event, flow, units, lang, reader)
    title = sentence.title.of(lang).format_map(facts)
    arrived = flow.steps.get(str(event.facts.get("to", "")))
    if event.name == "case.moved" and arrived and arrived.verdict:
        title = ANSWERED.of(lang)
    text = (sentence.resident if reader == "resident" else sentence.staff).of(lang).format_map(facts)
    if event.by_kind == "resident" and event.by_person_id and event.name != "case.closed":
        written = Words("Dicatat oleh {officer}.", "Written down by {officer}.").of(lang)
        text = f"{text} {written.format_map(facts)}"
    # The headline stands above the story already: the longer words come first.
    told = sorted(quotes, key=lambda one: one[0] == "what")
    quote = _quoted(told, event.case, flow, lang)
    if any(words is None for _, words in quotes):
        quote = Words(
            "[kata-kata ini sudah dihapus atas permintaan]", "[these words were erased on request]"
        ).of(lang)
    shape = sentence.shape
    if event.facts.get("became", {}).get("state") == Case.PAUSED:
        shape = "paused"
    return Entry(title, when=event.at, text=text.strip(), quote=quote or "", shape=shape, lane=lane)


def _quoted(told: list[tuple[str, str | None]], case: Case, flow: Flow, lang: str) -> str:
    """The words of an event: what a person said, then what is missing, by which rule, on which day."""
    spoken = next((words for key, words in told if words and key not in LABELLED), "") or ""
    rest = [
        f"{LABELLED[key].of(lang)} {_worded(key, words, case, flow, lang)}."
        for key, words in told
        if words and key in LABELLED
    ]
    return " ".join(part for part in (spoken, *rest) if part)


def _worded(key: str, words: str, case: Case, flow: Flow, lang: str) -> str:
    """What the office chose by key or date, as people say it: titles of papers, a rule's name, a day."""
    if key == "missing":
        known = [flow.requirement(one) for one in re.findall(r"[a-z0-9-]+", words)]
        named = [one.title.of(lang) for one in known if one]
        return ", ".join(named) if named and len(named) == len(known) else words
    if key == "rule":
        opened = city_calendar(case.city).local(case.opened_at).date()
        cited = look_up(words, city_key=case.city.key, on=opened, lang=lang)
        return cited.sentence if cited else words
    try:
        return clock.day_words(date.fromisoformat(words), lang)
    except ValueError:
        return words


def _now(case: Case, flow: Flow, lang: str, lane: int) -> Entry:
    step = flow.steps[case.step]
    text = ""
    if case.offer_unit_id and case.offer_unit:
        text = Words(
            f"Ditawarkan ke {case.offer_unit.name}, menunggu jawaban.",
            f"Offered to {case.offer_unit.name}, waiting for an answer.",
        ).of(lang)
    return Entry(
        step.title.of(lang), when=Words("Sekarang", "Now").of(lang), text=text, shape="now", lane=lane
    )


def ahead(case: Case, flow: Flow, lang: str) -> list[str]:
    """The titles of the steps still to come on the usual way: the first move of each step, until an end."""
    titles: list[str] = []
    seen = {case.step}
    step = flow.steps[case.step]
    while len(titles) < 6:
        onward = [m for m in step.moves if m.to not in seen and flow.steps[m.to].end in (None, "done")]
        onward = [m for m in onward if m.by != "clock"] or onward
        if step.pause and not onward:
            break
        if not onward:
            break
        step = flow.steps[onward[0].to]
        seen.add(step.key)
        titles.append(step.title.of(lang))
        if step.end:
            break
    return titles


def _unit_names(events: list[Event]) -> dict[int, str]:
    ids = {
        value
        for event in events
        for value in (event.facts.get("from"), event.facts.get("to"), event.facts.get("unit"))
        if isinstance(value, int)
    }
    ids |= {
        event.facts["became"]["unit_id"] for event in events if event.facts.get("became", {}).get("unit_id")
    }
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}

"""One case on one page, for an officer: story, two clocks, requirements, words, papers, and my moves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from garda import clock
from garda.cases import requirements, sealing
from garda.cases.handing import FLAGGED_AT
from garda.cases.joining import Similar, similar_to
from garda.cases.models import Case, Reading, Said
from garda.cases.moving import moves_of
from garda.cases.publishing import flow_by_id
from garda.cases.saying import POINT
from garda.cases.taking import overdue
from garda.flow import Field, Flow, Move, Requirement, Words
from garda.people.models import Post, Unit
from garda.sight import names
from garda.sight.clocks import Face, two_clocks
from garda.sight.doors import Staff, may_act, mover, reaches_case
from garda.sight.stories import Story, story
from garda.sight.ways import Way, way_of

ACTS_HERE = (
    "move", "hand-over", "split", "join", "note", "explain", "extend", "reassign", "escalate", "erase",
    "open-seal", "readings",
)  # fmt: skip


# What stands among the words of a matter without a question of the form.
OURS = {
    "asked": Words("Yang diminta dari unit ini", "What this unit is asked"),
    "whatsapp": Words("Minta dikabari lewat WhatsApp", "Asks for news by WhatsApp"),
}
_ISO = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class SaidLine:
    """One answer of the form: its title, the words or their mask, and whether a seal is on it."""

    key: str
    title: str
    words: str
    sealed: bool
    erased: bool


@dataclass(frozen=True)
class Needed:
    """A requirement of the service and whether it is there: sent, brought, or seen at the counter."""

    requirement: Requirement
    there: bool
    photos: tuple[int, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything that the page of a case shows to one officer."""

    case_id: int
    story: Story
    flow_key: str
    flow_version: int
    whole: Face
    desk: Face
    way: Way
    who: str
    said: list[SaidLine]
    needed: list[Needed]
    lacking: list[Requirement]
    barred: bool
    asked: tuple[Requirement, ...]
    moves: list[tuple[Move, str]]
    can: frozenset[str]
    offered_here: bool
    offered_by_us: bool
    hand_over_to: list[tuple[str, list[Unit]]]
    splits: bool
    posts: list[Post]
    similar: list[Similar]
    similar_titles: dict[int, str]
    bounces: int
    flagged: bool
    late: bool
    explained: bool
    extension: str
    readings: list[Reading]


def page_of(staff: Staff, case: Case, lang: str, at: datetime) -> CasePage:
    """The page of `case` for `staff`; the case has come through a door already."""
    flow = flow_by_id(case.flow_id)
    step = flow.steps[case.step]
    told = story(case, "staff", lang, at)
    whole, desk = two_clocks(case, at, lang)
    can = frozenset(act for act in ACTS_HERE if _can(staff, act, case))
    said = _said(case, flow, lang)
    similar = (
        similar_to(case, at) if "join" in can and case.state == Case.OPEN and flow.kind == "complaint" else []
    )
    needed = _needed(case, flow, told)
    lacking = [one.requirement for one in needed if not one.there and not one.requirement.optional]
    late = case.late_at is not None or case.desk_late_at is not None or bool(overdue(case, at))
    return CasePage(
        case_id=case.pk,
        story=told,
        flow_key=flow.key,
        flow_version=case.flow.version,
        whole=whole,
        desk=desk,
        way=way_of(case, flow, lang, late),
        who=_who(case, said, lang),
        said=said,
        needed=needed,
        lacking=lacking if case.state != Case.CLOSED else [],
        asked=requirements.asked(case),
        barred=bool(lacking) and any("papers-complete" in move.guards for move in step.moves),
        moves=_moves(staff, case, lang) if "move" in can else [],
        can=can,
        offered_here=case.offer_unit is not None and may_act(staff, "accept", case),
        offered_by_us=case.offer_unit is not None and "hand-over" in can,
        hand_over_to=_targets(case, step.hand_over) if "hand-over" in can or "split" in can else [],
        splits=step.split and case.parent_id is None,
        posts=list(case.unit.posts.filter(closed_on__isnull=True).order_by("pk"))
        if "reassign" in can
        else [],
        similar=similar,
        similar_titles=_titles([one.case for one in similar], lang),
        bounces=case.bounces,
        flagged=case.bounces >= FLAGGED_AT,
        late=late and case.state != Case.CLOSED,
        explained=case.explained,
        extension=flow.extension.words(lang)
        if flow.extension and not case.extended and not case.parent_id
        else "",
        readings=_readings(case) if "readings" in can else [],
    )


def _can(staff: Staff, act: str, case: Case) -> bool:
    if act == "erase" and case.state != Case.CLOSED:
        return False
    if act in ("note", "readings", "erase"):
        return reaches_case(staff, act, case)
    return may_act(staff, act, case)


def _moves(staff: Staff, case: Case, lang: str) -> list[tuple[Move, str]]:
    """Exactly the moves that the heart allows this person here, each with what the resident will read."""
    return [(move, move.shown.of(lang)) for move in moves_of(case, mover(staff, case), proofs=1)]


def _targets(case: Case, kinds: tuple[str, ...]) -> list[tuple[str, list[Unit]]]:
    units = (
        Unit.objects.filter(Q(kind__in=kinds), city_id=case.city_id, closed_on__isnull=True)
        .exclude(pk=case.unit_id)
        .order_by("name")
    )
    grouped: dict[str, list[Unit]] = {kind: [] for kind in kinds}
    for unit in units:
        grouped[unit.kind].append(unit)
    return [(kind, rows) for kind, rows in grouped.items() if rows]


def _said(case: Case, flow: Flow, lang: str) -> list[SaidLine]:
    said = Said.objects.filter(case=case, seq=1).exclude(key=POINT).order_by("pk")
    rows = {row.key: row for row in said}
    lines = []
    for key, row in rows.items():
        field = flow.field(key)
        sealed = bool(field and (field.sealed or field.kind in ("nik", "phone", "email")))
        text = "" if row.erased_at else sealing.unseal(row.sealed)
        shown = names.masked(field.kind, text) if sealed and field and text else _spoken(field, text, lang)
        title = (
            names.of_resident(field.title.of(lang), lang)
            if field
            else OURS.get(key, Words(key, key)).of(lang)
        )
        lines.append(SaidLine(key, title, shown, sealed and not row.erased_at, row.erased_at is not None))
    return lines


def _spoken(field: Field | None, text: str, lang: str) -> str:
    if field is None:
        return text
    picked = next((choice.title.of(lang) for choice in field.choices if choice.key == text), None)
    if picked:
        return picked
    if field.kind == "yes-no":
        return Words("Ya", "Yes").of(lang) if text in ("True", "yes", "ya") else Words("Tidak", "No").of(lang)
    if field.kind == "date":
        return clock.day_words(date.fromisoformat(text), lang) if _ISO.fullmatch(text) else text
    if field.kind == "money" and text.isdecimal():
        return clock.rupiah(int(text), lang)
    if field.kind == "number" and text.isdecimal():
        return clock.number_words(int(text), lang)
    return text


def _who(case: Case, said: list[SaidLine], lang: str) -> str:
    words = {line.key: line.words for line in said if not line.sealed or line.key == "name"}
    return names.aside(case, {"name": words.get("name", ""), **words}, lang)


def _needed(case: Case, flow: Flow, told: Story) -> list[Needed]:
    there = requirements.there(case) if flow.requirements else frozenset()
    photos = {key: tuple(p.id for p in told.photos if p.key == key) for key in {p.key for p in told.photos}}
    return [Needed(one, one.key in there, photos.get(one.key, ())) for one in flow.requirements]


def _titles(cases: list[Case], lang: str) -> dict[int, str]:
    said = names.said_by_case(cases, names.HEADLINES)
    return {case.pk: names.title_of(case, said[case.pk], lang) for case in cases}


def _readings(case: Case) -> list[Reading]:
    return list(Reading.objects.filter(case=case).select_related("person", "post__unit").order_by("-at")[:20])

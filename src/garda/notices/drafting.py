"""A report that grows in a chat: words, photos and a place in any order, three questions, then a matter.

A draft is no matter yet: nobody in the office sees it, and it is gone a day after the last message. It is
filed by the same verb, under the same checks and with the same receipt as a form on the page.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from garda import clock, flow
from garda.cases import papers, sealing
from garda.cases.acting import RESIDENT, Refused
from garda.cases.models import Case
from garda.cases.opening import Filing, Opened, open_case
from garda.flow import Flow
from garda.notices import chat_wording, contacts, queueing
from garda.notices.chat_shapes import MOST_ROWS, Reply
from garda.notices.links import short_link
from garda.notices.models import Attachment, Contact, Draft, Message
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.sight import classes, offices, shelves, territory

LASTS = timedelta(hours=24)
PHOTOS = 3
WORD = re.compile(r"[^\W_]+")
WHAT, WHERE, CONFIRM = "what", "where", "confirm"


@dataclass
class Known:
    """What a draft knows so far."""

    what: str = ""
    story: list[str] = field(default_factory=list)
    place: str = ""
    ward: str = ""
    point: list[float] | None = None
    category: str = ""
    asked: str = ""
    outside: bool = False
    picking: bool = False
    told_where: int = 0

    @property
    def placed(self) -> bool:
        """Whether a place was told, well enough to go on."""
        return bool(self.ward or (self.place and self.told_where > 1))


def open_draft(contact: Contact) -> Draft | None:
    """The contact's draft that is not filed yet."""
    return Draft.objects.filter(contact=contact, done_at__isnull=True).first()


def begin(contact: Contact, at: datetime) -> Draft:
    """A fresh draft."""
    key = secrets.token_urlsafe(24)
    sealed = sealing.seal(json.dumps(asdict(Known())))
    return Draft.objects.create(contact=contact, sealed=sealed, form_key=key, opened_at=at, until=at + LASTS)


def known_of(draft: Draft) -> Known:
    """What the draft holds."""
    return Known(**json.loads(sealing.unseal(draft.sealed)))


def keep(draft: Draft, known: Known, at: datetime) -> None:
    """Write down what is known, and give it another day."""
    draft.sealed = sealing.seal(json.dumps(asdict(known), ensure_ascii=False))
    draft.until = at + LASTS
    draft.save(update_fields=["sealed", "until"])


def complaint_of(city: City, at: datetime) -> shelves.ServicePage | None:
    """The complaint in force in this city."""
    key = shelves.key_of_kind(city, "complaint", at)
    return shelves.service(city, key, at, "id") if key else None


def take(known: Known, content: dict[str, Any], city: City) -> None:
    """One more message: a place, words, or only a photo."""
    known.outside = False
    if point := content.get("point"):
        area = territory.area_at(city, float(point[0]), float(point[1]))
        known.outside = area is None
        if area is not None:
            known.point, known.ward = [float(point[0]), float(point[1])], area.code
        known.place = known.place or str(content.get("text", ""))[:160]
        return
    text = str(content.get("text", "")).strip()
    if not text:
        return
    if not known.what:
        first, _, rest = text.partition("\n")
        known.what = _cut(first, 140)
        rest = rest.strip() if known.what == first else text
        known.story += [rest] if rest else []
    elif known.asked == WHERE and not known.ward:
        known.place = known.place or _cut(text.replace("\n", " "), 160)
        known.ward, known.told_where = ward_in(city, text), known.told_where + 1
    else:
        known.story.append(text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def ward_in(city: City, text: str) -> str:
    """The code of the only kelurahan whose name stands in the text, or ""."""
    said = f" {' '.join(WORD.findall(text.lower()))} "
    found = [
        ward
        for _, rows in territory.wards(city)
        for ward in rows
        if f" {' '.join(ward.name.lower().split())} " in said
    ]
    longest = max((len(ward.name) for ward in found), default=0)
    named = [ward.code for ward in found if len(ward.name) == longest]
    return named[0] if len(named) == 1 else ""


def question(draft: Draft, known: Known, city: City, at: datetime) -> Reply:
    """What is still to be asked; the last question shows everything."""
    if known.picking:
        return chat_wording.pick_class(choices(city, known, at))
    if not known.what:
        known.asked = WHAT
        return chat_wording.WHAT
    if known.outside:
        known.asked = WHERE
        return chat_wording.OUTSIDE
    if not known.placed:
        known.asked = WHERE
        return chat_wording.WHICH_WARD if known.told_where else chat_wording.WHERE
    known.asked = CONFIRM
    page = complaint_of(city, at)
    category = page.flow.category(category_of(page, known)) if page else None
    area = territory.area_of(city, known.ward)
    place = known.place
    if area is not None and area.name.lower() not in place.lower():
        place = f"{place}, {area.name}" if place else area.name
    photos = Attachment.objects.filter(message__draft=draft).count()
    return chat_wording.confirm(
        known.what, category.title.id if category else "-", place or "-", min(photos, PHOTOS)
    )


def category_of(page: shelves.ServicePage, known: Known) -> str:
    """The class that the person chose, else the one that the words speak for, else the last on the list."""
    if page.flow.category(known.category) is not None:
        return known.category
    if not page.flow.categories:
        return ""
    said = " ".join([known.what, *known.story])
    return shelves.class_of(page.published_id, said) or page.flow.categories[-1].key


def choices(city: City, known: Known, at: datetime) -> list[tuple[str, str]]:
    """Classes to choose from, the likeliest first, no more than a chat lists; the last of all too."""
    page = complaint_of(city, at)
    if page is None:
        return []
    told = classes.suggest(city, page.published_id, " ".join([known.what, *known.story]), None, "id")
    likely = [key for key, _ in told.top] if told else []
    rows = [(one.key, one.title.id) for one in page.flow.categories]
    rows.sort(key=lambda row: likely.index(row[0]) if row[0] in likely else len(likely))
    last = page.flow.categories[-1]
    kept = [row for row in rows if row[0] != last.key][: MOST_ROWS - 1]
    return [*kept, (last.key, last.title.id)]


def file_draft(draft: Draft, known: Known, city: City, at: datetime) -> tuple[Reply, Case] | None:
    """Open the matter; returns the receipt and the matter, or None when this cannot be filed."""
    page = complaint_of(city, at)
    opened = _opened(draft, known, city, page, at) if page else None
    if opened is None or page is None:
        return None
    case = opened.case
    contacts.follow(draft.contact, case)
    contacts.agree(draft.contact, "filed", at, case)
    close(draft, at)
    Draft.objects.filter(pk=draft.pk).update(case=case)
    return chat_wording.receipt(case.number, opened.code, due_words(case), short_link(case, at)), case


def due_words(case: Case) -> str:
    """Until when the matter is promised."""
    return clock.moment_words(case.due_at, case.city.zone, "id", year=False) if case.due_at else "tanpa batas"


def _opened(draft: Draft, known: Known, city: City, page: shelves.ServicePage, at: datetime) -> Opened | None:
    area = territory.area_of(city, known.ward)
    unit = offices.counter_for(city, page.flow, area)
    cleaned = flow.clean(
        page.flow, raw_of(page.flow, known, draft.contact), today=city_calendar(city).local(at).date()
    )
    if unit is None or not cleaned.sound:
        return None
    answers = {key: value for key, value in cleaned.answers.items() if page.flow.field(key) is not None}
    for one in page.flow.fields:
        if one.kind == "place":
            answers.pop(one.key, None)
    answers[queueing.BY_WHATSAPP] = queueing.YES
    try:
        return open_case(
            Filing(
                published=offices.published_of(page.published_id),
                unit=unit,
                answers=answers,
                category=category_of(page, known),
                area=area,
                lat=known.point[0] if known.point else None,
                lng=known.point[1] if known.point else None,
                channel=queueing.CHAT,
                form_key=draft.form_key,
                papers=photos_of(draft),
            ),
            by=RESIDENT,
            at=at,
        )
    except Refused:
        return None


def raw_of(asked: Flow, known: Known, contact: Contact) -> dict[str, str]:
    """The flow's own questions answered from the chat: its first line of text, its story, its telephone."""
    raw = {one.key: "" for one in asked.fields}
    lines = [one for one in asked.fields if one.kind == "text" and one.about != "person"]
    told = "\n".join(known.story)
    for one, words in zip(lines, (known.what, known.place), strict=False):
        raw[one.key] = _cut(words, one.most)
    long = next((one for one in asked.fields if one.kind == "long-text"), None)
    if long is not None:
        raw[long.key] = told[: long.most]
    phone = next((one for one in asked.fields if one.kind == "phone"), None)
    if phone is not None and contact.channel == Contact.WHATSAPP:
        raw[phone.key] = contacts.address_of(contact)
    return raw


def photos_of(draft: Draft) -> list[papers.Checked]:
    """The draft's photos that could be read, at most three."""
    found: list[papers.Checked] = []
    for one in Attachment.objects.filter(message__draft=draft).exclude(sealed=b"").order_by("pk"):
        try:
            found.append(papers.check("photo", sealing.unseal_bytes(one.sealed)))
        except Refused:
            continue
    return found[:PHOTOS]


def close(draft: Draft, at: datetime) -> None:
    """Filed, cancelled or expired: nothing of what was said stays here."""
    draft.done_at, draft.sealed = at, b""
    draft.save(update_fields=["done_at", "sealed"])
    Attachment.objects.filter(message__draft=draft).delete()
    Message.objects.filter(draft=draft, state=Message.DRAFT).update(state=Message.DONE, sealed=b"")

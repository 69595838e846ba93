"""What a leader does about the climate of an office: an act with a day, done with a result or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.surveys.climate_models import Action
from garda.surveys.climate_states import ACTION, PLANNED, after
from garda.texts.words import Words
from garda.trails import writing

KIND = "climate-action"
LONGEST = 200
MOST_OPEN = 20
LISTED = 40
AT_A_TIME = 100
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Doing:
    """One act of a leader as pages show it."""

    id: int
    unit_id: int
    part: str
    words: str
    due: date
    state: str
    result: str
    by: str
    made_at: datetime
    ended_at: datetime | None
    simulated: bool

    def is_late(self, today: date) -> bool:
        """Whether its day went by before it was done."""
        return self.state == PLANNED and self.due < today


def plan(
    unit: Unit,
    part: str,
    words: str,
    due: date,
    *,
    by: Person,
    at: datetime,
    form_key: str = "",
    parts: Collection[str] | None = None,
    simulated: bool = False,
) -> Doing:
    """Plan an act about one part of the pulse, with its day; the same form again is the act there is."""
    if parts is not None and part not in parts:
        raise Refused(Words("Pilih bagian denyut yang dituju.", "Choose the part of the pulse."), "part")
    said = _said(words, "words", "Tulis apa yang akan Anda lakukan", "Write what you will do")
    today = city_calendar(unit.city).local(at).date()
    if not today <= due <= today + FURTHEST:
        raise Refused(Words("Pilih hari dalam setahun ke depan.", "Choose a day within a year."), "due")
    with transaction.atomic():
        City.objects.select_for_update().get(pk=unit.city_id)
        known = Action.objects.filter(unit=unit, form_key=form_key).first() if form_key else None
        if known is not None:
            return _read(known)
        if Action.objects.filter(unit=unit, state=PLANNED).count() >= MOST_OPEN:
            raise Refused(
                Words(
                    "Sudah terlalu banyak tindakan terbuka. Selesaikan dulu yang ada.",
                    "There are too many open acts. Finish those first.",
                ),
                "words",
            )
        state = str(after(ACTION, "", "plan"))
        row = Action.objects.create(
            city_id=unit.city_id, unit=unit, part=part, words=said, due=due, state=state, by=by, made_at=at,
            form_key=form_key or None, simulated=simulated,
        )  # fmt: skip
        _write(row, "climate-action.planned", by, at, {"part": part, "due": due.isoformat()})
    return _read(row)


def finish(city: City, action_id: int, result: str, *, by: Person, at: datetime) -> Doing:
    """It was done; what came of it, in a sentence."""
    said = _said(result, "result", "Tulis apa hasilnya", "Write what came of it")
    return _end(city, action_id, "finish", "climate-action.done", said, by, at)


def drop(city: City, action_id: int, why: str, *, by: Person, at: datetime) -> Doing:
    """It will not be done, for a reason that the office reads."""
    said = _said(why, "result", "Tulis kenapa tidak jadi", "Write why it is dropped")
    return _end(city, action_id, "drop", "climate-action.dropped", said, by, at)


def _end(city: City, action_id: int, act: str, name: str, said: str, by: Person, at: datetime) -> Doing:
    with transaction.atomic():
        row = Action.objects.select_for_update(of=("self",)).filter(city=city, pk=action_id).first()
        state = after(ACTION, row.state, act) if row is not None else None
        if row is None or state is None:
            raise Refused(Words("Tindakan ini sudah berakhir.", "This act has ended."), "result")
        row.state, row.result, row.ended_at = state, said, at
        row.save(update_fields=["state", "result", "ended_at"])
        _write(row, name, by, at, {})
    return _read(row)


def of_unit(unit: Unit) -> list[Doing]:
    """The acts of an office: what is planned by its day, then what ended, the latest first; bounded."""
    rows = Action.objects.filter(unit=unit).select_related("by")
    planned = list(rows.filter(state=PLANNED).order_by("due", "pk")[:MOST_OPEN])
    ended = list(rows.exclude(state=PLANNED).order_by("-ended_at", "-pk")[: LISTED - len(planned)])
    return [_read(row) for row in [*planned, *ended]]


def one(city: City, action_id: int) -> Doing | None:
    """The act of that id."""
    row = Action.objects.select_related("by").filter(city=city, pk=action_id).first()
    return _read(row) if row is not None else None


def late(units: Iterable[int], today: date) -> int:
    """How many acts of these offices are past their day."""
    return Action.objects.filter(unit__in=list(units), state=PLANNED, due__lt=today).count()


def remind(at: datetime, most: int = AT_A_TIME) -> int:
    """Tell the leader once, when the day of an act went by."""
    rows = Action.objects.filter(
        state=PLANNED, reminded_at__isnull=True, due__lt=at.date() + timedelta(days=1)
    )
    done = 0
    for pk in list(rows.order_by("due", "pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            row = Action.objects.select_for_update(of=("self",)).select_related("unit__city").get(pk=pk)
            today = city_calendar(row.unit.city).local(at).date()
            if row.reminded_at is not None or row.state != PLANNED or row.due >= today:
                continue
            row.reminded_at = at
            row.save(update_fields=["reminded_at"])
            unit = register_of(row.unit.city).unit(row.unit_id)
            head = head_person(unit, at) or row.by
            if head is not None:
                book.tell(
                    unit, head, "climate-action.late", at=at, facts={"day": row.due.isoformat()},
                    url=f"/kerja/denyut/kantor/?kantor={unit.key}", simulated=row.simulated,
                )  # fmt: skip
            done += 1
    return done


def _said(words: str, field: str, id: str, en: str) -> str:
    said = " ".join(words.replace("\0", " ").split())
    if len(said) < 5 or len(said) > LONGEST:
        raise Refused(
            Words(f"{id}, 5 sampai {LONGEST} huruf.", f"{en}, in 5 to {LONGEST} letters."), field
        )  # fmt: skip
    return said


def _write(row: Action, name: str, by: Person, at: datetime, facts: dict[str, object]) -> None:
    writing.write(
        row.city, KIND, row.pk, name, at=at, unit=row.unit, by=by, facts=facts, simulated=row.simulated
    )


def _read(row: Action) -> Doing:
    return Doing(
        row.pk, row.unit_id, row.part, row.words, row.due, row.state, row.result,
        row.by.name if row.by else "", row.made_at, row.ended_at, row.simulated,
    )  # fmt: skip

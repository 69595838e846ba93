"""Answering: once with each invitation and instrument, once by each person in a round among staff.

That somebody answered and what was answered are kept in the same transaction, and lead to each other in no
way: no key, no order, no hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.holding import posts_of
from garda.people.models import City, Person
from garda.people.register import city_by_id
from garda.rosters import attending
from garda.scoring import Instrument, Tally
from garda.surveys import inviting, keeping, patterns
from garda.surveys.inviting import Invitation
from garda.surveys.models import Box, Response, Round, Taken
from garda.surveys.publishing import Edition, edition, in_force
from garda.texts.words import Words

FIRST = "skm"
# One further short instrument, by turn; what it asks is told apart from satisfaction everywhere.
BY_TURN = ("kemudahan", "tegas-santun", "spak", "spkp", "harapan", "kepercayaan")
ABOUT_AN_OFFICER = "tegas-santun"
LONGEST = 500  # characters of a comment
CHANNELS = (Response.PAGE, Response.KIOSK, Response.PAPER, Response.CHAT, Response.DESK)
MOST_LOOKED_AT = 3000  # sheets of one office and day
AGAIN = Words("Survei ini sudah diisi. Terima kasih.", "This survey has been filled in already. Thank you.")
OVER = Words("Waktu mengisi survei ini sudah lewat.", "The time to fill in this survey is over.")
EMPTY = Words("Pilih paling sedikit satu jawaban.", "Choose at least one answer.")
UNKNOWN = Words("Pilih jawaban dari yang tersedia.", "Choose from the answers that are there.")
LONG = Words(
    f"Saran paling banyak {LONGEST} huruf. Singkatkan dulu.", f"A comment has at most {LONGEST} letters."
)


def answer(
    invitation: Invitation,
    key: str,
    places: Mapping[str, int | None],
    *,
    comment: str = "",
    channel: str = Response.PAGE,
    device: str = "",
    own_device: bool = False,
    assisted_by: Person | None = None,
    at: datetime,
) -> None:
    """Keep one sheet: element → place of the answer in its scale (from 0), or None.

    `device` is anything that is the same for one device; only a keyed mark of the day is kept. `own_device`
    says that the office itself registered it. Refused when it was answered before, is over, or is empty.
    """
    city = _city(invitation.city_id)
    day = city_calendar(city).local(at).date()
    asked = in_force(city, key, day)
    if asked is None or not invitation.is_open(day):
        raise Refused(OVER)
    sheet = pattern_of(asked.instrument, places)
    words = " ".join(comment.replace("\0", " ").split())
    if len(words) > LONGEST:
        raise Refused(LONG, "comment")
    with transaction.atomic():
        if invitation.unit_id is not None:
            attending.hold(invitation.unit_id)  # one at a time in an office: flags and counts see each other
        _take(invitation, key, day)
        row = Response.objects.create(
            city_id=city.pk, instrument_id=asked.pk, unit_id=invitation.unit_id, service=invitation.service,
            flow_version=invitation.flow_version, area_id=invitation.area_id,
            officer_id=invitation.officer_id, round_id=invitation.round_id, day=day,
            at=at.replace(second=0, microsecond=0), channel=channel if channel in CHANNELS else Response.PAGE,
            assisted_by=assisted_by, device=_mark(device, city, day.isoformat()), own_device=own_device,
            pattern=sheet, comment=sealing.seal(words) if words else None, simulated=invitation.simulated,
        )  # fmt: skip
        keeping.count(city.pk, keeping.cell_of(row), sheet, 1)
        if row.unit_id is not None:
            _look(row, row.unit_id)


def pattern_of(instrument: Instrument, places: Mapping[str, int | None]) -> str:
    """The sheet as it is kept; Refused when nothing was answered or an answer is none of the scale."""
    unknown = set(places) - {element.key for element in instrument.elements}
    row = [places.get(element.key) for element in instrument.elements]
    try:
        counted = Tally(instrument, {tuple(row): 1}).count()
    except ValueError as wrong:
        raise Refused(UNKNOWN) from wrong
    if unknown:
        raise Refused(UNKNOWN)
    if not counted:
        raise Refused(EMPTY)
    return ",".join("-" if place is None else str(place) for place in row)


def _take(invitation: Invitation, key: str, day: date) -> None:
    try:
        with transaction.atomic():
            Taken.objects.create(
                city_id=invitation.city_id, invitation_id=invitation.id, key=key, on=day,
                simulated=invitation.simulated,
            )  # fmt: skip
    except IntegrityError as doubled:
        raise Refused(AGAIN) from doubled


def _mark(device: str, city: City, day: str) -> str:
    """A mark that is the same for one device on one day, and leads back to nothing."""
    return f"{sealing.mark('survey-device', f'{day} {device}', city.pk):016x}" if device else ""


def _look(row: Response, unit_id: int) -> None:
    """Look at the sheets of this office, instrument and day again; what has new flags is counted anew."""
    rows = list(
        Response.objects.filter(
            instrument_id=row.instrument_id, unit_id=unit_id, day=row.day, simulated=row.simulated
        ).defer("comment")[:MOST_LOOKED_AT]
    )
    found = patterns.flagged([looked_at(one) for one in rows])
    for one in rows:
        flags = sorted({*one.flags, *found.get(one.pk, ())})  # what was once seen stays
        if flags == one.flags:
            continue
        keeping.count(one.city_id, keeping.cell_of(one), one.pattern, -1)
        one.flags = flags
        one.save(update_fields=["flags"])
        keeping.count(one.city_id, keeping.cell_of(one), one.pattern, 1)


def looked_at(one: Response) -> patterns.Sheet:
    """What of a sheet is looked at for patterns."""
    apart = one.channel in (Response.KIOSK, Response.DESK) or one.assisted_by_id is not None
    return patterns.Sheet(one.pk, one.at, one.device, one.pattern, one.own_device, apart)


def take_part(round_id: int, person: Person, places: Mapping[str, int | None], *, at: datetime) -> None:
    """A member of staff answers a round: that they did is kept, and their answers as counts alone."""
    held = Round.objects.select_related("city").filter(pk=round_id, audience="staff").first()
    if held is None or held.city_id != person.city_id:
        raise Refused(OVER)
    city = _city(held.city_id)
    day = city_calendar(city).local(at).date()
    posts = posts_of(person, day)
    place = next((one.unit for one in posts if _reaches(held, one.unit.path)), None)
    asked = edition(city, held.instrument_id)
    if place is None or asked is None or not held.first <= day <= held.last:
        raise Refused(OVER)
    sheet = pattern_of(asked.instrument, places)
    with transaction.atomic():
        try:
            with transaction.atomic():
                Taken.objects.create(
                    city_id=held.city_id, round=held, person=person, key=asked.key, on=day,
                    simulated=held.simulated,
                )  # fmt: skip
        except IntegrityError as doubled:
            raise Refused(AGAIN) from doubled
        box = _box(held, place.pk)
        counts = dict(box.patterns)
        counts[sheet] = counts.get(sheet, 0) + 1
        box.patterns = dict(sorted(counts.items()))
        box.save(update_fields=["patterns"])


def _reaches(held: Round, path: str) -> bool:
    return held.unit_id is None or f"/{held.unit_id}/" in f"/{path}"


def _box(held: Round, unit_id: int) -> Box:
    rows = Box.objects.select_for_update().filter(round=held, unit_id=unit_id)
    if (found := rows.first()) is not None:
        return found
    try:
        with transaction.atomic():
            return Box.objects.create(round=held, unit_id=unit_id, simulated=held.simulated)
    except IntegrityError:
        return rows.get()


def _city(city_id: int) -> City:
    city = city_by_id(city_id)
    assert city is not None, "an invitation stands in a city"
    return city


def next_to_ask(invitation: Invitation, at: datetime) -> Edition | None:
    """What to ask next with this invitation: satisfaction first, then one short instrument by turn."""
    city = _city(invitation.city_id)
    day = city_calendar(city).local(at).date()
    if not invitation.is_open(day):
        return None
    done = inviting.answered(invitation)
    first = in_force(city, FIRST, day)
    if first is not None and FIRST not in done:
        return first
    turns = [one for key in BY_TURN if (one := in_force(city, key, day)) is not None]
    if invitation.officer_id is None:
        turns = [one for one in turns if one.key != ABOUT_AN_OFFICER]
    if not turns or any(one.key in done for one in turns):
        return None
    return turns[invitation.id % len(turns)]


def asks(invitation: Invitation, key: str, at: datetime) -> bool:
    """Whether this instrument is the one to ask now; also what was answered or is over, to be said so."""
    day = city_calendar(_city(invitation.city_id)).local(at).date()
    if key in inviting.answered(invitation) or not invitation.is_open(day):
        return key in (FIRST, *BY_TURN)
    following = next_to_ask(invitation, at)
    return following is not None and following.key == key

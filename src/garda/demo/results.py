"""What simulated offices do about their weakest elements: opened, taken, done, looked at a period later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import helping
from garda.rosters.heads import head_person
from garda.surveys import following_up, periods, results
from garda.surveys.following_up import Matter
from garda.surveys.periods import Period
from garda.surveys.results import Scope

KEY = "skm"
OFFICES = 2
PLANS = {
    "behaviour": "Sapa setiap tamu dalam satu menit, bergiliran saling mengamati",
    "facilities": "Tambah enam kursi tunggu dan perbaiki kipas angin",
    "time": "Pisahkan loket ambil dari loket daftar pada jam ramai",
    "requirements": "Tempel daftar syarat di pintu dan kirim lewat RT",
    "procedure": "Gambar rute dipasang di ruang tunggu",
    "complaints": "Kotak saran dibuka setiap Jumat dan dijawab di papan",
}
USUAL_PLAN = "Dibahas dengan tim, satu perbaikan dicoba selama dua minggu"
RESULT = "Sudah dijalankan sejak minggu kedua; tamu yang ditanya merasakan bedanya"
SEEN = "Dilihat di loket dua kali dan dari jawaban bulan berikutnya"


def follow_up(city: City, end: datetime, seed: int) -> None:
    """Follow-ups of two months for a few offices: the older ones verified, the newer ones under way."""
    rng = Random(f"{seed}-results")
    today = city_calendar(city).local(end).date()
    latest = periods.latest(today)
    for period, finish in ((periods.before(periods.before(latest)), True), (latest, False)):
        board = results.board(city, KEY, period, today)
        if board is None or not board.simulated:
            continue
        register = register_of(city)
        shown = [pk for pk in board.units(period) if board.result(Scope(pk), period).score is not None]
        shown.sort(key=lambda pk: _value(board, pk, period))
        for place, pk in enumerate(shown[:OFFICES]):
            _one_office(city, register.unit(pk), board, period, end, finish=finish, late=place == 0, rng=rng)


def _value(board: results.Board, pk: int, period: Period) -> tuple[float, int]:
    score = board.result(Scope(pk), period).score
    return (float(score.value) if score and score.value is not None else 999.0, pk)


def _one_office(
    city: City, unit: Unit, board: results.Board, period: Period, end: datetime, *, finish: bool, late: bool,
    rng: Random,
) -> None:  # fmt: skip
    opened_at = _moment(city, periods.out_on(period.last) + timedelta(days=rng.randrange(0, 3)), end)
    head, team = head_person(unit, opened_at), helping.team_of(unit, opened_at)
    others = [one for one in team if head is not None and one.pk != head.pk]
    if head is None or not others:
        return
    try:
        found = following_up.open_weakest(board, unit, period, by=head, at=opened_at)
    except Refused:
        return
    for place, one in enumerate(found):
        owner = others[place % len(others)]
        plan = PLANS.get(one.about, USUAL_PLAN)
        day = timedelta(days=rng.randrange(8, 15))
        if not finish and place == 2:
            continue  # nobody has taken it yet
        taken_at = opened_at + timedelta(hours=2 + place)
        due = taken_at.date() + (timedelta(days=5) if late and not finish and place == 0 else 2 * day)
        following_up.take(one.id, owner.pk, due, plan, by=head, at=taken_at)
        if finish or place == 1:
            following_up.report(one.id, RESULT, by=owner, at=_moment(city, (taken_at + day).date(), end))
        if finish:
            _verify(city, one, head, end)
    following_up.remind(end)


def _verify(city: City, one: Matter, head: Person, end: datetime) -> None:
    """Somebody else looks at the month that followed: better only where its figure has risen."""
    matter = following_up.one_of(one.id)
    later = following_up.later_of(matter[0], city, end) if matter else None
    if later is None or one.before is None:
        return
    following_up.verify(one.id, later.mean > one.before, SEEN, by=head, at=end - timedelta(days=1))


def _moment(city: City, day: date, end: datetime) -> datetime:
    calendar = city_calendar(city)
    while not calendar.is_working_day(day) and day < calendar.local(end).date():
        day += timedelta(days=1)
    return min(end, calendar.moment((day.toordinal(), 600)))

"""Made-up directives: from the mayor through the secretary to agencies and wards, in every state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from garda.demo.pictures import picture
from garda.directives import coordinating, issuing, taking, verifying
from garda.directives.issuing import KIND, Said
from garda.directives.models import Task
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Post, Unit
from garda.people.register import register_of
from garda.rosters.heads import head_person
from garda.trails.reading import last_seq

# What a unit answers, by what it was asked: in its own words, and what it did.
CAUGHT = (
    "Kami menunjuk satu petugas penanggung jawab dan mulai pekan ini; laporannya tiap Jumat.",
    "Yang kami kerjakan: bagi tugas di apel Senin, periksa tiap loket hari Rabu.",
    "Kami dahulukan dua loket tersibuk, sisanya menyusul sebelum batas waktu.",
)
DONE = (
    "Terpasang di semua loket; petugas piket memperbaruinya setiap pagi.",
    "Sudah berjalan sejak Senin. Foto dan daftar petugasnya terlampir.",
    "Selesai di loket utama; catatan pekan pertama terlampir.",
)
BACK = "Foto baru memperlihatkan satu loket. Lengkapi loket lainnya."


@dataclass(frozen=True)
class Story:
    """One directive: who gives it, about what, how long before the end, how many units, how far they are."""

    post: str
    title: str
    words: str
    place: str
    given: int
    term: int
    kinds: tuple[str, ...]
    many: int
    caught: float
    done: float
    verified: float


STORIES = (
    Story(
        "wali-kota", "Papan waktu layanan di setiap loket",
        "Setiap loket memasang papan berisi waktu, biaya, dan syarat layanannya. Papan diperbarui begitu "
        "standarnya berubah. Terlihat sudah terjadi bila warga bisa membacanya dari kursi tunggu.",
        "Apel pagi di halaman Balai Kota", 21, 18, ("opd", "kecamatan"), 8, 0.9, 0.7, 0.6,
    ),
    Story(
        "sekda", "Kantor tidak kosong pada jam istirahat",
        "Atur istirahat bergantian sehingga selalu ada yang melayani. Jadwalnya tercatat di halaman Kantor.",
        "Rapat koordinasi perangkat daerah", 12, 9, ("kecamatan", "kelurahan"), 9, 0.7, 0.4, 0.2,
    ),
    Story(
        "wali-kota", "Jawaban pengaduan menyebut aturannya",
        "Setiap penolakan menyebut pasalnya dan jalan keluar bagi warga. Periksa sepuluh jawaban terakhir.",
        "", 1, 20, (), 0, 0, 0, 0,
    ),
)  # fmt: skip


def cascade(city: City, end: datetime, seed: int) -> int:
    """Write them down and let the units live with them until `end`; how many directives there are."""
    rng = Random(f"{seed} cascade")
    given = 0
    for place, story in enumerate(STORIES):
        post = post_of(city, story.post)
        at = morning(city, end, story.given, 9)
        who = head_person(post.unit, at) if post else None
        if post is None or who is None:
            continue
        pk = _issue(city, post, who, story, place, at, end)
        given += 1
        sekda = post_of(city, "sekda")
        leads = head_person(sekda.unit, at) if sekda else None
        units = _units(city, story, rng)
        if leads is None or sekda is None or not units:
            continue
        sent = at + timedelta(hours=3)
        coordinating.coordinate(
            pk, units, None, by=leads, by_post=sekda.pk, seen=last_seq(city, KIND, pk), at=sent
        )
        for unit in units:
            _live(city, pk, unit, story, rng, sent, end)
        if place == 0:
            given += _derive(city, pk, units, rng, morning(city, end, story.given - 3, 10), end)
    return given


def _issue(city: City, post: Post, who: Person, story: Story, place: int, at: datetime, end: datetime) -> int:
    day = city_calendar(city).local(at).date()
    said = Said(story.title, story.words, day, day + timedelta(days=story.term), story.place)
    return issuing.issue(
        city, post, said, by=who, by_post=post.pk, form_key=f"simulasi-{place}-{end:%Y%m%d%H%M}", at=at,
        simulated=True,
    )  # fmt: skip


def _derive(city: City, parent: int, units: list[Unit], rng: Random, at: datetime, end: datetime) -> int:
    """The head of a kecamatan makes it a directive to the wards below."""
    above = next((unit for unit in units if unit.kind == "kecamatan"), None)
    head = head_person(above, at) if above else None
    post = Post.objects.filter(unit=above, kind="camat", closed_on__isnull=True).first() if above else None
    if above is None or head is None or post is None:
        return 0
    story = Story(
        "camat", "Papan waktu layanan di loket kelurahan",
        "Kelurahan memakai contoh papan dari kecamatan. Camat memeriksa di tempat.", "Rapat lurah", 19, 20,
        ("kelurahan",), 3, 0.9, 0.6, 0.5,
    )  # fmt: skip
    day = city_calendar(city).local(at).date()
    pk = issuing.issue(
        city, post, Said(story.title, story.words, day, day + timedelta(days=story.term), story.place),
        by=head, by_post=post.pk, form_key=f"simulasi-turunan-{end:%Y%m%d%H%M}", at=at, parent=parent,
        simulated=True,
    )  # fmt: skip
    below = [one for one in register_of(city).open_units() if one.parent_id == above.pk][: story.many]
    if below:
        coordinating.coordinate(
            pk, below, None, by=head, by_post=post.pk, seen=last_seq(city, KIND, pk), at=at
        )
    for unit in below:
        _live(city, pk, unit, story, rng, at, end)
    return 1


def _live(
    city: City, directive: int, unit: Unit, story: Story, rng: Random, sent: datetime, end: datetime
) -> None:
    """One unit catches it, does it, is looked at; as far as chance and the end of time allow."""
    task = Task.objects.select_related("directive", "unit__city").get(directive=directive, unit=unit)
    head = head_person(unit, sent)
    if head is None or rng.random() > story.caught:
        return
    at = working_day(city, sent + timedelta(days=rng.choice((0, 1, 1, 2, 4)), minutes=rng.randrange(150)))
    if at >= end:
        return
    _do(lambda seen: taking.catch(task.pk, rng.choice(CAUGHT), by=head, by_post=None, seen=seen, at=at), task)
    hand_in = working_day(city, at + timedelta(days=rng.randint(2, 6), minutes=rng.randrange(60)))
    if rng.random() > story.done / story.caught or hand_in >= end:
        return
    _hand_in(task, head, rng, hand_in)
    looked = working_day(city, hand_in + timedelta(days=rng.randint(1, 3), minutes=rng.randrange(60)))
    reader = taking.verifier(task, hand_in)
    if reader is None or reader == head or rng.random() > story.verified / story.done or looked >= end:
        return
    home = _home(reader, unit)
    again = working_day(city, looked + timedelta(days=1, minutes=20))
    if rng.random() < 0.25 and again < end:
        _do(
            lambda seen: verifying.give_back(
                task.pk, BACK, by=reader, by_post=None, by_unit=home, seen=seen, at=looked
            ),
            task,
        )
        _hand_in(task, head, rng, again)
        looked = again + timedelta(hours=1)
    if looked < end:
        _do(
            lambda seen: verifying.verify(
                task.pk, "", by=reader, by_post=None, by_unit=home, seen=seen, at=looked
            ),
            task,
        )


def _hand_in(task: Task, head: Person, rng: Random, at: datetime) -> None:
    words, photo = rng.choice(DONE), picture("proof", rng)
    _do(lambda seen: taking.implement(task.pk, words, [photo], by=head, by_post=None, seen=seen, at=at), task)


def _do(act: Callable[[int], None], task: Task) -> None:
    """The act, by somebody who has read the trail so far."""
    act(last_seq(task.directive.city, taking.TASK, task.pk))


def _home(reader: Person, unit: Unit) -> int:
    """The unit from which somebody verifies: not the one that did it."""
    held = Post.objects.filter(terms__person=reader).exclude(unit=unit).values_list("unit_id", flat=True)
    return held.first() or 0


def _units(city: City, story: Story, rng: Random) -> list[Unit]:
    """Some units of these kinds: a few of each, always the same ones for a seed."""
    found: list[Unit] = []
    for kind in story.kinds:
        there = sorted(
            (one for one in register_of(city).open_units() if one.kind == kind), key=lambda u: u.key
        )
        share = -(-story.many // len(story.kinds))
        found += rng.sample(there, min(share, len(there)))
    return found


def post_of(city: City, kind: str) -> Post | None:
    """The first post of that kind in the city."""
    rows = Post.objects.filter(unit__city=city, kind=kind, closed_on__isnull=True)
    return rows.select_related("unit__city").order_by("unit_id", "seat").first()


def morning(city: City, end: datetime, days: int, hour: int) -> datetime:
    """A working day's morning about so many days before the end."""
    calendar = city_calendar(city)
    day = calendar.local(end).date() - timedelta(days=days)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return calendar.moment((day.toordinal(), hour * 60 + 10))


def working_day(city: City, at: datetime) -> datetime:
    """The same hour of the next working day, or of this one."""
    calendar = city_calendar(city)
    while not calendar.is_working_day(calendar.local(at).date()):
        at += timedelta(days=1)
    return at

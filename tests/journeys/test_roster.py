"""The secretary's morning: four on duty, a wedding, a bereavement, one sick, and the door stays open."""

from __future__ import annotations

import pytest

from garda import clock
from garda.people.changes import changed
from garda.people.models import Person, Term
from garda.rosters import attending
from tests.journeys.walking import Officer, Stage
from tests.town import build_unit, forget_kept

pytestmark = pytest.mark.journey

OFFICES = (("teratai", "TRT", "Teratai"), ("cempaka", "CPK", "Cempaka"))
FOUR = (("seklur", 1), ("kasi-pemberdayaan", 1), ("petugas-loket", 1), ("petugas-loket", 2))
TWO = (("seklur", 1), ("petugas-loket", 1))


def open_offices(stage: Stage) -> None:
    """Kelurahan Teratai with four people, all of them in, and Kelurahan Cempaka beside it with two."""
    for key, abbrev, name in OFFICES:
        build_unit(stage.town, key, abbrev, f"Kelurahan {name}", "kelurahan", "kec-taman")
    staffed(stage, "teratai", FOUR)
    staffed(stage, "cempaka", TWO)
    changed(stage.town.city)
    forget_kept()
    for kind, seat in FOUR:
        comes(stage, stage.town.persons["teratai", kind, seat])


def staffed(stage: Stage, unit: str, crew: tuple[tuple[str, int], ...]) -> None:
    """Only these work there; each has a name of their own."""
    here = [person for (key, _k, _s), person in stage.town.persons.items() if key == unit]
    kept = [stage.town.persons[unit, kind, seat] for kind, seat in crew]
    Term.objects.filter(person__in=here).exclude(person__in=kept).delete()
    for (kind, seat), person in zip(crew, kept, strict=True):
        person.name = f"{kind.title()} {seat} {unit.title()}"
        person.save(update_fields=["name"])


def comes(stage: Stage, person: Person) -> None:
    """Comes into Kelurahan Teratai."""
    attending.check_in(stage.town.units["teratai"], person, how="head", at=clock.now())


def goes(stage: Stage, person: Person) -> None:
    """Leaves Kelurahan Teratai."""
    attending.check_out(stage.town.units["teratai"], person, how="head", at=clock.now())


def test_item_16_and_17_the_secretarys_morning(stage: Stage) -> None:
    day = stage.now.date().isoformat()
    stage.it_is(day, "07:30")
    open_offices(stage)
    kasi, first, second = (stage.town.persons["teratai", kind, seat] for kind, seat in FOUR[1:])
    stage.it_is(day, "08:00")
    seklur = stage.officer("teratai", "seklur").signs_in().goes_to("/kerja/kantor/")
    seklur.heads("Kantor aman hari ini").reads("4 orang", "Seklur 1 Teratai", "sejak 07.30")
    seklur.looks_around("kantor-pagi")

    # The neighbour needs both of its own for now, and is the one to be asked.
    cempaka = stage.officer("cempaka", "seklur").signs_in().goes_to("/kerja/kantor/atur/")
    cempaka.writes("Paling sedikit berapa orang", "2")
    cempaka.looks_around("atur").presses("Simpan batas kantor").reads("Tersimpan.")
    seklur.goes_to("/kerja/kantor/atur/").chooses("Pengganti diminta dari", "Kelurahan Cempaka")
    seklur.presses("Simpan batas kantor").reads("Tersimpan.")

    # A wedding: entered, the one whose turn it is is sent, and reads so.
    today = f"{stage.now.day}/{stage.now.month}/{stage.now.year}"
    seklur.goes_to("/kerja/kantor/tugas/")
    seklur.writes("Acara", "Pernikahan di RW 02").writes("Hari", today)
    seklur.writes("Mulai pukul", "9.00").writes("Sampai pukul", "11.30").presses("Catat tugas")
    seklur.heads("Pernikahan di RW 02")
    seklur.presses(f"Utus {kasi.name}").reads("diutus dan sudah diberi tahu")

    # A bereavement at ten: two are in beside the secretary, one leaves at once.
    stage.it_is(day, "09:50")
    goes(stage, kasi)
    seklur.goes_to("/kerja/kantor/tugas/").opens("Catat undangan atau duka").ticks("Duka cita")
    seklur.writes("Acara", "Takziah RW 05").writes("Hari", today)
    seklur.writes("Mulai pukul", "10.00").writes("Sampai pukul", "11.00").presses("Catat tugas")
    seklur.reads("kantor masih 2 orang", "sedang tidak di kantor saat itu").looks_around("tugas-duka")
    seklur.presses(f"Utus {first.name}").reads("diutus dan sudah diberi tahu")
    stage.it_is(day, "10:00")
    goes(stage, first)

    # One falls sick: on record at once, and the last one keeps the door.
    ill = stage.officer("teratai", "petugas-loket", 2, width=360).signs_in().goes_to("/kerja/izin/minta/")
    ill.chooses("Jenis izin", "Cuti sakit").presses("Minta izin", exact=True)
    ill.reads("sedang berlangsung")
    stage.it_is(day, "10:05")
    goes(stage, second)
    seklur.goes_to("/kerja/kantor/").heads("Kantor aman hari ini").reads("1 orang", "Dua jam ke depan")
    seklur.looks_around("kantor-satu-orang")

    # The last one may not leave: the neighbour could not spare anybody.
    asks(seklur, "10.30", "10.50").reads("belum bisa", "Kenapa belum bisa", "0 dari 1 orang")

    # The neighbour can spare one now, is asked, and says yes.
    cempaka.goes_to("/kerja/kantor/atur/").writes("Paling sedikit berapa orang", "1")
    cempaka.presses("Simpan batas kantor").reads("Tersimpan.")
    asks(seklur, "10.30", "10.50").reads("menunggu pengganti", "belum menjawab")
    called = next(
        (kind, seat) for kind, seat in TWO if stage.town.persons["cempaka", kind, seat].name in seklur.text
    )
    helper = cempaka if called == TWO[0] else stage.officer("cempaka", *called).signs_in()
    helper.goes_to("/kerja/kabar/").reads("Kelurahan Teratai minta Anda menggantikan").follows("Buka")
    helper.presses("Ya, saya menggantikan").reads("Anda tercatat menggantikan")
    seklur.goes_to("/kerja/kabar/").reads("boleh. Penggantinya")
    stage.it_is(day, "10:28")
    comes(stage, stage.town.persons["cempaka", *called])
    stage.it_is(day, "10:31")
    goes(stage, stage.town.persons["teratai", "seklur", 1])
    seklur.goes_to("/kerja/kantor/").heads("Kantor aman hari ini").reads("menggantikan")
    seklur.looks_around("kantor-pengganti")

    # The door stays open, and the page says so.
    stage.resident().goes_to("/contoh/kantor/teratai/").reads("Buka", "1 petugas")


def asks(officer: Officer, start: str, until: str) -> Officer:
    """Asks to leave for a short while today."""
    officer.goes_to("/kerja/izin/minta/").chooses("Jenis izin", "Izin singkat")
    officer.writes("Pergi pukul", start).writes("Kembali pukul", until)
    return officer.presses("Minta izin", exact=True)

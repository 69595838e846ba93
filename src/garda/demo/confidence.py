"""What was said in confidence in the simulated weeks, through the real box; pledges, gifts, sessions.

The box draws from the seed here, so that every run tells the same story; only the keys differ.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from garda.cases.models import Case
from garda.demo.people import liveliest
from garda.demo.presence import Officer, local_day, officers
from garda.gatherings import keeping
from garda.integrity import answering, boxing, declaring, emptying, handling, opening, states
from garda.integrity.models import Criticism, Report
from garda.people.calendars import city_calendar
from garda.people.holding import Held, posts_of
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters.heads import head_person

# (words, about the leader, how it was answered, action): "" leaves it waiting.
CRITICISMS = (
    ("Kursi tunggu kurang dan warga lanjut usia sering berdiri lama.", False, "", ""),
    ("Antrean pukul delapan selalu panjang karena satu loket saja yang dibuka. Mohon dibuka dua.", False,
     answering.ACCEPTED, "Loket kedua dibuka pukul 08.00 sampai 10.00 setiap hari kerja."),
    ("Papan jam buka di pintu tidak sama dengan yang tertulis di halaman kantor.", False,
     answering.ACCEPTED, "Papan diganti dan dicocokkan setiap awal bulan."),
    ("Pimpinan jarang terlihat di ruang pelayanan, padahal keputusannya ditunggu.", True,
     answering.PARTLY, "Pimpinan berada di ruang pelayanan setiap Selasa dan Kamis pagi."),
    ("Usul kami agar rapat pagi dipersingkat belum pernah ditanggapi.", True, answering.NOT, ""),
    ("Petugas sering memakai telepon pribadi saat melayani warga.", False, "", ""),
)  # fmt: skip
REASONS = {
    answering.ACCEPTED: "Benar. Kami lihat sendiri dan kami perbaiki.",
    answering.PARTLY: "Sebagian benar; ada tugas luar yang tidak bisa ditinggalkan.",
    answering.NOT: "Rapat pagi sudah paling lama lima belas menit sejak bulan lalu.",
}
REPORTS = (
    "Saya diminta membayar dua puluh ribu rupiah di luar ketentuan supaya surat cepat selesai.",
    "Petugas membentak warga lanjut usia yang salah membawa berkas.",
    "Berkas keluarga seorang pegawai dikerjakan mendahului antrean.",
    "Kendaraan dinas dipakai berjualan pada hari Minggu.",
    "Nomor telepon saya dipakai petugas untuk menawarkan dagangan.",
    "Seorang calo memanggil warga di depan loket dan dibiarkan.",
)
NAMED = ("Petugas loket", "")  # what stands on the cover; every other reporter names nobody
STEP = "Kami memeriksa catatan urusan dan jadwal jaga pada hari itu."
PLEDGED = 0.7
MOST_PLEDGES = 60


def fill(city: City, end: datetime, seed: int) -> None:
    """Lay it all down in the weeks before `end`."""
    rng = Random(seed + 25)
    there = list(officers(city, local_day(city, end)).values())
    if not there:
        return
    # First the offices to which a demonstration signs in.
    lively = liveliest(city)
    there.sort(key=lambda people: (people[0].unit.pk not in lively, -len(people), people[0].unit.pk))
    units = [people[0].unit for people in there]
    _box(city, units, end, rng)
    _answer(city, end, rng)
    _handle(city, end)
    _declare(city, there, end, rng)
    _gather(city, end)


def _box(city: City, units: list[Unit], end: datetime, rng: Random) -> None:
    for turn, unit in enumerate(units[:4]):
        for n, (words, leader, _verdict, _action) in enumerate(CRITICISMS):
            days = 34 - 5 * n - turn
            boxing.drop(
                city, unit, words, kind=boxing.CRITICISM, at=end - timedelta(days=days), leader=leader,
                form_key=f"demo-{city.pk}-{unit.pk}-{n}", simulated=True, drawn=rng,
            )  # fmt: skip
    for n, words in enumerate(REPORTS):
        boxing.drop(
            city, units[n % len(units)], words, kind=boxing.REPORT, at=end - timedelta(days=30 - 3 * n),
            form_key=f"demo-{city.pk}-report-{n}", simulated=True, drawn=rng, who=NAMED[n % len(NAMED)],
        )  # fmt: skip
    for back in range(36, 0, -1):
        emptying.empty(city, end - timedelta(days=back), rng)


def _answer(city: City, end: datetime, rng: Random) -> None:
    rows = Criticism.objects.filter(city=city, simulated=True).select_related("at_unit__city")
    known = {words: (verdict, action) for words, _leader, verdict, action in CRITICISMS}
    for row in sorted(rows, key=lambda one: (one.received_on, one.unit_id, one.leader)):
        verdict, action = known[str(boxing.inside_of(row.sealed)["words"])]
        at = _morning(city, row.received_on + timedelta(days=rng.randint(1, 6)))
        by = head_person(row.at_unit, at)
        if not verdict or by is None or at >= end:
            continue
        held = _held(by, at)
        if not answering.may_answer(held, row.at_unit):
            continue
        due = row.received_on + timedelta(days=21)
        answering.answer(
            row.pk, verdict, REASONS[verdict], by=by, held=held, at=at, action=action,
            action_due=due if action else None,
        )  # fmt: skip
        done = at + timedelta(days=9)
        if verdict == answering.ACCEPTED and done < end and rng.random() < 0.6:
            answering.finish(row.pk, "Sudah berjalan dan kami periksa ulang.", by=by, held=held, at=done)
    answering.raise_overdue(end)
    answering.remind_actions(end)


def _handle(city: City, end: datetime) -> None:
    rows = Report.objects.filter(city=city, simulated=True).exclude(state=states.ENDED)
    steps = (
        (("review", ""), ("drop", handling.LACKING)),
        (("review", ""), ("examine", ""), ("hear", ""), ("end", handling.PROVEN)),
        (("review", ""), ("examine", "")),
        (("review", ""), ("ask", "")),
    )
    for row, acts in zip(sorted(rows, key=lambda one: (one.received_on, one.unit_id)), steps, strict=False):
        unit = register_of(city).unit(row.unit_id)
        for n, (name, outcome) in enumerate(acts):
            at = _morning(city, row.received_on + timedelta(days=1 + 2 * n))
            by = next(iter(handling.handlers(city, row.desk, unit, at.date())), None)
            if by is None or at >= end:
                return
            if not n:
                opening.declare(row.pk, opening.OUTSIDE, by=by, held=_held(by, at), at=at)
            handling.act(row.pk, name, STEP, by=by, held=_held(by, at), at=at, outcome=outcome)


def _declare(city: City, there: list[list[Officer]], end: datetime, rng: Random) -> None:
    every = [one for people in there for one in people][:MOST_PLEDGES]
    known = Person.objects.in_bulk([one.person for one in every])
    for one in every:
        if rng.random() < PLEDGED:
            at = end - timedelta(days=rng.randint(3, 30))
            declaring.pledge(one.unit, by=known[one.person], at=at, simulated=True)
    for n, (what, value, taken) in enumerate((("Sekotak kue", 60_000, True), ("Amplop", 200_000, False))):
        one = every[n % len(every)]
        declaring.declare_gift(
            one.unit, what, "Warga sesudah suratnya selesai", value=value, taken=taken,
            by=known[one.person], got_on=local_day(city, end) - timedelta(days=6 + n),
            at=end - timedelta(days=5), simulated=True, form_key=f"demo-{city.pk}-gift-{n}",
        )  # fmt: skip
    one = every[0]
    cases = Case.objects.filter(city=city, simulated=True, unit=one.unit, state=Case.OPEN)
    case = cases.order_by("pk").first()
    if case is not None:
        declaring.declare_interest(
            one.unit, case.pk, case.number, "Pemohonnya keluarga saya.", by=known[one.person],
            at=end - timedelta(hours=20), simulated=True,
        )  # fmt: skip


def _gather(city: City, end: datetime) -> None:
    top = next((unit for unit in register_of(city).open_units() if unit.kind == "sekretariat"), None)
    by = head_person(top, end) if top else None
    if top is None or by is None:
        return
    day = local_day(city, end) - timedelta(days=9)
    heads = [
        person for unit in register_of(city).open_units() if unit.kind in ("opd", "kecamatan")
        if (person := head_person(unit, end)) is not None
    ]  # fmt: skip
    at = _morning(city, day)
    shut = keeping.keep(
        city, top, title="Arahan tentang pelayanan akhir tahun", place="Balai Kota", day=day, closed=True,
        circle=heads[:12], words="Setiap kepala melaporkan kendala pelaksanaan di kantornya.", by=by, at=at,
        form_key=f"demo-{city.pk}-closed", simulated=True,
    )  # fmt: skip
    keeping.note(shut, "Tiga kantor kekurangan petugas pada sore hari.", kind=keeping.REPORT, by=by, at=at)
    keeping.release(shut, "Loket semua kelurahan dijaga sampai jam tutup selama Desember.", by=by, at=at)
    keeping.keep(
        city, top, title="Apel pagi dan kabar bulan ini", place="Halaman Balai Kota",
        day=day + timedelta(days=4), closed=False, words="Ucapan terima kasih dan jadwal cuti bersama.",
        by=by, at=_morning(city, day + timedelta(days=4)), form_key=f"demo-{city.pk}-open", simulated=True,
    )  # fmt: skip


def _held(person: Person, at: datetime) -> list[Held]:
    return list(posts_of(person, at.date()))


def _morning(city: City, day: date) -> datetime:
    return city_calendar(city).moment((day.toordinal(), 9 * 60))

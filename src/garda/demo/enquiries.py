"""Made-up calls for information: one that is over and put together, one that is still open."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from garda.cases.publishing import all_in_force
from garda.demo.directives import morning, post_of, working_day
from garda.enquiries import answering, calling, reading, reminding
from garda.enquiries.answering import Said
from garda.enquiries.calling import Plan, Wanted
from garda.enquiries.models import Asked
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.rosters.heads import head_person
from garda.trails.reading import last_seq

GOES = (
    "Berjalan, tetapi warga sering kembali karena surat pengantar RT belum ada.",
    "Lancar pada hari biasa. Awal bulan antreannya dua kali lipat.",
    "Satu petugas memegang dua layanan, jadi siang hari melambat.",
    "Warga menunjukkan kartu keluarga di ponsel; kami terima dan mencatatnya.",
)
EXAMPLES = (
    "Warga datang tiga kali karena ketua RT bekerja sampai malam.",
    "Ibu hamil menunggu 50 menit, lalu kami beri nomor khusus.",
    "",
)
HINDERS = "Pengantar RT diminta, padahal data keluarga sudah terbaca dari kartu keluarga."
PROPOSAL = "Cukup kartu keluarga; RT diberi tahu lewat pesan."
QUESTIONS = (
    Wanted("Bagaimana jalannya di kantor Anda?", "words", True),
    Wanted("Apakah syaratnya dimengerti warga?", "yesno"),
    Wanted("Berapa menit rata-rata di loket?", "number"),
)


def ask(city: City, end: datetime, seed: int) -> int:
    """Two calls of the secretary to the front line; how many answers were sent."""
    rng = Random(f"{seed} calls")
    post = post_of(city, "sekda")
    at, later = morning(city, end, 18, 10), morning(city, end, 4, 10)
    leads = head_person(post.unit, at) if post else None
    services = [row.key for row in all_in_force(city, at) if row.key in ("sktm", "domisili", "kematian")]
    if post is None or leads is None or not services:
        return 0
    wards = sorted(
        (one for one in register_of(city).open_units() if one.kind == "kelurahan"), key=lambda u: u.key
    )
    some = rng.sample(wards, min(9, len(wards)))
    above = [one for one in register_of(city).open_units() if one.kind == "kecamatan"][:2]
    sent = 0
    for place, (begin, days, units, share) in enumerate(
        ((at, 10, some, 0.9), (later, 9, [*some[:6], *above], 0.5))
    ):
        day = city_calendar(city).local(begin).date()
        plan = Plan(
            ("Pelaksanaan surat keterangan di lapangan", "Penerimaan tamu dan antrean di pintu")[place],
            "Jawaban dipakai untuk memperbaiki aturan dan sarana. Tulis apa adanya.",
            day + timedelta(days=days),
            QUESTIONS,
            services[:2] if place == 0 else (),
            () if place == 0 else ("Penerimaan tamu di pintu",),
        )
        pk = calling.open_call(
            city, post.unit, plan, units, by=leads, by_post=post.pk,
            form_key=f"simulasi-{place}-{end:%Y%m%d%H%M}", at=begin, simulated=True,
        )  # fmt: skip
        sent += sum(_answer(city, pk, unit, rng, begin, end) for unit in units if rng.random() < share)
    reminding.remind(end, city)
    return sent


def _answer(city: City, call: int, unit: Unit, rng: Random, begin: datetime, end: datetime) -> bool:
    """One office answers about every procedure and sends; a few only begin."""
    at = working_day(city, begin + timedelta(days=rng.randint(1, 3), minutes=rng.randrange(200)))
    who = head_person(unit, begin)
    found = reading.whole(city, call)
    if who is None or found is None or at >= end:
        return False
    asked = Asked.objects.get(call=call, unit=unit)
    hinders = rng.random() < 0.25
    for topic in found.procedures:
        said = Said(
            {1: rng.choice(GOES), 2: rng.choice(("ya", "ya", "tidak")), 3: str(rng.randint(8, 35))},
            {1: rng.choice(EXAMPLES)},
            not_ours=topic.place == 2 and rng.random() < 0.2,
            kind="hard" if hinders and topic.place == 1 else "",
            hindrance=HINDERS if hinders and topic.place == 1 else "",
            proposal=PROPOSAL if hinders and topic.place == 1 else "",
            lacks=rng.choice(("", "", "", "printer", "kursi-tunggu")) if topic.place == 1 else "",
        )
        seen = last_seq(city, answering.ASKED, asked.pk)
        answering.save(asked.pk, topic.id, said, by=who, by_post=None, seen=seen, at=at)
        at += timedelta(minutes=4)
    if rng.random() < 0.12:
        return False
    answering.send(asked.pk, by=who, by_post=None, seen=last_seq(city, answering.ASKED, asked.pk), at=at)
    return True

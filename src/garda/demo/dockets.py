"""Made-up reports of rules: articles that offices find hard, in every state of their docket.

No article and no service of the city is changed for it: what is decided as a change waits for its new
wording. The one change that went all the way is of a made-up service (`reforms`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.demo.presence import officers
from garda.dockets import deciding, replying, reporting
from garda.dockets.models import Docket
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters.heads import head_person
from garda.rules.reading import references_known


@dataclass(frozen=True)
class Story:
    """One article: what is said about it, how many say so, how it ends. Days count back from the end."""

    service: str
    part: str
    words: tuple[str, ...]
    proposal: str
    reports: int
    first: int
    burden: int
    decision: str = ""
    reason: str = ""
    decided: int = 0
    answer: str = ""
    closed: int = 0
    rule: str = "standar-pelayanan"
    article: str = ""

    @property
    def reference(self) -> str:
        """What it is about, as the register names it."""
        return f"{self.rule}#{self.article or self.service}"


STORIES = (
    Story(
        "sktm", "requirement:pengantar",
        (
            "Ketua RT bekerja sampai malam, jadi warga datang tiga kali untuk satu tanda tangan.",
            "Pengantar RT diminta, padahal data keluarga sudah terbaca dari kartu keluarga.",
            "Warga lansia pulang lagi karena pengantar RT tidak ada capnya.",
        ),
        "Cukup kartu keluarga; RT diberi tahu lewat pesan.", 12, 19, 45,
    ),
    Story(
        "domisili", "requirement:pengantar",
        (
            "Penghuni kos tidak dikenal ketua RT, jadi pengantarnya lama.",
            "Pemilik rumah tinggal di luar kota dan tidak bisa tanda tangan basah.",
        ),
        "Izin pemilik boleh dikirim lewat pesan.", 7, 24, 30, "change",
        "Izin pemilik rumah boleh berupa pesan tertulis. Bunyi standar dan layanannya sedang disiapkan.", 6,
    ),
    Story(
        "usaha", "requirement:foto",
        ("Pedagang keliling tidak punya tempat usaha untuk difoto.",),
        "Foto gerobak atau dagangan diterima.", 4, 28, 15, "explain",
        "Aturannya sudah membolehkan foto dagangan. Yang kurang penjelasannya di loket.", 12,
        "Foto gerobak atau dagangan boleh. Petunjuk di loket sudah kami perbaiki.", 8,
    ),
    Story(
        "skck", "service:",
        ("Warga mengira SKCK selesai di kelurahan, padahal di kepolisian.",),
        "", 3, 27, 20, "province",
        "Persyaratan SKCK ditetapkan kepolisian, jadi kami teruskan lewat pemerintah provinsi.", 14,
        "Kami teruskan ke provinsi. Di halaman layanan sekarang tertulis ke mana harus pergi.", 9,
    ),
    Story(
        "kematian", "requirement:kk",
        ("Keluarga yang berduka diminta kartu keluarga asli pada hari yang sama.",),
        "Kartu keluarga menyusul tujuh hari.", 3, 9, 25,
    ),
)  # fmt: skip
LOST = (
    "Loket tutup saat istirahat, padahal banyak pekerja hanya bisa datang siang hari.",
    "Formulir tulisan tangan sulit dibaca warga lansia.",
)
RESIDENT = "Saya sudah tiga kali ke rumah Pak RT, tetapi beliau selalu masih bekerja."


def report(city: City, until: datetime, seed: int) -> None:
    """Report, decide and answer in the weeks before `until`."""
    rng = Random(seed + 17)
    wards, by = reporters(city, until)
    known = references_known(city.key)
    for story in STORIES:
        if story.reference in known and len(wards) > 1:
            tell(city, story, wards, by, until, rng)
            _end(city, story, until, rng)
    for words, unit in zip(LOST, wards, strict=False):
        at = working(unit, until, rng.randint(2, 9), rng)
        _report(city, unit, by[unit.pk], at, words=words, kind="hard")


def reporters(city: City, until: datetime) -> tuple[list[Unit], dict[int, Person]]:
    """The wards, and in each the officer who reports."""
    there = officers(city, city_calendar(city).local(until).date())
    register = register_of(city)
    wards = [register.unit(pk) for pk in sorted(there) if register.unit(pk).kind == "kelurahan"]
    people = Person.objects.in_bulk({there[unit.pk][0].person for unit in wards})
    return wards, {unit.pk: people[there[unit.pk][0].person] for unit in wards}


def tell(
    city: City, story: Story, wards: list[Unit], by: dict[int, Person], until: datetime, rng: Random
) -> None:
    """Send the story's reports, each from its ward at its day."""
    spread = wards[: max(2, min(len(wards), story.reports * 7 // 12))]
    last = story.decided + 1 if story.decided else 1
    days = sorted((rng.randint(last, story.first) for _n in range(story.reports - 1)), reverse=True)
    for n, day in enumerate([story.first, *days]):
        unit = spread[n % len(spread)]
        at = working(unit, until, day, rng)
        cases = Case.objects.filter(city=city, first_unit=unit, flow__key=story.service, simulated=True)
        number = cases.filter(opened_at__lt=at).order_by("pk").values_list("number", flat=True).first()
        _report(
            city, unit, by[unit.pk], at,
            words=story.words[n % len(story.words)], kind="perfect" if n % 3 == 2 else "hard",
            rule=story.reference, proposal=story.proposal if n % 2 == 0 else "", service=story.service,
            part=story.part, burden=story.burden + 5 * rng.randint(-2, 3),
            cases=[number] if number and n % 2 == 0 else [],
        )  # fmt: skip
    if story.service == STORIES[0].service:
        at = working(wards[0], until, 3, rng)
        _report(
            city, None, None, at, words=RESIDENT, kind="hard", rule=story.reference, service=story.service,
            part=story.part, source="citizen",
        )  # fmt: skip


def _end(city: City, story: Story, until: datetime, rng: Random) -> None:
    docket = Docket.objects.filter(city=city, reference=story.reference, simulated=True).first()
    decider = head_person(docket.unit, until) if docket and story.decision else None
    if docket is None or decider is None:
        return
    at = working(docket.unit, until, story.decided, rng)
    deciding.decide(city, docket.pk, story.decision, story.reason, by=decider, post=None, at=at)
    if story.answer:
        replying.reply(city, docket.pk, story.answer, by=decider, post=None, at=at + timedelta(hours=1))
    if story.closed:
        end = working(docket.unit, until, story.closed, rng)
        deciding.close(city, docket.pk, by=decider, post=None, at=end)


def _report(city: City, unit: Unit | None, by: Person | None, at: datetime, **more: object) -> None:
    given: dict[str, object] = {"rule": "", "article": "", **more}
    try:
        reporting.report_rule(city, unit, by, at=at, simulated=True, **given)  # type: ignore[arg-type]
    except Refused:
        return  # a matter that went meanwhile: one report less


def working(unit: Unit, until: datetime, back: int, rng: Random) -> datetime:
    """A moment in the office's hours so many days back."""
    opens = calendar_of(unit).next_opening(until - timedelta(days=back)) or until
    return min(until, opens + timedelta(minutes=rng.randint(10, 150)))

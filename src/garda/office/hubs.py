"""Two doors to many pages: what people say, and how policy goes down and comes back up.

A page that somebody needs now and then stands here in one line, with how much waits for them there; the
head of the page keeps to what is needed day by day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda import clock
from garda.office.climate import exercise_page, office_pulse, pulse_page, qualities_page
from garda.office.confidence import conduct_page, criticism_page
from garda.office.directives import list_page as directives_page
from garda.office.dockets import changes_page, ranking_page, report_page
from garda.office.enquiries import list_page as calls_page
from garda.office.facilities import city_page as facilities_page
from garda.office.profiles import coaching_page, manner_page, sorting_page
from garda.office.results import follow_up_page
from garda.office.showing import show, staff_of
from garda.office.surveys import flags_page
from garda.sight.doors import Staff, post

# How much waits there for these people at this moment; None where nothing ever waits. At most two queries.
Waiting = Callable[[Staff, datetime], int]


@dataclass(frozen=True)
class Door:
    """One page: who may open it, where it is, what it is called, in one sentence what it is for."""

    act: str
    url: str
    title: str
    words: str
    waiting: Waiting | None = None
    under: str = ""  # the heading it stands under while nothing waits there


SURVEYED = gettext_noop("Survei dan jawaban warga")
OURSELVES = gettext_noop("Untuk Anda sendiri")
OFFICES = gettext_noop("Kantor")
HONEST = gettext_noop("Kritik dan ikrar")
ORDERS = gettext_noop("Arahan, pertanyaan, pertemuan")
RULED = gettext_noop("Aturan yang perlu diperbaiki")

VOICES: tuple[Door, ...] = (
    Door(
        "see-results",
        "/kerja/hasil/",
        gettext_noop("Hasil survei"),
        gettext_noop("Indeks dan unsur tiap kantor, layanan, dan bulan, dengan jumlah jawabannya."),
        under=SURVEYED,
    ),
    Door(
        "see-results",
        "/kerja/tindak-lanjut/",
        gettext_noop("Tindak lanjut survei"),
        gettext_noop("Unsur terlemah menjadi pekerjaan: pemilik, tenggat, hasil, dan masa berikutnya."),
        follow_up_page.waits,
        under=SURVEYED,
    ),
    Door(
        "answer-for",
        "/kerja/survei/",
        gettext_noop("Survei"),
        gettext_noop("Bantu warga mengisi, cetak lembar berkode, dan lihat berapa yang menjawab."),
        under=SURVEYED,
    ),
    Door(
        "follow-up",
        "/kerja/survei/tanda/",
        gettext_noop("Jawaban bertanda"),
        gettext_noop("Banyak dari satu perangkat, dalam satu menit, atau sama persis: hitung atau sisihkan."),
        flags_page.waits,
        under=SURVEYED,
    ),
    Door(
        "see-results",
        "/kerja/instrumen/",
        gettext_noop("Instrumen"),
        gettext_noop("Edisi survei dan penilaian, yang perlu diperiksa, dan siapa penanggung jawabnya."),
        under=SURVEYED,
    ),
    Door(
        "follow-up",
        "/kerja/masukan/",
        gettext_noop("Masukan"),
        gettext_noop("Laporan, nilai rendah, dan komentar: pilah menjadi aturan, sarana, atau perilaku."),
        sorting_page.waits,
        under=OFFICES,
    ),
    Door(
        "see-results",
        "/kerja/profil/",
        gettext_noop("Profil kantor"),
        gettext_noop("Tiga batang tiap kantor: aturan, sarana, dan perilaku, dengan catatan di baliknya."),
        under=OFFICES,
    ),
    Door(
        "take-part",
        "/kerja/sikap/",
        gettext_noop("Sikap saya"),
        gettext_noop("Yang dikatakan warga, hanya untuk Anda; latihan dan cara menolak dengan sopan."),
        manner_page.waits,
        under=OURSELVES,
    ),
    Door(
        "coach",
        "/kerja/sikap/kantor/",
        gettext_noop("Sikap di kantor"),
        gettext_noop("Tegas dan santun menurut warga, tanpa nama; mengamati dan menyepakati latihan."),
        coaching_page.waits,
        under=OFFICES,
    ),
    Door(
        "take-part",
        "/kerja/denyut/",
        gettext_noop("Denyut kantor"),
        gettext_noop("Satu menit tanpa nama; kebiasaan baik dan tindakan pimpinan."),
        pulse_page.waits,
        under=OURSELVES,
    ),
    Door(
        "take-part",
        "/kerja/latihan/",
        gettext_noop("Latihan bulan ini"),
        gettext_noop("Empat keadaan di loket, lima menit, dengan penjelasan dan aturannya."),
        exercise_page.waits,
        under=OURSELVES,
    ),
    Door(
        "see-climate",
        "/kerja/denyut/kantor/",
        gettext_noop("Denyut di kantor yang Anda pimpin"),
        gettext_noop("Empat bagian dari putaran ke putaran, dan apa yang Anda lakukan."),
        office_pulse.waits,
        under=OFFICES,
    ),
    Door(
        "take-part",
        "/kerja/tiga-sikap/",
        gettext_noop("Tiga sikap saya"),
        gettext_noop("Jujur, amanah, ingin menolong: masing-masing dari buktinya sendiri."),
        under=OURSELVES,
    ),
    Door(
        "coach",
        "/kerja/tiga-sikap/kantor/",
        gettext_noop("Tiga sikap di kantor"),
        gettext_noop("Sebarannya tanpa nama, dan catatan terundi yang perlu diperiksa ulang."),
        qualities_page.waits,
        under=OFFICES,
    ),
    Door(
        "criticise",
        "/kerja/kritik/",
        gettext_noop("Kritik"),
        gettext_noop("Menulis tanpa dikenali; menjawab kritik untuk kantor atau pimpinannya."),
        criticism_page.waits,
        under=HONEST,
    ),
    Door(
        "handle-conduct",
        "/kerja/perilaku/",
        gettext_noop("Laporan perilaku"),
        gettext_noop("Yang masuk secara rahasia, langkah demi langkah dalam batasnya."),
        conduct_page.waits,
        under=HONEST,
    ),
    Door(
        "declare",
        "/kerja/ikrar/",
        gettext_noop("Ikrar dan pernyataan"),
        gettext_noop("Kode etik, kepentingan dalam urusan, pemberian, dan keadaan sulit."),
        under=HONEST,
    ),
    Door(
        "see-results",
        "/kerja/kepercayaan/",
        gettext_noop("Kepercayaan"),
        gettext_noop("Kepercayaan warga di samping kepuasan, per kelurahan dan bulan."),
        under=SURVEYED,
    ),
    Door(
        "see-results",
        "/kerja/harapan/",
        gettext_noop("Harapan"),
        gettext_noop("Harapan dan pengalaman warga, dan layanan yang tertinggal oleh harapan."),
        under=SURVEYED,
    ),
)

POLICY: tuple[Door, ...] = (
    Door(
        "see-directives",
        "/kerja/arahan/",
        gettext_noop("Arahan"),
        gettext_noop("Ditangkap dengan kata sendiri, dilaksanakan dengan bukti, diperiksa orang lain."),
        directives_page.waits,
        under=ORDERS,
    ),
    Door(
        "see-calls",
        "/kerja/permintaan/",
        gettext_noop("Permintaan informasi"),
        gettext_noop("Bagaimana tata laksana berjalan di lapangan: ditanyakan, dijawab kantor, disatukan."),
        calls_page.waits,
        under=ORDERS,
    ),
    Door(
        "report-rule",
        "/kerja/lapor-aturan/",
        gettext_noop("Laporkan aturan"),
        gettext_noop("Pasal yang menyulitkan atau perlu disempurnakan, dan apa jadinya laporan Anda."),
        report_page.waiting,
        under=RULED,
    ),
    Door(
        "report-rule",
        "/kerja/perubahan/",
        gettext_noop("Yang berubah"),
        gettext_noop("Aturan dan layanan yang diubah karena kantor melaporkannya."),
        changes_page.waiting,
        under=RULED,
    ),
    Door(
        "see-dockets",
        "/kerja/berkas-aturan/",
        gettext_noop("Berkas aturan"),
        gettext_noop("Pasal yang dilaporkan, menurut jumlah orang yang terdampak."),
        ranking_page.waiting,
        under=RULED,
    ),
    Door(
        "sort-reports",
        "/kerja/berkas-aturan/pilah/",
        gettext_noop("Laporan tanpa pasal"),
        gettext_noop("Dicarikan pasalnya, atau langsung dijawab."),
        ranking_page.waiting_unsorted,
        under=RULED,
    ),
    Door(
        "see-facilities",
        "/kerja/sarana/",
        gettext_noop("Sarana"),
        gettext_noop("Yang ada, yang rusak, dan yang kurang di kantor; permintaan dan jawabannya."),
        facilities_page.waits,
        under=OFFICES,
    ),
    Door(
        "declare",
        "/kerja/pertemuan/",
        gettext_noop("Pertemuan"),
        gettext_noop("Arahan dan rapat, terbuka atau tertutup; keputusan yang dibuka."),
        under=ORDERS,
    ),
)


@dataclass(frozen=True)
class Shown:
    """A door as it stands on the page."""

    url: str
    title: str
    words: str
    waiting: int
    under: str


def _open_to(staff: Staff, doors: tuple[Door, ...], at: datetime) -> list[Shown]:
    return [
        Shown(one.url, _(one.title), _(one.words), one.waiting(staff, at) if one.waiting else 0, one.under)
        for one in doors
        if staff.may(one.act)
    ]


@post()
def voices(request: HttpRequest) -> HttpResponse:
    """What people say: surveys, profiles, behaviour, criticism, the climate of the office."""
    return _hub(request, VOICES, gettext_noop("Suara"))


@post()
def policy(request: HttpRequest) -> HttpResponse:
    """Calls, dockets, directives, facilities, gatherings."""
    return _hub(request, POLICY, gettext_noop("Kebijakan"))


def _hub(request: HttpRequest, doors: tuple[Door, ...], title: str) -> HttpResponse:
    staff = staff_of(request)
    rows = _open_to(staff, doors, clock.now())
    waits = sum(row.waiting for row in rows)
    groups: dict[str, list[Shown]] = {}
    for row in rows:
        if not row.waiting:
            groups.setdefault(_(row.under), []).append(row)
    return show(
        request,
        "office/hub.html",
        {
            "title": _(title),
            "waiting": [row for row in rows if row.waiting],
            "groups": list(groups.items()),
            "waits": waits,
        },
    )

"""What a bell about the roster says: one sentence per name, filled with names, days and hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda import clock
from garda.office.showing import lang
from garda.people.calendars import city_calendar
from garda.registers.standards import counted as facilities_counted
from garda.registers.standards import title_of as facility_title
from garda.rosters import kinds
from garda.rosters.bells import Ring
from garda.sight.doors import Staff

# Name of the entry → its sentence. Facts that are moments (ISO) come as "Selasa 4 November pukul 10.00",
# an `end` on the day of its `start` as the hour alone, people as their names; `unit` is the office.
SENTENCES: Final[Mapping[str, str]] = {
    "alarm.raised": gettext_noop("%(unit)s kosong sejak %(start)s."),
    "alarm.passed-on": gettext_noop("%(unit)s masih kosong sejak %(start)s. Kepalanya sudah diberi tahu."),
    "report.answered": gettext_noop("Laporan aturan Anda sudah dijawab."),
    "docket.decided": gettext_noop("Sebuah pasal diputus diubah. Tulis bunyi barunya dan versi layanannya."),
    "docket.renewed": gettext_noop("%(service)s berubah. Baca apa yang lain, lalu jalankan."),
    "docket.unread": gettext_noop("%(service)s berubah dan belum Anda baca. Baca, lalu tandai."),
    "docket.unread-team": gettext_noop("%(n)s petugas Anda belum membaca perubahan %(service)s: %(names)s."),
    "docket.unread-raised": gettext_noop(
        "%(n)s petugas %(unit)s belum membaca perubahan %(service)s, sudah dua kali diingatkan: %(names)s."
    ),
    "docket.overdue": gettext_noop("Berkas aturan terlambat, seharusnya selesai %(since)s."),
    "empty.reported": gettext_noop("Warga mengabari bahwa %(unit)s kosong pada %(start)s."),
    "breach.found": gettext_noop("Ada catatan kedisiplinan %(day)s. Anda boleh menjelaskannya."),
    "breach.answered": gettext_noop("%(person)s menjelaskan catatan kedisiplinan %(day)s."),
    "breach.judged": gettext_noop("Catatan kedisiplinan Anda %(day)s sudah dinilai."),
    "duty.sent": gettext_noop("Anda diminta mewakili %(unit)s pada undangan %(start)s sampai %(end)s."),
    "duty.sent-urgent": gettext_noop("Anda diminta melayat mewakili %(unit)s, %(start)s sampai %(end)s."),
    "plan.published": gettext_noop("Jadwal %(month)s untuk %(unit)s sudah terbit. Lihat hari-hari Anda."),
    "criticism.received": gettext_noop("%(n)s kritik baru untuk %(unit)s menunggu jawaban."),
    "criticism.raised": gettext_noop("Kritik tentang %(about)s tidak dijawab pada waktunya. Giliran Anda."),
    "criticism.action-late": gettext_noop(
        "Tindakan yang dijanjikan atas kritik tentang %(about)s terlambat."
    ),
    "conduct.received": gettext_noop("%(n)s laporan perilaku baru menunggu Anda."),
    "box.crowded": gettext_noop(
        "Kotak kritik %(about)s penuh: %(n)s tulisan menunggu dibuka, paling banyak 100 sehari."
    ),
    "box.crowded-conduct": gettext_noop(
        "Laporan perilaku yang menunggu dibuka sangat banyak; keluarnya paling banyak 100 sehari."
    ),
    "conduct.passed": gettext_noop("Satu laporan perilaku dipindahkan ke meja Anda."),
    "conduct.opened": gettext_noop(
        "%(who)s membuka satu laporan perilaku di meja Anda pada %(day)s, "
        "dan menyatakan bukan tentang dirinya."
    ),
    "conduct.aside": gettext_noop(
        "Rekan Anda menyatakan terkait dengan satu laporan perilaku. Laporan itu menunggu Anda."
    ),
    "conduct.nobody": gettext_noop(
        "Satu laporan perilaku tidak punya penangan di Inspektorat. Tunjuk pelaksana harian di luar jalurnya."
    ),
    "conduct.late": gettext_noop("Satu laporan perilaku melewati batas langkahnya."),
    "interest.declared": gettext_noop(
        "%(person)s menyatakan kepentingan dalam urusan %(number)s. Pindahkan ke rekan."
    ),
    "interest.ended": gettext_noop(
        "%(person)s mencabut pernyataan kepentingannya dalam urusan %(number)s, jadi bisa memutus lagi."
    ),
    "gift.decided": gettext_noop("Pemberian yang Anda laporkan sudah diputus inspektorat."),
    "help.asked": gettext_noop("Tugas %(person)s minta bantuan tim: %(task)s."),
    "help.given": gettext_noop("%(person)s membantu tugas Anda: %(task)s."),
    "help.thanked": gettext_noop("%(person)s berterima kasih atas bantuan Anda: %(task)s."),
    "climate-action.late": gettext_noop("Tindakan Anda untuk denyut kantor lewat harinya, %(day)s."),
    "recheck.done": gettext_noop("Catatan Anda pada urusan %(number)s diperiksa ulang. Lihat hasilnya."),
    "supply.asked": gettext_noop("%(unit)s minta %(what)s. Putuskan."),
    "supply.granted": gettext_noop("Permintaan disetujui: %(what)s."),
    "supply.refused": gettext_noop("Permintaan %(item)s belum disetujui. Alasannya ada di sana."),
    "supply.funded": gettext_noop("Dana untuk %(item)s sudah ada. Diperkirakan datang %(day)s."),
    "supply.delivered": gettext_noop("%(what)s sudah datang di %(unit)s. Periksa, lalu catat."),
    "supply.received": gettext_noop("%(unit)s sudah memeriksa dan menerima %(item)s."),
    "supply.returned": gettext_noop("%(unit)s mengembalikan sebagian kiriman %(item)s."),
    "supply.overdue": gettext_noop("Jawaban untuk %(unit)s tentang %(item)s terlambat sejak %(due)s."),
    "duty.released": gettext_noop("Anda tidak jadi diutus pada %(start)s."),
    "absence.asked": gettext_noop("%(kind)s %(person)s, %(start)s sampai %(end)s: menunggu kepala."),
    "absence.offered": gettext_noop("%(kind)s %(person)s, %(start)s sampai %(end)s: menunggu pengganti."),
    "absence.granted": gettext_noop("%(kind)s %(person)s, %(start)s sampai %(end)s: boleh."),
    "absence.refused": gettext_noop("%(kind)s %(person)s, %(start)s sampai %(end)s: belum bisa."),
    "absence.withdrawn": gettext_noop("%(kind)s %(person)s, %(start)s sampai %(end)s: ditarik."),
    "directive.issued": gettext_noop("Ada arahan baru: %(title)s."),
    "directive.sent": gettext_noop("Arahan untuk %(unit)s sampai %(day)s: %(title)s."),
    "directive.redated": gettext_noop("Batas arahan berubah menjadi %(day)s: %(title)s."),
    "directive.released": gettext_noop("Arahan ini tidak lagi diminta dari %(unit)s: %(title)s."),
    "directive.withdrawn": gettext_noop("Arahan ini ditarik: %(title)s."),
    "directive.implemented": gettext_noop("%(unit)s sudah melaksanakan arahan. Periksa buktinya: %(title)s."),
    "directive.verified": gettext_noop("Pelaksanaan arahan sudah diperiksa dan diterima: %(title)s."),
    "directive.returned": gettext_noop("Pelaksanaan arahan dikembalikan dengan alasan: %(title)s."),
    "directive.not-caught": gettext_noop("%(unit)s belum menangkap arahan: %(title)s."),
    "directive.not-done": gettext_noop("%(unit)s belum melaksanakan arahan, batasnya %(day)s: %(title)s."),
    "directive.not-verified": gettext_noop("Pelaksanaan arahan di %(unit)s belum diperiksa: %(title)s."),
    "directive.not-coordinated": gettext_noop("Arahan ini belum dikoordinasikan: %(title)s."),
    "call.opened": gettext_noop("%(unit)s dimintai informasi sampai %(day)s: %(title)s."),
    "call.reminded": gettext_noop("Jawaban %(unit)s ditunggu sampai %(day)s: %(title)s."),
    "call.extended": gettext_noop("Batas menjawab diperpanjang sampai %(day)s: %(title)s."),
    "call.closed": gettext_noop("Ditutup, %(answered)s dari %(asked)s kantor menjawab: %(title)s."),
    "absence.ended": gettext_noop("%(person)s sudah kembali. Anda tidak perlu menggantikan lagi."),
    "call.made": gettext_noop("%(unit)s minta Anda menggantikan, %(start)s sampai %(end)s. Bersedia?"),
    "call.not-needed": gettext_noop("Anda tidak jadi menggantikan di %(unit)s, %(start)s sampai %(end)s."),
    "observation.made": gettext_noop("%(person)s mengamati cara Anda melayani. Bacalah di halaman sikap."),
    "coaching.given": gettext_noop("%(person)s menyepakati latihan dengan Anda, sampai %(of)s."),
    "coaching.tried": gettext_noop("%(person)s sudah mencoba latihannya."),
    "coaching.closed": gettext_noop("%(person)s menutup latihan Anda: selesai."),
    "coaching.dropped": gettext_noop("%(person)s membatalkan latihan Anda."),
    "coaching.late": gettext_noop("Latihan sikap melewati harinya, %(of)s."),
    "part-plan.made": gettext_noop("Anda penanggung jawab sebuah rencana perbaikan %(unit)s, sampai %(of)s."),
    "part-plan.late": gettext_noop("Rencana perbaikan %(unit)s terlambat: batasnya %(of)s."),
    "call.unanswered": gettext_noop(
        "Belum ada yang bersedia menggantikan %(person)s, %(start)s sampai %(end)s. Putuskan."
    ),
    "followup.opened": gettext_noop(
        "Tiga unsur terlemah %(unit)s pada triwulan lalu menunggu pemilik dan tenggat."
    ),
    "followup.taken": gettext_noop(
        "Anda diminta mengurus tindak lanjut survei %(unit)s paling lambat %(day)s."
    ),
    "followup.late": gettext_noop("Tindak lanjut survei %(unit)s lewat tenggatnya, %(day)s."),
    "followup.reopened": gettext_noop("Tindak lanjut survei %(unit)s dibuka lagi: angkanya belum naik."),
}
STANDS_IN: Final = gettext_noop("Penggantinya %(substitute)s.")
OTHERS: Final = gettext_noop("Ada kabar baru tentang jadwal %(unit)s.")


@dataclass(frozen=True)
class Shown:
    """One bell in words, with where to act."""

    id: int
    words: str
    url: str
    at: datetime
    read: bool
    simulated: bool


def worded(ring: Ring, staff: Staff) -> Shown:
    """The bell in the page's language."""
    said: defaultdict[str, str] = defaultdict(str, {"unit": ring.unit})
    said.update({key: _said(key, value, ring.facts, staff) for key, value in ring.facts.items()})
    said["unit"] = said["unit"] if said["unit"] and "unit" in ring.facts else ring.unit
    if "item" in ring.facts and isinstance(ring.facts.get("n"), int):
        said["what"] = facilities_counted(str(ring.facts["item"]), ring.facts["n"], lang())
    words = _(SENTENCES.get(ring.name, OTHERS)) % said
    words += " " + _(STANDS_IN) % said if said.get("substitute") else ""
    return Shown(ring.id, words, ring.url, ring.at, ring.read, ring.simulated)


def _said(key: str, value: Any, facts: Mapping[str, Any], staff: Staff) -> str:
    if key == "kind":
        return kinds.title_of(str(value), lang())
    if key == "item":
        return facility_title(str(value), lang())
    at = _moment(value)
    if isinstance(at, datetime):
        first = _moment(facts.get("start"))
        if key == "end" and isinstance(first, datetime) and _day(first, staff) == _day(at, staff):
            return clock.time_words(at, staff.city.zone, lang())
        return clock.moment_words(at, staff.city.zone, lang(), year=False)
    if at is not None and key == "month":
        return date_format(at, "F Y")
    if at is not None:
        return clock.day_words(at, lang(), year=False)
    return "" if value is None else str(value)


def _moment(value: Any) -> datetime | date | None:
    if not isinstance(value, str) or len(value) < 10 or not value[:4].isdecimal():
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _day(at: datetime, staff: Staff) -> date:
    return city_calendar(staff.city).local(at).date()

"""Made-up data for the page of components; nothing here is of a real person or office.

"Now" on these pages is Friday 21 November 2025, 09.42.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from garda import clock, flow
from garda.looks.rails import Entry

ZONE = "Asia/Jakarta"
CITY = SimpleNamespace(key="contoh", name="Kota Contoh", zone=ZONE, maklumat={}, colours={})
DAY = ((8 * 60, 12 * 60), (13 * 60, 16 * 60))
HOURS = clock.Hours(week=(DAY, DAY, DAY, DAY, DAY, (), ()))
PERSON = SimpleNamespace(name="Rina Wulandari", is_authenticated=True)


def _at(day: int, hour: int = 8, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=ZoneInfo(ZONE))


def _strip(start: datetime, term: str) -> tuple[clock.Due, tuple[clock.StripDay, ...]]:
    calendar = clock.Calendar(zone=ZONE, hours=HOURS, days_off={}, known_years=frozenset({2025}))
    due = clock.due(start, clock.Term.parse(term), calendar)
    return due, clock.strip(due, calendar)


class Complaint(forms.Form):
    """Every kind of field that a flow may ask for."""

    what = forms.CharField(
        label="Apa masalahnya",
        help_text="Satu kalimat cukup. Sebut tempatnya.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.ChoiceField(
        label="Kelurahan", choices=[("", "Pilih kelurahan"), ("1", "Sukamaju"), ("2", "Sukasari")]
    )
    kind = forms.ChoiceField(
        label="Jenis masalah",
        widget=forms.RadioSelect,
        choices=[("lamp", "Lampu jalan"), ("waste", "Sampah"), ("other", "Lainnya, atau saya tidak yakin")],
        help_text="Salah pilih tidak apa-apa. Petugas akan membetulkan.",
    )
    since = forms.CharField(
        label="Sejak kapan",
        required=False,
        help_text="Contoh: 17/11/2025",
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    photo = forms.FileField(label="Foto", required=False, help_text="Paling besar 10 MB.")
    phone = forms.CharField(
        label="Nomor ponsel",
        help_text="Kami kabari lewat WhatsApp atau SMS.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel"}),
    )
    hidden_name = forms.BooleanField(
        label="Sembunyikan nama saya", required=False, help_text="Petugas tetap tahu, orang lain tidak."
    )

    def clean_phone(self) -> str:
        """Six digits are too few."""
        digits = "".join(sign for sign in self.cleaned_data["phone"] if sign.isdigit())
        if len(digits) < 10:
            raise forms.ValidationError(f"Nomor ini baru {len(digits)} angka. Biasanya 10 sampai 13 angka.")
        return digits


def _front() -> dict[str, Any]:
    return {
        "needs": [
            (
                "Surat keterangan tidak mampu (SKTM)",
                "Untuk sekolah, rumah sakit, atau bantuan hukum",
                "30 menit",
            ),
            ("Surat pengantar nikah", "Dibawa ke KUA sebelum mendaftar nikah", "1 hari kerja"),
            ("Ubah kartu keluarga", "Diurus Dispendukcapil, bisa diajukan dari sini", "3 hari kerja"),
        ],
        "sign": {
            "name": "Kelurahan Sukamaju",
            "state": "open",
            "until": "14.30",
            "serving": 2,
            "waiting": 4,
            "minutes": 20,
            "address": "Jl. Melati 1, Kecamatan Contoh",
            "route_url": "#",
            "change_url": "#",
        },
    }


def _service() -> dict[str, Any]:
    def station(
        place: str, label: str, words: str, minutes: int | None, mark: str, behind: bool = False
    ) -> flow.Station:
        time = f"{minutes} menit" if minutes else ""
        return flow.Station(label, place, label, "", words, minutes, time, mark, behind, 0)

    stations = (
        station("door", "Pintu depan", "Masuk dari Jl. Melati. Ambil nomor di sebelah kiri.", None, "gate"),
        station("desk", "Loket 1", "Serahkan 5 berkas. Diperiksa di depan Anda.", 10, "1"),
        station("back", "Verifikasi", "Kasi mencocokkan data. Anda duduk.", 10, "eye", True),
        station("back", "Tanda tangan lurah", "Surat diberi nomor dan ditandatangani.", 10, "pen", True),
        station("pickup", "Loket 2, ambil surat", "Periksa nama dan NIK sebelum pulang.", None, "2"),
    )
    return {"route": flow.Route("id", "SKTM", stations, ("Kantor kelurahan",))}


def _wrong() -> Complaint:
    form = Complaint(
        {"salah-what": "Lampu mati", "salah-place": "", "salah-kind": "lamp", "salah-phone": "0812 34"},
        prefix="salah",
    )
    form.is_valid()
    return form


def _form() -> dict[str, Any]:
    return {"form": Complaint(), "wrong": _wrong()}


def _receipt() -> dict[str, Any]:
    due, cells = _strip(_at(20, 14), "5 hari kerja")
    return {"due": due, "strip": cells, "at": _at(20, 14)}


STORY = (
    Entry(
        "Kami terima",
        _at(20, 14),
        "Rina Wulandari di Loket 1 mencatat laporan Anda.",
        "Lampu dekat musala mati sejak Senin, gelap sekali kalau anak-anak pulang mengaji.",
    ),
    Entry(
        "Kami periksa",
        _at(20, 14, 25),
        "Tempat dan foto cocok. Dua tetangga melaporkan lampu yang sama; laporannya kami satukan supaya "
        "dikerjakan sekali jalan.",
    ),
    Entry(
        "Kami tawarkan ke dinas", _at(20, 15, 10), "Lampu jalan diurus Dinas Pekerjaan Umum, bukan kelurahan."
    ),
    Entry("Dinas menerima", _at(21, 8, 5), "Sejak ini laporan di tangan Bambang Setiawan.", lane=1),
    Entry(
        "Tim sedang dijadwalkan",
        "Sekarang",
        "Tanggalnya tampil di sini, paling lambat Senin 24 November pukul 12.00.",
        shape="now",
        lane=1,
    ),
    Entry("Tim datang dan memperbaiki", shape="next", lane=1),
    Entry("Foto bukti dipasang di sini", shape="next"),
    Entry("Anda menjawab: sudah menyala?", shape="end-open"),
)


def _story() -> dict[str, Any]:
    return {**_receipt(), "story": STORY}


LINES = (
    (
        "Ditawarkan",
        "Cabang bertitik. Garis tebal tetap di pemegang sampai diterima.",
        (Entry("Diterima"), Entry("Ditawarkan", shape="offered"), Entry("Menunggu jawaban", shape="now")),
    ),
    (
        "Dikembalikan",
        "Lingkar tipis keluar lalu pulang, dengan alasan.",
        (Entry("Diterima"), Entry("Dikembalikan", shape="returned"), Entry("Dibaca lagi", shape="now")),
    ),
    (
        "Menunggu warga",
        "Garis putus di antara dua palang.",
        (
            Entry("Diterima"),
            Entry("Minta foto rumah", shape="paused"),
            Entry("Foto masuk", shape="now"),
            Entry("Verifikasi", shape="next"),
        ),
    ),
    (
        "Terlambat",
        "Palang tenggat, lalu garis bata terputus-putus.",
        (
            Entry("Diterima"),
            Entry("Lewat tenggat", shape="late"),
            Entry("Lurah diberi tahu"),
            Entry("Masih dikerjakan", shape="now"),
            Entry("Selesai", shape="next"),
        ),
    ),
    (
        "Beberapa unit",
        "Bercabang, bertemu lagi; selesai bila semua selesai.",
        (
            Entry("Diterima"),
            Entry("Dibagi dua", shape="fork", also=(1,)),
            Entry("Unit pertama selesai", also=(1,)),
            Entry("Unit kedua bekerja", shape="now", lane=1, also=(0,)),
            Entry("Disatukan", shape="next"),
            Entry("Selesai", shape="end-open"),
        ),
    ),
    (
        "Dibuka lagi",
        "Garis berlanjut di bawah kotak; hitungan pertama tetap.",
        (
            Entry("Diterima"),
            Entry("Selesai", shape="end"),
            Entry("Anda membantah"),
            Entry("Diperiksa atasan", shape="now"),
            Entry("Jawaban", shape="end-open"),
        ),
    ),
)


def _states() -> dict[str, Any]:
    _due, long_strip = _strip(_at(7, 9), "20 hari kerja")
    many = tuple(
        Entry(f"Kejadian {at}", _at(at + 1, 9), "Satu kalimat tentang kejadian ini.") for at in range(1, 12)
    )
    return {
        "lines": LINES,
        "long_strip": long_strip,
        "wrong": _wrong(),
        "many": (
            *many,
            Entry("Sekarang di sini", "Sekarang", shape="now"),
            Entry("Selesai", shape="end-open"),
        ),
        "signs": (
            {
                "name": "Kelurahan Sukasari",
                "state": "closed",
                "next_opening": "Senin 08.00",
                "online_url": "#",
            },
            {
                "name": "Kelurahan Sukaraya",
                "state": "slow",
                "until": "15.00",
                "extra_minutes": 40,
                "reason": "Printer rusak sejak 08.30. Surat dicetak di kecamatan.",
            },
            {"name": "Kelurahan Sukamaju", "state": "empty"},
        ),
    }


def _clock(spent: float, total: float, said: str, state: str = "run") -> SimpleNamespace:
    return SimpleNamespace(spent=spent, total=total, words=said, state=state)


def _row(
    left: str,
    below: str,
    matter: str,
    who: str,
    step: str,
    note: str,
    whole: Any,
    desk: Any,
    state: str = "run",
) -> dict[str, Any]:
    return {
        "left": left,
        "below": below,
        "matter": matter,
        "who": who,
        "step": step,
        "note": note,
        "whole": whole,
        "desk": desk,
        "state": state,
    }


DESK = (
    (
        "Terlambat",
        (
            _row(
                "1 jam 12 mnt",
                "lewat dari 08.30",
                "Surat pengantar nikah",
                "F. A., RW 05",
                "Periksa berkas",
                "lurah sudah diberi tahu",
                _clock(140, 100, "lewat 40 mnt", "late"),
                _clock(132, 60, "lewat 72 mnt", "late"),
                "late",
            ),
        ),
    ),
    (
        "Hari ini",
        (
            _row(
                "3 menit",
                "batas 09.45",
                "Surat keterangan tidak mampu",
                "S. R., RW 03",
                "Periksa berkas",
                "warga menunggu di loket",
                _clock(7, 30, "23 mnt"),
                _clock(7, 10, "3 mnt"),
            ),
            _row(
                "48 menit",
                "batas 10.30",
                "Surat keterangan usaha",
                "H. W., RW 01",
                "Periksa berkas",
                "diajukan lewat ponsel",
                _clock(42, 120, "1 jam 18"),
                _clock(35, 83, "48 mnt"),
            ),
            _row(
                "1 jam 33 mnt",
                "batas 11.15",
                "Sampah menumpuk di Gang 5",
                "3 pelapor, RW 04",
                "Tentukan unit",
                "belum ada yang menangani",
                _clock(10, 100, "4 hari"),
                _clock(60, 110, "1 jam 33"),
            ),
        ),
    ),
    (
        "Senin dan sesudahnya",
        (
            _row(
                "Senin 10.00",
                "24 November",
                "Got tersumbat depan SD",
                "1 pelapor, RW 06",
                "Periksa tempat",
                "bersama ketua RW",
                _clock(18, 100, "4 hari"),
                _clock(30, 100, "1 hari"),
            ),
        ),
    ),
    (
        "Jam berhenti, menunggu warga",
        (
            _row(
                "Berhenti",
                "sejak Kamis 15.20",
                "Surat keterangan tidak mampu",
                "A. N., RW 03",
                "Menunggu foto rumah",
                "diingatkan lagi Senin",
                _clock(45, 100, "berhenti", "pause"),
                _clock(60, 100, "berhenti", "pause"),
                "pause",
            ),
        ),
    ),
)


def _desk() -> dict[str, Any]:
    return {"person": PERSON, "groups": DESK}


def _case() -> dict[str, Any]:
    return {
        "person": PERSON,
        "steps": (
            ("Pintu", "done"),
            ("Loket 1", "now"),
            ("Verifikasi", "next"),
            ("Tanda tangan", "next"),
            ("Loket 2", "next"),
        ),
        "requirements": (
            ("Pengantar RT dan RW", "asli"),
            ("Fotokopi KTP-el", "NIK 3573 •••• •••• 0001"),
            ("Fotokopi kartu keluarga", "4 anggota"),
            ("Foto rumah", "2 foto"),
            ("Surat pernyataan tidak mampu", "bermeterai"),
        ),
        "record": (
            Entry("Nomor antrean A 014", "09.21"),
            Entry("Berkas diserahkan, jam mulai", "09.35, oleh Rina W."),
            Entry("Diperiksa di Loket 1", "sekarang", shape="now"),
            Entry("Verifikasi", shape="next"),
        ),
    }


def _head() -> dict[str, Any]:
    return {
        "person": SimpleNamespace(name="Endang Purwati, Lurah", is_authenticated=True),
        "figures": (
            ("Cepat", "90%", 36, 40, "Selesai dalam waktu standar.", "Lihat 4 yang tidak"),
            (
                "Tepat",
                "80%",
                32,
                40,
                "Sekali jadi: tidak dibuka lagi, tidak salah meja.",
                "Lihat 8 yang tidak",
            ),
            (
                "Akuntabel",
                "95%",
                38,
                40,
                "Ada nama petugas, alasan, dan catatan lengkap.",
                "Lihat 2 yang tidak",
            ),
        ),
        "firsts": (
            (4, "Lampu jalan mati", "RW 03 dan RW 05, tiga di antaranya satu gang"),
            (3, "Sampah menumpuk", "RW 04, semuanya Gang 5"),
            (2, "Minta surat yang tidak kami layani", "Keringanan listrik; belum ada layanan yang cocok"),
        ),
    }


def _tables() -> dict[str, Any]:
    return {"person": PERSON, "form": Complaint(prefix="admin")}


PAGES: dict[str, Callable[[], dict[str, Any]]] = {
    "keadaan": _states,
    "depan": _front,
    "layanan": _service,
    "formulir": _form,
    "terima": _receipt,
    "ikuti": _story,
    "jawab": dict,
    "teks": dict,
    "meja": _desk,
    "urusan": _case,
    "kepala": _head,
    "tabel": _tables,
}

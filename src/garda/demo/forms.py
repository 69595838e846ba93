"""What made-up residents write into the forms of services: believable, and about nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from garda.demo.names import drawn
from garda.demo.sentences import PURPOSES
from garda.flow import Field

# What is written into a line, by the key of its question; every other line is a purpose.
LINES: Final[dict[str, tuple[str, ...]]] = {
    "died-at": ("Rumah", "Rumah sakit daerah"),
    "born-at": ("Rumah", "Rumah bidan"),
    "request-number": ("STD-26-0001",),
    "birth-place": ("Blitar", "Surabaya", "Kediri", "Pasuruan", "Tulungagung"),
    "occupation": ("Buruh harian", "Pedagang", "Karyawan swasta", "Sopir"),
    "parents": ("Suwarno dan Sri Contoh", "Kasmin dan Wati Contoh"),
    "body": ("Bimbingan belajar Contoh", "Katering Contoh", "Panitia bersih desa", "Takmir musala Contoh"),
    "field": ("Katering", "Bimbingan belajar", "Jahit pakaian"),
    "business": ("Warung kopi", "Toko kelontong", "Jahit pakaian", "Bengkel motor"),
    "event": ("Resepsi pernikahan", "Pentas seni kampung", "Pengajian umum"),
    "event-time": ("08.00 sampai 21.00", "19.00 sampai 23.00"),
    "entertainment": ("Organ tunggal",),
    "paper-one": ("KTP-el",),
    "paper-two": ("Ijazah SMA", "Sertipikat tanah"),
    "written-one": ("Suwarno Contoh",),
    "written-two": ("Soewarno Contoh",),
    "land-proof": ("Petok D nomor 123 persil 45",),
    "borders": ("Utara jalan, timur rumah tetangga, selatan selokan, barat rumah tetangga",),
    "history": ("Waris dari orang tua",),
    "witness-names": ("Ketua RT Contoh dan tetangga Contoh",),
    "heirs": ("Bunga Contoh, anak, 12 Mei 1985; Budi Contoh, anak, 3 Juni 1988",),
    "statement": ("Dompet berisi STNK hilang di pasar, sudah dicari dan tidak ditemukan.",),
    "condition": ("Bekerja serabutan, satu anggota keluarga sakit, rumah bocor.",),
    "proposal": ("Perbaikan musala kampung", "Kegiatan lomba Agustus"),
    "to-whom": ("Wali kota lewat bagian kesejahteraan rakyat",),
    "paper": ("SKTM tahun ini", "Surat keterangan domisili"),
    "wedding-place": ("Kantor Urusan Agama",),
    "reason": ("Orang tua sakit keras", "Calon suami segera berangkat tugas"),
}
AMOUNTS: Final = (750_000, 1_200_000, 1_800_000, 2_500_000)
YEAR: Final = timedelta(days=365)


def answer(one: Field, rng: Random, opened_at: datetime, code: str, slots: dict[str, str]) -> Any:
    """An answer to a question about a person or a paper; None where a person would leave it empty."""
    if one.kind == "name":
        return drawn(f"resident/{rng.random()}") if one.required or rng.random() < 0.5 else None
    if one.kind == "nik":
        # Sub-district 99 exists nowhere, so this is nobody's number.
        born = f"{rng.randint(1, 28):02d}0{rng.randint(1, 9)}85"
        return f"{code}99{born}{rng.randint(1, 9999):04d}"
    if one.kind == "phone":
        # No mobile number begins so.
        return f"+6280000{rng.randint(0, 99999):05d}" if one.required or rng.random() < 0.5 else None
    if one.kind == "address":
        return "Gang {n} Nomor {rt}, RT {rt} RW {rw}".format(**slots)
    if one.kind == "choice":
        return rng.choice(one.choices).key
    if one.kind == "date":
        return _day(one, rng, opened_at)
    if one.kind in ("number", "money"):
        return (rng.choice(AMOUNTS) if one.kind == "money" else rng.randint(2, 60)) if one.required else None
    if one.kind in ("text", "long-text") and one.required:
        return rng.choice(LINES.get(one.key, PURPOSES))[: one.most]
    return None


def _day(one: Field, rng: Random, opened_at: datetime) -> str:
    """A day: long ago for births, ahead for what is planned, else a few days or weeks before."""
    if one.key == "birth-date":
        at = opened_at - YEAR * rng.randint(19, 64) - timedelta(days=rng.randint(0, 364))
    elif one.day == "future":
        at = opened_at + timedelta(days=rng.randint(12, 40))
    else:
        at = opened_at - timedelta(days=rng.randint(3, 20))
    return at.date().isoformat()

"""What made-up residents write and what made-up offices answer, in everyday Indonesian; all of it our own.

Slots: {tempat} a place, {sejak} since when, {hari} a weekday. No person, shop or school is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Talk:
    """What is said about one class of matter: headlines, each with what was done about it, and stories.

    `field` says whether somebody has to go there; `group` which agencies could be taken for the right one.
    """

    what: tuple[tuple[str, str], ...]
    story: tuple[str, ...] = ("",)
    field: bool = True
    group: str = ""


PLACES: Final = (
    "Gang {n}", "ujung Gang {n}", "pertigaan Gang {n}", "RT {rt} RW {rw}", "depan pos ronda RW {rw}",
    "dekat musala RT {rt}", "samping balai RW {rw}", "lapangan voli RW {rw}", "jembatan kecil RW {rw}",
    "belakang sekolah dasar RW {rw}", "turunan Gang {n}", "depan warung pojok Gang {n}", "tepi kali RW {rw}",
    "gerbang RW {rw}", "sebelah taman RT {rt} RW {rw}",
)  # fmt: skip
SINCE: Final = (
    "sejak semalam", "sudah tiga hari", "sejak hujan kemarin", "sudah seminggu", "sejak {hari} lalu",
    "dari awal bulan", "sudah dua pekan", "sejak pagi ini",
)  # fmt: skip
WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
# Agencies that are taken for one another, by their abbreviations.
GROUPS: Final = {"street": ("DPU", "DLH", "DHB", "SPP"), "people": ("DSO", "DDC", "DDK", "DKS")}

OTHERS: Final[Mapping[str, Talk]] = {
    "aspiration": Talk(
        (
            (
                "Minta taman bacaan di balai RW {rw}",
                "Usul ini masuk musyawarah perencanaan RW {rw} bulan depan.",
            ),
            (
                "Usul jalur sepeda dari {tempat} ke pasar",
                "Jalurnya kami ukur dulu; hasilnya diumumkan di sini.",
            ),
            (
                "Usul pasar minggu pagi di {tempat}",
                "Dapat dicoba mulai bulan depan, dengan izin warga sekitar.",
            ),
            (
                "Minta pelatihan menjahit untuk ibu-ibu RW {rw}",
                "Dua puluh tempat dibuka; daftarnya di kelurahan.",
            ),
            ("Usul kursi dan peneduh di {tempat}", "Lahannya cocok; biayanya diajukan untuk tahun depan."),
            (
                "Minta jam layanan sore untuk pekerja",
                "Kami coba tiap Rabu sampai pukul 18.00 mulai bulan depan.",
            ),
            ("Usul sumur resapan di {tempat}", "Titiknya sudah ditinjau; tiga sumur masuk rencana."),
        ),
        ("Banyak warga setuju, sudah dibicarakan di pertemuan RT.", "Lahannya ada, tinggal izinnya.", ""),
        field=False,
    ),
    "information": Talk(
        (
            ("Anggaran perbaikan jalan tahun ini di kelurahan kami", "Daftar lengkapnya kami lampirkan."),
            ("Jadwal dan rute angkutan sampah se-kecamatan", "Jadwal dan petanya kami lampirkan."),
            (
                "Jumlah penerima bantuan per kelurahan tanpa nama",
                "Tabelnya kami lampirkan, tanpa data pribadi.",
            ),
            ("Hasil uji air sumur umum tahun ini", "Hasil uji dari dua belas titik kami lampirkan."),
            (
                "Laporan kinerja dinas tahun lalu",
                "Laporannya kami lampirkan dan ada di ruang layanan informasi.",
            ),
        ),
        ("Untuk bahan musyawarah warga.", "Untuk tugas kuliah.", ""),
        field=False,
    ),
    "objection": Talk(
        (
            (
                "Permintaan saya dijawab tidak lengkap",
                "Informasi yang kurang sudah kami kirim, disertai permintaan maaf.",
            ),
        ),
        ("Saya minta dijawab lengkap sesuai permintaan.", ""),
        field=False,
    ),
}
LETTER: Final = Talk((("", "Surat sudah siap."),), field=False)
PART: Final = Talk(
    (("", "Bagian kami sudah selesai dikerjakan pagi ini."), ("", "Bagian kami beres, fotonya terlampir."))
)
PURPOSES: Final = (
    "Keringanan uang seragam anak", "Beasiswa kuliah", "Berobat ke rumah sakit", "Membuka rekening tabungan",
    "Melamar kerja", "Pendaftaran sekolah anak", "Bantuan hukum", "Mengurus santunan",
)  # fmt: skip

# What is asked and what is told, for work outside and for work on paper.
ASKED: Final = {
    True: (
        (
            "Titiknya di sebelah mana? Sebutkan rumah atau tiang yang dekat.",
            "Sebelah kiri gang, dekat tiang ketiga.",
        ),
        (
            "Tolong tambahkan satu petunjuk dari jalan besar.",
            "Dari jalan besar belok kiri, sekitar lima puluh meter.",
        ),
        ("Terjadi pada jam berapa saja?", "Biasanya setelah magrib sampai tengah malam."),
    ),
    False: (
        (
            "Kejadiannya hari apa dan di loket yang mana?",
            "Hari Senin sekitar pukul sepuluh, di loket pertama.",
        ),
        ("Tahun berapa yang Anda maksud?", "Tahun ini dan tahun lalu."),
        ("Boleh disebutkan untuk wilayah mana?", "Untuk kelurahan kami saja."),
    ),
}
MISSING: Final = "Masih ada berkas yang kurang. Boleh difoto dan dikirim dari sini, tidak perlu datang lagi."
HANDED_IN: Final = ("Berkas yang kurang sudah saya lengkapi.", "Ini fotonya, mohon diperiksa.")
OFFERS: Final = (
    "Ini pekerjaan kantor Anda menurut pembagian tugas; laporannya sudah kami periksa.",
    "Data dan wewenangnya ada di kantor Anda. Kami bantu menghubungi warganya.",
    "Laporannya jelas dan lengkap; tinggal dikerjakan.",
)
RETURNS: Final = (
    "Bukan aset kami; tercatat pada kantor lain. Kami sertakan keterangannya.",
    "Menurut pembagian tugas ini bukan pekerjaan kami.",
    "Sudah kami periksa: ini wewenang kantor lain.",
)
CONTESTS: Final = {
    True: (
        "Sampai pagi ini masih sama saja.",
        "Baru sebagian yang dikerjakan, sisanya belum.",
        "Sempat beres sehari, lalu kembali seperti semula.",
    ),
    False: ("Jawabannya belum menjawab yang saya tanyakan.", "Yang saya terima tidak lengkap."),
}
AGAIN: Final = "Anda benar, ini belum tuntas. Kami kerjakan lagi."
LATE: Final = {
    True: (
        "Maaf, kami terlambat karena bahan belum tiba. Janji baru: paling lambat lusa.",
        "Maaf, petugas lapangan kami dipakai menangani pohon tumbang. Kami datang besok pagi.",
    ),
    False: (
        "Maaf, petugas yang memeriksa sedang tugas luar. Hari ini kami selesaikan.",
        "Maaf, berkasnya tertahan di meja kami. Janji baru: paling lambat besok.",
    ),
}
REFUSALS: Final = {
    True: "Tempatnya masih milik pengembang, belum diserahkan kepada kota. Pengembangnya sudah kami surati.",
    False: "Ini wewenang provinsi. Alamat kantornya kami tulis di sini supaya Anda tidak mencari lagi.",
}
REFUSED_LETTER: Final = (
    "Alamat pada KTP di luar wilayah kelurahan ini. Surat diurus di kelurahan sesuai KTP; kami bantu hubungi."
)
WITHDRAWALS: Final = {
    True: ("Sudah diperbaiki warga sendiri.", "Salah lapor, ternyata sudah beres."),
    False: ("Tidak jadi diperlukan, terima kasih.", "Sudah terjawab lewat telepon."),
}
REMARKS: Final = (
    "Hari ini makin parah, mohon didahulukan.",
    "Kalau perlu bantuan warga, kami siap kerja bakti.",
)
NOTES: Final = {
    True: ("Lokasi dicek: benar, sekitar lima meter dari pos ronda.", "Menunggu jadwal mobil kerja."),
    False: ("Sudah ditelepon, warga dapat dihubungi sore hari.", "Data dicocokkan dengan kecamatan, sesuai."),
}
PARTS: Final = (
    "Angkut sampah dan lumpur di lokasi, lalu kirim fotonya.",
    "Perbaiki bagian yang pecah.",
    "Pasang rambu sementara selama pekerjaan berlangsung.",
)
EXTENDED: Final = "Dokumennya tersebar di tiga bidang dan perlu diperiksa satu per satu."
RATED: Final = ("Cepat dan jelas.", "Terima kasih, sudah beres.", "Lumayan, tapi sempat lama.", "", "", "")
RATED_LOW: Final = ("Terlalu lama, harus bertanya dua kali.", "Jawabannya kurang jelas.", "")

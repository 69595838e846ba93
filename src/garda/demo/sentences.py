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

COMPLAINTS: Final[Mapping[str, Talk]] = {
    "lampu-jalan": Talk(
        (
            (
                "Lampu jalan mati di {tempat}",
                "Lampunya sudah kami ganti dan menyala kembali. Fotonya terlampir.",
            ),
            ("Dua lampu padam di {tempat}, gelap sekali", "Kedua lampu sudah diganti, menyala sejak petang."),
            ("Lampu di {tempat} kedip-kedip terus", "Sambungan kabelnya longgar; sudah kami perbaiki."),
            ("Penerangan di {tempat} mati {sejak}", "Kabel yang putus sudah disambung ulang, lampu menyala."),
            (
                "Peteng ndedet di {tempat}, lampunya mati",
                "Lampu baru sudah dipasang, terang sampai ujung gang.",
            ),
            ("Tiang lampu di {tempat} miring", "Tiang sudah kami tegakkan dan dasarnya dicor ulang."),
        ),
        (
            "Anak-anak pulang mengaji lewat situ, jadi kami khawatir.",
            "Terjadi {sejak}. Kemarin ada yang hampir terpeleset.",
            "Sudah lapor ke ketua RT, katanya lampu milik kota.",
            "",
        ),
        group="street",
    ),
    "jalan-rusak": Talk(
        (
            ("Jalan berlubang di {tempat}", "Lubang sudah kami tambal dan ratakan. Hasilnya ada di foto."),
            ("Aspal ambles di {tempat}", "Tanah dasarnya sudah dipadatkan dan diaspal kembali."),
            ("Paving di {tempat} banyak yang lepas", "Paving yang lepas sudah kami pasang kembali."),
            (
                "Jeglongan dalam di {tempat}, bahaya kalau hujan",
                "Jeglongannya sudah kami tambal, aman dilewati.",
            ),
            ("Trotoar di {tempat} pecah", "Bagian yang pecah sudah diganti, rata untuk kursi roda."),
            (
                "Penutup lubang saluran di {tempat} hilang",
                "Penutup baru dari besi cor sudah dipasang dan dikunci.",
            ),
        ),
        (
            "Terjadi {sejak}; sudah ada yang jatuh di situ.",
            "Kalau hujan tertutup air, jadi tidak kelihatan.",
            "Warga menaruh ban bekas supaya tidak ada yang terperosok.",
            "",
        ),
        group="street",
    ),
    "drainase-banjir": Talk(
        (
            (
                "Got mampet di {tempat}, air meluap ke jalan",
                "Got sudah dikeruk lima belas meter, air mengalir.",
            ),
            (
                "Banjir semata kaki di {tempat} tiap hujan",
                "Mulut saluran kami lebarkan dan lumpurnya diangkut.",
            ),
            ("Selokan di {tempat} penuh lumpur", "Lumpur sudah kami angkut, dua bak mobil penuh."),
            ("Kalen buntu di {tempat}, bau", "Sumbatannya sudah diangkat; saringan sampah kami pasang."),
            (
                "Gorong-gorong di {tempat} tersumbat sampah",
                "Sampah di gorong-gorong sudah diangkat seluruhnya.",
            ),
        ),
        (
            "Hujan setengah jam saja air sudah naik.",
            "Sudah kerja bakti, tapi ada beton yang menutup salurannya.",
            "Airnya tidak mengalir, jadi sarang nyamuk.",
            "",
        ),
        group="street",
    ),
    "sampah": Talk(
        (
            ("Sampah menumpuk di {tempat}", "Sampah sudah kami angkut pagi ini dan lokasinya disapu."),
            (
                "Truk sampah tidak lewat {tempat} {sejak}",
                "Truknya rusak; mulai besok diganti dan jadwal kembali.",
            ),
            (
                "Bak sampah di {tempat} luber sampai ke jalan",
                "Bak ditambah satu dan diangkut tiga kali seminggu.",
            ),
            (
                "Ada yang membuang sampah di {tempat}",
                "Lokasi kami bersihkan dan papan larangan sudah dipasang.",
            ),
            (
                "Orang membakar sampah tiap sore di {tempat}",
                "Yang bersangkutan sudah kami temui dan setuju berhenti.",
            ),
            ("Uwuh numpuk di {tempat}, baunya sampai rumah", "Sudah kami angkut semua dan disiram."),
        ),
        (
            "Baunya masuk rumah, anak saya batuk.",
            "Banyak lalat, apalagi siang hari.",
            "Sudah diingatkan ketua RT, belum ada perubahan.",
            "",
        ),
        group="street",
    ),
    "pohon": Talk(
        (
            ("Dahan pohon patah menggantung di {tempat}", "Dahannya sudah kami pangkas dan diangkut."),
            ("Pohon miring ke kabel listrik di {tempat}", "Pohon sudah dipangkas bersama petugas listrik."),
            (
                "Pohon tumbang menutup jalan di {tempat}",
                "Batangnya sudah dipotong dan jalan terbuka kembali.",
            ),
            ("Ranting menutupi lampu jalan di {tempat}", "Ranting sudah dipangkas, lampunya kelihatan lagi."),
        ),
        ("Takutnya roboh kalau angin kencang.", "Terjadi {sejak}.", ""),
        group="street",
    ),
    "air-bersih": Talk(
        (
            (
                "Air keran tidak mengalir di {tempat}",
                "Pipa induk sudah disambung perusahaan air, aliran pulih.",
            ),
            ("Pipa bocor di {tempat}, air ke mana-mana", "Pipanya sudah diganti dan galiannya ditutup."),
            ("Air keruh di {tempat} {sejak}", "Jaringan sudah dikuras; hasil uji airnya baik."),
        ),
        ("Terpaksa membeli air galon.", "Tetangga satu gang mengalami hal yang sama.", ""),
        group="street",
    ),
    "parkir": Talk(
        (
            ("Parkir liar menutup jalan di {tempat}", "Sudah kami tertibkan dan rambu larangan dipasang."),
            (
                "Ditarik parkir tanpa karcis di {tempat}",
                "Juru parkirnya kami tegur; karcis resmi sudah dibagikan.",
            ),
            (
                "Mobil parkir di trotoar {tempat} setiap malam",
                "Pemiliknya sudah kami temui; patok trotoar dipasang.",
            ),
        ),
        ("Kalau ada mobil pemadam pasti tidak bisa lewat.", "Terjadi tiap sore, {sejak}.", ""),
        group="street",
    ),
    "lalu-lintas": Talk(
        (
            ("Lampu lalu lintas mati di {tempat}", "Lampu lalu lintas sudah menyala kembali."),
            ("Zebra cross hilang di {tempat}", "Marka penyeberangan sudah dicat ulang tadi malam."),
            ("Macet tiap jam pulang sekolah di {tempat}", "Petugas berjaga tiap jam pulang mulai {hari}."),
            ("Rambu di {tempat} tertutup daun", "Daunnya sudah dipangkas, rambu terlihat jelas."),
        ),
        ("Anak sekolah susah menyeberang.", "Terjadi {sejak}, kendaraan saling serobot.", ""),
        group="street",
    ),
    "ketertiban": Talk(
        (
            ("Musik keras sampai tengah malam di {tempat}", "Sudah disepakati: musik berhenti pukul 21.00."),
            ("Lapak menutup trotoar di {tempat}", "Lapaknya sudah digeser, trotoar bisa dilewati lagi."),
            ("Balap liar tiap malam Minggu di {tempat}", "Patroli kami tambah tiap malam Minggu."),
            ("Spanduk melintang rendah di {tempat}", "Spanduknya sudah kami turunkan."),
        ),
        ("Ada bayi dan orang sakit di sekitar sini.", "Sudah ditegur warga, tidak mempan.", ""),
        group="street",
    ),
    "pelayanan": Talk(
        (
            (
                "Menunggu satu jam di loket tanpa dipanggil",
                "Maaf. Loket kini diisi dua petugas sampai jam tutup.",
            ),
            (
                "Disuruh kembali dua kali untuk berkas yang sama",
                "Maaf. Daftar syarat kini tertempel di loket.",
            ),
            (
                "Loket kosong sebelum jam tutup",
                "Maaf. Jadwal jaga sudah kami betulkan dan dipasang di pintu.",
            ),
            (
                "Petugas kurang ramah saat saya bertanya",
                "Maaf atas pengalaman Anda. Petugasnya sudah kami bina.",
            ),
        ),
        ("Saya datang membawa orang tua yang sudah sepuh.", "Padahal saya izin dari tempat kerja.", ""),
        field=False,
    ),
    "bansos": Talk(
        (
            (
                "Tetangga kami yang lansia tidak dapat bantuan",
                "Sudah didatangi dan diusulkan untuk bulan depan.",
            ),
            ("Nama saya hilang dari daftar bantuan", "Data Anda sudah kami perbaiki; berlaku bulan depan."),
            ("Kartu bantuan tidak bisa dipakai", "Kartunya sudah diaktifkan, bisa dipakai mulai lusa."),
        ),
        ("Sudah ditanyakan ke ketua RT, jawabannya menunggu.", "Bulan lalu masih bisa.", ""),
        field=False,
        group="people",
    ),
    "adminduk": Talk(
        (
            ("KTP belum jadi sudah lebih sebulan", "KTP Anda sudah dicetak, silakan diambil di kecamatan."),
            ("Nama ibu di KK salah satu huruf", "Datanya sudah dibetulkan; KK baru dapat dicetak sendiri."),
            ("NIK tidak terbaca saat daftar sekolah", "NIK sudah kami sinkronkan dan terbaca kembali."),
            ("Blangko KTP katanya habis", "Blangko sudah tersedia lagi; Anda masuk antrean pertama."),
        ),
        ("Sudah tanya ke kecamatan, disuruh menunggu.", "Diperlukan pekan depan.", ""),
        field=False,
        group="people",
    ),
    "sekolah": Talk(
        (
            (
                "Atap kelas bocor di sekolah dasar RW {rw}",
                "Atapnya sudah ditambal; perbaikan penuh tahun depan.",
            ),
            ("Pagar sekolah roboh di {tempat}", "Pagar sementara sudah dipasang, aman untuk anak-anak."),
        ),
        ("Sudah disampaikan ke komite sekolah.", "Terjadi {sejak}.", ""),
        group="people",
    ),
    "kesehatan": Talk(
        (
            (
                "Banyak nyamuk di {tempat}, dua anak demam",
                "Jentik di empat puluh rumah diperiksa, lokasi disemprot.",
            ),
            (
                "Posyandu RW {rw} sudah dua bulan tidak buka",
                "Posyandu buka kembali mulai {hari} pekan depan.",
            ),
        ),
        ("Sudah disampaikan ke kader RW, belum ada kabar.", ""),
        group="people",
    ),
    "pungutan-liar": Talk(
        (
            (
                "Dimintai uang rokok saat mengurus surat",
                "Sudah kami periksa; uang kembali, petugasnya ditindak.",
            ),
            (
                "Ada potongan saat pembagian bantuan di {tempat}",
                "Sudah kami periksa; potongannya dikembalikan.",
            ),
        ),
        ("Jumlahnya dua puluh ribu per orang.", "Saya tidak mau disebut namanya.", ""),
        field=False,
    ),
    "pertanyaan": Talk(
        (
            (
                "Syarat pindah KK antarkecamatan apa saja?",
                "Cukup KK dan KTP asli; gratis, selesai hari itu juga.",
            ),
            (
                "Hari Jumat kantor kelurahan buka sampai jam berapa?",
                "Loket buka sampai pukul 14.30 pada hari Jumat.",
            ),
            ("Takon, surat kematian apa bisa diwakilkan?", "Bisa, oleh keluarga serumah dengan membawa KTP."),
            ("Apakah izin keramaian untuk hajatan bayar?", "Gratis. Cukup pengantar RT dan RW."),
        ),
        ("Supaya tidak bolak-balik.", ""),
        field=False,
    ),
    "lainnya": Talk(
        (
            ("Kucing liar banyak sekali di {tempat}", "Sebagian sudah disteril dan diadopsi bersama warga."),
            ("Minta tempat duduk di halte dekat {tempat}", "Bangku panjang sudah dipasang di halte."),
            ("Bau dari kandang di {tempat}", "Pemiliknya setuju membersihkan tiap pagi; sudah kami cek."),
        ),
        ("Terjadi {sejak}.", ""),
    ),
}

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

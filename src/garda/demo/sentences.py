"""What made-up residents write and what made-up offices answer, in everyday Indonesian; all of it our own.

Slots: {tempat} a place, {sejak} since when, {hari} a weekday. No person, shop or school is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Talk:
    """What is said about one class of matter: headlines, stories, what was done about it."""

    what: tuple[str, ...]
    story: tuple[str, ...]
    done: tuple[str, ...]


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

COMPLAINTS: Final[Mapping[str, Talk]] = {
    "lampu-jalan": Talk(
        (
            "Lampu jalan mati di {tempat}",
            "Dua lampu padam di {tempat}, gelap sekali",
            "Lampu {tempat} kedip-kedip terus",
            "Penerangan di {tempat} mati {sejak}",
            "Peteng ndedet di {tempat}, lampunya mati",
            "Tiang lampu di {tempat} miring",
        ),
        (
            "Mati {sejak}. Anak-anak pulang mengaji lewat situ, jadi kami khawatir.",
            "Kalau malam gelap, kemarin ada yang terpeleset. Tolong diganti lampunya.",
            "Sudah lapor ke ketua RT, katanya lampu milik kota.",
            "",
        ),
        (
            "Lampu di lokasi sudah kami ganti dan menyala kembali. Fotonya terlampir.",
            "Kabelnya sudah kami sambung ulang, lampu menyala sejak petang.",
            "Tiang sudah ditegakkan dan lampunya diganti yang baru.",
        ),
    ),
    "jalan-rusak": Talk(
        (
            "Jalan berlubang di {tempat}",
            "Aspal ambles di {tempat}",
            "Paving {tempat} banyak yang lepas",
            "Jeglongan dalam di {tempat}, bahaya kalau hujan",
            "Trotoar di {tempat} pecah",
            "Penutup lubang di {tempat} hilang",
        ),
        (
            "Lubangnya kira-kira selebar ban mobil, {sejak}. Sudah ada motor yang jatuh.",
            "Kalau hujan lubangnya tertutup air, tidak kelihatan.",
            "Warga menaruh ban bekas supaya tidak ada yang terperosok.",
            "",
        ),
        (
            "Lubang sudah kami tambal dan ratakan. Hasilnya ada di foto.",
            "Paving yang lepas sudah dipasang kembali.",
            "Penutup baru sudah dipasang, aman dilewati.",
        ),
    ),
    "drainase-banjir": Talk(
        (
            "Got mampet di {tempat}, air meluap ke jalan",
            "Banjir setinggi mata kaki di {tempat} tiap hujan",
            "Selokan {tempat} penuh lumpur",
            "Kalen buntu di {tempat}, bau",
            "Gorong-gorong di {tempat} tersumbat sampah",
            "Air hujan masuk rumah di {tempat}",
        ),
        (
            "Setiap hujan setengah jam saja air sudah naik. {sejak} makin parah.",
            "Sudah kerja bakti, tapi ada beton yang menutup salurannya.",
            "Airnya tidak mengalir, jadi sarang nyamuk.",
            "",
        ),
        (
            "Saluran sudah kami keruk sepanjang lima belas meter, air mengalir lagi.",
            "Sumbatan di gorong-gorong sudah diangkat.",
            "Lumpur sudah diangkut, saringan sampah dipasang di mulut saluran.",
        ),
    ),
    "sampah": Talk(
        (
            "Sampah menumpuk di {tempat}",
            "Truk sampah tidak lewat {tempat} {sejak}",
            "Bak sampah {tempat} luber sampai ke jalan",
            "Ada yang membuang sampah sembarangan di {tempat}",
            "Orang membakar sampah tiap sore di {tempat}",
            "Uwuh numpuk di {tempat}, baunya sampai rumah",
        ),
        (
            "Sudah {sejak} tidak diangkut, banyak lalat.",
            "Baunya masuk rumah, anak saya batuk.",
            "Mohon jadwal angkutnya dipasang supaya warga tahu.",
            "",
        ),
        (
            "Sampah sudah kami angkut pagi ini dan lokasinya disapu.",
            "Jadwal angkut kami tambah menjadi tiga kali seminggu.",
            "Papan larangan sudah dipasang, dan lokasinya kami bersihkan.",
        ),
    ),
    "pohon": Talk(
        (
            "Dahan pohon patah di {tempat}",
            "Pohon miring ke kabel listrik di {tempat}",
            "Pohon tumbang menutup jalan di {tempat}",
            "Ranting menutupi lampu jalan di {tempat}",
            "Ayunan di taman {tempat} rusak",
        ),
        (
            "Takutnya roboh kalau angin kencang.",
            "Dahannya sebesar paha, menggantung {sejak}.",
            "",
        ),
        (
            "Dahan sudah kami pangkas dan diangkut.",
            "Pohonnya sudah kami tebang karena keropos; penggantinya ditanam bulan depan.",
            "Ayunan sudah diperbaiki dan dicat ulang.",
        ),
    ),
    "air-bersih": Talk(
        (
            "Air keran tidak mengalir di {tempat}",
            "Pipa bocor di {tempat}, air ke mana-mana",
            "Air keruh di {tempat} {sejak}",
            "Air cuma menetes kalau pagi di {tempat}",
        ),
        ("Kami menampung air tengah malam.", "Sudah {sejak}, terpaksa beli air galon.", ""),
        (
            "Pipa sudah disambung kembali oleh perusahaan air minum, aliran pulih.",
            "Jaringan sudah dikuras, air jernih kembali.",
        ),
    ),
    "parkir": Talk(
        (
            "Parkir liar menutup jalan di {tempat}",
            "Ditarik parkir tanpa karcis di {tempat}",
            "Mobil parkir di trotoar {tempat} setiap malam",
            "Juru parkir minta dua kali lipat di {tempat}",
        ),
        ("Kalau ada mobil pemadam pasti tidak bisa lewat.", "Terjadi {sejak}, tiap sore.", ""),
        (
            "Kami sudah menertibkan bersama petugas dan memasang rambu dilarang parkir.",
            "Juru parkirnya sudah kami tegur; karcis resmi sudah dibagikan.",
        ),
    ),
    "lalu-lintas": Talk(
        (
            "Lampu merah mati di {tempat}",
            "Zebra cross hilang di {tempat}",
            "Macet tiap jam pulang sekolah di {tempat}",
            "Polisi tidur terlalu tinggi di {tempat}",
            "Rambu di {tempat} tertutup daun",
        ),
        ("Anak sekolah susah menyeberang.", "Mati {sejak}, kendaraan saling serobot.", ""),
        (
            "Lampu lalu lintas sudah menyala kembali.",
            "Marka sudah dicat ulang tadi malam.",
            "Polisi tidur sudah diratakan sesuai ukuran.",
        ),
    ),
    "ketertiban": Talk(
        (
            "Musik keras sampai tengah malam di {tempat}",
            "Lapak menutup trotoar di {tempat}",
            "Balap liar tiap malam Minggu di {tempat}",
            "Spanduk melintang rendah di {tempat}",
            "Ada yang mabuk-mabukan di {tempat}",
        ),
        ("Ada bayi dan orang sakit di sekitar sini.", "Sudah ditegur warga, tidak mempan.", ""),
        (
            "Petugas sudah datang dan mencapai kesepakatan: musik berhenti pukul 21.00.",
            "Lapak sudah digeser, trotoar bisa dilewati lagi.",
            "Patroli kami tambah tiap malam Minggu.",
        ),
    ),
    "pelayanan": Talk(
        (
            "Menunggu satu jam di loket tanpa dipanggil",
            "Disuruh kembali dua kali untuk berkas yang sama",
            "Loket kosong sebelum jam tutup",
            "Petugas kurang ramah saat saya bertanya",
        ),
        ("Saya datang {sejak}, membawa orang tua.", "Syaratnya berubah-ubah, jadi bingung.", ""),
        (
            "Maaf atas pengalaman Anda. Loket sekarang selalu diisi dua petugas sampai jam tutup.",
            "Kami minta maaf. Daftar syarat sudah ditempel, dan petugasnya sudah kami bina.",
        ),
    ),
    "bansos": Talk(
        (
            "Tetangga kami yang lansia tidak dapat bantuan",
            "Nama saya hilang dari daftar bantuan",
            "Bantuan di {tempat} salah sasaran",
            "Kartu bantuan tidak bisa dipakai",
        ),
        ("Beliau tinggal sendiri dan sudah tidak bekerja.", "Bulan lalu masih dapat, sekarang tidak.", ""),
        (
            "Data sudah kami periksa di lapangan dan diusulkan untuk perbaikan pada daftar bulan depan.",
            "Kartu sudah diaktifkan kembali, bisa dipakai mulai lusa.",
        ),
    ),
    "adminduk": Talk(
        (
            "KTP belum jadi sudah lebih sebulan",
            "Nama ibu di KK salah satu huruf",
            "NIK tidak terbaca saat daftar sekolah",
            "Blangko KTP katanya habis",
        ),
        ("Sudah tanya ke kecamatan, disuruh menunggu.", "Dipakai untuk daftar sekolah pekan depan.", ""),
        (
            "KTP Anda sudah dicetak, silakan diambil di kecamatan.",
            "Data sudah kami betulkan; KK baru dapat dicetak sendiri.",
        ),
    ),
    "sekolah": Talk(
        (
            "Atap kelas bocor di sekolah dasar RW {rw}",
            "Pagar sekolah roboh di {tempat}",
            "Seragam wajib dibeli di sekolah",
        ),
        ("Kalau hujan belajarnya digabung.", "Sudah disampaikan ke komite sekolah.", ""),
        (
            "Atap sudah kami perbaiki sementara; perbaikan penuh masuk rencana tahun depan.",
            "Sekolah sudah kami ingatkan: seragam boleh dibeli di mana saja.",
        ),
    ),
    "kesehatan": Talk(
        (
            "Banyak nyamuk di {tempat}, dua anak sakit demam",
            "Antre di puskesmas dari subuh",
            "Posyandu RW {rw} sudah dua bulan tidak buka",
        ),
        ("Minta penyemprotan dan pemeriksaan jentik.", "Terjadi {sejak}.", ""),
        (
            "Tim sudah memeriksa jentik di empat puluh rumah dan menyemprot lokasi.",
            "Posyandu dibuka kembali mulai {hari} pekan depan.",
        ),
    ),
    "pungutan-liar": Talk(
        (
            "Dimintai uang rokok saat mengurus surat",
            "Ada potongan waktu pembagian bantuan di {tempat}",
        ),
        ("Jumlahnya dua puluh ribu per orang.", "Saya tidak mau disebut namanya.", ""),
        ("Laporan sudah kami periksa; uang dikembalikan dan yang bersangkutan ditindak.",),
    ),
    "pertanyaan": Talk(
        (
            "Syarat pindah KK antarkecamatan apa saja?",
            "Kantor kelurahan buka sampai jam berapa hari Jumat?",
            "Takon, surat kematian apa bisa diwakilkan?",
            "Apakah izin keramaian untuk hajatan bayar?",
        ),
        ("Supaya tidak bolak-balik.", ""),
        (
            "Gratis, dan boleh diwakilkan keluarga serumah dengan membawa KTP.",
            "Hari Jumat loket buka sampai pukul 14.30 dan tutup saat salat Jumat.",
        ),
    ),
    "lainnya": Talk(
        (
            "Kucing liar banyak sekali di {tempat}",
            "Minta tempat duduk di halte dekat {tempat}",
            "Bau dari kandang di {tempat}",
        ),
        ("Mengganggu {sejak}.", ""),
        ("Sudah kami datangi bersama ketua RW dan disepakati jalan keluarnya.",),
    ),
}

OTHERS: Final[Mapping[str, Talk]] = {
    "aspiration": Talk(
        (
            "Minta taman bacaan di balai RW {rw}",
            "Usul jalur sepeda dari {tempat} ke pasar",
            "Usul pasar minggu pagi di {tempat}",
            "Minta pelatihan menjahit untuk ibu-ibu RW {rw}",
            "Usul kursi dan peneduh di {tempat}",
            "Usul lampu tenaga surya untuk {tempat}",
            "Minta jam layanan sore untuk pekerja",
            "Usul sumur resapan di {tempat}",
        ),
        ("Banyak warga setuju, sudah dibicarakan di pertemuan RT.", "Lahannya ada, tinggal izinnya.", ""),
        (
            "Usul Anda kami catat untuk musyawarah perencanaan RW {rw}; jadwalnya diumumkan di sini.",
            "Usul ini dapat dijalankan: jam layanan sore kami coba tiap Rabu mulai bulan depan.",
            "Lahannya sudah kami periksa dan cocok; biayanya diajukan untuk tahun depan.",
        ),
    ),
    "information": Talk(
        (
            "Daftar anggaran perbaikan jalan tahun ini di kelurahan kami",
            "Jadwal dan rute angkutan sampah se-kecamatan",
            "Jumlah penerima bantuan per kelurahan tanpa nama",
            "Hasil uji air sumur umum tahun ini",
            "Rencana pembangunan drainase lima tahun",
            "Laporan kinerja dinas tahun lalu",
        ),
        ("Untuk bahan musyawarah warga.", "Untuk tugas kuliah.", ""),
        (
            "Dokumen yang Anda minta kami lampirkan dalam bentuk berkas.",
            "Salinannya dapat diambil di ruang layanan informasi, gratis.",
        ),
    ),
    "objection": Talk(
        (
            "LAP-0001 tidak ditanggapi dalam sepuluh hari kerja",
            "Permintaan informasi saya dijawab tidak lengkap",
        ),
        ("Saya minta dijawab lengkap sesuai permintaan.", ""),
        ("Keberatan Anda kami terima; informasi yang kurang sudah kami kirim.",),
    ),
}
PURPOSES: Final = (
    "Keringanan uang seragam anak", "Beasiswa kuliah", "Berobat ke rumah sakit", "Membuka rekening tabungan",
    "Melamar kerja", "Pendaftaran sekolah anak", "Bantuan hukum", "Mengurus santunan",
)  # fmt: skip

ASKED: Final = (
    "Titiknya di sebelah mana? Sebutkan rumah atau tiang yang paling dekat.",
    "Tolong tambahkan satu foto dari seberang jalan.",
    "Kejadiannya pada jam berapa saja?",
)
TOLD: Final = (
    "Di sebelah kiri gang kalau dari jalan besar, dekat tiang nomor tiga.",
    "Fotonya sudah saya kirim, yang ada tembok birunya.",
    "Biasanya setelah magrib sampai tengah malam.",
)
MISSING: Final = (
    "Masih ada berkas yang kurang. Boleh difoto dan dikirim dari sini, tidak perlu datang lagi.",
)
HANDED_IN: Final = ("Berkas yang kurang sudah saya lengkapi.", "Ini fotonya, mohon diperiksa.")
OFFERS: Final = (
    "Ini pekerjaan kantor Anda menurut pembagian tugas; kami sudah memeriksa lokasinya.",
    "Alat dan orangnya ada di kantor Anda. Kami bantu mengatur dengan ketua RT.",
    "Laporan jelas dan lokasinya sudah dicek petugas kami.",
)
RETURNS: Final = (
    "Lokasi ini bukan aset kami; tercatat pada dinas lain.",
    "Menurut peta kami ini saluran milik lingkungan, bukan saluran kota.",
    "Kami hanya menangani jalan kota; ini jalan lingkungan.",
)
CONTESTS: Final = (
    "Semalam masih sama saja, belum ada yang datang.",
    "Baru sebagian yang dikerjakan, sisanya belum.",
    "Sehari menyala, lalu mati lagi.",
)
AGAIN: Final = ("Anda benar, pekerjaannya belum tuntas. Kami kerjakan lagi.",)
LATE: Final = (
    "Maaf, kami terlambat karena bahan belum tiba. Janji baru: paling lambat lusa.",
    "Maaf, petugas lapangan kami dipakai menangani pohon tumbang. Kami datang besok pagi.",
    "Maaf, berkasnya tertahan di meja kami. Hari ini kami selesaikan.",
)
REFUSALS: Final = (
    "Jalan ini masih milik pengembang perumahan dan belum diserahkan kepada kota. Kami kirim surat ke "
    "pengembangnya.",
    "Hal ini diatur pemerintah provinsi. Nomor kantornya kami tulis di jawaban ini supaya Anda tidak "
    "mencari lagi.",
)
REFUSED_LETTER: Final = (
    "Alamat pada KTP di luar wilayah kelurahan ini. Surat diurus di kelurahan sesuai KTP; kami bantu "
    "hubungi.",
)
WITHDRAWALS: Final = (
    "Sudah diperbaiki warga sendiri.",
    "Salah lapor, ternyata sudah beres.",
    "Tidak jadi, terima kasih.",
)
REMARKS: Final = (
    "Hari ini makin parah, mohon didahulukan.",
    "Kalau perlu bantuan warga, kami siap kerja bakti.",
)
NOTES: Final = (
    "Sudah ditelepon, warga ada di rumah sore hari.",
    "Lokasi dicek: benar, sekitar lima meter dari pos ronda.",
    "Menunggu jadwal mobil tangga.",
)
PARTS: Final = (
    "Angkut sampah dan lumpur di lokasi, lalu kirim fotonya.",
    "Perbaiki bagian saluran yang pecah.",
    "Pasang rambu sementara selama pekerjaan berlangsung.",
)
PART_DONE: Final = ("Bagian kami sudah selesai, fotonya terlampir.", "Sudah kami kerjakan pagi ini.")
EXTENDED: Final = ("Dokumennya tersebar di tiga bidang dan perlu diperiksa satu per satu.",)
RATED: Final = ("Cepat dan jelas.", "Terima kasih, sudah beres.", "Lumayan, tapi sempat lama.", "", "", "")
RATED_LOW: Final = ("Terlalu lama, harus bertanya dua kali.", "Jawabannya kurang jelas.", "")

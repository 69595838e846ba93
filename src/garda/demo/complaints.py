"""What made-up residents complain of and what was done about it, by class; all of it our own.

Slots as in `sentences`. No person, shop or school is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from garda.demo.sentences import Talk

COMPLAINTS: Final[Mapping[str, Talk]] = {
    "penerangan-jalan": Talk(
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
    "jalan-jembatan": Talk(
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
    "sampah-kebersihan": Talk(
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
    "pohon-taman": Talk(
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
    "parkir-lalulintas": Talk(
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
            ("Lampu lalu lintas mati di {tempat}", "Lampu lalu lintas sudah menyala kembali."),
            ("Zebra cross hilang di {tempat}", "Marka penyeberangan sudah dicat ulang tadi malam."),
            ("Macet tiap jam pulang sekolah di {tempat}", "Petugas berjaga tiap jam pulang mulai {hari}."),
        ),
        ("Kalau ada mobil pemadam pasti tidak bisa lewat.", "Terjadi tiap sore, {sejak}.", ""),
        group="street",
    ),
    "ketertiban-umum": Talk(
        (
            ("Musik keras sampai tengah malam di {tempat}", "Sudah disepakati: musik berhenti pukul 21.00."),
            ("Lapak menutup trotoar di {tempat}", "Lapaknya sudah digeser, trotoar bisa dilewati lagi."),
            ("Balap liar tiap malam Minggu di {tempat}", "Patroli kami tambah tiap malam Minggu."),
            ("Spanduk melintang rendah di {tempat}", "Spanduknya sudah kami turunkan."),
        ),
        ("Ada bayi dan orang sakit di sekitar sini.", "Sudah ditegur warga, tidak mempan.", ""),
        group="street",
    ),
    "kepegawaian-pelayanan": Talk(
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
    "bantuan-sosial": Talk(
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
    "kependudukan": Talk(
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
    "pendidikan": Talk(
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
    "kebencanaan": Talk(
        (
            (
                "Tebing longsor di {tempat}",
                "Longsoran sudah dibersihkan; tebing ditutup terpal dan bronjong.",
            ),
            (
                "Atap dua rumah terbawa angin di {tempat}",
                "Terpal dan bahan atap sudah diserahkan ke pemiliknya.",
            ),
            ("Sarang tawon besar di {tempat}", "Sarangnya sudah diambil malam hari, aman dilewati."),
        ),
        ("Ada anak kecil di rumah itu.", "Terjadi {sejak}.", ""),
    ),
    "lingkungan-pencemaran": Talk(
        (
            ("Air kali berbusa dan bau di {tempat}", "Sampel airnya kami uji; usaha di hulu sudah ditegur."),
            ("Asap pembakaran plastik di {tempat}", "Pembakarannya sudah dihentikan, pemiliknya dibina."),
            ("Bau kandang ayam di {tempat}", "Pemiliknya membersihkan tiap pagi; sudah kami cek."),
        ),
        ("Anak-anak batuk.", "Terjadi {sejak}, paling parah pagi hari.", ""),
    ),
    "perizinan-bangunan-tanah": Talk(
        (
            (
                "Bangunan menutup jalan gang di {tempat}",
                "Bagian yang melewati batas sudah dibongkar pemiliknya.",
            ),
            (
                "Bangunan bertingkat tanpa papan izin di {tempat}",
                "Izinnya sudah diperiksa; papan izin kini terpasang.",
            ),
            ("Fasilitas umum perumahan dipagari di {tempat}", "Pagarnya sudah dibuka setelah musyawarah."),
        ),
        ("Warga sudah bertanya baik-baik.", "Terjadi {sejak}.", ""),
        group="street",
    ),
    "energi-listrik": Talk(
        (
            ("Kabel listrik menjuntai rendah di {tempat}", "Kabel sudah dinaikkan bersama petugas listrik."),
            (
                "Tabung gas kecil susah dicari di sekitar {tempat}",
                "Pangkalan sudah kami cek; pasokan ditambah pekan ini.",
            ),
        ),
        ("Bahaya kalau tersangkut mobil.", "Terjadi {sejak}.", ""),
    ),
    "kominfo-layanan-digital": Talk(
        (
            ("Wifi umum mati di {tempat}", "Perangkatnya sudah diganti, wifi menyala kembali."),
            ("Kabel internet semrawut di {tempat}", "Kabelnya sudah dirapikan oleh penyedia."),
            ("Halaman pendaftaran tidak bisa dibuka", "Gangguannya sudah selesai; halaman dapat dibuka."),
        ),
        ("Dipakai anak-anak belajar.", ""),
    ),
    "kewilayahan-rt-rw": Talk(
        (
            (
                "Iuran kampung tidak pernah dilaporkan di RT {rt}",
                "Sudah dimusyawarahkan; laporan ditempel tiap bulan.",
            ),
            ("Pemilihan ketua RT {rt} tidak diumumkan", "Pemilihan diulang dengan undangan ke semua warga."),
            ("Portal RW {rw} ditutup sejak sore", "Disepakati portal ditutup mulai pukul 22.00."),
        ),
        ("Mohon nama saya tidak disebut.", "Sudah ditanyakan di pertemuan warga.", ""),
        field=False,
        group="people",
    ),
    "perempuan-anak": Talk(
        (
            (
                "Anak kecil sering dibiarkan sendiri di {tempat}",
                "Sudah didatangi pendamping; anak kini dititipkan ke neneknya.",
            ),
            (
                "Nenek hidup sendiri tanpa pengasuh di {tempat}",
                "Sudah dikunjungi; kader menengok tiap dua hari.",
            ),
        ),
        ("Tetangga khawatir.", "Terjadi {sejak}.", ""),
        group="people",
    ),
    "ketenagakerjaan": Talk(
        (
            ("Upah bulan lalu belum dibayar tempat kerja saya", "Sudah kami pertemukan; upah dibayar lunas."),
            (
                "Bagaimana ikut pelatihan kerja dari kota?",
                "Pendaftaran dibuka {hari}; syaratnya kami lampirkan.",
            ),
        ),
        ("Teman satu bagian mengalami hal yang sama.", ""),
        field=False,
        group="people",
    ),
    "pajak-keuangan-aset": Talk(
        (
            ("Luas tanah di tagihan PBB saya salah", "Luasnya sudah dibetulkan; tagihan baru terlampir."),
            (
                "Tagihan pajak bumi dan bangunan belum sampai di RW {rw}",
                "Tagihan sudah dibagikan lewat ketua RT.",
            ),
        ),
        ("Tahun lalu masih benar.", ""),
        field=False,
    ),
    "umkm-pasar-perdagangan": Talk(
        (
            ("Lantai pasar becek dan licin dekat {tempat}", "Lantai sudah dikeringkan dan diberi saluran."),
            ("Harga minyak goreng jauh di atas ketentuan", "Pasar sudah dipantau; penjual menurunkan harga."),
        ),
        ("Pembeli sering terpeleset.", "Terjadi {sejak}.", ""),
    ),
    "pertanian-pangan": Talk(
        (
            (
                "Saluran irigasi sawah tertutup di {tempat}",
                "Saluran sudah dibuka; air mengalir ke petak warga.",
            ),
            (
                "Kucing dan anjing di RW {rw} belum divaksin",
                "Vaksin rabies gratis diadakan {hari} di balai RW.",
            ),
        ),
        ("Dekat permukiman.", "Terjadi {sejak}.", ""),
    ),
    "budaya-olahraga-pariwisata": Talk(
        (
            ("Ring basket patah di {tempat}", "Ring sudah diganti dan dapat dipakai."),
            ("Papan nama cagar budaya rusak dekat {tempat}", "Papannya sudah diganti yang baru."),
        ),
        ("Dipakai anak-anak tiap sore.", ""),
    ),
    "keimigrasian-pusat": Talk(
        (
            ("Antrean paspor sulit didapat", "Sudah kami teruskan; jawaban kantor imigrasi terlampir."),
            (
                "Pengurusan sertifikat lama tanpa kabar",
                "Sudah kami teruskan ke kantor pertanahan; jawabannya terlampir.",
            ),
        ),
        ("Berkas sudah lengkap {sejak}.", ""),
        field=False,
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

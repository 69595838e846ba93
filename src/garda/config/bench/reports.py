"""What residents write in the measured forms: matters, words and lengths as they come in a week."""

# (what, landmark, story)
REPORTS = (
    (
        "Lampu jalan mati di Gang 3",
        "Depan musala",
        "Sejak tiga malam gelap, anak-anak pulang mengaji lewat sini.",
    ),
    (
        "Sampah menumpuk seminggu",
        "Pojok pasar",
        "Bak sampah tidak diangkut sejak Senin, baunya masuk rumah dan banyak lalat.",
    ),
    (
        "Jalan berlubang dalam sekali",
        "Dekat jembatan kecil",
        "Kemarin sore ada pengendara motor jatuh. Kalau hujan lubangnya tidak kelihatan.",
    ),
    ("Got mampet", "Sebelah warung soto", "Air meluap ke jalan tiap hujan deras."),
    (
        "Pohon besar miring mau roboh",
        "Halaman sekolah dasar",
        "Akarnya sudah terangkat. Di bawahnya anak-anak menunggu jemputan.",
    ),
    (
        "Air PDAM keruh dan kecil",
        "RT 4 RW 2",
        "Sudah dua minggu airnya coklat, pagi hari tidak keluar sama sekali.",
    ),
    (
        "Petugas loket tidak ada waktu jam buka",
        "",
        "Saya datang pukul sembilan, menunggu sampai setengah sebelas, loket tetap kosong.",
    ),
    (
        "Parkir liar menutup jalan",
        "Seberang apotek",
        "Setiap sore mobil berjajar dua baris, ambulans tidak bisa lewat.",
    ),
    (
        "Kabel menjuntai rendah",
        "Perempatan gang",
        "Kabel entah telepon entah internet menggantung setinggi kepala orang dewasa.",
    ),
    ("Trotoar rusak", "Depan puskesmas", "Ubinnya lepas. Ibu saya yang memakai kursi roda tidak bisa lewat."),
    (
        "Banjir setiap hujan",
        "Perumahan bawah",
        "Air masuk rumah semata kaki. Selokan di atas tersumbat sampah plastik sejak tahun lalu.",
    ),
    (
        "Bantuan belum diterima",
        "",
        "Tetangga sudah menerima dua kali, nama saya katanya tidak ada di daftar. Mohon diperiksa.",
    ),
    (
        "Suara musik sampai tengah malam",
        "Kafe di tikungan",
        "Sudah ditegur pak RT, minggu depannya begitu lagi.",
    ),
    (
        "Rambu lalu lintas roboh",
        "Pertigaan besar",
        "Rambu dilarang belok tertabrak truk, sekarang tergeletak di rumput.",
    ),
    ("Lampu taman padam semua", "Taman kota", "Kalau malam taman jadi gelap, orang takut lewat."),
    (
        "Anjing liar mengejar anak",
        "Belakang kantor pos",
        "Ada empat ekor. Dua anak sudah digigit bulan ini.",
    ),
)

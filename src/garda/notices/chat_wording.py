"""What we say in a chat: short, plain, one question at a time. No NIK, no contents of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from garda.notices.chat_shapes import Reply

# Greetings and thanks alone are no report.
COURTESIES = frozenset(
    {
        "halo", "hallo", "hai", "hi", "hello", "p", "permisi", "pagi", "siang", "sore", "malam", "min",
        "admin", "kak", "pak", "bu", "mas", "mbak", "selamat", "assalamualaikum", "assalamu'alaikum", "salam",
        "test", "tes", "terima", "kasih", "makasih", "matur", "nuwun", "suwun", "oke", "ok", "baik", "ya",
        "siap", "lapor", "mau", "saya", "ingin",
    }
)  # fmt: skip
YES = frozenset(
    {"ya", "iya", "y", "kirim", "betul", "benar", "ok", "oke", "sip", "lanjut", "nggih", "inggih"}
)
NO = frozenset({"batal", "tidak", "tidak jadi", "gak jadi", "ora sido"})
OFFICER = frozenset({"petugas", "operator", "admin"})

WHAT = Reply(
    "Apa yang ingin Anda laporkan? Tulis satu kalimat, misalnya: lampu jalan mati di Gang 3. Foto boleh ikut."
)
HELLO = Reply(
    "Selamat datang di layanan laporan kota. Apa yang ingin Anda laporkan? Tulis satu kalimat, misalnya: "
    "lampu jalan mati di Gang 3. Foto dan lokasi boleh ikut. Perlu orangnya? Tulis PETUGAS."
)
WHERE = Reply("Di mana tempatnya? Kirim lokasi, atau tulis nama kelurahan dan patokannya.", place=True)
WHICH_WARD = Reply(
    "Kami belum mengenali kelurahannya. Tulis nama kelurahannya saja, atau kirim lokasi.", place=True
)
OUTSIDE = Reply(
    "Lokasi itu di luar wilayah kota kami. Kirim lokasi tempatnya, atau tulis nama kelurahan.", place=True
)
CANCELLED = Reply("Baik, tidak jadi dikirim. Tulis lagi kapan saja.")
STOPPED = Reply("Baik, kami berhenti mengabari lewat WhatsApp. Tulis MULAI bila ingin dikabari lagi.")
STARTED = Reply("Baik, kabar urusan Anda kami kirim lewat WhatsApp lagi. Tulis BERHENTI bila tidak mau.")
FOR_OFFICER = Reply("Tulis pesan Anda untuk petugas. Petugas membacanya pada jam kerja.")
TO_OFFICER = Reply("Pesan Anda kami teruskan ke petugas. Petugas membaca pada jam kerja.")
KEPT_FOR_OFFICER = Reply(
    "Pesan Anda belum bisa kami masukkan sendiri. Petugas akan membacanya pada jam kerja."
)
UNREADABLE = Reply("Kami baru bisa membaca tulisan, foto, PDF, dan lokasi. Tolong tulis pesannya, ya.")
NO_PHOTO = Reply("Fotonya tidak dapat kami ambil. Tolong kirim sekali lagi sebagai foto biasa.")
WHY_NOT = Reply("Maaf belum beres. Apa yang belum benar? Tulis satu atau dua kalimat.")
THANKS = Reply("Terima kasih. Urusan ini selesai.")
TOO_LATE = Reply("Pilihan itu sudah tidak berlaku lagi. Lihat keadaan terbaru lewat tautan terakhir kami.")


def confirm(what: str, category: str, place: str, photos: int) -> Reply:
    """The last question: is this it?"""
    with_photos = f"\nFoto: {photos}" if photos else ""
    words = f"Kami kirim laporan ini?\n\n{what}\nTentang: {category}\nTempat: {place}{with_photos}"
    return Reply(words, [("send", "Ya, kirim"), ("class", "Tentang hal lain"), ("cancel", "Batal")])


def pick_class(rows: Sequence[tuple[str, str]]) -> Reply:
    """Another class of report."""
    return Reply("Laporan ini tentang apa?", rows=[(f"class:{key}", title) for key, title in rows])


def receipt(number: str, code: str, due: str, link: str) -> Reply:
    """Number, code and way in: all that a person needs to follow it without us."""
    return Reply(
        f"Terima kasih, laporan Anda sudah kami terima.\n\nNomor: {number}\nKode: {code}\n"
        f"Kami selesaikan paling lambat {due}.\n\n{link}\n\n"
        "Simpan pesan ini: nomor dan kode membuka laporan Anda kapan saja. Kabar berikutnya kami kirim "
        "ke sini. Tulis BERHENTI bila tidak mau."
    )


def which(numbers: Sequence[str]) -> Reply:
    """To which matter do these words belong?"""
    shown = [(f"add:{number}", number) for number in numbers[:2]]
    return Reply("Pesan ini tentang urusan yang mana?", [*shown, ("new", "Laporan baru")])


def added(number: str, answered: bool) -> Reply:
    """It lies in the matter now."""
    if answered:
        return Reply(f"Jawaban Anda untuk {number} sudah kami terima. Hitungan waktu kami berjalan lagi.")
    return Reply(f"Keterangan Anda sudah kami tambahkan pada {number}.")


def contested(number: str) -> Reply:
    """The matter goes on under its first clock."""
    return Reply(f"Sanggahan Anda untuk {number} sudah kami terima. Hitungan waktu tetap yang pertama.")

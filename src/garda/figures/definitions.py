"""What each figure means: formula, denominator, the events it is counted from, and its cut-off.

The definition page shows this list, so that every number opens. The three properties are the "cepat,
tepat, akuntabel" that residents ask for; they are never added into one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from garda.flow import Words

DAY_END = Words(
    "Akhir hari terakhir yang diminta, menurut jam kota. Hari yang lalu dihitung ulang memberi angka yang "
    "sama.",
    "The end of the last day asked for, on the city's clock. A past day counted again gives the same number.",
)
CLOSINGS = Words(
    "Urusan yang dijawab kantor (selesai atau ditolak dengan dasar aturan) pada hari-hari itu, dikurangi "
    "yang dibuka kembali. Bagian yang dikerjakan unit lain dihitung sebagai urusan unit itu.",
    "Matters answered by the office (done, or refused with a rule) on those days, less those reopened. A "
    "part that another unit works on counts as a matter of that unit.",
)
WITH_OVERDUE = Words(
    f"{CLOSINGS.id} Ditambah urusan yang pada akhir hari terakhir masih terbuka dan sudah terlambat.",
    f"{CLOSINGS.en} Plus matters still open and already late at the end of the last day.",
)
NONE = Words("Tidak ada; ini jumlah.", "None; this is a count.")


@dataclass(frozen=True)
class Definition:
    """One figure in words. `events` are the names of the events it is counted from."""

    key: str
    name: Words
    formula: Words
    denominator: Words
    events: tuple[str, ...]
    cut_off: Words = DAY_END


DEFINITIONS: Final = (
    Definition(
        "fast",
        Words("Cepat", "Fast"),
        Words(
            "Urusan yang tanggapan pertama dan seluruh penyelesaiannya di dalam janji waktunya, dibagi "
            "penyebut. Waktu kerja saja yang dihitung: di luar jam kantor dan hari libur jam berhenti; "
            "jeda yang sah ditampilkan tersendiri.",
            "Matters whose first response and whole handling kept their promised times, divided by the "
            "denominator. Only working time counts: outside office hours and on holidays the clock stands "
            "still; lawful pauses are shown apart.",
        ),
        WITH_OVERDUE,
        ("case.closed", "case.reopened", "clock.late", "clock.desk-late"),
    ),
    Definition(
        "right",
        Words("Tepat", "Right"),
        Words(
            "Urusan yang beres pertama kali: tidak dibuka kembali, tidak disanggah, dan tidak salah meja: "
            "tidak dipantulkan unit lain dan diteruskan paling banyak satu kali.",
            "Matters settled the first time: not reopened, not contested, and not sent to the wrong desk: "
            "not bounced by another unit, and passed on once at most.",
        ),
        CLOSINGS,
        ("case.closed", "case.reopened", "offer.accepted", "offer.returned", "offer.lapsed"),
    ),
    Definition(
        "accountable",
        Words("Akuntabel", "Accountable"),
        Words(
            "Urusan yang dijawab pejabat yang bernama, dan bila terlambat dijelaskan kepada warga.",
            "Matters answered by a named officer and, if late, explained to the resident.",
        ),
        CLOSINGS,
        ("case.closed", "case.reopened", "clock.explained"),
    ),
    Definition(
        "all_three",
        Words("Ketiganya sekaligus", "All three at once"),
        Words(
            "Urusan yang cepat, tepat, dan akuntabel sekaligus; bukan rata-rata dari ketiganya.",
            "Matters that were fast, right and accountable at once; not an average of the three.",
        ),
        WITH_OVERDUE,
        ("case.closed", "case.reopened", "clock.late"),
    ),
    Definition(
        "opened",
        Words("Masuk", "Came in"),
        Words(
            "Urusan yang pertama kali masuk di unit itu, dan bagian urusan yang diminta dari unit itu.",
            "Matters that first appeared at the unit, and parts that were asked of the unit.",
        ),
        NONE,
        ("case.opened",),
    ),
    Definition(
        "closed",
        Words("Terjawab", "Answered"),
        Words(
            "Urusan yang selesai atau ditolak dengan dasar aturan, di unit yang menutupnya. Dibuka kembali "
            "berarti dikurangi satu pada hari dibuka kembali.",
            "Matters done or refused with a rule, at the unit that closed them. A reopening takes one away "
            "on the day of the reopening.",
        ),
        NONE,
        ("case.closed", "case.reopened"),
    ),
    Definition(
        "dropped",
        Words("Berhenti tanpa jawaban", "Ended without an answer"),
        Words(
            "Urusan yang dicabut warga atau berhenti karena tidak dilengkapi; tidak masuk ketiga angka.",
            "Matters withdrawn by the resident or ended because they were not completed; not in the three "
            "figures.",
        ),
        NONE,
        ("case.closed", "case.reopened"),
    ),
    Definition(
        "late",
        Words("Menjadi terlambat", "Became late"),
        Words(
            "Urusan yang batas waktunya terlewati pada hari-hari itu, di unit yang memegangnya saat itu.",
            "Matters whose limit passed on those days, at the unit that held them then.",
        ),
        NONE,
        ("clock.late",),
    ),
    Definition(
        "overdue",
        Words("Masih terlambat", "Still late"),
        Words(
            "Urusan terbuka yang sudah terlambat pada akhir hari terakhir, di unit yang memegangnya.",
            "Open matters already late at the end of the last day, at the unit that holds them.",
        ),
        NONE,
        ("clock.late", "case.closed", "case.reopened", "offer.accepted", "case.moved"),
    ),
    Definition(
        "reopened",
        Words("Dibuka kembali", "Reopened"),
        Words(
            "Urusan selesai yang dibuka kembali oleh warga pada hari-hari itu.",
            "Finished matters that residents reopened on those days.",
        ),
        NONE,
        ("case.reopened",),
    ),
    Definition(
        "rating",
        Words("Nilai warga", "Residents' rating"),
        Words(
            "Jumlah nilai (1 sampai 4) dibagi banyaknya penilai, pada urusan yang sudah dijawab.",
            "The sum of ratings (1 to 4) divided by the number of ratings, on matters that were answered.",
        ),
        Words(
            "Banyaknya warga yang memberi nilai; sebut selalu bersama angkanya.",
            "How many residents rated; always named beside the figure.",
        ),
        ("resident.rated",),
    ),
    Definition(
        "waiting",
        Words("Waktu tunggu per unit", "Waiting time per unit"),
        Words(
            "Menit kerja satu urusan di tangan tiap unit, pada tiap tawaran, dan di tangan warga; "
            "jumlahnya sama dengan seluruh waktu urusan.",
            "Working minutes of one matter in the hands of each unit, in each offer and with the resident; "
            "they add up to the whole time of the matter.",
        ),
        Words("Seluruh menit kerja urusan itu.", "All working minutes of that matter."),
        ("case.opened", "case.moved", "offer.made", "offer.accepted", "offer.returned", "case.closed"),
        Words("Saat urusan selesai, atau saat ini.", "When the matter is finished, or now."),
    ),
    Definition(
        "took",
        Words("Lama pengerjaan per versi", "Time taken per version"),
        Words(
            "Menit kerja kantor dari berkas masuk sampai hasilnya ada, tanpa waktu menunggu warga. Median: "
            "separuh urusan selesai paling lama sekian; p90: sembilan dari sepuluh. Di atas sepuluh jam "
            "dibulatkan ke sepuluh menit, di atas sepuluh hari kerja ke hari.",
            "Working minutes of the offices from filing to the result, without the time in which the "
            "resident was waited for. Median: half of the matters took no longer; p90: nine of ten. Above "
            "ten hours rounded to ten minutes, above ten working days to days.",
        ),
        Words(
            "Urusan yang selesai dengan hasil di bawah versi itu, dikurangi yang dibuka kembali. Dua versi "
            "dibandingkan hanya bila masing-masing punya paling sedikit sepuluh.",
            "Matters that came to their good end under that version, less those reopened. Two versions are "
            "compared only when each has ten at least.",
        ),
        ("case.opened", "case.moved", "case.closed", "case.reopened"),
    ),
    Definition(
        "online-use",
        Words("Pemakaian daring", "Use online"),
        Words(
            "Urusan selesai yang dikirim warga sendiri, dari ponsel atau komputer, dibagi penyebut. Yang "
            "dicatatkan petugas tidak termasuk, lewat apa pun masuknya.",
            "Finished matters that residents sent themselves, by phone or computer, divided by the "
            "denominator. What an officer wrote down is not among them, however it came in.",
        ),
        Words(
            "Semua urusan layanan itu yang selesai dalam dua belas bulan terakhir.",
            "All matters of the service finished in the last twelve months.",
        ),
        ("case.opened", "case.closed", "case.reopened"),
    ),
    Definition(
        "wrong-desk",
        Words("Salah meja", "Wrong desk"),
        Words(
            "Kedatangan di meja yang keliru, dicatat petugas dengan satu sentuhan, dibagi penyebut; per "
            "versi alur yang berlaku saat itu. Tentang orangnya tidak ada yang dicatat.",
            "Arrivals at a desk that was not the right one, noted by officers in one touch, divided by the "
            "denominator; per flow version in force at that time. Nothing is noted about the person.",
        ),
        Words(
            "Per kantor: nomor antrean untuk layanan itu selama versi itu berlaku; kantor tanpa nomor: "
            "urusan yang dicatat di loket ditambah yang salah meja. Dari keduanya yang lebih besar. Di bawah "
            "sepuluh kedatangan: belum cukup data.",
            "Per office: queue numbers for the service while that version was in force; offices without "
            "numbers: matters written down at the counter plus the wrong-desk arrivals. The greater of both. "
            "Below ten arrivals: too few.",
        ),
        ("case.opened",),
    ),
    Definition(
        "efficient",
        Words("Jam kerja per hasil", "Working hours per result"),
        Words(
            "Seluruh waktu kerja kantor untuk urusan yang berakhir pada hari-hari itu, juga yang dicabut "
            "atau berhenti, dibagi penyebut. Waktu menunggu warga tidak termasuk. Nomor yang urusannya "
            "tidak ada lagi dihitung dengan semua jam kerja sejak nomornya diberikan.",
            "All working time of the offices for matters that ended on those days, also those withdrawn or "
            "lapsed, divided by the denominator. Waiting for the resident is not in it. A number whose "
            "matter is no longer there counts with all working hours since it was given.",
        ),
        Words(
            "Hasil: urusan yang selesai atau ditolak dengan dasar aturan, dikurangi yang dibuka kembali.",
            "Results: matters done, or refused with a rule, less those reopened.",
        ),
        ("case.opened", "case.moved", "case.closed", "case.reopened"),
    ),
    Definition(
        "sound",
        Words("Terbukti dan utuh", "Borne out and whole"),
        Words(
            "Hasil yang pejabatnya bernama dan keterlambatannya dijelaskan, yang terbukti (warga "
            "membenarkan, ada foto bukti, suratnya bertanda tangan, atau penolakannya menyebut aturan), dan "
            "yang rekamnya utuh, dibagi penyebut.",
            "Results with a named officer and lateness explained, borne out (the resident agreed, proof was "
            "given, the letter is signed, or the refusal names its rule), and whose record holds, divided by "
            "the denominator.",
        ),
        Words(
            "Hasil, ditambah nomor yang urusannya tidak ada lagi.",
            "Results, plus numbers whose matter is no longer there.",
        ),
        ("case.closed", "case.reopened", "case.moved", "letter.signed"),
    ),
    Definition(
        "met",
        Words("Standar dipenuhi", "Standards met"),
        Words(
            "Hasil yang menepati janji waktunya dan beres pertama kali, dibagi penyebut.",
            "Results that kept their promised time and were settled the first time, divided by the "
            "denominator.",
        ),
        Words(
            "Hasil, ditambah urusan dan bagian urusan yang masih terbuka dan sudah terlambat, ditambah nomor "
            "yang urusannya tidak ada lagi.",
            "Results, plus matters and parts still open and already late, plus numbers whose matter is no "
            "longer there.",
        ),
        ("case.closed", "case.reopened", "clock.late", "offer.returned"),
    ),
    Definition(
        "empty-minutes",
        Words("Menit kosong", "Empty minutes"),
        Words(
            "Menit loket buka tanpa seorang pun yang tercatat hadir. Dihitung dari datang dan pulang, sampai "
            "ke menitnya; hari yang lalu dihitung ulang memberi angka yang sama. Target kota: 0.",
            "Minutes in which the counter was open and nobody was recorded as present. Counted from coming "
            "and going, to the minute; a past day counted again gives the same number. The city's target: 0.",
        ),
        Words(
            "Menit buka yang dijanjikan di pintu, sejak kantor itu mencatat hadir.",
            "Opening minutes promised at the door, since the office began to keep presence.",
        ),
        (),
    ),
    Definition(
        "counter-waiting",
        Words("Menunggu di loket", "Waiting at the counter"),
        Words(
            "Menit dari mengambil nomor sampai dilayani: jumlah waktu menunggu satu nomor antrean, "
            "dibulatkan ke bawah. Median: separuh menunggu paling lama sekian; p90: sembilan dari "
            "sepuluh. Tidak ada yang diketik.",
            "Minutes from taking a number to being served: the waiting times of one queue number added up, "
            "rounded down. Median: half waited no longer; p90: nine of ten. Nobody types it.",
        ),
        Words(
            "Nomor antrean yang selesai dilayani. Di bawah sepuluh: belum cukup data.",
            "Queue numbers that were served. Below ten: too few.",
        ),
        (),
    ),
    Definition(
        "promise",
        Words("Janji dan kenyataan", "Promise and performance"),
        Words(
            "Menit buka yang dijanjikan di pintu, di samping menit yang ada petugasnya menurut catatan "
            "hadir; nomor yang tidak datang saat dipanggil dibagi nomor yang diambil.",
            "Opening minutes promised at the door, beside the minutes with somebody there by the record of "
            "presence; numbers that did not come when called, of all numbers taken.",
        ),
        Words(
            "Menit buka sejak kantor mencatat hadir; nomor yang diambil pada hari-hari itu.",
            "Opening minutes since the office began to keep presence; numbers taken on those days.",
        ),
        (),
    ),
)


def definition(key: str) -> Definition | None:
    """The definition of a figure by its key."""
    return next((one for one in DEFINITIONS if one.key == key), None)

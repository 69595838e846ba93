"""Who is told what: for every event of the record its receivers and the sentence for each.

Apologise first, explain second, promise third; a matter is "urusan", a complaint "laporan"; no word of
a resident and no name of a resident is ever in a telling. Placeholders are the names of `filling.py`.
The first telling that fits a receiver is the one they get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from garda.flow import Words

ALWAYS = "always"


@dataclass(frozen=True)
class Tell:
    """One sentence for one kind of receiver (`receivers.KINDS`), when the condition (`telling.WHEN`) "
    "holds."""

    to: str
    words: Words
    when: str = ALWAYS


_FLAGGED = Words(
    "{number} ({matter}) sudah {bounces} kali kembali antara {unit_from} dan {unit_to}. Putuskan bersama "
    "siapa yang memegangnya, lalu beri tahu warga.",
    "{number} ({matter}) has come back {bounces} times between {unit_from} and {unit_to}. Decide together "
    "who holds it, then tell the resident.",
)
_OFFERED = Words(
    "{unit_from} menawarkan {number} ({matter}). Terima atau kembalikan paling lambat {offer_due}.",
    "{unit_from} offers {number} ({matter}). Accept or return it by {offer_due}.",
)
_REOPENED = Words(
    "Warga membuka kembali {number} ({matter}). Jam pertama tetap berlaku: {due}.",
    "The resident reopened {number} ({matter}). The first clock still counts: {due}.",
)
_RETURNED = Words(
    "{unit_to} mengembalikan {number} ({matter}). Alasannya ada di catatan urusan; urusan tetap di meja "
    "Anda.",
    "{unit_to} returned {number} ({matter}). The reason is in its record; it stays on your desk.",
)

TABLE: Final[Mapping[str, tuple[Tell, ...]]] = {
    "case.opened": (
        Tell(
            "desk",
            Words(
                "{unit_first} meminta bagian kantor Anda: {number} ({matter}). Selesaikan paling lambat "
                "{due}.",
                "{unit_first} asks for your office's part: {number} ({matter}). Finish it by {due}.",
            ),
            "limb",
        ),
        Tell(
            "resident",
            Words(
                "Terima kasih. {Noun} Anda sudah kami terima dengan nomor {number}. Kami selesaikan paling "
                "lambat {due}.",
                "Thank you. We have received your {noun}, number {number}. We finish it by {due}.",
            ),
        ),
    ),
    "case.moved": (
        Tell(
            "head",
            Words(
                "Warga menyanggah jawaban {number} ({matter}). Yang membaca Anda, bukan petugas pemegangnya.",
                "The resident contests the answer to {number} ({matter}). You read it, not the officer who "
                "held it.",
            ),
            "contested",
        ),
        Tell(
            "desk",
            Words(
                "Yang ditunggu untuk {number} ({matter}) sudah datang. Jamnya berjalan lagi, sampai {due}.",
                "What {number} ({matter}) waited for has arrived. Its clock runs again, until {due}.",
            ),
            "came-in",
        ),
        Tell("resident", Words("{Noun} {number}: {shown}", "{Noun} {number}: {shown}"), "moved-by-us"),
    ),
    "case.closed": (
        Tell(
            "desk",
            Words(
                "Warga mencabut {number} ({matter}). Tidak ada lagi yang perlu dikerjakan.",
                "The resident withdrew {number} ({matter}). Nothing more needs to be done.",
            ),
            "withdrawn",
        ),
        Tell(
            "resident",
            Words(
                "{Noun} {number} belum bisa kami penuhi. Alasan, aturannya, dan yang bisa Anda lakukan ada "
                "di halaman {noun} Anda.",
                "We cannot meet {noun} {number}. The reason, the rule and what you can do are on its page.",
            ),
            "refused",
        ),
        Tell(
            "resident",
            Words(
                "{Noun} {number} berhenti di sini karena yang kami tanyakan tidak datang. Anda boleh "
                "mengajukan lagi.",
                "{Noun} {number} ends here because what we asked for did not come. You may file it again.",
            ),
            "lapsed",
        ),
        Tell(
            "resident",
            Words(
                "{Noun} {number} selesai. Bila belum beres, sanggah dari halaman {noun} Anda.",
                "{Noun} {number} is finished. If it is not settled, contest it on its page.",
            ),
            "done",
        ),
    ),
    "case.reopened": (
        Tell("head", _REOPENED),
        Tell("desk", _REOPENED),
        Tell(
            "resident",
            Words(
                "Maaf, jawaban kami belum membereskannya. {Noun} {number} kami buka kembali; hitungan "
                "waktunya tidak diulang, janjinya tetap {due}.",
                "We are sorry that our answer did not settle it. {Noun} {number} is open again; its clock "
                "does not restart, it is still promised for {due}.",
            ),
        ),
    ),
    # The closing that is written with it tells.
    "case.withdrawn": (),
    "case.reassigned": (
        Tell(
            "holder",
            Words(
                "{number} ({matter}) sekarang di tangan Anda. Jatuh tempo {due}.",
                "{number} ({matter}) is in your hands now. It is due {due}.",
            ),
        ),
    ),
    "case.escalated": (
        Tell(
            "above",
            Words(
                "{unit} membawa {number} ({matter}) ke meja Anda. Alasannya ada di catatan urusan.",
                "{unit} brings {number} ({matter}) before you. The reason is in its record.",
            ),
            "by-hand",
        ),
        Tell(
            "above",
            Words(
                "{number} ({matter}) di {unit} terlambat: janjinya {due} dan masih belum selesai.",
                "{number} ({matter}) at {unit} is late: it was promised for {due} and is still not finished.",
            ),
        ),
        Tell(
            "resident",
            Words(
                "Maaf, {noun} {number} masih belum selesai. {superior} sudah kami beri tahu dan "
                "mengawasinya sampai selesai.",
                "We are sorry: {noun} {number} is still not finished. {superior} has been told and watches "
                "over it until it is.",
            ),
            "by-clock",
        ),
    ),
    "case.split": (
        Tell(
            "resident",
            Words(
                "{Noun} {number} dikerjakan bersama oleh {units}. Selesai bila semua bagian selesai.",
                "{units} work together on {noun} {number}. It is finished when every part is.",
            ),
        ),
    ),
    "case.joined": (
        Tell(
            "resident",
            Words(
                "Hal yang sama sudah dilaporkan dan sedang kami kerjakan. {Noun} {number} kami satukan; "
                "jawabannya berlaku juga untuk Anda.",
                "The same thing was reported before and we are working on it. {Noun} {number} was joined "
                "to it; you get the same answer.",
            ),
        ),
    ),
    "case.parted": (
        Tell(
            "resident",
            Words(
                "{Noun} {number} sekarang kami kerjakan sendiri lagi, tidak lagi bersama laporan yang lain. "
                "Janjinya tetap {due}.",
                "{Noun} {number} is now handled by itself again, no longer together with the other report. "
                "Our promise stays {due}.",
            ),
        ),
        Tell(
            "desk",
            Words(
                "{number} ({matter}) kembali ke meja Anda: tidak lagi disatukan dengan laporan yang lain.",
                "{number} ({matter}) is back on your desk: it is no longer joined to the other report.",
            ),
        ),
    ),
    # Its own desk did it.
    "case.gathered": (),
    # The closing that is written with it tells.
    "case.answered-with": (),
    "limb.closed": (
        Tell(
            "desk",
            Words(
                "Semua bagian {number} ({matter}) sudah selesai. Sekarang giliran Anda menjawab warga.",
                "Every part of {number} ({matter}) is done. Now it is your turn to answer the resident.",
            ),
            "last-limb",
        ),
        Tell(
            "desk",
            Words(
                "{unit_part} sudah menyelesaikan bagiannya dari {number} ({matter}).",
                "{unit_part} has finished its part of {number} ({matter}).",
            ),
        ),
        Tell(
            "resident",
            Words(
                "{unit_part} sudah menyelesaikan bagiannya dari {noun} {number}.",
                "{unit_part} has finished its part of {noun} {number}.",
            ),
        ),
    ),
    "limb.reopened": (
        Tell(
            "desk",
            Words(
                "Satu bagian {number} ({matter}) dibuka kembali.",
                "One part of {number} ({matter}) was reopened.",
            ),
        ),
    ),
    "offer.made": (
        Tell("offered-desk", _OFFERED),
        Tell("offered-head", _OFFERED),
        Tell(
            "resident",
            Words(
                "Kami tawarkan {noun} {number} ke {unit_to}. Sampai diterima, {unit_from} tetap memegangnya.",
                "We offered {noun} {number} to {unit_to}. Until it is accepted, {unit_from} still holds it.",
            ),
        ),
    ),
    "offer.accepted": (
        Tell(
            "from-desk",
            Words(
                "{unit_to} menerima {number} ({matter}). Sejak ini urusan di tangan mereka.",
                "{unit_to} accepted {number} ({matter}). From here on they hold it.",
            ),
        ),
        Tell(
            "resident",
            Words(
                "{Noun} {number} sekarang dipegang {unit_to}. Hitungan waktunya tidak diulang, janjinya "
                "tetap {due}.",
                "{unit_to} holds {noun} {number} now. Its clock does not restart; it is still promised for "
                "{due}.",
            ),
        ),
    ),
    "offer.returned": (
        Tell("from-head", _FLAGGED, "flagged"),
        Tell("offered-head", _FLAGGED, "flagged"),
        Tell("from-desk", _RETURNED),
    ),
    "offer.lapsed": (
        Tell("from-head", _FLAGGED, "flagged"),
        Tell("offered-head", _FLAGGED, "flagged"),
        Tell(
            "from-desk",
            Words(
                "{unit_to} tidak menjawab tawaran {number} ({matter}) pada waktunya. Urusan tetap di meja "
                "Anda.",
                "{unit_to} did not answer the offer of {number} ({matter}) in time. It stays on your desk.",
            ),
        ),
        Tell(
            "offered-head",
            Words(
                "Tawaran {number} ({matter}) dari {unit_from} tidak dijawab kantor Anda pada waktunya, "
                "jadi kembali.",
                "Your office did not answer {unit_from}'s offer of {number} ({matter}) in time, so it went "
                "back.",
            ),
        ),
    ),
    "offer.taken-back": (
        Tell(
            "offered-desk",
            Words(
                "{unit} menarik kembali tawaran {number} ({matter}).",
                "{unit} took back the offer of {number} ({matter}).",
            ),
        ),
    ),
    "clock.late": (
        Tell(
            "head",
            Words(
                "{number} ({matter}) terlambat: janjinya {was_due}. Warga menunggu penjelasan dan janji "
                "baru.",
                "{number} ({matter}) is late: it was promised for {was_due}. The resident waits for an "
                "explanation and a new promise.",
            ),
        ),
        Tell(
            "resident",
            Words(
                "Maaf, janji kami belum kami tepati. {Noun} {number} mestinya selesai {was_due} dan masih "
                "di {unit}. Kepala kantornya sudah kami beri tahu; penjelasan dan janji baru kami tulis di "
                "halaman {noun} Anda.",
                "We are sorry: we have not kept our promise. {Noun} {number} should have been finished "
                "{was_due} and is still with {unit}. The head of the office has been told; we write an "
                "explanation and a new promise on its page.",
            ),
        ),
    ),
    "clock.desk-late": (
        Tell(
            "head",
            Words(
                "{number} ({matter}) terlambat di meja {desk}: mestinya jalan terus {was_due}. Batas "
                "seluruh urusan {due}.",
                "{number} ({matter}) is late at the desk of {desk}: it should have moved on {was_due}. The "
                "whole matter is due {due}.",
            ),
        ),
    ),
    "clock.explained": (
        Tell(
            "resident",
            Words(
                "Maaf, {noun} {number} terlambat. Penjelasan dan janji baru kami ada di halaman {noun} Anda.",
                "We are sorry that {noun} {number} is late. Our explanation and new promise are on its page.",
            ),
        ),
    ),
    "clock.extended": (
        Tell(
            "resident",
            Words(
                "Waktu {noun} {number} kami perpanjang satu kali menurut {rule}. Jatuh tempo yang baru "
                "{due}.",
                "We extended the time of {noun} {number} once, by {rule}. It is now due {due}.",
            ),
        ),
    ),
    "resident.added": (
        Tell(
            "desk",
            Words(
                "Warga menambah keterangan pada {number} ({matter}).",
                "The resident added a remark to {number} ({matter}).",
            ),
        ),
    ),
    "resident.rated": (
        Tell(
            "head",
            Words(
                "Warga memberi nilai {rating} dari 4 untuk {number} ({matter}).",
                "The resident rated {number} ({matter}) {rating} out of 4.",
            ),
            "rated-low",
        ),
    ),
    # The resident stands at the counter, and reads it in the story.
    "post.received": (),
    # Between colleagues, read where it is written.
    "post.noted": (),
    # Read in the story; whoever gets the matter by it is told by the offer.
    "case.classed": (),
    # The move that the signature opens tells it; that the letter was fetched, its owner knows.
    "letter.signed": (),
    "letter.delivered": (),
    "letter.revoked": (
        Tell(
            "resident",
            Words(
                "Maaf, surat dari urusan {number} ({matter}) kami cabut dan tidak berlaku lagi. Sebabnya dan "
                "langkah berikutnya ada di halaman {noun} Anda.",
                "We are sorry: the letter of {number} ({matter}) is revoked, no longer valid. The cause and "
                "what comes next are on its page.",
            ),
        ),
    ),
    # Nobody is told of an erasure but by the record itself.
    "said.erased": (),
}

"""The sentence of every event, for the resident and for the office, in both languages.

Placeholders: the keys of `fill`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from garda.cases.issuing import REASONS
from garda.cases.models import Event
from garda.flow import Flow, Words

NOTHING = Words("", "")


@dataclass(frozen=True)
class Sentence:
    """How one kind of event reads: a short title, a sentence for each reader, its shape on the line."""

    title: Words
    resident: Words = NOTHING
    staff: Words = NOTHING
    shape: str = "done"


OUTCOMES: Final = {
    "done": Words("selesai", "finished"),
    "refused": Words("tidak dapat dipenuhi", "could not be met"),
    "withdrawn": Words("dicabut", "withdrawn"),
    "lapsed": Words("berakhir karena tidak dilengkapi", "ended because it was not completed"),
}

# How a letter came into the resident's hands.
WAYS: Final = {
    "page": Words("sudah diunduh", "downloaded"),
    "print": Words("dicetak dan diserahkan di loket", "printed and handed over at the counter"),
    "mail": Words("dikirim lewat surel", "sent by e-mail"),
}

SENTENCES: Final[Mapping[str, Sentence]] = {
    "case.opened": Sentence(
        Words("Kami terima", "We received it"),
        Words("{who} mencatatnya di {unit_to}.", "{who} recorded it at {unit_to}."),
        Words("Dicatat oleh {who} di {unit_to}.", "Recorded by {who} at {unit_to}."),
    ),
    "case.moved": Sentence(
        Words("{step}", "{step}"),
        Words("{shown}", "{shown}"),
        Words("Oleh {who}.", "By {who}."),
    ),
    "case.closed": Sentence(
        Words("Urusan {outcome}", "Matter {outcome}"),
        Words("Catatannya tetap dapat Anda baca di sini.", "You can still read its record here."),
        Words("Oleh {who}.", "By {who}."),
        "end",
    ),
    "case.reopened": Sentence(
        Words("Dibuka kembali", "Reopened"),
        Words("Hitungan waktu tetap yang pertama.", "The first clock still counts."),
        Words("Disanggah setelah selesai; jam pertama tetap.", "Contested after closing; first clock kept."),
    ),
    "case.withdrawn": Sentence(
        Words("Dicabut", "Withdrawn"),
        Words("Anda mencabut urusan ini.", "You withdrew this matter."),
        Words("Dicabut oleh warga.", "Withdrawn by the resident."),
    ),
    "case.reassigned": Sentence(
        Words("Pindah meja", "Moved to another desk"),
        NOTHING,
        Words("Dipindahkan oleh {who}.", "Reassigned by {who}."),
    ),
    "case.classed": Sentence(
        Words("Kelas laporan dibetulkan", "The class was corrected"),
        Words("Laporan Anda kami masukkan ke kelas {class}.", "We put your report into the class {class}."),
        Words("Ke {class}. Oleh {who}.", "To {class}. By {who}."),
    ),
    "case.escalated": Sentence(
        Words("Dinaikkan ke atasan", "Brought before a superior"),
        Words("Atasan kantor ini sudah diberi tahu.", "The superior of this office was told."),
        Words("Tingkat {level}.", "Level {level}."),
        "late",
    ),
    "case.split": Sentence(
        Words("Dikerjakan beberapa unit", "Several units work on it"),
        Words(
            "Beberapa unit mengerjakan bagiannya. Urusan selesai bila semua bagian selesai.",
            "Several units do their part. It is finished when every part is.",
        ),
        Words("Dibagi oleh {who}.", "Shared out by {who}."),
    ),
    "case.joined": Sentence(
        Words("Disatukan dengan laporan yang sama", "Joined with the same report"),
        Words("Dikerjakan bersama laporan {into}.", "Handled together with report {into}."),
        Words("Ke {into}, oleh {who}.", "Into {into}, by {who}."),
    ),
    "case.gathered": Sentence(
        Words("Ada laporan lain yang sama", "Another report of the same"),
        Words("Warga lain melaporkan hal yang sama.", "Another resident reported the same."),
        Words("{number} disatukan ke sini oleh {who}.", "{number} was joined here by {who}."),
    ),
    "case.answered-with": Sentence(
        Words("Dijawab bersama", "Answered together"),
        Words("Jawaban laporan {into} berlaku juga untuk Anda.", "The answer to {into} is yours too."),
        Words("Mengikuti {into}.", "Follows {into}."),
    ),
    "case.parted": Sentence(
        Words("Dikerjakan sendiri lagi", "Handled by itself again"),
        Words(
            "Laporan Anda tidak lagi bersama laporan {into}. Hitungan waktu tetap yang pertama.",
            "Your report is no longer joined with {into}. The first clock still counts.",
        ),
        Words("Dipisahkan dari {into} oleh {who}.", "Parted from {into} by {who}."),
    ),
    "limb.closed": Sentence(
        Words("Satu bagian selesai", "One part is done"),
        Words("{unit_name} sudah menyelesaikan bagiannya.", "{unit_name} has finished its part."),
        Words("{number}, {unit_name}.", "{number}, {unit_name}."),
    ),
    "limb.reopened": Sentence(
        Words("Satu bagian dibuka lagi", "One part was reopened"),
        Words("{unit_name} mengerjakan bagiannya lagi.", "{unit_name} works on its part again."),
        Words("{number}, {unit_name}.", "{number}, {unit_name}."),
    ),
    "offer.made": Sentence(
        Words("Kami tawarkan ke {unit_to}", "We offered it to {unit_to}"),
        Words(
            "Sampai diterima, urusan ini tetap di {unit_from}.", "Until accepted it stays with {unit_from}."
        ),
        Words("Oleh {who}.", "By {who}."),
        "offered",
    ),
    "offer.accepted": Sentence(
        Words("{unit_to} menerima", "{unit_to} accepted"),
        Words("Sejak ini urusan di tangan {unit_to}.", "From here on {unit_to} holds it."),
        Words("Diterima oleh {who}.", "Accepted by {who}."),
    ),
    "offer.returned": Sentence(
        Words("{unit_to} mengembalikan", "{unit_to} returned it"),
        Words("Urusan tetap di {unit_from}.", "It stays with {unit_from}."),
        Words("Oleh {who}. Pantulan ke-{bounces}.", "By {who}. Bounce {bounces}."),
        "returned",
    ),
    "offer.lapsed": Sentence(
        Words("{unit_to} tidak menjawab", "{unit_to} did not answer"),
        Words(
            "Urusan tetap di {unit_from}; atasannya diberi tahu.",
            "It stays with {unit_from}; its head was told.",
        ),
        Words("Tawaran lewat waktu. Pantulan ke-{bounces}.", "Offer ran out. Bounce {bounces}."),
        "returned",
    ),
    "offer.taken-back": Sentence(
        Words("Tawaran ditarik", "Offer taken back"), NOTHING, Words("Oleh {who}.", "By {who}.")
    ),
    "clock.late": Sentence(
        Words("Lewat dari janji", "Past the promised time"),
        Words(
            "Maaf, janji kami belum kami tepati. Kepala kantor sudah diberi tahu.",
            "We are sorry: we have not kept our promise. The head of the office was told.",
        ),
        Words("Batas seluruh urusan terlewati.", "The whole matter's limit has passed."),
        "late",
    ),
    "clock.desk-late": Sentence(
        Words("Meja terlambat", "Desk late"),
        NOTHING,
        Words("Batas meja ini terlewati.", "This desk's limit has passed."),
        "late",
    ),
    "clock.explained": Sentence(
        Words("Penjelasan keterlambatan", "Why it is late"),
        Words("{who} menjelaskan:", "{who} explains:"),
        Words("Oleh {who}.", "By {who}."),
    ),
    "clock.extended": Sentence(
        Words("Waktu diperpanjang satu kali", "Time extended once"),
        Words("Dasarnya {rests_on}.", "It rests on {rests_on}."),
        Words("Oleh {who}, dasar {rests_on}.", "By {who}, on {rests_on}."),
    ),
    "resident.added": Sentence(
        Words("Anda menambah keterangan", "You added a remark"),
        Words("Petugas yang memegang urusan ini membacanya.", "Whoever holds this matter reads it."),
        Words("Keterangan tambahan dari warga.", "A remark from the resident."),
    ),
    "resident.rated": Sentence(
        Words("Anda memberi nilai", "You rated it"),
        Words("Nilai {rating} dari 4. Terima kasih.", "{rating} out of 4. Thank you."),
        Words("Nilai {rating} dari 4.", "{rating} out of 4."),
    ),
    "post.received": Sentence(
        Words("Berkas diterima di loket", "Papers received at the counter"),
        Words("{who} sudah melihat atau menerima: {brought}.", "{who} has seen or taken: {brought}."),
        Words("{brought}. Oleh {who}.", "{brought}. By {who}."),
    ),
    "post.noted": Sentence(Words("Catatan", "Note"), NOTHING, Words("Oleh {who}.", "By {who}.")),
    "letter.signed": Sentence(
        Words("Surat ditandatangani", "Letter signed"),
        Words("{who} menandatangani surat nomor {number}.", "{who} signed letter {number}."),
        Words("Nomor {number}, oleh {who}.", "Number {number}, by {who}."),
    ),
    "letter.revoked": Sentence(
        Words("Surat dicabut", "Letter revoked"),
        Words(
            "Surat nomor {number} tidak berlaku lagi. Sebabnya: {cause}.",
            "Letter {number} is no longer valid. The cause: {cause}.",
        ),
        Words("Nomor {number}, {cause}. Oleh {who}.", "Number {number}, {cause}. By {who}."),
        "late",
    ),
    "letter.delivered": Sentence(
        Words("Surat sampai", "Letter received"),
        Words("Surat nomor {number} {way}.", "Letter {number} was {way}."),
        Words("Nomor {number} {way}.", "Number {number} was {way}."),
    ),
    "said.erased": Sentence(
        Words("Kata-kata dihapus", "Words erased"),
        Words(
            "Kata-kata dan berkas Anda sudah dihapus. Catatan waktunya tetap.",
            "Your words and papers were erased. The record of times remains.",
        ),
        Words("Sesuai UU Pelindungan Data Pribadi.", "Under the personal data law."),
    ),
}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def fill(
    event: Event, flow: Flow, units: Mapping[int, str], lang: str, reader: str = "resident"
) -> Mapping[str, str]:
    """What the placeholders of an event's sentence stand for, to the reader."""
    facts: dict[str, Any] = event.facts
    became = facts.get("became", {})
    to = facts.get("to")
    step = flow.steps.get(to) if isinstance(to, str) else None
    move = _move(flow, facts)
    shown = move.shown.of(lang) if move else (step.shown.of(lang) if step else "")
    unit_to = _unit(units, to) or _unit(units, became.get("unit_id"))
    return _Facts(
        who=_who(event, lang, reader),
        step=step.title.of(lang) if step else "",
        shown=shown,
        officer=_officer(event, lang),
        unit_from=_unit(units, facts.get("from")),
        unit_to=unit_to,
        unit_name=_unit(units, facts.get("unit")),
        number=str(facts.get("number", "")),
        into=str(facts.get("into", "")),
        outcome=OUTCOMES.get(str(facts.get("outcome")), OUTCOMES["done"]).of(lang),
        level=str(facts.get("level", "")),
        bounces=str(facts.get("bounces", "")),
        rating=str(facts.get("rating", "")),
        brought=_brought(flow, facts, lang),
        **{"class": _class(flow, to, lang)},
        cause=_cause(facts).of(lang),
        way=WAYS.get(str(facts.get("way")), NOTHING).of(lang),
        rests_on=", ".join(facts.get("rests_on", [])) if isinstance(facts.get("rests_on"), list) else "",
    )


def _brought(flow: Flow, facts: Mapping[str, Any], lang: str) -> str:
    found = [flow.requirement(str(key)) for key in facts.get("brought", ())]
    return ", ".join(one.title.of(lang) for one in found if one)


def _class(flow: Flow, key: object, lang: str) -> str:
    found = flow.category(key) if isinstance(key, str) else None
    return found.title.of(lang) if found else ""


def _cause(facts: Mapping[str, Any]) -> Words:
    found = REASONS.get(str(facts.get("reason")), NOTHING)
    return Words(found.id[:1].lower() + found.id[1:], found.en[:1].lower() + found.en[1:])


def _unit(units: Mapping[int, str], key: object) -> str:
    return units.get(key, "") if isinstance(key, int) else ""


def _move(flow: Flow, facts: Mapping[str, Any]) -> Any:
    start = facts.get("from")
    step = flow.steps.get(start) if isinstance(start, str) else None
    return step.move(facts.get("move", "")) if step else None


def _who(event: Event, lang: str, reader: str) -> str:
    if event.by_kind == "resident" and reader == "staff":
        return Words("warga sendiri", "the resident").of(lang)
    if event.by_kind == "resident":
        return Words("Anda sendiri", "You").of(lang)
    if event.by_kind == "clock":
        return Words("Jam kota", "The city's clock").of(lang)
    return _officer(event, lang)


def _officer(event: Event, lang: str) -> str:
    name = event.by_person.name if event.by_person else ""
    title = event.by_post.title if event.by_post else ""
    return ", ".join(part for part in (name, title) if part) or Words("Petugas", "An officer").of(lang)

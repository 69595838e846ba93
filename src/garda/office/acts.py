"""The acts on a case: each takes what was typed, calls one verb of the heart, and says what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from garda import clock
from garda.cases import (
    classing,
    handing,
    joining,
    leading,
    opening_seals,
    papers,
    receiving,
    requirements,
    residents,
    splitting,
)
from garda.cases.acting import By, Overtaken, Refused
from garda.cases.erasing import erase
from garda.cases.moving import move_case
from garda.cases.publishing import flow_by_id
from garda.cases.taking import furnish
from garda.flow import Words, clean_needs
from garda.integrity import declaring
from garda.letters import issuing
from garda.office.asks import Tried
from garda.office.case import overtook_of, render_case
from garda.office.moves import all_ticked
from garda.office.showing import lang, local_day, staff_of
from garda.people.arranging import posts_in, tree
from garda.rules import reading
from garda.sight.doors import Staff, as_it_stands, may_act, mover, post, reaches_case, staff_case
from garda.texts.cleaning import plain

NEVER_SEEN = -1
SHORTEST_TYPED = 12
MOST_FILES = 6
DESK = "/kerja/meja/"


@dataclass
class Doing:
    """One act being done: who, on which case, at what moment, with what."""

    request: HttpRequest
    staff: Staff
    case: Any
    at: datetime
    seen: int
    by: By
    move: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    after: Any = None  # the case as the act left it, where the verb gives it back

    def typed(self, name: str, most: int = 4000) -> str:
        """What was typed into one input, without control signs and direction overrides."""
        return plain(self.request.POST.get(name, "")).strip()[: most + 1]

    def said(self, name: str, most: int = 4000) -> str:
        """The same; Refused when it is too long."""
        text = self.typed(name, most)
        if len(text) > most:
            raise Refused(
                Words(
                    f"Terlalu panjang. Paling banyak {most} huruf.", f"Too long. At most {most} characters."
                ),
                name,
            )
        return text

    def files(self, name: str, key: str) -> list[papers.Checked]:
        """The papers of one input, looked into; Refused with a sentence for one that can't be read."""
        given = self.request.FILES.getlist(name)
        if len(given) > MOST_FILES:
            raise Refused(Words(f"Paling banyak {MOST_FILES} berkas.", f"At most {MOST_FILES} files."), name)
        try:
            return [papers.check(key, one.read()) for one in given if one.size]
        except Refused as no:
            raise Refused(no.words, name) from no


Doer = Callable[[Doing], str]


def acting(right: str, doer: Doer, name: str) -> Callable[..., HttpResponseBase]:
    """The view of one act: POST only, by a post with that right, on a case within its reach."""

    @require_POST
    @post(right)
    def view(request: HttpRequest, number: str, **more: str) -> HttpResponse:
        staff = staff_of(request)
        case = staff_case(staff, number, also=declaring.asked_with(staff.person.pk))
        act = "/".join([name, *more.values()])
        where = case.offer_unit_id if right == "accept" else case.unit_id
        by = mover(staff, case) if right == "move" else staff.by_for(where)
        doing = Doing(request, staff, case, clock.now(), _seen(request), by, more.get("move", ""))
        if not _may(staff, right, case):
            # Somebody moved it off this desk in the meantime: said as such, with what was typed.
            if doing.seen in (NEVER_SEEN, case.seq):
                raise PermissionDenied
            return _overtaken(doing, act)
        return _carry_out(doing, doer, act)

    return view


def _may(staff: Staff, right: str, case: Any) -> bool:
    if right in ("note", "erase", "file"):
        return reaches_case(staff, right, case)
    return may_act(staff, right, case)


def _seen(request: HttpRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else NEVER_SEEN


def _carry_out(doing: Doing, doer: Doer, act: str) -> HttpResponse:
    request, case = doing.request, doing.case
    kept = _kept(request)
    try:
        if act.split("/")[0] in DECIDING and declaring.barred(case):
            raise Refused(declaring.NOT_YOURS)
        said = doer(doing)
    except Refused as no:
        errors = {**doing.errors, **({no.field: no.words.of(lang())} if no.field else {})}
        tried = Tried(act, kept, errors, "" if errors else no.words.of(lang()))
        return _again(doing, tried=tried, status=422)
    except Overtaken:
        return _overtaken(doing, act)
    if act == "buka":
        return render_case(request, case, opened={request.POST.get("key", ""): said})
    messages.success(request, said)
    if request.POST.get("dari") == "kepala":
        return HttpResponseRedirect("/kerja/kepala/")
    here = staff_reaches(doing)
    return HttpResponseRedirect(f"/kerja/urusan/{case.number}/" if here else DESK)


def _kept(request: HttpRequest) -> dict[str, list[str]]:
    """Everything that was typed, by input."""
    # A passphrase is passed on and forgotten: it comes back on no page.
    hidden = ("seen", "csrfmiddlewaretoken", "passphrase")
    return {name: list(request.POST.getlist(name)) for name in request.POST if name not in hidden}


def _overtaken(doing: Doing, act: str) -> HttpResponse:
    """The case as it stands now, who came first, and what this officer had typed."""
    kept = _kept(doing.request)
    typed = [text for values in kept.values() for text in values if len(text) > SHORTEST_TYPED]
    now = staff_case(doing.staff, doing.case.number)
    tried, overtook = Tried(act, kept, {}, ""), overtook_of(now, typed, lang())
    return render_case(doing.request, now, tried=tried, overtook=overtook, status=409)


def _again(doing: Doing, *, tried: Tried, status: int) -> HttpResponse:
    fresh = staff_case(doing.staff, doing.case.number)
    return render_case(doing.request, fresh, tried=tried, status=status)


def staff_reaches(doing: Doing) -> bool:
    """True if the person still sees the case after the act, and was not working from the desk's list."""
    if doing.request.POST.get("dari") == "meja":
        return False
    now = furnish(doing.after) if doing.after is not None else as_it_stands(doing.case)
    return reaches_case(doing.staff, "see-case", now)


# ---- the acts ------------------------------------------------------------------------------------
def _move(doing: Doing) -> str:
    flow = flow_by_id(doing.case.flow_id)
    key = doing.move
    move = flow.steps[doing.case.step].move(key)
    if move is None or move.by != "post":
        # Either nobody's move, or the step has changed under the reader's hands.
        if doing.seen != doing.case.seq:
            raise Overtaken(doing.seen, doing.case.seq)
        raise Refused(
            Words("Langkah ini tidak ada pada keadaan sekarang.", "This step does not exist as things stand.")
        )
    raw = {
        need: " ".join(doing.request.POST.getlist(need)) if need == "missing" else doing.typed(need, 20_000)
        for need in move.needs
    }
    proofs = doing.files("proof", "proof") if "proof" in move.needs else []
    raw["proof"] = " ".join(str(n) for n, _proof in enumerate(proofs, start=1))
    cleaned = clean_needs(move, raw, flow, today=local_day(doing.staff, doing.at))
    doing.errors = {need: words.of(lang()) for need, words in cleaned.errors.items()}
    words: dict[str, Any] = {
        need: cleaned.answers[need] for need in move.needs if need in cleaned.answers and need != "proof"
    }
    if "rule" in words:
        words["rule"] = _rule(doing, str(words["rule"]))
    if doing.errors:
        if doing.seen != doing.case.seq:
            raise Overtaken(doing.seen, doing.case.seq)
        raise Refused(Words("Ada yang perlu diperbaiki.", "Something needs to be put right."))
    doing.after = move_case(
        doing.case.pk, key, by=doing.by, at=doing.at, seen=doing.seen, words=words, proofs=proofs,
        read=doing.case,
    )  # fmt: skip
    return move.label.of(lang()) + ". " + _("Tercatat.")


def _rule(doing: Doing, reference: str) -> str:
    city = doing.staff.city
    cited = reading.look_up(reference, city_key=city.key, on=local_day(doing.staff, doing.at), lang="id")
    if cited is None:
        doing.errors["rule"] = _(
            "Pilih aturan dari daftar. Aturan ini tidak ada atau tidak berlaku hari ini."
        )
        return ""
    return f"{cited.sentence} [{reference}]"


def _unit(doing: Doing, name: str) -> Any:
    typed = doing.typed(name, 20)
    found = next((branch.unit for branch in tree(doing.staff.city) if str(branch.unit.pk) == typed), None)
    if found is None:
        raise Refused(Words("Pilih unit dari daftar.", "Choose a unit from the list."), name)
    return found


def _sign(doing: Doing) -> str:
    passphrase = doing.request.POST.get("passphrase", "")[:200]
    issuing.sign(doing.case.pk, doing.staff.person, at=doing.at, seen=doing.seen, passphrase=passphrase)
    return _("Surat ditandatangani dan bernomor. Urusan sudah berpindah ke langkah berikutnya.")


def _hand_over(doing: Doing) -> str:
    words = doing.said("reason", 1000)
    unit = _unit(doing, "unit")
    handing.hand_over(doing.case.pk, unit, words, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Ditawarkan ke %(unit)s. Sampai diterima, urusan tetap di tangan Anda.") % {"unit": unit.name}


def _take_back(doing: Doing) -> str:
    handing.take_back(doing.case.pk, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Tawaran ditarik.")


def _accept(doing: Doing) -> str:
    handing.accept(doing.case.pk, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Diterima. Urusan ini sekarang di meja Anda.")


def _return(doing: Doing) -> str:
    handing.return_to(doing.case.pk, doing.said("reason", 1000), by=doing.by, at=doing.at, seen=doing.seen)
    return _("Dikembalikan dengan alasan Anda.")


def _split(doing: Doing) -> str:
    parts = []
    for n in (1, 2, 3):
        words = doing.said(f"words{n}", 300)
        if not doing.typed(f"unit{n}", 20) and not words:
            continue
        if not words:
            raise Refused(
                Words("Tulis apa yang diminta dari unit ini.", "Say what this unit is asked to do."),
                f"words{n}",
            )
        parts.append((_unit(doing, f"unit{n}"), words))
    if not parts:
        raise Refused(
            Words("Pilih unit dan tulis tugasnya.", "Choose units and say what each does."), "unit1"
        )
    limbs = splitting.split(doing.case.pk, parts, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Dibagi ke %(count)s unit. Urusan selesai bila semuanya selesai.") % {"count": len(limbs)}


def _class(doing: Doing) -> str:
    classing.put_in_class(doing.case.pk, doing.typed("kelas", 60), by=doing.by, at=doing.at, seen=doing.seen)
    return _("Kelasnya sudah dibetulkan. Terima kasih, sistem ikut belajar dari sini.")


def _note(doing: Doing) -> str:
    leading.note(doing.case.pk, doing.said("words", 2000), by=doing.by, at=doing.at)
    return _("Catatan tersimpan.")


def _explain(doing: Doing) -> str:
    leading.explain_late(doing.case.pk, doing.said("words", 2000), by=doing.by, at=doing.at, seen=doing.seen)
    return _("Penjelasan terkirim. Warga membacanya di halaman urusannya.")


def _extend(doing: Doing) -> str:
    leading.extend(doing.case.pk, doing.said("reason", 2000), by=doing.by, at=doing.at, seen=doing.seen)
    return _("Waktu diperpanjang satu kali. Warga diberi tahu alasannya.")


def _reassign(doing: Doing) -> str:
    typed = doing.typed("post", 20)
    found = next((one for one in posts_in(doing.case.unit) if str(one.pk) == typed), None)
    if typed and found is None:
        raise Refused(Words("Pilih jabatan dari daftar.", "Choose a post from the list."), "post")
    leading.reassign(
        doing.case.pk, found, doing.said("reason", 300), by=doing.by, at=doing.at, seen=doing.seen
    )
    return _("Dipindahkan ke %(post)s.") % {"post": found.title if found else _("seluruh meja")}


def _escalate(doing: Doing) -> str:
    reason = doing.said("reason", 1000)
    if not reason:
        raise Refused(
            Words("Tulis apa yang perlu diputuskan atasan.", "Say what the superior has to decide."), "reason"
        )
    leading.escalate(doing.case.pk, reason, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Dinaikkan ke atasan.")


def _join(doing: Doing) -> str:
    into = staff_case(doing.staff, doing.typed("into", 30), "join")
    joining.join(doing.case.pk, into.pk, by=doing.by, at=doing.at, seen=doing.seen)
    return _("Disatukan dengan %(number)s. Pelapornya menerima jawaban yang sama.") % {"number": into.number}


def _part(doing: Doing) -> str:
    joining.part(doing.case.pk, doing.said("reason", 1000), by=doing.by, at=doing.at, seen=doing.seen)
    return _("Dipisahkan. Urusan ini dikerjakan sendiri lagi, dengan janji waktunya yang pertama.")


def _erase(doing: Doing) -> str:
    reason = doing.typed("reason", 20)
    if reason not in ("request", "retention"):
        raise Refused(Words("Pilih dasarnya.", "Choose the ground."), "reason")
    count = erase(doing.case.pk, reason, by=doing.by, at=doing.at)
    return _("%(count)s kata dan berkas dihapus. Rekamnya tetap utuh.") % {"count": count}


def _received(doing: Doing) -> str:
    flow = flow_by_id(doing.case.flow_id)
    ticked = all_ticked(flow, doing.request.POST.getlist("brought"))
    words = doing.said("words", 300)
    receiving.receive(doing.case.pk, ticked, by=doing.by, at=doing.at, seen=doing.seen, words=words)
    return _("Tercatat: sudah Anda lihat di loket.")


def _answer(doing: Doing) -> str:
    words, handed = doing.said("words"), doing.files("papers", "handed")
    handed += [
        one for need in requirements.asked(doing.case) for one in doing.files(f"berkas-{need.key}", need.key)
    ]
    by = doing.by.for_resident()
    residents.answer(doing.case.pk, words, by=by, at=doing.at, seen=doing.seen, handed=handed)
    return _("Jawaban warga tersimpan. Jam urusan berjalan lagi.")


def _withdraw(doing: Doing) -> str:
    reason = doing.said("reason", 1000)
    residents.withdraw(doing.case.pk, reason, by=doing.by.for_resident(), at=doing.at, seen=doing.seen)
    return _("Urusan dicabut atas permintaan warga.")


def _open_seal(doing: Doing) -> str:
    key = doing.typed("key", 60)
    words = opening_seals.open_words(doing.case, key, _("memeriksa urusan"), by=doing.by, at=doing.at)
    if words is None:
        raise Refused(
            Words("Kata-kata ini sudah dihapus atau tidak ada.", "These words were erased or do not exist.")
        )
    return words


# Name in the address → (right, what it does). A move has its own key in the address beside it.
ACTS: dict[str, tuple[str, Doer]] = {
    "langkah": ("move", _move),
    "tanda-tangan": ("move", _sign),
    "tawarkan": ("hand-over", _hand_over),
    "tarik": ("hand-over", _take_back),
    "terima": ("accept", _accept),
    "kembalikan": ("accept", _return),
    "bagi": ("split", _split),
    "berkas": ("move", _received),
    "kelas": ("move", _class),
    "catatan": ("note", _note),
    "jelaskan": ("explain", _explain),
    "perpanjang": ("extend", _extend),
    "pindahkan": ("reassign", _reassign),
    "naikkan": ("escalate", _escalate),
    "satukan": ("join", _join),
    "pisahkan": ("join", _part),
    "jawab": ("file", _answer),
    "cabut": ("file", _withdraw),
    "hapus": ("erase", _erase),
    "buka": ("open-seal", _open_seal),
}
# Where a declared interest stands in the way: what decides, or brings a decision nearer.
DECIDING = frozenset(
    {"langkah", "tanda-tangan", "kelas", "perpanjang", "berkas", "terima", "cabut", "satukan", "pisahkan"}
)
VIEWS = {name: acting(right, doer, name) for name, (right, doer) in ACTS.items()}

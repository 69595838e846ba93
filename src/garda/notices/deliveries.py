"""How the news of a matter reached its resident: what waits, what arrived, what failed, what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from garda.cases.acting import By, Refused
from garda.cases.models import Case
from garda.flow import Words
from garda.notices.models import Consent, Dispatch
from garda.people.models import City

SHOWN, LISTED = 12, 100
CHANNELS = {"email": Words("Surel", "E-mail"), "whatsapp": Words("WhatsApp", "WhatsApp")}
STATES = {
    Dispatch.WAITING: Words("menunggu dikirim", "waiting to be sent"),
    Dispatch.SENT: Words("sudah dikirim", "sent"),
    Dispatch.DELIVERED: Words("sudah sampai", "delivered"),
    Dispatch.READ: Words("sudah dibaca", "read"),
    Dispatch.FAILED: Words("tidak terkirim", "not delivered"),
    Dispatch.DROPPED: Words("tidak dikirim", "not sent"),
}
_NO_NUMBER = Words("nomor ini tidak memakai WhatsApp", "this number has no WhatsApp")
_NO_ADDRESS = Words("alamat surel ini ditolak penerimanya", "this e-mail address was refused")
REASONS = {
    "unreachable": Words("server penerima tidak dapat dihubungi", "the server on the other side is away"),
    "template": Words(
        "sudah lewat 24 jam sejak warga menulis, dan kota belum punya templat pesan",
        "24 hours have passed since the resident wrote, and the city has no message template",
    ),
    "window": Words(
        "sudah lewat 24 jam sejak warga menulis", "24 hours have passed since the resident wrote"
    ),
    "refused": Words("ditolak penyedia layanan", "refused by the provider"),
    "not-connected": Words("sambungan kota ke penyedia bermasalah", "the city's connection does not work"),
    "busy": Words("penyedia sedang membatasi kiriman", "the provider limits messages for now"),
    "stopped": Words("warga minta berhenti dikabari", "the resident asked us to stop"),
    "unknown": Words("sebabnya belum diketahui", "for a reason not known yet"),
}
ACTS = {
    "form": Words("diminta di formulir", "asked for in the form"),
    "counter": Words("diminta di loket", "asked for at the counter"),
    "wrote": Words("warga menulis lebih dulu", "the resident wrote first"),
    "filed": Words("melapor lewat chat", "reported in the chat"),
    "start-word": Words("membalas MULAI", "answered START"),
    "stop-word": Words("membalas BERHENTI", "answered STOP"),
}
_CALL = Words("Telepon warga; nomornya ada di urusan.", "Call the resident; the number is in the matter.")
_VISIT = Words(
    "Telepon warga, atau titip kabar lewat ketua RT.",
    "Call the resident, or send word through the head of the neighbourhood.",
)
NEXT = {
    "not-reachable": _VISIT,
    "template": Words(
        "Telepon warga. Minta administrator menyiapkan templat.",
        "Call the resident. Ask the administrator for a template.",
    ),
    "not-connected": Words(
        "Telepon warga. Beri tahu administrator sistem.", "Call the resident. Tell the administrator."
    ),
    "stopped": Words("Tidak perlu apa-apa.", "Nothing needs to be done."),
}


@dataclass(frozen=True)
class Delivery:
    """One message to the resident, as an officer reads of it."""

    id: int
    number: str
    channel: str
    state: str
    said: str
    reason: str
    todo: str
    at: datetime
    again_at: datetime | None
    settled: str
    words: str  # what was, or should have been, said

    @property
    def failed(self) -> bool:
        """Whether somebody has to see to it."""
        return self.state == Dispatch.FAILED and not self.settled


def of_case(case: Case, lang: str) -> list[Delivery]:
    """What was sent to the resident of the case, newest first; one query."""
    rows = Dispatch.objects.filter(case=case).select_related("case", "settled_by", "notice").order_by("-pk")
    return [_delivery(row, lang) for row in rows[:SHOWN]]


def outgoing() -> dict[str, int]:
    """How many messages wait to be sent, and how many failed that nobody saw to, for the operator."""
    rows = Dispatch.objects
    failed = rows.filter(state=Dispatch.FAILED, settled_at__isnull=True, case__isnull=False)
    return {"waiting": rows.filter(state=Dispatch.WAITING).count(), "failed": failed.count()}


def agreements_of(case: Case, lang: str) -> list[tuple[str, str, datetime]]:
    """(channel, what was done, when): how the resident of the case came to be told, newest first."""
    rows = (
        Consent.objects.filter(contact__followings__case=case)
        .select_related("contact")
        .order_by("-pk")[:SHOWN]
    )
    return [(CHANNELS[one.contact.channel].of(lang), ACTS[one.act].of(lang), one.at) for one in rows]


def failed_in(city: City, units: Collection[int], lang: str) -> list[Delivery]:
    """What did not reach residents of matters held in these units, oldest first, at most a hundred."""
    rows = Dispatch.objects.filter(
        city=city, state=Dispatch.FAILED, settled_at__isnull=True, case__unit_id__in=units
    )
    return _deliveries(
        rows.select_related("case", "settled_by", "notice").order_by("changed_at")[:LISTED], lang
    )


def _deliveries(rows: Iterable[Dispatch], lang: str) -> list[Delivery]:
    return [_delivery(row, lang) for row in rows]


def _delivery(row: Dispatch, lang: str) -> Delivery:
    by_mail = row.channel == "email"
    reason = (
        (_NO_ADDRESS if by_mail else _NO_NUMBER)
        if row.trouble == "not-reachable"
        else REASONS.get(row.trouble)
    )
    settled = (
        f"{row.settled_words or '-'} ({row.settled_by.name if row.settled_by else ''})"
        if row.settled_at
        else ""
    )
    return Delivery(
        id=row.pk,
        number=row.case.number if row.case else "",
        channel=CHANNELS[row.channel].of(lang),
        state=row.state,
        said=STATES[row.state].of(lang),
        reason=reason.of(lang) if reason else "",
        todo=NEXT.get(row.trouble, _CALL).of(lang) if row.state == Dispatch.FAILED else "",
        at=row.changed_at,
        again_at=row.next_try_at if row.trouble and row.state == Dispatch.WAITING else None,
        settled=settled,
        words=(row.notice.words_en if lang == "en" else row.notice.words_id) if row.notice else "",
    )


def settle(case: Case, dispatch_id: int, words: str, *, by: By, at: datetime) -> None:
    """An officer saw to it in another way: what was done stands beside it, and it leaves the list."""
    if not words.strip():
        raise Refused(Words("Tulis apa yang sudah dilakukan.", "Write what was done."), "kata")
    _failed(case, dispatch_id).update(
        settled_at=at, settled_by_id=by.person, settled_words=words.strip()[:200]
    )


def again(case: Case, dispatch_id: int, *, at: datetime) -> None:
    """Try once more, from the beginning."""
    rows = _failed(case, dispatch_id).filter(notice__isnull=False)
    if not rows.update(state=Dispatch.WAITING, tries=0, next_try_at=at, changed_at=at, outside_id=""):
        raise Refused(
            Words(
                "Pesan ini tidak dapat dikirim ulang. Telepon warga.",
                "This cannot be sent again. Call instead.",
            )
        )


def _failed(case: Case, dispatch_id: int) -> QuerySet[Dispatch]:
    rows = Dispatch.objects.filter(pk=dispatch_id, case=case, state=Dispatch.FAILED, settled_at__isnull=True)
    if not rows.exists():
        raise Refused(
            Words("Kabar ini sudah diurus rekan Anda.", "A colleague has seen to this already."),
        )
    return rows

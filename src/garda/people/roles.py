"""Who may do what: one written matrix, post kind x act → how far it reaches. docs/roles.md is made from it.

A right comes from a post held today (or from a delegation), never from the person. Reach:
`desk`  matters on the post's own desk in its own unit
`unit`  every matter held by, or first raised in, the post's own unit
`below` the post's own unit and every unit under it
`city`  every unit of the city
Nothing reaches another city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

REACHES: Final = ("desk", "unit", "below", "city")

# Written in Indonesian; a page says them in its own language.
ACTS: Final[Mapping[str, str]] = {
    "see-desk": _("melihat daftar urusan"),
    "see-case": _("membuka satu urusan"),
    "open-seal": _("membuka NIK, nomor telepon, dan berkas (dicatat)"),
    "search": _("mencari urusan"),
    "file": _("mencatat urusan untuk warga"),
    "sort": _("memilah pesan warga yang belum punya urusan"),
    "announce": _("menulis pengumuman kantor dari catatan umum"),
    "move": _("menjalankan langkah alur"),
    "hand-over": _("menawarkan urusan ke unit lain"),
    "accept": _("menerima atau mengembalikan tawaran"),
    "split": _("melibatkan beberapa unit sekaligus"),
    "join": _("menyatukan laporan yang sama"),
    "note": _("menulis catatan"),
    "explain": _("menjelaskan keterlambatan"),
    "extend": _("memperpanjang waktu satu kali dengan dasar aturan"),
    "reassign": _("memindahkan urusan antarmeja"),
    "escalate": _("menaikkan urusan ke atasan"),
    "erase": _("menghapus kata-kata dan berkas seseorang"),
    "letters": _("melihat agenda surat"),
    "revoke": _("mencabut surat"),
    "head": _("melihat halaman kepala"),
    "publish": _("menerbitkan alur layanan"),
    "review": _("meninjau alur layanan"),
    "confirm-standard": _("mencocokkan standar dengan aturan setempat"),
    "units": _("mengatur unit dan jabatan"),
    "persons": _("mengatur orang dan masa jabatan"),
    "hours": _("mengatur jam kerja dan hari libur"),
    "attend": _("mencatat hadir dan pulang, meminta izin, menjawab ajakan menggantikan"),
    "see-roster": _("melihat siapa bertugas dan kapan"),
    "arrange-roster": _("mengatur jadwal, cakupan, keahlian, dan tugas sosial"),
    "decide-leave": _("memutus izin dan cuti, memperbaiki catatan hadir"),
    "discipline": _("menilai catatan kedisiplinan dan jawabannya"),
    "see-cover": _("melihat menit kosong kantor"),
    "serve-queue": _("memanggil dan melayani antrean"),
    "answer-for": _("mengisikan survei atas nama warga (bertanda)"),
    "see-results": _("melihat hasil survei dan profil kantor"),
    "follow-up": _("menindaklanjuti unsur terlemah dan memilah masukan"),
    "instruments": _("menerbitkan instrumen survei dan penilaian"),
    "take-part": _("mengisi denyut kantor dan latihan, melihat profil sendiri"),
    "coach": _("melihat sebaran sikap layanan dan membina"),
    "see-climate": _("melihat denyut kantor dan menulis tindakan pimpinan"),
    "report-rule": _("melaporkan aturan yang perlu disempurnakan atau menyulitkan"),
    "see-dockets": _("melihat berkas aturan"),
    "sort-reports": _("memilah laporan aturan tanpa pasal"),
    "decide-docket": _("memutus berkas aturan"),
    "ask-units": _("meminta informasi pelaksanaan kepada unit"),
    "see-calls": _("melihat permintaan informasi"),
    "answer-call": _("menjawab permintaan informasi"),
    "see-directives": _("melihat arahan dan sejauh mana dilaksanakan"),
    "issue-directive": _("memberi arahan"),
    "coordinate-directive": _("mengoordinasikan arahan"),
    "take-directive": _("menangkap dan melaksanakan arahan"),
    "verify-directive": _("memeriksa pelaksanaan arahan"),
    "see-facilities": _("melihat sarana dan kekurangannya"),
    "keep-facilities": _("mencatat sarana dan melaporkan kekurangan"),
    "decide-facilities": _("memutus permintaan sarana"),
    "criticise": _("menyampaikan kritik dan laporan perilaku secara rahasia"),
    "answer-criticism": _("menjawab kritik untuk unit atau pimpinannya"),
    "handle-conduct": _("menangani laporan perilaku"),
    "declare": _("berikrar dan melaporkan benturan kepentingan serta hadiah"),
    "gather": _("mencatat pertemuan, juga yang tertutup"),
    "delegate": _("melimpahkan wewenang jabatannya"),
    "readings": _("melihat siapa yang membuka data pribadi"),
    "audit": _("memeriksa rekam dan segel"),
}

_EVERYBODY: Final[Mapping[str, str]] = {
    "attend": "desk",
    "see-roster": "unit",
    "take-part": "desk",
    "report-rule": "unit",
    "see-dockets": "unit",
    "criticise": "city",
    "declare": "desk",
}
_OFFICER: Final[Mapping[str, str]] = {
    **_EVERYBODY,
    "serve-queue": "unit",
    "answer-for": "unit",
    "see-results": "unit",
    "see-facilities": "unit",
    "keep-facilities": "unit",
    "see-calls": "unit",
    "answer-call": "unit",
    "see-desk": "desk",
    "see-case": "unit",
    "open-seal": "desk",
    "search": "unit",
    "file": "unit",
    "sort": "unit",
    "move": "desk",
    "hand-over": "desk",
    "accept": "desk",
    "split": "desk",
    "join": "unit",
    "note": "unit",
    "explain": "desk",
    "letters": "unit",
}
_SECTION: Final[Mapping[str, str]] = {
    **_OFFICER,
    "see-desk": "unit",
    "delegate": "desk",
    "announce": "unit",
}
_DEPUTY: Final[Mapping[str, str]] = {
    **_SECTION,
    "reassign": "unit",
    "extend": "unit",
    "escalate": "unit",
    "revoke": "unit",
    "arrange-roster": "unit",
    "follow-up": "unit",
    "see-directives": "unit",
    "take-directive": "unit",
    "gather": "unit",
}
_HEAD: Final[Mapping[str, str]] = {
    **_DEPUTY,
    "open-seal": "unit",
    "move": "unit",
    "hand-over": "unit",
    "accept": "unit",
    "split": "unit",
    "explain": "unit",
    "head": "below",
    "readings": "unit",
    "decide-leave": "unit",
    "discipline": "unit",
    "see-cover": "below",
    "see-results": "below",
    "coach": "unit",
    "see-climate": "unit",
    "see-facilities": "below",
    "answer-criticism": "unit",
    "see-calls": "below",
    "see-directives": "below",
    "issue-directive": "below",
    "verify-directive": "below",
}
_OVERSEER: Final[Mapping[str, str]] = {
    "see-desk": "city",
    "see-case": "city",
    "search": "city",
    "head": "city",
    "note": "city",
    "escalate": "city",
    "reassign": "city",
    "sort": "city",
    "see-roster": "city",
    "see-cover": "city",
    "see-results": "city",
    "see-climate": "city",
    "see-facilities": "city",
    "see-dockets": "city",
    "answer-criticism": "city",
    "see-calls": "city",
    "ask-units": "city",
    "see-directives": "city",
    "issue-directive": "city",
}

MATRIX: Final[Mapping[str, Mapping[str, str]]] = {
    "petugas-loket": _OFFICER,
    "kasi-pemerintahan": _SECTION,
    "kasi-pemberdayaan": _SECTION,
    "kasi-pelayanan": _SECTION,
    "penghubung": {
        **_SECTION,
        "reassign": "unit",
        "see-directives": "unit",
        "take-directive": "unit",
    },
    "seklur": {**_DEPUTY, "review": "unit"},
    "sekcam": {**_DEPUTY, "review": "unit"},
    "lurah": {**_HEAD, "review": "unit"},
    "camat": {
        **_HEAD,
        "announce": "below",
        "see-case": "below",
        "search": "below",
        "reassign": "below",
        "escalate": "below",
        "letters": "below",
        "revoke": "below",
        "see-roster": "below",
        "decide-leave": "below",
        "discipline": "below",
        "follow-up": "below",
        "answer-criticism": "below",
        "see-climate": "below",
        "decide-facilities": "below",
        "ask-units": "below",
    },
    "kepala-opd": {
        **_HEAD,
        "decide-docket": "unit",
        "see-dockets": "city",
        "ask-units": "city",
        "see-facilities": "city",
    },
    "kabag": {
        **_HEAD,
        "decide-docket": "unit",
        "see-dockets": "city",
        "sort-reports": "city",
        "ask-units": "city",
        "see-results": "city",
        "see-facilities": "city",
    },
    "inspektur": {
        **_HEAD,
        "audit": "city",
        "readings": "city",
        "see-case": "city",
        "search": "city",
        "letters": "city",
        "see-roster": "city",
        "see-cover": "city",
        "see-results": "city",
        "see-dockets": "city",
        "see-facilities": "city",
        "handle-conduct": "city",
        "see-calls": "city",
        "see-directives": "city",
        "verify-directive": "city",
    },
    "sekda": {
        **_HEAD,
        **_OVERSEER,
        "move": "unit",
        "publish": "city",
        "review": "city",
        "confirm-standard": "city",
        "delegate": "desk",
        "decide-leave": "city",
        "discipline": "city",
        "sort-reports": "city",
        "decide-docket": "city",
        "decide-facilities": "city",
        "coordinate-directive": "city",
        "verify-directive": "city",
        "instruments": "city",
        "follow-up": "city",
    },
    "wali-kota": {
        **_EVERYBODY,
        "see-desk": "city",
        "see-case": "city",
        "search": "city",
        "head": "city",
        "note": "city",
        "see-roster": "city",
        "see-cover": "city",
        "see-results": "city",
        "see-climate": "city",
        "see-facilities": "city",
        "see-dockets": "city",
        "answer-criticism": "city",
        "see-calls": "city",
        "ask-units": "city",
        "see-directives": "city",
        "issue-directive": "city",
        "gather": "unit",
        # Only what is about the inspectorate itself (`integrity/handling.py`).
        "handle-conduct": "city",
    },
    "ppid": {
        **_DEPUTY,
        "see-case": "city",
        "search": "city",
        "open-seal": "unit",
        "erase": "city",
        "readings": "unit",
    },
    "penyelenggara": {
        **_EVERYBODY,
        "see-desk": "unit",
        "see-case": "unit",
        "search": "unit",
        "publish": "city",
        "review": "city",
        "confirm-standard": "city",
        "hours": "city",
        "instruments": "city",
        "see-results": "city",
        "see-dockets": "city",
        "sort-reports": "city",
        "see-facilities": "city",
    },
    "admin": {
        **_EVERYBODY,
        "confirm-standard": "city",
        "units": "city",
        "persons": "city",
        "hours": "city",
        "audit": "city",
        "letters": "city",
        "revoke": "city",
    },
}

# Posts whose holder signs or decides must show a second factor (TOTP or passkey) at sign-in.
DECIDES: Final = frozenset(
    {
        "wali-kota", "sekda", "inspektur", "kepala-opd", "kabag", "camat", "sekcam", "lurah", "seklur",
        "kasi-pemerintahan", "kasi-pemberdayaan", "kasi-pelayanan", "ppid", "penyelenggara", "admin",
    }
)  # fmt: skip

# What a resident may do, with the number and code of the receipt; no account.
RESIDENT_ACTS: Final = (
    "file",
    "follow",
    "answer",
    "add",
    "contest",
    "confirm",
    "rate",
    "withdraw",
    "erase-own",
)


def reach(kind: str, act: str) -> str | None:
    """How far `act` reaches for a post of `kind`; None = not at all. KeyError for an unknown act."""
    if act not in ACTS:
        raise KeyError(act)
    return MATRIX.get(kind, {}).get(act)


def widest(kinds: Iterable[str], act: str) -> str | None:
    """The widest reach that any of the post kinds gives."""
    found = [REACHES.index(r) for kind in kinds if (r := reach(kind, act))]
    return REACHES[max(found)] if found else None

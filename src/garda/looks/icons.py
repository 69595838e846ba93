"""The icons: a 24 grid, lines of 1.75 px with round ends, each with the word it stands beside.

An icon never stands alone: the page writes the word next to it, and `WORDS` holds the word that a
button without room must speak to a screen reader. A test keeps both lists equal.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop as _

LINES: dict[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "lamp": '<path d="M4.5 21h4M6.5 21V8.5a5 5 0 0 1 9.5-2.2"/><path d="M11.5 11a4.5 4.5 0 0 1 9 0z"/>'
    '<path d="M13.5 14v1.5M16 14v2.5M18.5 14v1.5"/>',
    "paper": '<path d="M6 3.5h8.5l4 4v13H6z"/><path d="M14.5 3.5v4h4M9 12h6.5M9 16h6.5"/>',
    "pin": '<path d="M12 21s-6.5-6-6.5-11.2a6.5 6.5 0 0 1 13 0C18.5 15 12 21 12 21z"/>'
    '<circle cx="12" cy="9.8" r="2.4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.3 1.9"/>',
    "free": '<rect x="3" y="6.5" width="18" height="11" rx="1"/><circle cx="12" cy="12" r="2.5"/>'
    '<path d="M4 20 20 4"/>',
    "flag": '<path d="M5.5 21V3.5h12l-2.5 4 2.5 4h-12"/>',
    "ticket": '<path d="M3.5 6.5h17V10a2 2 0 0 0 0 4v3.5h-17V14a2 2 0 0 0 0-4z"/>'
    '<path d="M12 9.5v.01M12 12v.01M12 14.5v.01"/>',
    "print": '<path d="M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3"/><path d="M7 14h10v6.5H7z"/>',
    "talk": '<path d="M3.5 4.5h17v12H11l-4.5 4v-4h-3z"/>',
    "camera": '<path d="M3.5 7.5H8L9.5 5h5L16 7.5h4.5v12h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "check": '<path d="m5 12.8 4.6 4.7L19.5 7"/>',
    "right": '<path d="m9 5 7 7-7 7"/>',
    "left": '<path d="m15 5-7 7 7 7"/>',
    "eye": '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "pen": '<path d="m5 15.5 10.5-11 3.5 3.5L8.5 18.5 4.5 20zM4 21h16"/>',
    "seat": '<path d="M8 3.5v9.5h8v7.5M8 13v7.5M8 9h4"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="1.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "flask": '<path d="M9.5 3.5h5M10.5 3.5v6L5 19.5A1 1 0 0 0 6 21h12a1 1 0 0 0 1-1.5L13.5 9.5v-6M8 15h8"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 2.5-6 6-6s6 2 6 6"/>'
    '<path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.5c2.2.8 3.5 2.7 3.5 5.5"/>',
    "access": '<circle cx="10.5" cy="4.5" r="1.8"/><path d="M10.5 8v6h5l3 5.5M10.5 10.5h4.5"/>'
    '<path d="M8 12.2a4.8 4.8 0 1 0 6.8 6.1"/>',
    "house": '<path d="m3.5 11.5 8.5-8 8.5 8M6 9.5v11h12v-11M10 20.5v-6h4v6"/>',
    "phone": '<rect x="7" y="2.5" width="10" height="19" rx="2"/><path d="M11 18.5h2"/>',
    "download": '<path d="M12 3.5v12M7 11l5 5 5-5M4.5 20.5h15"/>',
}

WORDS: dict[str, str] = {
    "search": _("Cari"),
    "lamp": _("Lapor masalah"),
    "paper": _("Berkas"),
    "pin": _("Tempat"),
    "clock": _("Waktu"),
    "free": _("Gratis"),
    "flag": _("Bila terlambat"),
    "ticket": _("Nomor antrean"),
    "print": _("Cetak"),
    "talk": _("Pesan"),
    "camera": _("Foto"),
    "check": _("Sudah"),
    "right": _("Buka"),
    "left": _("Kembali"),
    "eye": _("Lihat"),
    "pen": _("Tanda tangan"),
    "seat": _("Duduk menunggu"),
    "lock": _("Tertutup"),
    "flask": _("Data simulasi"),
    "people": _("Warga"),
    "access": _("Didahulukan"),
    "house": _("Rumah"),
    "phone": _("Ponsel"),
    "download": _("Unduh"),
}

SHAPES: dict[str, str] = {
    "run": '<circle cx="6" cy="6" r="5.5"/>',
    "late": '<path d="M6 .5 12 11.5H0z"/>',
    "pause": '<path d="M1.5.5h3v11h-3zM7.5.5h3v11h-3z"/>',
    "offer": '<path d="M6 1.3 10.7 6 6 10.7 1.3 6z"/>',
    "done": '<path d="m1.5 6.5 3 3L10.5 2.5"/>',
    "not": '<circle cx="6" cy="6" r="4.5"/>',
    "open": '<circle cx="6" cy="6" r="6"/>',
    "closed": '<circle cx="6" cy="6" r="4.5"/>',
    "empty": '<path d="M6 .5 12 11.5H0z"/>',
}


def icon(name: str) -> SafeString:
    """The inline drawing of `name`, silent for a screen reader since its word stands beside it."""
    return mark_safe(
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{LINES[name]}</svg>'
    )


def shape(state: str) -> SafeString:
    """The small shape of a state: circle, triangle, two bars, diamond, tick, ring."""
    return mark_safe(
        f'<svg class="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{SHAPES[state]}</svg>'
    )

"""Filters of the office: a value by a key that the template holds; events in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext, gettext_noop

from garda.clock.words import joined
from garda.office.showing import lang

register = template.Library()

# What figures are counted from, as a head would say it.
HAPPENINGS = {
    "case.opened": gettext_noop("urusan masuk"),
    "case.moved": gettext_noop("langkah"),
    "case.closed": gettext_noop("urusan ditutup"),
    "case.reopened": gettext_noop("urusan dibuka kembali"),
    "clock.late": gettext_noop("batas urusan lewat"),
    "clock.desk-late": gettext_noop("batas meja lewat"),
    "clock.explained": gettext_noop("keterlambatan dijelaskan"),
    "offer.made": gettext_noop("tawaran dibuat"),
    "offer.accepted": gettext_noop("tawaran diterima"),
    "offer.returned": gettext_noop("tawaran dikembalikan"),
    "offer.lapsed": gettext_noop("tawaran tidak dijawab"),
    "resident.rated": gettext_noop("nilai dari warga"),
    "letter.signed": gettext_noop("surat ditandatangani"),
}


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ mapping|of:key }}`: the value, or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def happenings(events: Iterable[str]) -> str:
    """`{{ events|happenings }}`: the names of events as a sentence lists them."""
    return joined([gettext(HAPPENINGS[event]) for event in events], lang())


@register.filter
def in_fours(fingerprint: str) -> str:
    """`{{ key|in_fours }}`: a fingerprint in groups of four, to be read aloud."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))
